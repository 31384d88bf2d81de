"""How the things of this library look in a notebook: as a small table, and not as their inside.

A notebook asks a thing for its own HTML. How that is made is decided at the far end of the reading
order, in ``sepadd.notebook``; here is only the hook on which ``sepadd`` itself hangs it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar


class ShownInNotebooks:
    """A thing that a notebook shows as :func:`sepadd.notebook.html_of` writes it."""

    __slots__ = ()

    html_of: ClassVar[Callable[[ShownInNotebooks], str]]
    """Writes the HTML of a thing; filled by ``sepadd/__init__``, which may know every room."""

    def _repr_html_(self) -> str:
        """What Jupyter asks for; it has no script, and shows whatever a name holds as text."""
        return ShownInNotebooks.html_of(self)
