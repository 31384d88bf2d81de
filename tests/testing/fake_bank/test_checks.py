"""What the fake bank rejects, with its code: a file, a batch, a collection."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.creditor_messages import ONE, THREE, TWO, File, Sent, pain_008
from helpers.fake_bank_asked import DUE, FILE, LATER, opened, reasons, texts, with_file
from sepadd.values import Euro


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (b"no xml", "FF01"),
        (FILE.written().replace(b"pain.008.001.08", b"pain.008.001.99"), "FF01"),
        (FILE.written().replace(b"<PmtMtd>DD</PmtMtd>", b""), "FF01"),
        (replace(FILE, count=4).written(), "AM19"),
        (replace(FILE, total="77.74").written(), "AM16"),
        (
            pain_008(
                replace(FILE, collections=(ONE,)),
                [
                    replace(FILE, collections=(ONE,)),
                    replace(FILE, collections=(TWO,), scheme="B2B"),
                ],
            ),
            "CH22",
        ),
    ],
    ids=["no-xml", "version", "schema", "count", "sum", "two-schemes"],
)
def test_a_file_is_rejected_as_a_whole(file: bytes, code: str) -> None:
    answer = opened().take(file)
    assert texts(answer, "GrpSts") == ["RJCT"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlPmtInfId") == []


def test_the_same_file_again_is_a_duplicate() -> None:
    bank = with_file()
    assert reasons(bank.take(FILE.written())) == ["DU01"]


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (replace(FILE, batch_count=4), "AM20"),
        (replace(FILE, batch_total="77.74"), "AM17"),
        (replace(FILE, due="2026-11-20"), "CH04"),
        (replace(FILE, due="2026-11-23"), "TM01"),
        (replace(FILE, due="2027-11-23"), "CH03"),
        (replace(FILE, iban="NL02ABNA0123456780"), "AC02"),
    ],
)
def test_a_batch_is_rejected_with_all_that_is_in_it(file: File, code: str) -> None:
    answer = opened().take(file.written())
    assert texts(answer, "GrpSts") == ["RJCT"]
    assert texts(answer, "PmtInfSts") == ["RJCT"]
    assert reasons(answer) == [code]
    assert texts(answer, "OrgnlEndToEndId") == []


def test_the_farthest_due_date_that_is_taken() -> None:
    answer = opened().take(replace(FILE, due="2027-11-22").written())
    assert texts(answer, "GrpSts") == ["ACCP"]


def test_one_batch_of_two_is_rejected() -> None:
    second = replace(FILE, collections=(THREE,), batch_total="1.00")
    answer = opened().take(pain_008(FILE, [replace(FILE, collections=(ONE, TWO)), second]))
    assert texts(answer, "GrpSts") == ["PART"]
    assert texts(answer, "OrgnlPmtInfId") == ["RUN-1-B2"]


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (replace(TWO, iban="DE89370400440532013001"), "AC01"),
        (replace(TWO, creditor_id="NL43ZZZ123456780001"), "CH11"),
        (replace(TWO, id="R-1"), "DU04"),
        (replace(ONE, id="R-2"), "AM05"),
    ],
    ids=["iban", "creditor-identifier", "id-twice", "twice"],
)
def test_one_collection_is_rejected_and_the_others_stand(wrong: Sent, code: str) -> None:
    file = replace(FILE, collections=(ONE, wrong, THREE))
    bank = opened()
    answer = bank.take(file.written())
    assert texts(answer, "GrpSts") == ["PART"]
    assert texts(answer, "TxSts") == ["RJCT"]
    assert reasons(answer) == [code]
    bank.move_to(DUE)
    assert bank.balance == Euro(cents=57_25)


def test_a_collection_of_another_day_is_no_duplicate() -> None:
    bank = with_file()
    again = replace(FILE, id="RUN-2", due="2026-12-02", collections=(replace(ONE, id="R-9"),))
    assert texts(bank.take(again.written()), "GrpSts") == ["ACCP"]


@pytest.mark.parametrize(
    ("first", "second", "codes"),
    [
        ("FRST", "RCUR", []),
        ("RCUR", "RCUR", []),
        ("FRST", "FRST", ["AG02"]),
        ("RCUR", "FRST", ["AG02"]),
        ("OOFF", "OOFF", ["AG02"]),
        ("OOFF", "RCUR", ["AG02"]),
        ("FNAL", "RCUR", ["AG02"]),
        ("RCUR", "OOFF", ["AG02"]),
        ("RCUR", "FNAL", []),
    ],
)
def test_trap_11_a_mandate_is_used_in_its_sequence(
    first: str, second: str, codes: list[str]
) -> None:
    bank = with_file(file=replace(FILE, sequence=first, collections=(ONE,)))
    later = replace(ONE, id="R-9", mandate="m-1")
    file = replace(FILE, id="RUN-2", sequence=second, due="2027-01-04", collections=(later,))
    assert reasons(bank.take(file.written())) == codes


def test_trap_10_a_rejected_first_use_is_none() -> None:
    bank = opened()
    bank.will_reject("R-1", "AM04")
    first = replace(FILE, sequence="FRST", collections=(ONE,))
    assert reasons(bank.take(first.written())) == ["AM04"]
    again = replace(first, id="RUN-2", due="2026-12-02")
    assert texts(bank.take(again.written()), "GrpSts") == ["ACCP"]


def test_a_returned_first_use_is_one() -> None:
    bank = opened()
    bank.will_return("R-1", "AM04")
    bank.take(replace(FILE, sequence="FRST", collections=(ONE,)).written())
    bank.move_to(LATER)
    again = replace(FILE, id="RUN-2", due="2026-12-10", sequence="FRST")
    file = replace(again, collections=(replace(ONE, id="R-9"),))
    assert reasons(bank.take(file.written())) == ["AG02"]


def test_a_renamed_mandate_keeps_its_uses() -> None:
    bank = with_file(file=replace(FILE, sequence="FRST", collections=(ONE,)))
    renamed = replace(ONE, id="R-9", mandate="N-1", amended="<OrgnlMndtId>M-1</OrgnlMndtId>")
    file = replace(FILE, id="RUN-2", sequence="FRST", due="2027-01-04", collections=(renamed,))
    assert reasons(bank.take(file.written())) == ["AG02"]


def test_b2b_needs_the_mandate_to_be_registered() -> None:
    bank = opened()
    bank.register_b2b("m-1")
    answer = bank.take(replace(FILE, scheme="B2B", collections=(ONE, TWO)).written())
    assert texts(answer, "OrgnlEndToEndId") == ["R-2"]
    assert reasons(answer) == ["MD01"]
