"""What all tests share: books of their own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from clubbooks import Store


@pytest.fixture
def store() -> Iterator[Store]:
    """Empty books, in memory."""
    with closing(Store()) as opened:
        yield opened
