"""``python -m sepadd`` is the command ``sepadd``."""

from __future__ import annotations

from sepadd.cli import main

if __name__ == "__main__":
    main()
