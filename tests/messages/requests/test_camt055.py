"""What stands in a request to cancel: a file, a batch or collections, in both versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from helpers.corpus import corpus
from helpers.fullest_run import fullest
from helpers.pain008_files import refusal
from helpers.requests_of_ours import (
    BATCH,
    FILE,
    NEW,
    OLD,
    ONE,
    THREE,
    a_recall,
    accepted,
    at_the_bank,
    our_xsd,
    texts,
    three,
    values,
)
from sepadd.findings import RulesViolated
from sepadd.messages.requests import camt055
from sepadd.rulebook import CancellationVersion, MessageVersion
from sepadd.run import CollectionRun, Recall, submit
from sepadd.testing import ACCOUNT, AT, CREDITOR
from sepadd.values import AUSTRIAN_TEXT, Bic, EndToEndId, Euro, Party

V01, V08 = CancellationVersion.CAMT_055_001_01, CancellationVersion.CAMT_055_001_08
both_versions = pytest.mark.parametrize("version", CancellationVersion)
GROUP, SOME = "Undrlyg/OrgnlGrpInfAndCxl", "Undrlyg/OrgnlPmtInfAndCxl"


def content(recall: Recall, version: CancellationVersion = V08) -> etree._Element:
    return accepted(version, camt055.render(recall, version))


def the_fullest(version: CancellationVersion) -> Recall:
    """Give a recall of one batch as a whole, and of one collection of another."""
    run = submit(fullest(OLD if version is V01 else NEW), at=AT)
    first, second = run.files()[0].batches
    return a_recall(run, first.id, second.collections[0].end_to_end_id, text="sent twice")


@both_versions
def test_the_creditor_asks_its_bank(version: CancellationVersion) -> None:
    root = content(a_recall(at_the_bank(), ONE), version)
    assert values(root, "Assgnmt") == [
        ("Id", "C-1"),
        ("Assgnr/Pty/Nm", "Zwembad De Waterlelie"),
        ("Assgne/Agt/FinInstnId/Othr/Id", "NOTPROVIDED"),
        ("CreDtTm", "2026-11-23T09:00:00+00:00"),
    ]


@pytest.mark.parametrize(("version", "tag"), [(V01, "BIC"), (V08, "BICFI")])
def test_the_bank_is_named_by_its_bic(version: CancellationVersion, tag: str) -> None:
    account = replace(ACCOUNT, bic=Bic("ABNANL2A"))
    run = at_the_bank([replace(each, account=account) for each in three()])
    root = content(a_recall(run), version)
    assert texts(root, f"Assgnmt/Assgne/Agt/FinInstnId/{tag}") == ["ABNANL2A"]


@both_versions
def test_a_whole_file_is_counted_and_nothing_in_it_is_named(version: CancellationVersion) -> None:
    root = content(a_recall(at_the_bank(), FILE), version)
    assert values(root, "CtrlData") == [("NbOfTxs", "3"), ("CtrlSum", "60.00")]
    assert values(root, "Undrlyg") == [
        ("OrgnlGrpInfAndCxl/OrgnlMsgId", "2026-12"),
        ("OrgnlGrpInfAndCxl/OrgnlMsgNmId", "pain.008.001.08"),
        ("OrgnlGrpInfAndCxl/NbOfTxs", "3"),
        ("OrgnlGrpInfAndCxl/CtrlSum", "60.00"),
        ("OrgnlGrpInfAndCxl/GrpCxl", "true"),
        ("OrgnlGrpInfAndCxl/CxlRsnInf/Orgtr/Nm", "Zwembad De Waterlelie"),
        ("OrgnlGrpInfAndCxl/CxlRsnInf/Rsn/Cd", "DUPL"),
    ]


@both_versions
def test_a_whole_batch_is_counted_and_no_collection_is_named(version: CancellationVersion) -> None:
    root = content(a_recall(at_the_bank(), BATCH, text="not ours"), version)
    assert values(root, GROUP)[2:] == [("GrpCxl", "false")]
    assert values(root, SOME) == [
        ("OrgnlPmtInfId", "2026-12.B1"),
        ("NbOfTxs", "3"),
        ("CtrlSum", "60.00"),
        ("PmtInfCxl", "true"),
        ("CxlRsnInf/Orgtr/Nm", "Zwembad De Waterlelie"),
        ("CxlRsnInf/Rsn/Cd", "DUPL"),
        ("CxlRsnInf/AddtlInf", "not ours"),
    ]


@both_versions
def test_collections_are_named_with_amount_and_day(version: CancellationVersion) -> None:
    root = content(a_recall(at_the_bank(), THREE, ONE), version)
    assert values(root, "CtrlData") == [("NbOfTxs", "2"), ("CtrlSum", "40.00")]
    assert texts(root, f"{SOME}/PmtInfCxl") == ["false"]
    assert texts(root, f"{SOME}/TxInf/OrgnlEndToEndId") == ["2026-12-1", "2026-12-3"]
    assert values(root, f"{SOME}/TxInf") == [
        ("OrgnlEndToEndId", "2026-12-1"),
        ("OrgnlInstdAmt", "10.00"),
        ("OrgnlReqdColltnDt", "2026-12-01"),
        ("CxlRsnInf/Orgtr/Nm", "Zwembad De Waterlelie"),
        ("CxlRsnInf/Rsn/Cd", "DUPL"),
    ]


@pytest.mark.parametrize(
    ("code", "older"),
    [("CUST", "Cd"), ("DUPL", "Cd"), ("TECH", "Prtry"), ("FRAD", "Prtry"), ("DT01", "Prtry")],
)
def test_a_reason_that_the_older_version_has_no_code_for_stands_in_words(
    code: str, older: str
) -> None:
    asked = a_recall(at_the_bank(), reason=code)
    assert texts(content(asked, V01), f"{GROUP}/CxlRsnInf/Rsn/{older}") == [code]
    assert texts(content(asked, V08), f"{GROUP}/CxlRsnInf/Rsn/Cd") == [code]


@both_versions
def test_names_and_texts_are_escaped(version: CancellationVersion) -> None:
    nasty = "<b> & \"q\" 'a' ]]> &amp; </Undrlyg>"
    run = at_the_bank()
    creditor = replace(CREDITOR, name=nasty, initiating_party=Party(name=nasty))
    run = replace(run, creditor=creditor, form=replace(run.form, text=AUSTRIAN_TEXT))
    for recall, place in ((a_recall(run, text=nasty), GROUP), (a_recall(run, BATCH), SOME)):
        root = content(recall, version)
        assert texts(root, "Assgnmt/Assgnr/Pty/Nm") == [nasty]
        assert texts(root, f"{place}/CxlRsnInf/Orgtr/Nm") == [nasty]
    assert texts(content(a_recall(run, text=nasty), version), f"{GROUP}/CxlRsnInf/AddtlInf") == [
        nasty
    ]


def test_a_text_is_converted_as_the_bank_has_it() -> None:
    root = content(a_recall(at_the_bank(), text="Zoë & Söhne"))
    assert texts(root, f"{GROUP}/CxlRsnInf/AddtlInf") == ["Zoe + Sohne"]


@pytest.mark.parametrize(("message", "version"), [(OLD, V01), (NEW, V08)])
def test_the_version_goes_with_that_of_the_file(
    message: MessageVersion, version: CancellationVersion
) -> None:
    asked = a_recall(at_the_bank(message=message))
    assert camt055.render(asked) == camt055.render(asked, version)
    assert texts(content(asked, version), f"{GROUP}/OrgnlMsgNmId") == [str(message)]


@both_versions
def test_the_fullest_request_is_the_golden_one(
    version: CancellationVersion, golden: Callable[[str, bytes], bytes]
) -> None:
    now = camt055.render(the_fullest(version), version)
    assert golden(f"{version}.xml", now) == now
    assert camt055.render(the_fullest(version), version) == now
    assert b"".join(camt055.pieces(the_fullest(version), version)) == now


@both_versions
def test_the_general_schema_takes_it(version: CancellationVersion) -> None:
    general = corpus("xsd", f"{version}.xsd")
    run = at_the_bank()
    for recall in (the_fullest(version), *(a_recall(run, what) for what in (FILE, BATCH, ONE))):
        assert refusal(general, camt055.render(recall, version)) == ""


def beyond(run: CollectionRun) -> Recall:
    """Give a request that no schema takes: an amount beyond the scheme's."""
    first, *others = run.collections
    too_much = replace(first, amount=Euro(cents=10**12))
    return a_recall(replace(run, collections=(too_much, *others)), ONE)


def test_what_the_schema_refuses_is_told_with_whose_it_is() -> None:
    with pytest.raises(RulesViolated) as violated:
        camt055.render(beyond(at_the_bank()))
    finding = violated.value.findings[0]
    assert finding.subject == "collection 2026-12-1"
    assert finding.path == "CstmrPmtCxlReq/Undrlyg/OrgnlPmtInfAndCxl[1]/TxInf[1]/OrgnlInstdAmt"
    assert finding.source == "camt.055.001.08.xsd"


def test_a_further_schema_is_checked_too() -> None:
    with pytest.raises(RulesViolated, match="the file begins with Document of the namespace"):
        camt055.render(a_recall(at_the_bank()), V08, (our_xsd(V01),))


def test_it_is_written_to_a_path_or_nothing_is_left_there(tmp_path: Path) -> None:
    path = tmp_path / "recall.xml"
    asked = a_recall(at_the_bank())
    assert camt055.write(asked, path).read_bytes() == camt055.render(asked)
    with pytest.raises(RulesViolated):
        camt055.write(beyond(at_the_bank()), tmp_path / "bad.xml")
    assert [each.name for each in tmp_path.iterdir()] == ["recall.xml"]


def test_it_comes_in_pieces() -> None:
    first, *_ = three()
    some = [replace(first, end_to_end_id=EndToEndId(f"C-{number}")) for number in range(1_000)]
    asked = a_recall(at_the_bank(some), *(each.end_to_end_id for each in some))
    assert max(map(len, camt055.pieces(asked))) < 100_000
