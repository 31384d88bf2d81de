"""The pages for those who come from elsewhere name things that exist."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import sepadd
from sepadd.catalogue import CATALOGUE

ROOT = Path(__file__).parents[2]
PAGES = (
    "docs/reference/words-of-packages.md",
    "docs/how-to/from-sepaxml.md",
    "docs/how-to/from-odoo.md",
)
RULES = {sentence.id for sentence in CATALOGUE}
NAME = re.compile(r"`([A-Za-z_][\w.]*)(?:\([^`]*\))?`")
OPTIONAL = ("sepadd.notebook", "sepadd.testing", "sepadd.catalogue", "sepadd.__main__")


def _names() -> set[str]:
    """Every public name of every room, and that of each member, as pages write them."""
    found: set[str] = set()
    for room in walk_packages(sepadd.__path__, "sepadd."):
        if room.name.startswith(OPTIONAL):
            continue
        module = import_module(room.name)
        short = room.name.rpartition(".")[2]
        for name, thing in vars(module).items():
            if name.startswith("_"):
                continue
            found |= {name, f"{short}.{name}", f"{room.name}.{name}"}
            if isinstance(thing, type):
                found |= {f"{name}.{member}" for member in dir(thing)}
    return found | {"sepadd"}


NAMES = _names()
VARIABLES = {
    "payment",
    "config",
    "due_on",
    "mandate.status",
    "last_due_on",
    "SepaDD",
    "add_payment",
}
"""What a page calls its own examples, and the words of the other software."""


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_on_our_side_exists(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    rows = [row.split("|") for row in text.splitlines() if row.startswith("|")]
    ours = [name for row in rows if len(row) > 2 for name in NAME.findall(row[2])]
    assert len(ours) > 10
    unknown = [
        name for name in ours if name not in NAMES and name not in RULES and name not in VARIABLES
    ]
    assert not unknown
