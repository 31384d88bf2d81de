"""Easyflex, for staffing agencies: "Automatische incasso verkoopfacturen", told as a story.

The agency bills its clients every week, and collects once the payment term has passed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Final

import pytest

from helpers.bank_words import said_in
from helpers.books import decided, empty, record_run, still_open
from sepadd.banks import ABN_AMRO
from sepadd.books import Books, propose
from sepadd.debtors import DebtorAccount, DebtorAccounts, DebtorCard, enrol, missing_for_collection
from sepadd.findings import RulesViolated
from sepadd.mandate import Mandate, ReferenceMask, sign
from sepadd.messages import pain008
from sepadd.open_item import Invoice, OpenItem, PaymentTerm, change_term
from sepadd.printing import ListOrder, listed, proposal_printout
from sepadd.proposal import Draft, Proposal
from sepadd.reports import by_debtor
from sepadd.rulebook import CreditorCard, readiness
from sepadd.run import submit
from sepadd.testing import FakeBank
from sepadd.values import (
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    Euro,
    Iban,
    MandateReference,
    RunId,
)

MONDAY: Final = date(2026, 11, 23)
NINE: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TERMS: Final = ABN_AMRO.terms_by_clock(MONDAY, time(9, 0))
COLLECT_ON: Final = date(2026, 12, 1)
ORDER: Final = RunId("VF-2026-48")

# verloning en incasso: the account that wages are paid from may be collected on as well
OWN: Final = CreditorAccount(
    iban=Iban("NL02ABNA0123456789"),
    identifier=CreditorIdentifier("NL42ZZZ123456780001"),  # incassant ID, per bankrekening
    label="verloning en incasso verkoopfacturen",  # rekeninggebruik
)
CARD: Final = CreditorCard(name="Uitzendbureau De Flexwerker", accounts=(OWN,))
AGENCY: Final = CARD.creditor

HARBOUR: Final = DebtorCard(
    id="4001",
    name="Havenbedrijf Rijnmond BV",
    accounts=DebtorAccounts.only(DebtorAccount(iban=Iban("NL91ABNA0417164300"))),
)
HOLDING: Final = Mandate(
    reference=MandateReference("EF-4900"),
    creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    debtor=Debtor(id="4900", name="Aalders Holding BV", iban=Iban("NL98INGB0202345688")),
    signed_on=date(2026, 3, 2),
)
"""Of a parent company, which pays the invoices of its daughter, relation 4002."""

TERM: Final = PaymentTerm(days=14)  # betalingstermijn


def sales_invoice(number: str, debtor_id: str, amount: str, issued_on: date) -> Invoice:
    return Invoice(
        number=number,
        debtor_id=debtor_id,
        amount=Euro(amount),
        issued_on=issued_on,
        due_on=TERM.due_on(issued_on),
        payment_method="Incasso bank EU (SEPA)",
    )


WEEK_46: Final = sales_invoice("26460", "4001", "1210.00", date(2026, 11, 16))
WEEK_47: Final = sales_invoice("26470", "4001", "605.00", date(2026, 11, 18))
DISPUTED: Final = replace(
    sales_invoice("26461", "4001", "99.00", date(2026, 11, 16)), on_hold="hours in dispute"
)
DAUGHTERS: Final = replace(
    sales_invoice("26462", "4002", "302.50", date(2026, 11, 16)), mandate=HOLDING.reference
)
OPEN: Final = (WEEK_46, WEEK_47, DISPUTED, DAUGHTERS)


def harbour_mandate() -> Mandate:
    """The client's mandate, signed."""
    books = Books(mandates=(), runs=(), creditor=AGENCY, open_items=OPEN)
    switch = enrol(
        HARBOUR, [books], references=ReferenceMask("EF-{debtor}"), on=MONDAY, take_open_items=True
    )
    (mandate,) = switch.enrolments[0].made
    return sign(mandate, date(2026, 11, 20), today=MONDAY)


def saldilijst(*, due_on: date = COLLECT_ON) -> Proposal:
    mandates = (harbour_mandate(), HOLDING)
    return propose(
        Books(creditor=AGENCY, open_items=OPEN, mandates=mandates, runs=()),
        TERMS,
        Draft(id=ORDER, due_on=due_on),
    )


def test_easyflex_nothing_can_be_collected_before_the_settings_are_complete() -> None:
    # Stap 1 Bankrekening, stap 2 Rekeninggebruik: all that is missing is told at once
    assert [finding.rule for finding in readiness(CreditorCard(), TERMS).errors] == [
        *("CRE-01", "CRE-02", "CRE-03")
    ]
    without_id = replace(CARD, accounts=(replace(OWN, identifier=None),))
    assert [finding.rule for finding in readiness(without_id, TERMS).errors] == ["CRE-03"]
    assert readiness(AGENCY, TERMS).errors == ()

    # Stap 3 Relatie: "Incasso bank EU (SEPA)" can be chosen once the IBAN is there
    bare = replace(HARBOUR, accounts=None)
    with pytest.raises(RulesViolated, match="without one, collection cannot be chosen"):
        enrol(
            bare,
            [empty(AGENCY)],
            references=ReferenceMask("EF-{debtor}"),
            on=MONDAY,
            take_open_items=True,
        )
    # ... and then the fields under "SEPA incasso" have to be filled in
    missing = missing_for_collection(HARBOUR, (), due_on=COLLECT_ON)
    assert [finding.detail for finding in missing.errors] == ["a CORE mandate is missing"]
    assert not missing_for_collection(HARBOUR, [harbour_mandate()], due_on=COLLECT_ON).errors

    # Betalingstermijn wijzigen: somebody is authorised to, and is named
    changed = change_term("4001", PaymentTerm(days=30), TERM, by="mevr. De Boer", at=NINE)
    assert (changed.after, changed.by) == (TERM, "mevr. De Boer")


def test_easyflex_an_invoice_is_collected_once_its_term_has_passed() -> None:
    # Saldilijst: what would be collected from each debtor; nothing changes by looking
    lines = {line.item.number: line.status for line in saldilijst().lines}
    assert lines == {
        "26460": "OK",
        "26470": "due on 2026-12-02, after the collection on 2026-12-01",
        "26461": "on hold: hours in dispute",  # geblokkeerd
        "26462": "OK",  # by the holding: gefactureerde relatie is not betaler
    }
    a_day_later = saldilijst(due_on=date(2026, 12, 2))
    assert {line.item.number for line in a_day_later.lines if line.ok} == {
        *("26460", "26470", "26462")
    }
    assert str(by_debtor(saldilijst())["4900"].collected.amount) == "302.50"

    # The list as it is printed, by name: open, of which blocked, and when it will be collected
    by_name = [line.item.debtor_id for line in listed(saldilijst(), ListOrder.BY_NAME)]
    assert by_name == ["4002", "4001", "4001", "4001"]
    table = proposal_printout(saldilijst(), order=ListOrder.BY_NAME).tables[0]
    remarks = [row[-1] for row in table.rows]
    assert "OK, on 2026-12-01" in remarks[0]


def test_easyflex_the_order_goes_to_the_bank_and_what_comes_back_is_open_again() -> None:
    # Stap 4 Incasso-opdracht aanmaken, and exporteren: a file for the bank's own program
    order = decided(saldilijst(), TERMS, at=NINE, by="financiële administratie")
    (file,) = order.files()
    assert (file.name, str(file.total)) == ("VF-2026-48.xml", "1512.50")
    bank = FakeBank(today=MONDAY)
    accepted = bank.take(pain008.render(file))
    sent = submit(order, at=NINE, by="financiële administratie", note="bankpakket")

    # The bank answers, pays out, and the holding's bank gives one back
    bank.will_return(sent.collections[1].end_to_end_id, "AM04", after_days=2)
    told = said_in(accepted, *bank.move_to(date(2026, 12, 3)))
    answered = record_run(sent, told)
    assert str(bank.balance) == "1210.00"
    assert [str(each.status) for each in answered.run.collections] == ["settled", "returned"]
    left: tuple[OpenItem, ...] = still_open(OPEN, answered.effects)
    assert [item.number for item in left] == ["26470", "26461", "26462"]
