"""Questions about days: when banks are closed, and by when a file has to be there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import MAXYEAR, date, time, timedelta
from typing import NamedTuple

import click

from sepadd.banks import BankProfile
from sepadd.cli.answer import Answer, ExitCode, Json, Question
from sepadd.cli.asked import at_option, on_option, profile_option, reading
from sepadd.cli.tables import facts, printable, table, weekday
from sepadd.mandate import Scheme, SequenceType
from sepadd.records import day
from sepadd.rulebook import (
    PRE_NOTIFICATION_DAYS,
    Terms,
    last_refund_on,
    last_return_on,
    last_unauthorised_refund_on,
)
from sepadd.values import TARGET, TARGET_START, BusinessCalendar, national


@click.command("calendar", cls=Question)
@click.argument("year", type=click.IntRange(TARGET_START.year, MAXYEAR))
@click.option("--country", help="Its bank holidays besides: NL, or DE-BY for a part of it.")
def calendar(*, year: int, country: str | None) -> Answer:
    """The closing days of TARGET in a year, and how many business days are left."""
    calendars = [TARGET] if country is None else [TARGET, _of_country(country)]
    counted = calendars if country is None else [*calendars, TARGET & calendars[1]]
    closed = list(_closed(calendars, year))
    days = table("day", "", "closed", "what for")
    for each in closed:
        days.add_row(
            str(each.on), weekday(each.on), ", ".join(each.calendars), printable(each.name)
        )
    counts = {each.name: len(each.business_days(year)) for each in counted}
    return Answer(
        {
            "year": year,
            "business_days": counts,
            "closing_days": [_closing_record(each) for each in closed],
        },
        (
            days,
            *(f"{name}: {count} business days in {year}" for name, count in counts.items()),
        ),
    )


class _Closed(NamedTuple):
    """A closing day other than a weekend, and the calendars that have it."""

    on: date
    name: str
    calendars: tuple[str, ...]


def _closing_record(closed: _Closed) -> dict[str, Json]:
    return {
        "on": str(closed.on),
        "weekday": weekday(closed.on),
        "name": closed.name,
        "closed": closed.calendars,
    }


def _of_country(country: str) -> BusinessCalendar:
    code, _, part = country.partition("-")
    return national(code, part or None)


def _closed(calendars: Iterable[BusinessCalendar], year: int) -> Iterable[_Closed]:
    tables = [(each.name, each.closing_days(year)) for each in calendars]
    for on in sorted({on for _, closing in tables for on in closing}):
        names = [(name, closing[on]) for name, closing in tables if on in closing]
        yield _Closed(on, names[0][1], tuple(name for name, _ in names))


@click.command("lead-time", cls=Question)
@click.option(
    "--due", "due_on", required=True, metavar="DATE", callback=reading(day), help="The due date."
)
@click.option(
    "--scheme", type=click.Choice([str(s) for s in Scheme]), default="CORE", show_default=True
)
@click.option(
    "--sequence",
    type=click.Choice([str(kind) for kind in SequenceType]),
    default=str(SequenceType.RECURRENT),
    show_default=True,
)
@profile_option
@on_option(": is that in time?")
@at_option
def lead_time(
    *,
    due_on: date,
    scheme: str,
    sequence: str,
    profile: BankProfile,
    on: date | None,
    at: time | None,
) -> Answer:
    """By when a file has to be with the bank, and until when money may go back."""
    asked = _Asked(due_on, Scheme(scheme), SequenceType(sequence), profile)
    data = asked.times()
    if on is None:
        return Answer(data, (facts(_sentences(data)),))
    data |= asked.handed_over(on, at)
    code = ExitCode.DONE if data["in_time"] else ExitCode.REFUSED
    return Answer(data, (facts(_sentences(data)),), code)


class _Asked(NamedTuple):
    """What the question is about."""

    due_on: date
    scheme: Scheme
    sequence: SequenceType
    profile: BankProfile

    def bank_terms(self, on: date, at: time | None = None) -> Terms:
        every = self.profile.schemes | {self.scheme}
        return replace(self.profile, schemes=every).terms_by_clock(on, at)

    def times(self) -> dict[str, Json]:
        """What follows from the due date alone."""
        calendar, terms = self.profile.calendar, self.bank_terms(self.due_on)
        settles_on = calendar.on_or_after(self.due_on)
        edition = terms.edition(settles_on)
        cut_off = self.profile.cut_off.get(self.scheme)
        core = self.scheme is not Scheme.B2B
        return {
            "due_on": str(self.due_on),
            "settles_on": str(settles_on),
            "scheme": str(self.scheme),
            "sequence_type": str(self.sequence),
            "profile": self.profile.name,
            "edition": edition.name,
            "lead_days": terms.lead_days(self.due_on, self.scheme, self.sequence),
            "latest_receipt_on": str(
                terms.latest_receipt_on(self.due_on, self.scheme, self.sequence)
            ),
            "cut_off": None if cut_off is None else cut_off.isoformat("minutes"),
            "pre_notify_by": str(self.due_on - timedelta(days=PRE_NOTIFICATION_DAYS)),
            "last_return_on": str(last_return_on(settles_on, self.scheme, calendar)),
            "last_reversal_on": str(calendar.after(settles_on, edition.reversal_days)),
            "last_refund_on": str(last_refund_on(settles_on)) if core else None,
            "last_unauthorised_refund_on": (
                str(last_unauthorised_refund_on(settles_on)) if core else None
            ),
        }

    def handed_over(self, on: date, at: time | None) -> dict[str, Json]:
        """Whether a file handed over then is in time, and for when it still would be."""
        terms = self.bank_terms(on, at)
        received_on = terms.received_on[self.scheme]
        latest = terms.latest_receipt_on(self.due_on, self.scheme, self.sequence)
        return {
            "handed_over_on": str(on),
            "received_on": str(received_on),
            "in_time": self.due_on > received_on and received_on <= latest,
            "earliest_due_on": str(terms.earliest_due_on(self.scheme, self.sequence)),
        }


def _sentences(data: dict[str, Json]) -> Iterable[tuple[str, str]]:
    """The same for people."""
    due_on, settles_on = data["due_on"], data["settles_on"]
    moved = "" if due_on == settles_on else f", no TARGET day: it settles on {_said(settles_on)}"
    cut_off = f"until {data['cut_off']}" if data["cut_off"] else "before its cut-off time"
    yield "due", f"{_said(due_on)}{moved}"
    yield "collection", f"{data['scheme']} {data['sequence_type']}, profile {data['profile']}"
    yield "edition of the rulebook", str(data["edition"])
    yield "lead time", f"D-{data['lead_days']}, in TARGET days"
    yield "at the bank by", f"{_said(data['latest_receipt_on'])}, {cut_off}"
    if "in_time" in data:
        yield "handed over", f"{_said(data['handed_over_on'])}: {_verdict(data)}"
    yield "debtor told by", f"{_said(data['pre_notify_by'])}, unless agreed otherwise"
    yield "last return by the debtor's bank", _said(data["last_return_on"])
    yield "last reversal by the creditor", _said(data["last_reversal_on"])
    yield "last refund, no reason needed", _said(data["last_refund_on"])
    yield "last refund, no mandate given", _said(data["last_unauthorised_refund_on"])


def _verdict(data: dict[str, Json]) -> str:
    if data["in_time"]:
        return f"in time, received on {_said(data['received_on'])}"
    return (
        f"too late, received on {_said(data['received_on'])}; "
        f"the earliest due date is {_said(data['earliest_due_on'])}"
    )


def _said(on: Json) -> str:
    """A day with its name; the scheme's word for none."""
    return "none under B2B" if on is None else f"{on} ({weekday(date.fromisoformat(str(on)))})"
