"""An example of each sentence: what keeps it, and the nearest that breaks it."""

from sepadd.catalogue.examples.differences import shortened
from sepadd.catalogue.examples.edges import EDGES, Edge
from sepadd.catalogue.examples.example import Example
from sepadd.catalogue.examples.of_answers import ANSWER_EXAMPLES, DEADLINE_EXAMPLES
from sepadd.catalogue.examples.of_debtors import ENROLMENT_EXAMPLES
from sepadd.catalogue.examples.of_details import CHANGE_EXAMPLES, DETAIL_EXAMPLES
from sepadd.catalogue.examples.of_drafts import EDIT_EXAMPLES, LIMIT_EXAMPLES, RETRY_EXAMPLES
from sepadd.catalogue.examples.of_files import CHECK_EXAMPLES, READING_EXAMPLES
from sepadd.catalogue.examples.of_journals import JOURNAL_EXAMPLES
from sepadd.catalogue.examples.of_mandates import (
    DOUBLE_EXAMPLES,
    ENDED_EXAMPLES,
    IMPORT_EXAMPLES,
    NOTICE_EXAMPLES,
)
from sepadd.catalogue.examples.of_old_files import OLD_FILE_EXAMPLES
from sepadd.catalogue.examples.of_proposals import PROPOSAL_EXAMPLES
from sepadd.catalogue.examples.of_records import RECORD_EXAMPLES, SETTINGS_EXAMPLES, TABLE_EXAMPLES
from sepadd.catalogue.examples.of_requests import REQUEST_EXAMPLES
from sepadd.catalogue.examples.of_rules import RULE_EXAMPLES
from sepadd.catalogue.examples.of_selections import SELECTION_EXAMPLES

__all__ = (
    "ANSWER_EXAMPLES",
    "CHANGE_EXAMPLES",
    "CHECK_EXAMPLES",
    "DEADLINE_EXAMPLES",
    "DETAIL_EXAMPLES",
    "DOUBLE_EXAMPLES",
    "EDGES",
    "EDIT_EXAMPLES",
    "ENDED_EXAMPLES",
    "ENROLMENT_EXAMPLES",
    "IMPORT_EXAMPLES",
    "JOURNAL_EXAMPLES",
    "LIMIT_EXAMPLES",
    "NOTICE_EXAMPLES",
    "OLD_FILE_EXAMPLES",
    "PROPOSAL_EXAMPLES",
    "READING_EXAMPLES",
    "RECORD_EXAMPLES",
    "REQUEST_EXAMPLES",
    "RETRY_EXAMPLES",
    "RULE_EXAMPLES",
    "SELECTION_EXAMPLES",
    "SETTINGS_EXAMPLES",
    "TABLE_EXAMPLES",
    "Edge",
    "Example",
    "shortened",
)
