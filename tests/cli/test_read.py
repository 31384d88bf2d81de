"""What the bank says is shown, and whatever is no answer is told with its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from click.testing import Result

from helpers.command_line import call, machine, said
from helpers.example_answers import NAMES, NO_FUNDS
from helpers.office import Office
from sepadd.cli.examples import example
from sepadd.messages import pain008
from sepadd.testing import a_run


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
