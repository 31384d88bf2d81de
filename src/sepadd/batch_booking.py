"""A sum that the bank has booked for a whole batch, without saying what it is made of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sepadd.money import ZERO, Euro
from sepadd.rtransaction import BY_HAND, Said


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchBooking:
    """A credit for a batch, or for a file, of ours on the creditor's account.

    ``of`` is the id of the batch or file that it was booked for, ``amount`` what came in, above
    zero, and ``charges`` what the bank kept of it. It is kept as it was told: which collections it
    has settled follows from what was turned down before, whenever that is heard of.
    """

    of: str
    amount: Euro
    booked_on: date
    charges: Euro = ZERO
    entry: str = ""
    said: Said = BY_HAND

    @property
    def gross(self) -> Euro:
        """What it comes to with the charges that the bank kept."""
        return self.amount + self.charges

    @property
    def key(self) -> tuple[str, int, date, str]:
        """What makes it one booking, told by however many messages; by it they are put in order."""
        return self.of, self.amount.cents, self.booked_on, self.entry
