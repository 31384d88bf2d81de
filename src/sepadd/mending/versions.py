"""Making one version of the message of another, where all that it says has a place there.

What has none is not dropped: then the file stays what it is, and it is said what stands in the way.
The table of the versions knows what has a place in which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from sepadd.banks import BankProfile
from sepadd.checking import PLAIN
from sepadd.mending.change import Mends
from sepadd.mending.document_parts import Part
from sepadd.mending.grammar import Content, contents_of
from sepadd.rulebook import MessageVersion, built_like

_MEANT: Final = {
    name: place for version in MessageVersion for place, name in enumerate(version.row.names)
}
"""The elements that not every version calls alike, and what each of their names stands for."""

_ENDS_IN_VERSION: Final = re.compile(
    r"(?:.*[^a-z0-9])?pain\.008\.[0-9]{3}\.[0-9]{2}", re.IGNORECASE
)


class Move(NamedTuple):
    """From which version to which a file is brought; to none where it stays what it is.

    ``version`` is as the file tells it, ``was`` the one of ours that it is built like, if any,
    ``to`` the one that it becomes. ``namespace`` is the one that the file is in, empty for none.
    """

    version: str
    namespace: str
    was: MessageVersion | None
    to: MessageVersion | None

    @property
    def is_to_another(self) -> bool:
        """Whether it becomes another version than it is."""
        return self.to is not None and (
            self.to is not self.was or (self.version not in {"", str(self.to)})
        )

    @property
    def becomes(self) -> MessageVersion | None:
        """The version of ours that it is in the end, if any."""
        return self.to or self.was

    @property
    def content(self) -> Content | None:
        """What the file may be made of in the end."""
        return None if self.becomes is None else contents_of(self.becomes)

    @property
    def content_before(self) -> Content | None:
        """What the file may be made of as it came, where that is something else."""
        if self.to is None or self.was is None or self.to is self.was:
            return None
        return contents_of(self.was)

    @property
    def new_namespace(self) -> str:
        """The namespace that the file gets; empty where it keeps its own."""
        if self.to is None:
            return ""
        return "" if self.to.namespace == self.namespace else self.to.namespace

    @property
    def nowhere(self) -> frozenset[str]:
        """What the scheme does not use, and has no place in the version that the file becomes."""
        if self.to is None or self.was is None or self.to is self.was:
            return frozenset()
        new, old = self.to.row, self.was.row
        return new.gaps | new.otherwise | old.otherwise

    @property
    def is_well_known(self) -> bool:
        """Whether it is known of each element of the file what it is in the version of ours."""
        if self.was is None:
            return False
        return self.version in {"", str(self.was), *self.was.row.same_elements}

    @property
    def stays(self) -> Move:
        """The same file, left in its version."""
        return self._replace(to=None)


class VersionSigns(NamedTuple):
    """What tells the version of a file: its namespace, and the names that some elements have."""

    version: str
    namespace: str
    names: frozenset[str]

    @property
    def built_like(self) -> MessageVersion | None:
        """The version of ours that it is built like; nothing where it does not tell."""
        if self.version or not self.names:
            return built_like(self.version)
        return next((each for each in MessageVersion if self.names <= {*each.row.names}), None)


def move(told: VersionSigns, profile: BankProfile, to: MessageVersion | None) -> Move:
    """To which version a file is to be brought: the wanted one; else one that the bank takes.

    A version that the bank takes is kept. A file in another becomes the version that it is built
    like, where the bank takes that. A namespace that is another's own form of the message is kept.
    """
    was = told.built_like
    if told.namespace and not _ENDS_IN_VERSION.fullmatch(told.namespace):
        return Move(told.version, told.namespace, was, None)
    if to is None:
        to = next((taken for taken in profile.versions if taken == told.version), None)
    if to is None:
        to = was if was is not None and was in profile.versions else profile.form.message
    return Move(told.version, told.namespace, was or to, to)


def scan(parts: Iterator[Part]) -> frozenset[str]:
    """The names in a file that tell a version."""
    found: set[str] = set()
    for part in parts:
        found |= _names(part)
    return frozenset(found)


def _names(part: Part) -> set[str]:
    names = {part.name} & _MEANT.keys()
    for child in part.children:
        names |= _names(child)
    return names


def homeless(part: Part, moving: Move, *, of_the_scheme: bool) -> Iterator[Part]:
    """What in a part that our schema of the new version does not have, has no place in it.

    ``of_the_scheme``: our schema of the version before has it. Of what the scheme does not use,
    only the versions in the table are known well enough; of any other all is homeless.
    """
    if of_the_scheme or not moving.is_well_known:
        yield part
    else:
        yield from _placeless(part, moving.nowhere)


def _placeless(part: Part, nowhere: frozenset[str]) -> Iterator[Part]:
    steps = part.name if part.above is None else f"{part.above.name}/{part.name}"
    if part.name in nowhere or steps in nowhere:
        yield part
        return
    for child in part.children:
        yield from _placeless(child, nowhere)


def name_in(version: MessageVersion | None, name: str) -> str:
    """What a version calls an element that has that name in some version.

    >>> name_in(MessageVersion.PAIN_008_001_08, "BIC"), name_in(None, "BIC")
    ('BICFI', 'BIC')
    """
    if version is None or name not in _MEANT:
        return name
    return version.row.names[_MEANT[name]]


def named_anew(part: Part, version: MessageVersion | None) -> None:
    """Give the BICs in a part that the scheme does not use their names in another version."""
    name = name_in(version, part.name)
    if name != part.name:
        part.call(name)
    for child in part.children:
        named_anew(child, version)


def retagged(part: Part, moving: Move) -> tuple[str, str] | None:
    """Write the namespace in an opening tag anew; what it was and is, if it stands there."""
    new, old = moving.new_namespace, moving.namespace
    if not new:
        return None
    tag = part.tag_written()
    if not old:
        if part.name != "Document" or b"xmlns=" in tag:
            return None
        called = re.match(rb"<[^\s/>]+", tag)
        end = 0 if called is None else called.end()
        part.write_tag(tag[:end] + f' xmlns="{new}"'.encode() + tag[end:])
        return "", new
    written = tag.replace(old.encode(), new.encode())
    if moving.version:
        written = written.replace(moving.version.encode(), str(moving.to).encode())
    if written == tag:
        return None
    part.write_tag(written)
    return old, new


def unprefixed(part: Part, prefix: str, mends: Mends) -> None:
    """Write a part without the prefix that all elements have; where it is declared, it is told."""
    part.without_prefix(prefix)
    declared = f"xmlns:{prefix}"
    if declared not in part.attributes:
        return
    named = re.compile(rb"(\s)" + declared.encode() + rb"(?=\s*=)")
    part.write_tag(named.sub(rb"\1xmlns", part.tag_written(), count=1))
    mends.note(PLAIN.id, part, (declared, "xmlns"), "some banks read no prefix")


def without_prefix_behind(passed: bytes, prefix: str) -> bytes:
    """The tags between the parts of a file, without the prefix."""
    if not prefix or b"<" not in passed:
        return passed
    tags = re.compile(rb"<(/?)" + re.escape(prefix.encode()) + rb":(?=[A-Za-z])")
    return tags.sub(rb"<\1", passed)


class Namespaces:
    """The namespaces that the tags around a message declare: in which one it stands."""

    def __init__(self) -> None:
        """Begin with none."""
        self._declared: dict[str, str] = {}
        self.of_message: str = ""

    def hear(self, part: Part) -> None:
        """Take in what an opening tag declares."""
        for name, said in part.attributes.items():
            if name == "xmlns" or name.startswith("xmlns:"):
                self._declared[name.partition(":")[2]] = said
        self.of_message = self._declared.get(part.prefix, "")
