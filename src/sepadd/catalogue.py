"""Every sentence that sepadd holds a creditor, a mandate, a run, a file or a table to.

The list is what the documents and the command line print: nobody keeps a second one.
"""

from __future__ import annotations

from typing import Final

from sepadd.deadlines import DEADLINE_SENTENCES
from sepadd.double_mandates import DOUBLE_SENTENCES
from sepadd.edit import EDIT_SENTENCES
from sepadd.ended_mandate import ENDED_SENTENCES
from sepadd.enrolment import ENROLMENT_SENTENCES
from sepadd.limits import LIMIT_SENTENCES
from sepadd.messages.checking import CHECK_SENTENCES
from sepadd.messages.schemas import XSD
from sepadd.messages.unplaced import READING_SENTENCES
from sepadd.notice import NOTICE_RULES
from sepadd.our_runs import MATCHING_SENTENCES
from sepadd.posting import JOURNAL_SENTENCES
from sepadd.preparing import RUN_SENTENCES
from sepadd.proposal import PROPOSAL_SENTENCES
from sepadd.recall import RECALL_SENTENCES
from sepadd.recording import RECORDING_SENTENCES
from sepadd.records.fields import RECORD_SENTENCES
from sepadd.records.mandate_import import IMPORT_SENTENCES
from sepadd.records.mandates_from_files import OLD_FILE_SENTENCES
from sepadd.records.settings import SETTINGS_SENTENCES
from sepadd.records.sheet import TABLE_SENTENCES
from sepadd.retry import RETRY_SENTENCES
from sepadd.reversing import REVERSAL_SENTENCES
from sepadd.rulebook.collection_rules import COLLECTION_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.file_rules import FILE_RULES
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Sentence
from sepadd.selection import SELECTION_SENTENCES

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
