"""Our schemas take the SEPA usage of pain.008, and nothing that the general schema refuses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import combinations

import pytest
from lxml import etree

from helpers.corpus import corpus
from helpers.pain008_files import (
    OLDER,
    VERSIONS,
    Change,
    attributed,
    followed_by,
    found,
    good,
    has_iso_xsd,
    holding,
    iso_xsd,
    namespace,
    our_xsd,
    path_of,
    refusal,
    said,
    twice,
    without,
)
from helpers.schema_walk import Foreign, foreigners, planted

every_version = pytest.mark.parametrize("version", VERSIONS)
newer_versions = pytest.mark.parametrize("version", [v for v in VERSIONS if v != OLDER])

TX = "PmtInf/DrctDbtTxInf"
MANDATE = f"{TX}/DrctDbtTx/MndtRltdInf"
AMENDED = f"{MANDATE}/AmdmntInfDtls"
CREDITOR_ID = "PmtInf/CdtrSchmeId/Id/PrvtId/Othr"
ADDRESS = f"{TX}/Dbtr/PstlAdr"


def accepts(version: str, change: Change) -> bool:
    return refusal(our_xsd(version), change.of(version)) == ""


def iso_accepts(version: str, change: Change) -> bool:
    return refusal(iso_xsd(version), change.of(version)) == ""


@every_version
def test_the_good_file_is_good(version: str) -> None:
    assert refusal(our_xsd(version), good(version)) == ""
    assert refusal(iso_xsd(version), good(version)) == ""


@every_version
def test_another_engine_reads_the_schema_and_takes_the_good_file(version: str) -> None:
    import xmlschema  # noqa: PLC0415 - slow to import, and only this test needs it

    schema = xmlschema.XMLSchema(str(our_xsd(version)))
    assert schema.is_valid(good(version))
    assert not schema.is_valid(said("PmtInf/PmtTpInf/SvcLvl/Cd", "URGP").of(version))


@every_version
def test_a_file_begins_with_document_in_the_namespace_of_its_version(version: str) -> None:
    other = VERSIONS[VERSIONS.index(version) - 1]
    assert refusal(our_xsd(other), good(version)).endswith(
        "No matching global declaration available for the validation root."
    )


# ------------------------------------------------------------- what must, may and must not stand


def paths(by_parent: Mapping[str, str]) -> Iterator[str]:
    for parent, names in by_parent.items():
        yield from (f"{parent}/{name}" for name in names.split())


_ADDRESS_FIELDS = "StrtNm BldgNb PstCd CtrySubDvsn AdrLine"
_ADDRESS_FIELDS_08 = f"{_ADDRESS_FIELDS} Dept SubDept BldgNm Flr PstBx Room TwnLctnNm DstrctNm"

OPTIONAL = set(
    paths(
        {
            "GrpHdr/InitgPty": "Nm Id",
            "GrpHdr/InitgPty/Id/OrgId/Othr": "SchmeNm Issr",
            "PmtInf": "BtchBookg PmtTpInf UltmtCdtr ChrgBr CdtrSchmeId",
            "PmtInf/PmtTpInf": "CtgyPurp",
            "PmtInf/Cdtr": "PstlAdr",
            "PmtInf/Cdtr/PstlAdr": _ADDRESS_FIELDS_08,
            "PmtInf/CdtrAcct": "Ccy",
            "PmtInf/UltmtCdtr": "Nm Id",
            "PmtInf/UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth": "PrvcOfBirth",
            TX: "PmtTpInf ChrgBr UltmtCdtr UltmtDbtr Purp RmtInf",
            f"{TX}/PmtId": "InstrId",
            f"{TX}/PmtTpInf": "CtgyPurp",
            MANDATE: "AmdmntInd AmdmntInfDtls ElctrncSgntr",
            AMENDED: "OrgnlMndtId OrgnlCdtrSchmeId OrgnlDbtrAcct OrgnlDbtrAgt",
            f"{AMENDED}/OrgnlCdtrSchmeId": "Nm Id",
            f"{TX}/DrctDbtTx": "CdtrSchmeId",
            f"{TX}/UltmtCdtr": "Nm Id",
            f"{TX}/UltmtCdtr/Id/OrgId/Othr": "SchmeNm Issr",
            f"{TX}/Dbtr": "PstlAdr Id",
            ADDRESS: _ADDRESS_FIELDS_08,
            f"{TX}/Dbtr/Id/PrvtId/DtAndPlcOfBirth": "PrvcOfBirth",
            f"{TX}/UltmtDbtr": "Nm Id",
            f"{TX}/UltmtDbtr/Id/OrgId/Othr": "SchmeNm Issr",
            f"{TX}/RmtInf/Strd/CdtrRefInf/Tp": "Issr",
        }
    )
)
OPTIONAL_IN = dict.fromkeys(VERSIONS, OPTIONAL) | {
    OLDER: OPTIONAL | {"PmtInf/Cdtr/PstlAdr/TwnNm", f"{ADDRESS}/TwnNm"}
}

# What the general message leaves open and the schemes do not.
ONLY_SEPA_WANTS = set(
    paths(
        {
            "GrpHdr": "CtrlSum",
            "PmtInf": "NbOfTxs CtrlSum",
            "PmtInf/PmtTpInf": "SvcLvl LclInstrm SeqTp",
            "PmtInf/Cdtr": "Nm",
            "PmtInf/Cdtr/PstlAdr": "Ctry",
            "PmtInf/CdtrAgt/FinInstnId": "BIC",
            "PmtInf/CdtrSchmeId": "Id",
            "PmtInf/CdtrSchmeId/Id/PrvtId": "Othr",
            CREDITOR_ID: "SchmeNm",
            TX: "DrctDbtTx",
            f"{TX}/PmtTpInf": "SvcLvl LclInstrm SeqTp",
            f"{TX}/DrctDbtTx": "MndtRltdInf",
            MANDATE: "MndtId DtOfSgntr",
            f"{AMENDED}/OrgnlCdtrSchmeId/Id/PrvtId": "Othr",
            f"{AMENDED}/OrgnlCdtrSchmeId/Id/PrvtId/Othr": "SchmeNm",
            f"{AMENDED}/OrgnlDbtrAgt/FinInstnId": "BIC",
            f"{TX}/DrctDbtTx/CdtrSchmeId": "Id",
            f"{TX}/DrctDbtTx/CdtrSchmeId/Id/PrvtId": "Othr",
            f"{TX}/DrctDbtTx/CdtrSchmeId/Id/PrvtId/Othr": "SchmeNm",
            f"{TX}/DbtrAgt/FinInstnId": "Othr",
            f"{TX}/Dbtr": "Nm",
            ADDRESS: "Ctry",
            f"{TX}/RmtInf": "Strd",
            f"{TX}/RmtInf/Strd": "CdtrRefInf",
            f"{TX}/RmtInf/Strd/CdtrRefInf": "Tp Ref",
            "GrpHdr/InitgPty/Id/OrgId": "Othr",
            "PmtInf/UltmtCdtr/Id/PrvtId": "DtAndPlcOfBirth",
            f"{TX}/UltmtCdtr/Id/OrgId": "Othr",
            f"{TX}/Dbtr/Id/PrvtId": "DtAndPlcOfBirth",
            f"{TX}/UltmtDbtr/Id/OrgId": "Othr",
        }
    )
)


def every_path(version: str) -> list[str]:
    elements = etree.fromstring(good(version)).iter()
    return list(dict.fromkeys(path for e in elements if (path := path_of(e))))


EVERY_PATH = [(version, path) for version in VERSIONS for path in every_path(version)]


@pytest.mark.parametrize(("version", "path"), EVERY_PATH)
def test_an_element_may_be_missing_only_where_the_scheme_lets_it(version: str, path: str) -> None:
    assert accepts(version, without(path)) == (path in OPTIONAL_IN[version])


@pytest.mark.parametrize(
    ("version", "path"),
    [(v, path) for v, path in EVERY_PATH if path in ONLY_SEPA_WANTS],
)
def test_what_only_sepa_wants_the_general_schema_would_miss_nowhere(
    version: str, path: str
) -> None:
    assert iso_accepts(version, without(path))
    assert not accepts(version, without(path))


MAY_STAND_TWICE = {"PmtInf", TX}


@pytest.mark.parametrize(("version", "path"), EVERY_PATH)
def test_only_batches_and_collections_stand_more_often_than_once(version: str, path: str) -> None:
    assert accepts(version, twice(path)) == (path in MAY_STAND_TWICE)


FOREIGNERS = [
    (version, foreign)
    for version in VERSIONS
    if has_iso_xsd(version)
    for foreign in foreigners(version)
]


@pytest.mark.parametrize(("version", "foreign"), FOREIGNERS, ids=str)
def test_what_only_the_general_message_has_is_refused(version: str, foreign: Foreign) -> None:
    assert refusal(iso_xsd(version), planted(version, foreign)) == ""
    assert refusal(our_xsd(version), planted(version, foreign)) != ""


@every_version
def test_among_them_is_each_element_that_the_guidelines_forbid(version: str) -> None:
    forbidden = set(
        paths(
            {
                "GrpHdr": "Authstn FwdgAgt",
                "PmtInf": "CdtrAgtAcct ChrgsAcct ChrgsAcctAgt",
                "PmtInf/PmtTpInf": "InstrPrty",
                "PmtInf/CdtrSchmeId": "Nm",
                "PmtInf/Cdtr": "Id",
                TX: "DbtrAgtAcct InstrForCdtrAgt RgltryRptg Tax RltdRmtInf",
                f"{TX}/DrctDbtTx": "PreNtfctnId PreNtfctnDt",
                MANDATE: "FrstColltnDt FnlColltnDt Frqcy",
                AMENDED: "OrgnlCdtrAgt OrgnlCdtrAgtAcct OrgnlDbtr OrgnlDbtrAgtAcct",
                f"{TX}/DbtrAcct/Id": "Othr",
                f"{TX}/Purp": "Prtry",
            }
        )
    )
    newer = {f"{TX}/SplmtryData", f"{TX}/PmtId/UETR", f"{MANDATE}/Rsn", f"{MANDATE}/TrckgDays"}
    wanted = forbidden | (set() if version == OLDER else newer)
    assert wanted <= {str(foreign) for foreign in foreigners(version)}


# ------------------------------------------------------------------------------- what they say

Sayings = Mapping[str, tuple[str, ...]]

REFERENCES: Sayings = {
    "good": ("A", "A" * 35, "A/B", " A", "A b", "RF18 5390 0754 7034", "+?/-:().,'"),
    "tighter": ("/A", "A/", "A//B", "INV/2026//7", "Ä1", "A_B", "A&B", "A;B", "   ", "/"),
    "wrong": ("", "A" * 36),
}


def texts(most: int) -> Sayings:
    return {"good": ("é", "€" * most), "tighter": (), "wrong": ("", "x" * (most + 1))}


def codes(*good_ones: str, tighter: tuple[str, ...], wrong: tuple[str, ...] = ()) -> Sayings:
    return {"good": good_ones, "tighter": tighter, "wrong": ("", *wrong)}


NAMES: Sayings = {
    "good": ("é", "x" * 70),
    "tighter": ("x" * 71, "x" * 140),
    "wrong": ("", "x" * 141),
}
SUMS: Sayings = {
    "good": ("0.01", "1", "1.5", "9999999999999999.99"),
    "tighter": ("0", "0.00", "-1.00", "1.005", "0.001"),
    "wrong": ("", "1e3", "1,00", "10000000000000000.99"),
}
COUNTS: Sayings = {
    "good": ("1", "001", "9" * 15),
    "tighter": ("0", "000"),
    "wrong": ("", "9" * 16, "1.0", "-1"),
}
BICS: Sayings = {
    "good": ("ABNANL2A", "DEUTDEFF500", "NOTARO22", "NOVADE2HXXX", "NOTPDEFF"),
    "tighter": ("NOTPROVIDED",),
    "wrong": ("", "ABNANL2", "ABNANL2A50", "ABNANL2AXXXX", "abnanl2a", "ABNA1L2A"),
}
IBANS: Sayings = {
    "good": ("NO9386011117947", "MT84MALT011000012345MTLCAST001S", "XX00" + "A" * 30),
    "tighter": ("NO938601111794",),
    "wrong": ("", "XX00" + "A" * 31, "NL91 ABNA 0417 1643 00", "N191ABNA0417164300"),
}
CREDITOR_IDS: Sayings = {
    "good": ("NL42ZZZ123456780001", "AT61ZZZ0", "XX00ABC" + "1" * 28, "de98zzz09999999999"),
    "tighter": (
        "NL42ZZZ",
        "NL42 ZZZ 123456780001",
        "4242ZZZ1",
        "NLXXZZZ1",
        "NL42ZZZ//1",
        "NL42ZZZ1/",
    ),
    "wrong": ("", "XX00ABC" + "1" * 29),
}
COUNTRIES: Sayings = {"good": ("NL", "XK"), "tighter": (), "wrong": ("", "nl", "NLD", "N")}
YES_OR_NO: Sayings = {
    "good": ("true", "false", "1", "0"),
    "tighter": (),
    "wrong": ("", "yes", "TRUE"),
}
DATES: Sayings = {
    "good": ("2024-02-29",),
    "tighter": (),
    "wrong": ("", "2023-02-29", "2026-12-01T00:00:00"),
}

SAYINGS: dict[str, Sayings] = {
    "GrpHdr/MsgId": REFERENCES,
    "GrpHdr/CreDtTm": {
        "good": ("2026-11-23T10:00:00", "2026-11-23T10:00:00.5+01:00"),
        "tighter": (),
        "wrong": ("", "2026-11-23", "2026-11-23T24:30:00"),
    },
    "GrpHdr/NbOfTxs": COUNTS,
    "GrpHdr/CtrlSum": SUMS,
    "GrpHdr/InitgPty/Nm": NAMES,
    "GrpHdr/InitgPty/Id/OrgId/Othr/Id": texts(35),
    "GrpHdr/InitgPty/Id/OrgId/Othr/SchmeNm/Cd": texts(4),
    "GrpHdr/InitgPty/Id/OrgId/Othr/Issr": texts(35),
    "PmtInf/PmtInfId": REFERENCES,
    "PmtInf/PmtMtd": codes("DD", tighter=(), wrong=("TRF",)),
    "PmtInf/BtchBookg": YES_OR_NO,
    "PmtInf/NbOfTxs": COUNTS,
    "PmtInf/CtrlSum": SUMS,
    "PmtInf/PmtTpInf/SvcLvl/Cd": codes("SEPA", tighter=("URGP", "sepa")),
    "PmtInf/PmtTpInf/LclInstrm/Cd": codes("CORE", "B2B", tighter=("COR1", "TRF", "core")),
    "PmtInf/PmtTpInf/SeqTp": codes("FRST", "RCUR", "FNAL", "OOFF", tighter=(), wrong=("frst",)),
    "PmtInf/PmtTpInf/CtgyPurp/Cd": texts(4),
    "PmtInf/ReqdColltnDt": DATES,
    "PmtInf/Cdtr/Nm": NAMES,
    "PmtInf/CdtrAcct/Id/IBAN": IBANS,
    "PmtInf/CdtrAcct/Ccy": codes("EUR", "CHF", tighter=(), wrong=("euro", "eur")),
    "PmtInf/CdtrAgt/FinInstnId/BIC": BICS,
    "PmtInf/UltmtCdtr/Nm": NAMES,
    "PmtInf/UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/BirthDt": DATES,
    "PmtInf/UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/PrvcOfBirth": texts(35),
    "PmtInf/UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/CityOfBirth": texts(35),
    "PmtInf/UltmtCdtr/Id/PrvtId/DtAndPlcOfBirth/CtryOfBirth": COUNTRIES,
    "PmtInf/ChrgBr": codes("SLEV", tighter=("SHAR", "CRED", "DEBT"), wrong=("slev",)),
    f"{CREDITOR_ID}/Id": CREDITOR_IDS,
    f"{CREDITOR_ID}/SchmeNm/Prtry": codes("SEPA", tighter=("SEPA2", "sepa")),
    f"{TX}/PmtId/InstrId": REFERENCES,
    f"{TX}/PmtId/EndToEndId": REFERENCES,
    f"{TX}/PmtTpInf/SvcLvl/Cd": codes("SEPA", tighter=("URGP",)),
    f"{TX}/PmtTpInf/LclInstrm/Cd": codes("CORE", "B2B", tighter=("COR1",)),
    f"{TX}/ChrgBr": codes("SLEV", tighter=("SHAR",)),
    f"{MANDATE}/MndtId": REFERENCES,
    f"{MANDATE}/DtOfSgntr": DATES,
    f"{MANDATE}/AmdmntInd": YES_OR_NO,
    f"{MANDATE}/ElctrncSgntr": texts(1025),
    f"{AMENDED}/OrgnlMndtId": REFERENCES,
    f"{AMENDED}/OrgnlCdtrSchmeId/Nm": NAMES,
    f"{AMENDED}/OrgnlCdtrSchmeId/Id/PrvtId/Othr/Id": CREDITOR_IDS,
    f"{AMENDED}/OrgnlDbtrAcct/Id/Othr/Id": codes("SMNDA", tighter=("SMND", "12345")),
    f"{AMENDED}/OrgnlDbtrAgt/FinInstnId/BIC": BICS,
    f"{TX}/DrctDbtTx/CdtrSchmeId/Id/PrvtId/Othr/Id": CREDITOR_IDS,
    f"{TX}/DrctDbtTx/CdtrSchmeId/Id/PrvtId/Othr/SchmeNm/Prtry": codes("SEPA", tighter=("S",)),
    f"{TX}/UltmtCdtr/Nm": NAMES,
    f"{TX}/DbtrAgt/FinInstnId/Othr/Id": codes("NOTPROVIDED", tighter=("UNKNOWN", "SMNDA")),
    f"{TX}/Dbtr/Nm": NAMES,
    f"{ADDRESS}/StrtNm": texts(70),
    f"{ADDRESS}/BldgNb": texts(16),
    f"{ADDRESS}/PstCd": texts(16),
    f"{ADDRESS}/TwnNm": texts(35),
    f"{ADDRESS}/CtrySubDvsn": texts(35),
    f"{ADDRESS}/Ctry": COUNTRIES,
    f"{ADDRESS}/AdrLine": texts(70),
    f"{TX}/DbtrAcct/Id/IBAN": IBANS,
    f"{TX}/UltmtDbtr/Nm": NAMES,
    f"{TX}/Purp/Cd": texts(4),
    f"{TX}/RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd": codes("SCOR", tighter=("RADM",), wrong=("X",)),
    f"{TX}/RmtInf/Strd/CdtrRefInf/Tp/Issr": texts(35),
    f"{TX}/RmtInf/Strd/CdtrRefInf/Ref": texts(35),
}
SAYINGS_08 = {
    f"{ADDRESS}/{name}": texts(most)
    for name, most in [
        *(("Dept", 70), ("SubDept", 70), ("BldgNm", 35), ("Flr", 70), ("PstBx", 16), ("Room", 70)),
        *(("TwnLctnNm", 35), ("DstrctNm", 35)),
    ]
}


_OTHER_ID = "Id/PrvtId/Othr/Id"
WIDER = {
    "11": {
        *(f"{ADDRESS}/{name}" for name in ("StrtNm", "BldgNm", "TwnNm", "TwnLctnNm", "DstrctNm")),
        "GrpHdr/InitgPty/Id/OrgId/Othr/Id",
        f"PmtInf/CdtrSchmeId/{_OTHER_ID}",
        f"{AMENDED}/OrgnlCdtrSchmeId/{_OTHER_ID}",
        f"{TX}/DrctDbtTx/CdtrSchmeId/{_OTHER_ID}",
        f"{TX}/RmtInf/Strd/CdtrRefInf/Tp/CdOrPrtry/Cd",
    }
}
"""Where the general message of a version takes longer values than before, or any code."""


def kind_in(version: str, path: str, value: str, kind: str) -> str:
    """Give the kind of a value in a version: what is wrong in others may only be wider here."""
    wider = path in WIDER.get(version, ()) and (len(value) > 35 or value == "X")
    return "tighter" if kind == "wrong" and wider else kind


def sayings(kind: str) -> list[tuple[str, str, str]]:
    return [
        (version, path, said)
        for version in VERSIONS
        for path, all_ in (SAYINGS if version == OLDER else SAYINGS | SAYINGS_08).items()
        for of_others, some in all_.items()
        for said in some
        if kind_in(version, path, said, of_others) == kind
    ]


@pytest.mark.parametrize(("version", "path", "value"), sayings("good"))
def test_a_value_of_the_scheme_is_accepted(version: str, path: str, value: str) -> None:
    assert accepts(version, said(path, value))


@pytest.mark.parametrize(("version", "path", "value"), sayings("tighter"))
def test_a_value_of_the_general_message_alone_is_refused(
    version: str, path: str, value: str
) -> None:
    assert iso_accepts(version, said(path, value))
    assert not accepts(version, said(path, value))


@pytest.mark.parametrize(("version", "path", "value"), sayings("wrong"))
def test_a_value_that_nobody_takes_is_refused(version: str, path: str, value: str) -> None:
    assert not iso_accepts(version, said(path, value))
    assert not accepts(version, said(path, value))


@every_version
@pytest.mark.parametrize("amount", ["0.01", "1", "12.5", "999999999.99"])
def test_trap_20_an_amount_goes_from_one_cent_to_the_limit(version: str, amount: str) -> None:
    assert accepts(version, said(f"{TX}/InstdAmt", amount))


@every_version
@pytest.mark.parametrize("amount", ["0.00", "1000000000.00", "12.345"])
def test_trap_20_an_amount_beyond_the_limits_is_refused(version: str, amount: str) -> None:
    assert iso_accepts(version, said(f"{TX}/InstdAmt", amount))
    assert not accepts(version, said(f"{TX}/InstdAmt", amount))


@every_version
@pytest.mark.parametrize("amount", ["", "-1.00", "1e2", "12,50", "INF"])
def test_what_is_no_amount_is_refused(version: str, amount: str) -> None:
    assert not accepts(version, said(f"{TX}/InstdAmt", amount))


@every_version
@pytest.mark.parametrize("currency", ["GBP", "CHF"])
def test_an_amount_is_in_euro(version: str, currency: str) -> None:
    assert iso_accepts(version, attributed(f"{TX}/InstdAmt", "Ccy", currency))
    assert not accepts(version, attributed(f"{TX}/InstdAmt", "Ccy", currency))


@every_version
def test_an_amount_says_its_currency(version: str) -> None:
    assert not accepts(version, attributed(f"{TX}/InstdAmt", "Ccy", None))


def test_trap_11c_a_collection_presented_again_is_no_sequence_type_of_sepa() -> None:
    again = said(f"{TX}/PmtTpInf/SeqTp", "RPRE")
    assert iso_accepts("08", again)
    assert not accepts("08", again)
    assert not accepts("02", again)


@every_version
@pytest.mark.parametrize("id", ["INV/2026//7", "/A", "A/", "Ä1"])
def test_trap_21_a_reference_has_the_restricted_characters(version: str, id: str) -> None:
    assert not accepts(version, said(f"{TX}/PmtId/EndToEndId", id))


@every_version
def test_trap_21_a_reference_may_hold_blanks(version: str) -> None:
    assert accepts(version, said(f"{TX}/PmtId/EndToEndId", "RF18 5390 0754 7034"))


# ------------------------------------------------------------------------- what goes with what


@every_version
@pytest.mark.parametrize("bank", ["PmtInf/CdtrAgt", f"{TX}/DbtrAgt"])
def test_trap_17_not_provided_is_said_beside_the_bic_and_not_as_one(
    version: str, bank: str
) -> None:
    bic = "BIC" if version == "02" else "BICFI"
    beside = holding(f"{bank}/FinInstnId", "<Othr><Id>NOTPROVIDED</Id></Othr>")
    instead = holding(f"{bank}/FinInstnId", f"<{bic}>NOTPROVIDED</{bic}>")
    assert accepts(version, beside)
    assert iso_accepts(version, instead)
    assert not accepts(version, instead)


@every_version
def test_a_bank_has_a_bic_or_is_not_provided_but_not_both(version: str) -> None:
    said_twice = followed_by("PmtInf/CdtrAgt/FinInstnId/BIC", "<Othr><Id>NOTPROVIDED</Id></Othr>")
    assert iso_accepts(version, said_twice)
    assert not accepts(version, said_twice)


SMNDA = "<Id>SMNDA</Id>"


@every_version
def test_trap_12_a_new_account_is_told_where_the_account_stood(version: str) -> None:
    now = holding(AMENDED, f"<OrgnlDbtrAcct><Id><Othr>{SMNDA}</Othr></Id></OrgnlDbtrAcct>")
    assert accepts(version, now)


@every_version
def test_trap_12b_a_new_bank_was_told_where_the_bank_stood(version: str) -> None:
    then = f"<OrgnlDbtrAgt><FinInstnId><Othr>{SMNDA}</Othr></FinInstnId></OrgnlDbtrAgt>"
    assert accepts(version, holding(AMENDED, then))


@every_version
def test_trap_12d_smnda_stands_in_an_id_of_its_own(version: str) -> None:
    bare = holding(AMENDED, "<OrgnlDbtrAcct><Id><Othr>SMNDA</Othr></Id></OrgnlDbtrAcct>")
    assert not accepts(version, bare)


@every_version
def test_the_former_account_may_be_named(version: str) -> None:
    named = "<OrgnlDbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></OrgnlDbtrAcct>"
    assert accepts(version, holding(AMENDED, named))


@every_version
@pytest.mark.parametrize("path", [AMENDED, f"{AMENDED}/OrgnlCdtrSchmeId", "GrpHdr/InitgPty"])
def test_what_stands_there_says_one_thing_at_least(version: str, path: str) -> None:
    assert iso_accepts(version, holding(path, ""))
    assert not accepts(version, holding(path, ""))


ORIGINALS = (
    "<OrgnlMndtId>OLD-1</OrgnlMndtId>",
    "<OrgnlCdtrSchmeId><Nm>Brood</Nm></OrgnlCdtrSchmeId>",
    "<OrgnlDbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></OrgnlDbtrAcct>",
    f"<OrgnlDbtrAgt><FinInstnId><Othr>{SMNDA}</Othr></FinInstnId></OrgnlDbtrAgt>",
)


@every_version
@pytest.mark.parametrize("count", [1, 2, 3, 4])
def test_an_amendment_tells_any_of_four_things_in_their_order(version: str, count: int) -> None:
    for told in combinations(ORIGINALS, count):
        assert accepts(version, holding(AMENDED, "".join(told)))
        assert (count == 1) == accepts(version, holding(AMENDED, "".join(reversed(told))))


@every_version
def test_an_empty_document_is_no_file(version: str) -> None:
    empty = f'<Document xmlns="{namespace(version)}"/>'.encode()
    assert refusal(our_xsd(version), empty) != ""


TEXT = "<Ustrd>Invoice 7</Ustrd>"
REFERENCE = """<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr></Tp>
<Ref>RF18539007547034</Ref></CdtrRefInf></Strd>""".replace("\n", "")


@every_version
@pytest.mark.parametrize("one", [TEXT, REFERENCE])
def test_trap_23b_remittance_is_a_text_or_a_reference(version: str, one: str) -> None:
    assert accepts(version, holding(f"{TX}/RmtInf", one))


@every_version
@pytest.mark.parametrize("two", [TEXT + REFERENCE, TEXT * 2, REFERENCE * 2])
def test_trap_23_remittance_is_one_of_them_once(version: str, two: str) -> None:
    assert iso_accepts(version, holding(f"{TX}/RmtInf", two))
    assert not accepts(version, holding(f"{TX}/RmtInf", two))


@every_version
@pytest.mark.parametrize(("length", "fits"), [(0, False), (1, True), (140, True), (141, False)])
def test_a_remittance_text_has_from_1_to_140_characters(
    version: str, length: int, *, fits: bool
) -> None:
    text = holding(f"{TX}/RmtInf", f"<Ustrd>{'x' * length}</Ustrd>")
    assert accepts(version, text) == fits


@every_version
@pytest.mark.parametrize(
    "code_or_words", ["<Cd>SUPP</Cd>", f"<Prtry>{'x' * 35}</Prtry>"], ids=["code", "words"]
)
def test_a_category_is_a_code_or_words_of_ones_own(version: str, code_or_words: str) -> None:
    assert accepts(version, holding("PmtInf/PmtTpInf/CtgyPurp", code_or_words))


@every_version
def test_a_category_is_not_both_a_code_and_words(version: str) -> None:
    both = holding("PmtInf/PmtTpInf/CtgyPurp", "<Cd>SUPP</Cd><Prtry>x</Prtry>")
    assert not accepts(version, both)


ORGANISATION = "GrpHdr/InitgPty/Id/OrgId"
OTHER = "<Othr><Id>1</Id></Othr>"
LEI = "<LEI>F01VVKN4DRF2NWKGQ283</LEI>"


@newer_versions
@pytest.mark.parametrize("one", ["<AnyBIC>ABNANL2A</AnyBIC>", LEI, OTHER])
def test_an_organisation_is_known_by_one_identifier(version: str, one: str) -> None:
    assert accepts(version, holding(ORGANISATION, one))


@newer_versions
@pytest.mark.parametrize("two", ["<AnyBIC>ABNANL2A</AnyBIC>" + LEI, LEI + OTHER, OTHER * 2])
def test_an_organisation_is_not_known_by_two(version: str, two: str) -> None:
    assert iso_accepts(version, holding(ORGANISATION, two))
    assert not accepts(version, holding(ORGANISATION, two))


def test_an_older_file_knows_an_organisation_by_bic_or_another_identifier() -> None:
    bic = "<BICOrBEI>ABNANL2A</BICOrBEI>"
    assert accepts("02", holding(ORGANISATION, bic))
    assert accepts("02", holding(ORGANISATION, OTHER))
    assert iso_accepts("02", holding(ORGANISATION, bic + OTHER))
    assert not accepts("02", holding(ORGANISATION, bic + OTHER))


@newer_versions
@pytest.mark.parametrize(
    "lei", ["F01VVKN4DRF2NWKGQ28", "F01VVKN4DRF2NWKGQ2833", "f01vvkn4drf2nwkgq283"]
)
def test_a_legal_entity_identifier_has_20_places(version: str, lei: str) -> None:
    assert not accepts(version, holding(ORGANISATION, f"<LEI>{lei}</LEI>"))


@every_version
def test_a_person_is_known_by_birth_or_by_one_identifier(version: str) -> None:
    person = f"{TX}/Dbtr/Id/PrvtId"
    place = "<CityOfBirth>Assen</CityOfBirth><CtryOfBirth>NL</CtryOfBirth>"
    birth = f"<DtAndPlcOfBirth><BirthDt>1980-02-29</BirthDt>{place}</DtAndPlcOfBirth>"
    assert accepts(version, holding(person, birth))
    assert accepts(version, holding(person, OTHER))
    assert iso_accepts(version, holding(person, birth + OTHER))
    assert not accepts(version, holding(person, birth + OTHER))


LINE = "<AdrLine>Rue Haute 7</AdrLine>"
TOWN = "<TwnNm>Bruxelles</TwnNm>"
COUNTRY = "<Ctry>BE</Ctry>"


@every_version
@pytest.mark.parametrize("lines", [LINE, LINE * 2])
def test_trap_24b_lines_below_a_country_are_left_to_the_bank(version: str, lines: str) -> None:
    assert accepts(version, holding(ADDRESS, COUNTRY + lines))


@every_version
@pytest.mark.parametrize(("lines", "fits"), [("", True), (LINE * 2, True), (LINE * 3, False)])
def test_trap_24c_beside_town_and_country_stand_two_lines_at_most(
    version: str, lines: str, *, fits: bool
) -> None:
    assert iso_accepts(version, holding(ADDRESS, TOWN + COUNTRY + lines))
    assert accepts(version, holding(ADDRESS, TOWN + COUNTRY + lines)) == fits


@newer_versions
@pytest.mark.parametrize("part", ["", COUNTRY, TOWN, LINE, "<StrtNm>Rue Haute</StrtNm>" + COUNTRY])
def test_an_address_names_town_and_country_or_else_lines(version: str, part: str) -> None:
    assert iso_accepts(version, holding(ADDRESS, part))
    assert not accepts(version, holding(ADDRESS, part))


@pytest.mark.parametrize("part", [LINE, LINE * 2, COUNTRY, "<StrtNm>Rue Haute</StrtNm>" + COUNTRY])
def test_an_older_address_is_country_or_lines_with_what_else_is_known(part: str) -> None:
    assert accepts("02", holding(ADDRESS, part))


@pytest.mark.parametrize("part", ["", TOWN, TOWN + LINE, LINE * 3])
def test_an_older_address_names_the_country_where_it_has_fields(part: str) -> None:
    assert iso_accepts("02", holding(ADDRESS, part))
    assert not accepts("02", holding(ADDRESS, part))


# --------------------------------------------------------------- what a schema leaves to the rules


@every_version
def test_trap_34_on_which_level_a_thing_stands_is_left_to_the_rules(version: str) -> None:
    root = etree.fromstring(good(version))
    for name in ("PmtTpInf", "UltmtCdtr", "ChrgBr"):
        assert found(root, f"PmtInf/{name}").tag == found(root, f"{TX}/{name}").tag
    assert accepts(version, without("PmtInf/CdtrSchmeId"))
    assert accepts(version, without(f"{TX}/DrctDbtTx/CdtrSchmeId"))


@every_version
def test_trap_12c_what_goes_with_smnda_is_left_to_the_rules(version: str) -> None:
    root = etree.fromstring(good(version))
    assert found(root, f"{AMENDED}/OrgnlDbtrAcct/Id/Othr/Id").text == "SMNDA"
    assert found(root, f"{AMENDED}/OrgnlDbtrAgt/FinInstnId/BIC").text is not None


# ---------------------------------------------------------------------------- several versions

DIFFER = {"Address", "BIC", "BankId", "LEI", "OrganisationId", "OriginalBankId"}


def types(version: str) -> dict[str | None, bytes]:
    root = etree.parse(our_xsd(version)).getroot()
    etree.strip_tags(root, etree.Comment)
    return {
        e.get("name"): re.sub(rb"\s+", b" ", etree.tostring(e)).replace(
            namespace(version).encode(), b""
        )
        for e in root
    }


@newer_versions
def test_an_older_version_differs_in_addresses_bics_and_organisations_alone(version: str) -> None:
    older, newer = types(OLDER), types(version)
    assert {n for n in older.keys() | newer.keys() if older.get(n) != newer.get(n)} == DIFFER


@newer_versions
def test_what_the_scheme_uses_of_later_versions_is_the_same(version: str) -> None:
    assert types(version) == types("08")


# ------------------------------------------------------------------------------ others' files

NATIONAL = {
    "02": ("pain.008.001.02_GBIC_3.xsd", "at/pain.008.001.02.at.004.xsd"),
    "08": (
        "pain.008.001.08_GBIC_4.xsd",
        "pain.008.001.08_GBIC_5.xsd",
        "at/pain.008.001.08.at.004.xsd",
    ),
}
# Files that some bank's schema takes and ours does not.
NOT_OURS = {
    "gen-sepa.js__pain.008.001.02-multi-amendment-ics.xml": "'COR1'",  # abolished in November 2016
}


@pytest.mark.parametrize("version", NATIONAL)
def test_what_a_banks_schema_takes_of_others_files_ours_takes_too(version: str) -> None:
    national = [corpus("xsd", "national", name) for name in NATIONAL[version]]
    refused = {}
    for path in sorted(corpus("messages", f"pain.008.001.{version}").glob("*.xml")):
        xml = path.read_bytes()
        if any(refusal(xsd, xml) == "" for xsd in national) and refusal(our_xsd(version), xml):
            refused[path.name] = refusal(our_xsd(version), xml)
    assert refused.keys() == {n for n in NOT_OURS if f"001.{version}" in n}
    assert all(NOT_OURS[name] in why for name, why in refused.items())


@every_version
def test_what_ours_takes_of_others_files_the_general_schema_takes(version: str) -> None:
    general = corpus("xsd", f"pain.008.001.{version}.xsd")
    for path in sorted(corpus("messages", f"pain.008.001.{version}").glob("*.xml")):
        xml = path.read_bytes()
        assert refusal(our_xsd(version), xml) or refusal(general, xml) == "", path.name
