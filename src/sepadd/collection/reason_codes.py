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

ENGLISH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AC01": "account identifier incorrect",
        "AC02": "debtor's account missing or incorrect",
        "AC03": "account of a payee incorrect",
        "AC04": "account closed",
        "AC05": "debtor's account closed",
        "AC06": "account blocked",
        "AC13": "the account is a consumer's",
        "AC14": "a bank in the chain is incorrect",
        "AC15": "details of the account changed",
        "AC16": "account under sequestration",
        "AG01": "direct debit not allowed on this account",
        "AG02": "sequence or transaction type does not fit",
        "AG03": "kind of transaction not supported on this account",
        "AG07": "could not be debited, no reason given; often insufficient funds",
        "AGNT": "a bank in the chain is wrong",
        "AM01": "amount is zero",
        "AM02": "amount above what is allowed",
        "AM03": "currency not allowed",
        "AM04": "insufficient funds",
        "AM05": "duplicate collection",
        "AM06": "amount below the agreed minimum",
        "AM07": "amount blocked by an authority",
        "AM09": "amount not as agreed",
        "AM10": "control sum does not add up",
        "AM14": "amount above your limit with the bank",
        "AM16": "control sum of the file does not add up",
        "AM17": "control sum of a batch does not add up",
        "AM18": "number of transactions does not add up",
        "AM19": "number of transactions of the file does not add up",
        "AM20": "number of transactions of a batch does not add up",
        "AM21": "limit with the bank exceeded",
        "ARDT": "returned already",
        "BE01": "debtor's name does not belong to the account",
        "BE04": "creditor's address missing or incorrect",
        "BE05": "creditor identifier not known",
        "BE06": "debtor not known at this bank",
        "BE07": "debtor's address missing",
        "BE08": "a bank's error, or the debtor's name missing",
        "BE09": "country missing or incorrect",
        "BE10": "debtor's country missing or incorrect",
        "BE11": "creditor's country missing or incorrect",
        "BE15": "identification of a party missing or incorrect",
        "BE16": "debtor's identification missing or incorrect",
        "BE17": "creditor's identification missing or incorrect",
        "BE20": "name too long",
        "BE21": "name missing or incorrect",
        "BE22": "creditor's name missing",
        "CH03": "due date too far ahead",
        "CH04": "due date in the past",
        "CH07": "element on both levels, batch and collection",
        "CH09": "amendment of the mandate not allowed",
        "CH10": "details of the mandate's amendment missing",
        "CH11": "creditor identifier incorrect",
        "CH12": "creditor identifier given in two ways",
        "CH13": "debtor's former account does not belong here",
        "CH14": "debtor's former bank does not belong here",
        "CH15": "structured reference too long",
        "CH16": "content of an element incorrect",
        "CH17": "element not allowed",
        "CH19": "due date moved to the next TARGET day",
        "CH20": "too many decimals for the currency",
        "CH21": "mandatory element missing",
        "CH22": "CORE and B2B in one file",
        "CNOR": "your bank is not known to the clearing under this BIC",
        "CNPC": "cash not collected",
        "CURR": "currency incorrect",
        "CUST": "cancelled as the customer asked",
        "DNOR": "the debtor's bank is not known to the clearing under this BIC",
        "DT01": "date incorrect",
        "DT02": "time of creation of the file incorrect",
        "DT03": "due date is no day of settlement",
        "DT04": "date too far ahead",
        "DT05": "received after the agreed last day",
        "DT06": "date changed so that it could be processed",
        "DU01": "id of the file used before",
        "DU02": "id of the batch used before",
        "DU03": "the same collection sent before",
        "DU04": "reference of the collection used before",
        "DU05": "instruction id used before",
        "DUPL": "cancelled as a duplicate",
        "ED05": "settlement between the banks failed",
        "ERIN": "extended remittance information not supported",
        "FF01": "file format incorrect",
        "FF02": "syntax error in the file",
        "FF03": "payment type information missing or incorrect",
        "FF04": "service level missing or incorrect",
        "FF05": "the kind of direct debit, CORE or B2B, does not fit",
        "FF06": "category purpose missing or incorrect",
        "FF07": "purpose missing or incorrect",
        "FF08": "EndToEndId missing or incorrect",
        "FF10": "technical problem at the bank",
        "FOCR": "given back after a request for cancellation",
        "FRAD": "cancelled as fraud",
        "MD01": "no valid mandate",
        "MD02": "mandate data missing or incorrect",
        "MD03": "file format incorrect, of old",
        "MD05": "the collection was not due",
        "MD06": "refund asked for by the debtor",
        "MD07": "debtor deceased",
        "MD16": "mandate expired",
        "MS02": "refused by the debtor, no reason given",
        "MS03": "reason not given by the bank",
        "NARR": "the reason stands in the message as a text",
        "RC01": "BIC incorrect",
        "RC02": "bank identifier missing or incorrect",
        "RC03": "BIC of the debtor's bank wrong",
        "RC04": "BIC of your bank wrong",
        "RC05": "BIC missing or incorrect",
        "RC06": "BIC of the debtor's bank missing or incorrect",
        "RC07": "BIC of your own bank missing or incorrect",
        "RC08": "clearing member id missing or incorrect",
        "RC12": "creditor identifier missing or incorrect",
        "RF01": "a reference stands twice in the file",
        "RR01": "debtor's account or identification missing, which the law asks for",
        "RR02": "debtor's name or address missing, which the law asks for",
        "RR03": "creditor's name or address missing, which the law asks for",
        "RR04": "a legal reason, such as sanctions",
        "RR05": "regulatory information incorrect",
        "RR06": "tax information incorrect",
        "RR07": "remittance information incorrect",
        "RR08": "remittance information was cut",
        "RR09": "structured reference missing or incorrect",
        "RR10": "characters that are not allowed",
        "SL01": "blocked by the debtor's own limits at the bank",
        "SL02": "stopped by a service of your own bank",
        "SL11": "creditor not on the debtor's list of those who may collect",
        "SL12": "creditor on the debtor's list of those who may not collect",
        "SL13": "more collections than the debtor allows",
        "SL14": "amount above what the debtor allows",
        "TECH": "cancelled after a technical problem",
        "TM01": "received after the bank's cut-off time",
        "UPAY": "payment not due",
    }
)
"""Every code that is known, and what it means in English. The wording is our own."""

DUTCH: Final[Mapping[str, str]] = MappingProxyType(
    {
        "AC01": "rekeningnummer onjuist",
        "AC02": "rekeningnummer van de debiteur ontbreekt of is onjuist",
        "AC03": "rekeningnummer van de ontvanger onjuist",
        "AC04": "rekening opgeheven",
        "AC05": "rekening van de debiteur opgeheven",
        "AC06": "rekening geblokkeerd",
        "AC13": "de rekening is van een consument",
        "AC14": "een bank in de keten is onjuist",
        "AC15": "de gegevens van de rekening zijn gewijzigd",
        "AC16": "op de rekening ligt beslag",
        "AG01": "incasso niet toegestaan op deze rekening",
        "AG02": "soort incasso past niet bij de machtiging",
        "AG03": "soort transactie niet mogelijk op deze rekening",
        "AG07": "niet af te schrijven, reden niet gegeven; vaak onvoldoende saldo",
        "AGNT": "een bank in de keten is verkeerd",
        "AM01": "het bedrag is nul",
        "AM02": "bedrag hoger dan toegestaan",
        "AM03": "valuta niet toegestaan",
        "AM04": "onvoldoende saldo",
        "AM05": "dubbele incasso",
        "AM06": "bedrag lager dan het afgesproken minimum",
        "AM07": "bedrag geblokkeerd door een instantie",
        "AM09": "bedrag anders dan afgesproken",
        "AM10": "controletotaal klopt niet",
        "AM14": "bedrag hoger dan uw limiet bij de bank",
        "AM16": "controletotaal van het bestand klopt niet",
        "AM17": "controletotaal van de batch klopt niet",
        "AM18": "aantal transacties klopt niet",
        "AM19": "aantal posten van het bestand klopt niet",
        "AM20": "aantal posten van een batch klopt niet",
        "AM21": "limiet bij de bank overschreden",
        "ARDT": "al teruggeboekt",
        "BE01": "naam van de debiteur hoort niet bij de rekening",
        "BE04": "adres van de crediteur ontbreekt of is onjuist",
        "BE05": "incassant-ID niet bekend",
        "BE06": "debiteur niet bekend bij de bank",
        "BE07": "adres van de debiteur ontbreekt",
        "BE08": "fout van een bank, of naam van de debiteur ontbreekt",
        "BE09": "land ontbreekt of is onjuist",
        "BE10": "land van de debiteur ontbreekt of is onjuist",
        "BE11": "land van de crediteur ontbreekt of is onjuist",
        "BE15": "identificatie van een partij ontbreekt of is onjuist",
        "BE16": "identificatie van de debiteur ontbreekt of is onjuist",
        "BE17": "identificatie van de crediteur ontbreekt of is onjuist",
        "BE20": "naam te lang",
        "BE21": "naam ontbreekt of is onjuist",
        "BE22": "naam van de crediteur ontbreekt",
        "CH03": "incassodatum te ver in de toekomst",
        "CH04": "incassodatum ligt in het verleden",
        "CH07": "element op beide niveaus, batch en incasso",
        "CH09": "wijziging van de machtiging niet toegestaan",
        "CH10": "gegevens over de wijziging van de machtiging ontbreken",
        "CH11": "incassant-ID onjuist",
        "CH12": "incassant-ID niet eenduidig",
        "CH13": "oude rekening van de debiteur hoort hier niet",
        "CH14": "oude bank van de debiteur hoort hier niet",
        "CH15": "gestructureerde omschrijving te lang",
        "CH16": "inhoud van een element onjuist",
        "CH17": "element niet toegestaan",
        "CH19": "incassodatum verschoven naar de volgende TARGET-dag",
        "CH20": "te veel decimalen voor de valuta",
        "CH21": "verplicht element ontbreekt",
        "CH22": "standaard- en bedrijfsincasso in één bestand",
        "CNOR": "uw bank is bij de clearing niet bekend onder deze BIC",
        "CNPC": "contant geld niet afgehaald",
        "CURR": "valuta onjuist",
        "CUST": "ingetrokken op verzoek van de klant",
        "DNOR": "bank van de debiteur is bij de clearing niet bekend onder deze BIC",
        "DT01": "datum onjuist",
        "DT02": "aanmaaktijd van het bestand onjuist",
        "DT03": "datum is geen werkdag van de banken",
        "DT04": "datum te ver vooruit",
        "DT05": "na de afgesproken laatste dag ontvangen",
        "DT06": "datum gewijzigd zodat de incasso verwerkt kon worden",
        "DU01": "kenmerk van het bestand al gebruikt",
        "DU02": "kenmerk van de batch al gebruikt",
        "DU03": "transactie is al ingediend",
        "DU04": "betalingskenmerk al gebruikt",
        "DU05": "instructiekenmerk al eerder gebruikt",
        "DUPL": "ingetrokken omdat de incasso dubbel was",
        "ED05": "afwikkeling tussen de banken mislukt",
        "ERIN": "optie voor uitgebreide omschrijving niet ondersteund",
        "FF01": "bestandsformaat onjuist",
        "FF02": "syntaxisfout in het bestand",
        "FF03": "gegevens over het soort betaling ontbreken of zijn onjuist",
        "FF04": "serviceniveau ontbreekt of is onjuist",
        "FF05": "soort incasso (standaard of bedrijf) onjuist",
        "FF06": "categoriedoel ontbreekt of is onjuist",
        "FF07": "betaaldoel ontbreekt of is onjuist",
        "FF08": "EndToEndId ontbreekt of is onjuist",
        "FF10": "technisch probleem bij de bank",
        "FOCR": "teruggeboekt na een verzoek tot annulering",
        "FRAD": "ingetrokken wegens fraude",
        "MD01": "geen geldige machtiging",
        "MD02": "gegevens van de machtiging ontbreken of zijn onjuist",
        "MD03": "bestandsformaat onjuist, oude code",
        "MD05": "incasso was niet verschuldigd",
        "MD06": "debiteur vroeg zijn geld terug",
        "MD07": "debiteur overleden",
        "MD16": "machtiging verlopen",
        "MS02": "geweigerd door de debiteur, zonder opgaaf van reden",
        "MS03": "reden niet gegeven door de bank",
        "NARR": "reden staat als tekst in het bericht",
        "RC01": "BIC onjuist",
        "RC02": "kenmerk van een bank ontbreekt of is onjuist",
        "RC03": "BIC van de bank van de debiteur onjuist",
        "RC04": "BIC van uw bank onjuist",
        "RC05": "BIC ontbreekt of is onjuist",
        "RC06": "BIC van de bank van de debiteur ontbreekt of is onjuist",
        "RC07": "BIC van uw eigen bank ontbreekt of is onjuist",
        "RC08": "clearingkenmerk ontbreekt of is onjuist",
        "RC12": "incassant-ID ontbreekt of is onjuist",
        "RF01": "kenmerk niet uniek in het bestand",
        "RR01": "rekening of identificatie van de debiteur ontbreekt (regelgeving)",
        "RR02": "naam of adres van de debiteur ontbreekt (regelgeving)",
        "RR03": "naam of adres van de crediteur ontbreekt (regelgeving)",
        "RR04": "wettelijke reden, bijvoorbeeld sancties",
        "RR05": "wettelijk vereiste gegevens onjuist",
        "RR06": "belastinggegevens onjuist",
        "RR07": "betalingsomschrijving onjuist",
        "RR08": "betalingsomschrijving is ingekort",
        "RR09": "gestructureerd kenmerk ontbreekt of is onjuist",
        "RR10": "tekens die niet zijn toegestaan",
        "SL01": "geblokkeerd door limieten van de debiteur bij zijn bank",
        "SL02": "tegengehouden door een dienst van uw eigen bank",
        "SL11": "crediteur staat niet op de witte lijst van de debiteur",
        "SL12": "crediteur staat op de zwarte lijst van de debiteur",
        "SL13": "meer incasso's dan de debiteur toestaat",
        "SL14": "bedrag hoger dan de debiteur toestaat",
        "TECH": "ingetrokken na een technisch probleem",
        "TM01": "na de sluitingstijd ontvangen",
        "UPAY": "betaling niet verschuldigd",
    }
)
"""The same in Dutch."""


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
    # -- more of ISO's list, which banks send besides ---------------------------------------------
    *_codes(
        (
            ("AM06", _C.LIMIT, "TooLowAmount"),
            ("BE10", _C.REGULATORY, "InvalidDebtorCountry"),
            ("BE11", _C.REGULATORY, "InvalidCreditorCountry"),
            ("BE17", _C.FORMAT, "InvalidCreditorIdentificationCode"),
            ("DT02", _C.DATE, "InvalidCreationDate"),
            ("DT04", _C.DATE, "FutureDateNotSupported"),
            ("FF03", _C.FORMAT, "InvalidPaymentTypeInformation"),
            ("FF04", _C.FORMAT, "InvalidServiceLevelCode"),
            ("FF06", _C.FORMAT, "InvalidCategoryPurposeCode"),
            ("FF07", _C.FORMAT, "InvalidPurpose"),
            ("RC08", _C.ROUTING, "InvalidClearingSystemMemberIdentifier"),
            ("RR05", _C.REGULATORY, "RegulatoryInformationInvalid"),
            ("RR06", _C.REGULATORY, "TaxInformationInvalid"),
            ("RR07", _C.FORMAT, "RemittanceInformationInvalid"),
            ("RR08", _C.INFORMATION, "RemittanceInformationTruncated"),
            ("RR09", _C.FORMAT, "InvalidStructuredCreditorReference"),
            ("SL02", _C.LIMIT, "SpecificServiceOfferedByCreditorAgent"),
        ),
        *_BEFORE_OR_AFTER,
    ),
    *_codes(
        (("AM09", _C.DISPUTE, "WrongAmount"),),
        *_BEFORE_OR_AFTER,
        _K.CANCELLATION,
    ),
    *_codes(
        (
            ("AM14", _C.LIMIT, "AmountExceedsAgreedLimit"),
            ("AM19", _C.FORMAT, "InvalidGroupNumberOfTransactions"),
            ("AM20", _C.FORMAT, "InvalidPaymentInfoNumberOfTransactions"),
            ("AM21", _C.LIMIT, "LimitExceeded"),
            ("AG03", _C.ACCOUNT, "TransactionNotSupported"),
            ("BE09", _C.REGULATORY, "InvalidCountry"),
            ("BE15", _C.FORMAT, "InvalidIdentificationCode"),
            ("BE20", _C.FORMAT, "InvalidNameLength"),
            ("BE21", _C.FORMAT, "MissingName"),
            ("BE22", _C.FORMAT, "MissingCreditorName"),
            ("CH07", _C.FORMAT, "ElementIsNotToBeUsedAtB-andC-Level"),
            ("CH16", _C.FORMAT, "ElementContentFormallyIncorrect"),
            ("CH17", _C.FORMAT, "ElementNotAdmitted"),
            ("CH20", _C.FORMAT, "DecimalPointsNotCompatibleWithCurrency"),
            ("CH21", _C.FORMAT, "RequiredCompulsoryElementMissing"),
            ("DT05", _C.DATE, "InvalidCutOffDate"),
            ("DU05", _C.DUPLICATE, "DuplicateInstructionID"),
            ("FF02", _C.FORMAT, "SyntaxError"),
            ("FF08", _C.FORMAT, "InvalidEndToEndId"),
            ("FF10", _C.TECHNICAL, "BankSystemProcessingError"),
            ("RC02", _C.ROUTING, "InvalidBankIdentifier"),
            ("RC05", _C.ROUTING, "InvalidBICIdentifier"),
            ("RC06", _C.ROUTING, "InvalidDebtorBICIdentifier"),
        ),
        *_BEFORE,
    ),
    *_codes(
        (
            ("BE16", _C.FORMAT, "InvalidDebtorIdentificationCode"),
            ("AGNT", _C.ROUTING, "IncorrectAgent"),
            ("UPAY", _C.CANCEL, "UnduePayment"),
        ),
        *_BEFORE_OR_AFTER,
        _K.CANCELLATION,
    ),
    *_codes(
        (("RC07", _C.ROUTING, "InvalidCreditorBICIdentifier"),),
        *_BEFORE_OR_AFTER,
    ),
    *_former(
        (("MD03", _C.FORMAT, "InvalidFileFormatForOtherReasonThanGroupingIndicator"),),
        *_BEFORE_OR_AFTER,
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
