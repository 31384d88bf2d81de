"""Belgian, French, Spanish and Italian banks: near the scheme, and little of it documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.bank_profile import Quirk
from sepadd.banks.scheme import EPC
from sepadd.party import AddressForm
from sepadd.rulebook.file_form import InitiatingPartyForm

_BASIC_SET: Final = Quirk(
    what="Texts have the basic set of characters; others are converted or replaced by the bank.",
    source="general knowledge",
    doubt="No document was found: that is why the table of the EPC is applied before.",
    settings=("form.text",),
)

BELGIUM: Final = replace(
    EPC,
    name="be",
    title="Belgian banks",
    source="Febelfin guidelines, as pages of ING in Belgium quote them",
    quirks=(
        Quirk(
            what="A structured communication (+++090/9337/55493+++) is told as a reference, with "
            "BBA as its issuer.",
            source="Febelfin guidelines; EPC130-08, CdtrRefInf",
            doubt="That it is BBA is general knowledge.",
        ),
        Quirk(
            what="The bank answers in CODA besides camt.",
            source="ING in Belgium, pages on statements",
            doubt="CODA is not read here: ask for camt.",
        ),
        Quirk(
            what="Limits of a file are the scheme's usual ones.",
            source="general knowledge",
            doubt="No document was found. Ask your bank.",
            settings=("form.limits",),
        ),
        _BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Belgian banks. Source: Febelfin guidelines, through pages of ING in Belgium."""

FRANCE: Final = replace(
    EPC,
    name="fr",
    title="French banks",
    source="general knowledge; Banque de France, questions on the SEPA direct debit",
    form=replace(EPC.form, addresses=frozenset({AddressForm.STRUCTURED})),
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
        _BASIC_SET,
    ),
).with_quirks_of(EPC)
"""French banks, mostly from general knowledge."""

SPAIN: Final = replace(
    EPC,
    name="es",
    title="Spanish banks",
    source="guides 19-14 (CORE) and 19-44 (B2B) of the Spanish banks",
    form=replace(EPC.form, initiating_party=InitiatingPartyForm.NAME_AND_IDENTIFIER),
    quirks=(
        Quirk(
            what="Who hands the file over is told with the creditor identifier.",
            source="guides 19-14 and 19-44 of the Spanish banks",
            settings=("form.initiating_party",),
        ),
        Quirk(
            what="A message id that begins with FSDD marks collections that the bank pays in "
            "advance: begin the id of a run so only where that is agreed.",
            source="guides 19-14 and 19-44 of the Spanish banks",
        ),
        Quirk(
            what="The business code in the creditor identifier is the suffix that the bank gave.",
            source="guides 19-14 and 19-44 of the Spanish banks",
        ),
        _BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Spanish banks. Source: the guides 19-14 and 19-44."""

ITALY: Final = replace(
    EPC,
    name="it",
    title="Italian banks",
    source="CBI note on the formats 00.04.01; Lemonway on SEDA",
    quirks=(
        Quirk(
            what="A bank that is reached through CBI wants its own envelope around the message, "
            "formats 00.04.01 since November 2023.",
            source="CBI note on the formats 00.04.01",
            doubt="The envelope is not written here: hand the plain message over where the bank "
            "takes it, or let CBI software wrap it.",
        ),
        Quirk(
            what="Mandates may be aligned between the banks before the first collection (SEDA).",
            source="Lemonway, page on SEDA",
            doubt="The details are general knowledge, and not done here.",
        ),
        _BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Italian banks that take the plain message. Source: CBI note, Lemonway."""
