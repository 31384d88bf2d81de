"""What is kept outside comes back as it was, whatever it was."""

from __future__ import annotations

import csv
import json
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from io import StringIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sepadd.findings import InvalidValue, UnreadableRecords
from sepadd.mandate import Mandate, MandateStatus, Presentation, SequenceType
from sepadd.open_item import CreditNote, Invoice, OpenItem
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records import (
    DecimalMark,
    dumps,
    from_record,
    loads,
    read_creditor_card,
    read_mandates,
    read_open_items,
    to_record,
    write_mandates,
    write_open_items,
    write_proposal,
)
from sepadd.records.tables.headings import on_hold
from sepadd.records.tables.proposal_table import PROPOSAL_COLUMNS
from sepadd.run import CollectionRun
from sepadd.testing import DUE_ON, MANDATE, strategies
from sepadd.testing.strategies.anyone import country_codes
from sepadd.testing.strategies.values import texts
from sepadd.values import Creditor, OrganisationId, OtherId, PostalAddress

few = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
IDENTIFIER = MANDATE.creditor_identifier

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)


# -- records ------------------------------------------------------------------------------------


@few
@given(strategies.any_runs())
def test_a_run_comes_back_from_its_record(run: CollectionRun) -> None:
    assert from_record(CollectionRun, to_record(run)) == run


@few
@given(strategies.any_runs())
def test_a_run_comes_back_from_json_text_and_gives_the_same_text_again(run: CollectionRun) -> None:
    text = dumps(run)
    again = loads(CollectionRun, text.encode())
    assert again == run
    assert dumps(again) == text


@few
@given(strategies.any_proposals())
def test_a_proposal_comes_back_from_its_record(proposal: Proposal) -> None:
    record = json.loads(json.dumps(to_record(proposal)))
    assert from_record(Proposal, record) == proposal


@given(strategies.any_mandates())
def test_a_mandate_comes_back_from_its_record(mandate: Mandate) -> None:
    record = json.loads(json.dumps(to_record(mandate)))
    again = from_record(Mandate, record)
    assert again == mandate
    assert again.reference.value == mandate.reference.value  # equal references may differ in case


@given(strategies.any_open_items())
def test_an_open_item_comes_back_from_its_record(item: OpenItem) -> None:
    assert from_record((Invoice, CreditNote), json.loads(json.dumps(to_record(item)))) == item


@few
@given(strategies.drafts())
def test_a_draft_comes_back_from_its_record(draft: Draft) -> None:
    assert from_record(Draft, json.loads(json.dumps(to_record(draft)))) == draft


@given(strategies.selections())
def test_a_selection_comes_back_from_its_record(selection: Selection) -> None:
    assert from_record(Selection, json.loads(json.dumps(to_record(selection)))) == (selection)


@few
@given(strategies.any_creditors())
def test_a_creditor_comes_back_from_its_record(creditor: Creditor) -> None:
    assert from_record(Creditor, json.loads(json.dumps(to_record(creditor)))) == creditor


@few
@given(strategies.any_runs(), st.data())
def test_a_run_in_which_anything_was_changed_is_read_or_refused(
    run: CollectionRun, data: st.DataObject
) -> None:
    record = json.loads(dumps(run))
    place: dict[str, object] = record
    while True:
        key = data.draw(st.sampled_from(sorted(place)))
        inner = place[key]
        if isinstance(inner, list) and inner and isinstance(inner[0], dict):
            inner = inner[0]
        if not isinstance(inner, dict) or not inner or data.draw(st.booleans()):
            break
        place = inner
    place[key] = data.draw(JSON)
    try:
        again = from_record(CollectionRun, record)
    except UnreadableRecords:
        return
    assert again.stage
    assert again.tally.total() == len(again.collections)


@given(JSON)
def test_whatever_is_not_a_record_is_refused_and_no_more(anything: object) -> None:
    for text in (json.dumps(anything), json.dumps({"sepadd": "run", "version": 1, "id": anything})):
        with pytest.raises(UnreadableRecords):
            loads(CollectionRun, text)


# -- tables -------------------------------------------------------------------------------------

ADDRESSES = st.builds(
    PostalAddress,
    country=country_codes(),
    town=texts(20),
    street=st.none() | texts(20),
    building=st.none() | texts(20),
    postcode=st.none() | texts(20),
)


REGISTERED = texts(35).map(lambda each: OrganisationId(other=OtherId(id=each)))


@st.composite
def mandates_of_a_table(draw: st.DrawFn) -> Mandate:
    """A mandate without what a table has no column for."""
    mandate = draw(strategies.any_mandates())
    mandate = replace(mandate, creditor_identifier=IDENTIFIER)
    debtor = replace(
        mandate.debtor,
        address=draw(st.none() | ADDRESSES),
        identification=draw(st.none() | REGISTERED),
    )
    sequence_type = SequenceType.ONE_OFF if mandate.one_off else SequenceType.RECURRENT
    presentation = st.builds(
        Presentation, due_on=strategies.days(), sequence_type=st.just(sequence_type)
    )
    mandate = replace(
        mandate,
        debtor=debtor,
        ultimate_debtor=None,
        electronic_signature=None,
        presentations=tuple(draw(st.lists(presentation, max_size=1))),
    )
    pending = mandate.pending_amendment
    return replace(mandate, amendments=() if pending is None else (pending,))


@few
@given(st.lists(mandates_of_a_table(), max_size=3, unique_by=lambda each: each.key))
def test_mandates_come_back_from_their_table(mandates: list[Mandate]) -> None:
    table = write_mandates(mandates)
    again = read_mandates(table.encode(), creditor_identifier=IDENTIFIER)
    assert again == tuple(mandates)


@few
@given(strategies.any_mandates())
def test_a_table_keeps_what_the_bank_has_still_to_be_told(mandate: Mandate) -> None:
    mandate = replace(mandate, creditor_identifier=IDENTIFIER)
    (again,) = read_mandates(write_mandates([mandate]), creditor_identifier=IDENTIFIER)
    assert again.pending_amendment == mandate.pending_amendment


@few
@given(strategies.any_mandates(), st.integers(1, 2000))
def test_no_table_makes_a_mandate_usable_that_is_not(mandate: Mandate, later: int) -> None:
    signed_on = min((p.due_on for p in mandate.presentations), default=mandate.signed_on)
    mandate = replace(mandate, creditor_identifier=IDENTIFIER, signed_on=signed_on)
    day = (mandate.last_due_on or DUE_ON) + timedelta(days=later)
    (again,) = read_mandates(write_mandates([mandate]), creditor_identifier=IDENTIFIER)
    assert mandate.status(day) is MandateStatus.ACTIVE or again.status(day) is not (
        MandateStatus.ACTIVE
    )


def says_why(item: OpenItem) -> bool:
    """A mere no in the column ``on_hold`` is refused, since any text holds the item."""
    with suppress(InvalidValue):
        return on_hold(item.on_hold) == item.on_hold
    return False


@given(
    st.lists(
        strategies.any_open_items().filter(says_why), max_size=3, unique_by=lambda each: each.key
    ),
    st.sampled_from(DecimalMark),
)
def test_open_items_come_back_from_their_table(items: list[OpenItem], decimal: DecimalMark) -> None:
    table = write_open_items(items, decimal=decimal)
    assert read_open_items(table, decimal=decimal) == tuple(items)


@few
@given(strategies.any_proposals())
def test_a_table_of_a_proposal_has_a_row_for_every_line(proposal: Proposal) -> None:
    rows = list(csv.reader(StringIO(write_proposal(proposal), newline="")))
    assert [row[0] for row in rows[1:]] == [line.item.number for line in proposal.lines]
    assert {len(row) for row in rows} == {len(PROPOSAL_COLUMNS)}


CELLS = st.sampled_from(
    ["reference", "debtor_id", "name", "iban", "M-1", "NL91ABNA0417164300", "2026-01-01", "", '"']
)
LINES = st.lists(st.lists(CELLS | st.text(max_size=5), max_size=6).map(",".join), max_size=6)


@given(LINES.map("\n".join) | st.binary(max_size=40))
def test_whatever_is_not_a_table_is_refused_and_no_more(source: bytes | str) -> None:
    for read in (
        lambda: read_mandates(source, creditor_identifier=IDENTIFIER),
        lambda: read_open_items(source),
        lambda: read_creditor_card(source),
    ):
        with suppress(UnreadableRecords):
            read()
