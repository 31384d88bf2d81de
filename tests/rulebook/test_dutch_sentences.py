"""Every reason on a proposal has a Dutch sentence beside its code."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Final

import pytest

from sepadd.books import Books, propose
from sepadd.catalogue import CATALOGUE
from sepadd.findings import InvalidValue, Sentence
from sepadd.open_item import CreditNote
from sepadd.proposal import Draft
from sepadd.proposal.selection import FREE
from sepadd.rulebook import in_dutch
from sepadd.rulebook.dutch_sentences import IN_DUTCH
from sepadd.testing import COLLECTION, CREDIT_NOTE, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS
from sepadd.values import RunId

ON_A_PROPOSAL: Final = frozenset(
    {"CRE", "MND", "COL", "FIL", "PRO", "SEL", "EDT", "LIM", "TRY", "RUN"}
)


def test_every_sentence_that_a_proposal_can_carry_has_a_dutch_one_and_no_other() -> None:
    ids = {sentence.id for sentence in CATALOGUE if sentence.id[:3] in ON_A_PROPOSAL}
    assert set(IN_DUTCH) == ids


@pytest.mark.parametrize(("rule", "says"), IN_DUTCH.items())
def test_each_is_a_sentence_of_its_own(rule: str, says: str) -> None:
    assert says[0].isupper()
    assert says.endswith(".")
    assert [each for each, other in IN_DUTCH.items() if other == says] == [rule]


@pytest.mark.parametrize(
    ("subject", "dutch"),
    [
        (INVOICE.label, "factuur 2026-1001"),
        (CREDIT_NOTE.label, "creditnota C-2026-12"),
        (MANDATE.label, "machtiging M-1"),
        (COLLECTION.label, "incasso 2026-12-1 van debiteur 10042"),
        (CREDITOR.label, "incassant Zwembad De Waterlelie"),
        ("run 2026-12", "incassorun 2026-12"),
        ("file 2026-12", "bestand 2026-12"),
        ("debtor 10042", "debtor 10042"),
    ],
)
def test_what_it_is_about_is_named_in_dutch(subject: str, dutch: str) -> None:
    assert in_dutch(FREE.finding(subject, "")) == (
        f"[SEL-07] {dutch}: De post is geblokkeerd of betwist."
    )


def test_the_particulars_stand_behind_it_and_are_marked_as_english() -> None:
    unsigned = replace(MANDATE, signed_on=None)
    late = replace(INVOICE, due_on=date(2026, 12, 2))
    proposal = propose(
        Books(creditor=CREDITOR, open_items=(late,), mandates=(unsigned,), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    )
    assert list(map(in_dutch, proposal.lines[0].reasons)) == [
        (
            "[PRO-08] factuur 2026-1001: De factuur is op de incassodatum nog niet vervallen. "
            "(Engels: due on 2026-12-02, after the collection on 2026-12-01)"
        ),
        (
            "[MND-01] machtiging M-1: De machtiging is niet ondertekend. (Engels: it has no date "
            "of signature: nothing is collected until the signed form is back)"
        ),
    ]


def test_a_rule_that_is_about_something_else_has_none() -> None:
    with pytest.raises(InvalidValue, match="rule 'CSV-01' has no Dutch sentence"):
        in_dutch(Sentence("CSV-01", "", "").finding("x", ""))


def test_a_credit_note_to_be_refunded_says_so() -> None:
    note = CreditNote(number="C-1", debtor_id="10042", amount=INVOICE.amount)
    (line,) = propose(
        Books(creditor=CREDITOR, open_items=(note,), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("R"), due_on=DUE_ON),
    ).lines
    assert in_dutch(line.reasons[0]).startswith("[PRO-14] creditnota C-1: De creditnota kan niet")
