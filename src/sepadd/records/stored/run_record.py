"""Runs as records: what was decided, in what form it goes to the bank, and every step since."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from sepadd.collection import BY_HAND, BatchBooking, Collection
from sepadd.records.stored.collection_record import (
    collection_of,
    collection_record,
    said_of,
    said_record,
)
from sepadd.records.stored.edit_record import edits_of, edits_record
from sepadd.records.stored.fields import Fields, Record, filled, member
from sepadd.records.stored.party_record import (
    account_of,
    account_record,
    creditor_of,
    creditor_record,
)
from sepadd.records.written import day, euros, instant
from sepadd.rulebook import (
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    MessageVersion,
)
from sepadd.run import CollectionRun, RunStep, SetFile, SetPlace, Step
from sepadd.values import (
    ZERO,
    AddressForm,
    Conversion,
    CreditorAccount,
    MessageId,
    PaymentInformationId,
    RunId,
    TextMode,
)


def _text_mode_record(text: TextMode) -> Record:
    return {
        "name": text.name,
        "conversion": text.conversion.value,
        "extra": text.extra,
        "cut": text.cut,
    }


def _text_mode_of(fields: Fields) -> TextMode:
    return fields.made(
        TextMode,
        name=fields.must("name", str),
        conversion=fields.must("conversion", member(Conversion)),
        extra=fields.must("extra", str),
        cut=fields.flag("cut"),
    )


def _limits_record(limits: FileLimits) -> Record:
    return {
        "collections_per_batch": limits.collections_per_batch,
        "batches_per_file": limits.batches_per_file,
        "collections_per_file": limits.collections_per_file,
        "amount_per_collection": str(limits.amount_per_collection),
        "amount_per_batch": str(limits.amount_per_batch),
        "amount_per_file": str(limits.amount_per_file),
    }


def _limits_of(fields: Fields) -> FileLimits:
    return fields.made(
        FileLimits,
        collections_per_batch=fields.count("collections_per_batch"),
        batches_per_file=fields.count("batches_per_file"),
        collections_per_file=fields.count("collections_per_file"),
        amount_per_collection=fields.must("amount_per_collection", euros),
        amount_per_batch=fields.must("amount_per_batch", euros),
        amount_per_file=fields.must("amount_per_file", euros),
    )


def _form_record(form: FileForm) -> Record:
    """The form, in full: what is usual today may not be so tomorrow."""
    return filled(
        {
            "message": form.message.value,
            "text": _text_mode_record(form.text),
            "addresses": sorted(each.value for each in form.addresses),
            "fold_addresses": form.fold_addresses,
            "creditor_address": form.creditor_address,
            "bic": form.bic.value,
            "initiating_party": form.initiating_party.value,
            "batch_booking": form.batch_booking,
            "account_change": form.account_change.value,
            "offset": None if form.offset else False,
            "limits": _limits_record(form.limits),
        }
    )


def _form_of(fields: Fields) -> FileForm:
    return fields.made(
        FileForm,
        message=fields.must("message", member(MessageVersion)),
        text=fields.part("text", _text_mode_of),
        addresses=frozenset(fields.texts("addresses", member(AddressForm))),
        fold_addresses=fields.flag("fold_addresses"),
        creditor_address=fields.flag("creditor_address"),
        bic=fields.must("bic", member(BicMode)),
        initiating_party=fields.must("initiating_party", member(InitiatingPartyForm)),
        batch_booking=fields.flag_if_any("batch_booking"),
        account_change=fields.may(
            "account_change", member(AccountChangeForm), AccountChangeForm.SMNDA
        ),
        offset=fields.flag_if_any("offset") is not False,
        limits=fields.part("limits", _limits_of),
    )


def _step_record(done: RunStep) -> Record:
    return filled(
        {
            "step": done.step.value,
            "at": done.at.isoformat(),
            "by": done.by or None,
            "note": done.note or None,
        }
    )


def _step_of(fields: Fields) -> RunStep:
    return fields.made(
        RunStep,
        step=fields.must("step", member(Step)),
        at=fields.must("at", instant),
        by=fields.may("by", str, ""),
        note=fields.may("note", str, ""),
    )


def _booking_record(booking: BatchBooking) -> Record:
    return filled(
        {
            "of": booking.of,
            "amount": str(booking.amount),
            "charges": str(booking.charges) if booking.charges != ZERO else None,
            "booked_on": booking.booked_on.isoformat(),
            "entry": booking.entry or None,
            "said": said_record(booking.said),
        }
    )


def _booking_of(fields: Fields) -> BatchBooking:
    return fields.made(
        BatchBooking,
        of=fields.must("of", str),
        amount=fields.must("amount", euros),
        charges=fields.may("charges", euros, ZERO),
        booked_on=fields.must("booked_on", day),
        entry=fields.may("entry", str, ""),
        said=fields.part_if_any("said", said_of) or BY_HAND,
    )


def _set_record(place: SetPlace) -> Record:
    return {
        "id": place.id.value,
        "runs": [each.value for each in place.runs],
        "files": [
            {"id": file.id.value, "batches": [batch.value for batch in file.batches]}
            for file in place.files
        ],
    }


def _set_of(fields: Fields) -> SetPlace:
    return fields.made(
        SetPlace,
        id=fields.must("id", RunId),
        runs=fields.texts("runs", RunId),
        files=fields.parts("files", _set_file_of),
    )


def _set_file_of(fields: Fields) -> SetFile:
    return fields.made(
        SetFile,
        id=fields.must("id", MessageId),
        batches=fields.texts("batches", PaymentInformationId),
    )


def collections_record(collections: Iterable[Collection]) -> Record:
    """Collections, and before them the accounts that they are collected on, each once."""
    places: dict[CreditorAccount, int] = {}
    made = [collection_record(collection, places) for collection in collections]
    return {"accounts": list(map(account_record, places)), "collections": made}


def collections_of(fields: Fields) -> tuple[Collection, ...]:
    """The collections that a record holds; those on one account share it."""
    accounts = fields.parts("accounts", account_of)
    return fields.parts("collections", partial(collection_of, accounts=accounts))


def run_record(run: CollectionRun) -> Record:
    """A run as it stands."""
    return {
        "id": run.id.value,
        "history": list(map(_step_record, run.history)),
        "creditor": creditor_record(run.creditor),
        "form": _form_record(run.form),
        **edits_record(run.edits),
        **filled(
            {
                "bookings": list(map(_booking_record, run.bookings)) or None,
                "in_set": None if run.in_set is None else _set_record(run.in_set),
            }
        ),
        **collections_record(run.collections),
    }


def run_of(fields: Fields) -> CollectionRun:
    """The run that a record holds. Its history begins with a preparation, and no other step can."""
    id = fields.must("id", RunId)  # noqa: A001 - the scheme's own word
    history = fields.parts("history", _step_of)
    if not fields.wrong and (not history or history[0].step is not Step.PREPARED):
        fields.note("it has to begin with the preparation of the run", "history")
    return fields.made(
        CollectionRun,
        id=id,
        creditor=fields.part("creditor", creditor_of),
        form=fields.part("form", _form_of),
        collections=collections_of(fields),
        history=history,
        edits=edits_of(fields),
        bookings=fields.parts("bookings", _booking_of),
        in_set=fields.part_if_any("in_set", _set_of),
    )
