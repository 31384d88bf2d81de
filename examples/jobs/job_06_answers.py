"""Take in what the bank has answered, and save what that has changed."""

from pathlib import Path

from sepadd import CollectionRun, ReceivableCloses, read_answers, record
from sepadd.records import dumps, loads, read_books, write_mandates, write_open_items

runs = [loads(CollectionRun, kept.read_bytes()) for kept in sorted(Path("runs").glob("*.json"))]
books = read_books(Path(), runs=runs)
answers = read_answers(sorted(Path("answers").glob("*.xml")))
recorded = record(books, answers, closes=ReceivableCloses.AT_SETTLEMENT)
for follow in recorded.follow_ups:
    print(follow.collection.label, follow.failure.reason.meaning, sep=": ")
    print("  ", follow.consequence.whom, ": ", follow.consequence.what, sep="")
print(*recorded.findings, sep="\n", end="")
for run in recorded.changes.runs:
    Path(f"runs/{run.id}.json").write_text(dumps(run), "utf-8")
    print(run.label, run.standing)
Path("mandates.csv").write_text(write_mandates(recorded.books.mandates), "utf-8")
Path("open_items.csv").write_text(write_open_items(recorded.books.open_items), "utf-8")
print(f"{len(recorded.changes.mandates)} mandates, {len(recorded.changes.closed)} items closed")
