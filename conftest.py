"""Every example in the documents is run, as a test."""

from __future__ import annotations

from doctest import ELLIPSIS

from sybil import Sybil
from sybil.parsers.myst import PythonCodeBlockParser, SkipParser

collect_ignore = ["noxfile.py", "docs/conf.py", "docs/_build"]

pytest_collect_file = Sybil(
    parsers=[PythonCodeBlockParser(doctest_optionflags=ELLIPSIS), SkipParser()],
    patterns=["README.md", "CONTEXT.md", "docs/**/*.md", "docs/*.md"],
).pytest()
