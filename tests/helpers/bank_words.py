"""What the bank's messages say, taken together as they came in."""

from __future__ import annotations

from itertools import chain

from sepadd.collection import Reported
from sepadd.messages.answers import iter_answers


def said_in(*messages: bytes) -> list[Reported]:
    """Everything that they report, in their order."""
    return list(chain.from_iterable(map(iter_answers, messages)))
