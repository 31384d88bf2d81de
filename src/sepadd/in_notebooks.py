"""How the things of this library look in a notebook: as a small table, and not as their inside.

A notebook asks a thing for its own HTML. What that looks like is decided at the far end of the
reading order, in ``sepadd.notebook``, which nobody loads who has no notebook: this is the one
door that leads there.
"""

from __future__ import annotations

from importlib import import_module


class ShownInNotebooks:
    """A thing that a notebook shows as :func:`sepadd.notebook.things.html_of` writes it."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """What Jupyter asks for; it has no script, and shows whatever a name holds as text."""
        html: str = import_module("sepadd.notebook").html_of(self)
        return html
