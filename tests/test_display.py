"""A thing shows itself in a notebook by one hook, and nobody who has none pays for it."""

from __future__ import annotations

import pytest

from helpers.loading import loaded_by
from sepadd.display import ShownInNotebooks


class Thing(ShownInNotebooks):
    """Something that a notebook shows."""


def test_a_notebook_is_shown_what_the_hook_writes_of_the_thing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    thing = Thing()
    monkeypatch.setattr(ShownInNotebooks, "html_of", lambda one: f"<p>{one is thing}</p>")
    assert thing._repr_html_() == "<p>True</p>"


def test_what_the_hook_needs_is_loaded_when_the_first_thing_is_shown() -> None:
    room = {"sepadd.notebook"}
    asked = "import sepadd; sepadd.Findings()"
    assert loaded_by(asked, whole=True) & room == set()
    assert loaded_by(f"{asked}._repr_html_()", whole=True) & room == room
