"""Where a collection, a run and a mandate can stand, and what leads from one place to the next.

Of a collection it is the table that the code goes by. Of runs and mandates it is what the steps
themselves answer, each taken from each place, so that no drawing says otherwise than they do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final, NamedTuple, TypeVar

from sepadd.books import revise
from sepadd.collection import STEPS, BankFact, Collection, Reject, RTransaction, Settlement, reason
from sepadd.findings import IllegalStep
from sepadd.mandate import (
    Mandate,
    Presentation,
    PresentationOutcome,
    SequenceType,
    release,
    replace_mandate,
    revoke,
    sign,
    sign_again,
    suspend,
)
from sepadd.run import (
    CollectionRun,
    RunSet,
    close,
    join,
    note,
    submit,
    submit_set,
    take_apart,
    withdraw,
)
from sepadd.samples import AT, BOOKS, DUE_ON, MANDATE, TERMS, TODAY, a_proposal, a_run
from sepadd.values import MandateReference, RunId

T = TypeVar("T")

Steps = Mapping[str, Callable[[T], T]]
"""Steps by their names; one that is not allowed raises :class:`IllegalStep`."""


class Transition(NamedTuple):
    """From where, by what, and to where."""

    start: str
    by: str
    end: str


class Machine(NamedTuple):
    """Whatever stands somewhere: what it is, its places in their order, and what is possible there.

    Some of its transitions lead nowhere else.
    """

    what: str
    places: tuple[str, ...]
    transitions: tuple[Transition, ...]

    @property
    def moves(self) -> tuple[Transition, ...]:
        """The transitions that lead from one place to another."""
        return tuple(each for each in self.transitions if each.start != each.end)


# -- a collection -------------------------------------------------------------------------------


def collection_machine() -> Machine:
    """What each fact of the bank makes of a collection; :data:`sepadd.collection.STEPS`."""
    return Machine(
        "a collection",
        tuple(status.value for status in STEPS),
        tuple(
            Transition(status.value, fact.__name__, after.value)
            for status, steps in STEPS.items()
            for fact, after in steps.items()
        ),
    )


# -- a run --------------------------------------------------------------------------------------

RUN_STEPS: Final[Steps[CollectionRun]] = MappingProxyType(
    {
        "revise": lambda run: revise(run, a_proposal(), BOOKS, TERMS, at=AT),
        "join": lambda run: join([run], TERMS, id=RunId("SET"), at=AT).runs[0],
        "take_apart": lambda run: take_apart(_set_of(run), at=AT)[0],
        "submit": lambda run: submit(run, at=AT),
        "submit_set": lambda run: submit_set(_set_of(run), at=AT).runs[0],
        "withdraw": lambda run: withdraw(run, at=AT),
        "close": lambda run: close(run, at=AT),
        "note": lambda run: note(run, at=AT, note="waits for a signature at the bank"),
    }
)
"""Our own steps, by the names of their functions."""


def runs() -> Mapping[str, CollectionRun]:
    """A run for each place where one can stand by our own steps."""
    prepared = a_run()
    in_set = join([prepared], TERMS, id=RunId("SET"), at=AT).runs[0]
    submitted = submit(prepared, at=AT)
    turned_down, settled = answered_with(submitted, Reject), answered_with(submitted, Settlement)
    return {
        "prepared": prepared,
        "prepared, in a set": in_set,
        "submitted": submitted,
        "submitted, all turned down": turned_down,
        "submitted, all settled": settled,
        "closed": close(settled, at=AT),
        "withdrawn": withdraw(prepared, at=AT),
    }


def answered_with(run: CollectionRun, *facts: type[BankFact] | None) -> CollectionRun:
    """A run of one collection, with one for each fact, of which the bank has said just that."""
    (collection,) = run.collections
    collections = (
        replace(collection, facts=() if fact is None else (_fact(fact, collection),))
        for fact in facts
    )
    return replace(run, collections=tuple(collections))


def _fact(kind: type[BankFact], collection: Collection) -> BankFact:
    about: dict[str, Any] = {"end_to_end_id": collection.end_to_end_id, "on": DUE_ON}
    if issubclass(kind, RTransaction):
        about["reason"] = reason("AM04")
    return kind(**about)


def run_machine() -> Machine:
    """What each of our own steps, and the bank's answer, makes of a run."""
    places = runs()
    answers = ("all turned down", "all settled")
    return Machine(
        "a run",
        tuple(places),
        (
            *_transitions(places, RUN_STEPS, lambda run: _place(run, places)),
            *(Transition("submitted", f"({each})", f"submitted, {each}") for each in answers),
        ),
    )


def _place(run: CollectionRun, places: Mapping[str, CollectionRun]) -> str:
    """The name of where a run stands among the places; of another version as of the first."""
    now = (run.standing, run.in_set is not None and not run.sent)
    return next(
        name
        for name, other in places.items()
        if now == (other.standing, other.in_set is not None and not other.sent)
    )


def _set_of(run: CollectionRun) -> RunSet:
    return RunSet.of(RunId("SET"), [run])


# -- a mandate ----------------------------------------------------------------------------------

_LONG: Final = timedelta(days=4 * 366)


def mandates() -> Mapping[str, Mandate]:
    """A mandate of each status on the due date of the examples."""
    found = (
        replace(MANDATE, signed_on=None),
        MANDATE,
        suspend(MANDATE, TODAY),
        _final(MANDATE),
        _unused(MANDATE),
        revoke(MANDATE, TODAY - timedelta(days=7)),
        _replaced(MANDATE),
    )
    return {mandate.status(DUE_ON).value: mandate for mandate in found}


def _final(mandate: Mandate) -> Mandate:
    """Its last collection is presented; what it cannot be used for raises."""
    if (why := mandate.why_unusable(DUE_ON)) is not None:
        raise IllegalStep(why)
    last = Presentation(due_on=DUE_ON, sequence_type=SequenceType.FINAL)
    return replace(mandate, presentations=(last,))


def _turned_down(mandate: Mandate) -> Mandate:
    """That collection is turned down before settlement."""
    told = (replace(each, outcome=PresentationOutcome.REJECTED) for each in mandate.presentations)
    return replace(mandate, presentations=tuple(told))


def _unused(mandate: Mandate) -> Mandate:
    """The same, had it been signed and used that much earlier."""
    earlier = (replace(each, due_on=each.due_on - _LONG) for each in mandate.presentations)
    signed_on = None if mandate.signed_on is None else mandate.signed_on - _LONG
    return replace(mandate, signed_on=signed_on, presentations=tuple(earlier))


def _signed_again(mandate: Mandate) -> Mandate:
    """The mandate that was over, which a new one stands in the place of."""
    return sign_again(mandate, TODAY, today=TODAY, reference=MandateReference("M-9"))[0]


def _replaced(mandate: Mandate) -> Mandate:
    return replace_mandate(mandate, on=TODAY, reference=MandateReference("M-9")).old


MANDATE_STEPS: Final[Steps[Mandate]] = MappingProxyType(
    {
        "sign": lambda mandate: sign(mandate, date(2026, 1, 15), today=TODAY),
        "sign_again": _signed_again,
        "suspend": lambda mandate: suspend(mandate, TODAY),
        "release": release,
        "(last collection presented)": _final,
        "(last collection rejected)": _turned_down,
        "(36 months without use)": _unused,
        "revoke": lambda mandate: revoke(mandate, TODAY),
        "replace_mandate": _replaced,
    }
)
"""Our own steps by the names of their functions; in brackets what happens by itself."""


def mandate_machine() -> Machine:
    """What each step, the last collection and the time make of a mandate."""
    places = mandates()
    ways = _transitions(places, MANDATE_STEPS, lambda mandate: mandate.status(DUE_ON).value)
    return Machine("a mandate", tuple(places), tuple(ways))


# -- steps --------------------------------------------------------------------------------------


def _transitions(
    places: Mapping[str, T], steps: Steps[T], name: Callable[[T], str]
) -> Iterator[Transition]:
    """Each step from each place where it is allowed."""
    for start, thing in places.items():
        for by, step in steps.items():
            with suppress(IllegalStep):
                yield Transition(start, by, name(step(thing)))


def in_words(transitions: Iterable[Transition]) -> str:
    """The same as a sentence each, for those who cannot see a drawing."""
    return " ".join(f"From {start}, {by} leads to {end}." for start, by, end in transitions)
