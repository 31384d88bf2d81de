"""Files that come into a folder together, or not at all.

They are made in a workplace within the folder, which keeps others out meanwhile, and come in from
there when all of them are whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from shutil import rmtree
from typing import Final

from sepadd.cli.answer import Refusal

WORKPLACE: Final = ".collecting"
"""The folder within, in which everything is made before it comes in."""


@contextmanager
def at_work_in(folder: Path) -> Iterator[Path]:
    """A workplace in a folder, made if need be, in which nobody else is at work until the end.

    What has not come in is gone at the end, the folder itself included if it was not there before
    and nothing came into it. Raises :class:`Refusal` while another is at work in it.
    """
    new = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    try:
        with _workplace_in(folder) as workplace:
            yield workplace
    finally:
        with suppress(OSError):  # something came in: the folder stays
            for each in new:
                each.rmdir()


@contextmanager
def _workplace_in(folder: Path) -> Iterator[Path]:
    workplace = folder / WORKPLACE
    # mkdir either makes it or finds it there, in one go on every system: so it is the lock, too.
    try:
        workplace.mkdir()
    except FileExistsError:
        raise Refusal(
            f"{workplace} is there: another sepadd is at work in {folder}, or one was broken off "
            "by force; if none is at work, look whether you need what is in it, and delete it"
        ) from None
    try:
        yield workplace
    finally:
        rmtree(workplace)


def come_in(made: Sequence[Path], folder: Path, *, instead: bool = False) -> tuple[Path, ...]:
    """Move files that were made in the workplace into the folder: all of them, or none.

    Raises :class:`Refusal` where one of them stands there already, unless it takes its place.
    """
    here = tuple(folder / path.name for path in made)
    if not instead:
        _must_be_new(here)
    with ExitStack() as undo:
        for path, place in zip(made, here, strict=True):
            undo.callback(place.unlink, missing_ok=True)
            path.replace(place)
        undo.pop_all()
    return here


def _must_be_new(places: Iterable[Path]) -> None:
    there = [str(place) for place in places if place.exists()]
    if there:
        raise Refusal(
            f"{', '.join(there)}: stands there already, and would be overwritten; "
            "move it away, or choose another name or folder"
        )
