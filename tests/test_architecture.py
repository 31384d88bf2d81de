"""The modules form one reading order; a module imports only from those before it."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "sepadd"

READING_ORDER = (
    # the words
    *("in_notebooks", "progress"),
    *("findings", "money", "identifiers", "text", "calendars", "countries", "accounts", "party"),
    # the things
    *(
        "amendment",
        "mandate",
        "mandate_words",
        *("mandate_step", "mandate_hold", "mandate_end", "mandate_signing"),
        *("mandate_amending", "mandate_migration"),
        "reference_mask",
        "open_item",
        *("payment_term", "instalments", "discount"),
        *("reason_words", "reason_codes", "rtransaction"),
        "reported",
        *("collection", "consequence", "consequences"),
    ),
    # the rulebook
    *("rulebook.edition", "rulebook.file_form", "rulebook.terms", "rulebook.rule"),
    "rulebook.dutch",
    *("rulebook.texts", "rulebook.creditor_rules", "rulebook.mandate_rules"),
    *("rulebook.collection_rules", "rulebook.file_rules"),
    *("bank_profile", "banks.scheme", "banks.netherlands", "banks.germany", "banks.austria"),
    *("banks.west_and_south", "profile", "deadlines"),
    # the path
    "collection_preference",
    *(
        "netting",
        "remittance",
        "live_run",
        "authority",
        "selection",
        "edit",
        "limits",
        "draft",
        "retry",
    ),
    *("proposal", "candidates", "judging", "proposing", "bank_file", "batch_booking", "run"),
    *("run_policy", "submitting", "preparing", "run_set", "our_runs"),
    *("matching", "matching_batches"),
    *("batch_settlement", "doubts", "recording"),
    *("at_the_bank", "recall", "reversing"),
    "follow_up",
    *("account_roles", "booking_period", "booking_policy", "journal_entry", "journal"),
    *("posting", "direct", "journal_correction", "write_off"),
    *("mandate_search", "double_mandates", "ended_mandate"),
    *("debtor_accounts", "debtor_card", "administration"),
    *("new_mandate", "enrolment", "one_off"),
    # what the debtor is told
    *("languages", "notice", "prenotification", "notice_text"),
    *("page", "form_words", "mandate_form", "form_page", "e_invoice"),
    # what the bookkeeper looks at
    *("totals", "specification", "in_flight", "receipts", "failure_rates"),
    *("printout", "printout_text", "printout_page"),
    *("proposal_printout", "specification_printout", "run_printout"),
    # the messages
    "messages.schema_words",
    *("messages.schemas", "messages.checked", "messages.amended", "messages.written_parts"),
    *(
        "messages.bounded",
        "messages.arrival",
        "messages.elements",
        "messages.incoming",
        "messages.unplaced",
    ),
    *("messages.tally", "messages.pain008_parties", "messages.pain008_changes"),
    "messages.pain008_mandates",
    *("messages.pain008_kind", "messages.pain008_remittance", "messages.pain008_batches"),
    "messages.pain008_collections",
    *("messages.pain008_ordinary", "messages.pain008_reading", "messages.read_file"),
    *(
        "messages.spelling",
        "messages.mandate_uses",
        "messages.repeated",
        "messages.cited",
        *("messages.checked_file", "messages.checking"),
    ),
    *("messages.grammar", "messages.document_parts", "messages.mends", "messages.mending_values"),
    *("messages.mending_addresses", "messages.mending_versions", "messages.mending_parts"),
    "messages.mending",
    *("messages.pain008", "messages.pain007", "messages.camt055"),
    *("messages.answered", "messages.pain002", "messages.camt029"),
    *("messages.camt_code", "messages.camt_amounts", "messages.camt_booking"),
    *("messages.camt_references", "messages.camt_entry", "messages.camt"),
    *("messages.pacs004", "messages.answers"),
    # the edges
    *("records.noting", "records.written", "records.headings", "records.sheet"),
    *("records.mandate_table", "records.import_match", "records.import_plan"),
    *("records.import_difference", "records.import_correction", "records.import_steps"),
    *("records.mandate_import", "records.mandates_from_files"),
    *("records.item_table", "records.proposal_table", "records.journal_table"),
    *("records.fields", "records.finding_record", "records.party_record"),
    *("records.mandate_record", "records.item_record"),
    *("records.selection_record", "records.edit_record", "records.draft_record"),
    *("records.collection_record", "records.run_record", "records.proposal_record"),
    *("records.notice_record", "records.json_records", "records.settings"),
    *("records.field_words", "records.asked_fields", "records.json_schema"),
    *("records.profile_settings", "records.held_items", "records.plain_rows"),
    *("catalogue", "findings_page", "records.findings_sarif", "testing.examples"),
    # a bank to test with
    *("testing.fake_bank_facts", "testing.fake_bank_dialects", "testing.fake_bank_xml"),
    *("testing.fake_bank_inbox", "testing.fake_bank_checks", "testing.fake_bank_orders"),
    *("testing.fake_bank_ledger", "testing.fake_bank_counter", "testing.fake_bank_answers"),
    *("testing.fake_bank_entries", "testing.fake_bank_statements", "testing.fake_bank_requests"),
    *("testing.fake_bank_desk", "testing.fake_bank"),
    # an example of each sentence
    *("explained.example", "explained.looking", "explained.of_proposals"),
    *("explained.of_selections", "explained.of_wishes", "explained.of_debtors"),
    *("explained.of_mandates", "explained.of_journals", "explained.of_answers"),
    *("explained.of_requests", "explained.of_files", "explained.of_old_files"),
    "explained.of_details",
    *("explained.of_records", "explained.of_others"),
    *("explained.differences", "explained.edges", "explained.of_rules", "explained.explanation"),
    # for the test suites of users
    *("testing.stages", "testing.difference", "testing.assertions"),
    *("testing.strategies.values", "testing.strategies.anyone", "testing.strategies.anything"),
    *("testing.strategies.collectable", "testing.strategies.decided"),
    *("testing.strategies.bank_histories", "testing.strategies.bank_messages"),
    "testing.strategies.almost_right",
    # what a notebook shows
    *("notebook.fragment", "notebook.things", "notebook.days"),
    *("notebook.drawing", "notebook.transitions", "notebook.diagram", "notebook.timeline"),
    "plots",
    # the command
    *(
        "cli.version",
        "cli.tables",
        "cli.answer",
        "cli.bars",
        "cli.asked",
        "cli.days",
        "cli.rules",
        "cli.profiles",
    ),
    "cli.explain",
    *("cli.new_files", "cli.run_folder", "cli.collect", "cli.submit"),
    *("cli.read", "cli.recorded", "cli.record", "cli.check", "cli.mend"),
    *("cli.examples", "cli.answered", "cli.demo", "cli.commands"),
    *("cli.entry", "__main__"),
)

HEAVY = {"click", "holidays", "lxml", "rich", "schwifty", "xmlschema"}


def modules() -> list[str]:
    paths = (path.relative_to(PACKAGE).with_suffix("") for path in PACKAGE.rglob("*.py"))
    return sorted(".".join(path.parts) for path in paths if path.name != "__init__")


def packages() -> list[str]:
    paths = (path.parent.relative_to(PACKAGE) for path in PACKAGE.rglob("__init__.py"))
    return sorted(".".join(path.parts) for path in paths)


def source_of(module: str) -> Path:
    return PACKAGE / f"{module.replace('.', '/')}.py"


def names_imported(node: ast.AST) -> Iterator[str]:
    """Give what one statement imports, as dotted names, whichever way it is written."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    if isinstance(node, ast.ImportFrom):
        start = "sepadd.(relative import)." if node.level else ""
        yield from (f"{start}{node.module}.{alias.name}" for alias in node.names)


def module_in(name: str) -> str:
    """Give the module that ``sepadd.some.module.Name`` speaks of, or the name if there is none."""
    own = name.removeprefix("sepadd").removeprefix(".")
    return next((m for m in (own, own.rpartition(".")[0]) if m in modules()), name)


def imported_by(module: str) -> set[str]:
    """Give the modules of ours that a module imports, also inside its functions."""
    tree = ast.parse(source_of(module).read_text(encoding="utf-8"))
    names = {name for node in ast.walk(tree) for name in names_imported(node)}
    return {module_in(name) for name in names if name.split(".")[0] == "sepadd"}


def test_every_module_has_its_place() -> None:
    assert set(modules()) == set(READING_ORDER)


def test_no_module_has_two_places() -> None:
    assert len(READING_ORDER) == len(set(READING_ORDER))


@pytest.mark.parametrize("module", [m for m in READING_ORDER if source_of(m).exists()])
def test_a_module_imports_only_what_was_read_before(module: str) -> None:
    before = READING_ORDER[: READING_ORDER.index(module)]
    assert imported_by(module) <= set(before)


@pytest.mark.parametrize(
    "statement",
    [
        "import sepadd.money",
        "import sepadd.findings as money, sepadd.money",
        "from sepadd import money",
        "from sepadd.money import Euro",
        "def f():\n    from sepadd.money import Euro",
        "if TYPE_CHECKING:\n    from sepadd.money import Euro",
    ],
)
def test_an_import_is_seen_however_it_is_written(statement: str) -> None:
    names = {name for node in ast.walk(ast.parse(statement)) for name in names_imported(node)}
    assert any(name.startswith("sepadd.money") for name in names)


@pytest.mark.parametrize(
    "statement", ["from . import money", "from .money import Euro", "from sepadd import Euro"]
)
def test_neither_a_relative_import_nor_the_front_door_passes_for_a_module(statement: str) -> None:
    (name,) = names_imported(ast.parse(statement).body[0])
    assert name.startswith("sepadd.")
    assert module_in(name) not in READING_ORDER


@pytest.mark.parametrize("package", packages())
def test_a_package_re_exports_or_is_empty(package: str) -> None:
    tree = ast.parse((PACKAGE / package.replace(".", "/") / "__init__.py").read_text("utf-8"))
    allowed = (ast.Import, ast.ImportFrom, ast.Assign, ast.AnnAssign, ast.Expr)
    assert [node for node in tree.body if not isinstance(node, allowed)] == []


def loaded_by(statement: str) -> set[str]:
    """Give the top-level modules that a fresh interpreter has loaded after a statement."""
    tell = f"import sys; {statement}; print(*{{name.split('.')[0] for name in sys.modules}})"
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    return set(told.stdout.split())


def test_importing_sepadd_loads_nothing_heavy() -> None:
    assert loaded_by("import sepadd") & HEAVY == set()


def test_no_module_is_named_like_one_of_the_standard_library() -> None:
    last_names = {name.rpartition(".")[2] for name in (*modules(), *packages())}
    known = {"profile"}  # the scheme's word; ours is only ever sepadd.profile
    assert last_names & sys.stdlib_module_names <= known


def test_the_standard_librarys_profile_stays_its_own() -> None:
    tell = "import sepadd, profile; print(profile.__file__)"
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=PACKAGE.parent
    )
    assert PACKAGE not in Path(told.stdout.strip()).parents
