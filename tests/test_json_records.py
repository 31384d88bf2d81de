"""Records in and out: what a user keeps comes back as it was, or is refused with every reason."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sepadd.accounts import Bic, Iban
from sepadd.amendment import Amendment
from sepadd.collection import Collection, PurposeCode
from sepadd.findings import Finding, Findings, UnreadableRecords
from sepadd.identifiers import (
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    MandateReference,
    RunId,
    StructuredCommunication,
)
from sepadd.mandate import (
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.money import Euro
from sepadd.open_item import CreditNote, Invoice
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
from sepadd.proposal import Proposal
from sepadd.records import (
    creditor_from_record,
    creditor_to_record,
    dumps_run,
    item_from_record,
    item_to_record,
    loads_run,
    mandate_from_record,
    mandate_to_record,
    proposal_from_record,
    proposal_to_record,
    run_from_record,
    run_to_record,
)
from sepadd.rtransaction import (
    Acceptance,
    Cancellation,
    Reason,
    Refund,
    Reject,
    Return,
    Reversal,
    Settlement,
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
from sepadd.testing import INVOICE, MANDATE, a_proposal, a_run
from sepadd.text import Conversion, TextMode

STORED = Path(__file__).parent / "stored"

# What the stored run was made from, written out in full so that nothing else can change it. Where a
# field is added to the library, the run that is stored does not have it, and is read all the same.
_EUR = Euro.parse
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


def refused(read: Callable[[], object]) -> Findings:
    with pytest.raises(UnreadableRecords) as told:
        read()
    return told.value.findings


def places(read: Callable[[], object]) -> set[tuple[str, str | None]]:
    return {(each.rule, each.path) for each in refused(read)}


# -- what was kept ------------------------------------------------------------------------------


def test_the_run_that_the_first_release_stored_is_still_read() -> None:
    run = loads_run((STORED / "run-1.json").read_bytes())
    assert run == STORED_RUN
    assert [each.mandate.reference.value for each in run.collections][:2] == ["m-1", "M-2"]


def test_the_run_that_was_stored_is_still_written_so() -> None:
    # A release that writes more stores a run of its own, and this is said of that one.
    assert json.loads(dumps_run(STORED_RUN)) == json.loads((STORED / "run-1.json").read_bytes())


def test_the_same_run_always_gives_the_same_text() -> None:
    assert dumps_run(loads_run(dumps_run(STORED_RUN))) == dumps_run(STORED_RUN)


def test_collections_on_one_account_share_it_when_they_are_read() -> None:
    run = loads_run(dumps_run(STORED_RUN))
    assert len({id(each.account) for each in run.collections}) == 1


def test_an_instant_keeps_its_moment_and_its_offset() -> None:
    at = datetime(2026, 7, 1, 9, 0, tzinfo=ZoneInfo("Europe/Amsterdam"))
    run = replace(a_run(), history=(RunStep(step=Step.PREPARED, at=at),))
    again = loads_run(dumps_run(run)).prepared_at
    assert (again, again.utcoffset()) == (at, timedelta(hours=2))


def test_a_proposal_a_mandate_an_item_and_a_creditor_come_back() -> None:
    stranger = replace(INVOICE, number="X", debtor_id="777")
    proposal = a_proposal()
    proposal = replace(proposal, lines=(*proposal.lines, proposal.lines[0]._replace(item=stranger)))
    assert proposal_from_record(proposal_to_record(proposal)) == proposal
    assert mandate_from_record(mandate_to_record(_ADA)) == _ADA
    assert mandate_from_record(mandate_to_record(_LIVED)) == _LIVED
    assert item_from_record(item_to_record(_CREDIT)) == _CREDIT
    assert creditor_from_record(creditor_to_record(_CREDITOR)) == _CREDITOR


def test_what_is_absent_is_left_out_of_a_record() -> None:
    assert mandate_to_record(MANDATE) == {
        "sepadd": "mandate",
        "version": 1,
        "reference": "M-1",
        "creditor_identifier": "NL42ZZZ123456780001",
        "debtor": {"id": "10042", "name": "Ada Jansen", "iban": "NL91ABNA0417164300"},
        "scheme": "CORE",
        "one_off": False,
        "signed_on": "2026-01-15",
    }


@pytest.mark.parametrize(
    ("kind", "record"),
    [
        (Mandate, mandate_to_record(_LIVED)),
        (Suspension, mandate_to_record(_LIVED)["suspension"]),
        (Presentation, mandate_to_record(_LIVED)["presentations"][0]),  # type: ignore[index]
        (Amendment, mandate_to_record(_LIVED)["amendments"][0]),  # type: ignore[index]
        (Debtor, mandate_to_record(_ADA)["debtor"]),
        (Invoice, item_to_record(_INVOICE)),
        (CreditorAccount, creditor_to_record(_CREDITOR)["accounts"][0]),  # type: ignore[index]
        (Creditor, creditor_to_record(_CREDITOR)),
        (CollectionRun, run_to_record(STORED_RUN)),
        (FileForm, run_to_record(STORED_RUN)["form"]),
        (Collection, run_to_record(STORED_RUN)["collections"][0]),  # type: ignore[index]
        (Proposal, {**proposal_to_record(a_proposal()), "whole": ()}),
    ],
)
def test_a_record_has_a_field_for_all_that_a_thing_knows(
    kind: type[Any], record: Mapping[str, object]
) -> None:
    otherwise = {"identification": "person"}
    expected = {otherwise.get(field.name, field.name) for field in fields(kind) if field.compare}
    assert expected <= set(record)


# -- what is refused ----------------------------------------------------------------------------


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
    record = run_to_record(a_run()) | {"id": 7} | change
    assert {path for _, path in places(lambda: run_from_record(record))} == {place}


def changed(**change: object) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(dumps_run(STORED_RUN))
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
    assert places(lambda: run_from_record(record)) == {
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
    } | {("REC-02", f"{at}.facts[2]")}


def test_a_finding_about_a_record_names_it_as_the_user_does() -> None:
    (found,) = refused(lambda: run_from_record(changed(history=[])))
    assert isinstance(found, Finding)
    assert found.subject == "run 2026-12"


@pytest.mark.parametrize("history", [None, [], [{"step": "submitted", "at": "2026-11-23T09:00Z"}]])
def test_a_history_begins_with_the_preparation(history: object) -> None:
    assert places(lambda: run_from_record(changed(history=history))) == {("REC-03", "history")}


def test_facts_about_another_collection_are_refused() -> None:
    record = changed()
    record["collections"][3]["facts"] = record["collections"][4]["facts"]
    assert places(lambda: run_from_record(record)) == {("REC-03", "collections[3].facts")}


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
    (found,) = refused(lambda: run_from_record(record))
    assert found.path in {f"collections[0].{field}", "collections[0]", f"collections[0].{field}[0]"}


def deep(levels: int) -> object:
    value: object = []
    for _ in range(levels):
        value = [value]
    return value


def test_a_record_as_deep_as_a_well_is_refused() -> None:
    record = changed(id=deep(100_000), foo=deep(100_000))
    assert places(lambda: run_from_record(record)) == {("REC-02", "id"), ("REC-02", None)}


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
    (found,) = refused(lambda: loads_run(text))
    assert found.rule == "REC-01"
