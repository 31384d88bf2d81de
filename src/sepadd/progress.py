"""How far a long piece of work is: so many of so many, told to whoever wants to see it.

What is told to is a function of the caller's own, which draws a bar, writes a line, or breaks off:
whatever it raises goes through, and nothing is left half written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

T = TypeVar("T")

Progress = Callable[[int, int], object]
"""A function that is called with how much is done, and how much there is to do.

First with nothing done, then every so often, never with less than before, and at the end with all
of it. What it gives back is not looked at.
"""

EVERY_THOUSAND: Final = 1_000
"""How often is told of what is counted one by one: items, collections."""

EVERY_MIB: Final = 1 << 20
"""How often is told of what is read: each MiB, in bytes."""


class Work:
    """A piece of work under way: how much of it is done, and who is told."""

    __slots__ = ("_done", "_every", "_progress", "_told", "_total")

    def __init__(self, progress: Progress, total: int, *, every: int = EVERY_THOUSAND) -> None:
        """Begin, and tell that nothing is done yet."""
        self._progress, self._total, self._every = progress, total, every
        self._done = self._told = 0
        progress(0, total)

    def each(self, things: Iterable[T], size: Callable[[T], int] | None = None) -> Iterator[T]:
        """The same things, each counted once the next is asked for: as one, or by its size.

        >>> sum(Work(print, 5, every=2).each([10, 20, 30, 40, 50]))
        0 5
        2 5
        4 5
        5 5
        150
        """
        for thing in things:
            yield thing
            self.add(1 if size is None else size(thing))

    def add(self, more: int) -> None:
        """So much more is done; it is told where it is all, or enough since the last time."""
        self._done = min(self._done + more, self._total)
        if self._done - self._told >= self._every:
            self._tell()
        elif self._done == self._total:
            self.end()

    def end(self) -> None:
        """All of it is done, whatever was counted; told once."""
        self._done = self._total
        if self._told < self._total:
            self._tell()

    def _tell(self) -> None:
        self._told = self._done
        self._progress(self._done, self._total)


def under_way(progress: Progress | None, total: int, *, every: int = EVERY_THOUSAND) -> Work | None:
    """A piece of work that begins; none where nobody is to be told."""
    return None if progress is None else Work(progress, total, every=every)


def shares(progress: Progress | None, sizes: Sequence[int]) -> Iterator[Progress | None]:
    """For each of several pieces of work its own: what they tell is told as parts of the whole.

    None for each where nobody is to be told.

    >>> first, second = shares(print, [100, 300])
    >>> first(1, 2)
    50 400
    >>> second(10, 10)
    400 400
    """
    before, total = 0, sum(sizes)
    for size in sizes:
        yield None if progress is None else _share(progress, before, size, total)
        before += size


def _share(progress: Progress, before: int, size: int, total: int) -> Progress:
    def tell(done: int, of: int) -> None:
        progress(before + (size * done // of if of else size), total)

    return tell
