"""What is often done wrong, as far as it takes rules, terms, editions or a whole run to get right.

Each row of the list of traps in the domain reference has its tests, named ``test_trap_<row>_``. In
this module stand those that are about a rule with its subject; the others are where their subject
is:

* days and months (1 to 3b, 7b, 8b): ``test_calendars``; terms and cut-offs (4, 4b, 9, 10):
  ``test_profile``; editions (5 to 7b, 9, 24c): ``test_edition``; a mandate's end (8 to 8c):
  ``test_mandate``;
* references, identifiers, accounts (15, 15b, 16 to 16c, 17, 21, 23b, 33): ``test_identifiers`` and
  ``test_accounts``; amounts (19, 20): ``test_money``; characters (22 to 22c): ``test_text`` and
  ``test_texts_of_files``; countries (24, 25): ``test_countries``; address forms (24b, 24c):
  ``test_party`` and ``test_texts_of_files``;
* which mandate an item is collected under (15, 15b, 16, 31): ``test_authority`` and
  ``test_proposal``; what a schema takes (11c, 12 to 12d, 17, 20, 21, 23, 23b, 24c, 34):
  ``test_schemas``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from lxml import etree

from sepadd.banks import EPC, GERMANY, GERMANY_02, NETHERLANDS
from sepadd.catalogue.examples.edges import (
    BRITISH,
    HYBRID,
    NOVEMBER_2016,
    OF_2016,
    ONE_OFF,
    STRUCTURED,
    SWISS,
    UNSTRUCTURED,
    findings,
    mandate_of,
    together,
    under,
    used,
)
from sepadd.collection import Collection, Reject, Remittance, Return, reason
from sepadd.mandate import Mandate, PresentationOutcome, Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.rulebook import FILE_RULES, Terms, put
from sepadd.run import CollectionRun
from sepadd.testing import B2B_MANDATE, COLLECTION, DUE_ON, TERMS, TODAY, a_run
from sepadd.values import (
    CreditorIdentifier,
    CreditorReference,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
)

CORE, B2B = Scheme.CORE, Scheme.B2B
FIRST, RECURRENT = SequenceType.FIRST, SequenceType.RECURRENT


def broken(subject: Mandate | Collection, terms: Terms = TERMS) -> list[str]:
    return [finding.rule for finding in findings(subject, terms)]


def run_of(*collections: Collection) -> CollectionRun:
    return replace(a_run(), collections=tuple(together(*collections).collections))


def said(run: CollectionRun, path: str) -> list[str]:
    """What the file of a run says at a path of element names."""
    root = etree.fromstring(pain008.render(run))
    steps = "/".join(f"*[local-name()='{step}']" for step in path.split("/"))
    found = root.xpath(f".//{steps}")
    assert isinstance(found, list)
    return [element.text or "" for element in found if isinstance(element, etree._Element)]


# -- days ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "due_on", "latest"),
    [
        (FIRST, date(2016, 11, 18), date(2016, 11, 11)),
        (RECURRENT, date(2016, 11, 18), date(2016, 11, 16)),
    ],
)
def test_trap_1_the_lead_time_is_that_of_the_rulebook_of_the_due_date(
    kind: SequenceType, due_on: date, latest: date
) -> None:
    assert EPC.terms(on=date(2016, 11, 7)).latest_receipt_on(due_on, CORE, kind) == latest


def test_trap_1b_a_first_collection_of_21_november_2016_needs_one_day() -> None:
    terms = EPC.terms(on=date(2016, 11, 7))
    assert terms.latest_receipt_on(date(2016, 11, 21), CORE, FIRST) == date(2016, 11, 18)


@pytest.mark.parametrize("scheme", [CORE, B2B])
def test_trap_1c_one_day_before_28_december_is_christmas_eve(scheme: Scheme) -> None:
    latest = TERMS.latest_receipt_on(date(2026, 12, 28), scheme, RECURRENT)
    assert latest == date(2026, 12, 24)


def test_trap_2_a_collection_on_corpus_christi_settles_that_day() -> None:
    terms = EPC.terms(on=date(2026, 6, 3))
    on_that_day = replace(COLLECTION, due_on=date(2026, 6, 4))
    assert broken(on_that_day, terms) == []
    assert broken(on_that_day, EPC.terms(on=date(2026, 6, 4))) == ["COL-03"]


@pytest.mark.parametrize("due_on", [date(2026, 12, 24), date(2026, 12, 31)])
def test_trap_2b_one_can_collect_on_christmas_eve_and_new_years_eve(due_on: date) -> None:
    assert broken(replace(COLLECTION, due_on=due_on), EPC.terms(on=date(2026, 12, 18))) == []


@pytest.mark.parametrize(
    ("due_on", "settles_on"),
    [
        (date(2026, 4, 3), date(2026, 4, 7)),
        (date(2026, 5, 1), date(2026, 5, 4)),
        (date(2027, 1, 1), date(2027, 1, 4)),
        (date(2026, 12, 25), date(2026, 12, 28)),
    ],
)
def test_trap_3_and_3b_a_due_date_moves_on_and_never_back(due_on: date, settles_on: date) -> None:
    terms = EPC.terms(on=date.fromordinal(due_on.toordinal() - 7))
    [finding] = findings(replace(COLLECTION, due_on=due_on), terms)
    assert finding.rule == "COL-02"
    assert finding.detail == (
        f"{due_on} is no TARGET day; it would settle on the next, {settles_on}"
    )


# -- mandates and their uses --------------------------------------------------------------------


def test_trap_8_a_rejected_collection_counts_for_the_36_months() -> None:
    presentations = used(RECURRENT, date(2023, 11, 22), PresentationOutcome.REJECTED)
    collection = under(signed_on=date(2020, 1, 10), presentations=presentations)
    terms = EPC.terms(on=date(2026, 11, 13))
    [weekend] = findings(replace(collection, due_on=date(2026, 11, 22)), terms)
    assert weekend.rule == "COL-02"
    assert broken(replace(collection, due_on=date(2026, 11, 23)), terms) == ["COL-04"]


def test_trap_9_a_new_mandates_first_collection_may_say_recurrent_today_and_not_in_2016() -> None:
    assert broken(replace(COLLECTION, due_on=DUE_ON)) == []
    of_2016 = replace(OF_2016, sequence_type=RECURRENT)
    assert broken(of_2016, NOVEMBER_2016) == ["COL-05"]


@pytest.mark.parametrize(("fact", "kind"), [(Reject, FIRST), (Return, RECURRENT)])
def test_trap_10_what_comes_next_after_a_first_collection_that_failed(
    fact: type[Reject | Return], kind: SequenceType
) -> None:
    first = replace(OF_2016, due_on=date(2016, 6, 1))
    told = fact(end_to_end_id=first.end_to_end_id, on=date(2016, 6, 2), reason=reason("MS03"))
    mandate = first.mandate.with_presentations([first.after(told).presentation])
    assert NOVEMBER_2016.sequence_types(mandate, date(2016, 11, 18))[0] is kind


def test_trap_11_a_one_off_mandate_is_used_once() -> None:
    mandate = ONE_OFF.mandate.with_presentations([ONE_OFF.presentation])
    again = replace(ONE_OFF, mandate=mandate, end_to_end_id=EndToEndId("2026-12-2"))
    [finding] = findings(again, TERMS)
    assert finding.rule == "COL-04"
    assert "is one-off and was used" in finding.detail
    assert "a new mandate is needed" in finding.detail


def test_trap_11b_nothing_follows_a_final_collection() -> None:
    assert broken(under(presentations=used(SequenceType.FINAL))) == ["COL-04"]


def test_trap_15_and_16_two_collections_under_one_mandate_are_seen_whatever_its_spelling() -> None:
    spelled = (
        under(reference=MandateReference("m-1")),
        under(creditor_identifier=CreditorIdentifier("NL42ABC123456780001")),
    )
    for other in spelled:
        found = put(FILE_RULES, (together(COLLECTION, other),), TERMS)
        assert [finding.rule for finding in found] == ["FIL-05"]


def test_trap_31_a_collection_has_the_scheme_of_its_mandate_and_no_other() -> None:
    assert not any(name == "scheme" for name in Collection.__dataclass_fields__)
    core, b2b = COLLECTION, replace(COLLECTION, mandate=B2B_MANDATE)
    assert said(run_of(core), "LclInstrm/Cd") == ["CORE"]
    assert said(run_of(b2b), "LclInstrm/Cd") == ["B2B"]


def test_trap_32_a_one_off_b2b_collection_is_sent() -> None:
    mandate = replace(B2B_MANDATE, one_off=True)
    collection = replace(ONE_OFF, mandate=mandate)
    assert broken(collection) == []
    run = run_of(collection)
    assert said(run, "PmtTpInf/LclInstrm/Cd") == ["B2B"]
    assert said(run, "PmtTpInf/SeqTp") == ["OOFF"]


# -- the file -----------------------------------------------------------------------------------


def test_trap_17_a_bank_without_bic_is_not_provided_beside_the_bic() -> None:
    run = run_of(COLLECTION)
    assert said(run, "DbtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]
    assert said(run, "CdtrAgt/FinInstnId/Othr/Id") == ["NOTPROVIDED"]
    assert said(run, "BICFI") == []


def test_trap_18_core_and_b2b_make_two_files() -> None:
    b2b = replace(COLLECTION, mandate=B2B_MANDATE)
    both = together(COLLECTION, b2b)
    assert [f.rule for f in put(FILE_RULES, (both,), TERMS)] == ["FIL-02"]
    files = run_of(COLLECTION, b2b).files()
    assert [{c.mandate.scheme for c in file.collections} for file in files] == [{B2B}, {CORE}]
    assert put(FILE_RULES, files, TERMS) == ()


def test_trap_19_the_control_sums_are_exact() -> None:
    amounts = (Euro("0.10"), Euro("0.20"), Euro("0.30"))
    run = run_of(*(replace(COLLECTION, amount=amount) for amount in amounts))
    for block in ("GrpHdr", "PmtInf"):
        assert said(run, f"{block}/CtrlSum") == ["0.60"]
        assert said(run, f"{block}/NbOfTxs") == ["3"]


@pytest.mark.parametrize(
    ("amount", "rules"),
    [("0.00", ["COL-01"]), ("0.01", []), ("999999999.99", []), ("1000000000.00", ["COL-01"])],
)
def test_trap_20_from_one_cent_to_a_cent_below_a_thousand_million(
    amount: str, rules: list[str]
) -> None:
    assert broken(replace(COLLECTION, amount=Euro(amount))) == rules


@pytest.mark.parametrize(
    ("terms", "sent"),
    [
        (EPC.terms(on=TODAY), "Muller + Sohne Strase E5"),
        (GERMANY.terms(on=TODAY), "Mueller + Soehne Strasse E5"),
    ],
)
def test_trap_22_what_becomes_of_a_text_is_told_before_it_is_sent(terms: Terms, sent: str) -> None:
    collection = replace(COLLECTION, remittance="Müller & Söhne Straße €5")
    [finding] = findings(collection, terms)
    assert (finding.rule, finding.after) == ("COL-10", sent)
    run = replace(run_of(collection), form=terms.profile.form)
    assert said(run, "RmtInf/Ustrd") == [sent]


def test_trap_22b_140_letters_can_be_420_characters() -> None:
    [finding] = findings(replace(COLLECTION, remittance="Щ" * 140), TERMS)
    assert (finding.rule, finding.severity) == ("COL-10", "error")
    assert " has 420 characters " in finding.detail


def test_trap_22b_a_bank_that_cuts_is_sent_140_of_them() -> None:
    cutting = replace(EPC, form=replace(EPC.form, text=replace(EPC.form.text, cut=True)))
    terms = cutting.terms(on=TODAY)
    collection = replace(COLLECTION, remittance="Щ" * 140)
    [finding] = findings(collection, terms)
    assert (finding.rule, finding.severity) == ("COL-10", "warning")
    sent = said(replace(run_of(collection), form=terms.profile.form), "RmtInf/Ustrd")
    assert sent == [finding.after] == [("SHT" * 47)[:140]]


@pytest.mark.parametrize(
    ("name", "terms", "severity"),
    [
        ("ä" * 70, EPC.terms(on=TODAY), "warning"),
        ("ä" * 71, EPC.terms(on=TODAY), "error"),
        ("ä" * 70, GERMANY.terms(on=TODAY), "error"),
    ],
)
def test_trap_22c_a_name_is_measured_as_it_is_sent(name: str, terms: Terms, severity: str) -> None:
    [finding] = findings(mandate_of(name=name), terms)
    assert (finding.rule, finding.severity) == ("MND-10", severity)


@pytest.mark.parametrize(
    ("remittance", "text", "reference"),
    [
        ("Invoice 7", ["Invoice 7"], []),
        (CreditorReference("RF18539007547034"), [], ["RF18539007547034"]),
        ("", [], []),
    ],
)
def test_trap_23_and_23b_remittance_is_a_text_or_a_reference(
    remittance: Remittance, text: list[str], reference: list[str]
) -> None:
    run = run_of(replace(COLLECTION, remittance=remittance))
    assert said(run, "RmtInf/Ustrd") == text
    assert said(run, "RmtInf/Strd/CdtrRefInf/Ref") == reference
    assert said(run, "CdtrRefInf/Tp/Issr") == ["ISO"] * len(reference)
    assert said(run, "CdtrRefInf/Tp/CdOrPrtry/Cd") == ["SCOR"] * len(reference)


# -- where the debtor lives ---------------------------------------------------------------------

GIBRALTAR = Iban("GI75NWBK000000007099453")
SAN_MARINO = Iban("SM86U0322509800000000270100")
OUTSIDE_EEA = (SWISS, BRITISH, GIBRALTAR, SAN_MARINO)
IN_EEA = ("NO9386011117947", "IS140159260076545510730339", "LI21088100002324013AA")


@pytest.mark.parametrize("iban", OUTSIDE_EEA, ids=str)
def test_trap_24_a_debtor_outside_the_eea_has_an_address(iban: Iban) -> None:
    assert broken(mandate_of(iban=iban)) == ["MND-08"]
    assert broken(mandate_of(iban=iban, address=STRUCTURED)) == []


@pytest.mark.parametrize("iban", IN_EEA)
def test_trap_24_a_debtor_in_the_eea_needs_none(iban: str) -> None:
    assert broken(mandate_of(iban=Iban(iban))) == []


def test_trap_24_neither_does_one_of_a_creditor_in_the_eea_alone() -> None:
    abroad = replace(COLLECTION, account=replace(COLLECTION.account, iban=SWISS))
    assert broken(COLLECTION) == []
    assert broken(abroad) == ["COL-09"]
    assert broken(replace(abroad, mandate=mandate_of(iban=BRITISH))) == ["MND-08"]


def test_trap_24b_lines_alone_are_taken_where_the_profile_says_so() -> None:
    mandate = mandate_of(address=UNSTRUCTURED)
    for refusing in (EPC, NETHERLANDS, GERMANY):
        assert broken(mandate, refusing.terms(on=TODAY)) == ["MND-09"]
    assert broken(mandate, GERMANY_02.terms(on=TODAY)) == []


def test_trap_24c_hybrid_addresses_are_taken_since_5_october_2025() -> None:
    mandate = replace(mandate_of(address=HYBRID), signed_on=date(2025, 1, 15))
    assert broken(mandate, EPC.terms(on=date(2025, 10, 6))) == []
    assert broken(mandate, EPC.terms(on=date(2025, 10, 3))) == ["MND-09"]
    assert broken(mandate, NETHERLANDS.terms(on=TODAY)) == ["MND-09"]


@pytest.mark.parametrize("iban", ["FO6264600001631634", "GL8964710001000206"])
def test_trap_25_one_cannot_collect_outside_sepa(iban: str) -> None:
    assert broken(mandate_of(iban=Iban(iban))) == ["MND-07"]


@pytest.mark.parametrize(
    "iban",
    [
        "AL47212110090000000235698741",
        "ME25505000012345678951",
        "MD24AG000225100013104168",
        "MK07250120000058984",
        "RS35260005601001611379",
        "VA59001123000012345678",
    ],
)
def test_trap_25_one_can_collect_where_sepa_reaches(iban: str) -> None:
    assert broken(mandate_of(iban=Iban(iban), address=STRUCTURED)) == []


# -- all of them --------------------------------------------------------------------------------

ROWS = (
    *("1", "1b", "1c", "2", "2b", "2c", "3", "3b", "4", "4b", "5", "6", "6b", "7", "7b"),
    *("8", "8b", "8c", "9", "10", "11", "11b", "11c", "15", "15b", "16", "16b", "16c", "17", "18"),
    *(
        "19",
        "20",
        "21",
        "22",
        "22b",
        "22c",
        "23",
        "23b",
        "24",
        "24b",
        "24c",
        "25",
        "31",
        "32",
        "33",
    ),
)


TESTS: Final = Path(__file__).parents[1]
NAME: Final = re.compile(r"^def test_trap_(\w+)", re.MULTILINE)


def rows_tested() -> set[str]:
    """The rows in names like ``test_trap_3_and_3b_a_due_date``, all over the tests."""
    texts = (path.read_text("utf-8") for path in TESTS.rglob("test_*.py"))
    names = [name.split("_") for text in texts for name in NAME.findall(text)]
    seconds = {words[2] for words in names if words[1] == "and"}
    return {words[0] for words in names} | seconds


def test_every_row_but_those_of_bank_answers_and_amendments_is_tested() -> None:
    assert set(ROWS) - rows_tested() == set()
