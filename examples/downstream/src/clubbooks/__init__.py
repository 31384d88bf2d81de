"""The books of a club, from which is collected by direct debit."""

from clubbooks.collecting import hand_over, hear, propose
from clubbooks.store import Store

__all__ = ("Store", "hand_over", "hear", "propose")
