"""How much goes into a file, and which limits nothing could keep to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from sepadd.findings import InvalidValue
from sepadd.rulebook import FileLimits
from sepadd.values import Euro


@pytest.mark.parametrize(
    "name", ["collections_per_batch", "batches_per_file", "collections_per_file"]
)
def test_at_least_one_goes_into_a_file(name: str) -> None:
    one: dict[str, Any] = {name: 1}
    assert getattr(FileLimits(**one), name) == 1
    none: dict[str, Any] = {name: 0}
    with pytest.raises(InvalidValue, match=f"FileLimits.{name} is 0: at least 1"):
        FileLimits(**none)


def test_a_batch_holds_what_a_collection_may_and_a_file_what_a_batch_may() -> None:
    cents = Euro(cents=100)
    limits = FileLimits(amount_per_collection=cents, amount_per_batch=cents, amount_per_file=cents)
    less = Euro(cents=99)
    with pytest.raises(InvalidValue, match=r"have to rise, not 1\.00, 0\.99, 1\.00"):
        replace(limits, amount_per_batch=less)
    with pytest.raises(InvalidValue, match=r"have to rise, not 1\.00, 1\.00, 0\.99"):
        replace(limits, amount_per_file=less)
