"""The fake bank with a file, and what stands in its messages."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from helpers.creditor_messages import File
from sepadd.testing import TODAY
from sepadd.testing.fake_bank import ISO_2009, PLAIN, Dialect, FakeBank
from sepadd.testing.fake_bank.dialects import ISO_2019

FILE = File()
DUE = date(2026, 12, 1)
NEXT = date(2026, 12, 2)
LATER = date(2026, 12, 3)
each_generation = pytest.mark.parametrize("messages", [ISO_2009, ISO_2019])


def opened(dialect: Dialect = PLAIN) -> FakeBank:
    return FakeBank(today=TODAY, dialect=dialect)


def with_file(dialect: Dialect = PLAIN, file: File = FILE) -> FakeBank:
    bank = opened(dialect)
    bank.take(file.written())
    return bank


def settled(dialect: Dialect = PLAIN) -> FakeBank:
    bank = with_file(dialect)
    bank.move_to(DUE)
    return bank


def message(xml: bytes) -> str:
    """Give the name of a message: ``camt.053.001.08``."""
    return str(etree.QName(etree.fromstring(xml)).namespace).rpartition(":")[2]


def texts(xml: bytes, path: str) -> list[str]:
    """Give every text at a path, anywhere in the message."""
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    found = etree.fromstring(xml).xpath(f"//{steps}/text()")
    assert isinstance(found, list)
    return [str(each) for each in found]


def reasons(answer: bytes) -> list[str]:
    return texts(answer, "StsRsnInf/Rsn/Cd")


def only(messages: tuple[bytes, ...], kind: str) -> bytes:
    """Give the one message of a kind."""
    (found,) = [each for each in messages if message(each).startswith(kind)]
    return found
