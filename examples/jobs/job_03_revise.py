"""Revise the run that was prepared, since an invoice was paid meanwhile; or withdraw it."""

from datetime import date, datetime
from pathlib import Path

from sepadd import EPC, CollectionRun, Draft, propose, revise, withdraw
from sepadd.records import loads, read_books

run = loads(CollectionRun, Path("runs/DEMO-2026-12.json").read_bytes())
books = read_books(Path(), runs=[run])
now = datetime(2026, 11, 23, 10, 0, tzinfo=EPC.clock)
terms = EPC.terms(at=now)
draft = Draft(id=run.id, due_on=date(2026, 12, 1))
paid = next(item for item in books.open_items if item.number == "2026-1101")
proposal = propose(books, terms, draft.exclude(paid, at=now, by="Ada", why="paid by hand"))
revised = revise(run, proposal, books, terms, at=now, by="Ada")
print(run.total, revised.total, *(file.name for file in revised.files()))
gone = withdraw(run, at=now, by="Ada", note="wrong month")
print(gone.stage, len(list(run.held())), len(list(gone.held())))
