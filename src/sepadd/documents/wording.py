"""What the debtor is told, in words: for the invoice, or as a letter or an e-mail.

The words are our own, in six languages; a user's own text can stand in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final, NamedTuple

from sepadd.documents.language_words import words_in
from sepadd.documents.prenotification import PreNotification
from sepadd.findings import InvalidValue
from sepadd.values import Language, fields_of, filled, one_line, reads

_OF_ONE: Final = frozenset({"amount", "due_on"})
_OF_SEVERAL: Final = frozenset({"schedule", "total"})
_TOLD_WHOLLY: Final = (_OF_ONE, frozenset({"schedule"}), frozenset({"details"}))
_OF_ALL: Final = frozenset(
    {
        *("debtor", "debtor_id", "creditor", "reference", "identifier", "iban"),
        *("about", "registration", "contact", "details", "count"),
    }
)


@reads
@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """A user's own text for a pre-notification, with named fields behind dollar signs.

    ``$amount`` and ``$due_on`` are there for one collection only, ``$schedule`` (a table of days
    and amounts) and ``$total`` for one or several. ``$details`` has everything, line by line. For
    all there are ``$debtor``, ``$debtor_id``, ``$creditor``, ``$reference``, ``$identifier``,
    ``$iban`` (masked), ``$about``, ``$registration``, ``$contact`` and ``$count``; ``$$`` is a
    dollar sign. Raises :class:`InvalidValue` for a field that is none of these, and for a text that
    does not tell both amount and day. The text is filled in, and never run.

    >>> NoticeTemplate("$creditor takes $amount")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: text '$creditor takes $amount': misses $due_on; ...
    """

    text: str

    def __post_init__(self) -> None:
        named = fields_of(self.text, _OF_ONE | _OF_SEVERAL | _OF_ALL)
        if not any(whole <= named for whole in _TOLD_WHOLLY):
            missing = " and ".join(f"${name}" for name in sorted(_OF_ONE - named))
            raise InvalidValue(
                f"text {self.text!r}: misses {missing}; the debtor is told the amount and the day, "
                "by $amount and $due_on, by $schedule, or by $details"
            )

    def filled(self, told: PreNotification, language: Language) -> str:
        """The text for one debtor, its amounts and days written as in a language.

        Raises :class:`InvalidValue` when it has ``$amount`` or ``$due_on``, and several are told.
        """
        values = _values(told, language)
        only_one = sorted(fields_of(self.text, _OF_ONE | values.keys()) - values.keys())
        if only_one:
            raise InvalidValue(
                f"text {self.text!r}: ${only_one[0]} is for one collection, and {told.label} "
                f"tells of {len(told.announced)}; write $schedule"
            )
        return filled(self.text, values)


def invoice_text(
    told: PreNotification, language: Language, template: NoticeTemplate | None = None
) -> str:
    """A sentence for the invoice: that it will be collected, what, when, and under which mandate.

    A schedule stands below it as a table. A ``template`` of one's own replaces the text.

    >>> from sepadd.documents import pre_notification
    >>> from sepadd.testing import COLLECTION, CREDITOR
    >>> text = invoice_text(pre_notification(COLLECTION, CREDITOR), Language.EN)
    >>> text.partition(" by ")[0]
    'You need not transfer anything: on 1 December 2026 we will collect €30.00'
    """
    if template is None:
        wording = _wording(language)
        template = wording.on_invoice if len(told.announced) == 1 else wording.on_invoice_several
    return template.filled(told, language)


def letter_text(
    told: PreNotification, language: Language, template: NoticeTemplate | None = None
) -> str:
    """A letter or an e-mail: its subject on the first line, then a blank one, then the text.

    A ``template`` of one's own replaces all of it.
    """
    return (template or _wording(language).letter).filled(told, language)


def _values(told: PreNotification, language: Language) -> Mapping[str, str]:
    values = {
        "debtor": told.debtor,
        "debtor_id": told.debtor_id,
        "creditor": told.creditor,
        "reference": str(told.mandate_reference),
        "identifier": str(told.creditor_identifier),
        "iban": told.masked_iban,
        "about": told.about,
        "registration": told.registration,
        "contact": told.contact,
        "count": str(len(told.announced)),
    }
    values = {name: one_line(value) for name, value in values.items()}
    values["total"] = language.amount(told.total)
    if len(told.announced) == 1:
        values["amount"] = language.amount(told.announced[0].amount)
        values["due_on"] = language.day(told.announced[0].due_on)
    wording = _wording(language)
    values["schedule"] = _schedule(told, language, wording.labels)
    values["details"] = _details(values, wording.labels, wording.colon)
    return values


def _schedule(told: PreNotification, language: Language, labels: _Labels) -> str:
    """The days and the amounts in two columns, the amounts flush right."""
    rows = [(language.day(each.due_on), language.amount(each.amount)) for each in told.announced]
    rows.insert(0, (labels.due_on, labels.amount))
    wide, narrow = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(f"{day:<{wide}}  {amount:>{narrow}}" for day, amount in rows)


def _details(values: Mapping[str, str], labels: _Labels, colon: str) -> str:
    """A line for each thing that there is to tell; a schedule below them."""
    named = [(label, values.get(name, "")) for name, label in labels._asdict().items()]
    lines = [(label + colon, value) for label, value in named if value]
    wide = max(len(label) for label, _ in lines)
    written = "\n".join(f"{label:<{wide}}  {value}" for label, value in lines)
    return written if "amount" in values else f"{written}\n\n{values['schedule']}"


class _Labels(NamedTuple):
    """What the details are called, in the order in which they are told."""

    amount: str
    due_on: str
    about: str
    iban: str
    reference: str
    identifier: str
    creditor: str
    registration: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """Our own words in one language."""

    labels: _Labels
    on_invoice: NoticeTemplate
    on_invoice_several: NoticeTemplate
    letter: NoticeTemplate
    colon: str


@cache
def _wording(language: Language) -> _Wording:
    words = words_in(language)["notice"]
    return _Wording(
        labels=_Labels(**words["labels"]),
        on_invoice=NoticeTemplate(words["on_invoice"]),
        on_invoice_several=NoticeTemplate(words["on_invoice_several"]),
        letter=NoticeTemplate(_letter(**words["letter"])),
        colon=words["colon"],
    )


def _letter(subject: str, salutation: str, opening: str, closing: str, greeting: str) -> str:
    parts = (subject, salutation, opening, "$details", closing, f"{greeting}\n$creditor")
    return "\n\n".join(parts) + "\n"
