"""Runs as records: what was decided, in what form it goes to the bank, and every step since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sepadd.collection import BatchBooking
from sepadd.findings import InvalidValue
from sepadd.records.stored.collection_record import COLLECTIONS, ENTRY, SAID
from sepadd.records.stored.edit_record import EDITS
from sepadd.records.stored.party_record import CREDITOR
from sepadd.records.stored.record_shape import RecordShape, always, may, must
from sepadd.records.stored.shapes import COUNT, FLAG, TEXT, Listed, in_any_order, listed, member
from sepadd.records.stored.value_shapes import BATCH_ID, DAY, EURO, INSTANT, MESSAGE_ID, RUN_ID
from sepadd.rulebook import (
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    MessageVersion,
)
from sepadd.run import CollectionRun, RunStep, SetFile, SetPlace, Step
from sepadd.values import ZERO, AddressForm, Conversion, TextMode

_TEXT_MODE: Final = RecordShape(
    TextMode,
    must("name", TEXT, "the name of the set of characters"),
    must(
        "conversion",
        member(Conversion),
        "what becomes of a character that the bank does not take",
    ),
    must("extra", TEXT, "the characters that the bank takes beyond the basic set"),
    must("cut", FLAG, "whether a text that is too long is cut"),
)
_FILE_LIMITS: Final = RecordShape(
    FileLimits,
    must("collections_per_batch", COUNT, "the most collections in a batch"),
    must("batches_per_file", COUNT, "the most batches in a file"),
    must("collections_per_file", COUNT, "the most collections in a file"),
    must("amount_per_collection", EURO, "the most that a collection may come to"),
    must("amount_per_batch", EURO, "the most that a batch may come to"),
    must("amount_per_file", EURO, "the most that a file may come to"),
)

FORM: Final = RecordShape(
    FileForm,
    must("message", member(MessageVersion), "the version of the message"),
    must("text", _TEXT_MODE, "what the bank takes in names and texts"),
    always(
        "addresses",
        in_any_order(member(AddressForm)),
        "the forms of address that the file may hold",
        frozenset(),
    ),
    must("fold_addresses", FLAG, "whether every address is written as at most two lines"),
    must("creditor_address", FLAG, "whether the creditor's own address is written"),
    must("bic", member(BicMode), "which banks' BICs stand in the file"),
    must(
        "initiating_party",
        member(InitiatingPartyForm),
        "what is said of who hands the file over",
    ),
    may(
        "batch_booking",
        FLAG,
        "true: one credit per batch; false: one each; absent: as agreed",
    ),
    always(
        "account_change",
        member(AccountChangeForm),
        "how the bank is told that a debtor has another account",
        AccountChangeForm.SMNDA,
    ),
    may(
        "offset",
        FLAG,
        "false: the time of creation is written without its offset; else absent",
        absent=True,
    ),
    must("limits", _FILE_LIMITS, "how much goes into a batch and a file"),
)
"""The form, in full: what is usual today may not be so tomorrow."""

_STEP: Final = RecordShape(
    RunStep,
    must("step", member(Step), "what was done"),
    must("at", INSTANT, "when, with the offset from UTC"),
    may("by", TEXT, "who did it, by the user's own name", ""),
    may("note", TEXT, "what was noted with it", ""),
)
_BOOKING: Final = RecordShape(
    BatchBooking,
    must("of", TEXT, "the id of the batch or file that it was booked for"),
    must("amount", EURO, "what came in, above zero"),
    may("charges", EURO, "what the bank kept of it", ZERO),
    must("booked_on", DAY, "the day on which the money moved; absent where none was seen to"),
    ENTRY,
    SAID,
)
_SET_FILE: Final = RecordShape(
    SetFile,
    must("id", MESSAGE_ID, "the message id of the file"),
    always("batches", listed(BATCH_ID), "the ids of the run's batches in it", ()),
)
_SET_PLACE: Final = RecordShape(
    SetPlace,
    must("id", RUN_ID, "the id of the set"),
    always("runs", listed(RUN_ID), "the ids of all runs of the set, in their order", ()),
    always("files", listed(_SET_FILE), "the files in which the run's batches stand", ()),
)


def _history(steps: Iterable[RunStep]) -> tuple[RunStep, ...]:
    """The steps of a run, of which no other than the preparation can be the first."""
    history = tuple(steps)
    if not history or history[0].step is not Step.PREPARED:
        raise InvalidValue("it has to begin with the preparation of the run")
    return history


RUN: Final = RecordShape(
    CollectionRun,
    must("id", RUN_ID, "the id of the run"),
    must("history", Listed(_STEP, _history), "every step, the first being the preparation"),
    must("creditor", CREDITOR, "the creditor as it stood"),
    must("form", FORM, "the form of the bank's file"),
    EDITS,
    may("bookings", listed(_BOOKING), "sums that the bank has booked for whole batches", ()),
    may("in_set", _SET_PLACE, "where it stands in a set of runs, if it is in one"),
    COLLECTIONS,
)
