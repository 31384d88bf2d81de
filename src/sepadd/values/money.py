"""Euro amounts, counted in whole cents: SEPA direct debit knows no other currency."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Context, Decimal
from typing import Any, Final, Self, TypeAlias, overload

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values.constructor import reads_itself, with_article

_WRITTEN = re.compile(r"[+-]?[0-9]{1,15}(\.[0-9]{1,2})?")
_THREE_DECIMALS = re.compile(r"[+-]?[0-9]+\.[0-9]{3}")
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9.]+,[0-9]{1,2}")
_FORM_OF_TEXT = re.compile(r"(.?[<>^])?([1-9][0-9]*)?s?")
_NOT_GIVEN: Final[Any] = object()
_EXACT = Context(prec=17, traps=[])  # 15 digits of euros and 2 of cents


@dataclass(frozen=True, slots=True, kw_only=True, init=False, repr=False)
class Euro:
    """An exact amount in whole euro cents, of any sign and size.

    Written in euros, as text or as a :class:`~decimal.Decimal`, or in ``cents``, a plain ``int``.
    Text has a point, at most two decimals, no thousands marks, no blanks and no exponent. Nothing
    is rounded: a fraction of a cent raises :class:`InvalidValue`, and so does a float, or a whole
    number that may be euros or cents.

    It may be negative: a balance can be in the debtor's favour. What one collection may take
    (0.01 to 999 999 999.99) is a rule about collections and not a property of money. It can be
    added up, compared and formatted as a number can; 0.00 is false.
    Source: ISO 20022, ActiveOrHistoricCurrencyAndAmount with ``Ccy="EUR"``.

    >>> Euro("12.50") - Euro("20")
    Euro('-7.50')
    >>> f"{Euro(cents=125050):,.2f}", sum([Euro("0.10"), Euro("0.20")])
    ('1,250.50', Euro('0.30'))
    >>> Euro("12,50")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: amount '12,50': write it with a point, 12.50
    """

    cents: int

    @overload
    def __init__(self, amount: Amount, /) -> None: ...
    @overload
    def __init__(self, /, *, cents: int) -> None: ...
    def __init__(self, amount: Amount = _NOT_GIVEN, /, *, cents: int = _NOT_GIVEN) -> None:
        if amount is not _NOT_GIVEN:
            if cents is not _NOT_GIVEN:
                raise InvalidValue(f"amount {amount!r} and cents {cents!r}: give one of the two")
            cents = _cents_of(amount)
        elif type(cents) is not int:
            given = "no amount" if cents is _NOT_GIVEN else f"cents {cents!r}"
            raise InvalidValue(f"{given}: needs whole cents, Euro(cents=1250), or Euro('12.50')")
        _set_cents(self, cents)

    @property
    def amount(self) -> Decimal:
        """The euros as a Decimal with two decimals.

        >>> Euro("12.5").amount
        Decimal('12.50')
        """
        return Decimal(str(self))

    @classmethod
    def total(cls, amounts: Iterable[Euro]) -> Self:
        """Add amounts up exactly; of nothing, 0.00.

        >>> str(Euro.total([Euro(cents=10), Euro(cents=20), Euro(cents=30)]))
        '0.60'
        """
        return cls(cents=sum(amount.cents for amount in amounts))

    def __bool__(self) -> bool:
        return self.cents != 0

    def __add__(self, other: Euro) -> Euro:
        if not isinstance(other, Euro):
            return NotImplemented
        return Euro(cents=self.cents + other.cents)

    def __radd__(self, other: int) -> Euro:
        """Only to 0, with which :func:`sum` begins."""
        return self if type(other) is int and other == 0 else NotImplemented

    def __sub__(self, other: Euro) -> Euro:
        if not isinstance(other, Euro):
            return NotImplemented
        return Euro(cents=self.cents - other.cents)

    def __neg__(self) -> Euro:
        return Euro(cents=-self.cents)

    def __abs__(self) -> Euro:
        return Euro(cents=abs(self.cents))

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

    def __repr__(self) -> str:
        text = str(self)
        return f"Euro({text!r})" if _WRITTEN.fullmatch(text) else f"Euro(cents={self.cents})"

    def __format__(self, form: str) -> str:
        """As its text, aligned and filled up; or as a number, with a form for numbers.

        >>> f"{Euro('1250.5'):>9}", f"{Euro('1250.5'):,}"
        ('  1250.50', '1,250.50')
        """
        return format(str(self) if _FORM_OF_TEXT.fullmatch(form) else self.amount, form)


_set_cents: Callable[[Euro, object], None] = Euro.__dict__["cents"].__set__
reads_itself(Euro)

Amount: TypeAlias = Euro | Decimal | str
"""What an amount is read from: a whole number might be euros or cents, and is not."""

ZERO = Euro(cents=0)
"""No money at all: 0.00."""


def _cents_of(amount: object) -> int:
    if isinstance(amount, str):
        return _cents_of_text(amount)
    if isinstance(amount, Decimal):
        return _cents_of_decimal(amount)
    if isinstance(amount, Euro):
        return amount.cents
    raise InvalidValue(
        f"amount {amount!r} is {with_article(type(amount).__name__)}: "
        'write Euro(cents=1250), or the euros as text, Euro("12.50")'
    )


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
