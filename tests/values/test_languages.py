"""Days and amounts as each language writes them, and texts with fields to be filled in."""

from __future__ import annotations

import locale
from datetime import date

import pytest

from sepadd.findings import InvalidValue
from sepadd.values import Euro, Language, fields_of, filled, one_line

FIRST = date(2026, 12, 1)
SECOND = date(2027, 3, 2)


def plain(text: str) -> str:
    """Give a text with ordinary blanks, as one types it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        (Language.EN, "1 December 2026", "2 March 2027"),
        (Language.NL, "1 december 2026", "2 maart 2027"),
        (Language.DE, "1. Dezember 2026", "2. März 2027"),
        (Language.FR, "1er décembre 2026", "2 mars 2027"),
        (Language.ES, "1 de diciembre de 2026", "2 de marzo de 2027"),
        (Language.IT, "1 dicembre 2026", "2 marzo 2027"),
    ],
)
def test_a_day_is_written_out_as_the_language_does(
    language: Language, first: str, second: str
) -> None:
    assert (language.day(FIRST), language.day(SECOND)) == (first, second)


@pytest.mark.parametrize("language", Language)
def test_every_month_has_a_name_of_its_own(language: Language) -> None:
    assert len({language.day(date(2026, month, 5)) for month in range(1, 13)}) == 12


@pytest.mark.parametrize(
    ("language", "forty", "thousand", "million"),
    [
        (Language.EN, "€40.00", "€1,250.05", "€1,234,567.89"),
        (Language.NL, "€ 40,00", "€ 1.250,05", "€ 1.234.567,89"),
        (Language.DE, "40,00 €", "1.250,05 €", "1.234.567,89 €"),
        (Language.FR, "40,00 €", "1 250,05 €", "1 234 567,89 €"),
        (Language.ES, "40,00 €", "1250,05 €", "1.234.567,89 €"),
        (Language.IT, "40,00 €", "1.250,05 €", "1.234.567,89 €"),
    ],
)
def test_an_amount_is_written_as_the_language_does(
    language: Language, forty: str, thousand: str, million: str
) -> None:
    amounts = (Euro(cents=40_00), Euro(cents=1250_05), Euro(cents=1_234_567_89))
    assert tuple(plain(language.amount(each)) for each in amounts) == (forty, thousand, million)


@pytest.mark.parametrize(
    ("euros", "written"), [("9999.99", "9999,99 €"), ("10000.00", "10.000,00 €")]
)
def test_spanish_marks_thousands_from_five_digits_on(euros: str, written: str) -> None:
    assert plain(Language.ES.amount(Euro(euros))) == written


@pytest.mark.parametrize(
    ("language", "written"),
    [(Language.EN, "-€0.05"), (Language.NL, "€ -0,05"), (Language.DE, "-0,05 €")],
)
def test_an_amount_in_the_debtors_favour_has_its_minus(language: Language, written: str) -> None:
    assert plain(language.amount(Euro(cents=-5))) == written


@pytest.mark.parametrize("language", Language)
def test_no_line_ends_within_an_amount(language: Language) -> None:
    assert " " not in language.amount(Euro(cents=1_234_567_89))


def test_the_settings_of_the_machine_change_nothing() -> None:
    before = locale.setlocale(locale.LC_ALL)
    try:
        locale.setlocale(locale.LC_ALL, "C")
        assert Language.FR.day(FIRST) == "1er décembre 2026"
    finally:
        locale.setlocale(locale.LC_ALL, before)


# -- texts with fields --------------------------------------------------------------------------


def test_a_field_is_filled_in() -> None:
    assert filled("$creditor takes ${amount}!", {"creditor": "Us", "amount": "5"}) == "Us takes 5!"


def test_what_a_value_holds_is_no_field() -> None:
    assert filled("$a $b", {"a": "$b ${b} $$", "b": "2"}) == "$b ${b} $$ 2"


def test_two_dollar_signs_are_one() -> None:
    assert filled("$$5", {}) == "$5"


def test_an_unknown_field_is_named_beside_those_there_are() -> None:
    with pytest.raises(InvalidValue, match=r"no field \$ammount; there are \$amount, \$iban"):
        fields_of("$ammount", {"iban", "amount"})


@pytest.mark.parametrize("text", ["costs 5 $", "$5", "$ amount", "${amount", "${}"])
def test_a_dollar_sign_alone_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue, match=r"write \$\$"):
        filled(text, {"amount": "5"})


@pytest.mark.parametrize("text", ["${amount.cents}", "${amount.__class__}", "${amount!r}"])
def test_nothing_of_a_value_can_be_reached_through_a_field(text: str) -> None:
    with pytest.raises(InvalidValue):
        filled(text, {"amount": "5"})


@pytest.mark.parametrize("text", ["{amount.__class__}", "%(amount)s", "{{ 7*7 }}"])
def test_another_languages_field_is_only_text(text: str) -> None:
    assert filled(text, {"amount": "5"}) == text


# -- names in a sentence ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("Ada\r\nBcc: eve@example.org", "Ada Bcc: eve@example.org"),
        ("  Ada \t Jansen\u2028", "Ada Jansen"),
        ("Ada\u202e 00,04 \u202cJansen", "Ada 00,04 Jansen"),
        ("Ada\x00\x1b[2J", "Ada[2J"),
        ("عبد الله محمد", "عبد الله محمد"),
        ("a\N{NO-BREAK SPACE}b", "a\N{NO-BREAK SPACE}b"),
    ],
)
def test_a_name_keeps_to_its_line(name: str, line: str) -> None:
    assert one_line(name) == line
