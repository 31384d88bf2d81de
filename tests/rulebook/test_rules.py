"""Each rule, at each of its edges; and what holds of all rules."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from types import ModuleType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sepadd.banks import EPC, PROFILES, BankProfile
from sepadd.catalogue.examples import EDGES, Edge
from sepadd.catalogue.examples.edges import (
    COR1,
    DUTCH,
    HYBRID,
    OLD_MESSAGE,
    OLD_MESSAGE_WITHOUT_BIC,
    STRUCTURED,
    UNUSUAL_BIC,
    FileOfCollections,
    creditor_on,
    findings,
    mandate_of,
    of_company,
    together,
)
from sepadd.checking import CHECK_SENTENCES
from sepadd.collection import Collection
from sepadd.findings import Sentence, Severity
from sepadd.mandate import Mandate, Presentation, PresentationOutcome, Scheme, SequenceType
from sepadd.proposal import PROPOSAL_SENTENCES
from sepadd.rulebook import (
    COLLECTION_RULES,
    CREDITOR_RULES,
    FILE_RULES,
    MANDATE_RULES,
    Rule,
    collection_rules,
    creditor_rules,
    file_rules,
    mandate_rules,
)
from sepadd.run import RUN_SENTENCES
from sepadd.testing import B2B_MANDATE, COLLECTION, CREDITOR, MANDATE, TERMS, TODAY
from sepadd.values import Creditor, Euro, MandateReference

RULE_SENTENCES = (
    *(rule.sentence for rule in CREDITOR_RULES),
    *(rule.sentence for rule in MANDATE_RULES),
    *(rule.sentence for rule in COLLECTION_RULES),
    *(rule.sentence for rule in FILE_RULES),
)
SENTENCES = (*RULE_SENTENCES, *PROPOSAL_SENTENCES, *RUN_SENTENCES)


IDS = [f"{edge.rule}-{number}" for number, edge in enumerate(EDGES)]


@pytest.mark.parametrize("edge", EDGES, ids=IDS)
def test_this_side_of_an_edge_breaks_nothing(edge: Edge) -> None:
    assert findings(edge.holds, edge.terms) == ()


@pytest.mark.parametrize("edge", EDGES, ids=IDS)
def test_the_other_side_of_an_edge_breaks_its_rule_alone(edge: Edge) -> None:
    assert [finding.rule for finding in findings(edge.breaks, edge.terms)] == [edge.rule]


@pytest.mark.parametrize("edge", EDGES, ids=IDS)
def test_a_finding_names_its_subject_and_says_something(edge: Edge) -> None:
    [finding] = findings(edge.breaks, edge.terms)
    assert finding.subject == edge.breaks.label
    assert finding.source
    assert len(finding.detail) > 20
    assert not finding.detail.endswith(".")
    assert "invalid" not in finding.detail.lower()


@pytest.mark.parametrize(
    "subject",
    [CREDITOR, MANDATE, B2B_MANDATE, COLLECTION, together(COLLECTION)],
    ids=["creditor", "mandate", "b2b mandate", "collection", "file"],
)
def test_a_good_example_breaks_no_rule(
    subject: Creditor | Mandate | Collection | FileOfCollections,
) -> None:
    assert findings(subject, TERMS) == ()


def test_every_rule_has_an_edge_and_every_edge_a_rule() -> None:
    assert sorted({edge.rule for edge in EDGES}) == sorted(s.id for s in RULE_SENTENCES)


@pytest.mark.parametrize(
    ("module", "listed"),
    [
        (creditor_rules, CREDITOR_RULES),
        (mandate_rules, MANDATE_RULES),
        (collection_rules, COLLECTION_RULES),
        (file_rules, FILE_RULES),
    ],
    ids=["creditors", "mandates", "collections", "files"],
)
def test_every_rule_that_is_written_is_put_in_the_order_of_the_ids(
    module: ModuleType, listed: tuple[Rule[Collection], ...]
) -> None:
    written = tuple(made for made in vars(module).values() if isinstance(made, Rule))
    assert listed == written
    assert [rule.id for rule in listed] == sorted(rule.id for rule in listed)


def test_every_id_is_used_once() -> None:
    assert [i for i, times in Counter(s.id for s in SENTENCES).items() if times > 1] == []


@pytest.mark.parametrize("sentence", SENTENCES, ids=[s.id for s in SENTENCES])
def test_a_sentence_has_an_id_a_full_stop_and_a_source(sentence: Sentence) -> None:
    assert re.fullmatch("[A-Z]{3}-[0-9]{2}", sentence.id)
    assert re.fullmatch(r"[A-Z].*[^.]\.", sentence.says)
    assert sentence.source


@pytest.mark.parametrize("profile", PROFILES, ids=[p.name for p in PROFILES])
def test_a_profile_refuses_and_waives_only_rules_that_there_are(
    profile: BankProfile,
) -> None:
    there_are = {sentence.id for sentence in (*RULE_SENTENCES, *CHECK_SENTENCES)}
    assert profile.refused | profile.waived <= there_are


# -- how it is said -----------------------------------------------------------------------------


def test_a_finding_says_who_what_and_what_would_be_right() -> None:
    [finding] = findings(replace(COLLECTION, due_on=TODAY), TERMS)
    assert str(finding) == (
        "[COL-03] collection 2026-12-1 of debtor 10042: handed over on 2026-11-23, received on "
        "2026-11-23, it cannot be due on 2026-11-23; the earliest due date is 2026-11-24 "
        "(EPC016-06, time cycle; bank terms)"
    )


def test_all_that_is_wrong_is_told_at_once_in_the_order_of_the_rules() -> None:
    mandate = of_company(kind=None, name="Müller", address=HYBRID)
    found = findings(replace(mandate, signed_on=None), DUTCH)
    assert [finding.rule for finding in found] == ["MND-01", "MND-04", "MND-09", "MND-10"]


def test_a_text_is_told_before_and_after() -> None:
    [finding] = findings(mandate_of(name="José"), TERMS)
    assert (finding.before, finding.after) == ("José", "Jose")
    assert finding.severity is Severity.WARNING


def test_each_text_that_changes_is_told_by_itself() -> None:
    address = replace(STRUCTURED, town="Zürich", street="Allée")
    found = findings(mandate_of(name="José", address=address), TERMS)
    assert [(finding.rule, finding.before) for finding in found] == [
        ("MND-10", "José"),
        ("MND-10", "Allée"),
        ("MND-10", "Zürich"),
    ]


def test_a_file_names_five_and_counts_the_rest() -> None:
    seven = [replace(COLLECTION, mandate=mandate) for mandate in _seven_mandates()]
    [finding] = findings(together(*seven, *seven), TERMS)
    assert finding.rule == "FIL-05"
    assert finding.detail.count("under mandate") == 5
    assert finding.detail.endswith(" and 2 more more than once; is each meant?")


def _seven_mandates() -> list[Mandate]:
    references = (MandateReference(f"M-{number}") for number in range(7))
    return [replace(MANDATE, reference=reference) for reference in references]


# -- what a bank makes of a rule ----------------------------------------------------------------


def test_a_bank_may_refuse_what_is_a_warning_elsewhere() -> None:
    strict = replace(EPC, refused=frozenset({"MND-04"})).terms(on=TODAY)
    [finding] = findings(of_company(kind=None), strict)
    assert finding.severity is Severity.ERROR
    [finding] = findings(of_company(kind=None), TERMS)
    assert finding.severity is Severity.WARNING


def test_a_bank_may_refuse_what_others_convert() -> None:
    strict = replace(EPC, refused=frozenset({"MND-10"})).terms(on=TODAY)
    [finding] = findings(mandate_of(name="José"), strict)
    assert finding.severity is Severity.ERROR


def test_a_rule_that_is_waived_is_not_put() -> None:
    lenient = replace(EPC, waived=frozenset({"MND-04"})).terms(on=TODAY)
    assert findings(of_company(kind=None), lenient) == ()


def test_a_bic_that_is_never_written_may_have_any_form() -> None:
    assert findings(mandate_of(bic=UNUSUAL_BIC), OLD_MESSAGE_WITHOUT_BIC) == ()
    assert findings(creditor_on(bic=UNUSUAL_BIC), OLD_MESSAGE_WITHOUT_BIC) == ()
    assert [f.rule for f in findings(mandate_of(bic=UNUSUAL_BIC), OLD_MESSAGE)] == ["MND-13"]


# -- whatever comes -----------------------------------------------------------------------------

DAYS = st.dates(date(2009, 11, 2), date(2100, 1, 1))
ANY_BANK = st.sampled_from((*PROFILES, replace(EPC, schemes=frozenset(Scheme))))
PRESENTED = st.builds(
    Presentation,
    due_on=DAYS,
    sequence_type=st.sampled_from(SequenceType),
    outcome=st.sampled_from(PresentationOutcome),
)
ANY_MANDATE = st.builds(
    replace,
    st.just(MANDATE),
    scheme=st.sampled_from(Scheme),
    one_off=st.booleans(),
    signed_on=st.none() | DAYS,
    valid_until=st.none() | DAYS,
    revoked_on=st.none() | DAYS,
    presentations=st.lists(PRESENTED, max_size=3).map(tuple),
)
ANY_COLLECTION = st.builds(
    replace,
    st.just(COLLECTION),
    mandate=ANY_MANDATE,
    sequence_type=st.sampled_from(SequenceType),
    amount=st.integers(-1, 10**12).map(lambda cents: Euro(cents=cents)),
    due_on=DAYS,
    remittance=st.text(max_size=5),
)


@given(bank=ANY_BANK, collection=ANY_COLLECTION, on=DAYS)
@example(
    replace(EPC, schemes=frozenset(Scheme)),
    replace(COR1, due_on=date(2016, 11, 19)),
    date(2016, 11, 14),
)
@example(
    replace(EPC, schemes=frozenset(Scheme)),
    replace(COR1, due_on=date(2016, 11, 18)),
    date(2016, 11, 18),
)
def test_whatever_is_wrong_is_reported_and_never_raised(
    bank: BankProfile, collection: Collection, on: date
) -> None:
    terms = bank.terms(on=on)
    told = (*findings(collection, terms), *findings(together(collection, collection), terms))
    assert all(finding.detail for finding in told)


def test_cor1_handed_over_on_its_last_day_says_that_it_ends() -> None:
    terms = replace(EPC, schemes=frozenset(Scheme)).terms(on=date(2016, 11, 18))
    [finding] = findings(COR1, terms)
    assert finding.rule == "COL-03"
    assert finding.detail.endswith("no later date is possible, since COR1 ends")


def test_cor1_due_on_the_weekend_of_its_end_would_settle_after_it() -> None:
    terms = replace(EPC, schemes=frozenset(Scheme)).terms(on=date(2016, 11, 14))
    found = findings(replace(COR1, due_on=date(2016, 11, 19)), terms)
    assert [finding.rule for finding in found] == ["COL-02", "COL-06"]
