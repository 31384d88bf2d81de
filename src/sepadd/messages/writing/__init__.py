"""The parts that messages of ours share, and how a file is written and checked."""

from sepadd.messages.writing.amendments import amendment
from sepadd.messages.writing.outgoing_file import Outgoing, as_bytes, in_pieces, outgoing, to_files
from sepadd.messages.writing.parts import (
    ADDRESS_TAGS,
    Parts,
    creditor_scheme,
    payment_type,
    purpose,
    written_instant,
)

__all__ = (
    "ADDRESS_TAGS",
    "Outgoing",
    "Parts",
    "amendment",
    "as_bytes",
    "creditor_scheme",
    "in_pieces",
    "outgoing",
    "payment_type",
    "purpose",
    "to_files",
    "written_instant",
)
