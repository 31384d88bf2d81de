"""What the columns of a table may be called, and the words in them, in three languages.

Capitals do not matter, and a blank, a dash and an underscore are one: ``IBAN``, ``debtor-id`` and
``Debtor ID`` are understood.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, TypeVar

from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme
from sepadd.open_item import ItemKind
from sepadd.values import DebtorKind

T = TypeVar("T")

_BETWEEN_WORDS = re.compile(r"[\s_-]+")


def plain(words: str) -> str:
    """A heading or a word without what does not matter.

    >>> plain(" Straße "), plain("Datum-Handtekening")
    ('strasse', 'datum_handtekening')
    """
    return _BETWEEN_WORDS.sub("_", words.strip().casefold())


class Columns(NamedTuple):
    """The columns that a table can have: their own names in their order, and all others."""

    names: tuple[str, ...]
    needed: tuple[str, ...]
    by_heading: Mapping[str, str]


def _columns(needed: Iterable[str], also: Mapping[str, str]) -> Columns:
    """The columns, each with its other names, separated by commas."""
    by_heading = {
        plain(heading): name
        for name, others in also.items()
        for heading in (name, *filter(None, others.split(",")))
    }
    return Columns(tuple(also), tuple(needed), MappingProxyType(by_heading))


_REFERENCE = (
    "mandate reference,umr,mandaat,mandaatreferentie,mandaatkenmerk,machtiging,machtigingskenmerk,"
    "kenmerk machtiging,mandat,mandatsreferenz"
)
_DEBTOR = (
    "debtor,debtor number,customer,customer number,customer id,debiteur,debiteurnummer,"
    "debiteurennummer,klant,klantnummer,debitor,debitornummer,debitorennummer,kunde,kundennummer"
)

MANDATE_COLUMNS: Final = _columns(
    ("reference", "debtor_id", "name", "iban"),
    {
        "reference": f"mandate,{_REFERENCE}",
        "debtor_id": _DEBTOR,
        "name": "debtor name,customer name,naam,naam debiteur,klantnaam,kundenname,name des kunden",
        "iban": "account,rekening,rekeningnummer,bankrekening,konto,kontonummer,bankkonto",
        "bic": "swift,swift code",
        "scheme": "incassosoort,regeling,schema,lastschriftverfahren,lastschriftart,verfahren",
        "type": "mandate type,soort,machtigingssoort,mandaattype,art,mandatsart",
        "signed_on": (
            "signed,date of signature,signature date,getekend op,datum ondertekening,"
            "datum handtekening,tekendatum,ondertekend op,unterschrieben am,unterschriftsdatum,"
            "datum der unterschrift,mandatsdatum"
        ),
        "last_due_on": (
            "last due date,last collection,last used on,laatste incasso,laatste incassodatum,"
            "laatst gebruikt op,letzte lastschrift,letzter einzug,zuletzt genutzt am"
        ),
        "revoked_on": "revoked,ingetrokken op,ingetrokken,widerrufen am,widerrufen",
        "valid_until": "valid to,geldig tot en met,geldig tot,gültig bis",
        "debtor_kind": "kind,soort debiteur,debiteursoort,debitorart,kundenart,art des kunden",
        "account_holder": "rekeninghouder,tenaamstelling,kontoinhaber",
        "street": "straat,straatnaam,strasse",
        "building": "building number,house number,huisnummer,hausnummer",
        "postcode": "postal code,zip,zip code,plz,postleitzahl",
        "town": "city,place,plaats,woonplaats,stad,ort,stadt,wohnort",
        "country": "land,country code,landcode,ländercode,länderkennzeichen",
        "organisation_number": (
            "organization number,company number,registration number,kvk,kvk nummer,"
            "organisatienummer,ondernemingsnummer,handelsregisternummer,firmenbuchnummer"
        ),
        "suspended_on": "suspended,suspended since,opgeschort op,geblokkeerd op,ausgesetzt am",
        "suspended_until": "opgeschort tot en met,geblokkeerd tot en met,ausgesetzt bis",
        "suspension_reason": "reden opschorting,reden blokkade,grund der aussetzung",
        "confirmed_on": "confirmed,bevestigd op,bestätigt am",
        "replaced_on": "replaced,vervangen op,ersetzt am",
        "replaced_by": "vervangen door,ersetzt durch",
        "replaces": "vervangt,ersetzt",
        "migrated": "gemigreerd,overgenomen,migriert,übernommen",
        "amended_on": "amended,gewijzigd op,geändert am",
        "previous_reference": (
            "previous mandate reference,old mandate reference,oud kenmerk,oude machtiging,"
            "oude mandaatreferentie,alte mandatsreferenz"
        ),
        "previous_identifier": (
            "previous creditor identifier,old creditor identifier,oud incassant id,"
            "alte gläubiger id"
        ),
        "previous_creditor_name": "old creditor name,oude naam incassant,alter gläubigername",
        "previous_iban": "old iban,oud iban,oude iban,oud rekeningnummer,alte iban",
        "previous_bic": "old bic,oude bic,alte bic,alter bic",
    },
)
"""The columns of a table of mandates."""

OPEN_ITEM_COLUMNS: Final = _columns(
    ("number", "kind", "debtor_id", "amount"),
    {
        "number": (
            "invoice,invoice number,nummer,factuur,factuurnummer,rechnung,rechnungsnummer,"
            "belegnummer"
        ),
        "kind": "type,item kind,soort,art,belegart",
        "debtor_id": _DEBTOR,
        "amount": "open amount,bedrag,openstaand,openstaand bedrag,betrag,offener betrag",
        "issued_on": (
            "date,issued,invoice date,datum,factuurdatum,rechnungsdatum,belegdatum,ausgestellt am"
        ),
        "due_on": ("due,due date,vervaldatum,vervalt op,fällig am,fälligkeit,fälligkeitsdatum"),
        "description": "omschrijving,beschrijving,beschreibung,bezeichnung,verwendungszweck",
        "mandate": _REFERENCE,
        "creditor_reference": (
            "structured reference,betalingskenmerk,gestructureerde mededeling,"
            "strukturierte referenz"
        ),
        "category": (
            "item category,invoice kind,categorie,factuursoort,soort factuur,kategorie,rechnungsart"
        ),
        "payment_method": (
            "method of payment,betaalwijze,betaalmethode,betalingswijze,zahlungsart,zahlungsweise"
        ),
        "on_hold": (
            "hold reason,reason for hold,blokkade,reden blokkade,reden van blokkade,sperrgrund"
        ),
        "collect": "incasseren,automatisch incasseren,einziehen,automatisch einziehen",
    },
)
"""The columns of a table of open items."""


def word_of(words: Mapping[str, tuple[T, str]], what: str) -> Callable[[str], T]:
    """How a word of a table is read; any other word raises, naming those there are."""
    known = {plain(word): value for word, (value, _) in words.items()}
    usual = " or ".join(dict.fromkeys(name for _, name in words.values()))

    def read(text: str) -> T:
        try:
            return known[plain(text)]
        except KeyError:
            raise InvalidValue(f"{what} {text!r}: write {usual}") from None

    return read


def _words(*rows: tuple[T, str, str]) -> Mapping[str, tuple[T, str]]:
    """For each value its name in the table, and the other words for it, separated by commas."""
    return {
        word: (value, name)
        for value, name, others in rows
        for word in (name, *filter(None, others.split(",")))
    }


scheme: Callable[[str], Scheme] = word_of(
    _words(*((each, each.value, "") for each in Scheme)), "scheme"
)
"""Reads ``CORE`` or ``B2B`` (or ``COR1``, of old)."""

one_off: Callable[[str], bool] = word_of(
    _words(
        (False, "recurrent", "recurring,doorlopend,wiederkehrend"),
        (True, "one-off", "oneoff,eenmalig,einmalig"),
    ),
    "type",
)
"""Reads ``recurrent`` or ``one-off``; whether it is the latter."""

_YES_OR_NO: Final = _words(
    (True, "yes", "ja,y,j,true,wahr,waar"), (False, "no", "nee,nein,n,false,onwaar,falsch")
)

migrated: Callable[[str], bool] = word_of(_YES_OR_NO, "migrated")
"""Reads ``yes`` or ``no``."""

collect: Callable[[str], bool] = word_of(_YES_OR_NO, "collect")
"""Reads ``yes`` or ``no``."""


def on_hold(text: str) -> str:
    """Reads why an item is on hold; a mere no is refused, since any text holds the item.

    >>> on_hold("disputed")
    'disputed'
    """
    word = _YES_OR_NO.get(plain(text))
    if word is not None and not word[0]:
        raise InvalidValue(f"on_hold {text!r}: write why it is, or leave it empty if it is not")
    return text


debtor_kind: Callable[[str], DebtorKind] = word_of(
    _words(
        (DebtorKind.CONSUMER, "consumer", "consument,particulier,verbraucher,privat,privatperson"),
        (DebtorKind.COMPANY, "company", "bedrijf,onderneming,zakelijk,unternehmen,firma"),
    ),
    "debtor_kind",
)
"""Reads ``consumer`` or ``company``."""

item_kind: Callable[[str], ItemKind] = word_of(
    _words(
        (ItemKind.INVOICE, "invoice", "factuur,verkoopfactuur,rechnung"),
        (
            ItemKind.CREDIT_NOTE,
            "credit_note",
            "credit,creditnote,creditnota,credit nota,creditfactuur,gutschrift",
        ),
    ),
    "kind",
)
"""Reads ``invoice`` or ``credit_note``."""
