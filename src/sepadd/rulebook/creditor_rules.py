"""What has to be settled about the creditor before anything can be collected."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sepadd.findings import Findings, Severity
from sepadd.rulebook import texts
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.creditor_card import (
    AnyCreditor,
    has_a_name,
    has_an_account,
    has_identifiers,
)
from sepadd.rulebook.file_form import BicMode, InitiatingPartyForm
from sepadd.rulebook.rules import Change, Rule, put, rule
from sepadd.values import OrganisationId, PersonId


@rule(
    "CRE-04",
    "The creditor's accounts are in SEPA.",
    source="EPC409-09 v8.0",
    why=(
        "No direct debit is credited outside SEPA, and an IBAN alone does not show whether its "
        "country belongs to it."
    ),
    hint="Collect on an account in a SEPA country.",
)
def accounts_in_sepa(creditor: AnyCreditor, _: Terms) -> str | None:
    """No direct debit is credited outside SEPA."""
    outside = [str(a.iban) for a in creditor.collecting_accounts if not a.iban.in_sepa]
    if not outside:
        return None
    return f"account {', '.join(outside)} is in no SEPA country: it cannot collect"


@rule(
    "CRE-05",
    "Each of the creditor's accounts is given once.",
    source="one name, one account",
    why=(
        "An account has settings of its own, such as its identifier; of two that contradict each "
        "other nobody could say which holds."
    ),
    hint="Keep one entry for each IBAN.",
)
def accounts_once(creditor: AnyCreditor, _: Terms) -> str | None:
    """Two settings for one account could contradict each other."""
    ibans = [str(account.iban) for account in creditor.accounts]
    twice = sorted({iban for iban in ibans if ibans.count(iban) > 1})
    return f"account {', '.join(twice)} is given more than once: keep one" if twice else None


@rule(
    "CRE-06",
    "The creditor identifier is as long as its country's are.",
    source="EPC262-08, collected country table: countries do change it",
    severity=Severity.WARNING,
    why=(
        "Each country gives identifiers of a length of its own, so that another mostly means that "
        "one was not copied whole. Countries do change it, which is why this is a doubt and no "
        "more."
    ),
    hint="Compare the identifier with the one that was given out, and leave it if it is the same.",
)
def usual_identifiers(creditor: AnyCreditor, _: Terms) -> str | None:
    """Countries change their form, so this is never more than a doubt."""
    identifiers = (creditor.identifier, *(a.identifier for a in creditor.accounts))
    doubts = (f"{i}: {i.doubt}" for i in dict.fromkeys(identifiers) if i is not None and i.doubt)
    told = "; ".join(doubts)
    return f"{told}; is it copied right?" if told else None


@rule(
    "CRE-07",
    "The bank is told the creditor's BIC where it asks for it.",
    source="bank terms",
    why=(
        "Since February 2016 the IBAN is enough for the scheme, but some banks and packages still "
        "ask for the BIC."
    ),
    hint="Enter the BIC of each account that collects.",
)
def has_bics(creditor: AnyCreditor, terms: Terms) -> str | None:
    """Since February 2016 nobody has to; some banks and packages still ask."""
    if not terms.profile.creditor_bic and terms.profile.form.bic is not BicMode.ALWAYS:
        return None
    bare = [str(a.iban) for a in creditor.collecting_accounts if a.bic is None]
    return (
        f"account {', '.join(bare)} has no BIC, and the bank asks for it: give it" if bare else None
    )


@rule(
    "CRE-08",
    "The creditor's address has a form that the bank takes.",
    source="EPC153-22",
    why=(
        "Free address lines are being abolished, and until then each bank takes some forms of an "
        "address and refuses the others."
    ),
    hint=(
        "Write the address in the form that the finding asks for, or leave it away: the creditor's "
        "need not be told."
    ),
)
def creditor_address_form(creditor: AnyCreditor, terms: Terms) -> str | None:
    """As for debtors, on the day of handing over; where it is written at all."""
    if creditor.address is None or not terms.profile.form.creditor_address:
        return None
    return texts.refused_address(creditor.address, terms)


@rule(
    "CRE-09",
    "The BICs of the creditor's accounts have the form that the message takes.",
    source="ISO 20022, BICIdentifier",
    why=(
        "The schema of pain.008.001.02 knows only BICs that begin with six letters; of any other "
        "it makes the file invalid."
    ),
    hint="Leave the BIC away, or write pain.008.001.08.",
)
def bic_form(creditor: AnyCreditor, terms: Terms) -> str | None:
    """pain.008.001.02 knows only BICs that begin with six letters."""
    if terms.profile.form.bic is BicMode.NEVER:
        return None
    for account in creditor.collecting_accounts:
        whose = f"account {account.iban}"
        if account.bic and (wrong := texts.unwritable_bic(whose, account.bic, terms.profile.form)):
            return wrong
    return None


@rule(
    "CRE-10",
    "The creditor's texts reach the bank as they are given, or as its profile converts them.",
    source="EPC217-08",
    why=(
        "Banks take a narrow set of characters and a limited length. What does not fit is "
        "converted by a table, cut or refused, and debtors then read a name that nobody chose."
    ),
    hint=(
        "Write the text as the debtor should read it, in the characters and the length that the "
        "finding names."
    ),
)
def creditor_texts_fit(creditor: AnyCreditor, terms: Terms) -> tuple[Change, ...] | None:
    """The creditor's own name and address, and those of the parties it names."""
    return texts.changes(_texts(creditor, terms), terms.profile.form)


def _texts(creditor: AnyCreditor, terms: Terms) -> Iterator[texts.Text]:
    if creditor.name.strip():
        yield texts.Text("name", creditor.name, texts.NAME_LENGTH)
    if terms.profile.form.creditor_address:
        yield from texts.of_address(creditor.address, terms.profile.form)
    yield from texts.of_party("initiating party", creditor.initiating_party)
    yield from texts.of_party("ultimate creditor", creditor.ultimate_creditor)


@rule(
    "CRE-11",
    "Identifications are written in the basic characters, in elements that the message has.",
    source="EPC230-15; identifiers are never converted; ISO 20022, LEI since pain.008.001.08",
    why=(
        "A number that is converted is another number, so identifications are never converted but "
        "refused; and for some kinds of them a version of the message has no place."
    ),
    hint=(
        "Give an identification in basic characters, with no slash at its ends and no two in a "
        "row, of a kind that the message has."
    ),
)
def identifications_fit(creditor: AnyCreditor, terms: Terms) -> str | None:
    """Of the initiating party and the ultimate creditor."""
    named = (
        ("initiating party", creditor.initiating_party),
        ("ultimate creditor", creditor.ultimate_creditor),
    )
    for whose, party in named:
        identification = party.identification if party else None
        if wrong := texts.unwritable_identification(whose, identification, terms.profile.form):
            return wrong
    return None


@rule(
    "CRE-12",
    "Collections are credited one by one only where that is agreed.",
    source="bank terms; DFÜ agreement Annex 3 of 2021, BtchBookg",
    severity=Severity.WARNING,
    why=(
        "Without an agreement the bank credits a batch in one sum all the same, and whoever waits "
        "for single credits waits in vain."
    ),
    hint=(
        "Agree it with the bank and set single_booking in its profile, or let batches be booked in "
        "one sum."
    ),
)
def single_booking(creditor: AnyCreditor, terms: Terms) -> str | None:
    """Without an agreement such a bank credits a batch in one sum all the same."""
    if terms.profile.single_booking:
        return None
    default = terms.profile.form.batch_booking
    singly = [
        str(account.iban)
        for account in creditor.collecting_accounts
        if (default if account.batch_booking is None else account.batch_booking) is False
    ]
    if not singly:
        return None
    return (
        f"account {', '.join(singly)} asks for a credit of each collection by itself: "
        "the bank does so only where that is agreed with it"
    )


@rule(
    "CRE-13",
    "Whoever hands the file over has a number of the kind that the bank takes.",
    source="bank terms; PSA schemas .at.004 of April 2024, InitgPty",
    why=(
        "Such a bank takes a BIC, a LEI or a number that it gave itself there, and refuses the "
        "whole file for anything else."
    ),
    hint="Name the initiating party without a number, or with the one that the bank gave.",
)
def sender_identified(creditor: AnyCreditor, terms: Terms) -> str | None:
    """Some banks take a BIC, a LEI or a number of their own there, and refuse the whole file."""
    if not terms.profile.sender_numbered_by_bank:
        return None
    what = "a BIC, a LEI or a number that it gave, with scheme code BANK and no issuer"
    sender = creditor.initiating_party
    if sender is None:
        if terms.profile.form.initiating_party is InitiatingPartyForm.NAME:
            return None
        return f"the initiating party is told by its creditor identifier, and the bank takes {what}"
    if sender.identification is None or _is_known_to_the_bank(sender.identification):
        return None
    return f"the initiating party has {sender.identification}, and the bank takes {what}"


def _is_known_to_the_bank(identification: OrganisationId | PersonId) -> bool:
    if isinstance(identification, PersonId):
        return False
    other = identification.other
    if other is None:
        return True
    return other.scheme_code in {None, "BANK"} and other.scheme_name is None and not other.issuer


CREDITOR_RULES: Final[tuple[Rule[AnyCreditor], ...]] = (
    has_a_name,
    has_an_account,
    has_identifiers,
    accounts_in_sepa,
    accounts_once,
    usual_identifiers,
    has_bics,
    creditor_address_form,
    bic_form,
    creditor_texts_fit,
    identifications_fit,
    single_booking,
    sender_identified,
)
"""In the order in which a bookkeeper would settle them."""


def readiness(creditor: AnyCreditor, terms: Terms) -> Findings:
    """Everything that is still missing or doubtful about a creditor; no errors mean: ready.

    >>> from sepadd.rulebook import CreditorCard
    >>> from sepadd.testing import TERMS
    >>> [finding.rule for finding in readiness(CreditorCard(), TERMS)]
    ['CRE-01', 'CRE-02', 'CRE-03']
    """
    return put(CREDITOR_RULES, (creditor,), terms)
