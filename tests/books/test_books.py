"""The books are a value: what stands in them is found, kept, and refused in a wrong place."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from helpers.books import empty
from sepadd.books import Books
from sepadd.findings import InvalidValue
from sepadd.mandate import Amendment, amend
from sepadd.run import submit
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    BOOKS,
    CREDIT_NOTE,
    CREDITOR,
    INVOICE,
    MANDATE,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import CreditorAccount, CreditorIdentifier, Euro, Iban, MandateReference

ALL: dict[str, Any] = {
    "creditor": CREDITOR,
    "open_items": (INVOICE,),
    "mandates": (MANDATE,),
    "runs": (a_run(),),
}


# -- what belongs where ---------------------------------------------------------------------------


def test_nobody_forgets_the_runs() -> None:
    """A run that is forgotten is what debits a debtor twice: so it cannot be left out."""
    for name in ALL:
        with pytest.raises(TypeError, match=name):
            Books(**{key: value for key, value in ALL.items() if key != name})


@pytest.mark.parametrize(
    ("place", "given", "told"),
    [
        ("open_items", INVOICE, "invoice 2026-1001 is no list of Invoice or CreditNote"),
        ("open_items", (MANDATE,), "mandate M-1 is no Invoice or CreditNote"),
        ("open_items", {"1": INVOICE}, "is no list of Invoice or CreditNote"),
        ("open_items", None, "None is no list of Invoice or CreditNote"),
        ("open_items", "2026-1001", "'2026-1001' is no list"),
        ("mandates", MANDATE, "mandate M-1 is no list of Mandate"),
        ("mandates", (INVOICE,), "invoice 2026-1001 is no Mandate"),
        ("runs", a_run(), "run 2026-12 is no list of CollectionRun"),
        ("runs", (a_proposal(),), "run 2026-12 is no CollectionRun"),
        ("others", (MANDATE,), "mandate M-1 does not say what it holds"),
        ("creditor", "Zwembad", "creditor 'Zwembad' of books: needs a Creditor"),
    ],
)
def test_what_stands_in_a_wrong_place_is_refused_by_name(
    place: str, given: object, told: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        Books(**(ALL | {place: given}))
    assert told in str(refused.value)


def test_a_stream_is_read_once_and_kept() -> None:
    books = Books(**(ALL | {"open_items": iter([INVOICE, CREDIT_NOTE])}))
    assert books.open_items == (INVOICE, CREDIT_NOTE)
    assert books == Books(**(ALL | {"open_items": [INVOICE, CREDIT_NOTE]}))


# -- what is found --------------------------------------------------------------------------------


def test_things_are_found_by_their_keys() -> None:
    books = Books(**ALL)
    assert books.item(INVOICE.key) is books.item(replace(INVOICE, amount=Euro(cents=1))) is INVOICE
    assert books.mandate("m-1") is books.mandate(MandateReference("M-1")) is MANDATE
    assert books.run("2026-12") == books.run(a_run().id) == a_run()


def test_what_is_not_there_is_named() -> None:
    books = Books(**ALL)
    whose = "in the books of creditor Zwembad De Waterlelie"
    for find, told in (
        (lambda: books.item(CREDIT_NOTE.key), f"credit note C-2026-12 is not open {whose}"),
        (lambda: books.mandate("M-9"), f"mandate M-9 is not {whose}"),
        (lambda: books.run("2027-01"), f"run 2027-01 is not {whose}"),
    ):
        with pytest.raises(InvalidValue) as refused:
            find()
        assert told in str(refused.value)


def test_a_mandate_is_found_by_a_reference_that_it_had() -> None:
    renamed = amend(MANDATE, on=TODAY, reference=MandateReference("N-1"))
    books = replace(BOOKS, mandates=(B2B_MANDATE, renamed))
    assert books.mandate("M-1") is books.mandate("N-1") is renamed
    # ... unless another one has it now.
    books = replace(BOOKS, mandates=(renamed, MANDATE))
    assert books.mandate("M-1") is MANDATE


# -- what is kept ---------------------------------------------------------------------------------


def test_what_is_kept_takes_its_own_place_and_changes_nothing_else() -> None:
    paid_in_part = replace(INVOICE, amount=Euro(cents=5_00))
    books = replace(BOOKS, mandates=(MANDATE, B2B_MANDATE), runs=(a_run(),))
    kept = books.keep(paid_in_part)
    assert kept.open_items == (paid_in_part, CREDIT_NOTE)
    assert replace(kept, open_items=books.open_items) == books
    other = replace(INVOICE, number="9")
    assert books.keep(other).open_items == (*books.open_items, other)
    later = replace(a_run(), collections=())
    assert books.keep(later).runs == (later,)
    assert books.keep(replace(later, id=replace(later.id, value="X"))).runs[0] == a_run()


def test_an_amended_mandate_takes_the_place_of_what_it_was() -> None:
    renamed = amend(MANDATE, on=TODAY, reference=MandateReference("N-1"))
    books = replace(BOOKS, mandates=(MANDATE, B2B_MANDATE)).keep(renamed)
    assert books.mandates == (renamed, B2B_MANDATE)
    assert books.keep(replace(renamed, revoked_on=date(2026, 12, 1))).mandates[1] is B2B_MANDATE


def test_a_run_that_was_sent_is_noted_at_its_mandates_however_often_it_is_kept() -> None:
    once = BOOKS.keep(a_run())
    assert once.mandate("M-1").presentations == ()  # it may still be withdrawn
    sent = once.keep(submit(a_run(), at=AT))
    (presented,) = sent.mandate("M-1").presentations
    assert str(presented.end_to_end_id) == "2026-12-1"
    assert sent.keep(submit(a_run(), at=AT)) == sent


@pytest.mark.parametrize("thing", [BOOKS, a_proposal(), None, "2026-12"])
def test_nothing_else_is_kept(thing: Any) -> None:
    with pytest.raises(InvalidValue, match="keep a run, a mandate or an open item"):
        BOOKS.keep(thing)


def test_an_amendment_of_something_else_keeps_the_key() -> None:
    moved = replace(MANDATE, amendments=(Amendment(on=TODAY, creditor_name="Zwembad"),))
    assert BOOKS.keep(moved).mandates == (moved,)


# -- what is collected under ----------------------------------------------------------------------

OWN = CreditorIdentifier("NL42ZZZ123456780001")
OF_ACCOUNT = CreditorIdentifier("DE98ZZZ09999999999")
SAVINGS = replace(ACCOUNT, iban=Iban("NL91ABNA0417164300"), collects=False)


@pytest.mark.parametrize(
    ("accounts", "identifier"),
    [
        ((ACCOUNT,), OWN),
        ((replace(ACCOUNT, identifier=OF_ACCOUNT),), OF_ACCOUNT),
        ((replace(SAVINGS, identifier=OF_ACCOUNT), ACCOUNT), OWN),
        ((SAVINGS,), None),
        ((), None),
    ],
    ids=["the creditor's", "the account's own", "not of savings", "savings alone", "no account"],
)
def test_the_identifier_is_that_of_the_first_account_that_collects(
    accounts: tuple[CreditorAccount, ...], identifier: CreditorIdentifier | None
) -> None:
    assert empty(replace(CREDITOR, accounts=accounts)).identifier == identifier


def test_a_debtors_mandates_are_those_given_under_any_business_code() -> None:
    given = tuple(
        replace(MANDATE, reference=MandateReference(f"M-{number}"), creditor_identifier=identifier)
        for number, identifier in enumerate(
            (OWN, CreditorIdentifier("NL42ABC123456780001"), OF_ACCOUNT), start=1
        )
    )
    other = replace(MANDATE, debtor=replace(MANDATE.debtor, id="777"))
    books = replace(empty(CREDITOR), mandates=(*given, other))
    assert books.mandates_of("10042") == given[:2]
    assert books.mandates_of("nobody") == ()
    assert replace(books, creditor=replace(CREDITOR, accounts=())).mandates_of("10042") == ()
