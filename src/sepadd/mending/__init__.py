"""A file put right where that can be done in one way alone."""

from sepadd.mending.change import Mend
from sepadd.mending.file_mend import Mended, Mending, mend, mend_file
from sepadd.mending.grammar import contents_of

__all__ = (
    "Mend",
    "Mended",
    "Mending",
    "contents_of",
    "mend",
    "mend_file",
)
