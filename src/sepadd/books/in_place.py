"""What is given in a wrong place is refused by name, and the message says what belongs there.

Whoever checks types before running is told earlier; this is for everybody else.
"""

from __future__ import annotations

from typing import TypeVar

from sepadd.books.books import Books
from sepadd.findings import InvalidValue
from sepadd.proposal import Draft, Proposal
from sepadd.rulebook import BankProfile, Terms
from sepadd.run import CollectionRun

T = TypeVar("T")

_WHERE_FROM = {
    Books: "Books(creditor=..., open_items=..., mandates=..., runs=...)",
    Terms: "a bank's terms, such as ABN_AMRO.terms(at=...)",
    Draft: "Draft(id=..., due_on=...)",
    Proposal: "a Proposal, from propose(books, terms, draft)",
    CollectionRun: "a run, from prepare(proposal, books, terms, at=...)",
}


def must_be(kind: type[object], given: object) -> None:
    """Refuse anything that is not of the kind that belongs in its place."""
    if isinstance(given, kind):
        return
    if kind is Terms and isinstance(given, BankProfile):
        name = given.name.upper().replace("-", "_")
        raise InvalidValue(
            f"BankProfile {given.name} where its Terms on a day belong: give {name}.terms(at=...)"
        )
    right = _WHERE_FROM[kind]
    raise InvalidValue(f"{_named(given)} where {kind.__name__} belongs: give {right}")


def _named(given: object) -> str:
    label = getattr(given, "label", "") or repr(given)[:_MOST]
    return f"{type(given).__name__} ({label})"


_MOST = 80
"""How much is said of a thing that has no name."""
