"""Keep everything as records; and take in a spreadsheet that updates the mandates."""

import json
from datetime import date
from pathlib import Path

from sepadd import CollectionRun, Mandate
from sepadd.records import apply_import, from_record, loads, plan_import, read_books, to_record

runs = [loads(CollectionRun, kept.read_bytes()) for kept in sorted(Path("runs").glob("*.json"))]
books = read_books(Path(), runs=runs)
today = date(2026, 12, 7)
plan = plan_import(
    "reference,name,iban,signed_on\nWL-0007,,,2026-12-04\nWL-0001,,NL98INGB0202345688,\n",
    books.mandates,
    creditor_identifier=books.creditor.identifier,
    on=today,
    today=today,
)
print(*plan.changing, sep="\n")
mandates = apply_import(plan)
records = [
    to_record(books.creditor),
    *map(to_record, mandates),
    *map(to_record, books.open_items),
    *map(to_record, books.runs),
]
Path("records.json").write_text(json.dumps(records), "utf-8")
again = json.loads(Path("records.json").read_text("utf-8"))
kept = [each for each in again if each["sepadd"] == "mandate"]
print(len(again), tuple(from_record(Mandate, each) for each in kept) == mandates)
