"""What was found in files as SARIF: in the form that its readers want, and the same each time."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from helpers.told import collection, prepared
from sepadd.banks import EPC
from sepadd.catalogue import CATALOGUE, findings_sarif
from sepadd.catalogue.sarif import FINGERPRINT, uri_of
from sepadd.checking import check
from sepadd.findings import Finding, Findings, Severity, UnreadableMessage
from sepadd.messages import pain008
from sepadd.testing import TODAY

FOUND = Finding(
    rule="COL-02",
    subject="batch 2026-12.B1",
    detail="2026-12-06 is no TARGET day",
    source="EPC016-06",
    severity=Severity.WARNING,
    line=11,
    path="CstmrDrctDbtInitn/PmtInf[1]",
    hint="Choose a TARGET day.",
)


def run(*findings: Finding, path: str = "a.xml") -> dict[str, Any]:
    (run,) = told({path: Findings(findings)})["runs"]
    return run  # type: ignore[no-any-return]


def told(checked: dict[str, Findings | UnreadableMessage], version: str = "") -> dict[str, Any]:
    """Give the document as one who reads it has it, after its form was looked at."""
    document = json.loads(json.dumps(findings_sarif(checked, version)))
    _has_the_form(document)
    return document  # type: ignore[no-any-return]


# -- the form, as far as it is used. Source: OASIS, SARIF 2.1.0, sections 3.13 to 3.58 -------------

_TEXT = {"text": str}
_FILE = {"artifactLocation": {"uri": str}, "region?": {"startLine": int}}
_PLACE = {
    "physicalLocation": _FILE,
    "logicalLocations?": [{"name": str, "fullyQualifiedName": str, "kind?": str}],
}
_RULE = {
    "id": str,
    "shortDescription": _TEXT,
    "fullDescription": _TEXT,
    "help": _TEXT,
    "defaultConfiguration": {"level": str},
}
_RESULT = {
    "ruleId": str,
    "ruleIndex": int,
    "level": str,
    "message": _TEXT,
    "locations": [_PLACE],
    "partialFingerprints": {FINGERPRINT: str},
}
_NOTICE = {"level": str, "message": _TEXT, "locations": [_PLACE]}
_INVOCATION = {"executionSuccessful": bool, "toolExecutionNotifications": [_NOTICE]}
_RUN = {
    "tool": {"driver": {"name": str, "version?": str, "rules": [_RULE]}},
    "invocations": [_INVOCATION],
    "columnKind": str,
    "results": [_RESULT],
}
_DOCUMENT = {"$schema": str, "version": str, "runs": [_RUN]}


def _is_of(form: Any, value: Any, where: str = "") -> None:
    if isinstance(form, list):
        assert isinstance(value, list), where
        for number, each in enumerate(value):
            _is_of(form[0], each, f"{where}/{number}")
    elif isinstance(form, dict):
        assert isinstance(value, dict), where
        assert {*value} <= {name.removesuffix("?") for name in form}, where
        assert {name for name in form if not name.endswith("?")} <= {*value}, where
        for name, inner in form.items():
            if (plain := name.removesuffix("?")) in value:
                _is_of(inner, value[plain], f"{where}/{plain}")
    else:
        assert type(value) is form, where


def _has_the_form(document: dict[str, Any]) -> None:
    _is_of(_DOCUMENT, document)
    assert document["version"] == "2.1.0"
    for each in document["runs"]:
        rules = each["tool"]["driver"]["rules"]
        assert len({rule["id"] for rule in rules}) == len(rules)
        for result in each["results"]:
            assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
            assert result["level"] in {"error", "warning"}
            for place in result["locations"]:
                uri = place["physicalLocation"]["artifactLocation"]["uri"]
                assert uri.isascii()
                assert not {*uri} & {*' <>"{}|\\^`'}


# -- what is told ----------------------------------------------------------------------------------


def test_a_finding_is_a_result_with_its_place() -> None:
    (result,) = run(FOUND)["results"]
    assert (result["ruleId"], result["level"]) == ("COL-02", "warning")
    assert result["message"]["text"] == "batch 2026-12.B1: 2026-12-06 is no TARGET day"
    (place,) = result["locations"]
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": "a.xml"},
        "region": {"startLine": 11},
    }
    assert place["logicalLocations"] == [
        {
            "name": "PmtInf[1]",
            "fullyQualifiedName": "CstmrDrctDbtInitn/PmtInf[1]",
            "kind": "element",
        }
    ]


def test_a_rule_is_told_once_with_why_and_what_to_do() -> None:
    (rule,) = run(FOUND, replace(FOUND, subject="batch 2"))["tool"]["driver"]["rules"]
    (sentence,) = (each for each in CATALOGUE if each.id == "COL-02")
    assert rule["shortDescription"]["text"] == sentence.says
    assert rule["fullDescription"]["text"] == sentence.why
    assert rule["help"]["text"] == f"Choose a TARGET day. Source: {sentence.source}."
    assert rule["defaultConfiguration"]["level"] == "warning"


def test_a_rule_that_is_not_in_the_catalogue_is_told_by_what_is_known() -> None:
    (rule,) = run(replace(FOUND, rule="OWN-1", hint="", source=""))["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == rule["help"]["text"] == "OWN-1"


def test_what_a_bank_refuses_is_an_error_though_the_rule_is_a_warning() -> None:
    told = run(replace(FOUND, severity=Severity.ERROR))
    assert told["results"][0]["level"] == "error"
    assert told["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] == "warning"


def test_what_is_told_of_a_file_as_a_whole_has_no_line() -> None:
    (result,) = run(replace(FOUND, line=None, path=""))["results"]
    assert result["locations"] == [{"physicalLocation": {"artifactLocation": {"uri": "a.xml"}}}]


def test_a_file_of_a_zip_is_named_beside_the_path_in_it() -> None:
    (result,) = run(replace(FOUND, member="b.xml"), path="all.zip")["results"]
    (place,) = result["locations"]
    assert place["physicalLocation"] == {"artifactLocation": {"uri": "all.zip"}}
    assert place["logicalLocations"][0]["fullyQualifiedName"] == (
        "b.xml!CstmrDrctDbtInitn/PmtInf[1]"
    )


def test_a_file_that_cannot_be_read_is_told_and_so_are_the_others() -> None:
    wrong = UnreadableMessage("cut.xml: line 3: not well-formed XML")
    (run,) = told({"cut.xml": wrong, "a.xml": Findings([FOUND])})["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is False
    (notice,) = invocation["toolExecutionNotifications"]
    assert notice["message"]["text"] == "cut.xml: line 3: not well-formed XML"
    assert len(run["results"]) == 1


def test_nothing_found_is_a_run_without_results() -> None:
    (run,) = told({"a.xml": Findings()}, "1.2.3")["runs"]
    assert (run["results"], run["tool"]["driver"]["version"]) == ([], "1.2.3")
    assert run["invocations"][0]["executionSuccessful"] is True
    assert told({})["runs"][0]["results"] == []


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a.xml", "a.xml"),
        ("out/march 2027.xml", "out/march%202027.xml"),
        ("a#b?c%.xml", "a%23b%3Fc%25.xml"),
        ("Köln.xml", "K%C3%B6ln.xml"),
        ("c:d.xml", "c%3Ad.xml"),
        ('<"\n>.xml', "%3C%22%0A%3E.xml"),
    ],
)
def test_a_path_is_a_uri(path: str, uri: str) -> None:
    assert uri_of(path) == uri


def test_an_absolute_path_is_a_uri_of_a_file(tmp_path: Path) -> None:
    assert uri_of(str(tmp_path / "a b.xml")) == (tmp_path / "a b.xml").as_uri()


# -- the same finding, again -----------------------------------------------------------------------


def prints(*findings: Finding) -> list[str]:
    return [each["partialFingerprints"][FINGERPRINT] for each in run(*findings)["results"]]


def test_a_finding_is_known_again_where_lines_or_collections_came_before_it() -> None:
    moved = replace(
        FOUND, line=99, path="CstmrDrctDbtInitn/PmtInf[2]", detail=f"{FOUND.detail}: line 98 has it"
    )
    before = replace(FOUND, detail=f"{FOUND.detail}: line 10 has it")
    assert prints(before) == prints(moved)


@pytest.mark.parametrize(
    "other",
    [
        replace(FOUND, rule="COL-03"),
        replace(FOUND, subject="batch 2"),
        replace(FOUND, detail="another"),
        replace(FOUND, path="CstmrDrctDbtInitn/GrpHdr"),
        replace(FOUND, member="b.xml"),
    ],
)
def test_another_finding_has_another_print(other: Finding) -> None:
    assert prints(FOUND) != prints(other)


def test_two_that_are_alike_have_a_print_each() -> None:
    assert len({*prints(FOUND, FOUND, replace(FOUND, line=12))}) == 3


def test_a_collection_more_changes_no_other_finding() -> None:
    def found(*numbers: int) -> list[str]:
        xml = pain008.render(prepared(*(collection(n) for n in numbers)))
        wrong = xml.replace(b'Ccy="EUR"', b'Ccy="USD"')
        return prints(*(f for f in check(wrong, EPC, TODAY) if f.subject == "collection 2026-12-2"))

    assert found(2) == found(1, 2) != []
