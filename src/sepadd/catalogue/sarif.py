"""What was found in files as SARIF, which code hosts and editors show beside the files.

SARIF is a form of JSON for what a tool found, where, and by which of its rules. Source: OASIS,
Static Analysis Results Interchange Format 2.1.0.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from types import MappingProxyType
from typing import Final
from urllib.parse import quote

from sepadd.catalogue.sentences import CATALOGUE
from sepadd.findings import Finding, Findings, UnreadableMessage
from sepadd.records.stored import Record

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
"""The name of the schema that the document is of; nothing is fetched from there."""

FINGERPRINT: Final = "sepaddFinding/v1"
"""The name of what tells a finding from others of its rule, wherever in the file it stands."""

_SENTENCES: Final = MappingProxyType({sentence.id: sentence for sentence in CATALOGUE})
_LINES: Final = re.compile(r"\bline [0-9]+")
_PLACES: Final = re.compile(r"\[[0-9]+\]")


def findings_sarif(
    checked: Mapping[str, Findings | UnreadableMessage], version: str = ""
) -> Record:
    """What was found in files, by their paths, as one run of a tool.

    ``version`` is sepadd's own. A path that is not absolute stays so: it is read from where the
    document is looked at, which should be the folder that the check was made in. A file that cannot
    be read is told as a fault of the run itself.

    >>> record = findings_sarif({"a.xml": Findings()})
    >>> record["version"], record["runs"][0]["results"]
    ('2.1.0', [])
    """
    every = [finding for told in checked.values() for finding in _findings(told)]
    rules = list(dict.fromkeys(finding.rule for finding in every))
    first = {finding.rule: finding for finding in reversed(every)}
    driver = {
        "name": "sepadd",
        **({"version": version} if version else {}),
        "rules": [_rule(first[rule]) for rule in rules],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [_invocation(checked)],
        "columnKind": "unicodeCodePoints",
        "results": [
            result
            for path, told in checked.items()
            for result in _results(path, _findings(told), rules)
        ],
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _findings(told: Findings | UnreadableMessage) -> Findings:
    return Findings() if isinstance(told, UnreadableMessage) else told


def _rule(finding: Finding) -> Record:
    """What is said of a rule; one that is not in the catalogue, a finding tells what it can."""
    sentence = _SENTENCES.get(finding.rule)
    says = finding.rule if sentence is None else sentence.says
    source = finding.source if sentence is None else sentence.source
    why = says if sentence is None else sentence.why or says
    severity = finding.severity if sentence is None else sentence.severity
    advice = " ".join(filter(None, (finding.hint, source and f"Source: {source}.")))
    return {
        "id": finding.rule,
        "shortDescription": {"text": says},
        "fullDescription": {"text": why},
        "help": {"text": advice or says},
        "defaultConfiguration": {"level": severity.value},
    }


def _invocation(checked: Mapping[str, Findings | UnreadableMessage]) -> Record:
    """How the run went: with a notice of each file that could not be read."""
    unread = {path: told for path, told in checked.items() if isinstance(told, UnreadableMessage)}
    notices = [
        {
            "level": "error",
            "message": {"text": str(wrong)},
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(path)}}}],
        }
        for path, wrong in unread.items()
    ]
    return {"executionSuccessful": not unread, "toolExecutionNotifications": notices}


def _results(path: str, findings: Iterable[Finding], rules: list[str]) -> Iterator[Record]:
    places = {rule: place for place, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    for finding in findings:
        what = _what(finding)
        seen[what] += 1
        yield {
            "ruleId": finding.rule,
            "ruleIndex": places[finding.rule],
            "level": finding.severity.value,
            "message": {"text": f"{finding.subject}: {finding.detail}"},
            "locations": [_location(path, finding)],
            "partialFingerprints": {FINGERPRINT: _fingerprint(what, seen[what])},
        }


def _location(path: str, finding: Finding) -> Record:
    """Where it stands: the file and the line, and the path of the element in it."""
    file: Record = {"artifactLocation": {"uri": uri_of(path)}}
    if finding.line and not finding.member:  # of a zip, nobody can show a line
        file["region"] = {"startLine": finding.line}
    within = "!".join(filter(None, (finding.member, finding.path)))
    if not within:
        return {"physicalLocation": file}
    name = (finding.path or finding.member).rpartition("/")[2]
    logical = {"name": name, "fullyQualifiedName": within, "kind": "element"}
    return {"physicalLocation": file, "logicalLocations": [logical]}


def _what(finding: Finding) -> str:
    """What is the same for a finding although lines or collections were put in before it."""
    path = _PLACES.sub("", finding.path or "")
    detail = _LINES.sub("line", finding.detail)
    return f"{finding.rule}\0{finding.member}\0{finding.subject}\0{path}\0{detail}"


def _fingerprint(what: str, nth: int) -> str:
    return sha256(f"{what}\0{nth}".encode(errors="backslashreplace")).hexdigest()[:32]


def uri_of(path: str) -> str:
    """A path as a URI: relative where the path is, with every sign that needs it written as a code.

    >>> uri_of("out/march 2027.xml"), uri_of("/books/a.xml")
    ('out/march%202027.xml', 'file:///books/a.xml')
    """
    pure = Path(path)
    return pure.as_uri() if pure.is_absolute() else quote(pure.as_posix(), errors="replace")
