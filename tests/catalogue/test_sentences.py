"""The catalogue holds every sentence that there is, once: nobody keeps a second list."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator

from helpers.reading_order import modules, source_of
from sepadd.catalogue import CATALOGUE

MAKERS = {"Sentence", "rule"}


def ids_given() -> Iterator[str]:
    """Give the id of each sentence that the sources say, wherever they do."""
    for module in modules():
        for node in ast.walk(ast.parse(source_of(module).read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                first = node.args[0] if node.args else None
                if node.func.id in MAKERS and isinstance(first, ast.Constant):
                    yield str(first.value)


def test_every_sentence_that_the_sources_say_is_in_the_catalogue_once() -> None:
    assert Counter(sentence.id for sentence in CATALOGUE) == Counter(ids_given())


def test_an_id_is_a_family_and_a_number() -> None:
    for sentence in CATALOGUE:
        family, _, number = sentence.id.partition("-")
        assert (family.isupper(), len(family), number.isdigit(), len(number)) == (True, 3, True, 2)
