"""Belgian banks: near the scheme, and little of it documented."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.banks.scheme import BASIC_SET, EPC, OLDER_AND_NEWER
from sepadd.rulebook import Quirk

BELGIUM: Final = replace(
    EPC,
    name="be",
    title="Belgian banks",
    source="Febelfin guidelines, as pages of ING in Belgium quote them",
    versions=OLDER_AND_NEWER,
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
        BASIC_SET,
    ),
).with_quirks_of(EPC)
"""Belgian banks. Source: Febelfin guidelines, through pages of ING in Belgium."""
