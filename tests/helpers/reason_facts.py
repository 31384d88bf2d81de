"""The facts of each reason code, written down a second time, and not taken from the code.

From the scheme's list, ISO's lists and what banks advise. Of each code: its ISO name, what it is
about, where it stands, the schemes (C is CORE, B is B2B) and the failures that it is known for,
whether to collect again, and what becomes of the mandate.
Source: EPC173-14 v8.0 (November 2024); ISO 20022 external code sets, 1Q2023; advice of banks.
"""

from __future__ import annotations

from typing import Final, NamedTuple

_FACTS: Final = """
AC01 IncorrectAccountNumber account scheme CB reject,return fix amend
AC02 InvalidDebtorAccountNumber account elsewhere CB reject fix amend
AC03 InvalidCreditorAccountNumber sct other - - no keep
AC04 ClosedAccountNumber account scheme CB reject,return fix amend
AC05 ClosedDebtorAccountNumber account elsewhere CB reject fix amend
AC06 BlockedAccount account scheme CB reject,return case suspend
AC13 InvalidDebtorAccountType scheme scheme B reject,return no end
AC14 InvalidAgent routing elsewhere CB reject fix keep
AC15 AccountDetailsChanged account elsewhere CB reject,return fix amend
AC16 AccountInSequestration account elsewhere CB reject,return no suspend
AG01 TransactionForbidden account scheme CB reject,return fix amend
AG02 InvalidBankOperationCode sequence scheme CB reject,return fix keep
AG03 TransactionNotSupported account elsewhere CB reject fix keep
AG07 UnsuccesfulDirectDebit funds elsewhere CB reject,return yes keep
AGNT IncorrectAgent routing elsewhere CB reject,return,cancellation fix keep
AM01 ZeroAmount format elsewhere CB reject no keep
AM02 NotAllowedAmount limit elsewhere CB reject,return fix keep
AM03 NotAllowedCurrency format elsewhere CB reject fix keep
AM04 InsufficientFunds funds scheme CB reject,return yes keep
AM05 Duplication duplicate scheme CB reject,return,reversal no keep
AM06 TooLowAmount limit elsewhere CB reject,return fix keep
AM07 BlockedAmount regulatory elsewhere CB reject,return no suspend
AM09 WrongAmount dispute elsewhere CB reject,return,cancellation case keep
AM10 InvalidControlSum format elsewhere CB reject fix keep
AM14 AmountExceedsAgreedLimit limit elsewhere CB reject fix keep
AM16 InvalidGroupControlSum format elsewhere CB reject fix keep
AM17 InvalidPaymentInfoControlSum format elsewhere CB reject fix keep
AM18 InvalidNumberOfTransactions format elsewhere CB reject fix keep
AM19 InvalidGroupNumberOfTransactions format elsewhere CB reject fix keep
AM20 InvalidPaymentInfoNumberOfTransactions format elsewhere CB reject fix keep
AM21 LimitExceeded limit elsewhere CB reject fix keep
ARDT AlreadyReturned sct other - - no keep
BE01 InconsistentWithEndCustomer account elsewhere CB reject fix keep
BE04 MissingCreditorAddress regulatory former CB reject,return fix keep
BE05 UnrecognisedInitiatingParty creditor scheme CB reject,return fix amend
BE06 UnknownEndCustomer account former CB reject,return fix amend
BE07 MissingDebtorAddress regulatory elsewhere CB reject,return fix keep
BE08 BankError technical elsewhere CB reject,return fix keep
BE09 InvalidCountry regulatory elsewhere CB reject fix keep
BE10 InvalidDebtorCountry regulatory elsewhere CB reject,return fix keep
BE11 InvalidCreditorCountry regulatory elsewhere CB reject,return fix keep
BE15 InvalidIdentificationCode format elsewhere CB reject fix keep
BE16 InvalidDebtorIdentificationCode format elsewhere CB reject,return,cancellation fix keep
BE17 InvalidCreditorIdentificationCode format elsewhere CB reject,return fix keep
BE20 InvalidNameLength format elsewhere CB reject fix keep
BE21 MissingName format elsewhere CB reject fix keep
BE22 MissingCreditorName format elsewhere CB reject fix keep
CH03 RequestedExecutionDateOrRequestedCollectionDateTooFarInFuture date elsewhere CB reject fix keep
CH04 RequestedExecutionDateOrRequestedCollectionDateTooFarInPast date elsewhere CB reject fix keep
CH07 ElementIsNotToBeUsedAtB-andC-Level format elsewhere CB reject fix keep
CH09 InvalidMandateChange mandate elsewhere CB reject fix amend
CH10 MandateChangeInformationMissing mandate elsewhere CB reject fix amend
CH11 CreditorIdentifierIncorrect creditor elsewhere CB reject fix keep
CH12 CreditorIdentifierAmbiguous creditor elsewhere CB reject fix keep
CH13 OriginalDebtorAccountNotToBeUsed mandate elsewhere CB reject fix amend
CH14 OriginalDebtorAgentNotToBeUsed mandate elsewhere CB reject fix amend
CH15 ContentStructuredRemittanceTooLong format elsewhere CB reject fix keep
CH16 ElementContentFormallyIncorrect format elsewhere CB reject fix keep
CH17 ElementNotAdmitted format elsewhere CB reject fix keep
CH19 DateSetToNextTargetDay info elsewhere CB - no keep
CH20 DecimalPointsNotCompatibleWithCurrency format elsewhere CB reject fix keep
CH21 RequiredCompulsoryElementMissing format elsewhere CB reject fix keep
CH22 CoreAndB2BMixed format elsewhere CB reject fix keep
CNOR CreditorBankIsNotRegistered routing scheme CB reject fix keep
CNPC CashNotPickedUp sct other - - no keep
CURR IncorrectCurrency format elsewhere CB reject fix keep
CUST RequestedByCustomer cancel elsewhere CB cancellation no keep
DNOR DebtorBankIsNotRegistered routing scheme CB reject fix keep
DT01 InvalidDate date elsewhere CB reject,cancellation fix keep
DT02 InvalidCreationDate date elsewhere CB reject,return fix keep
DT03 InvalidNonProcessingDate date elsewhere CB reject fix keep
DT04 FutureDateNotSupported date elsewhere CB reject,return fix keep
DT05 InvalidCutOffDate date elsewhere CB reject fix keep
DT06 ExecutionDateChanged info elsewhere CB - no keep
DU01 DuplicateMessageID duplicate elsewhere CB reject fix keep
DU02 DuplicatePaymentInformationID duplicate elsewhere CB reject fix keep
DU03 DuplicateTransaction duplicate elsewhere CB reject no keep
DU04 DuplicateEndToEndID duplicate elsewhere CB reject fix keep
DU05 DuplicateInstructionID duplicate elsewhere CB reject fix keep
DUPL DuplicatePayment duplicate elsewhere CB cancellation no keep
ED05 SettlementFailed technical scheme CB reject yes keep
ERIN ERIOptionNotSupported sct other - - no keep
FF01 InvalidFileFormat format scheme CB reject fix keep
FF02 SyntaxError format elsewhere CB reject fix keep
FF03 InvalidPaymentTypeInformation format elsewhere CB reject,return fix keep
FF04 InvalidServiceLevelCode format elsewhere CB reject,return fix keep
FF05 InvalidLocalInstrumentCode scheme former CB reject,return fix keep
FF06 InvalidCategoryPurposeCode format elsewhere CB reject,return fix keep
FF07 InvalidPurpose format elsewhere CB reject,return fix keep
FF08 InvalidEndToEndId format elsewhere CB reject fix keep
FF10 BankSystemProcessingError technical elsewhere CB reject yes keep
FOCR FollowingCancellationRequest sct other - - no keep
FRAD FraudulentOrigin regulatory elsewhere CB cancellation no suspend
MD01 NoMandate mandate scheme CB reject,return,refund no suspend
MD02 MissingMandatoryInformationInMandate mandate scheme CB reject fix keep
MD03 InvalidFileFormatForOtherReasonThanGroupingIndicator format former CB reject,return fix keep
MD05 CollectionNotDue reversal former CB reversal no keep
MD06 RefundRequestByEndCustomer dispute scheme C refund case keep
MD07 EndCustomerDeceased customer scheme CB reject,return no end
MD16 MandateExpired mandate other - - no keep
MS02 NotSpecifiedReasonCustomerGenerated dispute scheme CB reject,return,reversal,refusal case keep
MS03 NotSpecifiedReasonAgentGenerated unknown scheme CB reject,return,reversal yes keep
NARR Narrative unknown elsewhere CB reject,return case keep
RC01 BankIdentifierIncorrect routing scheme CB reject,return fix keep
RC02 InvalidBankIdentifier routing elsewhere CB reject fix keep
RC03 InvalidDebtorBankIdentifier routing elsewhere CB reject fix keep
RC04 InvalidCreditorBankIdentifier routing elsewhere CB reject fix keep
RC05 InvalidBICIdentifier routing elsewhere CB reject fix keep
RC06 InvalidDebtorBICIdentifier routing elsewhere CB reject fix keep
RC07 InvalidCreditorBICIdentifier routing elsewhere CB reject,return fix keep
RC08 InvalidClearingSystemMemberIdentifier routing elsewhere CB reject,return fix keep
RC12 InvalidCreditorSchemeId creditor elsewhere CB reject fix keep
RF01 NotUniqueTransactionReference duplicate elsewhere CB reject fix keep
RR01 MissingDebtorAccountOrIdentification regulatory scheme CB reject,return fix keep
RR02 MissingDebtorNameOrAddress regulatory scheme CB reject,return fix keep
RR03 MissingCreditorNameOrAddress regulatory scheme CB reject,return fix keep
RR04 RegulatoryReason regulatory scheme CB reject,return no suspend
RR05 RegulatoryInformationInvalid regulatory elsewhere CB reject,return fix keep
RR06 TaxInformationInvalid regulatory elsewhere CB reject,return fix keep
RR07 RemittanceInformationInvalid format elsewhere CB reject,return fix keep
RR08 RemittanceInformationTruncated format elsewhere CB reject,return no keep
RR09 InvalidStructuredCreditorReference format elsewhere CB reject,return fix keep
RR10 InvalidCharacterSet format elsewhere CB reject fix keep
SL01 SpecificServiceOfferedByDebtorAgent block scheme CB reject,return case keep
SL02 SpecificServiceOfferedByCreditorAgent limit elsewhere CB reject,return case keep
SL11 CreditorNotOnWhitelistOfDebtor block elsewhere CB reject,return case keep
SL12 CreditorOnBlacklistOfDebtor block elsewhere CB reject,return no keep
SL13 MaximumNumberOfDirectDebitTransactionsExceeded block elsewhere CB reject,return case keep
SL14 MaximumDirectDebitTransactionAmountExceeded block elsewhere CB reject,return case keep
TECH TechnicalProblem technical elsewhere CB cancellation fix keep
TM01 CutOffTime date elsewhere CB reject fix keep
UPAY UnduePayment cancel elsewhere CB reject,return,cancellation no keep
"""


class ReasonFacts(NamedTuple):
    """What is known of one code, in the words of the lists."""

    code: str
    iso_name: str
    about: str
    standing: str
    schemes: str
    kinds: str
    again: str
    mandate: str


REASON_FACTS: Final = {line[:4]: ReasonFacts(*line.split()) for line in _FACTS.split("\n") if line}
"""The facts, by code."""
