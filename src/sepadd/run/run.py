"""A collection run: a proposal that was decided on, sent, and answered by the bank.

A run keeps everything as it stood: the creditor, each mandate, each open item, and the form of the
bank's file. What it is follows from the steps in its history and from the bank's facts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple

from sepadd.collection import NOT_TAKEN, BatchBooking, Collection, CollectionStatus
from sepadd.display import ShownInNotebooks
from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import Presentation
from sepadd.open_item import Invoice, ItemKey
from sepadd.proposal import EVERYTHING, Edit, MandateKey, edited
from sepadd.rulebook import FileForm
from sepadd.run.bank_file import BankFile, bank_files
from sepadd.values import Creditor, Euro, MessageId, PaymentInformationId, RunId


class Step(StrEnum):
    """What was done with a run."""

    PREPARED = "prepared"
    REVISED = "revised"
    """Edited before it was submitted: a new version, whose file replaces the one before."""
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    NOTED = "noted"
    """Something was noted, such as what the bank's portal says of it; it changes nothing."""
    CLOSED = "closed"
    """Nothing more is expected of it. A refund that comes after all is still taken in."""
    JOINED = "put in a set"
    """It goes to the bank in one file with other runs, or not at all."""
    LEFT = "taken out of its set"


class RunStage(StrEnum):
    """Where a run stands by our own steps."""

    PREPARED = "prepared"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"


class RunStanding(StrEnum):
    """Where a run stands, by our own steps and, once it was submitted, by its collections."""

    PREPARED = "prepared"
    WITHDRAWN = "withdrawn"
    SUBMITTED = "submitted"
    """The bank has said nothing of it; that is no acceptance."""
    ACKNOWLEDGED = "acknowledged"
    """The bank has taken it on, and turned nothing down."""
    PARTLY_ACCEPTED = "partly accepted"
    """Some collections were turned down or recalled before settlement."""
    REJECTED = "rejected"
    """All were turned down or recalled before settlement: no money moves."""
    SETTLING = "settling"
    """Some were credited, and of others nothing is known yet."""
    SETTLED = "settled"
    """All were credited or turned down; some may have gone back since."""
    CLOSED = "closed"


_STAGE_AFTER: Final = {
    Step.PREPARED: RunStage.PREPARED,
    Step.REVISED: RunStage.PREPARED,
    Step.SUBMITTED: RunStage.SUBMITTED,
    Step.WITHDRAWN: RunStage.WITHDRAWN,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RunStep:
    """One step in a run's history: what, when, by whom, and what was noted with it.

    ``at`` is an instant with its time zone; ``by`` the user's own name for who did it.
    """

    step: Step
    at: datetime
    by: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse an instant that says nothing without knowing where one is."""
        if self.at.tzinfo is None:
            message = (
                f"{self.step} at {self.at}: the time zone is missing; "
                "datetime.now(tz=ZoneInfo('Europe/Amsterdam')) has one"
            )
            raise InvalidValue(message)


class SetFile(NamedTuple):
    """Those batches of one run that stand in one file of a set, by the ids that the bank knows."""

    id: MessageId
    batches: tuple[PaymentInformationId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlace:
    """Where a run stands in a set of runs that goes to the bank as one.

    ``id`` is the set's, ``runs`` are the ids of all its runs in their order, and ``files`` say
    where the run's own batches are.
    """

    id: RunId
    runs: tuple[RunId, ...]
    files: tuple[SetFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionRun(ShownInNotebooks):
    """What goes, or went, to the bank on one decision.

    ``version`` counts from 1, and goes up with every edit. ``history`` holds every step, the first
    being the preparation. ``edits`` are the changes by hand that its proposal came with.
    ``bookings`` are sums that the bank has booked for whole batches of it. ``in_set`` is where it
    stands in a set, if it goes to the bank in one. Raises :class:`InvalidValue`.
    """

    id: RunId
    creditor: Creditor
    form: FileForm
    collections: tuple[Collection, ...]
    history: tuple[RunStep, ...]
    edits: tuple[Edit, ...] = ()
    bookings: tuple[BatchBooking, ...] = ()
    in_set: SetPlace | None = None

    def __post_init__(self) -> None:
        """Refuse a history that does not begin with the preparation."""
        if not self.history or self.history[0].step is not Step.PREPARED:
            begins = f"with {self.history[0].step!r}" if self.history else "with nothing"
            message = f"the history of {self.label} begins {begins}: it begins with its preparation"
            raise InvalidValue(message)

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"run {self.id}"

    @property
    def version(self) -> int:
        """Which edit it is, from 1; only the files of the latest one may go to the bank."""
        return 1 + sum(done.step is Step.REVISED for done in self.history)

    @property
    def stage(self) -> RunStage:
        """Prepared, submitted or withdrawn."""
        return _STAGE_AFTER[self.last_step.step]

    @property
    def sent(self) -> bool:
        """Whether the bank has had it: also if all was turned down, and it was withdrawn then."""
        return any(done.step is Step.SUBMITTED for done in self.history)

    @property
    def set_ids(self) -> frozenset[str]:
        """The sets that it was ever put in: a set's files are called after it."""
        return frozenset(done.note for done in self.history if done.step is Step.JOINED)

    @property
    def last_step(self) -> RunStep:
        """The latest step that decided something; what was merely noted does not."""
        return next(done for done in reversed(self.history) if done.step in _STAGE_AFTER)

    @property
    def standing(self) -> RunStanding:
        """Where it stands: after submission that follows from its collections."""
        if self.stage is not RunStage.SUBMITTED:
            return RunStanding(self.stage.value)
        if any(done.step is Step.CLOSED for done in self.history):
            return RunStanding.CLOSED
        return _standing_of(self.tally)

    @property
    def new_items(self) -> tuple[Invoice, ...]:
        """Items that were added by hand and are collected: they are new in the books."""
        collected = {key for collection in self.collections for key in collection.item_keys}
        added = edited(EVERYTHING, self.edits).added
        return tuple(item for key, item in added.items() if key in collected)

    @property
    def prepared_at(self) -> datetime:
        """When this version was made."""
        made = (done.at for done in self.history if done.step in {Step.PREPARED, Step.REVISED})
        return list(made)[-1]

    @property
    def total(self) -> Euro:
        """The sum of its collections."""
        return Euro.total(collection.amount for collection in self.collections)

    @property
    def tally(self) -> Counter[CollectionStatus]:
        """How many of its collections stand where."""
        return Counter(collection.status for collection in self.collections)

    def held(self) -> Iterator[ItemKey]:
        """The open items that no other run may collect.

        All that it collects, or has collected; those of collections that failed are free again, and
        so are all of a run that was withdrawn. An item of which a part was collected is held until
        that part has come in: then :meth:`rests` says how much of it may be open.
        """
        if self.stage is RunStage.WITHDRAWN:
            return
        for collection in self.collections:
            if not collection.failed:
                yield from _held_by(collection)

    def rests(self) -> Iterator[tuple[ItemKey, Euro]]:
        """What is left of items of which a part has come in: no more may be collected of them."""
        for collection in self.collections:
            if collection.open_before and collection.is_settled:
                yield from collection.rests.items()

    def presentations(self) -> Iterator[tuple[MandateKey, Presentation]]:
        """What it presents to the bank, by the key of the mandate.

        A run that was withdrawn presents nothing; one that had been sent has presented what was
        turned down, and its mandates have to know that it was.
        """
        if self.stage is RunStage.WITHDRAWN and not self.sent:
            return
        for collection in self.collections:
            yield collection.mandate.key, collection.presentation

    def files(self) -> tuple[BankFile, ...]:
        """The files for the bank: one for each scheme, split where the bank's limits ask for it.

        The same run always gives the same files, with the same ids: its own, then ``.v2`` for the
        second version, ``.F2`` for the second of several files, ``.B2`` for a file's second batch.
        No run is called like that, since a run's id has no dot.
        """
        version = "" if self.version == 1 else f".v{self.version}"
        return bank_files(
            self.collections,
            id=f"{self.id}{version}",
            creditor=self.creditor,
            form=self.form,
            created_at=self.prepared_at,
        )


def _held_by(collection: Collection) -> Iterator[ItemKey]:
    """The items that a collection keeps from others."""
    if not collection.open_before or not collection.is_settled:
        yield from collection.item_keys
        return
    rests = collection.rests
    yield from (key for key in collection.item_keys if key not in rests)


def _standing_of(tally: Counter[CollectionStatus]) -> RunStanding:
    """Where collections that were submitted stand together."""
    silent, accepted = tally[CollectionStatus.PENDING], tally[CollectionStatus.ACCEPTED]
    not_taken = sum(tally[status] for status in NOT_TAKEN)
    waiting = silent + accepted
    credited = tally.total() - waiting - not_taken
    if not waiting:
        return RunStanding.SETTLED if credited else RunStanding.REJECTED
    if credited:
        return RunStanding.SETTLING
    if not_taken:
        return RunStanding.PARTLY_ACCEPTED
    return RunStanding.ACKNOWLEDGED if accepted else RunStanding.SUBMITTED
