"""What the bank has answered is taken in: which collection is meant, and what changes."""

from sepadd.recording.books_after import (
    RECORDING_SENTENCES,
    Changes,
    Recorded,
    RecordedTogether,
    record,
    record_together,
)
from sepadd.recording.follow_up import FollowUp
from sepadd.recording.known_runs import MATCHING_SENTENCES
from sepadd.recording.recorded import Effect, Fact, take_in
from sepadd.recording.selecting_runs import References, references
from sepadd.recording.silence import silent

__all__ = (
    "MATCHING_SENTENCES",
    "RECORDING_SENTENCES",
    "Changes",
    "Effect",
    "Fact",
    "FollowUp",
    "Recorded",
    "RecordedTogether",
    "References",
    "record",
    "record_together",
    "references",
    "silent",
    "take_in",
)
