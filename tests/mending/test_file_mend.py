"""A file is put right where that can be done in one way alone, and stays as it is beside that."""

from __future__ import annotations

import gc
import re
import tracemalloc
from dataclasses import replace
from datetime import date, time
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from helpers.checked_files import FILE, changed
from helpers.corpus import CORPUS, corpus
from helpers.mended_files import becomes_good, left_alone, mended, only_change
from helpers.pain008_files import TAKES_ALL
from sepadd.banks import AUSTRIA, EPC, GERMANY, GERMANY_02, PROFILES, BankProfile
from sepadd.checking import check
from sepadd.findings import InvalidValue, UnreadableMessage
from sepadd.mandate import Scheme
from sepadd.mending import Mend, mend, mend_file
from sepadd.rulebook import MessageVersion
from sepadd.testing import TODAY

# -- nothing to mend -------------------------------------------------------------------------------


def test_a_good_file_stays_byte_for_byte() -> None:
    left_alone(FILE)


@pytest.mark.parametrize("message", MessageVersion)
def test_a_golden_file_stays_byte_for_byte(message: MessageVersion) -> None:
    golden = Path(__file__).parents[1] / "golden" / f"{message}.xml"
    left_alone(golden.read_bytes(), TAKES_ALL.writing(message))


def test_how_a_file_is_laid_out_stays() -> None:
    odd = FILE.replace(b"\n", b"\r\n\t ").replace(b"<GrpHdr>", b"<!-- made by hand --><GrpHdr >")
    left_alone(odd.replace(b"</Document>", b"</Document>\n<?done?>\n"))


def test_what_is_not_mended_stays_byte_for_byte_beside_what_is() -> None:
    xml = changed("<CtrlSum>80.00", "<CtrlSum>81.00")
    odd = xml.replace(b"<Dbtr>", b"<!-- her -->\n\t<Dbtr >").replace(b"</Dbtr>", b"</Dbtr  >")
    assert mended(odd).xml == odd.replace(b"81.00", b"80.00")


def test_what_has_no_place_with_us_stays() -> None:
    more = "<CtctDtls><NmPrfx>MADM</NmPrfx></CtctDtls></InitgPty>"
    xml = changed("</InitgPty>", more, xml=changed("<NbOfTxs>2<", "<NbOfTxs>3<"))
    found = mended(xml)
    assert found.xml == xml.replace(b"<NbOfTxs>3<", b"<NbOfTxs>2<")
    assert {finding.rule for finding in found.left} == {"XSD-01", "REA-01"}


# -- sums ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<NbOfTxs>2<", "<NbOfTxs>3<"),
        ("<CtrlSum>80.00<", "<CtrlSum>80.01<"),
        ("<CtrlSum>80.00<", "<CtrlSum><"),
        ("<CtrlSum>80.00<", "<CtrlSum>80,00<"),
        ("<NbOfTxs>2</NbOfTxs>\n", ""),
        ("<CtrlSum>80.00</CtrlSum>\n", ""),
    ],
)
@pytest.mark.parametrize("times", [1, 2])
def test_a_count_or_sum_that_is_wrong_or_missing_is_put_right(
    before: str, after: str, times: int
) -> None:
    becomes_good(changed(before, after, times=times))


def test_a_change_tells_what_was_said_where_and_why() -> None:
    change = only_change(changed("<CtrlSum>80.00", "<CtrlSum>80.01"))
    assert change.rule == "REA-04"
    assert (change.before, change.after) == ("80.01", "80.00")
    assert change.subject == "file 2026-12"
    assert change.path == "CstmrDrctDbtInitn/GrpHdr/CtrlSum"
    assert change.line == FILE[: FILE.index(b"<CtrlSum>")].count(b"\n") + 1
    assert str(change) == (
        "[REA-04] line 8, file 2026-12: '80.01' becomes '80.00', as counted in the file"
    )


@pytest.mark.parametrize("stated", ["80", "80.0", "080.000"])
def test_a_sum_that_is_right_stays_as_it_is_written(stated: str) -> None:
    left_alone(changed("<CtrlSum>80.00", f"<CtrlSum>{stated}"))


@pytest.mark.parametrize("amount", ["50,00", "50.005", "fifty", ""])
def test_an_amount_is_not_guessed_nor_is_what_it_would_sum_to(amount: str) -> None:
    xml = changed(">50.00<", f">{amount}<", xml=changed("<CtrlSum>80.00", "<CtrlSum>1.00"))
    found = mended(xml)
    assert found.changes == ()
    assert any(amount in finding.detail for finding in found.left.errors)


def test_another_currency_is_not_summed() -> None:
    xml = changed('Ccy="EUR">50.00', 'Ccy="CHF">50.00', xml=changed("<NbOfTxs>2", "<NbOfTxs>9"))
    assert [change.after for change in mended(xml).changes] == ["2"]


def test_a_sign_before_an_amount_is_taken_away() -> None:
    becomes_good(changed(">50.00<", ">+50.00<"))


# -- due dates -------------------------------------------------------------------------------------

SUNDAY = changed("<ReqdColltnDt>2026-12-01", "<ReqdColltnDt>2026-12-06")


def due(xml: bytes, on: date, profile: BankProfile = EPC, at: time | None = None) -> list[Mend]:
    found = mend(xml, profile, on, at=at, due_dates=True)
    assert mend(found.xml, profile, on, at=at, due_dates=True).changes == ()
    return list(found.changes)


def test_a_due_date_is_not_moved_unless_it_is_asked() -> None:
    left_alone(SUNDAY)


def test_a_sunday_becomes_the_monday_after() -> None:
    (change,) = due(SUNDAY, TODAY)
    assert (change.rule, change.after) == ("COL-02", "2026-12-07")
    assert change.subject == "batch 2026-12.B1"


def test_a_day_that_comes_too_soon_becomes_the_next_possible() -> None:
    assert due(FILE, date(2026, 11, 30)) == []
    (change,) = due(FILE, date(2026, 12, 1))
    assert (change.rule, change.after) == ("COL-03", "2026-12-02")


def test_the_cut_off_of_the_bank_counts() -> None:
    abn = next(profile for profile in PROFILES if profile.name == "abn-amro")
    on = date(2026, 11, 30)
    assert due(FILE, on, abn, time(12, 0)) == []
    assert [change.after for change in due(FILE, on, abn, time(23, 0))] == ["2026-12-02"]


def test_a_batch_waits_for_the_slowest_of_its_collections() -> None:
    kind = (
        "<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>CORE</Cd></LclInstrm>"
        "<SeqTp>{}</SeqTp></PmtTpInf>"
    )
    xml = changed(kind.format("RCUR") + "\n", "")
    for number, seq in enumerate(("RCUR", "FRST"), start=1):
        name = f"<EndToEndId>2026-12-{number}</EndToEndId></PmtId>"
        xml = changed(name, name + kind.format(seq), xml=xml)
    legacy = next(profile for profile in PROFILES if profile.name == "legacy-2014")
    (change,) = due(xml, date(2026, 11, 25), legacy)
    assert change.after == "2026-12-02"


@pytest.mark.parametrize("stated", ["20261206", "2026-W49-7", "2026-340", "06-12-2026"])
def test_a_day_that_is_not_written_as_one_is_left_as_it_stands(stated: str) -> None:
    assert due(changed("<ReqdColltnDt>2026-12-01", f"<ReqdColltnDt>{stated}"), TODAY) == []


@pytest.mark.parametrize(
    ("on", "rules"),
    [
        (TODAY, ["COL-06"]),  # there is no such scheme by then: no day would be right
        (date(2016, 11, 18), []),  # nor after it has ended, for what comes in its last days
    ],
)
def test_a_batch_of_a_scheme_that_has_ended_keeps_its_day(on: date, rules: list[str]) -> None:
    every = replace(EPC, schemes=frozenset(Scheme))
    xml = changed("<Cd>CORE", "<Cd>COR1", xml=changed("2026-12-01", str(on)))
    found = mend(xml, every, on, due_dates=True)
    assert [change for change in found.changes if change.rule in {"COL-02", "COL-03"}] == []
    assert [each.rule for each in found.left.errors if each.rule == "COL-06"][:1] == rules


def test_due_dates_are_moved_as_of_a_day() -> None:
    with pytest.raises(InvalidValue, match="say on which it is handed over"):
        mend(FILE, EPC, due_dates=True)


# -- how the file is written -----------------------------------------------------------------------


@pytest.mark.parametrize("codec", ["utf-16", "utf-16-be", "utf-8-sig", "iso-8859-1", "cp1252"])
def test_any_encoding_becomes_utf_8(codec: str) -> None:
    said = {"utf-8-sig": "UTF-8", "cp1252": "windows-1252"}.get(codec, codec[:10].rstrip("-be"))
    bank = replace(EPC, form=replace(EPC.form, text=AUSTRIA.form.text))
    file = changed("<Nm>Ada Jansen", "<Nm>Ada Müller")
    found = mended(file.decode().replace("UTF-8", said).encode(codec), bank)
    assert found.xml == file
    assert {change.rule for change in found.changes} == {"CHK-15"}
    assert found.left == ()


def test_blanks_before_the_declaration_go() -> None:
    xml = b"\n\n " + changed("<CtrlSum>80.00", "<CtrlSum>80.01")
    blanks, total = mended(xml).changes
    assert (blanks.rule, blanks.before) == ("XSD-01", "\n\n ")
    assert total.line == 10
    becomes_good(xml)


def test_a_prefix_goes() -> None:
    named = re.sub(rb"<(/?)(?=[A-Z])", rb"<\1sdd:", FILE).replace(b"xmlns=", b"xmlns:sdd=")
    assert only_change(named).rule == "CHK-15"
    becomes_good(named)


def test_a_prefix_that_not_all_have_stays() -> None:
    named = FILE.replace(b"<Document xmlns=", b"<a:Document xmlns:a='x' xmlns=").replace(
        b"</Document>", b"</a:Document>"
    )
    left_alone(named)


@pytest.mark.parametrize(
    ("xml", "why"),
    [
        (FILE[:-20], "not well-formed"),
        (b"<!DOCTYPE Document []>" + FILE[FILE.index(b"\n") :], "DOCTYPE"),
        (b"<Document/>", "no message"),
        (FILE + FILE, "more than one message"),
        (FILE.replace(b"UTF-8", b"UTF-16"), "and it is not"),
        (FILE.replace(b"UTF-8", b"no-such"), "no-such"),
        (b"<Document><CstmrDrctDbtInitn/></Document>", "GrpHdr"),
    ],
)
def test_what_is_no_file_of_collections_is_unreadable(xml: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        mend(xml, EPC, TODAY)


def test_a_zip_is_mended_file_by_file() -> None:
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.xml", FILE)
    with pytest.raises(UnreadableMessage, match="by itself"):
        mend(packed.getvalue(), EPC, TODAY)


# -- from file to file -----------------------------------------------------------------------------


def test_a_file_is_mended_into_another(tmp_path: Path) -> None:
    source, into = tmp_path / "wrong.xml", tmp_path / "right.xml"
    source.write_bytes(changed("<CtrlSum>80.00", "<CtrlSum>80.01"))
    mending = mend_file(source, into, EPC, TODAY)
    assert into.read_bytes() == FILE
    assert len(mending.changes) == 1
    assert sorted(tmp_path.iterdir()) == [into, source]


def test_a_file_is_never_mended_in_place(tmp_path: Path) -> None:
    source, link = tmp_path / "wrong.xml", tmp_path / "link.xml"
    source.write_bytes(FILE)
    link.symlink_to(source)
    for into in (source, link):
        with pytest.raises(InvalidValue, match="into another one"):
            mend_file(source, into, EPC, TODAY)


def test_where_it_fails_nothing_is_left(tmp_path: Path) -> None:
    source = tmp_path / "wrong.xml"
    source.write_bytes(FILE[:-20])
    with pytest.raises(UnreadableMessage):
        mend_file(source, tmp_path / "right.xml", EPC, TODAY)
    assert list(tmp_path.iterdir()) == [source]


def test_memory_stays_flat(tmp_path: Path) -> None:
    source, into = tmp_path / "large.xml", tmp_path / "mended.xml"

    def peak(count: int) -> int:
        begin, end = FILE.index(b"<DrctDbtTxInf>"), FILE.index(b"</PmtInf>")
        one = FILE[begin:end]
        source.write_bytes(FILE[:begin] + one * count + FILE[end:])
        bank = replace(EPC, waived=frozenset({"FIL-03", "FIL-05"}))
        gc.collect()
        gc.freeze()  # or what earlier tests keep puts off collecting what is dropped here
        tracemalloc.start()
        try:
            mend_file(source, into, bank, TODAY)
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(10)
    assert peak(400) < peak(100) * 1.5


# -- files of others -------------------------------------------------------------------------------

HIDDEN = frozenset(
    {
        "raphaelm-python-sepaxml__test_generation-1-old.xml",
        "java-sepa-xml-java-sepa-xml__README-2.xml",
    }
)
"""A schema tells no more of an element once something in it is wrong, and of a version that is none
of ours it tells nothing: what is mended there brings to light what was wrong before."""


@pytest.mark.parametrize(
    "path",
    sorted(CORPUS.glob("messages/pain.008*/*.xml")) or [Path("none")],
    ids=lambda path: path.stem,
)
@pytest.mark.parametrize("profile", [EPC, GERMANY, GERMANY_02], ids=lambda profile: profile.name)
def test_a_file_of_another_is_better_afterwards(path: Path, profile: BankProfile) -> None:
    corpus("messages")
    before, found = check(path, profile), mend(path, profile)
    after = check(found.xml, profile)
    if path.name not in HIDDEN:
        assert len(after.errors) <= len(before.errors)
        assert len(after) <= len(before)
    again = mend(found.xml, profile)
    assert (again.changes, again.xml) == ((), found.xml)
    assert found.changes or found.xml == path.read_bytes()
