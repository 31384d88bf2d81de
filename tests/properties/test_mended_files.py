"""A mended file is no worse than before, and needs no mending; a good one is not touched."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.pain008_files import TAKES_ALL, VERSIONS, good
from properties.test_written_files import ANYWHERE, DIFFERENT, prepared
from sepadd.banks import EPC, GERMANY, GERMANY_02, BankProfile
from sepadd.checking import check
from sepadd.findings import UnreadableMessage
from sepadd.mending import mend
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.testing import TODAY

some_runs = settings(
    max_examples=3, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)
BY_NAME = {profile.name: profile for profile in (EPC, GERMANY, GERMANY_02)}
names = st.sampled_from(sorted(BY_NAME))


@pytest.mark.parametrize("message", MessageVersion)
@pytest.mark.parametrize("profile", DIFFERENT, ids=lambda profile: profile.name)
@some_runs
@given(data=st.data())
def test_a_good_file_of_ours_is_not_touched(
    profile: BankProfile, message: MessageVersion, data: st.DataObject
) -> None:
    run = data.draw(prepared(profile, message, ANYWHERE))
    bank = replace(profile, form=run.form, versions=frozenset({message}))
    for file in run.files():
        xml = pain008.render(file)
        found = mend(xml, bank, TODAY)
        assert found.changes == ()
        assert found.xml == xml


@pytest.mark.parametrize(("was", "to"), [*permutations(MessageVersion, 2)])
@some_runs
@given(data=st.data())
def test_a_file_of_ours_comes_back_from_another_version(
    was: MessageVersion, to: MessageVersion, data: st.DataObject
) -> None:
    run = data.draw(prepared(EPC, was, ANYWHERE))
    for file in run.files():
        xml = pain008.render(file)
        there = mend(xml, TAKES_ALL, TODAY, to=to)
        if to.namespace.encode() not in there.xml:
            assert there.left[0].rule == "CHK-06"
            continue
        assert [finding.rule for finding in there.left.errors] == []
        assert mend(there.xml, TAKES_ALL, TODAY, to=was).xml == xml


def holds_together(xml: bytes, profile: BankProfile) -> None:
    """Expect of a mended file that it adds up, and that mending it again does nothing."""
    found = mend(xml, profile, TODAY)
    again = mend(found.xml, profile, TODAY)
    assert again.changes == ()
    assert again.xml == found.xml
    if not found.changes:
        assert found.xml == xml
    amounts = re.findall(rb"<InstdAmt[^>]*>([0-9]+\.[0-9]{2})</InstdAmt>", found.xml)
    if amounts and len(amounts) == found.xml.count(b"<DrctDbtTxInf>") == found.xml.count(
        b'Ccy="EUR"'
    ):
        stated = re.findall(rb"<CtrlSum>([^<]*)</CtrlSum>", found.xml)
        assert {Decimal(s.decode()) for s in stated} == {sum(Decimal(a.decode()) for a in amounts)}


@settings(max_examples=150, deadline=None)
@given(data=st.data(), version=st.sampled_from(VERSIONS), name=names)
def test_whatever_is_said_instead_of_a_value_the_mended_file_is_no_worse(
    data: st.DataObject, version: str, name: str
) -> None:
    xml, profile = good(version), BY_NAME[name]
    values = list(re.finditer(rb"(?<=>)[^<>]+(?=</)", xml))
    value = data.draw(st.sampled_from(values))
    was = value[0].decode()
    said = data.draw(
        st.sampled_from(
            [f" {was}\n", was.lower(), was.upper(), f"{was} é", "", " ", "NOTPROVIDED", "SMNDA"]
        )
        | st.text(
            st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"], exclude_characters="<&>"),
            max_size=80,
        )
    )
    wrong = xml[: value.start()] + said.encode() + xml[value.end() :]
    try:
        before = check(wrong, profile, TODAY)
    except UnreadableMessage:
        with pytest.raises(UnreadableMessage):
            mend(wrong, profile, TODAY)
        return
    holds_together(wrong, profile)
    after = check(mend(wrong, profile, TODAY).xml, profile, TODAY)
    assert len(after.errors) <= len(before.errors)


@settings(max_examples=100, deadline=None)
@given(data=st.data(), version=st.sampled_from(VERSIONS), name=names)
def test_without_some_part_the_mended_file_holds_together(
    data: st.DataObject, version: str, name: str
) -> None:
    xml, profile = good(version), BY_NAME[name]
    opened = [found.start() for found in re.finditer(rb"<(?!Document|Cstmr)\w", xml)]
    start = data.draw(st.sampled_from(opened))
    part = re.compile(rb"<(\w+)(?: [^<>]*)?>.*?</\1>").match(xml, start)
    assert part is not None
    less = xml[:start] + xml[part.end() :]
    assume(b"<CreDtTm>" in less)
    try:
        check(less, profile, TODAY)
    except UnreadableMessage:
        return
    holds_together(less, profile)


@settings(max_examples=100, deadline=None)
@given(at=st.integers(0, len(good("08")) - 1), byte=st.integers(0, 255))
def test_a_file_with_a_wrong_byte_is_mended_or_refused_and_never_anything_else(
    at: int, byte: int
) -> None:
    xml = bytearray(good("08"))
    xml[at] = byte
    try:
        check(bytes(xml), EPC, TODAY)
        mend(bytes(xml), EPC, TODAY)
    except UnreadableMessage:
        return
    holds_together(bytes(xml), EPC)
