"""What is told of a file in which one mistake stands a hundred thousand times: some, and the count.

Who mends the first thousand has mended the program that makes the file; and no file, whatever is in
it, makes the report larger than memory.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sepadd.findings import Finding, Severity

MOST_OF_A_RULE: Final = 1_000
"""How many findings of one rule are told of one file, or of one zip of files."""

MOST_SAID: Final = 2_000
"""How many characters of a finding's detail, subject or text are told: they may repeat the file."""


class Bounded:
    """Findings in their order: of each rule the first, and how many there are if that is more."""

    def __init__(self, most: int = MOST_OF_A_RULE) -> None:
        """Begin with none; ``most`` are told of each rule."""
        self._most = most
        self._found: list[Finding] = []
        self._times: Counter[str] = Counter()
        self._left_out: dict[str, Finding] = {}

    def take(self, findings: Iterable[Finding]) -> None:
        """Take more of them."""
        for finding in findings:
            rule = finding.rule
            self._times[rule] += 1
            if self._times[rule] <= self._most:
                self._found.append(_short(finding))
            elif rule not in self._left_out or finding.severity is Severity.ERROR:
                self._left_out[rule] = finding

    def told(self) -> Iterator[Finding]:
        """First, where some are left out, how many there are; then all that were taken.

        Where one of those left out is an error, it is an error that there are more.
        """
        for rule, one in self._left_out.items():
            times, most = self._times[rule], self._most
            detail = (
                f"broken {times} times: the first {most} are told, the other {times - most} not"
            )
            yield Finding(
                rule=rule,
                subject="file",
                detail=detail,
                source=one.source,
                severity=one.severity,
                hint=one.hint,
            )
        yield from self._found


def _short(finding: Finding) -> Finding:
    said = (finding.subject, finding.detail, finding.before, finding.after)
    if all(text is None or len(text) <= MOST_SAID for text in said):
        return finding
    return replace(
        finding,
        subject=_cut(finding.subject),
        detail=_cut(finding.detail),
        before=None if finding.before is None else _cut(finding.before),
        after=None if finding.after is None else _cut(finding.after),
    )


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]} ..."
