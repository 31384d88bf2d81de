"""Who stands in a file of collections: names, addresses, identifications, accounts and banks."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.findings import InvalidValue
from sepadd.messages.parsing import (
    NOT_PROVIDED,
    SAID_ALIKE,
    Notes,
    day_in,
    local,
    named_parts,
    text,
)
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.rulebook import MessageVersion
from sepadd.values import Bic, Iban, OrganisationId, OtherId, Party, PersonId, PostalAddress

_PARTS: Final = {tag: part for part, tag in ADDRESS_TAGS.items()}
_MOST_LINES: Final = 2
_BICS: Final = frozenset(name for version in MessageVersion for name in version.row.names)


class NamedParty(NamedTuple):
    """What is said of a party: name, address and identification, each if it is."""

    name: str
    address: PostalAddress | None
    identification: OrganisationId | PersonId | None

    @property
    def as_party(self) -> Party | None:
        """The party that is only named; nothing where neither name nor identification is."""
        if not self.name and self.identification is None:
            return None
        return Party(name=self.name or None, identification=self.identification)


def who(
    element: Element | None, notes: Notes, known: tuple[str, ...] = ("Nm", "PstlAdr", "Id")
) -> NamedParty:
    """Read a party; ``known`` are the elements of it that have a place with us."""
    found = notes.parts(element, *known)
    address, identified = found.get("PstlAdr"), found.get("Id")
    return NamedParty(
        notes.text(found.get("Nm")),
        None if address is None else _address(address, notes),
        None if identified is None else _identification(identified, notes),
    )


def named(element: Element | None, notes: Notes) -> Party | None:
    """Read a party that is only named: ``InitgPty``, ``UltmtCdtr``, ``UltmtDbtr``."""
    return None if element is None else who(element, notes, ("Nm", "Id")).as_party


# -- where they live -----------------------------------------------------------------------------


def _address(element: Element, notes: Notes) -> PostalAddress | None:
    return notes.whole(element, partial(_address_in, element, notes))


def _address_in(element: Element, notes: Notes) -> PostalAddress:
    said: dict[str, str] = {}
    lines: list[str] = []
    for name, part in named_parts(element):
        given = notes.text(part)
        place = "country" if name == "Ctry" else _PARTS.get(name, "")
        if not given:
            continue
        if place in notes.address_gaps:
            place = ""
        if name == "AdrLine" and len(lines) < _MOST_LINES:
            lines.append(given)
        elif place and place not in said:
            said[place] = given
        else:
            notes.unplaced(part)
    return PostalAddress(**{"country": "", **said}, lines=tuple(lines))


# -- what they are known by ----------------------------------------------------------------------


def _identification(element: Element, notes: Notes) -> OrganisationId | PersonId | None:
    """The first identification that we have a place for; of every other one it is said so."""
    held: OrganisationId | PersonId | None = None
    for kind, identified in named_parts(element):
        if kind not in {"OrgId", "PrvtId"}:
            notes.unplaced(identified)
            continue
        for part in identified:
            if held is not None:
                notes.unplaced(part)
            elif kind == "OrgId":
                held = notes.whole(part, partial(_organisation, part, notes))
            else:
                held = notes.whole(part, partial(_person, part, notes))
    return held


def _organisation(part: Element, notes: Notes) -> OrganisationId:
    name = local(part)
    if name in _BICS:
        return OrganisationId(bic=bic_of(notes.text(part)))
    if name == "LEI":
        return OrganisationId(lei=notes.text(part))
    if name == "Othr":
        return OrganisationId(other=_other(part, notes))
    raise InvalidValue("only a BIC, an LEI or a number is")


def _person(part: Element, notes: Notes) -> PersonId:
    name = local(part)
    if name == "Othr":
        return PersonId(other=_other(part, notes))
    if name == "DtAndPlcOfBirth":
        return _birth(part, notes)
    raise InvalidValue("only a birth or a number is")


def _birth(element: Element, notes: Notes) -> PersonId:
    found = notes.parts(element, "BirthDt", "PrvcOfBirth", "CityOfBirth", "CtryOfBirth")
    born = found.get("BirthDt")
    return PersonId(
        born_on=None if born is None else notes.read(day_in, born),
        birth_town=notes.text(found.get("CityOfBirth")) or None,
        birth_country=notes.text(found.get("CtryOfBirth")) or None,
        birth_province=notes.text(found.get("PrvcOfBirth")) or None,
    )


def _other(element: Element, notes: Notes) -> OtherId:
    found = notes.parts(element, "Id", "SchmeNm", "Issr")
    scheme = notes.parts(found.get("SchmeNm"), "Cd", "Prtry")
    return OtherId(
        id=notes.text(found.get("Id")),
        scheme_code=notes.text(scheme.get("Cd")) or None,
        scheme_name=notes.text(scheme.get("Prtry")) or None,
        issuer=notes.text(found.get("Issr")) or None,
    )


# -- accounts and banks --------------------------------------------------------------------------


def iban(element: Element | None, notes: Notes) -> Iban | None:
    """Read an account; nothing where it has no IBAN, or one that cannot be right."""
    return notes.value(Iban, notes.within(element, "Id", "IBAN"))


def agent(element: Element | None, notes: Notes) -> Bic | None:
    """Read a bank by its BIC; nothing where none is provided."""
    held: Bic | None = None
    inside = notes.within(element, "FinInstnId")
    for name, part in () if inside is None else named_parts(inside):
        if name in _BICS and held is None:
            held = _bic_in(part, notes)
        elif name != "Othr" or not _says_none(part):
            notes.unplaced(part)
    return held


def _says_none(other: Element) -> bool:
    """Whether all that is said of a bank is that none is provided."""
    if len(other) != 1:
        return False
    said = other[0]
    return local(said) == "Id" and text(said).upper() == NOT_PROVIDED


def _bic_in(part: Element, notes: Notes) -> Bic | None:
    said = text(part)
    if said.upper() == NOT_PROVIDED:
        notes.note(SAID_ALIKE, part, f"{local(part)} {said} is no bank: it says that none is given")
        return None
    return notes.whole(part, partial(bic_of, said))


@lru_cache(maxsize=1024)
def bic_of(said: str) -> Bic:
    """A BIC; few banks hold most accounts, so what was read is remembered."""
    return Bic(said)


# -- who is debited ------------------------------------------------------------------------------


class Debited(NamedTuple):
    """Who is debited, on which account."""

    who: NamedParty
    iban: Iban | None
    bic: Bic | None
    ultimate: Party | None


def debited(found: dict[str, Element], notes: Notes) -> Debited:
    """Read the debtor, its account and bank, and for whom it pays, of a collection."""
    return Debited(
        who(found.get("Dbtr"), notes),
        iban(found.get("DbtrAcct"), notes),
        agent(found.get("DbtrAgt"), notes),
        named(found.get("UltmtDbtr"), notes),
    )
