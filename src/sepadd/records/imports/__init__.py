"""Mandates taken over: from a table, or from files of another system."""

from sepadd.records.imports.import_match import Match
from sepadd.records.imports.import_plan import apply_import
from sepadd.records.imports.mandate_import import IMPORT_SENTENCES, plan_import
from sepadd.records.imports.old_files import OLD_FILE_SENTENCES, mandates_from_folder

__all__ = (
    "IMPORT_SENTENCES",
    "OLD_FILE_SENTENCES",
    "Match",
    "apply_import",
    "mandates_from_folder",
    "plan_import",
)
