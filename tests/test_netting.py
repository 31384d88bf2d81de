"""Setting credit notes off against invoices, mandate by mandate."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from sepadd.identifiers import CreditorIdentifier, MandateReference
from sepadd.mandate import Mandate
from sepadd.money import Euro
from sepadd.netting import Claim, Netting, Owed, Waiting, net, one_by_one
from sepadd.open_item import OpenItem
from sepadd.testing import CREDIT_NOTE, INVOICE, MANDATE

OTHER = replace(MANDATE, reference=MandateReference("M-9"))


def owe(*items: OpenItem, under: Mandate = MANDATE) -> list[Owed]:
    return [(item, under) for item in items]


def credit(cents: int, number: str = "C-1") -> OpenItem:
    return replace(CREDIT_NOTE, number=number, amount=Euro(cents=cents))


def test_nothing_owed_is_nothing_to_net() -> None:
    assert net([]) == one_by_one([]) == Netting((), ())


def test_feature_2_26_condensed_all_items_under_a_mandate_become_one_claim() -> None:
    items = (INVOICE, CREDIT_NOTE, replace(INVOICE, number="R-2", amount=Euro(cents=5_00)))
    assert net(owe(*items)).claims == (Claim(MANDATE, Euro(cents=35_00), items),)


def test_a_claim_of_one_cent_is_collected() -> None:
    assert net(owe(INVOICE, credit(39_99))).claims[0].amount == Euro(cents=1)


def test_a_balance_of_zero_waits() -> None:
    items = (INVOICE, credit(40_00))
    assert net(owe(*items)) == Netting((), (Waiting(MANDATE, Euro(cents=0), items),))


def test_a_balance_of_a_cent_in_the_debtors_favour_waits() -> None:
    items = (INVOICE, credit(40_01))
    assert net(owe(*items)) == Netting((), (Waiting(MANDATE, Euro(cents=-1), items),))


def test_a_credit_note_alone_waits() -> None:
    assert net(owe(CREDIT_NOTE)).waiting[0].balance == Euro(cents=-10_00)


def test_what_one_mandate_has_too_much_another_does_not_get() -> None:
    netting = net([*owe(credit(50_00)), *owe(INVOICE, under=OTHER)])
    assert [claim.amount for claim in netting.claims] == [Euro(cents=40_00)]
    assert [group.balance for group in netting.waiting] == [Euro(cents=-50_00)]


def test_claims_stand_in_the_order_of_each_mandates_first_item() -> None:
    second = replace(INVOICE, number="R-2")
    third = replace(INVOICE, number="R-3")
    owed = [*owe(INVOICE, under=OTHER), *owe(second), *owe(third, under=OTHER)]
    assert [claim.items for claim in net(owed).claims] == [(INVOICE, third), (second,)]


def test_trap_15_one_mandate_written_in_two_cases_is_netted_as_one() -> None:
    lower = replace(MANDATE, reference=MandateReference("m-1"))
    assert len(net([*owe(INVOICE), *owe(credit(1), under=lower)]).claims) == 1


def test_trap_16_the_business_code_does_not_part_what_is_netted() -> None:
    coded = replace(MANDATE, creditor_identifier=CreditorIdentifier("NL42ABC123456780001"))
    assert len(net([*owe(INVOICE), *owe(credit(1), under=coded)]).claims) == 1


def test_feature_2_27_uncondensed_each_invoice_is_a_claim_and_credit_notes_wait() -> None:
    second = replace(INVOICE, number="R-2")
    netting = one_by_one(owe(INVOICE, CREDIT_NOTE, second))
    assert [claim.items for claim in netting.claims] == [(INVOICE,), (second,)]
    assert netting.waiting == (Waiting(MANDATE, Euro(cents=-10_00), (CREDIT_NOTE,)),)


@pytest.mark.parametrize("way", [net, one_by_one])
def test_a_stream_of_items_will_do(way: Callable[[Iterable[Owed]], Netting]) -> None:
    assert len(way(iter(owe(INVOICE))).claims) == 1
