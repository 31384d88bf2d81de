"""One movement on a statement: what it says of each collection, or of a batch of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import Cancellation, Charge, Level, Reported, Return, Reversal
from sepadd.messages.answers.camt_amounts import (
    Costs,
    TransactionAmounts,
    amounts_of,
    charges_in,
    costs,
)
from sepadd.messages.answers.camt_booking import Booking, Statement, booking
from sepadd.messages.answers.camt_code import (
    CHARGES,
    NOT_TOLD,
    Hint,
    Meaning,
    of_a_credit,
    of_a_debit,
)
from sepadd.messages.answers.repeated_of_ours import NOTHING_SAID, Why, count, given_amount, why
from sepadd.messages.parsing import children, named_parts, parts, reference, text, text_at
from sepadd.values import ZERO, Euro

OF_A_COLLECTION: Final = frozenset({"EndToEndId", "InstrId", "MndtId"})
"""The references that name a collection or its mandate."""

_ALL: Final = OF_A_COLLECTION | {"MsgId", "PmtInfId"}


def references(told: Element) -> dict[str, str]:
    """The references of a transaction (``Refs``), without those that say that there is none.

    Source: ISO 20022, TransactionReferences.
    """
    given = {}
    for name, part in named_parts(told):
        if name in _ALL:
            said = reference(text(part))
            if said:
                given[name] = said
    return given


def message_id(given: Mapping[str, str], batch: Mapping[str, Element], entry: str) -> str:
    """Our file, by a transaction or its batch; some banks put their own ``entry`` in its place."""
    told = given.get("MsgId") or reference(text(batch.get("MsgId")))
    return "" if told == entry else told


def batch_id(given: Mapping[str, str], batch: Mapping[str, Element], words: Element | None) -> str:
    """Our batch: what a transaction repeats, or else its batch, or else the bank's words.

    Dutch banks write ``/TRTP/SEPA Incasso batch/PREF/RUN-1/NRTX/7/`` in words, and nothing else.
    Source: ABN AMRO, structured information to the account owner, code word PREF.
    """
    told = given.get("PmtInfId") or reference(text(batch.get("PmtInfId")))
    if told or words is None:
        return told
    _, _, after = text(words).partition("/PREF/")
    return after.partition("/NRTX/")[0].partition("/PIND/")[0].strip()


_CREDIT: Final = "CRDT"
_TRUE: Final = frozenset({"true", "1"})
_SEPA: Final = "SEPA"
_FAILURES: Final = frozenset({Return, Reversal, Cancellation})

_Parts = Mapping[str, Element]
_NO_PARTS: Final[_Parts] = MappingProxyType({})
_NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


def reported_in(entry: Element, statement: Statement, place: str) -> Iterator[Reported]:
    """Give what a movement (``Ntry``) says of direct debits of the account's holder.

    Nothing where it is something else, or where others collected from the holder. What is not
    booked, or booked in another currency than the euro, is told without a fact.

    Raises :class:`~sepadd.UnreadableMessage` where an amount or a day cannot be read.
    Source: ISO 20022, camt.052, camt.053 and camt.054, ReportEntry.
    """
    movement = _movement(entry, statement, place)
    booked: Booking | None = None
    for subject in _subjects(movement):
        meaning = _meaning(movement, subject)
        if meaning is not None:
            if booked is None:
                booked = booking(entry, movement.found, statement)
            came_to = _costs(movement, subject, booked)
            yield _reported(movement, subject, meaning, booked, came_to)


class _Details(NamedTuple):
    """A part of a movement: the batch it is, and its transactions, as far as the bank has them."""

    place: str
    batch: _Parts
    transactions: list[Element]


def _details(details: Element, place: str) -> _Details:
    batch, transactions = _NO_PARTS, []
    for name, part in named_parts(details):
        if name == "TxDtls":
            transactions.append(part)
        elif name == "Btch":
            batch = parts(part)
    return _Details(place, batch, transactions)


class _Movement(NamedTuple):
    """What a movement says of all that it comes to; ``found`` are its parts but the details."""

    statement: Statement
    entry: Element
    found: _Parts
    details: list[_Details]
    credited: bool
    reversed: bool
    code: Hint

    @property
    def alone(self) -> bool:
        """Whether it comes to one thing only, so that its amount is that one's."""
        return len(self.details) == 1 and len(self.details[0].transactions) <= 1


def _movement(entry: Element, statement: Statement, place: str) -> _Movement:
    """Look its parts up once; the first version has the details in the movement itself."""
    found: dict[str, Element] = {}
    details: list[_Details] = []
    for name, part in named_parts(entry):
        if name == "NtryDtls":
            details.append(_details(part, f"{place}/NtryDtls[{len(details) + 1}]"))
        else:
            found.setdefault(name, part)
    if not details:
        details.append(_details(entry, place))
    credited = text(found.get("CdtDbtInd")) == _CREDIT
    back = text(found.get("RvslInd")) in _TRUE
    code = statement.codes.hint_in(found.get("BkTxCd"))
    return _Movement(statement, entry, found, details, credited, back, code)


class _Subject(NamedTuple):
    """What a movement speaks of: a collection, or a batch of which it names none.

    ``given`` are the references that are repeated beside it, by their names in the message.
    """

    level: Level
    place: str
    given: Mapping[str, str]
    batch: _Parts
    credited: bool
    transaction: Element | None = None
    found: _Parts = _NO_PARTS
    said: Why | None = None

    @property
    def holds(self) -> int | None:
        """How many collections the batch is said to hold."""
        return count(text(self.batch.get("NbOfTxs")))


def _subjects(movement: _Movement) -> Iterator[_Subject]:
    """Each transaction; or the batch, where there is none, or a single one that names nothing."""
    for place, batch, transactions in movement.details:
        if not transactions:
            yield _Subject(Level.BATCH, place, _NO_TEXTS, batch, movement.credited)
        several = len(transactions) > 1
        for number, transaction in enumerate(transactions, 1):
            found = parts(transaction)
            given = references(found["Refs"]) if "Refs" in found else _NO_TEXTS
            # Some banks write all elements, and leave those empty that do not apply.
            said = why(transaction, "RtrInf") if len(found.get("RtrInf", ())) else None
            single = several or said is not None or not OF_A_COLLECTION.isdisjoint(given)
            yield _Subject(
                Level.COLLECTION if single else Level.BATCH,
                f"{place}/TxDtls[{number}]",
                given,
                batch,
                _credited(movement, found),
                transaction,
                found,
                said,
            )


def _credited(movement: _Movement, found: _Parts) -> bool:
    """Whether it came in: what a transaction says itself, or else its movement."""
    return text(found["CdtDbtInd"]) == _CREDIT if "CdtDbtInd" in found else movement.credited


def _meaning(movement: _Movement, subject: _Subject) -> Meaning | None:
    """What it is to the holder of the account; nothing, where it is no direct debit of theirs."""
    code = movement.code
    if "BkTxCd" in subject.found:
        own = movement.statement.codes.hint_in(subject.found["BkTxCd"])
        code = code if own is NOT_TOLD else own
    if code.event is Charge:
        return CHARGES if _charges_one(subject) else None
    mandate = "MndtId" in subject.given
    if code is NOT_TOLD and not mandate:
        mandate = _shows_a_creditor(subject.found.get("RltdPties"))
    back = movement.reversed or subject.said is not None
    if subject.credited:
        return of_a_credit(code, mandate=mandate, back=back)
    reason = None if subject.said is None else subject.said.of_a_failure.code
    return of_a_debit(code, mandate=mandate, back=back, reason=reason)


def _charges_one(subject: _Subject) -> bool:
    """Whether money went out for a collection that is named: other charges are not ours to read."""
    return not subject.credited and subject.level is Level.COLLECTION


def _shows_a_creditor(parties: Element | None) -> bool:
    """Whether a party is named by a creditor identifier, in either role."""
    if parties is None:
        return False
    schemes = parties.iter("{*}SchmeNm")
    return any(_SEPA in {text_at(scheme, "Prtry"), text_at(scheme, "Cd")} for scheme in schemes)


def _costs(movement: _Movement, subject: _Subject, booked: Booking) -> Costs:
    """What it came to; of a movement that comes to one thing alone, the movement's own amount."""
    credited, batch, alone = subject.credited, subject.batch, movement.alone
    if booked.moved is None and "Amt" in movement.found:
        return Costs(None, None)  # what moved were no euros
    if subject.level is Level.BATCH:
        total = given_amount(batch.get("TtlAmt"))
        moved, charges = (booked.moved, _charges(movement.entry)) if alone else (total, ZERO)
        return costs(TransactionAmounts(None, total), moved, charges, credited=credited)
    whole = alone and credited is movement.credited and (not batch or (subject.holds or 1) == 1)
    told = amounts_of(subject.found, whole=whole)
    charges = ZERO
    if subject.transaction is not None and "Chrgs" in subject.found:
        charges = _charges(subject.transaction)
    elif whole and "Chrgs" in movement.found:
        charges = _charges(movement.entry)
    return costs(told, booked.moved if whole else told.own, charges, credited=credited)


def _charges(element: Element) -> Euro:
    return charges_in(children(element, "Chrgs"))


def _reported(
    movement: _Movement, subject: _Subject, meaning: Meaning, booked: Booking, came_to: Costs
) -> Reported:
    """Say it; or say why it is no fact."""
    status = booked.hindrance or meaning.status
    said = subject.said or NOTHING_SAID
    given = subject.given
    if meaning.fact is Charge:
        came_to = Costs(None, None, came_to.moved or ZERO)
    return Reported(
        fact=None if status else meaning.fact,
        level=subject.level,
        on=booked.on,
        said=booked.statement.said_by(said.by),
        place=subject.place,
        status=status,
        message_id=message_id(given, subject.batch, booked.reference),
        batch_id=batch_id(given, subject.batch, movement.found.get("AddtlNtryInf")),
        end_to_end_id=given.get("EndToEndId", ""),
        instruction_id=given.get("InstrId", ""),
        mandate=given.get("MndtId", ""),
        amount=came_to.amount,
        moved=came_to.moved,
        charges=came_to.charges,
        compensation=came_to.compensation,
        booked_on=booked.booked_on,
        entry=booked.reference,
        account=booked.statement.iban,
        collections=subject.holds if subject.level is Level.BATCH else None,
        reason=said.of_a_failure if meaning.fact in _FAILURES else said.reason,
    )
