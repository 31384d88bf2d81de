"""The creditor as a file of settings, written by hand once: ``creditor.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Any, Final

from sepadd.findings import Findings, Sentence, UnreadableRecords
from sepadd.records.noting import shortened
from sepadd.records.stored import (
    ADDRESS,
    BIC,
    FLAG,
    IBAN,
    TEXT,
    VALUES,
    Fault,
    Faulty,
    Record,
    RecordShape,
    Spread,
    any_text,
    listed,
    may,
    must,
    told_at_once,
)
from sepadd.rulebook import CreditorCard
from sepadd.values import Bic, Creditor, CreditorAccount, CreditorIdentifier, Iban

SETTINGS: Final = Sentence(
    "SET-01",
    "A file of settings is TOML.",
    "TOML 1.0",
    why=(
        "Where a file of settings cannot be read, other terms would hold than those that were set, "
        "so nothing is done with it."
    ),
    hint="Correct the file on the line that the finding names.",
)

SETTINGS_SENTENCES: Final = (SETTINGS,)
"""Why a file of settings cannot be taken in, apart from what holds of any record."""


def read_creditor(source: str | bytes, *, name: str = "creditor.toml") -> Creditor:
    r"""The creditor of a file of settings.

    ``name``, ``identifier``, ``trade_name``; ``iban`` and ``bic`` of the account to collect on;
    ``[address]``; and ``[[accounts]]``, each with ``iban`` and, if need be, ``bic``,
    ``identifier``, ``collects``, ``batch_booking`` and ``label``. The account of ``iban`` comes
    first. An identifier may be written with blanks, as it is printed. The argument ``name`` is what
    findings call the file.

    Raises :class:`UnreadableRecords` with all that is wrong, also of what is unknown, and
    :class:`RulesViolated` with all that is missing; :func:`read_creditor_card` leaves that to you.

    >>> text = 'name = "De Waterlelie"\niban = "NL02 ABNA 0123 4567 89"\n'
    >>> str(read_creditor(text + 'identifier = "NL42 ZZZ 1234 5678 0001"').identifier)
    'NL42ZZZ123456780001'
    """
    return read_creditor_card(source, name=name).creditor


def read_creditor_card(source: str | bytes, *, name: str = "creditor.toml") -> CreditorCard:
    r"""The creditor of a file of settings that may be half filled in, as :func:`read_creditor`.

    Raises :class:`UnreadableRecords` with all that is wrong.

    >>> card = read_creditor_card('name = "De Waterlelie"\niban = "NL02 ABNA 0123 4567 89"\n')
    >>> card.name, str(card.accounts[0].iban), card.identifier
    ('De Waterlelie', 'NL02ABNA0123456789', None)
    """
    return told_at_once(_CREDITOR.read, toml_record(source, name), name)


def _first_account(iban: Iban | None, bic: Bic | None) -> tuple[CreditorAccount, ...]:
    """The account to collect on, which stands outside the others."""
    if iban is not None:
        return (CreditorAccount(iban=iban, bic=bic),)
    if bic is not None:
        raise Faulty([Fault("bic", "it is the bank of an account: give the iban too", VALUES)])
    return ()


def _creditor(
    first: tuple[CreditorAccount, ...],
    accounts: tuple[CreditorAccount, ...],
    **others: Any,  # noqa: ANN401 - as they were read
) -> CreditorCard:
    return CreditorCard(accounts=first + accounts, **others)


_PRINTED_IDENTIFIER: Final = any_text(CreditorIdentifier)
_ACCOUNT: Final = RecordShape(
    CreditorAccount,
    must("iban", IBAN),
    may("bic", BIC),
    may("identifier", _PRINTED_IDENTIFIER),
    may("collects", FLAG, absent=True),
    may("batch_booking", FLAG),
    may("label", TEXT, absent=""),
)
_CREDITOR: Final = RecordShape(
    CreditorCard,
    may("name", TEXT, absent=""),
    may("identifier", _PRINTED_IDENTIFIER),
    may("trade_name", TEXT),
    Spread(
        "first", RecordShape(tuple, may("iban", IBAN), may("bic", BIC), make=_first_account), ()
    ),
    may("accounts", listed(_ACCOUNT), absent=()),
    may("address", ADDRESS),
    make=_creditor,
)


def toml_record(source: str | bytes, name: str) -> Record:
    """What a file of settings holds, unread. Raises :class:`UnreadableRecords` if it is no TOML."""
    try:
        text = source if isinstance(source, str) else source.decode("utf-8-sig")
        return tomllib.loads(text)
    except (ValueError, RecursionError) as wrong:
        finding = SETTINGS.finding(name, shortened(f"it is not TOML: {wrong}"))
        line = getattr(wrong, "lineno", None)
        raise UnreadableRecords(Findings((replace(finding, line=line),))) from None
