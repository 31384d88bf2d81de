"""What a file tells of a change of a mandate that cannot be one, or stands in the wrong place.

Only what has changed is told, by its value before. That the account has changed is told at the bank
for due dates until November 2016, and at the account since.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.mandate import Mandate, SequenceType
from sepadd.messages.parsing import ACCOUNT_CHANGED, CHANGED, Notes, child, local, text
from sepadd.rulebook import AnyCreditor, SameMandateNewAccount, edition_on

SAME_MANDATE: Final = "SMNDA"
"""The same mandate, and another account: what stands where the account before is not told."""


class Use(NamedTuple):
    """The collection in which a change is told: by whom, for when, and as what, if that is said."""

    creditor: AnyCreditor
    due_on: date | None
    kind: SequenceType | None


def note_wrong_changes(details: Element, mandate: Mandate, use: Use, notes: Notes) -> None:
    """Note what of ``AmdmntInfDtls`` is no change, and where the new account stands wrongly.

    Where the collection has no due date, no place is wrong. Raises :class:`InvalidValue` for one
    before SEPA direct debit began.
    Source: EPC130-08 and GBIC_5, AmdmntInfDtls; DFÜ agreement Annex 3 of 2012 and 2021.
    """
    for element, now in _told_and_now(details, mandate, use.creditor):
        if element is not None and text(element).upper() == now.upper() != "":
            notes.note(CHANGED, element, f"{local(element)} {text(element)!r} is what it is now")
    account, bank = child(details, "OrgnlDbtrAcct"), child(details, "OrgnlDbtrAgt")
    if use.due_on is not None:
        for element, why in _wrong_places(account, bank, use.due_on, use.kind):
            notes.note(ACCOUNT_CHANGED, element, why)


def _told_and_now(
    details: Element, mandate: Mandate, creditor: AnyCreditor
) -> Iterator[tuple[Element | None, str]]:
    """Each value that may be told as it was before, and what it is now."""
    debtor = mandate.debtor
    former = child(details, "OrgnlCdtrSchmeId")
    bank = child(details, "OrgnlDbtrAgt", "FinInstnId")
    now = "" if debtor.bic is None else debtor.bic.value
    yield child(details, "OrgnlMndtId"), mandate.reference.value
    yield child(former, "Id", "PrvtId", "Othr", "Id"), mandate.creditor_identifier.value
    yield child(former, "Nm"), creditor.name.strip()
    yield child(details, "OrgnlDbtrAcct", "Id", "IBAN"), debtor.iban.value
    yield child(bank, "BIC"), now
    yield child(bank, "BICFI"), now


def _wrong_places(
    account: Element | None, bank: Element | None, due_on: date, kind: SequenceType | None
) -> Iterator[tuple[Element, str]]:
    form = edition_on(due_on).same_mandate_new_account
    until_2016 = form is SameMandateNewAccount.NEW_AGENT
    if bank is not None and says_another(child(bank, "FinInstnId", "Othr")):
        if not until_2016:
            yield bank, f"{SAME_MANDATE} stands at the bank, as until November 2016"
        elif kind is not SequenceType.FIRST:
            yield bank, f"{SAME_MANDATE} at the bank makes the collection a first one, not {kind}"
    if account is not None and says_another(child(account, "Id", "Othr")):
        if until_2016:
            yield account, f"{SAME_MANDATE} stands at the account, as only since November 2016"
        elif bank is not None:
            yield bank, f"a bank stands beside {SAME_MANDATE}, which says all there is to say"


def says_another(other: Element | None) -> bool:
    """Whether an account or a bank is only said to be another one than before."""
    return other is not None and SAME_MANDATE in {text(other), text(child(other, "Id"))}
