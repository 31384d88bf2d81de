"""One file of collections while it goes by, and what the rules and the bank's terms say of it.

What holds of all collections of a batch is told once, and what a file cannot tell is not asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import Final, TypeVar

from sepadd.banks import BankProfile
from sepadd.checking.repeated import Repeats
from sepadd.collection import Collection
from sepadd.findings import Finding, Sentence, Severity
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages.pain008 import CompletedCollection, Kind, ReadBatch, ReadCollection, ReadHead
from sepadd.messages.parsing import ALLOWED, COMPLETE, HOLDS, INITIATION, SAID_ALIKE, reference
from sepadd.rulebook import (
    B2B_RULES,
    CREDITOR_RULES,
    DUE_DATE_RULES,
    MANDATE_RULES,
    OWN_RULES,
    WRITTEN_VERSIONS,
    CreditorCard,
    InitiatingPartyForm,
    Questions,
    Rule,
    Subject,
    Terms,
    ask,
    one_scheme,
    questions,
)
from sepadd.values import AddressForm, CreditorIdentifier, Euro, PaymentInformationId

VERSION_TAKEN: Final = Sentence(
    "CHK-06",
    "The bank takes the version of the message.",
    "bank terms",
    why="Each bank takes some versions of the message, and has ended or never begun the others.",
    hint="Have the file made in a version that the bank takes.",
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

S = TypeVar("S", bound=Subject)


def as_bank_says(bank: BankProfile, finding: Finding) -> tuple[Finding, ...]:
    """A finding, as bad as the bank takes it; none where the bank waives the rule."""
    if finding.rule in bank.waived:
        return ()
    refused = finding.rule in bank.refused
    return (replace(finding, severity=Severity.ERROR) if refused else finding,)


def _as_it_stands(bank: BankProfile, head: ReadHead) -> BankProfile:
    """The bank, asked of a file that is there already: nothing is cut, folded or added."""
    form, lines = bank.form, frozenset({AddressForm.UNSTRUCTURED})
    as_it_is = replace(
        form,
        message=head.message,
        text=replace(form.text, cut=False),
        addresses=lines if form.fold_addresses else form.addresses,
        fold_addresses=False,
        initiating_party=InitiatingPartyForm.NAME,
        batch_booking=None,
    )
    return replace(bank, form=as_it_is, versions=bank.versions | {as_it_is.message})


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


class CheckedFile:
    """One file, while it is looked over: what is asked in it, and what was counted."""

    def __init__(
        self, head: ReadHead, name: str, profile: BankProfile, terms: Terms, repeats: Repeats
    ) -> None:
        """Begin with a file of a name, under a bank's terms on the day it is handed over."""
        self._head = head
        self._profile = profile
        self._repeats = repeats
        self._name = ", ".join(filter(None, (name, head.file)))
        terms = replace(terms, profile=_as_it_stands(terms.profile, head))
        self._terms = terms
        self._b2b_rules = questions(_told(MANDATE_RULES), terms)
        self._mandate_rules = questions(
            (r for r in _told(MANDATE_RULES) if r not in B2B_RULES), terms
        )
        self._collection_rules = questions(_told(OWN_RULES), terms)
        self._day_rules = questions(DUE_DATE_RULES, terms)
        self._creditor_rules = questions(_told(CREDITOR_RULES), terms)
        self._creditor: CreditorCard | None = None
        self._identifier: CreditorIdentifier | None = None
        self._creditors: set[bytes] = set()
        self._schemes: set[str] = set()
        self._kind: Kind | None = None
        self._days: set[Kind] = set()
        self._pairs: set[tuple[Scheme | None, SequenceType | None]] = set()
        self._batch_ids: set[PaymentInformationId] = set()
        self._batch: ReadBatch | None = None
        self._refused: list[str] = []
        self._in_batch, self._in_file = _Counted(), _Counted()

    def _say(self, sentence: Sentence, subject: str, detail: str, line: int) -> tuple[Finding, ...]:
        finding = replace(sentence.finding(subject, detail), line=line)
        return as_bank_says(self._profile, finding)

    def begin(self) -> Iterator[Finding]:
        """What is wrong with the file as a whole, before anything in it is."""
        head = self._head
        if head.version not in self._profile.versions:
            taken = " or ".join(sorted(self._profile.versions))
            said = head.version or "a message that does not say its version"
            detail = f"it is {said}, and the bank takes {taken}"
            yield from self._say(VERSION_TAKEN, head.label, detail, head.line)
        if self._profile.offset_asked and head.created_at.tzinfo is None:
            detail = f"CreDtTm {head.created_at.isoformat()} has no offset from UTC"
            yield from self._say(MADE_WHERE, head.label, detail, head.line)
        for sentence, detail in self._repeats.file(head, self._name):
            yield from self._say(sentence, head.label, detail, head.line)

    def findings(self, read: ReadCollection) -> Iterator[Finding]:
        """All that is wrong with one collection, and with what ended or began with it."""
        if read.batch is not None and read.batch is not self._batch:
            yield from self._end_of_batch()
            self._batch, self._in_batch = read.batch, _Counted()
            self._kind = None
            self._days.clear()
            self._pairs.clear()
            self._refused.clear()
            yield from self._begin_of_batch(read.batch)
        if read.unplaced:
            self._note_refused(read)
            yield from (each for each in read.unplaced if not self._is_no_fault(each, read))
        if read.batch is None:
            return
        self._in_batch.add(read)
        if found := self._of_batch(read, read.batch):
            yield from _at(found, read.batch.line, _path_of(read.batch))
        if found := self._of_collection(read):
            path = f"{_path_of(read.batch)}/DrctDbtTxInf[{self._in_batch.count}]"
            yield from _at(found, read.line, path)

    def _is_no_fault(self, finding: Finding, read: ReadCollection) -> bool:
        """What is noted for one who reads the file, and no bank takes amiss."""
        if finding.rule == HOLDS.id:
            path = finding.path or ""
            return self._head.version in WRITTEN_VERSIONS and path.endswith(_SEEN_BY_SCHEMA)
        if finding.rule == COMPLETE.id and read.supposed is not None:
            return all(self._is_told(lack, read) for lack in read.supposed.lacks)
        return finding.rule == SAID_ALIKE.id

    def _is_told(self, lack: str, read: ReadCollection) -> bool:
        """Whether it was said already of a part that a collection lacks that its value is wrong."""
        if lack == "EndToEndId" and read.end_to_end_id and not reference(read.end_to_end_id):
            return True
        refused = (each.path or "" for each in read.unplaced if each.rule == ALLOWED.id)
        part = f"/{lack.partition(' ')[0]}"
        return any(part in path for path in (*refused, *self._refused))

    def _note_refused(self, read: ReadCollection) -> None:
        """Keep in mind what of the batch was refused: its other collections lack it too."""
        paths = (each.path or "" for each in read.unplaced if each.rule == ALLOWED.id)
        self._refused += [path for path in paths if "/DrctDbtTxInf" not in path]

    def _begin_of_batch(self, batch: ReadBatch) -> Iterator[Finding]:
        if batch.id is None:
            return
        if batch.id in self._batch_ids:
            found = self._say(BATCH_ONCE, batch.label, f"{batch.id} stands again", batch.line)
            yield from _at(found, batch.line, _path_of(batch))
        self._batch_ids.add(batch.id)

    def _of_batch(self, read: ReadCollection, batch: ReadBatch) -> list[Finding]:
        """What holds for all collections of a batch, told once."""
        found = self._of_creditor(batch.creditor, batch.identifier or read.identifier)
        if read.kind is not self._kind and read.kind not in self._days:
            found += self._of_kind(read, batch)
        self._kind = read.kind
        return found

    def _of_kind(self, read: ReadCollection, batch: ReadBatch) -> Iterator[Finding]:
        """What holds for all collections of a batch that are of one kind, told once."""
        pair = read.kind.scheme, read.kind.sequence_type
        if self._pairs and pair not in self._pairs:
            detail = f"{_label_of(read)} is of another kind than those before it"
            yield from self._say(ONE_KIND, batch.label, detail, batch.line)
        self._pairs.add(pair)
        self._days.add(read.kind)
        for finding in self._asked(self._day_rules, read):
            yield replace(finding, subject=batch.label)

    def _asked(self, asked: Questions[Collection], read: ReadCollection) -> list[Finding]:
        """What rules say of a collection, or of what it can only be."""
        if read.collection is not None:
            return ask(asked, read.collection, self._terms)
        if read.supposed is None:  # pragma: no cover - there is the one or the other
            return []
        found = ask(asked, read.supposed.collection, self._terms)
        told = _of_what_is_there(found, read.supposed)
        return [replace(finding, subject=_label_of(read)) for finding in told]

    def _asked_of_mandate(self, read: ReadCollection) -> list[Finding]:
        mandate = read.mandate
        if mandate is not None:
            b2b = mandate.scheme is Scheme.B2B
            return ask(self._b2b_rules if b2b else self._mandate_rules, mandate, self._terms)
        if read.supposed is None:  # pragma: no cover - a mandate is missing in no other
            return []
        found = ask(self._b2b_rules, read.supposed.collection.mandate, self._terms)
        return _of_what_is_there(found, read.supposed)

    def _of_creditor(
        self, creditor: CreditorCard | None, identifier: CreditorIdentifier | None
    ) -> list[Finding]:
        """What is wrong with a creditor, told where it comes first."""
        if creditor is None or (creditor is self._creditor and identifier is self._identifier):
            return []
        self._creditor, self._identifier = creditor, identifier
        creditor = replace(creditor, identifier=identifier)
        mark = blake2b(repr(creditor).encode(), digest_size=16).digest()  # there may be thousands
        if mark in self._creditors:
            return []
        self._creditors.add(mark)
        return ask(self._creditor_rules, creditor, self._terms)

    def _of_collection(self, read: ReadCollection) -> list[Finding]:
        found = [*self._asked_of_mandate(read), *self._asked(self._collection_rules, read)]
        for sentence, detail in self._repeats.collection(read):
            found += self._say(sentence, _label_of(read), detail, read.line)
        if read.kind.scheme not in self._schemes:
            found += self._of_scheme(read)
        return found

    def _of_scheme(self, read: ReadCollection) -> Iterator[Finding]:
        """A scheme that comes after another, told where it comes."""
        scheme, label = read.kind.scheme, _label_of(read)
        if scheme is None:
            return
        if self._schemes:
            before = " and ".join(sorted(self._schemes))
            detail = f"it is {scheme}, after {before} in one file; make one file of each"
            yield from self._say(one_scheme.sentence, label, detail, read.line)
        self._schemes.add(scheme)

    def end(self) -> Iterator[Finding]:
        """What is wrong with the last batch, and with the file as a whole."""
        yield from self._end_of_batch()
        limits, head = self._terms.profile.form.limits, self._head
        batches = 0 if self._batch is None else self._batch.place
        over = [
            *_over(self._in_file, limits.collections_per_file, limits.amount_per_file),
            *_more(batches, limits.batches_per_file, "batches"),
        ]
        for detail in over:
            yield from self._say(WITHIN_LIMITS, head.label, detail, head.line)

    def _end_of_batch(self) -> Iterator[Finding]:
        limits, batch = self._terms.profile.form.limits, self._batch
        if batch is None:
            return
        self._in_file.count += self._in_batch.count
        self._in_file.cents += self._in_batch.cents
        over = _over(self._in_batch, limits.collections_per_batch, limits.amount_per_batch)
        for detail in over:
            found = self._say(WITHIN_LIMITS, batch.label, detail, batch.line)
            yield from _at(found, batch.line, _path_of(batch))


def _of_what_is_there(found: Iterable[Finding], supposed: CompletedCollection) -> list[Finding]:
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
    return f"{INITIATION}/PmtInf[{batch.place}]"


def _at(findings: Iterable[Finding], line: int, path: str) -> Iterator[Finding]:
    """Findings, with where they stand."""
    return (replace(finding, line=line, path=path) for finding in findings)


PLAIN: Final = Sentence(
    "CHK-15",
    "A file is written in UTF-8, with no mark before it and no prefix on its elements.",
    "EPC217-08: UTF-8; DFÜ agreement Annex 3: no byte order mark, no prefix",
    Severity.WARNING,
    why="Well-formed XML may be written otherwise, and the programs of some banks cannot read it.",
    hint="Have it written in UTF-8 without a byte order mark, and with xmlns on its first element.",
)

BYTE_ORDER_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
"""What may stand before everything else: of UTF-8, and of UTF-16 in either order."""

ENCODING_TOLD: Final = re.compile(rb"<\?xml\s[^<>]{0,300}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
"""The encoding that the first line of a file names."""

_PREFIX: Final = re.compile(rb"<([A-Za-z_][\w.-]{0,99}):(?:Document|CstmrDrctDbtInitn)[\s>]")
_READ_BY_ALL: Final = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})
_MOST_OF_HEAD: Final = 1 << 12


def odd_spelling(piece: bytes) -> Iterator[str]:
    """What is unusual about how a file is written, told from the first bytes of it.

    >>> list(odd_spelling(b'<?xml version="1.0" encoding="ISO-8859-1"?><Document>'))
    ['it is written in ISO-8859-1, not in UTF-8']
    """
    head = piece[:_MOST_OF_HEAD]
    if head.startswith(BYTE_ORDER_MARKS):
        yield "it begins with a byte order mark"
    said = ENCODING_TOLD.search(head)
    if said is not None and (encoding := said[1].decode()).upper() not in _READ_BY_ALL:
        yield f"it is written in {encoding}, not in UTF-8"
    prefix = _PREFIX.search(head)
    if prefix is not None:
        yield f"its elements have the prefix {prefix[1].decode()!r}"
