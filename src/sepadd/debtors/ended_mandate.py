"""What is still under way under a mandate that was revoked, replaced or put on hold.

Whoever ends a mandate is told by name which open items it touches, and what to do about each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from sepadd.collection import Collection, CollectionStatus
from sepadd.findings import Finding, Findings, Sentence
from sepadd.mandate import Mandate, MandateStatus
from sepadd.proposal import MandateKey, Proposal
from sepadd.run import CollectionRun, RunStage

_SOURCE: Final = "EPC016-06: a collection needs a mandate on its due date"
PROPOSED: Final = Sentence(
    "END-01",
    "Nothing is proposed under a mandate that has ended.",
    _SOURCE,
    why=(
        "The proposal was made while the mandate held; prepared as it is, it would debit without "
        "authority."
    ),
    hint="Propose again.",
)
PREPARED: Final = Sentence(
    "END-02",
    "Nothing is sent under a mandate that has ended.",
    _SOURCE,
    why=(
        "The run was prepared while the mandate held; handed over as it is, its file would debit "
        "without authority."
    ),
    hint="Revise the run or withdraw it before its file is handed over.",
)
SENT: Final = Sentence(
    "END-03",
    "Nothing is under way under a mandate that has ended.",
    _SOURCE,
    why=(
        "What is debited without a mandate can be claimed back for thirteen months, while the bank "
        "can still stop what has not settled."
    ),
    hint="Recall the collection, or reverse it once it has settled.",
)

ENDED_SENTENCES: Final = (PROPOSED, PREPARED, SENT)
"""What is told of the open items that the end of a mandate touches."""

_ENDED: Final = frozenset(
    {
        MandateStatus.REVOKED,
        MandateStatus.REPLACED,
        MandateStatus.SUSPENDED,
        MandateStatus.LAPSED,
    }
)
_UNDER_WAY: Final = frozenset({CollectionStatus.PENDING, CollectionStatus.ACCEPTED})
_TO_DO: Final = {
    RunStage.PREPARED: (PREPARED, "withdraw the run, or revise it without this item"),
    RunStage.SUBMITTED: (SENT, "ask the bank to cancel it before it settles"),
}


def touched(
    mandate: Mandate,
    proposals: Iterable[Proposal] = (),
    runs: Iterable[CollectionRun] = (),
) -> Findings:
    """The open items that are to be collected under a mandate on a day on which it is over.

    ``mandate`` is given as it is now. Told are those that a proposal would collect, those in runs
    that were prepared, and those that were sent and not settled yet, each with what to do; also
    under a reference that the mandate had before it was amended. What falls due before the end is
    not touched.

    >>> from sepadd.mandate import revoke
    >>> from sepadd.testing import MANDATE, TODAY, a_run
    >>> [finding.subject for finding in touched(revoke(MANDATE, TODAY), runs=[a_run()])]
    ['invoice 2026-1001', 'credit note C-2026-12']
    """
    keys = frozenset(mandate.keys)
    proposed = (found for each in proposals for found in _in_proposal(mandate, keys, each))
    in_runs = (found for run in runs for found in _in_run(mandate, keys, run))
    return Findings((*proposed, *in_runs))


def _in_proposal(
    mandate: Mandate, keys: frozenset[MandateKey], proposal: Proposal
) -> Iterator[Finding]:
    to_do = "propose again, and it will not be collected"
    for collection in _under(keys, proposal.collections):
        yield from _told(mandate, collection, PROPOSED, f"proposal {proposal.id}", to_do)


def _in_run(mandate: Mandate, keys: frozenset[MandateKey], run: CollectionRun) -> Iterator[Finding]:
    if run.stage not in _TO_DO:
        return
    sentence, to_do = _TO_DO[run.stage]
    for collection in _under(keys, run.collections):
        if collection.status in _UNDER_WAY:
            yield from _told(mandate, collection, sentence, run.label, to_do)


def _under(keys: frozenset[MandateKey], collections: Iterable[Collection]) -> Iterator[Collection]:
    return (each for each in collections if each.mandate.key in keys)


def _told(
    mandate: Mandate, collection: Collection, sentence: Sentence, where: str, to_do: str
) -> Iterator[Finding]:
    why = _why_over(mandate, collection)
    if why is None:
        return
    for item in collection.items:
        detail = f"collection {collection.end_to_end_id} of {where} is due on {collection.due_on}"
        yield sentence.finding(item.label, f"{detail}, and {why}: {to_do}")


def _why_over(mandate: Mandate, collection: Collection) -> str | None:
    """Why the mandate does not carry a collection that is under way; its own use is no reason."""
    due_on, own = collection.due_on, collection.end_to_end_id
    others = tuple(p for p in mandate.presentations if p.end_to_end_id != own)
    before = replace(mandate, presentations=others)
    return before.why_unusable(due_on) if before.status(due_on) in _ENDED else None
