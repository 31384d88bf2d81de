"""A page for a browser, of any kind: what is around it, how it looks, and how a text is put in.

A page needs nothing besides itself: no script, no picture, no font, no address on the net. Whatever
a name holds is shown as text.
"""

from __future__ import annotations

from html import escape
from typing import Final

from sepadd.values import one_line

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


_STYLE: Final = """\
* { box-sizing: border-box; }
:root { --paper: #fff; --ink: #000; }
html { background: var(--paper); color: var(--ink); }
body { margin: 0 auto; font-family: Arial, Helvetica, "Liberation Sans", sans-serif; }
"""

ON_SCREEN: Final = """\
:root { color-scheme: light dark; --paper: #fff; --ink: #161616; --faint: #565656; --line: #c4c4c4;
  --soft: #f0f0f0; }
@media (prefers-color-scheme: dark) { :root { --paper: #16181b; --ink: #ececec; --faint: #b2b6bc;
  --line: #474b52; --soft: #24272b; } }
body { padding: 1.5rem 1rem 3rem; max-width: var(--width); }
h1 { font-size: 1.5rem; line-height: 1.2; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
.n { text-align: right; font-variant-numeric: tabular-nums; }
@media print {
  :root { color-scheme: light; --paper: #fff; --ink: #000; --faint: #333; --line: #999;
    --soft: #eee; }
  body { padding: 0; max-width: none; }
  h2, h3 { break-after: avoid; }
}
"""
"""How a page looks that is read on the screen, light or dark, as well as on paper.

What a page adds says how wide it is at most, as ``--width``.
"""


def page(title: str, style: str, body: str, *, language: str = "en", kind: str = "") -> str:
    """One HTML document; it has nothing from elsewhere, and says so to the browser.

    ``style`` is what it adds to the looks of every page. Both ``style`` and ``body`` are put there
    as they stand, each ending with a line; ``kind`` is a class of the body.
    """
    of_kind = f' class="{kind}"' if kind else ""
    return f"""\
<!DOCTYPE html>
<html lang="{language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{_POLICY}">
<meta name="viewport" content="width=device-width">
<title>{plain(title)}</title>
<style>
{_STYLE}{style}</style>
</head>
<body{of_kind}>
{body}</body>
</html>
"""


def plain(text: str) -> str:
    """A text on one line, in which no sign means anything to a browser.

    >>> plain("Jansen & <b>")
    'Jansen &amp; &lt;b&gt;'
    """
    return escape(one_line(text), quote=True)


def value(text: str) -> str:
    """As :func:`plain`, keeping its own direction of writing; of an empty text nothing.

    >>> value("Ada")
    '<bdi>Ada</bdi>'
    """
    return f"<bdi>{plain(text)}</bdi>" if text else ""
