"""What a bank answers to a cancellation: done, refused or not yet known, and of what."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from sepadd.collection import BankFact, Cancellation, FactSource, Level, Reported, reason
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.camt029 import iter_answers
from sepadd.values import Euro

HEAD = "<Assgnmt><Id>BANK-9</Id><CreDtTm>2026-11-25T10:00:00</CreDtTm></Assgnmt>"
OF_OURS = (
    "<OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>"
    "<OrgnlNbOfTxs>3</OrgnlNbOfTxs>"
)


def tagged(tag: str, text: str) -> str:
    return f"<{tag}>{text}</{tag}>" if text else ""


def group(status: str = "", why: str = "") -> str:
    return f"<OrgnlGrpInfAndSts>{OF_OURS}{tagged('GrpCxlSts', status)}{why}</OrgnlGrpInfAndSts>"


def batch(*collections: str, status: str = "", why: str = "", id: str = "RUN-1/1") -> str:
    return (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{id}</OrgnlPmtInfId>{tagged('PmtInfCxlSts', status)}"
        f"{why}{''.join(collections)}</OrgnlPmtInfAndSts>"
    )


def collection(name: str = "E-1", status: str = "", why: str = "", more: str = "") -> str:
    return (
        f"<TxInfAndSts><OrgnlInstrId>I-1</OrgnlInstrId><OrgnlEndToEndId>{name}</OrgnlEndToEndId>"
        f"{tagged('TxCxlSts', status)}{why}{more}</TxInfAndSts>"
    )


def details(*said: str) -> str:
    return f"<CxlDtls>{''.join(said)}</CxlDtls>"


def because(code: str, text: str = "") -> str:
    return (
        "<CxlStsRsnInf><Orgtr><Nm>Jan</Nm></Orgtr>"
        f"<Rsn><Cd>{code}</Cd></Rsn>{tagged('AddtlInf', text)}</CxlStsRsnInf>"
    )


def answer(*said: str, confirmed: str = "", head: str = HEAD, version: str = "09") -> bytes:
    status = f"<Sts><Conf>{confirmed}</Conf></Sts>" if confirmed else ""
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.{version}">'
        f"<RsltnOfInvstgtn>{head}{status}{''.join(said)}</RsltnOfInvstgtn></Document>"
    ).encode()


def told(source: bytes) -> list[tuple[Level, type[BankFact] | None, str]]:
    return [
        (each.level, each.fact, each.end_to_end_id or each.batch_id)
        for each in iter_answers(source)
    ]


def test_a_cancelled_collection_is_told_with_all_that_is_repeated_of_it() -> None:
    more = (
        '<OrgnlInstdAmt Ccy="EUR">12.5</OrgnlInstdAmt><OrgnlReqdColltnDt>2026-12-01'
        "</OrgnlReqdColltnDt><OrgnlTxRef><MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf>"
        "</OrgnlTxRef>"
    )
    said = collection(status="ACCR", why=because("CUST", "asked for"), more=more)
    (found,) = iter_answers(answer(details(group(), batch(said)), confirmed="CNCL"))
    assert found == Reported(
        fact=Cancellation,
        level=Level.COLLECTION,
        on=date(2026, 11, 25),
        said=found.said,
        place="OrgnlPmtInfAndSts[1]/TxInfAndSts[1]",
        status="ACCR",
        message_id="RUN-1",
        batch_id="RUN-1/1",
        end_to_end_id="E-1",
        instruction_id="I-1",
        mandate="M-1",
        amount=Euro(cents=1250),
        due_on=date(2026, 12, 1),
        reason=reason("CUST", "asked for"),
    )
    at = datetime(2026, 11, 25, 10)  # noqa: DTZ001 - as the bank gave it
    assert found.said == FactSource("camt.029", "BANK-9", at, "Jan")


def test_what_is_repeated_may_stand_in_the_original_alone() -> None:
    more = (
        '<OrgnlTxRef><Amt><InstdAmt Ccy="EUR">12.5</InstdAmt></Amt><ReqdColltnDt>2026-12-01'
        "</ReqdColltnDt></OrgnlTxRef>"
    )
    (found,) = iter_answers(answer(details(batch(collection(status="ACCR", more=more)))))
    assert (found.amount, found.due_on) == (Euro(cents=1250), date(2026, 12, 1))


def test_a_cancelled_file_is_told_of_the_file() -> None:
    (found,) = iter_answers(answer(details(group("ACCR"))))
    assert (found.level, found.fact, found.message_id, found.collections, found.reason) == (
        *(Level.FILE, Cancellation),
        *("RUN-1", 3, reason("")),
    )


def test_a_cancelled_batch_is_told_of_the_batch() -> None:
    (found,) = iter_answers(answer(details(group(), batch(status="ACCR"))))
    assert (found.level, found.fact, found.message_id, found.batch_id) == (
        *(Level.BATCH, Cancellation),
        *("RUN-1", "RUN-1/1"),
    )


@pytest.mark.parametrize(
    ("status", "fact"),
    [("ACCR", Cancellation), ("CNCL", Cancellation), ("RJCR", None), ("PDCR", None), ("X", None)],
)
@pytest.mark.parametrize("level", Level)
def test_only_an_accepted_cancellation_is_one(
    level: Level, status: str, fact: type[BankFact] | None
) -> None:
    said = {
        Level.FILE: group(status, because("LEGL")),
        Level.BATCH: batch(status=status, why=because("LEGL")),
        Level.COLLECTION: batch(collection(status=status, why=because("LEGL"))),
    }
    (found,) = iter_answers(answer(details(said[level])))
    assert (found.level, found.fact, found.status, found.reason) == (
        *(level, fact),
        *(status, reason("LEGL")),
    )


@pytest.mark.parametrize(
    ("said", "right"),
    [
        (details(group()), [(Level.FILE, Cancellation, "")]),
        (details(group(), batch()), [(Level.BATCH, Cancellation, "RUN-1/1")]),
        (details(batch()), [(Level.BATCH, Cancellation, "RUN-1/1")]),
        (details(group(), batch(collection())), [(Level.COLLECTION, Cancellation, "E-1")]),
        (details(group(), collection()), [(Level.COLLECTION, Cancellation, "E-1")]),
        (details(collection()), [(Level.COLLECTION, Cancellation, "E-1")]),
        (details(collection(status="RJCR")), [(Level.COLLECTION, None, "E-1")]),
        (
            details(group(), batch(collection("A"), collection("B", "RJCR"), status="PACR")),
            [
                (Level.COLLECTION, None, "A"),
                (Level.COLLECTION, None, "B"),
                (Level.BATCH, None, "RUN-1/1"),
            ],
        ),
        (
            details(group("RJCR"), batch(collection()), batch(status="ACCR", id="2")),
            [
                (Level.FILE, None, ""),
                (Level.COLLECTION, None, "E-1"),
                (Level.BATCH, Cancellation, "2"),
            ],
        ),
        (
            details(group()) + details(group("RJCR")) + details(collection("B")),
            [
                (Level.FILE, Cancellation, ""),
                (Level.FILE, None, ""),
                (Level.COLLECTION, Cancellation, "B"),
            ],
        ),
        ("", [(Level.FILE, None, "")]),
    ],
)
def test_what_has_no_status_has_that_of_what_it_stands_in(
    said: str, right: list[tuple[Level, type[BankFact] | None, str]]
) -> None:
    assert told(answer(said, confirmed="CNCL")) == right


@pytest.mark.parametrize(
    "said",
    [
        details(group("ACCR"), batch(collection(status="ACCR"))),
        details(group("ACCR"), batch(collection())),
        details(group(), batch(collection(), status="ACCR")),
        details(group("ACCR"), batch(collection(status="ACCR"), status="ACCR")),
        details(group("ACCR"), collection()),
    ],
)
def test_no_more_is_cancelled_than_what_is_named(said: str) -> None:
    assert told(answer(said, confirmed="CNCL")) == [(Level.COLLECTION, Cancellation, "E-1")]


def test_of_a_file_whose_cancellation_was_accepted_the_named_batch_is_cancelled() -> None:
    said = details(group("ACCR"), batch())
    assert told(answer(said)) == [(Level.BATCH, Cancellation, "RUN-1/1")]


def test_what_was_refused_of_a_file_leaves_the_rest_of_it_as_it_is() -> None:
    said = details(group("ACCR"), batch(collection(status="RJCR")))
    assert told(answer(said)) == [(Level.COLLECTION, None, "E-1")]


def test_what_nothing_is_said_of_only_informs() -> None:
    (found,) = iter_answers(answer(details(batch(collection()))))
    assert (found.fact, found.status, found.reason) == (None, "", None)


def test_a_collection_may_name_its_own_file() -> None:
    named = f"<OrgnlGrpInf>{OF_OURS.replace('RUN-1', 'RUN-2')}</OrgnlGrpInf>"
    found = [
        *iter_answers(answer(details(group(), collection(status="ACCR", more=named), collection())))
    ]
    assert [each.message_id for each in found] == ["RUN-2", "RUN-1"]


def test_an_answer_about_anything_else_only_informs() -> None:
    source = answer(details(group("ACCR")), confirmed="CNCL").replace(b"pain.008", b"pain.001")
    assert told(source) == [(Level.FILE, None, "")]


def test_a_confirmation_that_names_nothing_keeps_its_status() -> None:
    (found,) = iter_answers(answer(confirmed="RJCR"))
    assert (found.fact, found.status, found.place, found.message_id) == (None, "RJCR", "Sts", "")


def test_an_answer_that_says_nothing_tells_nothing() -> None:
    assert [*iter_answers(answer())] == []


@pytest.mark.parametrize("version", [f"{number:02}" for number in range(3, 14)])
def test_an_answer_says_the_same_in_every_version(version: str) -> None:
    source = answer(details(group("ACCR")), version=version)
    assert told(source) == [(Level.FILE, Cancellation, "")]


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (b"<Document><CstmrPmtStsRpt/></Document>", "^line 1: not a camt.029 but a pain.002$"),
        (answer(head=""), "^line 1: a camt.029 without an Assgnmt$"),
        (answer(head="<Assgnmt/>"), "Assgnmt.*: a CreDtTm says when the answer was made"),
        (answer(details(group()), head=""), "OrgnlGrpInfAndSts.*: an Assgnmt stands before it"),
        (answer(details(group()))[:-9], "not well-formed XML"),
    ],
)
def test_what_is_no_answer_is_refused(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        list(iter_answers(source))
