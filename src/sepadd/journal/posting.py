"""Posting: entries with the accounts of the user's ledger, each once, in periods that are open.

Everything that stands against it is named before any entry is made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from typing import Final

from sepadd.findings import Finding, Findings, IllegalStep, Sentence
from sepadd.journal.entry import Entry, EntryId, Line
from sepadd.journal.journal import does_not_come_to, entries
from sepadd.journal.ledger import BY_OWN_ACCOUNT, ROLE_SENTENCES, Ledger, Role, RoleAt, unfit
from sepadd.journal.periods import OPEN_PERIOD, Periods, WhenClosed
from sepadd.journal.policy import NOTHING_JOURNALISED, Journalised
from sepadd.run import CollectionRun
from sepadd.values import ZERO, Iban

COMES_TO: Final = Sentence(
    "JNL-05",
    "The open items of a collection come to its amount and its discount.",
    "accounting practice: debits are credits",
    why=(
        "What is closed among the open items has to be what was collected and what was given as "
        "discount, or debits and credits differ."
    ),
    hint=(
        "Find the item that is missing, wrong or one too many in the collection, and correct it "
        "before posting."
    ),
)

JOURNAL_SENTENCES: Final = (*ROLE_SENTENCES, OPEN_PERIOD, COMES_TO)
"""Why nothing is posted."""


def ready(run: CollectionRun, ledger: Ledger) -> Findings:
    """All that stands against posting a run, now or later, before any entry is made.

    Every role that its entries may come to need, in transit and bank for each of the own accounts
    that it collects onto; and collections that their items do not come to.
    """
    wrong = ((each, does_not_come_to(each)) for each in run.collections)
    unequal = (COMES_TO.finding(each.label, why) for each, why in wrong if why is not None)
    return Findings((*unfit(ledger, _may_need(run)), *unequal))


def _may_need(run: CollectionRun) -> Iterator[RoleAt]:
    yield Role.RECEIVABLE, None
    ibans = dict.fromkeys(collection.account.iban for collection in run.collections)
    for iban in ibans:
        yield Role.IN_TRANSIT, iban
        yield Role.BANK, iban
    if any(collection.discount != ZERO for collection in run.collections):
        yield Role.DISCOUNT, None
    yield Role.RETURN_CHARGES, None


def post(
    runs: CollectionRun | Iterable[CollectionRun],
    ledger: Ledger,
    *,
    posted: Iterable[Entry | EntryId],
    journalised: Journalised = NOTHING_JOURNALISED,
) -> tuple[Entry, ...]:
    """The entries of a run, or of all runs, that are not posted yet, with the ledger's accounts.

    ``posted`` are those that are, or their ids; it has no default, since what is forgotten is
    posted twice. Once the new ones stand in the ledger, add them. Of runs that were not sent there
    is nothing to post. What was posted and told otherwise since is left to
    :func:`sepadd.journal.corrections`. Raises :class:`RulesViolated` with every finding, and gives
    nothing, when a role has no account or a day is in a closed period.
    """
    every = (runs,) if isinstance(runs, CollectionRun) else runs
    sent = [run for run in every if run.sent]
    found = (finding for run in sent for finding in ready(run, ledger))
    Findings(dict.fromkeys(found)).raise_if_errors()
    made = (e for run in sent for e in entries(run, ledger.closes, journalised=journalised))
    return post_entries(made, ledger, posted=posted)


def post_entries(
    made: Iterable[Entry], ledger: Ledger, *, posted: Iterable[Entry | EntryId]
) -> tuple[Entry, ...]:
    """Any entries that are not posted yet, with accounts of the user's ledger: see :func:`post`.

    Raises :class:`IllegalStep` for one that adds up others, of which some were posted.
    """
    known = frozenset(_ids_of(posted))
    new = tuple({entry.id: entry for entry in made if entry.id not in known}.values())
    _must_be_new_as_a_whole(new, known)
    dated = tuple((entry, _day_in(ledger, entry)) for entry in new)
    closed = (_closed(entry, ledger.periods) for entry, day in dated if day is None)
    needed = (_role_at(line) for entry in new for line in entry.lines)
    Findings((*unfit(ledger, needed), *closed)).raise_if_errors()
    return tuple(_in_ledger(entry, ledger, day) for entry, day in dated if day is not None)


def _ids_of(posted: Iterable[Entry | EntryId]) -> Iterator[EntryId]:
    for each in posted:
        if isinstance(each, Entry):
            yield from each.ids
        else:
            yield each


def _must_be_new_as_a_whole(new: Iterable[Entry], posted: AbstractSet[EntryId]) -> None:
    for entry in new:
        twice = [part for part in entry.parts if part in posted]
        if twice:
            message = f"{entry.label} adds up {', '.join(twice)}, posted before: post the rest"
            raise IllegalStep(message)


def _day_in(ledger: Ledger, entry: Entry) -> date | None:
    periods = ledger.periods
    if ledger.when_closed is WhenClosed.FIRST_OPEN_DAY:
        return periods.first_open_day(entry.on)
    return entry.on if periods.is_open(entry.on) else None


def _closed(entry: Entry, periods: Periods) -> Finding:
    detail = f"it is dated {entry.on}, and open is {periods}; open that period, or date it later"
    return OPEN_PERIOD.finding(entry.label, detail)


def _role_at(line: Line) -> RoleAt:
    return line.role, (line.iban if line.role in BY_OWN_ACCOUNT else None)


def _in_ledger(entry: Entry, ledger: Ledger, day: date) -> Entry:
    moved = "" if day == entry.on else f" (of {entry.on})"
    return replace(
        entry,
        on=day,
        description=f"{entry.description}{moved}",
        lines=tuple(line._replace(account=_code(ledger, *_role_at(line))) for line in entry.lines),
    )


def _code(ledger: Ledger, role: Role, iban: Iban | None) -> str:
    account = ledger.account(role, iban)
    return "" if account is None else account.code
