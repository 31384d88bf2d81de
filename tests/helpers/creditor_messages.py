"""What a creditor sends to his bank, written by hand: files, and what he asks for later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

CREDITOR_IBAN = "NL02ABNA0123456789"
CREDITOR_ID = "NL42ZZZ123456780001"


@dataclass(frozen=True, kw_only=True, slots=True)
class Sent:
    """One collection as it is written into a file."""

    id: str = "R-1"
    cents: int = 50_00
    mandate: str = "M-1"
    iban: str = "NL91ABNA0417164300"
    name: str = "Ada Jansen"
    creditor_id: str = CREDITOR_ID
    amended: str = ""

    @property
    def amount(self) -> str:
        return f"{self.cents // 100}.{self.cents % 100:02d}"


ONE = Sent()
TWO = replace(ONE, id="R-2", cents=20_50, mandate="M-2", iban="DE89370400440532013000", name="Bo")
THREE = replace(ONE, id="R-3", cents=7_25, mandate="M-3", iban="BE68539007547034", name="Cem")
ALL = (ONE, TWO, THREE)


@dataclass(frozen=True, kw_only=True, slots=True)
class File:
    """A file of one batch, with what stands in its header."""

    collections: tuple[Sent, ...] = ALL
    id: str = "RUN-1"
    version: str = "08"
    due: str = "2026-12-01"
    scheme: str = "CORE"
    sequence: str = "RCUR"
    count: int | None = None
    total: str | None = None
    batch_count: int | None = None
    batch_total: str | None = None
    batch_booking: str = ""
    iban: str = CREDITOR_IBAN

    def written(self) -> bytes:
        return pain_008(self, (self,))


def total(collections: Sequence[Sent]) -> str:
    cents = sum(each.cents for each in collections)
    return f"{cents // 100}.{cents % 100:02d}"


def pain_008(head: File, files: Sequence[File]) -> bytes:
    """Several files in one, under the header of the first."""
    everything = [each for file in files for each in file.collections]
    count = len(everything) if head.count is None else head.count
    batches = "".join(_batch(file, n, head.version) for n, file in enumerate(files, start=1))
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.008.001.{head.version}"><CstmrDrctDbtInitn>
<GrpHdr><MsgId>{head.id}</MsgId><CreDtTm>2026-11-23T08:00:00Z</CreDtTm><NbOfTxs>{count}</NbOfTxs>
<CtrlSum>{head.total or total(everything)}</CtrlSum><InitgPty><Nm>Zwembad</Nm></InitgPty></GrpHdr>
{batches}</CstmrDrctDbtInitn></Document>"""
    return xml.encode()


def _batch(file: File, number: int, version: str) -> str:
    count = len(file.collections) if file.batch_count is None else file.batch_count
    booking = f"<BtchBookg>{file.batch_booking}</BtchBookg>" if file.batch_booking else ""
    return f"""<PmtInf><PmtInfId>{file.id}-B{number}</PmtInfId><PmtMtd>DD</PmtMtd>{booking}
<NbOfTxs>{count}</NbOfTxs><CtrlSum>{file.batch_total or total(file.collections)}</CtrlSum>
<PmtTpInf><SvcLvl><Cd>SEPA</Cd></SvcLvl><LclInstrm><Cd>{file.scheme}</Cd></LclInstrm>
<SeqTp>{file.sequence}</SeqTp></PmtTpInf><ReqdColltnDt>{file.due}</ReqdColltnDt>
<Cdtr><Nm>Zwembad</Nm></Cdtr><CdtrAcct><Id><IBAN>{file.iban}</IBAN></Id></CdtrAcct>
<CdtrAgt><FinInstnId><Othr><Id>NOTPROVIDED</Id></Othr></FinInstnId></CdtrAgt><ChrgBr>SLEV</ChrgBr>
{"".join(_collection(each, version) for each in file.collections)}</PmtInf>"""


def _collection(sent: Sent, version: str) -> str:
    bic = "BIC" if version == "02" else "BICFI"
    details = f"<AmdmntInfDtls>{sent.amended}</AmdmntInfDtls>" if sent.amended else ""
    amendment = f"<AmdmntInd>true</AmdmntInd>{details}" if details else ""
    return f"""<DrctDbtTxInf><PmtId><EndToEndId>{sent.id}</EndToEndId></PmtId>
<InstdAmt Ccy="EUR">{sent.amount}</InstdAmt><DrctDbtTx><MndtRltdInf><MndtId>{sent.mandate}</MndtId>
<DtOfSgntr>2026-01-15</DtOfSgntr>{amendment}</MndtRltdInf><CdtrSchmeId><Id><PrvtId><Othr>
<Id>{sent.creditor_id}</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></PrvtId></Id></CdtrSchmeId>
</DrctDbtTx><DbtrAgt><FinInstnId><{bic}>INGBNL2A</{bic}></FinInstnId></DbtrAgt>
<Dbtr><Nm>{sent.name}</Nm></Dbtr><DbtrAcct><Id><IBAN>{sent.iban}</IBAN></Id></DbtrAcct>
<RmtInf><Ustrd>Swimming {sent.id}</Ustrd></RmtInf></DrctDbtTxInf>"""


def camt_055(*ids: str, version: str = "08", whole: str = "") -> bytes:
    """A request to cancel those collections, the whole batch, or the whole file."""
    bic = "BIC" if version == "01" else "BICFI"
    rows = "".join(
        f"<TxInf><OrgnlEndToEndId>{each}</OrgnlEndToEndId>"
        "<CxlRsnInf><Rsn><Cd>DUPL</Cd></Rsn></CxlRsnInf></TxInf>"
        for each in ids
    )
    batch_whole = "<PmtInfCxl>true</PmtInfCxl>" if whole == "batch" else ""
    batch = (
        f"<OrgnlPmtInfAndCxl><OrgnlPmtInfId>RUN-1-B1</OrgnlPmtInfId>{batch_whole}{rows}"
        "</OrgnlPmtInfAndCxl>"
    )
    file_whole = "<GrpCxl>true</GrpCxl>" if whole == "file" else ""
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.055.001.{version}"><CstmrPmtCxlReq>
<Assgnmt><Id>C-1</Id><Assgnr><Pty><Nm>Zwembad</Nm></Pty></Assgnr><Assgne><Agt><FinInstnId>
<{bic}>FAKENL2A</{bic}></FinInstnId></Agt></Assgne><CreDtTm>2026-11-23T10:00:00Z</CreDtTm></Assgnmt>
<Undrlyg><OrgnlGrpInfAndCxl><OrgnlMsgId>RUN-1</OrgnlMsgId>
<OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>{file_whole}</OrgnlGrpInfAndCxl>
{"" if whole == "file" else batch}</Undrlyg></CstmrPmtCxlReq></Document>"""
    return xml.encode()


def pain_007(*ids: str, version: str = "09", amount: str = "", whole: str = "") -> bytes:
    """A request to pay those collections back, the whole batch, or the whole file."""
    reversed_amount = f'<RvsdInstdAmt Ccy="EUR">{amount}</RvsdInstdAmt>' if amount else ""
    rows = "".join(
        f"<TxInf><OrgnlEndToEndId>{each}</OrgnlEndToEndId>{reversed_amount}"
        "<RvslRsnInf><Rsn><Cd>AM05</Cd></Rsn></RvslRsnInf></TxInf>"
        for each in ids
    )
    batch_whole = "<PmtInfRvsl>true</PmtInfRvsl>" if whole == "batch" else ""
    batch = (
        f"<OrgnlPmtInfAndRvsl><OrgnlPmtInfId>RUN-1-B1</OrgnlPmtInfId>{batch_whole}{rows}"
        "</OrgnlPmtInfAndRvsl>"
    )
    file_whole = "<GrpRvsl>true</GrpRvsl>" if whole == "file" else ""
    xml = f"""<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.007.001.{version}"><CstmrPmtRvsl><GrpHdr>
<MsgId>V-1</MsgId><CreDtTm>2026-12-02T10:00:00Z</CreDtTm><NbOfTxs>{len(ids)}</NbOfTxs>{file_whole}
</GrpHdr><OrgnlGrpInf><OrgnlMsgId>RUN-1</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId>
</OrgnlGrpInf>{"" if whole == "file" else batch}</CstmrPmtRvsl></Document>"""
    return xml.encode()
