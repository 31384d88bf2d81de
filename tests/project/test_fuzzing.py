"""Good messages that were spoilt at random; ``nox -s fuzz`` does the same for much longer."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers import fuzzing
from helpers.fuzz_seeds import seeds
from helpers.fuzzing import READERS, Messages, fault_of, main, one_input, tried


@pytest.fixture(scope="module")
def messages() -> Messages:
    return seeds(others=False)


@pytest.mark.parametrize("reader", READERS)
def test_a_reader_tells_what_it_has_read_or_that_it_cannot(reader: str, messages: Messages) -> None:
    assert list(tried(1, reader, range(300), messages)) == []


def test_there_are_good_messages_of_every_kind(messages: Messages) -> None:
    assert sorted(messages) == ["camt", "camt.029", "pacs.004", "pain.002", "pain.008"]
    for kind, of_it in messages.items():
        assert [fault_of(kind, number, each) for number, each in enumerate(of_it)] == [None] * len(
            of_it
        )


def test_an_input_can_be_made_again(messages: Messages) -> None:
    once, again = (one_input(7, "camt", 40, messages) for _ in range(2))
    assert once == again
    assert once != one_input(8, "camt", 40, messages)


def fails(content: bytes) -> object:
    raise KeyError(content[:3])


def test_whatever_else_a_reader_does_is_a_fault(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(fuzzing, "READERS", {"camt": fails})
    arguments = ["--seed", "1", "--reader", "camt", "--only", "4", "--keep", str(tmp_path)]
    assert main(arguments) == 1
    said = capsys.readouterr().out
    assert f"input 4, kept as {tmp_path}" in said
    assert "KeyError" in said
    assert (tmp_path / "camt-4").read_bytes() == one_input(1, "camt", 4, seeds())
