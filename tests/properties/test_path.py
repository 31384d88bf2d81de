"""What holds on the way from open items to files, whatever the items are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from helpers.books import decided
from sepadd.banks import EPC
from sepadd.books import Books, propose
from sepadd.collection import (
    STEPS,
    Acceptance,
    BankFact,
    Collection,
    PurposeCode,
    Settlement,
    reason,
)
from sepadd.findings import RulesViolated
from sepadd.mandate import Mandate, Scheme, SequenceType
from sepadd.open_item import CreditNote, Invoice, ItemKey, OpenItem
from sepadd.proposal import Draft, Proposal
from sepadd.proposal.netting import Netting, Owed, net, one_by_one
from sepadd.proposal.remittance_text import remittance
from sepadd.rulebook import REMITTANCE_LENGTH, FileForm, FileLimits
from sepadd.run import CollectionRun, RunStage, RunStep, Step, submit, withdraw
from sepadd.testing import AT, COLLECTION, CREDITOR, DUE_ON, INVOICE, MANDATE, TERMS, a_run
from sepadd.values import (
    AUSTRIAN_TEXT,
    EPC_TEXT,
    GERMAN_TEXT,
    DebtorKind,
    EndToEndId,
    Euro,
    MandateReference,
    RunId,
)

DEBTORS = ("1", "2", "3")
MANDATES = tuple(
    replace(
        MANDATE,
        reference=MandateReference(f"M-{debtor}"),
        debtor=replace(MANDATE.debtor, id=debtor, kind=DebtorKind.COMPANY),
        scheme=scheme,
        one_off=one_off,
    )
    for debtor, scheme, one_off in zip(
        DEBTORS, (Scheme.CORE, Scheme.B2B, Scheme.CORE), (False, False, True), strict=True
    )
)
"""A recurrent one of each scheme, and a one-off."""


cents = st.integers(1, 10_000)
items = st.builds(
    lambda kind, number, debtor, amount: kind(
        number=str(number), debtor_id=debtor, amount=Euro(cents=amount)
    ),
    st.sampled_from((Invoice, Invoice, CreditNote)),
    st.integers(1, 12),
    st.sampled_from((*DEBTORS, "nobody")),
    cents,
)


def balance(those: Iterable[OpenItem]) -> Euro:
    return Euro.total(item.balance for item in those)


# -- netting --------------------------------------------------------------------------------------


@given(
    st.lists(st.tuples(items, st.sampled_from(MANDATES))),
    st.sampled_from((net, one_by_one)),
)
def test_netting_loses_no_item_and_no_cent(
    owed: list[tuple[OpenItem, Mandate]], way: Callable[[Iterable[Owed]], Netting]
) -> None:
    claims, waiting = way((item, mandate) for item, mandate in owed)
    grouped = [item for claim in claims for item in claim.items]
    grouped += [item for group in waiting for item in group.items]
    assert Counter(grouped) == Counter(item for item, _ in owed)
    taken = Euro.total(claim.amount for claim in claims)
    left = Euro.total(group.balance for group in waiting)
    assert taken + left == balance(item for item, _ in owed)
    assert all(claim.amount == balance(claim.items) for claim in claims)
    assert all(claim.amount.cents > 0 for claim in claims)
    assert all(group.balance.cents <= 0 for group in waiting)


@given(st.lists(st.tuples(items, st.sampled_from(MANDATES))))
def test_condensed_no_mandate_has_two_claims(owed: list[tuple[OpenItem, Mandate]]) -> None:
    claims, waiting = net((item, mandate) for item, mandate in owed)
    keys = [claim.mandate.key for claim in claims] + [group.mandate.key for group in waiting]
    assert len(keys) == len(set(keys))


# -- the remittance -------------------------------------------------------------------------------


@given(
    st.lists(st.from_regex(r"[A-Z]{0,2}[0-9]{1,18}ü?", fullmatch=True), min_size=1, max_size=40),
    st.text("Aü Щ", max_size=150).map(str.strip),
    st.sampled_from((EPC_TEXT, GERMAN_TEXT, AUSTRIAN_TEXT)),
)
def test_the_remittance_fits_whatever_is_collected(
    numbers: list[str], description: str, text: Any
) -> None:
    settled = [replace(INVOICE, number=number, description=description) for number in numbers]
    said, left_out = remittance(settled, description, text=text)
    assert len(text.convert(str(said))) <= REMITTANCE_LENGTH
    assert numbers[0] in str(said)
    if left_out is None:
        assert all(number in str(said) for number in numbers)


# -- the proposal ---------------------------------------------------------------------------------


def proposed(
    open_items: Iterable[OpenItem],
    id: RunId,
    *,
    condense: bool = True,
    runs: Iterable[CollectionRun] = (),
    mandates: tuple[Mandate, ...] = MANDATES,
    due_on: date = DUE_ON,
) -> Proposal:
    return propose(
        Books(creditor=CREDITOR, open_items=open_items, mandates=mandates, runs=runs),
        TERMS,
        Draft(id=id, due_on=due_on, condense=condense),
    )


@given(st.lists(items), st.booleans(), st.dates(date(2026, 11, 20), date(2026, 12, 20)))
def test_each_item_is_collected_or_says_why_not(
    open_items: list[OpenItem],
    condense: bool,  # noqa: FBT001 - it is drawn
    due_on: date,
) -> None:
    proposal = proposed(open_items, RunId("X"), condense=condense, due_on=due_on)
    assert [line.item for line in proposal.lines] == open_items
    assert all(line.ok is not bool(line.reasons.errors) for line in proposal.lines)
    assert proposal.total == balance(line.item for line in proposal.lines if line.ok)
    settled = Counter(key for c in proposal.collections for key in c.item_keys)
    assert settled == Counter(line.item.key for line in proposal.lines if line.ok)
    assert all(times == 1 for times in settled.values())


@given(st.lists(items, min_size=1), st.dates(date(2026, 11, 1), date(2027, 1, 20)))
def test_what_is_in_time_is_told_right(open_items: list[OpenItem], on: date) -> None:
    terms = EPC.terms(on=on)
    proposal = propose(
        Books(creditor=CREDITOR, open_items=open_items, mandates=MANDATES, runs=()),
        terms,
        Draft(id=RunId("X"), due_on=DUE_ON),
    )
    if proposal.send_by is None or proposal.earliest_due_on is None:
        return
    late = any(finding.rule == "COL-03" for finding in proposal.findings)
    assert late is (max(terms.received_on.values()) > proposal.send_by)
    assert late is (proposal.earliest_due_on > DUE_ON)


# -- the files ------------------------------------------------------------------------------------

collections = st.builds(
    lambda mandate, kind, amount, days, purpose: replace(
        COLLECTION,
        mandate=mandate,
        sequence_type=kind,
        amount=Euro(cents=amount),
        due_on=date.fromordinal(DUE_ON.toordinal() + days),
        category_purpose=purpose,
    ),
    st.sampled_from(MANDATES),
    st.sampled_from(SequenceType),
    st.integers(1, 50),
    st.integers(0, 1),
    st.sampled_from((None, PurposeCode("SUPP"))),
)
limits = st.builds(
    lambda batch, batches, file, one, many, all_: FileLimits(
        collections_per_batch=batch,
        batches_per_file=batches,
        collections_per_file=file,
        amount_per_collection=Euro(cents=one),
        amount_per_batch=Euro(cents=one + many),
        amount_per_file=Euro(cents=one + many + all_),
    ),
    *(st.integers(1, 5),) * 3,
    st.just(50),
    *(st.integers(0, 200),) * 2,
)
RESTRICTED = re.compile(r"(?!/)(?!.*//)[A-Za-z0-9+?/:().,' -]{1,35}(?<!/)")


@given(
    st.from_regex(r"[A-Za-z0-9-]{1,18}", fullmatch=True),
    st.lists(collections, max_size=30),
    limits,
    st.integers(0, 99),
)
@settings(max_examples=60)
def test_files_hold_each_collection_once_within_the_limits_under_ids_of_their_own(
    id: str, drawn: list[Collection], limits: FileLimits, edits: int
) -> None:
    run = replace(
        a_run(),
        id=RunId(id),
        form=FileForm(limits=limits),
        collections=tuple(
            replace(c, end_to_end_id=EndToEndId(f"{id}-{n}")) for n, c in enumerate(drawn)
        ),
        history=(*a_run().history, *(RunStep(step=Step.REVISED, at=AT),) * edits),
    )
    files = run.files()
    assert files == run.files()
    written = [c.end_to_end_id for file in files for c in file.collections]
    assert Counter(written) == Counter(c.end_to_end_id for c in run.collections)
    assert Euro.total(file.total for file in files) == run.total
    for file in files:
        assert len({c.mandate.scheme for c in file.collections}) == 1
        assert 0 < file.count <= limits.collections_per_file
        assert len(file.batches) <= limits.batches_per_file
        assert file.total <= limits.amount_per_file
        assert file.total == Euro.total(batch.total for batch in file.batches)
    for batch in (batch for file in files for batch in file.batches):
        assert 0 < len(batch.collections) <= limits.collections_per_batch
        assert batch.total <= limits.amount_per_batch
        shared = {
            (c.account, c.mandate.scheme, c.sequence_type, c.due_on, c.category_purpose)
            for c in batch.collections
        }
        assert shared == {
            (batch.account, batch.scheme, batch.sequence_type, batch.due_on, batch.category_purpose)
        }
    ids = [str(file.id) for file in files]
    ids += [str(batch.id) for file in files for batch in file.batches]
    assert len(ids) == len(set(ids))
    assert all(RESTRICTED.fullmatch(name) for name in ids)


# -- nobody is debited twice ----------------------------------------------------------------------


class Collecting(RuleBasedStateMachine):
    """A creditor that proposes, prepares, sends and withdraws, and a bank that answers."""

    def __init__(self) -> None:
        super().__init__()
        self.proposals: list[Proposal] = []
        self.runs: dict[RunId, CollectionRun] = {}
        self.count = 0

    def next_id(self) -> RunId:
        self.count += 1
        return RunId(f"R-{self.count}")

    def put(self, run: CollectionRun) -> None:
        self.runs[run.id] = run

    @rule(open_items=st.lists(items, min_size=1, max_size=8), condense=st.booleans())
    def collect(self, open_items: list[OpenItem], *, condense: bool) -> None:
        proposal = proposed(open_items, self.next_id(), condense=condense, runs=self.runs.values())
        if proposal.collections:
            self.put(decided(proposal, TERMS, at=AT, runs=self.runs.values()))

    @rule(open_items=st.lists(items, min_size=1, max_size=8))
    def propose_for_later(self, open_items: list[OpenItem]) -> None:
        self.proposals.append(proposed(open_items, self.next_id(), runs=self.runs.values()))

    @precondition(lambda self: self.proposals)
    @rule(data=st.data())
    def prepare_what_was_proposed(self, data: st.DataObject) -> None:
        proposal = self.proposals.pop(data.draw(st.integers(0, len(self.proposals) - 1)))
        held = {key for run in self.runs.values() for key in run.held()}
        wanted = {key for c in proposal.collections for key in c.item_keys}
        spent = self.used().keys() & {
            c.mandate.key for c in proposal.collections if c.mandate.one_off
        }
        if wanted and not held & wanted and not spent:
            self.put(decided(proposal, TERMS, at=AT, runs=self.runs.values()))
        else:
            with pytest.raises(RulesViolated):
                decided(proposal, TERMS, at=AT, runs=self.runs.values())

    @precondition(lambda self: self.at(RunStage.PREPARED))
    @rule(data=st.data(), step=st.sampled_from((submit, submit, withdraw)))
    def send_or_withdraw(self, data: st.DataObject, step: Any) -> None:
        self.put(step(data.draw(st.sampled_from(self.at(RunStage.PREPARED))), at=AT))

    @precondition(lambda self: self.at(RunStage.SUBMITTED))
    @rule(data=st.data())
    def hear_from_the_bank(self, data: st.DataObject) -> None:
        run = data.draw(st.sampled_from(self.at(RunStage.SUBMITTED)))
        place = data.draw(st.integers(0, len(run.collections) - 1))
        one = run.collections[place]
        possible = sorted(STEPS[one.status], key=lambda fact: fact.__name__)
        if not possible:
            return
        told = one.after(a_fact(data.draw(st.sampled_from(possible)), one.end_to_end_id))
        rest = run.collections[place + 1 :]
        self.put(replace(run, collections=(*run.collections[:place], told, *rest)))

    def used(self) -> Counter[tuple[str, str]]:
        return Counter(
            key
            for run in self.runs.values()
            for key, presentation in run.presentations()
            if presentation.used_the_mandate
        )

    def at(self, stage: RunStage) -> list[CollectionRun]:
        return [run for run in self.runs.values() if run.stage is stage]

    @invariant()
    def no_item_is_held_by_two_runs(self) -> None:
        held: list[ItemKey] = [key for run in self.runs.values() for key in run.held()]
        assert len(held) == len(set(held))

    @invariant()
    def no_one_off_mandate_is_used_twice(self) -> None:
        uses = self.used()
        assert all(uses[mandate.key] <= 1 for mandate in MANDATES if mandate.one_off)

    @invariant()
    def what_no_run_holds_can_be_collected(self) -> None:
        held = {key for run in self.runs.values() for key in run.held()}
        free = Invoice(number="1", debtor_id="1", amount=Euro(cents=1))
        line = proposed([free], RunId("X"), runs=self.runs.values()).lines[0]
        assert line.ok is (free.key not in held)

    @invariant()
    def no_name_is_given_twice(self) -> None:
        names = [c.end_to_end_id for run in self.runs.values() for c in run.collections]
        assert len(names) == len(set(names))


def a_fact(kind: type[BankFact], name: EndToEndId) -> BankFact:
    if kind in {Acceptance, Settlement}:
        return kind(end_to_end_id=name, on=DUE_ON)
    return kind(end_to_end_id=name, on=DUE_ON, reason=reason("AM04"))  # type: ignore[call-arg]


TestNobodyIsDebitedTwice = Collecting.TestCase
TestNobodyIsDebitedTwice.settings = settings(max_examples=40, stateful_step_count=30)
