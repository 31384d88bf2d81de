"""Switching a debtor to collection, from a half-filled card to mandates that are to be signed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from sepadd.debtors import (
    Administration,
    DebtorAccount,
    DebtorAccounts,
    DebtorCard,
    enrol,
    mandate_for,
    missing_for_collection,
    missing_for_mandate,
    to_recurrent,
)
from sepadd.debtors.enrolment import Switch
from sepadd.debtors.one_off_mandates import to_one_off
from sepadd.findings import Findings, IllegalStep, InvalidValue, RulesViolated
from sepadd.mandate import Mandate, MandateStatus, ReferenceMask, Scheme, revoke, sign
from sepadd.proposal import CollectionPreference, propose
from sepadd.testing import (
    ACCOUNT,
    B2B_MANDATE,
    COMPANY,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
)
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    DebtorKind,
    Iban,
    MandateReference,
    PostalAddress,
    RunId,
)

FIRST = DebtorAccount(iban=DEBTOR.iban)
SECOND = DebtorAccount(iban=Iban("NL98INGB0202345688"), bic=Bic("INGBNL2A"), holder="J. Jansen")
CARD = DebtorCard(id="10042", name="Ada Jansen", accounts=DebtorAccounts.only(FIRST))
ON = replace(CARD, preference=CollectionPreference(collects=True))
ONE_OFF = replace(CARD, preference=CollectionPreference(collects=True, one_off=True))
LATER = replace(INVOICE, number="2026-1002")
OTHERS = replace(INVOICE, number="2026-1003", debtor_id="20007")
POOL = Administration(
    creditor=CREDITOR, code="POOL", open_items=(INVOICE, OTHERS, CREDIT_NOTE, LATER)
)
SAUNA = Administration(
    creditor=replace(CREDITOR, name="Sauna", identifier=CreditorIdentifier("DE98ZZZ09999999999"))
)
RECURRENT = ReferenceMask("SR{debtor}")
PER_INVOICE = ReferenceMask("SO{debtor}-{invoice}")
SR = MandateReference("SR10042")


def switched(
    *administrations: Administration,
    take_open_items: bool = True,
    one_off: bool = False,
    scheme: Scheme = Scheme.CORE,
    card: DebtorCard = CARD,
) -> Switch:
    return enrol(
        card,
        administrations,
        references=PER_INVOICE if one_off else RECURRENT,
        on=TODAY,
        take_open_items=take_open_items,
        scheme=scheme,
        one_off=one_off,
    )


def rules(findings: Findings) -> list[str]:
    return [finding.rule for finding in findings]


# -- accounts -----------------------------------------------------------------------------------


def test_feature_2_20_exactly_one_of_several_accounts_is_preferred() -> None:
    accounts = DebtorAccounts((FIRST, SECOND), FIRST.iban)
    assert accounts.account == FIRST
    assert accounts.prefer(SECOND.iban).account == SECOND


def test_what_is_preferred_is_one_of_them() -> None:
    with pytest.raises(InvalidValue, match="is not among the debtor's; there are: NL91ABNA"):
        DebtorAccounts((FIRST,), SECOND.iban)
    with pytest.raises(InvalidValue, match="there are: none"):
        DebtorAccounts((), SECOND.iban)


def test_an_account_stands_once() -> None:
    with pytest.raises(InvalidValue, match="NL91ABNA0417164300 is given more than once"):
        DebtorAccounts.only(FIRST).with_account(FIRST)


def test_an_account_more_is_not_preferred_yet() -> None:
    assert DebtorAccounts.only(FIRST).with_account(SECOND).account == FIRST


def test_feature_2_21_the_preferred_account_is_collected_from() -> None:
    card = replace(CARD, accounts=DebtorAccounts((FIRST, SECOND), SECOND.iban))
    assert (card.debtor.iban, card.debtor.bic) == (SECOND.iban, Bic("INGBNL2A"))


def test_feature_2_19_the_holder_of_the_account_may_be_another() -> None:
    home = PostalAddress(country="NL", town="Utrecht")
    holders = PostalAddress(country="NL", town="Zeist")
    own = replace(CARD, address=home)
    assert (own.debtor.name_in_file, own.debtor.address) == ("Ada Jansen", home)
    account = replace(SECOND, holder_address=holders)
    card = replace(own, accounts=DebtorAccounts.only(account))
    assert (card.debtor.name_in_file, card.debtor.address) == ("J. Jansen", holders)


# -- what was agreed ----------------------------------------------------------------------------


def test_feature_2_34_core_is_what_is_collected_under_unless_said_otherwise() -> None:
    assert CollectionPreference().scheme is Scheme.CORE
    assert switched(POOL).card.preference.scheme is Scheme.CORE
    assert switched(POOL, one_off=True).enrolments[0].made[0].scheme is Scheme.CORE


def test_feature_2_7_when_on_all_are_collected_but_those_left_out() -> None:
    on = CollectionPreference(collects=True)
    assert on.wanted((INVOICE, LATER)) == (INVOICE, LATER)
    assert on.wanted((INVOICE, LATER), {INVOICE.key: False}) == (LATER,)


def test_feature_2_8_when_off_none_is_collected_but_those_taken() -> None:
    off = CollectionPreference()
    assert off.wanted((INVOICE, LATER)) == ()
    assert off.wanted((INVOICE, LATER), {INVOICE.key: True}) == (INVOICE,)


def test_feature_3_9_what_is_dated_before_the_first_day_is_not_collected() -> None:
    assert INVOICE.issued_on == date(2026, 11, 1)
    from_that_day = CollectionPreference(collects=True, collect_from=date(2026, 11, 1))
    from_the_next = replace(from_that_day, collect_from=date(2026, 11, 2))
    assert from_that_day.wanted((INVOICE,)) == (INVOICE,)
    assert from_the_next.wanted((INVOICE,)) == ()


def test_what_has_no_date_is_not_left_out_for_it() -> None:
    undated = replace(INVOICE, issued_on=None)
    on = CollectionPreference(collects=True, collect_from=TODAY)
    assert on.wanted((undated,)) == (undated,)


def test_what_is_taken_one_by_one_is_taken_whatever_its_date() -> None:
    on = CollectionPreference(collects=True, collect_from=TODAY)
    assert on.wanted((INVOICE,), {INVOICE.key: True}) == (INVOICE,)


# -- what is missing ----------------------------------------------------------------------------


def test_feature_0_6_and_4_23_without_an_account_no_mandate_is_made_out() -> None:
    assert missing_for_mandate(CARD) == ()
    assert rules(missing_for_mandate(replace(CARD, accounts=None))) == ["ENR-03"]


def test_feature_0_7_the_reason_why_collection_cannot_be_chosen_yet() -> None:
    (finding,) = missing_for_mandate(replace(CARD, accounts=None))
    assert finding.detail.startswith("an IBAN is missing: without one, collection cannot be chosen")


def test_feature_0_8_everything_that_is_missing_is_told_at_once() -> None:
    found = missing_for_collection(DebtorCard(id="10042"), (), due_on=DUE_ON)
    assert rules(found) == ["ENR-01", "ENR-02", "ENR-03", "ENR-06"]


def test_a_debtor_with_everything_is_ready() -> None:
    assert missing_for_collection(ON, (MANDATE,), due_on=DUE_ON) == ()


def test_a_debtor_needs_a_name_that_is_not_blank() -> None:
    assert rules(missing_for_mandate(replace(CARD, name=" "))) == ["ENR-02"]


def test_feature_2_18_the_account_is_in_sepa() -> None:
    outside = DebtorAccounts.only(DebtorAccount(iban=Iban("TR330006100519786457841326")))
    (finding,) = missing_for_mandate(replace(CARD, accounts=outside))
    assert (finding.rule, "is in TR" in finding.detail) == ("ENR-04", True)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(DebtorKind.COMPANY, []), (None, ["ENR-05"]), (DebtorKind.CONSUMER, ["ENR-05"])],
)
def test_feature_4_5_b2b_is_for_companies(kind: DebtorKind | None, expected: list[str]) -> None:
    b2b = replace(CARD, kind=kind, preference=CollectionPreference(scheme=Scheme.B2B))
    assert rules(missing_for_mandate(b2b)) == expected
    core = replace(b2b, preference=CollectionPreference())
    assert missing_for_mandate(core) == ()


def test_feature_2_15_a_mandate_can_be_there_while_collecting_is_off() -> None:
    found = missing_for_collection(CARD, (MANDATE,), due_on=DUE_ON)
    assert (rules(found), found.errors) == (["ENR-01"], ())


def test_feature_2_44_without_a_date_of_signature_it_is_told_why() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    (finding,) = missing_for_collection(ON, (unsigned,), due_on=DUE_ON)
    assert "has no date of signature" in finding.detail


def test_feature_2_l3d_a_debtor_who_is_on_with_a_revoked_mandate_is_told() -> None:
    (finding,) = missing_for_collection(ON, (revoke(MANDATE, TODAY),), due_on=DUE_ON)
    assert (finding.rule, "was revoked on 2026-11-23" in finding.detail) == ("ENR-06", True)


def test_one_mandate_that_can_be_used_is_enough() -> None:
    two = (revoke(MANDATE, TODAY), replace(MANDATE, reference=SR))
    assert missing_for_collection(ON, two, due_on=DUE_ON) == ()


def test_a_mandate_of_another_scheme_is_none() -> None:
    b2b = replace(B2B_MANDATE, debtor=DEBTOR)
    (finding,) = missing_for_collection(ON, (b2b,), due_on=DUE_ON)
    assert finding.detail == "a CORE mandate is missing: mandate M-2 is B2B"


def test_nor_is_another_debtors() -> None:
    other = replace(MANDATE, debtor=COMPANY)
    assert rules(missing_for_collection(ON, (other,), due_on=DUE_ON)) == ["ENR-06"]


def test_a_card_has_a_number() -> None:
    with pytest.raises(InvalidValue, match="debtor number ' '"):
        DebtorCard(id=" ")


# -- the switch ---------------------------------------------------------------------------------


def test_feature_2_l3a_a_new_debtor_gets_an_unsigned_mandate() -> None:
    (enrolment,) = switched(POOL).enrolments
    assert enrolment.made == (replace(MANDATE, reference=SR, signed_on=None),)


def test_feature_2_30_and_2_32_the_card_says_what_was_chosen() -> None:
    recurrent = switched(POOL).card.preference
    assert (recurrent.collects, recurrent.one_off) == (True, False)
    one_off = switched(POOL, one_off=True).card.preference
    assert (one_off.collects, one_off.one_off) == (True, True)


def test_feature_2_13_each_creditor_that_can_collect_gets_a_mandate_and_no_other() -> None:
    none = Administration(creditor=replace(CREDITOR, name="None", accounts=()))
    idle = Administration(
        creditor=replace(CREDITOR, name="Idle", accounts=(replace(ACCOUNT, collects=False),))
    )
    switch = switched(POOL, none, idle, SAUNA)
    assert [len(enrolment.made) for enrolment in switch.enrolments] == [1, 0, 0, 1]
    assert [finding.subject for finding in switch.findings] == ["creditor None", "creditor Idle"]
    assert switch.findings.errors == ()


def test_feature_2_11_the_same_reference_serves_two_creditors() -> None:
    made = [mandate for e in switched(POOL, SAUNA).enrolments for mandate in e.made]
    assert [mandate.reference for mandate in made] == [SR, SR]
    assert len({mandate.key for mandate in made}) == 2


def test_creditors_of_one_identifier_share_the_mandate() -> None:
    kiosk = Administration(creditor=replace(CREDITOR, name="Kiosk"), open_items=(LATER,))
    first, second = switched(POOL, kiosk).enrolments
    assert (len(first.made), second.made) == (1, ())
    assert second.items[0].mandate == first.made[0].reference


def test_the_identifier_is_that_of_the_first_account_that_collects() -> None:
    own = replace(ACCOUNT, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    books = Administration(creditor=replace(CREDITOR, name="Sauna", accounts=(own, ACCOUNT)))
    (enrolment,) = switched(books).enrolments
    assert enrolment.made[0].creditor_identifier == own.identifier


def test_feature_2_23_open_items_are_taken_along() -> None:
    (enrolment,) = switched(POOL).enrolments
    assert [item.mandate for item in enrolment.items] == [SR, None, SR, SR]
    assert enrolment.left_out == frozenset()


def test_feature_2_25_or_they_are_left_out_and_named() -> None:
    switch = switched(POOL, take_open_items=False)
    (enrolment,) = switch.enrolments
    assert enrolment.items == POOL.open_items
    assert enrolment.left_out == {INVOICE.key, CREDIT_NOTE.key, LATER.key}
    one_by_one = dict.fromkeys(enrolment.left_out, False)
    new = replace(INVOICE, number="2027-1")
    assert switch.card.preference.wanted((INVOICE, new), one_by_one) == (new,)


def test_feature_2_22_whether_they_are_taken_along_is_never_guessed() -> None:
    with pytest.raises(TypeError, match="take_open_items"):
        enrol(CARD, (POOL,), references=RECURRENT, on=TODAY)  # type: ignore[call-arg]


def test_an_item_that_names_a_mandate_keeps_it() -> None:
    own = MandateReference("M-7")
    books = replace(POOL, open_items=(replace(INVOICE, mandate=own),))
    for one_off in (False, True):
        (enrolment,) = switched(books, one_off=one_off).enrolments
        assert enrolment.items[0].mandate == own


def test_feature_2_24_a_one_off_debtor_gets_a_mandate_per_open_invoice() -> None:
    (enrolment,) = switched(POOL, one_off=True).enrolments
    assert [str(mandate.reference) for mandate in enrolment.made] == [
        "SO10042-2026-1001",
        "SO10042-2026-1002",
    ]
    assert all(mandate.one_off and mandate.signed_on is None for mandate in enrolment.made)
    named = [str(item.mandate) for item in enrolment.items]
    assert named == ["SO10042-2026-1001", "None", "None", "SO10042-2026-1002"]


def test_a_one_off_debtor_whose_items_are_left_out_gets_no_mandate_yet() -> None:
    (enrolment,) = switched(POOL, one_off=True, take_open_items=False).enrolments
    assert (enrolment.made, enrolment.items) == ((), POOL.open_items)


def test_references_of_one_switch_are_unique() -> None:
    switch = enrol(
        CARD,
        (replace(POOL, mandates=(replace(MANDATE, reference=MandateReference("O-1")),)),),
        references=ReferenceMask("o-{number}"),
        on=TODAY,
        take_open_items=True,
        one_off=True,
    )
    made = switch.enrolments[0].made
    assert [str(mandate.reference) for mandate in made] == ["o-2", "o-3"]


def test_a_recurrent_mandate_that_is_there_is_used() -> None:
    (enrolment,) = switched(replace(POOL, mandates=(MANDATE,))).enrolments
    assert enrolment.made == ()
    assert enrolment.items[0].mandate == MANDATE.reference
    assert enrolment.mandates == (MANDATE,)


def test_one_that_is_over_is_not() -> None:
    over = revoke(MANDATE, TODAY)
    (enrolment,) = switched(replace(POOL, mandates=(over,))).enrolments
    assert enrolment.mandates == (over, *enrolment.made)
    assert len(enrolment.made) == 1


def test_a_reference_that_a_mandate_had_before_is_taken() -> None:
    from sepadd.mandate import Amendment  # noqa: PLC0415 - of this test only

    renamed = replace(revoke(MANDATE, TODAY), amendments=(Amendment(on=TODAY, reference=SR),))
    with pytest.raises(InvalidValue, match="SR10042 is taken"):
        switched(replace(POOL, mandates=(renamed,)))


def test_what_the_card_misses_is_all_told_when_it_is_switched() -> None:
    with pytest.raises(RulesViolated) as raised:
        switched(POOL, card=DebtorCard(id="10042"), scheme=Scheme.B2B)
    assert rules(raised.value.findings) == ["ENR-02", "ENR-03", "ENR-05"]


def test_a_debtor_who_is_on_is_not_switched_on() -> None:
    with pytest.raises(IllegalStep, match="is collected from already"):
        switched(POOL, card=ON)


def test_feature_2_43_once_signed_the_items_are_collected() -> None:
    (enrolment,) = switched(POOL).enrolments
    signed = sign(enrolment.made[0], TODAY, today=TODAY)
    own = [item for item in enrolment.items if item.debtor_id == "10042"]
    before = propose(own, enrolment.made, CREDITOR, TERMS, id=RunId("R"), due_on=DUE_ON)
    after = propose(own, (signed,), CREDITOR, TERMS, id=RunId("R"), due_on=DUE_ON)
    assert (len(before.collections), len(after.collections)) == (0, 1)


# -- an invoice of a one-off debtor -------------------------------------------------------------


def test_feature_2_33_a_new_invoice_makes_its_mandate() -> None:
    mandate, invoice = mandate_for(INVOICE, ONE_OFF, POOL, references=PER_INVOICE, on=TODAY)
    assert (mandate.one_off, mandate.signed_on) == (True, None)
    assert invoice == replace(INVOICE, mandate=mandate.reference)


def test_feature_2_l5_its_reference_holds_debtor_and_invoice() -> None:
    mandate, _ = mandate_for(
        INVOICE, ONE_OFF, POOL, references=ReferenceMask("SO{debtor}{invoice}"), on=TODAY
    )
    assert str(mandate.reference) == "SO100422026-1001"


BARE = replace(CREDITOR, accounts=())


@pytest.mark.parametrize(
    ("invoice", "card", "books", "why"),
    [
        (OTHERS, ONE_OFF, POOL, "invoice 2026-1003 is debtor 20007's, not 10042's"),
        (replace(INVOICE, mandate=SR), ONE_OFF, POOL, "names mandate SR10042 already"),
        (INVOICE, ON, POOL, "is not collected from one-off"),
        (INVOICE, CARD, POOL, "is not collected from one-off"),
        (INVOICE, ONE_OFF, Administration(creditor=BARE), "no account of it collects"),
    ],
    ids=["another's", "has one", "recurrent", "off", "creditor"],
)
def test_an_invoice_that_takes_no_mandate_is_refused(
    invoice: object, card: DebtorCard, books: Administration, why: str
) -> None:
    with pytest.raises(IllegalStep, match=why):
        mandate_for(invoice, card, books, references=PER_INVOICE, on=TODAY)  # type: ignore[arg-type]


# -- from recurrent to one-off, and back --------------------------------------------------------


def enrolled(*, one_off: bool) -> Administration:
    return switched(POOL, one_off=one_off).enrolments[0].now


def test_feature_2_l3c_to_one_off_the_unsigned_mandate_goes_and_each_item_gets_its_own() -> None:
    after = to_one_off(ONE_OFF, enrolled(one_off=False), references=PER_INVOICE, on=TODAY)
    assert [mandate.reference for mandate in after.deleted] == [SR]
    assert after.mandates == after.made
    named = [str(item.mandate) for item in after.items]
    assert named == ["SO10042-2026-1001", "None", "None", "SO10042-2026-1002"]


def test_and_back_is_where_it_began() -> None:
    start = enrolled(one_off=False)
    there = to_one_off(ONE_OFF, start, references=PER_INVOICE, on=TODAY).now
    assert to_recurrent(ON, there, references=RECURRENT, on=TODAY).now == start


def signed(books: Administration) -> Administration:
    return replace(
        books, mandates=tuple(sign(mandate, TODAY, today=TODAY) for mandate in books.mandates)
    )


def test_a_signed_recurrent_mandate_stays_with_its_items() -> None:
    before = signed(enrolled(one_off=False))
    after = to_one_off(ONE_OFF, before, references=PER_INVOICE, on=TODAY)
    assert (after.deleted, after.made, after.items) == ((), (), before.open_items)


def test_a_signed_one_off_stays_with_its_invoice() -> None:
    before = enrolled(one_off=True)
    first, second = before.mandates
    mixed = replace(before, mandates=(sign(first, TODAY, today=TODAY), second))
    after = to_recurrent(ON, mixed, references=RECURRENT, on=TODAY)
    assert after.deleted == (second,)
    assert [item.mandate for item in after.items] == [first.reference, None, SR, SR]


def test_back_to_recurrent_a_mandate_that_is_there_is_used() -> None:
    before = replace(enrolled(one_off=True), mandates=(MANDATE,))
    after = to_recurrent(ON, before, references=RECURRENT, on=TODAY)
    assert (after.made, after.mandates) == ((), (MANDATE,))


def test_what_is_left_out_stays_without_a_mandate() -> None:
    out = (INVOICE.key,)
    after = to_one_off(
        ONE_OFF, enrolled(one_off=False), references=PER_INVOICE, on=TODAY, left_out=out
    )
    assert [str(mandate.reference) for mandate in after.made] == ["SO10042-2026-1002"]
    assert after.items[0].mandate is None
    back = to_recurrent(ON, after.now, references=RECURRENT, on=TODAY, left_out=out)
    assert (back.items[0].mandate, back.items[3].mandate) == (None, SR)


def another(mandate: Mandate) -> Mandate:
    return replace(mandate, reference=MandateReference("X-1"))


def test_only_the_debtors_own_unsigned_mandates_for_this_creditor_go() -> None:
    unsigned = another(replace(MANDATE, signed_on=None))
    foreign = replace(unsigned, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    given = (
        replace(unsigned, debtor=COMPANY),
        foreign,
        revoke(unsigned, TODAY),
        replace(unsigned, one_off=True),
    )
    after = to_one_off(ONE_OFF, replace(POOL, mandates=given), references=PER_INVOICE, on=TODAY)
    assert after.deleted == ()
    assert after.mandates[:4] == given


def test_the_card_says_which_way_it_goes() -> None:
    with pytest.raises(IllegalStep, match="with one mandate, not one-off"):
        to_one_off(ON, POOL, references=PER_INVOICE, on=TODAY)
    with pytest.raises(IllegalStep, match="one-off, not with one mandate"):
        to_recurrent(ONE_OFF, POOL, references=RECURRENT, on=TODAY)


def test_a_new_mandate_is_unsigned_whatever_way_it_was_made() -> None:
    one_off = to_one_off(ONE_OFF, POOL, references=PER_INVOICE, on=TODAY).made
    recurrent = to_recurrent(ON, POOL, references=RECURRENT, on=TODAY).made
    statuses = {mandate.status(TODAY) for mandate in (*one_off, *recurrent)}
    assert statuses == {MandateStatus.UNSIGNED}
