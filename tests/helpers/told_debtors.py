"""What one debtor is told, of one collection and of a year of them."""

from __future__ import annotations

from datetime import date

from sepadd.documents import Announced, pre_notification, pre_notification_schedule
from sepadd.testing import COLLECTION, CREDITOR, MANDATE
from sepadd.values import Euro

IN_TIME = date(2026, 11, 17)
TOLD = pre_notification(COLLECTION, CREDITOR)
NOTICE = TOLD.told(IN_TIME, by="invoice 2026-1001")
YEAR = tuple(
    Announced(amount=Euro(cents=40_00), due_on=date(2027, month, 1)) for month in range(1, 13)
)
SCHEDULE = pre_notification_schedule(MANDATE, YEAR, CREDITOR)
