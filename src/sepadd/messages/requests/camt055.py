"""camt.055, CustomerPaymentCancellationRequest: what the bank is asked to cancel before settlement.

The message names the file, and in it the batches or the collections, by the references that the
bank was given; it needs no more, since the bank has them. It answers with a camt.029.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sepadd.collection import Collection
from sepadd.messages.writing import (
    Outgoing,
    Parts,
    as_bytes,
    in_pieces,
    outgoing,
    to_files,
    written_instant,
)
from sepadd.rulebook import CancellationVersion
from sepadd.run import BatchPart, Recall


def render(
    recall: Recall, version: CancellationVersion | None = None, schemas: Sequence[Path] = ()
) -> bytes:
    """The request for the bank, schema-checked; the same recall gives the same bytes.

    Without a ``version`` it is the one that goes with the file that was sent. ``schemas`` are
    further XSDs to check against. Raises :class:`~sepadd.RulesViolated` with every fault
    where a schema refuses it.
    """
    return as_bytes(_outgoing(recall, version, schemas))


def write(
    recall: Recall,
    path: Path,
    version: CancellationVersion | None = None,
    schemas: Sequence[Path] = (),
) -> Path:
    """Write the request to a path, in flat memory, once it passed every schema.

    Raises as :func:`render` does.
    """
    to_files({path: _outgoing(recall, version, schemas)})
    return path


def pieces(recall: Recall, version: CancellationVersion | None = None) -> Iterator[bytes]:
    """The request piece by piece, unchecked: for one who checks it in another way."""
    version = version or recall.file.form.message.row.cancellation
    yield from (text.encode() for text in _Writer(recall, version).texts())


def _outgoing(
    recall: Recall, version: CancellationVersion | None, schemas: Sequence[Path]
) -> Outgoing:
    version = version or recall.file.form.message.row.cancellation
    return outgoing(pieces(recall, version), version, schemas)


class _Writer(Parts):
    """The message, element by element, in the order the schema wants."""

    def __init__(self, recall: Recall, version: CancellationVersion) -> None:
        super().__init__(recall.file.form, version.row.names)
        self.recall = recall
        self.version = version
        reasons = version.row.reasons
        coded = reasons is None or recall.reason.code in reasons
        why = self.because(recall.file.creditor, recall.reason, coded=coded)
        self.why = f"<CxlRsnInf>{why}</CxlRsnInf>"

    def texts(self) -> Iterator[str]:
        yield self.opening()
        if not self.recall.whole:
            for part in self.recall.batches:
                yield from self.batch(part)
        yield "</Undrlyg>\n</CstmrPmtCxlReq>\n</Document>\n"

    def opening(self) -> str:
        recall = self.recall
        file = recall.file
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Document xmlns="{self.version.namespace}">\n'
            "<CstmrPmtCxlReq>\n"
            "<Assgnmt>\n"
            f"<Id>{recall.id}</Id>\n"
            f"<Assgnr><Pty>{self.initiating_party(file.creditor, file.identifier)}</Pty></Assgnr>\n"
            f"<Assgne><Agt>{self.agent(file.batches[0].account.bic)}</Agt></Assgne>\n"
            f"<CreDtTm>{written_instant(recall.at, offset=self.form.offset)}</CreDtTm>\n"
            "</Assgnmt>\n"
            f"<CtrlData><NbOfTxs>{recall.count}</NbOfTxs>"
            f"<CtrlSum>{recall.total}</CtrlSum></CtrlData>\n"
            "<Undrlyg>\n"
            "<OrgnlGrpInfAndCxl>\n"
            f"<OrgnlMsgId>{file.id}</OrgnlMsgId>\n"
            f"<OrgnlMsgNmId>{file.form.message}</OrgnlMsgNmId>\n"
            f"{self.whole_file() if recall.whole else '<GrpCxl>false</GrpCxl>'}\n"
            "</OrgnlGrpInfAndCxl>\n"
        )

    def whole_file(self) -> str:
        file = self.recall.file
        return (
            f"<NbOfTxs>{file.count}</NbOfTxs><CtrlSum>{file.total}</CtrlSum>\n"
            f"<GrpCxl>true</GrpCxl>\n{self.why}"
        )

    def batch(self, part: BatchPart) -> Iterator[str]:
        yield f"<OrgnlPmtInfAndCxl>\n<OrgnlPmtInfId>{part.batch.id}</OrgnlPmtInfId>\n"
        if part.whole:
            yield (
                f"<NbOfTxs>{len(part.collections)}</NbOfTxs><CtrlSum>{part.total}</CtrlSum>\n"
                f"<PmtInfCxl>true</PmtInfCxl>\n{self.why}\n"
            )
        else:
            yield "<PmtInfCxl>false</PmtInfCxl>\n"
            yield from in_pieces(map(self.collection, part.collections))
        yield "</OrgnlPmtInfAndCxl>\n"

    def collection(self, collection: Collection) -> str:
        return (
            "<TxInf>\n"
            f"<OrgnlEndToEndId>{collection.end_to_end_id.value}</OrgnlEndToEndId>\n"
            f'<OrgnlInstdAmt Ccy="EUR">{collection.amount}</OrgnlInstdAmt>\n'
            f"<OrgnlReqdColltnDt>{collection.due_on}</OrgnlReqdColltnDt>\n"
            f"{self.why}\n"
            "</TxInf>\n"
        )
