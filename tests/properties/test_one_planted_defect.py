"""Any file of ours has no findings; with any one defect planted, that one is found."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from string import ascii_letters, digits

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.pain008_files import TAKES_ALL
from helpers.planted_defects import DEFECTS, Defect
from helpers.told import collection, prepared
from sepadd.checking import check
from sepadd.collection import Collection
from sepadd.mandate import Amendment, Mandate, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.testing import B2B_MANDATE, MANDATE, TODAY
from sepadd.values import Bic, Euro, Iban, MandateReference, PostalAddress

VERSIONS = {message[-2:]: message for message in MessageVersion}

_said = st.text(ascii_letters + digits, min_size=1, max_size=20)
_ibans = st.sampled_from(
    ["NL91ABNA0417164300", "DE89370400440532013000", "NO9386011117947", "AT611904300234573201"]
)
_homes = st.builds(
    PostalAddress, country=st.sampled_from(["NL", "CH"]), town=_said, street=st.none() | _said
)
_changes = st.sampled_from(
    [
        Amendment(on=TODAY, reference=MandateReference("OLD-1")),
        Amendment(on=TODAY, iban=Iban("BE68539007547034")),
        Amendment(on=TODAY, creditor_name="Badhuis"),
    ]
)
_days = st.dates(date(2026, 11, 24), date(2026, 12, 4)).filter(lambda day: day.weekday() < 5)


@st.composite
def _mandates(draw: st.DrawFn, number: int, scheme: Scheme) -> Mandate:
    of = MANDATE if scheme is Scheme.CORE else B2B_MANDATE
    debtor = replace(
        of.debtor,
        name=draw(_said),
        iban=Iban(draw(_ibans)),
        bic=draw(st.none() | st.just(Bic("ABNANL2A"))),
        address=draw(st.none() | _homes),
    )
    change = draw(st.none() | _changes)
    return replace(
        of,
        reference=MandateReference(f"M-{number}"),
        debtor=debtor,
        signed_on=draw(st.dates(date(2024, 1, 1), TODAY)),
        amendments=() if change is None else (change,),
    )


@st.composite
def _collections(draw: st.DrawFn, number: int, scheme: Scheme, *, alone: bool) -> Collection:
    kind = SequenceType.RECURRENT if alone else draw(st.sampled_from(SequenceType))
    mandate = draw(_mandates(number, scheme))
    return replace(
        collection(number),
        mandate=replace(mandate, one_off=kind is SequenceType.ONE_OFF),
        sequence_type=kind,
        amount=Euro(cents=draw(st.integers(1, 999_999_999_99))),
        due_on=draw(_days),
        remittance=draw(st.just("") | _said),
    )


@st.composite
def good_files(draw: st.DrawFn, version: str, *, alone: bool = False) -> bytes:
    """Any file of ours: of one scheme, with up to four collections in as many batches."""
    scheme = Scheme.CORE if alone else draw(st.sampled_from([Scheme.CORE, Scheme.B2B]))
    numbers = range(1, 2 if alone else draw(st.integers(2, 5)))
    run = prepared(*(draw(_collections(n, scheme, alone=alone)) for n in numbers))
    return pain008.render(replace(run, form=replace(run.form, message=VERSIONS[version])))


@st.composite
def _planted(draw: st.DrawFn) -> tuple[Defect, bytes]:
    defect = draw(st.sampled_from(DEFECTS))
    version = draw(st.sampled_from(defect.versions))
    return defect, draw(good_files(version, alone=defect.alone))


@settings(max_examples=40)
@given(xml=st.sampled_from(sorted(VERSIONS)).flatmap(good_files))
def test_any_file_of_ours_has_no_findings(xml: bytes) -> None:
    assert check(xml, TAKES_ALL, TODAY) == ()


@settings(max_examples=150)
@given(planted=_planted())
def test_any_one_planted_defect_is_found_by_its_rule(planted: tuple[Defect, bytes]) -> None:
    defect, xml = planted
    found = check(defect.plant(xml), defect.profile, defect.on or TODAY, at=defect.at)
    assert defect.rules <= {finding.rule for finding in found}
