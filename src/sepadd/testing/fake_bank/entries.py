"""One entry of the creditor's account, as the fake bank's dialect tells it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Final

from sepadd.testing.fake_bank.answers import creditor_identifier
from sepadd.testing.fake_bank.dialects import Dialect
from sepadd.testing.fake_bank.elements import amount, bank, element, leaf, nested, originator, party
from sepadd.testing.fake_bank.facts import (
    AccountDay,
    AccountEntry,
    EntryKind,
    HeldCollection,
    Setback,
)

_BACK: Final = (EntryKind.REJECT, EntryKind.RETURN, EntryKind.REFUND, EntryKind.REVERSAL)

_WORDS: Final = {
    EntryKind.CREDIT: "Direct debits collected",
    EntryKind.REJECT: "Direct debit not executed",
    EntryKind.RETURN: "Direct debit returned",
    EntryKind.REFUND: "Direct debit refunded to the debtor",
    EntryKind.REVERSAL: "Direct debit reversed by you",
    EntryKind.CHARGES: "Charges for a direct debit",
}


def side(cents: int) -> str:
    """Whether the account is credited or debited."""
    return leaf("CdtDbtInd", "DBIT" if cents < 0 else "CRDT")


def entries(day: AccountDay, dialect: Dialect, *, pending: bool) -> str:
    """The entries of an account on a day, booked or expected."""
    return "".join(_entry(booking, dialect, pending=pending) for booking in day.bookings)


def _entry(booking: AccountEntry, dialect: Dialect, *, pending: bool) -> str:
    status, on = "PDNG" if pending else "BOOK", booking.on.isoformat()
    marked = dialect.marks_reversals and booking.kind in _BACK
    return element(
        "Ntry",
        amount("Amt", booking.cents),
        side(booking.cents),
        leaf("RvslInd", "true" if marked else None),
        nested("Sts/Cd" if dialect.modern else "Sts", status),
        "" if pending else _booked_on(booking, dialect),
        nested("ValDt/Dt", on),
        leaf("AcctSvcrRef", booking.reference),
        _code(booking, dialect) or "<BkTxCd/>",
        element("NtryDtls", _batch(booking), _transactions(booking, dialect)),
        leaf("AddtlNtryInf", _WORDS[booking.kind]),
    )


def _booked_on(booking: AccountEntry, dialect: Dialect) -> str:
    if not dialect.books_at_moments:
        return nested("BookgDt/Dt", booking.on.isoformat())
    before = booking.on - timedelta(days=1)
    return nested("BookgDt/DtTm", f"{before.isoformat()}T23:00:00Z")


def _batch(booking: AccountEntry) -> str:
    if not booking.as_batch:
        return ""
    held = booking.parts[0]
    return element(
        "Btch",
        leaf("MsgId", held.file.id),
        leaf("PmtInfId", held.batch.id),
        leaf("NbOfTxs", str(len(booking.parts))),
        amount("TtlAmt", booking.cents),
        side(booking.cents),
    )


def _transactions(booking: AccountEntry, dialect: Dialect) -> str:
    if booking.as_batch and not dialect.itemised:
        return ""
    tell = _TELL.get(booking.kind, _back)
    return "".join(tell(held, booking, dialect) for held in booking.parts)


def _amounts(cents: int, instructed: int | None, booked: int, dialect: Dialect) -> str:
    """What was booked of one collection, and what was collected where that is another thing."""
    details = element(
        "AmtDtls",
        element("InstdAmt", "" if instructed is None else amount("Amt", instructed)),
        element("TxAmt", amount("Amt", cents)),
    )
    return amount("Amt", cents) + side(booked) + details if dialect.modern else details


def _credit(held: HeldCollection, booking: AccountEntry, dialect: Dialect) -> str:
    collection = held.collection
    return element(
        "TxDtls",
        element(
            "Refs",
            leaf("MsgId", held.file.id),
            leaf("AcctSvcrRef", booking.reference),
            leaf("PmtInfId", held.batch.id),
            leaf("InstrId", collection.instruction_id),
            leaf("EndToEndId", collection.end_to_end_id),
            leaf("MndtId", collection.mandate_id),
        ),
        _amounts(collection.cents, None, booking.cents, dialect),
        _parties(held, dialect, back=False),
        nested("RmtInf/Ustrd", collection.remittance),
    )


def _charge(held: HeldCollection, booking: AccountEntry, dialect: Dialect) -> str:
    return element(
        "TxDtls",
        element("Refs", leaf("EndToEndId", held.collection.end_to_end_id)),
        _amounts(-booking.cents, None, booking.cents, dialect),
    )


def _back(held: HeldCollection, booking: AccountEntry, dialect: Dialect) -> str:
    """A collection that was debited to the creditor again."""
    setback = held.rejection if booking.kind is EntryKind.REJECT else held.setback
    if setback is None:  # pragma: no cover - it would not have been booked
        return ""
    collection = held.collection
    charged = setback.all_charges if dialect.charges_in_entry else 0
    return element(
        "TxDtls",
        _references_back(held, booking, dialect),
        _amounts(collection.cents + charged, collection.cents, booking.cents, dialect),
        _charges(held, setback, dialect) if charged else "",
        _parties(held, dialect, back=True),
        nested("RmtInf/Ustrd", _remittance_back(collection.remittance, setback, dialect)),
        "" if dialect.reason_in_words else _return_information(held, setback, dialect),
    )


def _remittance_back(remittance: str | None, setback: Setback, dialect: Dialect) -> str | None:
    if not dialect.reason_in_words:
        return remittance
    return f"returned, reason: {dialect.told(setback.verdict.code)}"


_TELL: Final[dict[EntryKind, Callable[[HeldCollection, AccountEntry, Dialect], str]]] = {
    EntryKind.CREDIT: _credit,
    EntryKind.CHARGES: _charge,
}


def _references_back(held: HeldCollection, booking: AccountEntry, dialect: Dialect) -> str:
    mandate = leaf("MndtId", held.collection.mandate_id)
    if dialect.drops_end_to_end_id:
        return element("Refs", mandate)
    return element(
        "Refs",
        leaf("AcctSvcrRef", booking.reference),
        leaf("PmtInfId", held.batch.id),
        leaf("EndToEndId", held.collection.end_to_end_id),
        mandate,
    )


def _charges(held: HeldCollection, setback: Setback, dialect: Dialect) -> str:
    """What the creditor's bank takes, and what the debtor's does; also where that is nothing."""
    theirs = held.collection.debtor_bic or dialect.bic
    parts = ((setback.charges, dialect.bic), (setback.debtor_bank_charges, theirs))
    if not dialect.modern:
        return "".join(
            element("Chrgs", amount("Amt", cents), element("Pty", bank(dialect, bic)))
            for cents, bic in parts
        )
    records = (
        element("Rcrd", amount("Amt", cents), side(-1), element("Agt", bank(dialect, bic)))
        for cents, bic in parts
    )
    return element("Chrgs", amount("TtlChrgsAndTaxAmt", setback.all_charges), *records)


def _parties(held: HeldCollection, dialect: Dialect, *, back: bool) -> str:
    collection = held.collection
    role = "Cdtr" if back and dialect.roles_flipped else "Dbtr"
    creditor = "" if role == "Cdtr" else _creditor(held, dialect)
    agent = element(f"{role}Agt", bank(dialect, collection.debtor_bic))
    return element(
        "RltdPties",
        party(dialect, role, collection.debtor_name),
        element(f"{role}Acct", nested("Id/IBAN", collection.debtor_iban)),
        creditor,
    ) + element("RltdAgts", agent)


def _creditor(held: HeldCollection, dialect: Dialect) -> str:
    named = leaf("Nm", held.batch.creditor_name) + creditor_identifier(held.collection)
    return element("Cdtr", element("Pty", named) if dialect.modern else named)


def _return_information(held: HeldCollection, setback: Setback, dialect: Dialect) -> str:
    by_debtor = setback.verdict.by_debtor
    return element(
        "RtrInf",
        originator(dialect, held.collection.debtor_name if by_debtor else None),
        nested("Rsn/Cd", dialect.told(setback.verdict.code)),
        leaf("AddtlInf", setback.verdict.text[:105]),
    )


# -- bank transaction codes ----------------------------------------------------------------------


def _code(booking: AccountEntry, dialect: Dialect) -> str:
    b2b = booking.parts[0].collection.scheme == "B2B"
    iso = element(
        "Domn",
        leaf("Cd", "PMNT"),
        element("Fmly", leaf("Cd", "IDDT"), leaf("SubFmlyCd", _subfamily(booking, b2b=b2b))),
    )
    family = "NRTI" if booking.kind in _BACK else "NDDT"
    issuer = leaf("Issr", "DK") if dialect.names_issuer else ""
    german = leaf("Cd", f"{family}+{_german(booking, b2b=b2b)}+00931") + issuer
    return element(
        "BkTxCd",
        iso if dialect.iso_codes else "",
        element("Prtry", german if dialect.german_codes else ""),
    )


def _subfamily(booking: AccountEntry, *, b2b: bool) -> str:
    """Source: ISO 20022 external bank transaction codes, PMNT/IDDT."""
    match booking.kind:
        case EntryKind.CREDIT:
            return "BBDD" if b2b else "ESDD"
        case EntryKind.REVERSAL:
            return "PRDD"
        case EntryKind.CHARGES:
            return "CHRG"
        case EntryKind.REJECT | EntryKind.RETURN | EntryKind.REFUND:
            return "UPDD"


def _german(booking: AccountEntry, *, b2b: bool) -> str:
    """Source: DFÜ-Abkommen, Anlage 3, business transaction codes."""
    match booking.kind:
        case EntryKind.CREDIT if booking.as_batch:
            return "196" if b2b else "192"
        case EntryKind.CREDIT:
            return "174" if b2b else "171"
        case EntryKind.REVERSAL:
            return "193"
        case EntryKind.CHARGES:
            return "808"
        case EntryKind.REJECT | EntryKind.RETURN | EntryKind.REFUND:
            return "108" if b2b else "109"
