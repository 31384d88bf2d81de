"""Mandates that are taken for one another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sepadd.debtors import duplicates
from sepadd.debtors.mandate_register import find
from sepadd.mandate import Mandate, Presentation, SequenceType, amend, revoke
from sepadd.testing import B2B_MANDATE, COMPANY, DEBTOR, DUE_ON, MANDATE, TERMS, TODAY
from sepadd.values import CreditorIdentifier, MandateReference

OTHER = replace(MANDATE, debtor=COMPANY)
NEIGHBOUR = replace(DEBTOR, id="10043", name="Bob Jansen")


def named(reference: str, mandate: Mandate = OTHER) -> Mandate:
    return replace(mandate, reference=MandateReference(reference))


def told(*mandates: Mandate) -> list[tuple[str, str, str]]:
    return [(f.rule, str(f.severity), f.subject) for f in duplicates(mandates)]


def test_feature_2_l7_two_mandates_of_one_reference_are_an_error() -> None:
    assert told(MANDATE, OTHER) == [("PRO-05", "error", "mandate M-1")]


def test_upper_and_lower_case_say_nothing() -> None:
    assert told(MANDATE, named("m-1")) == [("PRO-05", "error", "mandate M-1")]
    assert told(MANDATE, named("m-2")) == []


def test_the_business_code_says_nothing() -> None:
    rent = replace(OTHER, creditor_identifier=CreditorIdentifier("NL42ABC123456780001"))
    assert told(MANDATE, rent) == [("PRO-05", "error", "mandate M-1")]


def test_feature_2_11_another_creditor_may_use_the_same_reference() -> None:
    foreign = replace(OTHER, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    assert told(MANDATE, foreign) == []


def test_references_that_differ_in_blanks_only_are_a_warning() -> None:
    assert told(MANDATE, named("M - 1")) == [("PRO-13", "warning", "mandate M-1")]


def test_a_group_is_told_once() -> None:
    assert len(told(MANDATE, OTHER, named("m-1"), named("M -1"))) == 2


def test_feature_4_49_one_mandate_of_debtors_who_share_an_account_is_a_warning() -> None:
    (finding,) = duplicates((MANDATE, replace(MANDATE, debtor=NEIGHBOUR)))
    assert (finding.rule, str(finding.severity)) == ("DBL-01", "warning")
    assert finding.detail.startswith("debtors 10042 and 10043 share it, on account NL91ABNA")


def test_it_is_an_error_where_they_do_not_share_all_of_it() -> None:
    one_off = replace(MANDATE, debtor=NEIGHBOUR, one_off=True)
    assert told(MANDATE, one_off) == [("PRO-05", "error", "mandate M-1")]


def test_the_same_mandate_twice_is_an_error() -> None:
    assert told(MANDATE, MANDATE) == [("PRO-05", "error", "mandate M-1")]


def test_feature_2_14_several_mandates_per_debtor_and_per_iban_are_fine() -> None:
    assert told(MANDATE, named("M-2", MANDATE), named("M-3", MANDATE)) == []


ONE_OFF = replace(MANDATE, reference=MandateReference("M-3"), one_off=True)
REVOKED = revoke(replace(MANDATE, reference=MandateReference("M-4")), TODAY)
USED = replace(
    B2B_MANDATE,
    presentations=(Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.RECURRENT),),
)
RENAMED = amend(USED, on=TODAY, reference=MandateReference("POOL-2"))
ALL = (MANDATE, RENAMED, ONE_OFF, REVOKED)


def found(**asked: Any) -> list[Mandate]:
    return list(find(ALL, TERMS, due_on=DUE_ON, **asked))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [*ALL]),
        ({"debtor_id": "20007"}, [RENAMED]),
        ({"debtor_id": "1"}, []),
        ({"reference": MandateReference("m-1")}, [MANDATE]),
        ({"reference": MandateReference("M-2")}, [RENAMED]),
        ({"reference": MandateReference("POOL-2")}, [RENAMED]),
        ({"sequence_type": SequenceType.ONE_OFF}, [ONE_OFF]),
        ({"sequence_type": SequenceType.RECURRENT}, [MANDATE, RENAMED, REVOKED]),
        ({"active": True}, [MANDATE, RENAMED, ONE_OFF]),
        ({"active": False}, [REVOKED]),
        ({"active": True, "debtor_id": "10042"}, [MANDATE, ONE_OFF]),
    ],
)
def test_feature_4_49_mandates_are_found_by_debtor_reference_sequence_type_and_use(
    asked: dict[str, object], expected: list[Mandate]
) -> None:
    assert found(**asked) == expected
