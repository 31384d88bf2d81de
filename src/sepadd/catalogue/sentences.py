"""Every sentence that sepadd holds a creditor, a mandate, a run, a file or a table to.

The list is what the documents and the command line print: nobody keeps a second one.
"""

from __future__ import annotations

from typing import Final

from sepadd.checking import CHECK_SENTENCES
from sepadd.debtors import DOUBLE_SENTENCES, ENDED_SENTENCES, ENROLMENT_SENTENCES
from sepadd.documents import NOTICE_RULES
from sepadd.findings import Sentence
from sepadd.journal import JOURNAL_SENTENCES
from sepadd.messages.parsing import READING_SENTENCES, XSD
from sepadd.proposal import (
    EDIT_SENTENCES,
    LIMIT_SENTENCES,
    PROPOSAL_SENTENCES,
    RETRY_SENTENCES,
    SELECTION_SENTENCES,
)
from sepadd.recording import MATCHING_SENTENCES, RECORDING_SENTENCES
from sepadd.records.imports import IMPORT_SENTENCES, OLD_FILE_SENTENCES
from sepadd.records.settings import SETTINGS_SENTENCES
from sepadd.records.stored import RECORD_SENTENCES
from sepadd.records.tables import TABLE_SENTENCES
from sepadd.rulebook import (
    COLLECTION_RULES,
    CREDITOR_RULES,
    DEADLINE_SENTENCES,
    FILE_RULES,
    MANDATE_RULES,
)
from sepadd.run import RECALL_SENTENCES, REVERSAL_SENTENCES, RUN_SENTENCES

CATALOGUE: Final[tuple[Sentence, ...]] = (
    *(rule.sentence for rule in CREDITOR_RULES),
    *(rule.sentence for rule in MANDATE_RULES),
    *(rule.sentence for rule in COLLECTION_RULES),
    *(rule.sentence for rule in FILE_RULES),
    *sorted(PROPOSAL_SENTENCES, key=lambda sentence: sentence.id),
    *SELECTION_SENTENCES,
    *EDIT_SENTENCES,
    *LIMIT_SENTENCES,
    *RETRY_SENTENCES,
    *RUN_SENTENCES,
    *ENROLMENT_SENTENCES,
    *DOUBLE_SENTENCES,
    *ENDED_SENTENCES,
    *JOURNAL_SENTENCES,
    *MATCHING_SENTENCES,
    *RECORDING_SENTENCES,
    *DEADLINE_SENTENCES,
    *RECALL_SENTENCES,
    *REVERSAL_SENTENCES,
    *(rule.sentence for rule in NOTICE_RULES),
    XSD,
    *sorted((*READING_SENTENCES, *OLD_FILE_SENTENCES), key=lambda sentence: sentence.id),
    *CHECK_SENTENCES,
    *TABLE_SENTENCES,
    *IMPORT_SENTENCES,
    *SETTINGS_SENTENCES,
    *RECORD_SENTENCES,
)
"""Every sentence, family by family: of the rulebook, of a run, of its file, of what is read in."""
