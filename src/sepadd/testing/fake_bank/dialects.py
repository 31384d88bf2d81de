"""How banks differ in what they send: the same events, told in each bank's own way.

Every dialect can speak both generations of messages: ``replace(DUTCH, messages=ISO_2009)``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final


class MessageGeneration(StrEnum):
    """The year of the ISO 20022 messages that a bank sends. Source: EPC, rulebooks of 2023."""

    ISO_2009 = "2009"
    """pain.002.001.03 and camt.052, 053 and 054.001.02."""
    ISO_2019 = "2019"
    """pain.002.001.10 and camt.052, 053 and 054.001.08."""


ISO_2009: Final = MessageGeneration.ISO_2009
ISO_2019: Final = MessageGeneration.ISO_2019

_VERSIONS: Final = {
    ("pain.002", ISO_2009): "pain.002.001.03",
    ("pain.002", ISO_2019): "pain.002.001.10",
    ("camt.029", ISO_2009): "camt.029.001.03",
    ("camt.029", ISO_2019): "camt.029.001.09",
    ("camt.052", ISO_2009): "camt.052.001.02",
    ("camt.052", ISO_2019): "camt.052.001.08",
    ("camt.053", ISO_2009): "camt.053.001.02",
    ("camt.053", ISO_2019): "camt.053.001.08",
    ("camt.054", ISO_2009): "camt.054.001.02",
    ("camt.054", ISO_2019): "camt.054.001.08",
}


class MessageSpelling(StrEnum):
    """How a bank names the message that it answers (``OrgnlMsgNmId``)."""

    EXACT = "pain.008.001.08"
    CAPITALS = "PAIN.008.001.08"
    FAMILY = "pain.008"
    INTERBANK = "pacs.003.001.08"
    """The message that went on to the debtor's bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """One bank's way to take files in and to tell what happened."""

    name: str
    """What one calls it."""
    source: str
    """Where it was seen."""
    messages: MessageGeneration = ISO_2019
    """Which messages it sends."""
    bic: str = "FAKENL2A"
    """The bank's own BIC."""
    cut_off: time = time(12, 30)
    """A file that comes later than this counts as received on the next TARGET day."""
    furthest_days: int = 364
    """How many calendar days ahead it takes a due date."""
    rolls_due_dates: bool = True
    """A due date that is no TARGET day is settled on the next (true) or rejected (false)."""
    batch_booking: bool = True
    """What is agreed where a batch says nothing (``BtchBookg``): one credit for the whole batch."""
    itemised: bool = True
    """The credit of a batch names its collections."""
    gross_booking: bool = False
    """What is rejected on its way is in the credit of its batch all the same, and debited by it."""
    reports_rejects: bool = True
    """What is rejected on its way is told in a pain.002."""
    one_status_level: bool = False
    """A status stands on one level only: of the file, of the batch or of the collection."""
    original_name: MessageSpelling = MessageSpelling.EXACT
    """How it spells the name of the message that it answers."""
    plain_euros: bool = False
    """Whole euros of a pain.002 are written without decimals."""
    notifies: bool = True
    """A camt.054 tells of each day's entries, besides the camt.053."""
    roles_flipped: bool = False
    """Where a collection comes back, the debtor stands as creditor: he is the one who is paid."""
    drops_end_to_end_id: bool = False
    """Where a collection comes back, only the mandate is named."""
    returns_together: bool = False
    """All returns and refunds of a day are one entry."""
    charges_in_entry: bool = False
    """What a return costs is in its amount (true) or an entry of its own (false)."""
    hides_lack_of_funds: bool = False
    """``AM04`` is told as ``MS03``, since the debtor's lack of funds is his private matter."""
    marks_reversals: bool = True
    """What comes back is marked with ``RvslInd``."""
    iso_codes: bool = True
    """Entries bear the ISO bank transaction code."""
    german_codes: bool = False
    """Entries bear the German business transaction code (``NRTI+109``, issuer ``DK``)."""
    names_issuer: bool = True
    """It says whose the German code is."""
    reason_in_words: bool = False
    """Why a collection comes back stands in the remittance text, and nowhere else."""
    books_at_moments: bool = False
    """A booking day is told as a moment in UTC: midnight of that day, one hour before."""

    def version(self, message: str) -> str:
        """The full name of a message as this bank sends it.

        >>> PLAIN.version("camt.053")
        'camt.053.001.08'
        """
        return _VERSIONS[message, self.messages]

    @property
    def modern(self) -> bool:
        """Whether it sends the messages of 2019."""
        return self.messages is ISO_2019

    def told(self, code: str) -> str:
        """The reason code as this bank passes it on."""
        return "MS03" if self.hides_lack_of_funds and code == "AM04" else code


PLAIN: Final = Dialect(name="plain", source="EPC130-08; ISO 20022 message definitions")
"""As the scheme has it: net batches that name their collections, everything told."""

DUTCH: Final = Dialect(
    name="Dutch",
    source="ABN AMRO, sample statements; RegioBank, return reasons",
    roles_flipped=True,
    gross_booking=True,
)
"""Gross batches, roles flipped on what comes back; rejects are told twice, in pain.002 and camt."""

GERMAN: Final = Dialect(
    name="German",
    source="DFÜ-Abkommen, Anlage 3; sample statements with charges",
    messages=ISO_2009,
    bic="FAKEDE2A",
    original_name=MessageSpelling.FAMILY,
    one_status_level=True,
    itemised=False,
    charges_in_entry=True,
    hides_lack_of_funds=True,
    german_codes=True,
)
"""Batches that name no one, charges in the returned amount, lack of funds not told."""

IRISH: Final = Dialect(
    name="Irish",
    source="Bank of Ireland, sample messages",
    messages=ISO_2009,
    bic="FAKEIE2A",
    original_name=MessageSpelling.CAPITALS,
    plain_euros=True,
    batch_booking=False,
    notifies=False,
)
"""A credit for each collection, the debtor always as debtor, whole euros without decimals."""

BATCH_ONLY: Final = Dialect(
    name="batch only", source="ABN AMRO and ING, sample statements", itemised=False
)
"""The credit of a batch gives its sum and its number, and names no one."""

MANDATE_ONLY: Final = Dialect(
    name="mandate only",
    source="German statement of a returned collection, camt.052.001.02",
    messages=ISO_2009,
    bic="FAKEDE2A",
    drops_end_to_end_id=True,
    charges_in_entry=True,
    iso_codes=False,
    marks_reversals=False,
)
"""What comes back names the mandate alone, and its entry says nothing of its kind."""

GROSS_ONLY: Final = Dialect(
    name="gross only",
    source="RegioBank, return reasons; ABN AMRO, gross batches",
    gross_booking=True,
    reports_rejects=False,
    returns_together=True,
)
"""Rejects are never told in a pain.002: they are in the batch, and debited; returns in one sum."""

TERSE: Final = Dialect(
    name="terse",
    source="reports of users: reasons in words, German codes without issuer, moments in UTC",
    bic="FAKEDE2A",
    original_name=MessageSpelling.INTERBANK,
    itemised=False,
    iso_codes=False,
    german_codes=True,
    names_issuer=False,
    reason_in_words=True,
    books_at_moments=True,
    marks_reversals=False,
)
"""As little as a bank can tell: reasons in words, codes without their issuer, days as moments."""

DIALECTS: Final = (PLAIN, DUTCH, GERMAN, IRISH, BATCH_ONLY, MANDATE_ONLY, GROSS_ONLY, TERSE)
"""All of them, the plain one first."""
