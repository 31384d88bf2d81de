"""What the bank says about one collection: that it went well, or an R-transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from sepadd.identifiers import EndToEndId


class Reason(NamedTuple):
    """Why a collection failed: the code as the bank gave it, and what it means."""

    code: str
    meaning: str


_MEANINGS: Final = {
    "AC01": "account identifier incorrect",
    "AC04": "account closed",
    "AC06": "account blocked",
    "AC13": "the account is a consumer's",
    "AG01": "direct debit not allowed on this account",
    "AG02": "sequence or transaction type does not fit",
    "AM04": "insufficient funds",
    "AM05": "duplicate collection",
    "BE05": "creditor identifier not known",
    "MD01": "no valid mandate",
    "MD02": "mandate data missing or incorrect",
    "MD06": "refund asked for by the debtor",
    "MD07": "debtor deceased",
    "MS02": "refused by the debtor, no reason given",
    "MS03": "reason not given by the bank",
    "SL01": "blocked by the debtor's own limits at the bank",
}


def reason(code: str) -> Reason:
    """Look a code up. Banks do send codes of their own: an unknown one is kept, not refused.

    >>> reason("AC04").meaning
    'account closed'
    >>> reason("X999").meaning
    "not in the scheme's list"

    Source: EPC173-14 v8.0.
    """
    return Reason(code, _MEANINGS.get(code, "not in the scheme's list"))


@dataclass(frozen=True, slots=True, kw_only=True)
class BankFact:
    """Something the bank told us about one collection, and the day it says it happened."""

    end_to_end_id: EndToEndId
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Acceptance(BankFact):
    """Read and taken on by the creditor's bank; no money has moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement(BankFact):
    """Credited to the creditor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RTransaction(BankFact):
    """A collection that left the normal path; the scheme's word for all of these."""

    reason: Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject(RTransaction):
    """Turned down before settlement, by a bank, the clearing or (a refusal) the debtor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cancellation(RTransaction):
    """Recalled before settlement, by the creditor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Return(RTransaction):
    """Sent back after settlement, by the debtor's bank."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund(RTransaction):
    """Claimed back after settlement, by the debtor."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reversal(RTransaction):
    """Paid back after settlement, by the creditor."""
