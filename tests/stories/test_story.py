"""From open items and mandates to the bank's file."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from helpers.books import decided, decided_anew, presented
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.findings import IllegalStep, RulesViolated
from sepadd.mandate import Mandate, Presentation, SequenceType
from sepadd.messages import pain008
from sepadd.open_item import CreditNote, Invoice
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import B2B_MANDATE, CREDITOR, MANDATE
from sepadd.values import Debtor, Euro, Iban, MandateReference, RunId

MONDAY = EPC.terms(on=date(2026, 11, 23))
FRIDAY = EPC.terms(on=date(2026, 11, 27))
AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DUE_ON = date(2026, 12, 1)
DECEMBER = RunId("2026-12")
JANUARY = RunId("2027-01")

ADA = MANDATE
"""Of debtor 10042, signed in January, never used."""
BEN = replace(
    MANDATE,
    reference=MandateReference("M-7"),
    debtor=Debtor(id="10055", name="Ben Oud", iban=Iban("DE89370400440532013000")),
    presentations=(Presentation(due_on=date(2026, 11, 2), sequence_type=SequenceType.RECURRENT),),
)
CIS = replace(
    MANDATE,
    reference=MandateReference("M-8"),
    debtor=replace(BEN.debtor, id="10060", name="Cis de Wit"),
    signed_on=None,
)
BAKERY = B2B_MANDATE
MANDATES: tuple[Mandate, ...] = (ADA, BEN, CIS, BAKERY)


def euro(amount: str) -> Euro:
    return Euro(amount)


ITEMS = (
    Invoice(number="R-1", debtor_id="10042", amount=euro("40.00")),
    CreditNote(number="G-1", debtor_id="10042", amount=euro("10.00")),
    Invoice(number="R-2", debtor_id="10055", amount=euro("12.34")),
    Invoice(number="R-3", debtor_id="10055", amount=euro("7.66"), due_on=date(2026, 12, 31)),
    Invoice(number="R-4", debtor_id="10060", amount=euro("5.00")),
    Invoice(number="R-5", debtor_id="20007", amount=euro("999.99")),
    CreditNote(number="G-2", debtor_id="99999", amount=euro("3.00")),
)


def december(*runs: CollectionRun, id: RunId = DECEMBER) -> Proposal:
    return propose(
        Books(creditor=CREDITOR, open_items=ITEMS, mandates=MANDATES, runs=runs),
        MONDAY,
        Draft(id=id, due_on=DUE_ON),
    )


def december_run() -> CollectionRun:
    return decided(december(), MONDAY, at=AT, by="ada")


def test_each_open_item_is_collected_or_says_why_not() -> None:
    assert [(line.item.number, line.status) for line in december().lines] == [
        ("R-1", "OK"),
        ("G-1", "OK"),
        ("R-2", "OK"),
        ("R-3", "due on 2026-12-31, after the collection on 2026-12-01"),
        ("R-4", december().lines[4].reasons[0].detail),
        ("R-5", "OK"),
        ("G-2", "debtor 99999 has no mandate for this creditor"),
    ]
    assert december().lines[4].reasons[0].rule == "MND-01"


def test_what_a_debtor_is_owed_is_set_off_and_each_mandate_debited_once() -> None:
    collected = december().collections
    assert [(c.mandate.debtor.name, str(c.amount), c.remittance) for c in collected] == [
        ("Ada Jansen", "30.00", "R-1 G-1"),
        ("Ben Oud", "12.34", "R-2"),
        ("Bakkerij Vos BV", "999.99", "R-5"),
    ]
    assert str(december().total) == "1042.33"


def test_the_bank_has_to_have_it_the_business_day_before() -> None:
    assert (december().earliest_due_on, december().send_by) == (
        date(2026, 11, 24),
        date(2026, 11, 30),
    )


def test_a_run_is_one_file_for_each_scheme() -> None:
    assert [(file.name, str(file.total), file.count) for file in december_run().files()] == [
        ("2026-12.F1.xml", "999.99", 1),
        ("2026-12.F2.xml", "42.34", 2),
    ]


def test_the_same_run_gives_the_same_bytes() -> None:
    files = december_run().files()
    assert [pain008.render(file) for file in files] == [
        pain008.render(file) for file in december_run().files()
    ]
    assert all(str(file.id).encode() in pain008.render(file) for file in files)


def test_a_run_of_several_files_is_rendered_file_by_file() -> None:
    with pytest.raises(IllegalStep):
        pain008.render(december_run())


def test_what_the_run_holds_the_next_proposal_leaves_alone() -> None:
    again = december(submit(december_run(), at=AT), id=JANUARY)
    assert [line.item.number for line in again.lines if line.reasons[0].rule == "PRO-07"] == [
        "R-1",
        "G-1",
        "R-2",
        "R-5",
    ]
    assert again.collections == ()


def test_what_is_left_waits_for_the_next_run() -> None:
    later = propose(
        Books(
            creditor=CREDITOR,
            open_items=ITEMS,
            mandates=presented(MANDATES, submit(december_run(), at=AT)),
            runs=[submit(december_run(), at=AT)],
        ),
        EPC.terms(on=date(2026, 12, 28)),
        Draft(id=JANUARY, due_on=date(2026, 12, 31)),
    )
    assert [c.item_keys[0].number for c in later.collections] == ["R-3"]


def test_a_mistake_found_in_time_is_taken_out_in_a_new_version() -> None:
    fewer = replace(december(), collections=december().collections[:1])
    run = decided_anew(december_run(), fewer, MONDAY, at=AT, by="bob")
    assert [file.name for file in run.files()] == ["2026-12.v2.xml"]
    assert [str(file.total) for file in run.files()] == ["30.00"]


def test_a_run_that_is_not_sent_after_all_frees_its_items() -> None:
    withdrawn = withdraw(december_run(), at=AT, note="wrong price list")
    assert december(withdrawn, id=JANUARY).total == december().total


def test_what_was_submitted_is_not_withdrawn_by_a_click() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is submitted: it cannot be withdrawn"):
        withdraw(submit(december_run(), at=AT), at=AT)


def test_a_proposal_that_was_good_on_monday_may_be_late_a_week_later() -> None:
    friday, a_week_later = AT + timedelta(days=4), AT + timedelta(days=8)
    assert decided(december(), EPC.terms(at=friday), at=friday).version == 1
    with pytest.raises(RulesViolated, match=r"\[COL-03\]"):
        decided(december(), EPC.terms(at=a_week_later), at=a_week_later)


def test_before_the_creditor_is_ready_every_item_says_what_is_missing() -> None:
    bare = replace(CREDITOR, accounts=())
    proposal = propose(
        Books(creditor=bare, open_items=ITEMS, mandates=MANDATES, runs=()),
        MONDAY,
        Draft(id=DECEMBER, due_on=DUE_ON),
    )
    assert {line.status for line in proposal.lines} == {proposal.findings[0].detail}
