"""A set is prepared from the books of several administrations, in one file for their bank."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sepadd.books.books import Books
from sepadd.books.collecting import prepare
from sepadd.findings import Finding, Findings, RulesViolated
from sepadd.frozen import dataclass
from sepadd.proposal import Proposal
from sepadd.rulebook import Terms, readiness
from sepadd.run import CollectionRun, RunSet, join
from sepadd.values import Creditor, RunId


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one administration puts into a set: its books, and what was proposed from them."""

    books: Books
    proposals: tuple[Proposal, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A proposal that is in no set, and why: its creditor cannot collect, or it holds nothing."""

    proposal: Proposal
    findings: Findings

    @property
    def creditor(self) -> Creditor:
        """Whose proposal it is."""
        return self.proposal.creditor


@dataclass(frozen=True, slots=True, kw_only=True)
class PreparedSet:
    """A set, and what was left out of it."""

    run_set: RunSet
    skipped: tuple[Skipped, ...]


def prepare_set(
    shares: Iterable[Share], terms: Terms, *, id: RunId, at: datetime, by: str = ""
) -> PreparedSet:
    """Decide on the proposals of several administrations, and put the runs in a set.

    A proposal is skipped, and told, where its creditor is not ready to collect or it holds nothing.
    Raises :class:`RulesViolated` with all that is wrong with the others, or when all are skipped;
    and as :func:`join` does.
    """
    prepared: list[CollectionRun] = []
    skipped: list[Skipped] = []
    wrong: list[Finding] = []
    others: list[CollectionRun] = []
    for share in shares:
        books = share.books
        others += books.runs
        for proposal in share.proposals:
            try:
                run = prepare(proposal, books, terms, at=at, by=by)
            except RulesViolated as refused:
                if _has_something(proposal, terms):
                    wrong += refused.findings
                else:
                    skipped.append(Skipped(proposal=proposal, findings=refused.findings))
            else:
                books = books.keep(run)
                prepared.append(run)
    if wrong or not prepared:
        raise RulesViolated(Findings(wrong or [f for each in skipped for f in each.findings]))
    run_set = join(prepared, terms, id=id, at=at, by=by, others=others)
    return PreparedSet(run_set=run_set, skipped=tuple(skipped))


def _has_something(proposal: Proposal, terms: Terms) -> bool:
    return bool(proposal.collections) and not readiness(proposal.creditor, terms).errors
