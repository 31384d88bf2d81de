"""What the debtor is told, in words: in six languages, or in the user's own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from helpers.told_debtors import SCHEDULE, TOLD
from sepadd.documents import (
    Announced,
    NoticeTemplate,
    invoice_text,
    letter_text,
    pre_notification,
    pre_notification_schedule,
)
from sepadd.documents.prenotification import PreNotification
from sepadd.findings import InvalidValue
from sepadd.testing import COLLECTION, CREDITOR, MANDATE
from sepadd.values import Euro, Language


def plain(text: str) -> str:
    """Give a text with ordinary blanks, as one types it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


# -- how it is told --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "line"),
    [
        (
            Language.EN,
            (
                "You need not transfer anything: on 1 December 2026 we will collect €30.00 by SEPA "
                "direct debit from your account NL91 **** **** **43 00 (mandate reference M-1, our "
                "creditor identifier NL42ZZZ123456780001)."
            ),
        ),
        (
            Language.NL,
            (
                "U hoeft niets over te maken: op 1 december 2026 schrijven wij € 30,00 via "
                "SEPA-incasso af van uw rekening NL91 **** **** **43 00 (machtigingskenmerk M-1, "
                "ons incassant-ID NL42ZZZ123456780001)."
            ),
        ),
        (
            Language.DE,
            (
                "Sie brauchen nichts zu überweisen: Am 1. Dezember 2026 ziehen wir 30,00 € per "
                "SEPA-Lastschrift von Ihrem Konto NL91 **** **** **43 00 ein (Mandatsreferenz M-1, "
                "unsere Gläubiger-Identifikationsnummer NL42ZZZ123456780001)."
            ),
        ),
        (
            Language.FR,
            (
                "Vous n'avez pas de virement à faire : le 1er décembre 2026, nous encaisserons "
                "30,00 € par prélèvement SEPA sur votre compte NL91 **** **** **43 00 (référence "
                "du mandat M-1, notre identifiant créancier NL42ZZZ123456780001)."
            ),
        ),
        (
            Language.ES,
            (
                "No tiene que hacer ninguna transferencia: el 1 de diciembre de 2026 cobraremos "
                "30,00 € mediante adeudo SEPA en su cuenta NL91 **** **** **43 00 (referencia del "
                "mandato M-1, nuestro identificador de acreedor NL42ZZZ123456780001)."
            ),
        ),
        (
            Language.IT,
            (
                "Non deve fare alcun bonifico: in data 1 dicembre 2026 incasseremo 30,00 € con "
                "addebito diretto SEPA sul suo conto NL91 **** **** **43 00 (riferimento del "
                "mandato M-1, nostro identificativo del creditore NL42ZZZ123456780001)."
            ),
        ),
    ],
)
def test_feature_1_15_the_invoice_says_clearly_that_it_will_be_collected(
    language: Language, line: str
) -> None:
    assert plain(invoice_text(TOLD, language)) == line


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("told", [TOLD, SCHEDULE], ids=["one", "schedule"])
def test_a_letter_has_everything_in_every_language(
    language: Language, told: PreNotification
) -> None:
    letter = letter_text(told, language)
    wanted = ["Ada Jansen", CREDITOR.name, "M-1", "NL42ZZZ123456780001", told.masked_iban, "SEPA"]
    for each in told.announced:
        wanted += [language.amount(each.amount), language.day(each.due_on)]
    assert [what for what in wanted if what not in letter] == []
    assert "$" not in letter


@pytest.mark.parametrize("language", Language)
def test_the_words_of_each_language_are_its_own(language: Language) -> None:
    others = [letter_text(TOLD, other) for other in Language if other is not language]
    subject = letter_text(TOLD, language).splitlines()[0]
    assert all(other.splitlines()[0] != subject for other in others)


def test_a_letter_begins_with_its_subject_and_ends_with_who_wrote_it() -> None:
    assert letter_text(TOLD, Language.EN) == (
        "We will collect by SEPA direct debit\n"
        "\n"
        "Dear Ada Jansen,\n"
        "\n"
        "As you have agreed with us, we will take the following from your account:\n"
        "\n"
        "Amount:               €30.00\n"
        "Day of collection:    1 December 2026\n"
        "For:                  2026-1001 C-2026-12\n"
        "Your account:         NL91 **** **** **43 00\n"
        "Mandate reference:    M-1\n"
        "Creditor identifier:  NL42ZZZ123456780001\n"
        "Collected by:         Zwembad De Waterlelie\n"
        "\n"
        "You need not do anything. Please see to it that there is enough in the account on the "
        "day of collection, and tell us in time if something is not right.\n"
        "\n"
        "Kind regards,\n"
        "Zwembad De Waterlelie\n"
    )


def test_the_register_number_and_whom_to_ask_stand_there_when_given() -> None:
    told = pre_notification(COLLECTION, CREDITOR, registration="12345678", contact="020 123 45 67")
    letter = letter_text(told, Language.NL)
    assert "KvK-nummer:          12345678\n" in letter
    assert "Vragen:              020 123 45 67\n" in letter


def test_a_schedule_is_a_table_with_the_amounts_flush_right() -> None:
    told = pre_notification_schedule(
        MANDATE,
        (
            Announced(amount=Euro(cents=40_00), due_on=date(2027, 1, 1)),
            Announced(amount=Euro(cents=1_040_00), due_on=date(2027, 12, 1)),
        ),
        CREDITOR,
    )
    assert plain(invoice_text(told, Language.NL)).partition("\n\n")[2] == (
        "Datum van incasso      Bedrag\n"
        "1 januari 2027        € 40,00\n"
        "1 december 2027    € 1.040,00"
    )


# -- in the user's own words -----------------------------------------------------------------------


def test_feature_1_15_the_text_is_the_users_own_to_choose() -> None:
    own = NoticeTemplate("$debtor ($debtor_id): $creditor int $amount op $due_on, $reference.")
    assert plain(invoice_text(TOLD, Language.NL, own)) == (
        "Ada Jansen (10042): Zwembad De Waterlelie int € 30,00 op 1 december 2026, M-1."
    )


def test_a_letter_of_ones_own_replaces_all_of_it() -> None:
    own = NoticeTemplate("$count, $total, $iban, $identifier, $about\n$schedule")
    assert letter_text(TOLD, Language.EN, own) == (
        "1, €30.00, NL91 **** **** **43 00, NL42ZZZ123456780001, 2026-1001 C-2026-12\n"
        "Day of collection  Amount\n"
        "1 December 2026    €30.00"
    )


def test_a_field_that_there_is_not_is_named() -> None:
    with pytest.raises(InvalidValue, match=r"there is no field \$ammount; there are \$about"):
        NoticeTemplate("$ammount on $due_on")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("We take $amount.", r"misses \$due_on;"),
        ("We take it on $due_on.", r"misses \$amount;"),
        ("We take $total from $iban.", r"misses \$amount and \$due_on;"),
    ],
)
def test_a_text_that_does_not_tell_amount_and_day_is_refused(text: str, missing: str) -> None:
    with pytest.raises(InvalidValue, match=missing):
        NoticeTemplate(text)


@pytest.mark.parametrize("text", ["$amount $due_on", "$schedule", "$details"])
def test_a_text_that_tells_amount_and_day_in_any_way_will_do(text: str) -> None:
    assert "€30.00" in letter_text(TOLD, Language.EN, NoticeTemplate(text))


@pytest.mark.parametrize("field", ["amount", "due_on"])
def test_a_text_for_one_collection_does_not_tell_of_several(field: str) -> None:
    own = NoticeTemplate(f"${field} $schedule")
    with pytest.raises(InvalidValue, match=rf"\${field} is for one .* tells of 12; write \$sched"):
        letter_text(SCHEDULE, Language.EN, own)


@pytest.mark.parametrize("name", ["$iban ${amount}", "{amount}", "%(iban)s", "</p><script>"])
def test_a_name_is_never_read_as_a_field(name: str) -> None:
    debtor = replace(MANDATE.debtor, name=name)
    told = replace(COLLECTION, mandate=replace(MANDATE, debtor=debtor))
    own = NoticeTemplate("$debtor: $amount, $due_on")
    letter = letter_text(pre_notification(told, CREDITOR), Language.EN, own)
    assert letter == f"{name}: €30.00, 1 December 2026"


def test_a_name_adds_no_line_to_a_letter() -> None:
    debtor = replace(MANDATE.debtor, name="Ada\r\nAmount: €0.01")
    told = replace(COLLECTION, mandate=replace(MANDATE, debtor=debtor))
    letter = letter_text(pre_notification(told, CREDITOR), Language.EN)
    assert "Dear Ada Amount: €0.01,\n" in letter
