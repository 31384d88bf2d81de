"""What a command answers: the same for people as for machines, and how it went.

People are shown tables and sentences; machines, asked with ``--format json``, one JSON document.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from enum import IntEnum
from io import TextIOWrapper
from typing import Final, NamedTuple, TextIO

import click
from rich.console import Console
from rich.table import Table

from sepadd.cli.tables import finding_record, shown
from sepadd.findings import NO_FINDINGS, FindingsError, RulesViolated, SepaddError

WIDTH: Final = 100
"""Characters in a line where the output does not go to a terminal."""

Json = None | bool | int | str | Sequence["Json"] | Mapping[str, "Json"]
"""What a JSON document is made of; amounts and dates are text in it."""


Part = Table | str
"""What is shown to people at a time: a table, or a line."""


class ExitCode(IntEnum):
    """What the command tells whoever called it."""

    DONE = 0
    REFUSED = 1
    """What was found would be refused, or there is nothing to collect: nothing was written."""
    UNREADABLE = 2
    """A wrong call, or input that cannot be read: nothing was written."""


class Answer(NamedTuple):
    """What a command found out or did: for machines, for people, and how it went."""

    data: Mapping[str, Json]
    shown: Sequence[Part]
    code: ExitCode = ExitCode.DONE


class Refusal(SepaddError):
    """Why a command cannot be carried out: input that it cannot use, said so that one can act."""


class Question(click.Command):
    """A command that gives an :class:`Answer`; it takes ``--format`` besides its own options."""

    def get_params(self, ctx: click.Context) -> list[click.Parameter]:
        """Its own, and the format that is wanted."""
        return [*super().get_params(ctx), _FORMAT]

    def invoke(self, ctx: click.Context) -> None:
        """Ask, print what is answered, and end with its exit code."""
        form: str = ctx.params.pop("format")
        answer = _answer(super().invoke, ctx)
        say(answer, form)
        ctx.exit(answer.code)


_FORMAT: Final = click.Option(
    ["--format"],
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="For people, or for machines.",
)


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


def _broken_off(error: Exception, code: ExitCode) -> Answer:
    findings = error.findings if isinstance(error, FindingsError) else NO_FINDINGS
    data: dict[str, Json] = {
        "error": str(error),
        "findings": [finding_record(finding) for finding in findings],
    }
    return Answer(data, str(error).splitlines(), code)


def say(answer: Answer, form: str) -> None:
    """Print an answer: JSON on the output; else tables, and on the error output what went wrong."""
    if form == "json":
        _write(sys.stdout, json.dumps(answer.data, ensure_ascii=False, indent=2))
        return
    broken_off = "error" in answer.data
    console = console_on(sys.stderr if broken_off else sys.stdout)
    for part in answer.shown:
        if isinstance(part, str):
            console.print(shown(part), soft_wrap=True)
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
    stream.write(f"{text}\n")


def _never_fail(stream: TextIO) -> None:
    """Let a sign that the output has no code for be written as its number."""
    if isinstance(stream, TextIOWrapper):
        stream.reconfigure(errors="backslashreplace")
