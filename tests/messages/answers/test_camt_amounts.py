"""What a movement comes to: what was collected, what moved, and what it cost beside."""

from __future__ import annotations

import pytest

from helpers.camt_files import (
    COLLECTED,
    RETURNED,
    VERSIONS,
    amounts,
    charges,
    code,
    entry,
    money,
    returned,
    status,
    transaction,
)
from helpers.statements_told import BOOKED_ON, ORIGINATORS, credit, debit, euro, only, told
from sepadd.collection import Return, Settlement, reason
from sepadd.findings import UnreadableMessage
from sepadd.values import ZERO, Euro

# how much


@pytest.mark.parametrize("version", VERSIONS)
def test_trap_26_what_a_return_costs_beside_its_amount_is_charges(version: str) -> None:
    single = entry(
        transaction(
            amounts(InstdAmt="50.00"),
            charges("3.00", "0.00", version=version),
            returned(originator=ORIGINATORS[version]),
            refs="<MndtId>M-1</MndtId>",
        ),
        side="DBIT",
        amount="53.00",
        status=status("BOOK", version),
    )
    reported = only(single, version=version)
    assert (reported.fact, reported.mandate, reported.end_to_end_id) == (Return, "M-1", "")
    assert (reported.amount, reported.moved, reported.charges) == (
        euro("50.00"),
        euro("53.00"),
        euro("3.00"),
    )
    assert reported.reason == reason("MS03")


def test_what_moved_beyond_the_amount_is_charges_also_where_no_charge_is_told() -> None:
    reported = only(debit(amounts(InstdAmt="50.00", TxAmt="53.00"), amount="53.00"))
    assert (reported.amount, reported.charges) == (euro("50.00"), euro("3.00"))


def test_the_interest_of_a_refund_is_compensation_where_it_is_told() -> None:
    told_apart = (
        "<AmtDtls><InstdAmt><Amt Ccy='EUR'>50.00</Amt></InstdAmt>"
        "<PrtryAmt><Tp>COMPENSATION</Tp><Amt Ccy='EUR'>0.25</Amt></PrtryAmt></AmtDtls>"
    )
    reported = only(debit(told_apart, amount="53.25"))
    assert (reported.charges, reported.compensation) == (euro("3.00"), euro("0.25"))


@pytest.mark.parametrize("version", VERSIONS)
def test_charges_that_are_booked_by_themselves_are_not_in_the_movement(version: str) -> None:
    record = f"{money('0.70')}<ChrgInclInd>false</ChrgInclInd>"
    apart = f"<Chrgs>{record if version == '02' else f'<Rcrd>{record}</Rcrd>'}</Chrgs>"
    reported = only(debit(apart, version=version), version=version)
    assert (reported.moved, reported.charges) == (euro("50.00"), ZERO)


@pytest.mark.parametrize("version", VERSIONS)
def test_without_an_amount_of_the_collection_the_charges_are_those_told(version: str) -> None:
    single = debit(charges("3.00", version=version), amount="53.00", version=version)
    reported = only(single, version=version)
    assert (reported.amount, reported.moved, reported.charges) == (
        None,
        euro("53.00"),
        euro("3.00"),
    )


def test_charges_that_a_bank_gives_back_count_against_the_others() -> None:
    given_back = f"<Rcrd>{money('1.00')}<CdtDbtInd>CRDT</CdtDbtInd></Rcrd>"
    back = f"<Chrgs><Rcrd>{money('3.00')}</Rcrd>{given_back}</Chrgs>"
    assert only(debit(back, amount="52.00")).charges == euro("2.00")


def test_where_only_the_total_of_the_charges_is_told_it_counts() -> None:
    total = "<Chrgs><TtlChrgsAndTaxAmt Ccy='EUR'>3.00</TtlChrgsAndTaxAmt></Chrgs>"
    assert only(debit(total, amount="53.00")).charges == euro("3.00")


def test_charges_of_the_entry_are_those_of_its_only_transaction() -> None:
    single = entry(
        transaction(returned()),
        side="DBIT",
        amount="53.00",
        code=code(*RETURNED),
        more=charges("3.00", version="08"),
    )
    assert only(single).charges == euro("3.00")


def test_a_collection_credited_less_charges_tells_both() -> None:
    single = entry(transaction(amounts(InstdAmt="50.00")), amount="49.70", code=code(*COLLECTED))
    reported = only(single)
    assert (reported.amount, reported.moved, reported.charges) == (
        euro("50.00"),
        euro("49.70"),
        euro("0.30"),
    )


def test_less_than_the_amount_came_back_and_nothing_is_charged() -> None:
    reported = only(debit(amounts(InstdAmt="50.00"), amount="40.00"))
    assert (reported.moved, reported.charges) == (euro("40.00"), ZERO)


def test_of_several_the_booked_amount_is_the_transactions_own() -> None:
    one = transaction(amounts(InstdAmt="50.00", TxAmt="53.00"), returned())
    both = entry(one + one, side="DBIT", amount="106.00", code=code(*RETURNED))
    costs = [(r.amount, r.moved, r.charges) for r in told(both)]
    assert costs == [(euro("50.00"), euro("53.00"), euro("3.00"))] * 2


def test_of_several_without_a_booked_amount_the_instructed_and_the_charges_moved() -> None:
    one = transaction(amounts(InstdAmt="50.00"), charges("3.00", version="08"), returned())
    both = entry(one + one, side="DBIT", amount="106.00", code=code(*RETURNED))
    costs = [(r.amount, r.moved, r.charges) for r in told(both)]
    assert costs == [(euro("50.00"), euro("53.00"), euro("3.00"))] * 2


def test_of_several_without_any_amount_none_is_told() -> None:
    both = entry(transaction(returned()) * 2, side="DBIT", amount="100.00", code=code(*RETURNED))
    assert [(r.amount, r.moved) for r in told(both)] == [(None, None)] * 2


def test_another_currency_than_the_euro_is_named_and_is_no_fact() -> None:
    single = entry(transaction(), code=code(*COLLECTED), currency="USD")
    reported = only(single)
    assert (reported.fact, reported.status) == (None, "USD")
    assert (reported.moved, reported.booked_on) == (None, BOOKED_ON)


def test_of_another_currency_the_amount_collected_is_told_where_it_is_in_euros() -> None:
    single = entry(transaction(amounts(InstdAmt="50.00")), code=code(*COLLECTED), currency="CHF")
    reported = only(single)
    assert (reported.status, reported.amount, reported.moved) == ("CHF", euro("50.00"), None)
    assert reported.foreign == "50.00 CHF"


def test_an_amount_instructed_in_another_currency_is_not_the_collections() -> None:
    foreign = "<AmtDtls><InstdAmt><Amt Ccy='USD'>58.00</Amt></InstdAmt></AmtDtls>"
    reported = only(credit(foreign))
    assert (reported.fact, reported.amount, reported.moved) == (Settlement, None, euro("50.00"))


@pytest.mark.parametrize(
    ("written", "cents"), [("50", 5000), ("50.5", 5050), ("050.00", 5000), ("50.50000", 5050)]
)
def test_an_amount_is_read_however_many_decimals_are_written(written: str, cents: int) -> None:
    single = entry(transaction(), code=code(*COLLECTED), amount=written)
    assert only(single).moved == Euro(cents=cents)


@pytest.mark.parametrize("written", ["", "50,00", "fifty", "50.001", "-50.00"])
def test_an_amount_that_is_none_refuses_the_message(written: str) -> None:
    single = entry(transaction(), code=code(*COLLECTED), amount=written)
    with pytest.raises(UnreadableMessage, match="Amt"):
        told(single)


def test_an_amount_that_is_none_matters_not_where_no_direct_debit_is() -> None:
    assert told(entry(amount="", code=code("RCDT", "ESCT"))) == []
