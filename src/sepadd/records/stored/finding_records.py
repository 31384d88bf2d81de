"""What was found, as a record: to be kept, to be shown by a web page, to be told to a machine."""

from __future__ import annotations

from sepadd.findings import Finding, Severity
from sepadd.records.stored.fields import Fields, Record, filled, member

_severity = member(Severity)


def finding_record(finding: Finding) -> dict[str, str | int | None]:
    """A finding with all that it holds; what is absent is None, or an empty text.

    >>> from sepadd import Finding
    >>> found = Finding(rule="COL-02", subject="batch 1", detail="no TARGET day", source="")
    >>> finding_record(found)["subject"], finding_record(found)["severity"]
    ('batch 1', 'error')
    """
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "subject": finding.subject,
        "detail": finding.detail,
        "hint": finding.hint,
        "source": finding.source,
        "member": finding.member,
        "line": finding.line,
        "path": finding.path,
        "before": finding.before,
        "after": finding.after,
    }


def kept_finding_record(finding: Finding) -> Record:
    """As :func:`finding_record`, without what is absent: to be kept with what it is about."""
    record = finding_record(finding)
    absent = {name for name in ("hint", "member") if not record[name]}
    return filled({name: said for name, said in record.items() if name not in absent})


def finding_of(fields: Fields) -> Finding:
    """The finding that a record holds."""
    return fields.made(
        Finding,
        rule=fields.must("rule", str),
        subject=fields.must("subject", str),
        detail=fields.must("detail", str),
        source=fields.must("source", str),
        severity=fields.must("severity", _severity),
        line=fields.count_if_any("line"),
        path=fields.may("path", str, None),
        before=fields.may("before", str, None),
        after=fields.may("after", str, None),
        hint=fields.may("hint", str, ""),
        member=fields.may("member", str, ""),
    )
