"""What the bank answers: pain.002, camt.05x, camt.029 and pacs.004, read into facts."""

from sepadd.messages.answers import pain002
from sepadd.messages.answers.any_message import iter_answers, read_answers

__all__ = ("iter_answers", "pain002", "read_answers")
