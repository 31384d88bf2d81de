"""Collect what is due on 1 December: the books in, the bank's files out."""

from datetime import date, datetime
from pathlib import Path

from sepadd import EPC, Draft, prepare, propose, write_files
from sepadd.records import dumps, read_books

books = read_books(Path(), runs=[])
now = datetime(2026, 11, 23, 9, 0, tzinfo=EPC.clock)
terms = EPC.terms(at=now)
proposal = propose(books, terms, Draft(id="DEMO-2026-12", due_on=date(2026, 12, 1)))
for line in proposal.left_out:
    print(line.item.label, line.status, sep=": ")
run = prepare(proposal, books, terms, at=now, by="Ada")
for file in write_files(run, Path("runs")):
    print(file.name)
Path("runs/DEMO-2026-12.json").write_text(dumps(run), "utf-8")
print(run.label, run.stage, run.total)
