"""What a person found wrong with each file of the corpus, checking finds, and no more than it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from helpers.corpus import CORPUS, corpus
from sepadd.banks import profile_named
from sepadd.checking import check
from sepadd.findings import Finding

JUDGED: Final = Path(__file__).parent / "corpus_findings.toml"
_LINE: Final = re.compile(r"(?P<rule>[A-Z]{3}-[0-9]{2}) (?:x(?P<times>[0-9]+)|(?P<where>.+?)): .+")


def judged() -> list[Mapping[str, Any]]:
    with JUDGED.open("rb") as table:
        files: list[Mapping[str, Any]] = tomllib.load(table)["file"]
    return files


EACH: Final = [(name, file) for file in judged() for name in file["names"]]


def expected(wrong: str) -> Counter[tuple[str, str]]:
    """Give the rules with where they are broken; with nothing where that is all over the file."""
    said: Counter[tuple[str, str]] = Counter()
    for line in wrong.strip().splitlines():
        match = _LINE.fullmatch(line)
        assert match is not None, line
        said[match["rule"], match["where"] or ""] += int(match["times"] or 1)
    return said


def where(finding: Finding, *, one_line: bool) -> str:
    told = finding.line is not None and not one_line
    return str(finding.line) if told else finding.subject


@pytest.mark.parametrize(
    ("name", "file"), EACH, ids=[f"{name}, {file['on']}" for name, file in EACH]
)
def test_a_file_has_the_findings_that_a_person_found(name: str, file: Mapping[str, Any]) -> None:
    path = corpus("messages", *name.split("/"))
    wanted = expected(file["wrong"])
    everywhere = {rule for rule, place in wanted if not place}
    one_line = file.get("one_line", False)
    found = Counter(
        (each.rule, "" if each.rule in everywhere else where(each, one_line=one_line))
        for each in check(path, profile_named(file["profile"]), file["on"])
    )
    assert sorted(found.elements()) == sorted(wanted.elements())


def test_a_person_has_looked_at_every_file() -> None:
    corpus("messages")
    there = CORPUS.joinpath("messages").glob("pain.008*/*.xml")
    assert sorted({name for name, _ in EACH}) == sorted(
        f"{path.parent.name}/{path.name}" for path in there
    )
