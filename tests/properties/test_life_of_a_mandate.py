"""Whatever happens to a mandate, in any order, an independent book of it comes to the same.

The book below is written from the words of the rulebook, with plain dicts and its own counting of
months; it shares nothing with the code but the names of the outcomes.
"""

from __future__ import annotations

from calendar import isleap
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from sepadd.banks import EPC
from sepadd.findings import IllegalStep, InvalidValue
from sepadd.mandate import (
    Amendment,
    Mandate,
    Presentation,
    PresentationOutcome,
    Resigning,
    SequenceType,
    amend,
    release,
    revoke,
    sign,
    sign_again,
    suspend,
)
from sepadd.testing import DEBTOR, MANDATE
from sepadd.values import Bic, CreditorIdentifier, EndToEndId, Iban, MandateReference

BEGIN = (date(2026, 1, 5), date(2028, 2, 29), date(2027, 12, 31))
KINDS = st.sampled_from(
    ((False, True), (False, True), (False, True), (True, True), (False, False), (True, False))
)
"""One-off or not, and signed at the beginning or not: mostly recurrent and signed."""
REFERENCES = ("M-1", "M-2", "M-3")
IDENTIFIERS = ("NL42ZZZ123456780001", "DE98ZZZ09999999999")
ACCOUNTS = (
    ("NL91ABNA0417164300", None),
    ("NL98INGB0202345688", "INGBNL2A"),
    ("DE89370400440532013000", None),
)


def in_three_years(day: date) -> date:
    """The same day three years on; the 29th of February has its day before in other years."""
    if (day.month, day.day) == (2, 29) and not isleap(day.year + 3):
        return date(day.year + 3, 2, 28)
    return date(day.year + 3, day.month, day.day)


class Book:
    """What a careful clerk would write down of one mandate, and read from it."""

    def __init__(self, *, one_off: bool) -> None:
        self.one_off = one_off
        self.signed: date | None = None
        self.revoked: date | None = None
        self.hold: tuple[date, date | None] | None = None
        self.slips: list[dict[str, Any]] = []  # one for each collection sent
        self.values: dict[str, Any] = {
            "reference": REFERENCES[0],
            "identifier": IDENTIFIERS[0],
            "account": ACCOUNTS[0],
            "name": 0,
        }
        self.at_the_bank = dict(self.values)  # as the bank has it when nothing was told
        self.changed_on: date | None = None
        self.changes = 0

    def good_slips(self) -> list[dict[str, Any]]:
        return [slip for slip in self.slips if slip["outcome"] != "rejected"]

    def used_up(self) -> bool:
        return any(self.one_off or slip["type"] in {"FNAL", "OOFF"} for slip in self.good_slips())

    def last_day(self) -> date | None:
        if self.signed is None:
            return None
        return in_three_years(max([self.signed, *(slip["due"] for slip in self.slips)]))

    def word(self, day: date) -> str:
        last = self.last_day()
        if self.revoked is not None and day >= self.revoked:
            return "revoked"
        if self.signed is None or last is None or day < self.signed:
            return "unsigned"
        if self.used_up():
            return "exhausted"
        if day > last:
            return "lapsed"
        return "suspended" if self.held(day) else "active"

    def held(self, day: date) -> bool:
        if self.hold is None:
            return False
        since, until = self.hold
        return day >= since and (until is None or day <= until)

    def types(self) -> list[str]:
        if self.one_off:
            return ["OOFF"]
        return ["RCUR", "FNAL"] if self.good_slips() else ["RCUR", "FRST", "FNAL"]

    def to_be_told(self) -> dict[str, Any]:
        """What the bank has otherwise than the mandate: the bank's values."""
        known = max(
            (slip["told"] for slip in self.good_slips()),
            key=lambda told: int(told["changes"]),
            default={"values": self.at_the_bank},
        )["values"]
        return {name: known[name] for name in known if known[name] != self.values[name]}


def as_told(amendment: Amendment | None) -> dict[str, Any]:
    """A pending amendment in the words of the book."""
    if amendment is None:
        return {}
    told = {
        "reference": amendment.reference and str(amendment.reference),
        "identifier": amendment.creditor_identifier and str(amendment.creditor_identifier),
        "account": amendment.iban
        and (str(amendment.iban), str(amendment.bic) if amendment.bic else None),
        "name": None if amendment.creditor_name is None else int(amendment.creditor_name[5:]),
    }
    return {name: value for name, value in told.items() if value is not None}


class LifeOfAMandate(RuleBasedStateMachine):
    """Steps in any order: those the book allows are taken, the others are refused."""

    @initialize(begin=st.sampled_from(BEGIN), kind=KINDS)
    def given(self, begin: date, kind: tuple[bool, bool]) -> None:
        one_off, signed = kind
        self.today = begin
        self.book = Book(one_off=one_off)
        self.mandate: Mandate = replace(MANDATE, debtor=DEBTOR, one_off=one_off, signed_on=None)
        if signed:
            self.the_form_comes_back(0)

    @rule(days=st.sampled_from((1, 1, 2, 7, 30, 364, 365, 366, 1095, 1096)))
    def time_goes_on(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(ago=st.integers(0, 3))
    def the_signed_form_comes_back(self, ago: int) -> None:
        self.the_form_comes_back(ago)

    def the_form_comes_back(self, ago: int) -> None:
        on = self.today - timedelta(days=ago)
        book = self.book
        if book.word(self.today) == "unsigned":
            self.mandate = sign(self.mandate, on, today=self.today)
            book.signed = on
        elif book.signed != on:
            with pytest.raises(IllegalStep):
                sign(self.mandate, on, today=self.today)

    @rule()
    def the_debtor_signs_again(self) -> None:
        book, on = self.book, self.today
        over = book.word(on) in {"revoked", "lapsed"} and not book.used_up()
        if over and (book.signed is None or book.signed < on):
            self.mandate = self.signed_again()
            book.signed, book.revoked = on, None
        else:
            with pytest.raises((IllegalStep, InvalidValue)):
                self.signed_again()

    def signed_again(self) -> Mandate:
        (mandate,) = sign_again(
            self.mandate, self.today, today=self.today, policy=Resigning.SAME_REFERENCE
        )
        return mandate

    @rule(days=st.none() | st.integers(0, 40))
    def it_is_held(self, days: int | None) -> None:
        until = None if days is None else self.today + timedelta(days=days)
        if self.book.word(self.today) in {"active", "suspended"}:
            self.mandate = suspend(self.mandate, self.today, until)
            self.book.hold = (self.today, until)
        else:
            with pytest.raises(IllegalStep):
                suspend(self.mandate, self.today, until)

    @precondition(lambda self: self.book.hold is not None)
    @rule()
    def it_is_released(self) -> None:
        self.mandate = release(self.mandate)
        self.book.hold = None

    @rule(really=st.sampled_from((*[False] * 9, True)))
    def it_is_revoked(self, *, really: bool) -> None:
        if really and self.book.revoked is None:
            self.mandate = revoke(self.mandate, self.today)
            self.book.revoked = self.today

    @rule(
        what=st.sets(st.sampled_from(("reference", "identifier", "account", "name")), min_size=1),
        reference=st.sampled_from(REFERENCES),
        identifier=st.sampled_from(IDENTIFIERS),
        account=st.sampled_from(ACCOUNTS),
    )
    def it_is_amended(
        self, what: set[str], reference: str, identifier: str, account: tuple[str, str | None]
    ) -> None:
        self._amend(
            reference if "reference" in what else None,
            identifier if "identifier" in what else None,
            account if "account" in what else None,
            renamed="name" in what,
        )

    def _amend(
        self,
        reference: str | None,
        identifier: str | None,
        account: tuple[str, str | None] | None,
        *,
        renamed: bool,
    ) -> None:
        book = self.book
        before = book.values
        after = {
            "reference": reference or before["reference"],
            "identifier": identifier or before["identifier"],
            "account": account or before["account"],
            "name": before["name"] + 1 if renamed and book.signed else before["name"],
        }
        living = book.word(self.today) in {"active", "suspended", "unsigned"}
        if not living or after == before:
            with pytest.raises((IllegalStep, InvalidValue)):
                self.amended(reference, identifier, account, renamed=renamed)
            return
        self.mandate = self.amended(reference, identifier, account, renamed=renamed)
        book.values = after
        if book.signed is None:
            book.at_the_bank = dict(after)
        else:
            book.changed_on, book.changes = self.today, book.changes + 1

    def amended(
        self,
        reference: str | None,
        identifier: str | None,
        account: tuple[str, str | None] | None,
        *,
        renamed: bool,
    ) -> Mandate:
        iban, bic = account or (None, None)
        return amend(
            self.mandate,
            on=self.today,
            reference=MandateReference(reference) if reference else None,
            creditor_identifier=CreditorIdentifier(identifier) if identifier else None,
            creditor_name_was=f"Pool {self.book.values['name']}" if renamed else None,
            iban=Iban(iban) if iban else None,
            bic=Bic(bic) if bic else None,
        )

    @rule(days=st.integers(0, 10), choice=st.sampled_from((0, 0, 0, 0, 0, 1, 2)))
    def something_is_collected(self, days: int, choice: int) -> None:
        book, due_on = self.book, self.today + timedelta(days=days)
        if book.word(due_on) != "active":
            assert self.mandate.why_unusable(due_on) is not None
            return
        name, kind = f"C-{len(book.slips)}", book.types()[choice % len(book.types())]
        slip = Presentation(
            due_on=due_on,
            sequence_type=SequenceType(kind),
            end_to_end_id=EndToEndId(name),
            amendments_told=len(self.mandate.amendments),
        )
        self.mandate = self.mandate.with_presentations([slip])
        told = {"changes": book.changes, "values": dict(book.values)}
        book.slips.append(
            {"name": name, "due": due_on, "type": kind, "outcome": "presented", "told": told}
        )

    @precondition(lambda self: bool(self.book.slips))
    @rule(which=st.integers(0, 50), outcome=st.sampled_from(("rejected", "returned")))
    def the_bank_answers(self, which: int, outcome: str) -> None:
        place = which % len(self.book.slips)
        self.book.slips[place]["outcome"] = outcome
        answered = replace(self.mandate.presentations[place], outcome=PresentationOutcome(outcome))
        self.mandate = self.mandate.with_presentations([answered])

    @invariant()
    def its_status_is_that_of_the_book(self) -> None:
        days = {self.today, self.today + timedelta(days=1), self.today + timedelta(days=40)}
        last = self.book.last_day()
        if last is not None:
            days |= {last, last + timedelta(days=1)}
        if self.book.hold is not None and (until := self.book.hold[1]) is not None:
            days |= {until, until + timedelta(days=1)}
        for day in sorted(days):
            assert str(self.mandate.status(day)) == self.book.word(day)

    @invariant()
    def its_last_usable_day_is_that_of_the_book(self) -> None:
        assert self.mandate.last_usable_on == self.book.last_day()

    @invariant()
    def its_next_sequence_types_are_those_of_the_book(self) -> None:
        types = EPC.terms(on=self.today).sequence_types(self.mandate, self.today)
        assert [str(each) for each in types] == self.book.types()

    @invariant()
    def what_the_bank_has_to_be_told_is_that_of_the_book(self) -> None:
        pending = self.mandate.pending_amendment
        assert as_told(pending) == self.book.to_be_told()
        assert pending is None or pending.on == self.book.changed_on

    @invariant()
    def its_values_are_those_of_the_book(self) -> None:
        mandate, debtor = self.mandate, self.mandate.debtor
        bic = str(debtor.bic) if debtor.bic else None
        assert {**self.book.values, "name": 0} == {
            "reference": str(mandate.reference),
            "identifier": str(mandate.creditor_identifier),
            "account": (str(debtor.iban), bic),
            "name": 0,
        }


LifeOfAMandate.TestCase.settings = settings(max_examples=200, stateful_step_count=30, deadline=None)
TestLifeOfAMandate = LifeOfAMandate.TestCase
