"""The creditor as a file of settings, written by hand once: ``creditor.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from typing import Final

from sepadd.findings import Finding, Findings, Sentence, UnreadableRecords
from sepadd.records.noting import raise_if_any, shortened
from sepadd.records.stored import Fields, Record, address_of
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
    findings: list[Finding] = []
    card = _card_of(Fields(toml_record(source, name), name, findings))
    raise_if_any(findings)
    return card


def _card_of(fields: Fields) -> CreditorCard:
    return fields.made(
        CreditorCard,
        name=fields.may("name", str, ""),
        identifier=fields.may("identifier", CreditorIdentifier, None),
        trade_name=fields.may("trade_name", str, None),
        accounts=(*_first_account(fields), *fields.parts("accounts", _account_of)),
        address=fields.part_if_any("address", address_of),
    )


def _first_account(fields: Fields) -> tuple[CreditorAccount, ...]:
    iban = fields.may("iban", Iban, None)
    bic = fields.may("bic", Bic, None)
    if iban is not None:
        return (CreditorAccount(iban=iban, bic=bic),)
    if bic is not None:
        fields.note("it is the bank of an account: give the iban too", "bic")
    return ()


def _account_of(fields: Fields) -> CreditorAccount:
    collects = fields.flag_if_any("collects")
    return fields.made(
        CreditorAccount,
        iban=fields.must("iban", Iban),
        bic=fields.may("bic", Bic, None),
        identifier=fields.may("identifier", CreditorIdentifier, None),
        collects=True if collects is None else collects,
        batch_booking=fields.flag_if_any("batch_booking"),
        label=fields.may("label", str, ""),
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
