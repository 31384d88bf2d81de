"""The most memory that reading a statement takes, above an interpreter with lxml and the reader.

Run in a process of its own: ``python -m benchmarks.answers_memory FILE``, with ``traced`` behind it
to count what Python asks for. The facts are let go one by one, as they come.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from benchmarks.memory import Resident, Traced
from sepadd.messages.answers import camt


def read_through(path: Path) -> int:
    """Read all facts of a statement, and keep none: how many there were."""
    return sum(1 for _ in camt.iter_answers(path))


if __name__ == "__main__":
    gauge = Traced() if sys.argv[2:] == ["traced"] else Resident()
    gauge.over("read", lambda: read_through(Path(sys.argv[1])))
    json.dump(gauge.peaks["read"], sys.stdout)
