"""From the bank's statement to recorded facts, beside a bare walk over the same file.

Run in a process of its own for each size: ``python -m benchmarks.answers 1000 5 FILE``. It leaves
the statement at that place, and prints what it found as JSON.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path
from time import perf_counter

from lxml import etree

from benchmarks.book import AT, book, prepared, proposed
from benchmarks.found import Answered, spread
from benchmarks.statement import write_statement
from sepadd import Books, CollectionRun, ReceivableCloses, record, submit
from sepadd.messages.answers import camt


def timed_answers(entries: int, rounds: int, file: Path) -> Answered:
    """The seconds of a bare walk, of reading and of recording, over so many rounds."""
    run = submit(prepared(proposed(book(entries))), at=AT)
    write_statement(run, file)
    seconds = defaultdict[str, list[float]](list)
    for _ in range(rounds):
        seconds["walk"].append(bare_walk(file))
        _round(run, file, seconds)
    return Answered(
        entries=entries,
        rounds=rounds,
        file_bytes=file.stat().st_size,
        seconds={step: spread(taken) for step, taken in seconds.items()},
    )


def _round(run: CollectionRun, file: Path, seconds: defaultdict[str, list[float]]) -> None:
    books = Books(creditor=run.creditor, open_items=(), mandates=(), runs=[run])
    start = perf_counter()
    facts = tuple(camt.iter_answers(file))
    read = perf_counter()
    recorded = record(books, facts, closes=ReceivableCloses.AT_FILE)
    seconds["read"].append(read - start)
    seconds["record"].append(perf_counter() - read)
    if len(recorded.effects) != len(run.collections) or recorded.findings:
        raise ValueError(f"{len(recorded.effects)} of {len(run.collections)} were recorded")


def bare_walk(path: Path, tag: str = "{*}Ntry") -> float:
    """The seconds it takes lxml to parse a file, and to look at each element of each entry.

    The least that anyone has to do who reads it: child by child, its name and its text.
    """
    start = perf_counter()
    seen = 0
    for _, entry in etree.iterparse(path, tag=tag, resolve_entities=False, no_network=True):
        seen += _looked_at(entry)
        entry.clear()
        parent = entry.getparent()
        while parent is not None and parent[0] is not entry:
            del parent[0]
    if not seen:
        raise ValueError(f"{path.name} holds no entries")
    return perf_counter() - start


def _looked_at(element: etree._Element) -> int:
    """How many elements below one have a name and a text to look at."""
    seen = 0
    for child in element:
        name, text = child.tag, child.text
        seen += name is not None or text is not None
        if len(child):
            seen += _looked_at(child)
    return seen


if __name__ == "__main__":
    json.dump(timed_answers(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])), sys.stdout)
