"""What was found, as a record: to be kept, to be shown by a web page, to be told to a machine."""

from __future__ import annotations

from typing import Final

from sepadd.findings import Finding, Findings, Severity
from sepadd.records.stored.record_shape import RecordShape, may, must
from sepadd.records.stored.shapes import COUNT, TEXT, Listed, member

FINDING: Final = RecordShape(
    Finding,
    must("rule", TEXT, "the id of the rule"),
    must(
        "severity",
        member(Severity),
        "error: it would be refused; warning: it is probably not meant",
    ),
    must("subject", TEXT, "what the rule is broken by, in the user's own words"),
    must("detail", TEXT, "what is wrong, and what would be right"),
    may("hint", TEXT, "what to do about it", ""),
    must("source", TEXT, "where the rule is from"),
    may("member", TEXT, "the file within a zip", ""),
    may("line", COUNT, "the line of the file, from 1"),
    may("path", TEXT, "the path within the file"),
    may("before", TEXT, "the text as it was"),
    may("after", TEXT, "the text as it was changed"),
)
FINDINGS: Final = Listed(FINDING, Findings)


def finding_record(finding: Finding) -> dict[str, str | int | None]:
    """A finding with all that it holds; what is absent is None, or an empty text.

    >>> from sepadd import Finding
    >>> found = Finding(rule="COL-02", subject="batch 1", detail="no TARGET day", source="")
    >>> finding_record(found)["subject"], finding_record(found)["severity"]
    ('batch 1', 'error')
    """
    everything = {name: getattr(finding, name) for name in FINDING.names}
    return {**everything, "severity": finding.severity.value}
