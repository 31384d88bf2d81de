"""What a bank's answers say: status reports, statements, answers to cancellations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import click
from rich.table import Table

from sepadd.cli.answer import Answer, Json, Part, Question, Refusal
from sepadd.cli.asked import FILE
from sepadd.cli.bars import bar
from sepadd.cli.tables import printable, table
from sepadd.collection import Level, Reason, Reported
from sepadd.findings import UnreadableMessage
from sepadd.messages import answers
from sepadd.messages.parsing import size_of
from sepadd.printing import counted
from sepadd.progress import Progress, shares
from sepadd.values import ZERO, Euro

_NUMBERS: Final = frozenset({"EUR", "moved", "charges"})


@click.command("read", cls=Question)
@click.argument("answer", nargs=-1, required=True, type=FILE)
def read_answers(*, answer: tuple[Path, ...]) -> Answer:
    """Show what each ANSWER of the bank says; an XML file, or a zip of them.

    A pain.002, camt.029, camt.052, camt.053, camt.054 or pacs.004, in any version. Nothing is
    recorded. What a statement says of anything but direct debits is passed over, unless it names
    something: that may be yours by its name.
    """
    with bar("Reading") as progress:
        read = [
            (path, tuple(reported_in((path,), of_this)))
            for path, of_this in _each(answer, progress)
        ]
    return Answer(
        {"answers": [_answer_record(path, reported) for path, reported in read]},
        [part for path, reported in read for part in _about(path, reported)],
    )


def reported_in(paths: Sequence[Path], progress: Progress | None = None) -> Iterator[Reported]:
    """What answers of the bank say, file after file.

    Raises :class:`~sepadd.cli.answer.Refusal` with the file's name where one cannot be read.
    """
    for path, of_this in _each(paths, progress):
        try:
            yield from answers.iter_answers(path, progress=of_this)
        except UnreadableMessage as wrong:
            raise Refusal(f"{path}: {wrong}") from None


def _each(
    paths: Sequence[Path], progress: Progress | None
) -> Iterable[tuple[Path, Progress | None]]:
    """Each file, and who is told of its reading; of all of them together, by their bytes."""
    return zip(paths, shares(progress, [size_of(path) for path in paths]), strict=True)


def _answer_record(path: Path, reported: Sequence[Reported]) -> dict[str, Json]:
    return {"path": str(path), "reported": [_reported_record(told) for told in reported]}


def _reported_record(told: Reported) -> dict[str, Json]:
    """All that it holds, flat; what is absent is null, and a text that is not given empty."""
    made_at = told.said.at
    return {
        "fact": None if told.fact is None else told.fact.__name__.lower(),
        "status": told.status,
        "level": str(told.level),
        "on": str(told.on),
        "message": told.said.message,
        "message_id": told.said.message_id,
        "made_at": None if made_at is None else made_at.isoformat(),
        "by": told.said.by,
        "place": told.place,
        "original_message_id": told.message_id,
        "batch_id": told.batch_id,
        "end_to_end_id": told.end_to_end_id,
        "instruction_id": told.instruction_id,
        "mandate": told.mandate,
        "amount": _text(told.amount),
        "moved": _text(told.moved),
        "charges": str(told.charges),
        "compensation": str(told.compensation),
        "due_on": _text(told.due_on),
        "booked_on": _text(told.booked_on),
        "entry": told.entry,
        "account": told.account,
        "collections": told.collections,
        "reason": None if told.reason is None else reason_record(told.reason),
        **_rarely_told(told),
    }


def _rarely_told(told: Reported) -> dict[str, Json]:
    """What holds for few of them, and is there only then."""
    rare: dict[str, Json] = {
        "again": told.again,
        "by_name": told.by_name,
        "foreign": told.foreign,
        "fault": told.fault,
    }
    return {name: value for name, value in rare.items() if value}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def reason_record(reason: Reason) -> dict[str, Json]:
    """A reason for machines: the code as given, what it means, what was written beside it."""
    return {"code": reason.code, "meaning": reason.meaning, "text": reason.text}


def reason_said(reason: Reason | None) -> str:
    """A reason for people; nothing where there is none.

    >>> from sepadd import reason
    >>> reason_said(reason("AC04", "closed in May"))
    'AC04, account closed: closed in May'
    """
    if reason is None:
        return ""
    known = ", ".join(filter(None, (reason.code, reason.meaning)))
    return f"{known}: {reason.text}" if reason.text else known


def _about(path: Path, reported: Sequence[Reported]) -> Iterable[Part]:
    if not reported:
        yield f"{path}: nothing about direct debits"
        return
    for said, told in groupby(reported, key=lambda each: (each.said.message, each.said.message_id)):
        same = tuple(told)
        yield f"{path}: {' '.join(said)}, {counted(len(same), 'thing')} said"
        yield _table_of(same)


def _table_of(reported: Iterable[Reported]) -> Table:
    made = table("day", "what", "of", "EUR", "moved", "charges", "why, and where", right=_NUMBERS)
    for told in reported:
        why = (reason_said(told.reason), told.fault, told.place)
        made.add_row(
            str(told.on),
            printable(_what(told)),
            printable(_of(told)),
            *map(_shown_amount, (told.amount, told.moved, told.charges + told.compensation)),
            "\n".join(printable(line) for line in why if line),
        )
    return made


def _shown_amount(amount: Euro | None) -> str:
    return "" if amount in {None, ZERO} else str(amount)


def _what(told: Reported) -> str:
    if told.fault and told.fact is None:
        return "not readable"
    if told.fact is None:
        return f"informs ({told.status})" if told.status else "informs"
    kind = told.fact.__name__.lower() + (" again" if told.again else "")
    kind += ", if it is yours" if told.by_name else ""
    return f"{kind} ({told.status})" if told.status else kind


def _of(told: Reported) -> str:
    """Of what it speaks, by the narrowest reference that is given."""
    named = told.end_to_end_id or told.instruction_id or _around(told)
    return named if told.level is Level.COLLECTION else f"{told.level} {named}"


def _around(told: Reported) -> str:
    if told.mandate:
        return f"mandate {told.mandate}"
    return told.batch_id or told.message_id or "without a reference"
