"""AFAS Profit: "Debiteur inrichten voor automatische incasso" and what follows, told as a story.

A property manager collects rent for two administrations from the same debtor.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest

from helpers.bank_words import said_in
from helpers.books import (
    RecordedRun,
    decided,
    empty,
    follow_ups,
    mandates_after,
    presented,
    record_run,
)
from sepadd.banks import NETHERLANDS
from sepadd.books import Books, Share, prepare_set, propose
from sepadd.debtors import DebtorAccount, DebtorAccounts, DebtorCard, enrol
from sepadd.findings import IllegalStep
from sepadd.journal import (
    JournalKind,
    Ledger,
    LedgerAccount,
    ReceivableCloses,
    Role,
    balances,
    post,
    process,
)
from sepadd.mandate import Dormancy, DormancyBase, Mandate, MandateStatus, ReferenceMask, sign
from sepadd.messages import pain008
from sepadd.open_item import (
    AfterReturn,
    CreditNote,
    DirectDebitDiscount,
    InstalmentPlan,
    Invoice,
    OpenItem,
    PaymentTerm,
    after_return,
    instalments,
)
from sepadd.proposal import Draft, Proposal
from sepadd.reports import reversals, specifications
from sepadd.run import CollectionRun, submit, submit_set
from sepadd.testing import FakeBank
from sepadd.values import ZERO, Creditor, CreditorAccount, CreditorIdentifier, Euro, Iban, RunId

MONDAY: Final = date(2026, 11, 23)
NINE: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
COLLECT_ON: Final = date(2026, 12, 1)

# B2B with one-off is not supported; the previous collection date comes back after a storno
BANK: Final = replace(
    NETHERLANDS,
    one_off_b2b=False,
    dormancy=Dormancy(base=DormancyBase.LATEST_NOT_RETURNED),
)
TERMS: Final = BANK.terms(on=MONDAY)

# Incassant-ID per administratie; a third administration has none yet
HOUSES: Final = Creditor(
    name="Woonbeheer Zuid",
    identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    accounts=(CreditorAccount(iban=Iban("NL02ABNA0123456789")),),
)
GARAGES: Final = Creditor(
    name="Garages Zuid",
    identifier=CreditorIdentifier.from_kvk("87654321"),
    accounts=(CreditorAccount(iban=Iban("NL91ABNA0417164300")),),
)
NOT_YET: Final = replace(GARAGES, name="Kantoren Zuid", accounts=())

TENANT: Final = DebtorCard(
    id="10042",
    name="Ada Jansen",
    accounts=DebtorAccounts.only(DebtorAccount(iban=Iban("NL98INGB0202345688"))),
)


def rent(number: str, amount: str, due_on: date = date(2026, 11, 30)) -> Invoice:
    return Invoice(
        number=number,
        debtor_id="10042",
        amount=Euro(amount),
        issued_on=date(2026, 11, 1),
        due_on=due_on,
        category="huur",
    )


CREDIT: Final = CreditNote(number="C-1", debtor_id="10042", amount=Euro("100.00"))
ITEMS: Final[tuple[OpenItem, ...]] = (
    rent("H-1", "800.00"),
    rent("H-2", "50.00"),
    rent("H-3", "25.00", due_on=date(2027, 1, 31)),
    CREDIT,
)

LEDGER: Final = Ledger(
    receivable="1300",
    in_transit="1290",
    discount="8090",
    bank=LedgerAccount("1100", JournalKind.BANK),
    return_charges="4990",
    closes=ReceivableCloses.AT_FILE,
)

DRAFT: Final = Draft(
    id=RunId("1"),
    due_on=COLLECT_ON,
    condense=True,  # Verdichten
    discount=DirectDebitDiscount(off=Euro("2.50")),  # Incassokorting, not on credit notes
)


def ticked(*administrations: Books) -> tuple[tuple[Mandate, ...], ...]:
    """Automatisch incasseren aangevinkt, of all open items too: the mandates that were added."""
    switch = enrol(
        TENANT,
        administrations,
        references=ReferenceMask("SR{debtor}"),
        on=MONDAY,
        take_open_items=True,
    )
    return tuple(enrolment.made for enrolment in switch.enrolments)


def signed() -> Mandate:
    ((mandate,),) = ticked(Books(mandates=(), runs=(), creditor=HOUSES, open_items=ITEMS))
    return sign(mandate, date(2026, 11, 2), today=MONDAY)


def order(draft: Draft = DRAFT, items: tuple[OpenItem, ...] = ITEMS) -> Proposal:
    return propose(
        Books(creditor=HOUSES, open_items=items, mandates=(signed(),), runs=()), TERMS, draft
    )


def generated(proposal: Proposal) -> CollectionRun:
    """Bestand genereren: the items are onderweg."""
    return submit(decided(proposal, TERMS, at=NINE), at=NINE, by="Profit")


def answered(run: CollectionRun, until: date, *returned: int) -> RecordedRun:
    """What the bank says until a day, when it returns some of the collections."""
    bank = FakeBank(today=MONDAY)
    for place in returned:
        bank.will_return(run.collections[place].end_to_end_id, "AM04", after_days=2)
    (file,) = run.files()
    answer = bank.take(pain008.render(file))
    return record_run(run, said_in(answer, *bank.move_to(until)))


def test_afas_ticking_the_debtor_adds_an_empty_mandate_for_each_administration() -> None:
    made = ticked(*(empty(each) for each in (HOUSES, GARAGES, NOT_YET)))
    assert [[str(mandate.reference) for mandate in each] for each in made] == [
        ["SR10042"],
        ["SR10042"],
        [],  # no account to collect on, so no mandate
    ]

    # Te ondertekenen: while the date is empty, no invoice of this debtor is selected
    ((unsigned,), _, _) = made
    assert unsigned.status(COLLECT_ON) is MandateStatus.UNSIGNED
    waiting = propose(
        Books(creditor=HOUSES, open_items=ITEMS, mandates=(unsigned,), runs=()), TERMS, DRAFT
    )
    assert waiting.lines[0].reasons.errors[0].rule == "MND-01"

    # The form comes back, the date is filled in: Actief
    assert signed().status(COLLECT_ON) is MandateStatus.ACTIVE
    assert [line.status for line in order().lines] == [
        *("OK", "OK"),
        "due on 2027-01-31, after the collection on 2026-12-01",
        "OK",
    ]


def test_feature_2_l1_afas_the_order_is_condensed_generated_journalised_and_handled() -> None:
    # Incasso-order: what is not due yet can be ticked by hand, an invoice can be excluded
    draft = DRAFT.include(rent("H-3", "25.00").key, at=NINE, by="beheerder", why="vooruit betaald")
    draft = draft.exclude(rent("H-2", "50.00").key, at=NINE, by="beheerder")
    # Direct verwerken: made, generated and journalised in one go
    books = Books(creditor=HOUSES, open_items=ITEMS, mandates=(signed(),), runs=())
    done = process(order(draft), books, TERMS, LEDGER, at=NINE, by="Profit")
    run, journal = done.run, done.entries

    # Specificatie: which invoices and credit notes make up the one amount
    (of_tenant,) = specifications(run)
    (one,) = of_tenant.collections
    assert [(str(item.key), str(item.amount)) for item in one.items] == [
        ("invoice H-1", "800.00"),
        ("invoice H-3", "25.00"),
        ("credit note C-1", "-100.00"),
    ]
    assert (str(one.discount), str(one.amount)) == ("5.00", "720.00")

    # Journaliseren: Incasso's onderweg and Incassokorting aan Debiteuren
    told = {role.value: str(euro) for role, euro in balances(journal).items() if euro != ZERO}
    assert told == {"in transit": "720.00", "discount": "5.00", "receivable": "-725.00"}

    # Afhandelen: by the line on the statement; nothing is onderweg any more
    settled = answered(run, COLLECT_ON).run
    assert str(settled.standing) == "settled"
    assert balances(post(settled, LEDGER, posted=()))[Role.IN_TRANSIT] == ZERO


def test_afas_a_storno_is_counted_and_the_mandate_has_its_previous_date_again() -> None:
    # Storneren: after the real return; the reversal counter of the invoice goes up
    run = generated(order())
    back = answered(run, date(2026, 12, 3), 0)
    (first,) = [item.key for item in ITEMS if item.number == "H-1"]
    assert reversals(first, [back.run]) == 1
    assert balances(post(back.run, LEDGER, posted=()))[Role.RECEIVABLE] == ZERO

    # Opnieuw incasseren after a return, on a new order; a generated one is never generated again
    (follow_up,) = follow_ups(back.effects)
    assert follow_up.retry_from == date(2026, 12, 10)
    with pytest.raises(IllegalStep):
        submit(back.run, at=NINE)
    again = propose(
        Books(
            creditor=HOUSES,
            open_items=ITEMS,
            mandates=mandates_after([signed()], [back.run], back.effects),
            runs=[back.run],
        ),
        BANK.terms(on=date(2026, 12, 4)),
        replace(DRAFT, id=RunId("2"), due_on=date(2026, 12, 10)),
    )
    assert [collection.attempt for collection in again.collections] == [2]

    # Laatste incassodatum: restored by the storno, and with it the 36 months of the mandate
    (collected,) = presented([signed()], run)
    (restored,) = mandates_after([signed()], [back.run], back.effects, dormancy=BANK.dormancy)
    assert collected.usable_until(BANK.dormancy) == date(2029, 12, 1)
    assert restored.usable_until(BANK.dormancy) == date(2029, 11, 2)
    assert restored.usable_until(Dormancy()) == date(2029, 12, 1)  # as the scheme has it


def test_afas_payment_in_instalments_goes_on_or_ends_after_a_return() -> None:
    # Betalingsvoorwaarde van het type Betaaltermijnen: four parts, the cents in the last one
    plan = InstalmentPlan(parts=4, first=PaymentTerm(days=14))
    parts = instalments(rent("S-1", "1000.01"), plan)
    assert [str(each.item.amount) for each in parts] == [*("250.00",) * 3, "250.01"]

    # The one that is due is collected, and returned
    items = tuple(each.item for each in parts)
    run = generated(order(replace(DRAFT, discount=None), items))
    assert str(run.total) == "250.00"
    back = answered(run, date(2026, 12, 3), 0)
    returned = {item.key for effect in back.effects for item in effect.after.items if effect.failed}

    # Termijn opnieuw incasseren: two parts come together next time
    january = date(2026, 12, 31)
    due = after_return(parts, returned, AfterReturn.REPEAT, until=january)
    assert [item.number for item in due] == ["S-1.1", "S-1.2"]

    # ... or aanmanen voor het hele saldo, and the tick is taken off
    (balance,) = after_return(parts, returned, AfterReturn.WHOLE_BALANCE, until=january)
    assert (str(balance.amount), balance.collect) == ("1000.01", False)


def test_afas_an_incassoset_takes_orders_of_several_administrations_in_one_file() -> None:
    ((of_houses,), (of_garages,)) = ticked(
        empty(HOUSES),
        empty(GARAGES),
    )
    mandates = [sign(each, date(2026, 11, 2), today=MONDAY) for each in (of_houses, of_garages)]
    orders = []
    for name, creditor in (("H-1", HOUSES), ("G-1", GARAGES), ("K-1", NOT_YET)):
        books = Books(creditor=creditor, open_items=ITEMS, mandates=mandates, runs=())
        proposal = propose(books, TERMS, replace(DRAFT, id=RunId(name)))
        orders.append(Share(books=books, proposals=(proposal,)))

    # Niet geautoriseerde administraties are passed over, and told
    prepared = prepare_set(orders, TERMS, id=RunId("SET-1"), at=NINE)
    assert [skipped.creditor.name for skipped in prepared.skipped] == ["Kantoren Zuid"]
    (file,) = prepared.run_set.files()
    assert [str(batch.id)[:3] for batch in file.batches] == ["H-1", "G-1"]

    # Niet verwerkt: an order in a set cannot be processed alone; then Onderweg, all of it
    with pytest.raises(IllegalStep, match="in set SET-1"):
        submit(prepared.run_set.runs[0], at=NINE)
    assert {str(run.stage) for run in submit_set(prepared.run_set, at=NINE).runs} == {"submitted"}
