"""Setting credit notes off against invoices, mandate by mandate."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest

from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate
from sepadd.open_item import DirectDebitDiscount, OpenItem
from sepadd.proposal import CreditNotes
from sepadd.proposal.netting import Claim, Netting, Owed, Waiting, net, one_by_one
from sepadd.testing import CREDIT_NOTE, INVOICE, MANDATE
from sepadd.values import CreditorIdentifier, Euro, MandateReference

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


# -- where the credit notes outweigh the invoices -------------------------------------------------


def used_up(*items: OpenItem, discount: DirectDebitDiscount | None = None) -> Netting:
    return net(owe(*items), credit_notes=CreditNotes.USED_UP, discount=discount)


def test_credit_notes_are_set_off_in_their_order_and_the_others_are_carried_over() -> None:
    first, second = credit(15_00, "C-1"), credit(30_00, "C-2")
    assert used_up(INVOICE, first, second) == Netting(
        (Claim(MANDATE, Euro(cents=25_00), (INVOICE, first)),),
        (Waiting(MANDATE, Euro(cents=-30_00), (second,)),),
    )


def test_one_that_is_too_large_is_passed_over_for_one_that_is_not() -> None:
    large, small = credit(40_00, "C-1"), credit(39_99, "C-2")
    (claim,), (waiting,) = used_up(large, INVOICE, small)
    assert (claim.items, claim.amount) == ((INVOICE, small), Euro(cents=1))
    assert waiting.items == (large,)


def test_what_would_leave_nothing_is_carried_over_and_what_leaves_a_cent_is_not() -> None:
    exact, cent_less = credit(40_00), credit(39_99)
    assert used_up(INVOICE, exact).claims[0].items == (INVOICE,)
    assert used_up(INVOICE, cent_less).claims[0].items == (INVOICE, cent_less)


def test_where_all_can_be_set_off_used_up_is_the_same_as_waiting() -> None:
    items = (INVOICE, credit(10_00), credit(29_99, "C-2"))
    assert used_up(*items) == net(owe(*items))


def test_without_an_invoice_all_credit_notes_wait_together() -> None:
    items = (credit(1), credit(2, "C-2"))
    assert used_up(*items) == Netting((), (Waiting(MANDATE, Euro(cents=-3), items),))


def test_each_mandate_uses_up_its_own() -> None:
    owed = [*owe(INVOICE, credit(50_00)), *owe(credit(1), under=OTHER)]
    claims, waiting = net(owed, credit_notes=CreditNotes.USED_UP)
    assert [claim.mandate for claim in claims] == [MANDATE]
    assert [group.mandate for group in waiting] == [MANDATE, OTHER]


def test_one_credit_note_that_is_given_twice_is_neither_lost_nor_used_twice() -> None:
    note = credit(25_00)
    assert used_up(INVOICE, note, note) == Netting(
        (Claim(MANDATE, Euro(cents=15_00), (INVOICE, note)),),
        (Waiting(MANDATE, Euro(cents=-25_00), (note,)),),
    )


# -- a discount -----------------------------------------------------------------------------------


def off(cents: int) -> DirectDebitDiscount:
    return DirectDebitDiscount(off=Euro(cents=cents))


def test_a_discount_is_taken_off_what_is_collected() -> None:
    (claim,) = net(owe(INVOICE, CREDIT_NOTE), discount=off(2_50)).claims
    assert claim == Claim(MANDATE, Euro(cents=27_50), (INVOICE, CREDIT_NOTE), Euro(cents=2_50))


def test_one_by_one_each_invoice_has_its_own() -> None:
    second = replace(INVOICE, number="R-2", amount=Euro(cents=25))
    percentage = DirectDebitDiscount(off=Decimal(2))
    claims, _ = one_by_one(owe(INVOICE, CREDIT_NOTE, second), discount=percentage)
    assert [str(claim.discount) for claim in claims] == ["0.80", "0.01"]
    assert [str(claim.amount) for claim in claims] == ["39.20", "0.24"]


def test_a_discount_that_leaves_a_cent_is_collected_and_one_that_leaves_nothing_waits() -> None:
    assert net(owe(INVOICE), discount=off(39_99)).claims[0].amount == Euro(cents=1)
    for way in (net, one_by_one):
        assert way(owe(INVOICE), discount=off(40_00)) == Netting(
            (), (Waiting(MANDATE, Euro(cents=40_00), (INVOICE,), Euro(cents=40_00)),)
        )


def test_no_discount_is_given_where_nothing_is_owed() -> None:
    items = (INVOICE, credit(40_00))
    assert net(owe(*items), discount=off(1)).waiting[0].discount == Euro(cents=0)


def test_a_credit_note_is_carried_over_where_the_discount_would_leave_nothing() -> None:
    first, second = credit(37_50), credit(5_00, "C-2")
    claims, waiting = used_up(INVOICE, first, second, discount=off(2_50))
    assert claims == (Claim(MANDATE, Euro(cents=32_50), (INVOICE, second), Euro(cents=2_50)),)
    assert [group.items for group in waiting] == [(first,)]
    cent_less = credit(37_49)
    assert used_up(INVOICE, cent_less, discount=off(2_50)).claims[0].amount == Euro(cents=1)


def test_where_the_discount_leaves_nothing_of_the_invoices_all_of_them_wait() -> None:
    items = (INVOICE, credit(1))
    assert used_up(*items, discount=off(40_00)) == Netting(
        (), (Waiting(MANDATE, Euro(cents=39_99), items, Euro(cents=40_00)),)
    )


def test_a_discount_below_zero_would_collect_too_much_and_is_refused() -> None:
    @dataclass(frozen=True)
    class Own:
        cents: int

        def of(self, items: Sequence[OpenItem]) -> Euro:
            return Euro(cents=self.cents * len(items))

    assert net(owe(INVOICE), discount=Own(0)).claims[0].discount == Euro(cents=0)
    with pytest.raises(InvalidValue, match=r"discount -0\.01 on invoice 2026-1001: needs to be 0"):
        net(owe(INVOICE), discount=Own(-1))
