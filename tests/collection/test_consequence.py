"""What follows from a failure: from the table that is proposed, and from one's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from inspect import signature

import pytest

from helpers.reason_facts import REASON_FACTS
from printed_pages import printed
from sepadd import record
from sepadd.collection import (
    CONSEQUENCES,
    REASON_CODES,
    Cancellation,
    Consequence,
    Consequences,
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
from sepadd.collection.consequence import UNKNOWN, ConsequenceKey
from sepadd.collection.reason_codes import Standing
from sepadd.findings import InvalidValue
from sepadd.mandate import Scheme

KINDS: tuple[type[RTransaction], ...] = (Reject, Cancellation, Return, Refund, Reversal)
OURS = Consequence(
    retry=Retry.NO, mandate=MandateConsequence.END, whom=Whom.DEBTOR, what="send a letter"
)
NO_FUNDS = CONSEQUENCES.of(reason("AM04"), Scheme.CORE, Return)


def of(
    code: str,
    kind: type[RTransaction] = Return,
    scheme: Scheme = Scheme.CORE,
    table: Consequences = CONSEQUENCES,
) -> Consequence:
    return table.of(reason(code), scheme, kind)


# -- the table that is proposed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "retry", "mandate"),
    [
        ("AM04", Retry.LATER, MandateConsequence.KEEP),
        ("AG07", Retry.LATER, MandateConsequence.KEEP),
        ("MS03", Retry.LATER, MandateConsequence.KEEP),
        ("AC01", Retry.AFTER_FIX, MandateConsequence.AMEND),
        ("AC04", Retry.AFTER_FIX, MandateConsequence.AMEND),
        ("AG01", Retry.AFTER_FIX, MandateConsequence.AMEND),
        ("AC06", Retry.ASK_DEBTOR, MandateConsequence.SUSPEND),
        ("AC13", Retry.CASE_BY_CASE, MandateConsequence.KEEP),
        ("AC02", Retry.AFTER_FIX, MandateConsequence.AMEND),
        ("BE06", Retry.AFTER_FIX, MandateConsequence.AMEND),
        ("AG02", Retry.AFTER_FIX, MandateConsequence.KEEP),
        ("AM05", Retry.NO, MandateConsequence.KEEP),
        ("BE05", Retry.AFTER_FIX, MandateConsequence.KEEP),
        ("MD01", Retry.NO, MandateConsequence.SUSPEND),
        ("MD02", Retry.AFTER_FIX, MandateConsequence.KEEP),
        ("MD07", Retry.NO, MandateConsequence.END),
        ("MS02", Retry.ASK_DEBTOR, MandateConsequence.KEEP),
        ("RR04", Retry.NO, MandateConsequence.SUSPEND),
        ("SL01", Retry.ASK_DEBTOR, MandateConsequence.KEEP),
        ("X999", Retry.CASE_BY_CASE, MandateConsequence.KEEP),
        ("", Retry.CASE_BY_CASE, MandateConsequence.KEEP),
    ],
)
def test_what_a_return_leads_to(code: str, retry: Retry, mandate: MandateConsequence) -> None:
    assert (of(code).retry, of(code).mandate) == (retry, mandate)


def test_a_refund_is_the_debtors_to_explain_and_keeps_the_mandate() -> None:
    found = of("MD06", Refund)
    assert (found.retry, found.mandate, found.whom) == (
        Retry.ASK_DEBTOR,
        MandateConsequence.KEEP,
        Whom.DEBTOR,
    )


def test_a_refund_for_want_of_a_mandate_suspends_it_and_asks_for_evidence() -> None:
    found = of("MD01", Refund)
    assert (found.retry, found.mandate, found.whom) == (
        Retry.NO,
        MandateConsequence.SUSPEND,
        Whom.BANK,
    )
    assert found.what.startswith("show the signed mandate")


@pytest.mark.parametrize("code", ["AC04", "DNOR", "MD01"])
def test_b2b_has_an_answer_of_its_own_where_the_debtors_bank_has_to_know_the_mandate(
    code: str,
) -> None:
    assert of(code, Reject, Scheme.B2B).what != of(code, Reject).what


def test_cor1_is_core() -> None:
    assert of("AC04", scheme=Scheme.COR1) == of("AC04")
    assert of("AC04", scheme=Scheme.COR1, table=CONSEQUENCES.but("AC04", OURS)) == OURS
    for_core = CONSEQUENCES.but("AC04", OURS, scheme=Scheme.COR1)
    assert of("AC04", table=for_core) == OURS


@pytest.mark.parametrize("kind", [Refund, Reversal, Cancellation])
@pytest.mark.parametrize("code", [*REASON_CODES, "X999", ""])
def test_only_after_a_reject_or_a_return_is_anybody_debited_again_unasked(
    code: str, kind: type[RTransaction]
) -> None:
    assert of(code, kind).retry is not Retry.LATER


@pytest.mark.parametrize("kind", [Reversal, Cancellation])
@pytest.mark.parametrize("code", ["MS03", "X999", ""])
def test_what_we_undid_ourselves_is_ours_to_decide(code: str, kind: type[RTransaction]) -> None:
    assert (of(code, kind).retry, of(code, kind).whom) == (Retry.CASE_BY_CASE, Whom.OURSELVES)


def test_a_reversal_for_which_the_debtor_is_no_reason_is_ours_to_decide_too() -> None:
    assert of("MS02", Reversal).whom is Whom.OURSELVES
    assert of("MS02", Reject).whom is Whom.DEBTOR


def test_a_duplicate_that_was_paid_back_is_not_collected_again() -> None:
    assert of("AM05", Reversal).retry is Retry.NO


@pytest.mark.parametrize("scheme", list(Scheme))
@pytest.mark.parametrize("kind", KINDS)
def test_there_is_an_answer_to_everything(scheme: Scheme, kind: type[RTransaction]) -> None:
    answers = [of(code, kind, scheme) for code in (*REASON_CODES, "X999", "")]
    assert all(answer.what for answer in answers)


def test_every_code_about_direct_debits_has_a_line_and_no_other_has() -> None:
    with_line = {key.code for key in CONSEQUENCES.table if key.code}
    assert with_line == {
        known.code for known in REASON_CODES.values() if known.standing is not Standing.OTHER
    }


def test_every_code_is_printed_with_what_it_leads_to() -> None:
    lines = printed("% printed: every_reason").splitlines()
    shown = {line.split("`")[2]: line for line in lines if line.startswith("| ``")}
    assert set(shown) == set(REASON_CODES)
    for code, line in shown.items():
        only_b2b = REASON_CODES[code].schemes == {Scheme.B2B}
        scheme = Scheme.B2B if only_b2b else Scheme.CORE
        assert f"| {of(code, scheme=scheme).retry}" in line


# -- against the collected advice ---------------------------------------------------------------

RETRIES = {
    "yes": {Retry.LATER},
    "fix": {Retry.AFTER_FIX},
    "case": {Retry.ASK_DEBTOR, Retry.CASE_BY_CASE},
    "no": {Retry.NO},
}
ABOUT_THE_MESSAGE = {"BE05", "CH09", "CH10", "CH13", "CH14"}
"""Where the amendment that is wrong is told to the bank, and the mandate itself is as it was."""


@pytest.mark.parametrize("code", list(REASON_CODES))
def test_what_is_proposed_is_what_was_advised(code: str) -> None:
    if REASON_CODES[code].standing is Standing.OTHER:
        assert of(code) == UNKNOWN
        return
    advised = REASON_FACTS[code]
    mandate = "keep" if code in ABOUT_THE_MESSAGE else advised.mandate
    scheme = Scheme.B2B if advised.schemes == "B" else Scheme.CORE
    found = of(code, Refund if code == "MD06" else Reject, scheme)
    assert found.retry in RETRIES[advised.again]
    assert found.mandate is MandateConsequence(mandate)


# -- trying again -------------------------------------------------------------------------------


def test_it_may_be_tried_again_after_a_week_and_three_times_in_all() -> None:
    failed_on = date(2026, 12, 3)
    assert [NO_FUNDS.retry_from(failed_on, attempt) for attempt in (1, 2, 3)] == [
        date(2026, 12, 10),
        date(2026, 12, 10),
        None,
    ]


def test_where_no_reason_was_given_it_is_tried_again_once() -> None:
    assert of("MS03").retry_from(date(2026, 12, 3), 1) == date(2026, 12, 10)
    assert of("MS03").retry_from(date(2026, 12, 3), 2) is None


def test_what_needs_a_correction_is_not_tried_again_by_itself() -> None:
    assert of("AC04").retry_from(date(2026, 12, 3), 1) is None


@pytest.mark.parametrize(("days", "most"), [(None, 2), (1, None), (0, 2), (1, 1)])
def test_trying_again_needs_a_day_and_a_second_attempt(days: int | None, most: int | None) -> None:
    assert replace(NO_FUNDS, retry_after_days=1, most_attempts=2).most_attempts == 2
    with pytest.raises(InvalidValue, match="needs 1 day or more, and 2 attempts or more"):
        replace(NO_FUNDS, retry_after_days=days, most_attempts=most)


@pytest.mark.parametrize(("days", "most"), [(7, None), (None, 3)])
def test_days_and_attempts_are_for_what_is_tried_again_by_itself(
    days: int | None, most: int | None
) -> None:
    with pytest.raises(InvalidValue, match="only a retry later has days and attempts"):
        replace(OURS, retry_after_days=days, most_attempts=most)


# -- one's own ----------------------------------------------------------------------------------


def test_a_line_can_be_overridden_and_the_others_stay() -> None:
    table = CONSEQUENCES.but("AM04", OURS)
    assert of("AM04", table=table) == of("AM04", Refund, table=table) == OURS
    assert of("AG07", table=table) == of("AG07")
    assert of("AM04") == NO_FUNDS


def test_a_line_for_a_code_takes_the_place_of_what_is_narrower() -> None:
    table = CONSEQUENCES.but("MD01", OURS)
    answers = {of("MD01", kind, scheme, table).what for kind in KINDS for scheme in Scheme}
    assert answers == {OURS.what}


def test_a_line_for_one_kind_is_for_no_other() -> None:
    table = CONSEQUENCES.but("AM04", OURS, kind=Reject)
    assert of("AM04", Reject, table=table) == OURS
    assert of("AM04", Return, table=table) == NO_FUNDS


def test_a_line_for_one_scheme_is_for_no_other() -> None:
    table = CONSEQUENCES.but("AM04", OURS, scheme=Scheme.B2B)
    assert of("AM04", scheme=Scheme.B2B, table=table) == OURS
    assert of("AM04", table=table) == NO_FUNDS


def test_of_two_lines_the_narrower_holds_whichever_was_given_first() -> None:
    other = replace(OURS, what="ring them up")
    kind = CONSEQUENCES.but("AM04", OURS, kind=Return)
    both = kind.but("AM04", other, kind=Return, scheme=Scheme.B2B)
    assert of("AM04", table=both) == OURS
    assert of("AM04", scheme=Scheme.B2B, table=both) == other
    assert of("AM04", scheme=Scheme.B2B, table=kind.but("AM04", other, scheme=Scheme.B2B)) == OURS


def test_a_code_of_a_banks_own_can_have_a_line() -> None:
    assert of("X999", table=CONSEQUENCES.but("X999", OURS)) == OURS


def test_what_has_no_line_can_have_another_answer() -> None:
    assert of("X999", table=CONSEQUENCES.but("", OURS)) == OURS
    assert of("X999", Refund, table=CONSEQUENCES.but("", OURS)) == OURS
    assert of("AC04", table=CONSEQUENCES.but("", OURS)) == of("AC04")


def test_a_refund_is_tried_again_unasked_only_where_one_says_so_of_refunds() -> None:
    table = CONSEQUENCES.but("X999", NO_FUNDS)
    assert of("X999", Refund, table=table).retry is Retry.ASK_DEBTOR
    assert of("X999", Refund, table=table.but("X999", NO_FUNDS, kind=Refund)) == NO_FUNDS


def test_an_empty_table_looks_at_everything_case_by_case() -> None:
    assert of("AM04", table=Consequences()) == UNKNOWN


def test_a_table_cannot_be_changed() -> None:
    lines = dict(CONSEQUENCES.table)
    table = Consequences(lines)
    lines.clear()
    assert table == CONSEQUENCES
    with pytest.raises(TypeError):
        table.table[ConsequenceKey("AM04")] = OURS  # type: ignore[index]


def test_help_on_what_takes_the_table_does_not_print_its_lines() -> None:
    assert len(str(signature(record))) < 400
