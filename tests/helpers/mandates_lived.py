"""Mandates at each place of their life."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from sepadd.mandate import Presentation, SequenceType, replace_mandate, revoke
from sepadd.testing import MANDATE, TODAY
from sepadd.values import EndToEndId, Iban, MandateReference

DAY = timedelta(days=1)
SIGNED_ON = date(2026, 1, 15)
UNSIGNED = replace(MANDATE, signed_on=None)
NEW = MandateReference("M-9")
NEW_IBAN = Iban("NL98INGB0202345688")
USED = Presentation(
    due_on=date(2026, 6, 1),
    sequence_type=SequenceType.RECURRENT,
    end_to_end_id=EndToEndId("2026-06-1"),
)
USED_ONE_OFF = replace(MANDATE, one_off=True, presentations=(USED,))
REVOKED = revoke(MANDATE, TODAY - 30 * DAY)
LAPSED = replace(MANDATE, signed_on=date(2020, 1, 15))
REPLACED = replace_mandate(MANDATE, on=TODAY - DAY, reference=NEW).old
