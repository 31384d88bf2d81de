"""What a collection says of its own, and what leaves it out."""

from __future__ import annotations

import pytest

from helpers.pain008_files import Change, followed_by, holding, said, without
from helpers.read_back import (
    MANDATE_PATH,
    OWN_KIND,
    TX,
    held,
    noted,
    of,
    plain,
    told,
    two_collections,
)
from sepadd.findings import RulesViolated
from sepadd.mandate import Scheme
from sepadd.messages.pain008 import read
from sepadd.values import CreditorIdentifier, CreditorReference

# -- what is named ---------------------------------------------------------------------------------


def test_trap_23_of_a_text_and_a_reference_the_first_is_held() -> None:
    reference = (
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry></Tp>"
        "<Ref>RF18539007547034</Ref></CdtrRefInf></Strd>"
    )
    both = holding(f"{TX}/RmtInf", f"<Ustrd>text</Ustrd>{reference}")
    assert held(of(both)).remittance == "text"
    assert noted(of(both)) == [("REA-01", "Cd"), ("REA-01", "Ref")]
    alone = of(holding(f"{TX}/RmtInf", reference))
    assert held(alone).remittance == CreditorReference("RF18539007547034")
    assert noted(alone) == []


@pytest.mark.parametrize(
    ("kind", "given", "noted_as"),
    [
        ("<Cd>SCOR</Cd>", "RF18 5390 0754 7034", ["REA-05"]),
        ("<Cd>SCOR</Cd>", "RF00539007547034", ["REA-01", "REA-01"]),
        ("<Cd>DISP</Cd>", "RF18539007547034", ["REA-01", "REA-01"]),
        ("<Prtry>own</Prtry>", "RF18539007547034", ["REA-01", "REA-01"]),
    ],
)
def test_a_reference_that_is_no_creditor_reference_is_named(
    kind: str, given: str, noted_as: list[str]
) -> None:
    inside = f"<Tp><CdOrPrtry>{kind}</CdOrPrtry></Tp><Ref>{given}</Ref>"
    xml = of(holding(f"{TX}/RmtInf", f"<Strd><CdtrRefInf>{inside}</CdtrRefInf></Strd>"))
    assert [rule for rule, _ in noted(xml)] == noted_as
    assert held(xml).remittance == ("" if "REA-01" in noted_as else CreditorReference(given))


# -- what a collection says of its own -------------------------------------------------------------


def test_trap_34_what_a_collection_says_of_its_own_goes_before_its_block() -> None:
    inside = OWN_KIND.format("<LclInstrm><Cd>B2B</Cd></LclInstrm><SeqTp>FNAL</SeqTp>")
    xml = of(followed_by(f"{TX}/PmtId", inside))
    assert (held(xml).mandate.scheme, held(xml).sequence_type) == ("B2B", "FNAL")
    assert [batch.scheme for batch in read(xml).batches] == [Scheme.B2B]


def test_an_identifier_of_the_collection_goes_before_that_of_its_block() -> None:
    other = "<Id><PrvtId><Othr><Id>DE98ZZZ09999999999</Id></Othr></PrvtId></Id>"
    xml = of(followed_by(MANDATE_PATH, f"<CdtrSchmeId>{other}</CdtrSchmeId>"))
    assert held(xml).mandate.creditor_identifier == CreditorIdentifier("DE98ZZZ09999999999")
    assert read(xml).batches[0].identifier == CreditorIdentifier("DE98ZZZ09999999999")


def test_trap_11c_a_sequence_type_of_its_own_that_sepa_has_not_leaves_it_out() -> None:
    inside = OWN_KIND.format("<SeqTp>RPRE</SeqTp>")
    file = read(two_collections(followed_by(f"{TX}/PmtId", inside)))
    assert [each.end_to_end_id for each in file.left_out] == ["2026-12-1"]
    assert [str(each.end_to_end_id) for each in file.file.collections] == ["2026-12-2"]
    assert file.unplaced[0].detail == "left out, for want of a usable value of its own"


# -- what is left out ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "rules", "lack"),
    [
        (said(f"{TX}/DbtrAcct/Id/IBAN", "NL35ABNA0101234563"), 2, "DbtrAcct/Id/IBAN"),
        (without(f"{TX}/DbtrAcct/Id/IBAN"), 1, "DbtrAcct/Id/IBAN"),
        (said(f"{TX}/PmtId/EndToEndId", "NOTPROVIDED"), 1, "EndToEndId"),
        (said(f"{TX}/PmtId/EndToEndId", "A//B"), 2, "EndToEndId"),
        (said(f"{TX}/InstdAmt", "1,00"), 2, "InstdAmt in EUR"),
        (without(f"{TX}/InstdAmt"), 1, "InstdAmt in EUR"),
        (said(f"{MANDATE_PATH}/MndtId", "Ä"), 2, "MndtId"),
        (said(f"{MANDATE_PATH}/DtOfSgntr", "23-11-2026"), 2, "DtOfSgntr"),
        (without(f"{MANDATE_PATH}/DtOfSgntr"), 1, "DtOfSgntr"),
        (without(f"{TX}/Dbtr/Nm"), 1, "Dbtr/Nm"),
        (said("PmtInf/PmtTpInf/LclInstrm/Cd", "DD"), 2, "LclInstrm/Cd"),
        (said("PmtInf/PmtTpInf/SeqTp", "RPRE"), 2, "SeqTp"),
        (said("PmtInf/PmtInfId", "A//B"), 2, "PmtInfId"),
        (said("PmtInf/ReqdColltnDt", "tomorrow"), 2, "ReqdColltnDt"),
        (without("PmtInf/Cdtr/Nm"), 1, "Cdtr/Nm"),
        (said("PmtInf/CdtrAcct/Id/IBAN", "X"), 2, "CdtrAcct/Id/IBAN"),
        (
            said("PmtInf/CdtrSchmeId/Id/PrvtId/Othr/Id", "NL00ZZZ123456780001"),
            2,
            "CdtrSchmeId",
        ),
    ],
)
def test_what_cannot_be_right_or_is_missing_leaves_the_collection_out_and_is_told(
    change: Change, rules: int, lack: str
) -> None:
    file = read(of(change))
    (left_out,) = file.left_out
    told_why = {finding.rule: finding for finding in file.unplaced.errors}
    assert sorted(told_why) == ["REA-02", "REA-03"][-rules:]
    assert told_why["REA-03"].detail == f"left out, for want of a usable {lack}"
    assert told_why["REA-03"].line == left_out.line
    assert file.batches == ()
    with pytest.raises(RulesViolated, match="REA-03"):
        _ = file.file


def test_an_amount_in_another_currency_leaves_the_collection_out() -> None:
    xml = plain().replace(b'Ccy="EUR"', b'Ccy="CHF"')
    assert "InstdAmt 'CHF 30.00': a SEPA direct debit is in EUR" in told(xml)
    assert read(xml).left_out


def test_an_amount_of_nothing_is_not_told_to_be_missing() -> None:
    xml = of(said(f"{TX}/InstdAmt", "0.00"), said(f"{TX}/DbtrAcct/Id/IBAN", "NL00"))
    assert "left out, for want of a usable DbtrAcct/Id/IBAN" in told(xml)


def test_the_others_of_the_file_are_held() -> None:
    file = read(two_collections(said(f"{TX}/DbtrAcct/Id/IBAN", "NL35ABNA0101234563")))
    assert [str(each.end_to_end_id) for each in file.file.collections] == ["2026-12-2"]
    assert [each.end_to_end_id for each in file.left_out] == ["2026-12-1"]


def test_a_message_id_that_cannot_be_right_is_told_and_the_collections_are_held() -> None:
    file = read(of(said("GrpHdr/MsgId", "A//B")))
    assert len(file.batches) == 1
    with pytest.raises(RulesViolated, match="MessageId 'A//B'"):
        _ = file.file
