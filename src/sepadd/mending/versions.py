"""Making one version of the message of another, where all that it says has a place there.

What has none is not dropped: then the file stays what it is, and it is said what stands in the way.
Source: ISO 20022, pain.008.001.02 and pain.008.001.08, element by element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from sepadd.banks import BankProfile
from sepadd.checking import PLAIN
from sepadd.mending.change import Mends
from sepadd.mending.document_parts import Part
from sepadd.mending.grammar import Content, contents_of
from sepadd.messages.pain008 import is_of_2009
from sepadd.rulebook import MessageVersion

OTHER_NAMES: Final[Mapping[str, str]] = {
    "BIC": "BICFI",
    "BICFI": "BIC",
    "BICOrBEI": "AnyBIC",
    "AnyBIC": "BICOrBEI",
}
"""The elements that one version calls so and the other otherwise: BICs of banks and of others."""

_2009: Final = MessageVersion.PAIN_008_001_02
_2019: Final = MessageVersion.PAIN_008_001_08
_NAMED_IN_2009: Final = frozenset({"BIC", "BICOrBEI"})
_NAMED_LATER: Final = frozenset({"BICFI", "AnyBIC"})
_ONLY_2019: Final = frozenset(
    {
        *("BldgNm", "Flr", "PstBx", "Room", "TwnLctnNm", "DstrctNm", "LEI", "Prxy", "UETR"),
        *("EmailPurp", "JobTitl", "Rspnsblty", "PrefrdMtd", "OrgnlRsn", "OrgnlTrckgDays"),
        *("TrckgDays", "AdmstnZone", "LineDtls", "TaxRmt", "GrnshmtRmt", "SplmtryData", "NmPrfx"),
    }
)
"""What the scheme does not use, and only the later version has."""

_OTHERWISE: Final = frozenset(
    {
        *("AdrTp", "Frqcy", "OrgnlFrqcy", "RltdRmtInf", "RfrdDocAmt", "AdmstnZn"),
    }
)
"""What the scheme does not use, and the two versions say differently."""

_OFFICIAL: Final = "urn:iso:std:iso:20022:tech:xsd:"
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
    def content(self) -> Content | None:
        """What the file may be made of in the end."""
        built_like = self.to or self.was
        return None if built_like is None else contents_of(built_like)

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
        wanted = f"{_OFFICIAL}{self.to}"
        return "" if wanted == self.namespace else wanted

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
        if self.version:
            return _2009 if is_of_2009(self.version) else _2019
        old, new = bool(self.names & _NAMED_IN_2009), bool(self.names & _NAMED_LATER)
        if old is new:
            return None
        return _2009 if old else _2019


def move(told: VersionSigns, profile: BankProfile, to: MessageVersion | None) -> Move:
    """To which version a file is to be brought: the wanted one; else one that the bank takes.

    A version that the bank takes is kept. A file of 2009 in another form becomes the version of
    2009 where the bank takes that. A namespace that is another's own form of the message is kept.
    """
    was = told.built_like
    if told.namespace and not _ENDS_IN_VERSION.fullmatch(told.namespace):
        return Move(told.version, told.namespace, was, None)
    if to is None:
        to = next((taken for taken in profile.versions if taken == told.version), None)
    if to is None:
        to = was if was is _2009 and was in profile.versions else profile.form.message
        if not told.version and was in profile.versions:
            to = was
    return Move(told.version, told.namespace, was or to, to)


def scan(parts: Iterator[Part]) -> frozenset[str]:
    """The names in a file that tell a version."""
    found: set[str] = set()
    for part in parts:
        found |= _names(part)
    return frozenset(found)


def _names(part: Part) -> set[str]:
    names = {part.name} & (_NAMED_IN_2009 | _NAMED_LATER)
    for child in part.children:
        names |= _names(child)
    return names


def homeless(part: Part, moving: Move, *, of_the_scheme: bool) -> Iterator[Part]:
    """What in a part that our schema of the new version does not have, has no place in it.

    ``of_the_scheme``: our schema of the version before has it. Of what the scheme does not use,
    only the two versions that we write are known well enough; of any other all is homeless.
    """
    known = moving.version in set(MessageVersion) or not moving.version
    if of_the_scheme or not (known or is_of_2009(moving.version)):
        yield part
        return
    nowhere = _OTHERWISE | (_ONLY_2019 if moving.to is _2009 else frozenset())
    if part.name in nowhere or (part.name == "Othr" and _is_in_contacts(part)):
        yield part
        return
    for child in part.children:
        yield from homeless(child, moving, of_the_scheme=False)


def _is_in_contacts(part: Part) -> bool:
    return part.above is not None and part.above.name == "CtctDtls"


def named_anew(part: Part, moving: Move) -> None:
    """Give the BICs in a part that the scheme does not use their names in the new version."""
    wanted = _NAMED_IN_2009 if moving.to is _2009 else _NAMED_LATER
    if OTHER_NAMES.get(part.name) in wanted:
        part.call(OTHER_NAMES[part.name])
    for child in part.children:
        named_anew(child, moving)


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
        written = written.replace(moving.version.encode(), new[len(_OFFICIAL) :].encode())
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
