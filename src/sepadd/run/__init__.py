"""The run: decided, handed over, recalled, reversed; its files and sets."""

from sepadd.run.bank_file import BankFile, Batch
from sepadd.run.file_parts import TEXT_LENGTH, BatchPart
from sepadd.run.preparing import RUN_SENTENCES, decide, decide_anew
from sepadd.run.recalling import RECALL_SENTENCES, Recall, recall
from sepadd.run.reversing import REVERSAL_SENTENCES, ReversalRequest, reverse
from sepadd.run.run import CollectionRun, RunStage, RunStanding, RunStep, SetFile, SetPlace, Step
from sepadd.run.run_policy import EVERYTHING_ALLOWED, RunPolicy
from sepadd.run.run_set import RunSet, join, submit_set, take_apart
from sepadd.run.submitting import close, note, submit, withdraw

__all__ = (
    "EVERYTHING_ALLOWED",
    "RECALL_SENTENCES",
    "REVERSAL_SENTENCES",
    "RUN_SENTENCES",
    "TEXT_LENGTH",
    "BankFile",
    "Batch",
    "BatchPart",
    "CollectionRun",
    "Recall",
    "ReversalRequest",
    "RunPolicy",
    "RunSet",
    "RunStage",
    "RunStanding",
    "RunStep",
    "SetFile",
    "SetPlace",
    "Step",
    "close",
    "decide",
    "decide_anew",
    "join",
    "note",
    "recall",
    "reverse",
    "submit",
    "submit_set",
    "take_apart",
    "withdraw",
)
