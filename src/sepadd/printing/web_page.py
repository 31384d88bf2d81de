"""A page for a browser, of any kind: what is around it, and how a text is put into it.

A page needs nothing besides itself: no script, no picture, no font, no address on the net. Whatever
a name holds is shown as text.
"""

from __future__ import annotations

from html import escape
from typing import Final

from sepadd.values import one_line

_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'"


def page(title: str, style: str, body: str, *, language: str = "en", kind: str = "") -> str:
    """One HTML document; it has nothing from elsewhere, and says so to the browser.

    ``style`` and ``body`` are put there as they stand, each ending with a line; ``kind`` is a class
    of the body.
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
{style}</style>
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
