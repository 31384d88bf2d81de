"""Austrian banks: the schemas of their payment association."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from sepadd.rulebook import BankProfile, FileForm, FileLimits, MessageVersion, Quirk
from sepadd.values import AUSTRIAN_TEXT, AddressForm, Euro

_MOST: Final = Euro(cents=999_999_999_999_99)

_BOTH: Final = (
    Quirk(
        what="At most 9 999 batches and 999 999 collections in a file, and 999 999 999 999.99 in "
        "sum; a file above is rejected as a whole.",
        source="PSA schemas .at.004 of April 2024, and PSA texts",
        settings=("form.limits",),
    ),
    Quirk(
        what="The creditor's address is not written.",
        source="PSA schemas .at.004 of April 2024",
        settings=("form.creditor_address",),
    ),
    Quirk(
        what="Texts may have umlauts and many signs as they are.",
        source="PSA schemas .at.004 of April 2024",
        doubt="A debtor's bank in another country need not take them.",
        settings=("form.text",),
    ),
    Quirk(
        what="The time of creation has its offset from UTC.",
        source="PSA schema pain.008.001.08.at.004 of April 2024",
        settings=("form.offset", "offset_asked"),
    ),
    Quirk(
        what="Whoever hands the file over is named, or has a BIC, a LEI or a number that the bank "
        "gave.",
        source="PSA schemas .at.004 of April 2024, InitgPty",
        settings=("sender_numbered_by_bank",),
    ),
    Quirk(
        what="Purposes are taken from the schema's own list of codes.",
        source="PSA code lists of April 2024",
        doubt="The list changes, and is not looked at: check a file against the bank's own schema.",
    ),
    Quirk(
        what="A message id is not used again for 30 days, that of a batch for a year; an "
        "EndToEndId is best made of letters, digits and dashes.",
        source="PSA texts",
    ),
)

AUSTRIA: Final = BankProfile(
    name="at",
    title="Austrian banks",
    source="PSA schema pain.008.001.08.at.004 of April 2024",
    form=FileForm(
        text=AUSTRIAN_TEXT,
        addresses=frozenset({AddressForm.STRUCTURED}),
        creditor_address=False,
        limits=FileLimits(
            batches_per_file=9_999,
            collections_per_file=999_999,
            amount_per_batch=_MOST,
            amount_per_file=_MOST,
        ),
    ),
    versions=frozenset({MessageVersion.PAIN_008_001_08}),
    sender_numbered_by_bank=True,
    offset_asked=True,
    quirks=(
        Quirk(
            what="pain.008.001.08 as .at.004 has it; the older message is the profile at-02.",
            source="PSA schema pain.008.001.08.at.004 of April 2024",
            settings=("versions",),
        ),
        Quirk(
            what="A debtor's address is structured.",
            source="PSA schema pain.008.001.08.at.004 of April 2024",
            doubt="A newer schema may take hybrid ones since October 2025; none was found.",
            settings=("form.addresses",),
        ),
        *_BOTH,
    ),
)
"""What Austrian banks take. Source: PSA schema pain.008.001.08.at.004."""

AUSTRIA_02: Final = replace(
    AUSTRIA,
    name="at-02",
    title="Austrian banks, pain.008.001.02",
    source="PSA schema pain.008.001.02.at.004 of April 2024",
    form=replace(
        AUSTRIA.form,
        message=MessageVersion.PAIN_008_001_02,
        addresses=frozenset(AddressForm),
        fold_addresses=True,
    ),
    versions=frozenset({MessageVersion.PAIN_008_001_02}),
    offset_asked=False,
    quirks=(
        Quirk(
            what="pain.008.001.02 as .at.004 has it.",
            source="PSA schema pain.008.001.02.at.004 of April 2024",
            doubt="No day was found on which it ends.",
            settings=("versions", "form.message"),
        ),
        Quirk(
            what="An address is a country and at most two lines, whatever it is in the books.",
            source="PSA schema pain.008.001.02.at.004 of April 2024",
            doubt="Whether the end of lines alone holds for .02, too, is not said; no day is set.",
            settings=("form.addresses", "form.fold_addresses", "unstructured_until"),
        ),
        *_BOTH,
    ),
)
"""Austrian banks that still take the older message. Source: PSA schema pain.008.001.02.at.004."""
