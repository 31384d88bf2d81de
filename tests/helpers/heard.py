"""Someone who is told how far a piece of work is."""

from __future__ import annotations


class Heard:
    """Someone who is told of progress, and breaks off when it is as far as that."""

    def __init__(self, *, until: int | None = None) -> None:
        self.told: list[tuple[int, int]] = []
        self.until = until

    def __call__(self, done: int, total: int) -> None:
        self.told.append((done, total))
        if self.until is not None and done >= self.until:
            raise KeyboardInterrupt

    @property
    def done(self) -> list[int]:
        return [done for done, _ in self.told]
