"""To the bank and back: files are written, checked and mended, and answers are read.

What does it is loaded when it is first used: whoever looks at a proposal needs no XML.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from sepadd.collection import Reported
from sepadd.findings import Findings
from sepadd.progress import Progress
from sepadd.rulebook import BankProfile, MessageVersion
from sepadd.run import BankFile, CollectionRun, RunSet

if TYPE_CHECKING:  # it would load XML
    from sepadd.mending import Mended

# ruff: noqa: PLC0415 - XML is loaded where it is needed

Source: TypeAlias = bytes | Path
"""A file, or a zip of files: its content, or where it stands."""


def render(
    of: CollectionRun | RunSet | BankFile,
    *,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> bytes:
    """The file for the bank, pain.008, checked against its schema; the same run, the same bytes.

    ``schemas`` are further XSDs to check against, a bank's own for instance. ``progress`` is told
    how many collections are written, of how many. Raises :class:`RulesViolated` with every fault
    where a schema refuses it, and :class:`IllegalStep` for a run that takes several files (render
    each of ``run.files()``, or use :func:`write_files`) and for a run in a set.

    >>> from sepadd.testing import a_run
    >>> render(a_run())[:38]
    b'<?xml version="1.0" encoding="UTF-8"?>'
    """
    from sepadd.messages import pain008

    return pain008.render(of, schemas=schemas, progress=progress)


def write_files(
    of: CollectionRun | RunSet | BankFile,
    folder: Path,
    *,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write every file of a run, or of a set, to a folder, each named after its message id.

    The folder is made where it is missing. All are written, or none; what does not pass its schema
    never stands there. Raises as :func:`render` does, but takes any number of files.
    """
    from sepadd.messages import pain008

    return pain008.write_files(of, folder, schemas=schemas, progress=progress)


def read_answers(
    sources: Source | Iterable[Source], *, progress: Progress | None = None
) -> tuple[Reported, ...]:
    """What the bank's messages say of our collections, whichever they are, in their order.

    Status reports, statements, returns passed on and answers to requests; ``sources`` are one or
    several, each a file or a zip of files, as content or as a path. ``progress`` is told how many
    bytes were read. Raises :class:`UnreadableMessage`, with the place, for what is none of these.
    """
    from sepadd.messages import answers

    return answers.read_answers(sources, progress=progress)


def check(
    source: Source,
    profile: BankProfile,
    *,
    on: date | None = None,
    at: time | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Findings:
    """All that is wrong or doubtful in a file of collections, whoever made it.

    ``on`` is the day on which it is handed over, the file's own without it; ``at`` the bank's local
    time then. ``schemas`` are further XSDs. For the rest, and what it raises, it is
    :func:`sepadd.checking.check`.

    >>> from sepadd import EPC
    >>> from sepadd.testing import TODAY, a_run
    >>> check(render(a_run()), EPC, on=TODAY)
    ()
    """
    from sepadd import checking

    return checking.check(source, profile, on, at=at, schemas=schemas, progress=progress)


def mend(
    source: Source,
    profile: BankProfile,
    *,
    on: date | None = None,
    at: time | None = None,
    due_dates: bool = False,
    to: MessageVersion | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Mended:
    """The file with all put right that can be right in one way alone; what is left is told.

    ``due_dates`` moves a day on which a batch cannot be collected, ``to`` is the version of the
    message that is wanted. For the rest, and what it raises, it is :func:`sepadd.mending.mend`.

    >>> from sepadd import EPC
    >>> from sepadd.testing import TODAY, a_run
    >>> mend(render(a_run()), EPC, on=TODAY).changes
    ()
    """
    from sepadd import mending

    return mending.mend(
        source,
        profile,
        on,
        at=at,
        due_dates=due_dates,
        to=to,
        schemas=schemas,
        progress=progress,
    )
