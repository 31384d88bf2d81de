"""Whatever is typed, what is sent consists of characters that the bank takes."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from sepadd.values import (
    AUSTRIAN_TEXT,
    BASIC,
    EPC_TEXT,
    GERMAN_TEXT,
    GERMAN_WIDE_TEXT,
    STRICT_TEXT,
    Conversion,
    TextMode,
)

SPEAKABLE = st.characters(exclude_categories=("Cc", "Cs", "Cn"))
MODES = st.one_of(
    st.sampled_from([EPC_TEXT, GERMAN_TEXT, GERMAN_WIDE_TEXT, AUSTRIAN_TEXT, STRICT_TEXT]),
    st.builds(
        TextMode,
        name=st.just("house"),
        conversion=st.sampled_from(Conversion),
        extra=st.text(SPEAKABLE, max_size=5),
        cut=st.booleans(),
    ),
)
ANY = st.characters(categories=None, exclude_categories=())  # half characters and controls too
TEXTS = st.one_of(
    st.text(ANY),
    st.text(st.characters(max_codepoint=0x4FF)),
    st.text(st.sampled_from(BASIC + "äß&€Щθ\n ")),
)
FORBIDDEN_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@given(MODES, TEXTS)
def test_what_is_sent_is_accepted(mode: TextMode, text: str) -> None:
    assert mode.conversion is Conversion.NONE or mode.accepts(mode.convert(text))


@given(MODES, TEXTS)
def test_what_is_accepted_can_stand_in_xml(mode: TextMode, text: str) -> None:
    assert not (mode.accepts(text) and FORBIDDEN_IN_XML.search(text))


@given(MODES, TEXTS)
def test_what_is_sayable_is_accepted(mode: TextMode, text: str) -> None:
    fitted = mode.fit(text, 70)
    assert fitted.unsayable or mode.accepts(fitted.text)


@given(MODES, TEXTS)
def test_converting_twice_is_converting_once(mode: TextMode, text: str) -> None:
    once = mode.convert(text)
    assert mode.convert(once) is once


@given(MODES, st.text(st.sampled_from(BASIC)))
def test_clean_text_comes_back_itself(mode: TextMode, text: str) -> None:
    assert mode.convert(text) is text


@given(MODES, TEXTS)
def test_a_text_is_accepted_if_each_of_its_characters_is(mode: TextMode, text: str) -> None:
    assert mode.accepts(text) == all(c in BASIC or c in mode.extra for c in text)


@given(TEXTS, TEXTS)
def test_texts_are_converted_character_by_character(one: str, other: str) -> None:
    both = EPC_TEXT.convert(f"{one} {other}")  # the blank keeps an accent from the letter before
    assert both == f"{EPC_TEXT.convert(one)} {EPC_TEXT.convert(other)}"


@given(TEXTS)
def test_how_an_accent_was_typed_makes_no_difference(text: str) -> None:
    apart = unicodedata.normalize("NFD", text)
    assert GERMAN_TEXT.convert(apart) == GERMAN_TEXT.convert(unicodedata.normalize("NFC", text))


@given(MODES, TEXTS, st.integers(1, 40))
def test_only_what_is_too_long_is_cut(mode: TextMode, text: str, limit: int) -> None:
    fitted, said = mode.fit(text, limit), mode.convert(text)
    assert fitted.too_long == (len(said) > limit)
    if fitted.too_long and mode.cut:
        assert fitted.text == said[:limit].rstrip()
    else:
        assert fitted.text == said
    assert fitted.converted == (said != text)
