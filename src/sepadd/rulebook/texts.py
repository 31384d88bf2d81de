"""The texts that go into a file: names, addresses, remittance; how long each may be.

What a bank does not take is converted as its profile asks, and every change is told. The limits
count characters after conversion. Source: EPC217-08; EPC130-08 on the lengths.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple

from sepadd.findings import Severity
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.file_form import FileForm
from sepadd.rulebook.message_version import SCHEME_VERSION
from sepadd.rulebook.rules import Change
from sepadd.values import (
    BASIC,
    AddressForm,
    Bic,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
    TextMode,
)

NAME_LENGTH: Final = 70
REMITTANCE_LENGTH: Final = 140
LINE_LENGTH: Final = 70

ADDRESS_LENGTHS: Final = {
    "department": 70,
    "sub_department": 70,
    "street": 70,
    "building": 16,
    "building_name": 35,
    "floor": 70,
    "post_box": 16,
    "room": 70,
    "postcode": 16,
    "town": 35,
    "town_location": 35,
    "district": 35,
    "subdivision": 35,
}
"""Most characters of each part of an address, in the order of the message."""

_CALLED: Final = {part: f"{part.replace('_', ' ')} of the address" for part in ADDRESS_LENGTHS}


class Text(NamedTuple):
    """A text on its way into the file: what it is, and how long it may be there."""

    what: str
    said: str
    limit: int


def folded(address: PostalAddress) -> PostalAddress:
    """The address as a country and at most two lines: street and number, postcode and town.

    Lines that it has already stand with the street; where it has no town, the second one is taken
    for the line of the town.

    >>> bonn = PostalAddress(country="DE", town="Bonn", postcode="53113", street="Am Hof")
    >>> folded(bonn).lines
    ('Am Hof', '53113 Bonn')
    """
    above = address.lines if address.town is not None else address.lines[:1]
    where = (
        address.department,
        address.sub_department,
        *above,
        address.street,
        address.building,
        address.building_name,
        address.floor,
        address.room,
        address.post_box,
    )
    place = (
        *address.lines[len(above) :],
        address.postcode,
        address.town,
        address.town_location,
        address.district,
        address.subdivision,
    )
    lines = (" ".join(filter(None, where)), " ".join(filter(None, place)))
    return PostalAddress(country=address.country, lines=tuple(filter(None, lines)))


def of_address(address: PostalAddress | None, form: FileForm) -> Iterator[Text]:
    """The texts of an address, in the order of the message."""
    if address is None:
        return
    if form.fold_addresses:
        address = folded(address)
    for part, limit in ADDRESS_LENGTHS.items():
        said: str | None = getattr(address, part)
        if said is not None:
            yield Text(_CALLED[part], said, limit)
    for line in address.lines:
        yield Text("address line", line, LINE_LENGTH)


def refused_address(address: PostalAddress, terms: Terms) -> str | None:
    """Why the bank would refuse the form of an address; nothing if it takes it."""
    form = terms.profile.form
    taken = form.addresses
    if address.form in taken and (ended := ended_lines(address, terms, terms.on)):
        return ended
    if form.fold_addresses and address.form in taken:
        return None  # it is written in lines, whatever its form
    if not terms.edition(terms.on).hybrid_addresses:
        taken -= {AddressForm.HYBRID}
    if address.form not in taken:
        takes = " or ".join(sorted(taken)) or "none"
        return f"the address is {address.form}, and the bank takes {takes}: {_as_taken(taken)}"
    gaps = form.message.row.address_gaps
    homeless = sorted(part for part in gaps if getattr(address, part) is not None)
    if not homeless:
        return None
    parts = ", ".join(part.replace("_", " ") for part in homeless)
    return f"{form.message} has no place for the {parts} of an address: put it with the street"


def ended_lines(address: PostalAddress, terms: Terms, on: date) -> str | None:
    """Why the bank refuses an address in lines alone on a day; nothing while it takes them."""
    until, form = terms.profile.unstructured_until, terms.profile.form
    if until is None or on <= until:
        return None
    if not form.fold_addresses and address.form is not AddressForm.UNSTRUCTURED:
        return None
    left = frozenset() if form.fold_addresses else form.addresses - {AddressForm.UNSTRUCTURED}
    return f"the bank takes addresses in lines alone until {until}, not on {on}: {_as_taken(left)}"


def _as_taken(taken: frozenset[AddressForm]) -> str:
    if AddressForm.HYBRID in taken:
        return "give town and country in fields of their own"
    if AddressForm.STRUCTURED in taken:
        return "give street, postcode, town and country in fields of their own, and no lines"
    if AddressForm.UNSTRUCTURED in taken:
        return "give the country and at most two lines"
    return "leave it away"


def of_party(what: str, party: Party | None) -> Iterator[Text]:
    """The texts of a party that is only named."""
    if party is not None and party.name is not None:
        yield Text(f"name of the {what}", party.name, NAME_LENGTH)


def changes(texts: Iterable[Text], form: FileForm) -> tuple[Change, ...] | None:
    """How the bank will read each text that it does not take as it is; nothing if it takes all."""
    unfit = (text for text in texts if not fits(text.said, text.limit, form))
    return tuple(change for text in unfit for change in _change(text, form)) or None


def fits(said: str, limit: int, form: FileForm) -> bool:
    """Whether the bank takes a text as it is, and reads more in it than blanks and dots."""
    return len(said) <= limit and form.text.accepts(said) and bool(said.strip(" ."))


def _change(text: Text, form: FileForm) -> Iterator[Change]:
    mode = form.text
    fitted = mode.fit(text.said, text.limit)
    if fitted.unsayable:
        yield Change(_why_unsayable(text, mode), text.said, fitted.text, Severity.ERROR)
    elif fitted.too_long:
        yield _too_long(text, mode)
    elif fitted.converted:
        detail = f"{text.what} {text.said!r} becomes {fitted.text!r} ({mode.name} characters)"
        yield Change(detail, text.said, fitted.text, Severity.WARNING)


def _why_unsayable(text: Text, mode: TextMode) -> str:
    who = f"{text.what} {text.said!r}"
    if not text.said.strip(" ."):
        return f"{who} says nothing: give it in letters and digits"
    wrong = "".join(dict.fromkeys(sign for sign in text.said if not mode.accepts(sign)))
    return (
        f"{who} cannot be written in {mode.name} characters, which lack {wrong!r}: "
        "write it without them"
    )


def _too_long(text: Text, mode: TextMode) -> Change:
    converted = mode.convert(text.said)
    after = converted[: text.limit].rstrip()
    written = "" if converted == text.said else f" as {mode.name} characters ({converted!r})"
    detail = (
        f"{text.what} {text.said!r} has {len(converted)} characters{written}, "
        f"and the file takes {text.limit}"
    )
    if mode.cut:
        return Change(f"{detail}: it is cut to {after!r}", text.said, after, Severity.WARNING)
    return Change(
        f"{detail}: shorten it, to {after!r} for instance", text.said, after, Severity.ERROR
    )


def unwritable_identification(
    whose: str, identification: OrganisationId | PersonId | None, form: FileForm
) -> str | None:
    """What of an identification cannot stand in the file; identifiers are never converted."""
    match identification:
        case None:
            return None
        case OrganisationId(bic=Bic() as bic):
            return unwritable_bic(whose, bic, form)
        case OrganisationId(lei=str() as lei):
            return _unwritable_lei(whose, lei, form)
        case OrganisationId(other=OtherId() as other) | PersonId(other=OtherId() as other):
            said = (other.id, other.scheme_code, other.scheme_name, other.issuer)
            return _unwritable_text(whose, said) or _unwritable_slash(whose, other)
        case PersonId(birth_town=town, birth_province=province):
            return _unwritable_text(whose, (town, province))
        case OrganisationId():  # pragma: no cover - every organisation has one of the three
            return None


def _unwritable_text(whose: str, parts: Iterable[str | None]) -> str | None:
    for said in parts:
        if said is not None and not set(said) <= set(BASIC):
            wrong = "".join(dict.fromkeys(sign for sign in said if sign not in BASIC))
            return (
                f"identification {said!r} of the {whose} holds {wrong!r}, which banks do not take "
                "there: write it without"
            )
    return None


def _unwritable_slash(whose: str, other: OtherId) -> str | None:
    for said in (other.id, other.scheme_name or ""):
        if said.startswith("/") or said.endswith("/") or "//" in said:
            return (
                f"identification {said!r} of the {whose}: a slash may not lead, trail or repeat, "
                "write it without"
            )
    return None


def _unwritable_lei(whose: str, lei: str, form: FileForm) -> str | None:
    if form.message.row.has_lei:
        return None
    return (
        f"LEI {lei} of the {whose} cannot stand in {form.message}: "
        f"give another identification, or use {SCHEME_VERSION}"
    )


def unwritable_bic(whose: str, bic: Bic, form: FileForm) -> str | None:
    """Why a BIC cannot stand in the file: some versions of the message want six letters first."""
    if bic.in_old_form or not form.message.row.bic_letters:
        return None
    return (
        f"BIC {bic} of the {whose} cannot stand in {form.message}: "
        f"leave it away, or use {SCHEME_VERSION}"
    )
