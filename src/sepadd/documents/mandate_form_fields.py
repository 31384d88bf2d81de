"""The form on which a debtor gives leave to collect: every field that the scheme asks for, as data.

What is known is filled in, what is not is left open for the pen. The words are our own, in six
languages; the official legal text can stand in their place.
Source: EPC016-06 and EPC222-07 on the mandate; EPC392-08 v5.0 on its layout.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sepadd.documents.mandate_form_words import FormWords, LegalText, form_words
from sepadd.documents.prenotification import must_be_given_to
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Scheme
from sepadd.values import (
    Bic,
    Creditor,
    CreditorIdentifier,
    Language,
    OrganisationId,
    Party,
    PersonId,
    PostalAddress,
    filled,
    one_line,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field of the form: what it is called there, and what stands in it.

    ``name`` is the same in every language, for a program that fills in a form of its own. A
    ``value`` of None is left open, to be filled in; ``required`` says that it must be.
    """

    name: str
    label: str
    value: str | None = None
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FormPart:
    """Fields that belong together, under a heading."""

    heading: str
    fields: tuple[FormField, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FormBox:
    """A box to be ticked, or ticked already."""

    name: str
    label: str
    ticked: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateForm:
    """A mandate to be signed, in one language, part by part in the order of the paper.

    ``payment`` holds the boxes for recurrent and for one-off, of which one is ticked, or none while
    that is open. ``besides`` is optional information that is no part of what is agreed.
    """

    language: Language
    scheme: Scheme
    title: str
    reference: FormField
    creditor: FormPart
    authorisation: str
    note: str
    debtor: FormPart
    payment_heading: str
    payment: tuple[FormBox, ...]
    signing: FormPart
    besides: FormPart
    to_fill_in: str
    return_to: str

    @property
    def fields(self) -> tuple[FormField, ...]:
        """Every field, in the order of the paper."""
        parts = (self.creditor, self.debtor, self.signing, self.besides)
        return (self.reference, *(field for part in parts for field in part.fields))

    def value(self, name: str) -> str | None:
        """What stands in a field; None where it is open. Raises :class:`InvalidValue` for none."""
        values = {field.name: field.value for field in self.fields}
        if name not in values:
            there_are = ", ".join(values)
            raise InvalidValue(f"mandate form: there is no field {name!r}; there are {there_are}")
        return values[name]


def mandate_form(
    mandate: Mandate,
    creditor: Creditor,
    *,
    language: Language,
    legal_text: LegalText | None = None,
    contract: str = "",
    with_reference: bool = True,
) -> MandateForm:
    """The form for a mandate, with all that is known of it filled in.

    The debtor's country's language is right, or English. Place and signature are always open, the
    day unless the mandate is signed; the reference is left open ``with_reference=False``, for the
    creditor to fill in later. ``contract`` is the number of the contract that is paid for.
    Raises :class:`InvalidValue` when the mandate was given to another creditor, or the creditor has
    no name yet.

    >>> from sepadd.testing import CREDITOR, MANDATE
    >>> form = mandate_form(MANDATE, CREDITOR, language=Language.NL)
    >>> form.title, form.value("debtor_iban"), form.value("signature")
    ('Machtiging SEPA-incasso', 'NL91 ABNA 0417 1643 00', None)

    Source: EPC016-06 and EPC222-07 on the mandate; EPC392-08 v5.0.
    """
    must_be_given_to(mandate, creditor)
    words = form_words(language)
    signed_on = mandate.signed_on
    return _form(
        words,
        creditor,
        mandate.creditor_identifier,
        scheme=mandate.scheme,
        reference=str(mandate.reference) if with_reference else None,
        debtor=_debtor(words, mandate, creditor),
        one_off=mandate.one_off,
        signed_on=None if signed_on is None else language.day(signed_on),
        besides=_besides(words, creditor, mandate, contract),
        legal_text=legal_text,
    )


def blank_mandate_form(
    creditor: Creditor,
    *,
    language: Language,
    scheme: Scheme = Scheme.CORE,
    one_off: bool | None = None,
    legal_text: LegalText | None = None,
    contract: str = "",
) -> MandateForm:
    """The form for somebody of whom nothing is known yet: only the creditor is filled in.

    ``one_off`` ticks a box; None leaves both to the debtor. Raises :class:`InvalidValue` when the
    creditor has no name or no identifier yet.
    """
    words = form_words(language)
    return _form(
        words,
        creditor,
        creditor.identifier,
        scheme=scheme,
        reference=None,
        debtor=_unknown_debtor(words, creditor),
        one_off=one_off,
        signed_on=None,
        besides=_besides(words, creditor, None, contract),
        legal_text=legal_text,
    )


def _form(
    words: FormWords,
    creditor: Creditor,
    identifier: CreditorIdentifier,
    *,
    scheme: Scheme,
    reference: str | None,
    debtor: Iterator[FormField],
    one_off: bool | None,
    signed_on: str | None,
    besides: Iterator[FormField],
    legal_text: LegalText | None,
) -> MandateForm:
    name = one_line(creditor.name)
    if not name:
        raise InvalidValue("mandate form: the creditor has no name; the debtor has to know it")
    b2b = scheme is Scheme.B2B
    legal = legal_text or (words.b2b_text if b2b else words.core_text)
    return MandateForm(
        language=words.language,
        scheme=scheme,
        title=words.b2b_title if b2b else words.core_title,
        reference=FormField(
            name="reference", label=words.reference, value=reference, required=False
        ),
        creditor=FormPart(
            heading=words.creditor, fields=tuple(_creditor(words, creditor, identifier))
        ),
        authorisation=filled(legal.authorisation, {"creditor": name}),
        note=filled(legal.note, {"creditor": name}),
        debtor=FormPart(heading=words.debtor, fields=tuple(debtor)),
        payment_heading=words.payment,
        payment=(
            FormBox(name="recurrent", label=words.recurrent, ticked=one_off is False),
            FormBox(name="one_off", label=words.one_off, ticked=one_off is True),
        ),
        signing=FormPart(
            heading=words.signing,
            fields=(
                FormField(name="place", label=words.place),
                FormField(name="signed_on", label=words.signed_on, value=signed_on),
                FormField(name="signature", label=words.signature),
            ),
        ),
        besides=FormPart(heading=words.besides, fields=tuple(besides)),
        to_fill_in=words.to_fill_in,
        return_to=filled(words.return_to, {"creditor": name}),
    )


def _creditor(
    words: FormWords, creditor: Creditor, identifier: CreditorIdentifier
) -> Iterator[FormField]:
    yield FormField(name="creditor_name", label=words.name, value=one_line(creditor.name))
    if creditor.trade_name is not None:
        trade_name = one_line(creditor.trade_name)
        yield FormField(name="creditor_trade_name", label=words.trade_name, value=trade_name)
    yield FormField(name="creditor_identifier", label=words.identifier, value=str(identifier))
    yield from _address(words, "creditor", creditor.address, required=True)


def _debtor(words: FormWords, mandate: Mandate, creditor: Creditor) -> Iterator[FormField]:
    debtor = mandate.debtor
    yield FormField(name="debtor_name", label=words.debtor_name, value=one_line(debtor.name))
    if debtor.account_holder is not None and debtor.account_holder != debtor.name:
        holder = one_line(debtor.account_holder)
        yield FormField(name="account_holder", label=words.account_holder, value=holder)
    outside = not debtor.iban.in_eea
    required = outside or _is_outside_eea(creditor)
    yield from _address(words, "debtor", debtor.address, required=required)
    yield FormField(name="debtor_iban", label=words.iban, value=debtor.iban.formatted)
    if outside:
        yield _bic(words, debtor.bic, required=True)


def _unknown_debtor(words: FormWords, creditor: Creditor) -> Iterator[FormField]:
    yield FormField(name="debtor_name", label=words.debtor_name)
    yield from _address(words, "debtor", None, required=_is_outside_eea(creditor))
    yield FormField(name="debtor_iban", label=words.iban)
    yield _bic(words, None, required=False)


def _bic(words: FormWords, bic: Bic | None, *, required: bool) -> FormField:
    value = None if bic is None else str(bic)
    return FormField(name="debtor_bic", label=words.bic, value=value, required=required)


def _is_outside_eea(creditor: Creditor) -> bool:
    return any(not account.iban.in_eea for account in creditor.collecting_accounts)


def _address(
    words: FormWords, whose: str, address: PostalAddress | None, *, required: bool
) -> Iterator[FormField]:
    """Street, town and country; of an address that is known, what it does not have is no field."""
    rows = (
        ("address", words.address, _street(address)),
        ("town", words.town, _town(address)),
        ("country", words.country, address.country if address else None),
    )
    for name, label, value in rows:
        if address is None or value:
            yield FormField(name=f"{whose}_{name}", label=label, value=value, required=required)


def _street(address: PostalAddress | None) -> str | None:
    if address is None:
        return None
    street = " ".join(filter(None, (address.street, address.building)))
    parts = (
        *(address.department, address.sub_department, address.building_name, street),
        *(address.floor, address.room, address.post_box, *address.lines),
    )
    return one_line(", ".join(filter(None, parts))) or None


def _town(address: PostalAddress | None) -> str | None:
    if address is None:
        return None
    town = " ".join(filter(None, (address.postcode, address.town)))
    parts = (address.town_location, address.district, town, address.subdivision)
    return one_line(", ".join(filter(None, parts))) or None


def _besides(
    words: FormWords, creditor: Creditor, mandate: Mandate | None, contract: str
) -> Iterator[FormField]:
    """What may stand on the form: only where there is something to say."""
    rows = (
        ("debtor_number", words.debtor_number, mandate.debtor.id if mandate else ""),
        (
            "ultimate_debtor",
            words.ultimate_debtor,
            _named(mandate.ultimate_debtor if mandate else None),
        ),
        ("ultimate_creditor", words.ultimate_creditor, _named(creditor.ultimate_creditor)),
        ("contract", words.contract, contract),
    )
    for name, label, value in rows:
        if said := one_line(value):
            yield FormField(name=name, label=label, value=said, required=False)


def _named(party: Party | None) -> str:
    """The name of a party on whose behalf is paid or collected, and else its number."""
    if party is None:
        return ""
    return party.name or _number(party.identification)


def _number(identification: OrganisationId | PersonId | None) -> str:
    if identification is None:
        return ""
    if identification.other is not None:
        return identification.other.id
    if isinstance(identification, OrganisationId):
        return identification.lei or str(identification.bic)
    return str(identification.born_on)
