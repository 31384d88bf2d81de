"""Collecting on the command line: what it prints, what it writes, and how it ends."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

import pytest

from helpers.command_line import CREDITOR, ITEMS, MANDATES, ONE_ITEM, Desk, machine, said

# -- collect ---------------------------------------------------------------------------------------


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


# -- what a bookkeeper gets wrong ------------------------------------------------------------------


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


# -- for machines ----------------------------------------------------------------------------------


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
