"""Looking a file of collections over before the bank does: by schema, by rule, by bank.

It says all at once what would be refused and what is doubtful, of a file of any maker. What a file
does not tell, is not asked: whether a mandate was used before, whether a debtor is a company.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, TypeVar, cast

from sepadd.bank_profile import BankProfile
from sepadd.findings import Finding, Findings, Severity, UnreadableMessage
from sepadd.messages.arrival import ArrivedFile, arrived
from sepadd.messages.incoming import documents
from sepadd.messages.pain008_batches import ReadBatch, ReadHead
from sepadd.messages.pain008_collections import ReadCollection
from sepadd.messages.pain008_reading import OF_INTEREST, read_collections
from sepadd.messages.repeated import REPEATED_SENTENCES, Repeats
from sepadd.messages.schemas import SchemaCheck, schema_findings, schema_path
from sepadd.messages.unplaced import SAID_ALIKE
from sepadd.money import ZERO, Euro
from sepadd.party import AddressForm, Creditor
from sepadd.rulebook.collection_rules import DUE_DATE_RULES, OWN_RULES
from sepadd.rulebook.creditor_rules import CREDITOR_RULES
from sepadd.rulebook.edition import MessageVersion
from sepadd.rulebook.file_form import FileForm, InitiatingPartyForm
from sepadd.rulebook.file_rules import one_scheme
from sepadd.rulebook.mandate_rules import MANDATE_RULES
from sepadd.rulebook.rule import Rule, Sentence, Subject, ask, questions

VERSION_TAKEN: Final = Sentence(
    "CHK-06", "The bank takes the version of the message.", "bank terms"
)
SCHEMA_THERE: Final = Sentence(
    "CHK-07",
    "There is a schema of the version of the message.",
    "schemas/; name the bank's own XSD for another",
    Severity.WARNING,
)
WITHIN_LIMITS: Final = Sentence(
    "CHK-08", "A file and its batches are within the bank's limits.", "bank terms; EPC130-08"
)

CHECK_SENTENCES: Final = (*REPEATED_SENTENCES, VERSION_TAKEN, SCHEMA_THERE, WITHIN_LIMITS)
"""What is said of a file that is checked, beside what the rules say of any."""

_NOT_TOLD: Final = frozenset({"MND-04", "MND-14", "COL-04", "COL-05"})
"""They ask for what no file tells: who the debtor is, and what was presented before."""

_SAID_OF_COLLECTIONS: Final = frozenset({"CRE-02", "CRE-03"})
"""What a creditor lacks, is said of each collection that lacks it (REA-02 and REA-03)."""

_WRITTEN: Final = frozenset(version.value for version in MessageVersion)
_MESSAGE: Final = "CstmrDrctDbtInitn"
S = TypeVar("S", bound=Subject)


def check(
    source: bytes | Path,
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    schemas: Sequence[Path] = (),
) -> Findings:
    """All that is wrong or doubtful in a file, handed over to a bank on a calendar day.

    The file may be a zip of files. First what the schemas say: ours of its version, and the further
    ``schemas``; then what the rules say under the bank's terms, in the order of the file. ``at`` is
    the local time of handing over; without it, the cut-off is taken as met. Without a day it is the
    one on which the file says it was made. Of the file nothing is held in memory but a fingerprint
    of each collection.

    A text that the profile would convert is a warning: here it was not. What has no place with us
    (REA-01) is one too: it was not looked at. Raises :class:`UnreadableMessage` for what is no
    well-formed pain.008, and :class:`InvalidValue` for a day before SEPA direct debit began.

    >>> from sepadd.messages import pain008
    >>> from sepadd.profile import EPC
    >>> from sepadd.testing import TODAY, a_run
    >>> check(pain008.render(a_run()), EPC, TODAY)
    ()
    """
    return check_files({"": source}, profile, on, at=at, schemas=schemas)[""]


def check_files(
    sources: Mapping[str, bytes | Path],
    profile: BankProfile,
    on: date | None = None,
    *,
    at: time | None = None,
    schemas: Sequence[Path] = (),
) -> Mapping[str, Findings]:
    """As :func:`check`, for several files by their names: also what stands in two of them.

    That is told of the later one: a message id or an ``EndToEndId`` that was used, a debit that was
    asked for, a first, one-off or final use, a change of a mandate that was told. Where one cannot
    be read, the error begins with its name.
    """
    desk = _Desk(profile, on, at, tuple(schemas), Repeats())
    return {name: Findings(_named(name, desk, source)) for name, source in sources.items()}


def _named(name: str, desk: _Desk, source: bytes | Path) -> Iterator[Finding]:
    try:
        yield from desk.findings(name, source)
    except UnreadableMessage as wrong:
        raise (UnreadableMessage(f"{name}: {wrong}") if name else wrong) from None


class _Desk(NamedTuple):
    """Where files are looked over, one after the other: the bank, the day, what was seen."""

    profile: BankProfile
    on: date | None
    at: time | None
    schemas: tuple[Path, ...]
    repeats: Repeats

    def findings(self, name: str, source: bytes | Path) -> Iterator[Finding]:
        """All that is found in one file, or in the files of a zip."""
        versions: dict[str, str] = {}
        ruled: list[Finding] = []
        for incoming in documents(source, {"pain.008": OF_INTEREST}):
            incoming.expect("pain.008")
            versions[incoming.file] = incoming.version
            found = self._by_rule(name, read_collections(incoming))
            ruled += (_in_zip(incoming.file, finding) for finding in found)
        with arrived(source) as files:
            for file in files:
                for finding in self._by_schema(file, versions.get(file.name, "")):
                    yield _in_zip(file.name, finding)
        yield from ruled

    def _by_schema(self, file: ArrivedFile, version: str) -> Iterator[Finding]:
        own = (schema_path(version),) if version in _WRITTEN else ()
        if not own and not self.schemas:
            detail = f"{version or 'a message that does not say its version'}: there is none of it"
            yield from _as_bank_says(self.profile, SCHEMA_THERE.finding("file", detail))
        for path in (*own, *self.schemas):
            if not _is_valid(file, path):
                yield from schema_findings(cast("BinaryIO", file.opened()), path)

    def _by_rule(self, name: str, found: Iterable[ReadCollection]) -> Iterator[Finding]:
        file: _File | None = None
        for read in found:
            if file is None:
                file = _File(self, read.head, name)
                yield from file.begin()
            yield from file.findings(read)
        if (
            file is not None
        ):  # pragma: no branch - a file without collections gives one that is none
            yield from file.end()


def _is_valid(file: ArrivedFile, path: Path) -> bool:
    check = SchemaCheck(path)
    for piece in file.pieces():
        check.feed(piece)
    return check.finish()


def _in_zip(file: str, finding: Finding) -> Finding:
    return replace(finding, subject=f"{file}: {finding.subject}") if file else finding


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
    total: Euro = ZERO

    def add(self, read: ReadCollection) -> None:
        self.count += 1
        if read.collection is not None:
            self.total += read.collection.amount


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
        self.of_mandate = questions(_told(MANDATE_RULES), terms)
        self.of_collection = questions(_told(OWN_RULES), terms)
        self.of_day = questions(DUE_DATE_RULES, terms)
        self.of_creditor = questions(_told(CREDITOR_RULES), terms)
        self.creditors: set[Creditor] = set()
        self.schemes: set[str] = set()
        self.days: set[object] = set()
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
        for sentence, detail in self.repeats.file(head, self.name):
            yield from self.say(sentence, head.label, detail, head.line)

    def findings(self, read: ReadCollection) -> Iterator[Finding]:
        """All that is wrong with one collection, and with what ended or began with it."""
        if read.batch is not None and read.batch is not self.batch:
            yield from self._end_of_batch()
            self.batch, self.in_batch = read.batch, _Counted()
            self.days.clear()
        yield from (finding for finding in read.unplaced if finding.rule != SAID_ALIKE.id)
        if read.batch is None:
            return
        self.in_batch.add(read)
        self.in_file.add(read)
        batch = _path_of(read.batch)
        yield from _at(self._of_batch(read, read.batch), read.batch.line, batch)
        path = f"{batch}/DrctDbtTxInf[{self.in_batch.count}]"
        yield from _at(self._of_collection(read), read.line, path)

    def _of_batch(self, read: ReadCollection, batch: ReadBatch) -> Iterator[Finding]:
        """What holds for all collections of a batch, told once."""
        if batch.creditor is not None:
            creditor = replace(batch.creditor, identifier=batch.identifier or read.identifier)
            if creditor not in self.creditors:
                self.creditors.add(creditor)
                yield from ask(self.of_creditor, creditor, self.terms)
        if read.collection is not None and read.kind not in self.days:
            self.days.add(read.kind)
            for finding in ask(self.of_day, read.collection, self.terms):
                yield replace(finding, subject=batch.label)

    def _of_collection(self, read: ReadCollection) -> Iterator[Finding]:
        if read.mandate is not None:
            yield from ask(self.of_mandate, read.mandate, self.terms)
        if read.collection is not None:
            yield from ask(self.of_collection, read.collection, self.terms)
        label = f"collection {read.end_to_end_id}"
        for sentence, detail in self.repeats.collection(read):
            yield from self.say(sentence, label, detail, read.line)
        yield from self._of_scheme(read, label)

    def _of_scheme(self, read: ReadCollection, label: str) -> Iterator[Finding]:
        """A scheme that comes after another, told where it comes."""
        scheme = read.kind.scheme
        if scheme is None or scheme in self.schemes:
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
        over = _over(self.in_batch, limits.collections_per_batch, limits.amount_per_batch)
        for detail in over:
            found = self.say(WITHIN_LIMITS, batch.label, detail, batch.line)
            yield from _at(found, batch.line, _path_of(batch))


def _over(counted: _Counted, most: int, amount: Euro) -> Iterator[str]:
    yield from _more(counted.count, most, "collections")
    if counted.total > amount:
        yield f"it comes to {counted.total}, and the bank takes {amount} at once: split it"


def _more(count: int, most: int, what: str) -> Iterator[str]:
    if count > most:
        yield f"it holds {count} {what}, and the bank takes {most}: split it"


def _path_of(batch: ReadBatch) -> str:
    return f"{_MESSAGE}/PmtInf[{batch.place}]"


def _at(findings: Iterable[Finding], line: int, path: str) -> Iterator[Finding]:
    """Findings, with where they stand."""
    return (replace(finding, line=line, path=path) for finding in findings)
