"""The one door into a value: what is read there, and that everything else is refused."""

from __future__ import annotations

import copy
import inspect
import pickle
from collections.abc import Iterator, Mapping
from dataclasses import FrozenInstanceError, asdict, dataclass, field, fields, is_dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from types import MappingProxyType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

import pytest

import sepadd.collection
import sepadd.debtors
import sepadd.documents
import sepadd.mandate
import sepadd.open_item
import sepadd.proposal
import sepadd.rulebook
import sepadd.values
from sepadd.banks import EPC
from sepadd.collection import (
    Acceptance,
    BatchBooking,
    Cancellation,
    Charge,
    Consequence,
    Consequences,
    FactSource,
    MandateConsequence,
    PurposeCode,
    Reason,
    Refund,
    Reject,
    Retry,
    Return,
    Reversal,
    Settlement,
    Whom,
    reason,
)
from sepadd.debtors import DebtorAccount, DebtorAccounts, DebtorCard
from sepadd.documents import e_invoice_terms, pre_notification
from sepadd.documents.notice import Announced, Notice
from sepadd.findings import InvalidValue
from sepadd.journal.ledger import LedgerAccount
from sepadd.journal.periods import ALWAYS, Period
from sepadd.journal.writing_off import write_off
from sepadd.mandate import (
    DORMANCY,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.open_item import (
    DirectDebitDiscount,
    InstalmentPlan,
    ItemKey,
    ItemKind,
    PaymentTerm,
    change_term,
    instalments,
)
from sepadd.proposal import Draft, Selection
from sepadd.proposal.collection_preference import CollectionPreference
from sepadd.proposal.edit import Added, AmountChanged, Cleared, Excluded, Included, Widened
from sepadd.proposal.limits import CollectingLimits
from sepadd.proposal.retry import RetryByReason
from sepadd.rulebook import CreditorCard, FileForm, FileLimits, LeadTimes
from sepadd.rulebook.bank_profile import Quirk
from sepadd.run import RunPolicy
from sepadd.testing import (
    ACCOUNT,
    AMENDMENT,
    AT,
    COLLECTION,
    CREDIT_NOTE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
)
from sepadd.values import (
    Bic,
    CreditorAccount,
    CreditorIdentifier,
    CreditorReference,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
    RunId,
    StructuredCommunication,
    reads,
)

NAMED: Final[dict[str, Any]] = {"end_to_end_id": EndToEndId("2026-12-1"), "on": DUE_ON}
FAILED: Final[dict[str, Any]] = {**NAMED, "reason": reason("AC04")}

THINGS: Final[tuple[Any, ...]] = (
    # values
    PostalAddress(country="NL", town="Delft"),
    OtherId(id="1"),
    OrganisationId(bic=Bic("ABNANL2A")),
    PersonId(other=OtherId(id="1")),
    Party(name="Holding"),
    DEBTOR,
    ACCOUNT,
    CREDITOR,
    # mandates
    AMENDMENT,
    DORMANCY,
    Presentation(due_on=DUE_ON, sequence_type=SequenceType.FIRST),
    Suspension(since=DUE_ON),
    MANDATE,
    # open items
    INVOICE,
    CREDIT_NOTE,
    PaymentTerm(days=30),
    change_term("10042", None, PaymentTerm(days=30), by="anna", at=AT),
    InstalmentPlan(parts=2),
    instalments(INVOICE, InstalmentPlan(parts=2))[0],
    DirectDebitDiscount(off=Decimal(2)),
    # collections
    COLLECTION,
    reason("AC04"),
    FactSource(),
    Acceptance(**NAMED),
    Settlement(**NAMED),
    Reject(**FAILED),
    Cancellation(**FAILED),
    Return(**FAILED),
    Refund(**FAILED),
    Reversal(**FAILED),
    Charge(**NAMED),
    BatchBooking(of="B-1", amount=Euro("1"), booked_on=DUE_ON),
    Consequence(retry=Retry.NO, mandate=MandateConsequence.KEEP, whom=Whom.BANK, what="ask"),
    # terms
    CreditorCard(),
    LeadTimes(core_first=1, core_following=1, b2b=1),
    FileLimits(),
    FileForm(),
    Quirk(what="a quirk", source="a source"),
    EPC,
    RunPolicy(),
    # what is asked to be proposed
    CollectionPreference(),
    CollectingLimits(),
    Selection(),
    RetryByReason(),
    Draft(id=RunId("2026-12"), due_on=DUE_ON),
    Excluded(item=INVOICE.key, at=AT),
    Included(item=INVOICE.key, at=AT),
    AmountChanged(item=INVOICE.key, amount=Euro("1"), at=AT),
    Added(item=INVOICE, at=AT),
    Widened(selection=Selection(), at=AT),
    Cleared(at=AT),
    # the ledger
    Period(DUE_ON, DUE_ON),
    ALWAYS,
    LedgerAccount("1300"),
    write_off(INVOICE, INVOICE.amount, on=DUE_ON),
    # debtors, and what they are told
    DebtorAccount(iban=Iban("NL91ABNA0417164300")),
    DebtorAccounts.only(DebtorAccount(iban=Iban("NL91ABNA0417164300"))),
    DebtorCard(id="10042"),
    Announced(amount=Euro("1"), due_on=DUE_ON),
    Notice(
        creditor_identifier=CREDITOR.identifier,
        mandate_reference=MANDATE.reference,
        told_on=DUE_ON,
        announced=(Announced(amount=Euro("1"), due_on=DUE_ON),),
    ),
    pre_notification(COLLECTION, CREDITOR),
    e_invoice_terms(MANDATE, CREDITOR),
)
"""One of each kind of value that comes through the door."""

READ_BY_THEMSELVES: Final = frozenset(
    {
        *("Bic", "CreditorIdentifier", "CreditorReference", "EndToEndId", "Euro", "Iban"),
        *("MandateReference", "MessageId", "PaymentInformationId", "PurposeCode", "RunId"),
        *("StructuredCommunication", "ReferenceMask", "NoticeTemplate"),
    }
)
"""Values of one text, or one number: their own constructor reads it."""

MADE_BY_US: Final = frozenset(
    {
        *("BusinessCalendar", "TextMode", "Consequences", "BankFact", "RTransaction", "Rule"),
        *("Edition", "Terms", "Proposal", "RunPolicy", "Deadlines"),
        *("MessageRow", "ReversalRow", "CancellationRow"),
        *("MandateForm", "FormField", "FormPart", "FormBox", "LegalText", "FormWords"),
    }
)
"""What nobody fills in a form: constants and results of our own, and what has no values itself."""

each_thing = pytest.mark.parametrize("thing", THINGS, ids=lambda thing: type(thing).__name__)


# -- no value is left out ------------------------------------------------------------------------


def _public() -> Iterator[type]:
    rooms = (sepadd.values, sepadd.mandate, sepadd.open_item, sepadd.collection, sepadd.proposal)
    for room in (*rooms, sepadd.rulebook, sepadd.debtors, sepadd.documents):
        for name in room.__all__:
            thing = getattr(room, name)
            if isinstance(thing, type) and is_dataclass(thing):
                yield thing


@pytest.mark.parametrize("kind", dict.fromkeys(_public()), ids=lambda kind: kind.__name__)
def test_every_public_value_comes_through_the_door(kind: type) -> None:
    assert (
        kind in set(map(type, THINGS))
        or kind.__name__ in READ_BY_THEMSELVES
        or kind.__name__ in MADE_BY_US
    )


# -- what is refused -----------------------------------------------------------------------------


def _parts(hint: Any) -> tuple[Any, ...]:
    args = get_args(hint)
    return args if args and get_origin(hint) not in {tuple, frozenset, Literal, type} else (hint,)


IN_NO_PLACE: Final[Mapping[object, tuple[object, ...]]] = {
    date: (datetime(2026, 12, 1, tzinfo=UTC), "2026-12-01", 20261201),
    datetime: (date(2026, 12, 1), "2026-12-01T09:00:00Z"),
    int: (True, 1.0, "1"),
    bool: (0, 1, "true", ""),
    str: (7, True, MANDATE.reference),
    Decimal: (2.5, "2.5", 2),
    Euro: (12, 12.5, True, "12,50", "12.505", "12.5 "),
    Iban: ("", "NL91ABNA0417164301", 91),
    MandateReference: ("", " padded ", "a//b", 7),
    EndToEndId: ("", " padded ", "a//b", 7),
    RunId: ("", "a.b", 7),
    tuple: ("ab", {"a": 1}, 7, [object()]),
    frozenset: ("ab", {"a": 1}, 7, [object()]),
    Enum: ("", "no such member", 7),
}
"""What has no place in a field of a type, written down here once more."""


def _wrong(hint: Any) -> Iterator[object]:
    parts = _parts(hint)
    yield from (object(), b"NL91ABNA0417164300")
    if type(None) not in parts:
        yield None
    for part in parts:
        kind = get_origin(part) or part
        yield from IN_NO_PLACE.get(kind, ())
        if isinstance(kind, type) and issubclass(kind, Enum):
            yield from IN_NO_PLACE[Enum]


UNCHECKED: Final = frozenset(
    {
        # functions, protocols and mappings are taken as they are
        *("b2b_reach", "discount", "cut_off", "extra_lead_days", "consequences"),
    }
)


@each_thing
def test_what_has_no_place_in_a_field_is_refused_with_the_field_the_value_and_what_is_right(
    thing: Any,
) -> None:
    hints = get_type_hints(type(thing))
    for each in fields(thing):
        if not each.init or each.name in UNCHECKED:
            continue
        for wrong in _wrong(hints[each.name]):
            given: Any = {each.name: wrong}
            with pytest.raises(InvalidValue) as refused:
                replace(thing, **given)
            told = str(refused.value)
            assert told.startswith(each.name), told
            shown = repr(wrong[0]) if isinstance(wrong, list) else repr(wrong)
            assert shown in told or repr(str(wrong)) in told, told
            assert " of " in told, told


@pytest.mark.parametrize(
    ("build", "told"),
    [
        (
            lambda: replace(INVOICE, description=None),  # type: ignore[arg-type]
            "description None of invoice 2026-1001: needs text",
        ),
        (
            lambda: replace(DEBTOR, kind="Consumer"),  # type: ignore[arg-type]
            "kind 'Consumer' of debtor 10042: needs a DebtorKind: consumer or company, or None",
        ),
        (
            lambda: replace(MANDATE, signed_on=datetime(2026, 1, 15, tzinfo=UTC)),
            (
                "signed_on datetime.datetime(2026, 1, 15, 0, 0, tzinfo=datetime.timezone.utc) of "
                "mandate M-1: needs a date without time, or None"
            ),
        ),
        (
            lambda: Settlement(**{**NAMED, "on": datetime(2026, 12, 1, tzinfo=UTC)}),
            (
                "on datetime.datetime(2026, 12, 1, 0, 0, tzinfo=datetime.timezone.utc) of "
                "a settlement: needs a date without time"
            ),
        ),
        (
            lambda: replace(INVOICE, amount=40.0),  # type: ignore[arg-type]
            (
                "amount of invoice 2026-1001: amount 40.0 is a float: "
                'write Euro(cents=1250), or the euros as text, Euro("12.50")'
            ),
        ),
        (
            lambda: replace(CREDITOR, accounts=[ACCOUNT, None]),  # type: ignore[arg-type]
            ("accounts None of creditor Zwembad De Waterlelie: needs a CreditorAccount"),
        ),
        (
            lambda: Draft(id="2026-12", due_on=DUE_ON).exclude("2026-1001", at=AT),  # type: ignore[arg-type]
            (
                "item '2026-1001': needs an Invoice, a CreditNote or a key, "
                "such as ItemKey.invoice('2026-1101')"
            ),
        ),
        (
            lambda: replace(MANDATE, debtor="10042"),  # type: ignore[arg-type]
            "debtor '10042' of mandate M-1: needs a Debtor",
        ),
    ],
)
def test_the_sentence(build: Any, told: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        build()
    assert str(refused.value) == told


def test_a_long_value_is_not_told_whole() -> None:
    with pytest.raises(InvalidValue) as refused:
        replace(INVOICE, description=b"x" * 9_000_000)  # type: ignore[arg-type]
    assert len(str(refused.value)) < 250


# -- what is read --------------------------------------------------------------------------------

READ: Final[tuple[tuple[Any, str, object, object], ...]] = (
    (DEBTOR, "iban", "nl98 ingb 0202 3456 88", Iban("NL98INGB0202345688")),
    (DEBTOR, "bic", "abnanl2a", Bic("ABNANL2A")),
    (DEBTOR, "kind", "consumer", DebtorKind.CONSUMER),
    (CREDITOR, "identifier", "nl42 zzz 1234 5678 0001", CreditorIdentifier("NL42ZZZ123456780001")),
    (CREDITOR, "accounts", ["NL02ABNA0123456789"], (ACCOUNT,)),
    (CREDITOR, "accounts", iter([ACCOUNT]), (ACCOUNT,)),
    (PostalAddress(country="NL", town="Delft"), "lines", ["a", "b"], ("a", "b")),
    (OrganisationId(bic=Bic("ABNANL2A")), "bic", "INGBNL2A", Bic("INGBNL2A")),
    (AMENDMENT, "iban", "NL91ABNA0417164300", Iban("NL91ABNA0417164300")),
    (MANDATE, "reference", "M-7", MandateReference("M-7")),
    (MANDATE, "scheme", "B2B", Scheme.B2B),
    (MANDATE, "scheme", "COR1", Scheme.COR1),
    (MANDATE, "creditor_identifier", "NL42ZZZ123456780001", CREDITOR.identifier),
    (MANDATE, "amendments", [AMENDMENT], (AMENDMENT,)),
    (
        Presentation(due_on=DUE_ON, sequence_type=SequenceType.FIRST),
        "outcome",
        "rejected",
        PresentationOutcome.REJECTED,
    ),
    (INVOICE, "amount", "42.50", Euro(cents=4250)),
    (INVOICE, "amount", Decimal("42.5"), Euro(cents=4250)),
    (INVOICE, "mandate", "M-1", MandateReference("M-1")),
    (INVOICE, "kind", "invoice", ItemKind.INVOICE),
    (INVOICE, "creditor_reference", "RF18539007547034", CreditorReference("RF18539007547034")),
    (
        INVOICE,
        "creditor_reference",
        "+++090/9337/55493+++",
        StructuredCommunication("090933755493"),
    ),
    (DirectDebitDiscount(off=Decimal(2)), "off", Euro("2.50"), Euro("2.50")),
    (DirectDebitDiscount(off=Decimal(2)), "off", Decimal("2.5"), Decimal("2.5")),
    (COLLECTION, "end_to_end_id", "E-1", EndToEndId("E-1")),
    (COLLECTION, "account", "NL02ABNA0123456789", CreditorAccount(iban=ACCOUNT.iban)),
    (COLLECTION, "purpose", "SUPP", PurposeCode("SUPP")),
    (COLLECTION, "remittance", "RF18539007547034", "RF18539007547034"),  # it is a text already
    (COLLECTION, "retries", ["E-0"], (EndToEndId("E-0"),)),
    (Return(**FAILED), "charges", "2.50", Euro("2.50")),
    (CollectingLimits(), "per_run", "100", Euro("100")),
    (Selection(), "debtors", ["a", "b"], frozenset({"a", "b"})),
    (Draft(id="D", due_on=DUE_ON), "account", "NL02ABNA0123456789", ACCOUNT.iban),
    (Excluded(item=INVOICE.key, at=AT), "item", CREDIT_NOTE, CREDIT_NOTE.key),
    (DebtorAccount(iban=DEBTOR.iban), "bic", "ABNANL2A", Bic("ABNANL2A")),
    (EPC, "schemes", ["CORE"], frozenset({Scheme.CORE})),
)


@pytest.mark.parametrize(
    ("thing", "field", "given", "read"),
    READ,
    ids=[
        f"{type(thing).__name__}.{field} {type(given).__name__}" for thing, field, given, _ in READ
    ],
)
def test_what_can_be_read_in_one_way_is_read(
    thing: Any, field: str, given: object, read: object
) -> None:
    held = getattr(replace(thing, **{field: given}), field)
    assert (held, type(held)) == (read, type(read))


def test_a_value_never_equals_a_text() -> None:
    for value in (DEBTOR.iban, MANDATE.reference, CREDITOR.identifier, Euro("12.50"), RunId("R")):
        assert value != str(value)


def test_a_mandate_reference_is_never_repaired() -> None:
    for text in ("m 1", " M-1", "M-1\n"):
        if text == "m 1":
            assert replace(MANDATE, reference=text).reference.value == text  # type: ignore[arg-type]
        else:
            with pytest.raises(InvalidValue, match="reference of a mandate"):
                replace(MANDATE, reference=text)  # type: ignore[arg-type]


# -- a dataclass as any other --------------------------------------------------------------------


@each_thing
def test_it_is_copied_replaced_pickled_and_taken_apart_as_any_dataclass(thing: Any) -> None:
    assert replace(thing) == copy.copy(thing) == copy.deepcopy(thing) == thing
    assert hash(replace(thing)) == hash(thing) if _can_be_a_key(thing) else True
    if not isinstance(thing, RetryByReason):  # it holds a table that cannot be changed
        assert list(asdict(thing)) == [each.name for each in fields(thing)]
    with pytest.raises(FrozenInstanceError):
        setattr(thing, fields(thing)[0].name, None)
    assert pickle.loads(pickle.dumps(thing)) == thing  # noqa: S301 - our own bytes


def _can_be_a_key(thing: object) -> bool:
    """Whether nothing in it is a mapping."""
    held = [getattr(thing, each.name) for each in fields(thing)]  # type: ignore[arg-type]
    return not any(isinstance(each, Mapping | Consequences) for each in held)


@each_thing
def test_the_constructor_takes_the_fields_with_their_defaults(thing: Any) -> None:
    """So that whoever asks :mod:`inspect`, and whoever asks :mod:`dataclasses`, hears the same."""
    taken = inspect.signature(type(thing)).parameters
    own = {each.name: each for each in fields(thing) if each.init}
    assert taken.keys() == own.keys()
    for name, parameter in taken.items():
        if parameter.default is not parameter.empty and "factory" not in repr(parameter.default):
            assert own[name].default is parameter.default


def test_it_can_be_matched() -> None:
    match INVOICE:
        case sepadd.open_item.Invoice(amount=Euro(cents=cents), mandate=None):
            assert cents == 40_00
        case _:
            pytest.fail("no match")


# -- keys ----------------------------------------------------------------------------------------


def test_a_key_is_made_by_its_kind() -> None:
    assert ItemKey.invoice("2026-1001") == INVOICE.key
    assert ItemKey.credit_note(CREDIT_NOTE.number) == CREDIT_NOTE.key
    assert pickle.loads(pickle.dumps(INVOICE.key)) == INVOICE.key  # noqa: S301 - our own bytes


@pytest.mark.parametrize("number", ["", " ", None, 7])
def test_a_key_has_a_number(number: Any) -> None:
    with pytest.raises(InvalidValue, match=r"number .* of an item key: needs text"):
        ItemKey.invoice(number)


def test_a_key_has_a_kind() -> None:
    with pytest.raises(InvalidValue, match="kind 'invoice' of an item key: needs an ItemKind"):
        ItemKey("invoice", "1")  # type: ignore[arg-type]


@pytest.mark.parametrize("verb", ["exclude", "include", "change_amount"])
def test_an_item_is_changed_by_itself_or_by_its_key_and_not_by_its_number(verb: str) -> None:
    draft = Draft(id="2026-12", due_on=DUE_ON)
    more: dict[str, Any] = {"amount": "1.00"} if verb == "change_amount" else {}
    by_item = getattr(draft, verb)(INVOICE, at=AT, **more)
    assert by_item == getattr(draft, verb)(INVOICE.key, at=AT, **more)
    for wrong in (INVOICE.number, None, ("invoice", INVOICE.number), [INVOICE]):
        with pytest.raises(InvalidValue, match="needs an Invoice, a CreditNote or a key"):
            getattr(draft, verb)(wrong, at=AT, **more)


# -- the door itself -----------------------------------------------------------------------------


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class _Several:
    """Fields that none of our values has."""

    of_two: Iban | Bic | None = None
    exactly: Literal["a", 1] = "a"
    kind: type[Exception] = ValueError
    pair: tuple[int, str] = (1, "a")
    made: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    anything: object = None


def test_a_text_that_two_could_read_is_read_by_neither() -> None:
    assert _Several(of_two="NL91ABNA0417164300").of_two == DEBTOR.iban  # type: ignore[arg-type]
    assert _Several(of_two="ABNANL2A").of_two == Bic("ABNANL2A")  # type: ignore[arg-type]
    with pytest.raises(InvalidValue, match=r"of_two of a several: Iban 'x': .*; Bic 'x': "):
        _Several(of_two="x")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "wrong", [{"exactly": True}, {"exactly": "b"}, {"kind": int}, {"pair": "ab"}, {"made": [1]}]
)
def test_what_else_a_field_may_be(wrong: dict[str, Any]) -> None:
    assert _Several(exactly=1, kind=KeyError, pair=(2, "b"), made={"a": 1}, anything=3).exactly == 1
    with pytest.raises(InvalidValue, match="of a several: needs"):
        _Several(**wrong)


def test_a_reason_is_not_a_text() -> None:
    with pytest.raises(InvalidValue, match="reason 'AC04' of a return: needs a Reason"):
        Return(**{**FAILED, "reason": "AC04"})
    assert Reason("AC04", "account closed") < Reason("AM04", "")
