"""What the strategies for users' own tests draw: right by construction, or wrong as they say."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers.books import record_runs
from sepadd.banks import EPC, PROFILES, BankProfile
from sepadd.catalogue.examples.edges import findings
from sepadd.checking import check
from sepadd.collection import Collection, CollectionStatus, PurposeCode
from sepadd.findings import InvalidValue, UnreadableMessage
from sepadd.journal import Entry
from sepadd.mandate import Mandate, MandateStatus, Scheme
from sepadd.messages.answers import iter_answers
from sepadd.proposal import Proposal
from sepadd.rulebook import COLLECTION_RULES, MANDATE_RULES, put, readiness
from sepadd.run import CollectionRun, RunSet, RunStage
from sepadd.testing import DUE_ON, TERMS, TODAY, assert_balanced, strategies
from sepadd.testing.fake_bank import DIALECTS, Dialect
from sepadd.testing.fake_bank.dialects import GROSS_ONLY, MANDATE_ONLY
from sepadd.testing.strategies import (
    Almost,
    History,
    almost,
    answered_runs,
    arrivals,
    bics,
    books,
    business_days,
    collections,
    creditors,
    debtors,
    histories,
    ibans,
    journals,
    mandates,
    names,
    pain008_files,
    prepared_runs,
    proposals,
    run_sets,
    runs,
    submitted_runs,
    ways,
    withdrawn_runs,
)
from sepadd.testing.strategies.values import IBAN_COUNTRIES
from sepadd.values import (
    BASIC,
    TARGET,
    Bic,
    Creditor,
    CreditorIdentifier,
    CreditorReference,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    MessageId,
    RunId,
    StructuredCommunication,
)

few = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])

# -- values and parties -------------------------------------------------------------------------


@pytest.mark.parametrize("country", IBAN_COUNTRIES)
@settings(max_examples=5)
@given(data=st.data())
def test_an_account_is_in_the_country_that_is_asked_for(country: str, data: st.DataObject) -> None:
    iban = data.draw(ibans(country))
    assert iban.country == country
    assert iban.in_sepa
    assert data.draw(bics(country)).country == country


@given(bics())
def test_a_bic_can_stand_in_both_versions_of_the_message(bic: Bic) -> None:
    assert bic.in_old_form


@given(names(20))
def test_a_name_is_one_that_every_bank_takes(name: str) -> None:
    assert 0 < len(name) <= 20
    assert set(BASIC).issuperset(name)
    assert name == name.strip()


@given(business_days(TODAY, DUE_ON).map(TARGET.is_business_day))
def test_a_business_day_is_one(is_one: bool) -> None:  # noqa: FBT001 - it is drawn
    assert is_one


@given(creditors())
def test_a_creditor_is_ready_to_collect(creditor: Creditor) -> None:
    assert readiness(creditor, TERMS) == ()


@pytest.mark.parametrize("kind", DebtorKind)
def test_debtors_are_of_the_kind_that_is_asked_for(kind: DebtorKind) -> None:
    @few
    @given(debtors(kind=kind))
    def is_of_it(debtor: Any) -> None:
        assert debtor.kind is kind

    is_of_it()


# -- mandates -----------------------------------------------------------------------------------


@pytest.mark.parametrize("status", MandateStatus)
@few
@given(data=st.data())
def test_a_mandate_has_the_status_that_is_asked_for(
    status: MandateStatus, data: st.DataObject
) -> None:
    assert data.draw(mandates(status=status)).status(DUE_ON) is status


@given(mandates())
def test_nothing_stands_against_an_active_mandate(mandate: Mandate) -> None:
    assert put(MANDATE_RULES, (mandate,), TERMS) == ()


@pytest.mark.parametrize(
    ("asked", "holds"),
    [
        ({"scheme": Scheme.B2B}, lambda mandate: mandate.scheme is Scheme.B2B),
        ({"one_off": True}, lambda mandate: mandate.one_off),
        ({"used": True}, lambda mandate: mandate.used and not mandate.one_off),
        ({"used": False}, lambda mandate: not mandate.used),
        ({"amended": True}, lambda mandate: mandate.pending_amendment is not None),
        ({"amended": False}, lambda mandate: not mandate.amendments),
    ],
)
@few
@given(data=st.data())
def test_a_mandate_is_as_it_is_asked_for(
    asked: dict[str, Any], holds: Callable[[Mandate], bool], data: st.DataObject
) -> None:
    assert holds(data.draw(mandates(**asked)))


# -- what is decided ----------------------------------------------------------------------------


@few
@given(proposals())
def test_every_item_of_a_proposal_is_collected(proposal: Proposal) -> None:
    assert proposal.lines
    assert proposal.findings == ()


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
@settings(max_examples=5, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_every_bank_takes_what_is_drawn_for_its_terms(
    profile: BankProfile, data: st.DataObject
) -> None:
    proposal = data.draw(proposals(of=books(terms=profile.terms(on=TODAY))))
    assert proposal.findings.errors == ()
    assert proposal.collections


@few
@given(collections())
def test_a_collection_breaks_no_rule(collection: Collection) -> None:
    assert put(COLLECTION_RULES, (collection,), TERMS) == ()


@few
@given(pain008_files())
def test_a_file_is_right(file: bytes) -> None:
    assert check(file, EPC, TODAY) == ()


@few
@given(st.tuples(prepared_runs(), submitted_runs(), withdrawn_runs()))
def test_a_run_is_in_its_stage(drawn: tuple[CollectionRun, ...]) -> None:
    stages = [RunStage.PREPARED, RunStage.SUBMITTED, RunStage.WITHDRAWN]
    assert [run.stage for run in drawn] == stages


@pytest.mark.parametrize("status", CollectionStatus)
@few
@given(data=st.data())
def test_a_run_is_answered_as_it_is_asked_for(
    status: CollectionStatus, data: st.DataObject
) -> None:
    run = data.draw(answered_runs(status))
    assert {each.status for each in run.collections} == {status}


@few
@given(run_sets(), runs())
def test_a_set_can_go_to_the_bank(run_set: RunSet, run: CollectionRun) -> None:
    assert len(run_set.runs) > 1
    assert run_set.files()
    assert run.collections


@few
@given(journals())
def test_a_journal_is_balanced(journal: tuple[Entry, ...]) -> None:
    assert_balanced(journal)


# -- what a bank sends --------------------------------------------------------------------------


@pytest.mark.parametrize("message", ["pain002", "camt052", "camt053", "camt054"])
@few
@given(data=st.data())
def test_what_a_bank_sends_is_read(message: str, data: st.DataObject) -> None:
    drawn = data.draw(getattr(strategies, f"{message}_messages")())
    assert message in drawn[:400].decode().replace(".", "")
    assert list(iter_answers(drawn))


BLURRED = {GROSS_ONLY, MANDATE_ONLY}


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@few
@given(data=st.data())
def test_a_history_ends_as_it_says_however_it_comes_in(
    dialect: Dialect, data: st.DataObject
) -> None:
    history = data.draw(histories(dialects=[dialect]))
    said = chain.from_iterable(map(iter_answers, data.draw(arrivals(history.messages))))
    collected = [c for run in record_runs(history.runs, said).runs for c in run.collections]
    assert {c.end_to_end_id for c in collected if c.failed} == history.failed
    if dialect not in BLURRED:
        assert {c.end_to_end_id: c.status for c in collected} == history.ends


@few
@given(histories())
def test_a_history_tells_itself_in_a_line(history: History) -> None:
    assert "\n" not in repr(history)
    assert "plain" in str(history)


# -- almost right -------------------------------------------------------------------------------

VALUES: dict[type, Callable[[str], object]] = {
    **{
        kind: kind
        for kind in (
            *(Iban, Bic, CreditorIdentifier, MandateReference, EndToEndId, MessageId, RunId),
            *(CreditorReference, StructuredCommunication, PurposeCode),
        )
    },
    Euro: Euro,
}


@pytest.mark.parametrize(("kind", "way"), [(kind, way) for kind in VALUES for way in ways(kind)])
@few
@given(data=st.data())
def test_a_value_that_is_almost_right_is_refused(kind: type, way: str, data: st.DataObject) -> None:
    wrong = data.draw(almost(kind, way))
    assert wrong.way == way
    with pytest.raises(InvalidValue):
        VALUES[kind](wrong.given)


@given(almost(Creditor) | almost(Mandate) | almost(Collection))
def test_a_thing_that_is_almost_right_breaks_the_rule_that_is_named(wrong: Almost[Any]) -> None:
    assert [each.rule for each in findings(wrong.given, wrong.terms)] == [wrong.rule]


@pytest.mark.parametrize("way", ways("pain.008"))
@few
@given(data=st.data())
def test_a_file_that_is_almost_right_breaks_the_rule_that_is_named(
    way: str, data: st.DataObject
) -> None:
    wrong = data.draw(almost("pain.008", way))
    if wrong.rule:
        assert wrong.rule in {each.rule for each in check(wrong.given, EPC, TODAY)}
    else:
        with pytest.raises(UnreadableMessage):
            check(wrong.given, EPC, TODAY)


@pytest.mark.parametrize(("kind", "way"), [(Iban, "colour"), ("pain.008", "COL-02")])
def test_a_way_that_is_not_known_is_told_with_those_that_are(kind: Any, way: str) -> None:
    with pytest.raises(KeyError, match="known are"):
        almost(kind, way)
