"""The codes by which banks say why a collection failed, each in words that a bookkeeper knows.

The scheme has a list of its own; banks send more codes than that, from ISO's lists. Which of them
stands where is a fact; the wording here is ours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from sepadd.mandate import Scheme
from sepadd.reason_words import DUTCH, ENGLISH


class FailureKind(StrEnum):
    """The ways in which a collection fails, as the scheme's list of codes tells them apart."""

    REJECT = "reject"
    RETURN = "return"
    REFUND = "refund"
    REVERSAL = "reversal"
    REFUSAL = "refusal"
    """A reject for which the debtor asked."""
    CANCELLATION = "cancellation"


class ReasonClass(StrEnum):
    """What a code is about."""

    ACCOUNT = "account"
    CANCEL = "cancel"
    CREDIT_TRANSFER = "credit transfer"
    """Not about direct debits at all."""
    CREDITOR = "creditor"
    CUSTOMER = "customer"
    DATE = "date"
    DEBTOR_BLOCK = "debtor block"
    """The debtor has set limits at the bank."""
    DISPUTE = "dispute"
    DUPLICATE = "duplicate"
    FORMAT = "format"
    FUNDS = "funds"
    INFORMATION = "information"
    """Nothing failed."""
    LIMIT = "limit"
    MANDATE = "mandate"
    REGULATORY = "regulatory"
    REVERSAL = "reversal"
    ROUTING = "routing"
    SCHEME = "scheme"
    SEQUENCE = "sequence"
    TECHNICAL = "technical"
    UNKNOWN = "unknown"


class Standing(StrEnum):
    """Where a code stands."""

    SCHEME = "scheme"
    """In the scheme's own list of today."""
    FORMER = "former"
    """In older lists; some banks still send it."""
    ELSEWHERE = "elsewhere"
    """In ISO's lists: banks send it about direct debits, and the scheme does not."""
    OTHER = "other"
    """In ISO's lists, for something else than a direct debit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonCode:
    """One code: what it means, and where it is known.

    ``meaning`` and ``meaning_nl`` are for whoever keeps the books, in English and Dutch;
    ``iso_name`` is what ISO calls it, empty where no name was found. ``kinds`` are the failures and
    ``schemes`` the schemes for which it is known, both empty where it is for none: banks do send
    codes where they do not belong, so neither is a reason to refuse one.
    """

    code: str
    iso_name: str
    meaning: str
    meaning_nl: str
    kinds: frozenset[FailureKind]
    schemes: frozenset[Scheme]
    reason_class: ReasonClass
    standing: Standing
    source: str


_C = ReasonClass
_K = FailureKind
_Rows = tuple[tuple[str, ReasonClass, str], ...]
_BOTH: Final = frozenset(Scheme)
_CORE: Final = frozenset({Scheme.CORE, Scheme.COR1})
_BEFORE_OR_AFTER: Final = frozenset({_K.REJECT, _K.RETURN})
_BEFORE: Final = frozenset({_K.REJECT})
_EPC: Final = "EPC173-14 v8.0 (November 2024)"
_ISO: Final = "ISO 20022 external code sets, 1Q2023"


def _codes(
    rows: _Rows,
    *kinds: FailureKind,
    standing: Standing = Standing.ELSEWHERE,
    schemes: frozenset[Scheme] = _BOTH,
    source: str = _ISO,
) -> Iterator[ReasonCode]:
    """Codes that are known for the same kinds and schemes, and stand in the same list."""
    for code, about, iso_name in rows:
        yield ReasonCode(
            code=code,
            iso_name=iso_name,
            meaning=ENGLISH[code],
            meaning_nl=DUTCH[code],
            kinds=frozenset(kinds),
            schemes=schemes,
            reason_class=about,
            standing=standing,
            source=source,
        )


def _of_the_scheme(
    rows: _Rows, *kinds: FailureKind, schemes: frozenset[Scheme] = _BOTH
) -> Iterator[ReasonCode]:
    source = f"{_EPC}; {_ISO}"
    return _codes(rows, *kinds, standing=Standing.SCHEME, schemes=schemes, source=source)


def _former(rows: _Rows, *kinds: FailureKind, source: str = _ISO) -> Iterator[ReasonCode]:
    return _codes(rows, *kinds, standing=Standing.FORMER, source=source)


def _of_other_payments(rows: _Rows) -> Iterator[ReasonCode]:
    return _codes(rows, standing=Standing.OTHER, schemes=frozenset())


_ALL: Final = (
    # -- the scheme's own list ------------------------------------------------------------------
    *_of_the_scheme(
        (
            ("AC01", _C.ACCOUNT, "IncorrectAccountNumber"),
            ("AC04", _C.ACCOUNT, "ClosedAccountNumber"),
            ("AC06", _C.ACCOUNT, "BlockedAccount"),
            ("AG01", _C.ACCOUNT, "TransactionForbidden"),
            ("AG02", _C.SEQUENCE, "InvalidBankOperationCode"),
            ("AM04", _C.FUNDS, "InsufficientFunds"),
            ("BE05", _C.CREDITOR, "UnrecognisedInitiatingParty"),
            ("MD07", _C.CUSTOMER, "EndCustomerDeceased"),
            ("RC01", _C.ROUTING, "BankIdentifierIncorrect"),
            ("RR01", _C.REGULATORY, "MissingDebtorAccountOrIdentification"),
            ("RR02", _C.REGULATORY, "MissingDebtorNameOrAddress"),
            ("RR03", _C.REGULATORY, "MissingCreditorNameOrAddress"),
            ("RR04", _C.REGULATORY, "RegulatoryReason"),
            ("SL01", _C.DEBTOR_BLOCK, "SpecificServiceOfferedByDebtorAgent"),
        ),
        *_BEFORE_OR_AFTER,
    ),
    *_of_the_scheme(
        (("AC13", _C.SCHEME, "InvalidDebtorAccountType"),),
        *_BEFORE_OR_AFTER,
        schemes=frozenset({Scheme.B2B}),
    ),
    *_of_the_scheme(
        (
            ("AM05", _C.DUPLICATE, "Duplication"),
            ("MS03", _C.UNKNOWN, "NotSpecifiedReasonAgentGenerated"),
        ),
        *_BEFORE_OR_AFTER,
        _K.REVERSAL,
    ),
    *_of_the_scheme(
        (("MS02", _C.DISPUTE, "NotSpecifiedReasonCustomerGenerated"),),
        *_BEFORE_OR_AFTER,
        _K.REVERSAL,
        _K.REFUSAL,
    ),
    *_of_the_scheme((("MD01", _C.MANDATE, "NoMandate"),), *_BEFORE_OR_AFTER, _K.REFUND),
    *_of_the_scheme(
        (("MD06", _C.DISPUTE, "RefundRequestByEndCustomer"),),
        _K.REFUND,
        schemes=_CORE,
    ),
    *_of_the_scheme(
        (
            ("CNOR", _C.ROUTING, "CreditorBankIsNotRegistered"),
            ("DNOR", _C.ROUTING, "DebtorBankIsNotRegistered"),
            ("ED05", _C.TECHNICAL, "SettlementFailed"),
            ("FF01", _C.FORMAT, "InvalidFileFormat"),
            ("MD02", _C.MANDATE, "MissingMandatoryInformationInMandate"),
        ),
        *_BEFORE,
    ),
    # -- older lists of the scheme --------------------------------------------------------------
    *_former(
        (("FF05", _C.SCHEME, "InvalidLocalInstrumentCode"),),
        *_BEFORE_OR_AFTER,
        source=f"{_ISO}; Spanish guide 19-14; Core rulebook 6.0 of 2012",
    ),
    *_former(
        (
            ("BE04", _C.REGULATORY, "MissingCreditorAddress"),
            ("BE06", _C.ACCOUNT, "UnknownEndCustomer"),
        ),
        *_BEFORE_OR_AFTER,
    ),
    *_former((("MD05", _C.REVERSAL, "CollectionNotDue"),), _K.REVERSAL),
    # -- what banks send besides ----------------------------------------------------------------
    *_codes(
        (
            ("BE07", _C.REGULATORY, "MissingDebtorAddress"),
            ("BE08", _C.TECHNICAL, "BankError"),
            ("AC15", _C.ACCOUNT, "AccountDetailsChanged"),
            ("AC16", _C.ACCOUNT, "AccountInSequestration"),
            ("AG07", _C.FUNDS, "UnsuccesfulDirectDebit"),
            ("AM07", _C.REGULATORY, "BlockedAmount"),
            ("NARR", _C.UNKNOWN, "Narrative"),
            ("SL11", _C.DEBTOR_BLOCK, "CreditorNotOnWhitelistOfDebtor"),
            ("SL12", _C.DEBTOR_BLOCK, "CreditorOnBlacklistOfDebtor"),
            ("SL13", _C.DEBTOR_BLOCK, "MaximumNumberOfDirectDebitTransactionsExceeded"),
            ("SL14", _C.DEBTOR_BLOCK, "MaximumDirectDebitTransactionAmountExceeded"),
        ),
        *_BEFORE_OR_AFTER,
    ),
    *_codes(
        (("AM02", _C.LIMIT, "NotAllowedAmount"),),
        *_BEFORE_OR_AFTER,
        source=f"{_ISO}; RegioBank's list of reasons",
    ),
    *_codes(
        (("BE01", _C.ACCOUNT, "InconsistentWithEndCustomer"),),
        *_BEFORE,
        source=f"{_ISO}; EPC C2PSP implementation guidelines 2025",
    ),
    *_codes(
        (
            ("AC02", _C.ACCOUNT, "InvalidDebtorAccountNumber"),
            ("AC05", _C.ACCOUNT, "ClosedDebtorAccountNumber"),
            ("AC14", _C.ROUTING, "InvalidAgent"),
            ("AM01", _C.FORMAT, "ZeroAmount"),
            ("AM03", _C.FORMAT, "NotAllowedCurrency"),
            ("AM10", _C.FORMAT, "InvalidControlSum"),
            ("AM16", _C.FORMAT, "InvalidGroupControlSum"),
            ("AM17", _C.FORMAT, "InvalidPaymentInfoControlSum"),
            ("AM18", _C.FORMAT, "InvalidNumberOfTransactions"),
            ("CH03", _C.DATE, "RequestedExecutionDateOrRequestedCollectionDateTooFarInFuture"),
            ("CH04", _C.DATE, "RequestedExecutionDateOrRequestedCollectionDateTooFarInPast"),
            ("CH09", _C.MANDATE, "InvalidMandateChange"),
            ("CH10", _C.MANDATE, "MandateChangeInformationMissing"),
            ("CH11", _C.CREDITOR, "CreditorIdentifierIncorrect"),
            ("CH12", _C.CREDITOR, "CreditorIdentifierAmbiguous"),
            ("CH13", _C.MANDATE, "OriginalDebtorAccountNotToBeUsed"),
            ("CH14", _C.MANDATE, "OriginalDebtorAgentNotToBeUsed"),
            ("CH15", _C.FORMAT, "ContentStructuredRemittanceTooLong"),
            ("CH22", _C.FORMAT, "CoreAndB2BMixed"),
            ("CURR", _C.FORMAT, "IncorrectCurrency"),
            ("DT03", _C.DATE, "InvalidNonProcessingDate"),
            ("DU01", _C.DUPLICATE, "DuplicateMessageID"),
            ("DU02", _C.DUPLICATE, "DuplicatePaymentInformationID"),
            ("DU03", _C.DUPLICATE, "DuplicateTransaction"),
            ("DU04", _C.DUPLICATE, "DuplicateEndToEndID"),
            ("RC03", _C.ROUTING, "InvalidDebtorBankIdentifier"),
            ("RC04", _C.ROUTING, "InvalidCreditorBankIdentifier"),
            ("RC12", _C.CREDITOR, "InvalidCreditorSchemeId"),
            ("RF01", _C.DUPLICATE, "NotUniqueTransactionReference"),
            ("RR10", _C.FORMAT, "InvalidCharacterSet"),
            ("TM01", _C.DATE, "CutOffTime"),
        ),
        *_BEFORE,
    ),
    *_codes((("DT01", _C.DATE, "InvalidDate"),), *_BEFORE, _K.CANCELLATION),
    *_codes(
        (
            ("DUPL", _C.DUPLICATE, "DuplicatePayment"),
            ("CUST", _C.CANCEL, "RequestedByCustomer"),
            ("TECH", _C.TECHNICAL, "TechnicalProblem"),
            ("FRAD", _C.REGULATORY, "FraudulentOrigin"),
        ),
        _K.CANCELLATION,
    ),
    *_codes(
        (
            ("CH19", _C.INFORMATION, "DateSetToNextTargetDay"),
            ("DT06", _C.INFORMATION, "ExecutionDateChanged"),
        ),
    ),
    # -- not about direct debits ----------------------------------------------------------------
    *_of_other_payments(
        (
            ("AC03", _C.CREDIT_TRANSFER, "InvalidCreditorAccountNumber"),
            ("FOCR", _C.CREDIT_TRANSFER, "FollowingCancellationRequest"),
            ("ARDT", _C.CREDIT_TRANSFER, "AlreadyReturned"),
            ("CNPC", _C.CREDIT_TRANSFER, "CashNotPickedUp"),
            ("ERIN", _C.CREDIT_TRANSFER, "ERIOptionNotSupported"),
            ("MD16", _C.MANDATE, "MandateExpired"),
        ),
    ),
)

REASON_CODES: Final[Mapping[str, ReasonCode]] = MappingProxyType(
    {each.code: each for each in sorted(_ALL, key=lambda each: each.code)}
)
"""Every code that is known, by its four characters, in their order. Banks send others besides.

>>> REASON_CODES["AM04"].meaning, REASON_CODES["AM04"].meaning_nl
('insufficient funds', 'onvoldoende saldo')
"""
