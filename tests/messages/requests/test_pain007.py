"""What stands in a reversal: the original of each collection, in the shape of both versions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from lxml import etree

from helpers.corpus import corpus
from helpers.fullest_run import fullest
from helpers.pain008_files import refusal
from helpers.requests_of_ours import (
    CASE,
    NEW,
    OLD,
    ONE,
    THREE,
    TWO,
    a_reversal,
    accepted,
    at_the_bank,
    our_xsd,
    texts,
    three,
    told,
    values,
)
from sepadd.banks import EPC
from sepadd.collection import Return, reason
from sepadd.findings import RulesViolated
from sepadd.messages import pain008
from sepadd.messages.requests import pain007
from sepadd.rulebook import InitiatingPartyForm, MessageVersion, ReversalVersion
from sepadd.run import BankFile, ReversalRequest, reverse, submit
from sepadd.testing import AMENDMENT, AT, CREDITOR, DUE_ON
from sepadd.values import AUSTRIAN_TEXT, Bic, Euro, Party, PostalAddress

V02, V09 = ReversalVersion.PAIN_007_001_02, ReversalVersion.PAIN_007_001_09
both_versions = pytest.mark.parametrize("version", ReversalVersion)
TX = "OrgnlPmtInfAndRvsl/TxInf"


def content(request: ReversalRequest, version: ReversalVersion = V09) -> etree._Element:
    return accepted(version, pain007.render(request, version))


def sent_as(version: ReversalVersion) -> MessageVersion:
    return OLD if version is V02 else NEW


def the_fullest(version: ReversalVersion) -> ReversalRequest:
    """Give the reversal of all that the fullest file holds, and of an amended mandate."""
    run = fullest(sent_as(version))
    last = run.collections[-1]
    amended = replace(last.mandate, amendments=(AMENDMENT,))
    run = replace(run, collections=(*run.collections[:-1], replace(last, mandate=amended)))
    return a_reversal(submit(run, at=AT), text="sent twice")


@both_versions
def test_the_header_counts_and_adds_up_what_is_paid_back(version: ReversalVersion) -> None:
    root = content(a_reversal(at_the_bank(), ONE, THREE), version)
    assert values(root, "GrpHdr") == [
        ("MsgId", "C-1"),
        ("CreDtTm", "2026-11-23T09:00:00+00:00"),
        ("NbOfTxs", "2"),
        ("CtrlSum", "40.00"),
        ("GrpRvsl", "false"),
        ("InitgPty/Nm", "Zwembad De Waterlelie"),
    ]


def test_an_offset_that_xml_does_not_know_is_written_as_utc() -> None:
    at = datetime(2026, 12, 2, 12, 0, tzinfo=timezone(timedelta(minutes=19, seconds=32)))
    root = content(a_reversal(at_the_bank(), at=at))
    assert texts(root, "GrpHdr/CreDtTm") == ["2026-12-02T11:40:28+00:00"]


@both_versions
def test_the_original_file_and_batch_are_named(version: ReversalVersion) -> None:
    root = content(a_reversal(at_the_bank(message=sent_as(version))), version)
    assert values(root, "OrgnlGrpInf") == [
        ("OrgnlMsgId", "2026-12"),
        ("OrgnlMsgNmId", str(sent_as(version))),
    ]
    assert texts(root, "OrgnlPmtInfAndRvsl/OrgnlPmtInfId") == ["2026-12.B1"]


@both_versions
def test_a_collection_says_what_is_paid_back_of_it_and_why(version: ReversalVersion) -> None:
    root = content(a_reversal(at_the_bank(), TWO, reason="MS02", text="not owed"), version)
    assert values(root, TX)[:7] == [
        ("OrgnlEndToEndId", "2026-12-2"),
        ("OrgnlInstdAmt", "20.00"),
        ("RvsdInstdAmt", "20.00"),
        ("ChrgBr", "SLEV"),
        ("RvslRsnInf/Orgtr/Nm", "Zwembad De Waterlelie"),
        ("RvslRsnInf/Rsn/Cd", "MS02"),
        ("RvslRsnInf/AddtlInf", "not owed"),
    ]


@both_versions
def test_the_original_is_repeated_as_the_file_had_it(version: ReversalVersion) -> None:
    party = "" if version is V02 else "Pty/"
    root = content(a_reversal(at_the_bank(), ONE), version)
    assert values(root, f"{TX}/OrgnlTxRef") == [
        ("ReqdColltnDt", "2026-12-01"),
        ("CdtrSchmeId/Id/PrvtId/Othr/Id", "NL42ZZZ123456780001"),
        ("CdtrSchmeId/Id/PrvtId/Othr/SchmeNm/Prtry", "SEPA"),
        ("PmtTpInf/SvcLvl/Cd", "SEPA"),
        ("PmtTpInf/LclInstrm/Cd", "CORE"),
        ("PmtTpInf/SeqTp", "RCUR"),
        ("PmtMtd", "DD"),
        ("MndtRltdInf/MndtId", "M-1"),
        ("MndtRltdInf/DtOfSgntr", "2026-01-15"),
        ("RmtInf/Ustrd", "2026-1001 C-2026-12"),
        (f"Dbtr/{party}Nm", "Ada Jansen"),
        ("DbtrAcct/Id/IBAN", "NL91ABNA0417164300"),
        ("DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
        ("CdtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
        (f"Cdtr/{party}Nm", "Zwembad De Waterlelie"),
        ("CdtrAcct/Id/IBAN", "NL02ABNA0123456789"),
    ]


@both_versions
def test_what_is_repeated_is_what_was_sent_value_for_value(version: ReversalVersion) -> None:
    request = the_fullest(version)
    sent = etree.fromstring(pain008.render(request.file))[0]
    in_file = {each.text for path in ("DrctDbtTxInf",) for each in _leaves(sent, path)}
    root = content(request, version)
    repeated = {each.text for each in _leaves(root, "OrgnlTxRef")}
    purpose = {"GDSV"} if version is V02 else set()  # the older message has no place for it
    references = set(texts(root, f"{TX}/OrgnlEndToEndId"))
    amounts = set(texts(root, f"{TX}/OrgnlInstdAmt"))
    assert in_file - repeated == purpose | references | amounts


def _leaves(root: etree._Element, name: str) -> list[etree._Element]:
    return [e for part in root.iter(f"{{*}}{name}") for e in part.iter() if not len(e)]


@both_versions
def test_an_amendment_that_the_file_told_is_repeated(version: ReversalVersion) -> None:
    first, *_ = three()
    amended = replace(first, mandate=replace(first.mandate, amendments=(AMENDMENT,)))
    root = content(a_reversal(at_the_bank([amended])), version)
    there = f"{TX}/OrgnlTxRef/MndtRltdInf"
    assert texts(root, f"{there}/AmdmntInd") == ["true"]
    assert texts(root, f"{there}/AmdmntInfDtls/OrgnlDbtrAcct/Id/Othr/Id") == ["SMNDA"]


def test_a_bank_is_named_by_its_bic_in_the_words_of_the_version() -> None:
    first, *_ = three()
    debtor = replace(first.mandate.debtor, bic=Bic("DEUTDEFF"))
    run = at_the_bank([replace(first, mandate=replace(first.mandate, debtor=debtor))])
    there = f"{TX}/OrgnlTxRef/DbtrAgt/FinInstnId"
    assert texts(content(a_reversal(run), V02), f"{there}/BIC") == ["DEUTDEFF"]
    assert texts(content(a_reversal(run), V09), f"{there}/BICFI") == ["DEUTDEFF"]


def test_the_creditor_is_known_as_the_bank_has_it() -> None:
    run = at_the_bank()
    run = replace(run, form=replace(run.form, initiating_party=InitiatingPartyForm.IDENTIFIER))
    there = "GrpHdr/InitgPty/Id/OrgId/Othr/Id"
    assert texts(content(a_reversal(run)), there) == ["NL42ZZZ123456780001"]


@both_versions
def test_a_part_that_is_paid_back_stands_beside_the_whole_amount(version: ReversalVersion) -> None:
    terms = replace(EPC, waived=frozenset({"RVS-03"})).terms(on=DUE_ON)
    part = {ONE: Euro(cents=1_50)}
    asked = reverse(at_the_bank(), (ONE,), terms, id=CASE, reason="AM05", at=AT, amounts=part)
    root = content(asked.requests[0], version)
    assert texts(root, f"{TX}/OrgnlInstdAmt") == ["10.00"]
    assert texts(root, f"{TX}/RvsdInstdAmt") == texts(root, "GrpHdr/CtrlSum") == ["1.50"]


def test_what_has_gone_back_is_not_in_the_message() -> None:
    gone = Return(end_to_end_id=TWO, on=DUE_ON, reason=reason("AM04"))
    root = content(a_reversal(told(at_the_bank(), gone)))
    assert texts(root, f"{TX}/OrgnlEndToEndId") == ["2026-12-1", "2026-12-3"]


@both_versions
def test_names_and_texts_are_escaped(version: ReversalVersion) -> None:
    nasty = "<b> & \"q\" 'a' ]]> &amp; </TxInf>"
    party = Party(name=nasty)
    first, *_ = three()
    address = PostalAddress(country="AT", town=nasty, street=nasty)
    debtor = replace(first.mandate.debtor, name=nasty, address=address)
    mandate = replace(first.mandate, debtor=debtor, ultimate_debtor=party)
    run = at_the_bank([replace(first, mandate=mandate, remittance=nasty)])
    creditor = replace(CREDITOR, name=nasty, initiating_party=party, ultimate_creditor=party)
    run = replace(run, creditor=creditor, form=replace(run.form, text=AUSTRIAN_TEXT))
    root = content(a_reversal(run, text=nasty), version)
    original = values(root, f"{TX}/OrgnlTxRef")
    assert [path.replace("/Pty", "") for path, value in original if value == nasty] == [
        "RmtInf/Ustrd",
        "UltmtDbtr/Nm",
        *("Dbtr/Nm", "Dbtr/PstlAdr/StrtNm", "Dbtr/PstlAdr/TwnNm"),
        "Cdtr/Nm",
        "UltmtCdtr/Nm",
    ]
    assert texts(root, "GrpHdr/InitgPty/Nm") == [nasty]
    assert texts(root, f"{TX}/RvslRsnInf/Orgtr/Nm") == [nasty]
    assert texts(root, f"{TX}/RvslRsnInf/AddtlInf") == [nasty]


@pytest.mark.parametrize(("message", "version"), [(OLD, V02), (NEW, V09)])
def test_the_version_goes_with_that_of_the_file(
    message: MessageVersion, version: ReversalVersion
) -> None:
    request = a_reversal(at_the_bank(message=message))
    assert pain007.render(request) == pain007.render(request, version)


@both_versions
def test_the_fullest_reversal_is_the_golden_one(
    version: ReversalVersion, golden: Callable[[str, bytes], bytes]
) -> None:
    now = pain007.render(the_fullest(version), version)
    assert golden(f"{version}.xml", now) == now
    assert pain007.render(the_fullest(version), version) == now
    assert b"".join(pain007.pieces(the_fullest(version), version)) == now


@both_versions
def test_the_general_schema_takes_it(version: ReversalVersion) -> None:
    general = corpus("xsd", f"{version}.xsd")
    for request in (the_fullest(version), a_reversal(at_the_bank(), ONE)):
        assert refusal(general, pain007.render(request, version)) == ""


def bad(request: ReversalRequest) -> ReversalRequest:
    """Give a request that no schema takes: an amount beyond the scheme's."""
    [part] = request.batches
    first, second, *_ = part.collections
    beyond = replace(second, amount=Euro(cents=10**12))
    return replace(request, batches=(part._replace(collections=(first, beyond)),))


def test_what_the_schema_refuses_is_told_with_whose_it_is() -> None:
    with pytest.raises(RulesViolated) as violated:
        pain007.render(bad(a_reversal(at_the_bank())))
    finding = violated.value.findings[0]
    assert finding.subject == "collection 2026-12-2"
    assert finding.path == "CstmrPmtRvsl/OrgnlPmtInfAndRvsl[1]/TxInf[2]/OrgnlInstdAmt"
    assert finding.source == "pain.007.001.09.xsd"


def test_a_further_schema_is_checked_too() -> None:
    request = a_reversal(at_the_bank(message=OLD))
    with pytest.raises(RulesViolated, match="the file begins with Document of the namespace"):
        pain007.render(request, V09, (our_xsd(V02),))


def test_it_is_written_to_a_path_or_nothing_is_left_there(tmp_path: Path) -> None:
    path = tmp_path / "reversal.xml"
    request = a_reversal(at_the_bank())
    assert pain007.write(request, path).read_bytes() == pain007.render(request)
    with pytest.raises(RulesViolated):
        pain007.write(bad(request), tmp_path / "bad.xml")
    assert [each.name for each in tmp_path.iterdir()] == ["reversal.xml"]


def test_memory_does_not_grow_with_it() -> None:
    """It comes in pieces of some hundred collections."""
    first, *_ = three()
    request = a_reversal(at_the_bank([first]))
    [part] = request.batches
    many = replace(request, batches=(part._replace(collections=(first,) * 1_000),))
    assert isinstance(many.file, BankFile)
    assert max(map(len, pain007.pieces(many))) < 300_000
