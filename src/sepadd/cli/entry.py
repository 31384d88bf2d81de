"""Where the command begins: with a word to those who have only half of it installed."""

from __future__ import annotations

import sys
from typing import Final

_NEEDED: Final = frozenset({"click", "rich"})


def main() -> None:
    """Run ``sepadd`` with the arguments it was called with, and end with its exit code.

    0: done. 1: what was found would be refused, or there is nothing to collect. 2: a wrong call or
    input that cannot be read. After 1 and 2 nothing was written, but the report that
    ``check --out`` asks for. 130: interrupted, with nothing left half written.
    """
    try:
        from sepadd.cli.commands import sepadd  # noqa: PLC0415 - the extra may not be installed
    except ModuleNotFoundError as missing:
        if missing.name not in _NEEDED:
            raise
        sys.stderr.write(
            f"sepadd: the command line needs {missing.name}: "
            "install it with pip install 'sepa-direct-debit[cli]'\n"
        )
        sys.exit(2)
    sepadd(prog_name="sepadd")
