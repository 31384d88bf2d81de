"""pain.008, CustomerDirectDebitInitiation: a run as files for the bank.

The message is written as text in its own shape, element under element, and checked against the
schema while it is written. Free text goes through one function; everything else is made of values
that cannot hold a sign that XML gives a meaning to.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import BinaryIO, Final
from xml.sax.saxutils import escape

from sepadd.accounts import Bic
from sepadd.bank_file import BankFile, Batch
from sepadd.collection import Collection, PurposeCode, Remittance
from sepadd.findings import Finding, Findings, IllegalStep, RulesViolated
from sepadd.mandate import Mandate
from sepadd.messages.amended import amendment
from sepadd.messages.schemas import SchemaCheck, schema_findings, schema_path
from sepadd.party import Creditor, OrganisationId, OtherId, Party, PersonId, PostalAddress
from sepadd.rulebook.edition import MessageVersion
from sepadd.rulebook.file_form import BicMode, FileForm, InitiatingPartyForm
from sepadd.rulebook.texts import (
    ADDRESS_LENGTHS,
    LINE_LENGTH,
    NAME_LENGTH,
    REMITTANCE_LENGTH,
    folded,
)
from sepadd.run import CollectionRun
from sepadd.text import EPC_TEXT

_COLLECTIONS_PER_PIECE: Final = 128

_ADDRESS_TAGS: Final = {
    "department": "Dept",
    "sub_department": "SubDept",
    "street": "StrtNm",
    "building": "BldgNb",
    "building_name": "BldgNm",
    "floor": "Flr",
    "post_box": "PstBx",
    "room": "Room",
    "postcode": "PstCd",
    "town": "TwnNm",
    "town_location": "TwnLctnNm",
    "district": "DstrctNm",
    "subdivision": "CtrySubDvsn",
}
"""The parts of an address in the order of the message."""


def render(run: CollectionRun | BankFile, schemas: Sequence[Path] = ()) -> bytes:
    """The file for the bank, schema-checked; the same run gives the same bytes, years later.

    ``schemas`` are further XSDs to check against, a bank's own for instance. Raises
    :class:`RulesViolated` with every fault where a schema refuses it, and :class:`IllegalStep` for
    a run that takes several files: render each of ``run.files()``, or use :func:`write_files`.

    >>> from sepadd.testing import a_run
    >>> render(a_run())[:38]
    b'<?xml version="1.0" encoding="UTF-8"?>'
    """
    sink = BytesIO()
    _pour(_only_file(run), sink, schemas)
    return sink.getvalue()


def write(run: CollectionRun | BankFile, path: Path, schemas: Sequence[Path] = ()) -> Path:
    """Write the file to a path, in flat memory; it stands there only once it passed every schema.

    Until then it has another name in the same folder, and where it fails, nothing is left. A file
    that stood at the path is replaced. Raises as :func:`render` does.
    """
    _write({path: _only_file(run)}, schemas)
    return path


def write_files(run: CollectionRun, folder: Path, schemas: Sequence[Path] = ()) -> tuple[Path, ...]:
    """Write every file of a run to a folder, each named after its message id; all, or none."""
    files = {folder / file.name: file for file in run.files()}
    _write(files, schemas)
    return tuple(files)


def _write(files: Mapping[Path, BankFile], schemas: Sequence[Path]) -> None:
    parts = {path.with_name(f".{path.name}.{os.getpid()}.part"): path for path in files}
    try:
        for part, path in parts.items():
            with part.open("w+b") as sink:
                _pour(files[path], sink, schemas)
        for part, path in parts.items():
            part.replace(path)
    finally:
        for part in parts:
            part.unlink(missing_ok=True)


def _only_file(run: CollectionRun | BankFile) -> BankFile:
    if isinstance(run, BankFile):
        return run
    files = run.files()
    if len(files) == 1:
        return files[0]
    names = ", ".join(str(file.id) for file in files) or "none, since it holds no collection"
    raise IllegalStep(f"{run.label} does not make one file ({names}): take each of its files()")


def _pour(file: BankFile, sink: BinaryIO, schemas: Sequence[Path]) -> None:
    paths = (schema_path(file.form.message), *schemas)
    checks = [SchemaCheck(path) for path in paths]
    for piece in pieces(file):
        sink.write(piece)
        for check in checks:
            check.feed(piece)
    refused = [path for path, check in zip(paths, checks, strict=True) if not check.finish()]
    if refused:
        sink.flush()
        _raise_all(sink, refused)


def _raise_all(sink: BinaryIO, refused: Iterable[Path]) -> None:
    found: list[Finding] = []
    for path in refused:
        sink.seek(0)
        found += schema_findings(sink, path)
    raise RulesViolated(Findings(found))


def pieces(file: BankFile) -> Iterator[bytes]:
    """The file piece by piece, unchecked: for one who checks it in another way.

    A piece holds some hundred collections, so that memory does not grow with the file.
    """
    yield from (text.encode() for text in _Writer(file).texts())


class _Writer:
    """The message, element by element, in the order the schema wants."""

    def __init__(self, file: BankFile) -> None:
        form = file.form
        self.file = file
        self.form: FileForm = form
        old = form.message is MessageVersion.PAIN_008_001_02
        self.bic_tag = "BIC" if old else "BICFI"
        self.organisation_tag = "BICOrBEI" if old else "AnyBIC"
        self.plain: Callable[[str], bool] = EPC_TEXT.accepts
        self.agents: dict[Bic | None, str] = {}

    def texts(self) -> Iterator[str]:
        yield self.opening()
        for batch in self.file.batches:
            yield self.batch(batch)
            collections = map(self.collection, batch.collections)
            while piece := "".join(islice(collections, _COLLECTIONS_PER_PIECE)):
                yield piece
            yield "</PmtInf>\n"
        yield "</CstmrDrctDbtInitn>\n</Document>\n"

    def opening(self) -> str:
        file = self.file
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{self.form.message}">\n'
            "<CstmrDrctDbtInitn>\n"
            "<GrpHdr>\n"
            f"<MsgId>{file.id}</MsgId>\n"
            f"<CreDtTm>{_instant(file.created_at)}</CreDtTm>\n"
            f"<NbOfTxs>{file.count}</NbOfTxs>\n"
            f"<CtrlSum>{file.total}</CtrlSum>\n"
            f"<InitgPty>{self.initiating_party(file.creditor)}</InitgPty>\n"
            "</GrpHdr>\n"
        )

    def batch(self, batch: Batch) -> str:
        creditor = self.file.creditor
        return (
            "<PmtInf>\n"
            f"<PmtInfId>{batch.id}</PmtInfId>\n"
            "<PmtMtd>DD</PmtMtd>\n"
            f"{self.batch_booking(batch)}"
            f"<NbOfTxs>{len(batch.collections)}</NbOfTxs>\n"
            f"<CtrlSum>{batch.total}</CtrlSum>\n"
            "<PmtTpInf>"
            "<SvcLvl><Cd>SEPA</Cd></SvcLvl>"
            f"<LclInstrm><Cd>{batch.scheme}</Cd></LclInstrm>"
            f"<SeqTp>{batch.sequence_type}</SeqTp>"
            f"{_category_purpose(batch.category_purpose)}"
            "</PmtTpInf>\n"
            f"<ReqdColltnDt>{batch.due_on}</ReqdColltnDt>\n"
            f"<Cdtr>{self.creditor(creditor)}</Cdtr>\n"
            f"<CdtrAcct><Id><IBAN>{batch.account.iban}</IBAN></Id></CdtrAcct>\n"
            f"<CdtrAgt>{self.agent(batch.account.bic)}</CdtrAgt>\n"
            f"{self.ultimate('UltmtCdtr', creditor.ultimate_creditor)}"
            "<ChrgBr>SLEV</ChrgBr>\n"
            "<CdtrSchmeId><Id><PrvtId><Othr>"
            f"<Id>{batch.identifier}</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm>"
            "</Othr></PrvtId></Id></CdtrSchmeId>\n"
        )

    def collection(self, collection: Collection) -> str:
        mandate = collection.mandate
        debtor, ultimate = mandate.debtor, mandate.ultimate_debtor
        cents = collection.amount.cents
        return (
            "<DrctDbtTxInf>\n"
            f"<PmtId><EndToEndId>{collection.end_to_end_id.value}</EndToEndId></PmtId>\n"
            f'<InstdAmt Ccy="EUR">{cents // 100}.{cents % 100:02d}</InstdAmt>\n'
            f"<DrctDbtTx><MndtRltdInf><MndtId>{mandate.reference.value}</MndtId>"
            f"<DtOfSgntr>{mandate.signed_on}</DtOfSgntr>"
            f"{self.amendment(collection) if mandate.amendments else ''}"
            f"{'' if mandate.electronic_signature is None else _signature(mandate)}"
            "</MndtRltdInf></DrctDbtTx>\n"
            f"<DbtrAgt>{self.agent(debtor.bic)}</DbtrAgt>\n"
            f"<Dbtr><Nm>{self.said(debtor.account_holder or debtor.name, NAME_LENGTH)}</Nm>"
            f"{'' if debtor.address is None else self.address(debtor.address)}"
            f"{'' if debtor.identification is None else self.identity(debtor.identification)}"
            "</Dbtr>\n"
            f"<DbtrAcct><Id><IBAN>{debtor.iban.value}</IBAN></Id></DbtrAcct>\n"
            f"{self.ultimate('UltmtDbtr', ultimate) if ultimate else ''}"
            f"{_purpose(collection.purpose) if collection.purpose else ''}"
            f"{self.remittance(collection.remittance)}"
            "</DrctDbtTxInf>\n"
        )

    def amendment(self, collection: Collection) -> str:
        creditor, form = self.file.creditor, self.form.account_change
        return amendment(collection.mandate, collection.due_on, creditor, form, self.said)

    def said(self, text: str, limit: int) -> str:
        """Free text in the bank's characters, escaped."""
        if len(text) <= limit and self.plain(text):
            return text
        return escape(self.form.text.fit(text, limit).text)

    def agent(self, bic: Bic | None) -> str:
        found = self.agents.get(bic)
        if found is None:
            known = bic is not None and self.form.bic is BicMode.AS_GIVEN
            tag, nothing = self.bic_tag, "<Othr><Id>NOTPROVIDED</Id></Othr>"
            inside = f"<{tag}>{bic}</{tag}>" if known else nothing
            found = self.agents[bic] = f"<FinInstnId>{inside}</FinInstnId>"
        return found

    def batch_booking(self, batch: Batch) -> str:
        wanted = batch.account.batch_booking
        wanted = self.form.batch_booking if wanted is None else wanted
        return "" if wanted is None else f"<BtchBookg>{str(wanted).lower()}</BtchBookg>\n"

    def initiating_party(self, creditor: Creditor) -> str:
        if creditor.initiating_party is not None:
            return self.party(creditor.initiating_party)
        name = f"<Nm>{self.said(creditor.name, NAME_LENGTH)}</Nm>"
        identifier = (
            f"<Id><OrgId><Othr><Id>{self.file.identifier}</Id>"
            "<SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr></OrgId></Id>"
        )
        match self.form.initiating_party:
            case InitiatingPartyForm.NAME:
                return name
            case InitiatingPartyForm.NAME_AND_IDENTIFIER:
                return name + identifier
            case InitiatingPartyForm.IDENTIFIER:
                return identifier

    def creditor(self, creditor: Creditor) -> str:
        name = f"<Nm>{self.said(creditor.name, NAME_LENGTH)}</Nm>"
        if creditor.address is None or not self.form.creditor_address:
            return name
        return name + self.address(creditor.address)

    def address(self, address: PostalAddress) -> str:
        if self.form.fold_addresses:
            address = folded(address)
        parts = "".join(
            f"<{tag}>{self.said(said, ADDRESS_LENGTHS[part])}</{tag}>"
            for part, tag in _ADDRESS_TAGS.items()
            if (said := getattr(address, part)) is not None
        )
        lines = "".join(
            f"<AdrLine>{self.said(line, LINE_LENGTH)}</AdrLine>" for line in address.lines
        )
        return f"<PstlAdr>{parts}<Ctry>{address.country}</Ctry>{lines}</PstlAdr>"

    def ultimate(self, tag: str, party: Party | None) -> str:
        return "" if party is None else f"<{tag}>{self.party(party)}</{tag}>\n"

    def party(self, party: Party) -> str:
        name = "" if party.name is None else f"<Nm>{self.said(party.name, NAME_LENGTH)}</Nm>"
        if party.identification is None:
            return name
        return name + self.identity(party.identification)

    def identity(self, identification: OrganisationId | PersonId) -> str:
        match identification:
            case OrganisationId(bic=Bic() as bic):
                tag = self.organisation_tag
                return f"<Id><OrgId><{tag}>{bic}</{tag}></OrgId></Id>"
            case OrganisationId(lei=str() as lei):
                return f"<Id><OrgId><LEI>{lei}</LEI></OrgId></Id>"
            case OrganisationId(other=OtherId() as other):
                return f"<Id><OrgId>{_other(other)}</OrgId></Id>"
            case PersonId(other=OtherId() as other):
                return f"<Id><PrvtId>{_other(other)}</PrvtId></Id>"
            case _:
                return f"<Id><PrvtId>{_birth(identification)}</PrvtId></Id>"

    def remittance(self, remittance: Remittance) -> str:
        if not remittance:
            return ""
        if isinstance(remittance, str):
            said = self.said(remittance, REMITTANCE_LENGTH)
            return f"<RmtInf><Ustrd>{said}</Ustrd></RmtInf>\n"
        return (
            "<RmtInf><Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>"
            f"<Issr>{remittance.issuer}</Issr></Tp><Ref>{remittance}</Ref></CdtrRefInf></Strd>"
            "</RmtInf>\n"
        )


def _instant(at: datetime) -> str:
    """To the second, with an offset that XML knows: whole minutes, at most fourteen hours."""
    offset = at.utcoffset() or timedelta()
    if offset % timedelta(minutes=1) or abs(offset) > timedelta(hours=14):
        at = at.astimezone(UTC)
    return at.isoformat(timespec="seconds")


def _category_purpose(code: PurposeCode | None) -> str:
    return "" if code is None else f"<CtgyPurp><Cd>{code}</Cd></CtgyPurp>"


def _purpose(code: PurposeCode | None) -> str:
    return "" if code is None else f"<Purp><Cd>{code}</Cd></Purp>\n"


def _signature(mandate: Mandate) -> str:
    return f"<ElctrncSgntr>{escape(mandate.electronic_signature or '')}</ElctrncSgntr>"


def _other(other: OtherId) -> str:
    scheme = ""
    if other.scheme_code is not None:
        scheme = f"<SchmeNm><Cd>{escape(other.scheme_code)}</Cd></SchmeNm>"
    elif other.scheme_name is not None:
        scheme = f"<SchmeNm><Prtry>{escape(other.scheme_name)}</Prtry></SchmeNm>"
    issuer = "" if other.issuer is None else f"<Issr>{escape(other.issuer)}</Issr>"
    return f"<Othr><Id>{escape(other.id)}</Id>{scheme}{issuer}</Othr>"


def _birth(person: OrganisationId | PersonId) -> str:
    if not isinstance(person, PersonId):  # pragma: no cover - every organisation has one of three
        return ""
    province = person.birth_province
    return (
        f"<DtAndPlcOfBirth><BirthDt>{person.born_on}</BirthDt>"
        f"{'' if province is None else f'<PrvcOfBirth>{escape(province)}</PrvcOfBirth>'}"
        f"<CityOfBirth>{escape(person.birth_town or '')}</CityOfBirth>"
        f"<CtryOfBirth>{person.birth_country}</CtryOfBirth></DtAndPlcOfBirth>"
    )
