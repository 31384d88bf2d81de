"""Any page for a browser: nothing in it comes from elsewhere, and no text is taken for code."""

from __future__ import annotations

from html import unescape

import pytest

from sepadd.printing import page, plain, value

HOSTILE = ("</title><script>x()</script>", "a\" onload='x()'", "&lt;b&gt;", "a\u202eb\x1b[2J\nc")


@pytest.mark.parametrize("text", HOSTILE)
def test_no_sign_of_a_text_means_anything_to_a_browser(text: str) -> None:
    written = plain(text)
    assert not set("<>\"'\n\x1b\u202e") & set(written)
    assert unescape(written).split() == [
        word.replace("\u202e", "").replace("\x1b", "") for word in text.split()
    ]


def test_a_value_keeps_its_own_direction_and_of_nothing_there_is_nothing() -> None:
    assert value("\u05d0\u05d3\u05d4 & Co") == "<bdi>\u05d0\u05d3\u05d4 &amp; Co</bdi>"
    assert value("") == ""


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_stays_within_its_element(title: str) -> None:
    html = page(title, "p {}\n", "<p>x</p>\n")
    assert html.count("<title>") == html.count("</title>") == 1
    assert "<script" not in html
    assert html.index("</title>") < html.index("p {}\n</style>") < html.index("<p>x</p>\n</body>")


def test_a_page_tells_its_language_and_its_kind() -> None:
    german = page("Liste", "", "", language="de", kind="form")
    assert '<html lang="de"' in german
    assert '<body class="form">' in german
    assert "<body>" in page("List", "", "")
