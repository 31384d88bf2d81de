"""What banks answer that used to come out wrong: each a kind, in several variants.

The runs: 2026-11 and 2026-12 with collections of 30.00, 25.00 and 40.00 under M-1 to M-3, due on 3
November and 1 December 2026, each in one batch.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest

from helpers.books import RecordedRuns, mandates_after, still_open
from helpers.camt_files import amounts, batch, code, entry, money, returned, statement, transaction
from helpers.recorded import all_recorded, recorded
from helpers.told import D, collection, fact, rejected, sent, told
from sepadd.collection import (
    Acceptance,
    Charge,
    CollectionStatus,
    Level,
    Reject,
    Reported,
    Return,
    Settlement,
    reason,
)
from sepadd.journal import ReceivableCloses, Role, balances, entries
from sepadd.mandate import MandateStatus, PresentationOutcome, SequenceType
from sepadd.messages.answers import camt
from sepadd.recording import references, silent
from sepadd.run import CollectionRun
from sepadd.testing import MANDATE

NOV_DUE = date(2026, 11, 3)
IBAN = "NL02ABNA0123456789"
BACK = date(2026, 12, 4)


def month(name: str, due_on: date, **more: Any) -> CollectionRun:
    amounts_due = ("30.00", "25.00", "40.00")
    made = [
        collection(n, amount, run=name, due_on=due_on, **more)
        for n, amount in enumerate(amounts_due, 1)
    ]
    return sent(*made, id=name)


NOV, DEC = month("2026-11", NOV_DUE), month("2026-12", D)


def on_account(*written: str, kind: str = "camt.053", id: str = "S-1") -> list[Reported]:
    """What a statement of our account says, under an id of its own."""
    xml = statement(*written, kind=kind).replace(b"STMT-7", id.encode())
    return list(camt.iter_answers(xml.replace(b"NL91ABNA0417164300", IBAN.encode())))


def at(*details: str, on: date = BACK, ref: str = "R-1", **more: Any) -> str:
    reference = f"<AcctSvcrRef>{ref}</AcctSvcrRef>" if ref else ""
    booked = f"<BookgDt><Dt>{on}</Dt></BookgDt>"
    return entry(*details, booked=booked, reference=reference, **more)


def credited(run: str, amount: str = "95.00", on: date = D, ref: str = "C-1", **more: Any) -> str:
    named = batch(PmtInfId=f"{run}.B1")
    given = {"code": code("IDDT", "ESDD"), **more}
    return at(named, on=on, ref=ref, amount=amount, **given)


def back(refs: str, amount: str = "30.00", why: str = "AM04", **more: Any) -> str:
    given = returned(f"<Cd>{why}</Cd>") if why else ""
    written = {"code": code("IDDT", "UPDD"), "side": "DBIT", "amount": amount, **more}
    return at(transaction(given, refs=refs), **written)


def e2e(name: str) -> str:
    return f"<EndToEndId>{name}</EndToEndId>"


def under(reference: str) -> str:
    return f"<MndtId>{reference}</MndtId>"


def of(result: RecordedRuns, name: str) -> CollectionStatus:
    every = (each for run in result.runs for each in run.collections)
    return next(each.status for each in every if each.end_to_end_id.value == name)


def bank(result: RecordedRuns) -> str:
    made = [e for run in result.runs for e in entries(run, ReceivableCloses.AT_FILE)]
    return str(balances(made)[Role.BANK])


def rules(result: RecordedRuns) -> list[str]:
    return [each.rule for each in result.findings]


def first(*facts: Any) -> RecordedRuns:
    """December, once facts are recorded."""
    return all_recorded([DEC], facts)


def both_months(*facts: Any) -> RecordedRuns:
    """November and December, once facts are recorded."""
    return all_recorded([NOV, DEC], facts)


SETTLED = on_account(credited("2026-12"))
NOV_SETTLED = on_account(credited("2026-11", on=NOV_DUE, ref="C-11"), id="S-11")


# -- nothing that moved money is silent ---------------------------------------------------------


def test_a_return_that_is_booked_back_is_settled_again_in_any_order() -> None:
    gone = on_account(back(e2e("2026-12-1"), ref="R-1"), id="S-2")
    again = at(
        transaction(returned(), refs=e2e("2026-12-1")),
        ref="R-2",
        amount="30.00",
        code=code("IDDT", "UPDD"),
    )
    came = on_account(again, id="S-3")
    for order in permutations([*SETTLED, *gone, *came]):
        result = first(*order)
        assert (of(result, "2026-12-1"), bank(result), rules(result)) == ("settled", "95.00", [])
    before = recorded(DEC, [*SETTLED, *gone])
    after = recorded(before.run, came)
    items = DEC.collections[0].items
    assert still_open((), before.effects) == items
    assert still_open(items, after.effects) == ()
    returned_again = on_account(back(e2e("2026-12-1"), ref="R-3"), id="S-4")
    assert of(first(*SETTLED, *gone, *came, *returned_again), "2026-12-1") == "returned"


@pytest.mark.parametrize("subfamily", ["OTHR", "NTAV"])
def test_a_debit_without_a_reason_is_a_return(subfamily: str) -> None:
    debit = on_account(back(e2e("2026-12-1"), why="", code=code("IDDT", subfamily)), id="S-2")
    result = first(*SETTLED, *debit)
    assert (of(result, "2026-12-1"), bank(result)) == ("returned", "65.00")


@pytest.mark.parametrize(
    "mute",
    [
        {"code": code("IDDT", "ESDD")},
        {"code": code("RDDT", "ESDD")},
        {"code": code("NTAV", "NTAV")},
        {"code": "", "own": "<Prtry><Cd>2010</Cd></Prtry>"},
        {"code": "", "own": "<Prtry><Cd>NRTI+109+00931</Cd></Prtry>"},
        {"code": ""},
    ],
)
def test_a_debit_of_our_collection_is_a_return_whatever_its_code(mute: dict[str, str]) -> None:
    debit = on_account(back(e2e("2026-12-1"), why="", **mute), id="S-2")
    assert of(first(*SETTLED, *debit), "2026-12-1") == "returned"
    other = on_account(back(e2e("2026-12-1"), "31.00", why="", **mute), id="S-2")
    told_apart = first(*SETTLED, *other)
    certain = "NRTI" in mute.get("own", "")
    assert of(told_apart, "2026-12-1") == ("returned" if certain else "settled")
    assert certain or "not in the books: 31.00 debited" in told_apart.findings[0].detail


@pytest.mark.parametrize("other", [code("RCDT", "ESCT"), code("CCRD", "POSD")])
@pytest.mark.parametrize("side", ["CRDT", "DBIT"])
def test_our_name_under_the_code_of_something_else_is_told(other: str, side: str) -> None:
    moved = on_account(at(transaction(refs=e2e("2026-12-1")), code=other, side=side))
    result = first(*moved)
    assert rules(result) == ["BNK-11"]
    assert f"50.00 {'credited' if side == 'CRDT' else 'debited'}" in result.findings[0].detail
    strange = on_account(at(transaction(refs=e2e("E-77")), code=other, side=side))
    assert first(*strange).findings == ()


def test_a_return_in_another_currency_is_told() -> None:
    gone = at(
        transaction(amounts(InstdAmt="30.00"), returned("<Cd>AM04</Cd>"), refs=e2e("2026-12-1")),
        side="DBIT",
        amount="33.00",
        currency="USD",
        code=code("IDDT", "UPDD"),
    )
    (finding,) = first(*SETTLED, *on_account(gone, id="S-2")).findings
    assert finding.rule == "BNK-11"
    assert "USD, AM04, an amount of 30.00; not in the books: 33.00 USD debited" in finding.detail


@pytest.mark.parametrize("named", [batch(PmtInfId="2026-12.B1"), batch(MsgId="2026-12")])
@pytest.mark.parametrize("own", ["", "<Prtry><Cd>584</Cd></Prtry>"])
def test_a_batch_under_a_mute_code_is_known_by_its_name(named: str, own: str) -> None:
    result = first(*on_account(at(named, amount="95.00", own=own, on=D)))
    assert {of(result, f"2026-12-{n}") for n in (1, 2, 3)} == {"settled"}


@pytest.mark.parametrize("family", ["MDOP", "MCOP", "IDDT", "RDDT"])
def test_charges_are_booked_under_any_family(family: str) -> None:
    fee = back(e2e("2026-12-1"), "3.50", why="", code=code(family, "CHRG"))
    (movement,) = (
        each
        for each in first(*SETTLED, *on_account(fee)).runs[-1].collections[0].movements
        if each.kind is Charge
    )
    assert str(movement.charges) == "3.50"


def test_charges_that_one_message_tells_twice_are_no_second_return() -> None:
    fee = back(e2e("2026-12-1"), "3.50", why="", code=code("IDDT", "CHRG"), ref="")
    result = first(*SETTLED, *on_account(fee, fee, id="S-2"))
    (finding,) = result.findings
    assert finding.rule == "BNK-11"
    assert "told twice in one message; not in the books: 3.50 debited" in finding.detail


@pytest.mark.parametrize("ways", [("C-1", "C-2", D, date(2026, 12, 2)), ("C-1", "C-2", D, D)])
def test_a_batch_that_is_credited_twice_is_told_once_and_is_in_the_books(
    ways: tuple[str, str, date, date],
) -> None:
    one, two, day, next_day = ways
    twice = [
        *on_account(credited("2026-12", ref=one, on=day)),
        *on_account(credited("2026-12", ref=two, on=next_day), id="S-2"),
    ]
    result = first(*twice)
    assert (rules(result), bank(result)) == (["BNK-10"], "190.00")
    assert "95.00 was credited" in result.findings[0].detail
    other_kind = on_account(credited("2026-12", ref="N-9"), kind="camt.054", id="N-1")
    assert first(*SETTLED, *other_kind).findings == ()


def test_a_return_that_is_debited_twice_is_told_and_is_in_the_books() -> None:
    twice = [
        *on_account(back(e2e("2026-12-1"), ref="R-1"), id="S-2"),
        *on_account(back(e2e("2026-12-1"), ref="R-2"), id="S-3"),
    ]
    result = first(*SETTLED, *twice)
    assert (rules(result), bank(result)) == (["BNK-08"], "35.00")
    one_message = on_account(
        back(e2e("2026-12-1"), ref="R-1"), back(e2e("2026-12-1"), ref="R-2"), id="S-2"
    )
    assert (rules(first(*SETTLED, *one_message))) == ["BNK-08"]
    without = on_account(back(e2e("2026-12-1"), ref=""), back(e2e("2026-12-1"), ref=""), id="S-2")
    result = first(*SETTLED, *without)
    assert "not in the books: 30.00 debited" in result.findings[0].detail


@pytest.mark.parametrize("order", [0, 1])
def test_a_sum_and_its_details_under_one_reference_are_one_thing(order: int) -> None:
    each_of = "".join(
        transaction(money(amount), returned("<Cd>AM04</Cd>"), refs=e2e(name))
        for amount, name in (("30.00", "2026-12-1"), ("25.00", "2026-12-2"))
    )
    written: dict[str, Any] = {"side": "DBIT", "amount": "55.00", "ref": "BULK"}
    written["code"] = code("IDDT", "UPDD")
    details = on_account(at(each_of, **written), kind="camt.054", id="N-1")
    total = on_account(at(**written), id="S-2")
    result = first(*SETTLED, *((*details, *total) if order else (*total, *details)))
    assert (rules(result), bank(result)) == ([], "40.00")
    other = on_account(at(**{**written, "amount": "56.00"}), id="S-2")
    wrong = first(*SETTLED, *details, *other)
    assert "not in the books: 56.00 debited" in wrong.findings[0].detail


@pytest.mark.parametrize(
    ("charges", "amount", "told_in"),
    [("7.00", "62.00", []), ("", "62.00", ["BNK-12"]), ("5.00", "62.00", ["BNK-12"])],
)
def test_what_an_entry_says_beyond_its_parts_is_charges_or_told(
    charges: str, amount: str, told_in: list[str]
) -> None:
    each_of = "".join(
        transaction(money(each), returned("<Cd>AM04</Cd>"), refs=e2e(name))
        for each, name in (("30.00", "2026-12-1"), ("25.00", "2026-12-2"))
    )
    total = f'<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">{charges}</TtlChrgsAndTaxAmt></Chrgs>'
    more = total if charges else ""
    written = at(each_of, side="DBIT", amount=amount, code=code("IDDT", "UPDD"), more=more)
    result = first(*SETTLED, *on_account(written, id="S-2"))
    assert rules(result) == told_in
    assert bank(result) == ("40.00" if told_in else "33.00")
    assert not told_in or "not in the books: 7.00 debited" in result.findings[0].detail
    again = all_recorded(result.runs, on_account(written, id="S-2"))
    assert [one is other for one, other in zip(again.runs, result.runs, strict=True)] == [True]


def test_a_credit_that_tells_fewer_details_than_it_holds_is_taken_as_its_batch() -> None:
    few = batch(PmtInfId="2026-12.B1", NbOfTxs="3") + transaction(money("30.00"), refs=e2e("X"))
    result = first(*on_account(at(few, amount="95.00", on=D, code=code("IDDT", "ESDD"))))
    assert (rules(result), bank(result)) == ([], "95.00")


@pytest.mark.parametrize(("moved", "asked"), [("55.00", False), ("55.01", True)])
def test_charges_beyond_all_measure_are_asked_about(moved: str, asked: bool) -> None:  # noqa: FBT001 - of a table
    gone = at(
        transaction(amounts(InstdAmt="30.00"), returned("<Cd>AM04</Cd>"), refs=e2e("2026-12-1")),
        side="DBIT",
        amount=moved,
        code=code("IDDT", "UPDD"),
    )
    assert ("BNK-13" in rules(first(*SETTLED, *on_account(gone, id="S-2")))) is asked


def test_silence_is_told_once_its_statement_is_in() -> None:
    only_november = [*NOV_SETTLED, *on_account(credited("2026-11", "1.00", on=D), id="S-2")]
    assert "BNK-14" not in rules(both_months(*only_november))
    later = on_account(back(e2e("2026-11-1"), "30.00", "MD06", on=date(2026, 12, 8)), id="S-3")
    result = both_months(*NOV_SETTLED, *later)
    assert rules(result) == ["BNK-14"]
    assert "3 due on 2026-12-01, 95.00 in all" in result.findings[0].detail
    even_later = on_account(back(e2e("2026-11-2"), "25.00", "MD06", on=date(2026, 12, 9)), id="S-4")
    assert all_recorded(result.runs, even_later).findings == ()
    assert [each.rule for each in silent(result.runs, date(2026, 12, 9))] == ["BNK-14"]


def test_what_could_not_be_read_is_told_and_the_rest_is_recorded() -> None:
    result = first(rejected(1)._replace(fault="line 1: CreDtTm 'x'"))
    assert (of(result, "2026-12-1"), rules(result)) == ("rejected", ["BNK-15"])


def test_a_reason_without_a_status_is_told() -> None:
    unsaid = told(None, end_to_end_id="2026-12-1", reason="AC04")
    assert rules(first(unsaid)) == ["BNK-11"]
    assert first(told(None, end_to_end_id="2026-12-1", status="PDNG", reason="AC04")).findings == ()


# -- the right kind -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code_", "on", "status"),
    [
        ("AM04", D, "rejected"),
        ("AM04", date(2026, 12, 2), "returned"),
        ("AC04", date(2028, 2, 1), "returned"),
        ("MD06", D, "refunded"),
        ("MD06", date(2026, 11, 30), "refunded"),
        ("MD01", date(2026, 12, 8), "returned"),
        ("MD01", date(2026, 12, 9), "refunded"),
    ],
)
def test_a_reject_after_the_due_date_or_of_a_claim_is_none(
    code_: str, on: date, status: str
) -> None:
    assert of(first(rejected(1, code_, on=on)), "2026-12-1") == status


def test_a_due_date_on_a_closing_day_counts_as_the_next_target_day() -> None:
    sunday = sent(collection(1, due_on=date(2026, 12, 6)))
    for on, status in ((date(2026, 12, 7), "rejected"), (date(2026, 12, 8), "returned")):
        (each,) = recorded(sunday, [rejected(1, on=on)]).run.collections
        assert each.status == status


def test_a_reject_after_a_known_settlement_is_a_return_whichever_is_heard_of_first() -> None:
    early = replace(DEC, collections=tuple(replace(c, due_on=BACK) for c in DEC.collections))
    settled = fact(Settlement, on=D)
    late = rejected(1, on=date(2026, 12, 2))
    orders: list[list[Any]] = [[settled, late], [late, settled]]
    for order in orders:
        assert recorded(early, order).run.collections[0].status == "returned"
    same_day = rejected(1, on=D)
    assert recorded(early, [settled, same_day]).run.collections[0].status == "rejected"


def test_a_reject_that_is_late_is_told_to_be_late() -> None:
    assert rules(first(rejected(1, "AM04", on=date(2028, 2, 1)))) == ["DLN-01"]


@pytest.mark.parametrize("code_", ["MD06", "AM04", ""])
def test_a_late_reject_never_overrides_a_statement(code_: str) -> None:
    refund = on_account(back(e2e("2026-12-1"), why="MD06", on=date(2027, 1, 4)), id="S-2")
    late = rejected(1, code_, on=date(2027, 1, 5))
    for order in ([*SETTLED, *refund, late], [late, *refund, *SETTLED]):
        result = first(*order)
        assert (of(result, "2026-12-1"), bank(result)) == ("refunded", "65.00")


def test_a_late_reject_gives_no_one_off_and_no_amendment_back() -> None:
    once = replace(MANDATE, one_off=True)
    run = sent(collection(1, mandate=once, sequence_type=SequenceType.ONE_OFF))
    result = recorded(run, [fact(Settlement, on=D), rejected(1, on=BACK)])
    assert result.run.collections[0].presentation.outcome is PresentationOutcome.RETURNED
    (after,) = mandates_after([once], [result.run], result.effects)
    assert after.status(date(2026, 12, 20)) is MandateStatus.EXHAUSTED


def test_settled_before_the_due_date_is_accepted() -> None:
    early = told(Settlement, on=date(2026, 11, 24), end_to_end_id="2026-12-1", status="ACSC")
    assert of(first(early), "2026-12-1") == "accepted"
    in_time = told(Settlement, on=D, end_to_end_id="2026-12-1", status="ACSC")
    assert of(first(in_time), "2026-12-1") == "settled"


@pytest.mark.parametrize(("due_on", "asked"), [(date(2026, 12, 2), ["BNK-17"]), (D, [])])
def test_another_due_date_is_told(due_on: date, asked: list[str]) -> None:
    changed = told(Acceptance, end_to_end_id="2026-12-1", status="ACWC", due_on=due_on)
    result = first(changed)
    assert (rules(result), of(result, "2026-12-1")) == (asked, "accepted")


@pytest.mark.parametrize("role", ["DbtrAcct", "CdtrAcct"])
def test_a_refund_from_another_account_is_told(role: str) -> None:
    parties = f"<RltdPties><{role}><Id><IBAN>BE68539007547034</IBAN></Id></{role}></RltdPties>"
    gone = at(
        transaction(parties, returned("<Cd>MD06</Cd>"), refs=e2e("2026-12-1")),
        side="DBIT",
        amount="30.00",
        code=code("IDDT", "UPDD"),
    )
    result = first(*SETTLED, *on_account(gone, id="S-2"))
    assert rules(result) == ["BNK-16"]
    assert "BE68539007547034" in result.findings[0].detail
    known = str(DEC.collections[0].mandate.debtor.iban)
    same = on_account(gone.replace("BE68539007547034", known), id="S-2")
    assert first(*SETTLED, *same).findings == ()


# -- the right collection -----------------------------------------------------------------------


def test_two_refunds_that_name_the_mandate_only_take_two() -> None:
    both = on_account(
        back(under("M-1"), why="MD06", ref="R-1"), back(under("M-1"), why="MD06", ref="R-2"), id="S"
    )
    result = both_months(*NOV_SETTLED, *SETTLED, *both)
    assert [of(result, name) for name in ("2026-11-1", "2026-12-1")] == ["refunded"] * 2
    assert bank(result) == "130.00"
    again = all_recorded(result.runs, both)
    assert bank(again) == "130.00"
    third = on_account(back(under("M-1"), why="MD06", ref="R-3"), id="S-9")
    told_apart = all_recorded(result.runs, third)
    assert rules(told_apart) == ["BNK-01"]
    assert "not in the books: 30.00 debited" in told_apart.findings[0].detail


def test_one_refund_that_two_messages_tell_takes_one() -> None:
    one = [
        *on_account(back(under("M-1"), why="MD06", ref="R-1"), id="S-2"),
        *on_account(back(under("M-1"), why="MD06", ref="R-1"), kind="camt.054", id="N-2"),
    ]
    result = both_months(*NOV_SETTLED, *SETTLED, *one)
    assert bank(result) == "160.00"
    assert [of(result, n) for n in ("2026-11-1", "2026-12-1")] == ["settled", "refunded"]


@pytest.mark.parametrize("more", ["", amounts(InstdAmt="30.00")])
def test_a_refund_that_names_the_mandate_is_never_of_what_was_rejected(more: str) -> None:
    gone = at(
        transaction(more, returned("<Cd>MD06</Cd>"), refs=under("M-1")),
        side="DBIT",
        amount="30.00",
        code=code("IDDT", "UPDD"),
    )
    early = rejected(1, "AC04", on=date(2026, 11, 24))
    result = both_months(*NOV_SETTLED, early, *on_account(gone, id="S-2"))
    assert (of(result, "2026-11-1"), of(result, "2026-12-1")) == ("refunded", "rejected")


@pytest.mark.parametrize("named", [batch(PmtInfId="2026-12.B1"), batch(MsgId="2026-12"), ""])
def test_a_bulk_debit_that_equals_known_rejects_is_theirs(named: str) -> None:
    early = [rejected(n, on=date(2026, 11, 30)) for n in (1, 2)]
    bulk = on_account(at(named, side="DBIT", amount="55.00", code=code("IDDT", "UPDD")), id="S-2")
    for order in ([*SETTLED, *early, *bulk], [*bulk, *SETTLED, *early]):
        result = first(*order)
        assert (rules(result), bank(result)) == ([], "40.00")
        assert [of(result, f"2026-12-{n}") for n in (1, 2, 3)] == [
            *("rejected", "rejected", "settled")
        ]
    again = all_recorded(result.runs, bulk)
    assert (rules(again), bank(again)) == ([], "40.00")
    wrong = on_account(at(named, side="DBIT", amount="54.00", code=code("IDDT", "UPDD")), id="S-2")
    told_apart = first(*SETTLED, *early, *wrong)
    assert "not in the books: 54.00 debited" in told_apart.findings[0].detail


def test_a_batch_that_is_credited_in_parts_is_settled_when_they_are_all_there() -> None:
    part = on_account(credited("2026-12", "55.00"))
    rest = on_account(credited("2026-12", "40.00", on=date(2026, 12, 2), ref="C-2"), id="S-2")
    begun = first(*part)
    assert rules(begun) == ["BNK-07"]
    result = all_recorded(begun.runs, rest)
    assert (rules(result), bank(result)) == ([], "95.00")
    assert first(*rest, *part).runs == result.runs
    assert "not in the books: 39.00 credited" in str(
        first(*part, *on_account(credited("2026-12", "39.00", ref="C-2"), id="S-2")).findings
    )


def test_the_words_of_a_return_are_its_reason() -> None:
    words = "<RmtInf><Ustrd>Rueckgabegrund: AC04 Konto aufgeloest</Ustrd></RmtInf>"
    gone = at(
        transaction(words, refs=e2e("2026-12-1")),
        side="DBIT",
        amount="30.00",
        code=code("IDDT", "UPDD"),
        more="<AddtlNtryInf>Retoure</AddtlNtryInf>",
    )
    failure = first(*SETTLED, *on_account(gone, id="S-2")).runs[-1].collections[0].failure
    assert failure is not None
    text = "Rueckgabegrund: AC04 Konto aufgeloest; Retoure"
    assert failure.reason == reason("AC04", text)


def test_the_references_of_facts_select_the_runs() -> None:
    facts: list[Any] = [
        *on_account(back(e2e("2026-12-1") + under("M-1"))),
        *on_account(credited("2026-11")),
        told(Reject, Level.FILE, message_id="2026-10"),
        fact(Return, 2),
    ]
    found = references(facts)
    assert set(found.collections) == {"2026-12-1", "2026-12-2"}
    assert set(found.mandates) == {"M-1"}
    assert set(found.batches) == {"2026-11.B1"}
    assert set(found.files) == {"2026-10"}
    assert not found.nameless
    assert references(on_account(at(side="DBIT", code=code("IDDT", "UPDD")))).nameless
