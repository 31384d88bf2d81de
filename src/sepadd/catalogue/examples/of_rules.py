"""The rules for creditors, mandates, collections and files: each edge, in words.

An edge is told by the parts in which its two sides differ. What both have apart from the usual
example, and the terms where they are not the scheme's own, stand behind that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from sepadd.banks import EPC, PROFILES, BankProfile
from sepadd.catalogue.examples.differences import ChangedPart, changed_parts, said
from sepadd.catalogue.examples.edges import CREDITOR_CARD, EDGES, Edge, FileOfCollections, findings
from sepadd.catalogue.examples.example import Case, Example
from sepadd.collection import Collection
from sepadd.mandate import Mandate, Scheme
from sepadd.rulebook import CreditorCard, Terms
from sepadd.samples import B2B_MANDATE, COLLECTION, CREDITOR, MANDATE, TERMS
from sepadd.values import Creditor


def _example(edge: Edge) -> Example:
    found = tuple(changed_parts(edge.holds, edge.breaks))
    besides = _besides(edge, {each.path for each in found})
    holds = _told(edge, ((each.path, each.one) for each in found)) + besides
    breaks = _told(edge, ((each.path, each.other) for each in found)) + besides
    return Example(
        edge.rule,
        Case(holds, partial(findings, edge.holds, edge.terms)),
        Case(breaks, partial(findings, edge.breaks, edge.terms)),
    )


def _told(edge: Edge, parts: Iterable[tuple[str, object]]) -> str:
    whole = type(edge.holds).__name__.lower()
    return "; ".join(f"{path or whole}: {said(value)}" for path, value in parts)


def _besides(edge: Edge, told: set[str]) -> str:
    """What both sides have apart from the usual, and the terms where they are not the usual."""
    particular = [f"{each.path}: {said(each.other)}" for each in _apart(edge) if _new(each, told)]
    terms = _terms(edge.terms)
    notes = [*particular, *([f"terms: {terms}"] if terms else [])]
    return f" ({'; '.join(notes)})" if notes else ""


def _new(difference: ChangedPart, told: set[str]) -> bool:
    """Whether it is of another part than those that are told, and not of the whole."""
    path = difference.path
    return path not in _OUR_NAMES and not any(
        each.startswith(path) or path.startswith(each) for each in told
    )


_OUR_NAMES = {"", "end_to_end_id"}


def _apart(edge: Edge) -> Iterable[ChangedPart]:
    """In what the side that holds is not the usual example; of a file, what it consists of."""
    match edge.holds:
        case Creditor():
            return changed_parts(CREDITOR, edge.holds)
        case CreditorCard():
            return changed_parts(CREDITOR_CARD, edge.holds)
        case Mandate(scheme=scheme):
            return changed_parts(B2B_MANDATE if scheme is Scheme.B2B else MANDATE, edge.holds)
        case Collection():
            return changed_parts(COLLECTION, edge.holds)
        case FileOfCollections(collections=collections):
            return _numbered(collections)


def _numbered(collections: Iterable[Collection]) -> Iterator[ChangedPart]:
    for number, each in enumerate(collections, start=1):
        yield ChangedPart(f"collections.{number}", None, each)


def _terms(terms: Terms) -> str:
    """The profile that is nearest to the terms and what is otherwise; nothing of the scheme's."""
    if terms == TERMS:
        return ""
    others = (_otherwise(profile, terms.profile) for profile in PROFILES)
    nearest, other = min(zip(PROFILES, others, strict=True), key=lambda each: len(each[1]))
    named = [] if nearest is EPC else [f"profile {nearest.name}"]
    day = [] if terms.on == TERMS.on else [f"handed over on {terms.on}"]
    return "; ".join((*named, *day, *other))


_NO_TERMS: Final = ("name", "title", "source", "quirks", "versions", "cut_off")
"""What a profile has beside the terms that a rule may look at."""


def _otherwise(bank: BankProfile, other: BankProfile) -> list[str]:
    found = (e for e in changed_parts(bank, other) if not e.path.startswith(_NO_TERMS))
    return [f"{each.path}: {said(each.other)}" for each in found]


RULE_EXAMPLES: Final[tuple[Example, ...]] = tuple(map(_example, EDGES))
"""Every edge of every rule, in words."""
