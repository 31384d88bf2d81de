"""A whole file as a run: read, and written again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.pain008_files import VERSIONS, Change, followed_by, good, said
from helpers.read_back import TX, held, noted, of, plain, two_collections
from sepadd.collection import PurposeCode
from sepadd.findings import UnreadableMessage
from sepadd.messages import pain008
from sepadd.messages.pain008 import iter_collections, read
from sepadd.messages.pain008.whole_file import ReadFile
from sepadd.testing import a_run
from sepadd.values import CreditorReference, Euro, Iban, OrganisationId, OtherId, Party, PersonId

# -- what is held ----------------------------------------------------------------------------------


@pytest.mark.parametrize("version", VERSIONS)
def test_the_golden_file_is_written_again_byte_for_byte(
    version: str, golden: Callable[[str, bytes], bytes]
) -> None:
    xml = golden(f"pain.008.001.{version}.xml", b"")
    file = read(xml)
    assert (file.unplaced, file.left_out) == ((), ())
    assert pain008.render(file.file) == xml


def test_a_file_says_what_it_is() -> None:
    file = read(plain()).file
    assert (str(file.id), file.created_at, file.form.message) == (
        "2026-12",
        datetime(2026, 11, 23, 9, tzinfo=UTC),
        "pain.008.001.08",
    )
    assert (file.count, str(file.total)) == (1, "30.00")


@pytest.mark.parametrize("version", VERSIONS)
def test_everything_that_may_stand_there_is_held(version: str) -> None:
    collection = held(good(version))
    mandate, debtor = collection.mandate, collection.mandate.debtor
    assert (str(collection.end_to_end_id), str(collection.amount)) == ("2026-12-1", "12.50")
    assert collection.remittance == CreditorReference("RF18539007547034")
    assert (collection.purpose, collection.category_purpose) == (
        PurposeCode("GDSV"),
        PurposeCode("SUPP"),
    )
    assert mandate.electronic_signature == "0123456789"
    assert mandate.ultimate_debtor == Party(
        name="Jan Pietersen",
        identification=OrganisationId(
            other=OtherId(id="12345678", scheme_code="CUST", issuer="KvK")
        ),
    )
    assert debtor.identification == PersonId(
        born_on=date(1980, 2, 29),
        birth_town="Assen",
        birth_country="NL",
        birth_province="Drenthe",
    )
    assert (debtor.iban, debtor.bic) == (Iban("BE68539007547034"), None)


def test_a_time_without_an_offset_stays_without() -> None:
    xml = of(said("GrpHdr/CreDtTm", "2026-11-23T09:00:00"))
    file = read(xml).file
    assert (file.created_at, file.form.offset) == (datetime(2026, 11, 23, 9), False)  # noqa: DTZ001
    assert b"<CreDtTm>2026-11-23T09:00:00</CreDtTm>" in pain008.render(file)


def test_a_time_finer_than_seconds_is_noted() -> None:
    xml = of(said("GrpHdr/CreDtTm", "2026-11-23T09:00:00.250Z"))
    assert noted(xml) == [("REA-05", "CreDtTm")]


def test_texts_stand_as_they_stood() -> None:
    xml = of(said(f"{TX}/Dbtr/Nm", " Müller & Söhne"))
    assert held(xml).mandate.debtor.name == " Müller & Söhne"
    assert "<Nm> Müller &amp; Söhne</Nm>".encode() in pain008.render(read(xml).file)


# -- what is named ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "path"),
    [
        (said("GrpHdr/MsgId", "A//B"), "GrpHdr/MsgId"),
        (said("GrpHdr/NbOfTxs", "3"), ""),
        (said("PmtInf/PmtMtd", "TRF"), "PmtInf[1]/PmtMtd"),
        (followed_by(TX, "<Foo>x</Foo>"), "PmtInf[1]/Foo"),
        (followed_by(f"{TX}/PmtId", "<Foo>x</Foo>"), "PmtInf[1]/DrctDbtTxInf[1]/Foo"),
    ],
)
def test_a_path_begins_with_the_message_and_counts_batches_and_collections(
    change: Change, path: str
) -> None:
    (finding,) = (
        found for each in iter_collections(two_collections(change)) for found in each.unplaced
    )
    assert finding.path == "/".join(filter(None, ("CstmrDrctDbtInitn", path)))


# -- one after the other ---------------------------------------------------------------------------


def test_a_zip_of_files_is_one_row_of_collections_and_no_one_file() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("1.xml", plain())
        archive.writestr("2.xml", two_collections())
    each_one = iter_collections(packed.getvalue())
    assert [each.head.file for each in each_one] == ["1.xml", "2.xml", "2.xml"]
    with pytest.raises(UnreadableMessage, match="more than one message"):
        read(packed.getvalue())


def test_a_path_is_read_as_its_bytes_are(tmp_path: Path) -> None:
    path = pain008.write(a_run(), tmp_path / "run.xml")
    assert read(path) == read(path.read_bytes())


# -- what is not read ------------------------------------------------------------------------------


def test_a_read_file_is_an_equal_value_each_time() -> None:
    assert isinstance(read(plain()), ReadFile)
    assert read(plain()) == read(plain())
    assert read(plain()).collections[0].collection is not None
    assert read(plain()).batches[0].collections[0].amount == Euro(cents=3000)
