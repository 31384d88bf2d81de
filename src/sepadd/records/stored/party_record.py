"""Creditors, debtors and whoever else is named, as records."""

from __future__ import annotations

from collections.abc import Callable

from sepadd.records.stored.fields import Fields, Record, filled, member, remembered, text_of
from sepadd.records.written import day
from sepadd.values import (
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    Iban,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

bic: Callable[[str], Bic] = remembered(Bic)
creditor_identifier: Callable[[str], CreditorIdentifier] = remembered(CreditorIdentifier)
_debtor_kind = member(DebtorKind)


def address_record(address: PostalAddress) -> Record:
    """An address, with the fields that it has."""
    return filled(
        {
            "country": address.country,
            "town": address.town,
            "postcode": address.postcode,
            "street": address.street,
            "building": address.building,
            "building_name": address.building_name,
            "floor": address.floor,
            "post_box": address.post_box,
            "room": address.room,
            "town_location": address.town_location,
            "district": address.district,
            "subdivision": address.subdivision,
            "department": address.department,
            "sub_department": address.sub_department,
            "lines": list(address.lines) or None,
        }
    )


def address_of(fields: Fields) -> PostalAddress:
    """The address that a record holds."""
    return fields.made(
        PostalAddress,
        country=fields.must("country", str),
        town=fields.may("town", str, None),
        postcode=fields.may("postcode", str, None),
        street=fields.may("street", str, None),
        building=fields.may("building", str, None),
        building_name=fields.may("building_name", str, None),
        floor=fields.may("floor", str, None),
        post_box=fields.may("post_box", str, None),
        room=fields.may("room", str, None),
        town_location=fields.may("town_location", str, None),
        district=fields.may("district", str, None),
        subdivision=fields.may("subdivision", str, None),
        department=fields.may("department", str, None),
        sub_department=fields.may("sub_department", str, None),
        lines=fields.texts("lines", str),
    )


def _other_id_record(other: OtherId) -> Record:
    return filled(
        {
            "id": other.id,
            "scheme_code": other.scheme_code,
            "scheme_name": other.scheme_name,
            "issuer": other.issuer,
        }
    )


def _other_id_of(fields: Fields) -> OtherId:
    return fields.made(
        OtherId,
        id=fields.must("id", str),
        scheme_code=fields.may("scheme_code", str, None),
        scheme_name=fields.may("scheme_name", str, None),
        issuer=fields.may("issuer", str, None),
    )


def _organisation_record(identified: OrganisationId) -> Record:
    return filled(
        {
            "bic": text_of(identified.bic),
            "lei": identified.lei,
            "other": _other_id_record(identified.other) if identified.other else None,
        }
    )


def _organisation_of(fields: Fields) -> OrganisationId:
    return fields.made(
        OrganisationId,
        bic=fields.may("bic", bic, None),
        lei=fields.may("lei", str, None),
        other=fields.part_if_any("other", _other_id_of),
    )


def _person_record(identified: PersonId) -> Record:
    return filled(
        {
            "born_on": text_of(identified.born_on),
            "birth_town": identified.birth_town,
            "birth_country": identified.birth_country,
            "birth_province": identified.birth_province,
            "other": _other_id_record(identified.other) if identified.other else None,
        }
    )


def _person_of(fields: Fields) -> PersonId:
    return fields.made(
        PersonId,
        born_on=fields.may("born_on", day, None),
        birth_town=fields.may("birth_town", str, None),
        birth_country=fields.may("birth_country", str, None),
        birth_province=fields.may("birth_province", str, None),
        other=fields.part_if_any("other", _other_id_of),
    )


def _identification_records(identified: OrganisationId | PersonId | None) -> Record:
    """The field that says what identifies a party, and whether it is a person."""
    match identified:
        case None:
            return {}
        case OrganisationId():
            return {"organisation": _organisation_record(identified)}
        case PersonId():
            return {"person": _person_record(identified)}


def _identification_of(fields: Fields) -> OrganisationId | PersonId | None:
    fields.one_at_most("organisation", "person")
    organisation = fields.part_if_any("organisation", _organisation_of)
    person = fields.part_if_any("person", _person_of)
    return organisation or person


def party_record(party: Party | None) -> Record | None:
    """Someone who is only named, if there is one."""
    if party is None:
        return None
    return filled({"name": party.name, **_identification_records(party.identification)})


def party_of(fields: Fields) -> Party:
    """The party that a record names."""
    return fields.made(
        Party,
        name=fields.may("name", str, None),
        identification=_identification_of(fields),
    )


def debtor_record(debtor: Debtor) -> Record:
    """A debtor and the account the money comes from."""
    return filled(
        {
            "id": debtor.id,
            "name": debtor.name,
            "iban": debtor.iban.value,
            "bic": text_of(debtor.bic),
            "account_holder": debtor.account_holder,
            "kind": text_of(debtor.kind),
            "address": address_record(debtor.address) if debtor.address else None,
            **_identification_records(debtor.identification),
        }
    )


def debtor_of(fields: Fields) -> Debtor:
    """The debtor that a record holds."""
    return fields.made(
        Debtor,
        id=fields.must("id", str),
        name=fields.must("name", str),
        iban=fields.must("iban", Iban),
        bic=fields.may("bic", bic, None),
        account_holder=fields.may("account_holder", str, None),
        kind=fields.may("kind", _debtor_kind, None),
        address=fields.part_if_any("address", address_of),
        identification=_identification_of(fields),
    )


def account_record(account: CreditorAccount) -> Record:
    """One of the creditor's own accounts."""
    return filled(
        {
            "iban": account.iban.value,
            "bic": text_of(account.bic),
            "identifier": text_of(account.identifier),
            "collects": account.collects,
            "batch_booking": account.batch_booking,
            "label": account.label or None,
        }
    )


def account_of(fields: Fields) -> CreditorAccount:
    """The creditor's account that a record holds; it collects unless it says that it does not."""
    collects = fields.flag_if_any("collects")
    return fields.made(
        CreditorAccount,
        iban=fields.must("iban", Iban),
        bic=fields.may("bic", bic, None),
        identifier=fields.may("identifier", creditor_identifier, None),
        collects=True if collects is None else collects,
        batch_booking=fields.flag_if_any("batch_booking"),
        label=fields.may("label", str, ""),
    )


def creditor_record(creditor: Creditor) -> Record:
    """A creditor."""
    return filled(
        {
            "name": creditor.name,
            "identifier": str(creditor.identifier),
            "accounts": list(map(account_record, creditor.accounts)) or None,
            "address": address_record(creditor.address) if creditor.address else None,
            "initiating_party": party_record(creditor.initiating_party),
            "ultimate_creditor": party_record(creditor.ultimate_creditor),
            "trade_name": creditor.trade_name,
        }
    )


def creditor_of(fields: Fields) -> Creditor:
    """The creditor that a record holds."""
    return fields.made(
        Creditor,
        name=fields.must("name", str),
        identifier=fields.must("identifier", creditor_identifier),
        accounts=fields.parts("accounts", account_of),
        address=fields.part_if_any("address", address_of),
        initiating_party=fields.part_if_any("initiating_party", party_of),
        ultimate_creditor=fields.part_if_any("ultimate_creditor", party_of),
        trade_name=fields.may("trade_name", str, None),
    )
