"""What a command may be asked with; what is mistyped is told with what would be right."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

from sepadd.banks import ABN_AMRO
from sepadd.cli.asked import bank, reading, time_zone
from sepadd.findings import InvalidValue, UnreadableRecords
from sepadd.records import day

CONTEXT = click.Context(click.Command("sepadd"))
OPTION = click.Option(["--on"])


def test_a_bank_is_one_that_there_is_or_a_file_of_ones_own(tmp_path: Path) -> None:
    own = tmp_path / "abn-amro.toml"
    own.write_text('name = "ours"\n', "utf-8")
    assert bank("abn-amro") is ABN_AMRO
    assert bank(str(own)).name == "ours"


@pytest.mark.parametrize("typed", ["no-such-bank", "no-such-file.toml", ""])
def test_a_bank_that_there_is_not_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue):
        bank(typed)


def test_a_folder_is_no_file_of_a_bank(tmp_path: Path) -> None:
    (tmp_path / "bank.toml").mkdir()
    with pytest.raises(InvalidValue, match=r"bank\.toml: "):
        bank(str(tmp_path / "bank.toml"))


def test_of_a_wrong_file_of_a_bank_all_is_told(tmp_path: Path) -> None:
    own = tmp_path / "bank.toml"
    own.write_bytes(b"colour = 1\nmost_days_ahead = 'x'\n")
    with pytest.raises(UnreadableRecords) as told:
        bank(str(own))
    assert len(told.value.findings) == 3


@pytest.mark.parametrize(
    "typed", ["Europe/Nowhere", "", "../etc/passwd", "/etc/passwd", "Europe", "+01:00"]
)
def test_a_time_zone_that_there_is_not_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue, match="Europe/Amsterdam"):
        time_zone(typed)


def test_utc_is_known_on_every_machine_and_places_where_they_are() -> None:
    winter = datetime(2026, 12, 1)  # noqa: DTZ001 - a time of that clock
    assert time_zone("UTC") is UTC
    assert time_zone("Europe/Amsterdam").utcoffset(winter) == timedelta(hours=1)


def test_what_is_not_typed_is_nothing_and_what_cannot_be_is_a_wrong_call() -> None:
    read = reading(day)
    assert read(CONTEXT, OPTION, None) is None
    assert str(read(CONTEXT, OPTION, "2026-12-01")) == "2026-12-01"
    with pytest.raises(click.BadParameter, match="write it as 2026-12-31") as wrong:
        read(CONTEXT, OPTION, "1-12-2026")
    assert wrong.value.param is OPTION
