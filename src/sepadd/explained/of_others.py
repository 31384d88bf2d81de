"""All examples of the sentences that no rule of the rulebook asks: of runs, answers and tables."""

from __future__ import annotations

from typing import Final

from sepadd.explained.example import Example
from sepadd.explained.of_answers import ANSWER_EXAMPLES, DEADLINE_EXAMPLES
from sepadd.explained.of_debtors import ENROLMENT_EXAMPLES
from sepadd.explained.of_details import CHANGE_EXAMPLES, DETAIL_EXAMPLES
from sepadd.explained.of_files import CHECK_EXAMPLES, READING_EXAMPLES
from sepadd.explained.of_journals import JOURNAL_EXAMPLES
from sepadd.explained.of_mandates import (
    DOUBLE_EXAMPLES,
    ENDED_EXAMPLES,
    IMPORT_EXAMPLES,
    NOTICE_EXAMPLES,
)
from sepadd.explained.of_old_files import OLD_FILE_EXAMPLES
from sepadd.explained.of_proposals import PROPOSAL_EXAMPLES
from sepadd.explained.of_records import RECORD_EXAMPLES, SETTINGS_EXAMPLES, TABLE_EXAMPLES
from sepadd.explained.of_requests import REQUEST_EXAMPLES
from sepadd.explained.of_selections import SELECTION_EXAMPLES
from sepadd.explained.of_wishes import EDIT_EXAMPLES, LIMIT_EXAMPLES, RETRY_EXAMPLES

EXAMPLES_APART: Final[tuple[Example, ...]] = (
    *PROPOSAL_EXAMPLES,
    *SELECTION_EXAMPLES,
    *EDIT_EXAMPLES,
    *LIMIT_EXAMPLES,
    *RETRY_EXAMPLES,
    *ENROLMENT_EXAMPLES,
    *DOUBLE_EXAMPLES,
    *ENDED_EXAMPLES,
    *JOURNAL_EXAMPLES,
    *ANSWER_EXAMPLES,
    *DEADLINE_EXAMPLES,
    *REQUEST_EXAMPLES,
    *NOTICE_EXAMPLES,
    *READING_EXAMPLES,
    *CHANGE_EXAMPLES,
    *CHECK_EXAMPLES,
    *DETAIL_EXAMPLES,
    *OLD_FILE_EXAMPLES,
    *TABLE_EXAMPLES,
    *IMPORT_EXAMPLES,
    *SETTINGS_EXAMPLES,
    *RECORD_EXAMPLES,
)
"""One example of each sentence of the catalogue that is asked elsewhere than by a rule's edge."""
