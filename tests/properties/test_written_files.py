"""What the rules let through, the schemas accept: ours, the general one, and those of the banks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from string import ascii_letters, ascii_uppercase, digits

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from helpers.books import decided
from helpers.corpus import CORPUS, corpus
from helpers.pain008_files import iso_xsd, refusal
from sepadd.banks import AUSTRIA, AUSTRIA_02, GERMANY, GERMANY_02, PROFILES, BankProfile
from sepadd.banks.netherlands import DUTCH_BANKS
from sepadd.collection import Collection, PurposeCode
from sepadd.mandate import Amendment, Mandate, Presentation, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.proposal import Proposal
from sepadd.rulebook import (
    COLLECTION_RULES,
    MANDATE_RULES,
    BicMode,
    InitiatingPartyForm,
    MessageVersion,
    Terms,
    put,
    readiness,
)
from sepadd.run import CollectionRun
from sepadd.testing import AT, TODAY
from sepadd.testing.strategies import (
    creditor_references,
    euros,
    ibans,
    mandate_references,
    purpose_codes,
    run_ids,
    structured_communications,
)
from sepadd.testing.strategies.values import absent_or, references
from sepadd.values import (
    BASIC,
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    DebtorKind,
    EndToEndId,
    Iban,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

# -- what they say ------------------------------------------------------------------------------

_ODD = "äöüÄÖÜßéłøŠЖщψ€&<>\"'|$§%!=#~;*{}[]@\\_°^]]>\u00a0\t\n😀日…\u0301\u200b\ufffe"
_SIGNS = "+?/:().,'-"
_plain = st.text(ascii_letters + digits + " " + _SIGNS, min_size=1, max_size=12)


def _said(most: int) -> st.SearchStrategy[str]:
    """Say something, mostly what every bank takes; now and then far too much, or nothing at all."""
    odd = st.text(BASIC + _ODD * 3, min_size=1, max_size=most)
    wild = st.text(min_size=1, max_size=most + 9)
    edges = st.sampled_from(
        ["W" * most, "ü" * (most // 2), "&" * most, "<" * most, "W" * (most + 1), "😀" * most]
    )
    some = st.sampled_from([_plain] * 6 + [odd, odd, wild, edges]).flatmap(lambda one: one)
    return some.map(str.strip).filter(lambda said: said.strip(" .") != "" or said == "...")


_names = _said(70)
_lines = st.lists(_said(70), min_size=1, max_size=2).map(tuple)
_short, _middle = absent_or(_said(16)), absent_or(_said(35))
_address_parts = {
    "street": absent_or(_said(70)),
    "building": _short,
    "postcode": _short,
    "subdivision": _middle,
}
_parts_of_08 = {
    **_address_parts,
    "department": absent_or(_said(70)),
    "sub_department": absent_or(_said(70)),
    "floor": absent_or(_said(70)),
    "room": absent_or(_said(70)),
    "building_name": _middle,
    "post_box": _short,
    "town_location": _middle,
    "district": _middle,
}
countries = st.sampled_from(["NL", "DE", "AT", "CH", "GB", "NO", "MT"])
_structured = st.builds(PostalAddress, country=countries, town=_said(35), **_address_parts)
_any_address = (
    _structured
    | st.builds(PostalAddress, country=countries, town=_said(35), **_parts_of_08)
    | st.builds(PostalAddress, country=countries, town=_said(35), lines=_lines, **_address_parts)
    | st.builds(PostalAddress, country=countries, lines=_lines)
)
_numbers_said = st.text(BASIC, min_size=1, max_size=35).filter(str.strip)
_bics = st.sampled_from(
    ["ABNANL2A", "DEUTDEFF500", "BKAUATWW", "1BNANL2A", "ABNANL01XXX", "NWBKGB2L", "AB1ANLZO"]
).map(Bic)
_numbers = st.builds(
    OtherId,
    id=_numbers_said,
    scheme_code=absent_or(st.sampled_from(["CUST", "TXID"])),
    issuer=absent_or(_numbers_said),
) | st.builds(OtherId, id=_numbers_said, scheme_name=_numbers_said)
_births = st.builds(
    PersonId,
    born_on=st.dates(),
    birth_town=_numbers_said,
    birth_country=countries,
    birth_province=absent_or(_numbers_said),
)
_identifications = (
    st.builds(OrganisationId, bic=_bics)
    | st.just(OrganisationId(lei="F01VVKN4DRF2NWKGQ283"))
    | st.builds(OrganisationId, other=_numbers)
    | st.builds(PersonId, other=_numbers)
    | _births
)
_any_party = st.builds(Party, name=_names, identification=absent_or(_identifications)) | st.builds(
    Party, identification=_identifications
)
_ibans = st.sampled_from(
    [
        "NL91ABNA0417164300",
        "DE89370400440532013000",
        "AT611904300234573201",
        "NO9386011117947",
        "MT84MALT011000012345MTLCAST001S",
        "CH9300762011623852957",
        "GB29NWBK60161331926819",
    ]
).map(Iban)
_identifiers = (
    st.tuples(
        st.sampled_from(["NL", "DE", "AT", "NO"]),
        st.text(digits + ascii_uppercase + _SIGNS, max_size=26).map(lambda said: f"1{said}Z"),
        st.text(ascii_uppercase + digits + _SIGNS, min_size=3, max_size=3),
    )
    .filter(lambda parts: "//" not in parts[2] + parts[1])
    .map(lambda parts: CreditorIdentifier.build(*parts))
)
_offsets = st.integers(-86_399, 86_399).map(lambda seconds: timezone(timedelta(seconds=seconds)))
_instants = st.datetimes(datetime(2026, 11, 23), datetime(2026, 11, 24), timezones=_offsets)  # noqa: DTZ001 - the bounds are to be naive

# -- who they are -------------------------------------------------------------------------------

_accounts = st.builds(
    CreditorAccount,
    iban=_ibans,
    bic=absent_or(_bics),
    batch_booking=absent_or(st.booleans()),
)
_creditors = st.builds(
    Creditor,
    name=_names,
    identifier=_identifiers,
    accounts=st.lists(_accounts, min_size=1, max_size=2, unique_by=lambda a: a.iban).map(tuple),
    address=absent_or(_any_address),
    ultimate_creditor=absent_or(_any_party),
)
_debtors = st.builds(
    Debtor,
    id=st.just("10042"),
    name=_names,
    iban=_ibans,
    bic=absent_or(_bics),
    account_holder=absent_or(_names),
    kind=st.sampled_from(DebtorKind),
    address=absent_or(_any_address),
    identification=absent_or(_identifications),
)
_amendments = st.builds(
    Amendment,
    on=st.just(TODAY),
    reference=absent_or(mandate_references()),
    creditor_identifier=absent_or(_identifiers),
    creditor_name=_said(70),
    iban=absent_or(ibans()),
)
_mandates = st.builds(
    Mandate,
    reference=mandate_references(),
    creditor_identifier=_identifiers,
    debtor=_debtors,
    scheme=st.sampled_from([Scheme.CORE, Scheme.B2B]),
    one_off=st.booleans(),
    signed_on=st.dates(date(2024, 1, 1), TODAY),
    ultimate_debtor=absent_or(_any_party),
    electronic_signature=absent_or(
        references()
        | st.text(min_size=1, max_size=9).filter(lambda s: s.isprintable() and bool(s.strip()))
        | st.sampled_from(["&" * 1025, "]]>", "<x/>"])
    ),
    presentations=st.sampled_from(
        [(), (Presentation(due_on=date(2026, 6, 1), sequence_type=SequenceType.RECURRENT),)]
    ),
    amendments=st.lists(_amendments, max_size=2).map(tuple),
)
_due_days = st.sampled_from([date(2026, 11, 27), date(2026, 12, 1), date(2026, 12, 2)])


_remittances = (
    st.just("")
    | _said(140)
    | st.sampled_from([" ", "]]>", ". ."])
    | creditor_references()
    | structured_communications()
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Customs:
    """What is in use at some banks: the codes, and what is said of who hands the file over."""

    purposes: st.SearchStrategy[PurposeCode]
    senders: st.SearchStrategy[Party]
    sender_forms: st.SearchStrategy[InitiatingPartyForm]
    offsets: st.SearchStrategy[bool]


ANYWHERE = Customs(
    purposes=purpose_codes(),
    senders=_any_party,
    sender_forms=st.sampled_from(InitiatingPartyForm),
    offsets=st.booleans(),
)
IN_AUSTRIA = Customs(
    # Its schema lists the codes.
    purposes=st.sampled_from(["CASH", "SUPP"]).map(PurposeCode),
    senders=_any_party,
    sender_forms=st.sampled_from(InitiatingPartyForm),
    offsets=st.just(value=True),
)


@st.composite
def _collections(draw: st.DrawFn, creditor: Creditor, terms: Terms, customs: Customs) -> Collection:
    mandate, due_on = draw(_mandates), draw(_due_days)
    return Collection(
        end_to_end_id=EndToEndId(draw(references())),
        mandate=mandate,
        account=draw(st.sampled_from(creditor.accounts)),
        sequence_type=draw(st.sampled_from(terms.sequence_types(mandate, due_on))),
        amount=draw(euros()),
        due_on=due_on,
        remittance=draw(_remittances),
        purpose=draw(absent_or(customs.purposes)),
        category_purpose=draw(absent_or(customs.purposes)),
    )


def _accepted(collection: Collection, terms: Terms) -> bool:
    about_mandate = put(MANDATE_RULES, (collection.mandate,), terms)
    return not (about_mandate.errors or put(COLLECTION_RULES, (collection,), terms).errors)


@st.composite
def prepared(
    draw: st.DrawFn, profile: BankProfile, message: MessageVersion, customs: Customs
) -> CollectionRun:
    """Draw any run that is accepted for a bank, whatever its creditor and debtors are called."""
    form = replace(
        profile.form,
        message=message,
        bic=draw(st.sampled_from(BicMode)),
        text=replace(profile.form.text, cut=draw(st.booleans())),
        initiating_party=draw(customs.sender_forms),
        batch_booking=draw(absent_or(st.booleans())),
        offset=draw(customs.offsets),
    )
    bank = replace(profile, form=form, versions=frozenset({message}))
    terms = bank.terms(on=TODAY)
    creditor = replace(draw(_creditors), initiating_party=draw(absent_or(customs.senders)))
    assume(not readiness(creditor, terms).errors)
    drawn = st.lists(
        _collections(creditor, terms, customs),
        min_size=1,
        max_size=4,
        unique_by=(lambda c: c.end_to_end_id, lambda c: c.mandate.reference),
    )
    good = tuple(collection for collection in draw(drawn) if _accepted(collection, terms))
    assume(good)
    proposal = Proposal(
        id=draw(run_ids()), creditor=creditor, due_on=TODAY, lines=(), collections=good
    )
    run = decided(proposal, terms, at=AT)
    made = replace(run.history[0], at=draw(_instants))  # any instant may have to be written
    return replace(run, history=(made,))


_SLOW = [HealthCheck.filter_too_much, HealthCheck.too_slow]
some_runs = settings(max_examples=30, suppress_health_check=_SLOW)
a_few_runs = settings(max_examples=8, suppress_health_check=_SLOW)  # of each of many profiles


def refused(run: CollectionRun, xsd: Path) -> list[str]:
    """Say why the files of a run are refused: by ours with an exception, by that one in words."""
    return [why for file in run.files() if (why := refusal(xsd, pain008.render(file)))]


# Dutch banks differ in their hours only, and their files not at all.
DIFFERENT = [each for each in PROFILES if each not in DUTCH_BANKS]


@pytest.mark.parametrize("message", MessageVersion)
@pytest.mark.parametrize("profile", DIFFERENT, ids=lambda profile: profile.name)
@a_few_runs
@given(data=st.data())
def test_what_is_prepared_is_valid_under_ours_and_the_general_schema(
    profile: BankProfile, message: MessageVersion, data: st.DataObject
) -> None:
    run = data.draw(prepared(profile, message, ANYWHERE))
    assert refused(run, iso_xsd(message[-2:])) == []


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
@pytest.mark.parametrize(
    ("profile", "schema", "customs"),
    [
        pytest.param(GERMANY, "pain.008.001.08_GBIC_5.xsd", ANYWHERE, id="Germany .08"),
        pytest.param(GERMANY_02, "pain.008.001.02_GBIC_3.xsd", ANYWHERE, id="Germany .02"),
        pytest.param(AUSTRIA, "at/pain.008.001.08.at.004.xsd", IN_AUSTRIA, id="Austria .08"),
        pytest.param(AUSTRIA_02, "at/pain.008.001.02.at.004.xsd", IN_AUSTRIA, id="Austria .02"),
    ],
)
@some_runs
@given(data=st.data())
def test_what_is_prepared_is_valid_under_the_schema_of_the_country(
    profile: BankProfile, schema: str, customs: Customs, data: st.DataObject
) -> None:
    run = data.draw(prepared(profile, profile.form.message, customs))
    assert refused(run, corpus("xsd", "national", schema)) == []
