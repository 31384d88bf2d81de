"""Another library's same job, in an environment of its own: sepaxml checks what it writes, too."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from textwrap import shorten
from typing import Any, Final

from benchmarks.bare import bare_xsd, schema
from benchmarks.book import CREDITOR, book, prepared, proposed
from benchmarks.found import Other
from sepadd import Collection, PostalAddress

JOB: Final = Path(__file__).with_name("sepaxml_job.py")
LONGEST: Final = 1800
"""Seconds after which it is no longer waited for."""

FEW: Final = 10_000
"""From so many collections on, one round has to do: it is long enough."""


def sepaxml_version(python: str) -> str | None:
    """The version of sepaxml which that interpreter has; none if it has none."""
    ask = "from importlib.metadata import version; print(version('sepaxml'))"
    told = subprocess.run(  # noqa: S603 - an interpreter that was named on the command line
        [python, "-c", ask], capture_output=True, text=True, check=False
    )
    return told.stdout.strip() or None


def sepaxml(python: str, name: str, collections: int, file: Path) -> Other:
    """Its seconds for the collections of a finished file, taken in turns with bare XSD of it."""
    payments = file.with_suffix(".json")
    payments.write_text(json.dumps(told(collections)), "utf-8")
    judge, taken = schema(), list[float]()
    bare = [bare_xsd(file, judge) for _ in range(3)]
    fault = ""
    for _ in range(1 if collections > FEW else 3):
        seconds, fault = _job(python, payments)
        bare += [bare_xsd(file, judge) for _ in range(3)]
        if seconds is None:
            break
        taken.append(seconds)
    return Other(
        name=name,
        collections=collections,
        seconds=None if fault else min(taken),
        bare=min(bare),
        fault=fault,
    )


def _job(python: str, payments: Path) -> tuple[float | None, str]:
    """The seconds of one round, or the last line of what it said instead."""
    command = [python, str(JOB), str(payments), str(payments.with_suffix(".sepaxml.xml"))]
    try:
        done = subprocess.run(  # noqa: S603 - an interpreter that was named on the command line
            command, capture_output=True, text=True, check=False, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        return None, f"not done after {LONGEST} s"
    if done.returncode:
        said = [line for line in done.stderr.splitlines() if line and not line[0].isspace()]
        return None, shorten(
            said[-1], 105, placeholder=" ..."
        ) if said else f"ended with {done.returncode}"
    return float(json.loads(done.stdout)), ""


def told(collections: int) -> dict[str, Any]:
    """The same collections in sepaxml's words."""
    run = prepared(proposed(book(collections)))
    config = {
        "name": CREDITOR.name,
        "IBAN": str(CREDITOR.account().iban),
        "batch": True,
        "creditor_id": str(CREDITOR.identifier),
        "currency": "EUR",
        "instrument": "CORE",
    }
    return {"config": config, "payments": [dict(_payment(c)) for c in run.collections]}


def _payment(collection: Collection) -> Iterator[tuple[str, object]]:
    mandate, debtor = collection.mandate, collection.mandate.debtor
    yield "name", debtor.name
    yield "IBAN", str(debtor.iban)
    yield "amount", collection.amount.cents
    yield "type", str(collection.sequence_type)
    yield "collection_date", str(collection.due_on)
    yield "mandate_id", str(mandate.reference)
    yield "mandate_date", str(mandate.signed_on)
    yield "description", str(collection.remittance)
    yield "endtoend_id", str(collection.end_to_end_id)
    if debtor.bic is not None:
        yield "BIC", str(debtor.bic)
    if debtor.address is not None:
        yield "address", dict(_address(debtor.address))


def _address(address: PostalAddress) -> Iterator[tuple[str, str | None]]:
    yield "street_name", address.street
    yield "building_number", address.building
    yield "postcode", address.postcode
    yield "town", address.town
    yield "country", address.country
