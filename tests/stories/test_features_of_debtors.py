"""What accounting packages settle per debtor, and what becomes of it in a run, by its number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

import pytest
from lxml import etree

from helpers.books import decided
from sepadd.banks import ABN_AMRO
from sepadd.books import Books, propose
from sepadd.debtors import (
    DebtorAccount,
    DebtorAccounts,
    DebtorCard,
    enrol,
    mandate_for,
    missing_for_collection,
)
from sepadd.debtors.enrolment import Enrolment
from sepadd.findings import Findings, IllegalStep, InvalidValue, RulesViolated, UnreadableRecords
from sepadd.mandate import Mandate, ReferenceMask, Scheme, sign
from sepadd.messages import pain008
from sepadd.open_item import CreditNote, Invoice, ItemKey, OpenItem
from sepadd.proposal import CollectionPreference, Draft, Proposal
from sepadd.records import from_record, read_open_items, to_record
from sepadd.run import CollectionRun
from sepadd.testing import (
    AT,
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
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    Euro,
    Iban,
    MandateReference,
    RunId,
)

RUN: Final = RunId("2027-01")
SECOND: Final = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
COMPANY_INVOICE: Final = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
ADA: Final = DebtorCard(
    id=DEBTOR.id,
    name=DEBTOR.name,
    accounts=DebtorAccounts.only(DebtorAccount(iban=DEBTOR.iban)),
)
VOS: Final = DebtorCard(
    id=COMPANY.id,
    name=COMPANY.name,
    accounts=DebtorAccounts.only(DebtorAccount(iban=COMPANY.iban)),
    kind=DebtorKind.COMPANY,
)
ON: Final = CollectionPreference(collects=True)
ONE_OFF: Final = CollectionPreference(collects=True, one_off=True)
POOL: Final = Books(
    mandates=(),
    runs=(),
    creditor=CREDITOR,
    code="POOL",
    open_items=(INVOICE, SECOND, COMPANY_INVOICE),
)
SAUNA: Final = Books(
    mandates=(),
    runs=(),
    creditor=replace(CREDITOR, name="Sauna", identifier=CreditorIdentifier("DE98ZZZ09999999999")),
    open_items=(INVOICE,),
)
BY_INVOICE: Final = ReferenceMask("SO{debtor}-{invoice}")
BY_DEBTOR: Final = ReferenceMask("SR{debtor}")


def switched(
    card: DebtorCard,
    *administrations: Books,
    one_off: bool = False,
    scheme: Scheme = Scheme.CORE,
) -> tuple[Enrolment, ...]:
    """What becomes of each administration's books once a debtor is collected from."""
    return enrol(
        card,
        administrations or (POOL,),
        references=BY_INVOICE if one_off else BY_DEBTOR,
        on=TODAY,
        take_open_items=True,
        scheme=scheme,
        one_off=one_off,
    ).enrolments


def proposed(
    items: Iterable[OpenItem], mandates: Iterable[Mandate] = (MANDATE, B2B_MANDATE), **asked: Any
) -> Proposal:
    given: dict[str, Any] = {"creditor": CREDITOR, "terms": TERMS, "id": RUN, "due_on": DUE_ON}
    given |= asked
    runs, creditor, terms = given.pop("runs", ()), given.pop("creditor"), given.pop("terms")
    books = Books(creditor=creditor, open_items=items, mandates=mandates, runs=runs)
    return propose(books, terms, Draft(**given))


def refused_as(item: OpenItem, *mandates: Mandate, **asked: Any) -> list[str]:
    """The rules that keep an item from being collected; none: it is."""
    (line,) = proposed((item,), mandates, **asked).lines
    return rules(line.reasons.errors)


def rules(findings: Findings) -> list[str]:
    return [finding.rule for finding in findings]


def collected(proposal: Proposal) -> list[str]:
    return [line.item.number for line in proposal.lines if line.ok]


# -- 1.12: the account ----------------------------------------------------------------------------


def test_feature_1_12_a_debtors_iban_is_where_the_money_is_taken_from() -> None:
    moved = replace(MANDATE, debtor=replace(DEBTOR, iban=Iban("NL98INGB0202345688")))
    run = decided(proposed((INVOICE,), (moved,)), TERMS, at=AT)
    file = etree.fromstring(pain008.render(run))
    assert [each.text for each in file.iterfind(".//{*}DbtrAcct/{*}Id/{*}IBAN")] == [
        "NL98INGB0202345688"
    ]


@pytest.mark.parametrize("mistyped", ["NL92ABNA0417164300", "NL91ABNA041716430", "0417164300"])
def test_feature_1_12_a_mistyped_one_is_refused_before_it_is_kept(mistyped: str) -> None:
    assert str(Iban("nl91 abna 0417 1643 00")) == "NL91ABNA0417164300"
    with pytest.raises(InvalidValue, match=f"Iban '{mistyped}'"):
        Iban(mistyped)


def test_feature_1_12_and_a_text_is_checked_before_it_is_one() -> None:
    assert Debtor(id="10042", name="Ada", iban="NL91 ABNA 0417 1643 00").iban == DEBTOR.iban
    with pytest.raises(InvalidValue, match="iban of debtor 10042: Iban 'NL90ABNA0417164300': the"):
        Debtor(id="10042", name="Ada", iban="NL90ABNA0417164300")


# -- 2.1, 2.2, 2.3: how a debtor is collected from ------------------------------------------------


def wanted_of(*cards: DebtorCard, one_by_one: Mapping[ItemKey, bool] | None = None) -> list[str]:
    """The numbers of the open items that are to be proposed, debtor by debtor."""
    return [
        item.number
        for card in cards
        for item in card.preference.wanted(
            (item for item in POOL.open_items if item.debtor_id == card.id), one_by_one or {}
        )
    ]


def test_feature_2_1_each_debtor_is_collected_from_automatically_or_not() -> None:
    assert wanted_of(ADA, VOS) == []
    assert wanted_of(replace(ADA, preference=ON), VOS) == ["2026-1001", "2026-1002"]
    assert wanted_of(ADA, replace(VOS, preference=ON)) == ["B-1"]


def test_feature_2_1_that_a_debtor_is_off_is_told_and_refuses_nothing() -> None:
    off = missing_for_collection(ADA, (MANDATE,), due_on=DUE_ON)
    on = missing_for_collection(replace(ADA, preference=ON), (MANDATE,), due_on=DUE_ON)
    assert (rules(off), off.errors, rules(on)) == (["ENR-01"], (), [])


def test_feature_2_2_each_debtor_is_recurrent_or_one_off() -> None:
    (recurrent,), (one_off,) = switched(VOS), switched(ADA, one_off=True)
    assert [(str(m.reference), m.one_off) for m in recurrent.made] == [("SR20007", False)]
    assert [(str(m.reference), m.one_off) for m in one_off.made] == [
        ("SO10042-2026-1001", True),
        ("SO10042-2026-1002", True),
    ]


def test_feature_2_2_recurrent_collects_again_and_one_off_does_not() -> None:
    recurrent, one_off = MANDATE, replace(MANDATE, one_off=True)
    earlier = [
        decided(proposed((INVOICE,), (each,)), TERMS, at=AT) for each in (recurrent, one_off)
    ]
    again = {"id": RunId("2027-02"), "due_on": DUE_ON}
    assert refused_as(SECOND, recurrent, runs=earlier[:1], **again) == []
    assert refused_as(SECOND, one_off, runs=earlier[1:], **again) == ["COL-04"]


@pytest.mark.parametrize("scheme", [Scheme.CORE, Scheme.B2B])
def test_feature_2_3_a_recurrent_debtor_is_collected_from_under_core_or_b2b(scheme: Scheme) -> None:
    (enrolment,) = switched(VOS, scheme=scheme)
    (mandate,) = enrolment.made
    signed = sign(mandate, TODAY, today=TODAY)
    (named,) = (item for item in enrolment.items if item.debtor_id == VOS.id)
    (collection,) = proposed((named,), (signed,)).collections
    assert (collection.mandate.scheme, collection.mandate.one_off) == (scheme, False)


def test_feature_2_3_b2b_is_for_a_debtor_who_is_known_to_be_a_company() -> None:
    unknown = replace(VOS, kind=None)
    assert len(switched(unknown)[0].made) == 1
    with pytest.raises(RulesViolated) as raised:
        switched(unknown, scheme=Scheme.B2B)
    assert rules(raised.value.findings) == ["ENR-05"]


# -- 2.5, 2.6: one item otherwise than its debtor -------------------------------------------------


def test_feature_2_5_an_item_may_be_left_out_of_what_is_collected_from_its_debtor() -> None:
    card = replace(ADA, preference=ON)
    left_out = card.preference.wanted((INVOICE, SECOND), {SECOND.key: False})
    assert collected(proposed(card.preference.wanted((INVOICE, SECOND)))) == [
        "2026-1001",
        "2026-1002",
    ]
    assert collected(proposed(left_out)) == ["2026-1001"]


def test_feature_2_5_an_item_may_be_taken_where_its_debtor_is_not_collected_from() -> None:
    taken = ADA.preference.wanted((INVOICE, SECOND), {SECOND.key: True})
    assert collected(proposed(ADA.preference.wanted((INVOICE, SECOND)))) == []
    assert collected(proposed(taken)) == ["2026-1002"]


def test_feature_2_5_an_invoice_and_a_credit_note_of_one_number_are_told_apart() -> None:
    credit = CreditNote(number=INVOICE.number, debtor_id=DEBTOR.id, amount=Euro(cents=1))
    assert ON.wanted((INVOICE, credit), {credit.key: False}) == (INVOICE,)


def test_feature_2_5_an_item_may_be_collected_under_a_mandate_of_its_own() -> None:
    own = replace(MANDATE, reference=MandateReference("M-9"))
    other_debtors = replace(own, debtor=COMPANY)
    named = replace(SECOND, mandate=own.reference)
    (collection,) = proposed((named,), (MANDATE, own)).collections
    assert collection.mandate is own
    (line,) = proposed((named,), (MANDATE, other_debtors)).lines
    assert (line.ok, rules(line.reasons)) == (True, ["PRO-11"])


@pytest.mark.parametrize("kind", [Invoice, CreditNote])
def test_feature_2_6_an_item_has_no_scheme_that_could_depart_from_its_mandates(kind: Any) -> None:
    given: dict[str, Any] = {"number": "1", "debtor_id": "10042", "amount": Euro(cents=1)}
    assert "scheme" not in {field.name for field in fields(kind)}
    assert kind(**given).number == "1"
    with pytest.raises(TypeError, match="scheme"):
        kind(**given, scheme=Scheme.B2B)


def test_feature_2_6_neither_a_table_nor_a_record_can_give_it_one() -> None:
    table = "number,kind,debtor_id,amount\n1,invoice,10042,40.00\n"
    record = to_record(INVOICE)
    assert (len(read_open_items(table)), from_record((Invoice, CreditNote), record)) == (1, INVOICE)
    with pytest.raises(UnreadableRecords) as of_table:
        read_open_items(table.replace("amount\n", "amount,scheme\n").replace("40.00", "40.00,B2B"))
    with pytest.raises(UnreadableRecords) as of_record:
        from_record((Invoice, CreditNote), record | {"scheme": "B2B"})
    assert (rules(of_table.value.findings), rules(of_record.value.findings)) == (
        ["CSV-01"],
        ["REC-02"],
    )


def test_feature_2_6_naming_a_mandate_of_another_scheme_than_the_runs_is_an_error() -> None:
    named = replace(COMPANY_INVOICE, mandate=B2B_MANDATE.reference)
    assert refused_as(named, B2B_MANDATE, scheme=Scheme.B2B) == []
    assert refused_as(named, B2B_MANDATE, scheme=Scheme.CORE) == ["PRO-06"]


# -- 2.12: the identifier -------------------------------------------------------------------------


def test_feature_2_12_each_administration_collects_under_its_own_identifier() -> None:
    pool, sauna = switched(ADA, POOL, SAUNA)
    (of_pool,), (of_sauna,) = pool.made, sauna.made
    assert of_pool.creditor_identifier == POOL.identifier
    assert of_sauna.creditor_identifier == SAUNA.identifier
    assert of_pool.creditor_identifier.identity != of_sauna.creditor_identifier.identity


def test_feature_2_12_what_was_given_to_one_administration_is_of_no_use_to_the_other() -> None:
    _, sauna = switched(ADA, POOL, SAUNA)
    (item,), (unsigned,) = sauna.items, sauna.made
    mandate = sign(unsigned, TODAY, today=TODAY)
    assert refused_as(item, mandate, creditor=SAUNA.creditor) == []
    assert refused_as(item, mandate, creditor=POOL.creditor) == ["PRO-03"]


# -- 2.29: a mandate per invoice ------------------------------------------------------------------


def test_feature_2_29_one_off_required_makes_a_mandate_for_each_invoice() -> None:
    card, books = replace(ADA, preference=ONE_OFF), replace(POOL, open_items=())
    made = []
    for invoice in (INVOICE, SECOND):
        one = mandate_for(invoice, card, books, references=BY_INVOICE, on=TODAY)
        assert one.invoice == replace(invoice, mandate=one.mandate.reference)
        books = replace(books, mandates=(*books.mandates, one.mandate))
        made.append(one.mandate)
    assert [str(mandate.reference) for mandate in made] == [
        "SO10042-2026-1001",
        "SO10042-2026-1002",
    ]
    assert all(mandate.one_off and mandate.signed_on is None for mandate in made)


def test_feature_2_29_where_it_is_not_required_an_invoice_gets_none() -> None:
    with pytest.raises(IllegalStep, match="debtor 10042 is not collected from one-off"):
        mandate_for(INVOICE, replace(ADA, preference=ON), POOL, references=BY_INVOICE, on=TODAY)


def test_feature_2_29_the_mandate_of_one_invoice_does_not_serve_another() -> None:
    (enrolment,) = switched(ADA, one_off=True)
    first, second = (sign(mandate, TODAY, today=TODAY) for mandate in enrolment.made)
    own = [item for item in enrolment.items if item.debtor_id == ADA.id]
    proposal = proposed(own, (first, second))
    assert [c.mandate for c in proposal.collections] == [first, second]
    assert [line.ok for line in proposed(own, (first,)).lines] == [True, False]


# -- 2.31: mandate data ---------------------------------------------------------------------------


def test_feature_2_31_a_recurrent_debtor_needs_a_mandate_that_is_recorded_and_signed() -> None:
    card = replace(ADA, preference=ON)
    unsigned = replace(MANDATE, signed_on=None)
    missing, unready, ready = (
        missing_for_collection(card, mandates, due_on=DUE_ON)
        for mandates in ((), (unsigned,), (MANDATE,))
    )
    assert [finding.detail for finding in missing] == ["a CORE mandate is missing"]
    (finding,) = unready
    assert (finding.rule, "no date of signature" in finding.detail) == ("ENR-06", True)
    assert ready == ()


def test_feature_2_31_until_then_nothing_is_collected() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    refusals = [refused_as(INVOICE, *each) for each in ((), (unsigned,), (MANDATE,))]
    assert refusals == [["PRO-01"], ["MND-01"], []]


# -- 3.37, 3.42, 4.20: what comes of it -----------------------------------------------------------


def a_run_of_three() -> CollectionRun:
    items = (INVOICE, SECOND, CREDIT_NOTE, COMPANY_INVOICE)
    return decided(proposed(items, condense=True), TERMS, at=AT)


def test_feature_3_37_the_result_tells_counts_sums_and_days() -> None:
    run = a_run_of_three()
    assert (len(run.collections), str(run.total), run.prepared_at) == (2, "75.00", AT)
    assert [(file.name, file.count, str(file.total)) for file in run.files()] == [
        ("2027-01.F1.xml", 1, "40.00"),
        ("2027-01.F2.xml", 1, "35.00"),
    ]
    batches = [batch for file in run.files() for batch in file.batches]
    assert [(str(b.scheme), b.due_on, str(b.total)) for b in batches] == [
        ("B2B", DUE_ON, "40.00"),
        ("CORE", DUE_ON, "35.00"),
    ]


def test_feature_3_37_what_it_tells_stands_in_the_files() -> None:
    for file in a_run_of_three().files():
        header = etree.fromstring(pain008.render(file)).find(".//{*}GrpHdr")
        assert header is not None
        told = (header.findtext("{*}NbOfTxs"), header.findtext("{*}CtrlSum"))
        assert told == (str(file.count), str(file.total))


def test_feature_3_37_the_proposal_tells_them_before_and_until_when_it_can_be_sent() -> None:
    proposal = proposed((INVOICE, replace(SECOND, debtor_id="?")))
    assert (len(proposal.collections), len(proposal.left_out)) == (1, 1)
    assert str(proposal.total) == "40.00"
    assert (proposal.earliest_due_on, proposal.send_by) == (date(2026, 11, 24), date(2026, 11, 30))


def test_feature_3_42_all_open_items_that_fit_are_selected_and_no_others() -> None:
    good = [replace(INVOICE, number=f"G-{number}") for number in range(250)]
    not_due = replace(INVOICE, number="N-1", due_on=date(2026, 12, 2))
    unknown = replace(INVOICE, number="N-2", debtor_id="30003")
    proposal = proposed((not_due, *good, unknown, COMPANY_INVOICE))
    assert collected(proposal) == [*(item.number for item in good), "B-1"]
    assert [line.item.number for line in proposal.left_out] == ["N-1", "N-2"]
    assert [len(c.items) for c in proposal.collections] == [250, 1]


def test_feature_3_42_what_is_asked_for_narrows_the_selection() -> None:
    items = (INVOICE, COMPANY_INVOICE)
    assert collected(proposed(items)) == ["2026-1001", "B-1"]
    assert collected(proposed(items, scheme=Scheme.CORE)) == ["2026-1001"]


def test_feature_4_20_the_creditor_sets_the_day_and_no_payment_is_late() -> None:
    """The invoice is due on 30 November: on that day it can be collected, and not on an earlier."""
    assert INVOICE.due_on == date(2026, 11, 30)
    (collection,) = proposed((INVOICE,), due_on=date(2026, 11, 30)).collections
    assert (collection.due_on, collection.items) == (INVOICE.due_on, (INVOICE,))
    assert refused_as(INVOICE, MANDATE, due_on=date(2026, 11, 27)) == ["PRO-08"]


@pytest.mark.parametrize("due_on", [date(2026, 11, 30), date(2026, 12, 7)])
def test_feature_4_20_the_bank_is_told_the_day_that_the_creditor_set(due_on: date) -> None:
    run = decided(proposed((INVOICE,), due_on=due_on), TERMS, at=AT)
    file = etree.fromstring(pain008.render(run))
    assert [each.text for each in file.iterfind(".//{*}ReqdColltnDt")] == [str(due_on)]


def test_feature_4_20_the_day_is_the_creditors_within_the_banks_lead_time() -> None:
    terms = ABN_AMRO.terms(on=TODAY)
    undated = replace(INVOICE, due_on=None)
    assert refused_as(undated, MANDATE, terms=terms, due_on=date(2026, 11, 24)) == []
    assert refused_as(undated, MANDATE, terms=terms, due_on=TODAY) == ["COL-03"]
