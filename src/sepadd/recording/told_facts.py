"""What a message reports, as a fact of the collection that it speaks of.

Banks call one thing by several names. What it is follows from the reason, the day and the due date,
and from nothing else that was told, so that the order of the messages is no matter.
"""

from __future__ import annotations

from typing import Any

from sepadd.collection import (
    NO_REASON,
    Acceptance,
    BankFact,
    Charge,
    Collection,
    Refund,
    Reject,
    Reported,
    Return,
    RTransaction,
    Settlement,
    comes_after_settlement,
)
from sepadd.findings import IllegalStep
from sepadd.rulebook import is_refund_of
from sepadd.values import TARGET, ZERO, Euro


def fact_of(told: Reported, collection: Collection, *, with_costs: bool = True) -> BankFact:
    """What a message reports, as a fact of one collection; without costs if another has them."""
    kind = kind_of(told, collection)
    charges, compensation = costs_of(told, collection.amount) if with_costs else (ZERO, ZERO)
    more: dict[str, Any] = {}
    if issubclass(kind, RTransaction):
        more["reason"] = told.reason or NO_REASON
    elif kind is Settlement:
        more["again"] = told.again
    return kind(
        end_to_end_id=collection.end_to_end_id,
        on=told.on,
        said=told.said,
        booked_on=told.booked_on,
        entry=told.entry,
        charges=charges,
        compensation=compensation,
        **more,
    )


def kind_of(told: Reported, collection: Collection) -> type[BankFact]:
    """Which fact it is.

    Statements do not tell a refund from a return: the reason and the day do. A reject that is told
    after the due date is a return. Before the due date no money moves, whatever a report says.
    """
    if told.fact is None:
        raise IllegalStep(f"{told.label}: nothing happened that could be recorded")
    due_on = collection.due_on
    code = (told.reason or NO_REASON).code
    if told.fact is Settlement and told.booked_on is None and told.said.message:
        return Acceptance if told.on < TARGET.on_or_after(due_on) else Settlement
    if told.fact is Return or (
        told.fact is Reject and comes_after_settlement(code, told.on, due_on)
    ):
        refund = is_refund_of(code, due_on, collection.mandate.scheme, told.on)
        return Refund if refund else Return
    return told.fact


def costs_of(told: Reported, amount: Euro) -> tuple[Euro, Euro]:
    """Charges and compensation: what moved beside the amount, or else what is told of them."""
    if told.moved is None or told.fact is Charge:
        return told.charges, told.compensation
    more, less = (amount, told.moved) if told.came_in else (told.moved, amount)
    beside = more - less if more > less else ZERO
    compensation = min(told.compensation, beside)
    return beside - compensation, compensation


def came_to(fact: BankFact, amount: Euro) -> int:
    """What a booked fact of a collection of that amount moved on the account, in cents."""
    costs = fact.charges.cents + fact.compensation.cents
    if fact.booked_on is None:
        return 0
    if isinstance(fact, Charge):
        return -costs
    return amount.cents - costs if isinstance(fact, Settlement) else -amount.cents - costs
