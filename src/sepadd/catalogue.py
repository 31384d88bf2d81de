"""Every sentence that sepadd holds a creditor, a mandate, a run, a file or a table to.

The list is what the documents and the command line print: nobody keeps a second one.
"""

from __future__ import annotations

from typing import Final

from sepadd.double_mandates import DOUBLE_SENTENCES
from sepadd.ended_mandate import ENDED_SENTENCES
from sepadd.enrolment import ENROLMENT_SENTENCES
from sepadd.messages.schemas import XSD
from sepadd.prenotification import NOTICE_SENTENCES
from sepadd.proposal import PROPOSAL_SENTENCES
from sepadd.records.fields import RECORD_SENTENCES
from sepadd.records.mandate_import import IMPORT_SENTENCES
from sepadd.records.settings import SETTINGS_SENTENCES
from sepadd.records.sheet import TABLE_SENTENCES
from sepadd.rulebook.collection_rules import COLLECTION_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.file_rules import FILE_RULES
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Sentence
from sepadd.run import RUN_SENTENCES

CATALOGUE: Final[tuple[Sentence, ...]] = (
    *(rule.sentence for rule in CREDITOR_RULES),
    *(rule.sentence for rule in MANDATE_RULES),
    *(rule.sentence for rule in COLLECTION_RULES),
    *(rule.sentence for rule in FILE_RULES),
    *sorted(PROPOSAL_SENTENCES, key=lambda sentence: sentence.id),
    *RUN_SENTENCES,
    *ENROLMENT_SENTENCES,
    *DOUBLE_SENTENCES,
    *ENDED_SENTENCES,
    *NOTICE_SENTENCES,
    XSD,
    *TABLE_SENTENCES,
    *IMPORT_SENTENCES,
    *SETTINGS_SENTENCES,
    *RECORD_SENTENCES,
)
"""Every sentence, family by family: of the rulebook, of a run, of its file, of what is read in."""
