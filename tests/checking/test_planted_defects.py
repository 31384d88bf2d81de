"""One defect planted in a good file is found by its rule, and nothing else is found."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

from helpers.pain008_files import TAKES_ALL
from helpers.planted_defects import COMPANIONS, DEFECTS, NO_DEFECTS, Defect
from helpers.told import collection, eur, prepared
from sepadd.banks import EPC, BankProfile
from sepadd.checking import check, check_files
from sepadd.findings import UnreadableMessage
from sepadd.mandate import SequenceType
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.run import CollectionRun
from sepadd.testing import AMENDMENT, B2B_MANDATE, MANDATE, TODAY
from sepadd.values import MandateReference

MESSAGES = {message[-2:]: message for message in MessageVersion}


def written(run: CollectionRun, version: str) -> bytes:
    return pain008.render(replace(run, form=replace(run.form, message=MESSAGES[version])))


def good(version: str) -> bytes:
    """Give a good file: one recurrent CORE collection of 30.00, due on 1 December 2026."""
    return written(prepared(collection(1)), version)


def planted(defects: Iterable[Defect]) -> Iterator[ParameterSet]:
    for defect in defects:
        for version in defect.versions:
            yield pytest.param(defect, version, id=f"{defect.label}, .{version}")


def found(xml: bytes, profile: BankProfile, on: date, defect: Defect) -> list[str]:
    return sorted({finding.rule for finding in check(xml, profile, on, at=defect.at)})


@pytest.mark.parametrize("version", MESSAGES)
def test_a_good_file_has_no_findings(version: str) -> None:
    assert check(good(version), TAKES_ALL, TODAY) == ()


@pytest.mark.parametrize(("defect", "version"), tuple(planted(DEFECTS)))
def test_a_planted_defect_is_found_by_its_rule_and_no_other(defect: Defect, version: str) -> None:
    rules = found(defect.plant(good(version)), defect.profile, defect.on or TODAY, defect)
    assert rules == sorted(defect.rules | defect.beside)


@pytest.mark.parametrize(("change", "version"), tuple(planted(NO_DEFECTS)))
def test_what_only_looks_odd_is_not_found(change: Defect, version: str) -> None:
    assert found(change.plant(good(version)), change.profile, change.on or TODAY, change) == []


def test_each_defect_has_a_name_of_its_own() -> None:
    every = (*DEFECTS, *NO_DEFECTS)
    labels = [(defect.label, version) for defect in every for version in defect.versions]
    assert len(labels) == len(set(labels))


def test_of_whatever_else_is_found_it_is_said_why() -> None:
    assert {rule for defect in DEFECTS for rule in defect.beside} <= COMPANIONS.keys()


# -- in two files ----------------------------------------------------------------------------------


OF_CORE = replace(B2B_MANDATE, scheme=MANDATE.scheme)
AMENDED = replace(MANDATE, amendments=(AMENDMENT,))
ONE_OFF = replace(MANDATE, one_off=True)
BLANKED = replace(MANDATE, reference=MandateReference("M -1"))
OOFF, FRST, FNAL = SequenceType.ONE_OFF, SequenceType.FIRST, SequenceType.FINAL

TWO_FILES: dict[str, tuple[dict[str, Any], dict[str, Any], set[str]]] = {
    "nothing in common": ({}, {}, set()),
    "trap 9 the next month": ({"mandate": MANDATE}, {"mandate": MANDATE}, set()),
    "the same debit": (
        {"mandate": MANDATE},
        {"mandate": MANDATE, "amount": eur("30.00")},
        {"CHK-03"},
    ),
    "trap 11 two one-off uses": (
        {"mandate": ONE_OFF, "sequence_type": OOFF},
        {"mandate": ONE_OFF, "sequence_type": OOFF},
        {"CHK-04"},
    ),
    "two first uses": (
        {"mandate": MANDATE, "sequence_type": FRST},
        {"mandate": MANDATE, "sequence_type": FRST},
        {"CHK-04"},
    ),
    "trap 11 a use after a one-off": (
        {"mandate": ONE_OFF, "sequence_type": OOFF},
        {"mandate": MANDATE},
        {"CHK-10"},
    ),
    "trap 11b a use after the final one": (
        {"mandate": MANDATE, "sequence_type": FNAL},
        {"mandate": MANDATE},
        {"CHK-10"},
    ),
    "a first use after another": (
        {"mandate": MANDATE},
        {"mandate": MANDATE, "sequence_type": FRST},
        {"CHK-10"},
    ),
    "the final use after another": (
        {"mandate": MANDATE},
        {"mandate": MANDATE, "sequence_type": FNAL},
        set(),
    ),
    "trap 14 a change told twice": ({"mandate": AMENDED}, {"mandate": AMENDED}, {"CHK-05"}),
    "trap 14 a change told once": ({"mandate": AMENDED}, {"mandate": MANDATE}, set()),
    "trap 15b a reference but for its blanks": (
        {"mandate": MANDATE},
        {"mandate": BLANKED},
        {"CHK-12"},
    ),
    "trap 15b with the blanks first": ({"mandate": BLANKED}, {"mandate": MANDATE}, {"CHK-12"}),
    "trap 31 B2B after CORE": ({"mandate": OF_CORE}, {"mandate": B2B_MANDATE}, {"CHK-11"}),
}
"""What one file and another say of a collection, and which rules that breaks."""


@pytest.mark.parametrize("version", MESSAGES)
@pytest.mark.parametrize("case", TWO_FILES)
def test_what_two_files_contradict_each_other_in_is_found_in_the_later(
    case: str, version: str
) -> None:
    one, other, rules = TWO_FILES[case]
    later = {"amount": eur("31.00"), **other}
    files = {
        "one.xml": written(prepared(replace(collection(1), **one)), version),
        "other.xml": written(prepared(replace(collection(8), **later), id="2027-01"), version),
    }
    found = check_files(files, TAKES_ALL, TODAY)
    assert found["one.xml"] == ()
    assert {finding.rule for finding in found["other.xml"]} == rules


@pytest.mark.parametrize("version", MESSAGES)
def test_a_file_handed_over_twice_has_nothing_but_what_stands_twice(version: str) -> None:
    found = check_files({"one.xml": good(version), "other.xml": good(version)}, TAKES_ALL, TODAY)
    assert found["one.xml"] == ()
    assert [finding.rule for finding in found["other.xml"]] == ["CHK-01", "CHK-02", "CHK-03"]


# -- files that are none ---------------------------------------------------------------------------

_DOCTYPE = b'<!DOCTYPE Document [<!ENTITY e "Ada Jansen">]><Document'

NO_FILES: dict[str, Callable[[bytes], bytes]] = {
    "a document type": lambda xml: xml.replace(b"<Document", _DOCTYPE, 1),
    "cut off": lambda xml: xml[:-20],
    "empty": lambda _: b"",
    "a letter that is none in its encoding": lambda xml: xml.replace(b"Ada", b"Ad\xe4"),
    "another message": lambda _: b"<Document><CstmrCdtTrfInitn/></Document>",
    "no time of creation": lambda xml: re.sub(rb"<CreDtTm>.*</CreDtTm>", b"", xml),
}


@pytest.mark.parametrize("version", MESSAGES)
@pytest.mark.parametrize("case", NO_FILES)
def test_what_is_no_file_of_collections_is_not_checked_at_all(case: str, version: str) -> None:
    with pytest.raises(UnreadableMessage):
        check(NO_FILES[case](good(version)), EPC, TODAY)
