"""Messages of which only the bones are there, in every wrapping."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from lxml.etree import _Element as Element

from sepadd.findings import UnreadableMessage
from sepadd.messages.parsing import documents, texts

NAMESPACE = "urn:iso:std:iso:20022:tech:xsd:pain.002.001.10"
DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>'
OF_INTEREST = {"pain.002": ("GrpHdr", "TxInfAndSts"), "camt.053": ("Ntry", "TxDtls")}


def report(*names: str, message_id: str = "Größe-1", attributes: str | None = None) -> str:
    """Give a status report without a declaration, of which only the bones are there."""
    collections = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{name}</OrgnlEndToEndId></TxInfAndSts>\n" for name in names
    )
    attributes = f' xmlns="{NAMESPACE}"' if attributes is None else attributes
    return (
        f"<Document{attributes}><CstmrPmtStsRpt>\n<GrpHdr><MsgId>{message_id}</MsgId></GrpHdr>\n"
        f"<OrgnlPmtInfAndSts><OrgnlPmtInfId>B-1</OrgnlPmtInfId>\n{collections}"
        "</OrgnlPmtInfAndSts></CstmrPmtStsRpt></Document>"
    )


STATEMENT = (
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt><Stmt>'
    "<Ntry><Amt>1</Amt><NtryDtls><TxDtls><Refs>a</Refs></TxDtls><TxDtls><Refs>b</Refs></TxDtls>"
    "</NtryDtls></Ntry></Stmt></BkToCstmrStmt></Document>"
)
GOOD = (DECLARATION + report("E-1", "E-2")).encode()


def told(source: bytes | Path) -> list[tuple[str, list[str]]]:
    """Give the kind of each message and the texts of its parts."""
    return [(each.kind, list(map(said, each.parts()))) for each in documents(source, OF_INTEREST)]


def said(part: Element) -> str:
    return next(value for value in texts(part).values())


def packed(*members: tuple[str, bytes | str], way: int = zipfile.ZIP_DEFLATED) -> bytes:
    sink = BytesIO()
    with zipfile.ZipFile(sink, "w", way) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return sink.getvalue()


def why_not(source: bytes | Path) -> str:
    """Give what is said of something that cannot be read, and that nothing came out of it."""
    opening = documents(source, OF_INTEREST)
    with pytest.raises(UnreadableMessage) as caught:
        next(opening)
    return str(caught.value)


ONE = [("pain.002", ["Größe-1", "E-1", "E-2"])]
