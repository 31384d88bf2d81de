"""A creditor's books as they are on an ordinary day: debtors, their mandates and what they owe.

Nothing in it is drawn by chance: the same number of collections is always the same book.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final, NamedTuple

from sepadd import (
    EPC,
    Bic,
    CollectionRun,
    CreditNote,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    Invoice,
    Mandate,
    MandateReference,
    OpenItem,
    PostalAddress,
    Presentation,
    Proposal,
    RunId,
    SequenceType,
)
from sepadd.books import Books, prepare, propose
from sepadd.proposal import Draft

ON: Final = date(2026, 11, 23)
LATER: Final = date(2026, 11, 24)
DUE_ON: Final = date(2026, 12, 1)
AT: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
RUN: Final = RunId("2026-12")

CREDITOR: Final = Creditor(
    name="Zwembad De Waterlelie",
    identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    accounts=(CreditorAccount(iban=Iban("NL02ABNA0123456789")),),
)

FIRST_NAMES: Final = (
    *("Ada", "Bo", "Catharina", "Dirk", "Elisabeth", "Femke", "Gerrit-Jan", "Hanna", "Ids"),
    *("Johannes", "Karin", "Lotte", "Maximiliaan", "Noor", "Olaf", "Pieternella", "Quinten"),
)
LAST_NAMES: Final = (
    *("Jansen", "de Vries", "van den Berg", "Bakker", "Visser", "Smit", "Meijer", "de Boer"),
    *("Mulder", "de Groot", "Bos", "Vos", "Peters", "Hendriks", "van Leeuwen", "Dekker"),
    *("Brouwer", "de Wit", "Dijkstra", "Smits", "de Graaf", "van der Meer", "Kok"),
    *("van Nieuwenhuizen-Hoogendoorn", "Jacobs", "Vermeulen", "Schröder", "Müller", "Li"),
)
COMPANY_NAMES: Final = (
    "Bakkerij Vos BV",
    "Fysiotherapie aan de Vaart",
    "Stichting Vrienden van het Openluchtzwembad De Waterlelie",
    "Groß & Söhne GmbH",
)
STREETS: Final = ("Dorpsstraat", "Kerkweg", "Burgemeester van Rijnlaan", "Hof", "Stationsplein")
TOWNS: Final = ("Utrecht", "Den Haag", "Ee", "Alphen aan den Rijn", "Zwolle")
DUTCH_BANKS: Final = ("ABNA", "RABO", "INGB")
GERMAN_BANKS: Final = ("37040044", "50010517", "10010010")
DUTCH_BICS: Final = (Bic("ABNANL2A"), Bic("RABONL2U"), Bic("INGBNL2A"))
GERMAN_BICS: Final = (Bic("COBADEFF370"), Bic("INGDDEFF"), Bic("PBNKDEFF"))


class Book(NamedTuple):
    """What is collected, under which mandates: one collection of each debtor."""

    items: tuple[OpenItem, ...]
    mandates: tuple[Mandate, ...]


def book(collections: int) -> Book:
    """Books that give so many collections, each of them good.

    Of the debtors 30 % have a German account, the others a Dutch one; 10 % have a BIC, 5 % an
    address, 2.5 % are companies; 20 % were collected from before, up to twelve times; 10 % have a
    second invoice, 5 % a credit note that is netted.
    """
    debtors = range(collections)
    return Book(
        items=tuple(item for number in debtors for item in _items(number)),
        mandates=tuple(_mandate(number) for number in debtors),
    )


def proposed(book: Book) -> Proposal:
    """The proposal for all of it. Raises where something is left out: the count would not hold."""
    books = Books(creditor=CREDITOR, open_items=book.items, mandates=book.mandates, runs=())
    proposal = propose(books, EPC.terms(on=ON), Draft(id=RUN, due_on=DUE_ON))
    if len(proposal.collections) != len(book.mandates):
        raise ValueError(f"left out: {proposal.left_out[0].status}")
    return proposal


_NOTHING_ELSE = Books(creditor=CREDITOR, open_items=(), mandates=(), runs=())


def prepared(proposal: Proposal) -> CollectionRun:
    """The run of a proposal, decided on the day it was made."""
    return prepare(proposal, _NOTHING_ELSE, EPC.terms(on=ON), at=AT)


def prepared_later(proposal: Proposal) -> CollectionRun:
    """The run of a proposal, decided on the next day: all rules have to be put again."""
    return prepare(proposal, _NOTHING_ELSE, EPC.terms(on=LATER), at=AT + (LATER - ON))


def _items(number: int) -> Iterator[OpenItem]:
    yield Invoice(
        number=f"2026-{number:06d}",
        debtor_id=_debtor_id(number),
        amount=Euro(cents=20_00 + number * 7 % 180_00),
        issued_on=date(2026, 11, 1),
        due_on=date(2026, 11, 30),
        description="Subscription December",
    )
    if number % 10 == 5:  # noqa: PLR2004 - a tenth of them
        yield Invoice(
            number=f"2026-{number:06d}-2",
            debtor_id=_debtor_id(number),
            amount=Euro(cents=7_50),
            issued_on=date(2026, 11, 8),
            due_on=date(2026, 11, 30),
            description="Swimming lesson",
        )
    if number % 20 == 11:  # noqa: PLR2004 - a twentieth of them
        yield CreditNote(
            number=f"C-2026-{number:06d}",
            debtor_id=_debtor_id(number),
            amount=Euro(cents=5_00),
            issued_on=date(2026, 11, 15),
        )


def _mandate(number: int) -> Mandate:
    return Mandate(
        reference=MandateReference(f"M-{number:06d}"),
        creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
        debtor=_debtor(number),
        signed_on=date(2025, 1, 1) + timedelta(days=number % 360),
        presentations=_presentations(number) if number % 5 == 0 else (),
    )


def _presentations(number: int) -> tuple[Presentation, ...]:
    """The collections of the last months, one to twelve."""
    months = range(11 - number // 5 % 12, 12)
    return tuple(
        Presentation(
            due_on=date(2025 + (month + 11) // 12, (month + 11) % 12 + 1, 15),
            sequence_type=SequenceType.RECURRENT,
            end_to_end_id=EndToEndId(f"EARLIER-{month}-{number}"),
        )
        for month in months
    )


def _debtor(number: int) -> Debtor:
    company = number % 40 == 17  # noqa: PLR2004 - two and a half in a hundred
    return Debtor(
        id=_debtor_id(number),
        name=_company_name(number) if company else _name(number),
        iban=_iban(number),
        bic=_bic(number) if number % 10 == 3 else None,  # noqa: PLR2004 - a tenth of them
        kind=DebtorKind.COMPANY if company else DebtorKind.CONSUMER,
        address=_address(number) if number % 20 == 7 else None,  # noqa: PLR2004 - a twentieth
    )


def _debtor_id(number: int) -> str:
    return str(100_000 + number)


def _name(number: int) -> str:
    return f"{_of(FIRST_NAMES, number)} {_of(LAST_NAMES, number)}"


def _company_name(number: int) -> str:
    return _of(COMPANY_NAMES, number // 40)


def _of(choices: tuple[str, ...], number: int) -> str:
    return choices[number % len(choices)]


def _german(number: int) -> bool:
    return number // 10 % 10 in {2, 5, 8}


def _iban(number: int) -> Iban:
    if _german(number):
        return _with_check_digits("DE", f"{_of(GERMAN_BANKS, number)}{number:010d}")
    return _with_check_digits("NL", f"{_of(DUTCH_BANKS, number)}{417_000_000 + number:010d}")


def _with_check_digits(country: str, account: str) -> Iban:
    """The IBAN of an account. Source: ISO 13616, the check digits of ISO 7064 MOD 97-10."""
    digits = "".join(str(int(sign, 36)) for sign in f"{account}{country}00")
    return Iban(f"{country}{98 - int(digits) % 97:02d}{account}")


def _bic(number: int) -> Bic:
    bics = GERMAN_BICS if _german(number) else DUTCH_BICS
    return bics[number % len(bics)]


def _address(number: int) -> PostalAddress:
    return PostalAddress(
        country="DE" if _german(number) else "NL",
        town=_of(TOWNS, number),
        street=_of(STREETS, number // 20),
        building=str(1 + number % 250),
        postcode=f"{1000 + number % 9000} AB",
    )
