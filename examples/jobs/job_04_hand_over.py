"""The files were uploaded in the bank's portal: note it, so that nobody collects them again."""

from datetime import date, datetime
from pathlib import Path

from sepadd import EPC, CollectionRun, submit
from sepadd.records import dumps, loads, read_books, write_mandates

kept = Path("runs/DEMO-2026-12.json")
run = loads(CollectionRun, kept.read_bytes())
now = datetime(2026, 11, 23, 11, 0, tzinfo=EPC.clock)
run = submit(run, at=now, by="Ada", note="uploaded in the portal")
books = read_books(Path(), runs=[]).keep(run)
kept.write_text(dumps(run), "utf-8")
Path("mandates.csv").write_text(write_mandates(books.mandates), "utf-8")
print(run.label, run.stage)
for reference in ("WL-0001", "WL-0009"):
    mandate = books.mandate(reference)
    print(mandate.label, mandate.last_due_on, mandate.status(date(2026, 12, 31)))
