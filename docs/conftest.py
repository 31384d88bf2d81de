"""Each page is run in a folder of its own, which holds the files that the page shows."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings

from helpers.shown_in_pages import save_files

_FOLDERS: dict[Path, TemporaryDirectory[str]] = {}

# Hypothesis reads through every module of a checkout for constants before it draws, which it takes
# for slow drawing; whoever has sepadd installed is spared that.
settings.register_profile("docs", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("docs")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run an example where those before it on its page were run."""
    if item.path not in _FOLDERS:
        folder = _FOLDERS[item.path] = TemporaryDirectory()
        save_files(item.path, Path(folder.name))
    with chdir(_FOLDERS[item.path].name):
        return (yield)
