"""Where the schemas and messages of others lie, on a machine that has them beside the project."""

from __future__ import annotations

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"


def corpus(*parts: str) -> Path:
    """Give that file or folder of the corpus; without it, the test is skipped and says why."""
    path = CORPUS.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the corpus is not beside the project: no {'/'.join(parts)}")
    return path
