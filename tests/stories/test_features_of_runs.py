"""What accounting packages do from a proposal to the ledger, each by the number of its row."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from helpers.books import decided, record_run, still_open
from sepadd.banks import ABN_AMRO, EPC, BankProfile
from sepadd.books import Books, propose
from sepadd.collection import BankFact, Return, Settlement, reason
from sepadd.debtors import DebtorCard, missing_for_mandate
from sepadd.journal import Ledger, LedgerAccount, ReceivableCloses, corrections, entries, post
from sepadd.mandate import Mandate, Scheme
from sepadd.messages import pain008
from sepadd.open_item import OpenItem
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.rulebook import MessageVersion, deadlines, readiness
from sepadd.run import CollectionRun, submit
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    COMPANY,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_run,
)
from sepadd.values import Bic, CreditorAccount, CreditorIdentifier, Euro, Iban, RunId

LATER: Final = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
DRAFT: Final = Draft(id=RunId("2026-12"), due_on=DUE_ON)
SECOND: Final = replace(INVOICE, number="2026-1002", amount=Euro(cents=5_00))
OF_COMPANY: Final = replace(INVOICE, number="B-1", debtor_id=COMPANY.id)
SAVINGS: Final = CreditorAccount(iban=Iban("NL91ABNA0417164300"), label="savings")
TWO_ACCOUNTS: Final = replace(CREDITOR, accounts=(ACCOUNT, SAVINGS))
LEDGER: Final = Ledger(
    receivable="1300",
    in_transit="1290",
    bank="1100",
    return_charges="4990",
    closes=ReceivableCloses.AT_FILE,
)
AT_FILE: Final = ReceivableCloses.AT_FILE


def proposed(
    *items: OpenItem,
    draft: Draft = DRAFT,
    mandates: Iterable[Mandate] = (MANDATE, B2B_MANDATE),
    terms: Any = TERMS,
    **asked: Any,
) -> Proposal:
    return propose(
        Books(
            creditor=asked.pop("creditor", CREDITOR), open_items=items, mandates=mandates, runs=()
        ),
        terms,
        draft,
        **asked,
    )


def sent(*items: OpenItem, **asked: Any) -> CollectionRun:
    return submit(decided(proposed(*items, **asked), TERMS, at=AT), at=AT)


def told(run: CollectionRun, kind: type[BankFact], *numbers: int, **more: Any) -> CollectionRun:
    """The run, once the bank has said the same of some of its collections."""
    facts = (
        kind(end_to_end_id=run.collections[number].end_to_end_id, **({"on": DUE_ON} | more))
        for number in numbers
    )
    return record_run(run, facts).run


def taken(proposal: Proposal) -> list[str]:
    return [line.item.number for line in proposal.lines if line.ok]


def in_file(run: CollectionRun, name: str) -> list[str | None]:
    return [each.text for each in etree.fromstring(pain008.render(run)).iterfind(f".//{{*}}{name}")]


# -- Easyflex -------------------------------------------------------------------------------------


def test_feature_0_5_the_account_for_a_purpose_is_named_when_it_is_used_for_that() -> None:
    usage = {"sales invoices": SAVINGS.iban}
    draft = replace(DRAFT, account=usage["sales invoices"])
    (collection,) = proposed(INVOICE, draft=draft, creditor=TWO_ACCOUNTS).collections
    assert collection.account is SAVINGS


def test_feature_0_15_an_order_is_exported_as_bytes_with_a_name(tmp_path: Path) -> None:
    run = a_run()
    (path,) = pain008.write_files(run, tmp_path)
    assert (path.name, path.read_bytes()) == (run.files()[0].name, pain008.render(run))


# -- Visma eAccounting ----------------------------------------------------------------------------


def test_feature_1_5_the_invoices_that_were_chosen_go_in_a_file() -> None:
    chosen = DRAFT.clear(at=AT).include(SECOND.key, at=AT)
    proposal = proposed(INVOICE, SECOND, draft=chosen)
    assert taken(proposal) == ["2026-1002"]
    assert in_file(decided(proposal, TERMS, at=AT), "InstdAmt") == ["5.00"]


def test_feature_1_23_core_and_b2b_and_several_own_accounts() -> None:
    on_savings = replace(DRAFT, account=SAVINGS.iban)
    proposal = proposed(INVOICE, OF_COMPANY, draft=on_savings, creditor=TWO_ACCOUNTS)
    collected = [(str(each.mandate.scheme), each.account) for each in proposal.collections]
    assert collected == [("CORE", SAVINGS), ("B2B", SAVINGS)]


# -- Mill7 ----------------------------------------------------------------------------------------


def test_feature_3_4_payment_data_stand_with_the_debtor() -> None:
    (collection,) = proposed(INVOICE).collections
    assert collection.mandate.debtor is MANDATE.debtor
    assert (MANDATE.debtor.iban, MANDATE.debtor.name_in_file) == (
        Iban("NL91ABNA0417164300"),
        "Ada Jansen",
    )


def test_feature_3_23_the_form_of_the_file_has_nothing_to_do_with_the_selection() -> None:
    older = replace(EPC, form=replace(EPC.form, message=MessageVersion.PAIN_008_001_02))
    draft = replace(DRAFT, selection=Selection(debtors=frozenset({"10042"})))
    proposals = [
        proposed(INVOICE, draft=draft, terms=each.terms(on=TODAY)) for each in (EPC, older)
    ]
    assert proposals[0].collections == proposals[1].collections
    runs = [
        decided(proposal, profile.terms(on=TODAY), at=AT)
        for proposal, profile in zip(proposals, (EPC, older), strict=True)
    ]
    names = [etree.QName(etree.fromstring(pain008.render(run))).namespace for run in runs]
    assert [str(name)[-15:] for name in names] == ["pain.008.001.08", "pain.008.001.02"]


def test_feature_3_24_the_account_to_credit_stands_in_the_file() -> None:
    draft = replace(DRAFT, account=SAVINGS.iban)
    run = decided(proposed(INVOICE, draft=draft, creditor=TWO_ACCOUNTS), TERMS, at=AT)
    account = etree.fromstring(pain008.render(run)).find(".//{*}CdtrAcct/{*}Id/{*}IBAN")
    assert account is not None
    assert account.text == str(SAVINGS.iban)


@pytest.mark.parametrize(
    ("bic", "asked", "missing"),
    [(None, True, ["CRE-07"]), (Bic("ABNANL2A"), True, []), (None, False, [])],
)
def test_feature_3_26_the_account_has_an_iban_and_where_the_bank_asks_for_it_a_bic(
    *, bic: Bic | None, asked: bool, missing: list[str]
) -> None:
    terms = replace(EPC, creditor_bic=asked).terms(on=TODAY)
    creditor = replace(CREDITOR, accounts=(replace(ACCOUNT, bic=bic),))
    assert [finding.rule for finding in readiness(creditor, terms).errors] == missing


def test_feature_3_30_the_contra_account_is_the_settings_unless_the_account_has_its_own() -> None:
    run = sent(INVOICE)
    own = replace(LEDGER, in_transit={ACCOUNT.iban: LedgerAccount("1299")})
    for ledger, code in ((LEDGER, "1290"), (own, "1299")):
        (entry,) = post(run, ledger, posted=())
        assert entry.lines[0].account == code


def test_feature_3_31_the_payment_method_is_chosen_by_item() -> None:
    draft = replace(DRAFT, selection=Selection(payment_methods=frozenset({"SEPA"})))
    by_sepa = replace(INVOICE, payment_method="SEPA")
    old = replace(SECOND, payment_method="Clieop03")
    assert taken(proposed(by_sepa, old, draft=draft)) == ["2026-1001"]


def test_feature_3_33_the_wanted_processing_date_stands_in_the_file() -> None:
    wanted = date(2026, 12, 8)
    run = decided(proposed(INVOICE, draft=replace(DRAFT, due_on=wanted)), TERMS, at=AT)
    assert in_file(run, "ReqdColltnDt") == [str(wanted)]


# -- Exact Financials -----------------------------------------------------------------------------


def test_feature_4_1_open_items_are_collected_with_the_debtors_permission() -> None:
    assert taken(proposed(INVOICE)) == ["2026-1001"]
    assert taken(proposed(INVOICE, mandates=())) == []


@pytest.mark.parametrize("profile", [ABN_AMRO, EPC], ids=lambda each: each.name)
def test_feature_4_2_a_dutch_file_of_2009_is_core_or_b2b(profile: BankProfile) -> None:
    form = replace(profile.form, message=MessageVersion.PAIN_008_001_02)
    terms = replace(profile, form=form).terms_by_clock(TODAY, time(9, 0))
    run = decided(proposed(INVOICE, OF_COMPANY, terms=terms), terms, at=AT)
    documents = [etree.fromstring(pain008.render(file)) for file in run.files()]
    assert {str(etree.QName(each).namespace)[-15:] for each in documents} == {"pain.008.001.02"}
    schemes = [each.findtext(".//{*}LclInstrm/{*}Cd") for each in documents]
    assert sorted(str(scheme) for scheme in schemes) == ["B2B", "CORE"]


@pytest.mark.parametrize("scheme", [Scheme.CORE, Scheme.B2B])
def test_feature_4_3_a_belgian_creditor_and_debtor_are_collected_in_either_scheme(
    scheme: Scheme,
) -> None:
    creditor = replace(
        CREDITOR,
        identifier=CreditorIdentifier.build("BE", "0123456789"),
        accounts=(CreditorAccount(iban=Iban("BE68539007547034")),),
    )
    debtor = replace(COMPANY, iban=Iban("BE71096123456769"))
    mandate = replace(
        B2B_MANDATE,
        scheme=scheme,
        debtor=debtor,
        creditor_identifier=CreditorIdentifier.build("BE", "0123456789"),
    )
    run = decided(proposed(OF_COMPANY, mandates=[mandate], creditor=creditor), TERMS, at=AT)
    assert in_file(run, "Cd")[:2] == ["SEPA", str(scheme)]


def test_feature_4_23_before_a_mandate_the_debtor_has_an_account() -> None:
    bare = DebtorCard(id="10042", name="Ada Jansen")
    assert [finding.rule for finding in missing_for_mandate(bare)] == ["ENR-03"]


def test_feature_4_29_amounts_are_changed_and_the_rest_stays_open() -> None:
    draft = DRAFT.change_amount(INVOICE.key, Euro(cents=15_00), at=AT)
    run = sent(INVOICE, draft=draft)
    settled = record_run(
        run, [Settlement(end_to_end_id=run.collections[0].end_to_end_id, on=DUE_ON)]
    )
    (rest,) = still_open([INVOICE], settled.effects)
    assert str(rest.amount) == "25.00"


def test_feature_4_44_an_entry_has_an_id_for_ever_and_what_is_told_otherwise_is_beside_it() -> None:
    run = told(sent(INVOICE), Return, 0, booked_on=DUE_ON, reason=reason("AM04"))
    posted = entries(run, AT_FILE)
    dearer = told(run, Return, 0, booked_on=DUE_ON, reason=reason("AM04"), charges=Euro(cents=3_00))
    assert {entry.id for entry in posted} < {entry.id for entry in entries(dearer, AT_FILE)}
    assert corrections(run, AT_FILE, posted=posted, on=DUE_ON) == ()


def test_feature_4_9_under_b2b_there_is_no_refund_and_under_core_there_is() -> None:
    run = sent(INVOICE, OF_COMPANY)
    asked = [deadlines(each).last_refund_on for each in run.collections]
    assert asked == [date(2027, 1, 26), None]
