"""What a command answers: the same for people as for machines, and how it went.

People are shown tables and sentences; machines, asked with ``--format json``, one JSON document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

import click
from rich.console import Console
from rich.table import Table

from sepadd.cli.tables import printable
from sepadd.findings import NO_FINDINGS, FindingsError, RulesViolated, SepaddError
from sepadd.records.stored import finding_record

WIDTH: Final = 100
"""Characters in a line where the output does not go to a terminal."""

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
"""What a JSON document is made of; amounts and dates are text in it."""


Part = Table | str
"""What is shown to people at a time: a table, or a line."""


class ExitCode(IntEnum):
    """What the command tells whoever called it.

    What is written after 1 and 2 is at most the answer itself, where ``check --out`` asks for it.
    """

    DONE = 0
    REFUSED = 1
    """What was found would be refused, or there is nothing to collect: nothing was written."""
    UNREADABLE = 2
    """A wrong call, or input that cannot be read: nothing was written."""
    INTERRUPTED = 130
    """Broken off with Ctrl-C: nothing is left half written."""


class Answer(NamedTuple):
    """What a command found out or did: for machines, for people, and how it went.

    ``aside`` is told on the error output: what kept the command from answering, or from answering
    in full. ``documents`` are further forms of the answer, each made where it is asked for; ``out``
    is the file that takes the answer, where there is one.
    """

    data: Mapping[str, Json]
    shown: Sequence[Part]
    code: ExitCode = ExitCode.DONE
    aside: Sequence[str] = ()
    documents: Mapping[str, Callable[[], str]] = MappingProxyType({})
    out: Path | None = None


class Refusal(SepaddError):
    """Why a command cannot be carried out: input that it cannot use, said so that one can act."""


class Question(click.Command):
    """A command that gives an :class:`Answer`; it takes ``--format`` besides its own options."""

    formats: tuple[str, ...] = ("table", "json")
    """What it can answer in; the first is for people, and the one where none is named."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and the format that is wanted."""
        return [*super().get_params(ctx), _format(self.formats)]

    def invoke(self, ctx: click.Context) -> None:
        """Ask, print what is answered, and end with its exit code."""
        form: str = ctx.params.pop("format")
        answer = _answer(super().invoke, ctx)
        ctx.exit(say(answer, form))


class Report(Question):
    """A command whose answer can be a document of its own too: a page, or SARIF."""

    formats: tuple[str, ...] = ("text", "json", "html", "sarif")


@cache
def _format(formats: tuple[str, ...]) -> click.Option:
    documents = ", a page, or a report for other tools" if "html" in formats else ""
    return click.Option(
        ["--format"],
        type=_Format(formats),
        default=formats[0],
        show_default=True,
        help=f"For people, {'or ' if not documents else ''}for machines{documents}.",
    )


if TYPE_CHECKING:
    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # before 8.2 it takes no type


class _Format(_Choice):
    """One of a few formats; that for people may be called a table or text everywhere."""

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        for_people = value in _FOR_PEOPLE
        return super().convert(self.choices[0] if for_people else value, param, ctx)


_FOR_PEOPLE: Final = frozenset(("table", "text"))


def _answer(ask: Callable[[click.Context], Answer], ctx: click.Context) -> Answer:
    """The answer of a command, or what kept it from one."""
    try:
        return ask(ctx)
    except RulesViolated as violated:
        return _broken_off(violated, ExitCode.REFUSED)
    except SepaddError as wrong:
        return _broken_off(wrong, ExitCode.UNREADABLE)
    except OSError as failed:
        where = f"{failed.filename}: " if failed.filename else ""
        return _broken_off(Refusal(f"{where}{failed.strerror or failed}"), ExitCode.UNREADABLE)
    except KeyboardInterrupt:
        said = "Interrupted: nothing is left half written."
        return _broken_off(Refusal(said), ExitCode.INTERRUPTED)


def _broken_off(error: Exception, code: ExitCode) -> Answer:
    findings = error.findings if isinstance(error, FindingsError) else NO_FINDINGS
    data: dict[str, Json] = {
        "error": str(error),
        "findings": [finding_record(finding) for finding in findings],
    }
    return Answer(data, (), code, aside=str(error).splitlines())


def say(answer: Answer, form: str) -> ExitCode:
    """Print an answer in one of its formats, and on the error output what went wrong; its code.

    A file that it should go to and cannot, is the code of what is unreadable.
    """
    if form != "json":
        _say_aside(answer.aside)
    if answer.out is None:
        _print(answer, form, sys.stdout)
        return answer.code
    try:
        with answer.out.open("w", encoding="utf-8", newline="\n") as file:
            _print(answer, form, file)
    except OSError as failed:
        _say_aside((f"{answer.out}: {failed.strerror or failed}",))
        return ExitCode.UNREADABLE
    console_on(sys.stdout).print(printable(f"Written: {answer.out}"), soft_wrap=True)
    return answer.code


def _say_aside(lines: Sequence[str]) -> None:
    for line in lines:
        console_on(sys.stderr).print(printable(line), soft_wrap=True)


def _print(answer: Answer, form: str, stream: TextIO) -> None:
    if form in answer.documents:
        _write(stream, answer.documents[form]())
    elif form == "json":
        _write(stream, json.dumps(answer.data, ensure_ascii=False, indent=2))
    elif form in _FOR_PEOPLE:
        console = console_on(stream)
        for part in answer.shown:
            if isinstance(part, str):
                console.print(printable(part), soft_wrap=True)
            else:
                console.print(part)


def console_on(stream: TextIO) -> Console:
    """Where people read: as wide as the terminal and in colour there, always the same elsewhere."""
    _never_fail(stream)
    terminal = stream.isatty()
    return Console(
        file=stream,
        force_terminal=terminal,
        width=None if terminal else WIDTH,
        markup=False,
        emoji=False,
        highlight=False,
    )


def _write(stream: TextIO, text: str) -> None:
    _never_fail(stream)
    stream.write(text if text.endswith("\n") else f"{text}\n")


def _never_fail(stream: TextIO) -> None:
    """Let a sign that the output has no code for be written as its number.

    A Windows console, or a pipe in a C locale, has no code for a debtor's "ł".
    """
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
