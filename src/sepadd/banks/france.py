"""French banks: near the scheme, and little of it documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.banks.scheme import BASIC_SET, EPC, OLDER_AND_NEWER
from sepadd.rulebook import Quirk
from sepadd.values import AddressForm

FRANCE: Final = replace(
    EPC,
    name="fr",
    title="French banks",
    source="general knowledge; Banque de France, questions on the SEPA direct debit",
    form=replace(EPC.form, addresses=frozenset({AddressForm.STRUCTURED})),
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="A structured address is asked for.",
            source="general knowledge; another open-source library does the same",
            doubt="No document was found. A bank that takes hybrid ones is a profile of your own.",
            settings=("form.addresses",),
        ),
        Quirk(
            what="In B2B the debtor's bank registers the mandate, with the creditor identifier "
            "(ICS) and the mandate reference (RUM), before the first collection.",
            source="general knowledge",
            doubt="No document was found. What is not registered comes back: see rule MND-14.",
        ),
        Quirk(
            what="The 36 months of a mandate count from the due date of the latest collection.",
            source="Banque de France, questions on the SEPA direct debit",
            settings=("dormancy",),
        ),
        BASIC_SET,
    ),
).with_quirks_of(EPC)
"""French banks, mostly from general knowledge."""
