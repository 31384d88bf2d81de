"""The run: decided, handed over, recalled, reversed; its files and sets."""

from sepadd.run.bank_file import BankFile, Batch
from sepadd.run.file_parts import TEXT_LENGTH, BatchPart
from sepadd.run.preparing import RUN_SENTENCES, prepare, revise
from sepadd.run.recalling import RECALL_SENTENCES, Recall, recall
from sepadd.run.reversing import REVERSAL_SENTENCES, ReversalRequest, reverse
from sepadd.run.run import CollectionRun, RunStage, RunStanding, RunStep, SetFile, SetPlace, Step
from sepadd.run.run_policy import RunPolicy
from sepadd.run.run_set import RunSet, Share, join, prepare_set, submit_set, take_apart
from sepadd.run.submitting import close, note, presented, submit, withdraw

__all__ = (
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
    "Share",
    "Step",
    "close",
    "join",
    "note",
    "prepare",
    "prepare_set",
    "presented",
    "recall",
    "reverse",
    "revise",
    "submit",
    "submit_set",
    "take_apart",
    "withdraw",
)
