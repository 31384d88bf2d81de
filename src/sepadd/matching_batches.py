"""Which of our batches or files a bank's message speaks of as a whole.

By what it is called, or, where money has come in, by the sum and the day alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from sepadd.calendars import TARGET
from sepadd.our_runs import AMBIGUOUS, UNKNOWN, Ours, Place, Together, Unmatched
from sepadd.reported import Level, Reported
from sepadd.rtransaction import Settlement


class BatchesMeant:
    """Finds the batch or the file that a message speaks of."""

    def __init__(self, ours: Ours) -> None:
        """Find it among the batches and files of our runs."""
        self._ours = ours

    def by(self, told: Reported) -> Together | Unmatched:
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

    def _of_file(self, told: Reported, file: Together, *, credited: bool) -> Together | Unmatched:
        whole = told.level is Level.FILE or file.id != told.message_id
        if whole or (credited and self._ours.total(file.places) in told.sums):
            return file
        if not credited:
            detail = f"it speaks of a batch, and {file.id} has several: which of them is not said"
            return Unmatched(AMBIGUOUS, detail)
        found = self._by_sum(told, frozenset(file.places))
        return file if isinstance(found, Unmatched) and found.sentence is UNKNOWN else found

    def _by_sum(self, told: Reported, file: frozenset[Place] | None) -> Together | Unmatched:
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

    def _fits(self, told: Reported, block: Together) -> bool:
        iban = self._ours.at(block.places[0]).account.iban.value
        return told.account in {"", iban} and told.collections in {None, len(block.places)}

    @cached_property
    def _by_sums(self) -> Mapping[tuple[int, date | None], Sequence[Together]]:
        """Every batch by what it comes to, and the day on which that is credited."""
        found: defaultdict[tuple[int, date | None], list[Together]] = defaultdict(list)
        for batch in self._ours.batches.values():
            credited_on = TARGET.on_or_after(self._ours.at(batch.places[0]).due_on)
            found[self._ours.total(batch.places).cents, credited_on].append(batch)
        return found
