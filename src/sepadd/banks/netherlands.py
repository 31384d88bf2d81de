"""Dutch banks: structured addresses, and what each bank's pages say of its times and limits."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from types import MappingProxyType
from typing import Final

from sepadd.banks.scheme import EPC, OLDER_AND_NEWER
from sepadd.mandate import Scheme
from sepadd.rulebook import MessageVersion, Quirk
from sepadd.values import AddressForm

NETHERLANDS: Final = replace(
    EPC,
    name="nl",
    title="Dutch banks",
    source="Betaalvereniging: structured addresses, hybrid by some banks only",
    form=replace(EPC.form, addresses=frozenset({AddressForm.STRUCTURED})),
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="Addresses are structured: lines alone are rejected from 14 or 15 November 2026, "
            "and only some banks take hybrid ones.",
            source="Betaalvereniging, page on unstructured address data",
            doubt="The page has no date and names no bank. It contradicts two notes on a decision "
            "of the European Payments Council of 9 September 2026, which keeps lines alone.",
            settings=("form.addresses",),
        ),
        Quirk(
            what="Both messages are taken, .08 since 18 March 2024.",
            source="ABN AMRO, downloads; BNG Bank",
            doubt="No Dutch bank gives a day for the end of pain.008.001.02.",
            settings=("versions",),
        ),
        Quirk(
            what="Letters outside the basic set are converted or replaced by the bank.",
            source="general knowledge",
            doubt="No document was found: that is why the table of the EPC is applied before.",
            settings=("form.text",),
        ),
        Quirk(
            what="What the file says of who hands it over is not looked at.",
            source="general knowledge, of ABN AMRO and ING",
            doubt="Of other banks nothing is known.",
            settings=("form.initiating_party",),
        ),
    ),
).with_quirks_of(EPC)
"""What Dutch banks have in common. Source: Betaalvereniging."""

ABN_AMRO: Final = replace(
    NETHERLANDS,
    name="abn-amro",
    title="ABN AMRO",
    source="abnamro.nl, delivery times of SEPA direct debits: 12:30 on the day before",
    cut_off=MappingProxyType({Scheme.CORE: time(12, 30), Scheme.B2B: time(12, 30)}),
    refused=frozenset({"CHK-14"}),
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="A file is there by 12:30 on the business day before the due date.",
            source="abnamro.nl, delivery of SEPA direct debits",
            doubt="By OpenLink it is 08:30: give that time as cut_off in a profile of your own.",
            settings=("cut_off",),
        ),
        Quirk(
            what="A batch has one scheme, one sequence type and one due date, else it is rejected; "
            "a file may have more batches.",
            source="abnamro.nl, delivery of SEPA direct debits",
            settings=("refused",),
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""ABN AMRO. Source: abnamro.nl, delivery of SEPA direct debits."""

RABOBANK: Final = replace(
    NETHERLANDS,
    name="rabobank",
    title="Rabobank",
    source="Rabobank, product page of direct debits: 07:00, B2B 11:00",
    cut_off=MappingProxyType({Scheme.CORE: time(7, 0), Scheme.B2B: time(11, 0)}),
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="A file is there by 07:00, and one of B2B by 11:00.",
            source="Rabobank, product page of direct debits",
            doubt="That this is on the business day before the due date is an interpretation.",
            settings=("cut_off",),
        ),
        Quirk(
            what="At most 100 000 collections in a batch, and a file of 10 to 50 MB.",
            source="general knowledge",
            doubt="No document was found; the size of a file is not looked at.",
            settings=("form.limits.collections_per_batch",),
        ),
        Quirk(
            what="Its page still gives two days for the return of a B2B collection.",
            source="Rabobank, product page of direct debits",
            doubt="The scheme, ABN AMRO and Betaalvereniging say three since 19 November 2017.",
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""Rabobank. Source: its product page of direct debits."""

ING: Final = replace(
    NETHERLANDS,
    name="ing",
    title="ING in the Netherlands",
    source="general knowledge; Betaalvereniging",
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="At most 100 000 collections in a batch, and a file of 10 to 50 MB.",
            source="general knowledge",
            doubt="No document was found; the size of a file is not looked at.",
            settings=("form.limits.collections_per_batch",),
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""ING in the Netherlands: the limits are from general knowledge."""

REGIOBANK: Final = replace(
    NETHERLANDS,
    name="regiobank",
    title="RegioBank and SNS",
    source="RegioBank, product page of direct debits",
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="At most 100 000 collections in a batch.",
            source="RegioBank, product page of direct debits",
            settings=("form.limits.collections_per_batch",),
        ),
        Quirk(
            what="What is above the limits of the contract is turned down with AM02.",
            source="RegioBank, product page of direct debits",
            doubt="The limits stand in your contract: give them as form.limits.",
            settings=("form.limits.amount_per_batch", "form.limits.amount_per_file"),
        ),
        Quirk(
            what="A second FRST under a mandate, or a one-off mandate used again, is turned down "
            "with AG02.",
            source="RegioBank, product page of direct debits",
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""RegioBank and SNS. Source: the product page of RegioBank."""

BNG: Final = replace(
    NETHERLANDS,
    name="bng",
    title="BNG Bank",
    source="BNG Bank, pages on SEPA direct debits",
    versions=frozenset({MessageVersion.PAIN_008_001_08}),
    quirks=(
        Quirk(
            what="An address is taken in pain.008.001.08 only, so this is the message written.",
            source="BNG Bank, pages on SEPA direct debits",
            doubt="The bank takes pain.008.001.02, too, with no address in it.",
            settings=("versions",),
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""BNG Bank. Source: its pages on SEPA direct debits."""

VAN_LANSCHOT: Final = replace(
    NETHERLANDS,
    name="van-lanschot",
    title="Van Lanschot",
    source="Van Lanschot, page on direct debits",
    versions=OLDER_AND_NEWER,
    quirks=(
        Quirk(
            what="The contract limits how many collections, and how much, there may be in a month.",
            source="Van Lanschot, page on direct debits",
            doubt="The limits stand in your contract. Those of one file are form.limits; that of "
            "a month is for you to keep.",
            settings=("form.limits",),
        ),
    ),
).with_quirks_of(NETHERLANDS)
"""Van Lanschot. Source: its page on direct debits."""

DUTCH_BANKS: Final = (ABN_AMRO, RABOBANK, ING, REGIOBANK, BNG, VAN_LANSCHOT)
"""Those with a profile of their own."""
