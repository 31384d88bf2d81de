"""What a bank's message reports, before it is known which collections it speaks of.

A status report or a statement names a file, a batch or a collection with as many references as it
chose to repeat. Whoever records it finds the collections.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sepadd.collection.bank_facts import BankFact, FactSource, Reason, Settlement
from sepadd.values import ZERO, Euro


class Level(StrEnum):
    """Of what a message speaks."""

    FILE = "file"
    BATCH = "batch"
    COLLECTION = "collection"


class Reported(NamedTuple):
    """One thing that a bank's message says, as it says it.

    ``fact`` is what happened to all that ``level`` speaks of, or nothing where the message merely
    informs (partly accepted, received, a pending entry): then ``status`` says how. ``on`` is the
    day it is said to have happened. The references are texts as the bank gave them, empty where it
    gave none: of our file (``message_id``), of the batch (``batch_id``), of the collection
    (``end_to_end_id``, ``instruction_id``) and of its ``mandate``.

    ``amount`` is the collection's own, as the message repeats it; ``moved`` is what the movement on
    the creditor's account comes to, always above zero and absent where nothing but charges moved,
    of which ``charges`` and ``compensation``
    are no part of the amount collected. ``booked_on`` is the booking day of the movement, absent
    where none is told or where it is still pending; ``entry`` the bank's own reference of it and
    ``account`` the IBAN on which it stands. ``collections`` is how many a batch is said to
    hold. ``place`` says where in the message it stands.
    """

    fact: type[BankFact] | None
    level: Level
    on: date
    said: FactSource
    place: str
    status: str = ""
    message_id: str = ""
    batch_id: str = ""
    end_to_end_id: str = ""
    instruction_id: str = ""
    mandate: str = ""
    amount: Euro | None = None
    moved: Euro | None = None
    charges: Euro = ZERO
    compensation: Euro = ZERO
    due_on: date | None = None
    booked_on: date | None = None
    entry: str = ""
    account: str = ""
    collections: int | None = None
    reason: Reason | None = None

    @property
    def sums(self) -> tuple[Euro, ...]:
        """What collections may come to for so much to have moved: with charges kept of it, or not.

        None where nothing has moved.
        """
        if self.moved is None:
            return ()
        beside = self.charges + self.compensation
        taken = self.moved + beside if self.fact is Settlement else self.moved - beside
        return (taken, self.moved)

    @property
    def label(self) -> str:
        """How a finding names it: the narrowest reference that it gives, and where it stands."""
        given = (
            ("collection", self.end_to_end_id),
            ("instruction", self.instruction_id),
            ("mandate", self.mandate),
            ("batch", self.batch_id),
            ("file", self.message_id),
        )
        named = next((f"{what} {name}" for what, name in given if name), "no reference")
        return f"{self.said.message} {self.said.message_id}, {self.place}: {named}"
