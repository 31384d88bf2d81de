"""A run that was handed over, and its file with one text in it written otherwise."""

from __future__ import annotations

from sepadd.messages import pain008
from sepadd.run import submit
from sepadd.testing import AT, a_run

RUN = submit(a_run(), at=AT)
FILE = pain008.render(RUN)


def put(old: str, new: str, file: bytes = FILE) -> bytes:
    text = file.decode()
    assert old in text
    return text.replace(old, new).encode()
