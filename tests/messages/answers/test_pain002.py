"""What a bank's status report says: of the file, of its batches and of single collections."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from sepadd.collection import (
    Acceptance,
    BankFact,
    Cancellation,
    FactSource,
    Level,
    Reject,
    Reported,
    Settlement,
    reason,
)
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers import pain002
from sepadd.messages.answers.pain002 import FACTS, iter_answers
from sepadd.values import Euro

HEAD = "<GrpHdr><MsgId>BANK-7</MsgId><CreDtTm>2026-11-24T09:30:00Z</CreDtTm></GrpHdr>"


def group(status: str = "", why: str = "", name: str = "pain.008.001.08") -> str:
    given = f"<GrpSts>{status}</GrpSts>" if status else ""
    return (
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>{name}</OrgnlMsgNmId>"
        f"<OrgnlNbOfTxs>3</OrgnlNbOfTxs>{given}{why}</OrgnlGrpInfAndSts>"
    )


def batch(*collections: str, status: str = "", why: str = "", id: str = "RUN-1/1") -> str:
    given = f"<PmtInfSts>{status}</PmtInfSts>" if status else ""
    return (
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>{id}</OrgnlPmtInfId><OrgnlNbOfTxs>2</OrgnlNbOfTxs>"
        f"{given}{why}{''.join(collections)}</OrgnlPmtInfAndSts>"
    )


def collection(
    name: str = "E-1", status: str = "RJCT", why: str = "", more: str = "", repeated: str = ""
) -> str:
    given = f"<TxSts>{status}</TxSts>" if status else ""
    original = f"<OrgnlTxRef>{repeated}</OrgnlTxRef>" if repeated else ""
    return (
        "<TxInfAndSts><StsId>S</StsId><OrgnlInstrId>I-1</OrgnlInstrId>"
        f"<OrgnlEndToEndId>{name}</OrgnlEndToEndId>{given}{why}{more}{original}</TxInfAndSts>"
    )


def because(code: str = "AC04", *lines: str, by: str = "", tag: str = "Cd") -> str:
    given = f"<Rsn><{tag}>{code}</{tag}></Rsn>" if code else ""
    said = "".join(f"<AddtlInf>{line}</AddtlInf>" for line in lines)
    return f"<StsRsnInf>{by}{given}{said}</StsRsnInf>"


def report(*said: str, head: str = HEAD, version: str = "pain.002.001.10") -> bytes:
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{version}"><CstmrPmtStsRpt>\n'
        f"{head}\n{''.join(said)}\n</CstmrPmtStsRpt></Document>"
    ).encode()


def only(*said: str) -> Reported:
    """Give the one thing that a report says."""
    (found,) = iter_answers(report(*said))
    return found


def one(**changes: str) -> Reported:
    """Give what a report says of one collection that is rejected but for these changes."""
    return only(group(), batch(collection(**changes)))


def levels(found: Sequence[Reported]) -> list[tuple[Level, type[BankFact] | None, str]]:
    return [(each.level, each.fact, each.end_to_end_id or each.batch_id) for each in found]


# -- levels ---------------------------------------------------------------------------------------


def test_a_rejected_collection_is_told_with_all_that_is_repeated_of_it() -> None:
    repeated = (
        '<Amt><InstdAmt Ccy="EUR">100</InstdAmt></Amt><ReqdColltnDt>2026-12-01</ReqdColltnDt>'
        "<MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf>"
    )
    found = one(why=because(by="<Orgtr><Nm>Jan</Nm></Orgtr>"), repeated=repeated)
    assert found == Reported(
        fact=Reject,
        level=Level.COLLECTION,
        on=date(2026, 11, 24),
        said=found.said,
        place="OrgnlPmtInfAndSts[1]/TxInfAndSts[1]",
        status="RJCT",
        message_id="RUN-1",
        batch_id="RUN-1/1",
        end_to_end_id="E-1",
        instruction_id="I-1",
        mandate="M-1",
        amount=Euro(cents=10000),
        due_on=date(2026, 12, 1),
        reason=reason("AC04"),
    )
    at = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert found.said == FactSource("pain.002", "BANK-7", at, "Jan")


def test_trap_30_a_rejected_block_without_collections_is_told_of_the_batch() -> None:
    found = only(group(), batch(status="RJCT", why=because("AM05")))
    assert (found.level, found.fact, found.message_id, found.batch_id, found.end_to_end_id) == (
        *(Level.BATCH, Reject),
        *("RUN-1", "RUN-1/1", ""),
    )
    assert (found.collections, found.reason) == (2, reason("AM05"))
    assert found.place == "OrgnlPmtInfAndSts[1]"


def test_a_rejected_file_is_told_of_the_file() -> None:
    found = only(group("RJCT", because("AM10", "the sum is wrong")))
    assert (found.level, found.fact, found.message_id, found.batch_id) == (
        *(Level.FILE, Reject),
        *("RUN-1", ""),
    )
    assert (found.collections, found.reason) == (3, reason("AM10", "the sum is wrong"))


def test_a_rejected_file_is_told_beside_what_is_said_of_its_collections() -> None:
    found = [*iter_answers(report(group("RJCT"), batch(collection(), status="RJCT")))]
    assert levels(found) == [
        (Level.FILE, Reject, ""),
        (Level.COLLECTION, Reject, "E-1"),
        (Level.BATCH, Reject, "RUN-1/1"),
    ]


def test_a_partly_accepted_file_informs_and_its_collections_are_told() -> None:
    found = [
        *iter_answers(report(group("PART"), batch(collection(), collection("E-2"), status="PART")))
    ]
    assert levels(found) == [
        (Level.FILE, None, ""),
        (Level.COLLECTION, Reject, "E-1"),
        (Level.COLLECTION, Reject, "E-2"),
        (Level.BATCH, None, "RUN-1/1"),
    ]
    assert [each.status for each in found] == ["PART", "RJCT", "RJCT", "PART"]


def test_several_batches_keep_their_collections() -> None:
    said = (batch(collection("A"), collection("B")), batch(collection("C"), id="RUN-1/2"))
    found = [*iter_answers(report(group(), *said))]
    assert [(each.batch_id, each.end_to_end_id, each.place) for each in found] == [
        ("RUN-1/1", "A", "OrgnlPmtInfAndSts[1]/TxInfAndSts[1]"),
        ("RUN-1/1", "B", "OrgnlPmtInfAndSts[1]/TxInfAndSts[2]"),
        ("RUN-1/2", "C", "OrgnlPmtInfAndSts[2]/TxInfAndSts[1]"),
    ]


@pytest.mark.parametrize("said", [(), (group(),), (group(), batch())])
def test_a_report_that_says_nothing_tells_nothing(said: tuple[str, ...]) -> None:
    assert [*iter_answers(report(*said))] == []


@pytest.mark.parametrize(
    ("said", "fact", "status"),
    [
        ((group("RJCT"), batch(collection(status=""))), Reject, "RJCT"),
        ((group(), batch(collection(status=""), status="RJCT")), Reject, "RJCT"),
        ((group("PART"), batch(collection(status=""), status="PART")), None, ""),
        ((group("ACCP"), batch(collection(status=""))), None, ""),
        ((group("RJCT"), batch(collection(status="ACSP"))), Acceptance, "ACSP"),
    ],
)
def test_a_collection_without_a_status_is_rejected_with_what_it_is_in(
    said: tuple[str, ...], fact: type[BankFact] | None, status: str
) -> None:
    (found,) = (each for each in iter_answers(report(*said)) if each.level is Level.COLLECTION)
    assert (found.fact, found.status) == (fact, status)


# -- statuses -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "fact"),
    [
        *((status, Acceptance) for status in ("ACTC", "ACCP", "ACSP", "ACWC")),
        *((status, Settlement) for status in ("ACSC", "ACCC")),
        ("RJCT", Reject),
        ("CANC", Cancellation),
        *((status, None) for status in ("RCVD", "PDNG", "PART", "PATC", "PRES", "BLCK", "WXYZ")),
    ],
)
@pytest.mark.parametrize(
    "said",
    [group, lambda it: batch(status=it), lambda it: batch(collection("", it))],
)
def test_a_status_means_the_same_at_every_level(
    said: Callable[[str], str], status: str, fact: type[BankFact] | None
) -> None:
    found = only(said(status))
    assert (found.fact, found.status, found.booked_on) == (fact, status, None)


def test_what_fails_has_a_reason_even_where_none_is_given() -> None:
    assert [one(status=status).reason for status in ("RJCT", "CANC", "ACSP", "PDNG")] == [
        *(reason(""), reason("")),
        *(None, None),
    ]


@pytest.mark.parametrize(
    "name",
    [
        *("pain.008.001.02", "PAIN.008.001.02", "pain.008", "pain.008.001.02.ch.03"),
        *("pain.008.003.02", "", "NOTPROVIDED", "pain008", "CustomerDirectDebitInitiationV02"),
    ],
)
def test_an_answer_to_a_direct_debit_is_ours_however_it_is_spelled(name: str) -> None:
    assert only(group("RJCT", name=name)).fact is Reject


@pytest.mark.parametrize("name", ["pain.001.001.03", "PAIN.001", "camt.055.001.05", "pain.007"])
def test_an_answer_to_anything_else_only_informs(name: str) -> None:
    found = [*iter_answers(report(group("RJCT", name=name), batch(collection(), status="RJCT")))]
    assert [(each.fact, each.status) for each in found] == [(None, "RJCT")] * 3
    assert {each.reason for each in found} == {reason("")}


# -- reasons --------------------------------------------------------------------------------------

BIC = "<Orgtr><Id><OrgId><{0}>DEUTDEFF</{0}></OrgId></Id></Orgtr>"


@pytest.mark.parametrize(
    ("by", "who"),
    [
        ("", ""),
        *((BIC.format(tag), "DEUTDEFF") for tag in ("AnyBIC", "BICOrBEI", "BICFI", "BIC")),
        ("<Orgtr><Nm>Jan Jansen</Nm></Orgtr>", "Jan Jansen"),
        (BIC.format("AnyBIC").replace("<Id>", "<Nm>Bank</Nm><Id>"), "DEUTDEFF"),
        ("<Orgtr><Nm>Jan</Nm><Id><OrgId><LEI>1</LEI></OrgId></Id></Orgtr>", "Jan"),
        ("<Orgtr><Id><PrvtId/></Id></Orgtr>", ""),
        ("<Orgtr/>", ""),
    ],
)
def test_a_bank_speaks_by_its_bic_and_a_person_by_name(by: str, who: str) -> None:
    assert one(why=because(by=by)).said.by == who


@pytest.mark.parametrize(
    ("why", "code", "text"),
    [
        (because(), "AC04", ""),
        (because("AC04", "account", "closed"), "AC04", "account closed"),
        (because("X9", tag="Prtry"), "", "X9"),
        (because("X9", "no account", tag="Prtry"), "", "X9; no account"),
        (because("AC04", "closed", tag="Prtry"), "AC04", "closed"),
        (because("", "no reason at all"), "", "no reason at all"),
        (because("AC04", "a") + because("MS03", "b"), "AC04", "a; MS03 b"),
        (because("", "a") + because("MS03", "b"), "MS03", "b; a"),
        (because("AB12", "a", tag="Prtry") + because("MS03"), "MS03", "AB12 a"),
        (because("X9", tag="Prtry") + because("AB12", "a", tag="Prtry"), "AB12", "a; X9"),
        (because("X999"), "X999", ""),
        ("<StsRsnInf/>", "", ""),
    ],
)
def test_the_first_code_is_the_reason_and_nothing_else_is_lost(
    why: str, code: str, text: str
) -> None:
    assert one(why=why).reason == reason(code, text)


def test_who_speaks_may_stand_beside_another_reason() -> None:
    second = because("MS03", by="<Orgtr><Nm>Jan</Nm></Orgtr>")
    assert one(why=because() + second).said.by == "Jan"


def test_what_one_says_in_one_message_is_told_by_one_saying() -> None:
    jan = because(by="<Orgtr><Nm>Jan</Nm></Orgtr>")
    said = [collection("A", why=jan), collection("B", why=jan), collection("C"), collection("D")]
    a, b, c, d = iter_answers(report(group(), batch(*said)))
    assert a.said is b.said
    assert c.said is d.said


# -- what is repeated of a collection -------------------------------------------------------------


@pytest.mark.parametrize("given", ["NOTPROVIDED", "NotProvided", ""])
def test_references_that_are_not_provided_are_none(given: str) -> None:
    source = report(
        group().replace("RUN-1", given),
        batch(
            collection(given, repeated=f"<MndtRltdInf><MndtId>{given}</MndtId></MndtRltdInf>"),
            id=given,
        ),
    ).replace(b"I-1", given.encode())
    (found,) = iter_answers(source)
    assert (found.message_id, found.batch_id, found.end_to_end_id) == ("", "", "")
    assert (found.instruction_id, found.mandate) == ("", "")


def test_a_newer_version_wraps_the_mandate_once_more() -> None:
    mandate = "<DrctDbtMndt><MndtId>M-1</MndtId></DrctDbtMndt>"
    assert one(repeated=f"<MndtRltdInf>{mandate}</MndtRltdInf>").mandate == "M-1"


@pytest.mark.parametrize(
    "given",
    ['<InstdAmt Ccy="EUR"></InstdAmt>', '<InstdAmt Ccy="CHF">100.00</InstdAmt>', "<EqvtAmt/>", ""],
)
def test_an_amount_that_is_not_given_in_euros_is_none(given: str) -> None:
    assert one(repeated=f"<Amt>{given}</Amt><ReqdColltnDt/>").amount is None


def test_the_day_is_that_of_acceptance_where_one_is_told() -> None:
    told = one(status="ACSP", more="<AccptncDtTm>2026-11-23T23:59:59+01:00</AccptncDtTm>")
    assert told.on == date(2026, 11, 23)


def test_an_empty_day_of_acceptance_is_none() -> None:
    assert one(more="<AccptncDtTm/>").on == date(2026, 11, 24)


@pytest.mark.parametrize(("given", "right"), [("", None), ("x", None), ("-1", None), ("007", 7)])
def test_a_number_of_collections_is_one_or_none(given: str, right: int | None) -> None:
    said = group("ACCP").replace("<OrgnlNbOfTxs>3", f"<OrgnlNbOfTxs>{given}")
    assert only(said).collections == right


# -- versions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "version", [*(f"pain.002.001.{number:02}" for number in range(3, 16)), "pain.002.003.03"]
)
def test_a_report_says_the_same_in_every_version(version: str) -> None:
    source = report(group("RJCT"), batch(collection()), version=version)
    assert [each.fact for each in iter_answers(source)] == [Reject, Reject]


def test_the_oldest_version_has_its_collections_beside_the_file() -> None:
    source = (
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.02"><pain.002.001.02>'
        f"{HEAD}{group('PART')}<TxInfAndSts><OrgnlPmtInfId>RUN-1/1</OrgnlPmtInfId>"
        "<OrgnlEndToEndId>E-1</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><StsOrgtr><Nm>Jan</Nm>"
        "</StsOrgtr><StsRsn><Cd>AC04</Cd></StsRsn><AddtlStsRsnInf>closed</AddtlStsRsnInf>"
        "</StsRsnInf></TxInfAndSts></pain.002.001.02></Document>"
    )
    _, found = iter_answers(source.encode())
    assert (found.batch_id, found.end_to_end_id, found.place) == (
        *("RUN-1/1", "E-1"),
        "TxInfAndSts[1]",
    )
    assert (found.reason, found.said.by) == (reason("AC04", "closed"), "Jan")


def test_several_reports_in_one_file_are_read_in_their_order() -> None:
    frame = b"<Frame>" + report(group("ACTC")) + report(group("PDNG")) + b"</Frame>"
    assert [each.status for each in iter_answers(frame)] == ["ACTC", "PDNG"]


def test_a_report_is_read_from_a_path(tmp_path: Path) -> None:
    path = tmp_path / "answer.xml"
    path.write_bytes(report(group("ACTC")))
    assert [each.status for each in iter_answers(path)] == ["ACTC"]


# -- what is no report ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "why"),
    [
        (
            b'<D xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt/></D>',
            r"^line 1: not a pain.002 but a camt.053.001.08$",
        ),
        (b"<Document><CstmrDrctDbtInitn/></Document>", "not a pain.002 but a pain.008$"),
        (b"<Document/>", "no message of a bank that is known here"),
        (b"E-1;RJCT;AC04", "not well-formed XML"),
        (report(group("RJCT"), head=""), "OrgnlGrpInfAndSts.*: a GrpHdr stands before it"),
        (report(head=""), "^line 1: a pain.002 without a GrpHdr$"),
        (report(head="<GrpHdr/>"), "GrpHdr.*: a CreDtTm says when the report was made"),
        (
            report(head="<GrpHdr><CreDtTm>today</CreDtTm></GrpHdr>"),
            "line 2: CreDtTm 'today': an instant is written as",
        ),
        (
            report(batch(collection(repeated='<Amt><InstdAmt Ccy="EUR">1,00</InstdAmt></Amt>'))),
            "line 3: InstdAmt '1,00': euros have a point",
        ),
    ],
)
def test_what_is_no_report_is_refused(source: bytes, why: str) -> None:
    with pytest.raises(UnreadableMessage, match=why):
        list(iter_answers(source))


def test_a_report_that_is_cut_off_gives_nothing() -> None:
    whole = report(group("RJCT"), batch(collection()))
    for length in range(len(whole)):
        opening = iter_answers(whole[:length])
        with pytest.raises(UnreadableMessage):
            next(opening)


def test_every_status_that_means_something_is_a_code_of_four_letters() -> None:
    assert all(len(status) == 4 and status.isupper() for status in FACTS)


def test_memory_does_not_grow_with_the_report(monkeypatch: pytest.MonkeyPatch) -> None:
    beside = []
    read_one = pain002._Report.collection

    def watched(self: pain002._Report, element: Element) -> Reported:
        beside.append(sum(1 for _ in element.itersiblings(preceding=True)))
        return read_one(self, element)

    monkeypatch.setattr(pain002._Report, "collection", watched)
    many = batch(*(collection(f"E-{number}", why=because()) for number in range(3_000)))
    assert (len([*iter_answers(report(group(), many))]), max(beside)) == (3_000, 3)


# what banks do besides


@pytest.mark.parametrize(
    "name",
    [
        *("pacs.003.001.02", "pacs.003", "CstmrDrctDbtInitn", "SDD CORE", "SDD", "pain.008"),
        *("PAIN.008.001.02", "pain008", "DirectDebit", "", "NOTPROVIDED", "NONREF"),
    ],
)
def test_under_any_name_that_is_not_known_to_be_something_else_a_reject_is_one(name: str) -> None:
    first, *_ = iter_answers(report(group(name=name), batch(collection(why=because()))))
    assert first.fact is Reject


@pytest.mark.parametrize(
    "name",
    [
        *("pain.001.001.03", "PAIN.001", "pain.007.001.09", "pacs.008.001.02", "camt.055.001.08"),
        *("CstmrCdtTrfInitn", "SEPA Credit Transfer", "CstmrPmtRvsl", "pain.009.001.05"),
    ],
)
def test_what_is_known_to_be_something_else_only_informs(name: str) -> None:
    first, *_ = iter_answers(report(group(name=name), batch(collection(why=because()))))
    assert (first.fact, first.status) == (None, "RJCT")


@pytest.mark.parametrize("around", ["", "PART", "RJCT"])
def test_a_reason_without_a_status_rejects_what_stands_in_something_accepted_in_part(
    around: str,
) -> None:
    one = collection(status="", why=because("AC04"))
    told = iter_answers(report(group(around), batch(one)))
    (rejected,) = (each for each in told if each.level is Level.COLLECTION)
    assert (rejected.fact, rejected.reason) == (Reject, reason("AC04"))


@pytest.mark.parametrize(
    ("around", "code"), [("ACCP", "AC04"), ("PART", "DT06"), ("PART", "CH19"), ("PART", "")]
)
def test_a_reason_without_a_status_only_informs_if_nothing_was_rejected(
    around: str, code: str
) -> None:
    one = collection(status="", why=because(code, "said"))
    (told,) = (
        e for e in iter_answers(report(group(around), batch(one))) if e.level is Level.COLLECTION
    )
    assert told.fact is None


def test_the_moment_of_acceptance_is_the_day_of_an_acceptance_only() -> None:
    at = "<AccptncDtTm>2026-11-23T10:00:00Z</AccptncDtTm>"
    assert only(batch(collection(status="ACCP", more=at))).on == date(2026, 11, 23)
    assert only(batch(collection(status="RJCT", more=at))).on == date(2026, 11, 24)


def test_a_report_made_at_midnight_in_brussels_is_of_that_day() -> None:
    head = HEAD.replace("2026-11-24T09:30:00Z", "2026-11-23T23:00:00Z")
    (told,) = iter_answers(report(batch(collection()), head=head))
    assert told.on == date(2026, 11, 24)


@pytest.mark.parametrize(
    "made", ["2026-12-01 09:30:00", "2026-12-01T25:00:00", "2026-12-01T09:30:00 CET"]
)
def test_when_it_was_made_may_be_unreadable_and_the_rest_is_read(made: str) -> None:
    head = f"<GrpHdr><MsgId>B1</MsgId><CreDtTm>{made}</CreDtTm></GrpHdr>"
    rejected, unread = iter_answers(report(batch(collection(why=because("RR09"))), head=head))
    assert (rejected.fact, rejected.on, rejected.said.at) == (Reject, date(2026, 12, 1), None)
    assert (unread.fact, unread.place) == (None, "GrpHdr")
    assert f"CreDtTm '{made}'" in unread.fault


def test_without_any_day_of_the_report_the_day_is_that_of_the_collection_or_of_our_file() -> None:
    head = "<GrpHdr><MsgId>B1</MsgId><CreDtTm>today</CreDtTm></GrpHdr>"
    due = "<ReqdColltnDt>2026-12-01</ReqdColltnDt>"
    by_due_date, _ = iter_answers(report(batch(collection(repeated=due)), head=head))
    assert by_due_date.on == date(2026, 12, 1)
    made = "<OrgnlCreDtTm>2026-11-23T09:00:00Z</OrgnlCreDtTm>"
    of_file = group().replace("<OrgnlNbOfTxs>", f"{made}<OrgnlNbOfTxs>")
    by_file, _ = iter_answers(report(of_file, batch(collection()), head=head))
    assert by_file.on == date(2026, 11, 23)


def test_a_due_date_that_cannot_be_read_is_told_and_hides_nothing_else() -> None:
    mandate = "<MndtRltdInf><MndtId>M-1</MndtId></MndtRltdInf>"
    repeated = f"<ReqdColltnDt>1 December</ReqdColltnDt>{mandate}"
    told = only(batch(collection(repeated=repeated)))
    assert (told.fact, told.due_on, told.mandate) == (Reject, None, "M-1")
    assert "ReqdColltnDt '1 December'" in told.fault


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Rueckgabegrund: AC04 Konto aufgeloest", "AC04"),
        ("/RTRN/MS03/", "MS03"),
        ("RETURN MD06", "MD06"),
        ("your ref RF18, nothing else", ""),
        ("MD01 or MS03", ""),
        ("XAC04", ""),
        ("ac04", ""),
    ],
)
def test_a_code_in_the_words_of_a_reason_is_found_and_the_words_are_kept(
    words: str, code: str
) -> None:
    told = only(batch(collection(why=because("", words))))
    assert told.reason == reason(code, words)
