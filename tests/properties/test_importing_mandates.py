"""Whatever mandates there are: their own table changes none, and no table changes them silently."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from io import StringIO

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sepadd.findings import UnreadableRecords
from sepadd.mandate import Mandate, Scheme
from sepadd.records import apply_import, plan_import, write_mandates
from sepadd.records.imports import Match
from sepadd.records.imports.import_plan import ImportPlan
from sepadd.testing import MANDATE, TODAY, strategies
from sepadd.testing.strategies.values import texts
from sepadd.values import DebtorKind

few = settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
IDENTIFIER = MANDATE.creditor_identifier


def _of_the_creditor(mandate: Mandate) -> Mandate:
    """The mandate as one of the creditor's, whose bank was told no more than there was to tell."""
    most = len(mandate.amendments)
    told = (replace(p, amendments_told=min(p.amendments_told, most)) for p in mandate.presentations)
    return replace(mandate, creditor_identifier=IDENTIFIER, presentations=tuple(told))


mandates_of_the_creditor = strategies.any_mandates().map(_of_the_creditor)
own_mandates = st.lists(
    mandates_of_the_creditor,
    max_size=4,
    unique_by=lambda each: each.key,
)


def plan(table: str, mandates: list[Mandate], *, signing_again: bool = False) -> ImportPlan:
    return plan_import(
        table,
        mandates,
        creditor_identifier=IDENTIFIER,
        on=TODAY,
        today=date(2037, 1, 1),
        signing_again=signing_again,
    )


@few
@given(own_mandates)
def test_an_export_imports_again_unchanged(mandates: list[Mandate]) -> None:
    planned = plan(write_mandates(mandates), mandates)
    assert planned.changing == ()
    after = apply_import(planned)
    assert after == tuple(mandates)
    assert all(one is other for one, other in zip(after, mandates, strict=True))


@few
@given(own_mandates, st.data())
def test_mandates_that_no_row_means_stay_the_very_same(
    mandates: list[Mandate], data: st.DataObject
) -> None:
    told = data.draw(st.sets(st.integers(0, len(mandates))))
    some = [each for place, each in enumerate(mandates) if place in told]
    after = apply_import(plan(write_mandates(some), mandates))
    assert all(one is other for one, other in zip(after, mandates, strict=True))


@few
@given(own_mandates)
def test_an_export_taken_in_where_nothing_is_gives_as_many_mandates(
    mandates: list[Mandate],
) -> None:
    planned = plan(write_mandates(mandates), [])
    after = apply_import(planned)
    assert [each.key for each in after] == [each.key for each in mandates]
    assert apply_import(plan(write_mandates(after), list(after))) == after


living_mandates = st.builds(
    lambda mandate, signed_on: replace(
        mandate,
        scheme=Scheme.CORE,
        signed_on=signed_on,
        valid_until=None,
        revoked_on=None,
        replaced_on=None,
        replaced_by=None,
        presentations=(),
    ),
    mandates_of_the_creditor,
    st.none() | st.dates(date(2026, 1, 1), date(2026, 11, 1)),
)
EDITS: Mapping[str, st.SearchStrategy[object]] = {
    "name": texts(),
    "iban": strategies.ibans(),
    "bic": strategies.bics(),
    "debtor_kind": st.sampled_from(DebtorKind),
    "organisation_number": texts(35),
    "signed_on": strategies.days(),
    "revoked_on": strategies.days(),
    "valid_until": strategies.days(),
    "last_due_on": strategies.days(),
    "suspended_on": strategies.days(),
    "migrated": st.sampled_from(["yes", "no"]),
    "replaces": strategies.mandate_references(),
    "previous_creditor_name": texts(),
}


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(
    mandates_of_the_creditor | living_mandates,
    st.sets(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3).flatmap(
        lambda columns: st.fixed_dictionaries({each: EDITS[each] for each in sorted(columns)})
    ),
    st.booleans(),
)
def test_a_row_that_is_edited_is_refused_or_keeps_the_history_and_the_contract(
    before: Mandate,
    edits: dict[str, object],
    signing_again: bool,  # noqa: FBT001 - drawn
) -> None:
    table = StringIO(newline="")
    csv.writer(table).writerows([("reference", *edits), (before.reference, *edits.values())])
    try:
        planned = plan(table.getvalue(), [before], signing_again=signing_again)
    except UnreadableRecords:
        return
    (row,) = planned.rows
    (after,) = apply_import(planned)
    assert (after != before) == bool(row.changes)
    assert after.presentations[: len(before.presentations)] == before.presentations
    assert after.amendments[: len(before.amendments)] == before.amendments
    assert (after.debtor.id, after.scheme, after.one_off) == (
        before.debtor.id,
        before.scheme,
        before.one_off,
    )
    assert all(str(getattr(after, column, told)) == str(told) for column, told in _told(edits))
    if "iban" in edits:
        assert after.debtor.iban == edits["iban"]
    if before.signed_on is not None and after.debtor.iban != before.debtor.iban:
        assert after.amendments[-1].iban == before.debtor.iban


def _told(edits: dict[str, object]) -> list[tuple[str, object]]:
    """What an edit says that the mandate has to hold afterwards, under the same name."""
    same = ("signed_on", "revoked_on", "replaces")
    return [(column, told) for column, told in edits.items() if column in same]


def _only(table: str, columns: set[str]) -> str:
    """The same table with some of its columns."""
    rows = list(csv.DictReader(StringIO(table, newline="")))
    out = StringIO(newline="")
    writer = csv.DictWriter(out, sorted(columns), extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


@few
@given(own_mandates, st.permutations(tuple(Match)))
def test_a_row_by_any_column_means_a_mandate_that_says_so_or_is_refused(
    mandates: list[Mandate], order: list[Match]
) -> None:
    table = _only(write_mandates(mandates), {order[0].value})
    try:
        planned = plan_import(
            table,
            mandates,
            creditor_identifier=IDENTIFIER,
            on=TODAY,
            today=TODAY,
            match=(order[0],),
        )
    except UnreadableRecords:
        return
    assert planned.changing == ()
