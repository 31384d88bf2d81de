"""Italian banks: near the scheme, and little of it documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.banks.scheme import BASIC_SET, EPC, OLDER_AND_NEWER
from sepadd.rulebook import Quirk

ITALY: Final = replace(
    EPC,
    name="it",
    title="Italian banks",
    source="CBI note on the formats 00.04.01; Lemonway on SEDA",
    versions=OLDER_AND_NEWER,
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
        BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Italian banks that take the plain message. Source: CBI note, Lemonway."""
