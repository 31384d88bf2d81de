"""How things look in a table, and as a record for machines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol, TypeVar

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text

from sepadd.findings import Finding, Findings
from sepadd.proposal import Proposal, ProposalLine

WEEKDAYS: Final = (*("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),)
"""Their names, which would otherwise be in the language of the machine."""

FIRST_FEW: Final = 5
"""How many times a warning is shown to people; machines are told all of them."""


def printable(text: str) -> str:
    r"""A text with every sign that a terminal would act on written out.

    >>> print(printable("Jansen\x1b[2J"))
    Jansen\x1b[2J
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)


def weekday(day: date) -> str:
    """The English name of its weekday.

    >>> weekday(date(2026, 12, 1))
    'Tuesday'
    """
    return WEEKDAYS[day.weekday()]


def table(*columns: str, right: frozenset[str] = frozenset()) -> Table:
    """An empty table with these columns; those named in ``right`` hold numbers."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False)
    for number, name in enumerate(columns, start=1):
        last = number == len(columns)
        made.add_column(
            name, justify="right" if name in right else "left", overflow="fold", no_wrap=False
        )
        made.columns[-1].ratio = 1 if last else None
    return made


def facts(rows: Iterable[tuple[str, str]]) -> Table:
    """What is known of one thing, line by line: a name and what it is."""
    made = Table(box=None, show_header=False, pad_edge=False)
    for name, said in rows:
        made.add_row(name, printable(said))
    return made


def warnings_of(proposal: Proposal) -> list[str]:
    """What is allowed and has to be known of what is collected; of each rule the first few."""
    collected = (reason for line in proposal.lines if line.ok for reason in line.reasons)
    return first_few(Findings((*proposal.whole, *collected)).warnings)


class OfRule(Protocol):
    """Something under a rule: a finding, a change."""

    @property
    def rule(self) -> str:
        """The rule's id."""
        ...


R = TypeVar("R", bound=OfRule)


def few_of_each(told: Iterable[R]) -> Iterator[R]:
    """In their order, of each rule the first few."""
    times: Counter[str] = Counter()
    for each in told:
        times[each.rule] += 1
        if times[each.rule] <= FIRST_FEW:
            yield each


def more_like_these(told: Iterable[OfRule]) -> Iterator[str]:
    """Of each rule that has more than the first few: how many more there are."""
    for rule, times in Counter(each.rule for each in told).items():
        if times > FIRST_FEW:
            yield f"[{rule}] and {times - FIRST_FEW} more like these"


def first_few(findings: Iterable[Finding]) -> list[str]:
    """Findings for people: each once, and of each rule the first few and how many more."""
    of_rules: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        of_rules.setdefault(finding.rule, []).append(finding)
    return [
        line
        for same in of_rules.values()
        for line in (*map(str, few_of_each(same)), *more_like_these(same))
    ]


def proposal_table(proposal: Proposal) -> Table:
    """Every open item of a proposal: collected, or why not."""
    made = table("item", "debtor", "amount", "outcome", right=frozenset({"amount"}))
    for line in proposal.lines:
        made.add_row(
            printable(line.item.label),
            printable(_debtor(line)),
            str(line.item.balance),
            Text(f"OK, in {line.end_to_end_id}", style="green")
            if line.ok
            else Text(printable(f"not collected: {line.status}"), style="yellow"),
        )
    return made


def _debtor(line: ProposalLine) -> str:
    if line.mandate is None or line.mandate.debtor.id != line.item.debtor_id:
        return line.item.debtor_id
    return f"{line.item.debtor_id} {line.mandate.debtor.name}"
