"""Looks over the pages as they were built: ``python -m built_site docs/_build/html``.

Whoever reads them has to get everywhere, to find the scheme's Dutch and German words, and to be
told what a picture shows. Where a link leads outside is listed, and not asked: there is no network.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from printed_pages import foreign_words

FIRST: Final = "index.html"

MADE_BY_SPHINX: Final = frozenset({"genindex.html", "search.html", "py-modindex.html"})
"""Pages to which the theme leads, or need not."""

WORDS_PAGE: Final = "reference/words"
"""Where the words of other languages have to be found."""

_PICTURES: Final = frozenset({"img", "svg"})


@dataclass(slots=True)
class Page(HTMLParser):
    """A built page: the places in it, where it leads, and its pictures that say nothing."""

    ids: set[str] = field(default_factory=set)
    links: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    mute: list[str] = field(default_factory=list)
    in_article: bool = False

    def __post_init__(self) -> None:
        HTMLParser.__init__(self)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.in_article |= tag == "article"
        self.ids.update(given[name] for name in ("id", "name") if name in given)
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        self.files += [given[name] for name in ("src",) if name in given]
        if tag in _PICTURES and self.in_article and not _is_told(tag, given):
            self.mute.append(self.get_starttag_text() or tag)

    def handle_endtag(self, tag: str) -> None:
        self.in_article &= tag != "article"


def _is_told(tag: str, given: Mapping[str, str]) -> bool:
    """Whether one who does not see a picture is told what it shows, or that it shows nothing."""
    if given.get("aria-hidden") == "true" or given.get("aria-label", "").strip():
        return True
    return bool(given.get("alt", "").strip()) if tag == "img" else "aria-labelledby" in given


def read_pages(site: Path) -> dict[str, Page]:
    """Read every page of a site, by its place in it."""
    found = {}
    for path in sorted(site.rglob("*.html")):
        page = found[path.relative_to(site).as_posix()] = Page()
        page.feed(path.read_text("utf-8"))
    return found


def wrong_with(site: Path) -> Iterator[str]:
    """Tell all that is wrong with a site."""
    pages = read_pages(site)
    yield from _broken(site, pages)
    yield from _out_of_reach(pages)
    for name, page in pages.items():
        yield from (f"{name}: nothing is told of the picture {mute}" for mute in page.mute)
    yield from _not_found(site)


def outside(pages: Mapping[str, Page]) -> list[str]:
    """Give every address that is not of the site itself."""
    return sorted({link for page in pages.values() for link in page.links if _is_outside(link)})


def _is_outside(link: str) -> bool:
    parts = urlsplit(link)
    return bool(parts.scheme or parts.netloc)


def _broken(site: Path, pages: Mapping[str, Page]) -> Iterator[str]:
    """Tell of links to pages, files and places that are not there."""
    for name, page in pages.items():
        for link in dict.fromkeys((*page.links, *page.files)):
            if _is_outside(link):
                continue
            target = _target(name, link)
            place = unquote(urlsplit(link).fragment)
            if not (site / target).is_file():
                yield f"{name}: {link} leads to no file"
            elif place and target in pages and place not in pages[target].ids:
                yield f"{name}: {link} leads to no place on that page"


def _target(name: str, link: str) -> str:
    """Give the file that a link on a page leads to, by its place in the site."""
    path = unquote(urlsplit(link).path)
    if not path:
        return name
    parts: list[str] = list(Path(name).parent.parts)
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts) if not path.endswith("/") else "/".join((*parts, FIRST))


def _out_of_reach(pages: Mapping[str, Page]) -> Iterator[str]:
    """Tell of pages to which no links lead, from the first page on."""
    reached: set[str] = set()
    waiting = [FIRST]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in pages:
            continue
        reached.add(name)
        waiting += [_target(name, link) for link in pages[name].links if not _is_outside(link)]
    for name in pages:
        if name not in reached | MADE_BY_SPHINX:
            yield f"{name}: no links lead there from {FIRST}"


# -- the search ----------------------------------------------------------------------------------


def search_index(site: Path) -> dict[str, Any]:
    """Read what the search of a site looks in."""
    script = (site / "searchindex.js").read_text("utf-8")
    index: dict[str, Any] = json.loads(script[script.index("{") : script.rindex("}") + 1])
    return index


def _not_found(site: Path) -> Iterator[str]:
    """Tell of words of other languages that the search does not lead to among the words."""
    index = search_index(site)
    for word in dict.fromkeys(each.word for each in foreign_words()):
        if WORDS_PAGE not in pages_of_entry(index, word):
            yield f"{word}: the search has no entry for it in {WORDS_PAGE}"


def pages_of_entry(index: Mapping[str, Any], word: str) -> set[str]:
    """Give the pages on which a word has an entry of its own; the search shows them first."""
    entries = index["indexentries"].get(word.lower(), [])
    return {index["docnames"][place] for place, *_ in entries}


def main(site: Path) -> int:
    """Tell what is wrong with a site, and where it leads outside."""
    for link in outside(read_pages(site)):
        print(f"outside, not asked: {link}")  # noqa: T201 - this is what it is run for
    wrong = list(wrong_with(site))
    for each in wrong:
        print(each, file=sys.stderr)  # noqa: T201 - this is what it is run for
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
