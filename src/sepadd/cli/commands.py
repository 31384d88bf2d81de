"""The command ``sepadd`` and what it can be asked."""

from __future__ import annotations

import click

from sepadd.cli.check import check
from sepadd.cli.collect import collect
from sepadd.cli.days import calendar, lead_time
from sepadd.cli.demo import demo
from sepadd.cli.explain import explain
from sepadd.cli.mend import mend
from sepadd.cli.profiles import profiles
from sepadd.cli.read import read_answers
from sepadd.cli.record import record_answers
from sepadd.cli.rules import rules
from sepadd.cli.submit import submit_run
from sepadd.cli.version import version_of_sepadd


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    version_of_sepadd() or "(from its sources, not installed)", prog_name="sepadd"
)
def sepadd() -> None:
    """SEPA direct debit: from open invoices to the bank's file, and from its answers to the books.

    The exit code is 0 when it is done, 1 when what was found would be refused or there is nothing
    to collect, 2 for a wrong call or input that cannot be read, 130 when it was interrupted.
    """


for _command in (
    *(demo, collect, check, mend, submit_run, read_answers, record_answers),
    *(calendar, lead_time, profiles, rules, explain),
):
    sepadd.add_command(_command)
