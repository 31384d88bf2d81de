"""Looking a file of collections over before the bank does: by schema, by rule, by bank.

It says all at once what would be refused and what is doubtful, of a file of any maker. What a file
does not tell, is not asked: whether a mandate was used before, whether a debtor is a company.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final, NamedTuple, cast

from sepadd.banks import BankProfile
from sepadd.checking.checked_file import (
    BATCH_ONCE,
    MADE_WHERE,
    ONE_KIND,
    PLAIN,
    VERSION_TAKEN,
    WITHIN_LIMITS,
    CheckedFile,
    as_bank_says,
    odd_spelling,
)
from sepadd.checking.cited_lines import with_lines
from sepadd.checking.mandate_uses import USE_SENTENCES
from sepadd.checking.repeated import REPEATED_SENTENCES, Repeats
from sepadd.findings import Finding, Findings, Sentence, Severity, UnreadableMessage
from sepadd.messages.pain008 import MOST_BETWEEN, OF_INTEREST, ReadCollection, read_collections
from sepadd.messages.parsing import (
    MOST_FAULTS,
    ArrivedFile,
    SchemaCheck,
    arrived,
    documents,
    schema_findings,
    schema_path,
    size_of,
)
from sepadd.progress import Progress, shares
from sepadd.rulebook import WRITTEN_VERSIONS, MessageVersion

MOST_OF_A_RULE: Final = 1_000
"""How many findings of one rule are told of one file, or of one zip of files."""

MOST_SAID: Final = 2_000
"""How many characters of a finding's detail, subject or text are told: they may repeat the file."""


class Bounded:
    """Findings in their order: of each rule the first, and how many there are if that is more."""

    def __init__(self, most: int = MOST_OF_A_RULE) -> None:
        """Begin with none; ``most`` are told of each rule."""
        self._most = most
        self._found: list[Finding] = []
        self._times: Counter[str] = Counter()
        self._left_out: dict[str, Finding] = {}

    def take(self, findings: Iterable[Finding]) -> None:
        """Take more of them."""
        for finding in findings:
            rule = finding.rule
            self._times[rule] += 1
            if self._times[rule] <= self._most:
                self._found.append(_short(finding))
            elif rule not in self._left_out or finding.severity is Severity.ERROR:
                self._left_out[rule] = finding

    def told(self) -> Iterator[Finding]:
        """First, where some are left out, how many there are; then all that were taken.

        Where one of those left out is an error, it is an error that there are more.
        """
        for rule, one in self._left_out.items():
            times, most = self._times[rule], self._most
            detail = (
                f"broken {times} times: the first {most} are told, the other {times - most} not"
            )
            yield Finding(
                rule=rule,
                subject="file",
                detail=detail,
                source=one.source,
                severity=one.severity,
                hint=one.hint,
            )
        yield from self._found


def _short(finding: Finding) -> Finding:
    said = (finding.subject, finding.detail, finding.before, finding.after)
    if all(text is None or len(text) <= MOST_SAID for text in said):
        return finding
    return replace(
        finding,
        subject=_cut(finding.subject),
        detail=_cut(finding.detail),
        before=None if finding.before is None else _cut(finding.before),
        after=None if finding.after is None else _cut(finding.after),
    )


def _cut(text: str) -> str:
    return text if len(text) <= MOST_SAID else f"{text[:MOST_SAID]} ..."


SCHEMA_THERE: Final = Sentence(
    "CHK-07",
    "There is a schema of the version of the message.",
    "schemas/; name the bank's own XSD for another",
    Severity.WARNING,
    why="Without a schema nobody has looked at the form of the file, only at what it says.",
    hint="Give the bank's own XSD of this version (--schema).",
)
CHECK_SENTENCES: Final = (
    *REPEATED_SENTENCES,
    *(VERSION_TAKEN, SCHEMA_THERE, WITHIN_LIMITS),
    *USE_SENTENCES,
    *(BATCH_ONCE, ONE_KIND, PLAIN, MADE_WHERE),
)
"""What is said of a file that is checked, beside what the rules say of any."""

_AT_ONCE: Final = 16  # collections
_STEPS: Final = (125, 750, 125)  # of a thousand
"""What takes how long: whether it is valid, reading it under the rules, what a schema refuses."""

_VERSION_NAMED: Final = re.compile("|".join(map(re.escape, MessageVersion)).encode())


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
    :data:`MOST_OF_A_RULE` findings are told, and before them how many there
    are where that is more. ``progress`` is told how many of the bytes that arrived are done.

    A text that the profile would convert is a warning: here it was not. What has no place with us
    (REA-01) is one too: it was not looked at. Raises :class:`UnreadableMessage` for what is no
    well-formed pain.008, and :class:`InvalidValue` for a day before SEPA direct debit began.

    >>> from sepadd import EPC
    >>> from sepadd.messages import pain008
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
    sizes = [0 if progress is None else size_of(source) for source in sources.values()]
    for (name, source), of_this in zip(sources.items(), shares(progress, sizes), strict=True):
        if of_this is None:
            yield name, source, None
            continue
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
        yield from with_lines(source, (*formed.told(), *ruled.told()))

    def _by_schema(self, file: ArrivedFile, version: str, *, valid: bool) -> Iterator[Finding]:
        for detail in odd_spelling(next(file.pieces(), b"")):
            finding = replace(PLAIN.finding("file", detail), line=1)
            yield from as_bank_says(self.profile, finding)
        own = (schema_path(version),) if version in WRITTEN_VERSIONS else ()
        if not own and not self.schemas:
            detail = f"{version or 'a message that does not say its version'}: there is none of it"
            yield from as_bank_says(self.profile, SCHEMA_THERE.finding("file", detail))
        for path in (*(() if valid else own), *self.schemas):
            if not _is_valid(file, path):
                yield from schema_findings(cast("BinaryIO", file.opened()), path)

    def _by_rule(self, name: str, found: Iterable[ReadCollection]) -> Iterator[Finding]:
        file: CheckedFile | None = None
        for read in _several_at_once(found):
            if file is None:
                terms = self.profile.terms_by_clock(self.on or read.head.created_at.date(), self.at)
                file = CheckedFile(read.head, name, self.profile, terms, self.repeats)
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
