"""What follows from the bank's answers: for mandates, and for whom to tell what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from sepadd.collection import (
    Collection,
    Consequence,
    Consequences,
    MandateConsequence,
    RTransaction,
)
from sepadd.frozen import dataclass
from sepadd.mandate import LIVING, Dormancy, Mandate, suspend
from sepadd.proposal import MandateKey, informed, presented_by
from sepadd.recording.recorded import Effect
from sepadd.run import CollectionRun


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A collection that failed, why, and what is to be done about it.

    ``retry_from`` is the first due date on which it may be collected again by itself; absent where
    somebody has to decide that.
    """

    collection: Collection
    failure: RTransaction
    consequence: Consequence
    retry_from: date | None


def follow_ups(effects: Iterable[Effect], consequences: Consequences) -> tuple[FollowUp, ...]:
    """For every collection that has failed just now, what its reason asks for.

    And for one that had failed before, where only now it is told why.
    """
    return tuple(_follow_ups(effects, consequences))


def _follow_ups(effects: Iterable[Effect], consequences: Consequences) -> Iterator[FollowUp]:
    for effect in effects:
        if not (effect.failed or effect.explained):
            continue
        failed, failure = effect.after, effect.after.failure
        if failure is not None:
            follows = consequences.of(failure.reason, failed.mandate.scheme, type(failure))
            if follows.without_bic is not None and failed.mandate.debtor.bic is None:
                follows = follows.without_bic
            again_from = follows.retry_from(failure.on, failed.attempt)
            yield FollowUp(
                collection=failed, failure=failure, consequence=follows, retry_from=again_from
            )


def mandates_after(
    mandates: Iterable[Mandate],
    runs: Iterable[CollectionRun],
    failures: Iterable[FollowUp],
    *,
    dormancy: Dormancy,
) -> tuple[Mandate, ...]:
    """The mandates in the user's books, once ``runs`` have taken in what the bank has said.

    Each knows what the submitted runs have presented under it and what became of that: a one-off,
    a first use and an amendment that were turned down are given back. Reasons of the new failures
    suspend a mandate from the day of the failure, or end it, as their consequences say; one that
    has ended by then, is on hold already until it is released, or has another account since, stays
    as it is. Done again without failures it changes nothing.
    """
    presented = presented_by(run for run in runs if run.sent)
    failed = _by_mandate(failures)
    return tuple(
        _after(informed(mandate, presented), _of(mandate, failed), dormancy) for mandate in mandates
    )


def _by_mandate(failed: Iterable[FollowUp]) -> Mapping[MandateKey, list[FollowUp]]:
    found: defaultdict[MandateKey, list[FollowUp]] = defaultdict(list)
    for each in sorted(
        failed, key=lambda one: (one.failure.on, one.collection.end_to_end_id.value)
    ):
        found[each.collection.mandate.key].append(each)
    return found


def _of(mandate: Mandate, failed: Mapping[MandateKey, list[FollowUp]]) -> list[FollowUp]:
    if not failed:
        return []
    return [each for key in mandate.keys for each in failed.get(key, ())]


def _after(mandate: Mandate, failed: Iterable[FollowUp], dormancy: Dormancy) -> Mandate:
    for each in failed:
        on = each.failure.on
        match each.consequence.mandate:
            case MandateConsequence.END if _can_end(mandate, on):
                mandate = replace(mandate, revoked_on=on)
            case MandateConsequence.AMEND if _has_another_account(mandate, each.collection):
                pass
            case MandateConsequence.SUSPEND | MandateConsequence.AMEND if _can_be_held(
                mandate, on, dormancy
            ):
                mandate = suspend(mandate, on, reason=_why(each), dormancy=dormancy)
    return mandate


def _can_end(mandate: Mandate, on: date) -> bool:
    """Whether it is signed, and does not end before; that it was to end later is no matter."""
    signed_by_then = mandate.signed_on is None or mandate.signed_on <= on
    ends_on = min(mandate.revoked_on or date.max, mandate.replaced_on or date.max)
    return signed_by_then and on < ends_on


def _has_another_account(mandate: Mandate, failed: Collection) -> bool:
    return mandate.debtor.iban != failed.mandate.debtor.iban


def _can_be_held(mandate: Mandate, on: date, dormancy: Dormancy) -> bool:
    """Whether it is alive, and not on hold already for as long as nobody releases it."""
    hold = mandate.suspension
    held_for_good = hold is not None and hold.until is None and hold.since <= on
    return mandate.status(on, dormancy) in LIVING and not held_for_good


def _why(each: FollowUp) -> str:
    reason = each.failure.reason
    return f"{reason.code}, {reason.meaning} (collection {each.collection.end_to_end_id})"
