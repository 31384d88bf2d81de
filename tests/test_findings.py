"""What can be wrong, and how it is said: every problem at once, and errors stop."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from sepadd.findings import (
    NO_FINDINGS,
    Finding,
    Findings,
    FindingsError,
    InvalidValue,
    RulesViolated,
    Sentence,
    SepaddError,
    Severity,
    UnreadableRecords,
)

ERROR = Finding(rule="COL-01", subject="collection 1", detail="it is 0.00", source="EPC016-06")
WARNING = replace(ERROR, rule="COL-02", severity=Severity.WARNING)
SENTENCE = Sentence("XXX-01", "It holds.", "a book", Severity.WARNING, "For a reason.", "Mend it.")


@pytest.mark.parametrize("found", tuple(product((ERROR, WARNING), repeat=3)))
def test_errors_and_warnings_are_all_there_is_and_keep_their_order(
    found: tuple[Finding, ...],
) -> None:
    findings = Findings(iter(found))
    assert findings.errors == tuple(each for each in found if each is ERROR)
    assert findings.warnings == tuple(each for each in found if each is WARNING)
    assert len(findings.errors) + len(findings.warnings) == len(found)


def test_warnings_stop_nothing_and_one_error_stops_with_all_that_was_found() -> None:
    NO_FINDINGS.raise_if_errors()
    Findings([WARNING, WARNING]).raise_if_errors()
    with pytest.raises(RulesViolated) as told:
        Findings([WARNING, ERROR]).raise_if_errors()
    assert told.value.findings == (WARNING, ERROR)
    assert str(told.value) == "[COL-01] collection 1: it is 0.00 (EPC016-06)"


def test_an_error_without_errors_in_it_tells_the_warnings() -> None:
    assert str(UnreadableRecords(Findings([WARNING, WARNING]))).count("[COL-02]") == 2


def test_what_is_not_known_of_a_finding_is_not_told() -> None:
    assert str(replace(ERROR, line=7)) == "[COL-01] line 7, collection 1: it is 0.00 (EPC016-06)"
    assert str(replace(ERROR, source="")) == "[COL-01] collection 1: it is 0.00"


def test_a_finding_is_as_bad_as_its_sentence_unless_it_is_said_otherwise() -> None:
    finding = SENTENCE.finding("mandate M-1", "it does not", before="a", after="b")
    assert finding.severity is Severity.WARNING
    assert (finding.hint, finding.source) == ("Mend it.", "a book")
    assert (finding.before, finding.after) == ("a", "b")
    assert SENTENCE.finding("x", "y", severity=Severity.ERROR).severity is Severity.ERROR


@pytest.mark.parametrize("kind", [InvalidValue, FindingsError, UnreadableRecords])
def test_whoever_catches_what_sepadd_raises_on_purpose_catches_it(
    kind: type[SepaddError],
) -> None:
    assert issubclass(kind, SepaddError)


def test_what_checks_values_for_others_can_tell_a_wrong_value_as_its_own() -> None:
    assert issubclass(InvalidValue, ValueError)
    assert issubclass(UnreadableRecords, ValueError)
    assert not issubclass(RulesViolated, ValueError)
