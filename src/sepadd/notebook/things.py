"""What a notebook shows of each thing: what it comes to, and the first lines of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from sepadd.findings import Finding, Findings
from sepadd.journal import Entry, balances
from sepadd.journal import Line as EntryLine
from sepadd.mandate import Mandate, Presentation
from sepadd.notebook.fragment import MOST_ROWS, CutTable, Shown, cut_table, fragment
from sepadd.printing import (
    PrintedColumn,
    PrintedFact,
    collected_on,
    collections_table,
    counted,
    failures_table,
    payer,
    printed_facts,
    proposal_facts,
    reasons_table,
    remark,
    run_facts,
    statuses_table,
)
from sepadd.proposal import Proposal, ProposalLine
from sepadd.records.tables import Row, Rowed, rows
from sepadd.reports import MonthOfCollections, open_balance
from sepadd.run import CollectionRun, RunSet
from sepadd.values import ZERO, Euro

_Column = PrintedColumn
_NUMBERS: Final = True


def shown(things: Rowed | Iterable[Rowed]) -> Shown:
    """Something, or a list of things of one kind, to be shown in a notebook.

    What a proposal, a run, a set, a mandate or findings show by themselves; a list of entries as a
    journal; any other list as the first of its :func:`sepadd.records.rows`. Raises
    :class:`InvalidValue` for what has none.

    >>> from sepadd.testing import COMPANY, DEBTOR
    >>> "Ada Jansen" in shown([DEBTOR, COMPANY]).html
    True
    """
    return Shown(html_of(things))


def html_of(things: Rowed | Iterable[Rowed]) -> str:
    """The same as HTML, to be put into a page of your own."""
    own = next((each for kind, each in _OWN.items() if isinstance(things, kind)), None)
    if own is not None:
        return own(things)
    listed = _listed(things)
    first = listed[0] if listed else None
    if isinstance(first, Entry):
        return _journal([each for each in listed if isinstance(each, Entry)])
    if isinstance(first, CollectionRun):
        return _runs([each for each in listed if isinstance(each, CollectionRun)])
    return _of_rows(listed)


def _listed(things: Rowed | Iterable[Rowed]) -> Sequence[Rowed]:
    if isinstance(things, list | tuple) and not hasattr(things, "_fields"):
        return things
    if isinstance(things, Iterable) and not hasattr(things, "_fields"):
        return tuple(things)
    return (things,)  # type: ignore[return-value]  # a named tuple is one thing


# -- proposals ----------------------------------------------------------------------------------


def _proposal(proposal: Proposal) -> str:
    due_on = collected_on(proposal)
    lines = cut_table(
        "Open items",
        (
            *map(_Column, ("item", "debtor", "mandate")),
            *(_Column("open", _NUMBERS), _Column("to collect", _NUMBERS), _Column("remark")),
        ),
        proposal.lines,
        lambda line: (*_line(line), remark(line, due_on)),
    )
    whole = _findings_table("About the whole", proposal.whole)
    tables = (CutTable(reasons_table(proposal)), lines, whole)
    return fragment(f"Proposal {proposal.id}", proposal_facts(proposal), tables)


def _line(line: ProposalLine) -> tuple[object, ...]:
    item, mandate = line.item, line.mandate
    return (
        *(item.label, f"{item.debtor_id} {payer(line) or ''}".rstrip()),
        mandate.reference if mandate else item.mandate,
        *(open_balance(line), line.amount if line.ok else ZERO),
    )


# -- runs ---------------------------------------------------------------------------------------


def _run(run: CollectionRun) -> str:
    first = collections_table(islice(run.collections, MOST_ROWS))
    tables = (
        CutTable(statuses_table(run)),
        CutTable(failures_table(run)),
        CutTable(first, max(0, len(run.collections) - MOST_ROWS)),
    )
    return fragment(f"Run {run.id}", run_facts(run), tables)


def _run_set(run_set: RunSet) -> str:
    facts = printed_facts(("sent", "yes" if run_set.sent else "no"))
    return fragment(f"Set {run_set.id}", facts, (_runs_table(run_set.runs),))


def _runs(runs: Sequence[CollectionRun]) -> str:
    return fragment(counted(len(runs), "run"), tables=(_runs_table(runs),))


def _runs_table(runs: Sequence[CollectionRun]) -> CutTable:
    collections, total = sum(len(run.collections) for run in runs), sum(r.total.cents for r in runs)
    return cut_table(
        "",
        (
            *map(_Column, ("run", "creditor", "stands", "due on")),
            *(_Column("collections", _NUMBERS), _Column("total", _NUMBERS)),
        ),
        runs,
        _of_run,
        ("total", *(None,) * 3, collections, Euro(cents=total)),
    )


def _of_run(run: CollectionRun) -> tuple[object, ...]:
    days = ", ".join(map(str, sorted({each.due_on for each in run.collections})))
    return run.id, run.creditor.name, run.standing, days, len(run.collections), run.total


# -- mandates -----------------------------------------------------------------------------------


def _mandate(mandate: Mandate) -> str:
    latest = mandate.presentations[::-1]
    presented = cut_table(
        "Presented under it, the latest first",
        map(_Column, ("due on", "sequence", "collection", "outcome")),
        latest,
        _presentation,
    )
    return fragment(f"Mandate {mandate.reference}", _mandate_facts(mandate), (presented,))


def _mandate_facts(mandate: Mandate) -> tuple[PrintedFact, ...]:
    debtor, hold = mandate.debtor, mandate.suspension
    return printed_facts(
        ("debtor", f"{debtor.id} {debtor.name}"),
        ("account", debtor.iban),
        ("account holder", debtor.account_holder),
        ("creditor", mandate.creditor_identifier),
        ("scheme", mandate.scheme),
        ("for", "one collection" if mandate.one_off else "recurrent collections"),
        ("signed on", mandate.signed_on or "not signed"),
        ("last usable on", mandate.last_usable_on),
        ("confirmed on", mandate.confirmed_on),
        ("on hold since", hold.since if hold else None),
        ("on hold until", hold.until if hold else None),
        ("why", hold.reason if hold else None),
        ("revoked on", mandate.revoked_on),
        ("replaced on", mandate.replaced_on),
        ("replaced by", mandate.replaced_by),
        ("amendments", len(mandate.amendments) or None),
        ("presented", f"{len(mandate.presentations)} times"),
    )


def _presentation(each: Presentation) -> tuple[object, ...]:
    return each.due_on, each.sequence_type, each.end_to_end_id, each.outcome


# -- findings -----------------------------------------------------------------------------------


def _findings(findings: Findings) -> str:
    errors, warnings = len(findings.errors), len(findings.warnings)
    facts = printed_facts(("errors", errors), ("warnings", warnings))
    if not findings:
        return fragment("Nothing was found")
    return fragment("Findings", facts, (_findings_table("", findings),))


def _findings_table(heading: str, findings: Findings) -> CutTable:
    """Errors before warnings."""
    in_order = (*findings.errors, *findings.warnings)
    return cut_table(
        heading,
        (
            *map(_Column, ("rule", "severity")),
            _Column("line", _NUMBERS),
            *map(_Column, ("about", "what", "source")),
        ),
        in_order,
        _finding,
    )


def _finding(finding: Finding) -> tuple[object, ...]:
    return (
        *(finding.rule, finding.severity, finding.line, finding.subject, finding.detail),
        finding.source,
    )


# -- journals -----------------------------------------------------------------------------------


def _journal(entries: Sequence[Entry]) -> str:
    lines = [(entry, line) for entry in entries for line in entry.lines]
    debits = Euro.total(line.debit for _, line in lines)
    table = cut_table(
        "",
        (
            *map(_Column, ("date", "entry", "account", "description", "debtor", "item")),
            *(_Column("debit", _NUMBERS), _Column("credit", _NUMBERS)),
        ),
        lines,
        _entry_line,
        ("total", *(None,) * 5, debits, debits),
    )
    left = ((role.value, amount) for role, amount in balances(entries).items() if amount != ZERO)
    return fragment(
        f"Journal of {counted(len(entries), 'entry', 'entries')}", printed_facts(*left), (table,)
    )


def _entry_line(of: tuple[Entry, EntryLine]) -> tuple[object, ...]:
    entry, line = of
    return (
        *(entry.on, entry.id, line.account or line.role, entry.description),
        *(line.debtor_id, line.item.number if line.item else None),
        *(each if each != ZERO else None for each in (line.debit, line.credit)),
    )


# -- anything else ------------------------------------------------------------------------------


def _of_rows(things: Sequence[Rowed]) -> str:
    """The first rows of a list; where each thing is one row, the others are not made."""
    many = bool(things) and isinstance(things[0], _OF_MANY_ROWS)
    first = rows(things if many else things[:MOST_ROWS])
    more = 0 if many else max(0, len(things) - MOST_ROWS)
    names = tuple(first[0]) if first else ()
    columns = (PrintedColumn(name, numbers=_is_number(first, name)) for name in names)
    cut = cut_table("", columns, first, dict.values)
    return fragment(_how_many(things), tables=(CutTable(cut.table, cut.more + more),))


_OF_MANY_ROWS: Final = (Proposal, RunSet, MonthOfCollections)


def _is_number(found: Iterable[Row], name: str) -> bool:
    cells = [row[name] for row in found if row[name] is not None]
    return bool(cells) and not any(isinstance(cell, str) or hasattr(cell, "day") for cell in cells)


def _how_many(things: Sequence[Rowed]) -> str:
    return f"{type(things[0]).__name__}: {len(things)}" if things else "Nothing"


_OWN: Final[Mapping[type[object], Callable[..., str]]] = MappingProxyType(
    {
        Proposal: _proposal,
        CollectionRun: _run,
        RunSet: _run_set,
        Mandate: _mandate,
        Findings: _findings,
    }
)
