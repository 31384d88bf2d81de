"""What the bank answers: pain.002, camt.05x, camt.029 and pacs.004, read into facts."""

from sepadd.messages.answers import pain002
from sepadd.messages.answers.any_message import read

__all__ = ("pain002", "read")
