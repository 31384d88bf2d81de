"""Long work tells how far it is, is broken off by it, and leaves nothing half written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from helpers.camt_files import COLLECTED, code, entry, statement
from helpers.told import collection, prepared
from sepadd.banks import EPC, BankProfile
from sepadd.books import Books, propose
from sepadd.checking import check, check_each, check_files
from sepadd.findings import UnreadableMessage
from sepadd.mending import mend, mend_file
from sepadd.messages import answers, pain008
from sepadd.messages.answers import camt
from sepadd.messages.pain008 import iter_collections
from sepadd.progress import Progress, Work, shares, under_way
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun
from sepadd.testing import B2B_MANDATE, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS, TODAY, a_run
from sepadd.values import RunId

MANY: Final = 2_500
MIB: Final = 1 << 20
SMALL: Final = pain008.render(a_run())


class Heard:
    """Someone who is told of progress, and breaks off when it is as far as that."""

    def __init__(self, *, until: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.until = until

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if self.until is not None and done >= self.until:
            raise KeyboardInterrupt

    @property
    def done(self) -> list[int]:
        return [done for done, _ in self.told]


@cache
def large() -> CollectionRun:
    return prepared(*(collection(number) for number in range(1, MANY + 1)))


@cache
def large_file() -> bytes:
    """Give more than a MiB of good collections."""
    xml = pain008.render(large())
    assert len(xml) > MIB
    return xml


def whole(heard: Heard, total: int) -> bool:
    """Whether it begins with nothing, ends with all, and never goes back."""
    forth = all(before <= after for before, after in pairwise(heard.done))
    return (
        heard.done[0] == 0 and heard.done[-1] == total and {of for _, of in heard.told} == {total}
    ) and forth


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# -- the room itself ------------------------------------------------------------------------------


def test_it_is_told_at_the_beginning_every_so_often_and_at_the_end() -> None:
    heard = Heard()
    assert list(Work(heard, 5, every=2).each("abcde")) == [*"abcde"]
    assert heard.told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_a_thing_is_done_once_the_next_is_asked_for() -> None:
    heard = Heard()
    things = Work(heard, 2, every=1).each("ab")
    assert next(things) == "a"
    assert heard.done == [0]
    assert next(things) == "b"
    assert heard.done == [0, 1]


def test_a_thing_counts_by_its_size() -> None:
    heard = Heard()
    list(Work(heard, 6, every=3).each(["a", "bb", "ccc"], len))
    assert heard.done == [0, 3, 6]


def test_all_is_told_once() -> None:
    heard = Heard()
    work = Work(heard, 3, every=1)
    work.add(3)
    work.end()
    assert heard.done == [0, 3]


def test_all_is_told_in_the_end_whatever_was_counted() -> None:
    heard = Heard()
    Work(heard, 3).end()
    assert heard.done == [0, 3]


def test_there_is_never_more_done_than_there_is_to_do() -> None:
    heard = Heard()
    Work(heard, 3, every=1).add(4)
    assert heard.done == [0, 3]


def test_where_nobody_is_to_be_told_there_is_nothing_to_count() -> None:
    assert under_way(None, 3) is None
    assert [*shares(None, [1, 2])] == [None, None]


def test_several_pieces_of_work_are_told_as_one() -> None:
    heard = Heard()
    for share in shares(heard, [100, 0, 300]):
        assert share is not None
        share(0, 2)
        share(1, 2)
        share(2, 2)
    assert heard.done == [0, 50, 100, 100, 100, 100, 100, 250, 400]
    assert {total for _, total in heard.told} == {400}


def test_work_of_which_there_is_none_is_done_at_once() -> None:
    heard = Heard()
    (share,) = shares(heard, [7])
    assert share is not None
    share(0, 0)
    assert heard.told == [(7, 7)]


# -- proposing ------------------------------------------------------------------------------------


def proposed(count: int, progress: Progress | None) -> Proposal:
    mandates = [replace(MANDATE, debtor=replace(MANDATE.debtor, id=f"D{n}")) for n in range(count)]
    mandates = [replace(m, reference=type(m.reference)(f"M-{m.debtor.id}")) for m in mandates]
    items = [replace(INVOICE, number=f"I-{n}", debtor_id=f"D{n}") for n in range(count)]
    return propose(
        Books(creditor=CREDITOR, open_items=items, mandates=mandates, runs=()),
        TERMS,
        Draft(id=RunId("2026-12"), due_on=DUE_ON),
        progress=progress,
    )


def test_proposing_tells_how_many_items_are_decided() -> None:
    heard = Heard()
    proposal = proposed(MANY, heard)
    assert len(proposal.collections) == MANY
    assert heard.told == [(0, MANY), (1_000, MANY), (2_000, MANY), (MANY, MANY)]


def test_a_proposal_is_the_same_whether_it_is_watched_or_not() -> None:
    assert proposed(3, Heard()) == proposed(3, None)


def test_items_without_a_mandate_are_decided_too() -> None:
    heard = Heard()
    propose(
        Books(creditor=CREDITOR, open_items=[INVOICE], mandates=[], runs=()),
        TERMS,
        Draft(id=RunId("2026-12"), due_on=DUE_ON),
        progress=heard,
    )
    assert heard.told == [(0, 1), (1, 1)]


def test_a_proposal_for_a_creditor_that_cannot_collect_is_done_at_once() -> None:
    heard = Heard()
    nobody = replace(CREDITOR, accounts=())
    propose(
        Books(creditor=nobody, open_items=[INVOICE], mandates=[MANDATE], runs=()),
        TERMS,
        Draft(id=RunId("X"), due_on=DUE_ON),
        progress=heard,
    )
    assert heard.told == [(0, 1), (1, 1)]


def test_proposing_is_broken_off_by_what_is_told() -> None:
    with pytest.raises(KeyboardInterrupt):
        proposed(MANY, Heard(until=1_000))


# -- writing --------------------------------------------------------------------------------------


def test_writing_tells_how_many_collections_are_written(tmp_path: Path) -> None:
    heard = Heard()
    pain008.write(large(), tmp_path / "december.xml", progress=heard)
    assert heard.told == [(0, MANY), (1_000, MANY), (2_000, MANY), (MANY, MANY)]


def test_a_file_is_the_same_whether_it_is_watched_or_not() -> None:
    heard = Heard()
    assert pain008.render(large(), progress=heard) == large_file()
    assert whole(heard, MANY)


def test_several_files_are_told_of_together(tmp_path: Path) -> None:
    heard = Heard()
    run = prepared(*(collection(n) for n in (1, 2)), collection(3, mandate=B2B_MANDATE))
    assert len(pain008.write_files(run, tmp_path, progress=heard)) == 2
    assert whole(heard, 3)


@pytest.mark.parametrize("until", [0, 1_000, MANY])
def test_writing_that_is_broken_off_leaves_no_file(tmp_path: Path, until: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        pain008.write(large(), tmp_path / "december.xml", progress=Heard(until=until))
    assert names(tmp_path) == []


@pytest.mark.parametrize("until", [0, 1_000, MANY])
def test_the_file_that_stood_there_stays_where_writing_is_broken_off(
    tmp_path: Path, until: int
) -> None:
    path = tmp_path / "december.xml"
    path.write_text("the one of November")
    with pytest.raises(KeyboardInterrupt):
        pain008.write(large(), path, progress=Heard(until=until))
    assert names(tmp_path) == ["december.xml"]
    assert path.read_text("utf-8") == "the one of November"


def test_of_several_files_none_is_left_where_the_last_is_broken_off(tmp_path: Path) -> None:
    run = prepared(collection(1), collection(2, mandate=B2B_MANDATE))
    with pytest.raises(KeyboardInterrupt):
        pain008.write_files(run, tmp_path, progress=Heard(until=2))
    assert names(tmp_path) == []


# -- reading --------------------------------------------------------------------------------------

STATEMENT: Final = statement(entry(code=code(*COLLECTED)))
READERS: Final[dict[str, Callable[[bytes, Progress], object]]] = {
    "each": lambda xml, progress: [*iter_collections(xml, progress=progress)],
    "whole": lambda xml, progress: pain008.read(xml, progress=progress),
}


@pytest.mark.parametrize("reader", READERS)
def test_reading_tells_how_many_bytes_are_read(reader: str) -> None:
    heard = Heard()
    READERS[reader](large_file(), heard)
    assert whole(heard, len(large_file()))
    assert all(MIB <= after - before < 2 * MIB for before, after in pairwise(heard.done[:-1]))


def test_a_zip_is_told_of_by_what_is_in_it() -> None:
    heard, packed = Heard(), BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        archive.writestr("a.xml", SMALL)
        archive.writestr("b.xml", SMALL)
    assert len([*iter_collections(packed.getvalue(), progress=heard)]) == 2
    assert whole(heard, 2 * len(SMALL))


def test_several_documents_in_one_file_are_told_of_as_its_bytes() -> None:
    heard = Heard()
    assert len([*iter_collections(SMALL + SMALL, progress=heard)]) == 2
    assert whole(heard, 2 * len(SMALL))


@pytest.mark.parametrize("reader", [camt, answers])
def test_reading_a_statement_tells_how_many_bytes_are_read(reader: object) -> None:
    heard = Heard()
    read = camt.iter_answers if reader is camt else answers.iter_answers
    assert [*read(STATEMENT, progress=heard)] == [*read(STATEMENT)]
    assert whole(heard, len(STATEMENT))


def test_reading_is_broken_off_by_what_is_told() -> None:
    with pytest.raises(KeyboardInterrupt):
        pain008.read(large_file(), progress=Heard(until=MIB))


def test_what_cannot_be_read_is_never_told_to_be_done() -> None:
    heard = Heard()
    with pytest.raises(UnreadableMessage):
        pain008.read(SMALL[:-20], progress=heard)
    assert heard.done == [0]


# -- checking -------------------------------------------------------------------------------------


def test_checking_tells_of_the_bytes_that_arrived() -> None:
    heard = Heard()
    assert check(large_file(), EPC, TODAY, progress=heard) == ()
    assert whole(heard, len(large_file()))
    assert len(set(heard.done)) > 3


def test_several_files_are_checked_as_one_piece_of_work(tmp_path: Path) -> None:
    heard, path = Heard(), tmp_path / "b.xml"
    path.write_bytes(SMALL)
    sources: Mapping[str, bytes | Path] = {"a": SMALL, "b": path}
    assert check_files(sources, EPC, progress=heard) == check_files(sources, EPC)
    assert whole(heard, 2 * len(SMALL))


def test_a_file_that_is_not_there_has_no_bytes_to_check(tmp_path: Path) -> None:
    heard = Heard()
    sources: Mapping[str, bytes | Path] = {
        "a": tmp_path / "gone.xml",
        "b": SMALL[:-20],
        "c": SMALL,
    }
    checked = dict(check_each(sources, EPC, progress=heard))
    assert [type(told).__name__ for told in checked.values()] == [
        *("UnreadableMessage", "UnreadableMessage", "Findings")
    ]
    assert whole(heard, 2 * len(SMALL) - 20)


# -- mending --------------------------------------------------------------------------------------


def wrong(xml: bytes) -> bytes:
    return xml.replace(b"<PmtMtd>DD<", b"<PmtMtd> DD <")


def test_mending_tells_of_the_bytes_that_came() -> None:
    heard = Heard()
    mended = mend(wrong(large_file()), EPC, TODAY, progress=heard)
    assert mended.xml == large_file()
    assert whole(heard, len(wrong(large_file())))
    assert len(set(heard.done)) > 4


@pytest.mark.parametrize("share", [0.0, 0.5, 1.0])
def test_mending_that_is_broken_off_leaves_no_file(tmp_path: Path, share: float) -> None:
    source = tmp_path / "wrong.xml"
    source.write_bytes(wrong(large_file()))
    until = int(share * source.stat().st_size)
    with pytest.raises(KeyboardInterrupt):
        mend_file(source, tmp_path / "right.xml", EPC, progress=Heard(until=until))
    assert names(tmp_path) == ["wrong.xml"]


# -- where nobody looks ---------------------------------------------------------------------------


WATCHED: Final[dict[str, Callable[[BankProfile], object]]] = {
    "proposing": lambda _: proposed(2, None),
    "writing": lambda _: pain008.render(a_run()),
    "reading": lambda _: pain008.read(SMALL),
    "checking": lambda bank: check(SMALL, bank),
    "mending": lambda bank: mend(SMALL, bank),
}


@pytest.mark.parametrize("work", WATCHED)
def test_where_nobody_looks_nothing_is_counted(work: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def counting(*_: object) -> None:
        raise AssertionError("counted")

    monkeypatch.setattr(Work, "__init__", counting)
    WATCHED[work](EPC)
