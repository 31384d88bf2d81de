"""How far a piece of work is: told at its beginning, every so often, and at its end."""

from __future__ import annotations

from helpers.heard import Heard
from sepadd.progress import Work, shares, under_way


def test_it_is_told_at_the_beginning_every_so_often_and_at_the_end() -> None:
    heard = Heard()
    assert list(Work(heard, 5, every=2).each("abcde")) == [*"abcde"]
    assert heard.told == [(0, 5), (2, 5), (4, 5), (5, 5)]


def test_a_thing_is_done_once_the_next_is_asked_for() -> None:
    heard = Heard()
    things = Work(heard, 2, every=1).each("ab")
    assert next(things) == "a"
    assert heard.done == [0]
    assert next(things) == "b"
    assert heard.done == [0, 1]


def test_a_thing_counts_by_its_size() -> None:
    heard = Heard()
    list(Work(heard, 6, every=3).each(["a", "bb", "ccc"], len))
    assert heard.done == [0, 3, 6]


def test_all_is_told_once() -> None:
    heard = Heard()
    work = Work(heard, 3, every=1)
    work.add(3)
    work.end()
    assert heard.done == [0, 3]


def test_all_is_told_in_the_end_whatever_was_counted() -> None:
    heard = Heard()
    Work(heard, 3).end()
    assert heard.done == [0, 3]


def test_there_is_never_more_done_than_there_is_to_do() -> None:
    heard = Heard()
    Work(heard, 3, every=1).add(4)
    assert heard.done == [0, 3]


def test_where_nobody_is_to_be_told_there_is_nothing_to_count() -> None:
    assert under_way(None, 3) is None
    assert [*shares(None, [1, 2])] == [None, None]


def test_several_pieces_of_work_are_told_as_one() -> None:
    heard = Heard()
    for share in shares(heard, [100, 0, 300]):
        assert share is not None
        share(0, 2)
        share(1, 2)
        share(2, 2)
    assert heard.done == [0, 50, 100, 100, 100, 100, 100, 250, 400]
    assert {total for _, total in heard.told} == {400}


def test_work_of_which_there_is_none_is_done_at_once() -> None:
    heard = Heard()
    (share,) = shares(heard, [7])
    assert share is not None
    share(0, 0)
    assert heard.told == [(7, 7)]
