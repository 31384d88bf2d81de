"""What a rule is: a sentence, a source and a check.

A rule knows its subject and the terms of the day, and nothing else: it is a pure function.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Generic, NamedTuple, Protocol, TypeVar

from sepadd.findings import Finding, Findings, Sentence, Severity
from sepadd.frozen import dataclass
from sepadd.rulebook.bank_profile import Terms


class Subject(Protocol):
    """Anything a finding can point at, by the name the user knows it by."""

    @property
    def label(self) -> str:
        """The name the user knows it by."""
        ...


class Change(NamedTuple):
    """A text that has to be written otherwise than it was given.

    A conversion that the profile asks for is a warning; what cannot be sent at all is an error.
    """

    detail: str
    before: str
    after: str
    severity: Severity


S_contra = TypeVar("S_contra", bound=Subject, contravariant=True)
Breach = str | tuple[Change, ...] | None
"""What a check says: what is wrong here and what would be right, or nothing."""

Check = Callable[[S_contra, Terms], Breach]
"""Says what is wrong with a subject under the terms, or nothing."""


@dataclass(frozen=True, slots=True)
class Rule(Generic[S_contra]):
    """A sentence, and the check that tells when it is broken."""

    sentence: Sentence
    check: Check[S_contra]

    @property
    def id(self) -> str:
        """The sentence's id."""
        return self.sentence.id

    def report(
        self, subject: S_contra, terms: Terms, told: str | tuple[Change, ...]
    ) -> Iterator[Finding]:
        """What the check told of a subject, as findings: one for each changed text."""
        refused = Severity.ERROR if self.id in terms.profile.refused else None
        if isinstance(told, str):
            yield self.sentence.finding(subject.label, told, severity=refused)
            return
        for detail, before, after, severity in told:
            yield self.sentence.finding(
                subject.label, detail, severity=refused or severity, before=before, after=after
            )


def rule(
    id: str,
    says: str,
    *,
    source: str,
    severity: Severity = Severity.ERROR,
    why: str = "",
    hint: str = "",
) -> Callable[[Check[S_contra]], Rule[S_contra]]:
    """Make a rule of a check. Nothing is registered anywhere: the catalogue lists the rules."""
    return lambda check: Rule(Sentence(id, says, source, severity, why, hint), check)


Questions = tuple[tuple[Check[S_contra], Rule[S_contra]], ...]
"""The rules that some terms hold to, ready to be put to many subjects."""


def questions(rules: Iterable[Rule[S_contra]], terms: Terms) -> Questions[S_contra]:
    """Those of the rules that these terms hold to."""
    return tuple((rule.check, rule) for rule in rules if rule.id not in terms.profile.waived)


def ask(asked: Questions[S_contra], subject: S_contra, terms: Terms) -> list[Finding]:
    """Put every question to one subject; all that is wrong with it, at once."""
    found: list[Finding] = []
    for check, rule in asked:
        told = check(subject, terms)
        if told is not None:
            found.extend(rule.report(subject, terms, told))
    return found


def put(rules: Iterable[Rule[S_contra]], subjects: Iterable[S_contra], terms: Terms) -> Findings:
    """Put every rule that these terms hold to, to every subject; all that is wrong, at once."""
    asked = questions(rules, terms)
    return Findings(finding for subject in subjects for finding in ask(asked, subject, terms))
