"""Which one of our collections a bank's message speaks of.

Banks repeat what they like of our references, and sometimes nothing but the mandate. Nothing is
guessed: what could mean two collections is told, with both of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Final

from sepadd.collection import (
    NO_REASON,
    Acceptance,
    BankFact,
    Cancellation,
    Charge,
    Collection,
    CollectionStatus,
    Level,
    Reject,
    Reported,
    RTransaction,
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
    mandate_references,
    plain_reference,
)
from sepadd.values import TARGET, ZERO, Euro

BEFORE_MONEY: Final = frozenset({Acceptance, Reject, Cancellation})
"""What is told before money moves."""
_MOST_NAMED: Final = 3


class CollectionMatching:
    """Finds the collection that a message speaks of.

    ``now`` gives the collection of a place as it is known by then, with what else was told; as the
    run has it, if not given.
    """

    def __init__(
        self, ours: KnownRuns, now: Callable[[CollectionPlace], Collection] | None = None
    ) -> None:
        """Find it among the collections of our runs."""
        self._ours = ours
        self._now = now or ours.at
        # What a message has told of already, by its name and in which entry, or by its mandate.
        self._used: dict[tuple[str, str], set[tuple[CollectionPlace, str]]] = defaultdict(set)
        self._taken: dict[tuple[str, str], set[CollectionPlace]] = defaultdict(set)

    def by(self, told: Reported) -> CollectionPlace | Unmatched:
        """The one collection that a message speaks of, if it is clear which.

        By its own references; else by its mandate, or by the batch or file that it stands in. What
        is told of it besides has to fit.
        """
        found = self._found(told)
        if isinstance(found, Unmatched):
            return found
        if told.booked_on is not None and (told.end_to_end_id or told.instruction_id):
            self._used[told.said.message, told.said.message_id].add((found, told.entry))
        return self._wrong(told, found) or found

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

        Of money that went back, the latest that is settled and not given back yet. Before money
        moves the latest due may not be the one, and there has to be but one.
        """
        fitting = [
            place
            for place in self._ours.of_mandate(told.mandate)
            if (block is None or place in block) and _may_be(told, self._ours.at(place))
        ]
        if told.amount is None and told.moved is not None:
            fitting = [p for p in fitting if _moves_all(told, self._ours.at(p).amount)] or fitting
        if not fitting:
            amount = "" if told.amount is None else f" of {told.amount}"
            detail = f"no collection{amount} under mandate {told.mandate} was due by {told.on}"
            return Unmatched(UNKNOWN, detail)
        if told.fact in BEFORE_MONEY:
            return self._only(fitting, f"under mandate {told.mandate}")
        return self._latest(told, fitting, f"under mandate {told.mandate}")

    def _latest(
        self, told: Reported, fitting: Sequence[CollectionPlace], where: str
    ) -> CollectionPlace | Unmatched:
        """The latest of some collections that the telling can be about, if it is clear which."""
        message = (told.said.message, told.said.message_id)
        used, taken = self._used[message], self._taken[message]
        free = [p for p in fitting if p not in taken and (p, told.entry) not in used]
        known = [place for place in free if _is_known(told, self._now(place))]
        open_ones = known or self._that_can_move(told, free)
        if not open_ones:
            detail = f"every collection {where} was rejected, or has its money back already"
            return Unmatched(UNKNOWN, detail)
        alike = len({self._ours.at(place).amount for place in open_ones}) == 1
        if alike:
            latest = max(self._ours.at(place).due_on for place in open_ones)
            open_ones = [place for place in open_ones if self._ours.at(place).due_on == latest]
        found = self._only(open_ones, where)
        if isinstance(found, CollectionPlace) and not told.by_name:
            taken.add(found)
        return found

    def _that_can_move(
        self, told: Reported, places: Sequence[CollectionPlace]
    ) -> Sequence[CollectionPlace]:
        """Those of which such a thing can be told, settled ones before those not heard of yet."""
        if told.fact is Charge:
            return places
        if told.came_in:
            return [place for place in places if self._now(place).balance_at_the_bank <= ZERO]
        standing = {place: self._now(place).status for place in places}
        settled = [p for p in places if standing[p] is CollectionStatus.SETTLED]
        return settled or [p for p in places if not standing[p].is_answered]

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


def _is_known(told: Reported, collection: Collection) -> bool:
    """Whether that very thing is known of a collection: told before, or by another message."""
    return any(
        isinstance(fact, Settlement) is told.came_in
        and isinstance(fact, RTransaction | Settlement)
        and (fact.booked_on == told.booked_on or None in {fact.booked_on, told.booked_on})
        and _is_same_telling(told, fact)
        for fact in collection.facts
    )


def _is_same_telling(told: Reported, fact: BankFact) -> bool:
    if told.entry and fact.entry:
        return told.entry == fact.entry
    if told.said.message == fact.said.message:
        return told.said == fact.said and told.booked_on == fact.booked_on
    same_reason = isinstance(fact, RTransaction) and fact.reason.code == _code_of(told)
    return same_reason and not isinstance(fact, Reject | Cancellation)


def _code_of(told: Reported) -> str:
    return (told.reason or NO_REASON).code


def is_exact(told: Reported, collection: Collection) -> bool:
    """Whether what moved is what was collected, so that a name without more is enough."""
    return told.moved is not None and collection.amount in {told.moved, told.amount}


def _may_be(told: Reported, collection: Collection) -> bool:
    """Whether a collection of the right mandate can be meant, by its day and its amount."""
    in_time = told.fact in BEFORE_MONEY or collection.due_on <= told.on
    due = told.due_on in {None, collection.due_on} or told.fact is Acceptance
    amount = told.amount in {None, collection.amount}
    return in_time and due and amount and _can_move(told, collection.amount)


def _moves_all(told: Reported, amount: Euro) -> bool:
    return amount in told.sums


def _can_move(told: Reported, amount: Euro) -> bool:
    """Whether so much can have moved: of what goes back, charges may be taken without a word.

    No more of them than banks take, unless the message tells them apart.
    """
    if told.moved is None or _moves_all(told, amount):
        return True
    if told.came_in or told.moved <= amount:
        return False
    return told.amount == amount or told.moved - amount <= usual_costs(amount) + told.charges


def usual_costs(amount: Euro) -> Euro:
    """The most that charges and the interest of a refund come to; more is asked about.

    25.00, or a hundredth of the collection. Source: our own choice; banks charge some euros, and
    the interest of eight weeks is less than a hundredth.
    """
    return max(Euro(cents=25_00), Euro(cents=amount.cents // 100))


def _is_mandate(reference: str, collection: Collection) -> bool:
    mandate = collection.mandate
    return reference == mandate.reference.value or plain_reference(reference) in mandate_references(
        collection
    )


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
