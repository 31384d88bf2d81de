"""The codes by which banks say why a collection failed: one row a code, with all there is of it.

What a code is, where it stands, its words in English and Dutch, and what is proposed to do about
it. The scheme has a list of its own; banks send more codes than that, from ISO's lists. Which of
them stands where is a fact; the wording here is ours. Each proposal can be overridden:
``CONSEQUENCES.but("AM04", ...)``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Final

from sepadd.collection.bank_facts import NO_REASON, Cancellation, Reason, Refund, Reversal
from sepadd.collection.consequence import (
    UNKNOWN,
    Consequence,
    ConsequenceKey,
    Consequences,
    MandateConsequence,
    Retry,
    Whom,
)
from sepadd.frozen import dataclass
from sepadd.mandate import Scheme


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


_EPC: Final = "EPC173-14 v8.0 (November 2024)"
_ISO: Final = "ISO 20022 external code sets, 1Q2023"


@dataclass(frozen=True, slots=True)
class ReasonCode:
    """One code: what it means, where it is known, and what is proposed to do about it.

    ``meaning`` and ``meaning_nl`` are for whoever keeps the books, in English and Dutch;
    ``iso_name`` is what ISO calls it, empty where no name was found. ``kinds`` are the failures and
    ``schemes`` the schemes for which it is known, both empty where it is for none: banks do send
    codes where they do not belong, so neither is a reason to refuse one. ``consequence`` is absent
    where the code is not about direct debits; ``in_b2b``, ``after_refund`` and ``after_reversal``
    are what follows there instead. ``also`` is who else states it, beside ISO and the scheme.
    """

    code: str
    iso_name: str
    reason_class: ReasonClass
    standing: Standing
    kinds: frozenset[FailureKind]
    meaning: str
    meaning_nl: str
    consequence: Consequence | None = None
    in_b2b: Consequence | None = None
    after_refund: Consequence | None = None
    after_reversal: Consequence | None = None
    schemes: frozenset[Scheme] = frozenset(Scheme)
    also: str = ""

    @property
    def source(self) -> str:
        """Where its facts are stated."""
        of_the_scheme = _EPC if self.standing is Standing.SCHEME else ""
        return "; ".join(filter(None, (of_the_scheme, _ISO, self.also)))


_C = ReasonClass
_K = FailureKind
_M = MandateConsequence
_R = Retry
_S = Standing
_W = Whom
_Row = ReasonCode

_FAILED: Final = frozenset({_K.REJECT, _K.RETURN})
_REJECTED: Final = frozenset({_K.REJECT})
_CANCELLED: Final = frozenset({_K.CANCELLATION})
_NOTHING: Final = frozenset[FailureKind]()

_later = partial(Consequence, retry=_R.LATER, mandate=_M.KEEP, whom=_W.DEBTOR, retry_after_days=7)
_fix = partial(Consequence, retry=_R.AFTER_FIX, mandate=_M.KEEP, whom=_W.OURSELVES)
_amend = partial(Consequence, retry=_R.AFTER_FIX, mandate=_M.AMEND, whom=_W.DEBTOR)
_ask = partial(Consequence, retry=_R.ASK_DEBTOR, mandate=_M.KEEP, whom=_W.DEBTOR)
_look = partial(Consequence, retry=_R.CASE_BY_CASE, mandate=_M.KEEP, whom=_W.OURSELVES)
_leave = partial(Consequence, retry=_R.NO, mandate=_M.KEEP, whom=_W.OURSELVES)
_hold = partial(Consequence, retry=_R.NO, mandate=_M.SUSPEND, whom=_W.DEBTOR)
_end = partial(Consequence, retry=_R.NO, mandate=_M.END, whom=_W.DEBTOR)

_AGAIN: Final = "say that it will be collected again, and on which day"

# A week is our own choice. Providers stop after two or three retries: two, to be safe.
_NO_FUNDS: Final = _later(most_attempts=3, what=_AGAIN)
_ANOTHER_ACCOUNT: Final = _amend(what="ask for the account that is to be debited from now on")
_COMPLETE: Final = _fix(what="complete the data that the law asks for, and send it again")
_BIC: Final = _fix(what="correct the BIC, or leave it out where the IBAN is enough")
_FILE: Final = _fix(what="correct the file, and send it as a new one with a new id")
_AMENDMENT: Final = _fix(what="correct what the bank is told of the mandate's amendment")
_IDENTIFIER: Final = _fix(
    what="check the creditor identifier, and whether the bank was told that it changed"
)
_NEW_DATE: Final = _fix(what="choose another due date, tell the debtor and send it again")
_IN_EURO: Final = _fix(what="collect in euro")
_COPY: Final = _fix(what="find out whether the file was sent twice")
_NEW_ID: Final = _fix(what="find out whether it was sent twice; else give a new id")
_YOUR_LIMITS: Final = _fix(
    what="collect less or more at a time, or have your limits at the bank changed"
)
_ROUTED: Final = _fix(
    what="correct the BIC, or leave it out where the IBAN is enough",
    without_bic=_fix(
        whom=_W.DEBTOR,
        what="ask for another account: the debtor's bank cannot be reached by this IBAN",
    ),
)
_NAME: Final = _fix(whom=_W.DEBTOR, what="check name and account number")
_LIMITS: Final = _ask(
    what="ask to change the limits at the debtor's bank, or agree on another way to pay"
)
_ASKED_BACK: Final = _ask(what="ask why the money was claimed back; it is still owed")
_NOT_AGAIN: Final = _leave(
    what="find out whether it was sent twice; what is a duplicate stays away"
)
_ON_PURPOSE: Final = _leave(what="nothing, it was cancelled on purpose")
_ESCALATE: Final = _hold(
    whom=_W.BANK, what="ask what is behind it, and collect nothing until that is known"
)
_OUR_OWN: Final = _look(
    what="decide whether it is still to be collected: it was undone on our own request"
)

# Of each code: its ISO name, what it is about, where it stands, the failures that it is known for;
# what it means in English and in Dutch; what follows.
# fmt: off
_TABLE: Final = (
    _Row("AC01", "IncorrectAccountNumber", _C.ACCOUNT, _S.SCHEME, _FAILED,
         "account identifier incorrect", "rekeningnummer onjuist",
         _amend(what="ask for the right account number")),
    _Row("AC02", "InvalidDebtorAccountNumber", _C.ACCOUNT, _S.ELSEWHERE, _REJECTED,
         "debtor's account missing or incorrect",
         "rekeningnummer van de debiteur ontbreekt of is onjuist",
         _amend(what="ask for the right account number")),
    _Row("AC03", "InvalidCreditorAccountNumber", _C.CREDIT_TRANSFER, _S.OTHER, _NOTHING,
         "account of a payee incorrect", "rekeningnummer van de ontvanger onjuist",
         schemes=frozenset()),
    _Row("AC04", "ClosedAccountNumber", _C.ACCOUNT, _S.SCHEME, _FAILED,
         "account closed", "rekening opgeheven",
         _ANOTHER_ACCOUNT,
         in_b2b=_amend(what="ask for another account, and to confirm the mandate to the bank "
                            "that has it")),
    _Row("AC05", "ClosedDebtorAccountNumber", _C.ACCOUNT, _S.ELSEWHERE, _REJECTED,
         "debtor's account closed", "rekening van de debiteur opgeheven",
         _ANOTHER_ACCOUNT),
    _Row("AC06", "BlockedAccount", _C.ACCOUNT, _S.SCHEME, _FAILED,
         "account blocked", "rekening geblokkeerd",
         _ask(mandate=_M.SUSPEND,
              what="ask whether the account will be free, or for another way to pay")),
    _Row("AC13", "InvalidDebtorAccountType", _C.SCHEME, _S.SCHEME, _FAILED,
         "the account is a consumer's", "de rekening is van een consument",
         _look(whom=_W.BANK, what="ask what is meant: the code is one of B2B, and this is a CORE "
                                  "mandate"),
         in_b2b=_end(what="ask for a CORE mandate: a consumer cannot give a B2B one"),
         schemes=frozenset({Scheme.B2B})),
    _Row("AC14", "InvalidAgent", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "a bank in the chain is incorrect", "een bank in de keten is onjuist",
         _BIC),
    _Row("AC15", "AccountDetailsChanged", _C.ACCOUNT, _S.ELSEWHERE, _FAILED,
         "details of the account changed", "de gegevens van de rekening zijn gewijzigd",
         _ANOTHER_ACCOUNT),
    _Row("AC16", "AccountInSequestration", _C.ACCOUNT, _S.ELSEWHERE, _FAILED,
         "account under sequestration", "op de rekening ligt beslag",
         _hold(what="ask for another way to pay: the account is under sequestration")),
    _Row("AG01", "TransactionForbidden", _C.ACCOUNT, _S.SCHEME, _FAILED,
         "direct debit not allowed on this account", "incasso niet toegestaan op deze rekening",
         _amend(what="ask for an account on which direct debits are possible"),
         in_b2b=_amend(what="ask for an account that allows B2B debits, or for a CORE mandate")),
    _Row("AG02", "InvalidBankOperationCode", _C.SEQUENCE, _S.SCHEME, _FAILED,
         "sequence or transaction type does not fit", "soort incasso past niet bij de machtiging",
         _fix(what="correct the sequence type; a mandate that is used up needs a new one")),
    _Row("AG03", "TransactionNotSupported", _C.ACCOUNT, _S.ELSEWHERE, _REJECTED,
         "kind of transaction not supported on this account",
         "soort transactie niet mogelijk op deze rekening",
         _fix(whom=_W.BANK, what="ask whether your contract and the account allow direct debits")),
    _Row("AG07", "UnsuccesfulDirectDebit", _C.FUNDS, _S.ELSEWHERE, _FAILED,
         "could not be debited, no reason given; often insufficient funds",
         "niet af te schrijven, reden niet gegeven; vaak onvoldoende saldo",
         _NO_FUNDS),
    _Row("AGNT", "IncorrectAgent", _C.ROUTING, _S.ELSEWHERE, _FAILED | {_K.CANCELLATION},
         "a bank in the chain is wrong", "een bank in de keten is verkeerd",
         _fix(whom=_W.BANK, what="ask which bank in the chain is wrong")),
    _Row("AM01", "ZeroAmount", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "amount is zero", "het bedrag is nul",
         _leave(what="collect an amount above 0.00")),
    _Row("AM02", "NotAllowedAmount", _C.LIMIT, _S.ELSEWHERE, _FAILED,
         "amount above what is allowed", "bedrag hoger dan toegestaan",
         _fix(what="collect less at a time, or have your limit at the bank raised"),
         also="RegioBank's list of reasons"),
    _Row("AM03", "NotAllowedCurrency", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "currency not allowed", "valuta niet toegestaan",
         _IN_EURO),
    _Row("AM04", "InsufficientFunds", _C.FUNDS, _S.SCHEME, _FAILED,
         "insufficient funds", "onvoldoende saldo",
         _NO_FUNDS),
    _Row("AM05", "Duplication", _C.DUPLICATE, _S.SCHEME, _FAILED | {_K.REVERSAL},
         "duplicate collection", "dubbele incasso",
         _NOT_AGAIN, after_reversal=_leave(what="nothing, a duplicate was paid back")),
    _Row("AM06", "TooLowAmount", _C.LIMIT, _S.ELSEWHERE, _FAILED,
         "amount below the agreed minimum", "bedrag lager dan het afgesproken minimum",
         _YOUR_LIMITS),
    _Row("AM07", "BlockedAmount", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "amount blocked by an authority", "bedrag geblokkeerd door een instantie",
         _ESCALATE),
    _Row("AM09", "WrongAmount", _C.DISPUTE, _S.ELSEWHERE, _FAILED | {_K.CANCELLATION},
         "amount not as agreed", "bedrag anders dan afgesproken",
         _look(whom=_W.DEBTOR, what="compare the amount with the invoice and the notice")),
    _Row("AM10", "InvalidControlSum", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "control sum does not add up", "controletotaal klopt niet",
         _FILE),
    _Row("AM14", "AmountExceedsAgreedLimit", _C.LIMIT, _S.ELSEWHERE, _REJECTED,
         "amount above your limit with the bank", "bedrag hoger dan uw limiet bij de bank",
         _YOUR_LIMITS),
    _Row("AM16", "InvalidGroupControlSum", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "control sum of the file does not add up", "controletotaal van het bestand klopt niet",
         _FILE),
    _Row("AM17", "InvalidPaymentInfoControlSum", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "control sum of a batch does not add up", "controletotaal van de batch klopt niet",
         _FILE),
    _Row("AM18", "InvalidNumberOfTransactions", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "number of transactions does not add up", "aantal transacties klopt niet",
         _FILE),
    _Row("AM19", "InvalidGroupNumberOfTransactions", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "number of transactions of the file does not add up",
         "aantal posten van het bestand klopt niet",
         _FILE),
    _Row("AM20", "InvalidPaymentInfoNumberOfTransactions", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "number of transactions of a batch does not add up",
         "aantal posten van een batch klopt niet",
         _FILE),
    _Row("AM21", "LimitExceeded", _C.LIMIT, _S.ELSEWHERE, _REJECTED,
         "limit with the bank exceeded", "limiet bij de bank overschreden",
         _YOUR_LIMITS),
    _Row("ARDT", "AlreadyReturned", _C.CREDIT_TRANSFER, _S.OTHER, _NOTHING,
         "returned already", "al teruggeboekt",
         schemes=frozenset()),
    _Row("BE01", "InconsistentWithEndCustomer", _C.ACCOUNT, _S.ELSEWHERE, _REJECTED,
         "debtor's name does not belong to the account",
         "naam van de debiteur hoort niet bij de rekening",
         _NAME, also="EPC C2PSP implementation guidelines 2025"),
    _Row("BE04", "MissingCreditorAddress", _C.REGULATORY, _S.FORMER, _FAILED,
         "creditor's address missing or incorrect",
         "adres van de crediteur ontbreekt of is onjuist",
         _COMPLETE),
    _Row("BE05", "UnrecognisedInitiatingParty", _C.CREDITOR, _S.SCHEME, _FAILED,
         "creditor identifier not known", "incassant-ID niet bekend",
         _IDENTIFIER),
    _Row("BE06", "UnknownEndCustomer", _C.ACCOUNT, _S.FORMER, _FAILED,
         "debtor not known at this bank", "debiteur niet bekend bij de bank",
         _amend(what="ask for the account: the bank does not know the debtor")),
    _Row("BE07", "MissingDebtorAddress", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "debtor's address missing", "adres van de debiteur ontbreekt",
         _COMPLETE),
    _Row("BE08", "BankError", _C.TECHNICAL, _S.ELSEWHERE, _FAILED,
         "a bank's error, or the debtor's name missing",
         "fout van een bank, of naam van de debiteur ontbreekt",
         _fix(whom=_W.BANK, what="ask what was meant, if no text says so")),
    _Row("BE09", "InvalidCountry", _C.REGULATORY, _S.ELSEWHERE, _REJECTED,
         "country missing or incorrect", "land ontbreekt of is onjuist",
         _COMPLETE),
    _Row("BE10", "InvalidDebtorCountry", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "debtor's country missing or incorrect", "land van de debiteur ontbreekt of is onjuist",
         _COMPLETE),
    _Row("BE11", "InvalidCreditorCountry", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "creditor's country missing or incorrect",
         "land van de crediteur ontbreekt of is onjuist",
         _COMPLETE),
    _Row("BE15", "InvalidIdentificationCode", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "identification of a party missing or incorrect",
         "identificatie van een partij ontbreekt of is onjuist",
         _FILE),
    _Row("BE16", "InvalidDebtorIdentificationCode", _C.FORMAT,
         _S.ELSEWHERE, _FAILED | {_K.CANCELLATION},
         "debtor's identification missing or incorrect",
         "identificatie van de debiteur ontbreekt of is onjuist",
         _FILE),
    _Row("BE17", "InvalidCreditorIdentificationCode", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "creditor's identification missing or incorrect",
         "identificatie van de crediteur ontbreekt of is onjuist",
         _FILE),
    _Row("BE20", "InvalidNameLength", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "name too long", "naam te lang",
         _FILE),
    _Row("BE21", "MissingName", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "name missing or incorrect", "naam ontbreekt of is onjuist",
         _FILE),
    _Row("BE22", "MissingCreditorName", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "creditor's name missing", "naam van de crediteur ontbreekt",
         _FILE),
    _Row("CH03", "RequestedExecutionDateOrRequestedCollectionDateTooFarInFuture", _C.DATE,
         _S.ELSEWHERE, _REJECTED,
         "due date too far ahead", "incassodatum te ver in de toekomst",
         _fix(what="send it again nearer to the due date")),
    _Row("CH04", "RequestedExecutionDateOrRequestedCollectionDateTooFarInPast", _C.DATE,
         _S.ELSEWHERE, _REJECTED,
         "due date in the past", "incassodatum ligt in het verleden",
         _NEW_DATE),
    _Row("CH07", "ElementIsNotToBeUsedAtB-andC-Level", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "element on both levels, batch and collection",
         "element op beide niveaus, batch en incasso",
         _FILE),
    _Row("CH09", "InvalidMandateChange", _C.MANDATE, _S.ELSEWHERE, _REJECTED,
         "amendment of the mandate not allowed", "wijziging van de machtiging niet toegestaan",
         _AMENDMENT),
    _Row("CH10", "MandateChangeInformationMissing", _C.MANDATE, _S.ELSEWHERE, _REJECTED,
         "details of the mandate's amendment missing",
         "gegevens over de wijziging van de machtiging ontbreken",
         _AMENDMENT),
    _Row("CH11", "CreditorIdentifierIncorrect", _C.CREDITOR, _S.ELSEWHERE, _REJECTED,
         "creditor identifier incorrect", "incassant-ID onjuist",
         _IDENTIFIER),
    _Row("CH12", "CreditorIdentifierAmbiguous", _C.CREDITOR, _S.ELSEWHERE, _REJECTED,
         "creditor identifier given in two ways", "incassant-ID niet eenduidig",
         _IDENTIFIER),
    _Row("CH13", "OriginalDebtorAccountNotToBeUsed", _C.MANDATE, _S.ELSEWHERE, _REJECTED,
         "debtor's former account does not belong here",
         "oude rekening van de debiteur hoort hier niet",
         _AMENDMENT),
    _Row("CH14", "OriginalDebtorAgentNotToBeUsed", _C.MANDATE, _S.ELSEWHERE, _REJECTED,
         "debtor's former bank does not belong here", "oude bank van de debiteur hoort hier niet",
         _AMENDMENT),
    _Row("CH15", "ContentStructuredRemittanceTooLong", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "structured reference too long", "gestructureerde omschrijving te lang",
         _fix(what="shorten the reference that the debtor reads")),
    _Row("CH16", "ElementContentFormallyIncorrect", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "content of an element incorrect", "inhoud van een element onjuist",
         _FILE),
    _Row("CH17", "ElementNotAdmitted", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "element not allowed", "element niet toegestaan",
         _FILE),
    _Row("CH19", "DateSetToNextTargetDay", _C.INFORMATION, _S.ELSEWHERE, _NOTHING,
         "due date moved to the next TARGET day",
         "incassodatum verschoven naar de volgende TARGET-dag",
         _leave(what="expect the money a day of settlement later")),
    _Row("CH20", "DecimalPointsNotCompatibleWithCurrency", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "too many decimals for the currency", "te veel decimalen voor de valuta",
         _FILE),
    _Row("CH21", "RequiredCompulsoryElementMissing", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "mandatory element missing", "verplicht element ontbreekt",
         _FILE),
    _Row("CH22", "CoreAndB2BMixed", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "CORE and B2B in one file", "standaard- en bedrijfsincasso in één bestand",
         _FILE),
    _Row("CNOR", "CreditorBankIsNotRegistered", _C.ROUTING, _S.SCHEME, _REJECTED,
         "your bank is not known to the clearing under this BIC",
         "uw bank is bij de clearing niet bekend onder deze BIC",
         _fix(whom=_W.BANK, what="say that the clearing does not know your bank")),
    _Row("CNPC", "CashNotPickedUp", _C.CREDIT_TRANSFER, _S.OTHER, _NOTHING,
         "cash not collected", "contant geld niet afgehaald",
         schemes=frozenset()),
    _Row("CURR", "IncorrectCurrency", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "currency incorrect", "valuta onjuist",
         _IN_EURO),
    _Row("CUST", "RequestedByCustomer", _C.CANCEL, _S.ELSEWHERE, _CANCELLED,
         "cancelled as the customer asked", "ingetrokken op verzoek van de klant",
         _ON_PURPOSE),
    _Row("DNOR", "DebtorBankIsNotRegistered", _C.ROUTING, _S.SCHEME, _REJECTED,
         "the debtor's bank is not known to the clearing under this BIC",
         "bank van de debiteur is bij de clearing niet bekend onder deze BIC",
         _ROUTED,
         in_b2b=_fix(whom=_W.DEBTOR, what="ask for a CORE mandate if the debtor's bank does not "
                                          "take part in B2B")),
    _Row("DT01", "InvalidDate", _C.DATE, _S.ELSEWHERE, _REJECTED | {_K.CANCELLATION},
         "date incorrect", "datum onjuist",
         _NEW_DATE),
    _Row("DT02", "InvalidCreationDate", _C.DATE, _S.ELSEWHERE, _FAILED,
         "time of creation of the file incorrect", "aanmaaktijd van het bestand onjuist",
         _FILE),
    _Row("DT03", "InvalidNonProcessingDate", _C.DATE, _S.ELSEWHERE, _REJECTED,
         "due date is no day of settlement", "datum is geen werkdag van de banken",
         _NEW_DATE),
    _Row("DT04", "FutureDateNotSupported", _C.DATE, _S.ELSEWHERE, _FAILED,
         "date too far ahead", "datum te ver vooruit",
         _NEW_DATE),
    _Row("DT05", "InvalidCutOffDate", _C.DATE, _S.ELSEWHERE, _REJECTED,
         "received after the agreed last day", "na de afgesproken laatste dag ontvangen",
         _NEW_DATE),
    _Row("DT06", "ExecutionDateChanged", _C.INFORMATION, _S.ELSEWHERE, _NOTHING,
         "date changed so that it could be processed",
         "datum gewijzigd zodat de incasso verwerkt kon worden",
         _leave(what="expect the money on the day that the bank names")),
    _Row("DU01", "DuplicateMessageID", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "id of the file used before", "kenmerk van het bestand al gebruikt",
         _COPY),
    _Row("DU02", "DuplicatePaymentInformationID", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "id of the batch used before", "kenmerk van de batch al gebruikt",
         _COPY),
    _Row("DU03", "DuplicateTransaction", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "the same collection sent before", "transactie is al ingediend",
         _NOT_AGAIN),
    _Row("DU04", "DuplicateEndToEndID", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "reference of the collection used before", "betalingskenmerk al gebruikt",
         _NEW_ID),
    _Row("DU05", "DuplicateInstructionID", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "instruction id used before", "instructiekenmerk al eerder gebruikt",
         _NEW_ID),
    _Row("DUPL", "DuplicatePayment", _C.DUPLICATE, _S.ELSEWHERE, _CANCELLED,
         "cancelled as a duplicate", "ingetrokken omdat de incasso dubbel was",
         _ON_PURPOSE),
    _Row("ED05", "SettlementFailed", _C.TECHNICAL, _S.SCHEME, _REJECTED,
         "settlement between the banks failed", "afwikkeling tussen de banken mislukt",
         _later(retry_after_days=1, most_attempts=2, whom=_W.BANK,
                what="ask whether it can be sent again")),
    _Row("ERIN", "ERIOptionNotSupported", _C.CREDIT_TRANSFER, _S.OTHER, _NOTHING,
         "extended remittance information not supported",
         "optie voor uitgebreide omschrijving niet ondersteund",
         schemes=frozenset()),
    _Row("FF01", "InvalidFileFormat", _C.FORMAT, _S.SCHEME, _REJECTED,
         "file format incorrect", "bestandsformaat onjuist",
         _FILE),
    _Row("FF02", "SyntaxError", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "syntax error in the file", "syntaxisfout in het bestand",
         _FILE),
    _Row("FF03", "InvalidPaymentTypeInformation", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "payment type information missing or incorrect",
         "gegevens over het soort betaling ontbreken of zijn onjuist",
         _FILE),
    _Row("FF04", "InvalidServiceLevelCode", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "service level missing or incorrect", "serviceniveau ontbreekt of is onjuist",
         _FILE),
    _Row("FF05", "InvalidLocalInstrumentCode", _C.SCHEME, _S.FORMER, _FAILED,
         "the kind of direct debit, CORE or B2B, does not fit",
         "soort incasso (standaard of bedrijf) onjuist",
         _fix(what="check for which scheme the mandate was given"),
         also="Spanish guide 19-14; Core rulebook 6.0 of 2012"),
    _Row("FF06", "InvalidCategoryPurposeCode", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "category purpose missing or incorrect", "categoriedoel ontbreekt of is onjuist",
         _FILE),
    _Row("FF07", "InvalidPurpose", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "purpose missing or incorrect", "betaaldoel ontbreekt of is onjuist",
         _FILE),
    _Row("FF08", "InvalidEndToEndId", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "EndToEndId missing or incorrect", "EndToEndId ontbreekt of is onjuist",
         _FILE),
    _Row("FF10", "BankSystemProcessingError", _C.TECHNICAL, _S.ELSEWHERE, _REJECTED,
         "technical problem at the bank", "technisch probleem bij de bank",
         _later(whom=_W.BANK, retry_after_days=1, most_attempts=2, what="ask whether it can be "
                                                                        "sent again")),
    _Row("FOCR", "FollowingCancellationRequest", _C.CREDIT_TRANSFER, _S.OTHER, _NOTHING,
         "given back after a request for cancellation",
         "teruggeboekt na een verzoek tot annulering",
         schemes=frozenset()),
    _Row("FRAD", "FraudulentOrigin", _C.REGULATORY, _S.ELSEWHERE, _CANCELLED,
         "cancelled as fraud", "ingetrokken wegens fraude",
         _ESCALATE),
    _Row("MD01", "NoMandate", _C.MANDATE, _S.SCHEME, _FAILED | {_K.REFUND},
         "no valid mandate", "geen geldige machtiging",
         _hold(what="look for the signed mandate, and ask for a new one if need be"),
         in_b2b=_hold(what="ask to confirm the mandate to the debtor's bank"),
         after_refund=_hold(whom=_W.BANK,
                            what="show the signed mandate; without one the money is gone")),
    _Row("MD02", "MissingMandatoryInformationInMandate", _C.MANDATE, _S.SCHEME, _REJECTED,
         "mandate data missing or incorrect",
         "gegevens van de machtiging ontbreken of zijn onjuist",
         _fix(what="complete the mandate: reference, day of signature, changes")),
    _Row("MD03", "InvalidFileFormatForOtherReasonThanGroupingIndicator", _C.FORMAT,
         _S.FORMER, _FAILED,
         "file format incorrect, of old", "bestandsformaat onjuist, oude code",
         _FILE),
    _Row("MD05", "CollectionNotDue", _C.REVERSAL, _S.FORMER, frozenset({_K.REVERSAL}),
         "the collection was not due", "incasso was niet verschuldigd",
         _leave(what="nothing, it was paid back on purpose")),
    _Row("MD06", "RefundRequestByEndCustomer", _C.DISPUTE, _S.SCHEME, frozenset({_K.REFUND}),
         "refund asked for by the debtor", "debiteur vroeg zijn geld terug",
         _ASKED_BACK, schemes=frozenset({Scheme.CORE, Scheme.COR1})),
    _Row("MD07", "EndCustomerDeceased", _C.CUSTOMER, _S.SCHEME, _FAILED,
         "debtor deceased", "debiteur overleden",
         _end(what="write to the heirs")),
    _Row("MD16", "MandateExpired", _C.MANDATE, _S.OTHER, _NOTHING,
         "mandate expired", "machtiging verlopen",
         schemes=frozenset()),
    _Row("MS02", "NotSpecifiedReasonCustomerGenerated", _C.DISPUTE, _S.SCHEME,
         _FAILED | {_K.REVERSAL, _K.REFUSAL},
         "refused by the debtor, no reason given",
         "geweigerd door de debiteur, zonder opgaaf van reden",
         _ask(what="ask why it was refused; the mandate is still valid"), after_reversal=_OUR_OWN),
    _Row("MS03", "NotSpecifiedReasonAgentGenerated", _C.UNKNOWN, _S.SCHEME,
         _FAILED | {_K.REVERSAL},
         "reason not given by the bank", "reden niet gegeven door de bank",
         # Often stands for a lack of funds, but not always: one retry, then ask.
         _later(most_attempts=2, what=_AGAIN)),
    _Row("NARR", "Narrative", _C.UNKNOWN, _S.ELSEWHERE, _FAILED,
         "the reason stands in the message as a text", "reden staat als tekst in het bericht",
         _look(what="read the text that came with it")),
    _Row("RC01", "BankIdentifierIncorrect", _C.ROUTING, _S.SCHEME, _FAILED,
         "BIC incorrect", "BIC onjuist",
         _ROUTED),
    _Row("RC02", "InvalidBankIdentifier", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "bank identifier missing or incorrect", "kenmerk van een bank ontbreekt of is onjuist",
         _BIC),
    _Row("RC03", "InvalidDebtorBankIdentifier", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "BIC of the debtor's bank wrong", "BIC van de bank van de debiteur onjuist",
         _BIC),
    _Row("RC04", "InvalidCreditorBankIdentifier", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "BIC of your bank wrong", "BIC van uw bank onjuist",
         _fix(what="correct the BIC of your own account, or leave it out")),
    _Row("RC05", "InvalidBICIdentifier", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "BIC missing or incorrect", "BIC ontbreekt of is onjuist",
         _BIC),
    _Row("RC06", "InvalidDebtorBICIdentifier", _C.ROUTING, _S.ELSEWHERE, _REJECTED,
         "BIC of the debtor's bank missing or incorrect",
         "BIC van de bank van de debiteur ontbreekt of is onjuist",
         _BIC),
    _Row("RC07", "InvalidCreditorBICIdentifier", _C.ROUTING, _S.ELSEWHERE, _FAILED,
         "BIC of your own bank missing or incorrect",
         "BIC van uw eigen bank ontbreekt of is onjuist",
         _fix(what="correct the BIC of your own account, or leave it out")),
    _Row("RC08", "InvalidClearingSystemMemberIdentifier", _C.ROUTING, _S.ELSEWHERE, _FAILED,
         "clearing member id missing or incorrect", "clearingkenmerk ontbreekt of is onjuist",
         _BIC),
    _Row("RC12", "InvalidCreditorSchemeId", _C.CREDITOR, _S.ELSEWHERE, _REJECTED,
         "creditor identifier missing or incorrect", "incassant-ID ontbreekt of is onjuist",
         _IDENTIFIER),
    _Row("RF01", "NotUniqueTransactionReference", _C.DUPLICATE, _S.ELSEWHERE, _REJECTED,
         "a reference stands twice in the file", "kenmerk niet uniek in het bestand",
         _NEW_ID),
    _Row("RR01", "MissingDebtorAccountOrIdentification", _C.REGULATORY, _S.SCHEME, _FAILED,
         "debtor's account or identification missing, which the law asks for",
         "rekening of identificatie van de debiteur ontbreekt (regelgeving)",
         _COMPLETE),
    _Row("RR02", "MissingDebtorNameOrAddress", _C.REGULATORY, _S.SCHEME, _FAILED,
         "debtor's name or address missing, which the law asks for",
         "naam of adres van de debiteur ontbreekt (regelgeving)",
         _fix(what="complete the debtor's name and address, and send it again")),
    _Row("RR03", "MissingCreditorNameOrAddress", _C.REGULATORY, _S.SCHEME, _FAILED,
         "creditor's name or address missing, which the law asks for",
         "naam of adres van de crediteur ontbreekt (regelgeving)",
         _COMPLETE),
    _Row("RR04", "RegulatoryReason", _C.REGULATORY, _S.SCHEME, _FAILED,
         "a legal reason, such as sanctions", "wettelijke reden, bijvoorbeeld sancties",
         _ESCALATE),
    _Row("RR05", "RegulatoryInformationInvalid", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "regulatory information incorrect", "wettelijk vereiste gegevens onjuist",
         _fix(whom=_W.BANK, what="ask what data it misses")),
    _Row("RR06", "TaxInformationInvalid", _C.REGULATORY, _S.ELSEWHERE, _FAILED,
         "tax information incorrect", "belastinggegevens onjuist",
         _fix(whom=_W.BANK, what="ask what data it misses")),
    _Row("RR07", "RemittanceInformationInvalid", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "remittance information incorrect", "betalingsomschrijving onjuist",
         _FILE),
    _Row("RR08", "RemittanceInformationTruncated", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "remittance information was cut", "betalingsomschrijving is ingekort",
         _leave(what="shorten the text that the debtor reads next time")),
    _Row("RR09", "InvalidStructuredCreditorReference", _C.FORMAT, _S.ELSEWHERE, _FAILED,
         "structured reference missing or incorrect",
         "gestructureerd kenmerk ontbreekt of is onjuist",
         _FILE),
    _Row("RR10", "InvalidCharacterSet", _C.FORMAT, _S.ELSEWHERE, _REJECTED,
         "characters that are not allowed", "tekens die niet zijn toegestaan",
         _fix(what="write it in characters that the bank allows")),
    _Row("SL01", "SpecificServiceOfferedByDebtorAgent", _C.DEBTOR_BLOCK, _S.SCHEME, _FAILED,
         "blocked by the debtor's own limits at the bank",
         "geblokkeerd door limieten van de debiteur bij zijn bank",
         _LIMITS),
    _Row("SL02", "SpecificServiceOfferedByCreditorAgent", _C.LIMIT, _S.ELSEWHERE, _FAILED,
         "stopped by a service of your own bank",
         "tegengehouden door een dienst van uw eigen bank",
         _look(whom=_W.BANK, what="ask which of its services has stopped it")),
    _Row("SL11", "CreditorNotOnWhitelistOfDebtor", _C.DEBTOR_BLOCK, _S.ELSEWHERE, _FAILED,
         "creditor not on the debtor's list of those who may collect",
         "crediteur staat niet op de witte lijst van de debiteur",
         _LIMITS),
    _Row("SL12", "CreditorOnBlacklistOfDebtor", _C.DEBTOR_BLOCK, _S.ELSEWHERE, _FAILED,
         "creditor on the debtor's list of those who may not collect",
         "crediteur staat op de zwarte lijst van de debiteur",
         _leave(whom=_W.DEBTOR, what="ask why you are not to collect, and agree on another way")),
    _Row("SL13", "MaximumNumberOfDirectDebitTransactionsExceeded", _C.DEBTOR_BLOCK, _S.ELSEWHERE,
         _FAILED,
         "more collections than the debtor allows", "meer incasso's dan de debiteur toestaat",
         _LIMITS),
    _Row("SL14", "MaximumDirectDebitTransactionAmountExceeded", _C.DEBTOR_BLOCK, _S.ELSEWHERE,
         _FAILED,
         "amount above what the debtor allows", "bedrag hoger dan de debiteur toestaat",
         _LIMITS),
    _Row("TECH", "TechnicalProblem", _C.TECHNICAL, _S.ELSEWHERE, _CANCELLED,
         "cancelled after a technical problem", "ingetrokken na een technisch probleem",
         _fix(what="send it again if it is still to be collected")),
    _Row("TM01", "CutOffTime", _C.DATE, _S.ELSEWHERE, _REJECTED,
         "received after the bank's cut-off time", "na de sluitingstijd ontvangen",
         _NEW_DATE),
    _Row("UPAY", "UnduePayment", _C.CANCEL, _S.ELSEWHERE, _FAILED | {_K.CANCELLATION},
         "payment not due", "betaling niet verschuldigd",
         _leave(what="find out whether it was to be collected at all")),
)
# fmt: on

REASON_CODES: Final[Mapping[str, ReasonCode]] = MappingProxyType(
    {each.code: each for each in _TABLE}
)
"""Every code that is known, by its four characters, in their order. Banks send others besides.

>>> REASON_CODES["AM04"].meaning, REASON_CODES["AM04"].meaning_nl
('insufficient funds', 'onvoldoende saldo')
"""


def reason(code: str, text: str = "") -> Reason:
    """Look a code up. Banks do send codes of their own: an unknown one is kept, not refused.

    >>> reason("AC04").meaning
    'account closed'
    >>> reason("X999").meaning
    "not in the scheme's list"

    Source: EPC173-14 v8.0, and ISO's lists for what banks send besides.
    """
    if not code:
        return replace(NO_REASON, text=text)
    known = REASON_CODES.get(code)
    return Reason(code, "not in the scheme's list" if known is None else known.meaning, text)


def _lines(known: ReasonCode) -> Iterator[tuple[ConsequenceKey, Consequence | None]]:
    """What follows from a code, for whatever kind and scheme, and where something else does."""
    yield ConsequenceKey(known.code), known.consequence
    yield ConsequenceKey(known.code, scheme=Scheme.B2B), known.in_b2b
    yield ConsequenceKey(known.code, kind=Refund), known.after_refund
    yield ConsequenceKey(known.code, kind=Reversal), known.after_reversal


CONSEQUENCES: Final = Consequences(
    {
        **{key: found for each in _TABLE for key, found in _lines(each) if found is not None},
        ConsequenceKey("", kind=Refund): _ASKED_BACK,
        ConsequenceKey("", kind=Reversal): _OUR_OWN,
        ConsequenceKey("", kind=Cancellation): _OUR_OWN,
        ConsequenceKey(""): UNKNOWN,
    }
)
"""The consequences that are proposed, by code.

Source: advice of Rabobank, SNS, RegioBank and SKG to creditors; EPC173-14 v8.0 on what a code is
for. The scheme sets no number of retries: Worldline and Mollie stop after two, GoCardless after
three at the latest. Seven days is sepadd's own proposal.
"""
