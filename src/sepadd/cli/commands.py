"""The command ``sepadd`` and what it can be asked."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

import click

from sepadd.cli.collect import collect
from sepadd.cli.days import calendar, lead_time
from sepadd.cli.demo import demo
from sepadd.cli.rules import rules


def _version() -> str:
    try:
        return version("sepa-direct-debit")
    except PackageNotFoundError:
        return "(from its sources, not installed)"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(_version(), prog_name="sepadd")
def sepadd() -> None:
    """SEPA direct debit: from open invoices and signed mandates to the bank's file.

    The exit code is 0 when it is done, 1 when what was found would be refused or there is nothing
    to collect, 2 for a wrong call or input that cannot be read.
    """


for _command in (demo, collect, calendar, lead_time, rules):
    sepadd.add_command(_command)
