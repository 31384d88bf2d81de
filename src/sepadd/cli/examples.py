"""Where the example books stand that come with sepadd."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from sepadd.cli.answer import Refusal

_PACKAGE: Final = Path(__file__).resolve().parents[1]
_PLACES: Final = (_PACKAGE / "examples", _PACKAGE.parents[1] / "examples")


def example(name: str) -> Path:
    """One of the example files: in the package as installed, or at the root of a checkout.

    Raises :class:`Refusal` with the places that were looked at.

    >>> example("mandates.csv").name
    'mandates.csv'
    """
    for place in _PLACES:
        path = place / name
        if path.is_file():
            return path
    looked = " or ".join(str(place) for place in _PLACES)
    raise Refusal(f"no example {name} in {looked}: install sepadd once more")
