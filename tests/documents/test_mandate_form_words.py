"""What is signed, in words of our own or of the user."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from helpers.mandate_forms import AT_POOL, B2B, form_of
from sepadd.documents import LegalText, as_html, blank_mandate_form
from sepadd.documents.mandate_form_fields import MandateForm
from sepadd.documents.mandate_form_words import form_words
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme
from sepadd.testing import CREDITOR
from sepadd.values import Language

OFFICIAL = LegalText(authorisation="The official text for $creditor.", note="The official note.")


def texts(form: MandateForm) -> str:
    return f"{form.title} {form.authorisation} {form.note}"


# -- as data ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("scheme", [Scheme.CORE, Scheme.B2B, Scheme.COR1])
@pytest.mark.parametrize("language", Language)
def test_the_word_sepa_is_in_every_title(language: Language, scheme: Scheme) -> None:
    form = blank_mandate_form(AT_POOL, language=language, scheme=scheme)
    assert "SEPA" in form.title
    assert ("B2B" in form.title or "Business" in form.title) is (scheme is Scheme.B2B)


EIGHT_WEEKS = re.compile(r"eight weeks|acht weken|acht Wochen|huit semaines|ocho semanas|otto sett")
NO_REFUND = re.compile(
    "no right to a refund|niet laten terugboeken|keinen Anspruch auf Erstattung|"
    "pas de droit au remboursement|no hay derecho a su devolución|non c'è diritto al rimborso"
)


@pytest.mark.parametrize("language", Language)
def test_a_core_form_tells_of_the_refund_within_eight_weeks(language: Language) -> None:
    note = form_of(language=language).note
    assert EIGHT_WEEKS.search(note)
    assert not NO_REFUND.search(note)


@pytest.mark.parametrize("language", Language)
def test_a_b2b_form_tells_that_there_is_none_and_that_the_bank_is_told(language: Language) -> None:
    form = form_of(B2B, language=language)
    assert NO_REFUND.search(form.note)
    assert not EIGHT_WEEKS.search(form.note)
    assert re.search(
        "before the first|vóór de eerste|vor dem ersten|avant le|antes d|prima d", form.note
    )


@pytest.mark.parametrize("language", Language)
def test_the_creditor_is_named_in_what_is_signed(language: Language) -> None:
    form = form_of(language=language)
    assert form.authorisation.count(CREDITOR.name) == 2
    assert CREDITOR.name in form.return_to
    assert "$" not in texts(form)


@pytest.mark.parametrize("language", Language)
def test_the_words_of_each_language_are_its_own(language: Language) -> None:
    others = [form_words(other) for other in Language if other is not language]
    own = form_words(language)
    assert own.core_title not in [words.core_title for words in others]
    assert own.core_text not in [words.core_text for words in others]
    assert own.b2b_text not in [words.b2b_text for words in others]


# -- the legal text --------------------------------------------------------------------------------


def test_the_official_text_can_replace_ours() -> None:
    form = form_of(legal_text=OFFICIAL)
    assert form.authorisation == "The official text for Zwembad De Waterlelie."
    assert form.note == "The official note."


def test_a_legal_text_of_several_paragraphs_keeps_them() -> None:
    official = replace(OFFICIAL, note="First.\n\nSecond.")
    assert "<p>First.</p>\n<p>Second.</p>" in as_html(form_of(legal_text=official))


@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_legal_text_says_something(blank: str) -> None:
    with pytest.raises(InvalidValue, match="needs text, not blank"):
        LegalText(authorisation="Text.", note=blank)


def test_a_legal_text_has_no_other_field() -> None:
    with pytest.raises(InvalidValue, match=r"no field \$iban; there are \$creditor"):
        LegalText(authorisation="$creditor takes from $iban", note="Note.")


def test_a_creditors_name_is_never_read_as_a_field() -> None:
    form = form_of(creditor=replace(AT_POOL, name="$creditor & $$"), legal_text=OFFICIAL)
    assert form.authorisation == "The official text for $creditor & $$."
