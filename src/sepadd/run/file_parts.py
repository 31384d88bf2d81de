"""A run's files as the bank has them, and those parts of them that something is asked of.

What one asks of the bank later, it asks in the bank's words: of a file, of a batch in it, or of
single collections, each by the reference that the bank was given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import count
from typing import Final, NamedTuple

from sepadd.collection import REASON_CODES, Collection, FailureKind, Reason, reason
from sepadd.findings import Finding, Findings, IllegalStep, InvalidValue
from sepadd.frozen import dataclass
from sepadd.rulebook import Terms
from sepadd.run.bank_file import BankFile, Batch
from sepadd.run.run import CollectionRun, RunStage
from sepadd.values import EndToEndId, Euro, MessageId, PaymentInformationId

Named = EndToEndId | PaymentInformationId | MessageId
"""What something is asked of: a collection, a batch or a file, by what the bank knows it by."""

TEXT_LENGTH: Final = 105
"""How many characters may stand beside the code of a reason. Source: ISO 20022, AddtlInf."""


class BatchPart(NamedTuple):
    """What of one batch is meant: all of it, since it or its file was named; or some of it."""

    batch: Batch
    collections: tuple[Collection, ...]
    whole: bool

    @property
    def total(self) -> Euro:
        """What the collections that are meant come to."""
        return Euro.total(collection.amount for collection in self.collections)


class FilePart(NamedTuple):
    """What of one file is meant; ``whole`` where the file itself was named, or all of the run."""

    file: BankFile
    batches: tuple[BatchPart, ...]
    whole: bool

    @property
    def collections(self) -> tuple[Collection, ...]:
        """The collections that are meant, in the order of the file."""
        return tuple(collection for part in self.batches for collection in part.collections)


@dataclass(frozen=True, slots=True, kw_only=True)
class FileRequest:
    """One message to the bank that asks something of one file: of all of it, or of its parts.

    ``at`` is when it was asked, an instant with its time zone.
    """

    id: MessageId
    file: BankFile
    batches: tuple[BatchPart, ...]
    reason: Reason
    at: datetime

    @property
    def count(self) -> int:
        """How many collections it is about: of what is whole, all that the bank was given."""
        return sum(len(part.collections) for part in self.batches)

    @property
    def total(self) -> Euro:
        """What they come to."""
        return Euro.total(part.total for part in self.batches)


def files_at_the_bank(run: CollectionRun) -> tuple[BankFile, ...]:
    """The files in which the bank has a run's collections, each with the batches of this run.

    Those of a run in a set are called after the set, and hold other runs' batches besides. Raises
    :class:`IllegalStep` unless the run is submitted.
    """
    if run.stage is not RunStage.SUBMITTED:
        right = "; withdraw it" if run.stage is RunStage.PREPARED else ""
        raise IllegalStep(f"{run.label} is {run.stage}: the bank has nothing of it to undo{right}")
    files = run.files()
    if run.in_set is None:
        return files
    batches = {batch.id: batch for file in files for batch in file.batches}
    return tuple(
        BankFile(
            id=place.id,
            creditor=run.creditor,
            form=run.form,
            created_at=run.prepared_at,
            batches=tuple(batches[name] for name in place.batches),
        )
        for place in run.in_set.files
    )


def parts_named(run: CollectionRun, what: Iterable[Named] | None) -> tuple[FilePart, ...]:
    """What of each file is meant by these names; without any, by the whole run.

    Files of which nothing is meant are left out. Raises :class:`IllegalStep` unless the run is
    submitted, for a name that it does not have, for no name at all, and for a file that it shares
    with other runs: of that, only its own batches can be named.
    """
    files = files_at_the_bank(run)
    shared = run.in_set is not None and len(run.in_set.runs) > 1
    if what is None:
        parts = [_all_of(file, whole=not shared) for file in files]
    else:
        names = frozenset(what)
        _must_be_known(names, run, files)
        if shared:
            _must_not_be_shared(names, run, files)
        parts = [_named_of(file, names) for file in files]
    return tuple(part for part in parts if part.batches)


def _all_of(file: BankFile, *, whole: bool) -> FilePart:
    batches = tuple(BatchPart(batch, batch.collections, whole=True) for batch in file.batches)
    return FilePart(file, batches, whole=whole)


def _named_of(file: BankFile, names: frozenset[Named]) -> FilePart:
    if file.id in names:
        return _all_of(file, whole=True)
    return FilePart(file, tuple(_batch_parts(file, names)), whole=False)


def _batch_parts(file: BankFile, names: frozenset[Named]) -> Iterator[BatchPart]:
    for batch in file.batches:
        if batch.id in names:
            yield BatchPart(batch, batch.collections, whole=True)
            continue
        some = tuple(each for each in batch.collections if each.end_to_end_id in names)
        if some:
            yield BatchPart(batch, some, whole=False)


def _must_be_known(names: frozenset[Named], run: CollectionRun, files: Sequence[BankFile]) -> None:
    if not names:
        raise IllegalStep(f"nothing of {run.label} is named: give a collection, a batch or a file")
    known: set[Named] = {collection.end_to_end_id for collection in run.collections}
    for file in files:
        known |= {file.id, *(batch.id for batch in file.batches)}
    unknown = sorted(f"{_kind(name)} {name}" for name in names - known)
    if unknown:
        raise IllegalStep(f"{run.label} has at the bank no {', no '.join(unknown)}")


def _kind(name: Named) -> str:
    match name:
        case EndToEndId():
            return "collection"
        case PaymentInformationId():
            return "batch"
        case MessageId():
            return "file"


def _must_not_be_shared(
    names: frozenset[Named], run: CollectionRun, files: Sequence[BankFile]
) -> None:
    for file in files:
        if file.id in names:
            own = ", ".join(str(batch.id) for batch in file.batches)
            raise IllegalStep(
                f"{file.label} holds other runs besides {run.label}: name its batches, {own}"
            )


def ids_for(id: MessageId, parts: Sequence[FilePart]) -> tuple[MessageId, ...]:
    """An id for each of several messages: the one that was given, or that with ``.1``, ``.2``.

    A message asks of one file only. Raises :class:`InvalidValue` where an id becomes too long.
    Source: ISO 20022, camt.055: it is about one original message.
    """
    if len(parts) == 1:
        return (id,)
    return tuple(MessageId(f"{id}.{number}") for number, _ in zip(count(1), parts, strict=False))


def reason_for(kind: FailureKind, code: str, text: str) -> Reason:
    """Why something is asked: one of the codes that are known for that, and a text beside it.

    Raises :class:`InvalidValue` for any other code, and for a text that is too long.
    """
    known = [each.code for each in REASON_CODES.values() if kind in each.kinds]
    if code not in known:
        raise InvalidValue(f"reason {code!r} for a {kind}: needs one of {', '.join(known)}")
    if len(text) > TEXT_LENGTH:
        raise InvalidValue(
            f"text {text!r} beside reason {code}: it has {len(text)} characters, and "
            f"{TEXT_LENGTH} can stand there"
        )
    return reason(code, text)


def must_be_allowed(found: Iterable[Finding], terms: Terms) -> None:
    """Raise :class:`RulesViolated` with every error found under a rule that the bank has."""
    Findings(
        finding for finding in found if finding.rule not in terms.profile.waived
    ).raise_if_errors()


def told_of(parts: Iterable[FilePart]) -> str:
    """What is meant, in the words of a note: files, batches and collections by name.

    More than three collections of a batch are counted.
    """
    return ", ".join(name for part in parts for name in _told_of(part))


_MOST_TOLD: Final = 3


def _told_of(part: FilePart) -> Iterator[str]:
    if part.whole:
        yield part.file.label
        return
    for batch, collections, whole in part.batches:
        if whole:
            yield f"batch {batch.id}"
        elif len(collections) > _MOST_TOLD:
            yield f"{len(collections)} collections of batch {batch.id}"
        else:
            yield from (f"collection {each.end_to_end_id}" for each in collections)
