"""Mandate forms of the good example, and of one with all that there is to say."""

from __future__ import annotations

from dataclasses import replace

from sepadd.documents import LegalText, blank_mandate_form, mandate_form
from sepadd.documents.mandate_form_fields import MandateForm
from sepadd.mandate import Mandate
from sepadd.testing import B2B_MANDATE, CREDITOR, DEBTOR, MANDATE
from sepadd.values import Creditor, Debtor, Iban, Language, PostalAddress

POOL = PostalAddress(
    country="NL", town="Amersfoort", postcode="3811 AB", street="Zwemkade", building="12"
)
HOME = PostalAddress(country="NL", town="Utrecht", postcode="3511 LX", street="Oudegracht")
AT_POOL = replace(CREDITOR, address=POOL)
SWISS = Iban("CH9300762011623852957")
UNSIGNED = replace(MANDATE, signed_on=None, debtor=replace(DEBTOR, address=HOME))
B2B = replace(B2B_MANDATE, signed_on=None)


def form_of(
    mandate: Mandate = UNSIGNED,
    creditor: Creditor = AT_POOL,
    language: Language = Language.EN,
    *,
    legal_text: LegalText | None = None,
    contract: str = "",
    with_reference: bool = True,
) -> MandateForm:
    return mandate_form(
        mandate,
        creditor,
        language=language,
        legal_text=legal_text,
        contract=contract,
        with_reference=with_reference,
    )


def of_debtor(debtor: Debtor) -> MandateForm:
    return form_of(replace(UNSIGNED, debtor=debtor))


def blank_form(creditor: Creditor = AT_POOL) -> MandateForm:
    return blank_mandate_form(creditor, language=Language.EN)
