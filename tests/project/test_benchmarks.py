"""The measuring does what it says, at a size that takes no time. How long it takes is not asked."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from benchmarks import __main__ as bench
from benchmarks.answers import timed_answers
from benchmarks.answers_memory import read_through
from benchmarks.bare import bare_xsd, schema
from benchmarks.book import Book, book, prepared, prepared_later, proposed
from benchmarks.budgets import Verdict, highest, multiple, verdicts
from benchmarks.found import (
    Answered,
    Found,
    Imported,
    Other,
    Peak,
    Remembered,
    Spread,
    Timed,
    machine,
)
from benchmarks.memory import Resident, Traced, peaks
from benchmarks.other import told
from benchmarks.path import timed_path
from benchmarks.tables import page
from lxml import etree

from sepadd.messages.pain008 import write
from sepadd.open_item import CreditNote

COUNT = 200
BOOK = book(COUNT)

STEPS = (
    *("bare", "propose", "prepare", "prepare_later", "write", "text", "check"),
    *("walk", "read", "look_over"),
)


def seconds(**taken: float) -> dict[str, Spread]:
    return {
        step: Spread(least=of, median=of * 1.5, first=of * 2)
        for step, of in (dict.fromkeys((*STEPS, "whole", "whole_later"), 1.0) | taken).items()
    }


def timed(collections: int = 100_000, **taken: float) -> Timed:
    return Timed(collections=collections, rounds=5, file_bytes=60 * 2**20, seconds=seconds(**taken))


def remembered(collections: int = 100_000, **traced: float) -> Remembered:
    every: Mapping[str, float] = dict.fromkeys(STEPS, 1.0) | traced
    told = {step: Peak(resident=2.0, traced=each) for step, each in every.items()}
    return Remembered(collections=collections, standing=300.0, peaks=told)


def answered(**taken: float) -> Answered:
    every = {"walk": 1.0, "read": 2.0, "record": 2.0} | taken
    spreads = {step: Spread(least=of, median=of, first=of) for step, of in every.items()}
    return Answered(entries=100_000, rounds=5, file_bytes=2**20, seconds=spreads)


GOOD = Found(
    machine=machine(),
    timed=[timed(1_000, write=99.0), timed(write=2.5, whole=5.0, whole_later=6.0)],
    remembered=[remembered(1_000, write=99.0), remembered(10_000), remembered(write=32.0)],
    answered=[answered()],
    answers_remembered={"100000": Peak(resident=32.0, traced=1.0)},
    questions={"is_business_day(day)": 0.2e-6, "after(day, 5)": 1e-6},
    imported=Imported(interpreter=0.0, compiled=0.1, uncompiled=0.3),
    others=[
        Other(name="sepaxml 2", collections=1_000, seconds=0.4, bare=0.005, fault=""),
        Other(name="sepaxml 2", collections=9, seconds=None, bare=0.5, fault="TooMuch: 9"),
    ],
)


def broken(found: Found) -> list[str]:
    return [verdict.what for verdict in verdicts(found) if not verdict.kept]


# -- the books ------------------------------------------------------------------------------------


def test_the_books_give_as_many_collections_as_were_asked_for() -> None:
    assert len(proposed(BOOK).collections) == COUNT


def test_the_same_number_gives_the_same_books() -> None:
    assert book(COUNT) == BOOK


def test_the_books_are_mixed_as_they_say() -> None:
    debtors = [mandate.debtor for mandate in BOOK.mandates]
    parts = {
        "german": sum(debtor.iban.country == "DE" for debtor in debtors),
        "bic": sum(debtor.bic is not None for debtor in debtors),
        "address": sum(debtor.address is not None for debtor in debtors),
        "umlaut or the like": sum(not debtor.name.isascii() for debtor in debtors),
        "collected before": sum(bool(mandate.presentations) for mandate in BOOK.mandates),
        "credit note": sum(isinstance(item, CreditNote) for item in BOOK.items),
        "items": len(BOOK.items),
    }
    assert parts == {
        "german": 60,
        "bic": 20,
        "address": 10,
        "umlaut or the like": 13,
        "collected before": 40,
        "credit note": 10,
        "items": 230,
    }


def test_books_that_leave_something_out_are_not_measured() -> None:
    unsigned = replace(BOOK.mandates[0], signed_on=None)
    with pytest.raises(ValueError, match=r"left out: .*signature"):
        proposed(Book(BOOK.items, (unsigned, *BOOK.mandates[1:])))


def test_a_run_that_is_prepared_later_collects_the_same() -> None:
    proposal = proposed(BOOK)
    assert prepared_later(proposal).collections == prepared(proposal).collections


# -- the measurements -----------------------------------------------------------------------------


def test_bare_xsd_is_taken_of_a_file_that_is_valid(tmp_path: Path) -> None:
    file = write(prepared(proposed(BOOK)), tmp_path / "good.xml")
    file.write_bytes(file.read_bytes().replace(b"<PmtMtd>DD<", b"<PmtMtd>XX<"))
    with pytest.raises(ValueError, match=r"good\.xml is refused: .*'XX'"):
        bare_xsd(file, schema())


def test_every_step_of_the_path_is_timed_and_the_file_is_left(tmp_path: Path) -> None:
    file = tmp_path / "200.xml"
    found = timed_path(COUNT, 2, file)
    assert set(found["seconds"]) == {*STEPS, "whole", "whole_later"}
    assert found["file_bytes"] == file.stat().st_size
    assert len(etree.parse(file).findall(".//{*}DrctDbtTxInf")) == COUNT


@pytest.mark.parametrize("gauge", [Resident(), Traced()])
def test_the_memory_of_every_step_is_measured(gauge: Resident | Traced, tmp_path: Path) -> None:
    found = peaks(COUNT, tmp_path / "200.xml", gauge)
    assert set(found) == {"standing", *STEPS} - {"text", "walk"}


def test_sepaxml_is_given_the_same_collections() -> None:
    run = prepared(proposed(BOOK))
    payments = json.loads(json.dumps(told(COUNT)))["payments"]
    assert [payment["amount"] for payment in payments] == [c.amount.cents for c in run.collections]


def test_an_interpreter_without_sepaxml_is_left_out(tmp_path: Path) -> None:
    assert list(bench._others(None, (COUNT,), tmp_path)) == []


@pytest.mark.parametrize(("size", "rounds"), [(200, 15), (1_000, 15), (100_000, 5)])
def test_small_sizes_take_more_rounds(size: int, rounds: int) -> None:
    assert bench.rounds(size) == rounds


# -- the budgets ----------------------------------------------------------------------------------


def test_a_budget_is_kept_up_to_and_with_its_limit() -> None:
    assert broken(GOOD) == []


@pytest.mark.parametrize(
    ("found", "what"),
    [
        (GOOD | {"timed": [timed(write=2.51)]}, "prepared run to checked file, 100 000"),
        (GOOD | {"timed": [timed(whole=5.01)]}, "open items to checked file, 100 000"),
        (GOOD | {"timed": [timed(look_over=8.01)]}, "a file looked over, 100 000"),
        (GOOD | {"timed": [timed(read=3.01)]}, "a file to collections, 100 000"),
        (
            GOOD | {"remembered": [remembered(10_000, look_over=11.7)]},
            "looking a file over, 10 000",
        ),
        (GOOD | {"remembered": [remembered(look_over=44.7)]}, "looking a file over, 100 000"),
        (GOOD | {"answered": [answered(read=2.01)]}, "statement to facts, 100 000"),
        (GOOD | {"answered": [answered(record=2.01)]}, "recording, 100 000"),
        (
            GOOD | {"answers_remembered": {"100000": Peak(resident=None, traced=32.1)}},
            "reading a statement, 100 000",
        ),
        (
            GOOD | {"remembered": [remembered(10_000, write=32.1)]},
            "writing, above the run itself, 10 000",
        ),
        (
            GOOD | {"questions": {"after(day, 5)": 1.01e-6}},
            "a TARGET question, the slowest",
        ),
        (
            GOOD | {"imported": Imported(interpreter=0.01, compiled=0.12, uncompiled=0.2)},
            "`import sepadd`, above the interpreter",
        ),
    ],
)
def test_a_budget_is_broken_above_its_limit(found: Found, what: str) -> None:
    assert broken(found) == [what]


def test_a_multiple_is_of_bare_xsd_in_the_same_run() -> None:
    found = timed(write=3.0, bare=2.0)
    assert (multiple(found, "write"), multiple(found, "write", "median")) == (1.5, 1.5)


def test_memory_is_judged_by_the_count_that_says_more() -> None:
    assert (highest(remembered(write=3.0), "write"), highest(remembered(), "write")) == (3.0, 2.0)


def test_memory_that_the_system_does_not_tell_is_judged_by_what_python_counts() -> None:
    silent = remembered()
    silent["peaks"]["write"]["resident"] = None
    assert highest(silent, "write") == 1.0


# -- the page -------------------------------------------------------------------------------------


def test_the_page_shows_every_budget_and_what_became_of_it() -> None:
    shown = page(GOOD | {"timed": [timed(whole=5.5)]})
    assert "| open items to checked file, 100 000 | 5 times bare XSD | 5.50 | **broken** |" in shown
    assert "| a TARGET question, the slowest | 1 µs | 1.00 | kept |" in shown


def test_the_page_shows_how_far_the_other_library_came() -> None:
    shown = page(GOOD)
    assert "| sepaxml 2 | 1 000 | 400 | 80 | a checked file |" in shown
    assert "`TooMuch: 9` |" in shown


def test_what_was_measured_is_shown_again_from_its_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "bench.json"
    kept.write_text(json.dumps(GOOD), "utf-8")
    monkeypatch.setattr("sys.argv", ["benchmarks", "--show", str(kept)])
    assert bench.main() == 0
    assert capsys.readouterr().out == page(GOOD)


def test_the_measuring_ends_with_1_where_a_budget_is_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "bench.json"
    kept.write_text(json.dumps(GOOD | {"questions": {"between": 2e-6}}), "utf-8")
    monkeypatch.setattr("sys.argv", ["benchmarks", "--show", str(kept)])
    assert bench.main() == 1


def test_a_verdict_says_what_was_measured() -> None:
    assert Verdict("writing", "MiB", 32.0, 33.0).kept is False


def test_a_statement_is_read_and_recorded_whole(tmp_path: Path) -> None:
    file = tmp_path / "statement.xml"
    found = timed_answers(COUNT, 1, file)
    assert (found["entries"], set(found["seconds"])) == (COUNT, {"walk", "read", "record"})
    assert read_through(file) == COUNT
