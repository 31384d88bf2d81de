"""What a file of collections says of a mandate: its reference, its signature, what has changed.

A change is told by the values as they were before. When it was made no file says, so it is taken to
be of the day on which the file was made: no later it can have been.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from lxml import etree
from lxml.etree import _Element as Element

from sepadd.findings import InvalidValue
from sepadd.mandate import MOST_SIGNATURE, Amendment, Mandate
from sepadd.messages.pain008.changes import SAME_MANDATE, Use, note_wrong_changes, says_another
from sepadd.messages.pain008.parties import agent
from sepadd.messages.parsing import (
    ANNOUNCED,
    SAID_ALIKE,
    Notes,
    child,
    day_in,
    leaves,
    local,
    path_of,
    text,
)
from sepadd.messages.writing import amendment as written_amendment
from sepadd.rulebook import AccountChangeForm, AnyCreditor
from sepadd.values import Bic, CreditorIdentifier, Iban, MandateReference

_OWN_OTHERS: Final = ("OrgnlMndtId", "OrgnlCdtrSchmeId", "OrgnlDbtrAcct", "OrgnlDbtrAgt")


class ReadMandate(NamedTuple):
    """What is said of a mandate; ``details`` is the element that tells of its changes, if any."""

    reference: MandateReference | None = None
    signed_on: date | None = None
    electronic_signature: str | None = None
    amendment: Amendment | None = None
    details: Element | None = None


def mandate_said(element: Element | None, made_on: date, notes: Notes) -> ReadMandate:
    """Read ``MndtRltdInf``; ``made_on`` is the day on which the file was made."""
    found = notes.parts(
        element, "MndtId", "DtOfSgntr", "AmdmntInd", "AmdmntInfDtls", "ElctrncSgntr"
    )
    details = found.get("AmdmntInfDtls")
    _note_unannounced(found.get("AmdmntInd"), details, notes)
    return ReadMandate(
        notes.value(MandateReference, found.get("MndtId")),
        notes.read(day_in, found.get("DtOfSgntr")),
        _signature(found.get("ElctrncSgntr"), notes),
        None if details is None else _amendment(details, made_on, notes),
        details,
    )


def _note_unannounced(said: Element | None, details: Element | None, notes: Notes) -> None:
    """Note a change that is announced and not told, and one that is told and not announced."""
    announced = said is not None and text(said) in {"true", "1"}
    if announced and said is not None and details is None:
        notes.note(ANNOUNCED, said, f"AmdmntInd {text(said)}: it is not told what has changed")
    elif details is not None and not announced:
        silent = "AmdmntInd is missing" if said is None else f"AmdmntInd is {text(said)!r}"
        notes.note(ANNOUNCED, details, f"{silent}: a change that is told has to be announced")


def _signature(element: Element | None, notes: Notes) -> str | None:
    """The reference of an e-mandate; nothing where it is none that a bank gives."""
    said = notes.text(element)
    return notes.whole(element, partial(_printed, said)) if element is not None and said else None


def _printed(signature: str) -> str:
    if len(signature) > MOST_SIGNATURE or not signature.isprintable():
        raise InvalidValue(f"an electronic signature has at most {MOST_SIGNATURE} printed signs")
    return signature


def creditor_identifier(element: Element | None, notes: Notes) -> CreditorIdentifier | None:
    """Read ``CdtrSchmeId``: the creditor identifier, which stands where a person's number may."""
    return notes.value(CreditorIdentifier, _number(notes.within(element, "Id"), notes))


def _number(element: Element | None, notes: Notes) -> Element | None:
    found = notes.parts(notes.within(element, "PrvtId", "Othr"), "Id", "SchmeNm")
    scheme = notes.parts(found.get("SchmeNm"), "Prtry").get("Prtry")
    if scheme is not None and text(scheme) != "SEPA":
        notes.note(SAID_ALIKE, scheme, f"the scheme is called {text(scheme)!r}, and we say 'SEPA'")
    return found.get("Id")


# -- what has changed ----------------------------------------------------------------------------


class _Account(NamedTuple):
    """The account before, as far as it is told."""

    iban: Iban | None = None
    bic: Bic | None = None
    untold: bool = False


def _amendment(details: Element, made_on: date, notes: Notes) -> Amendment | None:
    """The values before; nothing where none of them has a place with us."""
    found = notes.parts(details, *_OWN_OTHERS)
    creditor = notes.parts(found.get("OrgnlCdtrSchmeId"), "Nm", "Id")
    account = _account(found.get("OrgnlDbtrAcct"), found.get("OrgnlDbtrAgt"), notes)
    originals = (
        notes.may(MandateReference, found.get("OrgnlMndtId")),
        notes.may(CreditorIdentifier, _number(creditor.get("Id"), notes)),
        notes.text(creditor.get("Nm")) or None,
    )
    if originals == (None, None, None) and account == _Account():
        return None
    reference, identifier, name = originals
    return Amendment(
        on=made_on,
        reference=reference,
        creditor_identifier=identifier,
        creditor_name=name,
        iban=account.iban,
        bic=account.bic,
        account_untold=account.untold,
    )


def _account(account: Element | None, bank: Element | None, notes: Notes) -> _Account:
    """The account before: an IBAN, or that it was another one, here or (until 2016) at the bank."""
    told = child(account, "Id", "Othr")
    untold = _says_another(told, notes)
    was = None if untold else notes.may(Iban, notes.within(account, "Id", "IBAN"))
    at_bank = child(bank, "FinInstnId", "Othr")
    if _says_another(at_bank, notes):
        return _Account(was, None, was is None)
    bic = None if bank is None else agent(bank, notes)
    if bic is not None and was is None and bank is not None:
        notes.unplaced(bank, "the account before, which was there, is not told")
        return _Account(untold=True)
    return _Account(was, bic, untold)


def _says_another(other: Element | None, notes: Notes) -> bool:
    if other is not None and text(other) == SAME_MANDATE:  # as one package writes it
        notes.note(SAID_ALIKE, other, f"{SAME_MANDATE} stands without an Id around it")
    return says_another(other)


def as_amended(mandate: Mandate, said: ReadMandate, use: Use, notes: Notes) -> Mandate:
    """The mandate with what is told of a change; what we would tell otherwise, or not, is noted.

    A value that has not changed is no change; and where ``SMNDA`` stands follows from the due date.
    """
    if said.details is None or said.amendment is None or use.due_on is None:
        return mandate
    mandate = replace(mandate, amendments=(said.amendment,))
    try:
        note_wrong_changes(said.details, mandate, use, notes)
        written = Counter(_as_we_say(mandate, use.creditor, use.due_on))
    except InvalidValue as refused:
        notes.unplaced(said.details, str(refused))
        return replace(mandate, amendments=())
    noted = notes.paths
    for leaf in leaves(said.details):
        place = path_of(leaf).partition("AmdmntInfDtls/")[2], text(leaf)
        if written[place]:
            written[place] -= 1
        elif path_of(leaf) not in noted:
            notes.note(SAID_ALIKE, leaf, f"{local(leaf)} {text(leaf)!r} is not said by us here")
    return mandate


def _as_we_say(mandate: Mandate, creditor: AnyCreditor, due_on: date) -> list[tuple[str, str]]:
    """The values that we would tell as those before, with where they stand."""
    form = AccountChangeForm.ORIGINAL_IBAN
    ours = written_amendment(mandate, due_on, creditor, form, lambda name, _: escape(name))
    said = etree.fromstring(f"<said>{ours}</said>")
    return [(path_of(leaf).partition("AmdmntInfDtls/")[2], text(leaf)) for leaf in leaves(said)]
