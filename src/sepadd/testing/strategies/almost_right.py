"""What is almost right: values, things and files that are broken in one way, which is named.

For what your own code does with them: the form that says what is wrong, the import that skips one
row, the alarm that rings. Each says the way, and where a rule is broken, which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from string import digits
from types import MappingProxyType
from typing import Any, Final, Generic, Literal, NamedTuple, TypeVar, overload

from hypothesis import strategies as st

from sepadd.catalogue.examples import EDGES, Edge
from sepadd.collection import Collection, PurposeCode
from sepadd.mandate import Mandate
from sepadd.rulebook import CreditorCard, Terms
from sepadd.samples import TERMS
from sepadd.testing.strategies.bank_messages import pain008_files
from sepadd.testing.strategies.values import (
    bics,
    creditor_identifiers,
    creditor_references,
    euros,
    ibans,
    references,
    structured_communications,
)
from sepadd.values import (
    Bic,
    Creditor,
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    RunId,
    StructuredCommunication,
)

T = TypeVar("T")
Value = (
    Iban
    | Bic
    | CreditorIdentifier
    | MandateReference
    | EndToEndId
    | MessageId
    | RunId
    | CreditorReference
    | StructuredCommunication
    | PurposeCode
    | Euro
)
"""What is refused by its own type, with :class:`~sepadd.InvalidValue`."""

B = TypeVar(
    "B", Creditor, CreditorCard, Mandate, Collection
)  # what breaks a rule is told in findings


class Almost(NamedTuple, Generic[T]):
    """Something that is wrong in one way.

    ``given`` is what is wrong: a text, a thing, or a file. ``way`` says how, in words. ``rule`` is
    the one that it breaks under these ``terms``; it is empty where what is given is refused: a
    value with ``InvalidValue``, a file with ``UnreadableMessage``.
    """

    given: T
    way: str
    rule: str = ""
    terms: Terms = TERMS


# -- values -------------------------------------------------------------------------------------

Texts = st.SearchStrategy[str]
Spoil = Callable[[str], Texts]


def _as(spoilt: Callable[[str], str]) -> Spoil:
    """A way that leaves nothing to chance."""
    return lambda text: st.just(spoilt(text))


def _other_digit(place: int) -> Spoil:
    """Another digit at that place."""

    def spoilt(text: str) -> Texts:
        others = [digit for digit in digits if digit != text[place]]
        return st.sampled_from(others).map(lambda each: _put(text, place, each))

    return spoilt


def _put(text: str, place: int, sign: str) -> str:
    return f"{text[:place]}{sign}{text[place:][1:]}"


_CHECK_DIGITS: Final = "check digits"
_OF_REFERENCES: Final[Mapping[str, Spoil]] = MappingProxyType(
    {
        "nothing": _as(lambda _: ""),
        "too long": _as(lambda text: text.ljust(36, "X")),
        "slash at the end": _as(lambda text: f"{text[:34]}/"),
        "two slashes": _as(lambda text: f"{text[:16]}//{text[-16:]}"),
        "blank at the end": _as(lambda text: f"{text[:34]} "),
        "an accent": _as(lambda text: f"{text[:34]}é"),
    }
)
_NO_REFERENCE: Final = MappingProxyType({"says that there is none": _as(lambda _: "NOTPROVIDED")})
_WAYS: Final[Mapping[type, tuple[Texts, Mapping[str, Spoil]]]] = MappingProxyType(
    {
        Iban: (
            ibans().map(str),
            {
                _CHECK_DIGITS: _other_digit(3),
                "a character missing": _as(lambda text: text[:-1]),
                "a character too many": _as(lambda text: f"{text}0"),
                "no such country": _as(lambda text: f"XX{text[2:]}"),
                "a sign in it": _as(lambda text: f"{text[:4]}-{text[4:]}"),
                "nothing": _as(lambda _: ""),
            },
        ),
        Bic: (
            bics().map(str),
            {
                "a character missing": _as(lambda text: text[:7]),
                "a character too many": _as(lambda text: f"{text[:8]}X"),
                "no such country": _as(lambda text: f"{text[:4]}ZZ{text[6:]}"),
                "says that there is none": _as(lambda _: "NOTPROVIDED"),
                "nothing": _as(lambda _: ""),
            },
        ),
        CreditorIdentifier: (
            creditor_identifiers().map(str),
            {
                _CHECK_DIGITS: _other_digit(3),
                "no national part": _as(lambda text: text[:7]),
                "nothing": _as(lambda _: ""),
            },
        ),
        MandateReference: (references(), {**_OF_REFERENCES, **_NO_REFERENCE}),
        EndToEndId: (references(), {**_OF_REFERENCES, **_NO_REFERENCE}),
        MessageId: (references(), _OF_REFERENCES),
        RunId: (
            st.text(digits, min_size=1, max_size=18),
            {
                "nothing": _as(lambda _: ""),
                "too long": _as(lambda text: text.ljust(19, "X")),
                "a dot": _as(lambda text: f"{text[:17]}."),
            },
        ),
        CreditorReference: (
            creditor_references().map(str),
            {_CHECK_DIGITS: _other_digit(3), "too short": _as(lambda text: text[:4])},
        ),
        StructuredCommunication: (
            structured_communications().map(str),
            {_CHECK_DIGITS: _other_digit(11), "a digit missing": _as(lambda text: text[:11])},
        ),
        PurposeCode: (
            st.just("SUPP"),
            {"too long": _as(lambda text: f"{text}X"), "small letters": _as(str.lower)},
        ),
        Euro: (
            euros().map(str),
            {
                "a comma": _as(lambda text: text.replace(".", ",")),
                "three decimals": _as(lambda text: f"{text}1"),
                "a currency": _as(lambda text: f"€ {text}"),
                "nothing": _as(lambda _: ""),
            },
        ),
    }
)


def _almost_value(kind: type, way: str) -> st.SearchStrategy[Almost[str]]:
    right, spoils = _WAYS[kind]
    return right.flatmap(spoils[way]).map(lambda given: Almost(given, way))


# -- things -------------------------------------------------------------------------------------


def _edges(kind: type) -> list[Edge]:
    return [edge for edge in EDGES if isinstance(edge.breaks, kind)]


def _almost_thing(kind: type[B], way: str) -> st.SearchStrategy[Almost[B]]:
    return st.sampled_from(
        [
            Almost(edge.breaks, way, edge.rule, edge.terms)
            for edge in _edges(kind)
            if edge.rule == way and isinstance(edge.breaks, kind)
        ]
    )


# -- files --------------------------------------------------------------------------------------


class _Planted(NamedTuple):
    """What is written otherwise in a file, the first time that it stands there."""

    found: str
    put: str
    rule: str


_PLANTED: Final[Mapping[str, _Planted]] = MappingProxyType(
    {
        "a sum that is not right": _Planted(
            r"<CtrlSum>[^<]*<", "<CtrlSum>99999999999999.99<", "REA-04"
        ),
        "a count that is not right": _Planted(r"<NbOfTxs>[^<]*<", "<NbOfTxs>99999<", "REA-04"),
        "an element that does not belong there": _Planted(
            "<ChrgBr>", "<Colour>red</Colour><ChrgBr>", "XSD-01"
        ),
        "an amount of nothing": _Planted(
            r'<InstdAmt Ccy="EUR">[^<]*<', '<InstdAmt Ccy="EUR">0.00<', "XSD-01"
        ),
        "another currency": _Planted('Ccy="EUR"', 'Ccy="USD"', "XSD-01"),
        "check digits of a debtor's account": _Planted(
            r"(<DbtrAcct><Id><IBAN>[A-Z]{2})[0-9]{2}", r"\g<1>00", "REA-02"
        ),
        "check digits of the creditor identifier": _Planted(
            r"(<Othr><Id>[A-Z]{2})[0-9]{2}(.{3,40}</Id><SchmeNm><Prtry>SEPA)",
            r"\g<1>00\g<2>",
            "REA-02",
        ),
        "due on a Sunday": _Planted(r"<ReqdColltnDt>[^<]*<", "<ReqdColltnDt>2026-11-29<", "COL-02"),
        "due in the past": _Planted(r"<ReqdColltnDt>[^<]*<", "<ReqdColltnDt>2026-11-20<", "COL-03"),
        "signed tomorrow": _Planted(r"<DtOfSgntr>[^<]*<", "<DtOfSgntr>2026-11-24<", "MND-02"),
        "cut off": _Planted(r"(?s)</PmtInf>.*", "", ""),
        "another message": _Planted("CstmrDrctDbtInitn>", "CstmrCdtTrfInitn>", ""),
    }
)


def _almost_file(way: str) -> st.SearchStrategy[Almost[bytes]]:
    planted = _PLANTED[way]

    def spoilt(file: bytes) -> Almost[bytes]:
        text = re.sub(planted.found, planted.put, file.decode(), count=1)
        return Almost(text.encode(), way, planted.rule)

    return pain008_files().map(spoilt)


# -- all of them --------------------------------------------------------------------------------

PAIN_008: Final = "pain.008"
"""A file of collections, as :func:`almost` is asked for it."""


_THINGS: Final = frozenset({Creditor, CreditorCard, Mandate, Collection})


def ways(kind: type | Literal["pain.008"]) -> Sequence[str]:
    """How something of that kind can be wrong, in the words that :func:`almost` takes.

    Of a creditor, a mandate and a collection these are the ids of the rules that it can break.
    Raises :class:`KeyError` for a kind of which none is known.

    >>> ways(StructuredCommunication)
    ('check digits', 'a digit missing')
    """
    if kind == PAIN_008:
        return tuple(_PLANTED)
    if kind in _THINGS:
        return tuple(dict.fromkeys(edge.rule for edge in _edges(kind)))
    return tuple(_WAYS[kind][1])


@overload
def almost(kind: type[Value], way: str | None = None) -> st.SearchStrategy[Almost[str]]: ...
@overload
def almost(kind: type[B], way: str | None = None) -> st.SearchStrategy[Almost[B]]: ...
@overload
def almost(
    kind: Literal["pain.008"], way: str | None = None
) -> st.SearchStrategy[Almost[bytes]]: ...
def almost(
    kind: type | Literal["pain.008"], way: str | None = None
) -> st.SearchStrategy[Almost[Any]]:
    """Something of that kind that is wrong in that way, or in any one of its :func:`ways`.

    Of a value it is the text from which it would be made (of an amount, by ``Euro``), of a
    creditor, a mandate or a collection the thing itself, of ``"pain.008"`` the file, which is
    handed over on :data:`~sepadd.samples.TODAY`. Raises :class:`KeyError` for another
    kind or way.

    >>> wrong = almost(Iban, "check digits")
    >>> file = almost("pain.008")
    """
    known = ways(kind)
    if way is not None and way not in known:
        raise KeyError(f"{way!r}: known are {', '.join(known)}")
    return st.sampled_from(known if way is None else [way]).flatmap(lambda one: _almost(kind, one))


def _almost(kind: type | Literal["pain.008"], way: str) -> st.SearchStrategy[Almost[Any]]:
    if kind == PAIN_008:
        return _almost_file(way)
    if kind in _THINGS:
        return _almost_thing(kind, way)
    return _almost_value(kind, way)
