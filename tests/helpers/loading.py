"""What a statement loads in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

SOURCES = Path(__file__).parents[2] / "src"
HEAVY = {"click", "holidays", "lxml", "rich", "schwifty", "xmlschema"}


def loaded_by(statement: str, *, whole: bool = False) -> set[str]:
    """Give the top-level modules, or the ``whole`` names, that a statement alone loads."""
    name = "name" if whole else "name.split('.')[0]"
    tell = f"import sys; {statement}; print(*{{{name} for name in sys.modules}})"
    told = subprocess.run(
        [sys.executable, "-c", tell], capture_output=True, text=True, check=True, cwd=SOURCES
    )
    return set(told.stdout.split())
