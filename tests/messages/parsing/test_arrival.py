"""What arrived: a file, or a zip of files, and no more is unpacked than is allowed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from helpers.arrived_messages import GOOD, OF_INTEREST, ONE, STATEMENT, packed, told, why_not
from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import arrived, documents

# -- the same message in whatever wrapping ---------------------------------------------------------


def test_the_files_of_a_zip_come_in_its_order_and_by_name() -> None:
    source = packed(("2.xml", STATEMENT), ("1.xml", GOOD))
    found = [(each.file, each.kind, each.version) for each in documents(source, OF_INTEREST)]
    assert found == [
        ("2.xml", "camt.053", "camt.053.001.08"),
        ("1.xml", "pain.002", "pain.002.001.10"),
    ]


# -- what is no message ----------------------------------------------------------------------------


def test_a_missing_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        told(tmp_path / "answer.xml")


# -- zips ------------------------------------------------------------------------------------------


def encrypted() -> bytes:
    """Give a zip of which the one file says that it is encrypted."""
    source = bytearray(packed(("a.xml", GOOD)))
    source[source.index(b"PK\x01\x02") + 8] |= 1
    return bytes(source)


def damaged() -> bytes:
    source = bytearray(packed(("a.xml", GOOD), way=zipfile.ZIP_STORED))
    source[source.index(b"E-1")] ^= 1
    return bytes(source)


def huge_contents() -> bytes:
    """Give a zip that says its table of contents takes a gigabyte."""
    source = bytearray(packed(("a.xml", GOOD)))
    end = source.index(b"PK\x05\x06")
    source[end + 12 : end + 16] = (1 << 30).to_bytes(4, "little")
    return bytes(source)


@pytest.mark.parametrize(
    ("source", "why"),
    [
        pytest.param(packed(), "a zip that holds no file", id="empty"),
        pytest.param(packed(("a/", "")), "a zip that holds no file", id="only a folder"),
        pytest.param(
            packed(("a.zip", packed(("a.xml", GOOD)))),
            "^a.zip: a zip within a zip; unpack it first$",
            id="a zip within",
        ),
        pytest.param(packed(("a.xml", GOOD))[:-30], "a zip that is cut off", id="cut off"),
        pytest.param(packed(("a.xml", GOOD))[60:], "not well-formed", id="without its beginning"),
        pytest.param(b"PK\x03\x04" + GOOD, "a zip that is cut off", id="no zip at all"),
        pytest.param(encrypted(), "^a.xml: encrypted", id="encrypted"),
        pytest.param(damaged(), "^a.xml: it cannot be unpacked: Bad CRC-32", id="damaged"),
        pytest.param(huge_contents(), "a zip of more than 1000 files", id="huge contents"),
        pytest.param(
            packed(("a.xml", GOOD), way=zipfile.ZIP_LZMA), "^a.xml: packed in a way", id="LZMA"
        ),
        pytest.param(packed(("a.xml", "")), "^a.xml, line 1: not well-formed", id="empty file"),
    ],
)
def test_a_zip_that_is_not_read_is_refused_with_the_reason(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        told(source)


@pytest.mark.parametrize("length", range(4, len(packed(("a.xml", GOOD))), 11))
def test_a_zip_that_is_cut_off_gives_nothing(length: int) -> None:
    assert "zip" in why_not(packed(("a.xml", GOOD))[:length])


@pytest.mark.parametrize("at", range(4, len(packed(("a.xml", GOOD))), 3))
def test_a_zip_with_a_wrong_byte_gives_all_or_nothing(at: int) -> None:
    source = bytearray(packed(("a.xml", GOOD)))
    source[at] ^= 0xFF
    try:
        found = told(bytes(source))
    except UnreadableMessage:
        found = ONE
    assert found == ONE


def test_a_zip_may_hold_so_many_files_and_no_more() -> None:
    source = packed(*((f"{number}.xml", GOOD) for number in range(3)))
    assert len(list(documents(source, {}, most_files=3))) == 3
    with pytest.raises(UnreadableMessage, match="a zip of 3 files; at most 2 are read"):
        list(documents(source, {}, most_files=2))


def test_a_zip_may_come_to_so_many_bytes_and_no_more() -> None:
    source = packed(("1.xml", GOOD), ("2.xml", GOOD))
    assert len(list(documents(source, {}, most_bytes=2 * len(GOOD)))) == 2
    with pytest.raises(UnreadableMessage, match=f"of {2 * len(GOOD)} bytes unpacked; at most"):
        list(documents(source, {}, most_bytes=2 * len(GOOD) - 1))


def test_no_more_is_unpacked_than_a_zip_bomb_declares() -> None:
    source = bytearray(packed(("a.xml", b"<a>" + b" " * 5_000_000 + b"</a>")))
    size = source.index(b"PK\x01\x02") + 24
    source[size : size + 4] = (1_000).to_bytes(4, "little")
    with arrived(bytes(source)) as (file,):
        pieces = file.pieces()
        with pytest.raises(UnreadableMessage, match="cannot be unpacked"):
            list(pieces)


def test_a_zip_in_the_form_for_huge_ones_is_refused() -> None:
    source = packed(("a.xml", GOOD))
    end = source.index(b"PK\x05\x06")
    assert "a zip in the form for more than 4 GiB" in why_not(
        source[:end] + b"PK\x06\x07" + bytes(16) + source[end:]
    )
