"""Looking a file of collections over before the bank does: by schema, by rule, by bank.

It says all at once what would be refused and what is doubtful, of a file of any maker. What a file
does not tell, is not asked: whether a mandate was used before, whether a debtor is a company.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar, cast

from sepadd.bank_profile import BankProfile
from sepadd.collection import Collection
from sepadd.findings import Finding, Findings, Severity, UnreadableMessage
from sepadd.identifiers import CreditorIdentifier, PaymentInformationId
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages.arrival import ArrivedFile, arrived, size_of
from sepadd.messages.bounded import Bounded
from sepadd.messages.elements import reference
from sepadd.messages.incoming import documents
from sepadd.messages.mandate_uses import USE_SENTENCES
from sepadd.messages.pain008_batches import ReadBatch, ReadHead
from sepadd.messages.pain008_collections import ReadCollection, Supposed
from sepadd.messages.pain008_kind import Kind
from sepadd.messages.pain008_reading import MOST_BETWEEN, OF_INTEREST, read_collections
from sepadd.messages.repeated import REPEATED_SENTENCES, Repeats
from sepadd.messages.schemas import MOST_FAULTS, SchemaCheck, schema_findings, schema_path
from sepadd.messages.spelling import PLAIN, odd_spelling
from sepadd.messages.unplaced import COMPLETE, HOLDS, SAID_ALIKE
from sepadd.money import Euro
from sepadd.party import AddressForm, Creditor
from sepadd.progress import Progress, shares
from sepadd.rulebook.collection_rules import DUE_DATE_RULES, OWN_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.edition import MessageVersion
from sepadd.rulebook.file_form import FileForm, InitiatingPartyForm
from sepadd.rulebook.file_rules import one_scheme
from sepadd.rulebook.mandate_rules import B2B_RULES, MANDATE_RULES
from sepadd.rulebook.rule import Questions, Rule, Sentence, Subject, ask, questions

VERSION_TAKEN: Final = Sentence(
    "CHK-06",
    "The bank takes the version of the message.",
    "bank terms",
    why="Each bank takes some versions of the message, and has ended or never begun the others.",
    hint="Have the file made in a version that the bank takes.",
)
SCHEMA_THERE: Final = Sentence(
    "CHK-07",
    "There is a schema of the version of the message.",
    "schemas/; name the bank's own XSD for another",
    Severity.WARNING,
    why="Without a schema nobody has looked at the form of the file, only at what it says.",
    hint="Give the bank's own XSD of this version (--schema).",
)
WITHIN_LIMITS: Final = Sentence(
    "CHK-08",
    "A file and its batches are within the bank's limits.",
    "bank terms; EPC130-08",
    why=(
        "Banks limit how many collections and batches a file may hold and what they come to, and "
        "some refuse the whole file for one too many."
    ),
    hint="Split the file, or its batches, until each is within the limit.",
)
BATCH_ONCE: Final = Sentence(
    "CHK-13",
    "A batch id names one batch of a file.",
    "EPC130-08, PmtInfId; ISO 20022",
    why="The bank's answers name a batch by it: a rejected batch could be either of the two.",
    hint="Give each batch an id of its own.",
)
ONE_KIND: Final = Sentence(
    "CHK-14",
    "The collections of a batch are of one scheme and one sequence type.",
    "abnamro.nl, delivery of SEPA direct debits; bank terms",
    Severity.WARNING,
    why="ISO 20022 lets each collection say its own kind; some banks reject such a batch.",
    hint="Make a batch of each kind.",
)
MADE_WHERE: Final = Sentence(
    "CHK-16",
    "The time of creation has its offset from UTC, where the bank asks for it.",
    "PSA schema pain.008.001.08.at.004 of April 2024; bank terms",
    why="The bank's schema takes no time without an offset, and the file is refused.",
    hint="Write the time with its offset, such as 2026-11-23T10:00:00+01:00.",
)

CHECK_SENTENCES: Final = (
    *REPEATED_SENTENCES,
    *(VERSION_TAKEN, SCHEMA_THERE, WITHIN_LIMITS),
    *USE_SENTENCES,
    *(BATCH_ONCE, ONE_KIND, PLAIN, MADE_WHERE),
)
"""What is said of a file that is checked, beside what the rules say of any."""

_NOT_TOLD: Final = frozenset({"MND-04", "MND-14", "COL-04", "COL-05"})
"""They ask for what no file tells: who the debtor is, and what was presented before."""

_SAID_OF_COLLECTIONS: Final = frozenset({"CRE-02", "CRE-03"})
"""What a creditor lacks, is said of each collection that lacks it (REA-02 and REA-03)."""

_LOOK_AT: Final[Mapping[str, frozenset[str]]] = {
    "LclInstrm/Cd": frozenset({"MND-03", "MND-05", "MND-06", "MND-15"}),
    "SeqTp": frozenset({"COL-12"}),
    "DbtrAcct/Id/IBAN": frozenset({"MND-07", "MND-08", "MND-12", "MND-15"}),
    "CdtrAcct/Id/IBAN": frozenset({"COL-09"}),
    "InstdAmt in EUR": frozenset({"COL-01"}),
    "DtOfSgntr": frozenset({"MND-01", "MND-02"}),
    "ReqdColltnDt": frozenset({"COL-11", *(rule.id for rule in DUE_DATE_RULES)}),
}
"""Which rules look at a part of a collection: where it lacks that, they are not asked."""

_SEEN_BY_SCHEMA: Final = ("/PmtId/InstrId", "/CdtrAcct/Ccy")
"""What has no place with us, and nothing in it but what our schemas have looked at."""

_AT_ONCE: Final = 16  # collections
_STEPS: Final = (1, 6, 1)
"""What takes how long: whether it is valid, reading it under the rules, what a schema refuses."""

_WRITTEN: Final = frozenset(version.value for version in MessageVersion)
_VERSION_NAMED: Final = re.compile("|".join(sorted(map(re.escape, _WRITTEN))).encode())
_MESSAGE: Final = "CstmrDrctDbtInitn"
S = TypeVar("S", bound=Subject)


def check(
    source: bytes | Path,
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Findings:
    """All that is wrong or doubtful in a file, handed over to a bank on a calendar day.

    The file may be a zip of files. First what the schemas say: ours of its version, and the further
    ``schemas``; then what the rules say under the bank's terms, in the order of the file. ``at`` is
    the local time of handing over; without it, the cut-off is taken as met. Without a day it is the
    one on which the file says it was made. Of the file nothing is held in memory but two
    fingerprints of each collection, some 300 bytes. Of each rule the first
    :data:`sepadd.messages.bounded.MOST_OF_A_RULE` findings are told, and before them how many there
    are where that is more. ``progress`` is told how many of the bytes that arrived are done.

    A text that the profile would convert is a warning: here it was not. What has no place with us
    (REA-01) is one too: it was not looked at. Raises :class:`UnreadableMessage` for what is no
    well-formed pain.008, and :class:`InvalidValue` for a day before SEPA direct debit began.

    >>> from sepadd.messages import pain008
    >>> from sepadd.profile import EPC
    >>> from sepadd.testing import TODAY, a_run
    >>> check(pain008.render(a_run()), EPC, TODAY)
    ()
    """
    files = {"": source}
    return check_files(files, profile, on, at=at, schemas=schemas, progress=progress)[""]


def check_files(
    sources: Mapping[str, bytes | Path],
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Mapping[str, Findings]:
    """As :func:`check`, for several files by their names: also what stands in two of them.

    That is told of the later one: a message id or an ``EndToEndId`` that was used, a debit that was
    asked for, a first, one-off or final use, a change of a mandate that was told. Where one cannot
    be read, the error begins with its name.
    """
    desk = _Desk(profile, on, at, tuple(schemas), Repeats())
    return {
        name: Findings(_named(name, desk, source, reading))
        for name, source, reading in _one_by_one(sources, progress)
    }


def check_each(
    sources: Mapping[str, bytes | Path],
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Iterator[tuple[str, Findings | UnreadableMessage]]:
    """As :func:`check_files`, file by file; one that cannot be read gives the error in its place.

    So what is found in the others is not lost. Where a file cannot even be opened, that is the
    error too.
    """
    desk = _Desk(profile, on, at, tuple(schemas), Repeats())
    for name, source, reading in _one_by_one(sources, progress):
        yield name, _found_or_not(name, desk, source, reading)


def _one_by_one(
    sources: Mapping[str, bytes | Path], progress: Progress | None
) -> Iterator[tuple[str, bytes | Path, Progress | None]]:
    """Each file, and who is told of its reading; of all of them together, by their bytes."""
    if progress is None:
        yield from ((name, source, None) for name, source in sources.items())
        return
    of_each = shares(progress, [size_of(source) for source in sources.values()])
    for (name, source), of_this in zip(sources.items(), of_each, strict=True):
        of_this(0, 1)
        _, reading, _ = shares(of_this, _STEPS)
        yield name, source, reading
        of_this(1, 1)


def _found_or_not(
    name: str, desk: _Desk, source: bytes | Path, reading: Progress | None
) -> Findings | UnreadableMessage:
    try:
        return Findings(_named(name, desk, source, reading))
    except UnreadableMessage as wrong:
        return wrong
    except OSError as failed:
        why = failed.strerror or str(failed)
        return UnreadableMessage(f"{name}: {why}" if name else why)


def _named(
    name: str, desk: _Desk, source: bytes | Path, reading: Progress | None
) -> Iterator[Finding]:
    try:
        yield from desk.findings(name, source, reading)
    except UnreadableMessage as wrong:
        raise (UnreadableMessage(f"{name}: {wrong}") if name else wrong) from None


class _Desk(NamedTuple):
    """Where files are looked over, one after the other: the bank, the day, what was seen."""

    profile: BankProfile
    on: date | None
    at: time | None
    schemas: tuple[Path, ...]
    repeats: Repeats

    def findings(
        self, name: str, source: bytes | Path, reading: Progress | None
    ) -> Iterator[Finding]:
        """All that is found in one file, or in the files of a zip."""
        versions: dict[str, str] = {}
        formed, ruled = Bounded(MOST_FAULTS + 1), Bounded()
        valid = _valid_files(source)
        opened = documents(
            source,
            {"pain.008": OF_INTEREST},
            most_between=MOST_BETWEEN,
            sound=valid,
            progress=reading,
        )
        for incoming in opened:
            incoming.expect("pain.008")
            versions[incoming.file] = incoming.version
            found = self._by_rule(name, read_collections(incoming))
            ruled.take(_in_zip(incoming.file, finding) for finding in found)
        with arrived(source) as files:
            for file in files:
                version = versions.get(file.name, "")
                found = self._by_schema(file, version, valid=file.name in valid)
                formed.take(_in_zip(file.name, finding) for finding in found)
        yield from formed.told()
        yield from ruled.told()

    def _by_schema(self, file: ArrivedFile, version: str, *, valid: bool) -> Iterator[Finding]:
        for detail in odd_spelling(next(file.pieces(), b"")):
            finding = replace(PLAIN.finding("file", detail), line=1)
            yield from _as_bank_says(self.profile, finding)
        own = (schema_path(version),) if version in _WRITTEN else ()
        if not own and not self.schemas:
            detail = f"{version or 'a message that does not say its version'}: there is none of it"
            yield from _as_bank_says(self.profile, SCHEMA_THERE.finding("file", detail))
        for path in (*(() if valid else own), *self.schemas):
            if not _is_valid(file, path):
                yield from schema_findings(cast("BinaryIO", file.opened()), path)

    def _by_rule(self, name: str, found: Iterable[ReadCollection]) -> Iterator[Finding]:
        file: _File | None = None
        for read in _several_at_once(found):
            if file is None:
                file = _File(self, read.head, name)
                yield from file.begin()
            yield from file.findings(read)
        if (
            file is not None
        ):  # pragma: no branch - a file without collections gives one that is none
            yield from file.end()


def _several_at_once(found: Iterable[ReadCollection]) -> Iterator[ReadCollection]:
    """The same, of which several are read before the first is looked at: so both go faster."""
    reading = iter(found)
    while several := list(islice(reading, _AT_ONCE)):
        yield from several


def _valid_files(source: bytes | Path) -> frozenset[str]:
    """The names of those files that are valid under our own schema of the version they name."""
    with arrived(source) as files:
        if len({file.name for file in files}) < len(files):
            return frozenset()
        return frozenset(file.name for file in files if _is_valid_as_named(file))


def _is_valid_as_named(file: ArrivedFile) -> bool:
    """Whether a file is valid under the schema of the version that it names first, if any.

    A schema is one of a namespace: under that of another version no file is valid.
    """
    named = _VERSION_NAMED.search(next(file.pieces(), b""))
    return named is not None and _is_valid(file, schema_path(named[0].decode()))


def _is_valid(file: ArrivedFile, path: Path) -> bool:
    check = SchemaCheck(path)
    for piece in file.pieces():
        check.feed(piece)
    return check.finish()


def _in_zip(file: str, finding: Finding) -> Finding:
    if not file:
        return finding
    return replace(finding, subject=f"{file}: {finding.subject}", member=file)


def _as_bank_says(bank: BankProfile, finding: Finding) -> tuple[Finding, ...]:
    if finding.rule in bank.waived:
        return ()
    refused = finding.rule in bank.refused
    return (replace(finding, severity=Severity.ERROR) if refused else finding,)


def _as_it_stands(form: FileForm, head: ReadHead) -> FileForm:
    """What the bank takes, of a file that is there already: nothing is cut, folded or added."""
    lines = frozenset({AddressForm.UNSTRUCTURED})
    return replace(
        form,
        message=head.form.message,
        text=replace(form.text, cut=False),
        addresses=lines if form.fold_addresses else form.addresses,
        fold_addresses=False,
        initiating_party=InitiatingPartyForm.NAME,
        batch_booking=None,
    )


def _told(rules: Iterable[Rule[S]]) -> list[Rule[S]]:
    return [rule for rule in rules if rule.id not in _NOT_TOLD | _SAID_OF_COLLECTIONS]


@dataclass(slots=True)
class _Counted:
    """How many there are, and what they come to."""

    count: int = 0
    cents: int = 0

    def add(self, read: ReadCollection) -> None:
        self.count += 1
        if read.collection is not None:
            self.cents += read.collection.amount.cents


class _File:
    """One file, while it is looked over: what is asked in it, and what was counted."""

    def __init__(self, desk: _Desk, head: ReadHead, name: str) -> None:
        self.head = head
        self.profile = desk.profile
        self.repeats = desk.repeats
        self.name = ", ".join(filter(None, (name, head.file)))
        terms = desk.profile.terms(desk.on or head.created_at.date(), desk.at)
        terms = replace(terms, form=_as_it_stands(terms.form, head))
        self.terms = terms
        self.of_b2b_mandate = questions(_told(MANDATE_RULES), terms)
        self.of_mandate = questions((r for r in _told(MANDATE_RULES) if r not in B2B_RULES), terms)
        self.of_collection = questions(_told(OWN_RULES), terms)
        self.of_day = questions(DUE_DATE_RULES, terms)
        self.of_creditor = questions(_told(CREDITOR_RULES), terms)
        self.creditor: Creditor | None = None
        self.identifier: CreditorIdentifier | None = None
        self.creditors: set[bytes] = set()
        self.schemes: set[str] = set()
        self.kind: Kind | None = None
        self.days: set[Kind] = set()
        self.pairs: set[tuple[Scheme | None, SequenceType | None]] = set()
        self.batch_ids: set[PaymentInformationId] = set()
        self.batch: ReadBatch | None = None
        self.in_batch, self.in_file = _Counted(), _Counted()

    def say(self, sentence: Sentence, subject: str, detail: str, line: int) -> tuple[Finding, ...]:
        finding = replace(sentence.finding(subject, detail), line=line)
        return _as_bank_says(self.profile, finding)

    def begin(self) -> Iterator[Finding]:
        """What is wrong with the file as a whole, before anything in it is."""
        head = self.head
        if head.version not in self.profile.versions:
            taken = " or ".join(sorted(self.profile.versions))
            said = head.version or "a message that does not say its version"
            detail = f"it is {said}, and the bank takes {taken}"
            yield from self.say(VERSION_TAKEN, head.label, detail, head.line)
        if self.profile.offset_asked and head.created_at.tzinfo is None:
            detail = f"CreDtTm {head.created_at.isoformat()} has no offset from UTC"
            yield from self.say(MADE_WHERE, head.label, detail, head.line)
        for sentence, detail in self.repeats.file(head, self.name):
            yield from self.say(sentence, head.label, detail, head.line)

    def findings(self, read: ReadCollection) -> Iterator[Finding]:
        """All that is wrong with one collection, and with what ended or began with it."""
        if read.batch is not None and read.batch is not self.batch:
            yield from self._end_of_batch()
            self.batch, self.in_batch = read.batch, _Counted()
            self.kind = None
            self.days.clear()
            self.pairs.clear()
            yield from self._begin_of_batch(read.batch)
        if read.unplaced:
            yield from (each for each in read.unplaced if not self._is_no_fault(each, read))
        if read.batch is None:
            return
        self.in_batch.add(read)
        if found := self._of_batch(read, read.batch):
            yield from _at(found, read.batch.line, _path_of(read.batch))
        if found := self._of_collection(read):
            path = f"{_path_of(read.batch)}/DrctDbtTxInf[{self.in_batch.count}]"
            yield from _at(found, read.line, path)

    def _is_no_fault(self, finding: Finding, read: ReadCollection) -> bool:
        """What is noted for one who reads the file, and no bank takes amiss."""
        if finding.rule == HOLDS.id:
            path = finding.path or ""
            return self.head.version in _WRITTEN and path.endswith(_SEEN_BY_SCHEMA)
        if finding.rule == COMPLETE.id and read.supposed is not None:
            called = reference(read.end_to_end_id) or not read.end_to_end_id
            return not called and read.supposed.lacks == {"EndToEndId"}
        return finding.rule == SAID_ALIKE.id

    def _begin_of_batch(self, batch: ReadBatch) -> Iterator[Finding]:
        if batch.id is None:
            return
        if batch.id in self.batch_ids:
            found = self.say(BATCH_ONCE, batch.label, f"{batch.id} stands again", batch.line)
            yield from _at(found, batch.line, _path_of(batch))
        self.batch_ids.add(batch.id)

    def _of_batch(self, read: ReadCollection, batch: ReadBatch) -> list[Finding]:
        """What holds for all collections of a batch, told once."""
        found = self._of_creditor(batch.creditor, batch.identifier or read.identifier)
        if read.kind is not self.kind and read.kind not in self.days:
            found += self._of_kind(read, batch)
        self.kind = read.kind
        return found

    def _of_kind(self, read: ReadCollection, batch: ReadBatch) -> Iterator[Finding]:
        """What holds for all collections of a batch that are of one kind, told once."""
        pair = read.kind.scheme, read.kind.sequence_type
        if self.pairs and pair not in self.pairs:
            detail = f"{_label_of(read)} is of another kind than those before it"
            yield from self.say(ONE_KIND, batch.label, detail, batch.line)
        self.pairs.add(pair)
        self.days.add(read.kind)
        for finding in self._asked(self.of_day, read):
            yield replace(finding, subject=batch.label)

    def _asked(self, asked: Questions[Collection], read: ReadCollection) -> list[Finding]:
        """What rules say of a collection, or of what it can only be."""
        if read.collection is not None:
            return ask(asked, read.collection, self.terms)
        if read.supposed is None:  # pragma: no cover - there is the one or the other
            return []
        found = ask(asked, read.supposed.collection, self.terms)
        told = _of_what_is_there(found, read.supposed)
        return [replace(finding, subject=_label_of(read)) for finding in told]

    def _asked_of_mandate(self, read: ReadCollection) -> list[Finding]:
        mandate = read.mandate
        if mandate is not None:
            b2b = mandate.scheme is Scheme.B2B
            return ask(self.of_b2b_mandate if b2b else self.of_mandate, mandate, self.terms)
        if read.supposed is None:  # pragma: no cover - a mandate is missing in no other
            return []
        found = ask(self.of_b2b_mandate, read.supposed.collection.mandate, self.terms)
        return _of_what_is_there(found, read.supposed)

    def _of_creditor(
        self, creditor: Creditor | None, identifier: CreditorIdentifier | None
    ) -> list[Finding]:
        """What is wrong with a creditor, told where it comes first."""
        if creditor is None or (creditor is self.creditor and identifier is self.identifier):
            return []
        self.creditor, self.identifier = creditor, identifier
        creditor = replace(creditor, identifier=identifier)
        mark = blake2b(repr(creditor).encode(), digest_size=16).digest()  # there may be thousands
        if mark in self.creditors:
            return []
        self.creditors.add(mark)
        return ask(self.of_creditor, creditor, self.terms)

    def _of_collection(self, read: ReadCollection) -> list[Finding]:
        found = [*self._asked_of_mandate(read), *self._asked(self.of_collection, read)]
        for sentence, detail in self.repeats.collection(read):
            found += self.say(sentence, _label_of(read), detail, read.line)
        if read.kind.scheme not in self.schemes:
            found += self._of_scheme(read)
        return found

    def _of_scheme(self, read: ReadCollection) -> Iterator[Finding]:
        """A scheme that comes after another, told where it comes."""
        scheme, label = read.kind.scheme, _label_of(read)
        if scheme is None:
            return
        if self.schemes:
            before = " and ".join(sorted(self.schemes))
            detail = f"it is {scheme}, after {before} in one file; make one file of each"
            yield from self.say(one_scheme.sentence, label, detail, read.line)
        self.schemes.add(scheme)

    def end(self) -> Iterator[Finding]:
        """What is wrong with the last batch, and with the file as a whole."""
        yield from self._end_of_batch()
        limits, head = self.terms.form.limits, self.head
        batches = 0 if self.batch is None else self.batch.place
        over = [
            *_over(self.in_file, limits.collections_per_file, limits.amount_per_file),
            *_more(batches, limits.batches_per_file, "batches"),
        ]
        for detail in over:
            yield from self.say(WITHIN_LIMITS, head.label, detail, head.line)

    def _end_of_batch(self) -> Iterator[Finding]:
        limits, batch = self.terms.form.limits, self.batch
        if batch is None:
            return
        self.in_file.count += self.in_batch.count
        self.in_file.cents += self.in_batch.cents
        over = _over(self.in_batch, limits.collections_per_batch, limits.amount_per_batch)
        for detail in over:
            found = self.say(WITHIN_LIMITS, batch.label, detail, batch.line)
            yield from _at(found, batch.line, _path_of(batch))


def _of_what_is_there(found: Iterable[Finding], supposed: Supposed) -> list[Finding]:
    """What rules found, without those that looked at a part that is missing."""
    silent = [_LOOK_AT[part] for part in supposed.lacks if part in _LOOK_AT]
    return [finding for finding in found if not any(finding.rule in ids for ids in silent)]


def _over(counted: _Counted, most: int, amount: Euro) -> Iterator[str]:
    yield from _more(counted.count, most, "collections")
    total = Euro(cents=counted.cents)
    if total > amount:
        yield f"it comes to {total}, and the bank takes {amount} at once: split it"


def _more(count: int, most: int, what: str) -> Iterator[str]:
    if count > most:
        yield f"it holds {count} {what}, and the bank takes {most}: split it"


def _label_of(read: ReadCollection) -> str:
    return f"collection {read.end_to_end_id}"


def _path_of(batch: ReadBatch) -> str:
    return f"{_MESSAGE}/PmtInf[{batch.place}]"


def _at(findings: Iterable[Finding], line: int, path: str) -> Iterator[Finding]:
    """Findings, with where they stand."""
    return (replace(finding, line=line, path=path) for finding in findings)
