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
from itertools import groupby
from typing import Any, Final

import click

from edges import EDGES, Edge, Together
from sepadd.catalogue import CATALOGUE
from sepadd.cli.commands import sepadd
from sepadd.collection import STEPS, Collection
from sepadd.findings import IllegalStep, SepaddError
from sepadd.identifiers import MandateReference
from sepadd.mandate import (
    Mandate,
    Presentation,
    PresentationOutcome,
    SequenceType,
    Suspension,
)
from sepadd.profile import EPC, PROFILES, BankProfile
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
    Settlement,
)
from sepadd.rulebook.collection_rules import COLLECTION_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.edition import EDITIONS, Edition
from sepadd.rulebook.file_rules import FILE_RULES
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Rule, Sentence, put
from sepadd.rulebook.terms import Terms
from sepadd.run import CollectionRun, revise, submit, withdraw
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
    "RUN": "Runs",
    "ENR": "Switching a debtor to collection",
    "DBL": "Mandates that are easily confused",
    "END": "Mandates that have ended",
    "NOT": "Notices to the debtor",
    "XSD": "Schemas",
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
    prepared = a_run()
    runs = (prepared, submit(prepared, at=AT), withdraw(prepared, at=AT))
    steps = {"revise": _revised, "submit": _submitted, "withdraw": _withdrawn}
    rows = ((f"**{run.stage}**", *(_after(step, run) for step in steps.values())) for run in runs)
    return table(("from", *map(code, steps)), rows)


def _revised(run: CollectionRun) -> CollectionRun:
    return revise(run, a_proposal(), TERMS, at=AT)


def _submitted(run: CollectionRun) -> CollectionRun:
    return submit(run, at=AT)


def _withdrawn(run: CollectionRun) -> CollectionRun:
    return withdraw(run, at=AT)


def _after(step: Callable[[CollectionRun], CollectionRun], run: CollectionRun) -> str:
    try:
        after = step(run)
    except IllegalStep:
        return NOTHING
    again = ", version 2" if after.version != run.version else ""
    return f"{after.stage}{again}"


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
    "previous_iban": "what the bank still knows as the account to be debited",
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
        if path not in {"name", "title", "source"}
    ]
    rows = ((_words(path, ""), cell(said(value))) for path, value in found)
    departs = table(("what", "here"), rows) if found else "Nothing departs from the scheme.\n"
    return f"## `{profile.name}`\n\n{profile.title}. Source: {cell(profile.source)}.\n\n{departs}"


def scheme_itself() -> str:
    """Print what the profile of the scheme itself has in each field."""
    rows = (
        (code(field.name), cell(said(getattr(EPC, field.name)) or "none"))
        for field in fields(EPC)
        if field.name not in {"name", "title", "source", "form", "calendar"}
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
        mandate_statuses,
        command_line,
        mandate_columns,
        open_item_columns,
        proposal_columns,
        every_profile,
        scheme_itself,
        every_edition,
        every_error,
        every_module,
    )
}
"""All that can be printed, by the name that pages use."""
