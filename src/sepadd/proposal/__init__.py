"""From what is asked to a proposal: each open item, with OK or every reason why not."""

from sepadd.proposal.collection_preference import CollectionPreference
from sepadd.proposal.draft import Draft
from sepadd.proposal.edit import (
    EDIT_SENTENCES,
    Added,
    AmountChanged,
    Cleared,
    Edit,
    Excluded,
    Included,
    Widened,
    edited,
)
from sepadd.proposal.limits import LIMIT_SENTENCES, NO_LIMITS, CollectingLimits
from sepadd.proposal.live_run import (
    LiveRun,
    MandateKey,
    Presented,
    attempts_in,
    informed,
    presented_by,
)
from sepadd.proposal.mandate_choice import BLANKS_ONLY, DUPLICATE_MANDATE, NO_MANDATE
from sepadd.proposal.netting import CreditNotes, Discounted
from sepadd.proposal.proposal import (
    GIVEN_TWICE,
    HELD,
    PROPOSAL_SENTENCES,
    REST,
    Proposal,
    ProposalLine,
)
from sepadd.proposal.proposing import NOTHING_AGREED, propose_items
from sepadd.proposal.retry import RETRY_SENTENCES, RetryByReason, RetryPolicy
from sepadd.proposal.selection import EVERYTHING, SELECTION_SENTENCES, Selection

__all__ = (
    "BLANKS_ONLY",
    "DUPLICATE_MANDATE",
    "EDIT_SENTENCES",
    "EVERYTHING",
    "GIVEN_TWICE",
    "HELD",
    "LIMIT_SENTENCES",
    "NOTHING_AGREED",
    "NO_LIMITS",
    "NO_MANDATE",
    "PROPOSAL_SENTENCES",
    "REST",
    "RETRY_SENTENCES",
    "SELECTION_SENTENCES",
    "Added",
    "AmountChanged",
    "Cleared",
    "CollectingLimits",
    "CollectionPreference",
    "CreditNotes",
    "Discounted",
    "Draft",
    "Edit",
    "Excluded",
    "Included",
    "LiveRun",
    "MandateKey",
    "Presented",
    "Proposal",
    "ProposalLine",
    "RetryByReason",
    "RetryPolicy",
    "Selection",
    "Widened",
    "attempts_in",
    "edited",
    "informed",
    "presented_by",
    "propose_items",
)
