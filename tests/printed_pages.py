"""What the documents print from the code, so that no page can say otherwise than the code does.

A page has a line such as ``% printed: every_rule`` where the function of that name is printed.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, time
from enum import Enum
from inspect import getdoc
from itertools import combinations, groupby
from typing import Any, Final

import click

from edges import EDGES, Edge, Together
from sepadd.catalogue import CATALOGUE
from sepadd.cli.commands import sepadd
from sepadd.collection import STEPS, Collection
from sepadd.consequence import Consequence
from sepadd.consequences import CONSEQUENCES
from sepadd.findings import IllegalStep, SepaddError
from sepadd.identifiers import MandateReference, RunId
from sepadd.mandate import (
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.preparing import revise
from sepadd.profile import EPC, PROFILES, BankProfile
from sepadd.reason_codes import REASON_CODES, FailureKind, ReasonCode, Standing
from sepadd.records.headings import MANDATE_COLUMNS, OPEN_ITEM_COLUMNS, Columns
from sepadd.records.proposal_table import PROPOSAL_COLUMNS
from sepadd.rtransaction import (
    Acceptance,
    BankFact,
    Cancellation,
    Refund,
    Reject,
    Return,
    Reversal,
    RTransaction,
    Settlement,
    reason,
)
from sepadd.rulebook.collection_rules import COLLECTION_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.edition import EDITIONS, Edition
from sepadd.rulebook.file_rules import FILE_RULES
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Rule, Sentence, put
from sepadd.rulebook.terms import Terms
from sepadd.run import CollectionRun
from sepadd.run_set import RunSet, join, submit_set, take_apart
from sepadd.submitting import close, note, submit, withdraw
from sepadd.testing import AT, DUE_ON, MANDATE, TERMS, a_proposal, a_run
from test_architecture import READING_ORDER, modules

NOTHING: Final = "\N{EN DASH}"
"""Stands in a cell where there is nothing to be said."""

MARK: Final = re.compile(r"^% printed: (\w+)$", re.MULTILINE)
"""Where a page has something printed."""


def printed(page: str) -> str:
    """Give a page with all that it wants printed."""
    return MARK.sub(lambda mark: PRINTERS[mark[1]](), page)


# -- tables -------------------------------------------------------------------------------------


def cell(text: object) -> str:
    """Give a text as a cell of a table, in which nothing is taken for a mark."""
    short = re.sub(r"([^\W\d])\1{11,}", r"\1\1\1…", " ".join(str(text).split()))
    return re.sub(r"([\\|*_<>\[\]$])", r"\\\1", short)


def code(text: object) -> str:
    return f"``{text}``".replace("|", "\\|")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    named = list(headings)
    lines = [named, ["---"] * len(named), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


# -- how two things differ ----------------------------------------------------------------------

_MANY = 3


def differences(one: Any, other: Any, path: str = "") -> Iterator[tuple[str, Any, Any]]:
    """Give the innermost places at which two things differ; where there are many, the things."""
    if one is other or repr(one) == repr(other):
        return
    inner, others = _parts(one), _parts(other)
    if type(one) is not type(other) or inner.keys() != others.keys() or not inner:
        yield path, one, other
        return
    names = {name: f"{path}.{name}" if path else name for name in inner}
    found = [d for n, name in names.items() for d in differences(inner[n], others[n], name)]
    is_named = isinstance(one, Mandate) and len(found) > _MANY and said(one) != said(other)
    yield from [(path, one, other)] if is_named else found


def _parts(thing: Any) -> dict[str, Any]:
    """Give what a thing consists of; nothing of what is told as a whole."""
    if "__str__" in vars(type(thing)) or isinstance(thing, type):
        return {}
    if is_dataclass(thing):
        return {field.name: getattr(thing, field.name) for field in fields(thing) if field.init}
    if isinstance(thing, tuple):
        return dict(getattr(thing, "_asdict", lambda: _numbered(thing))())
    return {}


def _numbered(things: tuple[Any, ...]) -> dict[str, Any]:
    return {str(place): thing for place, thing in enumerate(things, start=1)}


def said(value: Any) -> str:
    """Give a value in a few words."""
    if value in (None, ""):
        return "absent"
    for kind, tell in TOLD:
        if isinstance(value, kind):
            return tell(value)
    parts = {name: part for name, part in _parts(value).items() if part not in (None, (), "")}
    told = (f"{name.replace('_', ' ')} {said(part)}" for name, part in parts.items())
    return ", ".join(told) or str(value)


def _of_text(text: str) -> str:
    if len(text) > _MANY and len(set(text)) == 1:
        return f"“{text[0]}” {len(text)} times"
    return f"“{text}”"


def _of_mapping(values: Mapping[Any, Any]) -> str:
    return ", ".join(f"{said(key)} {said(value)}" for key, value in values.items()) or "none"


def _of_tuple(values: tuple[Any, ...]) -> str:
    return ", ".join(map(said, values)) or "none"


def _of_mandate(mandate: Mandate) -> str:
    return f"{mandate.label}, {mandate.scheme}{', one-off' if mandate.one_off else ''}"


TOLD: Final[tuple[tuple[type, Callable[[Any], str]], ...]] = (
    (bool, lambda yes: "yes" if yes else "no"),
    (Enum, lambda member: str(member.value)),
    (str, _of_text),
    (time, lambda at: at.isoformat("minutes")),
    (Mapping, _of_mapping),
    (frozenset, lambda values: ", ".join(sorted(map(said, values))) or "none"),
    (tuple, _of_tuple),
    (Mandate, _of_mandate),
    (Collection, lambda each: f"{each.end_to_end_id} {each.sequence_type}"),
)
"""How values of a kind are told; all others part by part."""


def _words(path: str, what: str) -> str:
    """Give a place in words: ``debtor, address, line 1``."""
    counted = re.sub(r"s\.(\d+)", r" \1", path)
    return ", ".join(counted.replace("_", " ").split(".")) or what


# -- rules --------------------------------------------------------------------------------------

FAMILIES: Final = {
    "CRE": "Creditors",
    "MND": "Mandates",
    "COL": "Collections",
    "FIL": "Files",
    "PRO": "Proposals",
    "SEL": "What is selected",
    "EDT": "Changes by hand",
    "LIM": "Limits of your own",
    "TRY": "Collecting again",
    "RUN": "Runs",
    "ENR": "Switching a debtor to collection",
    "DBL": "Mandates that are easily confused",
    "END": "Mandates that have ended",
    "BNK": "What the bank says",
    "DLN": "Money that comes back late",
    "RCL": "Recalls",
    "RVS": "Reversals",
    "JNL": "Journals",
    "NOT": "Notices to the debtor",
    "XSD": "Schemas",
    "REA": "Files that are read",
    "CHK": "Files that are checked",
    "CSV": "Tables",
    "IMP": "Tables that update mandates",
    "SET": "Settings",
    "REC": "Records",
}
"""The beginnings of the ids, and what the sentences of each are about."""

_RULES: Final[tuple[Rule[Any], ...]] = (
    *CREDITOR_RULES,
    *MANDATE_RULES,
    *COLLECTION_RULES,
    *FILE_RULES,
)


def every_rule() -> str:
    """Print every sentence, with the nearest examples that hold and that break it."""
    edges: defaultdict[str, list[Edge]] = defaultdict(list)
    for edge in EDGES:
        edges[edge.rule].append(edge)
    parts = []
    for family, sentences in groupby(CATALOGUE, lambda sentence: sentence.id[:3]):
        parts.append(f"## {FAMILIES[family]}\n")
        parts += [_rule(sentence, edges[sentence.id]) for sentence in sentences]
    return "\n".join(parts)


def _rule(sentence: Sentence, edges: Iterable[Edge]) -> str:
    source = f" Source: {cell(sentence.source)}." if sentence.source else ""
    lines = f"### {sentence.id}\n\n{cell(sentence.says)} *{sentence.severity}*.{source}\n"
    rows = [_edge(edge) for edge in edges]
    return (
        f"{lines}\n{table(('where', 'holds', 'breaks', 'what is told'), rows)}" if rows else lines
    )


def _edge(edge: Edge) -> tuple[str, str, str, str]:
    what = "file" if isinstance(edge.holds, Together) else type(edge.holds).__name__.lower()
    found = list(differences(edge.holds, edge.breaks))
    places = [_words(path, what) for path, _, _ in found]
    under = _under(edge.terms)
    where = _whose(edge, places) + "; ".join(places) + (f" (terms: {under})" if under else "")
    holds, breaks = ("; ".join(said(side) for side in sides) for sides in _sides(found))
    return cell(where), cell(holds), cell(breaks), cell(_told(edge))


def _whose(edge: Edge, places: Iterable[str]) -> str:
    """Give what kind of collection it is about, where that is not the usual one."""
    each = edge.holds
    if not isinstance(each, Collection) or "sequence type" in places:
        return ""
    kind = f"{each.mandate.scheme} {each.sequence_type}"
    return "" if kind == "CORE RCUR" else f"{kind}: "


def _sides(found: Iterable[tuple[str, Any, Any]]) -> tuple[list[Any], list[Any]]:
    every = list(found)
    return [one for _, one, _ in every], [other for _, _, other in every]


def _under(terms: Terms) -> str:
    """Give what is particular about the terms; nothing of the scheme's own on the usual day."""
    for profile in PROFILES:
        if terms == profile.terms(on=TERMS.on):
            return "" if profile is EPC else f"profile {profile.name}"
    found = differences(TERMS, terms)
    told = (f"{_words(path, '')} {said(value)}" for path, _, value in found)
    return "; ".join(each for each in told if not each.startswith("received on"))


def _told(edge: Edge) -> str:
    (rule,) = (rule for rule in _RULES if rule.id == edge.rule)
    subject: Any = edge.breaks
    if isinstance(subject, Collection) and rule in MANDATE_RULES:
        subject = subject.mandate
    return "; ".join(finding.detail for finding in put((rule,), (subject,), edge.terms))


# -- states -------------------------------------------------------------------------------------

FACTS: Final[tuple[type[BankFact], ...]] = (
    *(Acceptance, Settlement, Reject, Cancellation, Return, Refund, Reversal),
)


def collection_machine() -> str:
    """Print what the bank's facts make of a collection."""
    headings = ("from", *(fact.__name__ for fact in FACTS))
    rows = (
        (f"**{status}**", *(str(steps.get(fact, NOTHING)) for fact in FACTS))
        for status, steps in STEPS.items()
    )
    return table(headings, rows)


def run_machine() -> str:
    """Print what each step makes of a run, as the steps themselves answer."""
    rows = (
        (f"**{name}**", *(_after(step, run) for step in RUN_STEPS.values()))
        for name, run in _runs().items()
    )
    return table(("from", *map(code, RUN_STEPS)), rows)


def run_diagram() -> str:
    """Print the same as lines: where a run stands, the step, and where it stands then."""
    lines = (
        f"{name:{_WIDTH}} --{f' {verb} ':-<{_VERB}}-> {_stands(after)}"
        for name, run in _runs().items()
        for verb, step in RUN_STEPS.items()
        if (after := _taken(step, run)) is not None and _stands(after) != _stands(run)
    )
    return "```text\n" + "\n".join(lines) + "\n```\n"


_WIDTH, _VERB = 26, 13


def _runs() -> dict[str, CollectionRun]:
    """Give a run for each place where one can stand by our own steps."""
    prepared = a_run()
    in_set = join([prepared], TERMS, id=RunId("SET"), at=AT).runs[0]
    submitted = submit(prepared, at=AT)
    turned_down, settled = _answered(submitted, Reject), _answered(submitted, Settlement)
    return {
        "prepared": prepared,
        "prepared, in a set": in_set,
        "submitted": submitted,
        "submitted, all turned down": turned_down,
        "submitted, all settled": settled,
        "closed": close(settled, at=AT),
        "withdrawn": withdraw(prepared, at=AT),
    }


RUN_STEPS: Final[Mapping[str, Callable[[CollectionRun], CollectionRun]]] = {
    "revise": lambda run: revise(run, a_proposal(), TERMS, at=AT),
    "join": lambda run: join([run], TERMS, id=RunId("SET"), at=AT).runs[0],
    "take_apart": lambda run: take_apart(_set_of(run), at=AT)[0],
    "submit": lambda run: submit(run, at=AT),
    "submit_set": lambda run: submit_set(_set_of(run), at=AT).runs[0],
    "withdraw": lambda run: withdraw(run, at=AT),
    "close": lambda run: close(run, at=AT),
    "note": lambda run: note(run, at=AT, note="waits for a signature at the bank"),
}
"""Our own steps, by the names of their functions."""


def _set_of(run: CollectionRun) -> RunSet:
    return RunSet.of(RunId("SET"), [run])


def _taken(
    step: Callable[[CollectionRun], CollectionRun], run: CollectionRun
) -> CollectionRun | None:
    try:
        return step(run)
    except IllegalStep:
        return None


def _after(step: Callable[[CollectionRun], CollectionRun], run: CollectionRun) -> str:
    after = _taken(step, run)
    if after is None:
        return NOTHING
    return "as it was" if _stands(after) == _stands(run) else _stands(after)


def _stands(run: CollectionRun) -> str:
    again = f", version {run.version}" if run.version > 1 else ""
    together = ", in a set" if run.in_set is not None else ""
    return f"{run.standing}{again}{together}"


def _answered(run: CollectionRun, *facts: type[BankFact] | None) -> CollectionRun:
    """Give the run, with a collection for each fact; of which the bank has said just that."""
    (collection,) = run.collections
    collections = (
        replace(collection, facts=() if fact is None else (_fact(fact, collection),))
        for fact in facts
    )
    return replace(run, collections=tuple(collections))


def _fact(kind: type[BankFact], collection: Collection) -> BankFact:
    about: dict[str, Any] = {"end_to_end_id": collection.end_to_end_id, "on": DUE_ON}
    if issubclass(kind, RTransaction):
        about["reason"] = reason("AM04")
    return kind(**about)


def run_standings() -> str:
    """Print where a submitted run stands, for every mixture of what its collections are."""
    submitted = submit(a_run(), at=AT)
    told: dict[str, type[BankFact] | None] = {
        "nothing known": None,
        "accepted": Acceptance,
        "credited": Settlement,
        "turned down": Reject,
    }
    mixtures = (mixed for count in range(1, 5) for mixed in combinations(told, count))
    rows = (
        (
            *("yes" if name in mixed else "" for name in told),
            f"**{_answered(submitted, *(told[name] for name in mixed)).standing}**",
        )
        for mixed in mixtures
    )
    return table((*told, "the run is"), rows)


def _presented(
    due_on: date,
    kind: SequenceType,
    outcome: PresentationOutcome = PresentationOutcome.PRESENTED,
) -> tuple[Presentation, ...]:
    return (Presentation(due_on=due_on, sequence_type=kind, outcome=outcome),)


ONE_OFF: Final = replace(MANDATE, one_off=True)

MANDATES: Final = (
    ("not signed", replace(MANDATE, signed_on=None)),
    ("signed after the day that is asked about", replace(MANDATE, signed_on=date(2026, 12, 2))),
    ("signed, never used", MANDATE),
    ("revoked by then", replace(MANDATE, revoked_on=date(2026, 11, 20))),
    ("to be revoked later", replace(MANDATE, revoked_on=date(2026, 12, 2))),
    (
        "one-off, used",
        replace(ONE_OFF, presentations=_presented(date(2026, 10, 1), SequenceType.ONE_OFF)),
    ),
    (
        "one-off, its collection rejected before settlement",
        replace(
            ONE_OFF,
            presentations=_presented(
                date(2026, 10, 1), SequenceType.ONE_OFF, PresentationOutcome.REJECTED
            ),
        ),
    ),
    (
        "its final collection was presented",
        replace(MANDATE, presentations=_presented(date(2026, 10, 1), SequenceType.FINAL)),
    ),
    (
        "last presented 36 months before, to the day",
        replace(
            MANDATE,
            signed_on=date(2020, 5, 4),
            presentations=_presented(date(2023, 12, 1), SequenceType.RECURRENT),
        ),
    ),
    (
        "last presented a day earlier",
        replace(
            MANDATE,
            signed_on=date(2020, 5, 4),
            presentations=_presented(date(2023, 11, 30), SequenceType.RECURRENT),
        ),
    ),
    ("past the day that was agreed", replace(MANDATE, valid_until=date(2026, 11, 30))),
    (
        "on hold until the day itself",
        replace(
            MANDATE,
            suspension=Suspension(
                since=date(2026, 11, 10), until=date(2026, 12, 1), reason="account closed"
            ),
        ),
    ),
    (
        "on hold until the day before",
        replace(MANDATE, suspension=Suspension(since=date(2026, 11, 10), until=date(2026, 11, 30))),
    ),
    (
        "replaced by a B2B mandate",
        replace(MANDATE, replaced_on=date(2026, 11, 16), replaced_by=MandateReference("M-1-B2B")),
    ),
)
"""Mandates, each with what happened to it; together they show every status."""


def mandate_statuses() -> str:
    """Print what a mandate is on a due date, one example after the other."""
    rows = (
        (what, f"**{mandate.status(DUE_ON)}**", cell(mandate.why_unusable(DUE_ON) or NOTHING))
        for what, mandate in MANDATES
    )
    return table(("the mandate", f"on {DUE_ON}", "what is told"), rows)


# -- the command line ---------------------------------------------------------------------------


def command_line() -> str:
    """Print what each command says of itself."""
    whole = _help(sepadd, "sepadd")
    return whole + "".join(
        f"\n## `sepadd {name}`\n\n{_help(command, f'sepadd {name}')}"
        for name, command in sepadd.commands.items()
    )


def _help(command: click.Command, name: str) -> str:
    context = click.Context(command, info_name=name, terminal_width=80, max_content_width=80)
    return f"```text\n{command.get_help(context)}\n```\n"


# -- tables that are read -----------------------------------------------------------------------

ABOUT_MANDATES: Final = {
    "reference": "the unique mandate reference, 1 to 35 characters",
    "debtor_id": "your own debtor number",
    "name": "the debtor's name",
    "iban": "the account to be debited; blanks in it do not matter",
    "bic": "the debtor's bank; the IBAN is enough in the EEA",
    "scheme": "`CORE` or `B2B`; empty means `CORE`",
    "type": "`recurrent` or `one-off`; empty means `recurrent`",
    "signed_on": "the day of signature; empty while the form is not back",
    "last_due_on": "the due date of the last collection under it; empty if there was none",
    "revoked_on": "the day from which it is revoked",
    "valid_until": "the last due date that was agreed with the debtor",
    "debtor_kind": "`consumer` or `company`",
    "account_holder": "the holder of the account, if that is somebody else",
    "street": "of the debtor's address",
    "building": "house number",
    "postcode": "of the debtor's address",
    "town": "of the debtor's address",
    "country": "two letters; needed as soon as there is any part of an address",
    "organisation_number": "a company's number in its register; the bank is told it",
    "suspended_on": "the first day on which it is on hold",
    "suspended_until": "the last day of that; empty until it is released",
    "suspension_reason": "why it is on hold",
    "confirmed_on": "the day on which a B2B mandate was confirmed to the debtor's bank",
    "replaced_on": "the day from which another mandate is in its place",
    "replaced_by": "the reference of that mandate",
    "replaces": "the reference of the mandate that this one took the place of",
    "migrated": "`yes` for a mandate from before SEPA; empty means `no`",
    "amended_on": "the day of the latest change that the bank has still to be told",
    "previous_reference": "what the bank still knows as its reference",
    "previous_identifier": "what the bank still knows as your creditor identifier",
    "previous_creditor_name": "what the bank still knows as your name",
    "previous_iban": "what the bank still knows as the account to be debited; `SMNDA`: unknown",
    "previous_bic": "the bank of that account",
}
"""What each column of a table of mandates holds."""

ABOUT_ITEMS: Final = {
    "number": "the number of the invoice or credit note",
    "kind": "`invoice` or `credit_note`",
    "debtor_id": "your own debtor number",
    "amount": "what is still open of it, above 0.00, for a credit note too",
    "issued_on": "the day of the invoice",
    "due_on": "the day by which it is to be paid; it is not collected before",
    "description": "what the debtor reads behind the number",
    "mandate": "the mandate to collect under, if the debtor has several",
    "creditor_reference": "a reference with check digits: `RF…`, or a Belgian `+++…+++`",
    "category": "your own kind of invoice, for a selection",
    "payment_method": "your own word for how it is to be paid, for a selection",
    "on_hold": "why it may not be collected now; empty if it may",
    "collect": "`yes` or `no` whatever holds for the debtor; empty for what holds",
}
"""What each column of a table of open items holds."""

ABOUT_PROPOSALS: Final = {
    "number": "the number of the open item",
    "kind": "`invoice` or `credit_note`",
    "debtor_id": "your own debtor number",
    "name": "the debtor's name, if a mandate was found",
    "mandate": "the mandate that was found, or that the item names",
    "amount": "of the item",
    "status": "`OK`, or every reason why not, each with the id of its rule",
    "warnings": "what is allowed and has to be known",
    "collection": "the EndToEndId of the collection that settles the item",
    "scheme": "`CORE` or `B2B`, if a mandate was found",
    "account_holder": "who pays, as the bank is told",
    "iban": "the account that is debited",
    "payment_method": "your own word for how the item is to be paid",
    "open": "what is open of the item; a credit note is below zero, here and in the next two",
    "kept_back": "what of that is not collected now",
    "to_collect": "what is collected of it now, before a discount; absent if nothing is",
    "collect_on": "the due date of the collection that settles the item",
}
"""What each column of a proposal's table holds."""


def mandate_columns() -> str:
    """Print the columns of a table of mandates."""
    return _columns(MANDATE_COLUMNS, ABOUT_MANDATES)


def open_item_columns() -> str:
    """Print the columns of a table of open items."""
    return _columns(OPEN_ITEM_COLUMNS, ABOUT_ITEMS)


def _columns(columns: Columns, about: Mapping[str, str]) -> str:
    rows = (
        (
            code(name),
            "yes" if name in columns.needed else "",
            about[name],
            ", ".join(_also(columns, name)),
        )
        for name in columns.names
    )
    return table(("column", "needed", "what it holds", "may also be called"), rows)


def _also(columns: Columns, name: str) -> list[str]:
    called = (heading for heading, column in columns.by_heading.items() if column == name)
    return [heading.replace("_", " ") for heading in called if heading != name]


def proposal_columns() -> str:
    """Print the columns of a proposal's table."""
    rows = ((code(name), ABOUT_PROPOSALS[name]) for name in PROPOSAL_COLUMNS)
    return table(("column", "what it holds"), rows)


# -- banks and editions -------------------------------------------------------------------------


def every_profile() -> str:
    """Print the banks that come with sepadd, and in what each departs from the scheme."""
    return "\n".join(map(_profile, PROFILES))


def _profile(profile: BankProfile) -> str:
    found = [
        (path, value)
        for path, _, value in differences(EPC, profile)
        if path not in {"name", "title", "source", "quirks"}
    ]
    rows = ((code(path), cell(said(value))) for path, value in found)
    departs = table(("setting", "here"), rows) if found else "Nothing departs from the scheme.\n"
    about = f"{cell(profile.title)}. Source: {cell(profile.source)}."
    return f"## `{profile.name}`\n\n{about}\n\n{departs}\n{_particulars(profile)}"


def _particulars(profile: BankProfile) -> str:
    """Print what is particular, who states it, and what of it is doubtful; the scheme's once."""
    rows = (
        (
            cell(quirk.what),
            ", ".join(map(code, quirk.settings)) or NOTHING,
            cell(quirk.source),
            cell(quirk.doubt) or NOTHING,
        )
        for quirk in profile.quirks
        if profile is EPC or quirk not in EPC.quirks
    )
    return table(("what is particular", "settings", "source", "doubt"), rows)


def scheme_itself() -> str:
    """Print what the profile of the scheme itself has in each field."""
    rows = (
        (code(field.name), cell(said(getattr(EPC, field.name)) or "none"))
        for field in fields(EPC)
        if field.name not in {"name", "title", "source", "form", "calendar", "quirks"}
    )
    form = (
        (code(f"form.{f.name}"), cell(said(getattr(EPC.form, f.name)))) for f in fields(EPC.form)
    )
    return table(("field", "in the profile `epc`"), (*rows, *form))


def every_edition() -> str:
    """Print the editions of the rulebook, and what changed with each."""
    before: tuple[Edition | None, ...] = (None, *EDITIONS)
    rows = (
        (str(edition.in_force_from), edition.name, _changed(old, edition), cell(edition.source))
        for old, edition in zip(before, EDITIONS, strict=False)
    )
    return table(("in force from", "edition", "what changed", "source"), rows)


def _changed(old: Edition | None, edition: Edition) -> str:
    if old is None:
        return "the beginning"
    found = (
        f"{_words(path, '')}: {said(new)}"
        for path, _, new in differences(old, edition)
        if path not in {"name", "in_force_from", "source"}
    )
    return cell("; ".join(found)) or NOTHING


# -- reasons ------------------------------------------------------------------------------------

STANDINGS: Final = {
    Standing.SCHEME: "In the scheme's own list",
    Standing.FORMER: "In older lists of the scheme",
    Standing.ELSEWHERE: "What banks send besides",
    Standing.OTHER: "Not about direct debits",
}
"""Where a code stands, as a heading."""


def every_reason() -> str:
    """Print every reason code, with what it means and what is proposed to do about it."""
    parts = []
    for standing, heading in STANDINGS.items():
        known = (each for each in REASON_CODES.values() if each.standing is standing)
        headings = ("code", "what it means", "in Dutch", "known for", *_PROPOSED)
        parts.append(f"## {heading}\n\n{table(headings, map(_reason, known))}")
    return "\n".join(parts)


_PROPOSED: Final = ("again?", "mandate", "to do")


def _reason(known: ReasonCode) -> tuple[str, ...]:
    kind = Refund if known.kinds == {FailureKind.REFUND} else Reject
    scheme = Scheme.CORE if Scheme.CORE in known.schemes or not known.schemes else Scheme.B2B
    kinds = ", ".join(kind for kind in FailureKind if kind in known.kinds) or NOTHING
    only = "" if len(known.schemes) in {0, len(Scheme)} else f" (only {scheme})"
    found = CONSEQUENCES.of(reason(known.code), scheme, kind)
    return (
        code(known.code),
        cell(known.meaning),
        cell(known.meaning_nl),
        f"{kinds}{only}",
        *_consequence(found),
    )


def _consequence(found: Consequence) -> tuple[str, ...]:
    days, most = found.retry_after_days, found.most_attempts
    again = str(found.retry)
    if most is not None:
        again += f": after {days} {'day' if days == 1 else 'days'}, {most} attempts in all"
    return (again, str(found.mandate), cell(f"{found.whom}: {found.what}"))


def narrower_consequences() -> str:
    """Print what is proposed for one kind of failure, or for one scheme, only."""
    rows = (
        (
            code(key.code) if key.code else "none, or one without a line",
            key.kind.__name__ if key.kind else "any",
            str(key.scheme or "any"),
            *_consequence(found),
        )
        for key, found in CONSEQUENCES.table.items()
        if key.kind or key.scheme or not key.code
    )
    return table(("code", "kind", "scheme", *_PROPOSED), rows)


# -- errors -------------------------------------------------------------------------------------

ON_ERROR: Final = {
    "SepaddError": "catch it to catch everything that sepadd raises on purpose",
    "InvalidValue": "correct the value that the message names; it is a `ValueError` too",
    "IllegalStep": "look at the `stage` or the `status` first; the step is not for this one",
    "UnreadableMessage": "look at the file; nothing that this release reads raises it yet",
    "FindingsError": "catch it to have `findings` of both kinds below",
    "RulesViolated": "show its `findings`, correct what they name, and propose again",
    "UnreadableRecords": "show its `findings`, correct the table or the record, and read it again",
}
"""What to do about each."""


def every_error() -> str:
    """Print what can be raised on purpose, and what to do about it."""
    rows = (
        (
            code(error.__name__),
            code(error.__base__.__name__),
            _first(error),
            ON_ERROR[error.__name__],
        )
        for error in errors()
        if error.__base__
    )
    return table(("raised", "which is a", "what it is", "what to do"), rows)


def errors() -> Iterator[type[SepaddError]]:
    """Give every exception of the library, the general before the particular."""
    waiting: list[type[SepaddError]] = [SepaddError]
    while waiting:
        error = waiting.pop(0)
        if error.__module__ == SepaddError.__module__:
            yield error
        waiting = [*error.__subclasses__(), *waiting]


def _first(thing: object) -> str:
    first = (getdoc(thing) or "").split("\n\n", maxsplit=1)[0]
    return re.sub(r"``([^`]+)``", r"`\1`", " ".join(first.split()))


# -- every public name --------------------------------------------------------------------------


def every_module() -> str:
    """Print a chapter for each module, in reading order, from its docstrings."""
    return "\n".join(_chapter(module) for module in READING_ORDER if module in modules())


def _chapter(module: str) -> str:
    name = f"sepadd.{module}"
    return f"## `{name}`\n\n```{{eval-rst}}\n.. automodule:: {name}\n```\n"


PRINTERS: Final[Mapping[str, Callable[[], str]]] = {
    printer.__name__: printer
    for printer in (
        every_rule,
        collection_machine,
        run_machine,
        run_diagram,
        run_standings,
        mandate_statuses,
        command_line,
        mandate_columns,
        open_item_columns,
        proposal_columns,
        every_profile,
        scheme_itself,
        every_edition,
        every_reason,
        narrower_consequences,
        every_error,
        every_module,
    )
}
"""All that can be printed, by the name that pages use."""
