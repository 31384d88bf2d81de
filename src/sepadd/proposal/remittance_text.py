"""What the debtor reads on the statement: which invoices were collected."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from sepadd.collection import Remittance
from sepadd.open_item import Invoice, OpenItem
from sepadd.rulebook import REMITTANCE_LENGTH
from sepadd.values import EPC_TEXT, TextMode

_LONGEST_CONVERSION: Final = 4
"""Characters that one can become at the most: an umlaut two, some Cyrillic letters three."""


class Remitted(NamedTuple):
    """The remittance of a collection, and what had to be left out of it."""

    said: Remittance
    left_out: str | None


def remittance(
    items: Sequence[OpenItem],
    description: str = "",
    text: TextMode = EPC_TEXT,
) -> Remitted:
    """Name every item by its number, after the run's description.

    An invoice that is collected alone brings its structured reference, or else its own description
    behind the number. What does not fit is left out whole: first the item's description, then the
    run's, where all numbers fit without it, then numbers from the end, and ``+3`` says that three
    more were settled. What fits is counted as the bank's ``text``
    mode writes it.

    >>> from sepadd.testing import INVOICE
    >>> remittance([INVOICE], "December").said
    'December 2026-1001 Subscription'
    """
    first = items[0]
    opening = f"{description} " if description else ""
    if len(items) > 1:
        return _numbers(opening, [item.number for item in items], _Fits(text))
    if isinstance(first, Invoice) and first.creditor_reference is not None:
        return Remitted(first.creditor_reference, None)
    in_full = f"{opening}{first.number} {first.description}".rstrip()
    if len(in_full) * _LONGEST_CONVERSION <= REMITTANCE_LENGTH:  # the everyday case, at once
        return Remitted(in_full, None)
    return _one(opening, first, _Fits(text))


class _Fits(NamedTuple):
    """Whether a text is short enough once it is written in the bank's characters."""

    text: TextMode

    def __call__(self, said: str) -> bool:
        """Most texts are so short that no conversion could make them too long."""
        return len(said) * _LONGEST_CONVERSION <= REMITTANCE_LENGTH or (
            len(self.text.convert(said)) <= REMITTANCE_LENGTH
        )


def _one(opening: str, item: OpenItem, fits: _Fits) -> Remitted:
    said = f"{opening}{item.number}"
    if opening and not fits(said):
        without = _one("", item, fits)
        parts = (f"the run's description {opening.rstrip()!r}", without.left_out)
        return Remitted(without.said, " and ".join(filter(None, parts)))
    if not item.description:
        return Remitted(said, None)
    in_full = f"{said} {item.description}"
    if fits(in_full):
        return Remitted(in_full, None)
    return Remitted(said, f"the description {item.description!r}")


def _numbers(opening: str, numbers: Sequence[str], fits: _Fits) -> Remitted:
    every = " ".join(numbers)
    if fits(opening + every):
        return Remitted(opening + every, None)
    if opening and fits(every):
        return Remitted(every, f"the run's description {opening.rstrip()!r}")
    said, named = _first(opening.rstrip(), numbers, fits)
    if opening and not named:
        said, named = _first("", numbers, fits)
    more = len(numbers) - named
    return Remitted(f"{said} +{more}".lstrip(), f"the numbers of {more} of {len(numbers)} items")


def _first(said: str, numbers: Sequence[str], fits: _Fits) -> tuple[str, int]:
    """As many of the numbers as leave room to say how many more there are."""
    named = 0
    for number in numbers:
        longer = f"{said} {number}".lstrip()
        if not fits(f"{longer} +{len(numbers)}"):
            break
        said, named = longer, named + 1
    return said, named
