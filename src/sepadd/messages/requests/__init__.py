"""What is asked of the bank afterwards: a reversal (pain.007), a cancellation (camt.055)."""

from sepadd.messages.requests import camt055, pain007

__all__ = ("camt055", "pain007")
