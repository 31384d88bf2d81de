"""Mandates out of a folder of old files: with what was presented, what changed, and the doubts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from sepadd.findings import NO_FINDINGS
from sepadd.mandate import Amendment, Mandate, Presentation, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.records import read_mandates, write_mandates
from sepadd.records.imports import mandates_from_folder
from sepadd.records.imports.old_files import FromFiles, mandates_from_files
from sepadd.run import CollectionRun
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, MANDATE, a_run
from sepadd.values import EndToEndId, Iban, MandateReference, RunId

OLD_IBAN = Iban("NL98INGB0202345688")
MONTHS = (date(2026, 12, 1), date(2027, 1, 4), date(2027, 2, 1))


def run_in(month: int, *mandates: Mandate, **collection: Any) -> CollectionRun:
    """Give a run of the first, second or third month, with a collection for each mandate."""
    due_on = MONTHS[month]
    collections = tuple(
        replace(
            COLLECTION,
            end_to_end_id=EndToEndId(f"{due_on:%Y-%m}-{number}"),
            mandate=mandate,
            due_on=due_on,
            **collection,
        )
        for number, mandate in enumerate(mandates or (MANDATE,), start=1)
    )
    run = replace(a_run(), id=RunId(f"{due_on:%Y-%m}"), collections=collections)
    (step,) = run.history
    return replace(run, history=(replace(step, at=AT + timedelta(days=31 * month)),))


def put(folder: Path, *runs: CollectionRun) -> FromFiles:
    for run in runs:
        pain008.write_files(run, folder)
    return mandates_from_folder(folder)


def the_one(found: FromFiles) -> Mandate:
    (mandate,) = found.mandates
    return mandate


def test_a_mandate_has_all_that_was_presented_under_it(tmp_path: Path) -> None:
    found = put(tmp_path, run_in(0), run_in(1))
    assert the_one(found).presentations == (
        Presentation(
            due_on=MONTHS[0],
            sequence_type=SequenceType.RECURRENT,
            end_to_end_id=EndToEndId("2026-12-1"),
        ),
        Presentation(
            due_on=MONTHS[1],
            sequence_type=SequenceType.RECURRENT,
            end_to_end_id=EndToEndId("2027-01-1"),
        ),
    )
    assert found.findings == ()


def test_the_files_are_taken_in_the_order_of_their_creation(tmp_path: Path) -> None:
    paths = [pain008.write(run_in(month), tmp_path / f"{month}.xml") for month in (2, 0, 1)]
    presented = the_one(mandates_from_files(paths)).presentations
    assert [each.due_on for each in presented] == list(MONTHS)


def test_it_is_as_the_latest_file_says(tmp_path: Path) -> None:
    married = replace(MANDATE, debtor=replace(MANDATE.debtor, name="Ada de Vries"))
    found = put(tmp_path, run_in(0), run_in(1, married))
    assert the_one(found).debtor.name == "Ada de Vries"
    (finding,) = found.findings
    assert (finding.rule, finding.subject) == ("REA-06", "2027-01.xml, mandate M-1")
    assert finding.detail == (
        f"the debtor's name is Ada de Vries, and was {MANDATE.debtor.name} in the files before: "
        "it is as told last"
    )


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"signed_on": date(2020, 1, 1)}, "the date of signature"),
        ({"scheme": Scheme.B2B}, "the scheme"),
        ({"debtor": replace(MANDATE.debtor, iban=OLD_IBAN)}, "the account"),
    ],
)
def test_what_files_do_not_agree_on_is_told(
    change: dict[str, Any], what: str, tmp_path: Path
) -> None:
    found = put(tmp_path, run_in(0), run_in(1, replace(MANDATE, **change)))
    assert [finding.detail.partition(" is ")[0] for finding in found.findings] == [what]
    assert str(OLD_IBAN) not in found.findings[0].detail


def test_several_mandates_come_by_their_first_collection(tmp_path: Path) -> None:
    found = put(tmp_path, run_in(0, MANDATE), run_in(1, B2B_MANDATE, MANDATE))
    assert [str(mandate.reference) for mandate in found.mandates] == ["M-1", "M-2"]
    assert [mandate.scheme for mandate in found.mandates] == ["CORE", "B2B"]
    assert [len(mandate.presentations) for mandate in found.mandates] == [2, 1]


# -- changes ---------------------------------------------------------------------------------------


def test_the_account_before_a_change_is_told_by_the_file_before(tmp_path: Path) -> None:
    before = replace(MANDATE, debtor=replace(MANDATE.debtor, iban=OLD_IBAN))
    change = Amendment(on=date(2026, 12, 20), iban=OLD_IBAN)
    moved = replace(MANDATE, amendments=(change,))
    mandate = the_one(found := put(tmp_path, run_in(0, before), run_in(1, moved), run_in(2)))
    assert found.findings == ()
    assert mandate.debtor.iban == MANDATE.debtor.iban
    assert [each.iban for each in mandate.amendments] == [OLD_IBAN]
    assert [each.amendments_told for each in mandate.presentations] == [0, 1, 1]
    assert mandate.pending_amendment is None


def test_an_account_that_no_file_tells_stays_untold(tmp_path: Path) -> None:
    moved = replace(MANDATE, amendments=(Amendment(on=date(2026, 11, 1), iban=OLD_IBAN),))
    assert the_one(put(tmp_path, run_in(0, moved))).amendments == (
        Amendment(on=AT.date(), account_untold=True),
    )


def test_a_change_that_is_told_again_is_one(tmp_path: Path) -> None:
    before = replace(MANDATE, debtor=replace(MANDATE.debtor, iban=OLD_IBAN))
    moved = replace(MANDATE, amendments=(Amendment(on=date(2026, 12, 20), iban=OLD_IBAN),))
    mandate = the_one(put(tmp_path, run_in(0, before), run_in(1, moved), run_in(2, moved)))
    assert [each.iban for each in mandate.amendments] == [OLD_IBAN]


def test_a_change_that_was_untold_twice_is_one(tmp_path: Path) -> None:
    moved = replace(MANDATE, amendments=(Amendment(on=date(2026, 11, 1), iban=OLD_IBAN),))
    assert len(the_one(put(tmp_path, run_in(0, moved), run_in(1, moved))).amendments) == 1


def test_a_mandate_that_was_renamed_is_one(tmp_path: Path) -> None:
    change = Amendment(on=date(2026, 12, 20), reference=MANDATE.reference)
    renamed = replace(MANDATE, reference=MandateReference("NEW-1"), amendments=(change,))
    later = replace(renamed, amendments=())
    mandate = the_one(put(tmp_path, run_in(0), run_in(1, renamed), run_in(2, later)))
    assert (str(mandate.reference), mandate.debtor.id) == ("NEW-1", "NEW-1")
    assert len(mandate.presentations) == 3
    assert [each.reference for each in mandate.amendments] == [MANDATE.reference]


# -- files that are not what they should be --------------------------------------------------------


def test_a_copy_of_a_file_is_passed_over(tmp_path: Path) -> None:
    pain008.write(run_in(0), tmp_path / "a.xml")
    pain008.write(run_in(0), tmp_path / "b.xml")
    found = mandates_from_folder(tmp_path)
    assert len(the_one(found).presentations) == 1
    assert [(finding.rule, finding.subject) for finding in found.findings] == [("REA-08", "b.xml")]


def test_a_collection_that_was_handed_over_again_was_presented_once(tmp_path: Path) -> None:
    again = replace(run_in(0), id=RunId("again"))
    found = put(tmp_path, run_in(0), again)
    assert len(the_one(found).presentations) == 1


def test_what_is_no_file_of_collections_is_told_and_passed_over(tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_bytes(b"<Document>")
    (tmp_path / "notes.txt").write_text("left alone")
    (tmp_path / "folder.xml").mkdir()
    found = put(tmp_path, run_in(0))
    assert len(found.mandates) == 1
    assert [(each.rule, each.subject) for each in found.findings] == [("REA-07", "broken.xml")]


def test_files_in_a_zip_are_read_too(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "old.zip", "w") as archive:
        for month in (0, 1):
            archive.writestr(f"{month}.xml", pain008.render(run_in(month)))
    assert len(the_one(mandates_from_folder(tmp_path)).presentations) == 2


def test_what_a_file_cannot_tell_of_a_mandate_is_told_with_the_name_of_the_file(
    tmp_path: Path,
) -> None:
    xml = pain008.render(run_in(0)).replace(str(MANDATE.debtor.iban).encode(), b"NL00ABNA1")
    (tmp_path / "old.xml").write_bytes(xml)
    found = mandates_from_folder(tmp_path)
    assert found.mandates == ()
    assert [(each.rule, each.subject) for each in found.findings] == [
        ("REA-03", "old.xml, collection 2026-12-1"),
        ("REA-02", "old.xml, collection 2026-12-1"),
    ]


def test_a_collection_without_a_name_of_its_own_tells_of_its_mandate(tmp_path: Path) -> None:
    xml = pain008.render(run_in(0)).replace(b">2026-12-1<", b">NOTPROVIDED<")
    (tmp_path / "old.xml").write_bytes(xml)
    (presented,) = the_one(mandates_from_folder(tmp_path)).presentations
    assert (presented.due_on, presented.end_to_end_id) == (MONTHS[0], None)


def test_clocks_with_and_without_an_offset_are_put_in_one_order(tmp_path: Path) -> None:
    first = pain008.render(run_in(0)).replace(b"+00:00</CreDtTm>", b"</CreDtTm>")
    (tmp_path / "z.xml").write_bytes(first)
    found = put(tmp_path, run_in(1))
    assert [each.due_on for each in the_one(found).presentations] == list(MONTHS[:2])


# -- as a table ------------------------------------------------------------------------------------


def test_they_go_into_a_table_and_come_back_with_their_latest_due_date(tmp_path: Path) -> None:
    found = put(tmp_path, run_in(0), run_in(1))
    table = write_mandates(found.mandates)
    (mandate,) = read_mandates(table, creditor_identifier=MANDATE.creditor_identifier)
    assert mandate.last_due_on == MONTHS[1]
    assert mandate.last_usable_on == date(2030, 1, 4)
    assert (mandate.reference, mandate.signed_on) == (MANDATE.reference, MANDATE.signed_on)


def test_without_files_there_is_nothing(tmp_path: Path) -> None:
    assert mandates_from_folder(tmp_path) == FromFiles((), NO_FINDINGS)
