"""What a bank's code says of a direct debit, and what decides."""

from __future__ import annotations

import pytest

from sepadd.collection import BankFact, Cancellation, Charge, Return, Reversal, Settlement
from sepadd.messages.answers.camt_code import (
    BOOKED_BACK,
    NO_DIRECT_DEBIT,
    NOT_TOLD,
    OTHER_KIND,
    Hint,
    Issuer,
    Meaning,
    hint,
    of_a_credit,
    of_a_debit,
    of_charges,
)

OURS = Issuer.ACCOUNT_HOLDER
THEIRS = Issuer.SOMEONE_ELSE

COMMON: list[tuple[str, str, Hint]] = [
    ("IDDT", "ESDD", Hint(OURS, Settlement)),
    ("IDDT", "BBDD", Hint(OURS, Settlement)),
    ("IDDT", "PADD", Hint(OURS, Settlement)),
    ("IDDT", "UPDD", Hint(OURS, Return)),
    ("IDDT", "PRDD", Hint(OURS, Reversal)),
    ("IDDT", "RCDD", Hint(OURS, Cancellation)),
    ("IDDT", "OTHR", Hint(OURS)),
    ("IDDT", "CHRG", Hint(OURS, Charge)),
    ("RDDT", "CHRG", Hint(Issuer.NO_ONE, Charge)),
    ("MDOP", "CHRG", Hint(Issuer.NO_ONE, Charge)),
    ("MCOP", "FEES", Hint(Issuer.NO_ONE, Charge)),
    ("RDDT", "ESDD", Hint(THEIRS, Settlement)),
    ("RDDT", "UPDD", Hint(THEIRS, Return)),
    ("RCDT", "ESCT", NO_DIRECT_DEBIT),
    ("ICDT", "RRTN", NO_DIRECT_DEBIT),
    ("CCRD", "POSD", NO_DIRECT_DEBIT),
    ("DBIT", "SALR", NO_DIRECT_DEBIT),
    ("NTAV", "NTAV", NOT_TOLD),
]

GERMAN: list[tuple[str, Hint]] = [
    ("NDDT+105+9200+992", Hint(THEIRS, Settlement)),
    ("NDDT+104+00931", Hint(THEIRS, Settlement)),
    ("NDDT+195+00931", Hint(THEIRS, Settlement)),
    ("NMSC+171+9200+000", Hint(OURS, Settlement)),
    ("NMSC+174+9200+000", Hint(OURS, Settlement)),
    ("NMSC+192+9200+000", Hint(OURS, Settlement)),
    ("NMSC+196+9200+000", Hint(OURS, Settlement)),
    ("NRTI+108+00931", Hint(OURS, Return)),
    ("NRTI+109+00931", Hint(OURS, Return)),
    ("109", Hint(OURS, Return)),
    ("NMSC+193+00931", Hint(OURS, Reversal)),
    ("NRTI+181+00931", Hint(THEIRS, Return)),
    ("NRTI+184+00931", Hint(THEIRS, Return)),
    ("NTRF+166+00931", NO_DIRECT_DEBIT),
    ("", NOT_TOLD),
]


@pytest.mark.parametrize(("family", "subfamily", "expected"), COMMON)
def test_the_common_code_tells_who_collected_and_what_happened(
    family: str, subfamily: str, expected: Hint
) -> None:
    assert hint("PMNT", family, subfamily, "", "") == expected


@pytest.mark.parametrize(("code", "expected"), GERMAN)
@pytest.mark.parametrize("issuer", ["DK", "ZKA"])
def test_without_a_common_code_the_german_one_tells(code: str, issuer: str, expected: Hint) -> None:
    assert hint("", "", "", code, issuer) == expected


def test_a_common_code_is_heard_before_a_german_one() -> None:
    assert hint("PMNT", "IDDT", "ESDD", "NRTI+109+00931", "DK") == Hint(OURS, Settlement)


def test_an_unknown_subfamily_leaves_it_to_the_german_code() -> None:
    assert hint("PMNT", "IDDT", "OTHR", "NRTI+109+00931", "DK") == Hint(OURS, Return)


@pytest.mark.parametrize("code", ["NRTI+109+00931", "NRTI+109", "NRTI+109+00931+000"])
def test_a_german_code_is_known_by_its_form_where_nobody_says_whose_it_is(code: str) -> None:
    assert hint("", "", "", code, "") == Hint(OURS, Return)


@pytest.mark.parametrize("code", ["109", "584", "N246", "NRTI+1090"])
def test_a_number_alone_is_no_german_code_without_an_issuer(code: str) -> None:
    assert hint("", "", "", code, "") == NOT_TOLD


def test_another_banks_own_code_tells_nothing() -> None:
    assert hint("", "", "", "N246", "ABNAMRO") == NOT_TOLD


def test_no_code_tells_nothing() -> None:
    assert hint("", "", "", "", "") == NOT_TOLD


def test_another_domain_is_no_direct_debit() -> None:
    assert hint("TREA", "IDDT", "ESDD", "", "") == NO_DIRECT_DEBIT


def by_name(meaning: Meaning) -> Meaning:
    return meaning._replace(by_name=True)


CREDITS: list[tuple[Hint, bool, bool, Meaning]] = [
    # told, a mandate shown, marked as going back
    (Hint(OURS, Settlement), False, False, Meaning(Settlement)),
    (Hint(OURS), False, False, Meaning(Settlement)),
    (Hint(OURS, Settlement), True, True, BOOKED_BACK),
    (Hint(OURS, Return), True, False, BOOKED_BACK),
    (Hint(OURS, Return), False, True, BOOKED_BACK),
    (Hint(THEIRS, Settlement), False, False, Meaning(Settlement)),
    (Hint(THEIRS, Settlement), True, True, by_name(BOOKED_BACK)),
    (Hint(THEIRS, Return), True, False, by_name(BOOKED_BACK)),
    (NOT_TOLD, True, False, Meaning(Settlement)),
    (NOT_TOLD, False, False, by_name(Meaning(Settlement))),
    (NOT_TOLD, True, True, BOOKED_BACK),
    (NOT_TOLD, False, True, by_name(BOOKED_BACK)),
    (NO_DIRECT_DEBIT, True, False, OTHER_KIND),
    (NO_DIRECT_DEBIT, False, True, OTHER_KIND),
]


@pytest.mark.parametrize(("told", "mandate", "back", "expected"), CREDITS)
def test_what_a_credit_is(*, told: Hint, mandate: bool, back: bool, expected: Meaning) -> None:
    assert of_a_credit(told, mandate=mandate, back=back) == expected


DEBITS: list[tuple[Hint, bool, bool, str | None, Meaning]] = [
    # told, a mandate shown, marked as a reversal or with a reason, the reason's code
    (Hint(OURS, Return), False, False, None, Meaning(Return)),
    (Hint(OURS, Return), True, True, "MS03", Meaning(Return)),
    (Hint(OURS, Reversal), False, False, None, Meaning(Reversal)),
    (Hint(OURS, Cancellation), False, False, None, Meaning(Cancellation)),
    (Hint(OURS, Settlement), True, False, None, by_name(Meaning(Return))),
    (Hint(OURS, Settlement), False, True, None, Meaning(Return)),
    (Hint(OURS, Settlement), True, True, "AC04", Meaning(Return)),
    (Hint(OURS), False, False, None, Meaning(Return)),
    (Hint(THEIRS, Settlement), True, False, None, by_name(Meaning(Return))),
    (Hint(THEIRS, Settlement), False, True, None, Meaning(Return)),
    (Hint(THEIRS, Return), False, False, None, Meaning(Return)),
    (NOT_TOLD, True, True, "", Meaning(Return)),
    (NOT_TOLD, False, True, "MS03", Meaning(Return)),
    (NOT_TOLD, True, True, None, Meaning(Return)),
    (NOT_TOLD, False, True, None, by_name(Meaning(Return))),
    (NOT_TOLD, True, False, None, by_name(Meaning(Return))),
    (NO_DIRECT_DEBIT, False, True, "AC01", by_name(Meaning(Return))),
    (NO_DIRECT_DEBIT, True, True, "MD01", Meaning(Return)),
    (NO_DIRECT_DEBIT, True, False, None, OTHER_KIND),
]


@pytest.mark.parametrize(("told", "mandate", "back", "reason", "expected"), DEBITS)
def test_what_a_debit_is(
    *, told: Hint, mandate: bool, back: bool, reason: str | None, expected: Meaning
) -> None:
    assert of_a_debit(told, mandate=mandate, back=back, reason=reason) == expected


def test_charges_are_ours_by_their_code_or_by_their_name_and_never_come_in() -> None:
    ours, elsewhere = Hint(OURS, Charge), Hint(Issuer.NO_ONE, Charge)
    assert of_charges(ours, credited=False) == Meaning(Charge)
    assert of_charges(elsewhere, credited=False) == by_name(Meaning(Charge))
    assert of_charges(ours, credited=True).fact is None


@pytest.mark.parametrize(
    ("reason", "expected"),
    [
        ("AM05", Reversal),
        ("MS02", Reversal),
        ("DUPL", Reversal),
        ("MD06", Return),
        ("AC04", Return),
    ],
)
def test_under_a_reversals_code_a_reason_of_the_debtors_makes_it_a_return(
    reason: str, expected: type[BankFact]
) -> None:
    meaning = of_a_debit(Hint(OURS, Reversal), mandate=True, back=True, reason=reason)
    assert meaning == Meaning(expected)
