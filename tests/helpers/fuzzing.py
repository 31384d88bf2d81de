"""Good messages are spoilt at random: a reader says what they tell, or that it cannot read them.

``python -m fuzzing --seconds 60`` goes on for a minute with each reader. Every input follows from
the seed that is shown, from the reader's name and from a number, and can be made again.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import monotonic
from typing import Final

from lxml import etree
from lxml.etree import _Element as Element

from helpers.books import mandates_after, record_run, still_open
from helpers.fuzz_seeds import RUN, seeds, zipped
from sepadd.collection import Reported
from sepadd.findings import RulesViolated, UnreadableMessage
from sepadd.journal import ReceivableCloses, entries
from sepadd.messages import answers
from sepadd.messages.answers import camt, camt029, pacs004, pain002
from sepadd.messages.pain008 import each_collection as pain008_reading
from sepadd.messages.pain008 import whole_file as read_file

SLOW: Final = 5.0
"""Seconds in which any input has to be done with; they are all below a megabyte."""
HUNGRY: Final = 256 << 10
"""KiB by which memory may grow over one input."""
MOST_BYTES: Final = 1 << 20
_HANGS: Final = 120.0
_MOST_SAID: Final = 300

Messages = Mapping[str, Sequence[bytes]]
"""Good messages by their kind."""

# -- readers -------------------------------------------------------------------------------------


def _recorded(read: Callable[[bytes], Iterator[Reported]]) -> Callable[[bytes], object]:
    """What a message reports is also recorded, with all that follows from it."""

    def taken_in(content: bytes) -> object:
        run, effects, _ = record_run(RUN, list(read(content)))
        items = [item for each in run.collections for item in each.items]
        mandates = [each.mandate for each in run.collections]
        return (
            mandates_after(mandates, [run], effects),
            still_open(items, effects),
            entries(run, ReceivableCloses.AT_SETTLEMENT),
        )

    return taken_in


def _file_of_collections(content: bytes) -> object:
    for _ in pain008_reading.iter_collections(content):
        pass
    try:
        return read_file.read(content).file
    except RulesViolated as findings:
        return findings


READERS: Final[Mapping[str, Callable[[bytes], object]]] = {
    "pain.002": _recorded(pain002.iter_answers),
    "camt": _recorded(camt.iter_answers),
    "pacs.004": _recorded(pacs004.iter_answers),
    "camt.029": _recorded(camt029.iter_answers),
    "answers": _recorded(answers.iter_answers),
    "pain.008": _file_of_collections,
}
"""What is tried, by the kind of message; a reader of several kinds gets them all."""

# -- spoiling bytes ------------------------------------------------------------------------------

_PIECES: Final = (
    *(b"<", b">", b"&", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?x?>", b"&#0;", b"&#xD800;"),
    *(b"&lol;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\r", b"\t", b"'", b'"'),
    *(
        b"</Document>",
        b"<Document>",
        b"<Ntry>",
        b"</Ntry>",
        b'xmlns="x"',
        b'xmlns:a="b"',
        b"PK\x03\x04",
    ),
    b'<!DOCTYPE d [<!ENTITY lol "lol">]>',
    b'<!DOCTYPE d SYSTEM "file:///etc/hostname">',
    b'<?xml version="1.0" encoding="UTF-16"?>',
    b'<?xml version="1.1" encoding="x-unknown"?>',
)


def _flip(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]


def _insert(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + chance.choice(_PIECES) + content[place:]


def _cut_out(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    start, end = _slice(content, chance)
    return content[:start] + content[end:]


def _cut_off(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    return content[: chance.randrange(len(content))]


def _repeat(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    start, end = _slice(content, chance)
    return content[:end] + content[start:end] * chance.choice([1, 1, 50]) + content[end:]


def _splice(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    start, end = _slice(content, chance)
    other = chance.choice(others)
    first, last = _slice(other, chance)
    return content[:start] + other[first:last] + content[end:]


def _join(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    return content + chance.choice([b"", b"\n", b"x"]) + chance.choice(others)


def _zip(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    return zipped((content, *chance.sample(others, chance.randrange(min(3, len(others))))))


def _other_encoding(content: bytes, chance: Random, _: Sequence[bytes]) -> bytes:
    text = content.decode("utf-8", "replace")
    return text.encode(
        chance.choice(["utf-16", "utf-16-le", "utf-32", "latin-1", "utf-7"]), "replace"
    )


def _slice(content: bytes, chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(content))
    return start, min(len(content), start + chance.choice([1, 4, 40, 400, 4000]))


# -- spoiling elements ---------------------------------------------------------------------------

_TEXTS: Final = (
    *("", " ", "\n", "0", "-0", "-1.00", "0.001", "1e400", "NaN", "Infinity", "1,00", "+5", "٣"),
    *("9" * 40, "0." + "0" * 40 + "1", "EUR", "XXX", "true", "maybe", "NOTPROVIDED", "NONREF"),
    *("2026-02-30", "9999-12-31", "0000-00-00", "0001-01-01", "10000-01-01", "2026-12-01Z"),
    *(
        "2026-12-01T24:00:00",
        "2026-12-01T23:59:60Z",
        "9999-12-31T23:59:59-14:00",
        "2026-12-01+14:00",
    ),
    *(
        "0001-01-01T00:00:00+14:00",
        "2026-12-01T10:00:00+99:99",
        "2026-12-01T10:00:00.1234567890123Z",
    ),
    *("CRDT", "DBIT", "BOOK", "PDNG", "RJCT", "ACCP", "PART", "RVSL", "AM04", "MD06", "é" * 80),
    *("\u202e\u0085\u2028", "\U0001f4b6", "a" * 5_000, "2026-12-1", "2026-12.B1", "2026-12", "M-1"),
)


def _text(every: Sequence[Element], chance: Random) -> None:
    chosen = [each for each in every if not len(each)] or every
    chance.choice(chosen).text = chance.choice(_TEXTS)


def _other_text(every: Sequence[Element], chance: Random) -> None:
    chance.choice(every).text = chance.choice(every).text


def _tail(every: Sequence[Element], chance: Random) -> None:
    chance.choice(every[1:] or every).tail = chance.choice(_TEXTS)


def _attribute(every: Sequence[Element], chance: Random) -> None:
    amounts = [each for each in every if each.attrib] or every
    chance.choice(amounts).set(chance.choice(["Ccy", "Ccy", "x"]), chance.choice(_TEXTS))


def _no_attribute(every: Sequence[Element], chance: Random) -> None:
    chance.choice([each for each in every if each.attrib] or every).attrib.clear()


def _drop(every: Sequence[Element], chance: Random) -> None:
    chosen = chance.choice(every[1:] or every)
    above = chosen.getparent()
    if above is not None:
        above.remove(chosen)


def _again(every: Sequence[Element], chance: Random) -> None:
    chosen = chance.choice(every[1:] or every)
    above = chosen.getparent()
    if above is not None:
        for _ in range(chance.choice([1, 1, 2, 30])):
            above.insert(above.index(chosen), _copy(chosen))


def _elsewhere(every: Sequence[Element], chance: Random) -> None:
    target = chance.choice(every)
    target.insert(chance.randrange(len(target) + 1), _copy(chance.choice(every)))


def _rename(every: Sequence[Element], chance: Random) -> None:
    chance.choice(every).tag = chance.choice(every).tag


def _other_namespace(every: Sequence[Element], chance: Random) -> None:
    chosen = chance.choice(every)
    chosen.tag = chance.choice(["", "{urn:x}"]) + etree.QName(chosen).localname


def _deeper(every: Sequence[Element], chance: Random) -> None:
    chosen = chance.choice(every[1:] or every)
    above = chosen.getparent()
    if above is None:
        return
    place, inner = above.index(chosen), chosen
    for _ in range(chance.choice([1, 3, 60, 300])):
        outer = etree.Element(chosen.tag)
        outer.append(inner)
        inner = outer
    above.insert(place, inner)


def _comment(every: Sequence[Element], chance: Random) -> None:
    node = etree.Comment("x") if chance.random() < 0.5 else etree.ProcessingInstruction("x", "y")
    chance.choice(every).insert(0, node)


def _copy(element: Element) -> Element:
    copied = deepcopy(element)
    copied.tail = None
    return copied


_OF_ELEMENTS: Final = (
    *(_text, _text, _text, _text, _other_text, _tail, _attribute, _no_attribute, _drop, _drop),
    *(_again, _elsewhere, _rename, _other_namespace, _deeper, _comment),
)


def _structure(content: bytes, chance: Random, others: Sequence[bytes]) -> bytes:
    """Spoil it element by element where it is well-formed, else byte by byte."""
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False))
    except etree.XMLSyntaxError:
        return _flip(content, chance, others)
    for _ in range(chance.choice([1, 1, 2, 4])):
        every = [each for each in root.iter("*") if isinstance(each.tag, str)]
        chance.choice(_OF_ELEMENTS)(every, chance)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


_OF_BYTES: Final = (
    *(_flip, _insert, _cut_out, _cut_off, _repeat, _splice, _join, _zip, _other_encoding),
    *(_structure,) * 18,
)


def spoilt(messages: Sequence[bytes], chance: Random) -> bytes:
    """One of the messages, after one to three misfortunes."""
    content = chance.choice(messages)
    for _ in range(chance.choice([1, 1, 2, 3])):
        if 0 < len(content) < MOST_BYTES:
            content = chance.choice(_OF_BYTES)(content, chance, messages)
    return content[:MOST_BYTES]


# -- trying --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """What a reader did that it may not do, and the input that made it."""

    reader: str
    number: int
    what: str
    content: bytes

    @property
    def kind(self) -> str:
        """What it has in common with others of which one is enough."""
        return self.what[:60]


def one_input(seed: int, reader: str, number: int, messages: Messages) -> bytes:
    """The input of that number for a reader; the same for the same seed and messages."""
    chance = Random(f"{seed} {reader} {number}")  # noqa: S311 - chance that can be repeated
    every = [message for kind in sorted(messages) for message in messages[kind]]
    return spoilt(messages.get(reader) or every, chance)


def fault_of(reader: str, number: int, content: bytes) -> Fault | None:
    """Whatever a reader does but say what it has read, or that it cannot read it."""
    before, began = _memory(), monotonic()
    what = _outcome(READERS[reader], content)
    took, grown = monotonic() - began, _memory() - before
    if what is None and took > SLOW:
        what = f"took {took:.1f} seconds for {len(content)} bytes"
    if what is None and grown > HUNGRY:
        what = f"took {grown >> 10} MiB for {len(content)} bytes"
    if what is None:
        return None
    return Fault(reader=reader, number=number, what=what, content=content)


def _outcome(read: Callable[[bytes], object], content: bytes) -> str | None:
    try:
        read(content)
    except UnreadableMessage:
        return None
    except Exception as other:  # noqa: BLE001 - any other is what is looked for
        return f"{type(other).__name__}: {other}"
    return None


def _memory() -> int:
    """The most memory that was in use so far, in KiB; 0 where the system does not tell."""
    if sys.platform != "linux":
        return 0
    import resource  # noqa: PLC0415 - not every system has it

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def tried(seed: int, reader: str, inputs: Iterable[int], messages: Messages) -> Iterator[Fault]:
    """The faults of one reader over the inputs of these numbers."""
    for number in inputs:
        content = one_input(seed, reader, number, messages)
        if fault := fault_of(reader, number, content):
            yield fault


# -- for a while ---------------------------------------------------------------------------------


def main(arguments: Sequence[str]) -> int:
    """Try each reader for a while; say what was found, and keep the inputs that found it."""
    asked = _parser().parse_args(arguments)
    seed = Random().randrange(1 << 32) if asked.seed is None else asked.seed  # noqa: S311 - as above
    say(f"seed {seed}: the same again with --seed {seed}")
    found, messages = 0, seeds()
    for reader in asked.reader or READERS:
        inputs = (asked.only,) if asked.only is not None else _until(monotonic() + asked.seconds)
        found += _try_out(reader, tried(seed, reader, _watched(inputs), messages), asked.keep)
    return 1 if found else 0


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="fuzzing", description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60, help="for each reader")
    parser.add_argument("--seed", type=int, help="as it was shown before")
    parser.add_argument("--reader", action="append", choices=READERS, help="only this one")
    parser.add_argument("--only", type=int, metavar="NUMBER", help="only the input of that number")
    parser.add_argument("--keep", type=Path, default=Path(".fuzz"), help="where inputs are kept")
    return parser


def _until(end: float) -> Iterator[int]:
    number = 0
    while monotonic() < end:
        yield number
        number += 1


def _watched(inputs: Iterable[int]) -> Iterator[int]:
    """The same numbers; who hangs over one of them is stopped, and shows where."""
    count = 0
    for number in inputs:
        faulthandler.dump_traceback_later(_HANGS, exit=True, file=sys.__stderr__ or 2)
        yield number
        count += 1
    faulthandler.cancel_dump_traceback_later()
    say(f"  {count} inputs")


def _try_out(reader: str, faults: Iterable[Fault], keep: Path) -> int:
    """Tell the faults, each kind of them once, and how many kinds there are."""
    say(reader)
    kinds = set[str]()
    for fault in faults:
        if fault.kind not in kinds:
            kinds.add(fault.kind)
            keep.mkdir(parents=True, exist_ok=True)
            path = keep / f"{reader}-{fault.number}"
            path.write_bytes(fault.content)
            say(f"  input {fault.number}, kept as {path}: {fault.what[:_MOST_SAID]}")
    say(f"  {len(kinds) or 'no'} kinds of faults")
    return len(kinds)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
