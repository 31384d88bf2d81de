"""The law of recording: every entry that names something of ours is in the books, or is told.

For every statement the sum of its booked entries that name something of ours is the sum of what the
facts have moved and of what the findings say is not in the books. Whatever the bank's code is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.camt_files import amounts, batch, code, entry, money, returned, statement, transaction
from helpers.corpus import corpus
from helpers.recorded import all_recorded
from helpers.told import D2, D, collection, sent
from sepadd.collection import Collection, Level, Reported
from sepadd.findings import Finding, InvalidValue, UnreadableMessage
from sepadd.messages.answers import camt
from sepadd.run import CollectionRun
from sepadd.values import EndToEndId, Euro

AMOUNTS = ("30.00", "30.00", "25.00", "40.00")
RUNS = ("2026-11", "2026-12")
ACCOUNT = "NL02ABNA0123456789"

_UNTOLD = re.compile(r"not in the books: ([0-9]+\.[0-9]{2}) (credited|debited) on")


def a_run(name: str) -> CollectionRun:
    made = [
        collection(n, amount, run=name, under=1 if n == 2 else n)
        for n, amount in enumerate(AMOUNTS, 1)
    ]
    return sent(*made, id=name)


def cents(amount: str) -> int:
    return Euro(amount).cents


def in_the_books(collections: Iterable[Collection]) -> int:
    """What the movements of collections come to on the account."""
    return sum(
        moved.amount.cents - moved.charges.cents - moved.compensation.cents
        for each in collections
        for moved in each.movements
    )


def told_apart(findings: Iterable[Finding]) -> int:
    """What findings say is not in the books."""
    return sum(
        cents(amount) * (1 if way == "credited" else -1)
        for finding in findings
        for amount, way in _UNTOLD.findall(finding.detail)
    )


CODES = st.sampled_from(
    [
        *(code("IDDT", "ESDD"), code("IDDT", "UPDD"), code("IDDT", "PRDD"), code("IDDT", "OTHR")),
        *(code("RDDT", "ESDD"), code("RDDT", "UPDD"), code("RCDT", "ESCT"), code("ICDT", "ESCT")),
        *(code("MDOP", "CHRG"), code("IDDT", "CHRG"), code("CCRD", "POSD"), code("NTAV", "NTAV")),
        *("", "<Prtry><Cd>584</Cd></Prtry>", "<Prtry><Cd>NRTI+109+00931</Cd></Prtry>"),
    ]
)
DAYS = st.sampled_from([D, D2])
SIDES = st.sampled_from(["CRDT", "DBIT"])
EXTRA = st.sampled_from(["0", "0", "0", "3.00", "7.00", "0.01", "60.00"])


class Made(NamedTuple):
    """An entry as it is written, and what it comes to, in cents."""

    written: str
    cents: int


@st.composite
def details(draw: st.DrawFn, side: str) -> tuple[str, int]:
    """One detail that names a collection of ours, and what it moved, in cents."""
    n, run = draw(st.integers(1, len(AMOUNTS))), draw(st.sampled_from(RUNS))
    amount = draw(st.sampled_from([AMOUNTS[n - 1]] * 4 + ["33.00", "29.00"]))
    mandate = f"<MndtId>M-{1 if n == 2 else n}</MndtId>"
    name = f"<EndToEndId>{run}-{n}</EndToEndId>"
    refs = draw(st.sampled_from([name, name + mandate, mandate]))
    parts = draw(
        st.sampled_from(
            [
                (money(amount), f"<CdtDbtInd>{side}</CdtDbtInd>"),
                (amounts(TxAmt=amount),),
                (amounts(InstdAmt=AMOUNTS[n - 1], TxAmt=amount),),
                (),
            ]
        )
    )
    why = draw(st.sampled_from(["", returned("<Cd>AM04</Cd>"), returned("<Cd>MD06</Cd>")]))
    return transaction(*parts, why, refs=refs), cents(amount)


@st.composite
def entries(draw: st.DrawFn, number: int) -> Made:
    """An entry that names something of ours: one thing or several, or a batch or a file."""
    side, extra = draw(SIDES), cents(draw(EXTRA))
    told: list[str] = []
    if draw(st.integers(0, 3)) == 0:
        run = draw(st.sampled_from(RUNS))
        named = draw(st.sampled_from([{"PmtInfId": f"{run}.B1"}, {"MsgId": run}]))
        holds = draw(st.sampled_from([{}, {"NbOfTxs": "4"}]))
        told.append(batch(**named, **holds))
        total = cents(draw(st.sampled_from(["125.00", "125.00", "95.00", "70.00", "124.00"])))
    else:
        every = [draw(details(side)) for _ in range(draw(st.sampled_from([1, 1, 1, 2, 3])))]
        told.append("".join(written for written, _ in every))
        total = sum(moved for _, moved in every)
        if len(every) > 1 and draw(st.booleans()):
            told[0] = batch(NbOfTxs=str(draw(st.integers(1, 4)))) + told[0]
    total += extra
    more = ""
    if extra and draw(st.booleans()):
        charged = Euro(cents=extra)
        more = f'<Chrgs><TtlChrgsAndTaxAmt Ccy="EUR">{charged}</TtlChrgsAndTaxAmt></Chrgs>'
    if draw(st.booleans()):
        more += "<RvslInd>true</RvslInd>"
    made: dict[str, Any] = {"side": side, "amount": str(Euro(cents=total))}
    reference = draw(st.sampled_from([f"<AcctSvcrRef>R{number}</AcctSvcrRef>"] * 3 + [""]))
    written = entry(
        *told,
        **made,
        code=draw(CODES),
        more=more,
        reference=reference,
        booked=f"<BookgDt><Dt>{draw(DAYS)}</Dt></BookgDt>",
    )
    return Made(written, total if side == "CRDT" else -total)


@st.composite
def statements(draw: st.DrawFn) -> list[Made]:
    count = draw(st.integers(1, 5))
    return [draw(entries(number)) for number in range(count)]


@settings(max_examples=400, deadline=None)
@given(made=statements())
def test_every_entry_that_names_something_of_ours_is_in_the_books_or_told(made: list[Made]) -> None:
    facts = list(camt.iter_answers(statement(*(each.written for each in made))))
    result = all_recorded([a_run(name) for name in RUNS], facts)
    known = in_the_books(each for run in result.runs for each in run.collections)
    assert known + told_apart(result.findings) == sum(each.cents for each in made)
    if result.findings:  # what was not clear may be clear once the rest is known
        return
    again = all_recorded(result.runs, facts)
    assert in_the_books(each for run in again.runs for each in run.collections) == known


def _of_ours(facts: list[Reported], names: frozenset[str]) -> int:
    """What the entries come to of which a part names a collection of ours, in cents."""
    total = 0
    wholes = {fact.whole for fact in facts if fact.whole and fact.end_to_end_id in names}
    total += sum(each.moved.cents * (1 if each.credited else -1) for each in wholes)
    for fact in facts:
        if fact.whole is None and fact.end_to_end_id in names and fact.money is not None:
            total += fact.money.cents * (1 if fact.came_in else -1)
    return total


def _as_ours(facts: list[Reported]) -> CollectionRun:
    """A run of the collections that a statement names, each with the amount that is told first."""
    made: dict[str, Collection] = {}
    for fact in facts:
        amount = fact.amount or fact.moved
        if fact.level is Level.COLLECTION and fact.booked_on and amount:
            try:
                name = EndToEndId(fact.end_to_end_id)
            except InvalidValue:
                continue
            first = collection(1, str(amount), due_on=fact.booked_on)
            made.setdefault(name.value, replace(first, end_to_end_id=name, items=()))
    return sent(*made.values())


@pytest.mark.parametrize("kind", ["camt.052", "camt.053", "camt.054"])
def test_the_law_holds_for_real_statements_taken_for_ours(kind: str) -> None:
    files = sorted(corpus("messages").rglob("*.xml"))
    read = 0
    for path in files:
        try:
            told = camt.iter_answers(path)
            facts = list(dict.fromkeys(each for each in told if each.said.message == kind))
        except UnreadableMessage:
            continue
        run = _as_ours(facts)
        names = frozenset(each.end_to_end_id.value for each in run.collections)
        ours = [
            fact._replace(mandate="") for fact in facts if fact.end_to_end_id in names or fact.whole
        ]
        if not names:
            continue
        told_whole = {fact.whole for fact in ours if fact.whole and fact.end_to_end_id in names}
        ours = [f for f in ours if f.whole in told_whole or (not f.whole)]
        result = all_recorded([run], ours)
        known = in_the_books(result.runs[0].collections)
        assert known + told_apart(result.findings) == _of_ours(ours, names), path.name
        read += 1
    assert read
