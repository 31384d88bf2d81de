"""The overview of a run, also years later."""

from __future__ import annotations

from helpers.books import record_run
from helpers.printed_things import answered_run, printed
from sepadd.collection import Reject, reason
from sepadd.printing import run_printout, specification_printout
from sepadd.records import dumps, loads
from sepadd.run import CollectionRun, submit
from sepadd.testing import AT, DUE_ON, a_run


def test_feature_4_26_the_overview_of_a_run() -> None:
    out = run_printout(answered_run())
    assert dict(out.facts) == {
        "creditor": "Zwembad De Waterlelie",
        "stands": "settled",
        "version": "1",
        "due on": "2026-12-01",
        "asked for": "2 collections, 140.00",
    }
    assert [(row["batch"], row["total"]) for row in printed(out, "Batches")] == [
        ("2026-12.F1.B1", "100.00"),
        ("2026-12.F2.B1", "40.00"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Where the collections stand")] == [
        ("settled", "1", "40.00"),
        ("rejected", "1", "100.00"),
    ]
    assert [tuple(row.values()) for row in printed(out, "Why collections failed")] == [
        ("AC04", "account closed", "1", "100.00")
    ]
    assert [(row["status"], row["reason"]) for row in printed(out, "Collections")] == [
        ("settled", ""),
        ("rejected", "AC04 account closed, on 2026-12-01"),
    ]
    assert [(row["step"], row["by"]) for row in printed(out, "What was done")] == [
        ("prepared", "ada"),
        ("submitted", "bo"),
    ]


def test_feature_4_47_the_contents_of_a_run_that_was_kept_can_be_consulted() -> None:
    run = answered_run()
    kept = loads(CollectionRun, dumps(run))
    assert run_printout(kept) == run_printout(run)
    assert specification_printout(kept) == specification_printout(run)


def test_a_failure_for_which_no_reason_was_given_says_so() -> None:
    run = submit(a_run(), at=AT)
    name = run.collections[0].end_to_end_id
    out = run_printout(
        record_run(run, [Reject(end_to_end_id=name, on=DUE_ON, reason=reason(""))]).run
    )
    assert printed(out, "Why collections failed")[0]["reason"] == "none"
    assert printed(out, "Collections")[0]["reason"] == "no reason was given, on 2026-12-01"
