"""A file of any size is looked over, in flat memory, and what is found of it has its bounds."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
import schwifty
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.told import collection, prepared
from sepadd.banks import EPC
from sepadd.checking import Bounded, check
from sepadd.checking.file_check import MOST_OF_A_RULE, MOST_SAID
from sepadd.checking.repeated import Repeats
from sepadd.findings import Finding, InvalidValue, Severity, UnreadableMessage
from sepadd.mandate import SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadCollection, iter_collections
from sepadd.messages.pain008 import each_collection as pain008_reading
from sepadd.messages.parsing import incoming
from sepadd.messages.parsing.unplaced import MOST_NOTED
from sepadd.testing import TODAY
from sepadd.testing.strategies import ibans
from sepadd.values import EndToEndId, Euro, Iban, MandateReference

TWO = pain008.render(prepared(collection(1), collection(2, "50.00")))


def many(count: int) -> bytes:
    """A good file of so many collections."""
    return pain008.render(prepared(*(collection(number + 1) for number in range(count))))


def finding(number: int, severity: Severity = Severity.ERROR, rule: str = "XXX-01") -> Finding:
    return Finding(rule=rule, subject=f"s{number}", detail="d", source="", severity=severity)


def told_of(*findings: Finding, most: int = 2) -> list[Finding]:
    bounded = Bounded(most)
    bounded.take(findings)
    return list(bounded.told())


# -- how much is told ----------------------------------------------------------------------------


def test_as_many_findings_as_are_told_are_all_told() -> None:
    found = [finding(1), finding(2), finding(3, rule="XXX-02")]
    assert told_of(*found) == found


def test_of_more_it_is_told_first_how_many_there_are() -> None:
    more, *rest = told_of(*map(finding, range(5)))
    assert (more.rule, more.subject) == ("XXX-01", "file")
    assert more.detail == "broken 5 times: the first 2 are told, the other 3 not"
    assert rest == [finding(0), finding(1)]


@pytest.mark.parametrize("last", Severity)
def test_an_error_among_those_that_are_left_out_is_an_error(last: Severity) -> None:
    found = [finding(number, Severity.WARNING) for number in range(3)]
    more = told_of(*found, finding(3, last), finding(4, Severity.WARNING))[0]
    assert more.severity is last


def test_a_text_as_long_as_the_file_is_cut() -> None:
    long = replace(finding(1), detail="x" * (MOST_SAID + 1), before="x" * MOST_SAID, subject="y")
    (told,) = told_of(long)
    assert told.detail == "x" * MOST_SAID + " ..."
    assert (told.before, told.after, told.subject) == (long.before, None, "y")


@pytest.mark.parametrize(("count", "told"), [(1_000, 1_000), (1_001, 1_001), (1_500, 1_001)])
def test_of_a_rule_a_thousand_findings_are_told(count: int, told: int) -> None:
    unsigned = re.sub(rb"<DtOfSgntr>[^<]*", b"<DtOfSgntr>2099-01-01", many(count))
    found = check(unsigned, EPC, TODAY)
    assert len(found) == told
    assert {each.rule for each in found} == {"MND-02"}
    assert found[0].detail.startswith("broken" if count > MOST_OF_A_RULE else "signed on")


def test_the_same_is_noted_a_thousand_times_of_one_collection() -> None:
    odd = TWO.replace(b"<DrctDbtTxInf>", b"<DrctDbtTxInf>" + b"<Odd>1</Odd>" * 3_000, 1)
    read, whole = iter_collections(odd)
    assert len(read.unplaced) == MOST_NOTED + 1
    assert read.unplaced[-1].detail == "there is more like the 1000 things that were told before"
    assert whole.unplaced == ()


def test_what_is_noted_of_batches_without_collections_comes_in_parts() -> None:
    empty = TWO.replace(b"</PmtInf>", b"</PmtInf>" + b"<PmtInf><Odd/></PmtInf>" * 3_000)
    _, _, *noted = iter_collections(empty)
    assert all(read.batch is None for read in noted)
    assert [len(read.unplaced) for read in noted[:2]] == [1_001, 1_001]
    assert sum(len(read.unplaced) for read in noted) == 3_000


# -- how much is held ----------------------------------------------------------------------------


def peak(xml: bytes, tmp_path: Path) -> int:
    path = tmp_path / "file.xml"
    path.write_bytes(xml)
    check(path, EPC, TODAY)  # what is made once
    tracemalloc.start()
    check(path, EPC, TODAY)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def test_memory_grows_by_the_fingerprints_alone(tmp_path: Path) -> None:
    assert peak(many(4_000), tmp_path) - peak(many(1_000), tmp_path) < 3_000 * 384


def test_memory_does_not_grow_with_what_is_wrong(tmp_path: Path) -> None:
    def unsigned(count: int) -> bytes:
        return re.sub(rb"<DtOfSgntr>[^<]*", b"<DtOfSgntr>2099-01-01", many(count))

    assert peak(unsigned(4_000), tmp_path) - peak(unsigned(1_500), tmp_path) < 2_500 * 384


@pytest.mark.parametrize("between", [300_000, 3_000])
def test_one_collection_may_not_be_as_large_as_a_file(
    between: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pain008_reading, "MOST_BETWEEN", between)
    large = TWO.replace(b"<DrctDbtTxInf>", b"<DrctDbtTxInf>" + b" " * 200_000, 1)
    if between > len(large):
        assert len(list(iter_collections(large))) == 2
        return
    with pytest.raises(UnreadableMessage, match="more than 3000 bytes without an entry"):
        list(iter_collections(large))


def test_a_file_in_one_line_is_looked_over_as_well() -> None:
    flat = re.sub(rb">\s+<", b"><", re.sub(rb"<IBAN>NL[0-9]{2}", b"<IBAN>NL00", TWO))
    assert b"\n" not in flat.strip()
    found = check(flat, EPC, TODAY)
    assert [each.rule for each in found if each.rule.startswith("REA")][:2] == ["REA-02", "REA-02"]


# -- a file is gone over as seldom as can be -----------------------------------------------------


def test_a_valid_file_is_not_proved_to_be_well_formed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def again(*_: object, **__: object) -> bool:
        raise AssertionError

    monkeypatch.setattr(incoming, "_is_loose", again)
    assert check(TWO, EPC, TODAY) == ()
    with pytest.raises(AssertionError):
        check(TWO.replace(b"<CtrlSum>80.00", b"<CtrlSum>80,00"), EPC, TODAY)


def test_a_file_that_names_a_version_it_is_not_of_is_judged_by_its_own() -> None:
    named = TWO.replace(b"<Document", b"<!-- pain.008.001.02 --><Document", 1)
    assert named != TWO
    assert check(named, EPC, TODAY) == ()


def test_of_two_files_of_one_name_in_a_zip_neither_is_taken_for_valid() -> None:
    packed = BytesIO()
    other = TWO.replace(b"<PmtMtd>DD<", b"<PmtMtd>XX<")
    with ZipFile(packed, "w") as archive:
        archive.writestr("one.xml", TWO)
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("one.xml", other)
    found = check(packed.getvalue(), EPC, TODAY)
    assert [each.subject for each in found if each.rule == "XSD-01"] == [
        "one.xml: batch 2026-12.B1"
    ]


# -- what stands twice, where most things are remembered only when they have to be ---------------

KINDS = st.sampled_from(list(SequenceType))
USES = st.lists(
    st.tuples(st.integers(1, 3), st.integers(1, 2), st.integers(0, 1), KINDS), max_size=12
)


def read_of(number: int, use: tuple[int, int, int, SequenceType]) -> ReadCollection:
    under, cents, days, kind = use
    (first, _) = iter_collections(TWO)
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


# -- an IBAN is right where the registry says so -------------------------------------------------


def is_taken(written: str) -> bool:
    try:
        Iban(written)
    except InvalidValue:
        return False
    return True


def is_in_registry(written: str) -> bool:
    try:
        schwifty.IBAN(written)
    except schwifty.exceptions.SchwiftyException:
        return False
    return True


@settings(max_examples=500)
@given(iban=ibans(), place=st.integers(0, 33), sign=st.sampled_from("0159AEZ"))
def test_an_iban_is_right_where_the_registry_says_so(iban: Iban, place: int, sign: str) -> None:
    right = iban.value
    place %= len(right)
    for written in (right, right[:place] + sign + right[place + 1 :], right[:place] + sign):
        assert is_taken(written) is is_in_registry(written), written


@given(iban=ibans(), place=st.integers(4, 33), sign=st.sampled_from("0159AEZ"))
def test_an_iban_of_another_build_is_right_where_the_registry_says_so(
    iban: Iban, place: int, sign: str
) -> None:
    """With check digits that fit, so that only the build is asked about."""
    right = iban.value
    place = min(place, len(right) - 1)
    account = right[4:place] + sign + right[place + 1 :]
    number = int("".join(str(int(each, 36)) for each in f"{account}{right[:2]}00"))
    written = f"{right[:2]}{98 - number % 97:02d}{account}"
    assert is_taken(written) is is_in_registry(written), written
