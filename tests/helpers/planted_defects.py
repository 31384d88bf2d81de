"""One defect each, to be planted in any good file of collections, and the rules that must tell it.

A defect is planted in the first batch and the first collection, by the names of the message's
elements; what it needs there, such as an amendment, it puts there itself. Its number is that of the
list of traps, where it shows one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, replace
from datetime import date, time, timedelta
from typing import Any, Final

from lxml import etree

from helpers.pain008_files import OLDER
from sepadd.banks import ABN_AMRO, AUSTRIA, EPC, GERMANY, NETHERLANDS, BankProfile
from sepadd.mandate import SequenceType
from sepadd.rulebook import BicMode, FileLimits
from sepadd.values import AddressForm, Euro

Element = etree._Element
Edit = Callable[[Element], None]

COMPANIONS: Final[Mapping[str, str]] = {
    "XSD-01": "the schema sees it as well",
    "REA-01": "what has no place in the scheme is named, since no rule looked at it",
    "REA-02": "the value cannot be read as what it should be",
    "REA-03": "a collection without it cannot be judged as a whole, and that is said",
    "REA-04": "the sums no longer come out",
}
"""What may be said beside the rule that tells a defect, and why it cannot be left away."""


_TAKEN: Final = tuple(sorted(version[-2:] for version in EPC.versions))


@dataclass(frozen=True, kw_only=True, slots=True)
class Defect:
    """One thing that is wrong in a file, how it is planted, and what must be said of it.

    ``rules`` are those that tell it, ``beside`` those of :data:`COMPANIONS` that are said as well:
    of both all are found, and no other. ``on`` is the day of handing over, ``at`` the time.
    ``alone``: it needs a file of one recurrent CORE collection.
    """

    name: str
    plant: Callable[[bytes], bytes]
    rules: frozenset[str]
    beside: frozenset[str] = frozenset()
    trap: str = ""
    profile: BankProfile = EPC
    on: date | None = None
    at: time | None = None
    versions: tuple[str, ...] = _TAKEN
    alone: bool = False

    @property
    def label(self) -> str:
        return f"trap {self.trap} {self.name}" if self.trap else self.name


# -- in the elements of a file ---------------------------------------------------------------------


def edited(edit: Edit) -> Callable[[bytes], bytes]:
    def plant(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        edit(root)
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    return plant


def at(root: Element, path: str) -> Element:
    """Give the first element at that path of local names, anywhere below the root."""
    found = root.find(".//" + "/".join(f"{{*}}{step}" for step in path.split("/")))
    assert found is not None, path
    return found


def fragment(root: Element, xml: str) -> list[Element]:
    """Give the elements of a text; a ``BIC`` in it has the name that the message has for it."""
    space = etree.QName(root).namespace or ""
    if not space.endswith(OLDER):
        xml = xml.replace("BIC>", "BICFI>")
    return list(etree.fromstring(f'<x xmlns="{space}">{xml}</x>'))


def say(path: str, value: str) -> Edit:
    def edit(root: Element) -> None:
        at(root, path).text = value

    return edit


def take_away(path: str) -> Edit:
    def edit(root: Element) -> None:
        element = at(root, path)
        above = element.getparent()
        assert above is not None
        above.remove(element)

    return edit


def put_behind(path: str, xml: str) -> Edit:
    def edit(root: Element) -> None:
        element = at(root, path)
        for one in reversed(fragment(root, xml)):
            element.addnext(one)

    return edit


def put_in(path: str, xml: str) -> Edit:
    """Have nothing in an element but that."""

    def edit(root: Element) -> None:
        element = at(root, path)
        element.text = None
        element[:] = fragment(root, xml)

    return edit


def both(*edits: Edit) -> Edit:
    def edit(root: Element) -> None:
        for one in edits:
            one(root)

    return edit


TX: Final = "DrctDbtTxInf"
MANDATE: Final = f"{TX}/DrctDbtTx/MndtRltdInf"


def counted(root: Element) -> None:
    """Put the counts and sums right, of the file and of each batch."""
    for place in (at(root, "CstmrDrctDbtInitn"), *root.iter("{*}PmtInf")):
        amounts = [_cents(amount) for amount in place.iter("{*}InstdAmt")]
        head = place.find("{*}GrpHdr")
        stated = place if head is None else head
        at_once = stated.find("{*}NbOfTxs"), stated.find("{*}CtrlSum")
        assert at_once[0] is not None
        assert at_once[1] is not None
        at_once[0].text = str(len(amounts))
        at_once[1].text = f"{sum(amounts) // 100}.{sum(amounts) % 100:02d}"


def _cents(amount: Element) -> int:
    euros, _, cents = (amount.text or "").partition(".")
    return int(euros) * 100 + int(cents.ljust(2, "0")[:2])


def amount_of(value: str) -> Edit:
    return both(say(f"{TX}/InstdAmt", value), counted)


def wrong_digits(path: str) -> Edit:
    """Have other check digits than the right ones, in the third and fourth place."""

    def edit(root: Element) -> None:
        element = at(root, path)
        said = element.text or ""
        element.text = f"{said[:2]}{(int(said[2:4]) + 1) % 97 + 2:02d}{said[4:]}"

    return edit


def account(iban: str) -> Edit:
    return both(
        say(f"{TX}/DbtrAcct/Id/IBAN", iban),
        put_in(f"{TX}/DbtrAgt/FinInstnId", "<Othr><Id>NOTPROVIDED</Id></Othr>"),
        put_in(f"{TX}/Dbtr", "<Nm>Ada Jansen</Nm>"),
    )


def lives_at(address: str) -> Edit:
    return put_in(f"{TX}/Dbtr", f"<Nm>Ada Jansen</Nm><PstlAdr>{address}</PstlAdr>")


def amended(details: str) -> Edit:
    """Tell that of a change, and of no other."""

    def edit(root: Element) -> None:
        mandate = at(root, MANDATE)
        for old in [*mandate.iter("{*}AmdmntInd", "{*}AmdmntInfDtls")]:
            mandate.remove(old)
        told = f"<AmdmntInd>true</AmdmntInd><AmdmntInfDtls>{details}</AmdmntInfDtls>"
        put_behind(f"{MANDATE}/DtOfSgntr", told)(root)

    return edit


def unchanged(path: str, details: str) -> Edit:
    """Tell as the value before what stands at that path now."""

    def edit(root: Element) -> None:
        amended(details.format(at(root, path).text))(root)

    return edit


def again(*edits: Edit) -> Edit:
    """Have the first collection a second time in its batch, changed in that."""

    def edit(root: Element) -> None:
        first = at(root, TX)
        copy = deepcopy(first)
        first.addnext(copy)
        for one in edits:
            one(copy)
        counted(root)

    return edit


def again_in_a_batch(*edits: Edit) -> Edit:
    """Have the first collection once more in another batch, behind all, changed in that."""

    def edit(root: Element) -> None:
        batches = root.findall(".//{*}PmtInf")
        copy = deepcopy(batches[0])
        for more in copy.findall("{*}DrctDbtTxInf")[1:]:
            copy.remove(more)
        batches[-1].addnext(copy)
        for one in (say("PmtInfId", "B-AGAIN"), *edits):
            one(copy)
        counted(root)

    return edit


def named(name: str) -> Edit:
    return say("PmtId/EndToEndId", name)


def under(reference: str) -> Edit:
    return say("DrctDbtTx/MndtRltdInf/MndtId", reference)


def costs(amount: str) -> Edit:
    return say("InstdAmt", amount)


def of_kind(sequence_type: str) -> Edit:
    return say("PmtTpInf/SeqTp", sequence_type)


def on_both_levels(name: str) -> Edit:
    """Have what is said of the batch said again of its first collection."""

    def edit(root: Element) -> None:
        copy = deepcopy(at(root, f"PmtInf/{name}"))
        behind = {"PmtTpInf": "PmtId", "ChrgBr": "InstdAmt"}
        if name == "CdtrSchmeId":
            at(root, f"{TX}/DrctDbtTx").append(copy)
        else:
            at(root, f"{TX}/{behind[name]}").addnext(copy)

    return edit


def own_kind(sequence_type: str) -> Edit:
    """Have each collection say its kind, the first another one than the others."""

    def edit(root: Element) -> None:
        again()(root)
        named("2026-12-AGAIN")(at(root, TX))
        costs("1.23")(at(root, TX))
        under("M-AGAIN")(at(root, TX))
        counted(root)
        batch = at(root, "PmtInf")
        said = at(batch, "PmtTpInf")
        batch.remove(said)
        for collection in batch.findall("{*}DrctDbtTxInf"):
            at(collection, "PmtId").addnext(deepcopy(said))
        say(f"{TX}/PmtTpInf/SeqTp", sequence_type)(root)

    return edit


def with_prefix(xml: bytes) -> bytes:
    root = etree.fromstring(xml)
    space = etree.QName(root).namespace
    told = re.sub(rb"<(/?)([A-Za-z])", rb"<\1sepa:\2", etree.tostring(root))
    return told.replace(f'xmlns="{space}"'.encode(), f'xmlns:sepa="{space}"'.encode())


def in_latin_1(xml: bytes) -> bytes:
    return etree.tostring(etree.fromstring(xml), xml_declaration=True, encoding="ISO-8859-1")


def without_namespace(xml: bytes) -> bytes:
    return re.sub(rb' xmlns="[^"]+"', b"", xml, count=1)


def of_2013(xml: bytes) -> bytes:
    """Have the German namespace of 2013."""
    return re.sub(rb"pain\.008\.001\.0[28]\"", b'pain.008.003.02"', xml, count=1)


# -- the table -------------------------------------------------------------------------------------

LINES: Final = "<Ctry>CH</Ctry><AdrLine>Bahnhofstrasse 1</AdrLine><AdrLine>8001 Zurich</AdrLine>"
HYBRID: Final = "<TwnNm>Bonn</TwnNm><Ctry>DE</Ctry><AdrLine>Am Hof 1</AdrLine>"
PLACE: Final = "<TwnNm>Bern</TwnNm><Ctry>CH</Ctry>"
SMNDA: Final = "<Othr><Id>SMNDA</Id></Othr>"
NEW_ACCOUNT: Final = f"<OrgnlDbtrAcct><Id>{SMNDA}</Id></OrgnlDbtrAcct>"
NEW_BANK: Final = f"<OrgnlDbtrAgt><FinInstnId>{SMNDA}</FinInstnId></OrgnlDbtrAgt>"
FORMER_BANK: Final = "<OrgnlDbtrAgt><FinInstnId><BIC>DEUTDEFF</BIC></FinInstnId></OrgnlDbtrAgt>"
IDENTIFIER: Final = (
    "<OrgnlCdtrSchmeId><Id><PrvtId><Othr><Id>{}</Id><SchmeNm><Prtry>SEPA</Prtry></SchmeNm></Othr>"
    "</PrvtId></Id></OrgnlCdtrSchmeId>"
)
IBAN: Final = f"{TX}/DbtrAcct/Id/IBAN"
CI: Final = "CdtrSchmeId/Id/PrvtId/Othr/Id"
END_TO_END: Final = f"{TX}/PmtId/EndToEndId"


def defect(name: str, *edits: Edit, rules: str, beside: str = "", **more: Any) -> Defect:
    return bytes_defect(name, edited(both(*edits)), rules=rules, beside=beside, **more)


def bytes_defect(
    name: str, plant: Callable[[bytes], bytes], *, rules: str, beside: str = "", **more: Any
) -> Defect:
    return Defect(
        name=name,
        plant=plant,
        rules=frozenset(rules.split()),
        beside=frozenset(beside.split()),
        **more,
    )


def wrong_ids() -> Iterator[Defect]:
    """Identifiers: what they may hold, and their check digits."""
    for value, trap in (
        ("INV/2026//7", "21"),
        ("/A", "21"),
        ("A/", "21"),
        ("\u00c41", "21"),
        ("I" * 36, ""),
        ("A_B", ""),
    ):
        for path in (END_TO_END, f"{MANDATE}/MndtId", "GrpHdr/MsgId", "PmtInf/PmtInfId"):
            name = path.rpartition("/")[2]
            yield defect(
                f"{name} {value!r}",
                say(path, value),
                rules="REA-02",
                beside="XSD-01",
                trap=trap,
            )
    for name, path in (
        ("debtor", IBAN),
        ("creditor", "CdtrAcct/Id/IBAN"),
        ("creditor identifier", CI),
    ):
        yield defect(
            f"check digits of {name}",
            wrong_digits(path),
            rules="REA-02",
        )
    yield defect(
        "check digits of a creditor identifier",
        say(CI, "NL00ZZZ123456780000"),
        rules="REA-02",
        trap="16b",
    )
    yield defect(
        "an IBAN as printed", say(IBAN, "nl91 abna 0417 1643 00"), rules="XSD-01", trap="33"
    )
    yield defect(
        "an IBAN mistyped",
        say(IBAN, "NL91ABNA0417164301"),
        rules="REA-02",
        trap="33",
    )
    yield defect("no name of its own", say(END_TO_END, "NOTPROVIDED"), rules="REA-13")
    yield defect(
        "mandate NOTPROVIDED",
        say(f"{MANDATE}/MndtId", "NOTPROVIDED"),
        rules="REA-02",
    )
    yield defect(
        "no BIC, in the element of one",
        put_in(f"{TX}/DbtrAgt/FinInstnId", "<BIC>NOTPROVIDED</BIC>"),
        rules="XSD-01",
        trap="17",
    )
    yield defect(
        "a BIC that is none",
        put_in(f"{TX}/DbtrAgt/FinInstnId", "<BIC>ABNANL2</BIC>"),
        rules="XSD-01",
        beside="REA-01",
    )
    yield defect(
        "no BIC for a bank that asks for it",
        put_in(f"{TX}/DbtrAgt/FinInstnId", "<Othr><Id>NOTPROVIDED</Id></Othr>"),
        put_in("CdtrAgt/FinInstnId", "<BIC>ABNANL2A</BIC>"),
        rules="MND-12",
        profile=ASKS_FOR_BIC,
    )
    yield defect(
        "nothing said of a bank",
        put_in(f"{TX}/DbtrAgt/FinInstnId", ""),
        rules="XSD-01",
    )
    yield defect(
        "an identification of the other version",
        put_behind(f"{TX}/Dbtr/Nm", "<Id><OrgId><BICOrBEI>ABNANL2A</BICOrBEI></OrgId></Id>"),
        rules="XSD-01",
        versions=("08",),
    )
    yield defect(
        "an identification of the other version",
        put_behind(f"{TX}/Dbtr/Nm", "<Id><OrgId><AnyBIC>ABNANL2A</AnyBIC></OrgId></Id>"),
        rules="XSD-01",
        versions=("02",),
    )
    yield defect(
        "a LEI in the older message",
        put_behind(f"{TX}/Dbtr/Nm", "<Id><OrgId><LEI>F01VVKN4DRF2NWKGQ283</LEI></OrgId></Id>"),
        rules="XSD-01 MND-11",
        versions=("02",),
    )


def wrong_money() -> Iterator[Defect]:
    """Amounts, counts and sums."""
    yield defect("0.00", amount_of("0.00"), rules="COL-01 XSD-01", trap="20")
    yield defect("1000000000.00", amount_of("1000000000.00"), rules="COL-01 XSD-01", trap="20")
    yield defect("12.345", say(f"{TX}/InstdAmt", "12.345"), rules="REA-02 XSD-01", trap="20")
    yield defect(
        "dollars",
        in_dollars,
        rules="REA-02 XSD-01",
    )
    for place in ("GrpHdr", "PmtInf"):
        yield defect(f"{place} counts wrong", say(f"{place}/NbOfTxs", "99"), rules="REA-04")
        yield defect(
            f"{place} adds up wrong", say(f"{place}/CtrlSum", "0.60"), rules="REA-04", trap="19"
        )
    yield defect("no count", take_away("PmtInf/NbOfTxs"), rules="XSD-01")
    yield defect(
        "above the limit of the bank",
        say(f"{TX}/InstdAmt", "5000.01"),
        counted,
        rules="COL-01 CHK-08",
        profile=LOW_LIMITS,
    )


def wrong_days() -> Iterator[Defect]:
    """Due dates, and the day of handing over."""
    day = "ReqdColltnDt"
    yield defect("a Sunday", say(day, "2026-12-06"), rules="COL-02")
    yield defect(
        "Good Friday", say(day, "2026-04-03"), rules="COL-02", trap="3", on=date(2026, 3, 27)
    )
    for closed, trap in (("2026-05-01", "3b"), ("2027-01-01", "3b"), ("2026-12-25", "3b")):
        before = date.fromisoformat(closed) - timedelta(days=9)
        yield defect(closed, say(day, closed), rules="COL-02", trap=trap, on=before)
    yield defect("today", say(day, "2026-11-23"), rules="COL-03")
    yield defect(
        "D-1 over Christmas",
        say(day, "2026-12-28"),
        rules="COL-03",
        trap="1c",
        on=date(2026, 12, 28),
    )
    yield defect(
        "after the cut-off",
        say(day, "2026-11-24"),
        rules="COL-03",
        trap="4",
        profile=ABN_AMRO,
        at=time(12, 31),
    )
    yield defect(
        "on a Sunday for Monday",
        say(day, "2026-11-23"),
        rules="COL-03",
        trap="4b",
        on=date(2026, 11, 22),
    )
    yield defect(
        "five days, until 2016",
        say(day, "2016-11-18"),
        of_kind("FRST"),
        say(f"{MANDATE}/DtOfSgntr", "2016-01-15"),
        rules="COL-03",
        trap="1",
        on=date(2016, 11, 14),
        alone=True,
    )
    yield defect("three weeks ahead", say(day, "2026-12-14"), rules="COL-07")
    yield defect(
        "three weeks ahead, in Germany",
        say(day, "2026-12-14"),
        rules="COL-08",
        profile=GERMANY,
        versions=("08",),
    )
    yield defect("signed tomorrow", say(f"{MANDATE}/DtOfSgntr", "2026-11-24"), rules="MND-02")
    yield defect(
        "not signed", take_away(f"{MANDATE}/DtOfSgntr"), rules="MND-01 XSD-01", beside="REA-03"
    )
    yield defect(
        "no such day",
        say(day, "2026-11-31"),
        rules="REA-02 XSD-01",
    )
    yield defect("the day with a time", say(day, "2026-12-01T00:00:00"), rules="XSD-01")


def wrong_kinds() -> Iterator[Defect]:
    """Schemes and sequence types."""
    scheme = "PmtInf/PmtTpInf/LclInstrm/Cd"
    yield defect("COR1", say(scheme, "COR1"), rules="COL-06 MND-05 XSD-01")
    yield defect(
        "no scheme", take_away("PmtInf/PmtTpInf/LclInstrm"), rules="XSD-01", beside="REA-03"
    )
    yield defect("RPRE", of_kind("RPRE"), rules="REA-02 XSD-01", trap="11c")
    yield defect(
        "one-off B2B, where it is not taken",
        say(scheme, "B2B"),
        of_kind("OOFF"),
        rules="MND-06",
        trap="32",
        profile=replace(EPC, one_off_b2b=False),
        alone=True,
    )
    yield defect(
        "CORE and B2B in one file",
        again_in_a_batch(say("PmtTpInf/LclInstrm/Cd", "B2B"), renamed("X")),
        rules="FIL-02",
        trap="18",
        alone=True,
    )
    yield defect(
        "the mandate of CORE for B2B",
        again_in_a_batch(say("PmtTpInf/LclInstrm/Cd", "B2B"), differently("X")),
        rules="FIL-02 CHK-11",
        trap="31",
        alone=True,
    )
    yield defect("two sequence types in a batch", own_kind("FRST"), rules="CHK-14", alone=True)
    yield defect(
        "two sequence types in a batch, at a bank that rejects it",
        own_kind("FRST"),
        rules="CHK-14",
        profile=ABN_AMRO,
        alone=True,
    )
    for first, then, trap in (
        ("OOFF", "RCUR", "11"),
        ("FNAL", "RCUR", "11b"),
        ("RCUR", "FRST", ""),
        ("RCUR", "OOFF", "11"),
    ):
        yield defect(
            f"{then} after {first}",
            of_kind(first),
            again_in_a_batch(of_kind(then), differently("X")),
            rules="CHK-09",
            trap=trap,
            alone=True,
        )
    for kind in ("OOFF", "FRST", "FNAL"):
        yield defect(
            f"{kind} twice",
            of_kind(kind),
            again(differently("X")),
            rules="FIL-04",
            trap="11",
            alone=True,
        )
    yield defect(
        "a type that the bank does not take",
        of_kind("FNAL"),
        rules="COL-12",
        profile=replace(
            EPC, sequence_types=frozenset({SequenceType.FIRST, SequenceType.RECURRENT})
        ),
        alone=True,
    )


def wrong_repeats() -> Iterator[Defect]:
    """What stands twice in one file."""
    yield defect("an EndToEndId twice", again(costs("1.23"), under("M-AGAIN")), rules="FIL-03")
    yield defect("a debit twice", again(named("2026-12-AGAIN")), rules="FIL-05")
    yield defect(
        "a mandate in capitals",
        say(f"{MANDATE}/MndtId", "123AAa45678"),
        again(named("2026-12-AGAIN"), under("123aaA45678")),
        rules="FIL-05",
        trap="15",
    )
    yield defect(
        "a mandate but for its blanks",
        say(f"{MANDATE}/MndtId", "123aaa45678"),
        again(named("2026-12-AGAIN"), under("123aaa 45678")),
        rules="CHK-12",
        trap="15b",
    )
    yield defect(
        "a creditor identifier but for its business code",
        again_in_a_batch(named("2026-12-AGAIN"), other_business_code),
        rules="FIL-05",
        trap="16",
    )
    yield defect(
        "a batch id twice",
        again_in_a_batch(renamed("X")),
        same_batch_id,
        rules="CHK-13",
    )
    yield defect(
        "two more batches than the bank takes",
        again_in_a_batch(renamed("X")),
        rules="CHK-08",
        profile=ONE_BATCH,
    )


def wrong_changes() -> Iterator[Defect]:
    """Amendments of a mandate."""
    yield defect(
        "a change that is not told",
        amended(NEW_ACCOUNT),
        take_away(f"{MANDATE}/AmdmntInfDtls"),
        rules="REA-10",
    )
    yield defect(
        "a change that is not announced",
        amended(NEW_ACCOUNT),
        say(f"{MANDATE}/AmdmntInd", "false"),
        rules="REA-10",
    )
    yield defect(
        "an unchanged reference",
        unchanged(f"{MANDATE}/MndtId", "<OrgnlMndtId>{}</OrgnlMndtId>"),
        rules="REA-11",
        trap="13",
    )
    yield defect("an unchanged identifier", unchanged(CI, IDENTIFIER), rules="REA-11", trap="13")
    yield defect(
        "an unchanged name",
        unchanged("Cdtr/Nm", "<OrgnlCdtrSchmeId><Nm>{}</Nm></OrgnlCdtrSchmeId>"),
        rules="REA-11",
        trap="13",
    )
    yield defect(
        "an unchanged account",
        unchanged(IBAN, "<OrgnlDbtrAcct><Id><IBAN>{}</IBAN></Id></OrgnlDbtrAcct>"),
        rules="REA-11",
        trap="13",
    )
    yield defect("SMNDA at the bank", amended(NEW_BANK), rules="REA-12", trap="12")
    yield defect(
        "SMNDA and a bank",
        amended(NEW_ACCOUNT + FORMER_BANK),
        rules="REA-12",
        beside="REA-01",
        trap="12c",
    )
    yield defect(
        "SMNDA without Id",
        amended("<OrgnlDbtrAcct><Id><Othr>SMNDA</Othr></Id></OrgnlDbtrAcct>"),
        rules="XSD-01",
        trap="12d",
    )
    for name, details, kind in (
        ("SMNDA at the account, before 2016", NEW_ACCOUNT, "FRST"),
        ("SMNDA at the bank and not first, before 2016", NEW_BANK, "RCUR"),
    ):
        yield defect(
            name,
            say("ReqdColltnDt", "2016-11-18"),
            say(f"{MANDATE}/DtOfSgntr", "2016-01-15"),
            of_kind(kind),
            amended(details),
            rules="REA-12",
            trap="12b",
            on=date(2016, 11, 8),
            alone=True,
        )


def wrong_texts() -> Iterator[Defect]:
    """Names, texts and addresses."""
    name = f"{TX}/Dbtr/Nm"
    yield defect("a name of 71", say(name, "W" * 71), rules="MND-10 XSD-01")
    yield defect(
        "a name of 71 umlauts", say(name, "\u00e4" * 71), rules="MND-10 XSD-01", trap="22c"
    )
    yield defect("an umlaut", say(name, "M\u00fcller & S\u00f6hne"), rules="MND-10", trap="22")
    yield defect(
        "longer after conversion",
        put_in(f"{TX}/Dbtr", f"<Nm>{chr(0xE4) * 70}</Nm>"),
        rules="MND-10",
        trap="22c",
        profile=GERMANY,
        versions=("08",),
    )
    yield defect("a name of blanks", say(name, "   "), rules="REA-03")
    yield defect("no name", take_away(name), rules="XSD-01", beside="REA-03")
    yield defect(
        "a text of 420 after conversion",
        remitted(f"<Ustrd>{chr(0x429) * 140}</Ustrd>"),
        rules="COL-10",
        trap="22b",
    )
    yield defect("a text of 141", remitted(f"<Ustrd>{'W' * 141}</Ustrd>"), rules="COL-10 XSD-01")
    yield defect(
        "a text and a reference",
        remitted(f"<Ustrd>W</Ustrd>{REFERENCE.format('RF18539007547034')}"),
        rules="XSD-01",
        beside="REA-01",
        trap="23",
    )
    yield defect(
        "a wrong reference",
        remitted(REFERENCE.format("RF19539007547034")),
        rules="REA-01",
        trap="23b",
    )
    for iban in (
        "CH9300762011623852957",
        "GB29NWBK60161331926819",
        "GI75NWBK000000007099453",
        "SM86U0322509800000000270100",
    ):
        yield defect(f"no address, {iban[:2]}", account(iban), rules="MND-08", trap="24")
    yield defect("an address in lines", lives_at(LINES), rules="MND-09", trap="24b")
    yield defect(
        "an address in lines, after its end",
        lives_at(LINES),
        say("ReqdColltnDt", "2026-12-01"),
        rules="COL-11",
        trap="24b",
        profile=LINES_UNTIL,
    )
    yield defect(
        "an address in lines, in Germany",
        lives_at(LINES),
        rules="MND-09",
        trap="24b",
        profile=GERMANY,
        versions=("08",),
    )
    yield defect(
        "a hybrid address, in the Netherlands",
        lives_at(HYBRID),
        rules="MND-09",
        trap="24c",
        profile=NETHERLANDS,
    )
    yield defect(
        "three lines",
        lives_at(f"{HYBRID}<AdrLine>2</AdrLine><AdrLine>3</AdrLine>"),
        rules="XSD-01",
        beside="REA-01",
        trap="24c",
    )
    for iban in (
        "FO6264600001631634",
        "GL8964710001000206",
        "XK051212012345678906",
    ):
        yield defect(f"an account in {iban[:2]}", account(iban), rules="MND-07", trap="25")


def wrong_elements() -> Iterator[Defect]:
    """What may not stand there, or not there too."""
    yield defect("costs not shared", say("ChrgBr", "DEBT"), rules="XSD-01", beside="REA-01")
    for name in ("PmtTpInf", "CdtrSchmeId", "ChrgBr"):
        yield defect(f"{name} on both levels", on_both_levels(name), rules="REA-09", trap="34")
    yield defect(
        "UltmtCdtr on both levels",
        put_behind("PmtInf/CdtrAgt", "<UltmtCdtr><Nm>Circus</Nm></UltmtCdtr>"),
        put_behind(f"{TX}/DrctDbtTx", "<UltmtCdtr><Nm>Circus</Nm></UltmtCdtr>"),
        rules="REA-09",
        beside="REA-01",
        trap="34",
    )
    yield defect(
        "an element that is none",
        put_behind(END_TO_END, "<Foo>1</Foo>"),
        rules="XSD-01",
        beside="REA-01",
    )
    yield defect(
        "a UETR",
        put_behind(END_TO_END, "<UETR>8a562c67-ca16-48ba-b074-65581be6f001</UETR>"),
        rules="XSD-01",
        beside="REA-01",
    )
    yield defect(
        "a pre-notification",
        put_behind(MANDATE, "<PreNtfctnId>1</PreNtfctnId>"),
        rules="XSD-01",
        beside="REA-01",
    )
    yield defect("PmtMtd", say("PmtMtd", "CH"), rules="XSD-01", beside="REA-01")
    yield defect(
        "a creditor identifier of another scheme",
        say("CdtrSchmeId/Id/PrvtId/Othr/SchmeNm/Prtry", "SUN"),
        rules="XSD-01",
    )
    yield defect(
        "single bookings, in Germany",
        single_bookings,
        rules="CRE-12",
        profile=GERMANY,
        versions=("08",),
    )


def wrong_spelling() -> Iterator[Defect]:
    """How a file is written down."""
    yield bytes_defect("a byte order mark", lambda xml: b"\xef\xbb\xbf" + xml, rules="CHK-15")
    yield bytes_defect("in ISO-8859-1", in_latin_1, rules="CHK-15")
    yield bytes_defect("prefixes", with_prefix, rules="CHK-15")
    yield bytes_defect("no namespace", without_namespace, rules="CHK-06 CHK-07")
    yield bytes_defect("a German namespace", of_2013, rules="CHK-06 CHK-07", versions=("02",))
    yield defect(
        "no offset, in Austria",
        say("GrpHdr/CreDtTm", "2026-11-23T09:00:00"),
        rules="CHK-16",
        profile=AUSTRIA,
        versions=("08",),
    )
    yield defect(
        "a version that the bank does not take",
        rules="CHK-06",
        profile=GERMANY,
        versions=("02",),
    )


REFERENCE: Final = (
    "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr></Tp>"
    "<Ref>{}</Ref></CdtrRefInf></Strd>"
)


def remitted(xml: str) -> Edit:
    def edit(root: Element) -> None:
        collection = at(root, TX)
        for old in collection.findall("{*}RmtInf"):
            collection.remove(old)
        collection.extend(fragment(root, f"<RmtInf>{xml}</RmtInf>"))

    return edit


def in_dollars(root: Element) -> None:
    at(root, f"{TX}/InstdAmt").set("Ccy", "USD")


def single_bookings(root: Element) -> None:
    batch = at(root, "PmtInf")
    for old in batch.findall("{*}BtchBookg"):
        batch.remove(old)
    put_behind("PmtInf/PmtMtd", "<BtchBookg>false</BtchBookg>")(root)


def other_business_code(root: Element) -> None:
    said = at(root, CI)
    said.text = f"{(said.text or '')[:4]}ABC{(said.text or '')[7:]}"


def same_batch_id(root: Element) -> None:
    first, *_, last = root.findall(".//{*}PmtInfId")
    last.text = first.text


def differently(what: str) -> Edit:
    """Have another name and amount under the same mandate."""
    return both(say("PmtId/EndToEndId", f"2026-12-{what}"), say("InstdAmt", "1.23"))


def renamed(what: str) -> Edit:
    """Have another name, amount and mandate."""
    return both(differently(what), say("DrctDbtTx/MndtRltdInf/MndtId", f"M-{what}"))


ASKS_FOR_BIC: Final = replace(EPC, form=replace(EPC.form, bic=BicMode.ALWAYS))
LOW_LIMITS: Final = replace(
    EPC,
    form=replace(
        EPC.form,
        limits=FileLimits(
            amount_per_collection=Euro(cents=5000_00),
            amount_per_batch=Euro(cents=5000_00),
        ),
    ),
)
ONE_BATCH: Final = replace(
    EPC, form=replace(EPC.form, limits=replace(EPC.form.limits, batches_per_file=1))
)
LINES_UNTIL: Final = replace(
    EPC,
    form=replace(EPC.form, addresses=frozenset(AddressForm)),
    unstructured_until=date(2026, 11, 25),
)

DEFECTS: Final[tuple[Defect, ...]] = (
    *wrong_ids(),
    *wrong_money(),
    *wrong_days(),
    *wrong_kinds(),
    *wrong_repeats(),
    *wrong_changes(),
    *wrong_texts(),
    *wrong_elements(),
    *wrong_spelling(),
)


# -- what is right ---------------------------------------------------------------------------------


def right(name: str, *edits: Edit, **more: Any) -> Defect:
    """Change a good file so that it looks odd to some, and is as good as before."""
    return defect(name, *edits, rules="", **more)


def right_ids() -> Iterator[Defect]:
    yield right("RF18 with blanks for a name", say(END_TO_END, "RF18 5390 0754 7034"), trap="21")
    yield right(
        "all signs in a name", say(END_TO_END, "A+?/:().,'-Z 35 characters are allowed"[:35])
    )
    for value, trap in (
        ("NL42ABC123456780001", "16"),
        ("DE98ZZZ09999999999", "16c"),
        ("CH1312300000012345", ""),
    ):
        yield right(f"creditor identifier {value}", say(CI, value), trap=trap)
    yield right("an InstrId", put_before_name("<InstrId>I-1</InstrId>"))
    yield right("a currency of the account", put_behind("CdtrAcct/Id", "<Ccy>EUR</Ccy>"))
    yield right(
        "no BIC",
        put_in(f"{TX}/DbtrAgt/FinInstnId", "<Othr><Id>NOTPROVIDED</Id></Othr>"),
        trap="17",
    )


def right_money() -> Iterator[Defect]:
    for value in ("0.01", "999999999.99"):
        yield right(value, amount_of(value), trap="20")
    yield right("one decimal", amount_of("12.5"))
    yield right("a count with zeros", say("GrpHdr/NbOfTxs", "01"), alone=True)
    yield right(
        "a sum with one decimal", amount_of("12.50"), say("GrpHdr/CtrlSum", "12.5"), alone=True
    )


def right_days() -> Iterator[Defect]:
    day = "ReqdColltnDt"
    for value, trap in (("2026-12-24", "2b"), ("2026-12-31", "2b"), ("2026-06-04", "2")):
        due_on = date.fromisoformat(value)
        yield right(value, say(day, value), trap=trap, on=due_on - timedelta(days=7))
    yield right("the nearest day", say(day, "2026-11-24"), trap="1b")
    yield right(
        "before the cut-off",
        say(day, "2026-11-24"),
        trap="4",
        profile=ABN_AMRO,
        at=time(12, 29),
    )
    yield right("on a Sunday for Tuesday", say(day, "2026-11-24"), trap="4b", on=date(2026, 11, 22))
    yield right("two weeks ahead", say(day, "2026-12-07"))
    yield right("signed today", say(f"{MANDATE}/DtOfSgntr", "2026-11-23"))


def right_kinds() -> Iterator[Defect]:
    scheme = "PmtInf/PmtTpInf/LclInstrm/Cd"
    for kind in ("FRST", "OOFF", "FNAL"):
        yield right(kind, of_kind(kind), trap="9", alone=True)
    yield right("one-off B2B", say(scheme, "B2B"), of_kind("OOFF"), trap="32", alone=True)
    for first, then in (("FRST", "RCUR"), ("RCUR", "FNAL"), ("FRST", "FNAL")):
        yield right(
            f"{then} after {first}",
            of_kind(first),
            again_in_a_batch(of_kind(then), differently("X")),
            alone=True,
        )
    yield right(
        "sequence types in batches of their own, at a bank that wants that",
        again_in_a_batch(of_kind("FRST"), renamed("X")),
        profile=ABN_AMRO,
        alone=True,
    )
    yield right(
        "the same mandate of another creditor",
        again_in_a_batch(named("2026-12-AGAIN"), say(CI, "DE98ZZZ09999999999")),
    )
    yield right("the same mandate for another amount", again(differently("X")), alone=True)
    yield right("each collection says its kind", own_kind("RCUR"), alone=True)


def right_changes() -> Iterator[Defect]:
    yield right("SMNDA at the account", amended(NEW_ACCOUNT), trap="12")
    for name, details in (
        (
            "the account before",
            "<OrgnlDbtrAcct><Id><IBAN>BE68539007547034</IBAN></Id></OrgnlDbtrAcct>",
        ),
        ("the reference before", "<OrgnlMndtId>OLD-1</OrgnlMndtId>"),
        ("the name before", "<OrgnlCdtrSchmeId><Nm>Badhuis</Nm></OrgnlCdtrSchmeId>"),
        ("the identifier before", IDENTIFIER.format("DE98ZZZ09999999999")),
    ):
        yield right(name, amended(details), trap="13")
    yield right(
        "SMNDA at the bank, before 2016",
        say("ReqdColltnDt", "2016-11-18"),
        say(f"{MANDATE}/DtOfSgntr", "2016-01-15"),
        of_kind("FRST"),
        amended(NEW_BANK),
        trap="12b",
        on=date(2016, 11, 8),
        alone=True,
    )
    yield right(
        "no change, and that is said",
        put_behind(f"{MANDATE}/DtOfSgntr", "<AmdmntInd>false</AmdmntInd>"),
    )


def right_texts() -> Iterator[Defect]:
    yield right("a name of 70", say(f"{TX}/Dbtr/Nm", "W" * 70), trap="22c")
    yield right("a text of 140", remitted(f"<Ustrd>{'W' * 140}</Ustrd>"))
    yield right("a reference", remitted(REFERENCE.format("RF18539007547034")), trap="23b")
    yield right(
        "an address in Switzerland", account("CH9300762011623852957"), lives_at(PLACE), trap="24"
    )
    for iban in ("NO9386011117947", "IS140159260076545510730339", "LI21088100002324013AA"):
        yield right(f"no address, {iban[:2]}", account(iban), trap="24")
    yield right("a hybrid address", lives_at(HYBRID), trap="24c")
    yield right(
        "an address in lines, before its end",
        lives_at(LINES.replace("CH", "DE")),
        say("ReqdColltnDt", "2026-11-25"),
        trap="24b",
        profile=LINES_UNTIL,
    )
    for iban in (
        "AL47212110090000000235698741",
        "MD24AG000225100013104168",
        "RS35260005601001611379",
    ):
        yield right(f"an account in {iban[:2]}", account(iban), lives_at(PLACE), trap="25")


def right_spelling() -> Iterator[Defect]:
    yield bytes_defect("no declaration", lambda xml: xml.partition(b"?>")[2].lstrip(), rules="")
    yield bytes_defect(
        "a comment", lambda xml: xml.replace(b"<GrpHdr>", b"<!-- x --><GrpHdr>"), rules=""
    )
    yield bytes_defect("in one line", lambda xml: re.sub(rb">\s+<", b"><", xml), rules="")
    yield right("no offset", say("GrpHdr/CreDtTm", "2026-11-23T09:00:00"))
    yield right("with an offset", say("GrpHdr/CreDtTm", "2026-11-23T09:00:00+01:00"))
    yield right("charges not spoken of", take_away("ChrgBr"))


def put_before_name(xml: str) -> Edit:
    def edit(root: Element) -> None:
        at(root, END_TO_END).addprevious(fragment(root, xml)[0])

    return edit


NO_DEFECTS: Final[tuple[Defect, ...]] = (
    *right_ids(),
    *right_money(),
    *right_days(),
    *right_kinds(),
    *right_changes(),
    *right_texts(),
    *right_spelling(),
)
