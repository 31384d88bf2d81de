"""Bars that show how far a command is, where somebody looks at a terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Final

from sepadd.cli.answer import console_on
from sepadd.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Drawn

PATIENCE: Final = 0.5
"""Seconds before a bar is drawn: what is done by then needs none."""


@contextmanager
def bar(what: str) -> Iterator[Progress | None]:
    """Show on the error output how far something is, and take that away once it ends.

    Only where both outputs are a terminal: what goes into a file or to another program stays as it
    is.
    """
    if not (sys.stdout.isatty() and sys.stderr.isatty()):
        yield None
        return
    drawing = _Drawing(what)
    try:
        yield drawing.show
    finally:
        drawing.end()


class _Drawing:
    """A bar that is not there before one has to wait for it."""

    def __init__(self, what: str) -> None:
        self._what, self._begun = what, monotonic()
        self._drawn: Drawn | None = None

    def show(self, done: int, total: int) -> None:
        if self._drawn is None and monotonic() - self._begun >= PATIENCE:
            self._drawn = _drawn(self._what)
        if self._drawn is not None:
            self._drawn.update(self._drawn.task_ids[0], completed=done, total=total)

    def end(self) -> None:
        if self._drawn is not None:
            self._drawn.stop()


def _drawn(what: str) -> Drawn:
    from rich.progress import Progress as Bars  # noqa: PLC0415 - slow, and seldom asked for

    bars = Bars(console=console_on(sys.stderr), transient=True)
    bars.add_task(what, total=None)
    bars.start()
    return bars
