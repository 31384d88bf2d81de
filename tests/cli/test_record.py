"""The bank's answers are recorded, and everything is written into a new folder."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from helpers.command_line import call, machine, said
from helpers.example_answers import CLOSED, NO_FUNDS
from helpers.office import WRITTEN, Office, contents, fail_at
from sepadd.records.tables import MANDATE_COLUMNS, read_open_items
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS
from sepadd.records.tables.journal_table import JOURNAL_COLUMNS
from sepadd.run.run import RunStanding
from sepadd.values import ZERO, Euro


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


# -- record ----------------------------------------------------------------------------------------


def test_recording_writes_the_run_and_all_tables(office: Office) -> None:
    result = office.record()
    assert result.exit_code == 0
    assert sorted(contents(office.out)) == WRITTEN
    assert office.recorded().standing is RunStanding.SETTLED


def test_nothing_that_was_read_is_changed(office: Office) -> None:
    runs, tables = contents(office.runs), (office.folder / "mandates.csv").read_bytes()
    office.record()
    assert contents(office.runs) == runs
    assert (office.folder / "mandates.csv").read_bytes() == tables


def test_it_says_what_has_failed_and_what_to_do(office: Office) -> None:
    told = said(office.record())
    assert "9 1908.50 pending settled" in told
    assert "DEMO-2026-12-4 10045 Jürgen Müller 42.50 rejected AC04, account closed" in told
    assert "the mandate is on hold until there is another account" in told
    assert "it can be collected again from 2026-12-10" in told
    assert "Run DEMO-2026-12 is settled: 9 settled, 1908.50 EUR; 1 rejected, 42.50 EUR" in told


def test_machines_are_told_every_change(office: Office) -> None:
    told = machine(office.record("--format", "json"))
    assert told["runs"] == [
        {
            "run_id": "DEMO-2026-12",
            "standing": "settled",
            "collections": 11,
            "total": "2038.45",
            "by_status": {
                "settled": {"collections": 9, "total": "1908.50"},
                "rejected": {"collections": 1, "total": "42.50"},
                "returned": {"collections": 1, "total": "87.45"},
            },
            "path": str(office.out / "DEMO-2026-12.run.json"),
        }
    ]
    assert len(told["effects"]) == 11
    effects = {effect["collection"]: effect for effect in told["effects"]}
    assert effects[NO_FUNDS] == {
        "collection": NO_FUNDS,
        "debtor_id": "10046",
        "mandate": "WL-0005",
        "amount": "87.45",
        "before": "pending",
        "after": "returned",
        "items": ["invoice 2026-1105", "invoice 2026-1106", "invoice 2026-1021"],
        "failed_on": "2026-12-03",
        "reason": {
            "code": "AM04",
            "meaning": "insufficient funds",
            "text": "returned by the debtor's bank",
        },
        "follow_up": {
            "retry": "later",
            "retry_from": "2026-12-10",
            "mandate": "keep",
            "whom": "debtor",
            "what": "say that it will be collected again, and on which day",
        },
    }
    assert effects["DEMO-2026-12-1"]["follow_up"] is None
    assert effects["DEMO-2026-12-1"]["reason"] is None


def test_machines_are_told_where_it_stands_and_what_it_comes_to(office: Office) -> None:
    told = machine(office.record("--format", "json"))
    assert list(told) == [
        *("runs", "effects", "findings", "balances"),
        *("journal", "mandates", "open_items", "findings_table"),
    ]
    assert told["balances"] == {
        "receivable": "-1908.50",
        "in transit": "0.00",
        "bank": "1905.00",
        "return charges": "3.50",
    }
    assert told["findings"] == []
    names = ("journal", "mandates", "open_items", "findings_table")
    assert all(Path(told[name]).is_file() for name in names)


def test_without_tables_none_is_written(office: Office) -> None:
    arguments = map(str, ("record", office.run, *office.answers, "--out", office.out))
    told = machine(call(*arguments, "--format", "json"))
    assert (told["mandates"], told["open_items"]) == (None, None)
    assert sorted(contents(office.out)) == [*WRITTEN[:3]]


def test_the_mandate_of_a_closed_account_is_on_hold(office: Office) -> None:
    office.record()
    on_hold = {row["reference"]: row for row in rows(office.out / "mandates.csv")}
    assert on_hold["WL-0004"]["suspended_on"] == "2026-11-23"
    assert on_hold["WL-0004"]["suspension_reason"] == (
        f"AC04, account closed (collection {CLOSED})"
    )
    assert on_hold["WL-0001"]["last_due_on"] == "2026-12-01"


def test_what_was_paid_is_no_longer_open_and_what_failed_is(office: Office) -> None:
    office.record()
    left = {item.number for item in read_open_items((office.out / "open_items.csv").read_bytes())}
    assert {"2026-1104", "2026-1105", "2026-1106", "2026-1021"} <= left
    assert {"2026-1101", "2026-1102", "C-2026-031"} & left == set()


def test_the_tables_have_their_columns(office: Office) -> None:
    office.record()
    heads = {
        path.stem: path.read_text("utf-8").splitlines()[0].split(",")
        for path in office.out.glob("*.csv")
    }
    assert heads == {
        "mandates": list(MANDATE_COLUMNS.names),
        "open_items": list(OPEN_ITEM_COLUMNS.names),
        "journal": list(JOURNAL_COLUMNS),
        "findings": ["rule", "severity", "subject", "detail", "source"],
    }


def test_the_journal_is_balanced_and_in_the_order_of_days(office: Office) -> None:
    office.record()
    journal = rows(office.out / "journal.csv")
    debits, credits_ = (
        Euro.total(Euro(row[side]) for row in journal if row[side]) for side in ("debit", "credit")
    )
    assert debits == credits_ > ZERO
    assert [row["date"] for row in journal] == sorted(row["date"] for row in journal)
    assert {row["account"] for row in journal} == {
        *("receivable", "in transit", "bank", "return charges")
    }


@pytest.mark.parametrize(
    ("closes", "answers", "in_transit"),
    [
        ("at-file", 1, "2038.45"),
        ("at-file", 2, "1995.95"),
        ("at-file", 3, "0.00"),
        ("at-settlement", 2, "0.00"),
        ("at-settlement", 3, "0.00"),
    ],
)
def test_what_is_in_transit_is_what_the_bank_has_still_to_pay(
    office: Office, closes: str, answers: int, in_transit: str
) -> None:
    more = ("--closes", closes, "--format", "json")
    told = machine(office.record(*more, answers=office.answers[:answers]))
    assert told["balances"]["in transit"] == in_transit


def test_amounts_are_written_as_they_are_read(office: Office) -> None:
    table = (office.folder / "open_items.csv").read_text("utf-8")
    semicolons = table.replace(",", ";").replace(".", ",")
    (office.folder / "open_items.csv").write_text(semicolons, encoding="utf-8")
    assert office.record("--decimal", "comma").exit_code == 0
    assert "42,50" in (office.out / "open_items.csv").read_text("utf-8")
    assert ";87,45;" in (office.out / "journal.csv").read_text("utf-8")


def test_recorded_again_on_the_new_books_nothing_changes(office: Office) -> None:
    office.record()
    once = contents(office.out)
    again = office.folder / "again"
    result = office.record(run=office.out / office.run.name, books=office.out, out=again)
    assert result.exit_code == 0
    assert "Nothing of a collection was told that was not known." in said(result)
    assert contents(again) == once


def test_one_by_one_it_comes_to_the_same_as_all_at_once(office: Office) -> None:
    office.record()
    run, books = office.run, office.folder
    for number, answer in enumerate(office.answers):
        out = office.folder / f"after-{number}"
        assert office.record(run=run, books=books, answers=[answer], out=out).exit_code == 0
        run, books = out / run.name, out
    assert contents(books).keys() == contents(office.out).keys()
    assert contents(books)["mandates.csv"] == contents(office.out)["mandates.csv"]
    assert contents(books)["journal.csv"] == contents(office.out)["journal.csv"]
    assert contents(books)[run.name] == contents(office.out)[run.name]
    assert sorted(contents(books)["open_items.csv"].splitlines()) == sorted(
        contents(office.out)["open_items.csv"].splitlines()
    )


def test_in_another_order_it_comes_to_the_same(office: Office) -> None:
    office.record()
    backwards = office.folder / "backwards"
    office.record(answers=office.answers[::-1], out=backwards)
    assert contents(backwards) == contents(office.out)


def test_a_one_off_that_is_turned_down_late_can_be_used_again(office: Office) -> None:
    """The table says that it was used, and the run by then that it was not."""
    reject = office.answers[1].read_text("utf-8").replace(CLOSED, "DEMO-2026-12-9")
    late = reject.replace("42.50", "75.00").replace("WL-0004", "WL-0009").replace("F2.B2", "F2.B1")
    first, then = office.folder / "first", office.folder / "then"
    office.record(answers=office.answers[:1], out=first)
    office.record(
        run=first / office.run.name,
        books=first,
        answers=[office.file("late.xml", late.encode())],
        out=then,
    )
    used = [
        next(row for row in rows(out / "mandates.csv") if row["reference"] == "WL-0009")
        for out in (first, then)
    ]
    assert [row["last_due_on"] for row in used] == ["2026-12-01", ""]


def test_what_fits_nothing_is_told_and_the_rest_is_recorded(office: Office) -> None:
    other = office.answers[4].read_text("utf-8").replace(NO_FUNDS, "SOMEBODY-ELSE")
    other = other.replace("WL-0005", "XX-0005").replace("DEMO-2026-12.F2.B2", "X")
    result = office.record(answers=[office.file("other.xml", other.encode()), office.answers[3]])
    assert result.exit_code == 0
    assert "To be looked at: [BNK-01]" in said(result)
    (finding,) = rows(office.out / "findings.csv")
    assert (finding["rule"], finding["severity"]) == ("BNK-01", "warning")
    assert "SOMEBODY-ELSE" in finding["subject"]
    assert office.recorded().tally.total() == 11


def test_a_reason_that_is_told_later_says_what_to_do_then(office: Office) -> None:
    told = office.answers[1].read_text("utf-8")
    bare = office.file("bare.xml", told.replace("<Rsn><Cd>AC04</Cd></Rsn>", "").encode())
    first = office.folder / "first"
    assert "whether it is collected again is to be decided" in said(
        office.record(answers=[bare], out=first)
    )
    again = office.record(
        "--format", "json", run=first / office.run.name, books=first, answers=office.answers[1:2]
    )
    (effect,) = machine(again)["effects"]
    assert (effect["before"], effect["after"]) == ("rejected", "rejected")
    assert (effect["reason"]["code"], effect["follow_up"]["mandate"]) == ("AC04", "amend")


# -- what keeps it from recording ------------------------------------------------------------------


@pytest.mark.parametrize("folder", [False, True])
def test_a_run_that_was_not_handed_over_says_what_to_do(prepared: Office, *, folder: bool) -> None:
    result = prepared.record(run=prepared.runs if folder else None)
    assert result.exit_code == 2
    assert "run DEMO-2026-12 is prepared: the bank cannot have answered it" in said(result)
    assert "sepadd submit DEMO-2026-12.run.json --at" in said(result)
    assert not prepared.out.exists()


@pytest.mark.parametrize("name", WRITTEN)
def test_what_stands_there_is_not_overwritten(office: Office, name: str) -> None:
    office.out.mkdir()
    (office.out / name).write_text("mine", encoding="utf-8")
    result = office.record()
    assert result.exit_code == 2
    assert "stands there already" in said(result)
    assert contents(office.out) == {name: b"mine"}


def test_the_input_is_never_the_output(office: Office) -> None:
    before = contents(office.runs)
    assert office.record(out=office.runs).exit_code == 2
    assert contents(office.runs) == before
    assert office.record(out=office.folder).exit_code == 2


@pytest.mark.parametrize("name", WRITTEN)
@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_on_the_way_leaves_nothing_behind(
    office: Office, monkeypatch: pytest.MonkeyPatch, name: str, failure: BaseException
) -> None:
    fail_at(monkeypatch, name, failure)
    assert office.record().exit_code != 0
    assert not office.out.exists()


def test_two_at_once_cannot_record_into_one_folder(office: Office) -> None:
    (office.out / ".collecting").mkdir(parents=True)
    result = office.record()
    assert result.exit_code == 2
    assert "another sepadd is at work" in said(result)
    assert [path.name for path in office.out.iterdir()] == [".collecting"]


@pytest.mark.parametrize("table", ["mandates.csv", "open_items.csv"])
def test_a_table_that_cannot_be_read_stops_everything(office: Office, table: str) -> None:
    (office.folder / table).write_text("name\nAda\n", encoding="utf-8")
    result = office.record()
    assert result.exit_code == 2
    assert f"{table}: there is no column" in said(result)
    assert not office.out.exists()


def test_machines_are_told_why_nothing_was_recorded(prepared: Office) -> None:
    result = prepared.record("--format", "json")
    assert result.exit_code == 2
    assert machine(result)["error"].startswith("run DEMO-2026-12 is prepared")
