"""Whole histories: what was sent, what became of each collection, and how the bank told that.

The fake bank does what is drawn, in a drawn dialect; so the messages are what a bank would send,
and what has to come of them is known without reading them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from hypothesis import strategies as st

from sepadd.banks import EPC
from sepadd.collection import Collection, CollectionStatus
from sepadd.mandate import Scheme
from sepadd.messages import pain008
from sepadd.messages.requests import camt055, pain007
from sepadd.run import CollectionRun, recall, reverse
from sepadd.testing.fake_bank import PLAIN, Dialect, FakeBank
from sepadd.testing.strategies.decided import submitted_runs
from sepadd.values import TARGET, ZERO, EndToEndId, Euro, MessageId

_LATER_ON: Final = timedelta(days=35)
"""When debtors claim back, after the last due date: within their eight weeks."""


class Happening(StrEnum):
    """What the bank, the debtor or the creditor does with a collection."""

    NOTHING = "nothing"
    TURNED_DOWN = "turned down at the counter"
    REJECTED = "rejected on its way"
    CANCELLED = "cancelled"
    RETURNED = "returned"
    REVERSED = "reversed"
    REFUNDED = "refunded"
    UNAUTHORISED = "refunded as unauthorised"


ENDS: Final[Mapping[Happening, CollectionStatus]] = MappingProxyType(
    {
        Happening.NOTHING: CollectionStatus.SETTLED,
        Happening.TURNED_DOWN: CollectionStatus.REJECTED,
        Happening.REJECTED: CollectionStatus.REJECTED,
        Happening.CANCELLED: CollectionStatus.CANCELLED,
        Happening.RETURNED: CollectionStatus.RETURNED,
        Happening.REVERSED: CollectionStatus.REVERSED,
        Happening.REFUNDED: CollectionStatus.REFUNDED,
        Happening.UNAUTHORISED: CollectionStatus.REFUNDED,
    }
)
"""Where each of these leads a collection, once a bank has told all of it plainly."""

_CLAIMS: Final = frozenset({Happening.REFUNDED, Happening.UNAUTHORISED})


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """Runs that were sent, what happened to each collection, and all that the bank sent.

    ``runs`` are as they were submitted: nothing of the ``messages``, which stand in the order in
    which they were sent, is recorded in them. ``bank`` is the bank as it stands at the end.
    """

    runs: tuple[CollectionRun, ...]
    happenings: Mapping[EndToEndId, Happening]
    messages: tuple[bytes, ...]
    bank: FakeBank

    def __str__(self) -> str:
        """How it was drawn, for a test that fails."""
        told = ", ".join(f"{name}: {what}" for name, what in self.happenings.items())
        return f"at a {self.bank.dialect.name} bank, {told}; {len(self.messages)} messages"

    def __repr__(self) -> str:
        """The same: messages in full would fill the screen."""
        return f"<History {self}>"

    @property
    def ends(self) -> Mapping[EndToEndId, CollectionStatus]:
        """Where each collection stands once everything was heard.

        So it is where the bank tells everything. ``GROSS_ONLY`` tells of a reject only by the debit
        of its money, and ``MANDATE_ONLY`` does not say who sent it back: there a rejected, or a
        reversed, collection is returned. Which of them ``failed`` is the same at all banks.
        """
        return {name: ENDS[what] for name, what in self.happenings.items()}

    @property
    def failed(self) -> frozenset[EndToEndId]:
        """The collections whose items are open again at the end."""
        settled = CollectionStatus.SETTLED
        return frozenset(name for name, end in self.ends.items() if end is not settled)


# -- what happens -------------------------------------------------------------------------------


@st.composite
def histories(
    draw: st.DrawFn,
    *,
    of: st.SearchStrategy[Sequence[CollectionRun]] | None = None,
    dialects: Sequence[Dialect] = (PLAIN,),
    happenings: Sequence[Happening] = tuple(Happening),
) -> History:
    """A history to its end, at a bank that speaks one of these dialects.

    ``of`` draws submitted runs, in the order of their due dates; without it there is one. Of the
    ``happenings`` a B2B collection has no claims, since it has no refund. For every way of telling
    give ``DIALECTS``.
    """
    runs = tuple(draw(submitted_runs().map(lambda run: (run,)) if of is None else of))
    drawn = {
        each.end_to_end_id: draw(st.sampled_from(_possible(each, happenings)))
        for run in runs
        for each in run.collections
    }
    bank = FakeBank(today=runs[0].prepared_at.date(), dialect=draw(st.sampled_from(dialects)))
    messages = _Told(draw, bank, runs, drawn).messages()
    return History(
        runs=runs, happenings=MappingProxyType(drawn), messages=tuple(messages), bank=bank
    )


def _possible(collection: Collection, happenings: Sequence[Happening]) -> Sequence[Happening]:
    if collection.mandate.scheme is not Scheme.B2B:
        return happenings
    return [each for each in happenings if each not in _CLAIMS] or [Happening.NOTHING]


class _Told:
    """A bank at which it all happens, day by day."""

    def __init__(
        self,
        draw: st.DrawFn,
        bank: FakeBank,
        runs: Sequence[CollectionRun],
        happenings: Mapping[EndToEndId, Happening],
    ) -> None:
        self._draw = draw
        self._bank = bank
        self._runs = runs
        self._happenings = happenings

    def messages(self) -> Iterator[bytes]:
        """All that the bank sends, in that order."""
        first, last = self._due(0), self._due(-1)
        yield from self._handed_in()
        yield from self._bank.move_to(max(self._bank.today, TARGET.before(first, 2)))
        for name in self._names(Happening.REJECTED):
            self._bank.will_reject(name, self._code())
        if any(what is not Happening.TURNED_DOWN for what in self._happenings.values()):
            yield self._bank.intraday(first)
        for run in self._runs:
            yield from self._settled(run)
        yield from self._bank.move_to(last + _LATER_ON)
        for name in self._names(*_CLAIMS):
            code = "MD01" if self._happenings[name] is Happening.UNAUTHORISED else "MD06"
            self._bank.refund(name, code, charges=self._charges())
        yield from self._bank.move_to(TARGET.after(self._bank.today, 2))

    def _handed_in(self) -> Iterator[bytes]:
        for run in self._runs:
            for each in run.collections:
                if each.mandate.scheme is Scheme.B2B:
                    self._bank.register_b2b(each.mandate.reference)
        for name in self._names(Happening.TURNED_DOWN):
            self._bank.will_reject(name, self._code())
        for name in self._names(Happening.RETURNED):
            days = self._draw(st.integers(1, 3))
            self._bank.will_return(name, self._code(), after_days=days, charges=self._charges())
        for run in self._runs:
            yield from (self._bank.take(pain008.render(file)) for file in run.files())
        for run in self._runs:
            yield from self._cancelled(run)

    def _cancelled(self, run: CollectionRun) -> Iterator[bytes]:
        if names := self._names(Happening.CANCELLED, of=run):
            on = self._bank.today
            name, terms, at = MessageId(f"C-{run.id}"), EPC.terms(on=on), _nine(on, run)
            asked = recall(run, names, terms, id=name, reason="CUST", at=at)
            yield from (self._bank.cancel(camt055.render(each)) for each in asked.recalls)

    def _settled(self, run: CollectionRun) -> Iterator[bytes]:
        yield from self._bank.move_to(max(self._bank.today, TARGET.after(_due_on(run), 1)))
        if names := self._names(Happening.REVERSED, of=run):
            on = self._bank.today
            name, terms, at = MessageId(f"R-{run.id}"), EPC.terms(on=on), _nine(on, run)
            asked = reverse(run, names, terms, id=name, reason="AM05", at=at)
            yield from (self._bank.reverse(pain007.render(each)) for each in asked.requests)

    def _names(self, *wanted: Happening, of: CollectionRun | None = None) -> list[EndToEndId]:
        """The collections to which that happens: of one run, or of all."""
        own = None if of is None else {each.end_to_end_id for each in of.collections}
        return [
            name
            for name, what in self._happenings.items()
            if what in wanted and (own is None or name in own)
        ]

    def _due(self, place: int) -> date:
        return sorted(_due_on(run) for run in self._runs)[place]

    def _code(self) -> str:
        return self._draw(st.sampled_from(["AM04", "AC04", "MS02", "MD07"]))

    def _charges(self) -> Euro:
        return self._draw(st.sampled_from([ZERO, ZERO, Euro(cents=3_50)]))


def _due_on(run: CollectionRun) -> date:
    return TARGET.on_or_after(max(each.due_on for each in run.collections))


def _nine(on: date, run: CollectionRun) -> datetime:
    return datetime.combine(on, time(9, 0), tzinfo=run.prepared_at.tzinfo)


# -- how it comes in ----------------------------------------------------------------------------


@st.composite
def arrivals(draw: st.DrawFn, messages: Sequence[bytes], *, again: int = 4) -> list[bytes]:
    """The same messages in any order, and up to ``again`` of them once more."""
    repeated = draw(st.lists(st.sampled_from(range(len(messages))), max_size=again))
    order = draw(st.permutations([*range(len(messages)), *repeated]))
    return [messages[number] for number in order]
