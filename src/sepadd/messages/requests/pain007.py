"""pain.007, CustomerPaymentReversal: which collections the bank is asked to pay back.

The message names the file and the batch, and repeats of each collection what the file said of it:
the debtor's bank may have to find it by any of that. The bank answers with a pain.002, and books
what it pays back.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sepadd.collection import Collection
from sepadd.messages.writing import (
    Outgoing,
    Parts,
    as_bytes,
    creditor_scheme,
    in_pieces,
    outgoing,
    payment_type,
    purpose,
    to_files,
    written_instant,
)
from sepadd.rulebook import ReversalVersion
from sepadd.run import Batch, BatchPart, ReversalRequest
from sepadd.values import Party


def render(
    request: ReversalRequest,
    version: ReversalVersion | None = None,
    schemas: Sequence[Path] = (),
) -> bytes:
    """The request for the bank, schema-checked; the same request gives the same bytes.

    Without a ``version`` it is the one that goes with the file that was sent. ``schemas`` are
    further XSDs to check against. Raises :class:`~sepadd.RulesViolated` with every fault
    where a schema refuses it. Source: EPC130-08 and EPC131-08, reversals.
    """
    return as_bytes(_outgoing(request, version, schemas))


def write(
    request: ReversalRequest,
    path: Path,
    version: ReversalVersion | None = None,
    schemas: Sequence[Path] = (),
) -> Path:
    """Write the request to a path, in flat memory, once it passed every schema.

    Raises as :func:`render` does.
    """
    to_files({path: _outgoing(request, version, schemas)})
    return path


def pieces(request: ReversalRequest, version: ReversalVersion | None = None) -> Iterator[bytes]:
    """The request piece by piece, unchecked: for one who checks it in another way."""
    version = version or request.file.form.message.row.reversal
    yield from (text.encode() for text in _Writer(request, version).texts())


def _outgoing(
    request: ReversalRequest, version: ReversalVersion | None, schemas: Sequence[Path]
) -> Outgoing:
    version = version or request.file.form.message.row.reversal
    return outgoing(pieces(request, version), version, schemas)


class _Writer(Parts):
    """The message, element by element, in the order the schema wants."""

    def __init__(self, request: ReversalRequest, version: ReversalVersion) -> None:
        super().__init__(request.file.form, version.row.names)
        self.request = request
        self.version = version
        why = self.because(request.file.creditor, request.reason)
        self.why = f"<RvslRsnInf>{why}</RvslRsnInf>"
        self.batch_before = self.batch_after = ""

    def texts(self) -> Iterator[str]:
        yield self.opening()
        for part in self.request.batches:
            yield from self.batch(part)
        yield "</CstmrPmtRvsl>\n</Document>\n"

    def opening(self) -> str:
        request = self.request
        file = request.file
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Document xmlns="{self.version.namespace}">\n'
            "<CstmrPmtRvsl>\n"
            "<GrpHdr>\n"
            f"<MsgId>{request.id}</MsgId>\n"
            f"<CreDtTm>{written_instant(request.at, offset=self.form.offset)}</CreDtTm>\n"
            f"<NbOfTxs>{request.count}</NbOfTxs>\n"
            f"<CtrlSum>{request.total}</CtrlSum>\n"
            "<GrpRvsl>false</GrpRvsl>\n"
            f"<InitgPty>{self.initiating_party(file.creditor, file.identifier)}</InitgPty>\n"
            "</GrpHdr>\n"
            f"<OrgnlGrpInf><OrgnlMsgId>{file.id}</OrgnlMsgId>"
            f"<OrgnlMsgNmId>{file.form.message}</OrgnlMsgNmId></OrgnlGrpInf>\n"
        )

    def batch(self, part: BatchPart) -> Iterator[str]:
        yield (
            f"<OrgnlPmtInfAndRvsl>\n<OrgnlPmtInfId>{part.batch.id}</OrgnlPmtInfId>\n"
            "<PmtInfRvsl>false</PmtInfRvsl>\n"
        )
        # What all collections of a batch share is made once.
        self.batch_before = self.told_before(part.batch)
        self.batch_after = self.told_after(part.batch)
        yield from in_pieces(self.collection(each, part.batch) for each in part.collections)
        yield "</OrgnlPmtInfAndRvsl>\n"

    def collection(self, collection: Collection, batch: Batch) -> str:
        reversed_by = self.request.amount_of(collection)
        debtor, ultimate = collection.mandate.debtor, collection.mandate.ultimate_debtor
        return (
            "<TxInf>\n"
            f"<OrgnlEndToEndId>{collection.end_to_end_id.value}</OrgnlEndToEndId>\n"
            f'<OrgnlInstdAmt Ccy="EUR">{collection.amount}</OrgnlInstdAmt>\n'
            f'<RvsdInstdAmt Ccy="EUR">{reversed_by}</RvsdInstdAmt>\n'
            "<ChrgBr>SLEV</ChrgBr>\n"
            f"{self.why}\n"
            "<OrgnlTxRef>\n"
            f"{self.batch_before}"
            f"{self.mandate(collection, batch.creditor)}\n"
            f"{self.remittance(collection.remittance)}"
            f"{self.ultimate('UltmtDbtr', ultimate)}"
            f"{self.who('Dbtr', self.debtor(debtor))}"
            f"<DbtrAcct><Id><IBAN>{debtor.iban.value}</IBAN></Id></DbtrAcct>\n"
            f"<DbtrAgt>{self.agent(debtor.bic)}</DbtrAgt>\n"
            f"{self.batch_after}"
            f"{purpose(collection.purpose) if self.version.row.has_purpose else ''}"
            "</OrgnlTxRef>\n"
            "</TxInf>\n"
        )

    def told_before(self, batch: Batch) -> str:
        return (
            f"<ReqdColltnDt>{batch.due_on}</ReqdColltnDt>\n"
            f"{creditor_scheme(batch.identifier)}\n"
            f"{payment_type(batch)}\n"
            "<PmtMtd>DD</PmtMtd>\n"
        )

    def told_after(self, batch: Batch) -> str:
        return (
            f"<CdtrAgt>{self.agent(batch.account.bic)}</CdtrAgt>\n"
            f"{self.who('Cdtr', self.creditor(batch.creditor))}"
            f"<CdtrAcct><Id><IBAN>{batch.account.iban}</IBAN></Id></CdtrAcct>\n"
            f"{self.ultimate('UltmtCdtr', batch.creditor.ultimate_creditor)}"
        )

    def who(self, tag: str, told: str) -> str:
        """A party; where the version has it so, it is said that it is a party, and no bank."""
        party = f"<Pty>{told}</Pty>" if self.version.row.party_or_bank else told
        return f"<{tag}>{party}</{tag}>\n"

    def ultimate(self, tag: str, party: Party | None) -> str:
        return "" if party is None else self.who(tag, self.party(party))
