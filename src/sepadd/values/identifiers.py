"""The names things carry through the scheme (mandate, collection, file, creditor), each a type.

An identifier is never repaired: a character that the banks do not pass on is refused, since what
comes back must be found again. Only where check digits prove that blanks and case mean nothing
(creditor identifiers, creditor references, structured communications) are they taken out.
"""

from __future__ import annotations

import re
from dataclasses import field
from typing import ClassVar, Self, TypeAlias

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.values.constructor import reads_itself

_CHARACTERS = r"[A-Za-z0-9+?/:().,' -]{1,35}"
_ORDERLY = rf"(?![ /])(?!.*//){_CHARACTERS}(?<![ /])"
_REFERENCE = re.compile(_ORDERLY)
_TELLING_REFERENCE = re.compile(rf"(?!(?i:NOTPROVIDED)\Z){_ORDERLY}")
_RUN = re.compile(r"[A-Za-z0-9-]{1,18}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A name that banks pass on unchanged: 1 to 35 characters of the SEPA set.

    Letters, digits, ``+ ? / : ( ) . , ' -`` and blank; no blank at either end; no slash at
    either end and no two in a row. Two references of different kinds are never equal.
    Raises :class:`InvalidValue`. Source: EPC230-15; EPC217-08.

    >>> Reference("INV/2026//7")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: Reference 'INV/2026//7': a slash may not lead, trail or repeat
    """

    _form: ClassVar[re.Pattern[str]] = _REFERENCE

    value: str

    def __post_init__(self) -> None:
        value: object = self.value
        if not isinstance(value, str):
            raise InvalidValue(not_text(value, type(self).__name__))
        if not self._form.fullmatch(value):
            raise InvalidValue(f"{type(self).__name__} {value!r}: {self._why_not(value)}")

    @classmethod
    def _why_not(cls, value: str) -> str:
        if not re.fullmatch(_CHARACTERS, value):
            return _why_not_of_the_set(value)
        if value.startswith(" ") or value.endswith(" "):
            return "a blank may not lead or trail"
        if value.startswith("/") or value.endswith("/") or "//" in value:
            return "a slash may not lead, trail or repeat"
        return "says that there is no reference; give one of your own, or the answer finds nothing"

    def __str__(self) -> str:
        return self.value


def not_text(value: object, who: str) -> str:
    """That something of another kind stands where there has to be text."""
    return f"{who} {value!r}: must be text, not {type(value).__name__}"


def _why_not_of_the_set(value: str) -> str:
    wrong = "".join(dict.fromkeys(re.sub(_CHARACTERS, "", value)))
    found = f", not {wrong!r}" if wrong else f"; this one has {len(value)}"
    return f"needs 1 to 35 characters of A-Z a-z 0-9 +?/:().,'- and blank{found}"


@reads_itself
@dataclass(frozen=True, slots=True, eq=False)
class MandateReference(Reference):
    """The unique mandate reference (UMR), given by the creditor; AT-M001 (old: AT-01).

    Upper and lower case mean the same, blanks do not: ``123AAa45678`` and ``123aaA45678`` are
    one mandate, ``123aaa45678`` and ``123aaa 45678`` are two. ``NOTPROVIDED`` is refused.
    It is unique together with :attr:`CreditorIdentifier.identity`.
    Source: EPC262-08; German DFÜ agreement, Annex 3.

    >>> MandateReference("m-1") == MandateReference("M-1")
    True
    """

    key: str = field(init=False, repr=False)
    """What two references that mean the same mandate share: the value in upper case."""

    _form = _TELLING_REFERENCE

    def __post_init__(self) -> None:
        Reference.__post_init__(self)
        object.__setattr__(self, "key", self.value.upper())

    @property
    def without_blanks(self) -> str:
        """The key with its blanks taken out: two mandates that share it are easily confused."""
        return self.key.replace(" ", "")

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, MandateReference):
            return NotImplemented
        return self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)


@reads_itself
class EndToEndId(Reference):
    """Names one collection, from the creditor to the debtor and back; AT-T015 (old: AT-10).

    The scheme allows ``NOTPROVIDED`` here; we refuse it, since a return of such a collection
    could not be matched. Source: EPC130-08 and EPC131-08, ``EndToEndId``.
    """

    __slots__ = ()
    _form = _TELLING_REFERENCE


@reads_itself
class MessageId(Reference):
    """Names one file to the bank; a bank may refuse a second file of the same name (``MsgId``)."""

    __slots__ = ()


@reads_itself
class PaymentInformationId(Reference):
    """Names one batch in a file: what the bank books as one sum carries it (``PmtInfId``)."""

    __slots__ = ()


@reads_itself
class RunId(Reference):
    """Our own name of a collection run: 1 to 18 letters, digits and dashes.

    Short, and without a dot, so that the names of its files and batches (at most 35 characters
    each) can be made from it with dots, and no two runs make the same.

    >>> RunId("RUN-2026-12")
    RunId(value='RUN-2026-12')
    """

    __slots__ = ()
    _form = _RUN

    @classmethod
    def _why_not(cls, value: str) -> str:  # noqa: ARG003 - the sentence fits whatever it was
        return "needs 1 to 18 characters of A-Z a-z 0-9 and -, such as RUN-2026-12"


MandateReferenceLike: TypeAlias = MandateReference | str
"""A mandate reference, or its text, which is never repaired."""
EndToEndIdLike: TypeAlias = EndToEndId | str
MessageIdLike: TypeAlias = MessageId | str
PaymentInformationIdLike: TypeAlias = PaymentInformationId | str
RunIdLike: TypeAlias = RunId | str


# -- check digits -------------------------------------------------------------------------------


def check_digits(text: str, prefix: str) -> str:
    """Compute the two digits of ISO 7064 MOD 97-10, over text and prefix, A=10 to Z=35."""
    counted = "".join(str(int(c, 36)) for c in text + prefix if c.isalnum())
    return f"{98 - int(counted + '00') % 97:02d}"


def _compact(value: object, who: str) -> str:
    """Without blanks and in upper case; anything but plain ASCII text is refused."""
    if not isinstance(value, str):
        raise InvalidValue(not_text(value, who))
    if not (compact := "".join(value.split())).isascii():
        raise InvalidValue(f"{who} {value!r}: only plain letters, digits and signs, no accents")
    return compact.upper()


# -- the creditor -------------------------------------------------------------------------------

_CREDITOR = re.compile(
    r"(?P<country>[A-Z]{2})(?P<check>[0-9]{2})(?P<business>[A-Z0-9+?/:().,'-]{3})"
    r"(?P<national>[A-Z0-9+?/:().,'-]{1,28})"
)
_CHARACTERS_BY_COUNTRY: dict[str, tuple[int, ...]] = {
    "AT": (18,), "BE": (17, 20), "BG": (16,), "CH": (18,), "CY": (11,), "CZ": (12,), "DE": (18,),
    "DK": (19,), "EE": (20,), "ES": (16,), "FI": (15,), "FR": (13,), "GR": (12,), "HR": (18,),
    "HU": (16,), "IE": (13,), "IT": (23,), "LT": (16,), "LU": (26,), "LV": (18,), "MC": (13,),
    "MT": (17,), "NL": (19,), "NO": (16,), "PL": (17,), "PT": (13,), "SE": (17,), "SI": (15,),
    "SK": (18,), "SM": (23,),
}  # fmt: skip


@reads_itself
@dataclass(frozen=True, slots=True)
class CreditorIdentifier:
    """The creditor's own number in the scheme; AT-E005 (old: AT-02). Up to 35 characters.

    Country of issue (2), check digits (2), business code (3), national part (1 to 28); kept in
    upper case without blanks. The business code is the creditor's own to choose (``ZZZ`` when
    unused): it is outside the check digits and outside the :attr:`identity`.
    Raises :class:`InvalidValue`. Source: EPC262-08.

    >>> str(CreditorIdentifier("nl42 zzz 1234 5678 0001"))
    'NL42ZZZ123456780001'
    >>> CreditorIdentifier("DE98ZZZ09999999999").identity
    'DE9809999999999'
    >>> CreditorIdentifier("NL00ZZZ123456780000")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: ...'NL00ZZZ123456780000': check digits 00, right would be 69
    """

    value: str
    identity: str = field(init=False, repr=False, compare=False)
    """Who the creditor is: the value without the business code.

    Mandate references are unique within it.

    >>> rent = CreditorIdentifier("NL42ABC123456780001")
    >>> care = CreditorIdentifier("NL42ZZZ123456780001")
    >>> rent == care, rent.identity == care.identity
    (False, True)
    """

    def __post_init__(self) -> None:
        who = f"CreditorIdentifier {self.value!r}"
        compact = _compact(self.value, "CreditorIdentifier")
        if not _CREDITOR.fullmatch(compact):
            raise InvalidValue(
                f"{who}: needs a country (2 letters), 2 check digits, a business code of 3 "
                "(ZZZ when unused) and the national part of 1 to 28, such as NL42ZZZ123456780001"
            )
        if compact.endswith("/") or "//" in compact:
            raise InvalidValue(f"{who}: a slash may not lead, trail or repeat")
        object.__setattr__(self, "value", compact)
        given, right = compact[2:4], check_digits(self.national, self.country)
        if given != right:
            raise InvalidValue(f"{who}: check digits {given}, right would be {right}")
        object.__setattr__(self, "identity", compact[:4] + compact[7:])

    @classmethod
    def build(cls, country: str, national: str, business_code: str = "ZZZ") -> Self:
        """Make the identifier of a national number, with the right check digits.

        >>> str(CreditorIdentifier.build("DE", "09999999999"))
        'DE98ZZZ09999999999'
        """
        country = _compact(country, "country")
        national = _compact(national, "national part")
        check = check_digits(national, country)
        return cls(f"{country}{check}{_compact(business_code, 'business code')}{national}")

    @classmethod
    def from_kvk(cls, kvk: str, *, suffix: str = "0000", business_code: str = "ZZZ") -> Self:
        """Make the Dutch identifier of a company from its KvK number (8 digits) and a suffix of 4.

        The bank issues it and says which suffix; ``0000`` is the usual one.
        Source: EPC262-08, the Netherlands.

        >>> str(CreditorIdentifier.from_kvk("12345678", suffix="0001"))
        'NL42ZZZ123456780001'
        """
        _must_be_digits(kvk, 8, "KvK number")
        _must_be_digits(suffix, 4, f"suffix of KvK number {kvk}:")
        return cls.build("NL", kvk + suffix, business_code)

    @property
    def country(self) -> str:
        """The country whose authority issued it, two letters."""
        return self.value[:2]

    @property
    def business_code(self) -> str:
        """Three characters of the creditor's own choice, to tell its lines of business apart."""
        return self.value[4:7]

    @property
    def national(self) -> str:
        """The number that the country of issue gave to the creditor."""
        return self.value[7:]

    @property
    def doubt(self) -> str | None:
        """What is unusual about the length for its country; None when fine or not known.

        A doubt and no more: countries change their numbers. Source: EPC262-08, country table.
        """
        usual = _CHARACTERS_BY_COUNTRY.get(self.country)
        if usual is None or len(self.value) in usual:
            return None
        lengths = " or ".join(map(str, usual))
        return (
            f"an identifier of {self.country} has {lengths} characters, this one {len(self.value)}"
        )

    def __str__(self) -> str:
        return self.value


CreditorIdentifierLike: TypeAlias = CreditorIdentifier | str
"""A creditor identifier, or its text, also as printed."""


def _must_be_digits(text: object, count: int, who: str) -> None:
    if not isinstance(text, str) or not re.fullmatch(f"[0-9]{{{count}}}", text):
        raise InvalidValue(f"{who} {text!r}: needs {count} digits, as text")


# -- what the debtor's bank statement shows -----------------------------------------------------

_RF = re.compile(r"RF[0-9]{2}[A-Z0-9]{1,21}")
_STRUCTURED = re.compile(
    r"(?P<fence>\+{3}|\*{3}|)(?P<a>[0-9]{3})(?P<slash>/?)(?P<b>[0-9]{4})(?P=slash)"
    r"(?P<c>[0-9]{5})(?P=fence)"
)


@reads_itself
@dataclass(frozen=True, slots=True)
class CreditorReference:
    """A reference with check digits for the debtor's statement: ``RF``, 2 digits, 1 to 21 more.

    Blanks and case mean nothing; the value is kept without blanks in upper case.
    Raises :class:`InvalidValue`. Source: ISO 11649.

    >>> str(CreditorReference("rf18 5390 0754 7034"))
    'RF18539007547034'
    """

    value: str

    def __post_init__(self) -> None:
        who = f"CreditorReference {self.value!r}"
        compact = _compact(self.value, "CreditorReference")
        if not _RF.fullmatch(compact):
            raise InvalidValue(
                f"{who}: needs RF, 2 check digits and 1 to 21 letters or digits, "
                "such as RF18539007547034"
            )
        given, right = compact[2:4], check_digits(compact[4:], "RF")
        if given != right:
            raise InvalidValue(f"{who}: check digits {given}, right would be {right}")
        object.__setattr__(self, "value", compact)

    @classmethod
    def build(cls, reference: str) -> Self:
        """Put ``RF`` and the right check digits before a reference of 1 to 21 letters and digits.

        >>> str(CreditorReference.build("539007547034"))
        'RF18539007547034'
        """
        compact = _compact(reference, "reference")
        return cls(f"RF{check_digits(compact, 'RF')}{compact}")

    @property
    def issuer(self) -> str:
        """Whose norm it follows, as the file says it: ``ISO``."""
        return "ISO"

    def __str__(self) -> str:
        return self.value


@reads_itself
@dataclass(frozen=True, slots=True)
class StructuredCommunication:
    """The Belgian twelve digits of an invoice, ``+++090/9337/55493+++``.

    The last two are the first ten modulo 97, or 97 where that is 0. The value is kept as the
    bare twelve digits. Raises :class:`InvalidValue`. Source: Febelfin, structured communication.

    >>> StructuredCommunication("+++090/9337/55493+++").value
    '090933755493'
    """

    value: str

    def __post_init__(self) -> None:
        who = f"StructuredCommunication {self.value!r}"
        parts = _STRUCTURED.fullmatch(_compact(self.value, "StructuredCommunication"))
        if parts is None:
            raise InvalidValue(f"{who}: needs 12 digits, such as +++090/9337/55493+++")
        digits = parts["a"] + parts["b"] + parts["c"]
        if digits[10:] != (right := _belgian_check(digits[:10])):
            raise InvalidValue(f"{who}: check digits {digits[10:]}, right would be {right}")
        object.__setattr__(self, "value", digits)

    @classmethod
    def build(cls, number: int | str) -> Self:
        """Make the communication of a number of at most ten digits, zeros put before it.

        >>> StructuredCommunication.build(909337554).formatted
        '+++090/9337/55493+++'
        """
        if isinstance(number, bool) or not re.fullmatch(r"[0-9]{1,10}", str(number)):
            raise InvalidValue(f"number {number!r}: needs 1 to 10 digits")
        digits = str(number).zfill(10)
        return cls(digits + _belgian_check(digits))

    @property
    def formatted(self) -> str:
        """As printed on an invoice: ``+++090/9337/55493+++``."""
        return f"+++{self.value[:3]}/{self.value[3:7]}/{self.value[7:]}+++"

    @property
    def issuer(self) -> str:
        """Whose norm it follows, as the file says it: ``BBA``."""
        return "BBA"

    def __str__(self) -> str:
        return self.value


def _belgian_check(ten_digits: str) -> str:
    return f"{int(ten_digits) % 97 or 97:02d}"
