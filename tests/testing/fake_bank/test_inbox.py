"""What comes in is read as any bank would read it, and what cannot be is told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from helpers.fake_bank_asked import FILE, opened, reasons, settled, texts
from sepadd.findings import IllegalStep
from sepadd.testing.fake_bank import FakeBank

# -- the counter -----------------------------------------------------------------------------------


def test_a_file_that_breaks_the_schema_is_still_called_by_its_id() -> None:
    answer = opened().take(FILE.written().replace(b"<PmtMtd>DD</PmtMtd>", b""))
    assert texts(answer, "OrgnlMsgId") == ["RUN-1"]


def test_an_entity_is_neither_expanded_nor_fetched() -> None:
    file = FILE.written().replace(
        b"?>", b'?><!DOCTYPE Document [<!ENTITY e SYSTEM "file:///nowhere">]>', 1
    )
    assert reasons(opened().take(file.replace(b">Bo<", b">&e;<"))) == ["FF01"]


# -- cancelling and reversing ----------------------------------------------------------------------


@pytest.mark.parametrize("ask", [FakeBank.cancel, FakeBank.reverse])
def test_a_request_that_cannot_be_read_is_no_request(
    ask: Callable[[FakeBank, bytes], bytes],
) -> None:
    with pytest.raises(IllegalStep, match="cannot read the request"):
        ask(settled(), FILE.written())
