"""A file looked over before the bank does, whoever made it."""

from sepadd.checking.checked_file import BYTE_ORDER_MARKS, ENCODING_TOLD, PLAIN, VERSION_TAKEN
from sepadd.checking.cited_lines import Citation, CitedLine, cited
from sepadd.checking.file_check import CHECK_SENTENCES, Bounded, check, check_each, check_files

__all__ = (
    "BYTE_ORDER_MARKS",
    "CHECK_SENTENCES",
    "ENCODING_TOLD",
    "PLAIN",
    "VERSION_TAKEN",
    "Bounded",
    "Citation",
    "CitedLine",
    "check",
    "check_each",
    "check_files",
    "cited",
)
