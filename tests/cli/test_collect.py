"""The command ``sepadd``: what it prints, what it writes, and with which exit code it ends."""

from __future__ import annotations

import importlib
import json
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path
from zoneinfo import available_timezones

import pytest

from helpers.command_line import CREDITOR, ITEMS, MANDATES, Desk, call, machine, said
from sepadd.catalogue import CATALOGUE
from sepadd.cli.answer import WIDTH, console_on
from sepadd.cli.demo import RUN
from sepadd.cli.tables import printable
from sepadd.messages.parsing import schema_path

ONE_ITEM = ITEMS.splitlines(keepends=True)[:2]

COLOUR = re.compile("\x1b\\[")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


# -- collect ------------------------------------------------------------------------------------


def test_collecting_writes_the_files_the_run_and_the_proposal(desk: Desk) -> None:
    result = desk.collect()
    assert result.exit_code == 0
    assert desk.written == [
        "2026-12-01-1.F1.xml",
        "2026-12-01-1.F2.xml",
        "2026-12-01-1.proposal.csv",
        "2026-12-01-1.run.json",
    ]


def test_it_says_what_is_collected_and_where_it_stands(desk: Desk) -> None:
    told = said(desk.collect())
    assert "3 of 3 items are collected: 340.00 EUR, in 2 collections." in told
    assert str(desk.out / "2026-12-01-1.F1.xml") in told


def test_the_same_call_gives_the_same_bytes(tmp_path: Path) -> None:
    contents = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        assert desk.collect().exit_code == 0
        contents.append(desk.contents())
    assert contents[0] == contents[1]


def test_a_line_that_is_left_out_is_told_and_the_rest_is_collected(desk: Desk) -> None:
    desk.file("open_items.csv", ITEMS + "2026-1003,invoice,10060,5.00,2026-11-01,2026-11-30,\n")
    result = desk.collect()
    assert result.exit_code == 0
    assert "debtor 10060 has no mandate for this creditor" in said(result)


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


def test_a_file_that_stands_there_is_not_overwritten(desk: Desk) -> None:
    desk.collect()
    (desk.out / "2026-12-01-1.run.json").unlink()  # so that its number is free again
    before = desk.contents()
    again = desk.collect()
    assert again.exit_code == 2
    assert "stands there already" in said(again)
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


def test_a_failure_while_the_files_come_in_leaves_the_folder_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.out.mkdir()
    (desk.out / "note.txt").write_text("mine", encoding="utf-8")
    replace = Path.replace

    def full(path: Path, target: Path) -> Path:
        if target == desk.out / "2026-12-01-1.F2.xml":
            raise OSError(28, "No space left on device", str(target))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", full)
    result = desk.collect()
    assert result.exit_code == 2
    assert "No space left on device" in said(result)
    assert desk.written == ["note.txt"]


def test_a_schema_that_refuses_leaves_no_folder_behind(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    schema = schema_path("pain.008.001.08").read_text("utf-8")
    strict = tmp_path / "strict.xsd"
    strict.write_text(schema.replace('value="SLEV"', 'value="SHAR"'), encoding="utf-8")
    monkeypatch.setattr("sepadd.messages.writing.outgoing_file.schema_path", lambda _: strict)
    result = desk.collect()
    assert result.exit_code == 1
    assert "[XSD-01]" in said(result)
    assert not desk.out.exists()


def test_the_message_version_can_be_chosen(desk: Desk) -> None:
    assert desk.collect("--message", "pain.008.001.02").exit_code == 0
    written = (desk.out / "2026-12-01-1.F1.xml").read_text("utf-8")
    assert "urn:iso:std:iso:20022:tech:xsd:pain.008.001.02" in written


def test_without_a_choice_the_profile_chooses_the_message_version(desk: Desk) -> None:
    assert desk.collect("--profile", "de-02").exit_code == 0
    written = (desk.out / "2026-12-01-1.F1.xml").read_text("utf-8")
    assert "urn:iso:std:iso:20022:tech:xsd:pain.008.001.02" in written


@pytest.mark.parametrize(
    ("more", "created_at"),
    [
        ((), "2026-11-23T09:00:00+01:00"),
        (("--at", "12:15"), "2026-11-23T12:15:00+01:00"),
        (("--time-zone", "UTC"), "2026-11-23T09:00:00+00:00"),
    ],
)
def test_the_time_of_creation_is_the_one_that_is_given(
    desk: Desk, more: tuple[str, ...], created_at: str
) -> None:
    if "--time-zone" in more and not available_timezones():
        pytest.skip("this machine has no time zones")
    desk.collect(*more)
    written = (desk.out / "2026-12-01-1.F1.xml").read_text("utf-8")
    assert f"<CreDtTm>{created_at}</CreDtTm>" in written


@pytest.mark.parametrize(("at", "code"), [("12:30", 0), ("12:31", 1)])
def test_after_the_cut_off_the_file_is_a_day_late(desk: Desk, at: str, code: int) -> None:
    result = desk.collect("--profile", "abn-amro", "--at", at, on="2026-11-30")
    assert result.exit_code == code


def test_amounts_with_a_comma_are_read_when_they_are_declared(desk: Desk) -> None:
    desk.file("open_items.csv", "number;kind;debtor_id;amount\n1;invoice;10042;12,50\n")
    result = desk.collect("--decimal", "comma")
    assert result.exit_code == 0
    assert "12.50 EUR, in 1 collection" in said(result)


# -- what a bookkeeper gets wrong ---------------------------------------------------------------


def test_a_wrong_iban_is_told_with_its_line_and_mandate(desk: Desk) -> None:
    desk.file("mandates.csv", MANDATES.replace("NL35ABNA0101234562", "NL36ABNA0101234562"))
    result = desk.collect()
    assert result.exit_code == 2
    assert "line 2, mandates.csv, mandate M-1" in said(result)
    assert "the check digits 36 do not fit" in said(result)
    assert not desk.out.exists()


def test_a_table_without_a_needed_column_is_told(desk: Desk) -> None:
    desk.file("mandates.csv", "reference,name\nM-1,Ada Jansen\n")
    result = desk.collect()
    assert result.exit_code == 2
    assert "there is no column iban" in said(result)
    assert not desk.out.exists()


def test_a_row_of_the_wrong_length_is_told_with_its_line(desk: Desk) -> None:
    desk.file("open_items.csv", ITEMS + "2026-1003,invoice\n")
    result = desk.collect()
    assert result.exit_code == 2
    assert "line 5, open_items.csv: the row has 2 cells" in said(result)


def test_every_wrong_row_is_told_at_once(desk: Desk) -> None:
    desk.file("open_items.csv", ITEMS.replace("40.00", "40,00.0").replace("310.00", "x"))
    told = said(desk.collect())
    assert "line 2" in told
    assert "line 4" in told


def test_a_signature_in_the_future_is_told(desk: Desk) -> None:
    desk.file("mandates.csv", MANDATES.replace("2026-01-15", "2026-11-24"))
    desk.file("open_items.csv", "".join(ONE_ITEM))
    result = desk.collect()
    assert result.exit_code == 1
    assert "signed on 2026-11-24" in said(result)
    assert not desk.out.exists()


def test_a_due_date_on_good_friday_is_collected_and_told(desk: Desk) -> None:
    result = desk.collect(due="2027-03-26", on="2027-03-22")
    assert result.exit_code == 0
    assert "2027-03-26 is no TARGET day; it would settle on the next, 2027-03-30" in said(result)


def test_what_is_true_of_all_is_told_a_few_times_and_counted(desk: Desk) -> None:
    row = "N-{0},{0},Ada Jansen,NL35ABNA0101234562,CORE,recurrent,2026-01-15,,consumer\n"
    item = "{0},invoice,{0},5.00,2026-11-01,,\n"
    desk.file("mandates.csv", MANDATES + "".join(row.format(n) for n in range(7)))
    desk.file("open_items.csv", ONE_ITEM[0] + "".join(item.format(n) for n in range(7)))
    result = desk.collect(due="2027-03-26", on="2027-03-22")
    assert result.output.count("is no TARGET day") == 5
    assert "[COL-02] and 2 more like these" in said(result)


def test_an_emoji_in_a_name_is_converted_and_told(desk: Desk) -> None:
    desk.file("mandates.csv", MANDATES.replace("Ada Jansen", "Ada \N{SWIMMER} Jansen"))
    result = desk.collect()
    assert result.exit_code == 0
    assert "becomes 'Ada . Jansen'" in said(result)


def test_a_name_of_nothing_but_an_emoji_is_refused(desk: Desk) -> None:
    desk.file("mandates.csv", MANDATES.replace("Ada Jansen", "\N{SWIMMER}"))
    desk.file("open_items.csv", "".join(ONE_ITEM))
    result = desk.collect()
    assert result.exit_code == 1
    assert "cannot be written in EPC characters" in said(result)


def test_a_debtor_whose_items_come_to_nothing_waits(desk: Desk) -> None:
    desk.file("open_items.csv", "".join(ONE_ITEM) + "C-12,credit_note,10042,40.00,2026-11-03,,\n")
    result = desk.collect()
    assert result.exit_code == 1
    assert "come to 0.00: nothing to collect from debtor 10042" in said(result)
    assert "Nothing to collect for 2026-12-01: nothing was written." in said(result)
    assert not desk.out.exists()


def test_a_file_that_comes_too_late_says_what_would_be_in_time(desk: Desk) -> None:
    result = desk.collect(on="2026-12-01")
    assert result.exit_code == 1
    assert "the earliest due date is 2026-12-02" in said(result)


def test_an_unknown_profile_names_those_there_are(desk: Desk) -> None:
    result = desk.collect("--profile", "nordbank")
    assert result.exit_code == 2
    assert "there is no profile 'nordbank'; there are epc, nl, abn-amro" in said(result)


def test_a_missing_file_is_named(desk: Desk) -> None:
    desk.mandates.unlink()
    result = desk.collect()
    assert result.exit_code == 2
    assert "mandates.csv' does not exist" in said(result)


def test_a_mistake_in_the_toml_is_told_with_its_line(desk: Desk) -> None:
    desk.file("creditor.toml", CREDITOR.replace('"NL42ZZZ123456780001"', "NL42ZZZ123456780001"))
    result = desk.collect()
    assert result.exit_code == 2
    assert "creditor.toml" in said(result)
    assert "line 3" in said(result)


def test_a_creditor_that_is_not_ready_is_told_what_is_missing(desk: Desk) -> None:
    desk.file("creditor.toml", 'name = "Zwembad De Waterlelie"\n')
    result = desk.collect()
    assert result.exit_code == 1
    assert "[CRE-02]" in said(result)
    assert "[CRE-03]" in said(result)


@pytest.mark.parametrize(
    ("more", "told"),
    [
        (("--due", "1-12-2026"), "write it as 2026-12-31"),
        (("--due", "2026-02-30"), "there is no such day"),
        (("--at", "9 o'clock"), "such as 09:00"),
        (("--at", "25:00"), "such as 09:00"),
        (("--time-zone", "Europe/Atlantis"), "is no time zone that this machine knows"),
        (("--time-zone", "../passwd"), "is no time zone that this machine knows"),
        (("--run-id", "A/B"), "needs 1 to 18 characters"),
        (("--message", "pain.001.001.03"), "is not one of 'pain.008.001.02', 'pain.008.001.08'"),
        (("--colour", "blue"), "No such option"),
    ],
)
def test_a_wrong_call_is_told_what_would_be_right(
    desk: Desk, more: tuple[str, ...], told: str
) -> None:
    result = desk.collect(*more)
    assert result.exit_code == 2
    assert told in said(result)
    assert not desk.out.exists()


def test_a_day_before_direct_debits_is_refused(desk: Desk) -> None:
    result = desk.collect(due="2009-10-02", on="2009-10-01")
    assert result.exit_code == 2
    assert "before SEPA direct debit began on 2009-11-02" in said(result)


def test_a_folder_of_runs_that_is_a_file_is_refused(desk: Desk) -> None:
    desk.out.write_text("", encoding="utf-8")
    result = desk.collect()
    assert result.exit_code == 2
    assert "is a file" in said(result)


def test_a_name_cannot_act_on_the_terminal() -> None:
    assert printable("Ada\x1b[2JJansen\u202e") == "Ada\\x1b[2JJansen\\u202e"


# -- for machines -------------------------------------------------------------------------------


def test_machines_are_told_every_line_and_file(desk: Desk) -> None:
    told = machine(desk.collect("--format", "json"))
    assert told["total"] == "340.00"
    assert [line["end_to_end_id"] for line in told["lines"]] == [
        "2026-12-01-1-1",
        "2026-12-01-1-1",
        "2026-12-01-1-2",
    ]
    assert [(file["scheme"], file["total"]) for file in told["files"]] == [
        ("B2B", "310.00"),
        ("CORE", "30.00"),
    ]
    assert Path(told["run"]).is_file()


def test_machines_are_told_why_nothing_is_collected(desk: Desk) -> None:
    desk.collect()
    result = desk.collect("--format", "json")
    told = machine(result)
    assert result.exit_code == 1
    assert [reason["rule"] for reason in told["lines"][0]["reasons"]] == ["PRO-07"]
    assert (told["files"], told["run"]) == ([], None)


def test_machines_are_told_what_cannot_be_read(desk: Desk) -> None:
    desk.file("mandates.csv", MANDATES.replace("NL35ABNA0101234562", "NL36ABNA0101234562"))
    result = desk.collect("--format", "json")
    assert result.exit_code == 2
    (finding,) = machine(result)["findings"]
    assert (finding["line"], finding["path"]) == (2, "iban")


@pytest.mark.parametrize(
    "arguments",
    [("calendar", "2026"), ("lead-time", "--due", "2026-12-01"), ("rules",)],
)
def test_every_question_can_be_asked_by_a_machine(arguments: tuple[str, ...]) -> None:
    result = call(*arguments, "--format", "json")
    assert result.exit_code == 0
    assert machine(result)


# -- questions ----------------------------------------------------------------------------------


def test_the_calendar_tells_the_closing_days_of_target() -> None:
    told = machine(call("calendar", "2026", "--format", "json"))
    assert [day["on"] for day in told["closing_days"]] == [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-01",
        "2026-12-25",
        "2026-12-26",
    ]
    assert told["business_days"] == {"TARGET": 256}


def test_the_calendar_of_a_country_is_told_beside_it() -> None:
    result = call("calendar", "2026", "--country", "DE-BY")
    assert result.exit_code == 0
    assert "2026-06-04 Thursday DE-BY Corpus Christi" in said(result)
    assert "TARGET & DE-BY: 252 business days in 2026" in said(result)


@pytest.mark.parametrize("arguments", [("1998",), ("2026", "--country", "XX")])
def test_a_calendar_that_there_is_not_is_refused(arguments: tuple[str, ...]) -> None:
    assert call("calendar", *arguments).exit_code == 2


def test_the_lead_time_tells_the_latest_receipt_and_the_last_refund() -> None:
    told = machine(call("lead-time", "--due", "2026-12-01", "--format", "json"))
    assert told["latest_receipt_on"] == "2026-11-30"
    assert told["last_return_on"] == "2026-12-08"
    assert told["last_refund_on"] == "2027-01-26"
    assert told["last_unauthorised_refund_on"] == "2028-01-01"


def test_in_2016_a_first_collection_needed_five_days() -> None:
    arguments = ("--due", "2016-11-18", "--sequence", "FRST")
    assert "D-5" in said(call("lead-time", *arguments))


def test_a_b2b_collection_has_no_refund() -> None:
    result = call("lead-time", "--due", "2026-12-01", "--scheme", "B2B")
    assert "last refund, no reason needed none under B2B" in said(result)


def test_a_due_date_that_moves_is_told() -> None:
    result = call("lead-time", "--due", "2026-04-03")
    assert "no TARGET day: it settles on 2026-04-07 (Tuesday)" in said(result)


@pytest.mark.parametrize(
    ("at", "code", "told"), [("12:30", 0, "in time"), ("12:31", 1, "too late")]
)
def test_whether_it_is_in_time_is_told_with_the_exit_code(at: str, code: int, told: str) -> None:
    arguments = ("--due", "2026-12-01", "--on", "2026-11-30", "--at", at, "--profile", "abn-amro")
    result = call("lead-time", *arguments)
    assert result.exit_code == code
    assert told in said(result)


def test_cor1_is_told_to_be_gone() -> None:
    result = call("lead-time", "--due", "2026-12-01", "--scheme", "COR1")
    assert result.exit_code == 2
    assert "use CORE" in said(result)


def test_the_rules_are_the_catalogue() -> None:
    told = machine(call("rules", "--format", "json"))
    assert [rule["id"] for rule in told["rules"]] == [sentence.id for sentence in CATALOGUE]


def test_no_two_sentences_of_the_catalogue_have_one_id() -> None:
    ids = [sentence.id for sentence in CATALOGUE]
    assert len(ids) == len(set(ids))


# -- the demo -----------------------------------------------------------------------------------


def test_the_demo_writes_a_run_and_says_where(tmp_path: Path) -> None:
    result = call("demo", "--out", str(tmp_path / "demo"))
    assert result.exit_code == 0
    assert str(tmp_path / "demo" / f"{RUN}.run.json") in said(result)


def test_the_demo_gives_the_same_every_time(tmp_path: Path) -> None:
    out = tmp_path / "demo"
    first = call("demo", "--out", str(out))
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    again = call("demo", "--out", str(out))
    assert (first.exit_code, again.exit_code) == (0, 0)
    assert first.output == again.output
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_the_demo_writes_where_one_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("demo").exit_code == 0
    assert any((tmp_path / "sepadd-demo").glob("*.xml"))


def test_the_demo_shows_that_nobody_is_debited_twice(tmp_path: Path) -> None:
    assert "a next proposal comes to 0.00 EUR" in said(call("demo", "--out", str(tmp_path)))


def test_the_demo_answers_machines_too(tmp_path: Path) -> None:
    told = machine(call("demo", "--out", str(tmp_path), "--format", "json"))
    assert told["run_id"] == str(RUN)


# -- the terminal -------------------------------------------------------------------------------


def test_what_is_piped_has_no_colours_and_one_width(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "40")
    result = call("rules")
    assert not COLOUR.search(result.output)
    assert max(map(len, result.output.splitlines())) == WIDTH


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_is_written_to_in_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    terminal = Terminal()
    console_on(terminal).print("OK", style="green")
    assert COLOUR.search(terminal.getvalue())


def test_an_output_without_umlauts_does_not_stop_the_command(tmp_path: Path) -> None:
    told = run_sepadd("demo", "--out", str(tmp_path), PYTHONIOENCODING="ascii")
    assert told.returncode == 0
    assert "J\\xfcrgen" in told.stdout


# -- how it is called ---------------------------------------------------------------------------


def run_sepadd(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Call the command as a process of its own, from these sources."""
    source = str(Path(__file__).parents[2] / "src")
    return subprocess.run(
        [sys.executable, "-m", "sepadd", *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={"PYTHONPATH": source, **environment},
    )


def test_python_dash_m_is_the_command() -> None:
    told = run_sepadd("rules", "--format", "json")
    assert told.returncode == 0
    assert json.loads(told.stdout)["rules"]


def test_what_cannot_be_done_is_said_without_a_traceback() -> None:
    told = run_sepadd("calendar", "2026", "--country", "XX")
    assert told.returncode == 2
    assert told.stdout == ""
    assert told.stderr.startswith("country 'XX' has no calendar")
    assert "Traceback" not in told.stderr


def test_help_and_version_are_told() -> None:
    assert "collect" in call("--help").output
    assert call("--version").output.startswith("sepadd, version ")


def test_without_click_the_command_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in [name for name in sys.modules if name.startswith("sepadd.cli.")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "click", None)
    entry = importlib.import_module("sepadd.cli.entry")
    with pytest.raises(SystemExit) as ended:
        entry.main()
    assert ended.value.code == 2
    assert capsys.readouterr().err == (
        "sepadd: the command line needs click: "
        "install it with pip install 'sepa-direct-debit[cli]'\n"
    )
