"""What the bank should have said by now, and has not.

No news is not good news: a status report may be lost. A collection that is due stands on the
statement of its day, or came back within the days for returns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import Finding, Findings, Sentence, Severity
from sepadd.run import CollectionRun
from sepadd.values import TARGET, Euro

SILENCE: Final = Sentence(
    "BNK-14",
    "The bank tells within five TARGET days how a collection went.",
    "EPC016-06, time cycle: what is due is settled, rejected or returned",
    Severity.WARNING,
    why=(
        "A status report or an entry may be lost. Until somebody asks, the items are neither paid "
        "nor open."
    ),
    hint="Ask the bank for the missing status report or statement, and record it.",
)

SILENT_AFTER: Final = 5
"""TARGET days after the due date, the last on which a CORE collection can be returned."""

_MOST_NAMED: Final = 3


def silent(runs: Iterable[CollectionRun], heard_until: date, *, after: date = date.min) -> Findings:
    """Tell of each run and due date what the bank is silent about, as far as statements are in.

    ``heard_until`` is the last booking day of which a statement is in. What was silent on the day
    ``after`` already is left out.

    >>> from sepadd import submit
    >>> from sepadd.testing import AT, a_run
    >>> for finding in silent([submit(a_run(), at=AT)], date(2026, 12, 8)):
    ...     print(finding.rule, finding.subject)
    BNK-14 run 2026-12
    """
    given = tuple(runs)
    accounts = {each.account.iban.value for run in given for each in run.collections}
    heard = dict.fromkeys(accounts, heard_until)
    return Findings(each for run in given for each in silent_in(run, heard, after))


def silent_in(
    run: CollectionRun, heard_until: Mapping[str, date], after: date = date.min
) -> Iterator[Finding]:
    """What a run has not heard of, by the last day that each account has a statement of."""
    if not run.sent:
        return
    found: defaultdict[date, list[Collection]] = defaultdict(list)
    for each in run.collections:
        if not each.status.is_answered:
            found[each.due_on].append(each)
    for due_on in sorted(found):
        asked_on = TARGET.after(TARGET.on_or_after(due_on), SILENT_AFTER)
        silent_ones = [
            each
            for each in found[due_on]
            if after < asked_on <= heard_until.get(each.account.iban.value, date.min)
        ]
        if silent_ones:
            yield SILENCE.finding(run.label, _detail(silent_ones, due_on, asked_on))


def _detail(silent_ones: list[Collection], due_on: date, asked_on: date) -> str:
    names = [str(each.end_to_end_id) for each in silent_ones[:_MOST_NAMED]]
    more = len(silent_ones) - len(names)
    total = Euro.total(each.amount for each in silent_ones)
    rest = f" and {more} more" if more else ""
    return (
        f"{len(silent_ones)} due on {due_on}, {total} in all, are neither settled nor rejected by "
        f"{asked_on}: {', '.join(names)}{rest}"
    )
