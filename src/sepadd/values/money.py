"""Euro amounts, counted in whole cents: SEPA direct debit knows no other currency."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Self

from sepadd.findings import InvalidValue

_WRITTEN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,2})?")
_THREE_DECIMALS = re.compile(r"[+-]?[0-9]+\.[0-9]{3}")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9.]+,[0-9]{1,2}")
_EXACT = Context(prec=17, traps=[])  # 15 digits of euros and 2 of cents


@dataclass(frozen=True, slots=True, kw_only=True)
class Euro:
    """An exact amount in whole euro cents, of any sign and size.

    It may be negative: a balance can be in the debtor's favour. What one collection may take
    (0.01 to 999 999 999.99) is a rule about collections and not a property of money.
    ``cents`` must be a plain ``int``; anything else raises :class:`InvalidValue`.
    Source: ISO 20022, ActiveOrHistoricCurrencyAndAmount with ``Ccy="EUR"``.

    >>> Euro.parse("12.50") - Euro.parse("20")
    Euro(cents=-750)
    >>> str(Euro(cents=5))
    '0.05'
    """

    cents: int

    def __post_init__(self) -> None:
        if type(self.cents) is not int:
            raise InvalidValue(
                f"Euro of {self.cents!r}: cents are a whole number (int); "
                'write Euro(cents=1250) or Euro.parse("12.50")'
            )

    @classmethod
    def parse(cls, amount: str | Decimal) -> Self:
        """Read an amount in euros, such as ``"12.50"``, ``"-3"`` or a ``Decimal``.

        A point, at most two decimals, no thousands marks, no blanks, no exponent. Nothing is
        rounded: a fraction of a cent, a float or an int raises :class:`InvalidValue`.

        >>> Euro.parse("12.50")
        Euro(cents=1250)
        >>> Euro.parse("12,50")
        Traceback (most recent call last):
        sepadd.findings.InvalidValue: amount '12,50': write it with a point, 12.50
        """
        if isinstance(amount, str):
            return cls(cents=_cents_of_text(amount))
        if isinstance(amount, Decimal):
            return cls(cents=_cents_of_decimal(amount))
        raise InvalidValue(
            f"amount {amount!r} is a {type(amount).__name__}: "
            'write Euro(cents=1250), or the euros as text, Euro.parse("12.50")'
        )

    @classmethod
    def total(cls, amounts: Iterable[Euro]) -> Self:
        """Add amounts up exactly; of nothing, 0.00.

        >>> str(Euro.total([Euro(cents=10), Euro(cents=20), Euro(cents=30)]))
        '0.60'
        """
        return cls(cents=sum(amount.cents for amount in amounts))

    def __add__(self, other: Euro) -> Euro:
        if not isinstance(other, Euro):
            return NotImplemented
        return Euro(cents=self.cents + other.cents)

    def __sub__(self, other: Euro) -> Euro:
        if not isinstance(other, Euro):
            return NotImplemented
        return Euro(cents=self.cents - other.cents)

    def __neg__(self) -> Euro:
        return Euro(cents=-self.cents)

    def __lt__(self, other: Euro) -> bool:
        if not isinstance(other, Euro):
            return NotImplemented
        return self.cents < other.cents

    def __le__(self, other: Euro) -> bool:
        if not isinstance(other, Euro):
            return NotImplemented
        return self.cents <= other.cents

    def __gt__(self, other: Euro) -> bool:
        if not isinstance(other, Euro):
            return NotImplemented
        return self.cents > other.cents

    def __ge__(self, other: Euro) -> bool:
        if not isinstance(other, Euro):
            return NotImplemented
        return self.cents >= other.cents

    def __str__(self) -> str:
        cents = self.cents
        if cents < 0:
            return f"-{-cents // 100}.{-cents % 100:02d}"
        return f"{cents // 100}.{cents % 100:02d}"


ZERO = Euro(cents=0)
"""No money at all: 0.00."""


def _cents_of_text(amount: str) -> int:
    if not _WRITTEN.fullmatch(amount):
        raise InvalidValue(f"amount {amount!r}: {_why_not_read(amount)}")
    euros, _, decimals = amount.partition(".")
    return int(euros + decimals.ljust(2, "0"))


def _why_not_read(amount: str) -> str:
    if _DECIMAL_COMMA.fullmatch(amount):
        right = amount.replace(".", "").replace(",", ".")
        return f"write it with a point, {right}"
    if _THREE_DECIMALS.fullmatch(amount):
        thousands = amount.replace(".", "")
        return (
            "three decimals are refused, since many write "
            f"{thousands} euros that way; write {thousands}, or at most two decimals"
        )
    return "write euros with a point and at most two decimals, and nothing else, such as 1250.50"


def _cents_of_decimal(amount: Decimal) -> int:
    if not amount.is_finite():
        raise InvalidValue(f"amount {amount!r}: a finite number of euros is needed")
    cents = amount.quantize(Decimal("0.01"), context=_EXACT)
    if cents != amount:
        raise InvalidValue(
            f"amount {amount!r}: needs a whole number of cents and less than 10^15 euros; "
            "nothing is rounded"
        )
    return int(cents.scaleb(2, context=_EXACT))
