"""What was put right in a file of collections: each change, its place, and why it is no guess."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sepadd.mending.document_parts import Part

_MOST_SAID: Final = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Mend:
    """One change in a file: what was said there, what is said now, and why nothing else can be.

    ``rule`` is the sentence of the rulebook that was broken, ``subject`` the collection, the batch
    or the file by the creditor's own reference. ``line`` and ``path`` tell where it stands in the
    file as it came. Nothing stood there where ``before`` is empty, nothing stands there any more
    where ``after`` is.
    """

    rule: str
    subject: str
    detail: str
    before: str
    after: str
    line: int
    path: str

    def __str__(self) -> str:
        told = f"{self.before!r} becomes {self.after!r}"
        return f"[{self.rule}] line {self.line}, {self.subject}: {told}, {self.detail}"


class Mends:
    """What is changed while a file goes by; ``subject`` is whose part of it goes by now."""

    __slots__ = ("_noting", "found", "subject")

    def __init__(self, *, noting: bool) -> None:
        """Keep what is changed, or only let it be changed."""
        self._noting = noting
        self.found: list[Mend] = []
        self.subject: str = "file"

    def note(self, rule: str, part: Part, change: tuple[str, str], detail: str) -> None:
        """Note a change at a part of the file: what was said, and what is said now."""
        if not self._noting:
            return
        before, after = (said[:_MOST_SAID] for said in change)
        self.found.append(
            Mend(
                rule=rule,
                subject=self.subject,
                detail=detail,
                before=before,
                after=after,
                line=part.line,
                path=part.path,
            )
        )
