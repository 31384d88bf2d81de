"""Every sentence that a finding may break, explained; findings as SARIF and as a page."""

from sepadd.catalogue.explanation import ExampleFindings, Explanation, explain
from sepadd.catalogue.findings_page import Checked, as_html, first_of_each
from sepadd.catalogue.sarif import findings_sarif
from sepadd.catalogue.sentences import CATALOGUE

__all__ = (
    "CATALOGUE",
    "Checked",
    "ExampleFindings",
    "Explanation",
    "as_html",
    "explain",
    "findings_sarif",
    "first_of_each",
)
