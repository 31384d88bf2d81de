"""The words of each language: what debtors are told, a file a language in the folder ``words``.

A file is read when its language is first written in. All of them say the same things, under the
same names and with the same fields behind dollar signs.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from sepadd.values import Language


@cache
def words_in(language: Language) -> Mapping[str, Any]:
    """What stands in the file of a language, by its chapters ``notice`` and ``form``."""
    written = files("sepadd.documents").joinpath("words", f"{language}.toml")
    return tomllib.loads(written.read_text("utf-8"))
