"""A drawing of lines and words, for a page: it takes the colour of the text around it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from sepadd.notebook.fragment import SCROLLS
from sepadd.printing import plain

FONT: Final = 13
"""The height of the letters, in the drawing's own units."""

_WIDEST: Final = 0.62  # of the height: what a letter takes at most, in sans-serif, on an average


@dataclass(frozen=True, slots=True)
class Svg:
    """A drawing as SVG text. In a notebook, or put into a page, it is as light or dark as that.

    It has neither script nor style sheet nor an id that two drawings on a page would share.
    ``text`` has the drawing's title in it, for those who hear the page.
    """

    text: str

    def _repr_svg_(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        return f'<div style="{SCROLLS}">{self.text}</div>\n'

    def __str__(self) -> str:
        return self.text


def drawing(title: str, about: str, width: int, height: int, parts: Iterable[str]) -> Svg:
    """A drawing of that size, made of the parts; ``about`` says in words what is on it."""
    inner = "\n".join(parts)
    return Svg(
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{plain(title)}" '
        f'viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'style="max-width:100%;height:auto" font-family="sans-serif" font-size="{FONT}" '
        'fill="currentColor" stroke="none">\n'
        f"<title>{plain(title)}</title>\n<desc>{plain(about)}</desc>\n{inner}\n</svg>"
    )


def width_of(text: str) -> int:
    """How wide a line of text is at most, near enough."""
    return int(len(text) * FONT * _WIDEST) + 1


def words(
    text: str, x: float, y: float, *, anchor: str = "start", bold: bool = False, faint: bool = False
) -> str:
    """A line of text whose foot stands at that place."""
    weight = ' font-weight="bold"' if bold else ""
    opacity = ' fill-opacity="0.75"' if faint else ""
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}"{weight}{opacity}>{plain(text)}</text>'


def line(x: float, y: float, to_x: float, to_y: float, *, faint: bool = False) -> str:
    """A straight line from one place to another."""
    how = ' stroke-opacity="0.35" stroke-dasharray="3 3"' if faint else ' stroke-width="1.4"'
    place = f'x1="{x:g}" y1="{y:g}" x2="{to_x:g}" y2="{to_y:g}"'
    return f'<line {place} stroke="currentColor"{how}/>'


def dot(x: float, y: float, *, hollow: bool = False) -> str:
    """A small round mark; hollow, it is a ring."""
    how = ' fill="none" stroke="currentColor" stroke-width="1.6"' if hollow else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="4"{how}/>'


def arrow_head(x: float, y: float, *, leftwards: bool = False) -> str:
    """The tip of an arrow that ends at that place."""
    back = 9 if leftwards else -9
    return f'<path d="M{x:g} {y:g} l{back} -4.5 l0 9 z"/>'


def box(x: float, y: float, width: float, height: float) -> str:
    """A rectangle with round corners, empty."""
    return (
        f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="5" fill="none" '
        'stroke="currentColor" stroke-width="1.2"/>'
    )
