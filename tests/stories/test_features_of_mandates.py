"""What accounting packages do with mandates: each behaviour by its number, as a call of ours."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner
from schwifty import IBAN

from helpers.books import decided, presented
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.cli.commands import sepadd
from sepadd.collection import Collection, CollectionStatus, Refund, Reject, Settlement, reason
from sepadd.debtors.mandate_register import find
from sepadd.documents import mandate_form
from sepadd.findings import IllegalStep, UnreadableRecords
from sepadd.mandate import (
    Mandate,
    MandateStatus,
    Presentation,
    Scheme,
    SequenceType,
    amend,
    confirm,
)
from sepadd.open_item import Invoice
from sepadd.proposal import Draft, Proposal
from sepadd.records import from_record, plan_import, to_record, write_mandates
from sepadd.records.imports.import_plan import RowEffect
from sepadd.rulebook import MANDATE_RULES, last_refund_on, last_unauthorised_refund_on, put
from sepadd.run import submit
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COLLECTION,
    COMPANY,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
)
from sepadd.values import (
    TARGET,
    EndToEndId,
    Euro,
    Iban,
    Language,
    MandateReference,
    PostalAddress,
    RunId,
)
from sepadd.values.countries import SEPA_IBAN_PREFIXES

ANOTHER_IBAN = Iban("NL98INGB0202345688")
UNDER_WAY = RunId("2027-01")


def proposed(invoice: Invoice, mandate: Mandate, **asked: Any) -> Proposal:
    given: dict[str, Any] = {"id": UNDER_WAY, "due_on": DUE_ON, "terms": TERMS} | asked
    return propose(
        Books(creditor=CREDITOR, open_items=(invoice,), mandates=(mandate,), runs=()),
        given.pop("terms"),
        Draft(**given),
    )


DAY = timedelta(days=1)
COMPANY_INVOICE = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
B2B_COLLECTION = Collection(
    end_to_end_id=EndToEndId("2026-12-2"),
    mandate=B2B_MANDATE,
    account=ACCOUNT,
    sequence_type=SequenceType.RECURRENT,
    amount=Euro(cents=40_00),
    due_on=DUE_ON,
    items=(COMPANY_INVOICE,),
)
NO_ONE_OFF_B2B = replace(EPC, one_off_b2b=False).terms(on=TODAY)


def refused_as(invoice: Invoice, mandate: Mandate, **asked: Any) -> list[str]:
    """The rules that keep an invoice from being collected; none: it is."""
    (line,) = proposed(invoice, mandate, **asked).lines
    return [finding.rule for finding in line.reasons.errors]


def told_of_days(*asked: str) -> dict[str, Any]:
    """What the command says of a due date."""
    result = CliRunner().invoke(sepadd, ("lead-time", *asked, "--format", "json"))
    told: dict[str, Any] = json.loads(result.output)
    return told


# -- 2.10: 36 months -------------------------------------------------------------------------------


def last_used(due_on: date) -> Mandate:
    use = Presentation(due_on=due_on, sequence_type=SequenceType.RECURRENT)
    return replace(MANDATE, signed_on=date(2020, 1, 15), presentations=(use,))


def test_feature_2_10_a_mandate_unused_for_36_months_to_the_day_is_active() -> None:
    mandate = last_used(date(2023, 12, 1))
    assert mandate.status(date(2026, 12, 1)) is MandateStatus.ACTIVE
    assert refused_as(INVOICE, mandate, due_on=date(2026, 12, 1)) == []


def test_feature_2_10_a_day_longer_and_it_has_lapsed_by_itself() -> None:
    mandate = last_used(date(2023, 11, 30))
    assert mandate.status(date(2026, 11, 30)) is MandateStatus.ACTIVE
    assert mandate.status(date(2026, 12, 1)) is MandateStatus.LAPSED
    assert refused_as(INVOICE, mandate, due_on=date(2026, 12, 1)) == ["COL-04"]


def test_feature_2_10_each_use_gives_it_36_months_more() -> None:
    run = submit(decided(proposed(INVOICE, last_used(date(2023, 12, 1))), TERMS, at=AT), at=AT)
    (mandate,) = presented((last_used(date(2023, 12, 1)),), run)
    assert mandate.last_usable_on == date(2029, 12, 1)


# -- 2.35, 2.36, 4.9, 4.10, 4.11: refunds ----------------------------------------------------------


def test_feature_2_35_core_gives_the_debtor_56_days_to_ask_a_refund() -> None:
    debited_on = date(2026, 12, 1)
    assert last_refund_on(debited_on) == date(2027, 1, 26)
    assert last_refund_on(debited_on) - debited_on == timedelta(days=56)


def test_feature_2_35_they_are_calendar_days_and_may_end_on_one_on_which_banks_are_closed() -> None:
    new_year = last_refund_on(date(2026, 11, 6))
    assert (new_year, TARGET.is_business_day(new_year)) == (date(2027, 1, 1), False)


def test_feature_2_35_they_are_counted_from_the_debit_and_not_from_a_closed_due_date() -> None:
    on_time, moved = told_of_days("--due", "2026-04-02"), told_of_days("--due", "2026-04-03")
    assert (on_time["settles_on"], moved["settles_on"]) == ("2026-04-02", "2026-04-07")
    assert (on_time["last_refund_on"], moved["last_refund_on"]) == ("2026-05-28", "2026-06-02")


@pytest.mark.parametrize("due_on", ["2026-12-01", "2026-04-03"])
def test_feature_2_36_and_4_9_b2b_has_no_day_on_which_a_refund_may_be_asked(due_on: str) -> None:
    core, b2b = (told_of_days("--due", due_on, "--scheme", each) for each in ("CORE", "B2B"))
    deadlines = ("last_refund_on", "last_unauthorised_refund_on")
    assert all(core[each] for each in deadlines)
    assert [b2b[each] for each in deadlines] == [None, None]


@pytest.mark.parametrize("language", Language)
def test_feature_2_36_and_4_9_the_b2b_form_does_not_promise_what_the_core_form_does(
    language: Language,
) -> None:
    weeks = {"en": "week", "nl": "weken", "de": "Wochen", "fr": "semaines", "es": "semanas"}
    word = weeks.get(language, "settimane")
    core, b2b = (
        " ".join(mandate_form(mandate, CREDITOR, language=language).note.split())
        for mandate in (MANDATE, B2B_MANDATE)
    )
    assert (word in core, word in b2b) == (True, False)


def settled(collection: Collection, on: date = DUE_ON) -> Collection:
    return collection.after(Settlement(end_to_end_id=collection.end_to_end_id, on=on))


def test_feature_4_10_a_refund_within_eight_weeks_needs_no_reason() -> None:
    asked_on = last_refund_on(DUE_ON)
    refund = Refund(end_to_end_id=COLLECTION.end_to_end_id, on=asked_on, reason=reason("MD06"))
    refunded = settled(COLLECTION).after(refund)
    assert (refunded.status, refunded.failed) == (CollectionStatus.REFUNDED, True)
    assert (asked_on - DUE_ON, reason("MD06").meaning) == (
        timedelta(weeks=8),
        "refund asked for by the debtor",
    )
    assert (settled(COLLECTION).failed, asked_on + DAY <= last_refund_on(DUE_ON)) == (False, False)


@pytest.mark.parametrize(
    ("debited_on", "last"),
    [
        (date(2026, 12, 1), date(2028, 1, 1)),
        (date(2026, 1, 28), date(2027, 2, 28)),
        (date(2026, 1, 31), date(2027, 2, 28)),
        (date(2027, 1, 31), date(2028, 2, 29)),
    ],
)
def test_feature_4_11_what_was_not_authorised_may_be_claimed_for_13_months(
    debited_on: date, last: date
) -> None:
    assert last_unauthorised_refund_on(debited_on) == last
    assert last_unauthorised_refund_on(debited_on) > last_refund_on(debited_on)


# -- 2.38, 2.39, 4.12, 4.17: CORE and B2B ----------------------------------------------------------


def test_feature_2_38_what_the_bank_of_a_b2b_debtor_does_not_know_comes_back_as_md01() -> None:
    """The creditor cannot see it before: the collection goes out, and is refused."""
    unconfirmed = replace(B2B_MANDATE, confirmed_on=None)
    assert refused_as(COMPANY_INVOICE, unconfirmed) == []
    refused = B2B_COLLECTION.after(
        Reject(end_to_end_id=B2B_COLLECTION.end_to_end_id, on=DUE_ON, reason=reason("MD01"))
    )
    assert reason("MD01").meaning == "no valid mandate"
    assert (refused.status, refused.failed) == (CollectionStatus.REJECTED, True)


def test_feature_2_38_such_a_reject_leaves_the_mandate_unused() -> None:
    rejected = B2B_COLLECTION.after(
        Reject(end_to_end_id=B2B_COLLECTION.end_to_end_id, on=DUE_ON, reason=reason("MD01"))
    )
    after_reject = B2B_MANDATE.with_presentations((rejected.presentation,))
    paid = B2B_MANDATE.with_presentations((settled(B2B_COLLECTION).presentation,))
    assert (after_reject.used, paid.used) == (False, True)


@pytest.mark.parametrize(
    ("mandate", "invoice", "expected"),
    [
        (replace(B2B_MANDATE, one_off=True), COMPANY_INVOICE, ["MND-06"]),
        (B2B_MANDATE, COMPANY_INVOICE, []),
        (replace(MANDATE, one_off=True), INVOICE, []),
    ],
    ids=["B2B one-off", "B2B recurrent", "CORE one-off"],
)
def test_feature_2_39_b2b_and_one_off_is_refused_where_that_is_the_policy(
    mandate: Mandate, invoice: Invoice, expected: list[str]
) -> None:
    of_rules = put(MANDATE_RULES, (mandate,), NO_ONE_OFF_B2B).errors
    assert [finding.rule for finding in of_rules] == expected
    assert refused_as(invoice, mandate, terms=NO_ONE_OFF_B2B) == expected
    assert refused_as(invoice, mandate) == []


def test_feature_4_12_the_bank_of_a_b2b_debtor_is_told_before_the_first_collection() -> None:
    signed = replace(B2B_MANDATE, confirmed_on=None)
    confirmed = confirm(signed, date(2026, 2, 2))
    assert [f.rule for f in put(MANDATE_RULES, [signed], TERMS)] == ["MND-14"]
    assert not put(MANDATE_RULES, [confirmed], TERMS)
    assert confirmed.confirmed_on == date(2026, 2, 2)
    assert from_record(Mandate, to_record(confirmed)) == confirmed


def test_feature_4_12_since_each_collection_is_checked_a_new_account_is_told_anew() -> None:
    confirmed = confirm(B2B_MANDATE, date(2026, 2, 2))
    renamed = amend(confirmed, on=TODAY, reference=MandateReference("M-3"))
    moved = amend(confirmed, on=TODAY, iban=ANOTHER_IBAN)
    assert (renamed.confirmed_on, moved.confirmed_on) == (date(2026, 2, 2), None)


def test_feature_4_12_the_form_asks_it_of_b2b_debtors_only() -> None:
    asked = "We tell our bank of this mandate before the first collection, since it checks every"
    b2b, core = (
        mandate_form(mandate, CREDITOR, language=Language.EN).note
        for mandate in (B2B_MANDATE, MANDATE)
    )
    assert (asked in b2b, asked in core) == (True, False)
    with pytest.raises(IllegalStep, match="only a B2B mandate is confirmed"):
        confirm(MANDATE, TODAY)


@pytest.mark.parametrize("country", sorted(SEPA_IBAN_PREFIXES))
def test_feature_4_17_core_reaches_an_account_at_any_bank_in_sepa(country: str) -> None:
    any_bank = Random(country)  # noqa: S311 - the same one each time
    iban = Iban(str(IBAN.random(country_code=country, random=any_bank)))
    address = PostalAddress(country=country, town="Utrecht")
    mandate = replace(MANDATE, debtor=replace(DEBTOR, iban=iban, address=address))
    assert put(MANDATE_RULES, (mandate,), TERMS).errors == ()
    assert refused_as(INVOICE, mandate) == []


@pytest.mark.parametrize("outside", ["TR330006100519786457841326", "FO6264600001631634"])
def test_feature_4_17_and_none_outside_it(outside: str) -> None:
    debtor = replace(DEBTOR, iban=Iban(outside))
    assert refused_as(INVOICE, replace(MANDATE, debtor=debtor)) == ["MND-07"]


# -- 2.45: viewing and changing --------------------------------------------------------------------

EVERY_MANDATE = (MANDATE, B2B_MANDATE)


def update(table: str) -> Any:
    (planned,) = plan_import(
        table,
        EVERY_MANDATE,
        creditor_identifier=MANDATE.creditor_identifier,
        on=TODAY,
        today=TODAY,
    ).rows
    return planned


def test_feature_2_45_a_mandate_can_be_viewed() -> None:
    (found,) = find(EVERY_MANDATE, TERMS, due_on=DUE_ON, reference=MandateReference("m-1"))
    assert found is MANDATE
    assert find(EVERY_MANDATE, TERMS, due_on=DUE_ON, reference=MandateReference("M-9")) == ()
    record, table = to_record(found), write_mandates((found,))
    assert (record["reference"], record["signed_on"]) == ("M-1", "2026-01-15")
    assert "M-1,10042,Ada Jansen,NL91ABNA0417164300" in table


def test_feature_2_45_a_mandate_can_be_changed_and_the_change_is_told_first() -> None:
    planned = update("reference,name\nM-1,Ada de Vries\n")
    assert planned.effects == (RowEffect.CHANGED,)
    assert [str(each) for each in planned.changes] == ["name Ada Jansen -> Ada de Vries"]
    assert planned.after == replace(MANDATE, debtor=replace(DEBTOR, name="Ada de Vries"))


def test_feature_2_45_what_the_bank_has_to_know_is_an_amendment() -> None:
    planned = update(f"reference,iban\nM-1,{ANOTHER_IBAN}\n")
    assert planned.effects == (RowEffect.AMENDED,)
    assert planned.after == amend(MANDATE, on=TODAY, iban=ANOTHER_IBAN)


def test_feature_2_45_what_takes_a_new_mandate_is_no_change_of_the_old_one() -> None:
    with pytest.raises(UnreadableRecords) as raised:
        update(f"reference,scheme\nM-1,{Scheme.B2B}\n")
    assert [finding.rule for finding in raised.value.findings] == ["IMP-02"]
    assert update(f"reference,scheme\nM-1,{Scheme.CORE}\n").effects == (RowEffect.UNCHANGED,)


def test_feature_4_16_a_b2b_debtors_bank_has_to_take_part() -> None:
    only_german = replace(EPC, b2b_reach=lambda iban: iban.country == "DE").terms(on=TODAY)
    belgian = replace(B2B_MANDATE.debtor, iban=Iban("BE68539007547034"))
    abroad = replace(B2B_MANDATE, debtor=belgian)
    assert not put(MANDATE_RULES, [B2B_MANDATE], only_german)
    assert [f.rule for f in put(MANDATE_RULES, [abroad], only_german)] == ["MND-15"]
    assert not put(MANDATE_RULES, [abroad], EPC.terms(on=TODAY))
