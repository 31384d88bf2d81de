"""A desk to collect at, and an office that has collected."""

from __future__ import annotations

from pathlib import Path

import pytest

from helpers.command_line import Desk
from helpers.office import Office


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture
def prepared(tmp_path: Path) -> Office:
    return Office(tmp_path, submitted=False)


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)
