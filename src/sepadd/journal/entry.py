"""One entry of a journal: what is debited and credited on a day, and always the same on both sides.

An entry never changes: what turns out otherwise is entered beside it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from sepadd.display import ShownInNotebooks
from sepadd.findings import InvalidValue
from sepadd.journal.ledger import Role
from sepadd.open_item import ItemKey
from sepadd.values import ZERO, EndToEndId, EndToEndIdLike, Euro, Iban, reads

EntryId = str
"""Names one entry for ever, in words: ``2026-12-1/taken``."""


class Event(StrEnum):
    """What an entry tells."""

    TAKEN = "taken"
    """The items of a collection are closed: their money is in transit."""
    OPEN_AGAIN = "open again"
    """The collection failed: its items are open as they were."""
    SETTLED = "settled"
    """Its money came onto the bank account."""
    OFF_AGAIN = "off again"
    """Money of a collection that failed went off the bank account."""
    CHARGED = "charged"
    """What a bank took for that."""
    COMPENSATED = "compensated"
    """The interest that a bank took with a refund."""
    WRITTEN_OFF = "written off"
    """An item that nobody will pay is closed."""


class Line(NamedTuple):
    """One line of an entry: what is debited, or credited, to the account that fills a role.

    ``iban`` is the own bank account that it is about, ``debtor_id`` and ``item`` whose and which
    open item; each where there is one. ``account`` is the code of the ledger account, once the
    entry was posted.
    """

    role: Role
    debit: Euro = ZERO
    credit: Euro = ZERO
    iban: Iban | None = None
    debtor_id: str = ""
    item: ItemKey | None = None
    account: str = ""

    @property
    def balance(self) -> Euro:
        """Debit less credit."""
        return self.debit - self.credit

    @property
    def amount(self) -> Euro:
        """What it debits or credits."""
        return self.debit + self.credit

    @property
    def is_one_amount(self) -> bool:
        """Whether one side is above 0.00, and the other 0.00."""
        return self.amount > ZERO and ZERO in (self.debit, self.credit)

    @property
    def reversed(self) -> Line:
        """The same on the other side."""
        return self._replace(debit=self.credit, credit=self.debit)

    @property
    def place(self) -> Line:
        """All but its amount: lines that have it in common can be added up."""
        return self._replace(debit=ZERO, credit=ZERO)

    def of(self, balance: Euro) -> Line:
        """A line in the same place: above zero a debit, below it a credit."""
        if balance < ZERO:
            return self._replace(debit=ZERO, credit=-balance)
        return self._replace(debit=balance, credit=ZERO)


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Entry(ShownInNotebooks):
    """What is booked together, on a day.

    ``collection`` is the one that it is about, where there is one. ``parts`` are the entries that
    it adds up, ``reverses`` the one that it undoes, ``corrects`` the one that was told otherwise.
    Raises :class:`InvalidValue` unless it has lines, each of them one amount above 0.00 on one
    side, and the debits are the credits.
    """

    id: EntryId
    event: Event
    on: date
    description: str
    lines: tuple[Line, ...]
    collection: EndToEndId | None
    parts: tuple[EntryId, ...]
    reverses: EntryId | None
    corrects: EntryId | None

    def __init__(
        self,
        *,
        id: EntryId,
        event: Event,
        on: date,
        description: str,
        lines: Iterable[Line],
        collection: EndToEndIdLike | None = None,
        parts: Iterable[EntryId] = (),
        reverses: EntryId | None = None,
        corrects: EntryId | None = None,
    ) -> None: ...

    def __post_init__(self) -> None:
        """Refuse what is not balanced."""
        for line in self.lines:
            if not line.is_one_amount:
                message = (
                    f"{self.label}, {line.role}: debit {line.debit} and credit {line.credit}; "
                    "one has to be above 0.00 and the other 0.00"
                )
                raise InvalidValue(message)
        debits = Euro.total(line.debit for line in self.lines)
        credits_ = Euro.total(line.credit for line in self.lines)
        if debits != credits_ or not self.lines:
            message = (
                f"{self.label}: debits of {debits} and credits of {credits_}; "
                "there have to be some, and they have to be the same"
            )
            raise InvalidValue(message)

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"entry {self.id}"

    @property
    def ids(self) -> tuple[EntryId, ...]:
        """What to keep as posted: its id, and those of the entries that it adds up."""
        return (self.id, *self.parts)

    @property
    def amount(self) -> Euro:
        """The sum of its debits, which is that of its credits."""
        return Euro.total(line.debit for line in self.lines)


def balances(entries: Iterable[Entry]) -> Mapping[Role, Euro]:
    """Debits less credits of every role; a role that was never booked on has 0.00."""
    sums = dict.fromkeys(Role, 0)
    for entry in entries:
        for line in entry.lines:
            sums[line.role] += line.balance.cents
    return MappingProxyType({role: Euro(cents=cents) for role, cents in sums.items()})


def in_transit(entries: Iterable[Entry]) -> Mapping[Iban, Euro]:
    """What is in transit to each of the own bank accounts; those at 0.00 are left out.

    After the bank has paid out, what is left is what was not paid.
    """
    sums: Counter[Iban] = Counter()
    for entry in entries:
        for line in entry.lines:
            if line.role is Role.IN_TRANSIT and line.iban is not None:
                sums[line.iban] += line.balance.cents
    return MappingProxyType({iban: Euro(cents=cents) for iban, cents in sums.items() if cents})


def times_opened_again(entries: Iterable[Entry]) -> Mapping[ItemKey, int]:
    """How often each open item came back since its collection had failed."""
    again = (
        entry
        for entry in entries
        if entry.event is Event.OPEN_AGAIN and not entry.reverses and not entry.corrects
    )
    counted = Counter(key for entry in again for key in _items_of(entry))
    return MappingProxyType(dict(counted))


def _items_of(entry: Entry) -> Iterator[ItemKey]:
    yield from dict.fromkeys(line.item for line in entry.lines if line.item is not None)


def added_up(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """The entries of a run, those of one event, day and own bank account added up into one.

    As a bank books a batch: one total that came in, one total that went off again. The open items
    keep their own lines. What is added up holds the ids of its parts: keep all of ``ids`` as
    posted. Entries that reverse or correct another one stay as they are.
    """
    groups: defaultdict[tuple[object, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[_added_up_by(entry)].append(entry)
    return tuple(_sum(group) if len(group) > 1 else group[0] for group in groups.values())


def _added_up_by(entry: Entry) -> tuple[object, ...]:
    if entry.reverses or entry.corrects or entry.collection is None:
        return (entry.id,)
    ibans = tuple(dict.fromkeys(line.iban for line in entry.lines if line.iban is not None))
    return (entry.event, entry.on, ibans)


def _sum(group: list[Entry]) -> Entry:
    first = group[0]
    return Entry(
        id=f"{first.id} and {len(group) - 1} more",
        event=first.event,
        on=first.on,
        description=f"{len(group)} collections {first.event}",
        lines=lines_of(line for entry in group for line in entry.lines),
        parts=tuple(part for entry in group for part in entry.ids),
    )


def lines_of(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The same lines, those of one place and side added up."""
    sums: dict[tuple[Line, bool], Euro] = {}
    for line in lines:
        key = (line.place, line.balance > ZERO)
        sums[key] = sums.get(key, ZERO) + line.balance
    return tuple(place.of(balance) for (place, _), balance in sums.items())


def undone(entry: Entry, *, on: date) -> Entry:
    """The opposite of an entry, on a day, linked to it. An entry can be undone once."""
    return replace(
        entry,
        id=f"{entry.id}/undone",
        on=on,
        description=f"undone: {entry.description}",
        lines=tuple(line.reversed for line in entry.lines),
        parts=(),
        reverses=entry.id,
    )
