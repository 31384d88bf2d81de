"""Which sepadd this is, also where it runs from its sources."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError

import pytest

from sepadd.cli import version


def test_what_is_not_installed_has_no_version(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(version, "version", lambda name: f"1.2.3 of {name}")
    assert version.version_of_sepadd() == "1.2.3 of sepa-direct-debit"
    monkeypatch.setattr(version, "version", unknown)
    assert version.version_of_sepadd() == ""
