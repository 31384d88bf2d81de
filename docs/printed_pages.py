"""What the documents print from the code, so that no page can say otherwise than the code does.

A page has a line such as ``% printed: every_rule`` where the function of that name is printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import cache
from importlib import import_module
from inspect import getdoc
from itertools import combinations, groupby
from pathlib import Path
from typing import Any, Final, NamedTuple

import click

from drawn_rooms import drawing_of_rooms, every_room
from helpers.messages_of_errors import Told, alike, messages, what_to_do
from helpers.reading_order import ROOMS, faces
from helpers.ten_jobs import Job, jobs
from sepadd.banks import EPC, PROFILES, BankProfile
from sepadd.catalogue import CATALOGUE, ExampleFindings, Explanation, explain
from sepadd.catalogue.examples import shortened
from sepadd.catalogue.examples.differences import changed_parts, said
from sepadd.cli.commands import sepadd
from sepadd.collection import (
    CONSEQUENCES,
    REASON_CODES,
    Acceptance,
    BankFact,
    Consequence,
    FailureKind,
    Refund,
    Reject,
    Settlement,
    reason,
)
from sepadd.collection.reason_codes import ReasonCode, Standing
from sepadd.findings import SepaddError
from sepadd.mandate import Presentation, PresentationOutcome, Scheme, SequenceType, Suspension
from sepadd.notebook import diagram_of
from sepadd.notebook.drawing import Svg
from sepadd.notebook.transitions import Transition, answered_with
from sepadd.notebook.transitions import collection_machine as collection_states
from sepadd.notebook.transitions import mandate_machine as mandate_states
from sepadd.notebook.transitions import run_machine as run_states
from sepadd.records import RECORD_KINDS, record_schema
from sepadd.records.tables import MANDATE_COLUMNS
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS, Columns
from sepadd.records.tables.proposal_table import PROPOSAL_COLUMNS
from sepadd.rulebook import MessageVersion
from sepadd.rulebook.edition import EDITIONS, Edition
from sepadd.run import submit
from sepadd.testing import AT, DUE_ON, MANDATE, a_run
from sepadd.values import MandateReference

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
    short = shortened(" ".join(str(text).split()))
    return re.sub(r"([\\|*_<>\[\]$])", r"\\\1", short)


def code(text: object) -> str:
    """Print a text as code, in a table too."""
    return f"``{text}``".replace("|", "\\|")


def table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Print a table."""
    named = list(headings)
    lines = [named, ["---"] * len(named), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


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
    "BKS": "What follows in the books",
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


def every_family() -> str:
    """Print where the rules of each family are, and each of them by its number."""
    ids = [sentence.id for sentence in CATALOGUE]
    return "".join(
        _family(family, sorted(each for each in ids if each.startswith(family)))
        for family in dict.fromkeys(each[:3] for each in ids)
    )


def _family(family: str, ids: Iterable[str]) -> str:
    place = FAMILIES[family].lower().replace(" ", "-")
    numbers = " ".join(f"[{each[4:]}](#{each.lower()})" for each in ids)
    return f"- [{FAMILIES[family]}](#{place}), {family}: {numbers}\n"


def every_rule() -> str:
    """Print every sentence explained, with the nearest examples that hold and that break it."""
    parts = []
    for family, sentences in groupby(CATALOGUE, lambda sentence: sentence.id[:3]):
        parts.append(f"## {FAMILIES[family]}\n")
        parts += [_rule(explain(sentence.id)) for sentence in sentences]
    return "\n".join(parts)


def _rule(explained: Explanation) -> str:
    """Print a rule under its id, which is also what a link to it ends with."""
    sentence = explained.sentence
    source = f" Source: {cell(sentence.source)}." if sentence.source else ""
    return "\n\n".join(
        (
            f'<a id="{sentence.id}"></a>',
            f"### {sentence.id}",
            f"{cell(sentence.says)} *{sentence.severity}*.{source}",
            f"**Why.** {cell(sentence.why)}",
            f"**What to do.** {cell(sentence.hint)}",
            table(("holds", "breaks", "what is told"), map(_shown, explained.examples)),
        )
    )


def _shown(example: ExampleFindings) -> tuple[str, str, str]:
    told = "; ".join(finding.detail for finding in example.findings)
    return cell(example.holds), cell(example.breaks), cell(told)


# -- states -------------------------------------------------------------------------------------


def collection_machine() -> str:
    """Print what the bank's facts make of a collection."""
    return _ways(collection_states().places, collection_states().transitions)


def run_machine() -> str:
    """Print what each step makes of a run, as the steps themselves answer."""
    return _ways(run_states().places, run_states().transitions)


def mandate_machine() -> str:
    """Print what a mandate can become, as the steps answer and as time goes by."""
    return _ways(mandate_states().places, mandate_states().moves)


def _ways(places: Iterable[str], ways: Iterable[Transition]) -> str:
    """Print a line for each place, and where each step leads from there."""
    ends = {(each.start, each.by): each.end for each in ways}
    steps = tuple(dict.fromkeys(step for _, step in ends))
    rows = ((f"**{place}**", *(ends.get((place, by), NOTHING) for by in steps)) for place in places)
    return table(("from", *map(_step, steps)), rows)


def _step(name: str) -> str:
    return name if name.startswith("(") else code(name)


def collection_drawing() -> str:
    """Draw the same: a lane for each place, a row for each fact."""
    return _drawing("collection")


def run_drawing() -> str:
    """Draw where a run can stand, by our own steps and the bank's answer."""
    return _drawing("run")


def mandate_drawing() -> str:
    """Draw what a mandate can be, as the steps answer and as time goes by."""
    return _drawing("mandate")


def _drawing(what: str) -> str:
    return _as_html(diagram_of(what))


def _as_html(svg: Svg) -> str:
    return f"```{{raw}} html\n{svg._repr_html_()}```\n"


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
            f"**{answered_with(submitted, *(told[name] for name in mixed)).standing}**",
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


# -- records ------------------------------------------------------------------------------------


def record_kinds() -> str:
    """Print what is kept as a record, and where its schema is."""
    rows = (
        (
            f"[`{kind}`](#record-of-{kind})",
            cell(says),
            f"{{download}}`{kind}.schema.json <{_schema(kind)}>`",
        )
        for kind, says in RECORD_KINDS.items()
    )
    return table(("kind", "what it holds", "schema"), rows)


def _schema(kind: str) -> str:
    return f"../../schemas/records/{kind}.schema.json"


def record_fields() -> str:
    """Print the fields of each kind of record, below them those of the records within."""
    schemas = {kind: record_schema(kind) for kind in RECORD_KINDS}
    found = sorted(
        {name: part for each in schemas.values() for name, part in _within(each)}.items()
    )
    kinds = (_fields(f"## `{kind}`", f"of-{kind}", schema) for kind, schema in schemas.items())
    parts = (_fields(f"### {name}", name, part) for name, part in found if "pattern" not in part)
    values = (_value(name, part) for name, part in found if "pattern" in part)
    return "\n\n".join((*kinds, "## Records within", *parts, "## Values", *values, ""))


def _value(name: str, schema: Mapping[str, Any]) -> str:
    said = f"{cell(schema['description'])} ``{schema['pattern']}``"
    return "\n\n".join((f"(record-{name.lower()})=", f"### {name}", said))


def _within(schema: Mapping[str, Any]) -> Iterable[tuple[str, Any]]:
    parts: Mapping[str, Any] = schema["$defs"]
    return parts.items()


def _fields(heading: str, name: str, schema: Mapping[str, Any]) -> str:
    """Print the fields of one kind of record, of each sort of it by itself."""
    tables = (
        f"{cell(sort['description'])}\n\n{_field_table(sort)}"
        for sort in schema.get("oneOf", (schema,))
    )
    return "\n\n".join((f"(record-{name.lower()})=", heading, *tables))


def _field_table(schema: Mapping[str, Any]) -> str:
    rows = (
        (
            code(name),
            "yes" if name in schema["required"] else "",
            cell(field["description"]),
            _written(field),
        )
        for name, field in schema["properties"].items()
    )
    return table(("field", "needed", "what it holds", "how it is written"), rows)


_TYPES: Final = {"string": "text", "integer": "whole number", "boolean": "true or false"}


def _written(form: Mapping[str, Any]) -> str:
    match form:
        case {"$ref": str(place)}:
            name = place.rpartition("/")[2]
            return f"[{name}](#record-{name.lower()})"
        case {"items": dict(each)}:
            return f"list of {_written(each)}"
        case {"const": only}:
            return code(only)
        case {"enum": words}:
            return ", ".join(map(code, words))
        case _:
            return _TYPES[form["type"]]


# -- banks and editions -------------------------------------------------------------------------


def every_profile() -> str:
    """Print the banks that come with sepadd, and in what each departs from the scheme."""
    return "\n".join(map(_profile, PROFILES))


def _profile(profile: BankProfile) -> str:
    found = [
        (path, value)
        for path, _, value in changed_parts(EPC, profile)
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
        f"{_words(path)}: {said(new)}"
        for path, _, new in changed_parts(old, edition)
        if path not in {"name", "in_force_from", "source"}
    )
    return cell("; ".join(found)) or NOTHING


def _words(path: str) -> str:
    """Give a place in words: ``lead times, core first``."""
    return ", ".join(path.replace("_", " ").split("."))


def every_version() -> str:
    """Print the versions of the message that are written: who takes each, and what goes with it."""
    rows = (
        (
            code(message),
            ", ".join(code(bank.name) for bank in PROFILES if message in bank.versions) or NOTHING,
            code(message.row.reversal),
            code(message.row.cancellation),
            ", ".join(map(code, sorted(message.row.same_elements | message.row.read_alike)))
            or NOTHING,
        )
        for message in MessageVersion
    )
    return table(("version", "taken by", "reversed in", "cancelled in", "read as it, too"), rows)


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


# -- words --------------------------------------------------------------------------------------

COLUMNS: Final = 5  # of a table of CONTEXT.md
WORDS: Final = (Path(__file__).parents[1] / "CONTEXT.md").read_text("utf-8")


class Word(NamedTuple):
    """A word of another language, and the line of the table of words in which it stands."""

    word: str
    language: str
    scheme: str
    code: str
    chapter: str


def foreign_words() -> list[Word]:
    """Give every Dutch and every German word of the tables of words, in the order of the alphabet.

    A word that both languages have is given once.
    """
    found: dict[str, Word] = {}
    for word in _in_tables():
        other = found.setdefault(word.word, word)
        if other is not word and word.language not in other.language:
            found[word.word] = other._replace(language=f"{other.language}, {word.language}")
    return sorted(found.values(), key=lambda word: word.word.casefold())


def _in_tables() -> Iterator[Word]:
    chapter = ""
    for line in WORDS.splitlines():
        if line.startswith("## "):
            chapter = line.removeprefix("## ")
        cells = [part.strip() for part in line.strip("|").split(" | ")]
        if line.startswith("| ") and len(cells) == COLUMNS and cells[0] != "the scheme says":
            scheme, in_code, _, dutch, german = cells
            for language, words in (("Dutch", dutch), ("German", german)):
                yield from (Word(w, language, scheme, in_code, chapter) for w in _words_in(words))


def _words_in(cell: str) -> list[str]:
    """Give the words of a cell one by one; ``Erst-, Folge-`` and so on stay together."""
    bare = re.sub(r" *\(.*?\)", "", cell).strip()
    return [bare] if "-," in bare else bare.split(", ")


def every_foreign_word() -> str:
    """Print the Dutch and the German words as a glossary, in which the search finds each."""
    return "```{glossary}\n" + "\n".join(map(_in_glossary, foreign_words())) + "```\n"


def _in_glossary(word: Word) -> str:
    named, _, own = word.scheme.partition(f"{NOTHING} ")
    means = named or own.strip("()")
    chapter = f"[{word.chapter}](#{word.chapter.lower().replace(' ', '-')})"
    return f"{word.word}\n  *{word.language}*: {means}. In code: {word.code}. See {chapter}.\n"


# -- errors -------------------------------------------------------------------------------------

ON_ERROR: Final = {
    "SepaddError": "catch it to catch everything that sepadd raises on purpose",
    "InvalidValue": "correct the value that the message names; it is a `ValueError` too",
    "IllegalStep": "look at the `stage` or the `status` first; the step is not for this one",
    "UnreadableMessage": "look at the file, and fetch it once more; nothing of it was taken in",
    "FindingsError": "catch it to have `findings` of both kinds below",
    "RulesViolated": "show its `findings`, correct what they name, and propose again",
    "UnreadableRecords": "show its `findings`, correct what they name, and read it again; "
    "it is a `ValueError` too",
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


ABOUT_MESSAGES: Final = {
    "InvalidValue": "A value that cannot be right.",
    "IllegalStep": "A step that makes no sense here.",
    "UnreadableMessage": "A file that is not what it should be.",
    "Refusal": "What a command says instead of an answer; its exit code is 2.",
    "UsageError": "What a command says of the words on its line; its exit code is 2.",
}
"""What the messages of each kind are about."""


def every_message() -> str:
    """Print all that errors say, by kind and by room, and what to do where it is not said."""
    parts = []
    for kind, told in groupby(messages(), lambda each: each.kind):
        parts.append(f"### {kind}\n\n{ABOUT_MESSAGES[kind]}\n")
        for room, here in groupby(told, lambda each: each.room):
            parts.append(f"`sepadd.{room}`\n\n{_told_in(list(here))}")
    return "\n".join(parts)


def _told_in(told: list[Told]) -> str:
    """Print the messages of one room; those that end alike as one, and those to be helped last."""
    plain = [each for each in told if not what_to_do(each)]
    lines = [_alike(*each) for each in alike(plain)]
    lines += [f"{cell(t.message)} *Do:* {what_to_do(t)}." for t in told if what_to_do(t)]
    return "".join(f"- {line}\n" for line in lines)


def _alike(beginnings: list[str], rest: str) -> str:
    """Print how one message, or several that end alike, are worded."""
    first = " *or* ".join(map(cell, beginnings))
    return f"{first}: {cell(rest)}" if rest else first


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


DOORS: Final = ("sepadd", *sorted(f"sepadd.{face}" for face in faces()))
"""The front and the face of every room; one that has rooms in it stands before those."""


def every_face() -> str:
    """Print a chapter for the front and for each room, in reading order: what it promises."""
    rooms = [f"sepadd.{room.name}" for room in ROOMS if room.name in faces()]
    return "\n".join(map(_chapter, ["sepadd", *rooms]))


def _chapter(door: str) -> str:
    passed_on = [name for name in _promised(door) if _shown_at(door, name) != door]
    without = f"   :exclude-members: {', '.join(passed_on)}\n" if passed_on else ""
    named = ", ".join(f"``{name}``" for name in passed_on)
    also = f"\nIt passes on what stands further up: {named}.\n" if passed_on else ""
    return f"## `{door}`\n\n```{{eval-rst}}\n.. automodule:: {door}\n{without}{also}```\n"


def _promised(door: str) -> tuple[str, ...]:
    return tuple(getattr(import_module(door), "__all__", ()))


def _shown_at(door: str, name: str) -> str:
    """Give the first door that promises the same thing: there it is shown, and nowhere else."""
    thing = getattr(import_module(door), name)
    return next(
        each
        for each in DOORS
        if name in _promised(each) and getattr(import_module(each), name) is thing
    )


@cache
def place_promised(name: str) -> str | None:
    """Give where the reference shows what is named by its module or by another door, if it does.

    >>> place_promised("sepadd.mandate.mandate.Mandate.key")
    'sepadd.Mandate.key'
    """
    parts = name.split(".")
    for depth in range(len(parts) - 1, 0, -1):
        door = ".".join(parts[:depth])
        if door not in DOORS:
            continue
        for start in range(depth, len(parts)):
            if parts[start] in _promised(door):
                return ".".join((_shown_at(door, parts[start]), *parts[start:]))
    return None


# -- the rooms ----------------------------------------------------------------------------------


def rooms_drawing() -> str:
    """Draw the rooms, and which builds on which."""
    return _as_html(drawing_of_rooms())


def rooms() -> str:
    """Print what is found in each room."""
    return table(
        ("room", "what is in it"), ((code(name), cell(says)) for name, says in every_room())
    )


# -- the ten jobs -------------------------------------------------------------------------------


def first_jobs() -> str:
    """Print the two jobs with which everybody begins: collecting, and what the bank answers."""
    return "\n".join(_program(job) for job in jobs() if job.file.name[:6] in {"job_01", "job_06"})


def ten_jobs() -> str:
    """Print each job as the sentence that asks for it, its program, and what it prints."""
    return "\n".join(
        f"## {job.asks.partition(':')[0].partition(';')[0].rstrip('.')}\n\n{_program(job)}\n"
        f"prints\n\n```text\n{job.prints}```\n"
        for job in jobs()
    )


def _program(job: Job) -> str:
    return f"{job.asks}\n\n```{{code-block}} python\n:caption: {job.file.name}\n\n{job.code}```\n"


def jobs_counted() -> str:
    """Print how long each job is, and how much of the library one has to know for it."""
    rows = [(code(job.file.name), job.lines, _named(job), len(job.names)) for job in jobs()]
    whole = ("all ten", sum(row[1] for row in rows), sum(row[2] for row in rows), NOTHING)
    return table(("job", "lines", "names", "modules"), (map(str, row) for row in (*rows, whole)))


def _named(job: Job) -> int:
    return sum(map(len, job.names.values()))


PRINTERS: Final[Mapping[str, Callable[[], str]]] = {
    printer.__name__: printer
    for printer in (
        every_family,
        every_rule,
        collection_machine,
        run_machine,
        mandate_machine,
        collection_drawing,
        run_drawing,
        mandate_drawing,
        run_standings,
        mandate_statuses,
        command_line,
        mandate_columns,
        open_item_columns,
        proposal_columns,
        record_kinds,
        record_fields,
        every_profile,
        scheme_itself,
        every_edition,
        every_version,
        every_reason,
        narrower_consequences,
        every_foreign_word,
        every_error,
        every_message,
        every_face,
        rooms_drawing,
        rooms,
        first_jobs,
        ten_jobs,
        jobs_counted,
    )
}
"""All that can be printed, by the name that pages use."""
