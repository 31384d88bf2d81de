"""What a file counts and adds up is counted and added up again."""

from __future__ import annotations

import pytest

from helpers.pain008_files import said, without
from helpers.read_back import TX, noted, of
from sepadd.findings import Severity
from sepadd.messages.pain008 import read

# -- what is named ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "stated", "says"),
    [
        ("GrpHdr/NbOfTxs", "2", "NbOfTxs says '2', and there are 1"),
        ("GrpHdr/CtrlSum", "30.01", "CtrlSum says '30.01', and it is 30.00"),
        ("PmtInf/NbOfTxs", "x", "NbOfTxs says 'x', and there are 1"),
        ("PmtInf/CtrlSum", "1E9", "CtrlSum says '1E9', and it is 30.00"),
    ],
)
def test_trap_19_what_does_not_add_up_is_told(path: str, stated: str, says: str) -> None:
    (finding,) = read(of(said(path, stated))).unplaced
    assert (finding.rule, finding.detail, finding.severity) == ("REA-04", says, Severity.ERROR)


@pytest.mark.parametrize(
    ("path", "stated"),
    [("GrpHdr/NbOfTxs", "0001"), ("GrpHdr/CtrlSum", "30"), ("PmtInf/CtrlSum", "30.00000")],
)
def test_a_sum_may_be_written_in_more_ways_than_one(path: str, stated: str) -> None:
    assert noted(of(said(path, stated))) == []


# -- what is left out ------------------------------------------------------------------------------


def test_a_file_without_collections_is_told() -> None:
    file = read(of(without(TX), said("GrpHdr/NbOfTxs", "0"), said("GrpHdr/CtrlSum", "0")))
    assert (file.batches, file.collections) == ((), ())
    assert [finding.detail for finding in file.unplaced] == [
        "NbOfTxs says '1', and there are 0",
        "CtrlSum says '30.00', and it is 0.00",
        "the file holds no collection",
    ]
