"""Which one of our collections a bank's message speaks of.

Banks repeat what they like of our references, and sometimes nothing but the mandate. Nothing is
guessed: what could mean two collections is told, with both of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from sepadd.collection import (
    Acceptance,
    Cancellation,
    Collection,
    Level,
    Reject,
    Reported,
    Settlement,
)
from sepadd.recording.known_runs import (
    AMBIGUOUS,
    OTHER_AMOUNT,
    OTHER_MANDATE,
    STALE,
    UNKNOWN,
    CollectionGroup,
    CollectionPlace,
    KnownRuns,
    Unmatched,
    is_of_another_version,
)
from sepadd.values import TARGET, Euro

_BEFORE_MONEY: Final = frozenset({Acceptance, Reject, Cancellation})
_MOST_NAMED: Final = 3


class CollectionMatching:
    """Finds the collection that a message speaks of.

    What is looked up is indexed when it is first asked for: most messages name every collection by
    its own reference.
    """

    def __init__(self, ours: KnownRuns) -> None:
        """Find it among the collections of our runs."""
        self._ours = ours

    def by(self, told: Reported) -> CollectionPlace | Unmatched:
        """The one collection that a message speaks of, if it is clear which.

        By its own references; else by its mandate, or by the batch or file that it stands in. What
        is told of it besides has to fit.
        """
        found = self._found(told)
        return found if isinstance(found, Unmatched) else self._wrong(told, found) or found

    def _wrong(self, told: Reported, found: CollectionPlace) -> Unmatched | None:
        """What contradicts that it is that collection."""
        collection = self._ours.at(found)
        if found.run in self._ours.replaced:
            run = self._ours.runs[found.run]
            for name in (told.batch_id, told.message_id):
                if is_of_another_version(name, run):
                    detail = f"{name} was replaced: {run.label} is in version {run.version}"
                    return Unmatched(STALE, detail)
        if told.mandate and not _is_mandate(told.mandate, collection):
            detail = f"mandate {told.mandate}, and {collection.label} is under "
            return Unmatched(OTHER_MANDATE, detail + str(collection.mandate.reference))
        if told.amount is not None and told.amount != collection.amount:
            detail = f"an amount of {told.amount}, and {collection.label} is {collection.amount}"
            return Unmatched(OTHER_AMOUNT, detail)
        if not _can_move(told, collection.amount):
            detail = f"{told.moved} has moved, and {collection.label} is {collection.amount}"
            return Unmatched(OTHER_AMOUNT, detail)
        return None

    def _found(self, told: Reported) -> CollectionPlace | Unmatched:
        names = [name for name in (told.end_to_end_id, told.instruction_id) if name]
        why: Unmatched | None = None
        for name in names:
            several = self._ours.is_in_several(name)
            found = self._ours.named(name, among=self._block_told(told) if several else None)
            if isinstance(found, CollectionPlace):
                return found
            why = why or found
        if told.mandate and (block := self._block_told(told)) is not None:
            return self._under_mandate(told, block)
        if why is not None:
            return why  # it may be of a run that is not here, and not of another collection
        if told.mandate:
            return self._under_mandate(told, None)
        return self._by_amount(told)

    def _block_told(self, told: Reported) -> frozenset[CollectionPlace] | None:
        """The places of the batch or else the file that it names, if it is one of ours."""
        for name in (told.batch_id, told.message_id):
            if name and name in self._ours.blocks:
                if name not in self._members:
                    self._members[name] = frozenset(self._ours.blocks[name].places)
                return self._members[name]
        return None

    def _under_mandate(
        self, told: Reported, block: frozenset[CollectionPlace] | None
    ) -> CollectionPlace | Unmatched:
        """The latest collection of a mandate with the amount told, due by the day told.

        Before money moves the latest due may not be the one, and there has to be but one.
        """
        fitting = [
            place
            for place in self._by_mandate.get(_plain(told.mandate), ())
            if (block is None or place in block) and _may_be(told, self._ours.at(place))
        ]
        if told.amount is None and told.moved is not None:
            fitting = [p for p in fitting if _moves_all(told, self._ours.at(p).amount)] or fitting
        if not fitting:
            amount = "" if told.amount is None else f" of {told.amount}"
            detail = f"no collection{amount} under mandate {told.mandate} was due by {told.on}"
            return Unmatched(UNKNOWN, detail)
        latest = max(self._ours.at(place).due_on for place in fitting)
        alike = len({self._ours.at(place).amount for place in fitting}) == 1
        if alike and told.fact not in _BEFORE_MONEY:
            fitting = [place for place in fitting if self._ours.at(place).due_on == latest]
        return self._only(fitting, f"under mandate {told.mandate}")

    def _only(self, fitting: Sequence[CollectionPlace], where: str) -> CollectionPlace | Unmatched:
        if len(fitting) == 1:
            return fitting[0]
        names = [str(self._ours.at(place).end_to_end_id) for place in fitting]
        more = [f"{len(names) - _MOST_NAMED} more"] if len(names) > _MOST_NAMED else []
        named = " or ".join((*names[-_MOST_NAMED:], *more))
        return Unmatched(AMBIGUOUS, f"{where} it may be collection {named}")

    def _by_amount(self, told: Reported) -> CollectionPlace | Unmatched:
        """The one collection of a batch or file that has the amount told."""
        amount = told.moved if told.amount is None else told.amount
        named = next((n for n in (told.batch_id, told.message_id) if n in self._ours.blocks), None)
        if named is None or amount is None:
            return Unmatched(UNKNOWN, "it names neither a collection nor a mandate")
        fitting = self._amounts_in(named).get(amount.cents)
        if not fitting:
            return Unmatched(UNKNOWN, f"no collection of {amount} is in {named}")
        return self._only(fitting, f"in {named}")

    def _amounts_in(self, name: str) -> Mapping[int, Sequence[CollectionPlace]]:
        if name not in self._by_amounts:
            found: defaultdict[int, list[CollectionPlace]] = defaultdict(list)
            for place in self._ours.blocks[name].places:
                found[self._ours.at(place).amount.cents].append(place)
            self._by_amounts[name] = found
        return self._by_amounts[name]

    @cached_property
    def _members(self) -> dict[str, frozenset[CollectionPlace]]:
        return {}

    @cached_property
    def _by_amounts(self) -> dict[str, Mapping[int, Sequence[CollectionPlace]]]:
        return {}

    @cached_property
    def _by_mandate(self) -> Mapping[str, Sequence[CollectionPlace]]:
        found: defaultdict[str, list[CollectionPlace]] = defaultdict(list)
        for place in self._ours.places():
            for reference in _references(self._ours.at(place)):
                found[reference].append(place)
        return found


def _may_be(told: Reported, collection: Collection) -> bool:
    """Whether a collection of the right mandate can be meant, by its day and its amount."""
    in_time = told.fact in _BEFORE_MONEY or collection.due_on <= told.on
    due = told.due_on in {None, collection.due_on}
    amount = told.amount in {None, collection.amount}
    return in_time and due and amount and _can_move(told, collection.amount)


def _moves_all(told: Reported, amount: Euro) -> bool:
    return amount in told.sums


def _can_move(told: Reported, amount: Euro) -> bool:
    """Whether so much can have moved: of what goes back, charges may be taken without a word."""
    if told.moved is None or _moves_all(told, amount):
        return True
    return told.fact is not Settlement and told.moved > amount


def _is_mandate(reference: str, collection: Collection) -> bool:
    mandate = collection.mandate
    return reference == mandate.reference.value or _plain(reference) in _references(collection)


def _references(collection: Collection) -> frozenset[str]:
    """What its mandate is called, and was called before it was amended."""
    return frozenset(_plain(reference) for _, reference in collection.mandate.keys)


def _plain(reference: str) -> str:
    """As it is compared: some banks give it back in capitals, or without its blanks."""
    return "".join(reference.split()).casefold()


class BatchMatching:
    """Finds the batch or the file that a message speaks of."""

    def __init__(self, ours: KnownRuns) -> None:
        """Find it among the batches and files of our runs."""
        self._ours = ours

    def by(self, told: Reported) -> CollectionGroup | Unmatched:
        """The batch or file that a message speaks of as a whole.

        A credit may also be known by its sum and its day alone; where it names a file of several
        batches, the one batch which has that sum is meant, if it is not the whole file.
        """
        batch_id = "" if told.level is Level.FILE else told.batch_id
        if batch_id in self._ours.blocks:
            return self._ours.blocks[batch_id]
        file = self._ours.blocks.get(told.message_id)
        credited = told.fact is Settlement and told.moved is not None and told.booked_on is not None
        if file is not None and (credited or not batch_id):
            return self._of_file(told, file, credited=credited)
        named = batch_id or told.message_id
        if named:
            return self._ours.not_there(named, f"no batch or file of ours is called {named}")
        if credited:
            return self._by_sum(told, None)
        return Unmatched(UNKNOWN, "it names neither a file nor a batch")

    def _of_file(
        self, told: Reported, file: CollectionGroup, *, credited: bool
    ) -> CollectionGroup | Unmatched:
        whole = told.level is Level.FILE or file.id != told.message_id
        if whole or (credited and self._ours.total(file.places) in told.sums):
            return file
        if not credited:
            detail = f"it speaks of a batch, and {file.id} has several: which of them is not said"
            return Unmatched(AMBIGUOUS, detail)
        found = self._by_sum(told, frozenset(file.places))
        return file if isinstance(found, Unmatched) and found.sentence is UNKNOWN else found

    def _by_sum(
        self, told: Reported, file: frozenset[CollectionPlace] | None
    ) -> CollectionGroup | Unmatched:
        """The one batch that comes to an amount and was due on the day of its booking."""
        sums = dict.fromkeys(told.sums)
        fitting = [
            block
            for amount in sums
            for block in self._by_sums.get((amount.cents, told.booked_on), ())
            if self._fits(told, block) and (file is None or block.places[0] in file)
        ]
        if len(fitting) == 1:
            return fitting[0]
        amount = " or ".join(map(str, sums))
        if fitting:
            names = " or ".join(block.id for block in fitting)
            return Unmatched(AMBIGUOUS, f"{amount} may be batch {names}")
        return Unmatched(UNKNOWN, f"no batch of ours due on {told.booked_on} comes to {amount}")

    def _fits(self, told: Reported, block: CollectionGroup) -> bool:
        iban = self._ours.at(block.places[0]).account.iban.value
        return told.account in {"", iban} and told.collections in {None, len(block.places)}

    @cached_property
    def _by_sums(self) -> Mapping[tuple[int, date | None], Sequence[CollectionGroup]]:
        """Every batch by what it comes to, and the day on which that is credited."""
        found: defaultdict[tuple[int, date | None], list[CollectionGroup]] = defaultdict(list)
        for batch in self._ours.batches.values():
            credited_on = TARGET.on_or_after(self._ours.at(batch.places[0]).due_on)
            found[self._ours.total(batch.places).cents, credited_on].append(batch)
        return found
