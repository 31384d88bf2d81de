"""What the assertions for users' own tests let pass, and what they say otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest

from sepadd.banks import EPC
from sepadd.collection import CollectionStatus
from sepadd.findings import IllegalStep, InvalidValue, UnreadableMessage
from sepadd.journal import Entry, Line, ReceivableCloses, Role, entries
from sepadd.messages import pain008
from sepadd.run import submit
from sepadd.testing import (
    AT,
    COLLECTION,
    DUE_ON,
    TODAY,
    FakeBank,
    a_run,
    answered,
    assert_accepted_by,
    assert_balanced,
    assert_same_file,
)
from sepadd.testing.difference import differences
from sepadd.values import EndToEndId, Euro

RUN = submit(a_run(), at=AT)
FILE = pain008.render(RUN)


def journal() -> tuple[Entry, ...]:
    return entries(answered(RUN, CollectionStatus.RETURNED), ReceivableCloses.AT_FILE)


def put(old: str, new: str, file: bytes = FILE) -> bytes:
    text = file.decode()
    assert old in text
    return text.replace(old, new).encode()


# -- taken by a bank ----------------------------------------------------------------------------


def test_a_profile_takes_a_file_from_memory_and_from_disk(tmp_path: Path) -> None:
    assert_accepted_by(EPC, FILE, on=TODAY)
    (tmp_path / "file.xml").write_bytes(FILE)
    assert_accepted_by(EPC, tmp_path / "file.xml", on=TODAY)


def test_a_warning_is_let_pass() -> None:
    assert_accepted_by(EPC, put("2026-12-01", "2026-12-05"), on=TODAY)


def test_what_a_profile_refuses_is_told_by_its_rules() -> None:
    with pytest.raises(AssertionError, match=r"(?s)refuses the file:.*\[COL-03\]") as refused:
        assert_accepted_by(EPC, FILE, on=DUE_ON)
    assert EPC.title in str(refused.value)


def test_a_fake_bank_takes_a_file_and_has_it_then(tmp_path: Path) -> None:
    bank = FakeBank(today=TODAY)
    (tmp_path / "file.xml").write_bytes(FILE)
    assert_accepted_by(bank, tmp_path / "file.xml", at=time(11, 0))
    assert str(bank.fate("2026-12-1")) == "waiting"
    with pytest.raises(AssertionError, match="DU01"):
        assert_accepted_by(bank, FILE)


def test_what_a_fake_bank_turns_down_is_told_with_its_reason() -> None:
    bank = FakeBank(today=TODAY)
    bank.will_reject("2026-12-1", "AC04")
    with pytest.raises(AssertionError, match=r"(?s)plain.*2026-12-1.*AC04, account closed"):
        assert_accepted_by(bank, FILE)


# -- balanced -----------------------------------------------------------------------------------


def test_every_journal_of_ours_is_balanced() -> None:
    assert_balanced(journal())
    assert_balanced([line for entry in journal() for line in entry.lines])


def test_an_entry_that_was_posted_twice_is_told() -> None:
    with pytest.raises(AssertionError, match="entry 2026-12-1/taken stands 2 times"):
        assert_balanced([*journal(), journal()[0]])


def test_lines_that_are_apart_are_told_with_each_role() -> None:
    lines = [
        Line(Role.BANK).of(Euro("30.00")),
        Line(Role.IN_TRANSIT).of(Euro("-29.50")),
    ]
    with pytest.raises(AssertionError) as apart:
        assert_balanced(lines)
    assert str(apart.value).splitlines() == [
        "the journal is not balanced: debits of 30.00, credits of 29.50, 0.50 apart",
        "  bank: debit 30.00, credit 0.00",
        "  in transit: debit 0.00, credit 29.50",
    ]


# -- the same file ------------------------------------------------------------------------------


def said(one: bytes, other: bytes, *but: str) -> list[str]:
    return [str(each) for each in differences(one, other, but=but)]


def test_indentation_comments_and_prefixes_are_no_difference() -> None:
    other = put("\n<", "\n   <").replace(b"<GrpHdr>", b"<!-- who -->\n<GrpHdr>")
    assert_same_file(FILE, other)


def test_what_differs_is_told_by_its_path() -> None:
    with pytest.raises(AssertionError) as differ:
        assert_same_file(FILE, put("Ada Jansen", "Ada Janssen"))
    place = "Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]/DrctDbtTxInf[2026-12-1]/Dbtr/Nm"
    assert str(differ.value).splitlines() == [
        "the files differ:",
        f"  {place}: 'Ada Jansen' in the one, 'Ada Janssen' in the other",
    ]


def test_an_attribute_that_differs_is_told() -> None:
    (told,) = said(FILE, put('Ccy="EUR"', 'Ccy="USD"'))
    assert told.endswith("InstdAmt/@Ccy: 'EUR' in the one, 'USD' in the other")


def test_what_only_one_of_them_has_is_told() -> None:
    other = put("<ChrgBr>SLEV</ChrgBr>\n", "")
    place = "Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]/ChrgBr"
    assert said(FILE, other) == [f"{place}: only in the one, 'SLEV'"]
    assert said(other, FILE) == [f"{place}: only in the other, 'SLEV'"]


def test_an_element_with_others_in_it_differs_from_one_with_text() -> None:
    (told,) = said(b"<A><B><C/></B></A>", b"<A><B>x</B></A>")
    assert told == "A/B: 1 elements in the one, 'x' in the other"


def test_collections_are_compared_by_their_ids_and_their_order_is_told() -> None:
    second = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))
    run = replace(RUN, collections=(COLLECTION, second))
    other = replace(RUN, collections=(second, COLLECTION))
    (told,) = said(pain008.render(run), pain008.render(other))
    assert told.startswith("the order in Document/CstmrDrctDbtInitn/PmtInf[2026-12.B1]: ")


def test_another_message_is_told_as_such() -> None:
    (told,) = said(FILE, put("pain.008.001.08", "pain.008.001.02"))
    assert told.startswith("the root: Document of urn:")


def test_what_need_not_be_the_same_is_not_compared() -> None:
    other = put("2026-11-23T09:00:00+00:00", "2026-11-23T10:00:00+00:00")
    with pytest.raises(AssertionError, match="GrpHdr/CreDtTm"):
        assert_same_file(FILE, other)
    assert_same_file(FILE, other, but={"CreDtTm"})


def test_of_very_many_differences_some_are_shown_and_the_rest_is_counted() -> None:
    one, other = (
        f"<A>{''.join(f'<B{n}>{text}</B{n}>' for n in range(50))}</A>".encode() for text in "xy"
    )
    with pytest.raises(AssertionError, match="and 30 more"):
        assert_same_file(one, other)


def test_what_is_no_xml_is_not_compared(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(FILE[:-20])
    with pytest.raises(UnreadableMessage, match="the other is no XML"):
        assert_same_file(FILE, tmp_path / "a.xml")


def test_no_entity_is_expanded_and_nothing_is_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("42", "utf-8")
    where = (tmp_path / "secret").as_uri()
    message = f'<!DOCTYPE A [<!ENTITY x SYSTEM "{where}">]><A>&x;</A>'.encode()
    assert "42" not in "".join(said(message, b"<A>7</A>"))


# -- the stages, and the days -------------------------------------------------------------------


@pytest.mark.parametrize("status", CollectionStatus)
def test_a_run_is_answered_until_it_has_that_status(status: CollectionStatus) -> None:
    run = answered(RUN, status)
    assert [each.status for each in run.collections] == [status]


def test_what_was_not_submitted_has_no_answer() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is prepared: submit it"):
        answered(a_run(), CollectionStatus.SETTLED)


def test_the_fake_bank_lets_business_days_pass() -> None:
    bank = FakeBank(today=date(2026, 11, 27))
    bank.take(FILE)
    assert bank.move_on() == ()
    assert bank.today == date(2026, 11, 30)
    assert len(bank.move_on(1)) == 2
    assert bank.today == DUE_ON


def test_time_does_not_stand_still() -> None:
    with pytest.raises(InvalidValue, match="0 TARGET days"):
        FakeBank(today=TODAY).move_on(0)
