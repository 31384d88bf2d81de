"""The words of the mandate form in six languages: what its fields are called, and what is signed.

They are our own, and say what the scheme asks for: that the creditor may instruct the bank, that
the bank may debit, and what the debtor can do about it afterwards.
Source: EPC016-06 and EPC222-07 on the mandate; EPC392-08 v5.0.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from sepadd.documents.language_words import words_in
from sepadd.findings import InvalidValue
from sepadd.values import Language, fields_of

LEGAL_FIELDS: Final = frozenset({"creditor"})
"""What a legal text may have filled in: the creditor's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """What the debtor signs: the leave that is given, and what follows from it.

    ``note`` tells of the refund (CORE), or that there is none (B2B). ``$creditor`` in either is the
    creditor's name, ``$$`` a dollar sign. Blank text, or another field, raises
    :class:`InvalidValue`. Where the official text is wanted, it is given as one of these.
    """

    authorisation: str
    note: str

    def __post_init__(self) -> None:
        for name, text in (("authorisation", self.authorisation), ("note", self.note)):
            if not text.strip():
                raise InvalidValue(f"{name} {text!r} of a legal text: needs text, not blank")
            fields_of(text, LEGAL_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """Everything that is printed on a mandate form in one language, but for what is filled in."""

    language: Language
    core_title: str
    b2b_title: str
    core_text: LegalText
    b2b_text: LegalText
    reference: str
    creditor: str
    name: str
    trade_name: str
    identifier: str
    address: str
    town: str
    country: str
    debtor: str
    debtor_name: str
    account_holder: str
    iban: str
    bic: str
    payment: str
    recurrent: str
    one_off: str
    signing: str
    place: str
    signed_on: str
    signature: str
    besides: str
    debtor_number: str
    ultimate_debtor: str
    ultimate_creditor: str
    contract: str
    to_fill_in: str
    return_to: str


@cache
def form_words(language: Language) -> FormWords:
    """The words of the form in a language."""
    words = words_in(language)["form"]
    texts = {name: LegalText(**words[name]) for name in ("core_text", "b2b_text")}
    return FormWords(language=language, **words | texts)
