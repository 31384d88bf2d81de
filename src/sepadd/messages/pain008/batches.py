"""The head of a file of collections, and of each of its batches: what is said once for many."""

from __future__ import annotations

from datetime import date, datetime
from itertools import takewhile
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages.pain008.mandates import creditor_identifier
from sepadd.messages.pain008.parties import agent, iban, named, who
from sepadd.messages.parsing import (
    SAID_ALIKE,
    Incoming,
    Notes,
    day_in,
    instant_in,
    local,
    shortened,
    text,
    unreadable,
)
from sepadd.rulebook import (
    SCHEME_VERSION,
    WRITTEN_VERSIONS,
    AccountChangeForm,
    CreditorCard,
    FileForm,
    MessageVersion,
    built_like,
)
from sepadd.values import (
    AddressForm,
    Conversion,
    CreditorAccount,
    CreditorIdentifier,
    MessageId,
    Party,
    PaymentInformationId,
    TextMode,
)


class Kind(NamedTuple):
    """Which kind of direct debit something is, as far as it says so."""

    scheme: Scheme | None = None
    sequence_type: SequenceType | None = None
    category_purpose: PurposeCode | None = None

    def or_else(self, other: Kind) -> Kind:
        """What is not said here, as it is said there."""
        return Kind(
            self.scheme or other.scheme,
            self.sequence_type or other.sequence_type,
            self.category_purpose or other.category_purpose,
        )


NOTHING_OF_ITS_KIND: Final = Kind()
"""Nothing is said of the kind of direct debit."""


def read_kind(element: Element | None, notes: Notes) -> Kind:
    """Read ``PmtTpInf``: the scheme, the sequence type and the category purpose."""
    if element is None:
        return NOTHING_OF_ITS_KIND
    found = notes.parts(element, "SvcLvl", "LclInstrm", "SeqTp", "CtgyPurp")
    notes.only("SEPA", notes.within(found.get("SvcLvl"), "Cd"))
    return Kind(
        _scheme(notes.within(found.get("LclInstrm"), "Cd"), notes),
        notes.value(_sequence_type, found.get("SeqTp")),
        notes.may(PurposeCode, notes.within(found.get("CtgyPurp"), "Cd")),
    )


def _scheme(element: Element | None, notes: Notes) -> Scheme | None:
    scheme = notes.value(_scheme_of, element)
    # COR1 was CORE with one day of notice instead of five, by agreement in a few countries. Since
    # 2016 every CORE collection needs one day only, so that COR1 has no meaning of its own.
    if element is not None and scheme is Scheme.COR1:
        notes.note(SAID_ALIKE, element, "COR1 ended in November 2016, and is not written any more")
    return scheme


def _scheme_of(said: str) -> Scheme:
    try:
        return Scheme(said)
    except ValueError:
        there_are = ", ".join(Scheme)
        raise InvalidValue(f"scheme {said!r}: right would be one of {there_are}") from None


def _sequence_type(said: str) -> SequenceType:
    try:
        return SequenceType(said)
    except ValueError:
        there_are = ", ".join(SequenceType)
        raise InvalidValue(f"sequence type {said!r}: right would be one of {there_are}") from None


COLLECTION: Final = "DrctDbtTxInf"
"""The element of one collection."""

AS_IT_STANDS: Final = TextMode(name="as it stands in the file", conversion=Conversion.NONE)
"""The texts of a file that was read: they were made for a bank once, and nothing is converted."""

_BEFORE_THE_COLLECTIONS: Final = (
    *("PmtInfId", "PmtMtd", "BtchBookg", "NbOfTxs", "CtrlSum", "PmtTpInf", "ReqdColltnDt"),
    *("Cdtr", "CdtrAcct", "CdtrAgt", "UltmtCdtr", "ChrgBr", "CdtrSchmeId"),
)

ON_ONE_LEVEL: Final = ("PmtTpInf", "UltmtCdtr", "ChrgBr", "CdtrSchmeId")
"""What stands in a block, or with each of its collections, and not in both."""


# -- the file ------------------------------------------------------------------------------------


class ReadHead(NamedTuple):
    """What a file says of itself.

    ``version`` is the message's own, such as ``"pain.008.003.02"``, empty where none is told;
    ``file`` the name of the file within a zip, ``line`` where in it the message begins. ``id`` is
    absent where it is none that the scheme allows. ``created_at`` has no offset from UTC where the
    file tells none.
    """

    version: str
    file: str
    line: int
    id: MessageId | None
    created_at: datetime
    initiating_party: Party | None
    stated: tuple[str, str]
    label: str

    @property
    def message(self) -> MessageVersion:
        """The version of ours that the file is read as."""
        return read_as(self.version)

    @property
    def form(self) -> FileForm:
        """The form in which the file can be written again.

        In the version of ours that it is read as; every text, address and BIC as it stands.
        """
        return FileForm(
            message=self.message,
            text=AS_IT_STANDS,
            addresses=frozenset(AddressForm),
            account_change=AccountChangeForm.ORIGINAL_IBAN,
            offset=self.created_at.tzinfo is not None,
        )


def read_as(version: str) -> MessageVersion:
    """The version of ours that a file is read as: the one that it is built like.

    One that nobody knows yet, or that is not told, is read as the scheme's own: whatever finds no
    place in that, is noted.

    >>> str(read_as("pain.008.003.02")), str(read_as("pain.008.001.99"))
    ('pain.008.001.02', 'pain.008.001.08')
    """
    return built_like(version) or SCHEME_VERSION


def read_head(element: Element, incoming: Incoming, notes: Notes) -> ReadHead:
    """Read ``GrpHdr``. Raises :class:`UnreadableMessage` where it is not told when it was made."""
    found = notes.parts(element, "MsgId", "CreDtTm", "NbOfTxs", "CtrlSum", "InitgPty")
    made = found.get("CreDtTm")
    if made is None:
        raise unreadable(element, "a CreDtTm says when the file was made")
    head = ReadHead(
        version=incoming.version,
        file=incoming.file,
        line=incoming.line,
        id=notes.value(MessageId, found.get("MsgId")),
        created_at=instant_in(made),
        initiating_party=named(found.get("InitgPty"), notes),
        stated=(text(found.get("NbOfTxs")), text(found.get("CtrlSum"))),
        label=f"file {shortened(text(found.get('MsgId')))}",
    )
    _note_otherwise(head, element, made, notes)
    return head


def _note_otherwise(head: ReadHead, element: Element, made: Element, notes: Notes) -> None:
    """Note what would be said otherwise, were the file written again."""
    if head.version not in WRITTEN_VERSIONS:
        told = head.version or "a file that does not say its version"
        notes.note(SAID_ALIKE, element, f"{told} is written again as {head.message}")
    if head.created_at.microsecond:
        notes.note(SAID_ALIKE, made, f"CreDtTm {text(made)!r} is written again to the second")
    if head.initiating_party is None:
        notes.note(SAID_ALIKE, element, "InitgPty names nobody: written again, it is the creditor")


# -- the batch -----------------------------------------------------------------------------------


class ReadBatch(NamedTuple):
    """What one block of a file says for all its collections; what it does not say is absent.

    ``place`` counts the blocks of a file from 1. ``creditor`` has the account that the block is
    about, unless it has none. ``says`` are the elements in it that its collections could have.
    """

    head: ReadHead
    place: int
    line: int
    id: PaymentInformationId | None
    kind: Kind
    due_on: date | None
    creditor: CreditorCard | None
    account: CreditorAccount | None
    identifier: CreditorIdentifier | None
    stated: tuple[str, str]
    label: str
    says: tuple[str, ...] = ()


def read_batch(element: Element, head: ReadHead, place: int, notes: Notes) -> ReadBatch:
    """Read what stands in ``PmtInf`` before its first collection."""
    found: dict[str, Element] = {}
    for part in takewhile(lambda part: local(part) != COLLECTION, element):
        name = local(part)
        if name in _BEFORE_THE_COLLECTIONS and name not in found:
            found[name] = part
        else:
            notes.unplaced(part)
    notes.only("DD", found.get("PmtMtd"))
    notes.only("SLEV", found.get("ChrgBr"))
    identifier = creditor_identifier(found.get("CdtrSchmeId"), notes)
    account = _account(found, notes)
    return ReadBatch(
        head=head,
        place=place,
        line=element.sourceline or 1,
        id=notes.value(PaymentInformationId, found.get("PmtInfId")),
        kind=read_kind(found.get("PmtTpInf"), notes),
        due_on=notes.read(day_in, found.get("ReqdColltnDt")),
        creditor=_creditor(found, head, identifier, account, notes),
        account=account,
        identifier=identifier,
        stated=(text(found.get("NbOfTxs")), text(found.get("CtrlSum"))),
        label=f"batch {shortened(text(found.get('PmtInfId')))}",
        says=tuple(name for name in ON_ONE_LEVEL if name in found),
    )


def _account(found: dict[str, Element], notes: Notes) -> CreditorAccount | None:
    number = iban(found.get("CdtrAcct"), notes)
    bic = agent(found.get("CdtrAgt"), notes)
    booked = found.get("BtchBookg")
    if number is None:
        return None
    batch_booking = None if booked is None else text(booked) in {"true", "1"}
    return CreditorAccount(iban=number, bic=bic, batch_booking=batch_booking)


def _creditor(
    found: dict[str, Element],
    head: ReadHead,
    identifier: CreditorIdentifier | None,
    account: CreditorAccount | None,
    notes: Notes,
) -> CreditorCard | None:
    """The creditor by name and all that the block says; nothing where it has no name."""
    said = who(found.get("Cdtr"), notes, ("Nm", "PstlAdr"))
    ultimate = named(found.get("UltmtCdtr"), notes)
    if not said.name:
        return None
    return CreditorCard(
        name=said.name,
        identifier=identifier,
        accounts=() if account is None else (account,),
        address=said.address,
        initiating_party=head.initiating_party,
        ultimate_creditor=ultimate,
    )
