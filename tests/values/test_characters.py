"""What banks take as text, and what becomes of the rest."""

from __future__ import annotations

import subprocess
import sys

import pytest

from sepadd.findings import InvalidValue
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
from sepadd.values.characters import EPC_CONVERSION, GERMAN_CONVERSION, Fitted

ALL_MODES = (EPC_TEXT, GERMAN_TEXT, GERMAN_WIDE_TEXT, AUSTRIAN_TEXT, STRICT_TEXT)
CUTTING = TextMode(name="cutting", cut=True)

BASIC_ROWS = [
    ("!#$%*=@^", "........"),
    ("[{]}", "(())"),
    ("\\|", "//"),
    ("_~", "--"),
    ("`\"'", "'''"),
    (";", ","),
    ("&", "+"),
    ("<>", ".."),
    ("¡¿", ".?"),
    ("€£¤¥§©®°«»", "E........."),
    ("\t\n\r\N{NO-BREAK SPACE}", "    "),
]
LATIN_ROWS = [
    ("äöüÄÖÜß", "aouAOUs"),
    ("àáâãåăąāÀÁÂÃÅĂĄĀ", "aaaaaaaaAAAAAAAA"),
    ("çćĉċčďđð", "cccccddd"),
    ("èéêëēĕėęě", "eeeeeeeee"),
    ("ĝğġģĥħ", "gggghh"),
    ("ìíîïĩīĭįıİ", "iiiiiiiiiI"),
    ("ĵķĺļľŀł", "jklllll"),
    ("ñńņňòóôõöőø", "nnnnooooooo"),
    ("ŕŗřśŝşšșţťŧțþ", "rrrsssssttttt"),
    ("ùúûüũūŭůűųŵýÿŷźżž", "uuuuuuuuuuwyyyzzz"),
    ("æÆœŒøØ", "aAoOoO"),
    ("łŁđĐðÐþÞ", "lLdDdDtT"),
    ("ĳĲ", "iI"),
    ("\N{LATIN CAPITAL LETTER SHARP S}", "S"),
]
LETTERS_OF_NO_SEPA_LANGUAGE = "ŋŌōŏĸſƀǅȟəыэёіЫЄ"
GREEK_ROWS = [
    ("ΑΒΓΔΕΖΗ", "AVGDEZI"),
    ("ΘΙΚΛΜΝΞ", "THIKLMNX"),
    ("ΟΠΡΣΤΥΦ", "OPRSTYF"),
    ("ΧΨΩ", "CHPSO"),
    ("αβγδεζη", "avgdezi"),
    ("θικλμνξ", "thiklmnx"),
    ("οπρσςτυφ", "oprsstyf"),
    ("χψω", "chpso"),
    ("ΆΈΉΊΌΎΏΪΫ", "AEIIOYOIY"),
    ("άέήίόύώϊϋΐΰ", "aeiioyoiyiy"),
]
BULGARIAN_ROWS = [
    ("АБВГДЕЖЗИЙ", "ABVGDEZHZIY"),
    ("КЛМНОПРСТУ", "KLMNOPRSTU"),
    ("ФХЦЧШЩЪЬЮЯ", "FHTSCHSHSHTAYYUYA"),
    ("абвгдежзий", "abvgdezhziy"),
    ("клмнопрсту", "klmnoprstu"),
    ("фхцчшщъьюя", "fhtschshshtayyuya"),
]


def test_the_basic_set_has_72_characters_and_the_blank() -> None:
    assert len(set(BASIC)) == len(BASIC) == 72 + 1


@pytest.mark.parametrize(("given", "said"), [*BASIC_ROWS, *LATIN_ROWS])
def test_latin_text_is_converted_by_the_table(given: str, said: str) -> None:
    assert EPC_TEXT.convert(given) == said


@pytest.mark.parametrize(("given", "said"), [*GREEK_ROWS, *BULGARIAN_ROWS])
def test_greek_and_bulgarian_are_converted_by_the_table(given: str, said: str) -> None:
    assert EPC_TEXT.convert(given) == said


@pytest.mark.parametrize("letter", LETTERS_OF_NO_SEPA_LANGUAGE)
def test_a_letter_of_no_sepa_language_becomes_a_dot(letter: str) -> None:
    assert EPC_TEXT.convert(letter) == "."


@pytest.mark.parametrize("sign", ["“", "„", "…", "😀", "\x00", "\x85", "\ud800", "\N{OHM SIGN}Ж"])
def test_what_has_no_row_becomes_a_dot(sign: str) -> None:
    said = EPC_TEXT.convert(sign)
    assert said == (".", "OZH")[sign.endswith("Ж")]


def test_the_table_converts_to_the_basic_set_only() -> None:
    assert set("".join(EPC_CONVERSION.values())) <= set(BASIC)
    assert set("".join(GERMAN_CONVERSION.values())) <= set(BASIC)


def test_the_table_leaves_the_basic_set_alone() -> None:
    assert not set(EPC_CONVERSION) & set(BASIC)


def test_only_greek_bulgarian_and_german_letters_become_longer() -> None:
    longer = {letter for letter, said in EPC_CONVERSION.items() if len(said) > 1}
    assert longer == set("ΘΧΨθχψЖЦЧШЩЮЯжцчшщюя")


def test_german_custom_differs_from_the_table_in_eight_letters() -> None:
    differing = {c for c in GERMAN_CONVERSION if GERMAN_CONVERSION[c] != EPC_CONVERSION[c]}
    assert differing == set("äöüßÄÖÜ\N{LATIN CAPITAL LETTER SHARP S}")


def test_trap_22_the_table_and_german_custom() -> None:
    assert EPC_TEXT.convert("Müller & Söhne Straße €5") == "Muller + Sohne Strase E5"
    assert GERMAN_TEXT.convert("Müller & Söhne Straße €5") == "Mueller + Soehne Strasse E5"


def test_german_capitals_keep_their_case() -> None:
    assert GERMAN_TEXT.convert("Ärzte Öl Übung") == "Aerzte Oel Uebung"


def test_trap_22b_the_length_counts_after_conversion() -> None:
    fitted = EPC_TEXT.fit("Щ" * 140, 140)
    assert fitted == Fitted(text="SHT" * 140, converted=True, too_long=True, unsayable=False)


def test_trap_22b_a_bank_that_cuts_gets_140_characters() -> None:
    fitted = CUTTING.fit("Щ" * 140, 140)
    assert fitted.text == ("SHT" * 47)[:140]
    assert fitted.too_long


def test_trap_22c_seventy_umlauts_fit_and_one_more_does_not() -> None:
    assert not EPC_TEXT.fit("ä" * 70, 70).too_long
    assert EPC_TEXT.fit("ä" * 71, 70).too_long


def test_trap_22c_seventy_umlauts_are_140_characters_in_german() -> None:
    fitted = GERMAN_TEXT.fit("ä" * 70, 70)
    assert fitted.too_long
    assert len(fitted.text) == 140
    assert not GERMAN_TEXT.fit("ä" * 35, 70).too_long


def test_a_letter_and_its_accent_typed_apart_are_one_letter() -> None:
    assert EPC_TEXT.convert("Mu\N{COMBINING DIAERESIS}ller") == "Muller"
    assert GERMAN_TEXT.convert("Mu\N{COMBINING DIAERESIS}ller") == "Mueller"
    assert GERMAN_WIDE_TEXT.convert("Mu\N{COMBINING DIAERESIS}ller") == "Müller"


def test_an_accent_without_a_letter_becomes_a_dot() -> None:
    assert EPC_TEXT.convert("7\N{COMBINING ACUTE ACCENT}") == "7."


@pytest.mark.parametrize("mode", ALL_MODES)
def test_clean_text_comes_back_itself(mode: TextMode) -> None:
    text = "Invoice 17/2026 (2nd part), O'Hara + Sons: why?"
    assert mode.accepts(text)
    assert mode.convert(text) is text
    assert mode.fit(text, 70) == Fitted(text, converted=False, too_long=False, unsayable=False)


@pytest.mark.parametrize("mode", ALL_MODES)
def test_a_newline_is_not_accepted_not_even_at_the_end(mode: TextMode) -> None:
    assert mode.accepts("a")
    assert not mode.accepts("a\n")


def test_german_banks_take_umlauts_as_they_are() -> None:
    assert GERMAN_WIDE_TEXT.convert("Müller & Söhne, 5 % * Ä$ß") == "Müller & Söhne, 5 % * Ä$ß"


def test_german_banks_convert_what_is_not_german() -> None:
    assert GERMAN_WIDE_TEXT.convert("Müller Łódź €") == "Müller Lodz E"


def test_austrian_banks_take_many_signs() -> None:
    text = 'ÄÖÜäöüß & < > " | € $ § % ! = # ~ ; * { } [ ] @ \\ _ ° ^'
    assert AUSTRIAN_TEXT.convert(text) is text


def test_austrian_banks_convert_what_is_not_on_their_list() -> None:
    assert AUSTRIAN_TEXT.convert("`é£") == "'e."


def test_strict_text_is_never_changed() -> None:
    assert STRICT_TEXT.convert("Müller") == "Müller"
    assert STRICT_TEXT.fit("Müller", 70) == Fitted(
        "Müller",
        converted=False,
        too_long=False,
        unsayable=True,
    )


def test_strict_text_with_extras_takes_them() -> None:
    umlauts = TextMode(name="umlauts", conversion=Conversion.NONE, extra="ü")
    assert not umlauts.fit("Müller", 70).unsayable
    assert umlauts.fit("Möller", 70).unsayable


@pytest.mark.parametrize("text", ["", " ", ".", " . .. ", "日本", "\n"])
def test_nothing_but_blanks_and_dots_is_unsayable(text: str) -> None:
    assert EPC_TEXT.fit(text, 70).unsayable


@pytest.mark.parametrize("text", ["-", "日本 7", "?"])
def test_a_single_sign_is_sayable(text: str) -> None:
    assert not EPC_TEXT.fit(text, 70).unsayable


def test_a_cut_text_loses_the_blanks_before_the_cut() -> None:
    assert CUTTING.fit("Müller und Söhne", 7) == Fitted(
        "Muller",
        converted=True,
        too_long=True,
        unsayable=False,
    )


def test_a_text_of_which_only_blanks_remain_after_the_cut_is_unsayable() -> None:
    assert CUTTING.fit("   a", 3).unsayable
    assert not CUTTING.fit("   a", 4).unsayable


def test_a_bank_that_does_not_cut_leaves_the_text_whole() -> None:
    assert EPC_TEXT.fit("Meier", 4).text == "Meier"


@pytest.mark.parametrize("extra", ["\x00", "ä\x1f", "\t", "\n", "\x7f", "\x9f", "\ud800", "\uffff"])
def test_an_extra_that_xml_cannot_hold_is_refused(extra: str) -> None:
    with pytest.raises(InvalidValue, match=r"extra character U\+[0-9A-F]{4} of text mode 'house'"):
        TextMode(name="house", extra=extra)


@pytest.mark.parametrize("extra", ["]", "^", "\\", "a-z", "[^", "&&", "--", "||"])
def test_an_extra_is_never_read_as_a_pattern(extra: str) -> None:
    mode = TextMode(name="house", extra=extra)
    assert mode.accepts(extra)
    assert not mode.accepts("ä")
    assert mode.accepts("b%") is False


def test_a_mode_is_a_value() -> None:
    assert TextMode(name="EPC") == EPC_TEXT
    with pytest.raises(AttributeError):
        EPC_TEXT.extra = "ä"  # type: ignore[misc]


def test_text_is_read_without_the_rest_of_the_library() -> None:
    code = (
        "import sys, sepadd.values.characters; "
        "print('lxml' in sys.modules, 'schwifty' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.split() == ["False", "False"]
