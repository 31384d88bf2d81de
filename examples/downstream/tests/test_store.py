"""Whatever is put into the books comes back as it was."""

from __future__ import annotations

from contextlib import closing

import pytest
from hypothesis import given

from clubbooks import Store
from sepadd import CollectionRun, Iban, InvalidValue, Mandate, OpenItem
from sepadd.testing.strategies import Almost, almost, any_mandates, any_open_items, any_runs


@given(any_mandates())
def test_a_mandate_comes_back(mandate: Mandate) -> None:
    with closing(Store()) as store:
        store.keep_mandates([mandate])
        assert store.mandates() == (mandate,)


@given(any_open_items())
def test_an_open_item_comes_back(item: OpenItem) -> None:
    with closing(Store()) as store:
        store.keep_open_items([item])
        assert store.open_items() == (item,)


@given(any_runs())
def test_a_run_comes_back(run: CollectionRun) -> None:
    with closing(Store()) as store:
        store.keep_runs([run])
        assert store.runs() == (run,)


@given(almost(Iban))
def test_an_account_that_is_almost_right_gets_into_no_books(wrong: Almost[str]) -> None:
    with pytest.raises(InvalidValue):
        Iban(wrong.given)
