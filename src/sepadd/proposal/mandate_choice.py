"""Under which mandate an open item is collected.

The item's own mandate, where it names one; else the one of the debtor that fits. Where that is not
clear, nothing is guessed: the finding names the mandates there are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from sepadd.findings import NO_FINDINGS, Finding, Findings, Sentence, Severity
from sepadd.mandate import DORMANCY, Dormancy, Mandate, MandateStatus, Scheme
from sepadd.open_item import OpenItem
from sepadd.proposal.live_run import MandateKey, Presented, informed
from sepadd.values import MandateReference

NO_MANDATE: Final = Sentence(
    "PRO-01",
    "The debtor has a mandate.",
    "EPC016-06, mandates",
    why=(
        "Without a mandate nothing may be debited, and what is debited all the same can be claimed "
        "back for thirteen months."
    ),
    hint="Have the debtor sign a mandate, and propose again once it is entered.",
)
UNKNOWN_MANDATE: Final = Sentence(
    "PRO-02",
    "The mandate that an item names is known.",
    "EPC016-06, mandates",
    why=(
        "An item that names a mandate is collected under that one only; another one of the same "
        "debtor is not put in its place."
    ),
    hint="Correct the reference at the item, or enter the mandate.",
)
FOREIGN_MANDATE: Final = Sentence(
    "PRO-03",
    "The mandate was given to this creditor.",
    "EPC262-08, AT-E005",
    why="A mandate allows one creditor, known by its identifier, to collect, and nobody else.",
    hint=(
        "Have a mandate signed for this creditor, or amend the old one if only the identifier has "
        "changed."
    ),
)
AMBIGUOUS_MANDATE: Final = Sentence(
    "PRO-04",
    "It is clear under which mandate an item is collected.",
    "nothing is guessed",
    why="Where several mandates would do, a guess may debit an account that was not meant.",
    hint="Name the mandate at the item.",
)
DUPLICATE_MANDATE: Final = Sentence(
    "PRO-05",
    "A mandate reference is used once for a creditor, whatever its case.",
    "EPC262-08; DFÜ agreement Annex 3: compared without regard to case",
    why=(
        "Banks compare references without regard to case: two mandates that differ in it alone are "
        "one to them."
    ),
    hint=(
        "Give one of the mandates another reference, by an amendment if the bank knows it already."
    ),
)
OTHER_SCHEME: Final = Sentence(
    "PRO-06",
    "The mandate was given for the scheme that is collected under.",
    "EPC222-07: a CORE mandate cannot be used for B2B, a new one is needed",
    why=(
        "CORE has a refund and B2B has none, so what the debtor signed for one says nothing for "
        "the other."
    ),
    hint="Collect under the mandate's own scheme, or have a mandate signed for this one.",
)
OTHER_DEBTOR: Final = Sentence(
    "PRO-11",
    "An item is collected from the debtor whose it is.",
    "allowed where another pays",
    Severity.WARNING,
    why=(
        "One may pay for another, but a mandate reference that was mistaken looks just the same, "
        "and debits the wrong one."
    ),
    hint="Check that this debtor pays for the other, and correct the reference at the item if not.",
)
BLANKS_ONLY: Final = Sentence(
    "PRO-13",
    "Mandate references differ in more than blanks.",
    "DFÜ agreement Annex 3: blanks count, and are not recommended",
    Severity.WARNING,
    why=(
        "In German terms blanks count and these are two mandates, which people who copy the "
        "reference easily take for one."
    ),
    hint="Give one of the mandates a reference with other letters or digits.",
)


class Authority(NamedTuple):
    """The mandate that an item means, if one is found, and what is to be said about it.

    An error among the findings means that nothing is collected under it.
    """

    mandate: Mandate | None
    findings: tuple[Finding, ...] = ()


class _Unclear(NamedTuple):
    """Why no mandate is found: the sentence that is broken, and how."""

    sentence: Sentence
    detail: str


class MandateBook:
    """The mandates that one creditor can collect under, found by reference and by debtor.

    ``identities`` are those of the creditor's identifiers that are collected with; ``presented`` is
    what live runs present, which the mandates themselves may not know yet.
    """

    def __init__(
        self,
        mandates: Iterable[Mandate],
        *,
        identities: frozenset[str],
        presented: Presented,
        due_on: date,
        scheme: Scheme | None,
        dormancy: Dormancy = DORMANCY,
    ) -> None:
        """Index the mandates; each is looked at once."""
        self._due_on = due_on
        self._scheme = scheme
        self._dormancy = dormancy
        self._identities = identities
        self._by_reference: dict[str, Mandate] = {}
        self._sharing: dict[str, list[Mandate]] = {}
        self._by_debtor: defaultdict[str, list[Mandate]] = defaultdict(list)
        self._foreign: dict[str, Mandate] = {}
        self._chosen: dict[str, Mandate | _Unclear] = {}
        for given in mandates:
            identity, reference = given.key
            if identity not in identities:
                self._foreign[reference] = given
                continue
            mandate = informed(given, presented) if presented else given
            first = self._by_reference.setdefault(reference, mandate)
            if first is not mandate:
                self._sharing.setdefault(reference, [first]).append(mandate)
            self._by_debtor[mandate.debtor.id].append(mandate)

    def authority_for(self, item: OpenItem) -> Authority:
        """The mandate for an item, or why there is none; all that is wrong, at once."""
        if item.mandate is not None:
            return self._authority(item, self._named(item.mandate, item.debtor_id))
        return self._authority(item, self._fitting(item.debtor_id))

    def _authority(self, item: OpenItem, found: Mandate | _Unclear) -> Authority:
        if isinstance(found, _Unclear):
            return Authority(None, (found.sentence.finding(item.label, found.detail),))
        right_scheme = self._scheme is None or self._scheme is found.scheme
        if right_scheme and found.debtor.id == item.debtor_id:
            return Authority(found)
        return Authority(found, tuple(self._doubts(item, found)))

    def _doubts(self, item: OpenItem, mandate: Mandate) -> Iterator[Finding]:
        """What is to be said of a mandate that is not quite the item's."""
        if self._scheme is not None and mandate.scheme is not self._scheme:
            detail = f"{mandate.label} was given for {mandate.scheme}, not for {self._scheme}"
            yield OTHER_SCHEME.finding(item.label, detail)
        if mandate.debtor.id != item.debtor_id:
            detail = (
                f"it is debtor {item.debtor_id}'s, and {mandate.label} debtor {mandate.debtor.id}'s"
            )
            yield OTHER_DEBTOR.finding(item.label, detail)

    def _named(self, reference: MandateReference, debtor_id: str) -> Mandate | _Unclear:
        only = self._by_reference.get(reference.key)
        if only is None:
            return self._unknown(reference)
        found = self._sharing.get(reference.key)
        if found is None:
            return only
        own = [mandate for mandate in found if mandate.debtor.id == debtor_id] or found
        if len({mandate.key for mandate in own}) == 1:
            return self._unless_given_twice(own[0])
        identifiers = ", ".join(str(mandate.creditor_identifier) for mandate in own)
        detail = f"mandate {reference} was given to each of {identifiers}"
        return _Unclear(AMBIGUOUS_MANDATE, f"{detail}: propose one account at a time")

    def _unknown(self, reference: MandateReference) -> _Unclear:
        foreign = self._foreign.get(reference.key)
        if foreign is None:
            return _Unclear(UNKNOWN_MANDATE, f"it names mandate {reference}, which is not known")
        whose = f"mandate {reference} was given to creditor {foreign.creditor_identifier}"
        return _Unclear(FOREIGN_MANDATE, f"{whose}, not to {' or '.join(sorted(self._identities))}")

    def _fitting(self, debtor_id: str) -> Mandate | _Unclear:
        every = self._by_debtor.get(debtor_id, ())
        if len(every) == 1:
            return self._unless_given_twice(every[0])
        chosen = self._chosen.get(debtor_id)
        if chosen is None:
            chosen = self._unless_given_twice(self._choose(debtor_id, every))
            self._chosen[debtor_id] = chosen
        return chosen

    def _choose(self, debtor_id: str, every: Sequence[Mandate]) -> Mandate | _Unclear:
        fitting = [mandate for mandate in every if self._scheme in {None, mandate.scheme}]
        if every and not fitting:
            return self._none_of_the_scheme(debtor_id, every)
        active = [mandate for mandate in fitting if self._is_active(mandate)]
        choice = active or fitting
        if len({mandate.key for mandate in choice}) == 1:
            return choice[0]
        if not choice:
            return _Unclear(NO_MANDATE, f"debtor {debtor_id} has no mandate for this creditor")
        if active:
            detail = f"debtor {debtor_id} has several active mandates ({_references(active)})"
            return _Unclear(AMBIGUOUS_MANDATE, f"{detail}: name one in the item")
        why = "; ".join(m.why_unusable(self._due_on, self._dormancy) or "" for m in fitting)
        return _Unclear(NO_MANDATE, f"debtor {debtor_id} has no active mandate: {why}")

    def _is_active(self, mandate: Mandate) -> bool:
        return mandate.status(self._due_on, self._dormancy) is MandateStatus.ACTIVE

    def _none_of_the_scheme(self, debtor_id: str, every: Sequence[Mandate]) -> _Unclear:
        given_for = " and ".join(sorted({mandate.scheme for mandate in every}))
        detail = (
            f"debtor {debtor_id} has no {self._scheme} mandate: {_references(every)} were given"
        )
        return _Unclear(OTHER_SCHEME, f"{detail} for {given_for}")

    def _unless_given_twice(self, found: Mandate | _Unclear) -> Mandate | _Unclear:
        if isinstance(found, _Unclear):
            return found
        alike = self._sharing.get(found.reference.key) if self._sharing else None
        if alike is None:
            return found
        same = [other for other in alike if other.key == found.key]
        return found if len(same) == 1 else _Unclear(DUPLICATE_MANDATE, _given_twice(same))

    @property
    def findings(self) -> Findings:
        """References that differ in blanks only: some banks take them for one."""
        if not any(" " in reference for reference in self._by_reference):
            return NO_FINDINGS
        bare: defaultdict[MandateKey, dict[MandateKey, Mandate]] = defaultdict(dict)
        others = (mandate for same in self._sharing.values() for mandate in same[1:])
        for mandate in (*self._by_reference.values(), *others):
            identity, _ = key = mandate.key
            bare[identity, mandate.reference.without_blanks].setdefault(key, mandate)
        return Findings(_blanks_only(*alike.values()) for alike in bare.values() if len(alike) > 1)


def _references(mandates: Iterable[Mandate]) -> str:
    return ", ".join(str(mandate.reference) for mandate in mandates)


def _given_twice(same: Sequence[Mandate]) -> str:
    references = " and ".join(str(mandate.reference) for mandate in same)
    debtors = " and ".join(mandate.debtor.id for mandate in same)
    return f"mandate reference {references} is given {len(same)} times (debtors {debtors})"


def _blanks_only(first: Mandate, *others: Mandate) -> Finding:
    labels = ", ".join(mandate.label for mandate in others)
    return BLANKS_ONLY.finding(first.label, f"it differs in blanks only from {labels}")
