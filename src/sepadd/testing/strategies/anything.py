"""Any open item, wish, fact, proposal and run that its type takes; the parts need not fit together.

They are for what has to bear anything: a record, a table, a screen. Those that a bank takes are in
:mod:`sepadd.testing.strategies.collectable`.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from hypothesis import strategies as st

from sepadd.collection import (
    BY_HAND,
    Acceptance,
    BankFact,
    BatchBooking,
    Cancellation,
    Collection,
    FactSource,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
    reason,
)
from sepadd.findings import Finding, Findings, Severity
from sepadd.mandate import Scheme, SequenceType
from sepadd.open_item import (
    CreditNote,
    DirectDebitDiscount,
    Invoice,
    ItemKey,
    ItemKind,
    OpenItem,
)
from sepadd.proposal import (
    Added,
    AmountChanged,
    Cleared,
    CollectingLimits,
    CreditNotes,
    Draft,
    Edit,
    Excluded,
    Included,
    Proposal,
    ProposalLine,
    Selection,
    Widened,
)
from sepadd.rulebook import (
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    MessageVersion,
)
from sepadd.run import CollectionRun, RunStep, Step
from sepadd.testing.strategies.anyone import any_creditor_accounts, any_creditors, any_mandates
from sepadd.testing.strategies.values import (
    absent_or,
    days,
    end_to_end_ids,
    euros,
    ibans,
    instants,
    made_once,
    mandate_references,
    purpose_codes,
    references,
    run_ids,
    structured_references,
    texts,
)
from sepadd.values import (
    AUSTRIAN_TEXT,
    EPC_TEXT,
    GERMAN_WIDE_TEXT,
    STRICT_TEXT,
    ZERO,
    AddressForm,
    CreditorAccount,
    EndToEndId,
    Euro,
    TextMode,
)

_SAID: Final = st.just("") | texts(20)

# -- open items ---------------------------------------------------------------------------------


def _of_item() -> dict[str, st.SearchStrategy[Any]]:
    return {
        "number": texts(20),
        "debtor_id": texts(20),
        "amount": euros(),
        "issued_on": absent_or(days()),
        "due_on": absent_or(days()),
        "description": st.just("") | texts(),
        "mandate": absent_or(mandate_references()),
        "category": _SAID,
        "payment_method": _SAID,
        "on_hold": _SAID,
        "collect": absent_or(st.booleans()),
    }


@made_once
def any_invoices() -> st.SearchStrategy[Invoice]:
    """What somebody owes, under any number and with anything written on it."""
    return st.builds(Invoice, creditor_reference=absent_or(structured_references()), **_of_item())


@made_once
def any_credit_notes() -> st.SearchStrategy[CreditNote]:
    """What somebody is owed."""
    return st.builds(CreditNote, **_of_item())


@made_once
def any_open_items() -> st.SearchStrategy[OpenItem]:
    """An invoice or a credit note."""
    return any_invoices() | any_credit_notes()


# -- what the bank says -------------------------------------------------------------------------


@made_once
def reasons() -> st.SearchStrategy[Reason]:
    """Why a collection failed: a code of the scheme, one that nobody knows, or none."""
    codes = st.sampled_from(["", "AC04", "AM04", "MD01", "MD06", "MD07", "MS03", "X999"])
    return st.builds(reason, codes, _SAID)


@made_once
def sayings() -> st.SearchStrategy[FactSource]:
    """Who told a fact, where and when; some banks name no time zone."""
    at = instants() | st.datetimes(datetime(2009, 11, 2), datetime(2036, 12, 31))  # noqa: DTZ001 - those banks
    return st.just(BY_HAND) | st.builds(
        FactSource, message=_SAID, message_id=_SAID, at=absent_or(at), by=_SAID
    )


def _of_fact(end_to_end_id: EndToEndId) -> dict[str, st.SearchStrategy[Any]]:
    return {
        "end_to_end_id": st.just(end_to_end_id),
        "on": days(),
        "said": sayings(),
        "booked_on": absent_or(days()),
        "entry": _SAID,
        "charges": st.just(ZERO) | euros(),
        "compensation": st.just(ZERO) | euros(),
    }


@made_once
def acceptances(end_to_end_id: EndToEndId) -> st.SearchStrategy[Acceptance]:
    """A collection was taken on."""
    return st.builds(Acceptance, **_of_fact(end_to_end_id))


@made_once
def settlements(end_to_end_id: EndToEndId) -> st.SearchStrategy[Settlement]:
    """A collection was credited, by itself or in the sum of its batch."""
    return st.builds(Settlement, of_batch=st.just("") | references(), **_of_fact(end_to_end_id))


@made_once
def rejects(end_to_end_id: EndToEndId) -> st.SearchStrategy[Reject]:
    """A collection was turned down before settlement."""
    return st.builds(Reject, reason=reasons(), **_of_fact(end_to_end_id))


@made_once
def cancellations(end_to_end_id: EndToEndId) -> st.SearchStrategy[Cancellation]:
    """A collection was recalled before settlement."""
    return st.builds(Cancellation, reason=reasons(), **_of_fact(end_to_end_id))


@made_once
def returns(end_to_end_id: EndToEndId) -> st.SearchStrategy[Return]:
    """A collection was sent back by the debtor's bank."""
    return st.builds(Return, reason=reasons(), **_of_fact(end_to_end_id))


@made_once
def refunds(end_to_end_id: EndToEndId) -> st.SearchStrategy[Refund]:
    """A collection was claimed back by the debtor."""
    return st.builds(Refund, reason=reasons(), **_of_fact(end_to_end_id))


@made_once
def reversals(end_to_end_id: EndToEndId) -> st.SearchStrategy[Reversal]:
    """A collection was paid back by the creditor."""
    return st.builds(Reversal, reason=reasons(), **_of_fact(end_to_end_id))


@made_once
def facts(end_to_end_id: EndToEndId) -> st.SearchStrategy[BankFact]:
    """Anything that a bank may say of one collection."""
    kinds = (acceptances, settlements, rejects, cancellations, returns, refunds, reversals)
    return st.one_of(*(kind(end_to_end_id) for kind in kinds))


@made_once
def batch_bookings() -> st.SearchStrategy[BatchBooking]:
    """A sum that was booked for a batch."""
    return st.builds(
        BatchBooking,
        of=references(),
        amount=euros(),
        booked_on=days(),
        charges=st.just(ZERO) | euros(),
        entry=_SAID,
        said=sayings(),
    )


@st.composite
def any_collections(
    draw: st.DrawFn, accounts: st.SearchStrategy[CreditorAccount] | None = None
) -> Collection:
    """A collection with what the bank has said of it, onto one of these accounts, or onto any."""
    end_to_end_id = draw(end_to_end_ids())
    items = tuple(draw(st.lists(any_open_items(), max_size=2)))
    return Collection(
        end_to_end_id=end_to_end_id,
        mandate=draw(any_mandates()),
        account=draw(any_creditor_accounts() if accounts is None else accounts),
        sequence_type=draw(st.sampled_from(SequenceType)),
        amount=draw(euros()),
        due_on=draw(days()),
        remittance=draw(st.just("") | texts() | structured_references()),
        items=items,
        open_before=draw(st.sampled_from([(), tuple(item.amount for item in items)])),
        purpose=draw(absent_or(purpose_codes())),
        category_purpose=draw(absent_or(purpose_codes())),
        discount=draw(st.just(ZERO) | euros()),
        retries=tuple(draw(st.lists(end_to_end_ids(), max_size=2))),
        attempt=draw(st.integers(1, 9)),
        facts=tuple(draw(st.lists(facts(end_to_end_id), max_size=3))),
    )


# -- what is asked, and changed by hand ---------------------------------------------------------


@made_once
def selections() -> st.SearchStrategy[Selection]:
    """Which items are asked for: of some debtors or kinds, up to a day, or all."""
    some = absent_or(st.frozensets(texts(20), min_size=1, max_size=2))
    asked = st.builds(
        Selection,
        name=_SAID,
        debtors=some,
        first_debtor=absent_or(texts(20)),
        categories=some,
        payment_methods=some,
        due_until=absent_or(days()),
        days_open=absent_or(st.integers(0, 400)),
    )
    return asked | st.builds(Selection, last_debtor=texts(20))


@made_once
def collecting_limits() -> st.SearchStrategy[CollectingLimits]:
    """How much is collected at most, by one's own wish."""
    return st.builds(
        CollectingLimits,
        per_collection=absent_or(euros()),
        per_mandate=absent_or(euros()),
        months=st.integers(1, 36),
        per_run=absent_or(euros()),
    )


@made_once
def edits() -> st.SearchStrategy[Edit]:
    """A change of a proposal by hand."""
    keys = st.builds(ItemKey, kind=st.sampled_from(ItemKind), number=texts(20))
    done: dict[str, st.SearchStrategy[Any]] = {"at": instants(), "by": _SAID, "why": _SAID}
    return st.one_of(
        st.builds(Excluded, item=keys, **done),
        st.builds(Included, item=keys, **done),
        st.builds(AmountChanged, item=keys, amount=euros(), above_open=st.booleans(), **done),
        st.builds(Added, item=any_invoices(), **done),
        st.builds(Widened, selection=selections(), **done),
        st.builds(Cleared, **done),
    )


@made_once
def discounts() -> st.SearchStrategy[DirectDebitDiscount]:
    """What is taken off for paying by direct debit: an amount, or a part in ten thousandths."""
    part = st.integers(1, 99_9999).map(lambda number: Decimal(number).scaleb(-4))
    return st.builds(DirectDebitDiscount, off=euros() | part, on_credit_notes=st.booleans())


@made_once
def drafts() -> st.SearchStrategy[Draft]:
    """What a proposal is asked for with, and how it was changed by hand."""
    return st.builds(
        Draft,
        id=run_ids(),
        due_on=days(),
        selection=selections(),
        account=absent_or(ibans()),
        scheme=absent_or(st.sampled_from(Scheme)),
        condense=st.booleans(),
        credit_notes=st.sampled_from(CreditNotes),
        discount=absent_or(discounts()),
        limits=collecting_limits(),
        description=_SAID,
        purpose=absent_or(purpose_codes()),
        category_purpose=absent_or(purpose_codes()),
        edits=_several_edits(),
    )


def _several_edits() -> st.SearchStrategy[tuple[Edit, ...]]:
    return st.lists(edits(), max_size=3).map(tuple)


# -- what becomes of them -----------------------------------------------------------------------


@made_once
def findings() -> st.SearchStrategy[Finding]:
    """Something that was found wrong or doubtful, of anything."""
    return st.builds(
        Finding,
        rule=st.sampled_from(["COL-03", "PRO-01"]),
        subject=texts(),
        detail=texts(),
        source=st.just("") | texts(),
        severity=st.sampled_from(Severity),
        line=absent_or(st.integers(1, 10**6)),
        path=absent_or(texts()),
        before=absent_or(st.just("") | texts()),
        after=absent_or(st.just("") | texts()),
    )


def _several_findings() -> st.SearchStrategy[Findings]:
    return st.lists(findings(), max_size=2).map(Findings)


@made_once
def proposal_lines() -> st.SearchStrategy[ProposalLine]:
    """An item that is collected, or is told why not."""
    return st.builds(
        ProposalLine,
        item=any_open_items(),
        mandate=absent_or(any_mandates()),
        reasons=_several_findings(),
        end_to_end_id=absent_or(end_to_end_ids()),
        open=absent_or(euros()),
    )


@made_once
def any_proposals() -> st.SearchStrategy[Proposal]:
    """A proposal of anything."""
    return st.builds(
        Proposal,
        id=run_ids(),
        creditor=any_creditors(),
        due_on=days(),
        lines=st.lists(proposal_lines(), max_size=2).map(tuple),
        collections=st.lists(any_collections(), max_size=2).map(tuple),
        earliest_due_on=absent_or(days()),
        send_by=absent_or(days()),
        whole=_several_findings(),
        edits=_several_edits(),
    )


@made_once
def text_modes() -> st.SearchStrategy[TextMode]:
    """How a bank wants texts to be written."""
    own = st.builds(TextMode, name=texts(10), extra=st.text("äöü&*", max_size=3), cut=st.booleans())
    return st.sampled_from([EPC_TEXT, GERMAN_WIDE_TEXT, AUSTRIAN_TEXT, STRICT_TEXT]) | own


@st.composite
def file_limits(draw: st.DrawFn) -> FileLimits:
    """How much a bank takes in one batch and in one file."""
    few = st.integers(1, 10**6)
    sums = st.integers(MOST_OF_A_BATCH.cents, 10**18 - 1)
    batch, file = sorted((draw(sums), draw(sums)))
    return FileLimits(
        collections_per_batch=draw(few),
        batches_per_file=draw(few),
        collections_per_file=draw(few),
        amount_per_collection=draw(euros()),
        amount_per_batch=Euro(cents=batch),
        amount_per_file=Euro(cents=file),
    )


MOST_OF_A_BATCH: Final = Euro(cents=999_999_999_99)
"""The lowest sum that is drawn as most for a batch: one collection of any amount fits in."""


@made_once
def file_forms() -> st.SearchStrategy[FileForm]:
    """How a bank wants its file."""
    return st.builds(
        FileForm,
        message=st.sampled_from(MessageVersion),
        text=text_modes(),
        addresses=st.frozensets(st.sampled_from(AddressForm)),
        fold_addresses=st.booleans(),
        creditor_address=st.booleans(),
        offset=st.booleans(),
        bic=st.sampled_from(BicMode),
        initiating_party=st.sampled_from(InitiatingPartyForm),
        batch_booking=absent_or(st.booleans()),
        account_change=st.sampled_from(AccountChangeForm),
        limits=st.just(FileLimits()) | file_limits(),
    )


@st.composite
def run_histories(draw: st.DrawFn) -> tuple[RunStep, ...]:
    """A run was prepared, perhaps revised a few times, and perhaps submitted or withdrawn."""
    revised = [Step.REVISED] * draw(st.integers(0, 2))
    ended = draw(st.sampled_from([(), (Step.SUBMITTED,), (Step.WITHDRAWN,)]))
    return tuple(
        RunStep(step=step, at=draw(instants()), by=draw(_SAID), note=draw(_SAID))
        for step in (Step.PREPARED, *revised, *ended)
    )


@st.composite
def any_runs(draw: st.DrawFn) -> CollectionRun:
    """A run of anything: both schemes, every version and stage, and any answers of the bank."""
    creditor = draw(any_creditors())
    accounts = st.sampled_from(creditor.accounts) if creditor.accounts else None
    return CollectionRun(
        id=draw(run_ids()),
        creditor=creditor,
        form=draw(file_forms()),
        collections=tuple(draw(st.lists(any_collections(accounts), max_size=3))),
        history=draw(run_histories()),
        edits=draw(_several_edits()),
        bookings=tuple(draw(st.lists(batch_bookings(), max_size=2))),
    )
