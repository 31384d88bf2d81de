"""pain.008, CustomerDirectDebitInitiation: a run as files for the bank.

The message is written as text in its own shape, element under element, and checked against the
schema while it is written. Free text goes through one function; everything else is made of values
that cannot hold a sign that XML gives a meaning to. What was written, here or by another, is read
by :mod:`sepadd.messages.pain008.whole_file`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from sepadd.collection import Collection
from sepadd.findings import IllegalStep
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
from sepadd.progress import Progress, Work, shares, under_way
from sepadd.run import BankFile, Batch, CollectionRun, RunSet
from sepadd.values import Party


def render(
    of: CollectionRun | RunSet | BankFile,
    *,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> bytes:
    """The file for the bank, schema-checked; the same run gives the same bytes, years later.

    ``schemas`` are further XSDs to check against, a bank's own for instance. ``progress`` is told
    how many collections are written, of how many. Raises :class:`RulesViolated` with every fault
    where a schema refuses it, and :class:`IllegalStep` for a run that takes several files: render
    each of ``run.files()``, or use :func:`write_files`; and for a run in a set, which goes to the
    bank with the set.

    >>> from sepadd.testing import a_run
    >>> render(a_run())[:38]
    b'<?xml version="1.0" encoding="UTF-8"?>'
    """
    return as_bytes(_outgoing(_only_file(of), schemas, progress))


def write(
    of: CollectionRun | RunSet | BankFile,
    path: Path,
    *,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> Path:
    """Write the file to a path, in flat memory; it stands there only once it passed every schema.

    Until then it has another name in the same folder, which is made where it is missing; and where
    it fails, nothing is left. A file that stood at the path is replaced. ``progress`` is told how
    many collections are written, for the last time before the file comes to its place. Raises as
    :func:`render` does.
    """
    to_files({path: _outgoing(_only_file(of), schemas, progress)})
    return path


def write_files(
    of: CollectionRun | RunSet | BankFile,
    folder: Path,
    *,
    schemas: Sequence[Path] = (),
    progress: Progress | None = None,
) -> tuple[Path, ...]:
    """Write every file of a run, or of a set, to a folder, each named after its message id.

    The folder is made where it is missing. All are written, or none. ``progress`` is told as in
    :func:`write`, of all files together. Raises as :func:`render` does.
    """
    files = _files(of)
    of_each = shares(progress, [file.count for file in files])
    messages = {
        folder / file.name: _outgoing(file, schemas, of_this)
        for file, of_this in zip(files, of_each, strict=True)
    }
    to_files(messages)
    return tuple(messages)


def _outgoing(file: BankFile, schemas: Sequence[Path], progress: Progress | None) -> Outgoing:
    return outgoing(pieces(file, progress=progress), file.form.message, schemas)


def _files(of: CollectionRun | RunSet | BankFile) -> tuple[BankFile, ...]:
    """The files that go to the bank; a run in a set has none of its own."""
    if isinstance(of, BankFile):
        return (of,)
    if isinstance(of, CollectionRun) and of.in_set is not None:
        raise IllegalStep(f"{of.label} is in set {of.in_set.id}: write the files of the set")
    return of.files()


def _only_file(of: CollectionRun | RunSet | BankFile) -> BankFile:
    files = _files(of)
    if len(files) == 1:
        return files[0]
    names = ", ".join(str(file.id) for file in files) or "none, since it holds no collection"
    raise IllegalStep(f"{of.label} does not make one file ({names}): take each of its files()")


def pieces(file: BankFile, *, progress: Progress | None = None) -> Iterator[bytes]:
    """The file piece by piece, unchecked: for one who checks it in another way.

    A piece holds some hundred collections, so that memory does not grow with the file. ``progress``
    is told how many collections are written, of how many.
    """
    work = under_way(progress, file.count)
    yield from (text.encode() for text in _Writer(file, work).texts())


class _Writer(Parts):
    """The message, element by element, in the order the schema wants."""

    def __init__(self, file: BankFile, work: Work | None) -> None:
        super().__init__(file.form, file.form.message.row.names)
        self.file, self.work = file, work
        self.collecting = file.creditor

    def texts(self) -> Iterator[str]:
        yield self.opening()
        for batch in self.file.batches:
            self.collecting = batch.creditor
            yield self.batch(batch)
            each = batch.collections if self.work is None else self.work.each(batch.collections)
            yield from in_pieces(map(self.collection, each))
            yield "</PmtInf>\n"
        yield "</CstmrDrctDbtInitn>\n</Document>\n"

    def opening(self) -> str:
        file = self.file
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Document xmlns="{self.form.message.namespace}">\n'
            "<CstmrDrctDbtInitn>\n"
            "<GrpHdr>\n"
            f"<MsgId>{file.id}</MsgId>\n"
            f"<CreDtTm>{written_instant(file.created_at, offset=self.form.offset)}</CreDtTm>\n"
            f"<NbOfTxs>{file.count}</NbOfTxs>\n"
            f"<CtrlSum>{file.total}</CtrlSum>\n"
            f"<InitgPty>{self.initiating_party(file.creditor, file.identifier)}</InitgPty>\n"
            "</GrpHdr>\n"
        )

    def batch(self, batch: Batch) -> str:
        creditor = batch.creditor
        return (
            "<PmtInf>\n"
            f"<PmtInfId>{batch.id}</PmtInfId>\n"
            "<PmtMtd>DD</PmtMtd>\n"
            f"{self.batch_booking(batch)}"
            f"<NbOfTxs>{len(batch.collections)}</NbOfTxs>\n"
            f"<CtrlSum>{batch.total}</CtrlSum>\n"
            f"{payment_type(batch)}\n"
            f"<ReqdColltnDt>{batch.due_on}</ReqdColltnDt>\n"
            f"<Cdtr>{self.creditor(creditor)}</Cdtr>\n"
            f"<CdtrAcct><Id><IBAN>{batch.account.iban}</IBAN></Id></CdtrAcct>\n"
            f"<CdtrAgt>{self.agent(batch.account.bic)}</CdtrAgt>\n"
            f"{self.ultimate('UltmtCdtr', creditor.ultimate_creditor)}"
            "<ChrgBr>SLEV</ChrgBr>\n"
            f"{creditor_scheme(batch.identifier)}\n"
        )

    def collection(self, collection: Collection) -> str:
        mandate = collection.mandate
        debtor, ultimate = mandate.debtor, mandate.ultimate_debtor
        return (
            "<DrctDbtTxInf>\n"
            f"<PmtId><EndToEndId>{collection.end_to_end_id.value}</EndToEndId></PmtId>\n"
            f'<InstdAmt Ccy="EUR">{collection.amount}</InstdAmt>\n'
            f"<DrctDbtTx>{self.mandate(collection, self.collecting)}</DrctDbtTx>\n"
            f"<DbtrAgt>{self.agent(debtor.bic)}</DbtrAgt>\n"
            f"<Dbtr>{self.debtor(debtor)}</Dbtr>\n"
            f"<DbtrAcct><Id><IBAN>{debtor.iban.value}</IBAN></Id></DbtrAcct>\n"
            f"{self.ultimate('UltmtDbtr', ultimate) if ultimate else ''}"
            f"{purpose(collection.purpose) if collection.purpose else ''}"
            f"{self.remittance(collection.remittance)}"
            "</DrctDbtTxInf>\n"
        )

    def batch_booking(self, batch: Batch) -> str:
        wanted = batch.account.batch_booking
        wanted = self.form.batch_booking if wanted is None else wanted
        return "" if wanted is None else f"<BtchBookg>{str(wanted).lower()}</BtchBookg>\n"

    def ultimate(self, tag: str, party: Party | None) -> str:
        return "" if party is None else f"<{tag}>{self.party(party)}</{tag}>\n"
