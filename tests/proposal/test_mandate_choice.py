"""Under which mandate an open item is collected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest

from sepadd.mandate import Mandate, MandateStatus, Presentation, Scheme, SequenceType
from sepadd.proposal import MandateKey
from sepadd.proposal.mandate_choice import Authority, MandateBook
from sepadd.testing import B2B_MANDATE, CREDIT_NOTE, DEBTOR, DUE_ON, INVOICE, MANDATE
from sepadd.values import CreditorIdentifier, EndToEndId, MandateReference

SECOND = replace(MANDATE, reference=MandateReference("M-9"))
STRANGERS = replace(MANDATE, debtor=replace(DEBTOR, id="30003"), reference=MandateReference("M-3"))
NAMED = replace(INVOICE, mandate=MANDATE.reference)
FOREIGN = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
IDENTITY = MANDATE.creditor_identifier.identity
OTHER_IDENTITY = FOREIGN.creditor_identifier.identity


def book(
    *mandates: Mandate,
    scheme: Scheme | None = None,
    presentations: Mapping[MandateKey, Sequence[Presentation]] | None = None,
    identities: frozenset[str] = frozenset({IDENTITY}),
    due_on: date = DUE_ON,
) -> MandateBook:
    return MandateBook(
        mandates,
        identities=identities,
        presented=presentations or {},
        due_on=due_on,
        scheme=scheme,
    )


def told(authority: Authority) -> list[str]:
    return [f"{finding.rule} {finding.detail}" for finding in authority.findings]


# -- the item names its mandate -------------------------------------------------------------------


def test_an_item_is_collected_under_the_mandate_it_names() -> None:
    assert book(SECOND, MANDATE).authority_for(NAMED) == Authority(MANDATE)


def test_the_mandate_that_it_names_need_not_be_active() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    assert book(unsigned, SECOND).authority_for(NAMED) == Authority(unsigned)


def test_trap_15_it_may_name_it_in_another_case() -> None:
    lower = replace(INVOICE, mandate=MandateReference("m-1"))
    assert book(MANDATE).authority_for(lower) == Authority(MANDATE)


def test_a_mandate_that_nobody_knows_is_named_back() -> None:
    unknown = replace(INVOICE, mandate=MandateReference("M-77"))
    found = book(MANDATE).authority_for(unknown)
    assert found.mandate is None
    assert told(found) == ["PRO-02 it names mandate M-77, which is not known"]


def test_a_mandate_of_another_creditor_is_named_with_its_creditor() -> None:
    found = book(FOREIGN).authority_for(NAMED)
    assert found.mandate is None
    assert told(found) == [
        f"PRO-03 mandate M-1 was given to creditor DE98ZZZ09999999999, not to {IDENTITY}"
    ]


def test_trap_16_a_mandate_with_another_business_code_is_this_creditors() -> None:
    coded = replace(MANDATE, creditor_identifier=CreditorIdentifier("NL42ABC123456780001"))
    assert book(coded).authority_for(NAMED) == Authority(coded)


def test_anothers_mandate_of_the_same_reference_changes_nothing() -> None:
    assert book(FOREIGN, MANDATE).authority_for(NAMED) == Authority(MANDATE)


def test_feature_0_19_where_another_pays_it_is_collected_with_a_warning() -> None:
    found = book(STRANGERS).authority_for(replace(INVOICE, mandate=STRANGERS.reference))
    assert found.mandate is STRANGERS
    assert told(found) == ["PRO-11 it is debtor 10042's, and mandate M-3 debtor 30003's"]
    assert [finding.severity for finding in found.findings] == ["warning"]


# -- the debtor has one ---------------------------------------------------------------------------


def test_an_item_that_names_none_is_collected_under_the_debtors_only_one() -> None:
    assert book(STRANGERS, MANDATE).authority_for(INVOICE) == Authority(MANDATE)


def test_a_credit_note_finds_its_mandate_as_an_invoice_does() -> None:
    assert book(MANDATE).authority_for(CREDIT_NOTE) == Authority(MANDATE)


def test_a_debtor_without_mandate_is_named() -> None:
    found = book(STRANGERS).authority_for(INVOICE)
    assert told(found) == ["PRO-01 debtor 10042 has no mandate for this creditor"]


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_the_active_one_is_taken_wherever_it_stands(order: int) -> None:
    revoked = replace(SECOND, revoked_on=DUE_ON)
    assert book(*(revoked, MANDATE)[::order]).authority_for(INVOICE) == Authority(MANDATE)


def test_feature_2_14_of_several_active_ones_none_is_guessed() -> None:
    found = book(MANDATE, SECOND).authority_for(INVOICE)
    assert found.mandate is None
    assert told(found) == [
        "PRO-04 debtor 10042 has several active mandates (M-1, M-9): name one in the item"
    ]


def test_an_only_one_that_is_not_active_is_left_to_the_rules() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    assert book(unsigned).authority_for(INVOICE) == Authority(unsigned)


def test_of_several_inactive_ones_each_says_why() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    revoked = replace(SECOND, revoked_on=date(2026, 10, 1))
    (why,) = told(book(unsigned, revoked).authority_for(INVOICE))
    assert why.startswith("PRO-01 debtor 10042 has no active mandate: mandate M-1 has no date of")
    assert "; mandate M-9 was revoked on 2026-10-01" in why


def test_the_same_day_answers_the_same_for_every_item_of_a_debtor() -> None:
    mandates = book(MANDATE, SECOND)
    assert told(mandates.authority_for(INVOICE)) == told(mandates.authority_for(CREDIT_NOTE))


# -- what live runs present -----------------------------------------------------------------------


def test_a_one_off_that_a_live_run_presents_is_used() -> None:
    one_off = replace(MANDATE, one_off=True)
    presented = Presentation(
        due_on=DUE_ON, sequence_type=SequenceType.ONE_OFF, end_to_end_id=EndToEndId("X-1")
    )
    found = book(one_off, presentations={one_off.key: [presented]}).authority_for(INVOICE)
    assert found.mandate is not None
    assert found.mandate.status(DUE_ON) is MandateStatus.EXHAUSTED


def test_a_used_one_off_makes_way_for_the_debtors_other_mandate() -> None:
    one_off = replace(MANDATE, one_off=True)
    presented = Presentation(due_on=DUE_ON, sequence_type=SequenceType.ONE_OFF)
    known = {one_off.key: [replace(presented, end_to_end_id=EndToEndId("X-1"))]}
    assert book(one_off, SECOND, presentations=known).authority_for(INVOICE) == Authority(SECOND)


# -- the scheme that is asked for -----------------------------------------------------------------


def test_trap_31_a_core_mandate_cannot_be_collected_under_b2b() -> None:
    found = book(MANDATE, scheme=Scheme.B2B).authority_for(NAMED)
    assert told(found) == ["PRO-06 mandate M-1 was given for CORE, not for B2B"]
    assert [finding.severity for finding in found.findings] == ["error"]


def test_feature_4_4_of_a_debtors_two_schemes_the_one_asked_for_is_taken() -> None:
    company = replace(B2B_MANDATE, debtor=replace(B2B_MANDATE.debtor, id="10042"))
    assert book(MANDATE, company, scheme=Scheme.B2B).authority_for(INVOICE) == Authority(company)
    assert book(MANDATE, company, scheme=Scheme.CORE).authority_for(INVOICE) == Authority(MANDATE)


def test_a_debtors_only_mandate_of_another_scheme_is_told() -> None:
    found = book(MANDATE, scheme=Scheme.B2B).authority_for(INVOICE)
    assert told(found) == ["PRO-06 mandate M-1 was given for CORE, not for B2B"]


def test_a_debtors_several_mandates_of_another_scheme_are_told() -> None:
    found = book(MANDATE, SECOND, scheme=Scheme.B2B).authority_for(INVOICE)
    assert told(found) == ["PRO-06 debtor 10042 has no B2B mandate: M-1, M-9 were given for CORE"]


def test_another_scheme_and_another_debtor_are_told_at_once() -> None:
    named = replace(INVOICE, mandate=STRANGERS.reference)
    found = book(STRANGERS, scheme=Scheme.B2B).authority_for(named)
    assert [finding.rule for finding in found.findings] == ["PRO-06", "PRO-11"]


# -- references that are given twice --------------------------------------------------------------


def test_trap_15_references_that_differ_in_case_only_are_a_duplicate() -> None:
    first = replace(MANDATE, reference=MandateReference("123AAa45678"))
    second = replace(STRANGERS, reference=MandateReference("123aaA45678"))
    found = book(first, second).authority_for(INVOICE)
    assert found.mandate is None
    assert told(found) == [
        (
            "PRO-05 mandate reference 123AAa45678 and 123aaA45678 is given 2 times "
            "(debtors 10042 and 30003)"
        )
    ]


def test_a_duplicate_does_not_touch_others() -> None:
    twice = replace(STRANGERS, reference=MandateReference("m-3"))
    assert book(MANDATE, STRANGERS, twice).authority_for(INVOICE) == Authority(MANDATE)


def test_a_reference_given_under_two_identifiers_of_a_creditor_is_no_duplicate() -> None:
    theirs = replace(FOREIGN, debtor=STRANGERS.debtor)
    both = book(MANDATE, theirs, identities=frozenset({IDENTITY, OTHER_IDENTITY}))
    assert both.authority_for(INVOICE) == Authority(MANDATE)


def test_an_item_that_names_such_a_reference_means_its_own_debtors() -> None:
    theirs = replace(FOREIGN, debtor=STRANGERS.debtor)
    both = book(theirs, MANDATE, identities=frozenset({IDENTITY, OTHER_IDENTITY}))
    assert both.authority_for(NAMED) == Authority(MANDATE)


def test_where_both_are_the_debtors_none_is_guessed() -> None:
    both = book(MANDATE, FOREIGN, identities=frozenset({IDENTITY, OTHER_IDENTITY}))
    assert told(both.authority_for(NAMED)) == [
        (
            "PRO-04 mandate M-1 was given to each of NL42ZZZ123456780001, DE98ZZZ09999999999: "
            "propose one account at a time"
        )
    ]


def test_a_third_debtor_that_names_such_a_reference_means_neither() -> None:
    both = book(MANDATE, FOREIGN, identities=frozenset({IDENTITY, OTHER_IDENTITY}))
    found = both.authority_for(replace(NAMED, debtor_id="30003"))
    assert [finding.rule for finding in found.findings] == ["PRO-04"]
    assert "each of NL42ZZZ123456780001, DE98ZZZ09999999999" in found.findings[0].detail


def spaced(reference: str) -> Mandate:
    return replace(STRANGERS, reference=MandateReference(reference))


def test_trap_15b_references_that_differ_in_blanks_only_are_two_with_a_warning() -> None:
    mandates = book(
        replace(MANDATE, reference=MandateReference("123aaa45678")), spaced("123aaa 45678")
    )
    assert mandates.authority_for(INVOICE).mandate is not None
    assert [str(finding) for finding in mandates.findings] == [
        (
            "[PRO-13] mandate 123aaa45678: it differs in blanks only from mandate 123aaa 45678 "
            "(DFÜ agreement Annex 3: blanks count, and are not recommended)"
        )
    ]


def test_trap_15b_a_blank_that_nothing_else_lacks_is_no_matter() -> None:
    assert book(MANDATE, spaced("M 17")).findings == ()


def test_trap_15b_the_same_reference_in_another_case_does_not_differ_in_blanks() -> None:
    assert book(spaced("M 17"), spaced("m 17")).findings == ()


def test_trap_15b_under_two_identifiers_blanks_are_no_matter() -> None:
    alike = book(
        MANDATE,
        replace(FOREIGN, reference=MandateReference("M -1")),
        identities=frozenset({IDENTITY, OTHER_IDENTITY}),
    )
    assert alike.findings == ()


def test_the_choice_does_not_hang_on_who_was_asked_for_before() -> None:
    mandates = book(MANDATE, STRANGERS)
    mandates.authority_for(replace(INVOICE, debtor_id="30003"))
    assert mandates.authority_for(INVOICE) == Authority(MANDATE)
