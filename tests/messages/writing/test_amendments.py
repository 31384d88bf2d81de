"""A mandate that changed: the bank is told once, in the right place, and again after a reject."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest

from helpers.books import decided, presented
from helpers.corpus import corpus
from helpers.pain008_files import iso_xsd, refusal
from sepadd.banks import EPC, GERMANY, BankProfile
from sepadd.books import Books, propose
from sepadd.collection import BankFact, Cancellation, Collection, Refund, Reject, Return, reason
from sepadd.findings import InvalidValue
from sepadd.mandate import Amendment, Mandate, Presentation, PresentationOutcome, SequenceType
from sepadd.mandate.amendment import first_originals
from sepadd.messages import pain008
from sepadd.messages.parsing import schema_path
from sepadd.open_item import Invoice
from sepadd.proposal import Draft
from sepadd.records import dumps, loads, read_mandates, write_mandates
from sepadd.rulebook import AccountChangeForm, FileForm, MessageVersion
from sepadd.run import CollectionRun, submit
from sepadd.testing import (
    AMENDMENT,
    AT,
    COLLECTION,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    a_run,
)
from sepadd.values import Bic, CreditorIdentifier, EndToEndId, Iban, MandateReference, RunId

CHANGED: dict[str, Any] = {
    "reference": MandateReference("OLD-1"),
    "creditor_identifier": CreditorIdentifier("DE98ZZZ09999999999"),
    "creditor_name": "Zwembad De Oude Plas",
    "iban": Iban("NL98INGB0202345688"),
}
EVERY_COMBINATION = [
    parts for count in range(1, 5) for parts in combinations(sorted(CHANGED), count)
]
AMENDED = replace(MANDATE, amendments=(AMENDMENT,))
SAME_BANK = Iban("NL02ABNA0123456789")
BEFORE_2016 = date(2016, 11, 18)


def amended(*parts: str) -> Mandate:
    was = {part: CHANGED[part] for part in parts}
    return replace(MANDATE, amendments=(Amendment(on=date(2026, 11, 2), **was),))


def file_of(mandate: Mandate, due_on: date = DUE_ON, **form: Any) -> str:
    collection = replace(COLLECTION, mandate=mandate, due_on=due_on)
    run = replace(a_run(), collections=(collection,), form=FileForm(**form))
    return pain008.render(run).decode()


def details(mandate: Mandate, due_on: date = DUE_ON, **form: Any) -> str:
    xml = file_of(mandate, due_on, **form)
    return xml.partition("<AmdmntInd>")[2].partition("</AmdmntInfDtls>")[0]


# -- in the file ----------------------------------------------------------------------------------


@pytest.mark.parametrize("parts", EVERY_COMBINATION, ids="+".join)
@pytest.mark.parametrize("message", MessageVersion)
def test_every_combination_is_valid_under_ours_and_the_general_schema(
    message: MessageVersion, parts: tuple[str, ...]
) -> None:
    xml = file_of(amended(*parts), message=message).encode()
    assert refusal(schema_path(message), xml) == ""
    assert refusal(iso_xsd(message[-2:]), xml) == ""


@pytest.mark.parametrize("parts", EVERY_COMBINATION, ids="+".join)
@pytest.mark.parametrize(
    ("message", "schema"),
    [
        (MessageVersion.PAIN_008_001_02, "pain.008.001.02_GBIC_3.xsd"),
        (MessageVersion.PAIN_008_001_08, "pain.008.001.08_GBIC_5.xsd"),
    ],
)
def test_every_combination_is_valid_under_the_german_schema(
    message: MessageVersion, schema: str, parts: tuple[str, ...]
) -> None:
    form = replace(GERMANY.form, message=message)
    xml = pain008.render(
        replace(a_run(), collections=(replace(COLLECTION, mandate=amended(*parts)),), form=form)
    )
    assert refusal(corpus("xsd", "national", schema), xml) == ""


def test_a_mandate_that_did_not_change_says_nothing() -> None:
    assert "Amdmnt" not in file_of(MANDATE)


def test_what_changed_stands_in_the_order_of_the_message() -> None:
    said = details(amended(*CHANGED))
    places = [said.index(tag) for tag in ("OrgnlMndtId", "OrgnlCdtrSchmeId", "OrgnlDbtrAcct")]
    assert places == sorted(places)
    assert "<Nm>Zwembad De Oude Plas</Nm><Id>" in said


def test_trap_12_a_new_account_is_smnda_under_the_account_and_names_no_bank() -> None:
    said = details(AMENDED)
    assert "<OrgnlDbtrAcct><Id><Othr><Id>SMNDA</Id></Othr></Id></OrgnlDbtrAcct>" in said
    assert "OrgnlDbtrAgt" not in said
    assert "<SeqTp>RCUR</SeqTp>" in file_of(AMENDED)


@pytest.mark.parametrize("old", [SAME_BANK, CHANGED["iban"]])
def test_a_bank_that_asks_for_the_old_iban_gets_it_wherever_the_account_was(old: Iban) -> None:
    mandate = replace(MANDATE, amendments=(replace(AMENDMENT, iban=old),))
    said = details(mandate, account_change=AccountChangeForm.ORIGINAL_IBAN)
    assert f"<OrgnlDbtrAcct><Id><IBAN>{old}</IBAN></Id></OrgnlDbtrAcct>" in said
    assert "SMNDA" not in said


def test_trap_12b_until_2016_another_bank_is_smnda_under_the_agent_and_a_first_collection() -> None:
    signed = replace(AMENDED, signed_on=date(2015, 1, 1), presentations=(used(2016, 10, 3),))
    signed = replace(signed, amendments=(replace(AMENDMENT, on=date(2016, 10, 20)),))
    said = details(signed, BEFORE_2016)
    assert "<OrgnlDbtrAgt><FinInstnId><Othr><Id>SMNDA</Id></Othr></FinInstnId>" in said
    assert "OrgnlDbtrAcct" not in said
    assert EPC.terms(on=date(2016, 11, 1)).sequence_types(signed, BEFORE_2016) == (
        SequenceType.FIRST,
    )


def test_trap_12b_until_2016_the_same_bank_is_the_old_iban_and_no_first_collection() -> None:
    mandate = replace(
        MANDATE,
        signed_on=date(2015, 1, 1),
        presentations=(used(2016, 10, 3),),
        amendments=(Amendment(on=date(2016, 10, 20), iban=SAME_BANK),),
    )
    said = details(mandate, BEFORE_2016)
    assert f"<OrgnlDbtrAcct><Id><IBAN>{SAME_BANK}</IBAN></Id></OrgnlDbtrAcct>" in said
    assert "SMNDA" not in said
    allowed = EPC.terms(on=date(2016, 11, 1)).sequence_types(mandate, BEFORE_2016)
    assert allowed[0] is SequenceType.RECURRENT


@pytest.mark.parametrize("due_on", [BEFORE_2016, date(2016, 11, 21), DUE_ON])
@pytest.mark.parametrize("old", [SAME_BANK, CHANGED["iban"]])
@pytest.mark.parametrize("form", AccountChangeForm)
def test_trap_12c_smnda_never_stands_with_an_old_bank(
    due_on: date, old: Iban, form: AccountChangeForm
) -> None:
    mandate = replace(MANDATE, amendments=(replace(AMENDMENT, iban=old),))
    said = details(mandate, due_on, account_change=form)
    assert said.count("OrgnlDbtrAcct>") + said.count("OrgnlDbtrAgt>") == 2


def test_trap_13_what_is_again_as_it_was_is_not_given_as_original() -> None:
    back = (
        Amendment(on=date(2026, 10, 1), reference=MANDATE.reference),
        Amendment(on=date(2026, 10, 2), reference=MandateReference("M-1b")),
    )
    assert "Amdmnt" not in file_of(replace(MANDATE, amendments=back))
    assert "Amdmnt" not in file_of(
        replace(MANDATE, amendments=(Amendment(on=DUE_ON, creditor_name=CREDITOR.name),))
    )


def test_of_several_changes_the_first_value_is_the_original() -> None:
    twice = (
        Amendment(on=date(2026, 10, 1), iban=SAME_BANK, bic=Bic("ABNANL2A")),
        Amendment(on=date(2026, 10, 2), iban=CHANGED["iban"], creditor_name="Zwembad Oud"),
    )
    was = replace(MANDATE, amendments=twice).pending_amendment
    assert was == first_originals(twice)
    assert was is not None
    assert (was.iban, was.bic, was.creditor_name) == (SAME_BANK, Bic("ABNANL2A"), "Zwembad Oud")


def test_a_former_name_is_written_in_the_banks_characters_and_reported() -> None:
    mandate = replace(MANDATE, amendments=(Amendment(on=DUE_ON, creditor_name="Schwimmbad Süd"),))
    assert "<Nm>Schwimmbad Sud</Nm>" in details(mandate)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(INVOICE,), mandates=(mandate,), runs=()),
        TERMS,
        Draft(id=RunId("A"), due_on=DUE_ON),
    )
    assert [finding.rule for finding in proposal.findings] == ["MND-10"]


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({}, "give at least one value as it was before"),
        ({"creditor_name": " "}, "creditor_name is blank"),
        ({"creditor_name": "A", "bic": Bic("ABNANL2A")}, "without its IBAN"),
    ],
)
def test_an_amendment_of_nothing_is_refused(values: dict[str, Any], told: str) -> None:
    with pytest.raises(InvalidValue, match=told):
        Amendment(on=DUE_ON, **values)


# -- told once ------------------------------------------------------------------------------------


def used(year: int, month: int, day: int) -> Presentation:
    return Presentation(due_on=date(year, month, day), sequence_type=SequenceType.RECURRENT)


def collected(
    number: int, mandates: Iterable[Mandate], runs: Iterable[CollectionRun] = ()
) -> CollectionRun:
    invoice = Invoice(number=f"I-{number}", debtor_id="10042", amount=INVOICE.amount)
    known = tuple(runs)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(invoice,), mandates=mandates, runs=known),
        TERMS,
        Draft(id=RunId(f"R-{number}"), due_on=DUE_ON),
    )
    return submit(decided(proposal, TERMS, at=AT, runs=known), at=AT + timedelta(hours=1))


def tells(run: CollectionRun) -> bool:
    return b"<AmdmntInd>true</AmdmntInd>" in pain008.render(run)


def answered(run: CollectionRun, kind: type[BankFact]) -> CollectionRun:
    def after(collection: Collection) -> Collection:
        name = collection.end_to_end_id
        return collection.after(kind(end_to_end_id=name, on=DUE_ON, reason=reason("AM04")))  # type: ignore[call-arg]

    return replace(run, collections=tuple(map(after, run.collections)))


def test_trap_14_the_change_is_told_in_the_first_collection_only() -> None:
    first = collected(1, (AMENDED,))
    (known,) = presented((AMENDED,), first)
    assert tells(first)
    assert not tells(collected(2, (known,)))


def test_trap_14_a_live_run_has_told_it_though_the_books_do_not_know_yet() -> None:
    first = collected(1, (AMENDED,))
    assert not tells(collected(2, (AMENDED,), (first,)))


@pytest.mark.parametrize(
    ("kind", "again"), [(Reject, True), (Cancellation, True), (Return, False), (Refund, False)]
)
def test_trap_14_what_was_turned_down_before_settlement_is_told_again(
    kind: type[BankFact], *, again: bool
) -> None:
    first = answered(collected(1, (AMENDED,)), kind)
    (known,) = presented((AMENDED,), first)
    assert tells(collected(2, (known,))) is again


def test_a_change_after_the_first_telling_is_told_by_itself() -> None:
    (known,) = presented((AMENDED,), collected(1, (AMENDED,)))
    changed = replace(known, amendments=(*known.amendments, Amendment(on=DUE_ON, iban=SAME_BANK)))
    was = changed.pending_amendment
    assert was is not None
    assert was.iban == SAME_BANK


def test_two_collections_of_one_proposal_tell_it_once() -> None:
    items = [Invoice(number=n, debtor_id="10042", amount=INVOICE.amount) for n in ("A", "B")]
    proposal = propose(
        Books(creditor=CREDITOR, open_items=items, mandates=(AMENDED,), runs=()),
        TERMS,
        Draft(id=RunId("A"), due_on=DUE_ON, condense=False),
    )
    xml = pain008.render(decided(proposal, TERMS, at=AT))
    assert xml.count(b"<AmdmntInd>") == 1


def test_under_its_new_reference_a_mandate_knows_what_it_presented_under_the_old_one() -> None:
    old = replace(MANDATE, one_off=True)
    first = collected(1, (old,))
    renamed = replace(
        old,
        reference=MandateReference("M-9"),
        amendments=(Amendment(on=DUE_ON, reference=MANDATE.reference),),
    )
    invoice = Invoice(number="I-2", debtor_id="10042", amount=INVOICE.amount)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(invoice,), mandates=(renamed,), runs=(first,)),
        TERMS,
        Draft(id=RunId("R-2"), due_on=DUE_ON),
    )
    assert "is one-off and was used" in proposal.lines[0].status
    (known,) = presented((renamed,), first)
    assert known.used


def test_a_run_with_amendments_comes_back_from_json_and_gives_the_same_file() -> None:
    run = collected(1, (amended(*CHANGED),))
    again = loads(CollectionRun, dumps(run))
    assert again == run
    assert pain008.render(again) == pain008.render(run)


def test_what_was_told_of_one_amendment_is_not_forgotten_by_a_second_telling() -> None:
    told = Presentation(
        due_on=DUE_ON,
        sequence_type=SequenceType.RECURRENT,
        end_to_end_id=EndToEndId("A-1"),
        amendments_told=1,
    )
    mandate = AMENDED.with_presentations((told,))
    assert mandate.pending_amendment is None
    rejected = replace(told, outcome=PresentationOutcome.REJECTED)
    assert mandate.with_presentations((rejected,)).pending_amendment == AMENDMENT


@pytest.mark.parametrize("profile", [EPC, GERMANY])
def test_a_profile_says_how_a_new_account_is_told(profile: BankProfile) -> None:
    assert profile.form.account_change is AccountChangeForm.SMNDA


# -- an account that nobody told -------------------------------------------------------------------

UNTOLD = Amendment(on=date(2026, 11, 2), account_untold=True)
MOVED = replace(MANDATE, amendments=(UNTOLD,))


def test_an_account_that_is_told_is_not_untold() -> None:
    with pytest.raises(InvalidValue, match="so the account is not untold"):
        replace(UNTOLD, iban=SAME_BANK)


@pytest.mark.parametrize("form", AccountChangeForm)
def test_an_account_that_nobody_told_is_smnda_whatever_the_bank_asks(
    form: AccountChangeForm,
) -> None:
    assert "<Othr><Id>SMNDA</Id></Othr>" in details(MOVED, account_change=form)
    assert "OrgnlDbtrAcct" in details(MOVED, account_change=form)


def test_until_2016_it_was_taken_to_be_at_another_bank() -> None:
    assert UNTOLD.leaves_the_bank_of(MANDATE.debtor.iban)
    assert "OrgnlDbtrAgt" in details(MOVED, BEFORE_2016)


def test_the_first_change_of_the_account_says_what_it_was() -> None:
    later = Amendment(on=date(2026, 11, 3), iban=SAME_BANK)
    twice = replace(MANDATE, amendments=(UNTOLD, later))
    assert twice.pending_amendment == replace(UNTOLD, on=later.on)


def test_a_table_says_that_it_is_not_known() -> None:
    table = write_mandates([MOVED])
    assert ",SMNDA," in table
    (again,) = read_mandates(table, creditor_identifier=MANDATE.creditor_identifier)
    assert again.amendments == (UNTOLD,)


def test_a_name_that_reads_alike_in_the_banks_characters_is_no_change() -> None:
    """Trap 13: what is told as the value before is another than the one now."""
    was = replace(
        MANDATE, amendments=(Amendment(on=DUE_ON, creditor_name="Zwembad Dé Waterlelie"),)
    )
    assert details(was) == ""
