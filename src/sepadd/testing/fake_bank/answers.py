"""The fake bank's status reports: a pain.002 for each file, and for what is rejected on its way."""

from __future__ import annotations

from sepadd.testing.fake_bank.dialects import Dialect, MessageSpelling
from sepadd.testing.fake_bank.elements import (
    amount,
    bank,
    document,
    element,
    leaf,
    nested,
    originator,
    party,
)
from sepadd.testing.fake_bank.facts import (
    BatchStatus,
    PresentedBatch,
    PresentedCollection,
    StatusReport,
    TurnedDown,
    Verdict,
)


def status_report(report: StatusReport, dialect: Dialect, *, id: str, created_at: str) -> bytes:
    """The report as a pain.002 of the dialect's version."""
    header = element(
        "GrpHdr",
        leaf("MsgId", id),
        leaf("CreDtTm", created_at),
        element("CdtrAgt", bank(dialect, dialect.bic)),
    )
    group = element(
        "OrgnlGrpInfAndSts",
        leaf("OrgnlMsgId", report.original_id),
        leaf("OrgnlMsgNmId", _spelt(report.original_message, dialect)),
        leaf("GrpSts", None if _told_below(report, dialect) else report.status),
        _reason(report.verdict, dialect, None),
    )
    batches = (_batch(batch, dialect) for batch in report.batches)
    content = element("CstmrPmtStsRpt", header, group, *batches)
    return document(dialect.version("pain.002"), content)


def _told_below(report: StatusReport, dialect: Dialect) -> bool:
    return dialect.one_status_level and bool(report.batches)


def _spelt(message: str, dialect: Dialect) -> str:
    match dialect.original_name:
        case MessageSpelling.EXACT:
            return message
        case MessageSpelling.CAPITALS:
            return message.upper()
        case MessageSpelling.INTERBANK:
            return MessageSpelling.INTERBANK.value
        case MessageSpelling.FAMILY:
            return ".".join(message.split(".")[:2])


def _batch(batch: BatchStatus, dialect: Dialect) -> str:
    told_below = dialect.one_status_level and batch.turned_down
    return element(
        "OrgnlPmtInfAndSts",
        leaf("OrgnlPmtInfId", batch.id),
        leaf("PmtInfSts", None if told_below else batch.status),
        _reason(batch.verdict, dialect, None),
        *(_turned_down(each, dialect) for each in batch.turned_down),
    )


def _turned_down(each: TurnedDown, dialect: Dialect) -> str:
    collection, debtor = each.collection, None
    if collection is not None and each.verdict.by_debtor:
        debtor = collection.debtor_name
    return element(
        "TxInfAndSts",
        leaf("OrgnlInstrId", None if collection is None else collection.instruction_id),
        leaf("OrgnlEndToEndId", each.end_to_end_id),
        leaf("TxSts", "RJCT"),
        _reason(each.verdict, dialect, debtor),
        _original(each.batch, collection, dialect),
    )


def _reason(verdict: Verdict | None, dialect: Dialect, debtor: str | None) -> str:
    if verdict is None:
        return ""
    return element(
        "StsRsnInf",
        originator(dialect, debtor),
        nested("Rsn/Cd", dialect.told(verdict.code)),
        leaf("AddtlInf", verdict.text[:105]),
    )


def _original(
    batch: PresentedBatch | None, collection: PresentedCollection | None, dialect: Dialect
) -> str:
    """The collection as it was presented."""
    if batch is None or collection is None:
        return ""
    return element(
        "OrgnlTxRef",
        element("Amt", amount("InstdAmt", collection.cents, plain=dialect.plain_euros)),
        leaf("ReqdColltnDt", batch.due_on.isoformat()),
        element("CdtrSchmeId", creditor_identifier(collection)),
        element(
            "PmtTpInf",
            nested("SvcLvl/Cd", "SEPA"),
            nested("LclInstrm/Cd", collection.scheme),
            leaf("SeqTp", collection.sequence_type),
        ),
        element(
            "MndtRltdInf",
            leaf("MndtId", collection.mandate_id),
            leaf("DtOfSgntr", collection.signed_on),
        ),
        nested("RmtInf/Ustrd", collection.remittance),
        party(dialect, "Dbtr", collection.debtor_name),
        element("DbtrAcct", nested("Id/IBAN", collection.debtor_iban)),
        element("DbtrAgt", bank(dialect, collection.debtor_bic)),
    )


def creditor_identifier(collection: PresentedCollection) -> str:
    """The creditor's identifier, as messages have it."""
    identifier = leaf("Id", collection.creditor_id)
    scheme = nested("SchmeNm/Prtry", "SEPA")
    return element("Id", element("PrvtId", element("Othr", identifier, scheme)))
