"""Where two messages differ: by the path of the element, and not by bytes.

How a file is indented, and which prefix a namespace has, is no difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import TYPE_CHECKING, Final, NamedTuple

from sepadd.findings import UnreadableMessage

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAMED_BY: Final = {"DrctDbtTxInf": "PmtId/EndToEndId", "PmtInf": "PmtInfId"}
"""What makes such an element the same one in both files, wherever it stands."""


class Difference(NamedTuple):
    """One place at which two messages differ: what the one says there, and what the other.

    ``path`` is without namespaces. A side that has nothing there is None.
    """

    path: str
    one: str | None
    other: str | None

    def __str__(self) -> str:
        """The place, and both sides."""
        if self.one is None:
            return f"{self.path}: only in the other, {self.other}"
        if self.other is None:
            return f"{self.path}: only in the one, {self.one}"
        return f"{self.path}: {self.one} in the one, {self.other} in the other"


def differences(one: bytes, other: bytes, *, but: Collection[str] = ()) -> Iterator[Difference]:
    """Every place at which two messages differ, in the order of the one.

    Elements whose name is among ``but`` are not compared, such as ``CreDtTm``. Collections and
    batches are compared with those of the same id. Raises :class:`UnreadableMessage` for what is
    no XML.

    >>> a, b = b"<A><Amt>1.00</Amt></A>", b"<A><Amt>2.00</Amt></A>"
    >>> print(*differences(a, b))
    A/Amt: '1.00' in the one, '2.00' in the other
    """
    first, second = _read(one, "the one"), _read(other, "the other")
    if first.tag != second.tag:
        yield Difference("the root", _full_name(first), _full_name(second))
        return
    yield from _within(first, second, _name(first), frozenset(but))


def _read(message: bytes, which: str) -> Element:
    from lxml import etree  # noqa: PLC0415 - slow to import

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True,
        remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(message, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise UnreadableMessage(f"{which} is no XML: {wrong}") from None


def _within(one: Element, other: Element, path: str, but: frozenset[str]) -> Iterator[Difference]:
    yield from _attributes(one, other, path)
    if not (len(one) and len(other)):
        texts = (_said(one), _said(other))
        if texts[0] != texts[1]:
            yield Difference(path, *texts)
        return
    ours, theirs = _children(one, but), _children(other, but)
    for place in [*ours, *(place for place in theirs if place not in ours)]:
        below = f"{path}/{place}"
        if place in ours and place in theirs:
            yield from _within(ours[place], theirs[place], below, but)
        else:
            yield Difference(below, _if_there(ours.get(place)), _if_there(theirs.get(place)))
    yield from _order(ours, theirs, path)


def _attributes(one: Element, other: Element, path: str) -> Iterator[Difference]:
    for name in sorted({*map(str, one.attrib), *map(str, other.attrib)}):
        ours, theirs = one.get(name), other.get(name)
        if ours != theirs:
            yield Difference(
                f"{path}/@{name}",
                None if ours is None else repr(ours),
                None if theirs is None else repr(theirs),
            )


def _order(
    ours: Mapping[str, Element], theirs: Mapping[str, Element], path: str
) -> Iterator[Difference]:
    one = [place for place in ours if place in theirs]
    other = [place for place in theirs if place in ours]
    if one != other:
        yield Difference(f"the order in {path}", ", ".join(one), ", ".join(other))


def _children(element: Element, but: frozenset[str]) -> Mapping[str, Element]:
    """What is in an element, each by a name that the same one has in the other file."""
    seen: Counter[str] = Counter()
    found: dict[str, Element] = {}
    for child in element:
        name = _name(child)
        if name in but:
            continue
        own = _id_of(child, name)
        named = f"{name}[{own}]" if own else name
        seen[named] += 1
        found[named if seen[named] == 1 else f"{named}[{seen[named]}]"] = child
    return found


def _id_of(element: Element, name: str) -> str:
    if name not in _NAMED_BY:
        return ""
    steps = "/".join(f"{{*}}{step}" for step in _NAMED_BY[name].split("/"))
    return element.findtext(steps) or ""


def _said(element: Element) -> str:
    if len(element):
        return f"{len(element)} elements"
    return repr((element.text or "").strip())


def _if_there(element: Element | None) -> str | None:
    return None if element is None else _said(element)


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _full_name(element: Element) -> str:
    space, _, name = str(element.tag).rpartition("}")
    return f"{name} of {space.removeprefix('{')}" if space else name
