"""Visma eAccounting: "Automatische incasso" with a file for the bank, told as a story.

A gym imports its members' data, puts invoices ready and uploads a file. They are written off to a
suspense account (tussenrekening), which the bank's payout clears.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

import pytest

from helpers.bank_words import said_in
from helpers.books import decided, record_run
from sepadd.banks import NETHERLANDS
from sepadd.books import Books, propose
from sepadd.documents import invoice_text, pre_notification
from sepadd.findings import RulesViolated
from sepadd.journal import Entry, Ledger, ReceivableCloses, Role, balances, post
from sepadd.journal.entry import added_up
from sepadd.mandate import Mandate
from sepadd.messages import pain008
from sepadd.messages.requests import camt055
from sepadd.open_item import Invoice
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records import apply_import, plan_import
from sepadd.reports import expected_receipts, history_of, is_in_flight
from sepadd.rulebook import CreditorCard
from sepadd.run import CollectionRun, recall, submit, withdraw
from sepadd.testing import FakeBank
from sepadd.testing.fake_bank import PLAIN
from sepadd.values import (
    ZERO,
    CreditorAccount,
    CreditorIdentifier,
    Euro,
    Iban,
    Language,
    MessageId,
    RunId,
)

MONDAY: Final = date(2026, 11, 23)
NINE: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TERMS: Final = NETHERLANDS.terms_by_clock(MONDAY, time(9, 0))
COLLECT_ON: Final = date(2026, 12, 1)
IDENTIFIER: Final = CreditorIdentifier("NL42ZZZ123456780001")

# Instellingen, Kas- en bankrekeningen: "Gebruik voor incasso", incassant-ID, batchboeking
COLLECTING: Final = CreditorAccount(
    iban=Iban("NL02ABNA0123456789"), identifier=IDENTIFIER, batch_booking=True
)
SAVINGS: Final = CreditorAccount(iban=Iban("NL20INGB0001234567"), collects=False)
GYM: Final = CreditorCard(name="Sportschool Fit", accounts=(SAVINGS, COLLECTING)).creditor

# Afgeletterd op de tussenrekening, as soon as the file was made
WHEN: Final = ReceivableCloses.AT_FILE
LEDGER: Final = Ledger(
    receivable="1300", in_transit="1290", bank="1100", return_charges="4990", closes=WHEN
)

MEMBERS: Final = """Klantnummer;Naam;IBAN;Kenmerk machtiging;Getekend op
10042;Ada Jansen;NL91ABNA0417164300;V-10042;2026-01-15
10043;Bram de Vries;NL98INGB0202345688;V-10043;2026-02-01
10044;Cato Smit;NL35ABNA0101234562;V-10044;2026-03-01
"""


def invoice(number: str, debtor_id: str, amount: str) -> Invoice:
    return Invoice(
        number=number,
        debtor_id=debtor_id,
        amount=Euro(amount),
        issued_on=date(2026, 11, 1),
        due_on=date(2026, 11, 30),
    )


INVOICES: Final = (
    invoice("F-101", "10042", "35.00"),
    invoice("F-102", "10043", "35.00"),
    invoice("F-103", "10044", "35.00"),
)


def imported() -> tuple[Mandate, ...]:
    """Klantgegevens importeren: the IBANs and mandates of many customers, from a table."""
    plan = plan_import(
        MEMBERS.encode(), (), creditor_identifier=IDENTIFIER, on=MONDAY, today=MONDAY
    )
    return tuple(apply_import(plan))


def ready(*debtors: str, id: str = "INC-1", runs: tuple[CollectionRun, ...] = ()) -> Proposal:
    """Klaargezet: what was chosen on the page Openstaand."""
    chosen = Selection(debtors=frozenset(debtors)) if debtors else Selection()
    return propose(
        Books(creditor=GYM, open_items=INVOICES, mandates=imported(), runs=runs),
        TERMS,
        Draft(id=RunId(id), due_on=COLLECT_ON, selection=chosen),
    )


def sent() -> CollectionRun:
    """Exporteren, and uploaded in the bank's portal."""
    return submit(decided(ready(), TERMS, at=NINE), at=NINE, note="Rabobank, upload 77")


def test_visma_members_are_imported_and_told_on_the_invoice_that_it_will_be_collected() -> None:
    assert [str(mandate.reference) for mandate in imported()] == ["V-10042", "V-10043", "V-10044"]

    # De factuurtekst: "dit bedrag wordt automatisch geïncasseerd"
    told = invoice_text(pre_notification(ready().collections[0], GYM), Language.NL)
    assert "1 december 2026" in told
    assert "V-10042" in told

    # Klaargezette facturen: only what was put ready gets into the file
    chosen = ready("10042", "10043")
    assert [line.item.number for line in chosen.lines if line.ok] == ["F-101", "F-102"]
    (file,) = decided(chosen, TERMS, at=NINE).files()
    assert {batch.account.iban for batch in file.batches} == {COLLECTING.iban}


def test_visma_the_tussenrekening_fills_with_the_file_and_is_cleared_by_the_payout() -> None:
    # With a chart of accounts of one's own the tussenrekening has to be set first
    with pytest.raises(RulesViolated, match="role in transit of account NL02ABNA0123456789"):
        post(sent(), replace(LEDGER, in_transit=None), posted=())

    # Bestand aangemaakt: each invoice is written off to the tussenrekening, nobody is reminded
    run = sent()
    journal: list[Entry] = [*added_up(post(run, LEDGER, posted=()))]
    assert balances(journal)[Role.IN_TRANSIT] == Euro("105.00")
    assert balances(journal)[Role.RECEIVABLE] == -Euro("105.00")
    assert all(is_in_flight(each.key, [run]) for each in INVOICES)  # geen herinnering
    (receipt,) = expected_receipts([run])  # grip op de cashflow
    assert (receipt.on, str(receipt.total.amount)) == (COLLECT_ON, "105.00")

    # The bank books the batch in one sum, naming nothing; it is matched by itself
    bank = FakeBank(today=MONDAY, dialect=replace(PLAIN, itemised=False))
    (file,) = run.files()
    answer = bank.take(pain008.render(file))
    answered = record_run(run, said_in(answer, *bank.move_to(COLLECT_ON)))
    assert answered.findings == ()
    posted = {name for entry in journal for name in entry.ids}
    journal += added_up(post(answered.run, LEDGER, posted=posted))
    assert balances(journal)[Role.IN_TRANSIT] == ZERO
    assert balances(journal)[Role.BANK] == bank.balance


def test_visma_a_collection_that_comes_back_is_open_again_with_its_reason() -> None:
    # Storno: the reason decides how to present it again
    run = sent()
    bank = FakeBank(today=MONDAY)
    bank.will_return(run.collections[0].end_to_end_id, "AM04", after_days=1)
    (file,) = run.files()
    answer = bank.take(pain008.render(file))
    answered = record_run(run, said_in(answer, *bank.move_to(date(2026, 12, 2)))).run
    (history,) = history_of("10042", [answered])
    assert (history.outcome, history.reason and history.reason.code) == ("returned", "AM04")
    journal = post(answered, LEDGER, posted=())
    assert balances(journal)[Role.RECEIVABLE] == -Euro("70.00")
    assert balances(journal)[Role.IN_TRANSIT] == ZERO


def test_visma_a_run_is_undone_before_the_upload_or_with_the_bank_after_it() -> None:
    # Incasso's ongedaan maken: not uploaded yet, and the invoices are on Openstaand again
    undone = withdraw(decided(ready(), TERMS, at=NINE), at=NINE, note="wrong month")
    assert ready(id="INC-2", runs=(undone,)).total == Euro("105.00")

    # Uploaded: the bank is asked to cancel, and says that it has
    asked = recall(sent(), None, TERMS, id=MessageId("C-1"), reason="CUST", at=NINE)
    bank = FakeBank(today=MONDAY)
    bank.take(pain008.render(asked.run))
    (request,) = asked.recalls
    cancelled = record_run(asked.run, said_in(bank.cancel(camt055.render(request)))).run
    undone = withdraw(cancelled, at=NINE, note="wrong month")
    assert ready(id="INC-2", runs=(undone,)).total == Euro("105.00")
    assert balances(post(undone, LEDGER, posted=()))[Role.IN_TRANSIT] == ZERO
