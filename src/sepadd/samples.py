"""One good example of each thing. Tests change what they are about with ``replace``."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Final

from sepadd.banks import EPC
from sepadd.books import Books, prepare, propose
from sepadd.collection import Collection
from sepadd.mandate import Amendment, Mandate, Scheme, SequenceType
from sepadd.open_item import CreditNote, Invoice
from sepadd.proposal import Draft, Proposal
from sepadd.run import CollectionRun
from sepadd.values import (
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    RunId,
)

TODAY: Final = date(2026, 11, 23)
"""A Monday, and a TARGET day."""

AT: Final = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""Nine o'clock on that day."""

DUE_ON: Final = date(2026, 12, 1)
"""A Tuesday, and a TARGET day, eight calendar days later."""

TERMS: Final = EPC.terms(on=TODAY)
"""The scheme's own terms on that day."""

ACCOUNT: Final = CreditorAccount(iban=Iban("NL02ABNA0123456789"))
"""The creditor's own account."""

CREDITOR: Final = Creditor(
    name="Zwembad De Waterlelie",
    identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    accounts=(ACCOUNT,),
)
"""A swimming pool that collects its subscriptions."""

DEBTOR: Final = Debtor(id="10042", name="Ada Jansen", iban=Iban("NL91ABNA0417164300"))
"""One of its swimmers."""

COMPANY: Final = Debtor(
    id="20007",
    name="Bakkerij Vos BV",
    iban=Iban("DE89370400440532013000"),
    kind=DebtorKind.COMPANY,
)
"""A company that swims with its staff."""

MANDATE: Final = Mandate(
    reference=MandateReference("M-1"),
    creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    debtor=DEBTOR,
    signed_on=date(2026, 1, 15),
)
"""A signed recurrent CORE mandate that was never used."""

B2B_MANDATE: Final = Mandate(
    reference=MandateReference("M-2"),
    creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
    debtor=COMPANY,
    scheme=Scheme.B2B,
    signed_on=date(2026, 2, 1),
    confirmed_on=date(2026, 2, 1),
)
"""A signed recurrent B2B mandate, confirmed to the debtor's bank."""

AMENDMENT: Final = Amendment(on=date(2026, 11, 2), iban=Iban("NL98INGB0202345688"))
"""The swimmer has come to another bank: this was the account before."""

INVOICE: Final = Invoice(
    number="2026-1001",
    debtor_id="10042",
    amount=Euro(cents=40_00),
    issued_on=date(2026, 11, 1),
    due_on=date(2026, 11, 30),
    description="Subscription",
)
"""What the swimmer owes."""

CREDIT_NOTE: Final = CreditNote(
    number="C-2026-12", debtor_id="10042", amount=Euro(cents=10_00), issued_on=date(2026, 11, 3)
)
"""What the swimmer is owed."""

COLLECTION: Final = Collection(
    end_to_end_id=EndToEndId("2026-12-1"),
    mandate=MANDATE,
    account=ACCOUNT,
    sequence_type=SequenceType.RECURRENT,
    amount=Euro(cents=30_00),
    due_on=DUE_ON,
    remittance="2026-1001 C-2026-12",
    items=(INVOICE, CREDIT_NOTE),
)
"""The two, netted."""


BOOKS: Final = Books(
    creditor=CREDITOR, open_items=(INVOICE, CREDIT_NOTE), mandates=(MANDATE,), runs=()
)
"""What the swimming pool keeps of that swimmer; nothing was collected yet."""

DRAFT: Final = Draft(id=RunId("2026-12"), due_on=DUE_ON)
"""What is asked for December."""


def a_proposal() -> Proposal:
    """The invoice and the credit note, proposed for December."""
    return propose(BOOKS, TERMS, DRAFT)


def a_run() -> CollectionRun:
    """The same, prepared."""
    return prepare(a_proposal(), BOOKS, TERMS, at=AT)
