"""Spanish banks: near the scheme, and little of it documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.banks.scheme import BASIC_SET, EPC, OLDER_AND_NEWER
from sepadd.rulebook import InitiatingPartyForm, Quirk

SPAIN: Final = replace(
    EPC,
    name="es",
    title="Spanish banks",
    source="guides 19-14 (CORE) and 19-44 (B2B) of the Spanish banks",
    form=replace(EPC.form, initiating_party=InitiatingPartyForm.NAME_AND_IDENTIFIER),
    versions=OLDER_AND_NEWER,
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
        BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Spanish banks. Source: the guides 19-14 and 19-44."""
