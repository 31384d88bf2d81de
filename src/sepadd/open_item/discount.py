"""What a debtor need not pay because the invoices are collected: a fixed sum, or a percentage."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.open_item.open_item import ItemKind, OpenItem
from sepadd.values import ZERO, Euro, reads

_MOST_DECIMALS: Final = 4
_CENT: Final = 100 * 10**_MOST_DECIMALS  # in the parts that every percentage of a cent is whole in


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class DirectDebitDiscount:
    """A discount for debtors who let their invoices be collected.

    ``off`` is either a fixed amount for each item, or a percentage, as a ``Decimal`` above 0 and
    below 100 with at most four decimals, of what the items come to, value added tax included.
    ``on_credit_notes`` tells what a credit note does to it:

    ============ ==================================== ==========================================
    ``off``      ``on_credit_notes=True``             ``on_credit_notes=False``
    ============ ==================================== ==========================================
    an amount    for each invoice and credit note     for each invoice
    a percentage of the invoices alone                of the invoices less the credit notes
    ============ ==================================== ==========================================

    Only a percentage is ever rounded, and once: the discount of a whole collection, to the cent,
    half a cent up. A discount may be as large as what is to be collected, or larger: nothing is
    collected then, which is for the proposal to say.

    Anything else as ``off`` raises :class:`InvalidValue`, a float before all.

    >>> from sepadd.testing import CREDIT_NOTE, INVOICE
    >>> two_percent = DirectDebitDiscount(off=Decimal(2))
    >>> print(two_percent.of([INVOICE, CREDIT_NOTE]))  # of 40.00 less 10.00
    0.60
    """

    off: Euro | Decimal
    on_credit_notes: bool = False

    def __post_init__(self) -> None:
        """Refuse what takes nothing off, or everything."""
        off = self.off
        if isinstance(off, Decimal):
            _must_be_percentage(off)
        elif off <= ZERO:
            raise InvalidValue(f"discount of {off} for each item: needs to be above 0.00")

    def of(self, items: Sequence[OpenItem]) -> Euro:
        """The discount on items that are collected together, 0.00 or more."""
        return _rounded(sum(self._exact(items)))

    def shares(self, items: Sequence[OpenItem]) -> tuple[Euro, ...]:
        """What of the discount each item has, in the order of the items; they come to it exactly.

        A fixed discount is the same for each item that has one. A percentage is parted by amount:
        every share is rounded down to the cent, and the cents that are left go to the items that
        lost most by it, of equals to the first. The share of a credit note is 0.00 where it does
        not lower the discount, and negative where it does: then the discount was too large by it.
        Where the credit notes outweigh the invoices there is no discount, and no share.

        >>> from sepadd.testing import CREDIT_NOTE, INVOICE
        >>> two_percent = DirectDebitDiscount(off=Decimal(2))
        >>> [str(share) for share in two_percent.shares([INVOICE, CREDIT_NOTE])]
        ['0.80', '-0.20']
        """
        exact = self._exact(items)
        if sum(exact) <= 0:
            return (ZERO,) * len(exact)
        down = [share // _CENT for share in exact]
        left = self.of(items).cents - sum(down)
        by_loss = sorted(range(len(exact)), key=lambda nth: down[nth] * _CENT - exact[nth])
        rewarded = frozenset(by_loss[:left])
        return tuple(Euro(cents=cents + (nth in rewarded)) for nth, cents in enumerate(down))

    def _exact(self, items: Iterable[OpenItem]) -> tuple[int, ...]:
        """The share of each item in parts of a cent, before anything is rounded."""
        return tuple(self._exact_share(item) for item in items)

    def _exact_share(self, item: OpenItem) -> int:
        is_credit_note = item.kind is ItemKind.CREDIT_NOTE
        if isinstance(self.off, Euro):
            counts = self.on_credit_notes or not is_credit_note
            return self.off.cents * _CENT if counts else 0
        if self.on_credit_notes and is_credit_note:
            return 0
        return _parts_of_a_cent(self.off) * item.balance.cents


def _must_be_percentage(off: Decimal) -> None:
    if not off.is_finite() or not 0 < off < 100:  # noqa: PLR2004 - the whole, in percent
        raise InvalidValue(f"discount of {off} %: needs to be above 0 and below 100")
    numerator, denominator = off.as_integer_ratio()
    if numerator * 10**_MOST_DECIMALS % denominator:
        raise InvalidValue(f"discount of {off} %: needs at most {_MOST_DECIMALS} decimals")


def _parts_of_a_cent(percent: Decimal) -> int:
    """What a percentage takes of one cent: exactly, whatever precision decimals are set to."""
    numerator, denominator = percent.as_integer_ratio()
    return numerator * 10**_MOST_DECIMALS // denominator


def _rounded(parts: int) -> Euro:
    """To the cent, half a cent up; nothing where it would be negative."""
    return Euro(cents=max(0, (parts + _CENT // 2) // _CENT))
