"""A folder of runs is of one command at a time, and every run in it counts."""

from __future__ import annotations

import shutil

from helpers.command_line import ITEMS, Desk, machine, said
from helpers.office import Office
from sepadd.records.stored import dumps
from sepadd.testing import a_run

# -- collect ---------------------------------------------------------------------------------------


def test_asked_again_it_collects_nothing_twice(desk: Desk) -> None:
    desk.collect()
    before = desk.contents()
    again = desk.collect()
    assert again.exit_code == 1
    assert "run 2026-12-01-1 holds it already" in said(again)
    assert desk.contents() == before


def test_a_new_item_goes_into_a_run_with_the_next_number(desk: Desk) -> None:
    desk.collect()
    desk.file("open_items.csv", ITEMS + "2026-1003,invoice,10042,5.00,2026-11-01,2026-11-30,\n")
    again = desk.collect()
    assert again.exit_code == 0
    assert "1 of 4 items are collected: 5.00 EUR, in 1 collection." in said(again)
    assert "2026-12-01-2.xml" in desk.written


def test_a_run_that_cannot_be_read_stops_everything(desk: Desk) -> None:
    desk.collect()
    (desk.out / "2026-12-01-1.run.json").write_text("{", encoding="utf-8")
    before = desk.contents()
    again = desk.collect()
    assert again.exit_code == 2
    assert "2026-12-01-1.run.json: cannot be read as a run" in said(again)
    assert desk.contents() == before


def test_a_run_is_called_as_asked(desk: Desk) -> None:
    assert desk.collect("--run-id", "DEC-2026").exit_code == 0
    assert "DEC-2026.run.json" in desk.written


def test_a_name_that_another_run_has_is_refused(desk: Desk) -> None:
    desk.collect("--run-id", "DEC-2026")
    desk.file("open_items.csv", ITEMS + "2026-1003,invoice,10042,5.00,2026-11-01,2026-11-30,\n")
    again = desk.collect("--run-id", "DEC-2026")
    assert again.exit_code == 1
    assert "another run is called DEC-2026" in said(again)


def test_two_at_once_cannot_collect_into_one_folder(desk: Desk) -> None:
    (desk.out / ".collecting").mkdir(parents=True)
    result = desk.collect()
    assert result.exit_code == 2
    assert "another sepadd is at work" in said(result)
    assert desk.written == [".collecting"]


# -- what a bookkeeper gets wrong ------------------------------------------------------------------


def test_a_folder_of_runs_that_is_a_file_is_refused(desk: Desk) -> None:
    desk.out.write_text("", encoding="utf-8")
    result = desk.collect()
    assert result.exit_code == 2
    assert "is a file" in said(result)


def test_each_run_of_a_folder_takes_its_own(office: Office) -> None:
    office.file(
        "open_items.csv",
        b"number,kind,debtor_id,amount\nX-1,invoice,10042,5.00\n",
    )
    office.collect(run_id="OTHER")
    told = machine(office.record("--format", "json", run=office.runs))
    assert [(run["run_id"], run["standing"]) for run in told["runs"]] == [
        ("DEMO-2026-12", "settled"),
        ("OTHER", "prepared"),
    ]
    assert (office.out / "OTHER.run.json").read_bytes() == (
        office.runs / "OTHER.run.json"
    ).read_bytes()


def test_a_folder_without_runs_is_told(office: Office) -> None:
    office.run.unlink()
    result = office.record(run=office.runs)
    assert result.exit_code == 2
    assert "holds no run: their records are called <run id>.run.json" in said(result)


def test_a_run_that_is_there_twice_is_told(office: Office) -> None:
    shutil.copy(office.run, office.runs / "copy.run.json")
    result = office.record(run=office.runs)
    assert result.exit_code == 2
    assert "holds run DEMO-2026-12 more than once" in said(result)


def test_runs_of_two_creditors_do_not_share_a_table_of_mandates(office: Office) -> None:
    other = dumps(a_run()).replace("NL42ZZZ123456780001", "NL52ZZZ999999990001")
    (office.runs / "other.run.json").write_text(other, encoding="utf-8")
    result = office.record(run=office.runs)
    assert result.exit_code == 2
    assert "record those of one creditor at a time" in said(result)


def test_the_new_folder_is_one_to_collect_from(office: Office) -> None:
    """What failed can be collected again, and what was paid cannot."""
    office.record(run=office.runs)
    office.runs = office.out
    shutil.copy(office.out / "open_items.csv", office.folder / "open_items.csv")
    shutil.copy(office.out / "mandates.csv", office.folder / "mandates.csv")
    told = machine(office.collect("--format", "json", run_id="NEXT"))
    collected = {line["number"] for line in told["lines"] if line["collected"]}
    assert collected == {"2026-1105", "2026-1106", "2026-1021"}
