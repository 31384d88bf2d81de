"""What is noted of old files, out of which the mandates of another system are taken.

The files are those of runs 2026-12 and 2027-01, each with a collection under mandate M-1.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from sepadd.catalogue.examples.example import Case, Example
from sepadd.findings import Findings
from sepadd.mandate import Mandate
from sepadd.messages import pain008
from sepadd.records.imports import mandates_from_folder
from sepadd.samples import COLLECTION, DEBTOR, MANDATE, a_run
from sepadd.values import EndToEndId, RunId

_MARRIED: Final = replace(MANDATE, debtor=replace(DEBTOR, name="Ada de Vries"))


def _december() -> bytes:
    return pain008.render(a_run())


def _january(mandate: Mandate = MANDATE) -> bytes:
    collection = replace(
        COLLECTION,
        end_to_end_id=EndToEndId("2027-01-1"),
        mandate=mandate,
        due_on=date(2027, 1, 4),
    )
    (step,) = (run := a_run()).history
    later = replace(step, at=step.at + timedelta(days=31))
    return pain008.render(
        replace(run, id=RunId("2027-01"), collections=(collection,), history=(later,))
    )


def _of(files: Callable[[], Mapping[str, bytes]]) -> Callable[[], Findings]:
    """What is noted of files in one folder."""

    def found() -> Findings:
        with TemporaryDirectory() as folder:
            for name, content in files().items():
                (Path(folder) / name).write_bytes(content)
            return mandates_from_folder(Path(folder)).findings

    return found


OLD_FILE_EXAMPLES: Final[tuple[Example, ...]] = (
    Example(
        "REA-06",
        Case(
            "mandate M-1 of Ada Jansen in one file, and of Ada Jansen in the next",
            _of(lambda: {"2026-12.xml": _december(), "2027-01.xml": _january()}),
        ),
        Case(
            "mandate M-1 of Ada Jansen in one file, and of Ada de Vries in the next",
            _of(lambda: {"2026-12.xml": _december(), "2027-01.xml": _january(_MARRIED)}),
        ),
    ),
    Example(
        "REA-07",
        Case(
            "a folder of two files of collections",
            _of(lambda: {"2026-12.xml": _december(), "2027-01.xml": _january()}),
        ),
        Case(
            "a folder of a file of collections and another that is none",
            _of(lambda: {"2026-12.xml": _december(), "2027-01.xml": b"<Document/>"}),
        ),
    ),
    Example(
        "REA-08",
        Case(
            "a folder with the files of December and of January",
            _of(lambda: {"2026-12.xml": _december(), "2027-01.xml": _january()}),
        ),
        Case(
            "a folder with the file of December, and a copy of it",
            _of(lambda: {"2026-12.xml": _december(), "copy.xml": _december()}),
        ),
    ),
)
"""What is noted of old files."""
