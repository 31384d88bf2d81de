"""What the bank has answered is taken in: which collection is meant, and what changes."""

from sepadd.recording.follow_up import FollowUp, follow_ups, mandates_after, still_open
from sepadd.recording.known_runs import MATCHING_SENTENCES
from sepadd.recording.recorded import (
    RECORDING_SENTENCES,
    Effect,
    Fact,
    RecordedAll,
    record,
    record_all,
)
from sepadd.recording.selecting_runs import References, references
from sepadd.recording.silence import silent

__all__ = (
    "MATCHING_SENTENCES",
    "RECORDING_SENTENCES",
    "Effect",
    "Fact",
    "FollowUp",
    "RecordedAll",
    "References",
    "follow_ups",
    "mandates_after",
    "record",
    "record_all",
    "references",
    "silent",
    "still_open",
)
