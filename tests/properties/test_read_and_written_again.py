"""What we wrote is read and written again byte for byte; and nothing that is read is dropped."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from helpers.pain008_files import VERSIONS, good
from properties.test_written_files import ANYWHERE, DIFFERENT, prepared
from sepadd.banks import BankProfile
from sepadd.findings import UnreadableMessage
from sepadd.messages import pain008
from sepadd.messages.pain008 import iter_collections, read
from sepadd.rulebook import MessageVersion
from sepadd.run import BankFile

some_runs = settings(
    max_examples=5, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


def same_again(file: BankFile) -> None:
    written = pain008.render(file)
    again = read(written)
    assert again.unplaced == ()
    assert pain008.render(again.file) == written


@pytest.mark.parametrize("message", MessageVersion)
@pytest.mark.parametrize("profile", DIFFERENT, ids=lambda profile: profile.name)
@some_runs
@given(data=st.data())
def test_a_file_of_ours_is_written_again_byte_for_byte(
    profile: BankProfile, message: MessageVersion, data: st.DataObject
) -> None:
    for file in data.draw(prepared(profile, message, ANYWHERE)).files():
        same_again(file)


@settings(max_examples=150)
@given(data=st.data(), version=st.sampled_from(VERSIONS))
def test_without_some_part_a_collection_is_held_or_it_is_said_what_it_lacks(
    data: st.DataObject, version: str
) -> None:
    xml = good(version)
    leaves = re.findall(rb"<(\w+)[^<>]*>[^<>]+</\1>", xml)
    leaf = data.draw(st.sampled_from(sorted(set(leaves))))
    less = re.sub(rb"<" + leaf + rb"( [^<>]*)?>[^<>]*</" + leaf + rb">", b"", xml)
    try:
        file = read(less)
    except UnreadableMessage:
        event("it does not say when it was made")
        return
    for each in file.collections:
        assert each.collection is not None or "REA-03" in {note.rule for note in each.unplaced}


@settings(max_examples=200)
@given(
    at=st.integers(0, len(good("08")) - 1),
    byte=st.integers(0, 255),
    version=st.sampled_from(VERSIONS),
)
def test_a_file_with_a_wrong_byte_is_read_or_refused_and_never_anything_else(
    at: int, byte: int, version: str
) -> None:
    xml = bytearray(good(version))
    xml[at % len(xml)] = byte
    try:
        found = list(iter_collections(bytes(xml)))
    except UnreadableMessage:
        return
    assert found


@settings(max_examples=100)
@given(length=st.integers(0, len(good("08")) - 1))
def test_a_file_that_is_cut_off_gives_nothing(length: int) -> None:
    with pytest.raises(UnreadableMessage):
        next(iter_collections(good("08")[:length]))


@settings(max_examples=150)
@given(data=st.data(), version=st.sampled_from(VERSIONS), strange=st.booleans())
def test_what_stands_there_twice_or_in_a_strange_element_is_named(
    data: st.DataObject, version: str, *, strange: bool
) -> None:
    xml = good(version)
    places = [match.end() for match in re.finditer(rb"<(\w+)[^<>]*>[^<>]+</\1>", xml)]
    end = data.draw(st.sampled_from(places))
    element = re.search(rb"<(\w+)[^<>]*>[^<>]+</\1>\Z", xml[:end])
    assert element is not None
    more = b"<Strange>odd</Strange>" if strange else element[0]
    with_more = xml[:end] + more + xml[end:]
    before = noted(xml)
    after = noted(with_more)
    named = (after - before).keys() | (before - after).keys()
    name = "Strange" if strange else element[1].decode()
    assert any(path.endswith(name) for _, path in named)


def noted(xml: bytes) -> Counter[tuple[str, str]]:
    return Counter((finding.rule, finding.path or "") for finding in read(xml).unplaced)
