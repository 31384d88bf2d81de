"""What a bank's answer repeats of ours and adds to it: of which message it is, who says it, why.

Status reports and answers to a cancellation say these things in the same elements.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import NO_REASON, FactSource, Reason, reason
from sepadd.messages.parsing import (
    amount_in,
    child,
    day_in,
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

_DIRECT_DEBIT: Final = re.compile(r"pain[._]?008|directdebitinitiation", re.IGNORECASE)
_CODE: Final = re.compile(r"[A-Z0-9]{4}")
_BICS: Final = ("AnyBIC", "BICOrBEI", "BICFI", "BIC")


def speaks_of_collections(message_name: str) -> bool:
    """Whether an answer is one to direct debits of ours, by the name of the message it answers.

    Banks spell the name as they like, with a national ending or none, or leave it out.

    >>> speaks_of_collections("PAIN.008.001.02.ch.03"), speaks_of_collections("pain.001")
    (True, False)

    Source: EPC130-08, OriginalMessageNameIdentification.
    """
    return not reference(message_name) or _DIRECT_DEBIT.search(message_name) is not None


class Sayings:
    """Who says what in one message; what one and the same says has one :class:`FactSource`."""

    def __init__(self, message: str, head: Element, *, called: str, id: str = "MsgId") -> None:
        """Keep the kind of the message and, from its head, the sender's id and when it was made.

        ``called`` is how people call the message, ``id`` the element that its id stands in. Raises
        :class:`UnreadableMessage` where it is not said when it was made.
        """
        found = parts(head)
        made = found.get("CreDtTm")
        if made is None:
            raise unreadable(head, f"a CreDtTm says when the {called} was made")
        self._nobody = FactSource(message, text(found.get(id)), instant_in(made))
        self._known = {"": self._nobody}

    @property
    def on(self) -> date:
        """The day on which the message was made, as the bank wrote it."""
        at = self._nobody.at
        assert at is not None  # noqa: S101 - it was kept when the message was opened
        return at.date()

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
    return Why(reason(code, "; ".join(filter(None, said))), by)


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


NOTHING_REPEATED: Final = Original()
"""An answer that repeats nothing of the collection."""


def original(repeated: Element | None) -> Original:
    """Read an ``OrgnlTxRef``: the mandate, the amount in euros and the due date, where given.

    Newer versions wrap the mandate once more. Raises
    :class:`sepadd.UnreadableMessage`. Source: ISO 20022, OriginalTransactionReference.
    """
    if repeated is None:
        return NOTHING_REPEATED
    found = parts(repeated)
    mandate = found.get("MndtRltdInf")
    return Original(
        reference(text_at(mandate, "MndtId") or text_at(mandate, "DrctDbtMndt", "MndtId")),
        given_amount(child(found.get("Amt"), "InstdAmt")),
        given_day(found.get("ReqdColltnDt")),
    )


def given_amount(element: Element | None) -> Euro | None:
    """The euros in an element, or nothing where it is absent or empty, or in another currency."""
    return amount_in(element) if element is not None and text(element) else None


def given_day(element: Element | None) -> date | None:
    """The day in an element, or nothing where it is absent or empty."""
    return day_in(element) if element is not None and text(element) else None


def count(given: str) -> int | None:
    """A number of collections, or nothing where none is given."""
    return int(given) if given.isascii() and given.isdigit() and len(given) <= 15 else None  # noqa: PLR2004 - ISO 20022, Max15NumericText
