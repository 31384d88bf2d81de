"""What a bank's message reports, before it is known which collections it speaks of.

A status report or a statement names a file, a batch or a collection with as many references as it
chose to repeat. Whoever records it finds the collections.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import NamedTuple

from sepadd.collection.bank_facts import BankFact, Charge, FactSource, Reason, Settlement
from sepadd.values import ZERO, Euro


class Level(StrEnum):
    """Of what a message speaks."""

    FILE = "file"
    BATCH = "batch"
    COLLECTION = "collection"


class WholeEntry(NamedTuple):
    """The entry of a statement of which something is a part.

    ``place`` is where in its message it stands, ``moved`` what it comes to, ``credited`` whether
    that came in, ``charges`` what it says was charged for all of it, and ``parts`` how many things
    it tells.
    """

    place: str
    moved: Euro
    credited: bool
    charges: Euro
    parts: int


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

    ``credited`` is whether money came in, and ``again`` whether a return was taken back by it.
    ``by_name`` is true if the bank's code speaks of something else, or of nothing that is known:
    then it is one of ours only if it names something of ours. ``whole`` is the entry of which it is
    a part, absent if it is all of it. ``accounts`` are the accounts of others that are named beside
    what came back, and ``foreign`` what moved in another currency. ``fault`` is what could not be
    read of it.
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
    credited: bool = False
    again: bool = False
    by_name: bool = False
    whole: WholeEntry | None = None
    accounts: tuple[str, ...] = ()
    foreign: str = ""
    fault: str = ""

    @property
    def came_in(self) -> bool:
        """Whether money came in, if any moved."""
        return self.credited or self.fact is Settlement

    @property
    def names_something(self) -> bool:
        """Whether any reference is given."""
        return bool(
            self.end_to_end_id
            or self.mandate
            or self.batch_id
            or self.message_id
            or self.instruction_id
        )

    @property
    def money(self) -> Euro | None:
        """What moved on the account, be it charges alone; absent if none did, or not in euros."""
        if self.booked_on is None:
            return None
        return self.charges if self.moved is None and self.fact is Charge else self.moved

    @property
    def not_in_the_books(self) -> str:
        """What of it moved, for a finding about what was not recorded; empty if nothing did."""
        moved = self.foreign if self.foreign and self.booked_on else self.money
        if not moved:
            return ""
        way = "credited" if self.came_in else "debited"
        return f"; not in the books: {moved} {way} on {self.booked_on}"

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
