"""The rules put to what would be collected, and what becomes of each item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import NO_FINDINGS, Finding, Findings
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate, Scheme, SequenceType
from sepadd.open_item import ItemKey, ItemKind, OpenItem
from sepadd.proposal.candidates import Candidate
from sepadd.proposal.draft import Draft
from sepadd.proposal.limits import NO_LIMITS, Room
from sepadd.proposal.live_run import Attempts, MandateKey
from sepadd.proposal.netting import Claim, Waiting
from sepadd.proposal.proposal import LEFT_OUT, NOTHING_OWED, REFUND_REQUIRED, ProposalLine
from sepadd.proposal.remittance_text import remittance
from sepadd.rulebook import (
    B2B_RULES,
    DUE_DATE_RULES,
    MANDATE_RULES,
    OWN_RULES,
    Questions,
    Terms,
    ask,
    questions,
    sequence_type_allowed,
)
from sepadd.values import ZERO, CreditorAccount, EndToEndId, Euro

_B2B: Final = Scheme.B2B
_OF_MANDATE: Final = tuple(rule for rule in MANDATE_RULES if rule not in B2B_RULES)
_OF_COLLECTION: Final = tuple(rule for rule in OWN_RULES if rule is not sequence_type_allowed)
"""Not the sequence type: it is chosen here, of those that are allowed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What all collections of a proposal have in common."""

    draft: Draft
    terms: Terms
    accounts: Mapping[str, CreditorAccount]
    room: Room
    attempts: Mapping[ItemKey, Attempts]
    open_before: Mapping[ItemKey, Euro]
    """What is open of items of which another amount is to be collected."""
    of_b2b_mandate: Questions[Mandate]
    of_mandate: Questions[Mandate]
    of_due_date: Questions[Collection]
    of_collection: Questions[Collection]
    kinds: dict[tuple[Scheme, SequenceType], bool]
    """Of each kind of collection met, whether the due date, the same for all, is right."""

    def judge(self, claims: Iterable[Claim]) -> Iterator[tuple[Collection, Findings]]:
        """Make each collection, and put the rules to it and to its mandate."""
        after_first: dict[MandateKey, Mandate] = {}
        condense, limited = self.draft.condense, self.draft.limits is not NO_LIMITS
        takes_room = limited or not condense
        named = f"{self.draft.id}-"
        for number, claim in enumerate(claims, start=1):
            mandate = claim.mandate
            if after_first:  # it comes after the first: a one-off is used by then
                mandate = after_first.get(mandate.key, mandate)
            collection, left_out = self._collection(f"{named}{number}", claim, mandate)
            found = self._ask(collection)
            if left_out is not None:
                found.append(LEFT_OUT.finding(collection.label, f"it leaves out {left_out}"))
            if limited:
                found.extend(self.room.why_not(collection))
            findings = Findings(found) if found else NO_FINDINGS
            if takes_room and not (found and findings.errors):
                self.room.take(collection)
                if not condense and mandate.key not in after_first:
                    # All have one due date: a third finds no more of it used than the second.
                    after_first[mandate.key] = mandate.with_presentations(
                        (collection.presentation,)
                    )
            yield collection, findings

    def besides(self, item: OpenItem, mandate: Mandate) -> Iterator[Finding]:
        """What else is wrong with an item that is not collected, were it collected alone."""
        collection, _ = self._collection(
            f"{self.draft.id}-0", Claim(mandate, item.amount, (item,)), mandate
        )
        for finding in self._ask(collection):
            of_item = finding.subject == collection.label
            yield replace(finding, subject=item.label) if of_item else finding

    def _ask(self, collection: Collection) -> list[Finding]:
        mandate, terms = collection.mandate, self.terms
        of_mandate = self.of_b2b_mandate if mandate.scheme is _B2B else self.of_mandate
        about_mandate = ask(of_mandate, mandate, terms)
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
        draft = self.draft
        said, left_out = remittance(
            claim.items, draft.description, text=self.terms.profile.form.text
        )
        collection = Collection(
            end_to_end_id=EndToEndId(name),
            mandate=mandate,
            account=self.accounts[mandate.creditor_identifier.identity],
            sequence_type=self.terms.sequence_types(mandate, draft.due_on)[0],
            amount=claim.amount,
            due_on=draft.due_on,
            remittance=said,
            items=claim.items,
            purpose=draft.purpose,
            category_purpose=draft.category_purpose,
            discount=claim.discount,
        )
        if self.attempts:
            collection = self._again(collection)
        if self.open_before:
            collection = self._in_part(collection)
        return collection, left_out

    def _in_part(self, collection: Collection) -> Collection:
        """The collection, with what is open of its items, if it collects another amount of one."""
        if self.open_before.keys().isdisjoint(collection.item_keys):
            return collection
        were = (self.open_before.get(item.key, item.amount) for item in collection.items)
        return replace(collection, open_before=tuple(were))

    def _again(self, collection: Collection) -> Collection:
        """The collection, linked to those that failed before, if any did."""
        before = [self.attempts[key] for key in collection.item_keys if key in self.attempts]
        if not before:
            return collection
        failed = (each.end_to_end_id for attempts in before for each in attempts.failed)
        return replace(
            collection,
            retries=tuple(dict.fromkeys(failed)),
            attempt=max(attempts.next for attempts in before),
        )


def plan_for(
    draft: Draft,
    terms: Terms,
    accounts: Mapping[str, CreditorAccount],
    room: Room,
    *,
    attempts: Mapping[ItemKey, Attempts],
    open_before: Mapping[ItemKey, Euro],
) -> Plan:
    """The rules of the terms, ready to be put to what a draft comes to."""
    return Plan(
        draft=draft,
        terms=terms,
        accounts=accounts,
        room=room,
        attempts=attempts,
        open_before=open_before,
        of_b2b_mandate=questions(MANDATE_RULES, terms),
        of_mandate=questions(_OF_MANDATE, terms),
        of_due_date=questions(DUE_DATE_RULES, terms),
        of_collection=questions(_OF_COLLECTION, terms),
        kinds={},
    )


class Outcome:
    """What becomes of each item that came as far as netting.

    An item that is given twice does not come as far, so each one here is one object: they are
    found again by identity, which keeps a hundred thousand of them cheap.
    """

    def __init__(self, plan: Plan) -> None:
        """Begin with nothing decided."""
        self._plan = plan
        self.collections: list[Collection] = []
        # By id(item): its hash would go over all its fields at every look-up. The plan keeps the
        # items alive, so no id can come to be another's.
        self._collected: dict[int, EndToEndId] = {}
        self._told: dict[int, Findings] = {}

    def take(self, collection: Collection, found: Findings) -> None:
        """A collection that was judged: it is made, unless an error was found."""
        good = not found or not found.errors
        if good:
            self.collections.append(collection)
        for item in collection.items:
            if good:
                self._collected[id(item)] = collection.end_to_end_id
            if found:
                self._told[id(item)] = found

    def wait(self, group: Waiting) -> None:
        """Items that come to nothing that could be collected."""
        only_credit = all(item.kind is ItemKind.CREDIT_NOTE for item in group.items)
        for item in group.items:
            if only_credit:
                why = _why_refund(group, condense=self._plan.draft.condense)
                reasons = [REFUND_REQUIRED.finding(item.label, why)]
            else:
                waits = NOTHING_OWED.finding(item.label, _why_waiting(group))
                reasons = [waits, *self._plan.besides(item, group.mandate)]
            self._told[id(item)] = Findings(reasons)

    def line(self, candidate: Candidate) -> ProposalLine:
        """What the proposal says of an item."""
        item, mandate, before, open_of_it = candidate
        if before and candidate.refused:
            besides = () if mandate is None else self._plan.besides(item, mandate)
            return ProposalLine(item, mandate, Findings((*before, *besides)), None, open_of_it)
        found = self._told.get(id(item), NO_FINDINGS)
        reasons = Findings((*before, *found)) if before else found
        return ProposalLine(item, mandate, reasons, self._collected.get(id(item)), open_of_it)


def _why_refund(group: Waiting, *, condense: bool) -> str:
    debtor = group.mandate.debtor.id
    if not condense:
        return (
            f"nothing is set off where each invoice of debtor {debtor} is collected alone: it is "
            "to be refunded by a credit transfer"
        )
    return (
        f"debtor {debtor} has nothing more to set it off against: it waits for the next invoice, "
        "or is to be refunded by a credit transfer"
    )


def _why_waiting(group: Waiting) -> str:
    debtor, comes_to = group.mandate.debtor.id, str(group.balance)
    what = "invoices and credit notes" if len(group.items) > 1 else "what is owed"
    if group.discount > ZERO:
        comes_to = f"{comes_to}, less a discount of {group.discount}"
    return (
        f"{what} under {group.mandate.label} come to {comes_to}: "
        f"nothing to collect from debtor {debtor}, all of them wait"
    )
