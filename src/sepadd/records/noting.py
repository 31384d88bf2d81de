"""Everything that is wrong with what was given is told at once, and nothing of it is taken in."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable
from typing import Any, Final, ParamSpec, TypeVar

from sepadd.findings import Finding, Findings, InvalidValue, UnreadableRecords

T = TypeVar("T")
P = ParamSpec("P")

NOTHING: Final[Any] = None
"""Stands in for what could not be read: that was noted, so nothing will be made of it."""

_MOST_CHARACTERS = 400


def shortened(detail: str) -> str:
    """A sentence about a value, which may itself be as long as it likes."""
    if len(detail) <= _MOST_CHARACTERS:
        return detail
    half = _MOST_CHARACTERS // 2
    return f"{detail[:half]} ... {detail[-half:]}"


def raise_if_any(findings: Iterable[Finding]) -> None:
    """Raise :class:`UnreadableRecords` with all that was noted, if anything was."""
    found = Findings(findings)
    if found:
        raise UnreadableRecords(found)


class Noting(ABC):
    """A part of what is read; what is wrong in it is added to the findings of the whole."""

    __slots__ = ("_before", "findings")

    def __init__(self, findings: list[Finding]) -> None:
        self.findings: list[Finding] = findings
        self._before: int = len(findings)

    @abstractmethod
    def note(self, detail: str, place: str | None = None) -> None:
        """Add a finding about this part, or about a place in it."""

    @property
    def wrong(self) -> bool:
        """Whether anything was noted since this part was begun."""
        return len(self.findings) > self._before

    def read(self, text: str, read: Callable[[str], T], place: str) -> T:
        """A value from its text; what raises :class:`InvalidValue` is noted."""
        try:
            return read(text)
        except InvalidValue as wrong:
            self.note(shortened(str(wrong)), place)
            return NOTHING  # type: ignore[no-any-return]  # it was noted

    def made(self, make: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Make a thing of what was read, unless something in it was wrong."""
        if not self.wrong:
            try:
                return make(*args, **kwargs)
            except InvalidValue as wrong:
                self.note(shortened(str(wrong)))
        return NOTHING  # type: ignore[no-any-return]  # it was noted
