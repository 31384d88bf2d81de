"""What errors say is listed in the reference, and each of them says what would be right."""

from __future__ import annotations

import re

import pytest

from helpers.messages_of_errors import (
    GAP,
    KINDS,
    LIBRARY,
    MANY,
    WHAT_TO_DO,
    Told,
    alike,
    messages,
    what_to_do,
)
from printed_pages import ABOUT_MESSAGES, every_message
from sepadd.findings import InvalidValue
from sepadd.values import Euro, OtherId

EVERY = messages()


@pytest.mark.parametrize("told", EVERY, ids=lambda told: f"{told.room}: {told.message}")
def test_each_message_says_what_would_be_right_or_the_reference_does(told: Told) -> None:
    assert told.says_what_is_right or what_to_do(told)


@pytest.mark.parametrize("part", WHAT_TO_DO)
def test_nothing_is_told_to_do_where_the_message_says_it_or_is_gone(part: str) -> None:
    assert any(part in told.message and what_to_do(told) for told in EVERY)


@pytest.mark.parametrize("told", EVERY, ids=lambda told: f"{told.room}: {told.message}")
def test_none_calls_a_value_invalid_and_leaves_it_at_that(told: Told) -> None:
    assert not re.search(r"\b(invalid|illegal|error)\b", GAP.sub("", told.message))


def test_only_these_rooms_repeat_what_others_say() -> None:
    rooms = {(kind, place.room) for kind in KINDS for _, place in LIBRARY.calls.get(kind, [])}
    without = rooms - {(told.kind, told.room) for told in EVERY}
    assert without == {
        ("IllegalStep", "notebook.transitions"),
        ("UnreadableMessage", "checking.file_check"),
        ("Refusal", "cli.read"),
    }


def as_it_was_told(told: Told) -> re.Pattern[str]:
    words = (re.escape(part) for part in GAP.split(told.message))
    return re.compile(".*".join(words), re.DOTALL)


@pytest.mark.parametrize(
    ("make", "given"),
    [
        (Euro, "12,50"),
        (Euro, "1.2345"),
        (lambda text: OtherId(id=text), ""),
        (lambda text: OtherId(id="1", scheme_code=text), "TOO LONG"),
    ],
)
def test_what_is_raised_stands_in_the_list(make: object, given: str) -> None:
    assert callable(make)
    with pytest.raises(InvalidValue) as raised:
        make(given)
    said = [told for told in EVERY if as_it_was_told(told).fullmatch(str(raised.value))]
    assert said


def test_every_kind_has_its_chapter() -> None:
    assert set(ABOUT_MESSAGES) == set(KINDS)
    assert re.findall(r"^### (\w+)$", every_message(), re.MULTILINE) == list(KINDS)


def test_messages_that_end_alike_are_told_as_one() -> None:
    told = [Told("InvalidValue", "money", f"{each}: needs text") for each in "abc"[:MANY]]
    assert list(alike(told)) == [(["a", "b", "c"], "needs text")]


def test_two_that_end_alike_are_told_one_by_one() -> None:
    told = [Told("InvalidValue", "money", f"{each}: needs text") for each in "ab"]
    assert list(alike(told)) == [(["a"], "needs text"), (["b"], "needs text")]


def test_a_message_without_a_colon_is_told_as_it_is() -> None:
    told = Told("IllegalStep", "run_set", "‹run set› has no run")
    assert list(alike([told])) == [(["‹run set› has no run"], "")]
