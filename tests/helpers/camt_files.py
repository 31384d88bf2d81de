"""Statements of an account as banks write them, made from a few words: the same in two versions."""

from __future__ import annotations

VERSIONS = ("02", "08")
ROOTS = {
    "camt.052": ("BkToCstmrAcctRpt", "Rpt"),
    "camt.053": ("BkToCstmrStmt", "Stmt"),
    "camt.054": ("BkToCstmrDbtCdtNtfctn", "Ntfctn"),
}
COLLECTED = ("IDDT", "ESDD")
RETURNED = ("IDDT", "UPDD")
REFS = "<EndToEndId>E-1</EndToEndId><MndtId>M-1</MndtId>"


def statement(*entries: str, kind: str = "camt.053", version: str = "08") -> bytes:
    """Write one message of that kind with one statement, on the account of the examples."""
    message, part = ROOTS[kind]
    return (
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{kind}.001.{version}"><{message}>'
        "<GrpHdr><MsgId>STMT-7</MsgId><CreDtTm>2026-12-02T06:00:00+01:00</CreDtTm></GrpHdr>"
        f"<{part}><Id>7</Id><Acct><Id><IBAN>NL91ABNA0417164300</IBAN></Id></Acct>"
        f"{''.join(entries)}</{part}></{message}></Document>"
    ).encode()


def entry(
    *details: str,
    side: str = "CRDT",
    amount: str = "50.00",
    status: str = "<Sts><Cd>BOOK</Cd></Sts>",
    code: str = "",
    own: str = "",
    more: str = "",
    currency: str = "EUR",
    booked: str = "<BookgDt><Dt>2026-12-01</Dt></BookgDt>",
    reference: str = "<AcctSvcrRef>BANK-1</AcctSvcrRef>",
) -> str:
    """Write one movement; ``details`` are what stands in its NtryDtls, ``more`` beside them."""
    return (
        f'<Ntry><Amt Ccy="{currency}">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd>{status}{booked}'
        f"{reference}<BkTxCd>{code}{own}</BkTxCd>{more}"
        f"{''.join(f'<NtryDtls>{each}</NtryDtls>' for each in details)}</Ntry>"
    )


def code(family: str, subfamily: str, domain: str = "PMNT") -> str:
    return (
        f"<Domn><Cd>{domain}</Cd><Fmly><Cd>{family}</Cd>"
        f"<SubFmlyCd>{subfamily}</SubFmlyCd></Fmly></Domn>"
    )


def own_code(text: str, issuer: str = "DK") -> str:
    return f"<Prtry><Cd>{text}</Cd><Issr>{issuer}</Issr></Prtry>"


def transaction(*parts: str, refs: str = REFS) -> str:
    return f"<TxDtls><Refs>{refs}</Refs>{''.join(parts)}</TxDtls>"


def amounts(**told: str) -> str:
    """Write AmtDtls, as ``amounts(InstdAmt="50.00", TxAmt="53.00")``."""
    return "".join(
        ("<AmtDtls>", *(f"<{name}>{money(told[name])}</{name}>" for name in told), "</AmtDtls>")
    )


def money(amount: str, currency: str = "EUR") -> str:
    return f'<Amt Ccy="{currency}">{amount}</Amt>'


def charges(*told: str, version: str) -> str:
    """Write what banks charged, as each version does: a Chrgs for each, or records in one."""
    if version == "02":
        return "".join(f"<Chrgs>{money(amount)}</Chrgs>" for amount in told)
    return f"<Chrgs>{''.join(f'<Rcrd>{money(amount)}</Rcrd>' for amount in told)}</Chrgs>"


def returned(reason: str = "<Cd>MS03</Cd>", originator: str = "", text: str = "") -> str:
    told = f"<Rsn>{reason}</Rsn>" if reason else ""
    said = f"<AddtlInf>{text}</AddtlInf>" if text else ""
    return f"<RtrInf>{originator}{told}{said}</RtrInf>"


def batch(**told: str) -> str:
    """Write Btch, as ``batch(PmtInfId="B-1", NbOfTxs="3")``."""
    return f"<Btch>{''.join(f'<{name}>{text}</{name}>' for name, text in told.items())}</Btch>"


def status(value: str, version: str) -> str:
    return f"<Sts>{value}</Sts>" if version == "02" else f"<Sts><Cd>{value}</Cd></Sts>"
