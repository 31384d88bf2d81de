"""Exact Financials: aanmaken, verrichten, gereedmelden and journaliseren, told as a story.

A wholesaler collects from shops (CORE) and companies (B2B). Its clerk makes the run, another looks.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest

from helpers.bank_words import said_in
from helpers.books import decided, decided_anew, record_run, still_open
from sepadd.banks import LEGACY
from sepadd.books import Books, propose
from sepadd.findings import IllegalStep
from sepadd.journal import (
    JournalKind,
    Ledger,
    LedgerAccount,
    ReceivableCloses,
    Role,
    balances,
    journalise,
    post,
)
from sepadd.journal.entry import added_up
from sepadd.mandate import Mandate, ReferenceMask, Scheme, confirm, replace_mandate
from sepadd.messages import pain008
from sepadd.open_item import Invoice
from sepadd.proposal import Draft, Proposal, RetryByReason, Selection
from sepadd.records import dumps, loads
from sepadd.reports import failed_items
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.run.run_policy import RunPolicy
from sepadd.testing import FakeBank
from sepadd.values import (
    ZERO,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    Euro,
    Iban,
    RunId,
)

MONDAY: Final = date(2026, 11, 23)
NINE: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEN: Final = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TERMS: Final = LEGACY.terms(on=MONDAY)
COLLECT_ON: Final = date(2026, 12, 1)

# Bankboek: the ondernemingsnummer is made of the KvK number
IDENTIFIER: Final = CreditorIdentifier.from_kvk("12345678", suffix="0001")
WHOLESALER: Final = Creditor(
    name="Groothandel Noord",
    identifier=IDENTIFIER,
    accounts=(CreditorAccount(iban=Iban("NL02ABNA0123456789"), batch_booking=True),),
)
MASK: Final = ReferenceMask("{creditor}-{debtor}-{year}{month:02}{day:02}")  # masker


def mandate_of(id: str, name: str, iban: str) -> Mandate:
    """Machtiging: the scheme is the mandate's own, CORE unless it is said."""
    signed_on = date(2026, 2, 1)
    return Mandate(
        reference=MASK.reference(creditor="GN", debtor=id, on=signed_on),
        creditor_identifier=IDENTIFIER,
        debtor=Debtor(id=id, name=name, iban=Iban(iban), kind=DebtorKind.COMPANY),
        signed_on=signed_on,
    )


SHOP: Final = mandate_of("500", "Winkel De Hoek", "NL91ABNA0417164300")
STALL: Final = mandate_of("501", "Kraam Jansen", "NL98INGB0202345688")
_, UNCONFIRMED = replace_mandate(
    mandate_of("600", "Bakkerij Vos BV", "NL35ABNA0101234562"),
    on=date(2026, 6, 1),
    reference=MASK.reference(creditor="GN", debtor="600", on=date(2026, 6, 1)),
    scheme=Scheme.B2B,  # a CORE mandate cannot be used for B2B: a new one
    signed_on=date(2026, 6, 1),
)
BAKERY: Final = confirm(UNCONFIRMED, date(2026, 6, 8))  # a copy went to the debtor's bank
MANDATES: Final = (SHOP, STALL, BAKERY)


def item(number: str, debtor_id: str, amount: str, method: str = "incasso") -> Invoice:
    return Invoice(
        number=number,
        debtor_id=debtor_id,
        amount=Euro(amount),
        due_on=date(2026, 11, 30),
        payment_method=method,
    )


ITEMS: Final = (
    item("700", "500", "100.00"),
    item("701", "501", "900.00", "termijnincasso"),
    item("702", "501", "40.00", "overschrijving"),
)

# Only what is paid by incasso or termijnincasso; nothing can be added to a run
DRAFT: Final = Draft(
    id=RunId("IR-48"),
    due_on=COLLECT_ON,
    selection=Selection(payment_methods=frozenset({"incasso", "termijnincasso"})),
)
RULES: Final = RunPolicy(add_items=False, four_eyes=True)
WHEN: Final = ReceivableCloses.AT_JOURNALISING

LEDGER: Final = Ledger(
    receivable="1300",
    bank=LedgerAccount("1100", JournalKind.BANK),
    return_charges="4990",
    in_transit={Iban("NL02ABNA0123456789"): "1205"},
    closes=WHEN,
)


def made(draft: Draft = DRAFT, *, runs: tuple[CollectionRun, ...] = ()) -> Proposal:
    return propose(
        Books(creditor=WHOLESALER, open_items=ITEMS, mandates=MANDATES, runs=runs),
        TERMS,
        draft,
        retry=RetryByReason(),
    )


def verricht() -> CollectionRun:
    """Verrichten: the file is made; another person hands it in."""
    run = decided(made(), TERMS, at=NINE, by="klerk")
    return submit(run, at=TEN, by="controller", policy=RULES)


def test_exact_a_run_is_made_and_changed_until_it_is_verricht() -> None:
    # Aangemaakt: items with a mandate and the payment method incasso or termijnincasso
    assert [line.item.number for line in made().lines if line.ok] == ["700", "701"]
    run = decided(made(), TERMS, at=NINE, by="klerk")
    another = replace(DRAFT, id=RunId("IR-49"))
    assert [str(each.rule) for each in made(another, runs=(run,)).lines[0].reasons] == ["PRO-07"]
    assert made(runs=(run,)).total == run.total  # what is proposed for the same run is to revise it

    # Regels verwijderen, bedrag wijzigen: yes. Regels toevoegen: no
    fewer = DRAFT.exclude(ITEMS[0].key, at=NINE)
    lower = fewer.change_amount(ITEMS[1].key, Euro("450.00"), at=NINE)
    revised = decided_anew(run, made(lower), TERMS, at=NINE, by="klerk", policy=RULES)
    assert str(revised.total) == "450.00"
    more = DRAFT.include(ITEMS[2].key, at=NINE)
    with pytest.raises(IllegalStep, match="invoice 702 would be added"):
        decided_anew(run, made(more), TERMS, at=NINE, by="klerk", policy=RULES)

    # Gereed, and changed again: verrichten once more, the file before is stale
    assert [file.name for file in revised.files()] == ["IR-48.v2.xml"]
    # A run that is aangemaakt can be deleted as a whole
    assert made(runs=(withdraw(run, at=TEN),)).total == run.total

    # Verrichten needs a second pair of eyes; from then on nothing can be deleted
    with pytest.raises(IllegalStep, match="somebody else"):
        submit(run, at=TEN, by="Klerk", policy=RULES)
    with pytest.raises(IllegalStep, match="is submitted"):
        withdraw(verricht(), at=TEN)


def test_exact_what_the_bank_refuses_is_reopened_and_the_rest_is_journalised() -> None:
    run = verricht()
    bank = FakeBank(today=MONDAY)
    bank.will_reject(run.collections[0].end_to_end_id, "AC04")
    answer = bank.take(pain008.render(run))

    # Gereedmelden: the items that the bank refused are reopened, in the same run
    reported = record_run(run, said_in(answer)).run
    assert [collection.failed for collection in reported.collections] == [True, False]
    (failed,) = failed_items([reported])  # credit control, of these only
    assert (failed.item.number, failed.reason.code) == ("700", "AC04")

    # Journaliseren: only completed items, those that are chosen
    names = [collection.end_to_end_id for collection in reported.collections]
    with pytest.raises(IllegalStep, match="is rejected: leave it out"):
        journalise(reported, names, on=COLLECT_ON)
    chosen = journalise(reported, names[1:], on=COLLECT_ON)
    (entry,) = added_up(post(reported, LEDGER, posted=(), journalised=chosen))
    assert [(line.account, str(line.balance)) for line in entry.lines] == [
        ("1205", "900.00"),  # Betalingen onderweg
        ("1300", "-900.00"),  # aan Debiteuren
    ]

    # Dagafschrift: what comes in clears Betalingen onderweg
    settled = record_run(reported, said_in(*bank.move_to(COLLECT_ON))).run
    journal = post(settled, LEDGER, posted=(), journalised=chosen)
    assert balances(journal)[Role.IN_TRANSIT] == ZERO
    assert balances(journal)[Role.BANK] == bank.balance == Euro("900.00")


def test_exact_a_statement_has_one_total_and_its_returns_and_a_retry_follows() -> None:
    run = verricht()
    bank = FakeBank(today=MONDAY)
    bank.will_return(run.collections[1].end_to_end_id, "AM04", after_days=2)
    answer = bank.take(pain008.render(run))
    answered = record_run(run, said_in(answer, *bank.move_to(date(2026, 12, 3))))
    names = [collection.end_to_end_id for collection in run.collections]
    chosen = journalise(run, names, on=COLLECT_ON)

    # Journaliseren of both: 100 and 900 are 1 000 onderweg; gestorneerd: 900 is open again
    journal = added_up(post(answered.run, LEDGER, posted=(), journalised=chosen))
    assert [(entry.event.value, str(entry.amount)) for entry in journal] == [
        *(("taken", "1000.00"), ("settled", "1000.00")),
        *(("open again", "900.00"), ("off again", "900.00")),
    ]
    assert [each.number for each in still_open(ITEMS, answered.effects)] == ["701", "702"]

    # Storneringstermijn: the item comes by itself when the days for its reason are over
    next_run = replace(DRAFT, id=RunId("IR-49"))
    soon = made(replace(next_run, due_on=date(2026, 12, 9)), runs=(answered.run,))
    assert [reason.rule for reason in soon.lines[1].reasons.errors] == ["TRY-02"]
    later = made(replace(next_run, due_on=date(2026, 12, 10)), runs=(answered.run,))
    assert [line.item.number for line in later.lines if line.ok] == ["701"]

    # Historie: a run that was kept is there as it stood
    assert loads(CollectionRun, dumps(answered.run)) == answered.run
