"""A bank statement about a run, with an entry for each collection: settled, or returned.

It is written here as plain text, and by none of the readers or writers that are measured.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from sepadd import Collection, CollectionRun

_OPENING: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"><BkToCstmrStmt>'
    "<GrpHdr><MsgId>STATEMENT-1</MsgId><CreDtTm>2026-12-03T06:00:00+01:00</CreDtTm></GrpHdr>"
    "<Stmt><Id>S-1</Id><Acct><Id><IBAN>NL02ABNA0123456789</IBAN></Id></Acct>\n"
)
_CLOSING: Final = "</Stmt></BkToCstmrStmt></Document>\n"
EVERY: Final = 20
"""Of so many collections one is returned, and all others are credited."""


def write_statement(run: CollectionRun, path: Path) -> None:
    """Write the statement of a run that was settled, entry by entry."""
    with path.open("w", encoding="utf-8") as file:
        file.write(_OPENING)
        file.writelines(_entries(run))
        file.write(_CLOSING)


def _entries(run: CollectionRun) -> Iterator[str]:
    for number, collection in enumerate(run.collections):
        yield _entry(number, collection, returned=number % EVERY == 0)


def _entry(number: int, collection: Collection, *, returned: bool) -> str:
    amount, mandate = collection.amount, collection.mandate
    reason = "<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>" if returned else ""
    way, family = ("DBIT", "UPDD") if returned else ("CRDT", "ESDD")
    return (
        f'<Ntry><Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        f"{'<RvslInd>true</RvslInd>' if returned else ''}<Sts><Cd>BOOK</Cd></Sts>"
        "<BookgDt><Dt>2026-12-03</Dt></BookgDt><ValDt><Dt>2026-12-03</Dt></ValDt>"
        f"<AcctSvcrRef>B{number:010d}</AcctSvcrRef><BkTxCd><Domn><Cd>PMNT</Cd><Fmly>"
        f"<Cd>IDDT</Cd><SubFmlyCd>{family}</SubFmlyCd></Fmly></Domn></BkTxCd><NtryDtls><TxDtls>"
        f"<Refs><EndToEndId>{collection.end_to_end_id}</EndToEndId>"
        f"<MndtId>{mandate.reference}</MndtId></Refs>"
        f'<Amt Ccy="EUR">{amount}</Amt><CdtDbtInd>{way}</CdtDbtInd>'
        f'<AmtDtls><InstdAmt><Amt Ccy="EUR">{amount}</Amt></InstdAmt></AmtDtls>'
        f"<RltdPties><Dbtr><Pty><Nm>Debtor {number}</Nm></Pty></Dbtr><DbtrAcct><Id>"
        f"<IBAN>{mandate.debtor.iban}</IBAN></Id></DbtrAcct></RltdPties>"
        f"<RmtInf><Ustrd>2026-{number:06d} Subscription December</Ustrd></RmtInf>"
        f"{reason}</TxDtls></NtryDtls></Ntry>\n"
    )
