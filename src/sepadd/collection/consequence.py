"""What follows from a failed collection: whether to try again, what of the mandate, whom to tell.

It follows from the reason, the scheme and the kind of failure, by a table of which every line can
be overridden. What is proposed stands with the codes in :mod:`sepadd.collection.reason_codes`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.collection.bank_facts import Reason, Reject, Return, RTransaction
from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme
from sepadd.values import reads


class Retry(StrEnum):
    """Whether what failed may be collected again."""

    LATER = "later"
    """By itself, after some days and a limited number of times."""
    AFTER_FIX = "after a correction"
    """As soon as what was wrong is put right."""
    ASK_DEBTOR = "ask the debtor"
    """When the debtor agrees, and not before."""
    CASE_BY_CASE = "case by case"
    """When somebody has looked at it."""
    NO = "no"


class MandateConsequence(StrEnum):
    """What becomes of the mandate."""

    KEEP = "keep"
    SUSPEND = "suspend"
    """On hold until somebody releases it."""
    AMEND = "amend"
    """On hold until the debtor names another account."""
    END = "end"
    """Nothing can ever be collected under it again."""


class Whom(StrEnum):
    """Who has to hear of it."""

    DEBTOR = "debtor"
    """Or, after a death, the heirs."""
    BANK = "bank"
    """The creditor's own."""
    OURSELVES = "ourselves"
    """The creditor: what is wrong is in our own books or files."""


@reads
@dataclass(frozen=True, slots=True, kw_only=True)
class Consequence:
    """What to do after one failure.

    ``retry_after_days`` are calendar days, at least one, from the day of the failure to the new due
    date; the new collection is told to the debtor in time besides. ``most_attempts`` counts all
    attempts with the first, at least two. Both stand where ``retry`` is ``LATER`` and nowhere else.
    ``whom`` has to be told ``what``, in the words of an instruction. ``without_bic`` is what
    follows instead if the file held no BIC of the debtor's bank, where that makes a difference.

    Raises :class:`InvalidValue` where they do not go together.
    """

    retry: Retry
    mandate: MandateConsequence
    whom: Whom
    what: str
    retry_after_days: int | None = None
    most_attempts: int | None = None
    without_bic: Consequence | None = None

    def __post_init__(self) -> None:
        days, most = self.retry_after_days, self.most_attempts
        if self.retry is not Retry.LATER:
            if (days, most) != (None, None):
                raise InvalidValue(
                    f"retry {self.retry} after {days} days, at most {most} attempts: only a retry "
                    f"{Retry.LATER} has days and attempts"
                )
        elif days is None or days < 1 or most is None or most < 2:  # noqa: PLR2004 - first and one
            raise InvalidValue(
                f"retry {self.retry} after {days} days, at most {most} attempts: needs 1 day or "
                "more, and 2 attempts or more with the first"
            )

    def retry_from(self, failed_on: date, attempt: int) -> date | None:
        """The first calendar day on which it may be due again without anybody being asked.

        ``attempt`` is the failed collection's own, counted from 1. Absent where it is not to be
        tried again by itself, or has been tried often enough.

        >>> from sepadd import reason
        >>> from sepadd.collection import CONSEQUENCES
        >>> no_funds = CONSEQUENCES.of(reason("AM04"), Scheme.CORE, Return)
        >>> no_funds.retry_from(date(2026, 12, 3), attempt=2)
        datetime.date(2026, 12, 10)
        >>> no_funds.retry_from(date(2026, 12, 10), attempt=3) is None
        True
        """
        if self.retry_after_days is None or self.most_attempts is None:
            return None
        if attempt >= self.most_attempts:
            return None
        return failed_on + timedelta(days=self.retry_after_days)


class ConsequenceKey(NamedTuple):
    """For what a line of the table holds: a code, and perhaps one kind of failure, one scheme.

    An empty ``code`` is for a reason that was not given, or that has no line of its own.
    """

    code: str
    kind: type[RTransaction] | None = None
    scheme: Scheme | None = None

    def covers(self, other: ConsequenceKey) -> bool:
        """Whether what holds for this holds for the other, unless a line says otherwise."""
        return (
            self.code == other.code
            and self.kind in {None, other.kind}
            and self.scheme in {None, other.scheme}
        )


UNKNOWN: Final = Consequence(
    retry=Retry.CASE_BY_CASE,
    mandate=MandateConsequence.KEEP,
    whom=Whom.BANK,
    what="read what came with it, and ask the bank if that says nothing",
)
"""What follows from a reason that is not known or was not given: somebody looks at it."""


@dataclass(frozen=True, slots=True)
class Consequences:
    """A table of consequences; it never changes, :meth:`but` gives another one.

    >>> from dataclasses import replace
    >>> from sepadd import reason
    >>> from sepadd.collection import CONSEQUENCES
    >>> usual = CONSEQUENCES.of(reason("AM04"), Scheme.CORE, Return)
    >>> ours = CONSEQUENCES.but("AM04", replace(usual, retry_after_days=25))
    >>> ours.of(reason("AM04"), Scheme.CORE, Return).retry_after_days
    25
    """

    # Whoever asks for help on a function that takes it by default is not to read all of its lines.
    table: Mapping[ConsequenceKey, Consequence] = field(
        default_factory=dict[ConsequenceKey, Consequence], repr=False
    )

    def __post_init__(self) -> None:
        object.__setattr__(self, "table", MappingProxyType(dict(self.table)))

    def __reduce__(self) -> tuple[type[Consequences], tuple[dict[ConsequenceKey, Consequence]]]:
        """A copy is made of the same lines."""
        return Consequences, (dict(self.table),)

    def of(self, reason: Reason, scheme: Scheme, kind: type[RTransaction]) -> Consequence:
        """What follows, by the narrowest line: code and kind first, then the code, then the kind.

        Of lines that name the code, one that names the kind goes before one that names the scheme.
        COR1 is looked up as CORE. ``LATER`` is for rejects and returns: after another kind nobody
        is debited again by itself, unless the line names that kind. What has no line at all is
        looked at case by case, and keeps its mandate.

        >>> from sepadd import reason
        >>> from sepadd.collection import CONSEQUENCES
        >>> str(CONSEQUENCES.of(reason("MD07"), Scheme.CORE, Return).mandate)
        'end'
        >>> str(CONSEQUENCES.of(reason("X999"), Scheme.CORE, Return).retry)
        'case by case'
        """
        for key in _lines(reason.code, kind, _counted_as(scheme)):
            found = self.table.get(key)
            if found is not None and _is_for(found, key, kind):
                return found
        return UNKNOWN

    def but(
        self,
        code: str,
        consequence: Consequence,
        *,
        kind: type[RTransaction] | None = None,
        scheme: Scheme | None = None,
    ) -> Consequences:
        """The table with another consequence for a code, or for one kind or scheme of it only.

        It takes the place of every line that is about the same or something narrower. Any code can
        be given, also one that a bank has of its own; ``""`` stands for those without a line.
        """
        new = ConsequenceKey(code, kind, None if scheme is None else _counted_as(scheme))
        kept = {key: found for key, found in self.table.items() if not new.covers(key)}
        return Consequences({**kept, new: consequence})


def _counted_as(scheme: Scheme) -> Scheme:
    return Scheme.CORE if scheme is Scheme.COR1 else scheme


def _lines(code: str, kind: type[RTransaction], scheme: Scheme) -> tuple[ConsequenceKey, ...]:
    """Where to look, the narrowest first."""
    narrowings = ((kind, scheme), (kind, None), (None, scheme), (None, None))
    return tuple(
        ConsequenceKey(name, of_kind, under)
        for name in dict.fromkeys((code, ""))
        for of_kind, under in narrowings
    )


def _is_for(found: Consequence, key: ConsequenceKey, kind: type[RTransaction]) -> bool:
    return found.retry is not Retry.LATER or kind in {Reject, Return} or key.kind is kind
