"""Files of collections, read: what is held, what is named, and what is left out and why."""

from __future__ import annotations

import re
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.pain008_files import (
    Change,
    followed_by,
    good,
    holding,
    namespace,
    said,
    without,
)
from helpers.read_back import MANDATE_PATH, TX, of, plain, two_collections
from sepadd.findings import Severity, UnreadableMessage
from sepadd.messages import pain008
from sepadd.messages.pain008 import iter_collections, read
from sepadd.run import BankFile
from sepadd.testing import COLLECTION, a_run
from sepadd.values import (
    EndToEndId,
)

# -- the versions ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("version", "again"),
    [
        ("pain.008.001.03", "pain.008.001.08"),
        ("pain.008.001.07", "pain.008.001.08"),
        ("pain.008.001.12", "pain.008.001.08"),
        ("pain.008.002.02", "pain.008.001.02"),
        ("pain.008.003.02", "pain.008.001.02"),
    ],
)
def test_a_near_version_is_read_and_it_is_said_in_which_it_is_written(
    version: str, again: str
) -> None:
    source = plain("02" if again.endswith("02") else "08")
    xml = source.replace(again.encode(), version.encode())
    file = read(xml)
    assert [finding.detail for finding in file.unplaced] == [
        f"{version} is written again as {again}"
    ]
    assert (file.head.version, pain008.render(file.file)) == (version, source)


def test_without_a_namespace_it_is_read_and_its_version_is_not_known() -> None:
    xml = plain().replace(f' xmlns="{namespace("08")}"'.encode(), b"")
    file = read(xml)
    assert file.head.version == ""
    assert pain008.render(file.file) == plain()


def test_a_prefix_changes_nothing() -> None:
    xml = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1n:", plain()).replace(b"xmlns=", b"xmlns:n=")
    assert pain008.render(read(xml).file) == plain()


# -- what is named ---------------------------------------------------------------------------------

BEHIND_THE_DEBTOR = f"{TX}/DbtrAcct"


@pytest.mark.parametrize(
    ("change", "last"),
    [
        (holding(f"{TX}/PmtId", "<InstrId>I</InstrId><EndToEndId>E</EndToEndId>"), "InstrId"),
        (followed_by(f"{TX}/PmtId/EndToEndId", "<UETR>u</UETR>"), "UETR"),
        (followed_by(f"{TX}/DrctDbtTx", "<UltmtCdtr><Nm>Circus</Nm></UltmtCdtr>"), "Nm"),
        (
            followed_by(BEHIND_THE_DEBTOR, "<RgltryRptg><Dtls><Cd>A</Cd></Dtls></RgltryRptg>"),
            "Cd",
        ),
        (followed_by(BEHIND_THE_DEBTOR, "<Purp><Prtry>own</Prtry></Purp>"), "Prtry"),
        (followed_by(BEHIND_THE_DEBTOR, "<Purp><Cd>toolong</Cd></Purp>"), "Cd"),
        (said("PmtInf/ChrgBr", "SHAR"), "ChrgBr"),
        (followed_by(f"{TX}/Dbtr/Nm", "<CtryOfRes>NL</CtryOfRes>"), "CtryOfRes"),
        (followed_by(f"{TX}/Dbtr/Nm", "<PstlAdr><TwnNm>Assen</TwnNm></PstlAdr>"), "TwnNm"),
        (followed_by(f"{TX}/Dbtr/Nm", "<PstlAdr><Ctry>NL</Ctry></PstlAdr>"), "Ctry"),
        (followed_by(f"{MANDATE_PATH}/DtOfSgntr", "<Frqcy><Tp>MNTH</Tp></Frqcy>"), "Tp"),
        (followed_by(f"{MANDATE_PATH}", "<PreNtfctnId>P</PreNtfctnId>"), "PreNtfctnId"),
        (followed_by("PmtInf/CdtrAcct/Id", "<Ccy>EUR</Ccy>"), "Ccy"),
        (followed_by("PmtInf/Cdtr/Nm", "<Id><OrgId><LEI>x</LEI></OrgId></Id>"), "LEI"),
        (followed_by("PmtInf/CdtrAgt", "<ChrgsAcct><Id><IBAN>x</IBAN></Id></ChrgsAcct>"), "IBAN"),
        (said("PmtInf/PmtMtd", "TRF"), "PmtMtd"),
        (followed_by("GrpHdr/CtrlSum", "<Authstn><Cd>AUTH</Cd></Authstn>"), "Cd"),
        (followed_by("PmtInf", "<SplmtryData><Envlp>x</Envlp></SplmtryData>"), "Envlp"),
        (followed_by(TX, "<Strange>x</Strange>"), "Strange"),
    ],
)
def test_what_has_no_place_is_named_with_its_line_and_what_it_says(
    change: Change, last: str
) -> None:
    xml = of(change)
    (finding,) = read(xml).unplaced
    assert (finding.rule, finding.severity, (finding.path or "").rpartition("/")[2]) == (
        *("REA-01", Severity.WARNING),
        last,
    )
    lines = xml.decode().splitlines()
    assert finding.line is not None
    assert f"<{last}" in "".join(lines[finding.line - 1 :])
    assert finding.detail.startswith(f"{last} '")


def test_a_finding_names_whose_it_is() -> None:
    xml = of(said("PmtInf/PmtMtd", "TRF"), followed_by(f"{TX}/PmtId/EndToEndId", "<UETR>u</UETR>"))
    assert [finding.subject for finding in read(xml).unplaced] == [
        "batch 2026-12.B1",
        "collection 2026-12-1",
    ]
    assert str(read(xml).unplaced[1]) == (
        "[REA-01] line 23, collection 2026-12-1: UETR 'u' is not taken over"
    )


def test_the_second_collection_of_a_batch_is_counted_and_so_is_the_second_batch() -> None:
    xml = two_collections()
    batch = xml[xml.index(b"<PmtInf>") : xml.index(b"</PmtInf>") + len(b"</PmtInf>")]
    twice = xml.replace(batch, batch + batch).replace(b"</PmtId>", b"</PmtId><Foo>x</Foo>")
    paths = [
        finding.path
        for each in iter_collections(twice)
        for finding in each.unplaced
        if finding.rule == "REA-01"
    ]
    assert paths == [
        f"CstmrDrctDbtInitn/PmtInf[{batch_number}]/DrctDbtTxInf[{number}]/Foo"
        for batch_number in (1, 2)
        for number in (1, 2)
    ]


# -- one after the other ---------------------------------------------------------------------------


def test_what_is_noted_behind_the_last_comes_with_one_that_is_no_collection() -> None:
    *_, last = iter_collections(two_collections(said("GrpHdr/NbOfTxs", "3")))
    assert (last.batch, last.collection, last.mandate, last.presentation) == (None,) * 4
    assert [finding.rule for finding in last.unplaced] == ["REA-04"]


def many(count: int) -> BankFile:
    (file,) = a_run().files()
    (batch,) = file.batches
    collections = tuple(
        replace(COLLECTION, end_to_end_id=EndToEndId(f"E-{number}")) for number in range(count)
    )
    return replace(file, batches=(batch._replace(collections=collections),))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        path = pain008.write(many(count), tmp_path / f"{count}.xml")
        next(iter_collections(path))
        tracemalloc.start()
        assert sum(1 for _ in iter_collections(path)) == count
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    assert peak(4_000) < 1.3 * peak(1_000)


# -- what is not read ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (of(without("GrpHdr/CreDtTm")), "a CreDtTm says when the file was made"),
        (of(said("GrpHdr/CreDtTm", "today")), "an instant is written as"),
        (of(without("GrpHdr")), "a GrpHdr stands before it"),
        (of(without("GrpHdr"), without("PmtInf")), "a pain.008 without a GrpHdr|stands before it"),
        (plain().replace(b"PmtInf>", b"PmtInfo>"), "a PmtInf stands around it"),
        (plain()[:-20], "not well-formed"),
        (b"<!DOCTYPE x>" + good("08"), "DOCTYPE"),
        (plain().replace(b"CstmrDrctDbtInitn", b"CstmrCdtTrfInitn"), "not a pain.008 but a pain"),
    ],
)
def test_what_is_no_file_of_collections_is_refused(xml: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        list(iter_collections(xml))


def test_a_very_long_value_is_told_short() -> None:
    (finding, _) = read(of(said(f"{TX}/PmtId/EndToEndId", "X" * 100_000))).unplaced
    assert len(finding.detail) < 2_000
    assert len(finding.subject) < 100
