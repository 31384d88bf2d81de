"""What the bank is told of a mandate that has changed: the values as they were before.

In the first collection after the change, and again in the next one where that was turned down
before settlement. Source: DFÜ agreement Annex 3 of 2012 and 2021; EPC130-08, AmdmntInfDtls.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sepadd.mandate import Amendment, Mandate
from sepadd.rulebook import (
    NAME_LENGTH,
    AccountChangeForm,
    AnyCreditor,
    SameMandateNewAccount,
    edition_on,
)

_NEW_ACCOUNT = "<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>"
_NEW_AGENT = "<OrgnlDbtrAgt><FinInstnId><Othr><Id>SMNDA</Id></Othr></FinInstnId></OrgnlDbtrAgt>"


def amendment(
    mandate: Mandate,
    due_on: date,
    creditor: AnyCreditor,
    form: AccountChangeForm,
    said: Callable[[str, int], str],
) -> str:
    """The indicator and the details of what is still to be told; nothing where nothing is.

    ``said`` writes a name in the bank's characters, escaped. A name that the creditor has again, or
    that reads as its own in those characters, is no change.
    """
    was = mandate.pending_amendment
    if was is None:
        return ""
    details = (
        f"{_reference(was)}{_creditor(was, creditor, said)}{_account(was, mandate, due_on, form)}"
    )
    if not details:
        return ""
    return f"<AmdmntInd>true</AmdmntInd><AmdmntInfDtls>{details}</AmdmntInfDtls>"


def _reference(was: Amendment) -> str:
    return "" if was.reference is None else f"<OrgnlMndtId>{was.reference}</OrgnlMndtId>"


def _creditor(was: Amendment, creditor: AnyCreditor, said: Callable[[str, int], str]) -> str:
    name = None if was.creditor_name is None else said(was.creditor_name, NAME_LENGTH)
    changed = name is not None and name != said(creditor.name, NAME_LENGTH)
    inside = f"<Nm>{name}</Nm>" if changed else ""
    if was.creditor_identifier is not None:
        inside += (
            f"<Id><PrvtId><Othr><Id>{was.creditor_identifier}</Id>"
            "<SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id>"
        )
    return f"<OrgnlCdtrSchmeId>{inside}</OrgnlCdtrSchmeId>" if inside else ""


def _account(was: Amendment, mandate: Mandate, due_on: date, form: AccountChangeForm) -> str:
    """Until November 2016 the old account, or that it is another bank; since then SMNDA.

    An account that nobody told can only be written as SMNDA.
    """
    if was.iban is None and not was.account_untold:
        return ""
    old = f"<OrgnlDbtrAcct><Id><IBAN>{was.iban}</IBAN></Id></OrgnlDbtrAcct>"
    if edition_on(due_on).same_mandate_new_account is SameMandateNewAccount.NEW_AGENT:
        return _NEW_AGENT if was.leaves_the_bank_of(mandate.debtor.iban) else old
    told = form is AccountChangeForm.ORIGINAL_IBAN and not was.account_untold
    return old if told else _NEW_ACCOUNT
