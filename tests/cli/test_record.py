"""The bank's answers on the command line: handed over, read, recorded, and back in the books."""

from __future__ import annotations

import csv
import shutil
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import Result

from helpers.command_line import call, machine, said
from helpers.example_answers import CLOSED, NAMES, NO_FUNDS, answers_to
from sepadd.cli.answered import ANSWERS
from sepadd.cli.examples import example
from sepadd.messages import pain008
from sepadd.records.stored import dumps_run, loads_run
from sepadd.records.tables import MANDATE_COLUMNS, read_open_items
from sepadd.records.tables.headings import OPEN_ITEM_COLUMNS
from sepadd.records.tables.journal_table import JOURNAL_COLUMNS
from sepadd.run import CollectionRun
from sepadd.run.run import RunStanding
from sepadd.testing import a_run
from sepadd.values import ZERO, Euro

HANDED_OVER = "2026-11-23T10:00+01:00"
WRITTEN = [
    "DEMO-2026-12.run.json",
    "findings.csv",
    "journal.csv",
    "mandates.csv",
    "open_items.csv",
]


class Office:
    """A folder with the example books, collected and handed over, and the bank's answers to it."""

    def __init__(self, folder: Path, *, submitted: bool = True) -> None:
        self.folder = folder
        self.out = folder / "new"
        self.runs = folder / "runs"
        self.run = self.runs / "DEMO-2026-12.run.json"
        self.answers = [example(f"answers/{name}") for name in NAMES]
        for name in ("creditor.toml", "mandates.csv", "open_items.csv"):
            shutil.copy(example(name), folder / name)
        self.collect()
        if submitted:
            self.submit()

    def collect(self, *more: str, run_id: str = "DEMO-2026-12") -> Result:
        files = ("--creditor", "creditor.toml", "--items", "open_items.csv")
        tables = [f"{self.folder / each}" if "." in each else each for each in files]
        mandates = ("--mandates", f"{self.folder / 'mandates.csv'}", "--run-id", run_id)
        days = ("--due", "2026-12-01", "--on", "2026-11-23", "--out", str(self.runs))
        return call("collect", *tables, *mandates, *days, *more)

    def submit(self, *more: str, at: str = HANDED_OVER) -> Result:
        return call("submit", str(self.run), "--at", at, *more)

    def record(
        self,
        *more: str,
        answers: list[Path] | None = None,
        run: Path | None = None,
        books: Path | None = None,
        out: Path | None = None,
    ) -> Result:
        of = books or self.folder
        tables = ("--mandates", of / "mandates.csv", "--items", of / "open_items.csv")
        told = self.answers if answers is None else answers
        return call("record", *map(str, (run or self.run, *told, *tables)), *self._to(out), *more)

    def _to(self, out: Path | None) -> tuple[str, str]:
        return "--out", str(out or self.out)

    def file(self, name: str, content: bytes) -> Path:
        path = self.folder / name
        path.write_bytes(content)
        return path

    def recorded(self, out: Path | None = None) -> CollectionRun:
        return loads_run(((out or self.out) / self.run.name).read_bytes())


def contents(folder: Path) -> Mapping[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def prepared(tmp_path: Path) -> Office:
    return Office(tmp_path, submitted=False)


# -- submit -------------------------------------------------------------------------------------


def test_a_run_that_was_handed_over_is_written_anew(prepared: Office) -> None:
    result = prepared.submit("--by", "ada", "--note", "by EBICS")
    assert result.exit_code == 0
    run = loads_run(prepared.run.read_bytes())
    assert run.standing is RunStanding.SUBMITTED
    assert (run.last_step.by, run.last_step.note) == ("ada", "by EBICS")
    assert run.last_step.at.isoformat() == "2026-11-23T10:00:00+01:00"


def test_nothing_but_the_record_changes_when_a_run_is_submitted(prepared: Office) -> None:
    before = contents(prepared.runs)
    prepared.submit()
    after = contents(prepared.runs)
    assert after.keys() == before.keys()
    assert [name for name in after if after[name] != before[name]] == [prepared.run.name]


def test_machines_are_told_what_was_handed_over(prepared: Office) -> None:
    assert machine(prepared.submit("--format", "json")) == {
        "run": str(prepared.run),
        "run_id": "DEMO-2026-12",
        "standing": "submitted",
        "submitted_at": "2026-11-23T10:00:00+01:00",
        "by": "",
        "note": "",
        "collections": 11,
        "total": "2038.45",
        "files": ["DEMO-2026-12.F1.xml", "DEMO-2026-12.F2.xml"],
    }


def test_a_run_is_handed_over_once(office: Office) -> None:
    before = contents(office.runs)
    result = office.submit()
    assert result.exit_code == 2
    assert "run DEMO-2026-12 is submitted: it cannot be submitted" in said(result)
    assert contents(office.runs) == before


@pytest.mark.parametrize(
    ("at", "told"),
    [
        ("2026-11-23T08:59+00:00", "was prepared at 2026-11-23 09:00:00+00:00"),
        ("2026-11-23T10:00", "write it as 2026-12-31T23:59:00+01:00, with its offset"),
        ("2026-11-23", "with its offset"),
        ("now", "with its offset"),
    ],
)
def test_an_instant_that_cannot_be_is_told(prepared: Office, at: str, told: str) -> None:
    result = prepared.submit(at=at)
    assert result.exit_code == 2
    assert told in said(result)
    assert loads_run(prepared.run.read_bytes()).standing is RunStanding.PREPARED


def test_a_run_may_be_handed_over_as_it_is_prepared(prepared: Office) -> None:
    assert prepared.submit(at="2026-11-23T09:00+00:00").exit_code == 0


def test_a_record_that_is_none_stays_as_it_is(prepared: Office) -> None:
    prepared.run.write_bytes(b'{"sepadd": "mandate"}')
    result = prepared.submit()
    assert result.exit_code == 2
    assert "cannot be read as a run" in said(result)
    assert prepared.run.read_bytes() == b'{"sepadd": "mandate"}'


@pytest.mark.parametrize("failure", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_on_the_way_leaves_the_record_as_it_was(
    prepared: Office, monkeypatch: pytest.MonkeyPatch, failure: BaseException
) -> None:
    before = contents(prepared.runs)
    fail_at(monkeypatch, prepared.run.name, failure)
    assert prepared.submit().exit_code != 0
    assert contents(prepared.runs) == before


def test_while_a_run_is_being_made_none_is_submitted(prepared: Office) -> None:
    (prepared.runs / ".collecting").mkdir()
    result = prepared.submit()
    assert result.exit_code == 2
    assert "another sepadd is at work" in said(result)


def fail_at(monkeypatch: pytest.MonkeyPatch, name: str, failure: BaseException) -> None:
    """Let a file of that name fail to come in."""
    replace = Path.replace

    def failing(path: Path, target: Path) -> Path:
        if Path(target).name == name:
            raise failure
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", failing)


# -- read ---------------------------------------------------------------------------------------


def read(*answers: Path | str) -> Result:
    return call("read", *map(str, answers))


def test_what_the_bank_says_is_shown_with_its_reason_and_place(office: Office) -> None:
    result = read(office.answers[1])
    assert result.exit_code == 0
    told = said(result)
    assert "pain.002 FB-002-20261123-2, 3 things said" in told
    assert "2026-11-23 reject (RJCT) DEMO-2026-12-4 42.50 AC04, account" in told
    assert "informs (PART)" in told
    assert "OrgnlPmtInfAndSts[1]" in told


def test_what_moved_and_what_it_cost_is_shown(office: Office) -> None:
    told = said(read(office.answers[4]))
    assert "return DEMO-2026-12-5 87.45 90.95 3.50 AM04, insufficient funds" in told


def test_machines_are_told_all_that_is_reported(office: Office) -> None:
    (answer,) = machine(read(office.answers[4], "--format", "json"))["answers"]
    assert answer["path"] == str(office.answers[4])
    assert answer["reported"] == [
        {
            "fact": "return",
            "status": "",
            "level": "collection",
            "on": "2026-12-03",
            "message": "camt.054",
            "message_id": "FB-054-20261203",
            "made_at": "2026-12-03T18:00:00+00:00",
            "by": "FAKENL2A",
            "place": "Ntfctn[1]/Ntry[1]/NtryDtls[1]/TxDtls[1]",
            "original_message_id": "",
            "batch_id": "DEMO-2026-12.F2.B2",
            "end_to_end_id": NO_FUNDS,
            "instruction_id": "",
            "mandate": "WL-0005",
            "amount": "87.45",
            "moved": "90.95",
            "charges": "3.50",
            "compensation": "0.00",
            "due_on": None,
            "booked_on": "2026-12-03",
            "entry": "FB00000004",
            "account": "NL02ABNA0123456789",
            "collections": None,
            "reason": {
                "code": "AM04",
                "meaning": "insufficient funds",
                "text": "returned by the debtor's bank",
            },
        }
    ]


def test_several_answers_are_read_in_their_order(office: Office) -> None:
    told = machine(read(*office.answers, "--format", "json"))["answers"]
    assert [answer["path"] for answer in told] == [str(path) for path in office.answers]
    assert [len(answer["reported"]) for answer in told] == [1, 3, 10, 10, 1, 1]


def zipped(files: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def test_a_zip_of_answers_says_what_is_in_it(office: Office) -> None:
    answers = {path.name: path.read_bytes() for path in office.answers}
    together = office.file("answers.zip", zipped(answers))
    (answer,) = machine(read(together, "--format", "json"))["answers"]
    assert len(answer["reported"]) == 26


NOT_XML = b"Dear customer, your file was accepted.\n"
NOTHING = b"""<?xml version="1.0"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><GrpHdr>
<MsgId>1</MsgId><CreDtTm>2026-12-01T18:00:00Z</CreDtTm></GrpHdr></BkToCstmrStmt></Document>"""
ENTITY = b"""<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><Document>&b;</Document>"""


def hostile() -> Iterator[tuple[str, bytes, str]]:
    answer = example(f"answers/{NAMES[3]}").read_bytes()
    yield "letter.xml", NOT_XML, "not well-formed XML"
    yield "empty.xml", b"", "not well-formed XML"
    yield "cut.xml", answer[:-40], "not well-formed XML"
    yield "cut.zip", zipped({"a.xml": answer})[:-30], "a zip that is cut off"
    yield "nested.zip", zipped({"a.zip": zipped({"b.xml": answer})}), "a zip within a zip"
    yield "many.zip", zipped({f"{n}.xml": b"" for n in range(1001)}), "at most 1000 are read"
    yield "entity.xml", ENTITY, "it declares a document type"
    yield "ours.xml", pain008.render(a_run()), "pain.008"


@pytest.mark.parametrize(
    ("name", "content", "told"), [pytest.param(*each, id=each[0]) for each in hostile()]
)
def test_what_is_no_answer_is_told_with_its_name(
    office: Office, name: str, content: bytes, told: str
) -> None:
    path = office.file(name, content)
    for result in (read(path), office.record(answers=[*office.answers, path])):
        assert result.exit_code == 2
        assert str(path) in said(result)
        assert told in said(result)
    assert not office.out.exists()


def test_a_statement_without_direct_debits_says_nothing(office: Office) -> None:
    result = read(office.file("other.xml", NOTHING))
    assert result.exit_code == 0
    assert "other.xml: nothing about direct debits" in said(result)


def test_a_reference_of_the_bank_cannot_act_on_the_terminal(office: Office) -> None:
    answer = office.answers[0].read_text("utf-8")
    sly = answer.replace("DEMO-2026-12.F1", "DEMO\u009b2J\u202e")
    told = read(office.file("sly.xml", sly.encode())).output
    assert "DEMO\\x9b2J\\u202e" in told
    assert "\u202e" not in told


def test_a_name_in_a_zip_cannot_act_on_the_terminal(office: Office) -> None:
    told = read(office.file("sly.zip", zipped({"../\x1b[2Ja.xml": NOT_XML}))).output
    assert "\\x1b[2Ja.xml" in told
    assert "\x1b" not in told


@pytest.mark.parametrize("arguments", [("read",), ("record", "runs")])
def test_without_an_answer_there_is_nothing_to_do(
    office: Office, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...]
) -> None:
    monkeypatch.chdir(office.folder)
    result = call(*arguments)
    assert result.exit_code == 2
    assert "Missing argument 'ANSWER...'" in said(result)


# -- record -------------------------------------------------------------------------------------


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


# -- what keeps it from recording ---------------------------------------------------------------


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


# -- a folder of runs ---------------------------------------------------------------------------


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
    other = dumps_run(a_run()).replace("NL42ZZZ123456780001", "NL52ZZZ999999990001")
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


# -- the demo -----------------------------------------------------------------------------------


def test_the_answers_are_those_of_the_fake_bank(office: Office) -> None:
    now = answers_to(loads_run(office.run.read_bytes()))
    assert {name: example(f"answers/{name}").read_bytes() for name in NAMES} == now


def test_the_demo_takes_every_example_answer() -> None:
    assert tuple(name for _, _, names in ANSWERS for name in names) == NAMES


def test_the_demo_writes_the_books_as_they_are_at_the_end(tmp_path: Path) -> None:
    result = call("demo", "--out", str(tmp_path))
    assert result.exit_code == 0
    assert set(WRITTEN) < set(contents(tmp_path))
    run = loads_run((tmp_path / "DEMO-2026-12.run.json").read_bytes())
    assert run.standing is RunStanding.SETTLED


def test_the_demo_shows_what_is_in_transit_day_by_day(tmp_path: Path) -> None:
    told = said(call("demo", "--out", str(tmp_path)))
    assert "2026-11-23 submitted -2038.45 2038.45 0.00 0.00" in told
    assert "2026-11-23 status reports -1995.95 1995.95 0.00 0.00" in told
    assert "2026-12-01 credited -1995.95 0.00 1995.95 0.00" in told
    assert "2026-12-03 returned -1908.50 0.00 1905.00 3.50" in told


def test_the_demo_tells_machines_what_was_recorded(tmp_path: Path) -> None:
    told = machine(call("demo", "--out", str(tmp_path), "--format", "json"))
    assert told["recorded"]["balances"]["in transit"] == "0.00"
    assert len(told["recorded"]["effects"]) == 11
