"""What a bank's answer repeats of ours and adds to it: of which message it is, who says it, why.

Status reports and answers to a cancellation say these things in the same elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import (
    NO_REASON,
    REASON_CODES,
    FactSource,
    Level,
    Reason,
    Reported,
    reason,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import (
    amount_in,
    brussels_day,
    child,
    day_in,
    day_within,
    instant_in,
    local,
    parts,
    reference,
    text,
    text_at,
    texts,
    unreadable,
)
from sepadd.values import Euro

_SOMETHING_ELSE: Final = re.compile(
    r"pain[._]?0*(?:1|2|7|9|1\d)(?!\d)|pacs[._]?0*(?:4|7|8|9|10)(?!\d)|camt"
    r"|credit ?transfer|cdttrf|reversal|rvsl|cancellation|cxl",
    re.IGNORECASE,
)
_WORDED_CODE: Final = re.compile(r"(?<![A-Za-z0-9])([A-Z]{2}[0-9]{2})(?![A-Za-z0-9])")
_CODE: Final = re.compile(r"[A-Z0-9]{4}")
_BICS: Final = ("AnyBIC", "BICOrBEI", "BICFI", "BIC")


def speaks_of_collections(message_name: str) -> bool:
    """Whether an answer may be one to direct debits of ours, by the name of what it answers.

    Banks spell the name as they like, with a national ending or none, call it by the message
    between banks, or leave it out. What is known to be something else is refused; the references
    decide of the rest.

    >>> speaks_of_collections("PAIN.008.001.02.ch.03"), speaks_of_collections("pain.001")
    (True, False)
    >>> speaks_of_collections("pacs.003.001.02"), speaks_of_collections("SDD CORE")
    (True, True)

    Source: EPC130-08, OriginalMessageNameIdentification.
    """
    return _SOMETHING_ELSE.search(message_name) is None


def reason_in_words(words: str) -> Reason:
    """The reason that a text gives: the one code in it that is known, and all of the text.

    A code of letters only is a word as well, so only those with figures are looked for.

    >>> reason_in_words("Retoure vom 02.12.2026, Rueckgabegrund: AC04 Konto aufgeloest").code
    'AC04'
    >>> reason_in_words("your MD01 or MS03").code
    ''
    """
    codes = {code for code in _WORDED_CODE.findall(words) if code in REASON_CODES}
    return reason(codes.pop() if len(codes) == 1 else "", words)


class Sayings:
    """Who says what in one message; what one and the same says has one :class:`FactSource`."""

    def __init__(self, message: str, head: Element, *, called: str, id: str = "MsgId") -> None:
        """Keep the kind of the message and, from its head, the sender's id and when it was made.

        ``called`` is how people call the message, ``id`` the element that its id stands in. A
        moment that cannot be read hides nothing else: it is the ``fault``. Raises
        :class:`UnreadableMessage` where it is not said at all when the message was made.
        """
        found = parts(head)
        made = found.get("CreDtTm")
        if made is None:
            raise unreadable(head, f"a CreDtTm says when the {called} was made")
        at: datetime | None = None
        self.fault: str = ""
        try:
            at = instant_in(made)
        except UnreadableMessage as wrong:
            self.fault = str(wrong)
        self._nobody = FactSource(message, text(found.get(id)), at)
        self._known = {"": self._nobody}
        self._on = day_within(made) if at is None else brussels_day(at)

    def on(self, *days: date | None) -> date:
        """The day on which the message was made, in Brussels if it says where.

        If that cannot be read, the first of ``days`` that is known. Raises
        :class:`sepadd.UnreadableMessage` if none is.
        """
        for known in (self._on, *days):
            if known is not None:
                return known
        raise UnreadableMessage(f"{self.fault}; it needs a day that can be read")

    def unread(self, place: str, *days: date | None) -> Iterator[Reported]:
        """What could not be read of when the message was made; nothing if it could."""
        if self.fault:
            yield Reported(
                fact=None,
                level=Level.FILE,
                on=self.on(*days),
                said=self._nobody,
                place=place,
                fault=self.fault,
            )

    def by(self, who: str) -> FactSource:
        """What this bank or person says in the message."""
        said = self._known.get(who)
        if said is None:
            said = self._known[who] = replace(self._nobody, by=who)
        return said


class Why(NamedTuple):
    """The reason that is given for a status, if any, and who gave it."""

    reason: Reason | None
    by: str

    @property
    def of_a_failure(self) -> Reason:
        """The reason, or that none was given: what failed has one."""
        return self.reason or NO_REASON


NOTHING_SAID: Final = Why(None, "")
"""A status without a reason, given by nobody in particular."""


class _Info(NamedTuple):
    code: str
    proprietary: str
    text: str
    by: str

    @property
    def whole(self) -> str:
        return " ".join(filter(None, (self.code, self.proprietary, self.text)))


def why(element: Element, name: str) -> Why:
    """Read the elements of that name which tell why: ``StsRsnInf``, ``CxlStsRsnInf``.

    The first with an ISO code is the reason; where none has, the first with a proprietary code in
    the form of an ISO one. Everything else that is said is kept as the reason's text: a bank's own
    codes, and all additional information, in the order of the message. Who speaks is a bank by its
    BIC, or a person by name. Source: ISO 20022, StatusReasonInformation; EPC130-08, AT-R004.
    """
    infos = [_info(part) for part in element if local(part) == name]
    if not infos:
        return NOTHING_SAID
    main = infos[0] if len(infos) == 1 else _main(infos)
    code, said = main.code, [main.proprietary, main.text]
    if not code and _CODE.fullmatch(main.proprietary):
        code, said = main.proprietary, [main.text]
    said += [info.whole for info in infos if info is not main]
    by = main.by or next((info.by for info in infos if info.by), "")
    words = "; ".join(filter(None, said))
    return Why(reason(code, words) if code else reason_in_words(words), by)


def _main(infos: list[_Info]) -> _Info:
    coded = next((info for info in infos if info.code), None)
    own = next((info for info in infos if _CODE.fullmatch(info.proprietary)), None)
    return coded or own or infos[0]


def _info(element: Element) -> _Info:
    code = proprietary = by = ""
    lines: list[str] = []
    for part in element:
        match local(part):
            case "Rsn" | "StsRsn" | "RtrRsn":
                given = texts(part)
                code, proprietary = given.get("Cd", ""), given.get("Prtry", "")
            case "Orgtr" | "StsOrgtr" | "RtrOrgtr":
                by = originator(part)
            case "AddtlInf" | "AddtlStsRsnInf" | "AddtlRtrRsnInf":
                lines.append(text(part))
            case _:
                pass
    return _Info(code, proprietary, " ".join(filter(None, lines)), by)


def originator(party: Element) -> str:
    """A bank by its BIC, or else whoever it is by name; empty where neither is given.

    Source: ISO 20022, Originator (AT-R002).
    """
    organisation = child(party, "Id", "OrgId")
    if organisation is not None:
        found = parts(organisation)
        bic = next((text(found[name]) for name in _BICS if name in found), "")
        if bic:
            return bic
    return text_at(party, "Nm") or text_at(party, "Pty", "Nm")


class Original(NamedTuple):
    """What an answer repeats of the collection it speaks of."""

    mandate: str = ""
    amount: Euro | None = None
    due_on: date | None = None
    fault: str = ""


NOTHING_REPEATED: Final = Original()
"""An answer that repeats nothing of the collection."""


def original(repeated: Element | None) -> Original:
    """Read an ``OrgnlTxRef``: the mandate, the amount in euros and the due date, where given.

    Newer versions wrap the mandate once more. A due date that cannot be read is its ``fault``.
    Raises :class:`sepadd.UnreadableMessage` where the amount cannot be read. Source: ISO 20022,
    OriginalTransactionReference.
    """
    if repeated is None:
        return NOTHING_REPEATED
    found = parts(repeated)
    mandate = found.get("MndtRltdInf")
    due_on, fault = readable_day(found.get("ReqdColltnDt"))
    return Original(
        reference(text_at(mandate, "MndtId") or text_at(mandate, "DrctDbtMndt", "MndtId")),
        given_amount(child(found.get("Amt"), "InstdAmt")),
        due_on,
        fault,
    )


def given_amount(element: Element | None) -> Euro | None:
    """The euros in an element, or nothing where it is absent or empty, or in another currency."""
    return amount_in(element) if element is not None and text(element) else None


def given_day(element: Element | None) -> date | None:
    """The day in an element, or nothing where it is absent or empty."""
    return day_in(element) if element is not None and text(element) else None


def readable_day(element: Element | None) -> tuple[date | None, str]:
    """The day in an element, if any, and what of it could not be read."""
    try:
        return given_day(element), ""
    except UnreadableMessage as wrong:
        return (None if element is None else day_within(element)), str(wrong)


def count(given: str) -> int | None:
    """A number of collections, or nothing where none is given."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 15 else None  # noqa: PLR2004 - ISO 20022, Max15NumericText
