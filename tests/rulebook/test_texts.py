"""The texts of a file: what is converted, what is cut, what is refused, and how it is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepadd.banks import EPC, GERMANY_02
from sepadd.catalogue.examples.edges import (
    AUTUMN_2025,
    HYBRID,
    LEI,
    OLD_MESSAGE,
    STRUCTURED,
    UNSTRUCTURED,
    UNUSUAL_BIC,
)
from sepadd.findings import Severity
from sepadd.rulebook import ADDRESS_LENGTHS, FileForm, Terms, folded
from sepadd.rulebook.rules import Change
from sepadd.rulebook.texts import (
    Text,
    changes,
    fits,
    of_address,
    of_party,
    refused_address,
    unwritable_identification,
)
from sepadd.testing import TERMS, TODAY
from sepadd.values import (
    EPC_TEXT,
    GERMAN_TEXT,
    STRICT_TEXT,
    AddressForm,
    Bic,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
    TextMode,
)

PLAIN = FileForm()
GERMAN = FileForm(text=GERMAN_TEXT)
CUTTING = FileForm(text=replace(EPC_TEXT, cut=True))
GERMAN_CUTTING = FileForm(text=replace(GERMAN_TEXT, cut=True))
STRICT = FileForm(text=STRICT_TEXT)
FOLDING = GERMANY_02.terms(on=TODAY)


def told(said: str, form: FileForm = PLAIN, limit: int = 70) -> Change | None:
    """What is told of a name, if anything is."""
    found = changes([Text("name", said, limit)], form)
    if found is None:
        return None
    [change] = found
    return change


def change_of(said: str, form: FileForm = PLAIN, limit: int = 70) -> Change:
    change = told(said, form, limit)
    assert change is not None
    return change


# -- converted ----------------------------------------------------------------------------------


def test_a_text_that_every_bank_takes_is_not_spoken_of() -> None:
    assert told("Ada Jansen-de Vries (NL)") is None


def test_a_text_that_is_converted_is_a_warning_with_before_and_after() -> None:
    assert change_of("Müller") == Change(
        "name 'Müller' becomes 'Muller' (EPC characters)", "Müller", "Muller", Severity.WARNING
    )
    assert change_of("Müller", GERMAN).after == "Mueller"


@pytest.mark.parametrize(
    ("said", "sent"),
    [("Ada\nJansen", "Ada Jansen"), ("Ada\tJansen", "Ada Jansen"), ("Ada\x00J", "Ada.J")],
)
def test_a_control_character_is_converted_too(said: str, sent: str) -> None:
    change = change_of(said)
    assert (change.after, change.severity) == (sent, Severity.WARNING)
    assert repr(said) in change.detail


def test_a_list_of_texts_tells_each_that_changes() -> None:
    texts = [Text("a", "Ä", 9), Text("b", "B", 9), Text("c", "Ç", 9)]
    found = changes(texts, PLAIN)
    assert found is not None
    assert [(change.before, change.after) for change in found] == [("Ä", "A"), ("Ç", "C")]
    assert changes([], PLAIN) is None


# -- refused ------------------------------------------------------------------------------------


@pytest.mark.parametrize("said", ["😀", "😀😀 😀", "日本太郎", "ы", "…", "\x00", "\ud800"])
def test_a_name_of_which_only_dots_would_be_left_is_refused(said: str) -> None:
    change = change_of(said)
    assert change.severity is Severity.ERROR
    assert "cannot be written in EPC characters, which lack " in change.detail


@pytest.mark.parametrize("said", [" ", ". .", "..."])
def test_a_name_that_says_nothing_is_refused(said: str) -> None:
    change = change_of(said)
    assert change.severity is Severity.ERROR
    assert change.detail == f"name {said!r} says nothing: give it in letters and digits"


def test_an_emoji_behind_a_name_becomes_a_dot() -> None:
    assert change_of("Ada 😀") == Change(
        "name 'Ada 😀' becomes 'Ada .' (EPC characters)", "Ada 😀", "Ada .", Severity.WARNING
    )


def test_a_bank_that_converts_nothing_is_told_which_characters_to_leave_out() -> None:
    change = change_of("Müller & Möller", STRICT)
    assert change.severity is Severity.ERROR
    assert change.detail == (
        "name 'Müller & Möller' cannot be written in strict characters, which lack 'ü&ö': "
        "write it without them"
    )


# -- too long -----------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [PLAIN, CUTTING, STRICT])
def test_70_characters_are_not_too_long(form: FileForm) -> None:
    assert told("x" * 70, form) is None


def test_71_characters_are_refused() -> None:
    change = change_of("x" * 70 + "y")
    assert change.severity is Severity.ERROR
    assert " has 71 characters, and the file takes 70: shorten it, to 'xx" in change.detail
    assert change.after == "x" * 70


def test_71_characters_are_cut_where_the_bank_cuts() -> None:
    change = change_of("x" * 70 + "y", CUTTING)
    assert change.severity is Severity.WARNING
    assert " has 71 characters, and the file takes 70: it is cut to 'xx" in change.detail
    assert change.after == "x" * 70


def test_trap_22c_characters_are_counted_after_conversion() -> None:
    assert change_of("ä" * 70).severity is Severity.WARNING
    assert change_of("ä" * 71).severity is Severity.ERROR
    assert change_of("ä" * 35, GERMAN).severity is Severity.WARNING
    assert change_of("ä" * 36, GERMAN).severity is Severity.ERROR


def test_a_text_that_grows_is_told_with_what_it_grew_to() -> None:
    for form, then in ((GERMAN, "shorten it, to"), (GERMAN_CUTTING, "it is cut to")):
        change = change_of("äöü", form, limit=4)
        assert change.detail == (
            "name 'äöü' has 6 characters as German characters ('aeoeue'), "
            f"and the file takes 4: {then} 'aeoe'{'' if then.startswith('it') else ' for instance'}"
        )
        assert change.after == "aeoe"


def test_what_is_cut_loses_the_blanks_before_the_cut() -> None:
    assert change_of("Ada Jansen", CUTTING, limit=4).after == "Ada"


@given(
    said=st.text(max_size=12),
    limit=st.integers(1, 10),
    mode=st.sampled_from((EPC_TEXT, GERMAN_TEXT, STRICT_TEXT, CUTTING.text, GERMAN_CUTTING.text)),
)
def test_a_text_without_an_error_is_sent_as_it_was_told(
    said: str, limit: int, mode: TextMode
) -> None:
    form = FileForm(text=mode)
    change = told(said, form, limit) if said else None
    sent = mode.fit(said, limit).text
    if change is None:
        assert sent == said
        assert fits(said, limit, form) or not said
    elif change.severity is Severity.WARNING:
        assert (change.before, change.after) == (said, sent)
        assert fits(sent, limit, form)
    else:
        assert change.before == said


# -- addresses ----------------------------------------------------------------------------------


def only(**parts: Any) -> PostalAddress:
    return PostalAddress(**{"country": "CH", "town": "Bern", **parts})


@pytest.mark.parametrize(("part", "most"), ADDRESS_LENGTHS.items(), ids=list(ADDRESS_LENGTHS))
def test_each_part_of_an_address_has_its_most_characters(part: str, most: int) -> None:
    assert changes(of_address(only(**{part: "x" * most}), PLAIN), PLAIN) is None
    found = changes(of_address(only(**{part: "x" * (most + 1)}), PLAIN), PLAIN)
    assert found is not None
    assert found[0].detail.startswith(f"{part.replace('_', ' ')} of the address 'xx")


def test_an_address_line_has_at_most_70_characters() -> None:
    assert changes(of_address(only(lines=("x" * 70,)), PLAIN), PLAIN) is None
    assert changes(of_address(only(lines=("x" * 71,)), PLAIN), PLAIN) is not None


def test_every_part_of_an_address_is_a_text() -> None:
    assert {*ADDRESS_LENGTHS, "country", "lines"} == set(PostalAddress.__dataclass_fields__)


def test_no_address_has_no_texts() -> None:
    assert list(of_address(None, PLAIN)) == []


@pytest.mark.parametrize(
    ("address", "lines"),
    [
        (only(), ("Bern",)),
        (only(postcode="3005", street="Amtweg", building="3"), ("Amtweg 3", "3005 Bern")),
        (only(lines=("c/o Meier",), street="Amtweg"), ("c/o Meier Amtweg", "Bern")),
        (only(lines=("c/o Meier", "Amtweg 3")), ("c/o Meier Amtweg 3", "Bern")),
        (UNSTRUCTURED, ("Amtweg 3", "3005 Bern")),
        (
            replace(UNSTRUCTURED, lines=("Amtweg 3",), postcode="3005"),
            ("Amtweg 3", "3005"),
        ),
        (
            replace(UNSTRUCTURED, lines=("c/o Meier", "Bern"), street="Amtweg"),
            ("c/o Meier Amtweg", "Bern"),
        ),
        (
            only(
                department="Dept",
                sub_department="Sub",
                street="Street",
                building="1",
                building_name="Tower",
                floor="2",
                room="3",
                post_box="4",
                postcode="5",
                town_location="North",
                district="District",
                subdivision="Canton",
            ),
            ("Dept Sub Street 1 Tower 2 3 4", "5 Bern North District Canton"),
        ),
    ],
)
def test_a_folded_address_is_a_country_and_two_lines(
    address: PostalAddress, lines: tuple[str, ...]
) -> None:
    assert folded(address) == PostalAddress(country="CH", lines=lines)
    assert folded(folded(address)) == folded(address)


def test_where_addresses_are_folded_their_lines_are_what_is_told() -> None:
    long = only(street="x" * 68, building="33")
    assert [text.said for text in of_address(long, FOLDING.profile.form)] == [
        "x" * 68 + " 33",
        "Bern",
    ]


# -- the form of an address ---------------------------------------------------------------------


def taking(*forms: AddressForm) -> Terms:
    return replace(EPC, form=FileForm(addresses=frozenset(forms))).terms(on=TODAY)


@pytest.mark.parametrize("address", [STRUCTURED, HYBRID, UNSTRUCTURED])
def test_trap_24b_what_the_profile_takes_is_taken(address: PostalAddress) -> None:
    assert refused_address(address, taking(address.form)) is None
    others = set(AddressForm) - {address.form}
    assert refused_address(address, taking(*others)) is not None


@pytest.mark.parametrize(
    ("address", "terms", "why"),
    [
        (
            UNSTRUCTURED,
            TERMS,
            "the bank takes hybrid or structured: give town and country in fields of their own",
        ),
        (
            HYBRID,
            taking(AddressForm.STRUCTURED),
            (
                "the bank takes structured: give street, postcode, town and country in fields of "
                "their own, and no lines"
            ),
        ),
        (
            STRUCTURED,
            taking(AddressForm.UNSTRUCTURED),
            "the bank takes unstructured: give the country and at most two lines",
        ),
        (STRUCTURED, taking(), "the bank takes none: leave it away"),
    ],
)
def test_an_address_that_is_refused_is_told_how_to_give_it(
    address: PostalAddress, terms: Terms, why: str
) -> None:
    assert refused_address(address, terms) == f"the address is {address.form}, and {why}"


def test_trap_24c_a_hybrid_address_is_refused_before_5_october_2025() -> None:
    assert refused_address(HYBRID, EPC.terms(on=date(2025, 10, 6))) is None
    assert refused_address(HYBRID, AUTUMN_2025) is not None
    assert refused_address(STRUCTURED, AUTUMN_2025) is None


def test_a_file_whose_edition_is_that_of_its_first_business_day() -> None:
    saturday = EPC.terms(on=date(2025, 10, 4))  # received on Monday 6 October
    assert refused_address(HYBRID, saturday) is None


def test_where_addresses_are_folded_every_form_is_taken_at_any_time() -> None:
    before = GERMANY_02.terms(on=date(2020, 1, 2))
    for address in (STRUCTURED, HYBRID, UNSTRUCTURED, only(floor="3")):
        assert refused_address(address, before) is None


@pytest.mark.parametrize("part", sorted(OLD_MESSAGE.profile.form.message.row.address_gaps))
def test_the_old_message_has_no_place_for_some_parts(part: str) -> None:
    address = only(**{part: "3"})
    assert refused_address(address, TERMS) is None
    assert refused_address(address, OLD_MESSAGE) == (
        f"pain.008.001.02 has no place for the {part.replace('_', ' ')} of an address: "
        "put it with the street"
    )


# -- parties and identifications ----------------------------------------------------------------


def test_a_party_is_told_by_its_role() -> None:
    [text] = of_party("ultimate debtor", Party(name="Ada"))
    assert text == Text("name of the ultimate debtor", "Ada", 70)
    assert list(of_party("ultimate debtor", None)) == []


NUMBER = OtherId(id="A-1", scheme_code="CUST", issuer="Office")
BIRTH = PersonId(
    born_on=date(1980, 2, 29), birth_town="Delft", birth_country="NL", birth_province="ZH"
)


@pytest.mark.parametrize(
    "identification",
    [
        None,
        LEI,
        OrganisationId(bic=UNUSUAL_BIC),
        OrganisationId(other=NUMBER),
        PersonId(other=NUMBER),
        BIRTH,
    ],
)
def test_an_identification_in_basic_characters_can_be_written(
    identification: OrganisationId | PersonId | None,
) -> None:
    assert unwritable_identification("debtor", identification, PLAIN) is None


@pytest.mark.parametrize(
    ("identification", "said"),
    [
        (OrganisationId(other=replace(NUMBER, id="Ä<")), "Ä<"),
        (OrganisationId(other=replace(NUMBER, scheme_code="Ä<")), "Ä<"),
        (PersonId(other=OtherId(id="1", scheme_name="Ä<")), "Ä<"),
        (PersonId(other=replace(NUMBER, issuer="Ä<")), "Ä<"),
        (replace(BIRTH, birth_town="Ä<"), "Ä<"),
        (replace(BIRTH, birth_province="Ä<"), "Ä<"),
    ],
)
def test_an_identification_is_never_converted(
    identification: OrganisationId | PersonId, said: str
) -> None:
    assert unwritable_identification("debtor", identification, PLAIN) == (
        f"identification '{said}' of the debtor holds 'Ä<', which banks do not take there: "
        "write it without"
    )


def test_the_old_message_has_no_place_for_a_lei() -> None:
    old = OLD_MESSAGE.profile.form
    assert unwritable_identification("debtor", LEI, old) == (
        "LEI 5493001KJTIIGC8Y1R12 of the debtor cannot stand in pain.008.001.02: "
        "give another identification, or use pain.008.001.08"
    )


def test_the_old_message_takes_only_bics_that_begin_with_six_letters() -> None:
    old = OLD_MESSAGE.profile.form
    usual, unusual = OrganisationId(bic=Bic("ABNANL2A")), OrganisationId(bic=UNUSUAL_BIC)
    assert unwritable_identification("debtor", usual, old) is None
    why = unwritable_identification("debtor", unusual, old)
    assert why is not None
    assert why.startswith("BIC 1BNANL2A of the debtor cannot stand in pain.008.001.02")
