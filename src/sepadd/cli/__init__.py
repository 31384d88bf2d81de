"""The command ``sepadd``: the library's own functions, asked from a terminal."""

from sepadd.cli.entry import main

__all__ = ("main",)
