"""Records in and out: what a user keeps comes back as it was, or is refused with every reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any, assert_type
from zoneinfo import ZoneInfo

import pytest

from helpers.read_tables import refused
from sepadd.books import Books
from sepadd.collection import (
    Acceptance,
    BatchBooking,
    Cancellation,
    Charge,
    Collection,
    FactSource,
    PurposeCode,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
)
from sepadd.documents import Announced, Notice
from sepadd.findings import Finding, Findings, InvalidValue, Severity
from sepadd.mandate import (
    Amendment,
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.open_item import CreditNote, DirectDebitDiscount, Invoice, OpenItem
from sepadd.proposal import (
    AmountChanged,
    CollectingLimits,
    CreditNotes,
    Draft,
    Excluded,
    Proposal,
    ProposalLine,
    Selection,
)
from sepadd.records import Kept, dumps, from_record, loads, to_record
from sepadd.rulebook import (
    AccountChangeForm,
    BicMode,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    MessageVersion,
)
from sepadd.run import CollectionRun, RunStep, SetFile, SetPlace, Step
from sepadd.testing import INVOICE, MANDATE, a_proposal, a_run
from sepadd.values import (
    AddressForm,
    Bic,
    Conversion,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    Debtor,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    OrganisationId,
    OtherId,
    Party,
    PaymentInformationId,
    PersonId,
    PostalAddress,
    RunId,
    StructuredCommunication,
    TextMode,
)

STORED = Path(__file__).parents[2] / "stored"

# What the stored run was made from, written out in full so that nothing else can change it. Where a
# field is added to the library, the run that is stored does not have it, and is read all the same.
_EUR = Euro
_POOL = CreditorIdentifier("NL42ZZZ123456780001")
_ACCOUNT = CreditorAccount(
    iban=Iban("NL02ABNA0123456789"),
    bic=Bic("ABNANL2A"),
    identifier=_POOL,
    collects=True,
    batch_booking=False,
    label="subscriptions",
)
_CREDITOR = Creditor(
    name="Zwembad De Waterlelie",
    identifier=_POOL,
    accounts=(_ACCOUNT, CreditorAccount(iban=Iban("NL91ABNA0417164300"), collects=False)),
    address=PostalAddress(
        country="NL",
        town="Utrecht",
        postcode="3511 AB",
        street="Badstraat",
        building="1",
        building_name="Bad",
        floor="2",
        post_box="17",
        room="4",
        town_location="Oost",
        district="Midden",
        subdivision="Utrecht",
        department="Administratie",
        sub_department="Incasso",
        lines=("Achterom",),
    ),
    initiating_party=Party(
        name="Kantoor Vos",
        identification=OrganisationId(lei="7245006MWQ4LDA3BKP00"),
    ),
    ultimate_creditor=Party(identification=OrganisationId(bic=Bic("INGBNL2A"))),
    trade_name="De Waterlelie",
)
_ADA = Mandate(
    reference=MandateReference("m-1"),
    creditor_identifier=_POOL,
    debtor=Debtor(
        id="10042",
        name="Ada Jansen-Å",
        iban=Iban("NL91ABNA0417164300"),
        bic=Bic("ABNANL2A"),
        account_holder="J. Jansen",
        kind=DebtorKind.CONSUMER,
        address=PostalAddress(country="NL", lines=("Dorpsstraat 1", "Utrecht")),
        identification=PersonId(
            born_on=date(1980, 2, 29),
            birth_town="Bern",
            birth_country="CH",
            birth_province="BE",
        ),
    ),
    signed_on=date(2026, 1, 15),
    valid_until=date(2030, 1, 1),
    revoked_on=date(2027, 1, 1),
    ultimate_debtor=Party(
        name="Ben", identification=PersonId(other=OtherId(id="7", scheme_name="club"))
    ),
    electronic_signature="E-123",
    presentations=(
        Presentation(
            due_on=date(2026, 2, 2),
            sequence_type=SequenceType.FIRST,
            end_to_end_id=EndToEndId("2026-02-1"),
            outcome=PresentationOutcome.RETURNED,
        ),
        Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.RECURRENT),
    ),
)
_OLD_IBAN = Iban("NL98INGB0202345688")
_LIVED = replace(
    _ADA,
    scheme=Scheme.B2B,
    suspension=Suspension(since=date(2026, 6, 1), until=date(2026, 8, 31), reason="moving house"),
    confirmed_on=date(2026, 1, 20),
    replaced_on=date(2026, 12, 31),
    replaced_by=MandateReference("M-9"),
    replaces=MandateReference("M-0"),
    migrated=True,
    presentations=(replace(_ADA.presentations[0], amendments_told=1), _ADA.presentations[1]),
    amendments=(
        Amendment(
            on=date(2026, 1, 31),
            reference=MandateReference("M/1"),
            creditor_identifier=CreditorIdentifier.build("NL", "123456780002"),
            creditor_name="Zwembad",
            iban=_OLD_IBAN,
            bic=Bic("INGBNL2A"),
        ),
        Amendment(on=date(2026, 5, 1), iban=Iban("NL02ABNA0123456789")),
    ),
)
_VOS = Mandate(
    reference=MandateReference("M-2"),
    creditor_identifier=_POOL,
    debtor=Debtor(
        id="20007",
        name="Bakkerij Vos BV",
        iban=Iban("DE89370400440532013000"),
        identification=OrganisationId(
            other=OtherId(id="123", scheme_code="CUST", issuer="De Waterlelie")
        ),
    ),
    scheme=Scheme.B2B,
    one_off=True,
    signed_on=date(2026, 2, 1),
)
_INVOICE = Invoice(
    number="2026-1001",
    debtor_id="10042",
    amount=_EUR("40"),
    issued_on=date(2026, 11, 1),
    due_on=date(2026, 11, 30),
    description="Subscription",
    mandate=MandateReference("M-1"),
    creditor_reference=CreditorReference("RF18539007547034"),
)
_BELGIAN = Invoice(
    number="9",
    debtor_id="1",
    amount=_EUR("0.01"),
    creditor_reference=StructuredCommunication("090933755493"),
)
_NOTICE = Notice(
    creditor_identifier=_POOL,
    mandate_reference=MandateReference("m-1"),
    told_on=date(2026, 12, 18),
    announced=(
        Announced(amount=_EUR("40"), due_on=date(2027, 1, 4)),
        Announced(amount=_EUR("0.01"), due_on=date(2027, 2, 1)),
    ),
    by="letter of 18 December",
)
_FULL_INVOICE = replace(
    _INVOICE, category="subscription", payment_method="incasso", on_hold="disputed", collect=False
)
_CREDIT = CreditNote(number="C-12", debtor_id="10042", amount=_EUR("10"))
_DAY = date(2026, 12, 2)
_WHY = Reason("AC04", "account closed")


def _name(number: int) -> EndToEndId:
    return EndToEndId(f"2026-12-{number}")


def _collection(number: int, **otherwise: Any) -> Collection:
    return replace(
        Collection(
            end_to_end_id=_name(number),
            mandate=_ADA,
            account=_ACCOUNT,
            sequence_type=SequenceType.RECURRENT,
            amount=_EUR("30"),
            due_on=date(2026, 12, 1),
        ),
        **otherwise,
    )


def _gone_wrong(number: int, kind: type[Reject | Return | Refund | Reversal | Cancellation]) -> Any:
    return (kind(end_to_end_id=_name(number), on=_DAY, reason=_WHY),)


STORED_RUN = CollectionRun(
    id=RunId("2026-12"),
    creditor=_CREDITOR,
    form=FileForm(
        message=MessageVersion.PAIN_008_001_02,
        text=TextMode(name="own", conversion=Conversion.GERMAN, extra="&*", cut=True),
        addresses=frozenset(AddressForm),
        fold_addresses=True,
        creditor_address=False,
        bic=BicMode.NEVER,
        initiating_party=InitiatingPartyForm.IDENTIFIER,
        batch_booking=True,
        account_change=AccountChangeForm.ORIGINAL_IBAN,
        limits=FileLimits(
            collections_per_batch=1000,
            batches_per_file=10,
            collections_per_file=5000,
            amount_per_collection=_EUR("1000"),
            amount_per_batch=_EUR("10000.50"),
            amount_per_file=Euro(cents=9_999_999_999_999_999_99),
        ),
    ),
    collections=(
        _collection(
            1,
            remittance="2026-1001 C-12",
            items=(_INVOICE, _CREDIT),
            purpose=PurposeCode("RENT"),
            category_purpose=PurposeCode("SUPP"),
            facts=(
                Acceptance(end_to_end_id=_name(1), on=date(2026, 11, 30)),
                Settlement(end_to_end_id=_name(1), on=date(2026, 12, 1)),
                *_gone_wrong(1, Refund),
            ),
        ),
        _collection(
            2,
            mandate=_VOS,
            sequence_type=SequenceType.ONE_OFF,
            remittance=CreditorReference("RF18539007547034"),
        ),
        _collection(3, remittance=StructuredCommunication("090933755493"), items=(_BELGIAN,)),
        _collection(4, sequence_type=SequenceType.FIRST, facts=_gone_wrong(4, Reject)),
        _collection(5, sequence_type=SequenceType.FINAL, facts=_gone_wrong(5, Return)),
        _collection(6, facts=_gone_wrong(6, Reversal)),
        _collection(7, facts=_gone_wrong(7, Cancellation)),
    ),
    history=(
        RunStep(step=Step.PREPARED, at=datetime(2026, 11, 20, 9, 0, tzinfo=UTC), by="Ben"),
        RunStep(
            step=Step.REVISED,
            at=datetime(2026, 11, 23, 9, 30, 15, 250, tzinfo=timezone(timedelta(hours=1))),
        ),
        RunStep(
            step=Step.SUBMITTED,
            at=datetime(2026, 11, 23, 11, 0, tzinfo=UTC),
            by="Ada",
            note="EBICS, order 1",
        ),
    ),
)


_EDITED_AT = datetime(2026, 11, 19, 16, 0, tzinfo=UTC)
_DRAFT = (
    Draft(
        id=RunId("2026-12"),
        due_on=date(2026, 12, 1),
        selection=Selection(
            name="monthly",
            debtors=frozenset({"20007", "10042"}),
            first_debtor="1",
            last_debtor="99999",
            categories=frozenset({"subscription"}),
            payment_methods=frozenset({"incasso"}),
            due_until=date(2026, 11, 30),
            days_open=14,
        ),
        account=Iban("NL02ABNA0123456789"),
        scheme=Scheme.CORE,
        condense=False,
        credit_notes=CreditNotes.USED_UP,
        discount=DirectDebitDiscount(off=Decimal("2.5"), on_credit_notes=True),
        limits=CollectingLimits(
            per_collection=_EUR("100"), per_mandate=_EUR("250"), months=3, per_run=_EUR("5000")
        ),
        description="December",
        purpose=PurposeCode("RENT"),
        category_purpose=PurposeCode("SUPP"),
    )
    .exclude(_INVOICE.key, at=_EDITED_AT, by="Ada", why="paid in cash")
    .include(_CREDIT.key, at=_EDITED_AT)
    .change_amount(_BELGIAN.key, _EUR("7"), at=_EDITED_AT, above_open=True)
    .add(_FULL_INVOICE, at=_EDITED_AT, by="Ada")
    .widen(Selection(name="late"), at=_EDITED_AT)
    .clear(at=_EDITED_AT, why="start anew")
)

# All that a thing can know by now, also what it did not when the stored run was written.
_FULL_RUN = replace(
    STORED_RUN,
    collections=(
        replace(
            STORED_RUN.collections[0],
            discount=_EUR("2.50"),
            open_before=tuple(
                item.amount + _EUR("1.00") for item in STORED_RUN.collections[0].items
            ),
            retries=(EndToEndId("2026-11-1"), EndToEndId("2026-10-1")),
            attempt=3,
        ),
        *STORED_RUN.collections[1:],
    ),
    edits=_DRAFT.edits,
    bookings=(BatchBooking(of="2026-12.B1", amount=_EUR("30"), booked_on=_DAY),),
    in_set=SetPlace(
        id=RunId("SET"),
        runs=(RunId("2026-12"), RunId("2026-13")),
        files=(
            SetFile(MessageId("SET.F1"), (PaymentInformationId("2026-12.v2.F1.B1"),)),
            SetFile(MessageId("SET.F2"), ()),
        ),
    ),
)

_BANK = FactSource("camt.054", "MSG-1", datetime(2026, 12, 2, 6, 0), "ABNANL2A")  # noqa: DTZ001 - the bank gave no offset

# The same, with all that a bank can tell of a collection.
_ANSWERED_RUN = replace(
    _FULL_RUN,
    form=replace(_FULL_RUN.form, offset=False, batch_booking=None),
    collections=(
        replace(
            _FULL_RUN.collections[0],
            mandate=_LIVED,
            facts=(
                Settlement(
                    end_to_end_id=_name(1),
                    on=date(2026, 12, 1),
                    said=_BANK,
                    booked_on=date(2026, 12, 1),
                    entry="N-1",
                    of_batch="2026-12.B1",
                ),
                Refund(
                    end_to_end_id=_name(1),
                    on=_DAY,
                    reason=Reason("MD06", "as this bank words it", "not mine"),
                    said=FactSource(at=datetime(2026, 12, 2, 8, 30, tzinfo=UTC), by="Ada"),
                    charges=_EUR("2.50"),
                    compensation=_EUR("0.07"),
                ),
                Charge(end_to_end_id=_name(1), on=_DAY, charges=_EUR("1")),
            ),
        ),
        *_FULL_RUN.collections[1:],
    ),
    bookings=(
        BatchBooking(
            of="2026-12.B1",
            amount=_EUR("30"),
            booked_on=_DAY,
            charges=_EUR("0.25"),
            entry="N-2",
            said=_BANK,
        ),
    ),
)
_REASON = Finding(
    rule="MND-01",
    subject="mandate M-2",
    detail="it is not signed",
    source="EPC016-06",
    severity=Severity.WARNING,
    line=3,
    path="a.b",
    before="x",
    after="y",
    hint="Sign it.",
    member="in.xml",
)
_PROPOSAL = Proposal(
    id=RunId("2026-12"),
    creditor=_CREDITOR,
    due_on=date(2026, 12, 1),
    lines=(
        ProposalLine(_INVOICE, _ADA, Findings(), _name(1), _EUR("50")),
        ProposalLine(_CREDIT, _ADA, Findings(), _name(1)),
        ProposalLine(_BELGIAN, _VOS, Findings((_REASON,)), None),
        ProposalLine(_FULL_INVOICE, None, Findings((replace(_REASON, hint="", member=""),)), None),
    ),
    collections=_FULL_RUN.collections[:3],
    earliest_due_on=date(2026, 11, 30),
    send_by=date(2026, 11, 27),
    whole=Findings(
        (Finding(rule="CRE-01", subject="creditor", detail="it has no bank", source=""),)
    ),
    edits=_DRAFT.edits,
)
_FIXED_DISCOUNT = replace(_DRAFT, discount=DirectDebitDiscount(off=_EUR("2.50")))

_BOOKS = Books(
    creditor=_CREDITOR,
    open_items=(_FULL_INVOICE, _CREDIT),
    mandates=(_LIVED, _VOS),
    runs=(_ANSWERED_RUN,),
    code="DWL",
)

_KEPT: Mapping[str, Kept] = {
    "run-2": _ANSWERED_RUN,
    "proposal-1": _PROPOSAL,
    "draft-1": _DRAFT,
    "draft-2": _FIXED_DISCOUNT,
    "selection-1": _DRAFT.selection,
    "mandate-1": _LIVED,
    "notice-1": _NOTICE,
    "open_item-1": _FULL_INVOICE,
    "open_item-2": _CREDIT,
    "creditor-1": _CREDITOR,
    "books-1": _BOOKS,
}
"""What stands in the files that were stored, by the names of those."""

_LOCAL_TIME = replace(STORED_RUN, form=replace(STORED_RUN.form, offset=False))


def places(read: Callable[[], object]) -> set[tuple[str, str | None]]:
    return {(each.rule, each.path) for each in refused(read)}


# -- what was kept ------------------------------------------------------------------------------


def test_the_run_that_the_first_release_stored_is_still_read() -> None:
    run = loads(CollectionRun, (STORED / "run-1.json").read_bytes())
    assert run == STORED_RUN
    assert [each.mandate.reference.value for each in run.collections][:2] == ["m-1", "M-2"]


def test_the_run_that_was_stored_is_still_written_so() -> None:
    # A release that writes more stores a run of its own, and this is said of that one.
    assert json.loads(dumps(STORED_RUN)) == json.loads((STORED / "run-1.json").read_bytes())


@pytest.mark.parametrize("name", _KEPT)
def test_what_an_earlier_release_stored_is_still_read(name: str) -> None:
    thing = _KEPT[name]
    record = json.loads((STORED / f"{name}.json").read_bytes())
    assert from_record(type(thing), record) == thing


@pytest.mark.parametrize("name", _KEPT)
def test_what_was_stored_is_still_written_so_field_by_field(name: str) -> None:
    stored = (STORED / f"{name}.json").read_text("utf-8")
    assert json.dumps(to_record(_KEPT[name]), indent=1, ensure_ascii=False) + "\n" == stored


def test_the_same_run_always_gives_the_same_text() -> None:
    assert dumps(loads(CollectionRun, dumps(STORED_RUN))) == dumps(STORED_RUN)


def test_collections_on_one_account_share_it_when_they_are_read() -> None:
    run = loads(CollectionRun, dumps(STORED_RUN))
    assert len({id(each.account) for each in run.collections}) == 1


def test_an_instant_keeps_its_moment_and_its_offset() -> None:
    at = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    run = replace(a_run(), history=(RunStep(step=Step.PREPARED, at=at),))
    again = loads(CollectionRun, dumps(run)).prepared_at
    assert (again, again.utcoffset()) == (at, timedelta(hours=2))


def test_a_proposal_a_mandate_an_item_and_a_creditor_come_back() -> None:
    stranger = replace(INVOICE, number="X", debtor_id="777")
    proposal = a_proposal()
    proposal = replace(proposal, lines=(*proposal.lines, proposal.lines[0]._replace(item=stranger)))
    assert from_record(Proposal, to_record(proposal)) == proposal
    assert from_record(Mandate, to_record(_ADA)) == _ADA
    assert from_record(Mandate, to_record(_LIVED)) == _LIVED
    assert from_record((Invoice, CreditNote), to_record(_CREDIT)) == _CREDIT
    assert from_record((Invoice, CreditNote), to_record(_FULL_INVOICE)) == _FULL_INVOICE
    assert from_record(Creditor, to_record(_CREDITOR)) == _CREDITOR


def test_what_a_debtor_was_told_comes_back() -> None:
    assert from_record(Notice, to_record(_NOTICE)) == _NOTICE
    unsaid = replace(_NOTICE, by="")
    assert from_record(Notice, to_record(unsaid)) == unsaid


def test_what_a_debtor_was_told_is_written_so() -> None:
    assert to_record(replace(_NOTICE, by="")) == {
        "sepadd": "notice",
        "version": 1,
        "creditor_identifier": "NL42ZZZ123456780001",
        "mandate_reference": "m-1",
        "told_on": "2026-12-18",
        "announced": [
            {"amount": "40.00", "due_on": "2027-01-04"},
            {"amount": "0.01", "due_on": "2027-02-01"},
        ],
    }


def test_what_is_absent_is_left_out_of_a_record() -> None:
    assert to_record(MANDATE) == {
        "sepadd": "mandate",
        "version": 1,
        "reference": "M-1",
        "creditor_identifier": "NL42ZZZ123456780001",
        "debtor": {"id": "10042", "name": "Ada Jansen", "iban": "NL91ABNA0417164300"},
        "scheme": "CORE",
        "one_off": False,
        "signed_on": "2026-01-15",
    }


def _part(record: Mapping[str, Any], *path: str | int) -> dict[str, object]:
    part: Any = record
    for step in path:
        part = part[step]
    return dict(part)


_ALL_OF_AN_ITEM: Any = {
    field.name: getattr(_FULL_INVOICE, field.name)
    for field in fields(_FULL_INVOICE)
    if field.name not in {"kind", "creditor_reference"}
}
_FULL_PROPOSAL = replace(a_proposal(), edits=_DRAFT.edits)


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Mandate, to_record(_LIVED)),
        (Suspension, to_record(_LIVED)["suspension"]),
        (Presentation, to_record(_LIVED)["presentations"][0]),  # type: ignore[index]
        (
            Amendment,
            {"account_untold": "iban", **_part(to_record(_LIVED), "amendments", 0)},
        ),
        (Debtor, to_record(_ADA)["debtor"]),
        (Invoice, to_record(_FULL_INVOICE)),
        (CreditNote, to_record(replace(_CREDIT, **_ALL_OF_AN_ITEM))),
        (Notice, to_record(_NOTICE)),
        (Announced, to_record(_NOTICE)["announced"][0]),  # type: ignore[index]
        (CreditorAccount, to_record(_CREDITOR)["accounts"][0]),  # type: ignore[index]
        (Creditor, to_record(_CREDITOR)),
        (CollectionRun, to_record(_FULL_RUN)),
        (FileForm, to_record(_LOCAL_TIME)["form"]),
        (Collection, to_record(_FULL_RUN)["collections"][0]),  # type: ignore[index]
        (Proposal, {**to_record(_FULL_PROPOSAL), "whole": ()}),
        (Draft, to_record(_DRAFT)),
        (Selection, to_record(_DRAFT.selection)),
        (DirectDebitDiscount, {"off": "percentage", **_part(to_record(_DRAFT), "discount")}),
        (CollectingLimits, _part(to_record(_DRAFT), "limits")),
        (Excluded, _part(to_record(_DRAFT), "edits", 0)),
        (AmountChanged, {"by": "", "why": "", **_part(to_record(_DRAFT), "edits", 2)}),
    ],
)
def test_a_record_has_a_field_for_all_that_a_thing_knows(
    kind: type[Any], record: Mapping[str, object]
) -> None:
    otherwise = {"identification": "person"}
    expected = {otherwise.get(field.name, field.name) for field in fields(kind) if field.compare}
    assert expected <= set(record)


def test_a_proposal_line_says_what_is_open_where_that_is_another_amount() -> None:
    proposal = a_proposal()
    first, *others = proposal.lines
    proposal = replace(proposal, lines=(first._replace(open=_EUR("50")), *others))
    again = from_record(Proposal, json.loads(json.dumps(to_record(proposal))))
    assert [line.open for line in again.lines] == [_EUR("50"), None]


def test_a_run_with_its_edits_and_bookings_comes_back() -> None:
    assert loads(CollectionRun, dumps(_FULL_RUN)) == _FULL_RUN


def test_a_draft_comes_back_with_every_edit() -> None:
    assert from_record(Draft, json.loads(json.dumps(to_record(_DRAFT)))) == _DRAFT
    assert len(_DRAFT.edits) == 6


def test_a_plain_draft_is_written_so() -> None:
    assert to_record(Draft(id=RunId("2026-12"), due_on=date(2026, 12, 1))) == {
        "sepadd": "draft",
        "version": 1,
        "id": "2026-12",
        "due_on": "2026-12-01",
        "condense": True,
        "credit_notes": "all wait",
    }


def test_a_selection_is_kept_under_its_name() -> None:
    late = Selection(name="late", categories=frozenset({"b", "a"}), due_until=date(2026, 11, 1))
    record = to_record(late)
    assert record == {
        "sepadd": "selection",
        "version": 1,
        "name": "late",
        "categories": ["a", "b"],
        "due_until": "2026-11-01",
    }
    assert from_record(Selection, record) == late


@pytest.mark.parametrize("off", [_EUR("2.50"), Decimal("2.50"), Decimal("2E1"), Decimal("0.0001")])
def test_a_discount_comes_back_with_its_draft(off: Euro | Decimal) -> None:
    draft = replace(_DRAFT, discount=DirectDebitDiscount(off=off))
    assert from_record(Draft, json.loads(json.dumps(to_record(draft)))) == draft


def test_a_discount_of_another_kind_is_refused_and_not_lost() -> None:
    class Nothing:
        def of(self, items: Sequence[OpenItem]) -> Euro:
            return Euro(cents=len(items) * 0)

    with pytest.raises(InvalidValue, match="only a DirectDebitDiscount"):
        to_record(replace(_DRAFT, discount=Nothing()))


# -- what is refused ----------------------------------------------------------------------------


def test_an_empty_list_in_a_selection_is_not_taken_for_everything() -> None:
    record = to_record(Selection(name="late"))
    assert places(lambda: from_record(Selection, {**record, "debtors": []})) == {("REC-03", None)}


def test_everything_that_is_wrong_with_a_draft_is_told_at_once() -> None:
    record = json.loads(json.dumps(to_record(_DRAFT)))
    record["selection"]["first_debtor"] = "999999"
    record["discount"]["amount"] = "2.50"
    record["limits"]["per_run"] = "0.00"
    record["credit_notes"] = "lost"
    record["edits"][0]["at"] = "2026-11-19T16:00:00"
    record["edits"][1]["edit"] = "regretted"
    record["edits"][2]["amount"] = "0.00"
    record["edits"][3]["item"]["kind"] = "credit_note"
    record["edits"][4]["selection"]["colour"] = "blue"
    record["edits"][5]["item"] = {}
    assert places(lambda: from_record(Draft, record)) == {
        ("REC-03", "selection"),
        ("REC-02", "discount"),
        ("REC-03", "limits"),
        ("REC-03", "credit_notes"),
        ("REC-03", "edits[0].at"),
        ("REC-03", "edits[1].edit"),
        ("REC-03", "edits[2]"),
        ("REC-03", "edits[3].item.kind"),
        ("REC-02", "edits[4].selection"),
        ("REC-02", "edits[5]"),
    }


def test_only_an_invoice_can_be_added() -> None:
    record = json.loads(json.dumps(to_record(_DRAFT)))
    record["edits"][3]["item"] = {
        "kind": "credit_note",
        "number": "C-1",
        "debtor_id": "1",
        "amount": "1.00",
    }
    assert places(lambda: from_record(Draft, record)) == {("REC-03", "edits[3].item.kind")}


@pytest.mark.parametrize(
    "discount",
    [{}, {"percentage": "0"}, {"percentage": "1e1"}, {"percentage": "100"}, {"off": "1"}],
)
def test_a_discount_that_is_none_is_refused(discount: dict[str, object]) -> None:
    record = json.loads(json.dumps(to_record(_DRAFT)))
    record["discount"] = {"on_credit_notes": True, **discount}
    (path,) = {path for _, path in places(lambda: from_record(Draft, record))}
    assert path in {"discount", "discount.percentage"}


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"sepadd": "proposal"}, "sepadd"),
        ({"sepadd": None}, "sepadd"),
        ({"version": 2}, "version"),
        ({"version": True}, "version"),
        ({"version": "1"}, "version"),
    ],
)
def test_a_record_of_another_kind_or_version_is_refused_before_anything_else(
    change: dict[str, object], place: str
) -> None:
    record = to_record(a_run()) | {"id": 7} | change
    assert {path for _, path in places(lambda: from_record(CollectionRun, record))} == {place}


def changed(**change: object) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(dumps(STORED_RUN))
    return record | change


def test_everything_that_is_wrong_is_told_at_once_each_with_its_path() -> None:
    record = changed(id="RUN 2026", creditor=7)
    record["history"][1]["at"] = "2026-11-23T09:30:15"
    first = record["collections"][0]
    first["account"] = 3
    first["amount"] = 30
    first["due_on"] = "1-12-2026"
    first["mandate"]["debtor"]["iban"] = "NL91ABNA0417164301"
    first["mandate"]["shoe_size"] = 42
    first["items"][1]["amount"] = "-10.00"
    first["facts"][2]["fact"] = "regret"
    del record["collections"][1]["sequence_type"]
    record["collections"][2] = None
    record["form"]["text"]["cut"] = 1
    at = "collections[0]"
    assert places(lambda: from_record(CollectionRun, record)) == {
        ("REC-03", "id"),
        ("REC-02", "creditor"),
        ("REC-03", "history[1].at"),
        ("REC-03", f"{at}.account"),
        ("REC-02", f"{at}.amount"),
        ("REC-03", f"{at}.due_on"),
        ("REC-03", f"{at}.mandate.debtor.iban"),
        ("REC-02", f"{at}.mandate"),
        ("REC-03", f"{at}.items[1]"),
        ("REC-03", f"{at}.facts[2].fact"),
        ("REC-02", "collections[1].sequence_type"),
        ("REC-02", "collections[2]"),
        ("REC-02", "form.text.cut"),
    }


def test_everything_that_is_wrong_with_a_notice_is_told_at_once() -> None:
    record = json.loads(json.dumps(to_record(_NOTICE)))
    record |= {"creditor_identifier": "NL43ZZZ123456780001", "told_on": "18-12-2026", "by": 7}
    record |= {"mandate_reference": "M//1", "told_at": "noon"}
    record["announced"][0]["amount"] = "0.00"
    del record["announced"][1]["due_on"]
    record["announced"].append("40.00")
    found = refused(lambda: from_record(Notice, record))
    assert {(each.rule, each.path) for each in found} == {
        ("REC-03", "creditor_identifier"),
        ("REC-03", "mandate_reference"),
        ("REC-03", "told_on"),
        ("REC-02", "by"),
        ("REC-03", "announced[0]"),
        ("REC-02", "announced[1].due_on"),
        ("REC-02", "announced[2]"),
        ("REC-02", None),
    }
    assert {each.subject for each in found} == {"notice M//1"}


@pytest.mark.parametrize("announced", [None, []])
def test_a_notice_of_nothing_is_refused(announced: object) -> None:
    record = to_record(_NOTICE) | {"announced": announced}
    (found,) = refused(lambda: from_record(Notice, record))
    assert "nothing is announced" in found.detail


def test_a_finding_about_a_record_names_it_as_the_user_does() -> None:
    (found,) = refused(lambda: from_record(CollectionRun, changed(history=[])))
    assert isinstance(found, Finding)
    assert found.subject == "run 2026-12"


@pytest.mark.parametrize("history", [[], [{"step": "submitted", "at": "2026-11-23T09:00Z"}]])
def test_a_history_begins_with_the_preparation(history: object) -> None:
    assert places(lambda: from_record(CollectionRun, changed(history=history))) == {
        ("REC-03", "history")
    }


def test_a_run_without_history_is_refused() -> None:
    assert places(lambda: from_record(CollectionRun, changed(history=None))) == {
        ("REC-02", "history")
    }


def test_where_a_word_says_which_kind_it_is_and_is_wrong_what_all_kinds_have_is_read() -> None:
    record = json.loads(json.dumps(to_record(_DRAFT)))
    record["edits"] = [{"edit": "regretted", "by": 7, "item": 8, "colour": 9}]
    assert places(lambda: from_record(Draft, record)) == {
        ("REC-03", "edits[0].edit"),
        ("REC-02", "edits[0].by"),
        ("REC-02", "edits[0].at"),
        ("REC-02", "edits[0]"),
    }


def test_of_two_fields_that_exclude_each_other_each_is_read() -> None:
    record = changed()
    first = record["collections"][0]
    first |= {"creditor_reference": "RF1", "structured_communication": "1", "remittance": "x"}
    assert places(lambda: from_record(CollectionRun, record)) == {
        ("REC-02", "collections[0]"),
        ("REC-03", "collections[0].creditor_reference"),
        ("REC-03", "collections[0].structured_communication"),
    }


def test_an_account_that_cannot_be_read_is_told_once_and_not_of_every_collection() -> None:
    record = changed()
    record["accounts"][0]["iban"] = "NL91ABNA0417164301"
    assert places(lambda: from_record(CollectionRun, record)) == {("REC-03", "accounts[0].iban")}


def test_facts_about_another_collection_are_refused() -> None:
    record = changed()
    record["collections"][3]["facts"] = record["collections"][4]["facts"]
    assert places(lambda: from_record(CollectionRun, record)) == {
        ("REC-03", "collections[3].facts")
    }


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("account", -1),
        pytest.param("account", 10**5000, id="account-endless"),
        ("account", True),
        ("account", 0.0),
        ("amount", "1e3"),
        ("amount", "9" * 50 + ".00"),
        ("amount", "12.5"),
        ("mandate", []),
        ("items", {}),
        ("items", [[]]),
        ("remittance", {"creditor_reference": "RF18539007547034"}),
        ("creditor_reference", "RF18539007547034"),
        ("purpose", "rent"),
        ("facts", "settlement"),
        ("end_to_end_id", "\ud800"),
    ],
)
def test_a_field_that_holds_something_else_is_refused(field: str, value: object) -> None:
    record = changed()
    record["collections"][0][field] = value
    (found,) = refused(lambda: from_record(CollectionRun, record))
    assert found.path in {f"collections[0].{field}", "collections[0]", f"collections[0].{field}[0]"}


def deep(levels: int) -> object:
    value: object = []
    for _ in range(levels):
        value = [value]
    return value


def test_a_record_as_deep_as_a_well_is_refused() -> None:
    record = changed(id=deep(100_000), foo=deep(100_000))
    assert places(lambda: from_record(CollectionRun, record)) == {
        ("REC-02", "id"),
        ("REC-02", None),
    }


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        pytest.param("[" * 100_000, id="as deep as a well"),
        pytest.param("9" * 5000, id="endless"),
        b"\xff",
        '{"sepadd": "run", "sepadd": "run"}',
        "[]",
        "null",
        '"run"',
        "1e999",
    ],
)
def test_text_that_is_no_record_is_refused(text: str | bytes) -> None:
    (found,) = refused(lambda: loads(CollectionRun, text))
    assert found.rule == "REC-01"


# -- which kind is asked for --------------------------------------------------------------------


def test_whoever_reads_says_the_kind_and_a_type_checker_knows_it() -> None:
    assert_type(from_record(Mandate, to_record(_ADA)), Mandate)
    assert_type(from_record(Books, to_record(_BOOKS)), Books)
    assert_type(from_record(Invoice, to_record(_INVOICE)), Invoice)
    assert_type(from_record((Invoice, CreditNote), to_record(_CREDIT)), Invoice | CreditNote)
    assert_type(loads(CollectionRun, dumps(STORED_RUN)), CollectionRun)
    assert_type(loads((Invoice, CreditNote), dumps(_CREDIT)), Invoice | CreditNote)


@pytest.mark.parametrize("name", _KEPT)
def test_what_is_kept_comes_back_from_text_which_is_that_of_its_record(name: str) -> None:
    thing = _KEPT[name]
    text = dumps(thing)
    assert json.loads(text) == to_record(thing)
    assert loads(type(thing), text) == loads(type(thing), text.encode()) == thing


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (asked, to_record(thing))
        for asked in map(type, _KEPT.values())
        for thing in _KEPT.values()
        if type(thing) is not asked and not isinstance(thing, asked | Invoice | CreditNote)
    ],
)
def test_a_record_of_another_kind_than_was_asked_for_is_refused(
    kind: type[Any], record: dict[str, object]
) -> None:
    assert places(lambda: from_record(kind, record)) == {("REC-01", "sepadd")}
    assert places(lambda: loads(kind, json.dumps(record))) == {("REC-01", "sepadd")}


@pytest.mark.parametrize(("kind", "other"), [(Invoice, _CREDIT), (CreditNote, INVOICE)])
def test_of_open_items_the_one_is_not_read_for_the_other(
    kind: type[Invoice | CreditNote], other: OpenItem
) -> None:
    assert places(lambda: from_record(kind, to_record(other))) == {("REC-03", "kind")}
    assert from_record((Invoice, CreditNote), to_record(other)) == other


@pytest.mark.parametrize("thing", [_ACCOUNT, _ADA.debtor, None, "run", (_INVOICE,), Mandate])
def test_what_has_no_record_is_refused_by_what_has_one(thing: Any) -> None:
    says = f"a {type(thing).__name__} has no record: give a Mandate or Invoice or .* or Books"
    for write in (to_record, dumps):
        with pytest.raises(InvalidValue, match=says):
            write(thing)


@pytest.mark.parametrize(
    ("kind", "named"),
    [
        (Collection, "Collection"),
        (Debtor, "Debtor"),
        ("run", "'run'"),
        (None, "a NoneType"),
        (_ADA, "a Mandate"),
        ((), "a list"),
        ((Mandate, Invoice), "a list"),
        ([Invoice], "a list"),
        (OpenItem, "a UnionType"),
    ],
)
def test_a_kind_that_is_not_kept_is_refused_by_those_that_are(kind: Any, named: str) -> None:
    says = rf"^{named} is no kind that has a record: ask for Mandate or Invoice or .* or Books"
    with pytest.raises(InvalidValue, match=says):
        from_record(kind, to_record(_ADA))
    with pytest.raises(InvalidValue, match=says):
        loads(kind, dumps(_ADA))


def test_books_lack_neither_their_runs_nor_any_other_list() -> None:
    record = to_record(Books(creditor=_CREDITOR, open_items=(), mandates=(), runs=()))
    assert list(record) == ["sepadd", "version", "creditor", "open_items", "mandates", "runs"]
    for name in ("creditor", "open_items", "mandates", "runs"):
        cut = {key: value for key, value in record.items() if key != name}
        assert places(partial(from_record, Books, cut)) == {("REC-02", name)}


def test_books_with_runs_that_are_not_known_in_full_are_refused_and_not_cut_short() -> None:
    books = replace(_BOOKS, runs=(), others=_BOOKS.runs)
    with pytest.raises(InvalidValue, match=r"Waterlelie: of 1 runs, others, .*others=\("):
        to_record(books)
    with pytest.raises(InvalidValue, match="no more is known"):
        dumps(books)


def test_what_is_wrong_within_books_is_told_with_its_path() -> None:
    record = json.loads(dumps(_BOOKS))
    record["runs"][0]["collections"][0]["amount"] = "thirty"
    record["mandates"][1]["scheme"] = "CORN"
    record["open_items"][0]["number"] = 7
    assert places(lambda: from_record(Books, record)) == {
        ("REC-03", "runs[0].collections[0].amount"),
        ("REC-03", "mandates[1].scheme"),
        ("REC-02", "open_items[0].number"),
    }
