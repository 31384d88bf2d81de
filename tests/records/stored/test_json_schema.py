"""The schemas of records say what is written, and refuse with the reader as far as they can."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sepadd.books import Books
from sepadd.documents import Announced, Notice
from sepadd.findings import FindingsError, InvalidValue, UnreadableRecords
from sepadd.mandate import Mandate
from sepadd.open_item import CreditNote, Invoice
from sepadd.proposal import Draft, Proposal, Selection
from sepadd.records import RECORD_KINDS, Kept, from_record, record_schema, to_record
from sepadd.records.stored.faults import KIND, VALUES
from sepadd.run import CollectionRun
from sepadd.testing import CREDIT_NOTE, INVOICE, MANDATE, strategies
from sepadd.testing.strategies.values import texts
from sepadd.values import Creditor

SCHEMAS = Path(__file__).parents[3] / "schemas" / "records"
STORED = Path(__file__).parents[2] / "stored" / "run-1.json"

few = settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])

NOTICES = st.builds(
    Notice,
    creditor_identifier=strategies.creditor_identifiers(),
    mandate_reference=strategies.mandate_references(),
    told_on=strategies.days(),
    by=st.just("") | texts(20),
    announced=st.lists(
        st.builds(Announced, amount=strategies.euros(), due_on=strategies.days()),
        min_size=1,
        max_size=2,
    ).map(tuple),
)


@st.composite
def books(draw: st.DrawFn) -> Books:
    return Books(
        creditor=draw(strategies.any_creditors()),
        open_items=draw(st.lists(strategies.any_open_items(), max_size=2)),
        mandates=draw(st.lists(strategies.any_mandates(), max_size=2)),
        runs=draw(st.lists(strategies.any_runs(), max_size=1)),
        code=draw(st.none() | texts(9)),
    )


THINGS: dict[str, st.SearchStrategy[Kept]] = {
    "mandate": strategies.any_mandates(),
    "open_item": strategies.any_open_items(),
    "creditor": strategies.any_creditors(),
    "selection": strategies.selections(),
    "draft": strategies.drafts(),
    "proposal": strategies.any_proposals(),
    "run": strategies.any_runs(),
    "notice": NOTICES,
    "books": books(),
}
READ_AS: dict[str, Any] = {
    "mandate": Mandate,
    "open_item": (Invoice, CreditNote),
    "creditor": Creditor,
    "selection": Selection,
    "draft": Draft,
    "proposal": Proposal,
    "run": CollectionRun,
    "notice": Notice,
    "books": Books,
}
KINDS = sorted(THINGS)


def as_tuple(kind: Any) -> tuple[Any, ...]:
    return kind if isinstance(kind, tuple) else (kind,)


@cache
def validator(kind: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(record_schema(kind))


def is_valid(record: object, kind: str) -> bool:
    return bool(validator(kind).is_valid(record))


def refused(record: Any, kind: str) -> set[str]:
    """Give the rules that the reader says are broken."""
    try:
        from_record(READ_AS[kind], record)
    except UnreadableRecords as unreadable:
        return {finding.rule for finding in unreadable.findings}
    return set()


def stored() -> dict[str, Any]:
    record: dict[str, Any] = json.loads(STORED.read_bytes())
    return record


# -- what is written ----------------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_the_schema_of_a_kind_is_a_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(record_schema(kind))


def test_whatever_is_written_under_a_kind_has_a_schema() -> None:
    assert set(THINGS) == set(RECORD_KINDS)
    asked = {thing for kind in READ_AS.values() for thing in as_tuple(kind)}
    assert asked == set(get_args(Kept))


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_whatever_is_written_is_valid(kind: str, data: st.DataObject) -> None:
    record = to_record(data.draw(THINGS[kind]))
    validator(kind).validate(json.loads(json.dumps(record)))


def test_a_run_that_was_stored_long_ago_is_valid() -> None:
    jsonschema.validate(stored(), record_schema("run"))


# -- what the reader refuses --------------------------------------------------------------------


def places(record: object) -> Iterator[dict[str, Any]]:
    """Give every record within a record, and itself."""
    if isinstance(record, dict):
        yield record
        for inner in record.values():
            yield from places(inner)
    if isinstance(record, list):
        for inner in record:
            yield from places(inner)


COUNT = len(list(places(stored())))
OTHERS: tuple[object, ...] = ("?", 7, True, [7], {"?": 7})


@pytest.mark.parametrize("place", range(COUNT))
def test_a_field_that_is_not_known_is_refused_wherever_it_stands(place: int) -> None:
    record = stored()
    list(places(record))[place]["?"] = 7
    assert "REC-02" in refused(record, "run")
    assert not is_valid(record, "run")


@pytest.mark.parametrize("place", range(COUNT))
def test_a_field_that_is_missing_is_refused_where_it_is_needed(place: int) -> None:
    for key in list(list(places(stored()))[place]):
        record = stored()
        del list(places(record))[place][key]
        structural = refused(record, "run") - {VALUES.id}
        assert is_valid(record, "run") is not bool(structural), key


@pytest.mark.parametrize("place", range(COUNT))
def test_a_field_of_another_type_is_refused(place: int) -> None:
    for key, value in list(places(stored()))[place].items():
        for other in OTHERS:
            if type(other) is type(value):
                continue
            record = stored()
            list(places(record))[place][key] = other
            assert refused(record, "run"), (key, other)
            assert not is_valid(record, "run"), (key, other)


@pytest.mark.parametrize(
    "change",
    [
        {"sepadd": "proposal"},
        {"sepadd": None},
        {"version": 2},
        {"version": 0},
        {"version": True},
        {"version": "1"},
        {"version": None},
    ],
)
def test_another_kind_or_version_is_refused(change: dict[str, object]) -> None:
    record = stored() | change
    assert refused(record, "run") == {KIND.id} or "REC-02" in refused(record, "run")
    assert not is_valid(record, "run")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("other", KINDS)
def test_a_record_of_one_kind_is_not_valid_as_another(kind: str, other: str) -> None:
    records = {"mandate": to_record(MANDATE), "open_item": to_record(INVOICE)}
    record = records.get(kind, stored() | {"sepadd": kind})
    assert is_valid(record, other) is (kind == other and kind in {*records, "run"})


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False).filter(lambda number: not number.is_integer())
    | st.text(max_size=9)
    | st.sampled_from(["12.50", "2026-02-30", "excluded", "reject", "NL91ABNA0417164300", "M-1"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("kind", KINDS)
@few
@given(data=st.data())
def test_of_what_is_valid_the_reader_refuses_no_field_but_only_values(
    kind: str, data: st.DataObject
) -> None:
    record = json.loads(json.dumps(to_record(data.draw(THINGS[kind]))))
    place = data.draw(st.sampled_from(list(places(record))))
    key = data.draw(st.sampled_from([*place, "?"]))
    place[key] = data.draw(JSON)
    if data.draw(st.booleans()):
        del place[key]
    if is_valid(record, kind):
        assert refused(record, kind) <= {VALUES.id}


@pytest.mark.parametrize(
    ("field", "other", "kind", "record"),
    [
        ("creditor_reference", "RF18539007547034", "open_item", to_record(INVOICE)),
        ("structured_communication", "090933755493", "open_item", to_record(INVOICE)),
    ],
)
def test_a_credit_note_has_no_reference_of_an_invoice(
    field: str, other: str, kind: str, record: dict[str, object]
) -> None:
    assert is_valid({**record, field: other}, kind)
    credit = to_record(CREDIT_NOTE)
    assert not is_valid({**credit, field: other}, kind)
    assert refused({**credit, field: other}, kind) == {"REC-02"}


def test_two_fields_that_exclude_each_other_are_refused() -> None:
    both = {"creditor_reference": "RF18539007547034", "structured_communication": "090933755493"}
    record = {**to_record(INVOICE), **both}
    assert not is_valid(record, "open_item")
    assert refused(record, "open_item") == {"REC-02"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "40"),
        ("amount", "40,00"),
        ("amount", 40),
        ("due_on", "1-12-2026"),
        ("due_on", "2026-12-01T00:00:00"),
        ("kind", "quote"),
        ("mandate", "M//1"),
        ("mandate", "M-1/"),
        ("mandate", " M-1"),
        ("creditor_reference", "18539007547034"),
    ],
)
def test_a_value_that_is_not_so_written_is_refused(field: str, value: object) -> None:
    record = {**to_record(INVOICE), field: value}
    assert refused(record, "open_item")
    assert not is_valid(record, "open_item")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("amount", "0.00"),
        ("due_on", "2026-02-30"),
        ("creditor_reference", "RF00539007547034"),
        ("number", " "),
    ],
)
def test_what_only_the_reader_knows_is_left_to_it(field: str, value: object) -> None:
    record = {**to_record(INVOICE), field: value}
    assert refused(record, "open_item") == {"REC-03"}
    assert is_valid(record, "open_item")


@pytest.mark.parametrize(
    ("field", "value"), [("iban", "nl91 abna 0417 1643 00"), ("bic", "abnanl2a"), ("bic", None)]
)
def test_the_reader_takes_what_the_schema_would_have_in_one_way_only(
    field: str, value: object
) -> None:
    record: Any = to_record(MANDATE)
    record["debtor"][field] = value
    assert refused(record, "mandate") == set()
    assert not is_valid(record, "mandate")


# -- what the schema says -----------------------------------------------------------------------


@pytest.mark.parametrize("kind", KINDS)
def test_every_record_within_one_says_what_it_is_and_every_field_what_it_holds(kind: str) -> None:
    for part in places(record_schema(kind)):
        if "properties" in part and part.get("type") == "object":
            assert part["title"]
            assert part["description"].endswith(".")
            assert all(field["description"] for field in part["properties"].values())
        if "pattern" in part:
            assert part["description"].endswith(".")


def test_there_is_no_schema_of_what_is_not_kept() -> None:
    with pytest.raises(InvalidValue, match="'invoice' is no kind of record: write mandate or"):
        record_schema("invoice")


def test_whoever_changes_a_schema_changes_no_other() -> None:
    record_schema("run").clear()
    assert record_schema("run")["title"] == "Run"


@pytest.mark.parametrize("kind", KINDS)
def test_the_published_file_is_the_schema(kind: str, request: pytest.FixtureRequest) -> None:
    path = SCHEMAS / f"{kind}.schema.json"
    now = json.dumps(record_schema(kind), indent=1, ensure_ascii=False) + "\n"
    if request.config.getoption("--golden-update"):
        path.write_bytes(now.encode())
    assert path.read_bytes().decode() == now


def test_no_other_file_is_published() -> None:
    assert sorted(path.name for path in SCHEMAS.iterdir()) == sorted(
        f"{kind}.schema.json" for kind in KINDS
    )


def test_an_unreadable_record_is_a_value_error_too() -> None:
    """So that what checks values for its users, as pydantic or a form does, takes it for one."""
    with pytest.raises(ValueError, match="REC-01") as caught:
        from_record(Mandate, {"sepadd": "run", "version": 1})
    assert isinstance(caught.value, FindingsError)
