"""How the references of new mandates are made: by a mask such as ``{creditor}-{number:05}``.

Each package has its own habit; a mask says which, and every reference that it makes is unique.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import field
from datetime import date
from typing import Final, NamedTuple

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate.mandate import Scheme
from sepadd.values import MandateReference, reads

FIELDS: Final = (
    *("creditor", "debtor", "invoice", "scheme"),
    *("year", "month", "day", "number"),
)
"""What may stand between braces in a mask."""

_NUMBER: Final = "number"
_MOST_CHARACTERS = 35
_FIELD = re.compile(r"\{(?P<name>[a-z]+)(:0(?P<width>[1-9][0-9]?))?\}")
_PART = re.compile(rf"(?P<field>{_FIELD.pattern})|(?P<text>[^{{}}]+)|(?P<wrong>.)", re.DOTALL)


class _Part(NamedTuple):
    """A piece of a mask: a field and how wide it is at least, or text that stays as it is."""

    name: str | None
    width: int
    text: str


@reads
@dataclass(frozen=True, slots=True)
class ReferenceMask:
    """A pattern for mandate references: text, and fields between braces.

    The fields are ``creditor`` (one's own short name for the administration), ``debtor`` and
    ``invoice`` (their numbers), ``scheme`` (``CORE``, ``B2B``), ``year`` (four digits), ``month``
    and ``day`` of the day on which it is made, and ``number``, which counts on until the reference
    is not taken. ``{number:05}`` puts zeros before it, up to five digits.
    Raises :class:`InvalidValue` for a field that there is not, and for a loose brace.

    >>> str(ReferenceMask("SR{debtor}").reference(debtor="10042"))
    'SR10042'
    >>> mask = ReferenceMask("{creditor}-{debtor}-{year}-{number:05}")
    >>> str(mask.reference(creditor="POOL", debtor="10042", on=date(2026, 11, 23)))
    'POOL-10042-2026-00001'
    """

    pattern: str
    _parts: tuple[_Part, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Read the pattern; nothing of it is ever run."""
        if not self.pattern.strip():
            raise InvalidValue(f"mask {self.pattern!r}: needs text, such as '{{debtor}}'")
        parts = tuple(self._part(found) for found in _PART.finditer(self.pattern))
        object.__setattr__(self, "_parts", parts)

    def _part(self, found: re.Match[str]) -> _Part:
        if found["wrong"]:
            raise InvalidValue(
                f"mask {self.pattern!r}: the brace at place {found.start() + 1} belongs to no "
                "field; a field is written {debtor}, or with leading zeros {number:05}"
            )
        name = found["name"]
        if name is not None and name not in FIELDS:
            raise InvalidValue(
                f"mask {self.pattern!r}: there is no field {name!r}; there are {', '.join(FIELDS)}"
            )
        return _Part(name, int(found["width"] or 0), found["text"] or "")

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it asks for, in its order, each once."""
        return tuple(dict.fromkeys(part.name for part in self._parts if part.name is not None))

    @property
    def counts(self) -> bool:
        """Whether it has a number, and so can make any number of references of the same values."""
        return _NUMBER in self.fields

    def reference(
        self,
        *,
        creditor: str | None = None,
        debtor: str | None = None,
        invoice: str | None = None,
        scheme: Scheme | None = None,
        on: date | None = None,
        taken: AbstractSet[MandateReference] = frozenset(),
    ) -> MandateReference:
        """Make a reference that is not among the ones ``taken``, whatever its case.

        Raises :class:`InvalidValue` where a field has no value, where the reference would be taken
        and the mask has no number, and where it would have more than 35 characters.

        >>> taken = {MandateReference("M-2026-1"), MandateReference("m-2026-2")}
        >>> mask = ReferenceMask("M-{year}-{number}")
        >>> str(mask.reference(on=date(2026, 11, 23), taken=taken))
        'M-2026-3'
        """
        values = {
            "creditor": creditor,
            "debtor": debtor,
            "invoice": invoice,
            "scheme": scheme,
            "year": None if on is None else str(on.year),
            "month": None if on is None else str(on.month),
            "day": None if on is None else str(on.day),
        }
        for name in self.fields:
            if name != _NUMBER and not values[name]:
                raise InvalidValue(
                    f"mask {self.pattern!r}: it asks for {name}, and none is given; give one, or "
                    "take it out of the mask"
                )
        given = {name: value for name, value in values.items() if value}

        def numbered(number: int) -> MandateReference:
            return self._written({**given, _NUMBER: str(number)})

        first = numbered(1)
        if first not in taken:
            return first
        if not self.counts:
            raise InvalidValue(
                f"mask {self.pattern!r}: {first} is taken; {{number}} in the mask would count on"
            )
        return _first_free(numbered, taken)

    def _written(self, values: dict[str, str]) -> MandateReference:
        text = "".join(
            part.text if part.name is None else values[part.name].zfill(part.width)
            for part in self._parts
        )
        if len(text) > _MOST_CHARACTERS:
            raise InvalidValue(
                f"mask {self.pattern!r}: makes {text!r} of {len(text)} characters; "
                f"a mandate reference has at most {_MOST_CHARACTERS}"
            )
        return MandateReference(text)


def _first_free(
    numbered: Callable[[int], MandateReference], taken: AbstractSet[MandateReference]
) -> MandateReference:
    """A number that is free and follows one that is taken, found without trying every one."""
    below, above = 1, 2
    while numbered(above) in taken:
        below, above = above, above * 2
    while above - below > 1:
        middle = (below + above) // 2
        if numbered(middle) in taken:
            below = middle
        else:
            above = middle
    return numbered(above)
