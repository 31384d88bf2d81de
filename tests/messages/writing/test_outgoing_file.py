"""A message on its way out: what a schema refuses never gets to its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from helpers.pain008_files import good
from sepadd.findings import RulesViolated
from sepadd.messages.writing.outgoing_file import Outgoing, as_bytes, outgoing, to_files

GOOD = good("08")
WRONG = GOOD.replace(b"<PmtMtd>DD<", b"<PmtMtd>CH<")


def message(xml: bytes) -> Outgoing:
    """Give a message in pieces of seven bytes, which fall anywhere."""
    return outgoing((xml[at : at + 7] for at in range(0, len(xml), 7)), "pain.008.001.08")


def test_what_the_schema_accepts_goes_out_byte_for_byte_wherever_the_pieces_fall() -> None:
    assert as_bytes(message(GOOD)) == GOOD


@pytest.mark.parametrize("xml", [WRONG, GOOD[:-20], b"", GOOD + b"x"])
def test_what_the_schema_refuses_is_told_with_every_fault(xml: bytes) -> None:
    with pytest.raises(RulesViolated) as told:
        as_bytes(message(xml))
    assert {finding.rule for finding in told.value.findings} == {"XSD-01"}


def test_of_several_files_all_are_written_or_none(tmp_path: Path) -> None:
    one, other = tmp_path / "one.xml", tmp_path / "other.xml"
    one.write_bytes(b"what stood there")
    with pytest.raises(RulesViolated):
        to_files({one: message(GOOD), other: message(WRONG)})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one.xml": b"what stood there"
    }
    to_files({one: message(GOOD), other: message(GOOD)})
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == {
        "one.xml": GOOD,
        "other.xml": GOOD,
    }


def test_what_breaks_off_between_two_pieces_leaves_nothing(tmp_path: Path) -> None:
    def breaking_off() -> Iterator[bytes]:
        yield GOOD[:100]
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        to_files({tmp_path / "file.xml": outgoing(breaking_off(), "pain.008.001.08")})
    assert list(tmp_path.iterdir()) == []


def test_under_several_schemas_each_is_asked(tmp_path: Path) -> None:
    narrow = tmp_path / "bank.xsd"
    ours = Path(__file__).parents[3] / "schemas" / "pain.008.001.08.xsd"
    narrow.write_text(
        ours.read_text("utf-8").replace('<xs:maxLength value="70"/>', '<xs:maxLength value="4"/>')
    )
    with pytest.raises(RulesViolated) as told:
        as_bytes(outgoing([WRONG], "pain.008.001.08", [narrow]))
    assert {finding.source for finding in told.value.findings} == {
        "bank.xsd",
        "pain.008.001.08.xsd",
    }
