"""The codes by which banks say why: each is there, with its facts and its words."""

from __future__ import annotations

import csv
from typing import Final

import pytest

from helpers.corpus import CORPUS
from sepadd.collection import REASON_CODES, FailureKind, reason
from sepadd.collection.reason_codes import DUTCH, ENGLISH, ReasonClass, ReasonCode, Standing
from sepadd.mandate import Scheme

CODES: Final = list(REASON_CODES.values())
NAMES_OF_CLASSES: Final = {
    "sct": ReasonClass.CREDIT_TRANSFER,
    "debtor_block": ReasonClass.DEBTOR_BLOCK,
    "info": ReasonClass.INFORMATION,
}
"""Where the list says it otherwise."""

EPC: Final = [
    *("AC01", "AC04", "AC06", "AC13", "AG01", "AG02", "AM04", "AM05", "BE05", "CNOR", "DNOR"),
    *("ED05", "FF01", "MD01", "MD02", "MD06", "MD07", "MS02", "MS03"),
    *("RC01", "RR01", "RR02", "RR03", "RR04", "SL01"),
]


def facts() -> dict[str, dict[str, str]]:
    """The collected list of codes, where it lies beside the project."""
    path = CORPUS.parent / "reference" / "reason_codes.csv"
    if not path.exists():
        pytest.skip("the list of reason codes is not beside the project")
    with path.open(encoding="utf-8", newline="") as lines:
        return {row["code"]: row for row in csv.DictReader(lines)}


def of(kind: FailureKind) -> set[str]:
    return {each.code for each in CODES if kind in each.kinds and each.standing is Standing.SCHEME}


# -- against the list ---------------------------------------------------------------------------


def test_every_code_of_the_list_is_there_and_no_other() -> None:
    assert set(REASON_CODES) == set(facts())


@pytest.mark.parametrize("known", CODES, ids=lambda known: known.code)
def test_the_facts_of_a_code_are_those_of_the_list(known: ReasonCode) -> None:
    row = facts()[known.code]
    about = NAMES_OF_CLASSES.get(row["class"]) or ReasonClass(row["class"])
    schemes = {scheme for scheme in (Scheme.CORE, Scheme.B2B) if row[scheme.lower()] == "y"}
    assert known.kinds == {kind for kind in FailureKind if row[kind] == "y"}
    assert known.schemes - {Scheme.COR1} == schemes
    assert known.reason_class is about
    assert known.iso_name == row["iso_name"].split()[0]
    assert (known.standing is Standing.SCHEME) == row["status"].startswith("current scheme code")


# -- without it ---------------------------------------------------------------------------------


def test_there_are_132_codes_in_their_order() -> None:
    assert len(CODES) == 132
    assert list(REASON_CODES) == sorted(REASON_CODES)
    assert all(code == known.code for code, known in REASON_CODES.items())


def test_each_code_has_words_in_both_languages_and_there_are_no_idle_words() -> None:
    assert set(ENGLISH) == set(DUTCH) == set(REASON_CODES)
    assert all(known.meaning and known.meaning_nl for known in CODES)


def test_two_codes_of_the_scheme_do_not_mean_the_same() -> None:
    ours = [known for known in CODES if known.standing is Standing.SCHEME]
    assert len({known.meaning for known in ours}) == len(ours)
    assert len({known.meaning_nl for known in ours}) == len(ours)


def test_the_schemes_own_list_has_25_codes() -> None:
    assert [known.code for known in CODES if known.standing is Standing.SCHEME] == EPC


def test_the_schemes_list_knows_two_codes_for_a_refund() -> None:
    assert of(FailureKind.REFUND) == {"MD01", "MD06"}


def test_a_refusal_has_one_code_and_a_reversal_three() -> None:
    assert of(FailureKind.REFUSAL) == {"MS02"}
    assert of(FailureKind.REVERSAL) == {"AM05", "MS02", "MS03"}


def test_five_codes_of_the_scheme_are_for_rejects_only() -> None:
    only = {known.code for known in CODES if known.kinds == {FailureKind.REJECT}}
    assert only & set(EPC) == {"CNOR", "DNOR", "ED05", "FF01", "MD02"}


def test_a_consumers_account_is_a_reason_in_b2b_only_and_a_claim_in_core_only() -> None:
    assert REASON_CODES["AC13"].schemes == {Scheme.B2B}
    assert REASON_CODES["MD06"].schemes == {Scheme.CORE, Scheme.COR1}


def test_what_is_not_about_direct_debits_is_for_no_scheme() -> None:
    assert all(
        not known.schemes and not known.kinds for known in CODES if known.standing is Standing.OTHER
    )


def test_the_table_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        REASON_CODES["AM04"] = REASON_CODES["MS03"]  # type: ignore[index]


@pytest.mark.parametrize("known", CODES, ids=lambda known: known.code)
def test_a_reason_means_what_the_table_says(known: ReasonCode) -> None:
    assert reason(known.code, "so") == (known.code, known.meaning, "so")


def test_a_code_of_a_banks_own_is_kept_with_its_text() -> None:
    assert reason("X999", "Konto gesperrt") == (
        "X999",
        "not in the scheme's list",
        "Konto gesperrt",
    )
