"""What the end of a mandate touches, named item by item."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sepadd.collection import Acceptance, BankFact, Collection, Reject, Settlement, reason
from sepadd.debtors import touched
from sepadd.findings import Findings
from sepadd.mandate import Mandate, amend, replace_mandate, revoke, suspend
from sepadd.run import CollectionRun, submit, withdraw
from sepadd.testing import AT, DUE_ON, MANDATE, TODAY, a_proposal, a_run
from sepadd.values import MandateReference

REVOKED = revoke(MANDATE, TODAY)
SENT = submit(a_run(), at=AT)
DAY = timedelta(days=1)


def rules(findings: Findings) -> list[str]:
    return [finding.rule for finding in findings]


def answered(*facts: type[BankFact]) -> CollectionRun:
    """The sent run, of which the bank has told something."""

    def told(collection: Collection) -> Collection:
        for kind in facts:
            name = collection.end_to_end_id
            more: dict[str, Any] = {"reason": reason("AC04")} if kind is Reject else {}
            collection = collection.after(kind(end_to_end_id=name, on=TODAY, **more))
        return collection

    return replace(SENT, collections=tuple(map(told, SENT.collections)))


def test_the_items_of_a_proposal_are_named() -> None:
    found = touched(REVOKED, proposals=[a_proposal()])
    assert [finding.subject for finding in found] == ["invoice 2026-1001", "credit note C-2026-12"]
    assert found[0].detail == (
        "collection 2026-12-1 of proposal 2026-12 is due on 2026-12-01, and mandate M-1 was "
        "revoked on 2026-11-23; a new mandate is needed: propose again, and it will not be "
        "collected"
    )


def test_of_a_prepared_run_it_is_said_to_withdraw_or_revise_it() -> None:
    found = touched(REVOKED, runs=[a_run()])
    assert rules(found) == ["END-02", "END-02"]
    assert found[0].detail.endswith("withdraw the run, or revise it without this item")


def test_of_a_sent_run_it_is_said_to_ask_the_bank() -> None:
    found = touched(REVOKED, runs=[SENT])
    assert rules(found) == ["END-03", "END-03"]
    assert found[0].detail.endswith("ask the bank to cancel it before it settles")


def test_what_the_bank_has_accepted_can_still_be_cancelled() -> None:
    assert rules(touched(REVOKED, runs=[answered(Acceptance)])) == ["END-03", "END-03"]


def test_what_has_settled_or_was_rejected_is_not_touched() -> None:
    runs = [answered(Settlement), answered(Reject)]
    assert touched(REVOKED, runs=runs) == ()


def test_what_was_withdrawn_is_not_touched() -> None:
    assert touched(REVOKED, runs=[withdraw(a_run(), at=AT)]) == ()


def test_what_falls_due_before_the_end_is_not_touched() -> None:
    assert touched(revoke(MANDATE, DUE_ON + DAY), runs=[SENT]) == ()
    assert rules(touched(revoke(MANDATE, DUE_ON), runs=[SENT])) == ["END-03", "END-03"]


def test_another_mandate_touches_nothing() -> None:
    other = replace(REVOKED, reference=MandateReference("M-7"))
    assert touched(other, [a_proposal()], [SENT]) == ()


def test_a_mandate_that_goes_on_touches_nothing() -> None:
    assert touched(MANDATE, [a_proposal()], [SENT]) == ()


def test_its_own_collection_under_way_is_no_end_of_a_one_off() -> None:
    once = replace(MANDATE, one_off=True).with_presentations((SENT.collections[0].presentation,))
    assert touched(once, runs=[SENT]) == ()
    assert len(touched(suspend_used(once), runs=[SENT])) == 2


def suspend_used(mandate: Mandate) -> Mandate:
    return replace(suspend(MANDATE, TODAY), one_off=True, presentations=mandate.presentations)


def test_a_replaced_one_touches_its_items_too() -> None:
    old, _ = replace_mandate(MANDATE, on=TODAY, reference=MandateReference("M-9"))
    assert rules(touched(old, runs=[SENT])) == ["END-03", "END-03"]


def test_what_was_proposed_under_an_earlier_reference_is_found() -> None:
    renamed = amend(MANDATE, on=TODAY, reference=MandateReference("M-9"))
    assert rules(touched(revoke(renamed, TODAY), runs=[SENT])) == ["END-03", "END-03"]
