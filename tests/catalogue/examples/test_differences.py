"""How two neighbours differ, in words: which part of a thing it is, and what it is in each."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from types import MappingProxyType

import pytest

from sepadd.catalogue.examples.differences import ChangedPart, changed_parts, said, shortened
from sepadd.mandate import Scheme
from sepadd.testing import COLLECTION, DEBTOR, INVOICE, MANDATE
from sepadd.values import Euro, PostalAddress

ADDRESS = PostalAddress(country="NL", town="Utrecht")


def test_what_is_the_same_differs_in_nothing() -> None:
    assert list(changed_parts(MANDATE, replace(MANDATE))) == []


def test_a_part_deep_inside_is_named_by_its_path() -> None:
    home = replace(DEBTOR, address=ADDRESS)
    moved = replace(DEBTOR, address=replace(ADDRESS, town="Assen"))
    (found,) = changed_parts(replace(MANDATE, debtor=home), replace(MANDATE, debtor=moved))
    assert found == ChangedPart("debtor.address.town", "Utrecht", "Assen")


def test_a_thing_that_is_there_in_one_alone_is_told_as_a_whole() -> None:
    (found,) = changed_parts(DEBTOR, replace(DEBTOR, address=ADDRESS))
    assert (found.path, found.one, found.other) == ("address", None, ADDRESS)


def test_one_of_several_is_named_by_its_number_and_one_more_as_all_of_them() -> None:
    other = replace(INVOICE, amount=Euro(cents=1))
    one = replace(COLLECTION, items=(INVOICE, INVOICE))
    two = replace(COLLECTION, items=(INVOICE, other))
    assert [each.path for each in changed_parts(one, two)] == ["items.2.amount"]
    fewer = replace(COLLECTION, items=(INVOICE,))
    assert [each.path for each in changed_parts(one, fewer)] == ["items"]


def test_another_mandate_is_told_by_its_name_and_not_by_all_its_parts() -> None:
    other = replace(
        MANDATE, debtor=replace(DEBTOR, id="7", name="Bo"), scheme=Scheme.B2B, one_off=True
    )
    assert [each.path for each in changed_parts(MANDATE, other)] == [""]


def test_things_of_two_kinds_differ_as_a_whole() -> None:
    assert [each.path for each in changed_parts(DEBTOR, INVOICE)] == [""]


@pytest.mark.parametrize(
    ("value", "words"),
    [
        *((None, "absent"), ("", "absent"), (False, "no"), (0, "0"), ((), "none")),
        *((frozenset(), "none"), (Scheme.B2B, "B2B"), (time(9), "09:00")),
        *(("aaa", "“aaa”"), ("aaaa", "“a” 4 times"), (date(2026, 12, 1), "2026-12-01")),
        (MappingProxyType({Scheme.CORE: time(15)}), "CORE 15:00"),
        (frozenset({Scheme.CORE, Scheme.B2B}), "B2B, CORE"),
        ((None, True), "absent, yes"),
        (ADDRESS, "country “NL”, town “Utrecht”"),
    ],
)
def test_a_value_is_told_in_a_few_words(value: object, words: str) -> None:
    assert said(value) == words


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("W" * 11, "W" * 11),
        ("W" * 12, "WWW…"),
        ("1" * 20, "1" * 20),
        ("\u00e9" * 12, "\u00e9" * 3 + "…"),
    ],
)
def test_a_letter_that_stands_a_dozen_times_in_a_row_is_shortened(text: str, short: str) -> None:
    assert shortened(text) == short
