"""What can be wrong, and how it is said.

A value that cannot be right raises :class:`InvalidValue`.
A step that is not allowed raises :class:`IllegalStep`.
A document that may be wrong is *reported*: every problem, at once, as :class:`Findings`.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import ClassVar, Self

from sepadd.display import ShownInNotebooks
from sepadd.frozen import dataclass


class SepaddError(Exception):
    """Everything sepadd raises on purpose; ``findings`` say of each what is wrong."""

    _about: ClassVar[str] = "step"

    @property
    def findings(self) -> Findings:
        """What is wrong: all that was found, or the one thing that the message says.

        >>> str(InvalidValue("id 'é': use letters").findings[0])
        "[InvalidValue] value: id 'é': use letters"
        """
        told = Finding(rule=type(self).__name__, subject=self._about, detail=str(self), source="")
        return Findings((told,))


class InvalidValue(SepaddError, ValueError):
    """A single value that no reading of the scheme allows.

    The message holds the value, what it was to be, and what would be right.
    """

    _about: ClassVar[str] = "value"


class IllegalStep(SepaddError):
    """A step the state machine has no row for, or that a policy forbids."""


class UnreadableMessage(SepaddError):
    """A file that is not the message or the table it should be."""

    _about: ClassVar[str] = "file"


class FindingsError(SepaddError):
    """Asked to go on although something is wrong; all that was found is in ``findings``."""

    def __init__(self, findings: Findings) -> None:
        super().__init__("\n".join(map(str, findings.errors or findings)))
        self._findings = findings

    @property
    def findings(self) -> Findings:
        """All that was found, errors and warnings."""
        return self._findings


class RulesViolated(FindingsError):
    """Asked to go on although the findings hold errors."""


class UnreadableRecords(FindingsError, ValueError):
    """A table or a record of the user's that cannot be taken in; nothing of it was.

    It is a ``ValueError`` too: what checks values for its users tells it as it tells its own.
    """


class Severity(StrEnum):
    """How bad a finding is."""

    ERROR = "error"
    """The scheme or the bank would refuse it."""
    WARNING = "warning"
    """Allowed, and probably not what was meant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule, broken by one subject.

    ``subject`` is in the user's own words (``"invoice 2026-17"``, ``"mandate M-1"``).
    ``line`` (from 1) and ``path`` are given where the subject stands in a file, ``before`` and
    ``after`` where a text had to be changed. ``hint`` says what to do about any breach of the rule;
    it is empty where the rule has none. ``member`` is the file within a zip in which it stands;
    empty where that is no zip.
    """

    rule: str
    subject: str
    detail: str
    source: str
    severity: Severity = Severity.ERROR
    line: int | None = None
    path: str | None = None
    before: str | None = None
    after: str | None = None
    hint: str = ""
    member: str = ""

    def __str__(self) -> str:
        line = "" if self.line is None else f"line {self.line}, "
        source = f" ({self.source})" if self.source else ""
        return f"[{self.rule}] {line}{self.subject}: {self.detail}{source}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the rulebook: its id is a public contract, retired and never used again.

    ``why`` is the reason for which somebody made the rule, ``hint`` what to do where it is broken;
    both in whole sentences.
    """

    id: str
    says: str
    source: str
    severity: Severity = Severity.ERROR
    why: str = ""
    hint: str = ""

    def finding(
        self,
        subject: str,
        detail: str,
        *,
        severity: Severity | None = None,
        before: str | None = None,
        after: str | None = None,
    ) -> Finding:
        """What is reported when a subject breaks the sentence; as bad as that is, if not said."""
        return Finding(
            rule=self.id,
            subject=subject,
            detail=detail,
            source=self.source,
            severity=severity or self.severity,
            before=before,
            after=after,
            hint=self.hint,
        )


class Findings(tuple[Finding, ...], ShownInNotebooks):
    """All that was found, in the order of the rulebook.

    >>> Findings().errors
    ()
    """

    __slots__ = ()

    def __new__(cls, findings: Iterable[Finding] = ()) -> Self:
        """Keep the order in which they were found."""
        return super().__new__(cls, findings)

    @property
    def errors(self) -> Findings:
        """Those for which the scheme or the bank would refuse it."""
        return Findings(f for f in self if f.severity is Severity.ERROR)

    @property
    def warnings(self) -> Findings:
        """Those that are allowed, and probably not meant."""
        return Findings(f for f in self if f.severity is Severity.WARNING)

    def raise_if_errors(self) -> None:
        """Raise :class:`RulesViolated`, with all findings, if one of them is an error."""
        if any(f.severity is Severity.ERROR for f in self):
            raise RulesViolated(self)


NO_FINDINGS = Findings()
