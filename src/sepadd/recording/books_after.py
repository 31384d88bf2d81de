"""The books once the bank has answered: runs, mandates and open items, and what is to be saved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple, TypeVar

from sepadd.books import Books, ReceivableCloses, must_be
from sepadd.collection import CONSEQUENCES, Consequences
from sepadd.findings import Findings
from sepadd.frozen import dataclass
from sepadd.mandate import DORMANCY, Dormancy, Mandate
from sepadd.open_item import ItemKey, OpenItem
from sepadd.recording.batch_settlement import UNEXPLAINED
from sepadd.recording.follow_up import FollowUp, follow_ups, mandates_after
from sepadd.recording.items_after import PAID_OTHERWISE, items_after
from sepadd.recording.queries import DOUBT_SENTENCES
from sepadd.recording.recorded import Effect, Fact, take_in
from sepadd.recording.silence import SILENCE
from sepadd.run import CollectionRun

T = TypeVar("T")

RECORDING_SENTENCES: Final = (UNEXPLAINED, *DOUBT_SENTENCES, SILENCE, PAID_OTHERWISE)
"""What does not add up in what a bank has said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What is to be saved of the books after an answer, and nothing else.

    ``closed`` are the items that are not open any more: paid, to be deleted among the open ones.
    ``open_items`` are those that were opened again, or have another amount.
    """

    runs: tuple[CollectionRun, ...]
    mandates: tuple[Mandate, ...]
    closed: tuple[ItemKey, ...]
    open_items: tuple[OpenItem, ...]

    @property
    def nothing(self) -> bool:
        """Whether nothing is to be saved."""
        return not (self.runs or self.mandates or self.closed or self.open_items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recorded:
    """Books that know what the bank has said, and what that has changed.

    ``changes`` are what is to be saved; ``effects`` what became of which collection; ``follow_ups``
    what is to be done about those that failed, by the consequences of their reasons. ``findings``
    tell what fits nowhere.
    """

    books: Books
    changes: Changes
    effects: tuple[Effect, ...]
    follow_ups: tuple[FollowUp, ...]
    findings: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedTogether:
    """The books of several administrations, each as recorded; what fits nowhere in any of them."""

    recorded: tuple[Recorded, ...]
    findings: Findings


def record(
    books: Books,
    facts: Iterable[Fact],
    *,
    closes: ReceivableCloses,
    consequences: Consequences = CONSEQUENCES,
    dormancy: Dormancy = DORMANCY,
) -> Recorded:
    """Take in what the bank has said, in any order; said again, it changes nothing.

    ``facts`` come from messages, or by hand; each is laid to the run in the books that it speaks
    of, and what fits nowhere is a finding. The mandates know what was presented under them and what
    became of it; reasons suspend or end them as their ``consequences`` say. ``closes`` is when the
    books close an item; it has no default, since it says what is done where an item is not in the
    books and its collection is refused: closed at settlement, it was paid in another way and stays
    closed, with a finding (BKS-01); closed at the file, it is opened again. Where the user says
    when (at journalising), nothing is closed here. ``dormancy`` is the time after which a mandate
    that is not used ends, as :attr:`BankProfile.dormancy` has it.

    >>> from sepadd import prepare, submit
    >>> from sepadd.testing import AT, CREDITOR, INVOICE, MANDATE, TERMS, a_run
    >>> books = Books(creditor=CREDITOR, open_items=[INVOICE], mandates=[MANDATE], runs=[])
    >>> sent = books.keep(submit(a_run(), at=AT))
    >>> record(sent, (), closes=ReceivableCloses.AT_SETTLEMENT).changes.nothing
    True
    """
    both = record_together(
        (books,), facts, closes=closes, consequences=consequences, dormancy=dormancy
    )
    (recorded,) = both.recorded
    return replace(recorded, findings=Findings((*both.findings, *recorded.findings)))


def record_together(
    books: Iterable[Books],
    facts: Iterable[Fact],
    *,
    closes: ReceivableCloses,
    consequences: Consequences = CONSEQUENCES,
    dormancy: Dormancy = DORMANCY,
) -> RecordedTogether:
    """As :func:`record`, for the books of several administrations whose bank answers for all.

    So is the answer to a set taken in: one sum may be booked for the runs of all. What fits nowhere
    in any of the books is told once.
    """
    all_books = tuple(books)
    for each in all_books:
        must_be(Books, each)
    settings = _Settings(closes, consequences, dormancy)
    taken = take_in((run for each in all_books for run in each.runs), facts)
    recorded: list[Recorded] = []
    place = 0
    for each in all_books:
        places = range(place, place := place + len(each.runs))
        effects = tuple(effect for at in places for effect in taken.effects.get(at, ()))
        runs = taken.runs[places.start : places.stop]
        recorded.append(_recorded(each, runs, effects, settings))
    return RecordedTogether(recorded=tuple(recorded), findings=taken.findings)


class _Settings(NamedTuple):
    """How the books close items, and what follows from reasons and time."""

    closes: ReceivableCloses
    consequences: Consequences
    dormancy: Dormancy


def _recorded(
    books: Books,
    runs: tuple[CollectionRun, ...],
    effects: tuple[Effect, ...],
    settings: _Settings,
) -> Recorded:
    follows = follow_ups(effects, settings.consequences)
    mandates = mandates_after(books.mandates, runs, follows, dormancy=settings.dormancy)
    items = items_after(books.open_items, effects, settings.closes)
    after = replace(books, runs=runs, mandates=mandates, open_items=items.items)
    return Recorded(
        books=after,
        changes=Changes(
            runs=_others(books.runs, runs),
            mandates=_others(books.mandates, mandates),
            closed=_closed(books.open_items, items.items),
            open_items=_opened(books.open_items, items.items),
        ),
        effects=effects,
        follow_ups=follows,
        findings=Findings(items.findings),
    )


def _others(before: Sequence[T], after: Sequence[T]) -> tuple[T, ...]:
    """What is another object than it was, place by place: what has not changed is the same one."""
    return tuple(now for was, now in zip(before, after, strict=True) if was is not now)


def _closed(before: Iterable[OpenItem], after: Iterable[OpenItem]) -> tuple[ItemKey, ...]:
    if before is after:
        return ()
    there = {item.key for item in after}
    return tuple(item.key for item in before if item.key not in there)


def _opened(before: Iterable[OpenItem], after: Iterable[OpenItem]) -> tuple[OpenItem, ...]:
    if before is after:
        return ()
    was = {item.key: item for item in before}
    return tuple(item for item in after if was.get(item.key) != item)
