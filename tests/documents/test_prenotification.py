"""What the debtor is told before money is taken, and whether it was told in time."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from sepadd.banks import EPC
from sepadd.collection import Collection
from sepadd.documents import (
    NOTICE_RULES,
    Announced,
    Notice,
    NoticeTemplate,
    invoice_text,
    letter_text,
    pre_notification,
    pre_notification_schedule,
    unannounced,
)
from sepadd.documents.prenotification import PreNotification
from sepadd.findings import InvalidValue, Severity
from sepadd.mandate import Amendment
from sepadd.testing import (
    B2B_MANDATE,
    COLLECTION,
    CREDITOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    a_proposal,
    a_run,
)
from sepadd.values import CreditorIdentifier, EndToEndId, Euro, Language, MandateReference

IN_TIME = date(2026, 11, 17)
A_DAY_LATE = date(2026, 11, 18)
TOLD = pre_notification(COLLECTION, CREDITOR)
NOTICE = TOLD.told(IN_TIME, by="invoice 2026-1001")
YEAR = tuple(
    Announced(amount=Euro(cents=40_00), due_on=date(2027, month, 1)) for month in range(1, 13)
)
SCHEDULE = pre_notification_schedule(MANDATE, YEAR, CREDITOR)
SECOND = replace(COLLECTION, end_to_end_id=EndToEndId("2026-12-2"))


def plain(text: str) -> str:
    """Give a text with ordinary blanks, as one types it."""
    return text.replace("\N{NO-BREAK SPACE}", " ")


def rules(*collections: Collection, notices: tuple[Notice, ...] = (NOTICE,)) -> list[str]:
    return [finding.rule for finding in unannounced(collections, notices, TERMS)]


# -- what is told --------------------------------------------------------------------------------


def test_feature_2_l9_the_debtor_is_told_amount_day_identifier_reference_and_register_number() -> (
    None
):
    told = pre_notification(COLLECTION, CREDITOR, registration="12345678", contact="020 123 45 67")
    assert told == PreNotification(
        debtor_id="10042",
        debtor="Ada Jansen",
        creditor="Zwembad De Waterlelie",
        creditor_identifier=CreditorIdentifier("NL42ZZZ123456780001"),
        mandate_reference=MandateReference("M-1"),
        masked_iban="NL91 **** **** **43 00",
        announced=(Announced(amount=Euro(cents=30_00), due_on=DUE_ON),),
        about="2026-1001 C-2026-12",
        registration="12345678",
        contact="020 123 45 67",
    )


def test_feature_3_7_the_debtor_is_told_the_number_of_the_invoice() -> None:
    assert INVOICE.number in letter_text(TOLD, Language.EN)


def test_the_account_is_never_told_whole() -> None:
    for language in Language:
        for text in (letter_text(TOLD, language), invoice_text(TOLD, language)):
            assert "0417" not in text
            assert "**43 00" in text


def test_the_name_that_debtors_know_the_creditor_by_stands_beside_its_own() -> None:
    told = pre_notification(COLLECTION, replace(CREDITOR, trade_name="De Lelie"))
    assert told.creditor == "Zwembad De Waterlelie (De Lelie)"


def test_a_trade_name_that_is_no_other_stands_once() -> None:
    told = pre_notification(COLLECTION, replace(CREDITOR, trade_name=CREDITOR.name))
    assert told.creditor == CREDITOR.name


def test_a_schedule_is_in_the_order_of_its_days() -> None:
    backwards = pre_notification_schedule(MANDATE, reversed(YEAR), CREDITOR)
    assert backwards.announced == YEAR


def test_a_schedule_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="mandate M-1: nothing is announced"):
        pre_notification_schedule(MANDATE, (), CREDITOR)


def test_a_notice_of_nothing_is_refused() -> None:
    with pytest.raises(InvalidValue, match="notice of 2026-11-17: nothing is announced"):
        replace(NOTICE, announced=())


@pytest.mark.parametrize("cents", [0, -1])
def test_what_cannot_be_taken_cannot_be_announced(cents: int) -> None:
    with pytest.raises(InvalidValue, match=r"needs more than 0\.00"):
        Announced(amount=Euro(cents=cents), due_on=DUE_ON)


def test_one_cent_can_be_announced() -> None:
    assert str(Announced(amount=Euro(cents=1), due_on=DUE_ON).amount) == "0.01"


def test_a_creditor_without_a_name_cannot_tell_anything() -> None:
    with pytest.raises(InvalidValue, match="creditor has no name"):
        replace(pre_notification(COLLECTION, CREDITOR), creditor=" ")


def test_a_mandate_of_another_creditor_is_not_spoken_of() -> None:
    stranger = replace(CREDITOR, identifier=CreditorIdentifier("DE98ZZZ09999999999"))
    with pytest.raises(InvalidValue, match="mandate M-1 was given to"):
        pre_notification(COLLECTION, stranger)


# -- when ----------------------------------------------------------------------------------------


def test_feature_4_51_the_debtor_is_told_fourteen_calendar_days_before() -> None:
    assert TOLD.latest_on() == IN_TIME


@pytest.mark.parametrize(
    ("agreed", "latest"), [(0, DUE_ON), (1, date(2026, 11, 30)), (5, date(2026, 11, 26))]
)
def test_a_shorter_time_can_be_agreed(agreed: int, latest: date) -> None:
    assert TOLD.latest_on(agreed) == latest


def test_a_schedule_is_told_before_its_first_day() -> None:
    assert SCHEDULE.latest_on() == date(2026, 12, 18)


def test_less_than_no_days_cannot_be_agreed() -> None:
    with pytest.raises(InvalidValue, match="pre-notification of -1 days"):
        unannounced((COLLECTION,), (NOTICE,), TERMS, agreed_days=-1)


# -- whether it was told -------------------------------------------------------------------------


def test_what_was_told_on_the_latest_day_is_in_time() -> None:
    assert unannounced((COLLECTION,), (NOTICE,), TERMS) == ()


def test_what_was_told_a_day_later_is_late() -> None:
    (finding,) = unannounced((COLLECTION,), (replace(NOTICE, told_on=A_DAY_LATE),), TERMS)
    assert (finding.rule, finding.severity) == ("NOT-02", Severity.WARNING)
    assert finding.detail == (
        "the debtor was told on 2026-11-18 (invoice 2026-1001), and should have been by "
        "2026-11-17 (14 calendar days before)"
    )


def test_a_day_later_is_in_time_where_that_was_agreed() -> None:
    late = replace(NOTICE, told_on=A_DAY_LATE)
    assert unannounced((COLLECTION,), (late,), TERMS, agreed_days=13) == ()


def test_what_was_never_told_is_found_with_the_day_to_tell_it_by() -> None:
    (finding,) = unannounced((COLLECTION,), (), TERMS)
    assert (finding.rule, finding.severity) == ("NOT-01", Severity.WARNING)
    assert finding.subject == "collection 2026-12-1 of debtor 10042"
    assert (
        finding.detail == "the debtor was not told of 30.00 due 2026-12-01; tell it by 2026-11-17"
    )


def severities(
    *, refused: frozenset[str] = frozenset(), waived: frozenset[str] = frozenset()
) -> dict[str, Severity]:
    """Give what a profile makes of one collection told late, and of one that was not told."""
    terms = replace(EPC, refused=refused, waived=waived).terms(on=TODAY)
    notices = (replace(NOTICE, told_on=A_DAY_LATE),)
    return {f.rule: f.severity for f in unannounced((COLLECTION, SECOND), notices, terms)}


@pytest.mark.parametrize("refused", [frozenset(), {"NOT-01"}, {"NOT-02"}, {"NOT-01", "NOT-02"}])
def test_by_the_policy_of_a_profile_it_is_an_error(refused: frozenset[str]) -> None:
    told = severities(refused=frozenset(refused))
    assert {rule for rule, severity in told.items() if severity is Severity.ERROR} == refused
    assert set(told) == {"NOT-01", "NOT-02"}


@pytest.mark.parametrize("waived", [{"NOT-01"}, {"NOT-02"}, {"NOT-01", "NOT-02"}])
def test_a_profile_that_waives_it_is_not_told(waived: frozenset[str]) -> None:
    assert set(severities(waived=frozenset(waived))) == {"NOT-01", "NOT-02"} - waived


def test_a_late_notice_is_used_up_also_where_being_late_is_waived() -> None:
    late = (replace(NOTICE, told_on=A_DAY_LATE),)
    terms = replace(EPC, waived=frozenset({"NOT-02"})).terms(on=TODAY)
    found = unannounced((COLLECTION, SECOND), late, terms)
    assert [(f.rule, f.subject) for f in found] == [("NOT-01", SECOND.label)]


def test_when_the_amount_changes_it_is_told_again() -> None:
    (finding,) = unannounced((replace(COLLECTION, amount=Euro(cents=30_01)),), (NOTICE,), TERMS)
    assert finding.rule == "NOT-01"
    assert "not told of 30.01 due 2026-12-01, but of 30.00; tell it" in finding.detail


@pytest.mark.parametrize("days", [-1, 1])
def test_when_the_day_changes_it_is_told_again(days: int) -> None:
    assert rules(replace(COLLECTION, due_on=DUE_ON + timedelta(days=days))) == ["NOT-01"]


def test_a_collection_presented_again_on_a_later_day_is_told_again() -> None:
    again = replace(SECOND, due_on=date(2026, 12, 15))
    assert rules(COLLECTION, again) == ["NOT-01"]


def test_what_was_told_of_another_mandate_does_not_count() -> None:
    assert rules(replace(COLLECTION, mandate=B2B_MANDATE)) == ["NOT-01"]


def test_the_reference_may_have_been_told_in_another_case() -> None:
    lower = replace(NOTICE, mandate_reference=MandateReference("m-1"))
    assert rules(COLLECTION, notices=(lower,)) == []


def test_what_was_told_under_the_reference_before_an_amendment_counts() -> None:
    amended = replace(
        MANDATE,
        reference=MandateReference("M-100"),
        amendments=(Amendment(on=IN_TIME, reference=MANDATE.reference),),
    )
    assert rules(replace(COLLECTION, mandate=amended)) == []


def test_two_equal_collections_are_told_of_twice() -> None:
    assert rules(COLLECTION, SECOND) == ["NOT-01"]
    assert rules(COLLECTION, SECOND, notices=(NOTICE, NOTICE)) == []


def test_a_schedule_can_tell_of_two_equal_ones_at_once() -> None:
    two = replace(NOTICE, announced=NOTICE.announced * 2)
    assert rules(COLLECTION, SECOND, notices=(two,)) == []


def test_told_twice_the_first_time_counts() -> None:
    late = replace(NOTICE, told_on=A_DAY_LATE)
    assert rules(COLLECTION, notices=(late, NOTICE)) == []
    assert rules(COLLECTION, notices=(NOTICE, late)) == []


def test_a_schedule_announces_each_of_its_collections() -> None:
    collections = [
        replace(COLLECTION, end_to_end_id=EndToEndId(f"Y-{n}"), amount=a.amount, due_on=a.due_on)
        for n, a in enumerate(YEAR)
    ]
    assert unannounced(collections, (SCHEDULE.told(date(2026, 12, 18)),), TERMS) == ()


def test_the_collections_of_a_proposal_and_of_a_run_can_be_asked_about() -> None:
    assert [f.rule for f in unannounced(a_proposal().collections, (), TERMS)] == ["NOT-01"]
    assert unannounced(a_run().collections, (NOTICE,), TERMS) == ()


def test_each_sentence_is_a_warning_by_itself() -> None:
    told = [(rule.id, rule.sentence.severity) for rule in NOTICE_RULES]
    assert told == [("NOT-01", Severity.WARNING), ("NOT-02", Severity.WARNING)]


def collections_of_one_day(count: int) -> list[Collection]:
    return [
        replace(
            COLLECTION,
            end_to_end_id=EndToEndId(f"N-{n}"),
            amount=Euro(cents=n + 1),
            mandate=replace(MANDATE, reference=MandateReference(f"M-{n}")),
        )
        for n in range(count)
    ]


def test_of_many_collections_each_finds_its_own_notice() -> None:
    collections = collections_of_one_day(1_000)
    notices = [pre_notification(each, CREDITOR).told(IN_TIME) for each in reversed(collections)]
    assert unannounced(collections, notices, TERMS) == ()


# -- how it is told ------------------------------------------------------------------------------


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


# -- in the user's own words ---------------------------------------------------------------------


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
