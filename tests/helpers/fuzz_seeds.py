"""Good messages to begin with, before they are spoilt: of every bank and dialect that we have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from helpers.bookkeeper import nine_o_clock
from helpers.corpus import CORPUS
from helpers.told import collection, eur, sent
from sepadd.banks import EPC
from sepadd.messages import pain008
from sepadd.messages.requests import camt055, pain007
from sepadd.run import recall, reverse
from sepadd.testing import TODAY, FakeBank
from sepadd.testing.fake_bank import DIALECTS, ISO_2009, Dialect
from sepadd.testing.fake_bank.dialects import ISO_2019
from sepadd.values import EndToEndId, MessageId

RUN: Final = sent(*(collection(n, f"{n}0.00") for n in range(1, 7)))
"""Six collections, in one file."""

_MOST_BYTES: Final = 200_000  # of a message of others; larger ones say nothing more
_PACS_004: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.004.001.09"><PmtRtr><GrpHdr>'
    "<MsgId>RTR-1</MsgId><CreDtTm>2026-12-03T09:00:00Z</CreDtTm><NbOfTxs>1</NbOfTxs>"
    "<IntrBkSttlmDt>2026-12-03</IntrBkSttlmDt></GrpHdr><OrgnlGrpInf><OrgnlMsgId>2026-12"
    "</OrgnlMsgId><OrgnlMsgNmId>pain.008.001.08</OrgnlMsgNmId></OrgnlGrpInf><TxInf><RtrId>R-1"
    "</RtrId><OrgnlEndToEndId>2026-12-2</OrgnlEndToEndId>"
    '<OrgnlIntrBkSttlmAmt Ccy="EUR">20.00</OrgnlIntrBkSttlmAmt>'
    '<RtrdIntrBkSttlmAmt Ccy="EUR">23.50</RtrdIntrBkSttlmAmt>'
    '<CompstnAmt Ccy="EUR">0.50</CompstnAmt>'
    '<ChrgsInf><Amt Ccy="EUR">3.00</Amt><Agt><FinInstnId><BICFI>FAKENL2A</BICFI></FinInstnId>'
    "</Agt></ChrgsInf><RtrRsnInf><Orgtr><Nm>A. Debtor</Nm></Orgtr><Rsn><Cd>MD06</Cd></Rsn>"
    "<AddtlInf>not known</AddtlInf></RtrRsnInf><OrgnlTxRef><ReqdColltnDt>2026-12-01"
    "</ReqdColltnDt><MndtRltdInf><DrctDbtMndt><MndtId>M-2</MndtId></DrctDbtMndt></MndtRltdInf>"
    "</OrgnlTxRef></TxInf></PmtRtr></Document>"
)


def seeds(*, others: bool = True) -> Mapping[str, Sequence[bytes]]:
    """Good messages by their kind, such as ``camt``: our own, and others' where they lie beside."""
    found: defaultdict[str, list[bytes]] = defaultdict(list)
    for message in (*_ours(), *(_others() if others else ())):
        found[_kind(message)].append(message)
    return found


def zipped(messages: Iterable[bytes]) -> bytes:
    """Put several in a zip; the same bytes every time."""
    content = BytesIO()
    with ZipFile(content, "w", ZIP_DEFLATED) as archive:
        for number, message in enumerate(messages):
            archive.writestr(ZipInfo(f"{number}.xml"), message, ZIP_DEFLATED)
    return content.getvalue()


def _kind(message: bytes) -> str:
    head = message[:2_000]
    kinds = {b"PmtStsRpt": "pain.002", b"pain.002": "pain.002", b"RsltnOfInvstgtn": "camt.029"}
    kinds |= {b"PmtRtr>": "pacs.004", b"DrctDbtInitn": "pain.008", b"BkToCstmr": "camt"}
    return next((kind for mark, kind in kinds.items() if mark in head), "other")


def _ours() -> Iterator[bytes]:
    yield pain008.render(RUN)
    yield _PACS_004.encode()
    for dialect in DIALECTS:
        for generation in (ISO_2009, ISO_2019):
            yield from _of(replace(dialect, messages=generation))


def _of(dialect: Dialect) -> Iterator[bytes]:
    """All that a bank sends of six collections, of which one after the other goes wrong."""
    bank = FakeBank(today=TODAY, dialect=dialect)
    bank.will_reject("2026-12-1", "AC04")
    bank.will_return("2026-12-2", "AM04", charges=eur("3.50"), debtor_bank_charges=eur("1.00"))
    file = pain008.render(RUN)
    yield bank.take(file)
    yield bank.take(file)
    recalled, at = [EndToEndId("2026-12-3")], nine_o_clock(TODAY)
    asked = recall(RUN, recalled, EPC.terms(on=TODAY), id=MessageId("C-1"), reason="CUST", at=at)
    yield from (bank.cancel(camt055.render(each)) for each in asked.recalls)
    bank.will_reject("2026-12-4", "MD07")
    yield bank.intraday(date(2026, 12, 1))
    yield from bank.move_to(date(2026, 12, 2))
    back = [EndToEndId("2026-12-5")]
    again = reverse(RUN, back, EPC.terms(on=bank.today), id=MessageId("R-1"), reason="AM05", at=at)
    yield from (bank.reverse(pain007.render(each)) for each in again.requests)
    bank.refund("2026-12-6")
    yield from bank.move_to(date(2026, 12, 7))


def _others() -> Iterator[bytes]:
    if CORPUS.exists():
        for path in sorted((CORPUS / "messages").rglob("*.xml")):
            if path.stat().st_size <= _MOST_BYTES:
                yield Path(path).read_bytes()
