"""Mill7: "Incasso", from the proposal (voorstel) to the file and the write-off, told as a story.

A village band collects the fees of its members, with lead times as they were in 2014: five days for
a first collection, two for the others.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

import pytest

from helpers.bank_words import said_in
from helpers.books import decided, mandates_after, presented, record_run
from sepadd.banks import LEGACY
from sepadd.books import Books, propose
from sepadd.findings import RulesViolated
from sepadd.journal import (
    JournalKind,
    Ledger,
    LedgerAccount,
    Period,
    Periods,
    ReceivableCloses,
    Role,
    balances,
    collectable,
    post,
    undone,
    write_off,
)
from sepadd.mandate import Mandate, Presentation, ReferenceMask, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.open_item import Invoice, OpenItem
from sepadd.printing import proposal_printout
from sepadd.proposal import CollectionPreference, Draft, Proposal, Selection
from sepadd.run import CollectionRun, submit
from sepadd.testing import FakeBank
from sepadd.values import (
    ZERO,
    Bic,
    Creditor,
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

# SEPA only, and of it only Standaard (CORE): B2B is not supported; a BIC is asked for
BANK: Final = replace(LEGACY, schemes=frozenset({Scheme.CORE}), creditor_bic=True)
TERMS: Final = BANK.terms(on=MONDAY)
SOONEST_FIRST: Final = date(2026, 11, 30)
SOONEST_OTHER: Final = date(2026, 11, 25)

IDENTIFIER: Final = CreditorIdentifier("NL42ZZZ123456780001")
BAND: Final = Creditor(
    name="Fanfare Eendracht",
    identifier=IDENTIFIER,  # Incassant-ID, remembered for the next time
    accounts=(CreditorAccount(iban=Iban("NL02ABNA0123456789"), bic=Bic("ABNANL2A")),),
)

# Dagboek: of the kind Kas/Bank for what comes in, Memoriaal for what is written off
LEDGER: Final = Ledger(
    receivable="1300",
    in_transit=LedgerAccount("1210", JournalKind.MEMORIAL),
    bank=LedgerAccount("1100", JournalKind.BANK),
    return_charges="4990",
    write_off=LedgerAccount("4800", JournalKind.MEMORIAL),
    closes=ReceivableCloses.AT_FILE,
)
THIS_YEAR: Final = Periods((Period(date(2026, 1, 1), date(2026, 12, 31)),))


def member(id: str, name: str, iban: str, *, first: bool) -> Mandate:
    """Tab Incasso: the mandate is called after the debtor, and "Eerste incasso" is on or off."""
    before = Presentation(due_on=date(2026, 6, 1), sequence_type=SequenceType.FIRST)
    return Mandate(
        reference=ReferenceMask("{debtor}").reference(debtor=id),
        creditor_identifier=IDENTIFIER,
        debtor=Debtor(id=id, name=name, iban=Iban(iban)),
        signed_on=date(2026, 1, 15),
        presentations=() if first else (before,),
    )


ADA: Final = member("101", "Ada Jansen", "NL91ABNA0417164300", first=True)
BEN: Final = member("102", "Ben Oud", "NL98INGB0202345688", first=False)
CIS: Final = replace(
    member("205", "Cis de Wit", "NL35ABNA0101234562", first=False),
    reference=MandateReference("OUD-LID-5"),  # own reference, filled in at the debtor
)
MEMBERS: Final = (ADA, BEN, CIS)


def fee(number: str, debtor_id: str, amount: str, issued_on: date = date(2026, 11, 1)) -> Invoice:
    return Invoice(number=number, debtor_id=debtor_id, amount=Euro(amount), issued_on=issued_on)


FEES: Final[tuple[OpenItem, ...]] = (
    fee("2601", "101", "60.00"),
    fee("2602", "102", "60.00"),
    fee("2603", "205", "60.00"),
    fee("2590", "102", "5.00", issued_on=date(2025, 12, 1)),
    fee("2604", "103", "60.00"),
)
SINCE: Final = {"102": CollectionPreference(collects=True, collect_from=date(2026, 1, 1))}

# Selectie: debtors from 101 to 199, with a description for the whole run
DRAFT: Final = Draft(
    id=RunId("26-2"),
    due_on=SOONEST_FIRST,
    selection=Selection(name="leden", first_debtor="101", last_debtor="199"),
    description="Contributie 2026-2027",
)


def voorstel(
    draft: Draft = DRAFT,
    items: tuple[OpenItem, ...] = FEES,
    *,
    members: tuple[Mandate, ...] = MEMBERS,
    runs: tuple[CollectionRun, ...] = (),
) -> Proposal:
    return propose(
        Books(creditor=BAND, open_items=items, mandates=members, runs=runs),
        TERMS,
        draft,
        preferences=SINCE,
    )


def ok(proposal: Proposal) -> list[str]:
    return [line.item.number for line in proposal.lines if line.ok]


def test_mill7_the_voorstel_says_ok_or_the_reason_and_is_worked_on() -> None:
    # Voorstel opbouwen: all open items that fit, each with status OK or its reason
    assert [line.status for line in voorstel().lines] == [
        *("OK", "OK"),
        "debtor 205 is not in selection leden",
        # Incasso vanaf: dated before that day, so not collected
        "dated 2025-12-01, and debtor 102 is collected from 2026-01-01 on",
        "debtor 103 has no mandate for this creditor",
    ]
    # Kenmerk: the description, and always the invoice number
    assert voorstel().collections[0].remittance == "Contributie 2026-2027 2601"

    # Wijzigen, verwijderen, toevoegen: nobody's ledger is touched by any of it
    ben, ada = fee("2602", "102", "60.00"), fee("2601", "101", "60.00")
    draft = DRAFT.change_amount(ben.key, Euro("30.00"), at=NINE, why="halve contributie")
    draft = draft.exclude(ada.key, at=NINE).add(fee("L-1", "102", "7.50"), at=NINE, why="lessenaar")
    assert str(voorstel(draft).total) == "37.50"

    # Bijwerken: Ben has paid his fee meanwhile; the rest is kept
    refreshed = voorstel(draft, tuple(item for item in FEES if item.number != "2602"))
    assert ok(refreshed) == ["L-1"]
    assert [finding.rule for finding in refreshed.findings.warnings] == ["EDT-03", "EDT-04"]

    # Selectie uitbreiden: the others too, nothing twice. Leegmaken: nothing at all
    wider = DRAFT.widen(Selection(first_debtor="150", last_debtor="299"), at=NINE)
    assert ok(voorstel(wider)) == ["2601", "2602", "2603"]
    assert ok(voorstel(wider.clear(at=NINE))) == []

    # Afdrukken
    assert "Open items" in {table.heading for table in proposal_printout(voorstel()).tables}


def test_mill7_the_wanted_date_is_moved_to_the_earliest_that_can_be() -> None:
    # Gewenste verwerkingsdatum: today; first collections in five working days, others in two
    assert voorstel(replace(DRAFT, due_on=MONDAY)).earliest_due_on == SOONEST_FIRST
    only_ben = replace(DRAFT, due_on=MONDAY, selection=Selection(debtors=frozenset({"102"})))
    assert voorstel(only_ben).earliest_due_on == SOONEST_OTHER
    assert ok(voorstel(replace(only_ben, due_on=SOONEST_OTHER))) == ["2602"]
    # ... and a later one is honoured
    assert {
        each.due_on for each in voorstel(replace(DRAFT, due_on=date(2026, 12, 15))).collections
    } == {date(2026, 12, 15)}


def test_mill7_the_file_holds_what_is_ok_and_writes_it_off() -> None:
    # Geen enkele regel OK: a message of its own, and no file
    with pytest.raises(RulesViolated, match="nothing to collect: no line is OK"):
        decided(voorstel(DRAFT.clear(at=NINE)), TERMS, at=NINE)

    # Bestand aanmaken: at most two batches, FRST and RCUR
    run = decided(voorstel(), TERMS, at=NINE)
    (file,) = run.files()
    assert [str(batch.sequence_type) for batch in file.batches] == ["FRST", "RCUR"]
    assert (file.count, str(file.total)) == (2, "120.00")

    # Afgeboekt in het dagboek; "Eerste incasso" goes off by itself
    sent = submit(run, at=NINE)
    assert [
        entry.amount for entry in post(sent, replace(LEDGER, periods=THIS_YEAR), posted=())
    ] == [Euro("60.00")] * 2
    ada, *_ = presented(MEMBERS, sent)
    assert SequenceType.FIRST not in TERMS.sequence_types(ada, date(2026, 12, 31))

    # Refused in an old financial year (boekjaar afgesloten)
    next_year = Periods((Period(date(2027, 1, 1), date(2027, 12, 31)),))
    with pytest.raises(RulesViolated, match=r"\[JNL-04\]"):
        post(sent, replace(LEDGER, periods=next_year), posted=())


def test_mill7_what_was_refused_or_written_off_by_mistake_can_be_collected_again() -> None:
    run = submit(decided(voorstel(), TERMS, at=NINE), at=NINE)
    bank = FakeBank(today=MONDAY)
    bank.will_reject(run.collections[0].end_to_end_id, "AC04")
    answer = bank.take(pain008.render(run))
    answered = record_run(run, said_in(answer, *bank.move_to(SOONEST_FIRST)))

    # "Eerste incasso" comes back, since the first one was rejected; the fee is open again
    ada, *_ = mandates_after(MEMBERS, [answered.run], answered.effects)
    assert SequenceType.FIRST in TERMS.sequence_types(ada, date(2026, 12, 31))
    journal = post(answered.run, LEDGER, posted=())
    assert balances(journal)[Role.IN_TRANSIT] == ZERO
    assert balances(journal)[Role.BANK] == Euro("60.00")

    # Afgeboekt in het Memoriaal: nobody will pay it; the boeking is deleted, and it can be
    lost = FEES[4]
    booked = write_off(lost, lost.amount, on=MONDAY)
    assert collectable(lost, [booked]) is None
    assert collectable(lost, [booked, undone(booked, on=MONDAY)]) == lost
