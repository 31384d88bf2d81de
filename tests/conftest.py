"""What all tests share: golden files, how examples are drawn, and a PostgreSQL server."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from helpers.postgres_server import NoServer, server

GOLDEN = Path(__file__).parent / "golden"

settings.register_profile("dev", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden-update", action="store_true", help="rewrite tests/golden")


def pytest_collection_finish() -> None:
    """Let the garbage collector pass over what was collected: it stays to the end."""
    gc.freeze()


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, bytes], bytes]:
    """Give the golden file of that name; with --golden-update it is written anew first."""

    def remembered(name: str, now: bytes) -> bytes:
        if request.config.getoption("--golden-update"):
            (GOLDEN / name).write_bytes(now)
        return (GOLDEN / name).read_bytes()

    return remembered


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Give the address of a server, or skip."""
    if address := os.environ.get("SEPADD_TEST_POSTGRES"):
        yield address
        return
    try:
        with server() as address:
            yield address
    except NoServer as why:
        if os.environ.get("SEPADD_NEEDS_POSTGRES"):
            raise
        pytest.skip(f"{why}; SEPADD_TEST_POSTGRES may name one that runs")
