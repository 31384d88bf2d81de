"""The same job, done by sepaxml: from payments to a file that it has checked itself.

Run by an interpreter of its own, which has sepaxml and nothing of this project:
``python sepaxml_job.py PAYMENTS.json FILE``. It prints the seconds as JSON.
"""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from sepaxml import SepaDD  # type: ignore[import-not-found]  # only that interpreter has it

WARMING_UP = 10
"""So many payments go first, so that what is loaded once is not part of the time."""


def job(config: dict[str, Any], payments: list[dict[str, Any]], file: Path) -> float:
    """The seconds from the first payment to the checked file. What it is given is changed."""
    start = perf_counter()
    message = SepaDD(config, schema="pain.008.001.08", clean=True)
    for payment in payments:
        message.add_payment(payment)
    file.write_bytes(message.export(validate=True))
    return perf_counter() - start


def read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The creditor and the payments, with their dates as dates."""
    told = json.loads(path.read_text("utf-8"))
    for payment in told["payments"]:
        for name in ("mandate_date", "collection_date"):
            payment[name] = date.fromisoformat(payment[name])
    return told["config"], told["payments"]


if __name__ == "__main__":
    config, few = read(Path(sys.argv[1]))
    job(config, few[:WARMING_UP], Path(sys.argv[2]))
    json.dump(job(*read(Path(sys.argv[1])), Path(sys.argv[2])), sys.stdout)
