"""The files of collections of others: what they say is said again, or it is named, one by one."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

import pytest
from lxml import etree

from helpers.corpus import CORPUS, corpus
from helpers.told_in_pain008 import Value, told_in
from sepadd.findings import Finding, InvalidValue
from sepadd.mandate import Scheme
from sepadd.messages import pain008
from sepadd.messages.pain008 import ReadCollection, read
from sepadd.messages.pain008.whole_file import ReadFile
from sepadd.values import CreditorIdentifier, Iban

MESSAGES = CORPUS / "messages"

WE_ADD: Final = {
    ("PmtTpInf/SvcLvl/Cd", "SEPA"),
    ("ChrgBr", "SLEV"),
    ("CdtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
    ("CdtrSchmeId/Id/PrvtId/Othr/SchmeNm/Prtry", "SEPA"),
    ("Tx/DbtrAgt/FinInstnId/Othr/Id", "NOTPROVIDED"),
    ("Tx/DrctDbtTx/MndtRltdInf/AmdmntInd", "true"),
    ("Tx/RmtInf/Strd/CdtrRefInf/Tp/Issr", "ISO"),
}
"""What we say where others say nothing: it is what silence means, or what the scheme asks for."""

SMNDA: Final = (
    "Tx/DrctDbtTx/MndtRltdInf/AmdmntInfDtls/OrgnlDbtrAcct/Id/Othr/Id",
    "SMNDA",
)
"""Said at the account since 2016, where some still say it at the bank."""


def of_valid_files() -> list[str]:
    if not CORPUS.exists():
        return ["pain.008.001.02/any.xml"]  # skipped, with the reason
    with (MESSAGES / "MANIFEST.csv").open(encoding="utf-8", newline="") as table:
        rows = [row for row in csv.DictReader(table) if row["kind"] == "pain.008"]
    return [row["path"] for row in rows if row["valid"] == "yes"]


def every_file() -> list[str]:
    found = MESSAGES.glob("pain.008*/*.xml") if CORPUS.exists() else ()
    return sorted(f"{path.parent.name}/{path.name}" for path in found) or of_valid_files()


def as_they_stand(name: str) -> bytes:
    return corpus("messages", *name.split("/")).read_bytes()


def healed(xml: bytes) -> bytes:
    """Give the file with account numbers, creditor identifiers and a scheme that can be right.

    Most examples have made-up ones, whose check digits do not fit.
    """
    root = etree.fromstring(xml)
    for scheme in root.iterfind(".//{*}LclInstrm/{*}Cd"):
        scheme.text = scheme.text if scheme.text in set(Scheme) else "CORE"
    for element in root.iter("{*}IBAN"):
        element.text = right_iban(element.text or "")
    for element in root.iter("{*}CdtrSchmeId", "{*}OrgnlCdtrSchmeId"):
        for organisation in element.iterfind("{*}Id/{*}OrgId"):
            organisation.tag = f"{{{etree.QName(organisation).namespace}}}PrvtId"
        for number in element.iterfind("{*}Id/{*}PrvtId/{*}Othr/{*}Id"):
            number.text = right_identifier(number.text or "")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def right_iban(said: str) -> str:
    try:
        return str(Iban(said))
    except InvalidValue:
        account = f"{sum(said.encode()) % 10**10:010d}"
        return next(
            good for check in range(2, 99) if (good := f"NL{check:02d}ABNA{account}") and fits(good)
        )


def fits(iban: str) -> bool:
    return int("".join(str(int(sign, 36)) for sign in iban[4:] + iban[:4])) % 97 == 1


def right_identifier(said: str) -> str:
    try:
        return str(CreditorIdentifier.build(said[:2], said[7:], said[4:7]))
    except InvalidValue:
        return "NL42ZZZ123456780001"


# -- laid side by side -----------------------------------------------------------------------------


def missing(theirs: Iterable[Value], ours: Iterable[Value]) -> list[Value]:
    """Give what they say and we do not."""
    said = Counter(value.meaning for value in ours)
    found = []
    for value in theirs:
        if said[value.meaning]:
            said[value.meaning] -= 1
        else:
            found.append(value)
    return found


def is_named(value: Value, file: ReadFile) -> bool:
    where = value.line, value.written
    return any((finding.line, without_numbers(finding)) == where for finding in file.unplaced)


def without_numbers(finding: Finding) -> str:
    """Give the path below the message, whichever batch and collection it is in."""
    return re.sub(r"\[[0-9]+\]", "", finding.path or "").removeprefix("CstmrDrctDbtInitn/")


def says_nothing(value: Value) -> bool:
    """Whether saying it is the same as not saying it."""
    return value.meaning in {*WE_ADD, ("Tx/DrctDbtTx/MndtRltdInf/AmdmntInd", "false")}


def held_places(file: ReadFile) -> list[int]:
    return [place for place, each in enumerate(file.collections) if each.collection is not None]


def reasons(each: ReadCollection) -> list[str]:
    return [finding.rule for finding in each.unplaced if finding.line == each.line]


@pytest.mark.parametrize("name", of_valid_files())
def test_a_valid_file_says_the_same_again_but_for_what_is_named(name: str) -> None:
    xml = healed(as_they_stand(name))
    file = read(xml)
    held = held_places(file)
    assert [reasons(each) for each in file.left_out] == [["REA-03"]] * len(file.left_out)
    if not held:
        return
    if any(batch.scheme is Scheme.COR1 for batch in file.batches):
        assert any("COR1" in finding.detail for finding in file.unplaced)
        return
    theirs, ours = told_in(xml), told_in(pain008.render(file.file))
    pairs = [(theirs.head, ours.head)]
    said_again = [theirs.collections[place] for place in held]
    pairs += zip(said_again, ours.collections, strict=True)
    for their, our in pairs:
        dropped = [value for value in missing(their, our) if not says_nothing(value)]
        assert [value for value in dropped if not is_named(value, file)] == []
        added = {value.meaning for value in missing(our, their)} - WE_ADD
        moved = {SMNDA} if any("OrgnlDbtrAgt" in value.path for value in dropped) else set()
        assert added - moved == set()


@pytest.mark.parametrize("name", every_file())
def test_of_a_collection_that_is_left_out_it_is_said_why(name: str) -> None:
    xml = as_they_stand(name)
    file = read(xml)
    for each in file.left_out:
        assert "REA-03" in reasons(each)
        assert any(finding.severity == "error" for finding in each.unplaced)


HELD: Final = {
    "pain.008.001.02/MeinGrundeinkommen-konfipay__direct_debit.xml": 3,
    "pain.008.001.02/gen-sepa.js__pain.008.001.02-multi-amendment-ics.xml": 10,
    "pain.008.001.08/AdVitam-sepa_rator__pain.008.001.08.xml": 1,
    "pain.008.001.08/apiome-apiome__04-pain.008-direct-debit.xml": 2,
    "pain.008.001.12/AdVitam-sepa_rator__pain.008.001.12.xml": 1,
}
"""Files that are right as they stand, with how many collections each holds."""


@pytest.mark.parametrize(("name", "count"), HELD.items())
def test_files_that_are_right_as_they_stand_are_held_whole(name: str, count: int) -> None:
    file = read(as_they_stand(name))
    assert len(held_places(file)) == len(file.collections) == count


NOT_OF_THE_SCHEME: Final = {
    "pain.008.001.02/dmitrirussu-php-sepa-xml-generator__sepa_dd.xml": ["LclInstrm/Cd"],
    "pain.008.001.02/dmitrirussu-php-sepa-xml-generator__sepa_test.xml": ["LclInstrm/Cd"],
    # of Switzerland, in francs
    "pain.008.001.02/moov-io-iso20022__pain008-musterfile.xml": [
        "InstdAmt in EUR, MndtId, DtOfSgntr, LclInstrm/Cd, SeqTp"
    ],
    # of Great Britain, in pounds
    **{
        f"pain.008.001.{version}/pypi-pain001__gb.bacs-dd.collection.pain.008.001.{version}.xml": [
            "InstdAmt in EUR, DbtrAcct/Id/IBAN, LclInstrm/Cd, CdtrAcct/Id/IBAN"
        ]
        for version in ("02", "08")
    },
    **{
        f"pain.008.001.{version}/pypi-pain001__pain.008.001.{version}.xml": [
            "LclInstrm/Cd, CdtrSchmeId"
        ]
        for version in ("02", "08")
    },
    "pain.008.001.02/raphaelm-python-sepaxml__test_currency_override-1.xml": ["InstdAmt in EUR"],
}
"""Valid under the general schema, and what they lack under that of the scheme."""


def test_with_right_numbers_all_files_of_the_scheme_are_held() -> None:
    corpus("messages")
    left_out = {
        name: sorted({why for each in file.left_out for why in whys(each)})
        for name in of_valid_files()
        if (file := read(healed(as_they_stand(name)))).left_out
    }
    assert left_out == NOT_OF_THE_SCHEME


def whys(each: ReadCollection) -> list[str]:
    found = (finding.detail for finding in each.unplaced if finding.rule == "REA-03")
    return [detail.partition("usable ")[2] for detail in found]
