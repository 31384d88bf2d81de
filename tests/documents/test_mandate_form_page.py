"""The mandate form: every field that the scheme asks for, as data and as a page."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from sepadd.documents import LegalText, as_html, blank_mandate_form, mandate_form
from sepadd.documents.mandate_form_fields import FormField, MandateForm
from sepadd.documents.mandate_form_words import FORM_WORDS
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, Scheme
from sepadd.testing import B2B_MANDATE, COMPANY, CREDITOR, DEBTOR, MANDATE
from sepadd.values import (
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Debtor,
    Iban,
    Language,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)

POOL = PostalAddress(
    country="NL", town="Amersfoort", postcode="3811 AB", street="Zwemkade", building="12"
)
HOME = PostalAddress(country="NL", town="Utrecht", postcode="3511 LX", street="Oudegracht")
AT_POOL = replace(CREDITOR, address=POOL)
SWISS = Iban("CH9300762011623852957")
UNSIGNED = replace(MANDATE, signed_on=None, debtor=replace(DEBTOR, address=HOME))
B2B = replace(B2B_MANDATE, signed_on=None)
OFFICIAL = LegalText(authorisation="The official text for $creditor.", note="The official note.")
OF_ONE_SHEET = 140

HOSTILE = (
    "<script>alert(1)</script>",
    "</title></style><img src=x onerror=alert(1)>",
    "\"' onmouseover='alert(1)",
    "&lt;b&gt; & &amp; &#0;",
    "{{7*7}} ${iban} %s <!-- -->",
)


def form_of(
    mandate: Mandate = UNSIGNED,
    creditor: Creditor = AT_POOL,
    language: Language = Language.EN,
    *,
    legal_text: LegalText | None = None,
    contract: str = "",
    with_reference: bool = True,
) -> MandateForm:
    return mandate_form(
        mandate,
        creditor,
        language=language,
        legal_text=legal_text,
        contract=contract,
        with_reference=with_reference,
    )


def of_debtor(debtor: Debtor) -> MandateForm:
    return form_of(replace(UNSIGNED, debtor=debtor))


def values(form: MandateForm) -> dict[str, str | None]:
    return {field.name: field.value for field in form.fields}


def field(form: MandateForm, name: str) -> FormField:
    return next(each for each in form.fields if each.name == name)


def texts(form: MandateForm) -> str:
    return f"{form.title} {form.authorisation} {form.note}"


# -- as data -------------------------------------------------------------------------------------


def test_feature_2_42_a_form_has_every_field_of_a_core_mandate() -> None:
    assert values(form_of()) == {
        "reference": "M-1",
        "creditor_name": "Zwembad De Waterlelie",
        "creditor_identifier": "NL42ZZZ123456780001",
        "creditor_address": "Zwemkade 12",
        "creditor_town": "3811 AB Amersfoort",
        "creditor_country": "NL",
        "debtor_name": "Ada Jansen",
        "debtor_address": "Oudegracht",
        "debtor_town": "3511 LX Utrecht",
        "debtor_country": "NL",
        "debtor_iban": "NL91 ABNA 0417 1643 00",
        "place": None,
        "signed_on": None,
        "signature": None,
        "debtor_number": "10042",
    }


def test_feature_2_l8_a_b2b_form_has_the_same_fields() -> None:
    b2b = form_of(replace(UNSIGNED, scheme=Scheme.B2B))
    assert values(b2b) == values(form_of())
    assert b2b.scheme is Scheme.B2B


@pytest.mark.parametrize("scheme", [Scheme.CORE, Scheme.B2B, Scheme.COR1])
@pytest.mark.parametrize("language", Language)
def test_the_word_sepa_is_in_every_title(language: Language, scheme: Scheme) -> None:
    form = blank_mandate_form(AT_POOL, language=language, scheme=scheme)
    assert "SEPA" in form.title
    assert ("B2B" in form.title or "Business" in form.title) is (scheme is Scheme.B2B)


EIGHT_WEEKS = re.compile(r"eight weeks|acht weken|acht Wochen|huit semaines|ocho semanas|otto sett")
NO_REFUND = re.compile(
    "no right to a refund|niet laten terugboeken|keinen Anspruch auf Erstattung|"
    "pas de droit au remboursement|no hay derecho a su devolución|non c'è diritto al rimborso"
)


@pytest.mark.parametrize("language", Language)
def test_a_core_form_tells_of_the_refund_within_eight_weeks(language: Language) -> None:
    note = form_of(language=language).note
    assert EIGHT_WEEKS.search(note)
    assert not NO_REFUND.search(note)


@pytest.mark.parametrize("language", Language)
def test_a_b2b_form_tells_that_there_is_none_and_that_the_bank_is_told(language: Language) -> None:
    form = form_of(B2B, language=language)
    assert NO_REFUND.search(form.note)
    assert not EIGHT_WEEKS.search(form.note)
    assert re.search(
        "before the first|vóór de eerste|vor dem ersten|avant le|antes d|prima d", form.note
    )


@pytest.mark.parametrize("language", Language)
def test_the_creditor_is_named_in_what_is_signed(language: Language) -> None:
    form = form_of(language=language)
    assert form.authorisation.count(CREDITOR.name) == 2
    assert CREDITOR.name in form.return_to
    assert "$" not in texts(form)


@pytest.mark.parametrize("language", Language)
def test_the_words_of_each_language_are_its_own(language: Language) -> None:
    others = [words for words in FORM_WORDS.values() if words.language is not language]
    own = FORM_WORDS[language]
    assert own.core_title not in [words.core_title for words in others]
    assert own.core_text not in [words.core_text for words in others]
    assert own.b2b_text not in [words.b2b_text for words in others]


@pytest.mark.parametrize(
    ("one_off", "ticked"), [(True, ["one_off"]), (False, ["recurrent"]), (None, [])]
)
def test_the_kind_of_payment_is_ticked_where_it_is_known(
    *, one_off: bool | None, ticked: list[str]
) -> None:
    form = blank_mandate_form(AT_POOL, language=Language.EN, one_off=one_off)
    assert [box.name for box in form.payment if box.ticked] == ticked


def test_a_mandates_own_kind_of_payment_is_ticked() -> None:
    once = form_of(replace(UNSIGNED, one_off=True))
    assert [box.name for box in once.payment if box.ticked] == ["one_off"]
    assert [box.name for box in form_of().payment if box.ticked] == ["recurrent"]


def test_the_reference_may_be_left_for_later() -> None:
    reference = field(form_of(with_reference=False), "reference")
    assert (reference.value, reference.required) == (None, False)


def test_the_day_of_a_signed_mandate_is_filled_in() -> None:
    form = form_of(MANDATE, language=Language.FR)
    assert (form.value("signed_on"), form.value("signature")) == ("15 janvier 2026", None)


def test_a_blank_form_knows_the_creditor_only() -> None:
    known = {name for name, value in values(blank_form()).items() if value is not None}
    assert known == {
        *("creditor_name", "creditor_identifier"),
        *("creditor_address", "creditor_town", "creditor_country"),
    }


def blank_form(creditor: Creditor = AT_POOL) -> MandateForm:
    return blank_mandate_form(creditor, language=Language.EN)


def test_without_the_creditors_name_there_is_no_form() -> None:
    with pytest.raises(InvalidValue, match="creditor has no name"):
        form_of(creditor=replace(AT_POOL, name="\a"))  # nothing of it can be printed


def test_a_mandate_of_another_creditor_has_no_form() -> None:
    stranger = replace(AT_POOL, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    with pytest.raises(InvalidValue, match="mandate M-1 was given to"):
        form_of(creditor=stranger)


def test_a_field_that_the_form_does_not_have_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"there is no field 'iban'; there are .*debtor_iban"):
        form_of().value("iban")


# -- addresses, accounts and who else ------------------------------------------------------------


def test_within_the_eea_the_debtors_address_may_stay_open() -> None:
    form = of_debtor(DEBTOR)
    assert [form.value(f"debtor_{name}") for name in ("address", "town", "country")] == [None] * 3
    assert not field(form, "debtor_town").required


def test_for_an_account_outside_the_eea_address_and_bic_are_required() -> None:
    form = of_debtor(replace(DEBTOR, iban=SWISS))
    assert field(form, "debtor_town").required
    assert field(form, "debtor_bic").required


def test_for_a_creditor_outside_the_eea_the_debtors_address_is_required() -> None:
    outside = replace(AT_POOL, accounts=(CreditorAccount(iban=SWISS),))
    assert field(form_of(creditor=outside), "debtor_town").required
    assert field(blank_form(outside), "debtor_town").required


def test_a_known_bic_stands_on_the_form_outside_the_eea_only() -> None:
    bic = Bic("UBSWCHZH80A")
    assert of_debtor(replace(DEBTOR, iban=SWISS, bic=bic)).value("debtor_bic") == "UBSWCHZH80A"
    assert "debtor_bic" not in values(of_debtor(replace(DEBTOR, bic=Bic("ABNANL2A"))))


def test_the_creditors_address_is_required_and_open_while_nobody_gave_it() -> None:
    address = field(form_of(creditor=CREDITOR), "creditor_address")
    assert (address.value, address.required) == (None, True)


def test_an_address_of_free_lines_has_no_open_town() -> None:
    lines = PostalAddress(country="NL", lines=("Oudegracht 1", "3511 LX Utrecht"))
    form = of_debtor(replace(DEBTOR, address=lines))
    assert form.value("debtor_address") == "Oudegracht 1, 3511 LX Utrecht"
    assert "debtor_town" not in values(form)


def test_every_part_of_an_address_is_on_the_form() -> None:
    parts = {
        name: name.upper()
        for name in (
            *("town", "postcode", "street", "building", "building_name", "floor", "post_box"),
            *("room", "town_location", "district", "subdivision", "department", "sub_department"),
        )
    }
    whole = PostalAddress(country="NL", lines=("LINE",), **parts)
    form = of_debtor(replace(DEBTOR, address=whole))
    shown = f"{form.value('debtor_address')}, {form.value('debtor_town')}"
    assert [part for part in (*parts.values(), "LINE") if part not in shown] == []


def test_an_account_in_another_name_shows_its_holder() -> None:
    assert of_debtor(replace(DEBTOR, account_holder="B. Vos")).value("account_holder") == "B. Vos"
    assert "account_holder" not in values(of_debtor(replace(DEBTOR, account_holder=DEBTOR.name)))


def test_the_name_that_debtors_know_the_creditor_by_is_on_it() -> None:
    form = form_of(creditor=replace(AT_POOL, trade_name="De Lelie"))
    assert form.value("creditor_trade_name") == "De Lelie"


def test_what_is_optional_stands_there_where_there_is_something_to_say() -> None:
    mandate = replace(UNSIGNED, ultimate_debtor=Party(name="Piet Jansen"))
    creditor = replace(AT_POOL, ultimate_creditor=Party(name="Gemeente"))
    form = form_of(mandate, creditor, contract="Z-2026")
    assert {each.name: each.value for each in form.besides.fields} == {
        "debtor_number": "10042",
        "ultimate_debtor": "Piet Jansen",
        "ultimate_creditor": "Gemeente",
        "contract": "Z-2026",
    }


@pytest.mark.parametrize(
    ("identification", "shown"),
    [
        (OrganisationId(bic=Bic("ABNANL2A")), "ABNANL2A"),
        (OrganisationId(lei="529900T8BM49AURSDO55"), "529900T8BM49AURSDO55"),
        (OrganisationId(other=OtherId(id="KVK-1")), "KVK-1"),
        (PersonId(other=OtherId(id="P-1")), "P-1"),
    ],
)
def test_a_party_without_name_is_shown_by_its_number(
    identification: OrganisationId | PersonId, shown: str
) -> None:
    mandate = replace(UNSIGNED, ultimate_debtor=Party(identification=identification))
    assert form_of(mandate).value("ultimate_debtor") == shown


# -- the legal text ------------------------------------------------------------------------------


def test_the_official_text_can_replace_ours() -> None:
    form = form_of(legal_text=OFFICIAL)
    assert form.authorisation == "The official text for Zwembad De Waterlelie."
    assert form.note == "The official note."


def test_a_legal_text_of_several_paragraphs_keeps_them() -> None:
    official = replace(OFFICIAL, note="First.\n\nSecond.")
    assert "<p>First.</p>\n<p>Second.</p>" in as_html(form_of(legal_text=official))


@pytest.mark.parametrize("blank", ["", " \n"])
def test_a_legal_text_says_something(blank: str) -> None:
    with pytest.raises(InvalidValue, match="needs text, not blank"):
        LegalText(authorisation="Text.", note=blank)


def test_a_legal_text_has_no_other_field() -> None:
    with pytest.raises(InvalidValue, match=r"no field \$iban; there are \$creditor"):
        LegalText(authorisation="$creditor takes from $iban", note="Note.")


def test_a_creditors_name_is_never_read_as_a_field() -> None:
    form = form_of(creditor=replace(AT_POOL, name="$creditor & $$"), legal_text=OFFICIAL)
    assert form.authorisation == "The official text for $creditor & $$."


# -- as a page -----------------------------------------------------------------------------------


class Page(HTMLParser):
    """What a browser makes of a page: its elements, and its text without style."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.values: list[str] = []
        self.shown: list[str] = []
        self._within: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag != "meta":
            self._within.append(tag)
        if tag == "dd":
            self.values.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._within.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" in self._within:
            return
        self.shown.append(data)
        if "dd" in self._within:
            self.values[-1] += data

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.shown).split())


def long_form(language: Language) -> MandateForm:
    """Give a form on which every name is as long as any."""
    name = ("Vereniging van Eigenaren Donaudampfschifffahrtsgesellschaft " * 3)[:OF_ONE_SHEET]
    debtor = replace(COMPANY, name=name, account_holder="Z" * OF_ONE_SHEET, iban=SWISS)
    mandate = replace(B2B, debtor=debtor, ultimate_debtor=Party(name=name))
    creditor = replace(AT_POOL, name=name, ultimate_creditor=Party(name=name))
    return form_of(mandate, creditor, language, contract="C" * OF_ONE_SHEET)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("mandate", [UNSIGNED, B2B], ids=["CORE", "B2B"])
def test_feature_2_l8_the_page_shows_every_label_value_and_text(
    mandate: Mandate, language: Language
) -> None:
    form = form_of(mandate, language=language, contract="Z-2026")
    shown = Page(as_html(form)).text
    wanted = [form.title, form.authorisation, form.note, form.payment_heading, form.return_to]
    wanted += [box.label for box in form.payment]
    wanted += [each.label for each in form.fields]
    wanted += [each.value for each in form.fields if each.value is not None]
    assert [what for what in wanted if " ".join(what.split()) not in shown] == []


def test_the_page_says_its_language() -> None:
    assert Page(as_html(form_of(language=Language.ES))).elements[0] == (
        "html",
        {"lang": "es", "dir": "ltr"},
    )


@pytest.mark.parametrize(
    "form", [form_of(), form_of(B2B), blank_form(), long_form(Language.DE)], ids=str
)
def test_the_page_needs_nothing_besides_itself(form: MandateForm) -> None:
    page, html = Page(as_html(form)), as_html(form)
    active = {"script", "link", "img", "iframe", "object", "embed", "form", "a", "base", "svg"}
    assert {tag for tag, _ in page.elements} & active == set()
    known = {"lang", "dir", "charset", "http-equiv", "content", "name", "class"}
    assert {name for _, attributes in page.elements for name in attributes} <= known
    assert not re.search(r"url\(|@import|https?:", html)


def test_the_browser_is_told_to_run_and_to_fetch_nothing() -> None:
    policies = [each for tag, each in Page(as_html(form_of())).elements if "http-equiv" in each]
    assert policies == [
        {
            "http-equiv": "Content-Security-Policy",
            "content": "default-src 'none'; style-src 'unsafe-inline'",
        }
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_shown_and_nothing_else(name: str) -> None:
    address = replace(HOME, street=name, town=name, postcode=name)
    debtor = replace(DEBTOR, id=name, name=name, account_holder=f"{name}2", address=address)
    mandate = replace(UNSIGNED, debtor=debtor, ultimate_debtor=Party(name=name))
    creditor = replace(
        CREDITOR,
        name=name,
        trade_name=f"{name}3",
        address=address,
        ultimate_creditor=Party(name=name),
    )
    form = form_of(mandate, creditor, contract=name)
    tame = form_of(
        replace(
            mandate,
            debtor=replace(debtor, id="i", name="n", account_holder="h", address=HOME),
            ultimate_debtor=Party(name="u"),
        ),
        replace(
            creditor, name="n", trade_name="t", address=HOME, ultimate_creditor=Party(name="u")
        ),
        contract="c",
    )
    page = Page(as_html(form))
    assert page.elements == Page(as_html(tame)).elements
    assert page.values == [each.value or "" for each in form.fields]
    assert page.values.count(name) == 8


def test_a_hostile_legal_text_is_shown_and_nothing_else() -> None:
    legal = LegalText(authorisation=HOSTILE[0], note=HOSTILE[1])
    page = Page(as_html(form_of(legal_text=legal)))
    assert page.elements == Page(as_html(form_of())).elements
    assert HOSTILE[0] in page.text


def test_a_name_from_right_to_left_turns_nothing_beside_it() -> None:
    html = as_html(of_debtor(replace(DEBTOR, name="عبد الله محمد")))
    assert "<dd><bdi>عبد الله محمد</bdi></dd>" in html


def test_a_name_cannot_turn_the_direction_of_writing() -> None:
    form = of_debtor(replace(DEBTOR, name="Ada\u202e00 3461\u202c"))
    assert form.value("debtor_name") == "Ada00 3461"
    assert "\u202e" not in as_html(form)


@pytest.mark.parametrize("rule", ["size: A4", "overflow-wrap: anywhere", "break-inside: avoid"])
def test_the_page_is_laid_out_for_one_sheet(rule: str) -> None:
    assert rule in as_html(form_of())


@pytest.mark.parametrize("language", Language)
def test_an_everyday_form_is_in_large_type_and_one_of_long_names_in_small(
    language: Language,
) -> None:
    assert is_dense(form_of(language=language)) is False
    assert is_dense(blank_mandate_form(AT_POOL, language=language)) is False
    assert is_dense(long_form(language)) is True


def is_dense(form: MandateForm) -> bool:
    (body,) = (attributes for tag, attributes in Page(as_html(form)).elements if tag == "body")
    return body == {"class": "dense"}


def test_a_star_marks_what_has_to_be_filled_in() -> None:
    page = Page(as_html(form_of())).text
    assert "Place *" in page
    assert "* Please fill in." in page
    assert "Mandate reference *" not in Page(as_html(form_of(with_reference=False))).text


def test_the_same_form_is_the_same_page() -> None:
    assert as_html(form_of()) == as_html(form_of())
