"""Which sepadd this is."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def version_of_sepadd() -> str:
    """The version that is installed; empty where it runs from its sources."""
    try:
        return version("sepa-direct-debit")
    except PackageNotFoundError:
        return ""
