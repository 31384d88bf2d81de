"""Look at a proposal, and change it by hand: one item out, one in, one with another amount."""

from datetime import date, datetime
from pathlib import Path

from sepadd import EPC, Draft, propose
from sepadd.records import read_books

books = read_books(Path(), runs=[])
now = datetime(2026, 11, 23, 9, 0, tzinfo=EPC.clock)
terms = EPC.terms(at=now)
draft = Draft(id="DEMO-2026-12", due_on=date(2026, 12, 1))
print(propose(books, terms, draft).total)
invoice = {item.number: item for item in books.open_items}
draft = draft.exclude(invoice["2026-1101"], at=now, by="Ada", why="she pays at the desk")
draft = draft.include(invoice["2026-1201"], at=now, by="Ada", why="he asked for it")
draft = draft.change_amount(invoice["2026-1103"], "20.00", at=now, by="Ada", why="in parts")
for line in propose(books, terms, draft).lines:
    if line.item.number in {"2026-1101", "2026-1201", "2026-1103"}:
        print(line.item.number, line.amount, line.status)
print(propose(books, terms, draft).total)
