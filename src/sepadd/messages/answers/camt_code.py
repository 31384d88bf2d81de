"""Whose direct debit a movement on the account is: what its bank code says, and what decides.

Banks code direct debits in many ways, and mix the creditor's codes with the debtor's. So the code
is a hint: a return shows by a reason, a direct debit by its mandate, and which way the money moved
decides between what the creditor collected and what was collected from the creditor.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import BankFact, Cancellation, Charge, Return, Reversal, Settlement
from sepadd.messages.parsing import child, text_at


class Issuer(Enum):
    """Who collected, as far as a bank's code tells it."""

    ACCOUNT_HOLDER = "the holder of the account"
    SOMEONE_ELSE = "someone else, from the holder of the account"
    NOT_TOLD = "not told"
    NO_ONE = "no direct debit at all"


class Hint(NamedTuple):
    """What a bank's code says: who collected, and what happened to the collection.

    ``event`` is absent where the code speaks of direct debits and not of what happened.
    """

    issuer: Issuer
    event: type[BankFact] | None = None


NOT_TOLD: Final = Hint(Issuer.NOT_TOLD)
"""No code, or one that only this bank can read."""

NO_DIRECT_DEBIT: Final = Hint(Issuer.NO_ONE)
"""A code of something else: a credit transfer, a card, charges."""

_MOST_CODES: Final = 1024
_FAMILIES: Final = {"IDDT": Issuer.ACCOUNT_HOLDER, "RDDT": Issuer.SOMEONE_ELSE}
_R_EVENTS: Final[dict[str, type[BankFact]]] = {
    "UPDD": Return,
    "PRDD": Reversal,
    "RCDD": Cancellation,
}
_COLLECTING: Final = frozenset({"ESDD", "BBDD", "PMDD", "PADD", "OODD", "FFDD"})
_CHARGES: Final = frozenset({"CHRG", "FEES", "COMM", "COMT", "COMI", "INTR", "TAXE"})
_MISCELLANEOUS: Final = frozenset({"", "NTAV", "OTHR"})

_CHARGED: Final = Hint(Issuer.NO_ONE, Charge)
_CHARGED_FOR_OURS: Final = Hint(Issuer.ACCOUNT_HOLDER, Charge)

_GERMAN: Final = {
    **dict.fromkeys(("171", "174", "192", "196"), Hint(Issuer.ACCOUNT_HOLDER, Settlement)),
    **dict.fromkeys(("108", "109"), Hint(Issuer.ACCOUNT_HOLDER, Return)),
    "193": Hint(Issuer.ACCOUNT_HOLDER, Reversal),
    "808": _CHARGED,
    **dict.fromkeys(("104", "105", "195"), Hint(Issuer.SOMEONE_ELSE, Settlement)),
    **dict.fromkeys(("181", "184"), Hint(Issuer.SOMEONE_ELSE, Return)),
}
_GERMAN_ISSUERS: Final = frozenset({"DK", "ZKA"})
_GERMAN_FORM: Final = re.compile(r"N[A-Z]{3}\+[0-9]{3}(?:\+.*)?")
"""``NRTI+109+00931``: as it is written where nobody says whose code it is."""


class Codes:
    """The bank transaction codes of one message.

    A statement has few codes and thousands of movements, so each is looked into once.
    """

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """None is known yet."""
        self._known: dict[tuple[object, ...], Hint] = {}

    def hint_in(self, told: Element | None) -> Hint:
        """What a ``BkTxCd`` says; most of those beside a transaction are empty or absent."""
        if told is None or not len(told):
            return NOT_TOLD
        written = (told[0].tag, *[part.text for part in told.iter()])
        known = self._known.get(written)
        if known is None:
            # No bank has as many; a made-up file may have another with every movement.
            if len(self._known) >= _MOST_CODES:
                self._known.clear()
            known = self._known[written] = _hint_in(told)
        return known


def _hint_in(told: Element) -> Hint:
    domain, own = child(told, "Domn"), child(told, "Prtry")
    return hint(
        text_at(domain, "Cd"),
        text_at(domain, "Fmly", "Cd"),
        text_at(domain, "Fmly", "SubFmlyCd"),
        text_at(own, "Cd"),
        text_at(own, "Issr"),
    )


def hint(domain: str, family: str, subfamily: str, own: str, issuer: str) -> Hint:
    """Read a bank transaction code: the common one, and the bank's ``own`` where that is mute.

    ``own`` and ``issuer`` are the proprietary code and who defines it; the German business
    transaction codes (issuer ``DK`` or ``ZKA``, or none if the form is theirs) are known, others
    are not. Charges are booked under codes of every family.

    >>> hint("PMNT", "IDDT", "UPDD", "", "").event.__name__
    'Return'
    >>> hint("", "", "", "NDDT+105+9200+992", "DK").issuer.value
    'someone else, from the holder of the account'

    Source: ISO 20022, external code sets for bank transactions; Deutsche Kreditwirtschaft,
    Anlage 3, Geschaeftsvorfallcodes.
    """
    common = _common(domain, family, subfamily)
    if common.event is not None or common is NO_DIRECT_DEBIT:
        return common
    is_german = issuer in _GERMAN_ISSUERS or (not issuer and _GERMAN_FORM.fullmatch(own))
    german = _german(own) if is_german else NOT_TOLD
    return common if german is NOT_TOLD else german


def _common(domain: str, family: str, subfamily: str) -> Hint:
    if subfamily in _CHARGES and family:
        return _CHARGED_FOR_OURS if (domain, family) == ("PMNT", "IDDT") else _CHARGED
    if domain in {"", "PMNT"} and family in _MISCELLANEOUS:
        return NOT_TOLD
    if domain != "PMNT" or family not in _FAMILIES:
        return NO_DIRECT_DEBIT
    collecting = Settlement if subfamily in _COLLECTING else None
    return Hint(_FAMILIES[family], _R_EVENTS.get(subfamily, collecting))


def _german(code: str) -> Hint:
    """``NRTI+109+00931``: the transaction type, the business transaction, the primary note."""
    parts = code.split("+")
    number = parts[1] if len(parts) > 1 else code
    return _GERMAN.get(number, NO_DIRECT_DEBIT) if number else NOT_TOLD


class Meaning(NamedTuple):
    """What a movement is to the creditor; without a ``fact``, ``status`` says why it is none.

    ``by_name`` is true if only a reference can say whether it is the creditor's at all, ``again``
    if a return is taken back.
    """

    fact: type[BankFact] | None
    status: str = ""
    by_name: bool = False
    again: bool = False


CHARGES: Final = Meaning(Charge)
"""What the bank charged the creditor for one of its direct debits, booked by itself."""

BOOKED_BACK: Final = Meaning(Settlement, again=True)
"""Money of a return came back to the creditor: the bank took the return back."""

OTHER_KIND: Final = Meaning(None, "under the bank code of something else", by_name=True)
"""A movement that is no direct debit by its code; if it names a collection, that is told."""

CHARGES_GIVEN_BACK: Final = Meaning(None, "charges given back", by_name=True)
"""Charges that came in: to be looked at, and no fact of a collection."""

_SETTLED: Final = Meaning(Settlement)
_BY_THE_CREDITOR: Final = frozenset(
    {"", "AM05", "MS02", "MS03", "MD05", "CUST", "DUPL", "TECH", "FRAD", "NARR"}
)


def of_charges(told: Hint, *, credited: bool) -> Meaning:
    """Judge what the bank charged: it is ours by its code, or by the collection that it names."""
    if credited:
        return CHARGES_GIVEN_BACK
    return CHARGES._replace(by_name=told.issuer is not Issuer.ACCOUNT_HOLDER)


def of_a_credit(told: Hint, *, mandate: bool, back: bool) -> Meaning:
    """Judge money that came in: a collection's, or a return's that is taken back.

    ``mandate`` is whether a mandate or a creditor identifier is shown, ``back`` whether a reason or
    the mark of a reversal is. Some banks (PostFinance) code the creditor's own collections as
    received ones: a credit under them is ours unless it is marked as going back.
    """
    if told.issuer is Issuer.NO_ONE:
        return OTHER_KIND
    by_name = told.issuer is Issuer.NOT_TOLD and not mandate
    if not back and told.event in {None, Settlement}:
        return _SETTLED._replace(by_name=by_name)
    return BOOKED_BACK._replace(by_name=by_name or told.issuer is Issuer.SOMEONE_ELSE)


def of_a_debit(told: Hint, *, mandate: bool, back: bool, reason: str | None) -> Meaning:
    """Judge money that went out: an R-transaction of ours, or what others collected from us.

    ``reason`` is the code of the reason, empty where one is told without a code, and absent where
    none is told. A plain debit under a collecting code is most often the holder's own bill, paid by
    direct debit; so is one that shows a mandate and nothing more. It is ours only by its names.
    """
    if reason is not None and mandate:
        return _sent_back(told, reason)
    if told.issuer is Issuer.NO_ONE:
        return OTHER_KIND if reason is None else _RETURNED._replace(by_name=True)
    if told.issuer is Issuer.NOT_TOLD:
        ours = reason is not None or (back and mandate)
        return _sent_back(told, reason)._replace(by_name=not ours)
    if back or told.event not in {None, Settlement}:
        return _sent_back(told, reason)
    # Without a reason, under the code of the creditor's direct debits: something was taken back.
    return _RETURNED._replace(by_name=told != Hint(Issuer.ACCOUNT_HOLDER))


def _sent_back(told: Hint, reason: str | None) -> Meaning:
    """A reversal by its code is a return all the same where the reason is one of the debtor's."""
    if told.event in {Reversal, Cancellation} and (reason or "") in _BY_THE_CREDITOR:
        return Meaning(told.event)
    return _RETURNED


_RETURNED: Final = Meaning(Return)
