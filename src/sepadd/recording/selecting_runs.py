"""By what the runs that messages speak of can be found in a database, before they are recorded."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sepadd.collection import BankFact, Reported


class References(NamedTuple):
    """What messages name, as they name it: texts to look for among what was sent.

    ``collections`` are EndToEndIds (a few banks give them back as instruction ids), ``mandates``
    mandate references, ``batches`` and ``files`` ids of these. ``nameless`` is true if something
    names nothing at all: it is known by its sum, its day and its bank reference, so that every
    submitted run may be the one.
    """

    collections: frozenset[str]
    mandates: frozenset[str]
    batches: frozenset[str]
    files: frozenset[str]
    nameless: bool


def references(facts: Iterable[BankFact | Reported]) -> References:
    """By what the runs are known that facts speak of.

    A collection, batch or file is named after its run: ``2026-12-1``, ``2026-12.B1`` and
    ``2026-12`` are of run 2026-12. A return that names only its mandate is of the latest run that
    collected under it. What has none of these names is not ours, and changes no run.

    >>> from sepadd.testing import COLLECTION
    >>> from sepadd.collection import Acceptance
    >>> from datetime import date
    >>> told = Acceptance(end_to_end_id=COLLECTION.end_to_end_id, on=date(2026, 11, 24))
    >>> sorted(references([told]).collections)
    ['2026-12-1']
    """
    collections, mandates, batches, files = set[str](), set[str](), set[str](), set[str]()
    nameless = False
    for fact in facts:
        if isinstance(fact, BankFact):
            collections.add(fact.end_to_end_id.value)
            continue
        collections |= {fact.end_to_end_id, fact.instruction_id}
        mandates.add(fact.mandate)
        batches.add(fact.batch_id)
        files.add(fact.message_id)
        nameless = nameless or (fact.fact is not None and not fact.names_something)
    named = [frozenset(names - {""}) for names in (collections, mandates, batches, files)]
    return References(named[0], named[1], named[2], named[3], nameless)
