"""German banks: their agreement on data transfer, and the schemas that it prescribes."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.rulebook import BankProfile, FileForm, FileLimits, MessageVersion, Quirk
from sepadd.values import GERMAN_TEXT, AddressForm

_BOTH: Final = (
    Quirk(
        what="Umlauts are written as ae, oe, ue and ss.",
        source="DFÜ agreement Annex 3 of 2021 (allowed as an alternative)",
        doubt="German banks have to take umlauts and & * $ % as they are; a debtor's bank "
        "elsewhere need not. GERMAN_WIDE_TEXT leaves them as they are.",
        settings=("form.text",),
    ),
    Quirk(
        what="At most 99 999 collections in one file.",
        source="general knowledge: many banks' limit for one order",
        doubt="No document was found. Each bank has its own.",
        settings=("form.limits",),
    ),
    Quirk(
        what="A due date lies at most 15 calendar days ahead.",
        source="DFÜ agreement Annex 3 of 2021: a bank need not take it earlier",
        doubt="Many banks keep it for longer.",
        settings=("most_days_ahead",),
    ),
    Quirk(
        what="A batch is credited in one sum; each collection by itself only where agreed.",
        source="DFÜ agreement Annex 3 of 2021, BtchBookg",
        settings=("single_booking",),
    ),
    Quirk(
        what="CORE and B2B go in files of their own, under orders of their own (CDD and CDB).",
        source="DFÜ agreement Annex 3 of 2021",
    ),
    Quirk(
        what="A text of blanks alone is refused from 15 November 2026.",
        source="pages of German cooperative banks on Annex 3 of November 2026",
        doubt="The annex itself was not seen. Such a text is refused here on any day.",
    ),
)

GERMANY: Final = BankProfile(
    name="de",
    title="German banks",
    source="DFÜ agreement Annex 3 of 2021, chapter direct debits; GBIC_5 of April 2025",
    form=FileForm(
        text=GERMAN_TEXT,
        addresses=frozenset({AddressForm.STRUCTURED, AddressForm.HYBRID}),
        limits=FileLimits(collections_per_batch=99_999, collections_per_file=99_999),
    ),
    versions=frozenset({MessageVersion.PAIN_008_001_08}),
    most_days_ahead=15,
    single_booking=False,
    quirks=(
        Quirk(
            what="pain.008.001.08 as GBIC_5 has it; the older message is the profile de-02.",
            source="GBIC_5 of 1 April 2025, in force since 5 October 2025",
            settings=("versions",),
        ),
        Quirk(
            what="Addresses are structured, or hybrid with at most two lines; never lines alone.",
            source="GBIC_5 of April 2025; GBIC_4 of November 2023 took structured ones only",
            settings=("form.addresses",),
        ),
        *_BOTH,
    ),
)
"""What German banks have agreed on. Source: DFÜ agreement, Annex 3; GBIC_5."""

GERMANY_02: Final = replace(
    GERMANY,
    name="de-02",
    title="German banks, pain.008.001.02",
    source="DFÜ agreement Annex 3 of 2021; GBIC_3 of 2019: an address is a country and two lines",
    form=replace(
        GERMANY.form,
        message=MessageVersion.PAIN_008_001_02,
        addresses=frozenset(AddressForm),
        fold_addresses=True,
    ),
    versions=frozenset({MessageVersion.PAIN_008_001_02}),
    quirks=(
        Quirk(
            what="pain.008.001.02 as GBIC_3 has it, while the bank still takes it.",
            source="GBIC_3 of 17 November 2019",
            doubt="One cooperative bank ends it on 14 November 2026, another in November 2025.",
            settings=("versions", "form.message"),
        ),
        Quirk(
            what="An address is a country and at most two lines, whatever it is in the books.",
            source="GBIC_3 of 17 November 2019",
            doubt="Whether the end of lines alone holds for .02, too, is not said; no day is set.",
            settings=("form.addresses", "form.fold_addresses", "unstructured_until"),
        ),
        *_BOTH,
    ),
)
"""German banks that still take the older message. Source: DFÜ agreement, Annex 3; GBIC_3."""
