"""The table of the versions says what their schemas have: ours, and those of ISO 20022."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import permutations
from pathlib import Path
from typing import NamedTuple

import pytest
from lxml import etree

from helpers.corpus import corpus
from helpers.pain008_files import Change, good, holding, our_xsd, refusal, said
from sepadd.messages.parsing import schema_path
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.rulebook import (
    SCHEME_VERSION,
    CancellationVersion,
    ElementNames,
    MessageVersion,
    ReversalVersion,
    built_like,
    edition_on,
)
from sepadd.testing import TODAY

XS = "{http://www.w3.org/2001/XMLSchema}"
V02, V08 = MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08
each_version = pytest.mark.parametrize("message", MessageVersion)


def takes(message: MessageVersion, change: Change) -> bool:
    """Say whether our schema of that version takes the good file with that change."""
    return refusal(our_xsd(message[-2:]), change.of(message[-2:])) == ""


def elements_in(xsd: Path, type_name: str) -> set[str]:
    """Give the elements that may stand in a type of a schema."""
    node = etree.parse(xsd).getroot().find(f"{XS}complexType[@name='{type_name}']")
    assert node is not None
    return {str(each.get("name")) for each in node.iter(f"{XS}element")}


# -- every row is whole --------------------------------------------------------------------------


@pytest.mark.parametrize(
    "version", [*MessageVersion, *ReversalVersion, *CancellationVersion], ids=str
)
def test_each_version_has_a_row_and_a_schema_in_its_namespace(
    version: MessageVersion | ReversalVersion | CancellationVersion,
) -> None:
    assert version.row.names
    root = etree.parse(schema_path(version)).getroot()
    assert version.namespace == root.get("targetNamespace")


# Written down once more: what a bank gets that took the collections in that version.
WITH_IT = {
    "pain.008.001.02": ("pain.007.001.02", "camt.055.001.01"),
    "pain.008.001.08": ("pain.007.001.09", "camt.055.001.08"),
    "pain.008.001.11": ("pain.007.001.09", "camt.055.001.08"),
}


@each_version
def test_each_version_says_what_a_reversal_and_a_cancellation_are_written_in(
    message: MessageVersion,
) -> None:
    assert (message.row.reversal, message.row.cancellation) == WITH_IT[message]


@pytest.mark.parametrize("name", ["pain.008.001.99", "pain.008.001.2", "pain.008", ""])
def test_an_unknown_version_is_an_error_and_no_default(name: str) -> None:
    assert built_like(name) is None
    with pytest.raises(ValueError, match="is not a valid MessageVersion"):
        MessageVersion(name)


def test_no_version_is_built_like_two() -> None:
    others = [
        name for each in MessageVersion for name in (*each.row.same_elements, *each.row.read_alike)
    ]
    assert len({*others, *MessageVersion}) == len(others) + len(MessageVersion)


def test_the_version_of_the_scheme_is_that_of_todays_rulebook_and_has_a_place_for_all() -> None:
    assert edition_on(TODAY).message is SCHEME_VERSION
    row = SCHEME_VERSION.row
    assert (row.address_gaps, row.has_lei, row.bic_letters) == (frozenset(), True, False)


# -- what our schemas have -----------------------------------------------------------------------


@each_version
def test_the_parts_of_an_address_are_those_of_the_schema(message: MessageVersion) -> None:
    gaps = message.row.address_gaps
    tags = {tag for part, tag in ADDRESS_TAGS.items() if part not in gaps}
    assert gaps <= ADDRESS_TAGS.keys()
    assert elements_in(schema_path(message), "Address") == tags | {"Ctry"}


@each_version
def test_what_a_bic_is_called_is_so_in_the_schema(message: MessageVersion) -> None:
    bank, organisation = message.row.names
    assert elements_in(schema_path(message), "BankId") == {bank, "Othr"}
    lei = {"LEI"} if message.row.has_lei else set()
    assert elements_in(schema_path(message), "OrganisationId") == {organisation, "Othr"} | lei


@each_version
def test_a_bic_begins_with_letters_where_the_schema_has_it_so(message: MessageVersion) -> None:
    assert takes(message, said("PmtInf/CdtrAgt/FinInstnId/BIC", "ABNANL2A"))
    with_a_digit = takes(message, said("PmtInf/CdtrAgt/FinInstnId/BIC", "1BNANL2A"))
    assert with_a_digit is not message.row.bic_letters


@each_version
@pytest.mark.parametrize("inside", ["<Ctry>BE</Ctry>", "<AdrLine>Bern</AdrLine>"])
def test_an_address_needs_country_and_town_where_the_schema_has_it_so(
    message: MessageVersion, inside: str
) -> None:
    alone = takes(message, holding("PmtInf/Cdtr/PstlAdr", inside))
    assert alone is not message.row.address_needs_town


# -- what the general schemas have, and the scheme does not use ----------------------------------


class Schema(NamedTuple):
    """A general schema, its types by name, and what it calls BICs."""

    types: Mapping[str, etree._Element]
    names: ElementNames

    def inside(self, type_name: str) -> dict[str, str] | None:
        """Give the elements in a type, each with its own; nothing for a value."""
        node = self.types.get(type_name)
        if node is None or node.find(f".//{XS}extension") is not None:
            return None
        found = {str(e.get("name")): str(e.get("type")) for e in node.iter(f"{XS}element")}
        return found or None

    def kind(self, type_name: str) -> str:
        """Give what a value is made of: a text, a number, a day, or anything."""
        node = self.types[type_name]
        based = node.find(f".//{XS}restriction")
        based = node.find(f".//{XS}extension") if based is None else based
        return "anything" if based is None else str(based.get("base"))


def general(message: MessageVersion) -> Schema:
    root = etree.parse(corpus("xsd", f"{message}.xsd")).getroot()
    types = {str(e.get("name")): e for e in root if isinstance(e.tag, str)}
    return Schema(types, message.row.names)


def unlike(old: Schema, new: Schema, nowhere: frozenset[str]) -> Iterator[str]:
    """Give what may stand in the one and not in the other, beyond what has no place there."""
    yield from _unlike(old, new, ("Document", "Document"), "", nowhere)


def _unlike(
    old: Schema, new: Schema, types: tuple[str, str], path: str, nowhere: frozenset[str]
) -> Iterator[str]:
    here, there = old.inside(types[0]), new.inside(types[1])
    if here is None or there is None:
        if here is not there or old.kind(types[0]) != new.kind(types[1]):
            yield path
        return
    for name, its_type in here.items():
        now = new.names[old.names.index(name)] if name in old.names else name
        step = f"{path.rpartition('/')[2]}/{name}"
        if not nowhere & {name, step}:
            below = f"{path}/{name}"
            if now in there:
                yield from _unlike(old, new, (its_type, there[now]), below, nowhere)
            else:
                yield below


@pytest.mark.parametrize(("was", "to"), [*permutations(MessageVersion, 2)])
def test_what_the_general_schema_of_another_version_lacks_is_in_the_table(
    was: MessageVersion, to: MessageVersion
) -> None:
    nowhere = to.row.gaps | to.row.otherwise | was.row.otherwise
    assert list(unlike(general(was), general(to), nowhere)) == []


@pytest.mark.parametrize("message", MessageVersion)
def test_a_gap_is_an_element_that_another_version_has(message: MessageVersion) -> None:
    others = [general(other) for other in MessageVersion if other is not message]
    for gap in message.row.gaps:
        names = gap.split("/")
        assert any(
            names[-1] in (schema.inside(each) or ()) for schema in others for each in schema.types
        ), gap


def test_the_good_file_is_in_the_namespace_of_its_version() -> None:
    for message in MessageVersion:
        assert message.namespace.encode() in good(message[-2:])
