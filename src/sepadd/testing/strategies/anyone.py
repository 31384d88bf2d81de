"""Any party and any mandate that its type takes, whatever it is called and whatever it lacks.

They are for what has to bear anything: a table, a record, a screen. A bank need not take them;
those that it takes are in :mod:`sepadd.testing.strategies.collectable`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import ascii_uppercase

from hypothesis import strategies as st

from sepadd.mandate import (
    Amendment,
    Mandate,
    Presentation,
    PresentationOutcome,
    Scheme,
    SequenceType,
    Suspension,
)
from sepadd.testing.strategies.values import (
    absent_or,
    bics,
    creditor_identifiers,
    days,
    end_to_end_ids,
    ibans,
    made_once,
    mandate_references,
    references,
    texts,
)
from sepadd.values import (
    Creditor,
    CreditorAccount,
    Debtor,
    DebtorKind,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

# -- where they are, and what identifies them ---------------------------------------------------


@made_once
def country_codes() -> st.SearchStrategy[str]:
    """Two capitals: the code of a country, or of none."""
    return st.text(ascii_uppercase, min_size=2, max_size=2)


@made_once
def any_addresses() -> st.SearchStrategy[PostalAddress]:
    """An address of any form: with a town, with free lines, or with both."""
    part = absent_or(texts(20))
    with_town = st.builds(
        PostalAddress,
        country=country_codes(),
        town=texts(20),
        postcode=part,
        street=part,
        building=part,
        building_name=part,
        floor=part,
        post_box=part,
        room=part,
        town_location=part,
        district=part,
        subdivision=part,
        department=part,
        sub_department=part,
        lines=st.lists(texts(20), max_size=2).map(tuple),
    )
    in_lines = st.builds(
        PostalAddress,
        country=country_codes(),
        lines=st.lists(texts(20), min_size=1, max_size=2).map(tuple),
    )
    return with_town | in_lines


@made_once
def other_ids() -> st.SearchStrategy[OtherId]:
    """A number that somebody gave to a party, with the kind of number or without."""
    coded = st.builds(
        OtherId, id=texts(35), scheme_code=absent_or(texts(4)), issuer=absent_or(texts(35))
    )
    return coded | st.builds(OtherId, id=texts(35), scheme_name=absent_or(texts(35)))


@made_once
def organisation_ids() -> st.SearchStrategy[OrganisationId]:
    """What identifies an organisation: a BIC, a LEI or another number."""
    return (
        st.builds(OrganisationId, bic=bics())
        | st.builds(OrganisationId, lei=st.from_regex(r"[A-Z0-9]{18}[0-9]{2}", fullmatch=True))
        | st.builds(OrganisationId, other=other_ids())
    )


@made_once
def person_ids() -> st.SearchStrategy[PersonId]:
    """What identifies a person: a number, or date and place of birth."""
    born = st.builds(
        PersonId,
        born_on=days(),
        birth_town=texts(35),
        birth_country=country_codes(),
        birth_province=absent_or(texts(35)),
    )
    return st.builds(PersonId, other=other_ids()) | born


@made_once
def identifications() -> st.SearchStrategy[OrganisationId | PersonId]:
    """What identifies an organisation or a person."""
    return organisation_ids() | person_ids()


@made_once
def any_parties() -> st.SearchStrategy[Party]:
    """Someone who is only named: by a name, an identification, or both."""
    named = st.builds(Party, name=texts(), identification=absent_or(identifications()))
    return named | st.builds(Party, identification=identifications())


# -- debtor and creditor ------------------------------------------------------------------------


@made_once
def any_debtors() -> st.SearchStrategy[Debtor]:
    """Whoever owes, under any name, of any kind or of none that is known."""
    return st.builds(
        Debtor,
        id=texts(20),
        name=texts(),
        iban=ibans(),
        bic=absent_or(bics()),
        account_holder=absent_or(texts()),
        kind=absent_or(st.sampled_from(DebtorKind)),
        address=absent_or(any_addresses()),
        identification=absent_or(identifications()),
    )


@made_once
def any_creditor_accounts() -> st.SearchStrategy[CreditorAccount]:
    """An account of the creditor's, on which is collected or not."""
    return st.builds(
        CreditorAccount,
        iban=ibans(),
        bic=absent_or(bics()),
        identifier=absent_or(creditor_identifiers()),
        collects=st.booleans(),
        batch_booking=absent_or(st.booleans()),
        label=st.just("") | texts(20),
    )


@made_once
def any_creditors() -> st.SearchStrategy[Creditor]:
    """Whoever collects, or cannot collect yet: an account to collect on may be missing."""
    return st.builds(
        Creditor,
        name=texts(),
        identifier=creditor_identifiers(),
        accounts=st.lists(any_creditor_accounts(), max_size=3).map(tuple),
        address=absent_or(any_addresses()),
        initiating_party=absent_or(any_parties()),
        ultimate_creditor=absent_or(any_parties()),
        trade_name=absent_or(texts()),
    )


# -- mandates -----------------------------------------------------------------------------------


@made_once
def presentations() -> st.SearchStrategy[Presentation]:
    """A use of a mandate, with any end."""
    return st.builds(
        Presentation,
        due_on=days(),
        sequence_type=st.sampled_from(SequenceType),
        end_to_end_id=absent_or(end_to_end_ids()),
        outcome=st.sampled_from(PresentationOutcome),
        amendments_told=st.integers(0, 3),
    )


@made_once
def suspensions() -> st.SearchStrategy[Suspension]:
    """A hold on a mandate, with an end or without."""
    return st.builds(
        Suspension, since=days(), until=absent_or(days()), reason=st.just("") | texts(20)
    )


@made_once
def amendments() -> st.SearchStrategy[Amendment]:
    """A change of a mandate: of its reference, the creditor, or the debtor's account."""
    of_names = st.builds(
        Amendment,
        on=days(),
        reference=mandate_references(),
        creditor_identifier=absent_or(creditor_identifiers()),
        creditor_name=absent_or(texts()),
    )
    of_account = st.builds(
        Amendment,
        on=days(),
        creditor_name=absent_or(texts()),
        iban=ibans(),
        bic=absent_or(bics()),
    )
    untold = st.builds(
        Amendment,
        on=days(),
        reference=absent_or(mandate_references()),
        account_untold=st.sampled_from([True]),
    )
    return of_names | of_account | untold


@made_once
def any_mandates() -> st.SearchStrategy[Mandate]:
    """A mandate of any scheme and any history; its dates need not make sense together."""
    living = st.builds(
        Mandate,
        reference=mandate_references(),
        creditor_identifier=creditor_identifiers(),
        debtor=any_debtors(),
        scheme=st.sampled_from(Scheme),
        one_off=st.booleans(),
        signed_on=absent_or(days()),
        valid_until=absent_or(days()),
        revoked_on=absent_or(days()),
        suspension=absent_or(suspensions()),
        confirmed_on=absent_or(days()),
        replaces=absent_or(mandate_references()),
        migrated=st.booleans(),
        ultimate_debtor=absent_or(any_parties()),
        electronic_signature=absent_or(references()),
        presentations=st.lists(presentations(), max_size=3).map(tuple),
        amendments=st.lists(amendments(), max_size=2).map(tuple),
    )
    return living | st.builds(_replaced, living, days(), mandate_references())


def _replaced(mandate: Mandate, on: date, by: MandateReference) -> Mandate:
    return replace(mandate, replaced_on=on, replaced_by=by)
