"""What a file and each of its batches say of their contents: how many collections, and what sum."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from lxml.etree import _Element as Element

from sepadd.messages.parsing import ADDS_UP, Notes
from sepadd.values import Euro

_SUM: Final = re.compile(r"[0-9]{1,18}(\.[0-9]{0,17})?")


class Tally:
    """How many collections stand somewhere, and what they come to, beside what is stated of it."""

    def __init__(self, count: str, total: str) -> None:
        """Begin at none; ``count`` and ``total`` are as stated, empty where they are not."""
        self._stated = count, total
        self._count = 0
        self._cents: int | None = 0

    @property
    def count(self) -> int:
        """How many were counted."""
        return self._count

    def add(self, amount: Euro | None) -> None:
        """Count one more; without an amount that can be read the sum is not known any more."""
        self._count += 1
        if self._cents is not None:
            self._cents = None if amount is None else self._cents + amount.cents

    def judge(self, element: Element, notes: Notes) -> None:
        """Note where what was stated is not so."""
        count, total = self._stated
        if count and (count.lstrip("0") or "0") != str(self._count):
            notes.note(ADDS_UP, element, f"NbOfTxs says {count!r}, and there are {self._count}")
        if not total or self._cents is None:
            return
        sum_of_all = Euro(cents=self._cents)
        if not comes_to(total, str(sum_of_all)):
            notes.note(ADDS_UP, element, f"CtrlSum says {total!r}, and it is {sum_of_all}")


def comes_to(stated: str, total: str) -> bool:
    """Whether a ``CtrlSum`` states a total, with as many decimals as its maker liked."""
    return _SUM.fullmatch(stated) is not None and Decimal(stated) == Decimal(total)
