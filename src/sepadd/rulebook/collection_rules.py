"""What the scheme and the bank ask of every collection."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sepadd.collection import Collection
from sepadd.findings import InvalidValue, Severity
from sepadd.mandate import Scheme, SequenceType
from sepadd.rulebook import texts
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.file_form import MOST_PER_COLLECTION
from sepadd.rulebook.rules import Change, Rule, rule
from sepadd.values import needs_debtor_address

USUAL_DAYS_AHEAD: Final = 14
"""Calendar days before the due date from which banks take collections between them."""


@rule(
    "COL-01",
    "The amount is between 0.01 and 999 999 999.99.",
    source="EPC130-08, InstdAmt",
    why=(
        "A direct debit can only take, the message has no room for more, and some banks set a "
        "limit of their own below that."
    ),
    hint="Collect an amount within the limit that the finding names.",
)
def amount_in_range(collection: Collection, terms: Terms) -> str | None:
    """And within the bank's own limit, where that is lower."""
    cents, banks = collection.amount.cents, terms.profile.form.limits.amount_per_collection
    if 0 < cents <= banks.cents and cents <= MOST_PER_COLLECTION.cents:
        return None
    most = min(banks, MOST_PER_COLLECTION)
    if cents <= 0:
        return f"the amount is {collection.amount}: at least 0.01 has to be collected"
    return f"the amount is {collection.amount}: at most {most} can be collected at once"


@rule(
    "COL-02",
    "The due date is a TARGET day.",
    source="EPC016-06, due date: the scheme moves it on, some banks refuse it",
    severity=Severity.WARNING,
    why=(
        "When TARGET is closed no money moves: the scheme settles on the next day on which it is "
        "open, and some banks refuse the collection instead."
    ),
    hint="Choose a TARGET day, or count on the money on the next one.",
)
def due_on_a_business_day(collection: Collection, terms: Terms) -> str | None:
    """It rolls forward, never back."""
    due_on = collection.due_on
    if terms.profile.calendar.is_business_day(due_on):
        return None
    calendar = terms.profile.calendar
    settles_on = calendar.on_or_after(due_on)
    return f"{due_on} is no {calendar.name} day; it would settle on the next, {settles_on}"


@rule(
    "COL-03",
    "The file reaches the bank in time.",
    source="EPC016-06, time cycle; bank terms",
    why=(
        "Banks exchange collections some TARGET days before the due date, today one, and each bank "
        "has a cut-off of its own before that. What comes after it counts as received on the next "
        "TARGET day."
    ),
    hint="Choose the earliest due date that is still possible, or a later one.",
)
def in_time(collection: Collection, terms: Terms) -> str | None:
    """Business days are counted back from the due date, once that is a business day itself."""
    scheme, due_on, kind = collection.mandate.scheme, collection.due_on, collection.sequence_type
    received_on = terms.received_on.get(scheme)
    if received_on is None or _is_not_offered(scheme, due_on, terms):
        return None  # there is no such scheme, and another rule says so
    if due_on > received_on and received_on <= terms.latest_receipt_on(due_on, scheme, kind):
        return None
    return _too_late(collection, terms)


def _is_not_offered(scheme: Scheme, due_on: date, terms: Terms) -> bool:
    """Whether the rulebook of a due date is without the scheme: only COR1 came and went."""
    return scheme is Scheme.COR1 and scheme not in terms.edition(due_on).schemes


def _too_late(collection: Collection, terms: Terms) -> str:
    scheme, due_on, kind = collection.mandate.scheme, collection.due_on, collection.sequence_type
    earliest = _earliest(terms, scheme, kind)
    handed = f"handed over on {terms.on}, received on {terms.received_on[scheme]}"
    if due_on <= terms.received_on[scheme]:
        return f"{handed}, it cannot be due on {due_on}; {earliest}"
    days = terms.lead_days(due_on, scheme, kind)
    latest = terms.latest_receipt_on(due_on, scheme, kind)
    return f"{handed}, but due {due_on} needs it by {latest} (D-{days}); {earliest}"


def _earliest(terms: Terms, scheme: Scheme, kind: SequenceType) -> str:
    try:
        return f"the earliest due date is {terms.earliest_due_on(scheme, kind)}"
    except InvalidValue:  # COR1, handed over in its last days
        return f"no later date is possible, since {scheme} ends"


@rule(
    "COL-04",
    "The mandate is in force on the due date.",
    source="EPC016-06, mandates",
    why=(
        "Without a mandate the debtor can claim the money back for thirteen months, and nobody but "
        "the creditor watches that one lapses after 36 months without use."
    ),
    hint="Choose a due date on which the mandate holds, or have a new one signed.",
)
def mandate_in_force(collection: Collection, terms: Terms) -> str | None:
    """Signed by then, not revoked, used up or lapsed."""
    mandate = collection.mandate
    if mandate.signed_on is None:
        return None  # MND-01 says it
    return mandate.why_unusable(collection.due_on, terms.profile.dormancy)


@rule(
    "COL-05",
    "The mandate's past allows the sequence type.",
    source="EPC016-06, AT-M006",
    why=(
        "Banks turn down (AG02) a first collection that is repeated and a second one under a one- "
        "off mandate; until November 2016 the first one had to be called so."
    ),
    hint="Use a sequence type that the finding names.",
)
def sequence_type_allowed(collection: Collection, terms: Terms) -> str | None:
    """First, recurrent, final or one-off, as the edition has it."""
    mandate = collection.mandate
    allowed = terms.allowed_sequence_types(mandate, collection.due_on)
    if collection.sequence_type in allowed:
        return None
    return f"it is {collection.sequence_type}, where {mandate.label} allows {' or '.join(allowed)}"


@rule(
    "COL-06",
    "The rulebook of the due date has the scheme.",
    source="EPC016-06 v9: end of COR1",
    why=(
        "COR1, handed over one day ahead, came in 2012 and was abolished in November 2016, when "
        "CORE became as fast."
    ),
    hint="Collect under CORE.",
)
def scheme_offered(collection: Collection, terms: Terms) -> str | None:
    """COR1 came in 2012 and went in November 2016."""
    scheme = collection.mandate.scheme
    if not _is_not_offered(scheme, collection.due_on, terms):
        return None
    edition = terms.edition(collection.due_on)
    return f"{scheme} is not in the rulebook of its due date, {edition.name}; use CORE"


@rule(
    "COL-07",
    "The due date is not more than 14 calendar days ahead.",
    source="EPC016-06, time cycle: banks need not take it earlier (from general knowledge)",
    severity=Severity.WARNING,
    why=(
        "Between them, banks need not take a collection earlier: many keep the file until then, "
        "some refuse it."
    ),
    hint="Ask whether the bank keeps it, or hand it over nearer to the due date.",
)
def not_long_ahead(collection: Collection, terms: Terms) -> str | None:
    """Many banks keep it until then; some refuse it."""
    days = (collection.due_on - terms.on).days
    if terms.profile.most_days_ahead is not None or days <= USUAL_DAYS_AHEAD:
        return None
    return f"due {collection.due_on}, {days} days after {terms.on}: ask whether the bank keeps it"


@rule(
    "COL-08",
    "The due date is not further ahead than the bank takes it.",
    source="bank terms",
    why="How long a file may wait is for the bank to say, and it refuses what comes earlier.",
    hint="Hand the file over on the day that the finding names, or later.",
)
def not_too_long_ahead(collection: Collection, terms: Terms) -> str | None:
    """In calendar days from the day of handing over."""
    most, days = terms.profile.most_days_ahead, (collection.due_on - terms.on).days
    if most is None or days <= most:
        return None
    return (
        f"due {collection.due_on}, {days} days after {terms.on}: the bank takes it at most {most} "
        f"days ahead; hand it over from {collection.due_on - timedelta(days=most)} on"
    )


@rule(
    "COL-09",
    "Where the creditor's account is outside the EEA, the debtor has an address.",
    source="EPC016-06 and EPC222-07, AT-P005; EPC409-09 v8.0",
    why=(
        "The address is mandatory as soon as one of the two banks is in a SEPA country outside the "
        "EEA, even where the debtor's own bank is inside it."
    ),
    hint=(
        "Enter the debtor's address, at least town and country, or collect on an account in the "
        "EEA."
    ),
)
def address_for_creditor_outside_eea(collection: Collection, _: Terms) -> str | None:
    """Mandatory as soon as one of the two banks is in a SEPA country outside the EEA."""
    debtor, iban = collection.mandate.debtor, collection.account.iban
    if iban.in_eea or debtor.address is not None or not needs_debtor_address(iban.country):
        return None
    if needs_debtor_address(debtor.iban.country):
        return None  # MND-08 says it
    return (
        f"it is collected on {iban} in {iban.country}, outside the EEA: "
        f"the address of debtor {debtor.id} is needed, at least town and country"
    )


@rule(
    "COL-10",
    "The remittance text reaches the bank as it is given, or as its profile converts it.",
    source="EPC217-08; EPC130-08, RmtInf/Ustrd",
    why=(
        "Debtors read this text on their statement and know by it what they paid. It has 140 "
        "characters of a narrow set, and what does not fit is converted, cut or refused."
    ),
    hint="Write a shorter text, in the characters that the finding names.",
)
def remittance_fits(collection: Collection, terms: Terms) -> tuple[Change, ...] | None:
    """A structured reference always does."""
    said = collection.remittance
    if not isinstance(said, str) or not said:
        return None
    if texts.fits(said, texts.REMITTANCE_LENGTH, terms.profile.form):
        return None  # the everyday case, at once
    return texts.changes(
        (texts.Text("remittance", said, texts.REMITTANCE_LENGTH),), terms.profile.form
    )


@rule(
    "COL-11",
    "An address in lines alone settles while the bank still takes it.",
    source="EPC153-22: the day of settlement counts; bank terms",
    why="What counts is the day of settlement, so a file can be in time and its collection not.",
    hint="Give the address in a form that has no end, or let the collection settle by that day.",
)
def address_not_ended(collection: Collection, terms: Terms) -> str | None:
    """Where the bank has a day for their end: a file may come before it and be due after it."""
    if terms.profile.unstructured_until is None:
        return None
    address = collection.mandate.debtor.address
    if address is None or terms.on > terms.profile.unstructured_until:
        return None  # MND-09 says it
    settles_on = terms.profile.calendar.on_or_after(collection.due_on)
    ended = texts.ended_lines(address, terms, settles_on)
    return f"it settles on {settles_on}, and {ended}" if ended else None


@rule(
    "COL-12",
    "The bank takes the sequence type.",
    source="bank terms",
    why=(
        "Some banks and packages know only a part of the sequence types, such as first and "
        "recurrent."
    ),
    hint="Use a sequence type that the bank takes and the mandate allows.",
)
def sequence_type_taken(collection: Collection, terms: Terms) -> str | None:
    """Some banks and packages know only a part of them, such as FRST and RCUR."""
    kind = collection.sequence_type
    if kind in terms.profile.sequence_types:
        return None
    return (
        f"it is {kind}, and the bank takes only {' or '.join(sorted(terms.profile.sequence_types))}"
    )


DUE_DATE_RULES: Final[tuple[Rule[Collection], ...]] = (
    due_on_a_business_day,
    in_time,
    scheme_offered,
    not_long_ahead,
    not_too_long_ahead,
    sequence_type_taken,
)
"""Those that look at nothing but the due date, the scheme and the sequence type.

What they say of one collection holds for all of its batch.
"""

OWN_RULES: Final[tuple[Rule[Collection], ...]] = (
    amount_in_range,
    mandate_in_force,
    sequence_type_allowed,
    address_for_creditor_outside_eea,
    remittance_fits,
    address_not_ended,
)
"""Those that look at what each collection has of its own."""

COLLECTION_RULES: Final[tuple[Rule[Collection], ...]] = tuple(
    sorted((*DUE_DATE_RULES, *OWN_RULES), key=lambda rule: rule.id)
)
"""All that is asked of one collection by itself, by their ids."""
