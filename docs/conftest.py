"""Each page is run in a folder of its own, which holds the files that the page shows."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from helpers.shown_in_pages import save_files

_FOLDERS: dict[Path, TemporaryDirectory[str]] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Run an example where those before it on its page were run."""
    if item.path not in _FOLDERS:
        folder = _FOLDERS[item.path] = TemporaryDirectory()
        save_files(item.path, Path(folder.name))
    with chdir(_FOLDERS[item.path].name):
        return (yield)
