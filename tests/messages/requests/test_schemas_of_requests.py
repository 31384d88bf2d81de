"""Our schemas of reversals and cancellations take what the schemes need, and never more than ISO.

What is common to them and the schemas of collections is tried there, and has to be the same here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from helpers.corpus import CORPUS, corpus
from helpers.fullest_run import fullest
from helpers.pain008_files import our_xsd as xsd_of_collections
from helpers.pain008_files import refusal
from helpers.requests_of_ours import MESSAGES, NEW, OLD, ONE, a_recall, a_reversal, our_xsd
from helpers.schema_walk import KINDS, Kind, Usage, Writer, grammar, kinds
from sepadd.messages.requests import camt055, pain007
from sepadd.rulebook import CancellationVersion, ReversalVersion
from sepadd.run import submit
from sepadd.testing import AT

every_message = pytest.mark.parametrize("message", MESSAGES)
OLDER = {ReversalVersion.PAIN_007_001_02, CancellationVersion.CAMT_055_001_01}
Message = ReversalVersion | CancellationVersion


def generation(message: Message) -> str:
    """Give the version of the file for the bank that it goes with."""
    return "02" if message in OLDER else "08"


def codes(*some: str) -> Kind:
    return Kind(shortest=some[0], longest=some[-1], any=st.sampled_from(some))


_TEXT = KINDS["Text140"]
OWN_KINDS = {
    "No": codes("false"),
    "ReversalCode": codes("AM05", "MS02", "MS03", "MD05"),
    "LaterCancellationCode": codes("TECH", "FRAD", "DT01"),
    "CollectionMessage": codes("pain.008", "pain.008.001.02", "pain.008.001.08"),
    "Text105": Kind(
        shortest=_TEXT.shortest, longest=_TEXT.longest[:105], any=_TEXT.any.map(lambda t: t[:105])
    ),
}


def values_of(message: Message) -> dict[str, Kind]:
    older = message is CancellationVersion.CAMT_055_001_01
    cancelling = codes("CUST", "DUPL") if older else codes("CUST", "DUPL", "TECH", "FRAD", "DT01")
    own = {**OWN_KINDS, "CancellationCode": cancelling}
    return {**kinds(generation(message), Usage()), **own}


def written(
    message: Message,
    how_often: Callable[[int, int], int],
    which: Callable[[int, int], int],
    value: Callable[[str], str],
) -> bytes:
    """Write a message along our schema."""
    xml = Writer(
        grammar=grammar(our_xsd(message)),
        usage=Usage(),
        how_often=how_often,
        which=which,
        value=value,
    ).element("Document", "Document", "")
    space = f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:{message}">'
    return xml.replace("<Document>", space, 1).encode()


FORKS = (4, 3, 3, 2)
WAYS = list(product(*map(range, FORKS)))


def extremes(message: Message) -> Iterator[bytes]:
    """Give the message with all that may stand in it and with no more than must, every way."""
    values = values_of(message)
    for way in WAYS:

        def which(of: int, choices: int, way: tuple[int, ...] = way) -> int:
            return way[choices] % of

        yield written(message, lambda _, most: most, which, lambda t: values[t].longest)
        yield written(message, lambda least, _: least, which, lambda t: values[t].shortest)


@every_message
def test_the_fullest_and_the_leanest_are_accepted_by_ours_and_the_general_schema(
    message: Message,
) -> None:
    general = corpus("xsd", f"{message}.xsd")
    for xml in extremes(message):
        assert refusal(our_xsd(message), xml) == ""
        assert refusal(general, xml) == ""


@pytest.mark.skipif(not CORPUS.exists(), reason="the corpus is not beside the project")
@every_message
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(data=st.data())
def test_what_ours_accepts_the_general_schema_accepts(
    message: Message, data: st.DataObject
) -> None:
    values = values_of(message)

    def value(type_name: str) -> str:
        kind = values[type_name]
        return data.draw(st.sampled_from([kind.shortest, kind.longest]) | kind.any)

    xml = written(
        message,
        lambda least, most: data.draw(st.integers(least, most)),
        lambda of, _: data.draw(st.integers(0, of - 1)),
        value,
    )
    assert refusal(our_xsd(message), xml) == ""
    assert refusal(corpus("xsd", f"{message}.xsd"), xml) == ""


@every_message
def test_another_engine_reads_the_schema_and_takes_a_good_message(message: Message) -> None:
    import xmlschema  # noqa: PLC0415 - slow to import, and only this test needs it

    schema = xmlschema.XMLSchema(str(our_xsd(message)))
    assert schema.is_valid(good(message))
    assert not schema.is_valid(good(message).replace(b"pain.008", b"pain.001"))


# -- what must stand ------------------------------------------------------------------------------


def good(message: Message) -> bytes:
    """Give a message of one collection in which nearly all stands that may stand there."""
    run = fullest(OLD if message in OLDER else NEW)
    run = submit(run, at=AT)
    if isinstance(message, ReversalVersion):
        return pain007.render(a_reversal(run, ONE, text="sent twice"), message)
    return camt055.render(a_recall(run, ONE, text="sent twice"), message)


def path_of(element: etree._Element) -> str:
    above = [etree.QName(e).localname for e in reversed(list(element.iterancestors()))]
    return "/".join([*above, etree.QName(element).localname][2:])


def without(message: Message, path: str) -> bytes:
    root = etree.fromstring(good(message))
    element = next(e for e in root.iter() if path_of(e) == path)
    above = element.getparent()
    assert above is not None
    above.remove(element)
    return etree.tostring(root)


EVERY_PATH = [
    (message, path)
    for message in MESSAGES
    for path in dict.fromkeys(path_of(e) for e in etree.fromstring(good(message)).iter())
    if path
]
_TX, _ORIGINAL = "OrgnlPmtInfAndRvsl/TxInf", "OrgnlPmtInfAndRvsl/TxInf/OrgnlTxRef"
OPTIONAL = {
    "GrpHdr/GrpRvsl",
    "OrgnlPmtInfAndRvsl/PmtInfRvsl",
    f"{_TX}/ChrgBr",
    f"{_TX}/RvslRsnInf/AddtlInf",
    f"{_ORIGINAL}/RmtInf",
    f"{_ORIGINAL}/UltmtDbtr",
    f"{_ORIGINAL}/UltmtCdtr",
    f"{_ORIGINAL}/Purp",
    "Undrlyg/OrgnlPmtInfAndCxl",
    "Undrlyg/OrgnlPmtInfAndCxl/TxInf/CxlRsnInf/AddtlInf",
}
# Of the parts that the schemas share only the ones that begin here are tried.
SHARED = re.compile(
    r"InitgPty/|Assgnr/Pty/|Assgne/Agt/|OrgnlTxRef/(PmtTpInf|MndtRltdInf|RmtInf|CdtrSchmeId|"
    r"(Ultmt)?(Dbtr|Cdtr)(Acct|Agt)?(/Pty)?)/"
)


@pytest.mark.parametrize(
    ("message", "path"), [(m, p) for m, p in EVERY_PATH if not SHARED.search(p)]
)
def test_an_element_may_be_missing_only_where_the_scheme_lets_it(
    message: Message, path: str
) -> None:
    assert (refusal(our_xsd(message), without(message, path)) == "") == (path in OPTIONAL)


# -- what must not --------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True, slots=True)
class Foreign:
    """An element that only the general message has, below one that both have."""

    parent: str
    parent_type: str
    name: str


def children(xsd: str, type_name: str) -> dict[str, str]:
    found = grammar(our_xsd(xsd) if "/" not in xsd else corpus(*xsd.split("/")))
    return {str(e.get("name")): str(e.get("type")) for e in found.children(type_name)}


def foreigners(message: Message) -> list[Foreign]:
    """Find what only the general schema lets the elements of the good message hold."""
    general = f"xsd/{message}.xsd"

    def below(element: etree._Element, ours: str, isos: str) -> Iterator[Foreign]:
        our_types, iso_types = children(message, ours), children(general, isos)
        for name in iso_types.keys() - our_types.keys():
            yield Foreign(parent=path_of(element), parent_type=isos, name=name)
        for child in element:
            name = etree.QName(child).localname
            yield from below(child, our_types[name], iso_types[name])

    root = etree.fromstring(good(message))
    [ours], [isos] = children(message, "Document").values(), children(general, "Document").values()
    return list(below(root[0], ours, isos))


@every_message
def test_what_only_the_general_message_has_is_refused(message: Message) -> None:
    found = foreigners(message)
    assert len(found) > 20
    for foreign in found:
        root = etree.fromstring(good(message))
        parent = next(e for e in root.iter() if path_of(e) == foreign.parent)
        order = list(children(f"xsd/{message}.xsd", foreign.parent_type))
        before = order[: order.index(foreign.name)]
        new = etree.Element(f"{{{etree.QName(root).namespace}}}{foreign.name}")
        parent.insert(sum(etree.QName(c).localname in before for c in parent), new)
        why = refusal(our_xsd(message), etree.tostring(root))
        assert f"{foreign.name}': This element is not expected" in why, foreign


@pytest.mark.parametrize(
    ("message", "path", "value"),
    [
        (ReversalVersion.PAIN_007_001_09, "GrpHdr/GrpRvsl", "true"),
        (ReversalVersion.PAIN_007_001_09, "OrgnlPmtInfAndRvsl/PmtInfRvsl", "true"),
        (ReversalVersion.PAIN_007_001_09, "OrgnlGrpInf/OrgnlMsgNmId", "pain.001.001.09"),
        (ReversalVersion.PAIN_007_001_09, f"{_TX}/RvslRsnInf/Rsn/Cd", "AC04"),
        (ReversalVersion.PAIN_007_001_09, f"{_TX}/RvslRsnInf/AddtlInf", "x" * 106),
        (ReversalVersion.PAIN_007_001_02, f"{_TX}/RvsdInstdAmt", "0.00"),
        (ReversalVersion.PAIN_007_001_02, f"{_TX}/OrgnlEndToEndId", "A//B"),
        (ReversalVersion.PAIN_007_001_02, f"{_ORIGINAL}/PmtMtd", "TRF"),
        (CancellationVersion.CAMT_055_001_08, "CtrlData/NbOfTxs", "0"),
        (
            CancellationVersion.CAMT_055_001_08,
            "Undrlyg/OrgnlPmtInfAndCxl/TxInf/CxlRsnInf/Rsn/Cd",
            "AGNT",
        ),
        (
            CancellationVersion.CAMT_055_001_01,
            "Undrlyg/OrgnlPmtInfAndCxl/TxInf/CxlRsnInf/Rsn/Cd",
            "TECH",
        ),
    ],
)
def test_a_value_that_the_scheme_does_not_have_is_refused(
    message: Message, path: str, value: str
) -> None:
    root = etree.fromstring(good(message))
    next(e for e in root.iter() if path_of(e) == path).text = value
    assert f"{path.rpartition('/')[2]}':" in refusal(our_xsd(message), etree.tostring(root))


# -- what they share ------------------------------------------------------------------------------


def types_of(xml: bytes, space: str) -> dict[str, bytes]:
    """Give each named type or group of a schema as text, whatever its namespace and layout."""
    root = etree.fromstring(xml)
    etree.strip_tags(root, etree.Comment)
    return {
        str(e.get("name")): re.sub(rb"\s+", b" ", etree.tostring(e)).replace(space.encode(), b"")
        for e in root
        if e.get("name") != "Document"
    }


@every_message
def test_a_type_that_the_schemas_share_is_the_same_in_all(message: Message) -> None:
    version = generation(message)
    ours = types_of(our_xsd(message).read_bytes(), message)
    theirs = types_of(xsd_of_collections(version).read_bytes(), f"pain.008.001.{version}")
    shared = ours.keys() & theirs.keys()
    assert {"Bank", "NamedOrIdentified", "Reference", "Sum", "EuroAmount"} <= shared
    assert {name for name in shared if ours[name] != theirs[name]} == set()
