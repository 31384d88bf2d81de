"""The status reports and answers to cancellations of others, beside what they say, read by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from helpers.corpus import CORPUS, corpus
from sepadd.collection import Acceptance, Reported, Settlement
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers import camt029, pain002

READERS: Final[dict[str, Callable[[Path], Iterator[Reported]]]] = {
    "pain.002": pain002.iter_answers,
    "camt.029": camt029.iter_answers,
}


class Told(NamedTuple):
    """What a person reads in a message: level, fact, references, amount, reason, who says so."""

    level: str
    fact: str
    references: tuple[str, ...]
    amount: str = ""
    reason: str = ""
    by: str = ""
    on: str = ""


OURS: Final[dict[str, list[Told]]] = {
    "pain.002.001.03/moov-io-iso20022__pain002-chdd-cor1_p_ch2909000000250094239_1110097483"
    "_0_201803131722108.xml": [
        Told("batch", "Acceptance", ("MsgId-CHDD-Musterfile", "PmtInfId-CHDD-1"), on="2018-03-13"),
    ],
    "pain.002.001.03/viafintech-sepa_file_parser__pain002-valid_example.xml": [
        Told(
            *("collection", "Reject"),
            (
                *("Message-ID-12345", "Payment-Information-ID-12345", "Source1234"),
                *("InstrIDValue", "Mandate-Id"),
            ),
            *("6543.14", "AC01", "KKKKDEFFXXX", "2024-05-22"),
        ),
    ],
    "pain.002.001.10/gen-mock-bank__pain.002.001.10-sdd-group-reject-AM10-17.xml": [
        Told("file", "Reject", ("DD-BADSUM",), reason="AM10", on="2026-10-01"),
    ],
    "pain.002.001.10/gen-mock-bank__pain.002.001.10-sdd-reject-tx-MD01-02.xml": [
        Told(
            *("collection", "Reject", ("DD-1", "DD-1-B1", "DD-2026-0001")),
            reason="MD01",
            on="2026-10-01",
        ),
    ],
    "pain.002.001.10/viafintech-sepa_file_parser__pain002-valid_example_001.10.xml": [
        Told(
            *("collection", "Reject"),
            ("Message-ID-4711", "Sammlerreferenz-4710", "OriginatorID1234", "Mandate-Id"),
            *("6543.14", "AC01", "BANKDEFFXXX", "2023-11-22"),
        ),
    ],
    "pain.002.003.03/hupe1980-sepa__pain002-6.xml": [
        Told("file", "Acceptance", ("ORIG-001",), on="2026-07-14"),
    ],
    "pain.002.unknown/pypi-openpurse__pain_002_status_report_sdd_accp_group_level.xml": [
        Told("file", "Acceptance", ("Message 9 200131106",), on="2013-11-06"),
    ],
    "pain.002.unknown/pypi-openpurse__pain_002_status_report_sdd_part_rjct_trans.xml": [
        Told("file", "PART", ("Message 11 200131106",), on="2013-11-06"),
        Told(
            *("collection", "Reject"),
            (
                *("Message 11 200131106", "SEND PAYMENT VER 009", "BMO2 SEND PROD VER 13 1106"),
                "PRODVER9",
            ),
            *("0.16", "AC01", "HANDSESS", "2013-11-06"),
        ),
    ],
    "pain.002.unknown/svapnil-iso20022.js__cross_river-pain_002_debit_accepted.xml": [
        Told("file", "Acceptance", ("DD1",), on="2020-11-02"),
        Told("collection", "Acceptance", ("DD1", "DD1-1", "DD1-1"), on="2020-11-02"),
        Told("collection", "Acceptance", ("DD1", "DD1-1", "DD1-2"), on="2020-11-02"),
        Told("collection", "Acceptance", ("DD1", "DD1-1", "DD1-3"), on="2020-11-02"),
        Told("batch", "Acceptance", ("DD1", "DD1-1"), on="2020-11-02"),
    ],
}
"""The messages about direct debits, and all that they say."""

UNREADABLE: Final = {
    # a form that nobody filled in
    "pain.002.001.03/OpenBankProject-OBP-SEPA-Adapter__B2C-RJT-pain.002.001.03-example.xml": (
        "line 6: CreDtTm ''"
    ),
    # broken on purpose
    "pain.002.unknown/moov-io-iso20022__invalid_file2.xml": "line 2: not well-formed XML",
}


def names() -> list[str]:
    """Give the messages by folder and name; without the corpus, those that are known by hand."""
    folders = (CORPUS / "messages").glob("*") if CORPUS.exists() else ()
    found = (
        f"{folder.name}/{path.name}"
        for folder in folders
        if folder.name[:8] in READERS
        for path in folder.iterdir()
    )
    return sorted({*found, *OURS, *UNREADABLE})


def compact(told: Reported) -> Told:
    references = (told.message_id, told.batch_id, told.end_to_end_id, told.instruction_id)
    return Told(
        level=told.level,
        fact=told.status if told.fact is None else told.fact.__name__,
        references=tuple(filter(None, (*references, told.mandate))),
        amount="" if told.amount is None else str(told.amount),
        reason="" if told.reason is None else told.reason.code,
        by=told.said.by,
        on=str(told.on),
    )


UNDER_A_NAME_OF_NOTHING: Final = frozenset(
    {
        "pain.002.001.03/svapnil-iso20022.js__goldman_sachs-pain_002_v3_group_accepted.xml",
        "pain.002.001.03/svapnil-iso20022.js__goldman_sachs-pain_002_v3_payment_accepted.xml",
        "pain.002.001.10/pypi-mock_bank__pain.002.001.10-cbpr-originator.xml",
        "pain.002.001.10/pypi-mock_bank__pain.002.001.10-every-element.xml",
    }
)
"""Answers to CHECK_DEPOSIT and OrgnlMsgNmId, which name no message: whose they are, our ids say."""


@pytest.mark.parametrize("name", names())
def test_every_message_says_what_a_person_reads_in_it(name: str) -> None:
    path, read = corpus("messages", *name.split("/")), READERS[name[:8]]
    if name in UNREADABLE:
        with pytest.raises(UnreadableMessage, match=UNREADABLE[name]):
            list(read(path))
        return
    found = list(read(path))
    if name in OURS:
        assert list(map(compact, found)) == OURS[name]
    elif name in UNDER_A_NAME_OF_NOTHING:
        assert {told.fact for told in found} & {Acceptance, Settlement}
    else:
        assert {told.fact for told in found} <= {None}


def test_all_that_was_read_by_hand_is_there() -> None:
    folder = corpus("messages")
    assert [name for name in (*OURS, *UNREADABLE) if not (folder / name).is_file()] == []
