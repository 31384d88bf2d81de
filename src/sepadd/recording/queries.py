"""What is to be asked about a collection once more is known of it: too late, twice, or a copy.

A doubt stops nothing. What the bank has said is taken in, and somebody looks into it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from sepadd.collection import (
    Acceptance,
    BankFact,
    Collection,
    Movement,
    Refund,
    Reported,
    Return,
    RTransaction,
    Settlement,
    set_aside,
)
from sepadd.findings import Finding, Sentence, Severity
from sepadd.recording.matching import usual_costs
from sepadd.rulebook import late
from sepadd.values import ZERO, Euro

TWICE_BACK: Final = Sentence(
    "BNK-08",
    "The money of a collection goes back once.",
    "EPC016-06: no refund follows a return",
    Severity.WARNING,
    why="No refund follows a return, so the creditor has paid twice.",
    hint="Ask the bank for one of the two amounts.",
)
COPY: Final = Sentence(
    "BNK-09",
    "A file is handed in once.",
    "EPC173-14 v8.0: the bank rejects the copy, and collects what it has taken on",
    Severity.WARNING,
    why=(
        "The bank turns the copy down and collects by the first file, so the items are not free "
        "although there is a rejection of them."
    ),
    hint="Leave the items with the run that the bank has taken on.",
)

TWICE_IN: Final = Sentence(
    "BNK-10",
    "The money of a collection is credited once.",
    "EPC016-06: a collection is settled once",
    Severity.WARNING,
    why="If the bank processed a file twice, every debtor was debited twice and may claim it back.",
    hint="Ask the bank whether the file was processed twice, and have one of the two reversed.",
)
HIGH_COSTS: Final = Sentence(
    "BNK-13",
    "The charges for a collection are in proportion to it.",
    "our own choice: at most 25.00, or a hundredth of the collection",
    Severity.WARNING,
    why=(
        "Banks charge some euros for a return. More than that is often the money of something else."
    ),
    hint="Compare the entry with the bank's prices, and ask what else is in it.",
)

OTHER_ACCOUNT: Final = Sentence(
    "BNK-16",
    "What came back names the account that was debited.",
    "Regulation (EU) 260/2012 and directive 2014/92/EU, switching of accounts",
    Severity.WARNING,
    why=(
        "After a switch of accounts the debtor's new bank debits another account, and the old one "
        "will be closed."
    ),
    hint="Ask the debtor for the new IBAN and amend the mandate before you collect again.",
)
OTHER_DAY: Final = Sentence(
    "BNK-17",
    "The bank collects on the due date.",
    "ISO 20022, status ACWC and reasons DT06, CH19",
    Severity.WARNING,
    why="The debtor was told another day, and the money comes in later than it is expected.",
    hint="Expect the money on the day that the bank names, and tell the debtor if it is earlier.",
)

DOUBT_SENTENCES: Final = (TWICE_BACK, COPY, TWICE_IN, HIGH_COSTS, OTHER_ACCOUNT, OTHER_DAY)
"""What is strange in what a bank has said of one collection."""


def doubts(was: Collection, now: Collection) -> Iterator[Finding]:
    """What is to be asked about a collection that is known better ``now`` than it ``was``."""
    yield from _late(was, now)
    yield from _of_a_copy(was, now)
    yield from _twice_back(was, now)
    yield from _high_costs(was, now)


def asked(told: Reported, fact: BankFact, collection: Collection) -> Iterator[Finding]:
    """What is to be asked about a message that tells something new of a collection."""
    iban = collection.mandate.debtor.iban
    known = {iban.value, collection.account.iban.value}
    if isinstance(fact, Return | Refund) and told.accounts and known.isdisjoint(told.accounts):
        detail = f"the {type(fact).__name__.lower()} on {fact.on} names account "
        detail += f"{' and '.join(told.accounts)}, and the mandate {iban}"
        yield OTHER_ACCOUNT.finding(collection.label, detail)
    code = "" if told.reason is None else told.reason.code
    if isinstance(fact, Acceptance) and (told.status == _CHANGED or code in _ANOTHER_DAY):
        if told.due_on not in {None, collection.due_on}:
            detail = f"due on {collection.due_on}, and the bank collects on {told.due_on}"
            yield OTHER_DAY.finding(collection.label, detail)
        elif code in _ANOTHER_DAY:
            detail = f"due on {collection.due_on}, and the bank takes another day ({code})"
            yield OTHER_DAY.finding(collection.label, detail)


_CHANGED: Final = "ACWC"
_ANOTHER_DAY: Final = frozenset({"DT06", "CH19"})


def twice_in(pairs: Iterable[tuple[Collection, Collection]]) -> Iterator[Finding]:
    """What was credited more than once, of the collections of a run as they were and are now.

    What was credited as one sum is told as one.
    """
    found: dict[tuple[str, ...], list[Collection]] = {}
    for was, now in pairs:
        if len(now.facts) < 2 or now.balance_at_the_bank <= now.amount:  # noqa: PLR2004 - twice
            continue
        if now.balance_at_the_bank > was.balance_at_the_bank:
            credited = [f for f in now.facts if isinstance(f, Settlement) and f.booked_on]
            names = {f"batch {fact.of_batch}" if fact.of_batch else "" for fact in credited}
            one_sum = len(names) == 1 and "" not in names
            days = (f"on {f.booked_on}{f' ({f.entry})' if f.entry else ''}" for f in credited)
            key = (names.pop() if one_sum else now.label, *dict.fromkeys(days))
            found.setdefault(key, []).append(now)
    for (subject, *when), every in found.items():
        total = Euro.total(each.amount for each in every)
        yield TWICE_IN.finding(subject, f"{total} was credited {' and '.join(when)}")


def _high_costs(was: Collection, now: Collection) -> Iterator[Finding]:
    """Costs that are more than banks ask for."""
    if not any(fact.charges.cents or fact.compensation.cents for fact in now.facts):
        return
    for movement in now.movements:
        costs = movement.charges + movement.compensation
        if costs > usual_costs(now.amount) and movement not in was.movements:
            detail = f"{costs} was charged on {movement.booked_on} for a collection of {now.amount}"
            yield HIGH_COSTS.finding(now.label, detail)


def _late(was: Collection, now: Collection) -> Iterator[Finding]:
    """Whatever went back after the last day on which it could."""
    for fact in now.facts:
        if fact not in was.facts and (finding := late(fact, now)) is not None:
            yield finding


def _of_a_copy(was: Collection, now: Collection) -> Iterator[Finding]:
    """The reject of a copy that turns nothing down, or that turns down no more what it did."""
    known = set_aside(was.facts)
    new = [fact for fact in set_aside(now.facts) if fact not in known]
    if not new:
        return
    detail = f"a copy of its file was rejected on {new[0].on}; the first one stands"
    if was.failed and not now.failed:
        detail += ". Its items were free meanwhile: see that nothing else collects them"
    yield COPY.finding(now.label, detail)


def _twice_back(was: Collection, now: Collection) -> Iterator[Finding]:
    """Money that has gone back more than once."""
    if not any(isinstance(fact, RTransaction) and fact not in was.facts for fact in now.facts):
        return
    back = _gone_back(now)
    credited = sum(movement.kind is Settlement for movement in now.movements)
    if len(back) > max(1, credited) and back != _gone_back(was):
        told = " and ".join(f"a {m.kind.__name__.lower()} on {m.booked_on}" for m in back)
        yield TWICE_BACK.finding(now.label, f"{told}: ask the bank for one of them")


def _gone_back(collection: Collection) -> Sequence[Movement]:
    return [movement for movement in collection.movements if movement.amount < ZERO]
