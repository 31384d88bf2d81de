"""How a file of collections is written down, apart from what it says: its encoding and its names.

XML leaves more open than banks take: the scheme wants UTF-8, and German banks neither a mark before
it nor prefixes on the names of elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sepadd.findings import Severity
from sepadd.rulebook.rule import Sentence

PLAIN: Final = Sentence(
    "CHK-15",
    "A file is written in UTF-8, with no mark before it and no prefix on its elements.",
    "EPC217-08: UTF-8; DFÜ agreement Annex 3: no byte order mark, no prefix",
    Severity.WARNING,
    why="Well-formed XML may be written otherwise, and the programs of some banks cannot read it.",
    hint="Have it written in UTF-8 without a byte order mark, and with xmlns on its first element.",
)

_MARKS: Final = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_ENCODING: Final = re.compile(rb"<\?xml\s[^<>]{0,300}?encoding\s*=\s*[\"']([A-Za-z0-9._-]+)")
_PREFIX: Final = re.compile(rb"<([A-Za-z_][\w.-]{0,99}):(?:Document|CstmrDrctDbtInitn)[\s>]")
_READ_BY_ALL: Final = frozenset({"UTF-8", "UTF8", "US-ASCII", "ASCII"})
_MOST_OF_HEAD: Final = 1 << 12


def odd_spelling(piece: bytes) -> Iterator[str]:
    """What is unusual about how a file is written, told from the first bytes of it.

    >>> list(odd_spelling(b'<?xml version="1.0" encoding="ISO-8859-1"?><Document>'))
    ['it is written in ISO-8859-1, not in UTF-8']
    """
    head = piece[:_MOST_OF_HEAD]
    if head.startswith(_MARKS):
        yield "it begins with a byte order mark"
    said = _ENCODING.search(head)
    if said is not None and (encoding := said[1].decode()).upper() not in _READ_BY_ALL:
        yield f"it is written in {encoding}, not in UTF-8"
    prefix = _PREFIX.search(head)
    if prefix is not None:
        yield f"its elements have the prefix {prefix[1].decode()!r}"
