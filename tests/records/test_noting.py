"""All that is wrong with what is read is noted, at a length that one can read."""

from __future__ import annotations

import pytest

from sepadd.findings import Finding, InvalidValue, UnreadableRecords
from sepadd.records.noting import Noting, raise_if_any, shortened
from sepadd.records.written import euros
from sepadd.values import Euro, Iban


class Line(Noting):
    """One line of something that is read."""

    def note(self, detail: str, place: str | None = None) -> None:
        self.findings.append(
            Finding(rule="X-01", subject="line", detail=detail, source="", path=place)
        )


def test_what_is_wrong_is_noted_at_its_place_and_reading_goes_on() -> None:
    line = Line([])
    line.read("NL00", Iban, "iban")
    assert line.read("12.50", euros, "amount") == Euro(cents=12_50)
    line.read("1,2", euros, "amount")
    assert [finding.path for finding in line.findings] == ["iban", "amount"]
    assert line.wrong


def test_nothing_is_made_of_a_part_that_is_wrong_and_the_next_part_is_not_wrong_for_it() -> None:
    first = Line([])
    first.read("NL00", Iban, "iban")
    made: list[str] = []
    first.made(made.append, "first")
    second = Line(first.findings)
    assert not second.wrong
    second.made(made.append, "second")
    assert made == ["second"]


def test_what_a_whole_refuses_is_noted_of_the_whole() -> None:
    def refuse() -> None:
        raise InvalidValue("the two do not go together")

    line = Line([])
    line.made(refuse)
    assert [(each.detail, each.path) for each in line.findings] == [
        ("the two do not go together", None)
    ]


def test_another_error_is_not_taken_for_a_wrong_value() -> None:
    def fail(text: str) -> str:
        raise KeyError(text)

    with pytest.raises(KeyError):
        Line([]).read("x", fail, "x")


@pytest.mark.parametrize(("length", "at_most"), [(400, 400), (401, 405), (10**6, 405)])
def test_a_sentence_about_an_endless_value_keeps_its_beginning_and_its_end(
    length: int, at_most: int
) -> None:
    told = shortened("<" + "x" * (length - 2) + ">")
    assert len(told) <= at_most
    assert told[0] + told[-1] == "<>"
    assert (" ... " in told) is (length > 400)


def test_only_where_something_was_noted_it_is_raised() -> None:
    raise_if_any([])
    line = Line([])
    line.note("x")
    with pytest.raises(UnreadableRecords):
        raise_if_any(line.findings)
