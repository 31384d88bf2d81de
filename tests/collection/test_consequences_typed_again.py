"""The consequences once more, typed from what the codes mean and not from the table.

A slip in the table is caught by the other copy: one of them would end a mandate. Source: EPC173-14
v8.0 on what each code is for, ISO 20022 external code sets for the others, advice of banks.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from sepadd.collection import (
    CONSEQUENCES,
    REASON_CODES,
    Cancellation,
    MandateConsequence,
    Refund,
    Reject,
    Retry,
    Return,
    Reversal,
    RTransaction,
    Whom,
    reason,
)
from sepadd.mandate import Scheme


class Row(NamedTuple):
    """Whether to try again, what of the mandate, and whom to tell."""

    retry: str
    mandate: str
    whom: str


WEEK: Final = Row("later", "keep", "debtor")
NEXT_DAY: Final = Row("later", "keep", "bank")
OTHER_ACCOUNT: Final = Row("after a correction", "amend", "debtor")
WE_CORRECT: Final = Row("after a correction", "keep", "ourselves")
ASK_OUR_BANK: Final = Row("after a correction", "keep", "bank")
CHECK_WITH_DEBTOR: Final = Row("after a correction", "keep", "debtor")
DEBTOR_DECIDES: Final = Row("ask the debtor", "keep", "debtor")
ACCOUNT_BLOCKED: Final = Row("ask the debtor", "suspend", "debtor")
LOOK: Final = Row("case by case", "keep", "bank")
LOOK_OURSELVES: Final = Row("case by case", "keep", "ourselves")
NOT_AGAIN: Final = Row("no", "keep", "ourselves")
DEBTOR_FORBIDS: Final = Row("no", "keep", "debtor")
HOLD_AND_TELL_DEBTOR: Final = Row("no", "suspend", "debtor")
HOLD_AND_ASK_BANK: Final = Row("no", "suspend", "bank")
ENDED: Final = Row("no", "end", "debtor")

CORE_RETURN: Final[dict[Row, str]] = {
    WEEK: "AM04 AG07 MS03",
    NEXT_DAY: "ED05 FF10",
    OTHER_ACCOUNT: "AC01 AC02 AC04 AC05 AC15 AG01 BE06",
    WE_CORRECT: (
        "AC14 AG02 AM02 AM03 AM06 AM10 AM14 AM16 AM17 AM18 AM19 AM20 AM21 BE04 BE05 BE07 BE09 BE10 "
        "BE11 BE15 BE16 BE17 BE20 BE21 BE22 CH03 CH04 CH07 CH09 CH10 CH11 CH12 CH13 CH14 CH15 CH16 "
        "CH17 CH20 CH21 CH22 CURR DNOR DT01 DT02 DT03 DT04 DT05 DU01 DU02 DU04 DU05 FF01 FF02 FF03 "
        "FF04 FF05 FF06 FF07 FF08 MD02 MD03 RC01 RC02 RC03 RC04 RC05 RC06 RC07 RC08 RC12 RF01 RR01 "
        "RR02 RR03 RR07 RR09 RR10 TECH TM01"
    ),
    ASK_OUR_BANK: "AG03 AGNT BE08 CNOR RR05 RR06",
    CHECK_WITH_DEBTOR: "BE01",
    DEBTOR_DECIDES: "MD06 MS02 SL01 SL11 SL13 SL14",
    ACCOUNT_BLOCKED: "AC06",
    LOOK: "AC03 AC13 ARDT CNPC ERIN FOCR MD16 SL02",
    Row("case by case", "keep", "debtor"): "AM09",
    LOOK_OURSELVES: "NARR",
    NOT_AGAIN: "AM01 AM05 CH19 CUST DT06 DU03 DUPL MD05 RR08 UPAY",
    DEBTOR_FORBIDS: "SL12",
    HOLD_AND_TELL_DEBTOR: "AC16 MD01",
    HOLD_AND_ASK_BANK: "AM07 FRAD RR04",
    ENDED: "MD07",
}
BY_CODE: Final = {code: row for row, codes in CORE_RETURN.items() for code in codes.split()}
B2B: Final = {"AC13": ENDED, "DNOR": CHECK_WITH_DEBTOR}
MAY_BE_RETRIED: Final = (Reject, Return)


def row(code: str, scheme: Scheme, kind: type[RTransaction]) -> Row:
    found = CONSEQUENCES.of(reason(code), scheme, kind)
    return Row(str(found.retry), str(found.mandate), str(found.whom))


def test_every_code_is_typed_once() -> None:
    assert sorted(BY_CODE) == sorted(REASON_CODES)
    assert sum(len(codes.split()) for codes in CORE_RETURN.values()) == len(REASON_CODES)


@pytest.mark.parametrize("kind", MAY_BE_RETRIED)
@pytest.mark.parametrize("scheme", [Scheme.CORE, Scheme.COR1, Scheme.B2B])
@pytest.mark.parametrize("code", sorted(BY_CODE))
def test_after_a_reject_or_a_return(code: str, scheme: Scheme, kind: type[RTransaction]) -> None:
    expected = B2B.get(code, BY_CODE[code]) if scheme is Scheme.B2B else BY_CODE[code]
    assert row(code, scheme, kind) == expected


AFTER_OTHER_KINDS: Final[dict[type[RTransaction], dict[str, Row]]] = {
    Refund: {"MD01": HOLD_AND_ASK_BANK, "AM04": DEBTOR_DECIDES, "": DEBTOR_DECIDES},
    Reversal: {"AM05": NOT_AGAIN, "MS02": LOOK_OURSELVES, "MS03": LOOK_OURSELVES},
    Cancellation: {"DUPL": NOT_AGAIN, "FRAD": HOLD_AND_ASK_BANK, "": LOOK_OURSELVES},
}


@pytest.mark.parametrize("kind", list(AFTER_OTHER_KINDS))
def test_after_the_other_kinds(kind: type[RTransaction]) -> None:
    expected = AFTER_OTHER_KINDS[kind]
    assert {code: row(code, Scheme.CORE, kind) for code in expected} == expected


@pytest.mark.parametrize("code", sorted(BY_CODE))
@pytest.mark.parametrize("kind", list(AFTER_OTHER_KINDS))
def test_no_other_kind_ends_a_mandate_that_a_return_keeps(
    code: str, kind: type[RTransaction]
) -> None:
    found = CONSEQUENCES.of(reason(code), Scheme.CORE, kind)
    if found.mandate is MandateConsequence.END:
        assert BY_CODE[code] == ENDED
    assert found.retry is not Retry.LATER


@pytest.mark.parametrize(
    ("code", "days", "most"), [("AM04", 7, 3), ("AG07", 7, 3), ("MS03", 7, 2), ("ED05", 1, 2)]
)
def test_how_often_and_when_it_is_tried_again(code: str, days: int, most: int) -> None:
    found = CONSEQUENCES.of(reason(code), Scheme.CORE, Return)
    assert (found.retry_after_days, found.most_attempts) == (days, most)


@pytest.mark.parametrize(
    ("code", "scheme", "word"),
    [
        ("AC13", Scheme.B2B, "CORE mandate"),
        ("AG01", Scheme.B2B, "CORE mandate"),
        ("DNOR", Scheme.B2B, "CORE mandate"),
        ("MD01", Scheme.B2B, "confirm"),
        ("AC04", Scheme.B2B, "confirm"),
        ("MD07", Scheme.CORE, "heirs"),
        ("AC04", Scheme.CORE, "account"),
        ("AM03", Scheme.CORE, "euro"),
        ("TM01", Scheme.CORE, "due date"),
    ],
)
def test_what_is_to_be_told(code: str, scheme: Scheme, word: str) -> None:
    assert word in CONSEQUENCES.of(reason(code), scheme, Return).what


def test_an_unknown_code_is_looked_at() -> None:
    assert row("X999", Scheme.CORE, Return) == row("", Scheme.CORE, Return) == LOOK
    assert str(Whom.BANK) == LOOK.whom
