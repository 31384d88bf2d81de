"""The words of the languages: each file says the same things, with the same fields."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Template
from typing import Any

import pytest

import sepadd.documents
from helpers.project import PYPROJECT
from sepadd.documents.language_words import words_in
from sepadd.values import Language

WORDS = Path(sepadd.documents.__file__).with_name("words")


def texts(words: Mapping[str, Any], chapter: str = "") -> Iterator[tuple[str, str]]:
    """Give each text of a file by its name, chapter by chapter."""
    for name, said in words.items():
        if isinstance(said, str):
            yield f"{chapter}{name}", said
        else:
            yield from texts(said, f"{chapter}{name}.")


ENGLISH = dict(texts(words_in(Language.EN)))


def test_there_is_a_file_for_each_language_and_no_other() -> None:
    assert {file.name for file in WORDS.iterdir()} == {f"{code}.toml" for code in Language}


@pytest.mark.parametrize("language", Language)
def test_every_language_says_the_same_things_in_the_same_order(language: Language) -> None:
    assert list(dict(texts(words_in(language)))) == list(ENGLISH)


@pytest.mark.parametrize("language", Language)
def test_every_language_has_room_for_the_same_fields(language: Language) -> None:
    for name, text in texts(words_in(language)):
        fields, in_english = (sorted(Template(t).get_identifiers()) for t in (text, ENGLISH[name]))
        assert (name, fields) == (name, in_english)


@pytest.mark.parametrize("language", Language)
def test_a_text_is_not_blank_and_has_no_blanks_at_its_ends_nor_two_in_a_row(
    language: Language,
) -> None:
    for _, text in texts(words_in(language)):
        assert text.strip(" \n\t") == text != ""
        assert "  " not in text


def test_the_words_are_shipped_with_the_package() -> None:
    wheel = PYPROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert "src/sepadd" in wheel["packages"]
    assert "exclude" not in wheel
