"""The scheme itself, as any bank takes it, and the lead times of old."""

from __future__ import annotations

from typing import Final

from sepadd.mandate import SequenceType
from sepadd.rulebook import LEGACY_LEAD_TIMES, BankProfile, MessageVersion, Quirk

OLDER_AND_NEWER: Final = frozenset({MessageVersion.PAIN_008_001_02, MessageVersion.PAIN_008_001_08})
"""The versions of the message that most banks take; each profile of such a bank names them."""

EPC: Final = BankProfile(
    name="epc",
    title="The scheme itself, any bank",
    source="EPC016-06 and EPC222-07, 2025 v1.1; EPC130-08 and EPC131-08",
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="pain.008.001.08 is the scheme's message since 17 March 2024; pain.008.001.02 is "
            "still taken by many banks.",
            source="EPC016-06 2023 v1.1; BNG Bank and ABN AMRO take both; Austrian schemas of 2024",
            doubt="Nobody gives one day for the end of .02: a German cooperative bank says "
            "14 November 2026, another November 2025, Dutch banks none. Ask your bank.",
            settings=("versions", "form.message"),
        ),
        Quirk(
            what="Addresses are structured or hybrid; lines alone are refused.",
            source="EPC153-22 v2.1; EPC016-06 2025 v1.1",
            doubt="The end of lines alone was set to 23 November 2025, then 22 November 2026, then "
            "15 November 2026 by day of settlement; two public notes say that it was withdrawn on "
            "9 September 2026, without a new day. A bank that still takes them is a profile with "
            "unstructured in form.addresses and, where it names a day, unstructured_until.",
            settings=("form.addresses", "unstructured_until"),
        ),
        Quirk(
            what="A BIC may be left away; a bank outside the EEA may need the debtor's.",
            source="Regulation (EU) 260/2012: since 1 February 2014, across borders 2016",
            doubt="That some need it is general knowledge.",
            settings=("form.bic", "bic_outside_eea"),
        ),
        Quirk(
            what="A first collection may say that it is a later one, RCUR, from the start.",
            source="EPC016-06 v9.2, since 20 November 2016",
            settings=("first_use",),
        ),
        Quirk(
            what="At most 100 000 collections in a batch.",
            source="RegioBank and SNS",
            doubt="For all other banks it is a usual limit, from general knowledge.",
            settings=("form.limits.collections_per_batch",),
        ),
    ),
)
"""What the rulebooks and the guidelines of the European Payments Council ask, and no more."""

LEGACY: Final = BankProfile(
    name="legacy-2014",
    title="The lead times until November 2016: first 5, following 2, B2B 1",
    source="DFÜ agreement Annex 3 of 2012; help pages of two Dutch accounting packages",
    versions=OLDER_AND_NEWER,
    lead_times=LEGACY_LEAD_TIMES,
    first_use=SequenceType.FIRST,
    quirks=(
        Quirk(
            what="A first or one-off CORE collection is with the bank five days before its due "
            "date, any later one two days, B2B one day.",
            source="DFÜ agreement Annex 3 of 2012; help pages of two Dutch accounting packages",
            doubt="The scheme has one day for all since 21 November 2016; that a bank still asks "
            "for more is known from the packages only.",
            settings=("lead_times",),
        ),
        Quirk(
            what="A first collection says that it is the first, FRST.",
            source="DFÜ agreement Annex 3 of 2012",
            doubt="Not mandatory since 20 November 2016.",
            settings=("first_use",),
        ),
    ),
)
"""The scheme as it was until 20 November 2016, for banks and books that still count so."""

BASIC_SET: Final = Quirk(
    what="Texts have the basic set of characters; others are converted or replaced by the bank.",
    source="general knowledge",
    doubt="No document was found: that is why the table of the EPC is applied before.",
    settings=("form.text",),
)
"""What is known of the characters of banks that publish nothing about them."""
