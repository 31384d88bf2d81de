"""The books of a folder are those of its three files, and the runs that are given."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from helpers.project import ROOT
from sepadd import UnreadableRecords
from sepadd.records import DecimalMark, read_books, read_creditor, read_mandates, read_open_items
from sepadd.testing import a_run

EXAMPLES = ROOT / "examples"
FILES = ("creditor.toml", "mandates.csv", "open_items.csv")


def folder_with(path: Path, **spoilt: tuple[str, str]) -> Path:
    for name in FILES:
        before, after = spoilt.get(name.partition(".")[0], ("", ""))
        text = (EXAMPLES / name).read_text("utf-8")
        (path / name).write_text(text.replace(before, after) if before else text, "utf-8")
    return path


def test_they_are_what_each_file_says() -> None:
    books = read_books(EXAMPLES, runs=[a_run()])
    creditor, mandates, items = ((EXAMPLES / name).read_bytes() for name in FILES)
    assert books.creditor == read_creditor(creditor)
    identifier = books.creditor.identifier
    assert books.mandates == read_mandates(mandates, creditor_identifier=identifier)
    assert books.open_items == read_open_items(items)
    assert books.runs == (a_run(),)


@pytest.mark.parametrize(
    ("spoilt", "before", "after"),
    [
        ("creditor", "ABNA", "ABNX"),
        ("mandates", "NL35ABNA0101234562", "NL35ABNA0101234563"),
        ("open_items", "42.50", "42,50"),
    ],
)
def test_a_fault_names_the_file_that_it_is_in(
    tmp_path: Path, spoilt: str, before: str, after: str
) -> None:
    folder = folder_with(tmp_path, **{spoilt: (before, after)})
    with pytest.raises(UnreadableRecords, match=f"{tmp_path}/{spoilt}"):
        read_books(folder, runs=[])


def test_amounts_may_have_a_comma(tmp_path: Path) -> None:
    folder = folder_with(tmp_path)
    items = folder / "open_items.csv"
    semicolons = items.read_text("utf-8").replace(",", ";")
    items.write_text(re.sub(r"(;\d+)\.(\d\d;)", r"\1,\2", semicolons), "utf-8")
    comma = read_books(folder, runs=[], decimal=DecimalMark.COMMA).open_items
    point = read_books(EXAMPLES, runs=[]).open_items
    assert sum(item.amount for item in comma) == sum(item.amount for item in point)


def test_a_file_that_is_missing_is_named(tmp_path: Path) -> None:
    shutil.copy(EXAMPLES / "creditor.toml", tmp_path)
    with pytest.raises(FileNotFoundError, match=r"mandates\.csv"):
        read_books(tmp_path, runs=[])
