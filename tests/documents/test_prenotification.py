"""What the debtor is told before money is taken, and by when."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.told_debtors import IN_TIME, NOTICE, SCHEDULE, TOLD, YEAR
from sepadd.documents import (
    Announced,
    invoice_text,
    letter_text,
    pre_notification,
    pre_notification_schedule,
    unannounced,
)
from sepadd.documents.prenotification import PreNotification
from sepadd.findings import InvalidValue
from sepadd.testing import (
    COLLECTION,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
)
from sepadd.values import CreditorIdentifier, Euro, Language, MandateReference

# -- what is told ----------------------------------------------------------------------------------


def test_feature_2_l9_the_debtor_is_told_amount_day_identifier_reference_and_register_number() -> (
    None
):
    told = pre_notification(COLLECTION, CREDITOR, registration="12345678", contact="020 123 45 67")
    assert told == PreNotification(
        debtor_id="10042",
        debtor="Ada Jansen",
        creditor="Zwembad De Waterlelie",
        creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
        mandate_reference=MandateReference("M-1"),
        masked_iban="NL91 **** **** **43 00",
        announced=(Announced(amount=Euro(cents=30_00), due_on=DUE_ON),),
        about="2026-1001 C-2026-12",
        registration="12345678",
        contact="020 123 45 67",
    )


def test_feature_3_7_the_debtor_is_told_the_number_of_the_invoice() -> None:
    assert INVOICE.number in letter_text(TOLD, Language.EN)


def test_the_account_is_never_told_whole() -> None:
    for language in Language:
        for text in (letter_text(TOLD, language), invoice_text(TOLD, language)):
            assert "0417" not in text
            assert "**43 00" in text


def test_the_name_that_debtors_know_the_creditor_by_stands_beside_its_own() -> None:
    told = pre_notification(COLLECTION, replace(CREDITOR, trade_name="De Lelie"))
    assert told.creditor == "Zwembad De Waterlelie (De Lelie)"


def test_a_trade_name_that_is_no_other_stands_once() -> None:
    told = pre_notification(COLLECTION, replace(CREDITOR, trade_name=CREDITOR.name))
    assert told.creditor == CREDITOR.name


def test_a_schedule_is_in_the_order_of_its_days() -> None:
    backwards = pre_notification_schedule(MANDATE, reversed(YEAR), CREDITOR)
    assert backwards.announced == YEAR


def test_a_schedule_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="mandate M-1: nothing is announced"):
        pre_notification_schedule(MANDATE, (), CREDITOR)


def test_a_creditor_without_a_name_cannot_tell_anything() -> None:
    with pytest.raises(InvalidValue, match="creditor has no name"):
        replace(pre_notification(COLLECTION, CREDITOR), creditor=" ")


def test_a_mandate_of_another_creditor_is_not_spoken_of() -> None:
    stranger = replace(CREDITOR, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    with pytest.raises(InvalidValue, match="mandate M-1 was given to"):
        pre_notification(COLLECTION, stranger)


# -- when ------------------------------------------------------------------------------------------


def test_feature_4_51_the_debtor_is_told_fourteen_calendar_days_before() -> None:
    assert TOLD.latest_on() == IN_TIME


@pytest.mark.parametrize(
    ("agreed", "latest"), [(0, DUE_ON), (1, date(2026, 11, 30)), (5, date(2026, 11, 26))]
)
def test_a_shorter_time_can_be_agreed(agreed: int, latest: date) -> None:
    assert TOLD.latest_on(agreed) == latest


def test_a_schedule_is_told_before_its_first_day() -> None:
    assert SCHEDULE.latest_on() == date(2026, 12, 18)


def test_less_than_no_days_cannot_be_agreed() -> None:
    with pytest.raises(InvalidValue, match="pre-notification of -1 days"):
        unannounced((COLLECTION,), (NOTICE,), TERMS, agreed_days=-1)
