"""The form on paper: all of it on one sheet, and nothing from elsewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from helpers.mandate_forms import (
    AT_POOL,
    B2B,
    HOME,
    SWISS,
    UNSIGNED,
    blank_form,
    form_of,
    of_debtor,
)
from sepadd.documents import LegalText, as_html, blank_mandate_form
from sepadd.documents.mandate_form_fields import MandateForm
from sepadd.mandate import Mandate
from sepadd.testing import COMPANY, CREDITOR, DEBTOR
from sepadd.values import (
    Language,
    Party,
)

OF_ONE_SHEET = 140


HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)",
    "&lt;b&gt; & &amp; &#0;",
    "{{7*7}} ${iban} %s <!-- -->",
)


# -- as a page -------------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser makes of a page: its elements, and its text without style."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.values: list[str] = []
        self.shown: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._within.append(tag)
        if tag == "dd":
            self.values.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.shown.append(data)
        if "dd" in self._within:
            self.values[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())


def long_form(language: Language) -> MandateForm:
    """Give a form on which every name is as long as any."""
    name = ("Vereniging van Eigenaren Donaudampfschifffahrtsgesellschaft " * 3)[:OF_ONE_SHEET]
    debtor = replace(COMPANY, name=name, account_holder="Z" * OF_ONE_SHEET, iban=SWISS)
    mandate = replace(B2B, debtor=debtor, ultimate_debtor=Party(name=name))
    creditor = replace(AT_POOL, name=name, ultimate_creditor=Party(name=name))
    return form_of(mandate, creditor, language, contract="C" * OF_ONE_SHEET)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("mandate", [UNSIGNED, B2B], ids=["CORE", "B2B"])
def test_feature_2_l8_the_page_shows_every_label_value_and_text(
    mandate: Mandate, language: Language
) -> None:
    form = form_of(mandate, language=language, contract="Z-2026")
    shown = Page(as_html(form)).text
    wanted = [form.title, form.authorisation, form.note, form.payment_heading, form.return_to]
    wanted += [box.label for box in form.payment]
    wanted += [each.label for each in form.fields]
    wanted += [each.value for each in form.fields if each.value is not None]
    assert [what for what in wanted if " ".join(what.split()) not in shown] == []


def test_the_page_says_its_language() -> None:
    assert Page(as_html(form_of(language=Language.ES))).elements[0] == (
        "html",
        {"lang": "es", "dir": "ltr"},
    )


@pytest.mark.parametrize(
    "form", [form_of(), form_of(B2B), blank_form(), long_form(Language.DE)], ids=str
)
def test_the_page_needs_nothing_besides_itself(form: MandateForm) -> None:
    page, html = Page(as_html(form)), as_html(form)
    active = {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base", "svg"}
    assert {tag for tag, _ in page.elements} & active == set()
    known = {"lang", "dir", "charset", "http-equiv", "content", "name", "class"}
    assert {name for _, attributes in page.elements for name in attributes} <= known
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_browser_is_told_to_run_and_to_fetch_nothing() -> None:
    policies = [each for tag, each in Page(as_html(form_of())).elements if "http-equiv" in each]
    assert policies == [
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
        }
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_and_nothing_else(name: str) -> None:
    address = replace(HOME, street=name, town=name, postcode=name)
    debtor = replace(DEBTOR, id=name, name=name, account_holder=f"{name}2", address=address)
    mandate = replace(UNSIGNED, debtor=debtor, ultimate_debtor=Party(name=name))
    creditor = replace(
        CREDITOR,
        name=name,
        trade_name=f"{name}3",
        address=address,
        ultimate_creditor=Party(name=name),
    )
    form = form_of(mandate, creditor, contract=name)
    tame = form_of(
        replace(
            mandate,
            debtor=replace(debtor, id="i", name="n", account_holder="h", address=HOME),
            ultimate_debtor=Party(name="u"),
        ),
        replace(
            creditor, name="n", trade_name="t", address=HOME, ultimate_creditor=Party(name="u")
        ),
        contract="c",
    )
    page = Page(as_html(form))
    assert page.elements == Page(as_html(tame)).elements
    assert page.values == [each.value or "" for each in form.fields]
    assert page.values.count(name) == 8


def test_a_hostile_legal_text_is_shown_and_nothing_else() -> None:
    legal = LegalText(authorisation=HOSTILE[0], note=HOSTILE[1])
    page = Page(as_html(form_of(legal_text=legal)))
    assert page.elements == Page(as_html(form_of())).elements
    assert HOSTILE[0] in page.text


def test_a_name_from_right_to_left_turns_nothing_beside_it() -> None:
    html = as_html(of_debtor(replace(DEBTOR, name="عبد الله محمد")))
    assert "<dd><bdi>عبد الله محمد</bdi></dd>" in html


def test_a_name_cannot_turn_the_direction_of_writing() -> None:
    form = of_debtor(replace(DEBTOR, name="Ada\u202e00 3461\u202c"))
    assert form.value("debtor_name") == "Ada00 3461"
    assert "\u202e" not in as_html(form)


@pytest.mark.parametrize("rule", ["size: A4", "overflow-wrap: anywhere", "break-inside: avoid"])
def test_the_page_is_laid_out_for_one_sheet(rule: str) -> None:
    assert rule in as_html(form_of())


@pytest.mark.parametrize("language", Language)
def test_an_everyday_form_is_in_large_type_and_one_of_long_names_in_small(
    language: Language,
) -> None:
    assert is_dense(form_of(language=language)) is False
    assert is_dense(blank_mandate_form(AT_POOL, language=language)) is False
    assert is_dense(long_form(language)) is True


def is_dense(form: MandateForm) -> bool:
    (body,) = (attributes for tag, attributes in Page(as_html(form)).elements if tag == "body")
    return body == {"class": "dense"}


def test_a_star_marks_what_has_to_be_filled_in() -> None:
    page = Page(as_html(form_of())).text
    assert "Place *" in page
    assert "* Please fill in." in page
    assert "Mandate reference *" not in Page(as_html(form_of(with_reference=False))).text


def test_the_same_form_is_the_same_page() -> None:
    assert as_html(form_of()) == as_html(form_of())
