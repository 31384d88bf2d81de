"""For each value and each thing, any that is valid: drawn by Hypothesis, right by construction."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from string import ascii_letters, ascii_uppercase, digits
from typing import Any, TypeVar

from hypothesis import strategies as st

from sepadd.accounts import Bic, Iban
from sepadd.amendment import Amendment
from sepadd.batch_booking import BatchBooking
from sepadd.collection import Collection, PurposeCode
from sepadd.discount import DirectDebitDiscount
from sepadd.draft import Draft
from sepadd.edit import Added, AmountChanged, Cleared, Edit, Excluded, Included, Widened
from sepadd.findings import Finding, Findings, Severity
from sepadd.identifiers import (
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    MandateReference,
    RunId,
    StructuredCommunication,
)
from sepadd.limits import CollectingLimits
from sepadd.mandate import (
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.money import ZERO, Euro
from sepadd.netting import CreditNotes
from sepadd.open_item import CreditNote, Invoice, ItemKey, ItemKind, OpenItem
from sepadd.party import (
    AddressForm,
    Creditor,
    CreditorAccount,
    Debtor,
    DebtorKind,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)
from sepadd.proposal import Proposal, ProposalLine
from sepadd.rtransaction import (
    BY_HAND,
    Acceptance,
    BankFact,
    Cancellation,
    Refund,
    Reject,
    Return,
    Reversal,
    Said,
    Settlement,
    reason,
)
from sepadd.rulebook.edition import MessageVersion
from sepadd.rulebook.file_form import (
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
)
from sepadd.run import CollectionRun, RunStep, Step
from sepadd.selection import Selection
from sepadd.text import AUSTRIAN_TEXT, EPC_TEXT, GERMAN_WIDE_TEXT, STRICT_TEXT, TextMode

T = TypeVar("T")

# -- the words ----------------------------------------------------------------------------------

SIGNS = "+?:().,'-"
_ANY_LETTER = st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"])
_AWKWARD = st.sampled_from("\",;\n\r'=+-@|\\& ")


def texts(most: int = 40) -> st.SearchStrategy[str]:
    """Text that is not blank and has no blanks around it; it may hold quotes and line breaks."""
    any_text = st.text(st.one_of(_ANY_LETTER, _AWKWARD), min_size=1, max_size=most)
    return any_text.map(str.strip).filter(bool)


def absent_or(values: st.SearchStrategy[T]) -> st.SearchStrategy[T | None]:
    return st.none() | values


references = st.builds(
    lambda parts: "A" + "/".join(parts) + "Z",
    st.lists(st.text(ascii_letters + digits + SIGNS + " ", min_size=1, max_size=9), max_size=3),
)
mandate_references = references.map(MandateReference)
end_to_end_ids = references.map(EndToEndId)
run_ids = st.text(ascii_letters + digits + "-", min_size=1, max_size=18).map(RunId)

amounts = st.integers(1, 999_999_999_99).map(lambda cents: Euro(cents=cents))
days = st.dates(date(2009, 11, 2), date(2036, 12, 31))
offsets = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(2009, 11, 2), datetime(2036, 12, 31), timezones=offsets)  # noqa: DTZ001 - the bounds are to be naive
countries = st.text(ascii_uppercase, min_size=2, max_size=2)
purposes = st.text(ascii_uppercase + digits, min_size=1, max_size=4).map(PurposeCode)


def _iban(country: str, account: str) -> Iban:
    counted = "".join(str(int(c, 36)) for c in account + country + "00")
    return Iban(f"{country}{98 - int(counted) % 97:02d}{account}")


_accounts = {
    "NL": st.from_regex(r"(ABNA|INGB|RABO)[0-9]{10}", fullmatch=True),
    "DE": st.from_regex(r"[0-9]{18}", fullmatch=True),
    "CH": st.from_regex(r"[0-9]{5}[A-Z0-9]{12}", fullmatch=True),
}
ibans = st.sampled_from(sorted(_accounts)).flatmap(
    lambda country: _accounts[country].map(lambda account: _iban(country, account))
)
bics = st.sampled_from(["ABNANL2A", "INGBNL2A", "DEUTDEFF", "DEUTDEFF500", "BKAUATWW"]).map(Bic)
creditor_identifiers = st.builds(
    CreditorIdentifier.build,
    st.sampled_from(["NL", "DE", "AT"]),
    st.text(digits, min_size=11, max_size=12),
    st.text(ascii_uppercase + digits, min_size=3, max_size=3),
)
creditor_references = st.text(ascii_uppercase + digits, min_size=1, max_size=21).map(
    CreditorReference.build
)
structured_communications = st.integers(0, 10**10 - 1).map(StructuredCommunication.build)
structured_references = creditor_references | structured_communications

# -- the parties --------------------------------------------------------------------------------

_may_say = absent_or(texts(20))
postal_addresses = st.builds(
    PostalAddress,
    country=countries,
    town=texts(20),
    postcode=_may_say,
    street=_may_say,
    building=_may_say,
    building_name=_may_say,
    floor=_may_say,
    post_box=_may_say,
    room=_may_say,
    town_location=_may_say,
    district=_may_say,
    subdivision=_may_say,
    department=_may_say,
    sub_department=_may_say,
    lines=st.lists(texts(20), max_size=2).map(tuple),
) | st.builds(
    PostalAddress,
    country=countries,
    lines=st.lists(texts(20), min_size=1, max_size=2).map(tuple),
)
other_ids = st.builds(
    OtherId, id=texts(35), scheme_code=absent_or(texts(4)), issuer=absent_or(texts(35))
) | st.builds(OtherId, id=texts(35), scheme_name=absent_or(texts(35)))
organisation_ids = (
    st.builds(OrganisationId, bic=bics)
    | st.builds(OrganisationId, lei=st.from_regex(r"[A-Z0-9]{18}[0-9]{2}", fullmatch=True))
    | st.builds(OrganisationId, other=other_ids)
)
person_ids = st.builds(PersonId, other=other_ids) | st.builds(
    PersonId,
    born_on=days,
    birth_town=texts(35),
    birth_country=countries,
    birth_province=absent_or(texts(35)),
)
identifications = organisation_ids | person_ids
parties = st.builds(Party, name=texts(), identification=absent_or(identifications)) | st.builds(
    Party, identification=identifications
)
debtors = st.builds(
    Debtor,
    id=texts(20),
    name=texts(),
    iban=ibans,
    bic=absent_or(bics),
    account_holder=absent_or(texts()),
    kind=absent_or(st.sampled_from(DebtorKind)),
    address=absent_or(postal_addresses),
    identification=absent_or(identifications),
)
creditor_accounts = st.builds(
    CreditorAccount,
    iban=ibans,
    bic=absent_or(bics),
    identifier=absent_or(creditor_identifiers),
    collects=st.booleans(),
    batch_booking=absent_or(st.booleans()),
    label=st.just("") | texts(20),
)
creditors = st.builds(
    Creditor,
    name=st.just("") | texts(),
    identifier=absent_or(creditor_identifiers),
    accounts=st.lists(creditor_accounts, max_size=3).map(tuple),
    address=absent_or(postal_addresses),
    initiating_party=absent_or(parties),
    ultimate_creditor=absent_or(parties),
    trade_name=absent_or(texts()),
)

# -- the things ---------------------------------------------------------------------------------

presentations = st.builds(
    Presentation,
    due_on=days,
    sequence_type=st.sampled_from(SequenceType),
    end_to_end_id=absent_or(end_to_end_ids),
    outcome=st.sampled_from(PresentationOutcome),
    amendments_told=st.integers(0, 3),
)
suspensions = st.builds(
    Suspension, since=days, until=absent_or(days), reason=st.just("") | texts(20)
)
amendments = st.one_of(
    st.builds(
        Amendment,
        on=days,
        reference=mandate_references,
        creditor_identifier=absent_or(creditor_identifiers),
        creditor_name=absent_or(texts()),
    ),
    st.builds(
        Amendment, on=days, creditor_name=absent_or(texts()), iban=ibans, bic=absent_or(bics)
    ),
    st.builds(
        Amendment,
        on=days,
        reference=absent_or(mandate_references),
        account_untold=st.sampled_from([True]),
    ),
)
_living_mandates = st.builds(
    Mandate,
    reference=mandate_references,
    creditor_identifier=creditor_identifiers,
    debtor=debtors,
    scheme=st.sampled_from(Scheme),
    one_off=st.booleans(),
    signed_on=absent_or(days),
    valid_until=absent_or(days),
    revoked_on=absent_or(days),
    suspension=absent_or(suspensions),
    confirmed_on=absent_or(days),
    replaces=absent_or(mandate_references),
    migrated=st.booleans(),
    ultimate_debtor=absent_or(parties),
    electronic_signature=absent_or(references),
    presentations=st.lists(presentations, max_size=3).map(tuple),
    amendments=st.lists(amendments, max_size=2).map(tuple),
)
mandates = _living_mandates | st.builds(
    lambda mandate, on, by: replace(mandate, replaced_on=on, replaced_by=by),
    _living_mandates,
    days,
    mandate_references,
)
_own_words = st.just("") | texts(20)
invoices = st.builds(
    Invoice,
    number=texts(20),
    debtor_id=texts(20),
    amount=amounts,
    issued_on=absent_or(days),
    due_on=absent_or(days),
    description=st.just("") | texts(),
    mandate=absent_or(mandate_references),
    category=_own_words,
    payment_method=_own_words,
    on_hold=_own_words,
    collect=absent_or(st.booleans()),
    creditor_reference=absent_or(structured_references),
)
credit_notes = st.builds(
    CreditNote,
    number=texts(20),
    debtor_id=texts(20),
    amount=amounts,
    issued_on=absent_or(days),
    due_on=absent_or(days),
    description=st.just("") | texts(),
    mandate=absent_or(mandate_references),
    category=_own_words,
    payment_method=_own_words,
    on_hold=_own_words,
    collect=absent_or(st.booleans()),
)
open_items: st.SearchStrategy[OpenItem] = invoices | credit_notes

reasons = st.builds(
    reason, st.sampled_from(["", "AC04", "MD06", "MD07", "MS03", "X999"]), _own_words
)
sayings = st.just(BY_HAND) | st.builds(
    Said,
    message=_own_words,
    message_id=_own_words,
    at=absent_or(instants | st.datetimes(datetime(2009, 11, 2), datetime(2036, 12, 31))),  # noqa: DTZ001 - some banks name no zone
    by=_own_words,
)
_no_costs_or = st.just(ZERO) | amounts
_told: dict[str, st.SearchStrategy[Any]] = {
    "on": days,
    "said": sayings,
    "booked_on": absent_or(days),
    "entry": _own_words,
    "charges": _no_costs_or,
    "compensation": _no_costs_or,
}
bookings = st.builds(
    BatchBooking,
    of=references,
    amount=amounts,
    booked_on=days,
    charges=_no_costs_or,
    entry=_own_words,
    said=sayings,
)


def facts(end_to_end_id: EndToEndId) -> st.SearchStrategy[tuple[BankFact, ...]]:
    """What a bank may say of one collection, in any order: what comes late changes nothing."""
    name = st.just(end_to_end_id)
    wrong = st.sampled_from([Reject, Cancellation, Return, Refund, Reversal])
    any_fact: st.SearchStrategy[BankFact] = st.one_of(
        st.builds(Acceptance, end_to_end_id=name, **_told),
        st.builds(Settlement, end_to_end_id=name, of_batch=st.just("") | references, **_told),
        wrong.flatmap(lambda kind: st.builds(kind, end_to_end_id=name, reason=reasons, **_told)),
    )
    return st.lists(any_fact, max_size=3).map(tuple)


@st.composite
def collections(
    draw: st.DrawFn, accounts: st.SearchStrategy[CreditorAccount] = creditor_accounts
) -> Collection:
    """Any collection, with what the bank has said of it; its parts need not fit together."""
    end_to_end_id = draw(end_to_end_ids)
    items = tuple(draw(st.lists(open_items, max_size=2)))
    return Collection(
        end_to_end_id=end_to_end_id,
        mandate=draw(mandates),
        account=draw(accounts),
        sequence_type=draw(st.sampled_from(SequenceType)),
        amount=draw(amounts),
        due_on=draw(days),
        remittance=draw(st.just("") | texts() | structured_references),
        items=items,
        open_before=draw(st.sampled_from([(), tuple(item.amount for item in items)])),
        purpose=draw(absent_or(purposes)),
        category_purpose=draw(absent_or(purposes)),
        discount=draw(st.just(ZERO) | amounts),
        retries=tuple(draw(st.lists(end_to_end_ids, max_size=2))),
        attempt=draw(st.integers(1, 9)),
        facts=draw(facts(end_to_end_id)),
    )


# -- what is asked, and changed by hand ---------------------------------------------------------

_some = absent_or(st.frozensets(texts(20), min_size=1, max_size=2))
selections = st.builds(
    Selection,
    name=_own_words,
    debtors=_some,
    first_debtor=absent_or(texts(20)),
    categories=_some,
    payment_methods=_some,
    due_until=absent_or(days),
    days_open=absent_or(st.integers(0, 400)),
) | st.builds(Selection, last_debtor=texts(20))
collecting_limits = st.builds(
    CollectingLimits,
    per_collection=absent_or(amounts),
    per_mandate=absent_or(amounts),
    months=st.integers(1, 36),
    per_run=absent_or(amounts),
)
_change: dict[str, st.SearchStrategy[Any]] = {"at": instants, "by": _own_words, "why": _own_words}
item_keys = st.builds(ItemKey, kind=st.sampled_from(ItemKind), number=texts(20))
edits: st.SearchStrategy[Edit] = st.one_of(
    st.builds(Excluded, item=item_keys, **_change),
    st.builds(Included, item=item_keys, **_change),
    st.builds(AmountChanged, item=item_keys, amount=amounts, above_open=st.booleans(), **_change),
    st.builds(Added, item=invoices, **_change),
    st.builds(Widened, selection=selections, **_change),
    st.builds(Cleared, **_change),
)
several_edits = st.lists(edits, max_size=3).map(tuple)
discounts = st.builds(
    DirectDebitDiscount,
    off=amounts | st.integers(1, 99_9999).map(lambda number: Decimal(number).scaleb(-4)),
    on_credit_notes=st.booleans(),
)
drafts = st.builds(
    Draft,
    id=run_ids,
    due_on=days,
    selection=selections,
    account=absent_or(ibans),
    scheme=absent_or(st.sampled_from(Scheme)),
    condense=st.booleans(),
    credit_notes=st.sampled_from(CreditNotes),
    discount=absent_or(discounts),
    limits=collecting_limits,
    description=_own_words,
    purpose=absent_or(purposes),
    category_purpose=absent_or(purposes),
    edits=several_edits,
)

# -- what becomes of them -----------------------------------------------------------------------

findings = st.builds(
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
several_findings = st.lists(findings, max_size=2).map(Findings)
proposal_lines = st.builds(
    ProposalLine,
    item=open_items,
    mandate=absent_or(mandates),
    reasons=several_findings,
    end_to_end_id=absent_or(end_to_end_ids),
    open=absent_or(amounts),
)
proposals = st.builds(
    Proposal,
    id=run_ids,
    creditor=creditors,
    due_on=days,
    lines=st.lists(proposal_lines, max_size=2).map(tuple),
    collections=st.lists(collections(), max_size=2).map(tuple),
    earliest_due_on=absent_or(days),
    send_by=absent_or(days),
    whole=several_findings,
    edits=several_edits,
)
_own_text_modes = st.builds(
    TextMode, name=texts(10), extra=st.text("äöü&*", max_size=3), cut=st.booleans()
)
text_modes = (
    st.sampled_from([EPC_TEXT, GERMAN_WIDE_TEXT, AUSTRIAN_TEXT, STRICT_TEXT]) | _own_text_modes
)
_few = st.integers(1, 10**6)
file_limits = st.builds(
    lambda batch, batches, file, most, cents: FileLimits(
        collections_per_batch=batch,
        batches_per_file=batches,
        collections_per_file=file,
        amount_per_collection=most,
        amount_per_batch=Euro(cents=cents[0]),
        amount_per_file=Euro(cents=cents[1]),
    ),
    _few,
    _few,
    _few,
    amounts,
    st.lists(st.integers(999_999_999_99, 10**18 - 1), min_size=2, max_size=2).map(sorted),
)
file_forms = st.builds(
    FileForm,
    message=st.sampled_from(MessageVersion),
    text=text_modes,
    addresses=st.frozensets(st.sampled_from(AddressForm)),
    fold_addresses=st.booleans(),
    creditor_address=st.booleans(),
    offset=st.booleans(),
    bic=st.sampled_from(BicMode),
    initiating_party=st.sampled_from(InitiatingPartyForm),
    batch_booking=absent_or(st.booleans()),
    account_change=st.sampled_from(AccountChangeForm),
    limits=st.just(FileLimits()) | file_limits,
)


@st.composite
def histories(draw: st.DrawFn) -> tuple[RunStep, ...]:
    """A run was prepared, perhaps revised a few times, and perhaps submitted or withdrawn."""
    revised = [Step.REVISED] * draw(st.integers(0, 2))
    ended = draw(st.sampled_from([(), (Step.SUBMITTED,), (Step.WITHDRAWN,)]))
    notes = st.just("") | texts(20)
    return tuple(
        RunStep(step=step, at=draw(instants), by=draw(notes), note=draw(notes))
        for step in (Step.PREPARED, *revised, *ended)
    )


@st.composite
def runs(draw: st.DrawFn) -> CollectionRun:
    """Any run: both schemes, every version and stage, and any answers of the bank."""
    creditor = draw(creditors)
    accounts = st.sampled_from(creditor.accounts) if creditor.accounts else creditor_accounts
    return CollectionRun(
        id=draw(run_ids),
        creditor=creditor,
        form=draw(file_forms),
        collections=tuple(draw(st.lists(collections(accounts), max_size=3))),
        history=draw(histories()),
        edits=draw(several_edits),
        bookings=tuple(draw(st.lists(bookings, max_size=2))),
    )
