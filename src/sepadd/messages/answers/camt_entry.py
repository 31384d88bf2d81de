"""One movement on a statement: what it says of each collection, or of a batch of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import (
    Cancellation,
    Charge,
    Level,
    Reason,
    Reported,
    Return,
    Reversal,
    WholeEntry,
)
from sepadd.messages.answers.camt_amounts import (
    Costs,
    TransactionAmounts,
    amounts_of,
    charges_in,
    costs,
)
from sepadd.messages.answers.camt_booking import Booking, Statement, booking
from sepadd.messages.answers.camt_code import (
    NOT_TOLD,
    Hint,
    Meaning,
    of_a_credit,
    of_a_debit,
    of_charges,
)
from sepadd.messages.answers.repeated_of_ours import (
    NOTHING_SAID,
    Why,
    count,
    given_amount,
    reason_in_words,
    why,
)
from sepadd.messages.parsing import (
    child,
    children,
    named_parts,
    parts,
    reference,
    text,
    text_at,
    texts_at,
)
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


def batch_id(
    given: Mapping[str, str], batch: Mapping[str, Element], words: Mapping[str, str]
) -> str:
    """Our batch: what a transaction repeats, or else its batch, or else the bank's words.

    Dutch banks write ``/TRTP/SEPA Incasso batch/PREF/RUN-1/NRTX/7/`` in words, and nothing else.
    Source: ABN AMRO, structured information to the account owner, code word PREF.
    """
    told = given.get("PmtInfId") or reference(text(batch.get("PmtInfId")))
    return told or words.get("PmtInfId", "")


_WORDED: Final = re.compile(
    r"/(PREF|EREF|MARF)/(.+?)(?=/[A-Z]{4}/|/?$)|\b(EREF|MREF)\+\s*([^\s+]+)(?=\s|$)"
)
_WORDED_AS: Final = {
    "PREF": "PmtInfId",
    "EREF": "EndToEndId",
    "MARF": "MndtId",
    "MREF": "MndtId",
}


def _worded(words: str) -> dict[str, str]:
    """The references that a bank gives in words, by the names that they have in the message.

    Source: ABN AMRO, structured information to the account owner (``/PREF/``, ``/EREF/``,
    ``/MARF/``); Deutsche Kreditwirtschaft, MT940 field 86 (``EREF+``, ``MREF+``).
    """
    found: dict[str, str] = {}
    for slashed, after, plus, behind in _WORDED.findall(words):
        given = reference((after or behind).strip())
        if given:
            found.setdefault(_WORDED_AS[slashed or plus], given)
    return found


_CREDIT: Final = "CRDT"
_TRUE: Final = frozenset({"true", "1"})
_SEPA: Final = "SEPA"
_FAILURES: Final = frozenset({Return, Reversal, Cancellation})

_Parts = Mapping[str, Element]
_NO_PARTS: Final[_Parts] = MappingProxyType({})
_NO_TEXTS: Final[Mapping[str, str]] = MappingProxyType({})


def reported_in(entry: Element, statement: Statement, place: str) -> Iterator[Reported]:
    """Give what a movement (``Ntry``) says of direct debits of the account's holder.

    What is not booked, or booked in another currency than the euro, is told without a fact. What
    the bank's code does not show to be the holder's direct debit is told if it names something: it
    may be ours by its name. Where a batch says that it holds more than is told of it, the batch is
    told, and where a movement tells several things, each knows the whole.

    Raises :class:`~sepadd.UnreadableMessage` where an amount cannot be read.
    Source: ISO 20022, camt.052, camt.053 and camt.054, ReportEntry.
    """
    movement = _movement(entry, statement, place)
    meant: list[tuple[_Subject, Meaning]] = []
    for subject in _subjects(movement):
        meaning = _meaning(movement, subject)
        if not meaning.by_name or _names_something(movement, subject):
            meant.append((subject, meaning))
    if not meant:
        return
    booked = booking(entry, movement.found, statement)
    around: WholeEntry | None = None
    for subject, meaning in meant:
        whole = movement.alone and _is_whole(movement, subject)
        if not whole and around is None and booked.moved is not None and booked.booked_on:
            charges = _charges(entry) if "Chrgs" in movement.found else ZERO
            around = WholeEntry(place, booked.moved, movement.credited, charges, len(meant))
        came_to = _costs(movement, subject, booked, whole=whole)
        yield _reported(movement, subject, meaning, booked, came_to, whole=around)


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
    """What a movement says of all that it comes to; ``found`` are its parts but the details.

    ``words`` are the references that stand in the bank's words. ``alone`` is whether it comes to
    one thing only, so that its amount is that one's.
    """

    statement: Statement
    entry: Element
    found: _Parts
    details: list[_Details]
    credited: bool
    reversed: bool
    code: Hint
    words: Mapping[str, str]
    alone: bool


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
    first = details[0]
    alone = len(details) == 1 and (
        len(first.transactions) <= 1 or _tells_too_few(credited, first.batch, first.transactions)
    )
    words = _worded(text(found["AddtlNtryInf"])) if "AddtlNtryInf" in found else _NO_TEXTS
    return _Movement(statement, entry, found, details, credited, back, code, words, alone)


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
    """Each transaction; or the batch, where there is none, or a single one that names nothing.

    And the batch where it is named, came in, and holds more than is told of it.
    """
    for place, batch, transactions in movement.details:
        if not transactions or (batch and _tells_too_few(movement.credited, batch, transactions)):
            yield _Subject(Level.BATCH, place, _NO_TEXTS, batch, movement.credited)
            continue
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


def _tells_too_few(credited: bool, batch: _Parts, transactions: list[Element]) -> bool:  # noqa: FBT001 - which way
    """Whether a batch that came in is named, and says that it holds more than is told of it."""
    if not credited or "NbOfTxs" not in batch:
        return False
    named = reference(text(batch.get("PmtInfId"))) or reference(text(batch.get("MsgId")))
    return bool(named) and (count(text(batch["NbOfTxs"])) or 0) > len(transactions)


def _names_something(movement: _Movement, subject: _Subject) -> bool:
    """Whether a reference says of what it speaks, in its place or in the bank's words."""
    if subject.given or reference(text(subject.batch.get("PmtInfId"))):
        return True
    if reference(text(subject.batch.get("MsgId"))):
        return True
    return bool(movement.words)


def _credited(movement: _Movement, found: _Parts) -> bool:
    """Whether it came in: what a transaction says itself, or else its movement."""
    return text(found["CdtDbtInd"]) == _CREDIT if "CdtDbtInd" in found else movement.credited


def _meaning(movement: _Movement, subject: _Subject) -> Meaning:
    """What it is to the holder of the account."""
    code = movement.code
    if "BkTxCd" in subject.found:
        own = movement.statement.codes.hint_in(subject.found["BkTxCd"])
        code = code if own is NOT_TOLD else own
    if code.event is Charge:
        return of_charges(code, credited=subject.credited)
    mandate = "MndtId" in subject.given
    if code is NOT_TOLD and not mandate:
        mandate = _shows_a_creditor(subject.found.get("RltdPties"))
    back = movement.reversed or subject.said is not None
    if subject.credited:
        return of_a_credit(code, mandate=mandate, back=back)
    reason = None if subject.said is None else subject.said.of_a_failure.code
    return of_a_debit(code, mandate=mandate, back=back, reason=reason)


def _shows_a_creditor(parties: Element | None) -> bool:
    """Whether a party is named by a creditor identifier, in either role."""
    if parties is None:
        return False
    schemes = parties.iter("{*}SchmeNm")
    return any(_SEPA in {text_at(scheme, "Prtry"), text_at(scheme, "Cd")} for scheme in schemes)


def _is_whole(movement: _Movement, subject: _Subject) -> bool:
    """Whether what a movement tells alone is all that the movement comes to."""
    if subject.level is Level.BATCH:
        return True
    same_way = subject.credited is movement.credited
    return same_way and (not subject.batch or (subject.holds or 1) == 1)


def _costs(movement: _Movement, subject: _Subject, booked: Booking, *, whole: bool) -> Costs:
    """What it came to; of a movement that comes to one thing alone, the movement's own amount."""
    credited, batch = subject.credited, subject.batch
    if booked.moved is None and "Amt" in movement.found:
        # What moved were no euros; what was collected may be told in them.
        return Costs(amounts_of(subject.found, whole=whole).instructed, None)
    if subject.level is Level.BATCH:
        total = given_amount(batch.get("TtlAmt"))
        moved, charges = (booked.moved, _charges(movement.entry)) if whole else (total, ZERO)
        return costs(TransactionAmounts(None, total), moved, charges, credited=credited)
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
    movement: _Movement,
    subject: _Subject,
    meaning: Meaning,
    booked: Booking,
    came_to: Costs,
    *,
    whole: WholeEntry | None,
) -> Reported:
    """Say it; or say why it is no fact."""
    status = booked.hindrance or meaning.status
    said = subject.said or NOTHING_SAID
    given = subject.given
    level = subject.level
    if movement.words and OF_A_COLLECTION.isdisjoint(given):
        given = {**movement.words, **given}
        if level is Level.BATCH and not OF_A_COLLECTION.isdisjoint(given):
            level = Level.COLLECTION
    if meaning.fact is Charge:
        came_to = Costs(None, None, came_to.moved or ZERO)
    failed = meaning.fact in _FAILURES
    told = Reported(
        fact=None if status else meaning.fact,
        level=level,
        on=booked.on,
        said=booked.statement.said_by(said.by),
        place=subject.place,
        status=status,
        message_id=message_id(given, subject.batch, booked.reference),
        batch_id=batch_id(subject.given, subject.batch, movement.words),
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
        collections=subject.holds if level is Level.BATCH else None,
        reason=_reason(movement, subject, said) if failed else said.reason,
        credited=subject.credited,
        whole=whole,
        accounts=_others(subject, booked.statement.iban) if failed else (),
    )
    if not (meaning.again or meaning.by_name or booked.foreign or booked.fault):
        return told  # as most are
    return told._replace(
        again=meaning.again, by_name=meaning.by_name, foreign=booked.foreign, fault=booked.fault
    )


def _reason(movement: _Movement, subject: _Subject, said: Why) -> Reason:
    """Why it came back; if no code says so, by the words that come with it."""
    told = said.of_a_failure
    if told.code:
        return told
    words = (
        *texts_at(subject.found.get("RmtInf"), "Ustrd"),
        text(subject.found.get("AddtlTxInf")),
        text(movement.found.get("AddtlNtryInf")),
    )
    given = "; ".join(filter(None, (told.text, *words)))
    return reason_in_words(given) if given else told


def _others(subject: _Subject, own: str) -> tuple[str, ...]:
    """The accounts of the parties, in whichever role, but for the account of the statement."""
    parties = subject.found.get("RltdPties")
    if parties is None:
        return ()
    named = (
        text_at(party, "Id", "IBAN").replace(" ", "")
        for role in ("DbtrAcct", "CdtrAcct")
        for party in (child(parties, role),)
    )
    return tuple(dict.fromkeys(iban for iban in named if iban not in {"", own}))
