"""What is booked: the accounts, the entries, when they are posted, and how they are put right."""

from sepadd.books import ReceivableCloses
from sepadd.journal.correction import corrections
from sepadd.journal.entry import Entry, Line, balances, undone
from sepadd.journal.in_one_go import process
from sepadd.journal.journal import entries
from sepadd.journal.ledger import JournalKind, Ledger, LedgerAccount, Role
from sepadd.journal.periods import Period, Periods, WhenClosed
from sepadd.journal.policy import journalise
from sepadd.journal.posting import JOURNAL_SENTENCES, post, post_entries, ready
from sepadd.journal.writing_off import collectable, write_off

__all__ = (
    "JOURNAL_SENTENCES",
    "Entry",
    "JournalKind",
    "Ledger",
    "LedgerAccount",
    "Line",
    "Period",
    "Periods",
    "ReceivableCloses",
    "Role",
    "WhenClosed",
    "balances",
    "collectable",
    "corrections",
    "entries",
    "journalise",
    "post",
    "post_entries",
    "process",
    "ready",
    "undone",
    "write_off",
)
