"""What may be done with a run between its preparation and the bank: packages differ in that."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from sepadd.findings import IllegalStep
from sepadd.frozen import dataclass
from sepadd.open_item import ItemKey
from sepadd.proposal import Proposal
from sepadd.run.run import CollectionRun, RunStep, Step
from sepadd.values import Euro, reads


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class RunPolicy:
    """Whether a prepared run may be changed, and how many people see it.

    ``add_items``, ``remove_items`` and ``change_amounts`` are about
    :func:`~sepadd.revise`, and ``withdraw`` is about
    :func:`~sepadd.run.withdraw`. ``four_eyes``: who submits a run is not the one who
    prepared, or last revised, it; and who withdraws one that was submitted is not the one who
    submitted it.
    """

    add_items: bool = True
    remove_items: bool = True
    change_amounts: bool = True
    withdraw: bool = True
    four_eyes: bool = False

    def must_allow(self, run: CollectionRun, proposal: Proposal) -> None:
        """Raise :class:`IllegalStep`, with all that is not allowed, if a revision is not."""
        forbidden = "; ".join(self._forbidden(run, proposal))
        if forbidden:
            raise IllegalStep(f"{run.label} cannot be revised so: {forbidden}")

    def _forbidden(self, run: CollectionRun, proposal: Proposal) -> Iterator[str]:
        before, after = _amounts(run), _amounts(proposal)
        added = [str(key) for key in after if key not in before]
        removed = [str(key) for key in before if key not in after]
        alone = [key for key, amount in after.items() if before.get(key, amount) != amount]
        changed = [*map(str, alone), *_changed_together(run, proposal, frozenset(alone))]
        if added and not self.add_items:
            yield f"{', '.join(added)} would be added: propose a run of its own"
        if removed and not self.remove_items:
            yield f"{', '.join(removed)} would be taken out: withdraw the run instead"
        if changed and not self.change_amounts:
            yield f"the amount of {', '.join(changed)} would change: withdraw the run instead"

    def must_see_with_four_eyes(self, run: CollectionRun, by: str) -> None:
        """Raise :class:`IllegalStep` if a second person has to submit it, and ``by`` is not one."""
        if self.four_eyes:
            _must_be_another(run, _last(run, Step.PREPARED, Step.REVISED), by, Step.SUBMITTED)

    def must_allow_withdrawal(self, run: CollectionRun, by: str) -> None:
        """Raise :class:`IllegalStep` if a run may not be withdrawn, or not by ``by``."""
        if not self.withdraw:
            raise IllegalStep(f"{run.label} may not be withdrawn: revise it, or submit it")
        if self.four_eyes and run.sent:
            _must_be_another(run, _last(run, Step.SUBMITTED), by, Step.WITHDRAWN)


def _last(run: CollectionRun, *steps: Step) -> RunStep:
    return next(done for done in reversed(run.history) if done.step in steps)


def _must_be_another(run: CollectionRun, first: RunStep, by: str, step: Step) -> None:
    """Refuse a step by the one who took the first one; names differ by more than capitals."""
    if not by.strip() or not first.by.strip():
        raise IllegalStep(
            f"{run.label} needs two people: {first.step} by {first.by!r}, {step} by {by!r}; "
            "name both"
        )
    if _person(by) == _person(first.by):
        raise IllegalStep(
            f"{run.label} was {first.step} by {first.by}: it has to be {step} by somebody else"
        )


def _person(by: str) -> str:
    return " ".join(normalize("NFKC", by).casefold().split())


def _amounts(of: CollectionRun | Proposal) -> dict[ItemKey, Euro]:
    """What is collected of each item."""
    return {item.key: item.amount for c in of.collections for item in c.items}


def _changed_together(
    run: CollectionRun, proposal: Proposal, alone: frozenset[ItemKey]
) -> Iterator[str]:
    """The items of which, together, another amount would be collected: the discount is another."""
    before = {frozenset(c.item_keys): c.amount for c in run.collections}
    for each in proposal.collections:
        keys = frozenset(each.item_keys)
        if not keys & alone and before.get(keys, each.amount) != each.amount:
            yield " and ".join(map(str, each.item_keys))


EVERYTHING_ALLOWED: Final = RunPolicy()
"""What the bank does not have yet may be changed, by one person: the default."""
