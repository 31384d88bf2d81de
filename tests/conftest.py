"""What all tests share: how golden files are rewritten, and how examples are drawn."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import settings

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite tests/golden")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], bytes]:
    """Give the golden file of that name; with --golden-update it is written anew first."""

    def remembered(name: str, now: bytes) -> bytes:
        if request.config.getoption("--golden-update"):
            (GOLDEN / name).write_bytes(now)
        return (GOLDEN / name).read_bytes()

    return remembered
