"""Mandates out of old files: a start for those who come from another system.

Whoever collected until now has the files that went to the bank. Together they tell of each mandate
what the next collection has to know: the reference, the date of signature, the account, what has
changed, and every collection that was presented. What became of those, no file of ours can tell:
they count as presented, which is what the 36 months ask. Source: EPC016-06 and EPC222-07, 4.2.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Final, NamedTuple

from sepadd.findings import Finding, Findings, Sentence, Severity, UnreadableMessage
from sepadd.mandate import Amendment, Mandate, Presentation
from sepadd.messages.pain008 import ReadCollection, ReadHead, iter_collections
from sepadd.values import MessageId

AGREE: Final = Sentence(
    "REA-06",
    "Old files agree on a mandate.",
    "",
    severity=Severity.WARNING,
    why=(
        "Each file says of a mandate what held at its time: a difference without an amendment is a "
        "slip, or a change that the bank was never told."
    ),
    hint="Compare the mandate with the signed form, and correct or amend it.",
)
READABLE: Final = Sentence(
    "REA-07",
    "Old files are files of collections.",
    "",
    severity=Severity.WARNING,
    why=(
        "A file that cannot be read may hold the last use of a mandate, by which it lives or has "
        "lapsed."
    ),
    hint="Take the file out of the folder, or put one in its place that can be read.",
)
ONCE: Final = Sentence(
    "REA-08",
    "Old files are given once each.",
    "",
    severity=Severity.WARNING,
    why="A copy would count each use of a mandate twice, so it is passed over.",
    hint="Take the copy out of the folder, or leave it there.",
)

OLD_FILE_SENTENCES: Final = (AGREE, READABLE, ONCE)
"""What can be noted of old files, besides what is noted of each."""

_NAMED: Final = (".xml", ".zip")


class FromFiles(NamedTuple):
    """The mandates that old files tell of, by their first collection; and what was noted of them.

    ``findings`` are what could not be taken in, by file, and on what the files do not agree.
    """

    mandates: tuple[Mandate, ...]
    findings: Findings


def mandates_from_folder(folder: Path) -> FromFiles:
    """The mandates of all files of collections in a folder, ``.xml`` and ``.zip``, by their names.

    As :func:`mandates_from_files`; what stands in folders within it is left alone. Raises what
    listing the folder raises.
    """
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in _NAMED)
    return mandates_from_files(path for path in found if path.is_file())


def mandates_from_files(paths: Iterable[Path]) -> FromFiles:
    """The mandates of old files, pain.008 of any version, with all that was presented under them.

    The files may come in any order: they are taken in that of their creation. A mandate is as the
    latest of them says, its amendments and presentations are those of all; the account that was
    before a change is told by the file before. A debtor is called by the mandate's reference, as no
    file knows a debtor number. A file that is no pain.008 is noted and passed over, so is a second
    copy of one. Raises what opening a file raises.

    >>> from pathlib import Path
    >>> from tempfile import TemporaryDirectory
    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import a_run
    >>> with TemporaryDirectory() as folder:
    ...     path = pain008.write(a_run(), Path(folder) / "2026-12.xml")
    ...     (mandate,) = mandates_from_files([path]).mandates
    >>> mandate.label, mandate.last_due_on
    ('mandate M-1', datetime.date(2026, 12, 1))
    """
    shelf = _Shelf()
    for path in paths:
        shelf.put(path)
    book = _Book(shelf.findings)
    for told in sorted(shelf.told, key=lambda told: told.at):
        book.take(told)
    return FromFiles(tuple(book.mandates), Findings(book.findings))


class _Told(NamedTuple):
    """What one collection of a file tells of its mandate, and where it stands."""

    at: datetime
    where: str
    line: int
    mandate: Mandate
    presentation: Presentation


class _Shelf:
    """The old files, read one by one, each once."""

    def __init__(self) -> None:
        self.told: list[_Told] = []
        self.findings: list[Finding] = []
        self._files: dict[tuple[MessageId, datetime], str] = {}

    def put(self, path: Path) -> None:
        """Read a file, or the files of a zip; one that cannot be read is noted and passed over."""
        try:
            read = list(iter_collections(path))
        except UnreadableMessage as error:
            self.findings.append(READABLE.finding(path.name, str(error)))
            return
        for head, collections in groupby(read, key=lambda each: each.head):
            where = f"{path.name}, {head.file}" if head.file else path.name
            if not self._is_copy(head, where):
                for each in collections:
                    self._tell(each, where)

    def _is_copy(self, head: ReadHead, where: str) -> bool:
        if head.id is None:
            return False
        first = self._files.get((head.id, head.created_at))
        if first is None:
            self._files[head.id, head.created_at] = where
            return False
        detail = f"it is file {head.id}, made at {head.created_at}, as {first} is: passed over"
        self.findings.append(ONCE.finding(where, detail))
        return True

    def _tell(self, read: ReadCollection, where: str) -> None:
        mandate, presentation = read.mandate, read.presentation
        if mandate is not None and presentation is not None:
            at = _in_utc(read.head.created_at)
            self.told.append(_Told(at, where, read.line, mandate, presentation))
            return
        self.findings += (
            replace(finding, subject=f"{where}, {finding.subject}")
            for finding in read.unplaced.errors
        )


def _in_utc(at: datetime) -> datetime:
    """An instant to put files in order by; a clock's time without an offset is taken as UTC."""
    return at.astimezone(UTC) if at.tzinfo else at.replace(tzinfo=UTC)


class _Book:
    """The mandates, as one file after the other tells of them."""

    def __init__(self, findings: list[Finding]) -> None:
        self.mandates: list[Mandate] = []
        self.findings = findings
        self._places: dict[tuple[str, str], int] = {}

    def take(self, told: _Told) -> None:
        """Take in what one collection tells of its mandate."""
        keys = told.mandate.keys
        place = next((self._places[key] for key in keys if key in self._places), None)
        if place is None:
            place = len(self.mandates)
            self.mandates.append(replace(told.mandate, presentations=(told.presentation,)))
        else:
            before = self.mandates[place]
            self._note_differences(before, told)
            self.mandates[place] = _after(before, told)
        self._places.update(dict.fromkeys(keys, place))

    def _note_differences(self, before: Mandate, told: _Told) -> None:
        now = told.mandate
        for what, was, is_now in _untold(before, now):
            detail = f"{what} is {is_now}, and was {was} in the files before: it is as told last"
            finding = AGREE.finding(f"{told.where}, {now.label}", detail)
            self.findings.append(replace(finding, line=told.line))


def _untold(before: Mandate, now: Mandate) -> Iterator[tuple[str, object, object]]:
    """What is another than before, without a word that it has changed."""
    changed = any(each.iban or each.account_untold for each in now.amendments)
    yield from _other("the date of signature", before.signed_on, now.signed_on)
    yield from _other("the scheme", before.scheme, now.scheme)
    yield from _other("one-off", before.one_off, now.one_off)
    yield from _other("the debtor's name", before.debtor.name, now.debtor.name)
    if not changed:
        yield from _other("the account", before.debtor.iban.masked, now.debtor.iban.masked)


def _other(what: str, was: object, is_now: object) -> Iterator[tuple[str, object, object]]:
    if was != is_now:
        yield what, was, is_now


def _after(before: Mandate, told: _Told) -> Mandate:
    """The mandate as a later file tells of it, with all that was told before."""
    changes = [_known(change, before, told.mandate) for change in told.mandate.amendments]
    amendments = before.amendments
    if changes and not _is_told_again(amendments[-1:], changes[0]):
        amendments = (*amendments, *changes)
    return replace(
        told.mandate,
        amendments=amendments,
        presentations=_with(before.presentations, told.presentation, len(amendments)),
    )


def _known(change: Amendment, before: Mandate, now: Mandate) -> Amendment:
    """A change with the account before it, where a file before tells what that was."""
    if not change.account_untold:
        return change
    if before.debtor.iban != now.debtor.iban:
        was = before.debtor
        return replace(change, iban=was.iban, bic=was.bic, account_untold=False)
    last = before.amendments[-1] if before.amendments else None
    if last is None or last.iban is None:
        return change
    return replace(change, iban=last.iban, bic=last.bic, account_untold=False)


def _is_told_again(last: tuple[Amendment, ...], change: Amendment) -> bool:
    """Whether a change is the one that was told last: until it is settled it is told again."""
    return any(replace(each, on=change.on) == change for each in last)


def _with(
    known: tuple[Presentation, ...], new: Presentation, amendments: int
) -> tuple[Presentation, ...]:
    """What was presented, and one more, unless it is one that was handed over again."""
    told = new.due_on, new.sequence_type, new.end_to_end_id
    if new.end_to_end_id is not None and any(
        (each.due_on, each.sequence_type, each.end_to_end_id) == told for each in known
    ):
        return known
    return (*known, replace(new, amendments_told=amendments))
