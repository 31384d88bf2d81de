"""When what failed is collected again: how often, after how long and for which reasons."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, Protocol

from sepadd.collection import CONSEQUENCES, Collection, Consequences, Retry, RTransaction
from sepadd.findings import Finding, InvalidValue, Sentence
from sepadd.frozen import dataclass
from sepadd.open_item import OpenItem
from sepadd.proposal.live_run import Attempts
from sepadd.values import reads

_OWN: Final = "the consequence set for the reason"

OFTEN_ENOUGH: Final = Sentence(
    "TRY-01",
    "A failed item is not collected again too often.",
    _OWN,
    why="Each failure may bring charges, and banks set a limit to the tries, often two or three.",
    hint="Ask the debtor to pay in another way, or take the item in by hand.",
)
TOO_SOON: Final = Sentence(
    "TRY-02",
    "A failed item is not collected again too soon.",
    _OWN,
    why="The same debit at once meets the same obstacle; how long to wait depends on the reason.",
    hint="Collect it from the day that the finding names on, or take the item in by hand.",
)
NOT_BY_ITSELF: Final = Sentence(
    "TRY-03",
    "A failed item is collected again by itself for some reasons only.",
    _OWN,
    why=(
        "After some reasons the next debit fails too until something is put right: an account that "
        "is closed stays closed."
    ),
    hint="Put right what the reason names, and take the item in by hand after that.",
)

RETRY_SENTENCES: Final = (OFTEN_ENOUGH, TOO_SOON, NOT_BY_ITSELF)
"""Why a failed item is not collected again, unless it is taken in by hand."""

_WHY_NOT: Final = {
    Retry.NO: "it is not to be collected again",
    Retry.AFTER_FIX: "it can be collected again once that is put right: then take it in by hand",
    Retry.ASK_DEBTOR: "ask the debtor first, and take it in by hand if it is agreed",
    Retry.CASE_BY_CASE: "decide, and take it in by hand if it is to be collected again",
}


class RetryPolicy(Protocol):
    """How often, after how long and for which reasons a failed item is collected again."""

    def why_not(self, item: OpenItem, attempts: Attempts, due_on: date) -> Iterable[Finding]:
        """Whatever stands against another attempt on a day."""
        ...


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class RetryByReason:
    """Failed items are collected again as the reason of their last failure says.

    ``most_attempts`` stands above the reasons: attempts in all, the first included. An item that is
    taken in by hand is collected whatever this says.

    Raises :class:`InvalidValue` for less than one attempt.
    """

    consequences: Consequences = CONSEQUENCES
    most_attempts: int = 3

    def __post_init__(self) -> None:
        """Refuse a policy that would not even allow a first attempt."""
        if self.most_attempts < 1:
            raise InvalidValue(f"at most {self.most_attempts} attempts: give 1 or more")

    def why_not(self, item: OpenItem, attempts: Attempts, due_on: date) -> Iterator[Finding]:
        """Whatever stands against another attempt on a day."""
        last, failure = attempts.last, attempts.last.failure
        if failure is None:
            return
        consequence = self.consequences.of(failure.reason, last.mandate.scheme, type(failure))
        if consequence.most_attempts is None:
            detail = f"{_why_failed(last, failure)}; {_WHY_NOT[consequence.retry]}"
            yield NOT_BY_ITSELF.finding(item.label, detail)
            return
        most, made = min(self.most_attempts, consequence.most_attempts), attempts.made
        if made >= most:
            times = "once" if made == 1 else f"{made} times"
            detail = f"{_why_failed(last, failure)}, and was tried {times}; at most {most} are made"
            yield OFTEN_ENOUGH.finding(item.label, detail)
        again_on = consequence.retry_from(failure.on, 1)
        if again_on is not None and due_on < again_on:
            detail = f"{_why_failed(last, failure)}: it may be due again from {again_on} on"
            yield TOO_SOON.finding(item.label, detail)


def _why_failed(failed: Collection, failure: RTransaction) -> str:
    code = failure.reason.code
    why = f" ({code}, {failure.reason.meaning})" if code else ""
    return f"collection {failed.end_to_end_id} was {failed.status} on {failure.on}{why}"
