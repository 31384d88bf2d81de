"""A site that was built is looked over as a reader goes through it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from helpers.built_site import FIRST, WORDS_PAGE, main, outside, read_pages, wrong_with
from printed_pages import foreign_words

GOOD = {
    FIRST: '<article><a href="other.html#here">other</a> <img src="a.png" alt="a file"></article>',
    "other.html": '<p id="here"><a href="index.html">back</a><a href="https://example.org">out</a>',
    "a.png": "",
}


def site(folder: Path, **changed: str) -> Path:
    files = {**GOOD, **{f"{name}.html": text for name, text in changed.items()}}
    for name, text in files.items():
        (folder / name).write_text(text, "utf-8")
    entries = {each.word.lower(): [[0, "term", True]] for each in foreign_words()}
    index = {"docnames": [WORDS_PAGE], "indexentries": entries}
    (folder / "searchindex.js").write_text(f"Search.setIndex({json.dumps(index)})", "utf-8")
    return folder


def test_nothing_is_wrong_with_a_good_site(tmp_path: Path) -> None:
    assert list(wrong_with(site(tmp_path))) == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (GOOD[FIRST] + '<a href="gone.html">', "gone.html leads to no file"),
        (GOOD[FIRST] + '<a href="other.html#gone">', "other.html#gone leads to no place"),
        (GOOD[FIRST] + '<a href="#gone">', "#gone leads to no place"),
        (GOOD[FIRST] + '<script src="gone.js"></script>', "gone.js leads to no file"),
        ('<article><img src="a.png"><a href="other.html">', "nothing is told of the picture"),
        ('<article><svg></svg><a href="other.html">', "nothing is told of the picture"),
        ("<p>nothing</p>", "other.html: no links lead there"),
    ],
)
def test_what_is_wrong_with_a_page_is_told(tmp_path: Path, page: str, told: str) -> None:
    (wrong,) = wrong_with(site(tmp_path, index=page))
    assert told in wrong


@pytest.mark.parametrize("how", ['aria-label="a run"', 'aria-hidden="true"'])
def test_a_drawing_is_told_of_or_shows_nothing(tmp_path: Path, how: str) -> None:
    page = f"{GOOD[FIRST]}<article><svg {how}></svg></article>"
    assert list(wrong_with(site(tmp_path, index=page))) == []


@pytest.mark.parametrize("word", ["machtiging", "incassant-ID", "storno", "Lastschrift"])
def test_a_word_that_the_search_does_not_know_is_told(tmp_path: Path, word: str) -> None:
    index = site(tmp_path) / "searchindex.js"
    index.write_text(index.read_text("utf-8").replace(f'"{word.lower()}"', '"x"'), "utf-8")
    assert list(wrong_with(tmp_path)) == [f"{word}: the search has no entry for it in {WORDS_PAGE}"]


def test_what_leads_outside_is_listed(tmp_path: Path) -> None:
    assert outside(read_pages(site(tmp_path))) == ["https://example.org"]


def test_it_fails_where_something_is_wrong(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(site(tmp_path)) == 0
    assert main(site(tmp_path, index='<a href="gone.html">')) == 1
    assert "index.html: gone.html leads to no file" in capsys.readouterr().err
