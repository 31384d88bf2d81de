"""What would be collected: to be looked at, before anything is decided.

Every open item has a line: it is collected, or the line says why not, with every reason at once.
Nobody's ledger is touched.
"""

from __future__ import annotations

import gc
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final, NamedTuple

from sepadd.accounts import Iban
from sepadd.authority import (
    AMBIGUOUS_MANDATE,
    BLANKS_ONLY,
    DUPLICATE_MANDATE,
    FOREIGN_MANDATE,
    NO_MANDATE,
    OTHER_DEBTOR,
    OTHER_SCHEME,
    UNKNOWN_MANDATE,
    MandateBook,
)
from sepadd.collection import Collection, PurposeCode
from sepadd.findings import NO_FINDINGS, Finding, Findings, Severity
from sepadd.identifiers import EndToEndId, RunId
from sepadd.live_run import LiveRun, MandateKey, presented_by
from sepadd.mandate import Mandate, Scheme, SequenceType
from sepadd.money import Euro
from sepadd.netting import Claim, Waiting, net, one_by_one
from sepadd.open_item import ItemKey, ItemKind, OpenItem
from sepadd.party import Creditor, CreditorAccount
from sepadd.remittance import remittance
from sepadd.rulebook.collection_rules import DUE_DATE_RULES, OWN_RULES
from sepadd.rulebook.creditor_rules import readiness
from sepadd.rulebook.file_rules import FILE_RULES, CollectionFile
from sepadd.rulebook.mandate_rules import B2B_RULES, MANDATE_RULES
from sepadd.rulebook.rule import Questions, Sentence, ask, put, questions
from sepadd.rulebook.terms import Terms

HELD: Final = Sentence(
    "PRO-07", "An open item is in one live run at the most.", "nobody is debited twice"
)
NOT_DUE: Final = Sentence(
    "PRO-08", "An invoice is due by the day it is collected.", "the payment term agreed"
)
GIVEN_TWICE: Final = Sentence("PRO-09", "An open item is given once.", "nobody is debited twice")
NOTHING_OWED: Final = Sentence(
    "PRO-10", "What is netted comes to more than 0.00.", "a direct debit can only take"
)
LEFT_OUT: Final = Sentence(
    "PRO-12",
    "The remittance names every item that is settled.",
    "EPC130-08, RmtInf/Ustrd: 140 characters",
    Severity.WARNING,
)

PROPOSAL_SENTENCES: Final = (
    NO_MANDATE,
    UNKNOWN_MANDATE,
    FOREIGN_MANDATE,
    AMBIGUOUS_MANDATE,
    DUPLICATE_MANDATE,
    OTHER_SCHEME,
    HELD,
    NOT_DUE,
    GIVEN_TWICE,
    NOTHING_OWED,
    OTHER_DEBTOR,
    LEFT_OUT,
    BLANKS_ONLY,
)
"""Why an item may not be collected, apart from the rules for mandates and collections."""


class ProposalLine(NamedTuple):
    """One open item: collected, or the reasons why not."""

    item: OpenItem
    mandate: Mandate | None
    reasons: Findings
    """Errors are why it is not collected; warnings are to be known."""
    end_to_end_id: EndToEndId | None
    """Which collection settles it, if one does."""

    @property
    def ok(self) -> bool:
        """Whether it is collected."""
        return self.end_to_end_id is not None

    @property
    def status(self) -> str:
        """``OK``, or every reason in a sentence."""
        return "OK" if self.ok else "; ".join(reason.detail for reason in self.reasons.errors)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A line for each open item, and the collections that the good ones make.

    ``earliest_due_on`` is the first due date that everything in it could have; ``send_by`` the last
    business day on which the bank can receive it for the due date that was asked for. Both are
    absent where no item came as far as a mandate. ``whole`` is what was found of the creditor and
    of the collections together.
    """

    id: RunId
    creditor: Creditor
    due_on: date
    lines: tuple[ProposalLine, ...]
    collections: tuple[Collection, ...] = ()
    earliest_due_on: date | None = None
    send_by: date | None = None
    whole: Findings = NO_FINDINGS
    judged: tuple[Terms, tuple[Collection, ...]] | None = field(
        default=None, repr=False, compare=False
    )
    """The terms under which the rules were put, and the collections that they were put to."""

    @property
    def label(self) -> str:
        """How a finding names it."""
        return f"run {self.id}"

    def was_judged_under(self, terms: Terms) -> bool:
        """Whether the rules were put to just these collections, under just these terms.

        A rule knows nothing but its subject and the terms, so it would say the same again.
        """
        if self.judged is None:
            return False
        under, collections = self.judged
        return collections is self.collections and under == terms

    @property
    def total(self) -> Euro:
        """What would be collected in all."""
        return Euro.total(collection.amount for collection in self.collections)

    @property
    def left_out(self) -> tuple[ProposalLine, ...]:
        """The lines that are not collected."""
        return tuple(line for line in self.lines if not line.ok)

    @property
    def findings(self) -> Findings:
        """All that was found, each once: of the whole, then line by line."""
        reasons = (reason for line in self.lines for reason in line.reasons)
        return Findings(dict.fromkeys((*self.whole, *reasons)))


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Make many objects at once without the cyclic garbage collector going over them all, often.

    There is no cycle among them. Left alone, it takes a third of the time of a large proposal.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_collector_paused()
def propose(
    items: Iterable[OpenItem],
    mandates: Iterable[Mandate],
    creditor: Creditor,
    terms: Terms,
    *,
    id: RunId,
    due_on: date,
    runs: Iterable[LiveRun] = (),
    account: Iban | None = None,
    scheme: Scheme | None = None,
    condense: bool = True,
    description: str = "",
    purpose: PurposeCode | None = None,
    category_purpose: PurposeCode | None = None,
) -> Proposal:
    """Say of every open item whether it can be collected on a due date, and if not, why.

    ``runs`` are all live runs of this creditor: what they hold is not proposed again. ``account``
    names the creditor's account to collect on, else the first that fits the mandate's identifier.
    ``scheme`` keeps to mandates of one scheme. ``condense`` makes one collection of all items under
    a mandate, credit notes set off; else one of each invoice, and credit notes wait.
    ``description`` opens every remittance text. The lines stand in the order of the items.
    """
    about_creditor = readiness(creditor, terms)
    if about_creditor.errors:
        lines = (ProposalLine(item, None, about_creditor.errors, None) for item in items)
        return Proposal(
            id=id, creditor=creditor, due_on=due_on, lines=tuple(lines), whole=about_creditor
        )
    runs = tuple(runs)
    accounts = _accounts(creditor, account)
    book = MandateBook(
        mandates,
        identities=frozenset(accounts),
        presented=presented_by(runs),
        due_on=due_on,
        scheme=scheme,
        dormancy=terms.dormancy,
    )
    candidates = _candidates(tuple(items), book, _holders(runs), due_on)
    owed = [
        (item, mandate)
        for item, mandate, findings in candidates
        if mandate is not None and not (findings and _refused(findings))
    ]
    netting = net(owed) if condense else one_by_one(owed)
    plan = _Plan(
        terms=terms,
        id=id,
        due_on=due_on,
        accounts=accounts,
        condense=condense,
        description=description,
        purpose=purpose,
        category_purpose=category_purpose,
        of_b2b_mandate=questions(MANDATE_RULES, terms),
        of_mandate=questions([rule for rule in MANDATE_RULES if rule not in B2B_RULES], terms),
        of_due_date=questions(DUE_DATE_RULES, terms),
        of_collection=questions(OWN_RULES, terms),
        kinds={},
    )
    verdict = _Verdict(plan)
    for collection, found in plan.judge(netting.claims):
        verdict.take(collection, found)
    for group in netting.waiting:
        verdict.wait(group)
    offered = terms.edition(due_on).schemes & terms.received_on.keys()
    kinds = [kind for kind in plan.kinds if kind[0] in offered]
    collections = tuple(verdict.collections)
    together = _together(id, collections, terms)
    return Proposal(
        id=id,
        creditor=creditor,
        due_on=due_on,
        lines=tuple([verdict.line(candidate) for candidate in candidates]),
        collections=collections,
        earliest_due_on=max((terms.earliest_due_on(*kind) for kind in kinds), default=None),
        send_by=min((terms.latest_receipt_on(due_on, *kind) for kind in kinds), default=None),
        whole=Findings((*about_creditor, *book.findings, *together)),
        judged=(terms, collections),
    )


def _accounts(creditor: Creditor, iban: Iban | None) -> Mapping[str, CreditorAccount]:
    """The account to collect on, for each of the creditor's identities."""
    named = (creditor.account(iban),) if iban else creditor.collecting_accounts
    first: dict[str, CreditorAccount] = {}
    for account in named:
        first.setdefault(creditor.identifier_for(account).identity, account)
    return first


def _holders(runs: Iterable[LiveRun]) -> Mapping[ItemKey, RunId]:
    return {key: run.id for run in runs for key in run.held()}


class _Candidate(NamedTuple):
    """An open item, its mandate, and what was found before any netting."""

    item: OpenItem
    mandate: Mandate | None
    findings: tuple[Finding, ...]


def _refused(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _candidates(
    items: Sequence[OpenItem],
    book: MandateBook,
    holders: Mapping[ItemKey, RunId],
    due_on: date,
) -> list[_Candidate]:
    twice = _given_twice(items)
    found = []
    for item in items:
        mandate, findings = book.authority_for(item)
        if twice or holders or (item.due_on is not None and item.due_on > due_on):
            findings = (*_about_item(item, twice, holders, due_on), *findings)
        found.append(_Candidate(item, mandate, findings))
    return found


def _given_twice(items: Sequence[OpenItem]) -> frozenset[ItemKey]:
    numbers = {(item.kind, item.number) for item in items}
    if len(numbers) == len(items):
        return frozenset()
    times = Counter(item.key for item in items)
    return frozenset(key for key, count in times.items() if count > 1)


def _about_item(
    item: OpenItem, twice: Container[ItemKey], holders: Mapping[ItemKey, RunId], due_on: date
) -> Iterator[Finding]:
    key = item.key
    holder = holders.get(key)
    if holder is not None:
        yield HELD.finding(item.label, f"run {holder} holds it already")
    if key in twice:
        yield GIVEN_TWICE.finding(item.label, "it stands more than once among the open items")
    if item.due_on is not None and item.due_on > due_on and item.kind is ItemKind.INVOICE:
        yield NOT_DUE.finding(item.label, f"due on {item.due_on}, after the collection on {due_on}")


class _Verdict:
    """What becomes of each item that came as far as netting.

    An item that is given twice does not come as far, so each one here is one object: they are
    found again by identity, which keeps a hundred thousand of them cheap.
    """

    def __init__(self, plan: _Plan) -> None:
        self._plan = plan
        self.collections: list[Collection] = []
        self._collected: dict[int, EndToEndId] = {}
        self._told: dict[int, Findings] = {}

    def take(self, collection: Collection, found: Findings) -> None:
        good = not found or not found.errors
        if good:
            self.collections.append(collection)
        for item in collection.items:
            if good:
                self._collected[id(item)] = collection.end_to_end_id
            if found:
                self._told[id(item)] = found

    def wait(self, group: Waiting) -> None:
        why, only_credit = _why_waiting(group), _only_credit(group)
        for item in group.items:
            besides = () if only_credit else self._plan.besides(item, group.mandate)
            waits = NOTHING_OWED.finding(item.label, why)
            self._told[id(item)] = Findings((waits, *besides))

    def line(self, candidate: _Candidate) -> ProposalLine:
        item, mandate, before = candidate
        if before and _refused(before):
            besides = () if mandate is None else self._plan.besides(item, mandate)
            return ProposalLine(item, mandate, Findings((*before, *besides)), None)
        found = self._told.get(id(item), NO_FINDINGS)
        reasons = Findings((*before, *found)) if before else found
        return ProposalLine(item, mandate, reasons, self._collected.get(id(item)))


def _only_credit(group: Waiting) -> bool:
    return all(item.kind is ItemKind.CREDIT_NOTE for item in group.items)


def _why_waiting(group: Waiting) -> str:
    debtor = group.mandate.debtor.id
    if _only_credit(group):
        return f"debtor {debtor} has nothing to set it off against: it waits, or is to be refunded"
    return (
        f"invoices and credit notes under {group.mandate.label} come to {group.balance}: "
        f"nothing to collect from debtor {debtor}, all of them wait"
    )


class _Plan(NamedTuple):
    """What all collections of a proposal have in common."""

    terms: Terms
    id: RunId
    due_on: date
    accounts: Mapping[str, CreditorAccount]
    condense: bool
    description: str
    purpose: PurposeCode | None
    category_purpose: PurposeCode | None
    of_b2b_mandate: Questions[Mandate]
    of_mandate: Questions[Mandate]
    of_due_date: Questions[Collection]
    of_collection: Questions[Collection]
    kinds: dict[tuple[Scheme, SequenceType], bool]
    """Of each kind of collection met, whether the due date, the same for all, is right."""

    def judge(self, claims: Iterable[Claim]) -> Iterator[tuple[Collection, Findings]]:
        """Make each collection, and put the rules to it and to its mandate."""
        after_first: dict[MandateKey, Mandate] = {}
        for number, claim in enumerate(claims, start=1):
            mandate = claim.mandate
            if after_first:  # it comes after the first: a one-off is used by then
                mandate = after_first.get(mandate.key, mandate)
            collection, left_out = self._collection(f"{self.id}-{number}", claim, mandate)
            found = self._ask(collection)
            if left_out is not None:
                found.append(LEFT_OUT.finding(collection.label, f"it leaves out {left_out}"))
            findings = Findings(found) if found else NO_FINDINGS
            one_of_several = not self.condense and mandate.key not in after_first
            if one_of_several and not findings.errors:
                # All have one due date: a third finds no more of its mandate used than the second.
                after_first[mandate.key] = mandate.with_presentations((collection.presentation,))
            yield collection, findings

    def besides(self, item: OpenItem, mandate: Mandate) -> Iterator[Finding]:
        """What else is wrong with an item that is not collected, were it collected alone."""
        collection, _ = self._collection(
            f"{self.id}-0", Claim(mandate, item.amount, (item,)), mandate
        )
        for finding in self._ask(collection):
            of_item = finding.subject == collection.label
            yield replace(finding, subject=item.label) if of_item else finding

    def _ask(self, collection: Collection) -> list[Finding]:
        mandate, terms = collection.mandate, self.terms
        b2b = mandate.scheme is Scheme.B2B
        about_mandate = ask(self.of_b2b_mandate if b2b else self.of_mandate, mandate, terms)
        kind = (mandate.scheme, collection.sequence_type)
        if self.kinds.get(kind):
            return about_mandate + ask(self.of_collection, collection, terms)
        about_due_date = ask(self.of_due_date, collection, terms)
        self.kinds[kind] = not about_due_date
        about_collection = about_due_date + ask(self.of_collection, collection, terms)
        return about_mandate + sorted(about_collection, key=lambda finding: finding.rule)

    def _collection(
        self, name: str, claim: Claim, mandate: Mandate
    ) -> tuple[Collection, str | None]:
        said, left_out = remittance(claim.items, self.description, text=self.terms.form.text)
        collection = Collection(
            end_to_end_id=EndToEndId(name),
            mandate=mandate,
            account=self.accounts[mandate.creditor_identifier.identity],
            sequence_type=self.terms.sequence_types(mandate, self.due_on)[0],
            amount=claim.amount,
            due_on=self.due_on,
            remittance=said,
            items=claim.items,
            purpose=self.purpose,
            category_purpose=self.category_purpose,
        )
        return collection, left_out


class _Together(NamedTuple):
    label: str
    collections: Sequence[Collection]


def _together(id: RunId, collections: Iterable[Collection], terms: Terms) -> Findings:
    """What is to be said of the collections of each scheme together; nothing if there are none."""
    by_scheme: defaultdict[Scheme, list[Collection]] = defaultdict(list)
    for collection in collections:
        by_scheme[collection.mandate.scheme].append(collection)
    files: list[CollectionFile] = [_Together(f"run {id}", group) for group in by_scheme.values()]
    return put(FILE_RULES, files, terms)
