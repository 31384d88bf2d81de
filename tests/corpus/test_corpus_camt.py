"""The statements of others, beside what a person reads in them of direct debits."""

from __future__ import annotations

from typing import Final, NamedTuple

import pytest

from helpers.corpus import CORPUS, corpus
from sepadd import Findings, ReceivableCloses, record
from sepadd.collection import Reported
from sepadd.messages.answers import camt
from sepadd.samples import BOOKS


class Told(NamedTuple):
    """What a person reads in a message: what it is, of what, how much, when booked, why, by whom.

    ``amounts`` are the collection's own, what moved and the charges, as far as they are told.
    """

    fact: str
    level: str
    references: tuple[str, ...]
    amounts: str
    booked_on: str
    reason: str = ""
    by: str = ""


def settled(*references: str, moved: str, on: str, level: str = "collection") -> Told:
    return Told("Settlement", level, references, moved, on)


def foreign(*references: str, reason: str = "", level: str = "collection") -> Told:
    """Give a direct debit in Swiss francs: told, and no fact."""
    return Told("CHF", level, references, "", "2016-04-10", reason)


CHARGED_RETURN: Final = [
    Told(
        *("Return", "collection", ("MANDATE123-05.01.2022", "MANDATE123")),
        *("10.00 15.50 5.50", "2022-01-21", "MD06", "OURBIC123"),
    )
]
ABN: Final = [
    *(
        settled("BATCHID", f"SDD SIT 024-{n}", f"mandateref24-{n}", moved="1.00", on="2012-04-02")
        for n in range(1, 8)
    ),
    Told("Settlement", "batch", ("BATCHID", "7"), "7.00 7.00", "2012-04-02"),
    Told(
        *("Return", "collection", ("PMTIDPAIN008", "1234567X908303803", "123456789XXmandaat")),
        *("1.00", "2012-04-02", "MS03"),
    ),
    Told(
        *("Return", "collection", ("PMTIDPAIN008", "1234567X908303804", "123456788XXmandaat")),
        *("921.00", "2012-04-02", "MS03"),
    ),
]
TWO_RETURNS_IN_ONE_ENTRY: Final = [
    Told(
        "Return",
        "collection",
        (
            *("2014/125", "2018/125-20141229-NORM", f"TESTBANK/NL/20141229/0120640{end}"),
            *(f"TESTBANK/NL/20141229/0120640{end}", f"NL22ZZZ524885430000-C0125.{number}"),
        ),
        *(moved, "2014-01-05", "AC06"),
    )
    for end, number, moved in (("8", "1", "564.05"), ("7", "2", "100.00"))
]
MOCK_SETTLED: Final = [
    settled("DD-LATER", "DD-LATER-B1", "L1", "M-L1", moved="42.00", on="2026-10-02"),
    settled("DD-LATER", "DD-LATER-B1", "L2", "M-L2", moved="9.90", on="2026-10-02"),
]
MOCK_RETURNED: Final = [
    Told(
        *("Return", "collection", ("DD-LATER", "DD-LATER-B1", "L1", "M-L1")),
        *("42.00", "2026-10-05", "MD06"),
    )
]
SWISS: Final = [
    foreign(
        "PMTINF-1CHDDBB3",
        "EndToEnd-CRDBRActSame-1B9C-CHDDBB2",
        "INSTR-CRDBRActSame-1B9C-CHDDBB2",
    ),
    foreign(
        "PMTINF-1CHDDBB3",
        "EndToEnd-CRDBRActSame-1B9C-CHDDBB3",
        "INSTR-CRDBRActSame-1B9C-CHDDBB3",
    ),
    foreign("PMT-ID-1268016165-01", "PMT-651727380907030005", "PMT-651727380907030005"),
    foreign("PMTINF-2CHDDBB5", "EndToEnd-2B6C-CHDDBB5", "INSTR-2B6C-CHDDBB5", reason="MD06"),
    foreign("SID-1-160309134053s4C", "E2E-1-1-16030913", "IID-1-1-160309134053s4C", reason="MD06"),
]
AMERICAN: Final = ("cs3SJXv1RN_20230918_A", "cs3SJXv1RN230918A0000022")

OURS: Final[dict[str, list[Told]]] = {
    "camt.053.001.02/MeinGrundeinkommen-konfipay__failed_debit_with_charges-old.xml": (
        CHARGED_RETURN
    ),
    "camt.053.001.08/MeinGrundeinkommen-konfipay__failed_debit_with_charges_02.xml": CHARGED_RETURN,
    "camt.053.001.08/MeinGrundeinkommen-konfipay__failed_debit_with_charges_08.xml": CHARGED_RETURN,
    # two files, one after the other in one
    "camt.053.001.02/OCA-bank-statement-import__test-camt053-more-than-one-xml-old.xml": (
        TWO_RETURNS_IN_ONE_ENTRY * 2
    ),
    "camt.053.001.02/svapnil-iso20022.js__abn_amro-example_camt.xml": ABN,
    "camt.053.001.02/newinnovations-camt053__example-camt053-b.xml": [
        Told("USD", "batch", AMERICAN, "", "2025-12-06")
    ],
    "camt.053.001.02/phoughton-pyiso20022__camt053_001_02.xml": [
        Told("USD", "batch", AMERICAN, "", "2023-10-01")
    ],
    # entries in an order of their own, without a status
    "camt.053.001.02/svapnil-iso20022.js__goldman_sachs-camt_053_us_v2_sample.out-old.xml": [
        Told("status not told", "batch", AMERICAN, "", "")
    ],
    "camt.053.001.04/Barzahlen-camt_parser__valid_example_v4.xml": SWISS,
    "camt.053.001.04/dvbern-iso20022__camt.053_P_CH0309000000250090342_380000000_0"
    "_2016053100163801.xml": SWISS,
    "camt.053.001.04/viafintech-camt_parser__valid_example_v4.xml": SWISS,
    "camt.054.001.04/viafintech-camt_parser__054-valid_example.xml": SWISS,
    "camt.053.001.08/gen-mock-bank__camt.053.001.08-sdd-later-settled-24.xml": MOCK_SETTLED,
    "camt.053.001.08/gen-mock-bank__camt.053.001.08-sdd-later-returned-27.xml": MOCK_RETURNED,
    "camt.054.001.08/gen-mock-bank__camt.054.001.08-sdd-later-settled-19.xml": MOCK_SETTLED,
    "camt.054.001.08/gen-mock-bank__camt.054.001.08-sdd-later-settled-20.xml": MOCK_RETURNED,
}
"""The messages about direct debits of the account's holder, and all that they say."""

NOTHING: Final = {
    "collected from the account by others": ("camt.052.001.08/pypi-fints__test_camt_parser-1.xml",),
    "a salary, with something in the place of a mandate": (
        "camt.053.001.02/OCA-bank-statement-import__camt053-old.xml",
    ),
    "credit transfers of the holder that came back": (
        "camt.053.001.14/sebastienrousseau-camt053__statement_ac04.xml",
        (
            "camt.054.001.04/moov-io-iso20022__200519_camt054-returns_p_ch2909000000250094239"
            "_1109800798_0_2019052023.xml"
        ),
    ),
    "credit transfers, cards, charges and interest": (
        "camt.052.001.02/genkgo-camt__camt052.v2.with-account-name.xml",
        "camt.052.001.02/hbci4j-hbci4java__test-camt-parse-05200102.xml",
        "camt.052.001.02/moov-io-iso20022__FI_camt_052_sample.xml.xml",
        "camt.052.001.02/pypi-openpurse__camt_052_001_02_sweden_example.xml",
        "camt.052.001.02/viafintech-camt_parser__052-valid_example.xml",
        "camt.052.001.02/viafintech-camt_parser__valid_example_with_dates.xml",
        "camt.052.001.04/sebastienrousseau-camt053__business_sample_camt.052.001.04.xml",
        (
            "camt.052.001.08/Beneficial-Strategies-Iso20022Library__camt.052.001.08_multi_report"
            "_sample.xml"
        ),
        "camt.052.001.08/pypi-pycamt__test_parser-2.xml",
        "camt.052.001.08/viafintech-sepa_file_parser__camt052-valid_example_v8.xml",
        (
            "camt.053.001.02/MeinGrundeinkommen-konfipay__CAMT.053_de381ef4-2831-49a8-a9e6"
            "-429d936e8e30-old.xml"
        ),
        "camt.053.001.02/MeinGrundeinkommen-konfipay__outgoing_collection_02.xml",
        "camt.053.001.02/jasperkrijgsman-dutch-sepa-iso20022__resources-camt.053.001.02.xml",
        "camt.053.001.02/kajala-django-jbank__772864574.XT.xml",
        "camt.053.001.02/moov-io-iso20022__statement_1.xml",
        "camt.053.001.02/newinnovations-camt053__error-camt053.xml",
        "camt.053.001.02/newinnovations-camt053__example-camt053-a.xml",
        "camt.053.001.02/newinnovations-camt053__test-camt053.xml",
        "camt.053.001.02/pypi-okane__test1.xml",
        (
            "camt.053.001.02/pypi-openpurse__ISO20022_camt053_extended_SE_outgoing_payments"
            "_example.xml"
        ),
        "camt.053.001.02/pypi-openpurse__camt_053_ver_2_extended_se_account_swish_ecommerce.xml",
        "camt.053.001.02/pypi-openpurse__camt_053_ver_2_extended_uk_account.xml",
        "camt.053.001.02/pypi-pycamt__test_parser-1.xml",
        "camt.053.001.02/pypi-pycamt__test_parser-4.xml",
        "camt.053.001.02/pypi-pycamt__test_parser-5.xml",
        "camt.053.001.02/pypi-pycamt__test_parser-6.xml",
        "camt.053.001.02/viafintech-camt_parser__valid_example_with_instdamt.xml",
        "camt.053.001.04/sebastienrousseau-camt053__business_sample_camt.053.001.04.xml",
        "camt.053.001.08/MeinGrundeinkommen-konfipay__outgoing_collection_08.xml",
        "camt.053.001.08/apiome-apiome__06-typical-camt053-statement.xml",
        "camt.053.001.08/viafintech-camt_parser__valid_example_v8.xml",
        "camt.053.001.08/viafintech-sepa_file_parser__camt053-valid_example_v8.xml",
        "camt.054.001.02/genkgo-camt__camt054.v2.with-account-name.xml",
        "camt.054.001.02/kajala-django-jbank__camt_054_credit_notoification_example_finland.xml",
        "camt.054.001.02/pypi-openpurse__camt_054_debet_notification_sepa_cross_border.xml",
        "camt.054.001.02/pypi-openpurse__camt_054_debet_notification_swedish_local.xml",
        "camt.054.001.02/pypi-openpurse__camt_054_debit_notification_swedish_local_from_bban.xml",
        "camt.054.001.02/viafintech-sepa_file_parser__camt054-valid_example_with_empty_amount.xml",
        "camt.054.001.04/OCA-bank-statement-import__test-camt054.xml",
        (
            "camt.054.001.04/dvbern-iso20022__200519_camt.054_P_CH2909000000250094239_1111091335"
            "_0_2020061900081727_.xml"
        ),
        "camt.054.001.04/dvbern-iso20022__camt_054_Beispiel_NoCrdtBookedNotReversed.xml",
        (
            "camt.054.001.04/moov-io-iso20022__200519_camt.054-Credit_P_CH2909000000250094239"
            "_1110092691_0_2019042421.xml"
        ),
        (
            "camt.054.001.04/moov-io-iso20022__200519_camt.054_P_CH2909000000250094239_1111091335"
            "_0_2020061900081727.xml"
        ),
        (
            "camt.054.001.04/moov-io-iso20022__200519_camt054-ESR-ASR_P_CH2909000000250094239"
            "_1110092704_0_2019042500.xml"
        ),
        (
            "camt.054.001.04/moov-io-iso20022__200924_camt.054_P_CH2909000000250094239_1110092703"
            "_0_2019042423412214.xml"
        ),
        "camt.054.001.08/Query-farm-vgi-iso20022__notification1.xml",
        (
            "camt.054.001.08/dvbern-iso20022__200519_camt.054_P_CH2909000000250094239_1111091335"
            "_0_2020061900081727_.xml"
        ),
        "camt.054.001.08/genkgo-camt__camt054.v8-with-UETR.xml",
        "camt.054.001.08/genkgo-camt__camt054.v8-with-financial-institution.xml",
    ),
    "no entries": (
        "camt.053.001.02/genkgo-camt__camt053.v2.wrong.xml",
        "camt.053.001.02/pypi-pycamt__test_parser-11.xml",
        "camt.053.001.02/viafintech-camt_parser__valid_example_with_other_id.xml",
        "camt.053.001.08/gen-mock-bank__camt.053.001.08-sdd-settled-credit-04.xml",
        "camt.054.001.01/Beneficial-Strategies-Iso20022Library__camt.054.001.01_sample.xml",
    ),
}
"""The messages that say nothing of direct debits of the account's holder, and why."""

WHY_NOTHING: Final = {name: why for why, names in NOTHING.items() for name in names}


def names() -> list[str]:
    """Give the messages by folder and name; without the corpus, those that are known by hand."""
    folders = (CORPUS / "messages").glob("camt.05[234]*") if CORPUS.exists() else ()
    found = (f"{folder.name}/{path.name}" for folder in folders for path in folder.iterdir())
    return sorted({*found, *OURS, *WHY_NOTHING})


def compact(told: Reported) -> Told:
    references = (told.message_id, told.batch_id, told.end_to_end_id, told.instruction_id)
    count = "" if told.collections is None else str(told.collections)
    amounts = (told.amount, told.moved, told.charges if told.charges.cents else None)
    return Told(
        fact=told.status if told.fact is None else told.fact.__name__,
        level=told.level,
        references=tuple(filter(None, (*references, told.mandate, count))),
        amounts=" ".join(str(amount) for amount in amounts if amount is not None),
        booked_on="" if told.booked_on is None else str(told.booked_on),
        reason="" if told.reason is None else told.reason.code,
        by=told.said.by,
    )


@pytest.mark.parametrize("name", names())
def test_every_statement_says_what_a_person_reads_in_it(name: str) -> None:
    told = list(camt.iter_answers(corpus("messages", *name.split("/"))))
    found = [compact(each) for each in told if not each.by_name]
    assert found == OURS.get(name, [])
    # The rest are no direct debits by their code: to the books of somebody else they are nothing.
    rest = [each for each in told if each.by_name]
    recorded = record(BOOKS, rest, closes=ReceivableCloses.AT_SETTLEMENT)
    assert (recorded.books, recorded.findings) == (BOOKS, Findings())


@pytest.mark.parametrize("name", names())
def test_of_every_statement_it_is_known_what_it_says_or_why_it_says_nothing(name: str) -> None:
    corpus("messages", *name.split("/"))
    assert (name in OURS) is not (name in WHY_NOTHING)
