"""A mandate is made out, under a reference that none has or had."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.books import empty
from helpers.debtors_in_books import (
    CARD,
    ON,
    ONE_OFF,
    OTHERS,
    PER_INVOICE,
    POOL,
    SR,
    switched,
)
from sepadd.books import Books
from sepadd.debtors import DebtorCard, enrol, mandate_for
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import ReferenceMask, revoke
from sepadd.testing import CREDITOR, INVOICE, MANDATE, TODAY
from sepadd.values import MandateReference

# -- the switch ------------------------------------------------------------------------------------


def test_references_of_one_switch_are_unique() -> None:
    switch = enrol(
        CARD,
        (replace(POOL, mandates=(replace(MANDATE, reference=MandateReference("O-1")),)),),
        references=ReferenceMask("o-{number}"),
        on=TODAY,
        take_open_items=True,
        one_off=True,
    )
    made = switch.enrolments[0].made
    assert [str(mandate.reference) for mandate in made] == ["o-2", "o-3"]


def test_a_recurrent_mandate_that_is_there_is_used() -> None:
    (enrolment,) = switched(replace(POOL, mandates=(MANDATE,))).enrolments
    assert enrolment.made == ()
    assert enrolment.items[0].mandate == MANDATE.reference
    assert enrolment.mandates == (MANDATE,)


def test_one_that_is_over_is_not() -> None:
    over = revoke(MANDATE, TODAY)
    (enrolment,) = switched(replace(POOL, mandates=(over,))).enrolments
    assert enrolment.mandates == (over, *enrolment.made)
    assert len(enrolment.made) == 1


def test_a_reference_that_a_mandate_had_before_is_taken() -> None:
    from sepadd.mandate import Amendment  # noqa: PLC0415 - of this test only

    renamed = replace(revoke(MANDATE, TODAY), amendments=(Amendment(on=TODAY, reference=SR),))
    with pytest.raises(InvalidValue, match="SR10042 is taken"):
        switched(replace(POOL, mandates=(renamed,)))


# -- an invoice of a one-off debtor ----------------------------------------------------------------


def test_feature_2_33_a_new_invoice_makes_its_mandate() -> None:
    mandate, invoice = mandate_for(INVOICE, ONE_OFF, POOL, references=PER_INVOICE, on=TODAY)
    assert (mandate.one_off, mandate.signed_on) == (True, None)
    assert invoice == replace(INVOICE, mandate=mandate.reference)


def test_feature_2_l5_its_reference_holds_debtor_and_invoice() -> None:
    mandate, _ = mandate_for(
        INVOICE, ONE_OFF, POOL, references=ReferenceMask("SO{debtor}{invoice}"), on=TODAY
    )
    assert str(mandate.reference) == "SO100422026-1001"


BARE = replace(CREDITOR, accounts=())


@pytest.mark.parametrize(
    ("invoice", "card", "books", "why"),
    [
        (OTHERS, ONE_OFF, POOL, "invoice 2026-1003 is debtor 20007's, not 10042's"),
        (replace(INVOICE, mandate=SR), ONE_OFF, POOL, "names mandate SR10042 already"),
        (INVOICE, ON, POOL, "is not collected from one-off"),
        (INVOICE, CARD, POOL, "is not collected from one-off"),
        (
            INVOICE,
            ONE_OFF,
            empty(replace(CREDITOR, accounts=())),
            "no account of it collects",
        ),
    ],
    ids=["another's", "has one", "recurrent", "off", "creditor"],
)
def test_an_invoice_that_takes_no_mandate_is_refused(
    invoice: object, card: DebtorCard, books: Books, why: str
) -> None:
    with pytest.raises(IllegalStep, match=why):
        mandate_for(invoice, card, books, references=PER_INVOICE, on=TODAY)  # type: ignore[arg-type]
