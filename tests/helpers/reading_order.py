"""The one reading order: the rooms, and in each the modules as one reads them.

A room is a folder below ``sepadd``; its name is as one imports it. A module imports only from those
that stand before it, and from another room through its face. Rooms that do not know each other may
be read in either order.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

PACKAGE: Final = Path(__file__).parents[2] / "src" / "sepadd"


class Room(NamedTuple):
    """A room, and its modules in reading order; without a name, what stands outside all rooms."""

    name: str
    modules: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """Its modules as one imports them, without ``sepadd`` before them."""
        return tuple(f"{self.name}.{module}" if self.name else module for module in self.modules)


ROOMS: Final[tuple[Room, ...]] = (
    Room(
        "",
        (
            "progress",
            "display",
            "frozen",
            "findings",
        ),
    ),
    Room(
        "values",
        (
            "constructor",
            "money",
            "identifiers",
            "characters",
            "calendars",
            "countries",
            "iban_and_bic",
            "party",
            "languages",
        ),
    ),
    Room(
        "mandate",
        (
            "amendment",
            "mandate",
            "field_texts",
            "preconditions",
            "ending",
            "amending",
            "signing",
            "reference_mask",
        ),
    ),
    Room(
        "open_item",
        (
            "open_item",
            "payment_term",
            "instalment_plan",
            "discount",
        ),
    ),
    Room(
        "collection",
        (
            "bank_facts",
            "reported",
            "collection",
            "consequence",
            "reason_codes",
        ),
    ),
    Room(
        "rulebook",
        (
            "message_version",
            "edition",
            "file_form",
            "bank_profile",
            "rules",
            "dutch_sentences",
            "texts",
            "creditor_card",
            "creditor_rules",
            "mandate_rules",
            "collection_rules",
            "file_rules",
            "return_deadlines",
        ),
    ),
    Room(
        "banks",
        (
            "scheme",
            "netherlands",
            "belgium",
            "germany",
            "austria",
            "france",
            "spain",
            "italy",
            "shipped",
        ),
    ),
    Room(
        "proposal",
        (
            "collection_preference",
            "netting",
            "remittance_text",
            "live_run",
            "mandate_choice",
            "selection",
            "edit",
            "limits",
            "draft",
            "retry",
            "proposal",
            "candidates",
            "applying_rules",
            "proposing",
        ),
    ),
    Room(
        "run",
        (
            "bank_file",
            "run",
            "run_policy",
            "submitting",
            "preparing",
            "run_set",
            "file_parts",
            "recalling",
            "reversing",
        ),
    ),
    Room(
        "books",
        (
            "receivable_closes",
            "books",
            "in_place",
            "collecting",
            "set_from_books",
        ),
    ),
    Room("", ("samples",)),
    Room(
        "recording",
        (
            "known_runs",
            "selecting_runs",
            "matching",
            "entries",
            "told_facts",
            "batch_settlement",
            "queries",
            "silence",
            "recorded",
            "follow_up",
            "items_after",
            "books_after",
        ),
    ),
    Room(
        "journal",
        (
            "periods",
            "policy",
            "ledger",
            "entry",
            "journal",
            "posting",
            "in_one_go",
            "correction",
            "writing_off",
        ),
    ),
    Room(
        "debtors",
        (
            "mandate_register",
            "ended_mandate",
            "debtor_accounts",
            "debtor_card",
            "new_mandate",
            "enrolment",
            "one_off_mandates",
        ),
    ),
    Room(
        "reports",
        (
            "sums",
            "specification",
            "item_status",
            "receipts",
            "failures",
        ),
    ),
    Room(
        "messages.parsing",
        (
            "schema_words",
            "schema_check",
            "arrival",
            "elements",
            "incoming",
            "unplaced",
        ),
    ),
    Room(
        "messages.writing",
        (
            "outgoing_file",
            "amendments",
            "parts",
        ),
    ),
    Room(
        "messages.pain008",
        (
            "tally",
            "parties",
            "changes",
            "mandates",
            "batches",
            "collection_parts",
            "ordinary_collection",
            "one_collection",
            "each_collection",
            "whole_file",
            "writing",
        ),
    ),
    Room(
        "messages.requests",
        (
            "pain007",
            "camt055",
        ),
    ),
    Room(
        "messages.answers",
        (
            "repeated_of_ours",
            "pain002",
            "camt029",
            "camt_code",
            "camt_amounts",
            "camt_booking",
            "camt_entry",
            "camt",
            "pacs004",
            "any_message",
        ),
    ),
    Room(
        "checking",
        (
            "mandate_uses",
            "repeated",
            "cited_lines",
            "checked_file",
            "file_check",
        ),
    ),
    Room(
        "printing",
        (
            "web_page",
            "printout",
            "printout_text",
            "printout_page",
            "of_proposal",
            "of_specification",
            "of_run",
        ),
    ),
    Room(
        "mending",
        (
            "grammar",
            "document_parts",
            "change",
            "values",
            "addresses",
            "versions",
            "parts",
            "file_mend",
        ),
    ),
    Room("", ("exchange",)),
    Room(
        "documents",
        (
            "notice",
            "prenotification",
            "language_words",
            "wording",
            "mandate_form_words",
            "mandate_form_fields",
            "mandate_form_page",
            "e_invoice",
        ),
    ),
    Room(
        "records",
        (
            "noting",
            "written",
        ),
    ),
    Room(
        "records.stored",
        (
            "faults",
            "shapes",
            "record_shape",
            "value_shapes",
            "finding_records",
            "party_record",
            "mandate_record",
            "item_record",
            "selection_record",
            "edit_record",
            "draft_record",
            "collection_record",
            "run_record",
            "proposal_record",
            "notice_record",
            "books_record",
            "json_records",
            "json_schema",
        ),
    ),
    Room(
        "records.tables",
        (
            "headings",
            "sheet",
            "mandate_table",
            "item_table",
            "proposal_table",
            "journal_table",
            "held_items",
            "plain_rows",
        ),
    ),
    Room(
        "records.imports",
        (
            "import_match",
            "import_plan",
            "import_difference",
            "import_correction",
            "import_steps",
            "mandate_import",
            "old_files",
        ),
    ),
    Room(
        "records.settings",
        (
            "creditor",
            "bank",
            "books_folder",
        ),
    ),
    Room(
        "catalogue.examples",
        (
            "example",
            "of_proposals",
            "of_selections",
            "of_drafts",
            "of_debtors",
            "of_mandates",
            "of_journals",
            "of_answers",
            "of_requests",
            "of_files",
            "of_old_files",
            "of_details",
            "of_records",
            "differences",
            "edges",
            "of_rules",
        ),
    ),
    Room(
        "catalogue",
        (
            "sentences",
            "findings_page",
            "sarif",
            "explanation",
        ),
    ),
    Room(
        "notebook",
        (
            "fragment",
            "things",
            "days",
            "drawing",
            "transitions",
            "diagram",
            "time_axis",
            "plots",
        ),
    ),
    Room(
        "testing.fake_bank",
        (
            "facts",
            "dialects",
            "elements",
            "inbox",
            "checks",
            "orders",
            "ledger",
            "counter",
            "answers",
            "entries",
            "statements",
            "requests",
            "desk",
            "bank",
        ),
    ),
    Room(
        "testing",
        (
            "stages",
            "difference",
            "assertions",
        ),
    ),
    Room(
        "testing.strategies",
        (
            "values",
            "anyone",
            "anything",
            "collectable",
            "decided",
            "bank_histories",
            "bank_messages",
            "almost_right",
        ),
    ),
    Room(
        "cli",
        (
            "version",
            "tables",
            "answer",
            "bars",
            "asked",
            "days",
            "rules",
            "profiles",
            "explain",
            "new_files",
            "run_folder",
            "collect",
            "submit",
            "read",
            "recorded",
            "record",
            "check",
            "mend",
            "examples",
            "answered",
            "demo",
            "commands",
            "entry",
        ),
    ),
    Room("", ("__main__",)),
)

READING_ORDER: Final = tuple(path for room in ROOMS for path in room.paths)


@cache
def modules() -> tuple[str, ...]:
    """Every module that there is, without the faces of rooms."""
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    return tuple(sorted(".".join(path.parts) for path in paths if path.name != "__init__"))


@cache
def faces() -> tuple[str, ...]:
    """Every room that has a face, and so every room."""
    paths = (path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("__init__.py"))
    return tuple(sorted(".".join(path.parts) for path in paths if path.parts))


def source_of(module: str) -> Path:
    """Where a module stands, or the face of a room."""
    path = PACKAGE / module.replace(".", "/")
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


def room_of(module: str) -> str:
    """The room in which a module stands; empty for those outside all rooms."""
    return module.rpartition(".")[0]


def names_imported(node: ast.AST) -> Iterator[str]:
    """Give what one statement imports, as dotted names, whichever way it is written."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        start = "sepadd.(relative import)." if node.level else ""
        yield from (f"{start}{node.module}.{alias.name}" for alias in node.names)


def place_of(name: str) -> str:
    """Give the module or the face that ``sepadd.some.module.Name`` speaks of, or else the name."""
    own = name.removeprefix("sepadd").removeprefix(".")
    there_are = {*modules(), *faces()}
    return next((p for p in (own, own.rpartition(".")[0]) if p in there_are), name)


@cache
def imported_by(module: str) -> frozenset[str]:
    """Give the modules and faces that a module of ours imports, also inside its functions."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    names = {name for node in ast.walk(tree) for name in names_imported(node)}
    return frozenset(place_of(name) for name in names if name.split(".")[0] == "sepadd")
