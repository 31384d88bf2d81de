"""What the scheme and the bank ask of a mandate before anything is collected under it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from sepadd.findings import Severity
from sepadd.mandate import Mandate, Scheme
from sepadd.rulebook import texts
from sepadd.rulebook.bank_profile import Terms
from sepadd.rulebook.file_form import BicMode
from sepadd.rulebook.rules import Change, Rule, rule
from sepadd.values import DebtorKind, needs_debtor_address

_EVERY_BIC: Final = BicMode.ALWAYS


@rule(
    "MND-01",
    "The mandate is signed.",
    source="EPC016-06, AT-M008: the date is mandatory",
    why=(
        "The day of signature stands in every collection. What is debited without a mandate can be "
        "claimed back for thirteen months."
    ),
    hint="Wait for the signed form, and enter the day on it.",
)
def signed(mandate: Mandate, _: Terms) -> str | None:
    """While the form is not back, nothing is collected."""
    if mandate.signed_on is not None:
        return None
    return "it has no date of signature: nothing is collected until the signed form is back"


@rule(
    "MND-02",
    "The signature does not lie in the future.",
    source="EPC016-06, AT-M008",
    why="Nobody has signed tomorrow: either the date is a slip, or the mandate is not there yet.",
    hint="Correct the date, or hand the file over on that day at the earliest.",
)
def signed_by_now(mandate: Mandate, terms: Terms) -> str | None:
    """Nobody has signed tomorrow."""
    signed_on = mandate.signed_on
    if signed_on is None or signed_on <= terms.on:
        return None
    return (
        f"signed on {signed_on}, after the day of handing over, {terms.on}: "
        "correct the date, or wait until then"
    )


@rule(
    "MND-03",
    "A B2B mandate is a company's.",
    source="EPC222-07: debtors are non-consumers",
    why=(
        "Consumers keep their right to a refund, which B2B does not have; their banks turn such a "
        "collection down (AC13)."
    ),
    hint="Have a consumer sign a CORE mandate, or correct the kind of debtor.",
)
def b2b_for_companies(mandate: Mandate, _: Terms) -> str | None:
    """A consumer keeps the right to a refund, which B2B does not have."""
    if mandate.scheme is not Scheme.B2B or mandate.debtor.kind is not DebtorKind.CONSUMER:
        return None
    return f"debtor {mandate.debtor.id} is a consumer: only a CORE mandate will do"


@rule(
    "MND-04",
    "Of a B2B debtor it is known that it is a company.",
    source="EPC222-07: debtors are non-consumers",
    severity=Severity.WARNING,
    why=(
        "The debtor's bank turns B2B down on a consumer's account (AC13), and the creditor learns "
        "it only when the collection has failed."
    ),
    hint="Enter of the debtor whether it is a company or a consumer.",
)
def b2b_kind_known(mandate: Mandate, _: Terms) -> str | None:
    """The debtor's bank refuses B2B on a consumer's account (AC13)."""
    if mandate.scheme is not Scheme.B2B or mandate.debtor.kind is not None:
        return None
    return f"debtor {mandate.debtor.id} may be a consumer: say that it is a company, if it is one"


@rule(
    "MND-05",
    "The bank takes the mandate's scheme.",
    source="bank terms",
    why=(
        "Banks need not offer B2B, not every creditor has it in its contract, and COR1 was a "
        "variant by agreement."
    ),
    hint=(
        "Have a mandate signed for a scheme that the bank takes, or agree the scheme with the bank."
    ),
)
def scheme_taken(mandate: Mandate, terms: Terms) -> str | None:
    """B2B is optional for banks and for some creditors; COR1 is a variant that the bank agrees."""
    if mandate.scheme in terms.profile.schemes:
        return None
    taken = " or ".join(sorted(terms.profile.schemes))
    return f"it is {mandate.scheme}, and the bank takes only {taken}: a mandate for that is needed"


@rule(
    "MND-06",
    "A one-off B2B mandate is taken.",
    source="policy; the scheme itself allows it",
    why="The scheme knows one-off mandates under B2B, but not every package or contract does.",
    hint="Have a recurrent B2B mandate signed, or a one-off one under CORE.",
)
def one_off_b2b(mandate: Mandate, terms: Terms) -> str | None:
    """One accounting package refuses it; Betaalvereniging and BNG Bank name it as possible."""
    if terms.profile.one_off_b2b or not mandate.one_off or mandate.scheme is not Scheme.B2B:
        return None
    return "it is a one-off B2B mandate, which these terms do not take; use a recurrent one"


@rule(
    "MND-07",
    "The debtor's account is in SEPA.",
    source="EPC409-09 v8.0",
    why=(
        "An account outside SEPA cannot be debited this way, and an IBAN alone does not put its "
        "country into SEPA."
    ),
    hint="Ask the debtor for an account in a SEPA country.",
)
def account_in_sepa(mandate: Mandate, _: Terms) -> str | None:
    """An IBAN alone does not make a SEPA country."""
    iban = mandate.debtor.iban
    if iban.in_sepa:
        return None
    return f"account {iban} is in {iban.country}, which is no SEPA country: another one is needed"


@rule(
    "MND-08",
    "A debtor with an account outside the EEA has an address.",
    source="EPC130-08, Dbtr/PstlAdr; EPC409-09 v8.0",
    why=(
        "As soon as the debtor's bank is in a SEPA country outside the EEA, the address is "
        "mandatory in the file."
    ),
    hint="Enter the debtor's address, at least town and country.",
)
def address_outside_eea(mandate: Mandate, _: Terms) -> str | None:
    """Mandatory as soon as the debtor's bank is in a SEPA country outside the EEA."""
    debtor = mandate.debtor
    iban = debtor.iban
    if iban.in_eea or debtor.address is not None or not needs_debtor_address(iban.country):
        return None
    return (
        f"account {debtor.iban} is in {debtor.iban.country}, outside the EEA: "
        "the debtor's address is needed, at least town and country"
    )


@rule(
    "MND-09",
    "The address has a form that the bank takes.",
    source="EPC153-22; bank terms",
    why=(
        "Free address lines are being abolished; which forms a bank still takes depends on the "
        "bank, its message and the day."
    ),
    hint="Enter the debtor's address in the form that the finding asks for.",
)
def debtor_address_form(mandate: Mandate, terms: Terms) -> str | None:
    """Structured is right everywhere; free lines alone are being abolished."""
    address = mandate.debtor.address
    return None if address is None else texts.refused_address(address, terms)


@rule(
    "MND-10",
    "The debtor's texts reach the bank as they are given, or as its profile converts them.",
    source="EPC217-08",
    why=(
        "Banks take a narrow set of characters and a limited length. What does not fit is "
        "converted by a table, cut or refused, and the bank then reads a name that the debtor does "
        "not have."
    ),
    hint=(
        "Write the text in the characters and the length that the finding names, or accept what it "
        "becomes."
    ),
)
def debtor_texts_fit(mandate: Mandate, terms: Terms) -> tuple[Change, ...] | None:
    """Name, address and ultimate debtor, and the creditor's name before it changed."""
    debtor, form = mandate.debtor, terms.profile.form
    name = debtor.account_holder or debtor.name
    only_name = debtor.address is None and mandate.ultimate_debtor is None
    if only_name and not mandate.amendments and texts.fits(name, texts.NAME_LENGTH, form):
        return None  # the everyday case, at once
    return texts.changes(_texts(mandate, terms), form)


def _texts(mandate: Mandate, terms: Terms) -> Iterator[texts.Text]:
    yield texts.Text("name", mandate.debtor.name_in_file, texts.NAME_LENGTH)
    yield from texts.of_address(mandate.debtor.address, terms.profile.form)
    yield from texts.of_party("ultimate debtor", mandate.ultimate_debtor)
    was = mandate.pending_amendment
    if was is not None and was.creditor_name is not None:
        yield texts.Text("former name of the creditor", was.creditor_name, texts.NAME_LENGTH)


@rule(
    "MND-11",
    "Identifications are written in the basic characters, in elements that the message has.",
    source="EPC230-15; identifiers are never converted; ISO 20022, LEI since pain.008.001.08",
    why=(
        "A number that is converted is somebody else's, so identifications are never converted but "
        "refused; and for some kinds of them a version of the message has no place."
    ),
    hint=(
        "Enter the identification in basic characters, with no slash at its ends and no two in a "
        "row, of a kind that the message has."
    ),
)
def identifications_fit(mandate: Mandate, terms: Terms) -> str | None:
    """Of the debtor and the ultimate debtor."""
    debtor, ultimate = mandate.debtor, mandate.ultimate_debtor
    if debtor.identification is None and ultimate is None:
        return None
    of_ultimate = ultimate.identification if ultimate else None
    return texts.unwritable_identification(
        "debtor", debtor.identification, terms.profile.form
    ) or texts.unwritable_identification("ultimate debtor", of_ultimate, terms.profile.form)


@rule(
    "MND-12",
    "The bank is told the debtor's BIC where it asks for it.",
    source="bank terms",
    why=(
        "In the EEA the IBAN leads to the bank. Some banks outside it are not found by the IBAN "
        "alone, and some creditors' banks ask for every BIC."
    ),
    hint="Ask the debtor for the BIC, and enter it.",
)
def bic_outside_eea(mandate: Mandate, terms: Terms) -> str | None:
    """Some banks outside the EEA are not found by the IBAN alone; a bank may ask for every BIC."""
    every_one = terms.profile.form.bic is _EVERY_BIC
    debtor = mandate.debtor
    if not (every_one or terms.profile.bic_outside_eea) or debtor.bic is not None:
        return None
    if every_one:
        return f"account {debtor.iban} has no BIC, and the bank asks for every one: give it"
    if debtor.iban.in_eea:
        return None
    return f"account {debtor.iban} is outside the EEA and has no BIC: the bank asks for it"


@rule(
    "MND-13",
    "A BIC has the form that the message takes.",
    source="ISO 20022, BICIdentifier",
    why=(
        "The schema of pain.008.001.02 knows only BICs that begin with six letters, and a bank "
        "turns down a file that is not valid."
    ),
    hint="Leave the debtor's BIC away, or write pain.008.001.08.",
)
def bic_form(mandate: Mandate, terms: Terms) -> str | None:
    """pain.008.001.02 knows only BICs that begin with six letters."""
    bic, form = mandate.debtor.bic, terms.profile.form
    if bic is None or form.bic is BicMode.NEVER:
        return None
    return texts.unwritable_bic("debtor's bank", bic, form)


@rule(
    "MND-14",
    "A B2B mandate was confirmed to the debtor's bank.",
    source="EPC222-07: the debtor's bank checks the mandate before the first collection",
    severity=Severity.WARNING,
    why=(
        "The debtor's bank checks each B2B collection against what the debtor confirmed to it, and "
        "turns down (MD01) what it does not find. The creditor cannot look that up."
    ),
    hint=(
        "Ask the debtor to confirm the mandate to the bank, and enter the day on which that was "
        "done."
    ),
)
def confirmed_b2b(mandate: Mandate, _: Terms) -> str | None:
    """The creditor cannot check it, and has only the debtor's word."""
    if mandate.scheme is not Scheme.B2B or mandate.confirmed_on is not None:
        return None
    return (
        f"debtor {mandate.debtor.id} has not said that the bank has it: it turns down (MD01) what "
        "it has no mandate for"
    )


@rule(
    "MND-15",
    "The debtor's bank takes B2B collections.",
    source="EPC222-07: taking part in B2B is optional for the debtor's bank",
    why=(
        "In CORE every bank can be reached. B2B is up to each bank, and what is collected at one "
        "that does not take it comes back."
    ),
    hint="Ask the debtor for an account at another bank, or have a CORE mandate signed.",
)
def bank_takes_b2b(mandate: Mandate, terms: Terms) -> str | None:
    """In CORE every SEPA bank can be reached; of B2B only a directory of banks can tell."""
    reaches = terms.profile.b2b_reach
    if reaches is None or mandate.scheme is not Scheme.B2B or reaches(mandate.debtor.iban):
        return None
    return f"the bank of {mandate.debtor.iban} does not take B2B: another account, or CORE, will do"


B2B_RULES: Final[tuple[Rule[Mandate], ...]] = (
    b2b_for_companies,
    b2b_kind_known,
    one_off_b2b,
    confirmed_b2b,
    bank_takes_b2b,
)
"""Those that have nothing to say of a mandate of another scheme."""

MANDATE_RULES: Final[tuple[Rule[Mandate], ...]] = (
    signed,
    signed_by_now,
    b2b_for_companies,
    b2b_kind_known,
    scheme_taken,
    one_off_b2b,
    account_in_sepa,
    address_outside_eea,
    debtor_address_form,
    debtor_texts_fit,
    identifications_fit,
    bic_outside_eea,
    bic_form,
    confirmed_b2b,
    bank_takes_b2b,
)
"""All that is asked of a mandate whatever is collected under it."""
