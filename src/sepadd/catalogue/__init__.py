"""Every sentence that a finding may break, explained; findings as SARIF and as a page."""

from sepadd.catalogue.explanation import Explanation, Shown, explain
from sepadd.catalogue.findings_page import Checked, as_html, shown
from sepadd.catalogue.sarif import findings_sarif
from sepadd.catalogue.sentences import CATALOGUE

__all__ = (
    "CATALOGUE",
    "Checked",
    "Explanation",
    "Shown",
    "as_html",
    "explain",
    "findings_sarif",
    "shown",
)
