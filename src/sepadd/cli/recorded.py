"""What the bank's answers have changed, and what is to be done: for people, and for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from rich.table import Table

from sepadd.cli.answer import Json, Part
from sepadd.cli.read import reason_record, reason_said
from sepadd.cli.tables import first_few, printable, table
from sepadd.collection import Collection, CollectionStatus, MandateConsequence, Retry
from sepadd.findings import Findings
from sepadd.journal import Entry, ReceivableCloses, Role, balances, entries
from sepadd.printing import counted
from sepadd.recording import Effect, FollowUp, Recorded
from sepadd.records.stored import finding_record
from sepadd.records.tables import table as csv_table
from sepadd.run import CollectionRun
from sepadd.values import ZERO, EndToEndId, Euro

_NUMBERS: Final = frozenset({"collections", "EUR", "balance"})

FINDING_COLUMNS: Final = ("rule", "severity", "subject", "detail", "source")
"""The columns of a table of findings."""

_RETRY: Final[Mapping[Retry, str]] = {
    Retry.AFTER_FIX: "it can be collected again once that is put right",
    Retry.ASK_DEBTOR: "it can be collected again when the debtor agrees",
    Retry.CASE_BY_CASE: "whether it is collected again is to be decided",
    Retry.NO: "it is not collected again",
}
_MANDATE: Final[Mapping[MandateConsequence, str]] = {
    MandateConsequence.SUSPEND: "the mandate is on hold",
    MandateConsequence.AMEND: "the mandate is on hold until there is another account",
    MandateConsequence.END: "the mandate has ended",
}


# -- what has changed ---------------------------------------------------------------------------


class Failed(NamedTuple):
    """A collection that has failed, or of whose failure more is known, and what to do about it."""

    effect: Effect
    follow_up: FollowUp | None

    @property
    def collection(self) -> Collection:
        """As it is now."""
        return self.effect.after

    @property
    def why(self) -> str:
        """The reason, in words."""
        failure = self.collection.failure
        return "" if failure is None else reason_said(failure.reason)

    @property
    def to_do(self) -> str:
        """What to do, in words; nothing where all follows from what was told before."""
        return "" if self.follow_up is None else _to_do(self.follow_up)


def _to_do(follow: FollowUp) -> str:
    consequence = follow.consequence
    parts = (
        f"{consequence.whom}: {consequence.what}",
        _retry(consequence.retry, follow.retry_from),
        _MANDATE.get(consequence.mandate),
    )
    return "; ".join(part for part in parts if part)


def _retry(retry: Retry, retry_from: date | None) -> str:
    if retry is not Retry.LATER:
        return _RETRY[retry]
    if retry_from is None:
        return "it was collected as often as it can be by itself"
    return f"it can be collected again from {retry_from}"


def failed(recorded: Recorded) -> tuple[Failed, ...]:
    """The collections that have failed, with what to do, in their order."""
    follows: dict[EndToEndId, FollowUp] = {
        follow.collection.end_to_end_id: follow for follow in recorded.follow_ups
    }
    return tuple(
        Failed(effect, follows.get(effect.after.end_to_end_id))
        for effect in recorded.effects
        if effect.failed or effect.explained
    )


def effects_record(recorded: Recorded) -> list[Json]:
    """Every change for machines."""
    to_do = {each.collection.end_to_end_id: each.follow_up for each in failed(recorded)}
    return [_effect_record(each, to_do.get(each.after.end_to_end_id)) for each in recorded.effects]


def _effect_record(effect: Effect, follow: FollowUp | None) -> dict[str, Json]:
    now = effect.after
    failure = now.failure
    return {
        "collection": str(now.end_to_end_id),
        "debtor_id": now.mandate.debtor.id,
        "mandate": str(now.mandate.reference),
        "amount": str(now.amount),
        "before": str(effect.before.status),
        "after": str(now.status),
        "items": [f"{item.label}" for item in now.items],
        "failed_on": None if failure is None else str(failure.on),
        "reason": None if failure is None else reason_record(failure.reason),
        "follow_up": None if follow is None else _follow_up_record(follow),
    }


def _follow_up_record(follow: FollowUp) -> dict[str, Json]:
    return {
        "retry": str(follow.consequence.retry),
        "retry_from": None if follow.retry_from is None else str(follow.retry_from),
        "mandate": str(follow.consequence.mandate),
        "whom": str(follow.consequence.whom),
        "what": follow.consequence.what,
    }


def about_changes(recorded: Recorded) -> Iterator[Part]:
    """What was told that was not known, for people: what went well is counted, failures are named.

    What could not be laid to a collection follows.
    """
    down = failed(recorded)
    well = [each for each in recorded.effects if not (each.failed or each.explained)]
    if not recorded.effects:
        yield "Nothing of a collection was told that was not known."
    if well:
        yield _moves_table(well)
    if down:
        yield _failed_table(down)
    if recorded.findings:
        yield "To be looked at:"
        yield from (f"  {line}" for line in first_few(recorded.findings))
        yield ""


def _moves_table(effects: Iterable[Effect]) -> Table:
    made = table("collections", "EUR", "were", "are now", right=_NUMBERS)
    groups: dict[tuple[CollectionStatus, CollectionStatus], list[Collection]] = {}
    for each in effects:
        groups.setdefault((each.before.status, each.after.status), []).append(each.after)
    for (before, after), same in groups.items():
        more = ", and more is known" if before is after else ""
        total = Euro.total(collection.amount for collection in same)
        made.add_row(str(len(same)), str(total), before, f"{after}{more}")
    return made


def _failed_table(down: Iterable[Failed]) -> Table:
    made = table("collection", "debtor", "EUR", "is now", "why, and what to do", right=_NUMBERS)
    for each in down:
        collection = each.collection
        debtor = collection.mandate.debtor
        made.add_row(
            str(collection.end_to_end_id),
            printable(f"{debtor.id} {debtor.name}"),
            str(collection.amount),
            str(collection.status),
            "\n".join(printable(line) for line in (each.why, each.to_do) if line),
        )
    return made


# -- where it stands ----------------------------------------------------------------------------


def run_record(run: CollectionRun) -> dict[str, Json]:
    """Where a run stands, for machines."""
    return {
        "run_id": str(run.id),
        "standing": str(run.standing),
        "collections": len(run.collections),
        "total": str(run.total),
        "by_status": {
            status: {"collections": number, "total": str(total)}
            for status, number, total in _by_status(run)
        },
    }


def _by_status(run: CollectionRun) -> Iterator[tuple[str, int, Euro]]:
    number: Counter[CollectionStatus] = run.tally
    for status in CollectionStatus:
        if number[status]:
            same = (each.amount for each in run.collections if each.status is status)
            yield str(status), number[status], Euro.total(same)


def about_run(run: CollectionRun) -> str:
    """Where a run stands, in a sentence."""
    parts = (f"{number} {status}, {total} EUR" for status, number, total in _by_status(run))
    return f"Run {run.id} is {run.standing}: {'; '.join(parts)}."


def findings_table(findings: Findings) -> str:
    """What could not be laid to a collection, or does not add up, as a table."""
    return csv_table(
        FINDING_COLUMNS,
        ((each.rule, each.severity, each.subject, each.detail, each.source) for each in findings),
    )


def findings_record(findings: Findings) -> list[Json]:
    """The same for machines."""
    return [finding_record(each) for each in findings]


# -- the books ----------------------------------------------------------------------------------


def journal_of(runs: Iterable[CollectionRun], closes: ReceivableCloses) -> tuple[Entry, ...]:
    """Every entry that the runs have given rise to, day by day; of what was not sent there is none.

    Raises :class:`~sepadd.InvalidValue` where items do not come to their collection.
    """
    made = (entry for run in runs for entry in entries(run, closes))
    return tuple(sorted(made, key=lambda entry: entry.on))


def balances_record(journal: Iterable[Entry]) -> dict[str, Json]:
    """Debits less credits of every role that was booked on, for machines."""
    return {role: str(balance) for role, balance in booked(journal).items()}


def booked(journal: Iterable[Entry]) -> Mapping[str, Euro]:
    """Debits less credits of the roles that are always there, and of others that are not 0.00."""
    always = {Role.RECEIVABLE, Role.IN_TRANSIT, Role.BANK, Role.RETURN_CHARGES}
    return {
        str(role): balance
        for role, balance in balances(journal).items()
        if role in always or balance != ZERO
    }


def about_journal(journal: Sequence[Entry]) -> str:
    """What the journal comes to, in a sentence."""
    if not journal:
        return "Journal: no entries yet."
    sums = ", ".join(f"{role} {balance}" for role, balance in booked(journal).items())
    return f"Journal: {counted(len(journal), 'entry', 'entries')}; debits less credits: {sums}."
