"""The project's own files."""

from __future__ import annotations

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[2]


PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
