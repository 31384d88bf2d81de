"""What stands more than once, in one file or in several, and should not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.checked_files import FILE, changed, only
from helpers.told import collection, prepared
from sepadd.banks import EPC
from sepadd.checking import check, check_files
from sepadd.checking.repeated import Repeats
from sepadd.findings import Severity
from sepadd.mandate import SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadCollection, iter_collections
from sepadd.testing import AMENDMENT, MANDATE, TODAY
from sepadd.values import EndToEndId, Euro, MandateReference

# -- in one file and in several -------------------------------------------------------------------


def test_an_end_to_end_id_that_stands_twice_is_found_where_it_stands_again() -> None:
    twice = changed("<EndToEndId>2026-12-2<", "<EndToEndId>2026-12-1<")
    finding = only(twice, "FIL-03")
    lines = [n for n, line in enumerate(twice.splitlines(), 1) if b"<DrctDbtTxInf>" in line]
    assert finding.line == lines[1]
    assert finding.path == "CstmrDrctDbtInitn/PmtInf[1]/DrctDbtTxInf[2]"
    assert finding.detail == f"EndToEndId 2026-12-1 stands again: line {lines[0]} has it"


def test_the_same_debit_twice_is_a_warning() -> None:
    twice = prepared(collection(1), collection(2, under=1))
    finding = only(pain008.render(twice), "FIL-05")
    assert finding.severity is Severity.WARNING
    assert finding.detail.startswith("30.00 under mandate M-1 on 2026-12-01 again; is it meant?")


def test_two_one_off_uses_of_one_mandate_are_found() -> None:
    one_off = replace(MANDATE, one_off=True)
    kind = SequenceType.ONE_OFF
    twice = prepared(
        collection(1, mandate=one_off, sequence_type=kind),
        collection(2, "50.00", mandate=one_off, sequence_type=kind),
    )
    assert only(pain008.render(twice), "FIL-04").detail.startswith("OOFF under mandate M-1 again")


# -- several files ---------------------------------------------------------------------------------


def rules_of_the_later(one: bytes, other: bytes) -> set[str]:
    files = check_files({"one.xml": one, "other.xml": other}, EPC, TODAY)
    assert files["one.xml"] == ()
    return {finding.rule for finding in files["other.xml"]}


def test_a_file_that_is_handed_over_twice_is_found() -> None:
    files = check_files({"one.xml": FILE, "other.xml": FILE}, EPC, TODAY)
    assert files["one.xml"] == ()
    assert [f.rule for f in files["other.xml"]] == [
        "CHK-01",
        "CHK-02",
        "CHK-03",
        "CHK-02",
        "CHK-03",
    ]
    assert files["other.xml"][0].detail == "it is the message id of one.xml, line 3, too"


def test_two_files_that_share_nothing_have_nothing_said_of_them() -> None:
    other = prepared(collection(3, run="2027-01"), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == set()


def test_an_end_to_end_id_in_two_files_is_found() -> None:
    other = prepared(collection(1, "12.00", under=9), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == {"CHK-02"}


def test_the_same_debit_in_two_files_is_a_warning() -> None:
    other = prepared(collection(8, under=1), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(other)) == {"CHK-03"}
    next_month = prepared(collection(8, under=1, due_on=date(2026, 12, 2)), id="2027-01")
    assert rules_of_the_later(FILE, pain008.render(next_month)) == set()


@pytest.mark.parametrize(("kind", "rules"), [("FRST", {"CHK-04"}), ("RCUR", set())])
def test_a_first_use_in_two_files_is_a_warning(kind: str, rules: set[str]) -> None:
    first = SequenceType(kind)
    one = prepared(collection(1, sequence_type=first))
    again = prepared(collection(8, "31.00", under=1, sequence_type=first), id="2027-01")
    assert rules_of_the_later(pain008.render(one), pain008.render(again)) == rules


def test_a_change_that_is_told_in_two_files_is_a_warning() -> None:
    amended = replace(MANDATE, amendments=(AMENDMENT,))
    one = prepared(collection(1, mandate=amended))
    again = prepared(collection(8, "31.00", mandate=amended), id="2027-01")
    assert rules_of_the_later(pain008.render(one), pain008.render(again)) == {"CHK-05"}


def test_two_collections_of_one_file_may_tell_the_same_change() -> None:
    amended = replace(MANDATE, amendments=(AMENDMENT,))
    both = prepared(collection(1, mandate=amended), collection(2, "31.00", mandate=amended))
    assert check(pain008.render(both), EPC, TODAY) == ()


# -- what is not said ------------------------------------------------------------------------------


def test_two_files_without_a_usable_message_id_do_not_have_the_same() -> None:
    nameless = changed("<MsgId>2026-12<", "<MsgId>//<")
    files = check_files({"one.xml": nameless, "other.xml": nameless}, EPC, TODAY)
    assert "CHK-01" not in {finding.rule for finding in files["other.xml"]}


# -- most things are remembered only when they have to be ------------------------------------------

KINDS = st.sampled_from(list(SequenceType))
USES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 1), KINDS), max_size=12
)


def read_of(number: int, use: tuple[int, int, int, SequenceType]) -> ReadCollection:
    under, cents, days, kind = use
    (first, _) = iter_collections(FILE)
    assert first.collection is not None
    made = replace(
        first.collection,
        end_to_end_id=EndToEndId(f"E-{number}"),
        mandate=replace(first.collection.mandate, reference=MandateReference(f"M-{under}")),
        amount=Euro(cents=cents),
        due_on=date(2026, 12, 1) + timedelta(days=days),
        sequence_type=kind,
    )
    return first._replace(
        line=number, end_to_end_id=f"E-{number}", mandate=made.mandate, collection=made
    )


@settings(max_examples=150)
@given(uses=USES)
def test_every_debit_and_every_single_use_that_stands_again_is_told_with_the_first(
    uses: list[tuple[int, int, int, SequenceType]],
) -> None:
    repeats, first, expected, found = Repeats(), dict[object, int](), list[str](), list[str]()
    list(repeats.file(read_of(1, (1, 1, 1, SequenceType.RECURRENT)).head, ""))
    for number, use in enumerate(uses, start=1):
        under, cents, days, kind = use
        keys = {"FIL-05": (under, cents, days)}
        if kind is not SequenceType.RECURRENT:
            keys["FIL-04"] = (under, kind)  # type: ignore[assignment]  # another kind of key
        for rule, key in keys.items():
            if (rule, key) in first:
                expected.append(f"{number} {rule} line {first[rule, key]} has it")
            first.setdefault((rule, key), number)
        for again in repeats.collection(read_of(number, use)):
            if again.sentence.id in keys:
                found.append(f"{number} {again.sentence.id} {again.detail.rpartition(': ')[2]}")
    assert found == expected
