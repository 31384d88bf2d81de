"""What a bank's message is found to speak of, among runs that were sent."""

from __future__ import annotations

from helpers.told import three
from sepadd.collection import Reported
from sepadd.recording.known_runs import CollectionGroup, KnownRuns, Unmatched
from sepadd.recording.matching import BatchMatching, CollectionMatching
from sepadd.run import CollectionRun

THREE = three()


def found(one: Reported, *runs: CollectionRun) -> str:
    """Give the EndToEndId that is meant, or why none is."""
    ours = KnownRuns(runs or (THREE,))
    place = CollectionMatching(ours).by(one)
    if isinstance(place, Unmatched):
        return f"{place.sentence.id}: {place.detail}"
    return str(ours.at(place).end_to_end_id)


def block(one: Reported, *runs: CollectionRun) -> str:
    """Give the id and the number of collections that are meant, or why none are."""
    match BatchMatching(KnownRuns(runs or (THREE,))).by(one):
        case Unmatched(sentence, detail):
            return f"{sentence.id}: {detail}"
        case CollectionGroup(name, places):
            return f"{name}: {len(places)}"
