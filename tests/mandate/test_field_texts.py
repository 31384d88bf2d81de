"""What each field of a mandate holds, and where the scheme and the file have it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from lxml import etree

from helpers.books import decided
from helpers.pain008_files import loaded, our_xsd
from sepadd.books import Books, propose
from sepadd.findings import InvalidValue
from sepadd.mandate import Amendment, Mandate, Presentation, Suspension
from sepadd.mandate.field_texts import FIELD_WORDS, FieldWords, field_words
from sepadd.messages import pain008
from sepadd.proposal import Draft
from sepadd.testing import AT, CREDITOR, DEBTOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import (
    Bic,
    CreditorIdentifier,
    Debtor,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PostalAddress,
    RunId,
)

EVERY_FIELD = [
    pytest.param(kind, words, id=f"{kind.__name__}.{words.name}")
    for kind, described in FIELD_WORDS.items()
    for words in described
]
WITH_ELEMENT = [
    p for p in EVERY_FIELD if isinstance(p.values[1], FieldWords) and p.values[1].element
]


@pytest.mark.parametrize(
    "kind", [Mandate, Debtor, Amendment, Suspension, Presentation], ids=lambda kind: kind.__name__
)
def test_feature_0_9_every_field_of_a_mandate_and_its_debtor_is_described(kind: Any) -> None:
    described = [words.name for words in FIELD_WORDS[kind]]
    assert described == [field.name for field in fields(kind)]


@pytest.mark.parametrize(("kind", "words"), EVERY_FIELD)
def test_feature_0_9_a_description_is_one_sentence(kind: type[object], words: FieldWords) -> None:
    assert field_words(kind, words.name) is words
    assert words.says[0].isupper()
    assert words.says.endswith(".")
    assert "  " not in words.says


@pytest.mark.parametrize(("kind", "words"), EVERY_FIELD)
def test_feature_0_9_it_has_both_numbers_of_the_scheme_or_neither(
    kind: type[object], words: FieldWords
) -> None:
    assert kind in FIELD_WORDS
    assert bool(words.attribute) is bool(words.was)
    assert not words.attribute or words.attribute[:4] in {"AT-M", "AT-E", "AT-P", "AT-D", "AT-T"}


def test_feature_0_9_a_field_that_there_is_not_is_refused_with_those_there_are() -> None:
    assert field_words(Mandate, "signed_on").was == "AT-25"
    with pytest.raises(InvalidValue, match=r"field 'signed' of Mandate: .*, signed_on, "):
        field_words(Mandate, "signed")
    with pytest.raises(InvalidValue, match="fields are none that are described"):
        field_words(Party, "name")


OLD = Amendment(
    on=date(2026, 11, 2),
    reference=MandateReference("M-0"),
    creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"),
    creditor_name="Zwembad",
    iban=Iban("NL98INGB0202345688"),
)
WHOLE = replace(
    MANDATE,
    debtor=Debtor(
        id="10042",
        name="Ada Jansen",
        account_holder="J. Jansen",
        iban=DEBTOR.iban,
        bic=Bic("ABNANL2A"),
        address=PostalAddress(country="NL", town="Utrecht"),
        identification=OrganisationId(other=OtherId(id="12345678")),
    ),
    ultimate_debtor=Party(name="B. Jansen"),
    electronic_signature="E-1",
    amendments=(OLD,),
)


def written(mandate: Mandate) -> etree._Element:
    """The bank's file of one collection under a mandate."""
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(mandate,), runs=()),
        TERMS,
        Draft(id=RunId("2027-01"), due_on=DUE_ON),
    )
    xml = pain008.render(decided(proposal, TERMS, at=AT))
    assert loaded(our_xsd("08")).validate(etree.fromstring(xml))
    return etree.fromstring(xml)


def texts_in(file: etree._Element, path: str) -> Iterator[str]:
    """What stands in an element, wherever the path leads."""
    inside = "/".join(f"{{*}}{step}" for step in path.split("/"))
    for found in file.iterfind(f".//{inside}"):
        yield " ".join(map(str, found.itertext()))


@pytest.mark.parametrize(("kind", "words"), WITH_ELEMENT)
def test_feature_0_9_the_element_that_is_named_stands_in_the_file(
    kind: type[object], words: FieldWords
) -> None:
    assert kind in FIELD_WORDS
    assert list(texts_in(written(WHOLE), words.element)) != []


@pytest.mark.parametrize(
    ("kind", "name", "value"),
    [
        (Mandate, "reference", "M-1"),
        (Mandate, "creditor_identifier", "NL42ZZZ123456780001"),
        (Mandate, "scheme", "CORE"),
        (Mandate, "one_off", "RCUR"),
        (Mandate, "signed_on", "2026-01-15"),
        (Mandate, "ultimate_debtor", "B. Jansen"),
        (Mandate, "electronic_signature", "E-1"),
        (Debtor, "account_holder", "J. Jansen"),
        (Debtor, "iban", "NL91ABNA0417164300"),
        (Debtor, "bic", "ABNANL2A"),
        (Debtor, "address", "Utrecht"),
        (Debtor, "identification", "12345678"),
        (Amendment, "reference", "M-0"),
        (Amendment, "creditor_identifier", "DE98ZZZ09999999999"),
        (Amendment, "creditor_name", "Zwembad"),
        (Amendment, "iban", "SMNDA"),
        (Presentation, "due_on", "2026-12-01"),
        (Presentation, "sequence_type", "RCUR"),
        (Presentation, "end_to_end_id", "2027-01-1"),
    ],
)
def test_feature_0_9_the_value_stands_in_the_element_that_is_named(
    kind: type[object], name: str, value: str
) -> None:
    assert value in " ".join(texts_in(written(WHOLE), field_words(kind, name).element))
