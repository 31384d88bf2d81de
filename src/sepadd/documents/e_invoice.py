"""What an electronic invoice says of its collection by direct debit.

With it the invoice tells the debtor's bookkeeping under which mandate, by whom and from which
account the amount will be taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from sepadd.documents.prenotification import must_be_given_to
from sepadd.mandate import Mandate
from sepadd.values import (
    Creditor,
    CreditorIdentifier,
    CreditorIdentifierLike,
    Iban,
    IbanLike,
    MandateReference,
    MandateReferenceLike,
    reads,
)

SEPA_DIRECT_DEBIT: Final = "59"
"""The payment means code of an invoice that is collected by SEPA direct debit.

Source: UNTDID 4461, as EN 16931 has it for BT-81.
"""


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class EInvoiceTerms:
    """The direct debit group (BG-19) of an invoice after EN 16931, and its payment means code.

    ``means_code`` is BT-81, ``mandate_reference`` BT-89, ``creditor_identifier`` BT-90 and
    ``debtor_account`` BT-91, the whole IBAN. Source: EN 16931-1, BG-16 and BG-19.
    """

    mandate_reference: MandateReference
    creditor_identifier: CreditorIdentifier
    debtor_account: Iban
    means_code: str

    def __init__(
        self,
        *,
        mandate_reference: MandateReferenceLike,
        creditor_identifier: CreditorIdentifierLike,
        debtor_account: IbanLike,
        means_code: str = SEPA_DIRECT_DEBIT,
    ) -> None: ...

    @property
    def by_business_term(self) -> Mapping[str, str]:
        """The same as text, by the number of the business term."""
        return {
            "BT-81": self.means_code,
            "BT-89": str(self.mandate_reference),
            "BT-90": str(self.creditor_identifier),
            "BT-91": str(self.debtor_account),
        }


def e_invoice_terms(mandate: Mandate, creditor: Creditor) -> EInvoiceTerms:
    """What an invoice that is collected under a mandate says of it.

    Raises :class:`InvalidValue` when the mandate was given to somebody else than the creditor: the
    business code in the identifier may differ.

    >>> from sepadd.testing import CREDITOR, MANDATE
    >>> for term, value in e_invoice_terms(MANDATE, CREDITOR).by_business_term.items():
    ...     print(term, value)
    BT-81 59
    BT-89 M-1
    BT-90 NL42ZZZ123456780001
    BT-91 NL91ABNA0417164300

    Source: EN 16931-1, BT-81 and BT-89 to BT-91.
    """
    must_be_given_to(mandate, creditor)
    return EInvoiceTerms(
        mandate_reference=mandate.reference,
        creditor_identifier=mandate.creditor_identifier,
        debtor_account=mandate.debtor.iban,
    )
