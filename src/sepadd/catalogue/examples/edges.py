"""Each edge of each rule: the nearest example that holds, the nearest that breaks it alone.

The tests of the rules put every rule to all of them; what explains a rule shows its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final, NamedTuple

from sepadd.banks import AUSTRIA, EPC, GERMANY, GERMANY_02, LEGACY, NETHERLANDS
from sepadd.collection import Collection
from sepadd.findings import Findings
from sepadd.mandate import Mandate, Presentation, PresentationOutcome, Scheme, SequenceType
from sepadd.rulebook import (
    COLLECTION_RULES,
    CREDITOR_RULES,
    FILE_RULES,
    MANDATE_RULES,
    MOST_CONTROL_SUM,
    BicMode,
    CreditorCard,
    FileForm,
    FileLimits,
    InitiatingPartyForm,
    MessageVersion,
    Terms,
    put,
)
from sepadd.samples import (
    ACCOUNT,
    B2B_MANDATE,
    COLLECTION,
    COMPANY,
    CREDITOR,
    DEBTOR,
    MANDATE,
    TERMS,
    TODAY,
)
from sepadd.values import (
    AddressForm,
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    DebtorKind,
    EndToEndId,
    Euro,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    PersonId,
    PostalAddress,
)


class FileOfCollections(NamedTuple):
    """Collections that go to the bank in one file; ``label`` is how a finding names it."""

    label: str
    collections: Sequence[Collection]


Subject = Creditor | CreditorCard | Mandate | Collection | FileOfCollections
"""What a rule is asked of."""


class Edge(NamedTuple):
    """A rule, and two neighbours: ``holds`` breaks no rule at all, ``breaks`` this one alone.

    ``terms`` are those under which both are looked at.
    """

    rule: str
    holds: Subject
    breaks: Subject
    terms: Terms = TERMS


def findings(subject: Subject, terms: Terms) -> Findings:
    """Everything that is wrong with it; with a collection also what is wrong with its mandate."""
    match subject:
        case Creditor() | CreditorCard():
            return put(CREDITOR_RULES, (subject,), terms)
        case Mandate():
            return put(MANDATE_RULES, (subject,), terms)
        case Collection():
            about_mandate = put(MANDATE_RULES, (subject.mandate,), terms)
            return Findings((*about_mandate, *put(COLLECTION_RULES, (subject,), terms)))
        case FileOfCollections():
            return put(FILE_RULES, (subject,), terms)


# -- terms --------------------------------------------------------------------------------------


def no_bank(_: Iban) -> bool:
    """Whether the bank of an account takes B2B, where none does."""
    return False


_OLD_MESSAGE: Final = replace(
    EPC, form=FileForm(message=MessageVersion.PAIN_008_001_02, addresses=frozenset(AddressForm))
)
OLD_MESSAGE: Final = _OLD_MESSAGE.terms(on=TODAY)
OLD_MESSAGE_WITHOUT_BIC: Final = replace(
    _OLD_MESSAGE, form=replace(_OLD_MESSAGE.form, bic=BicMode.NEVER)
).terms(on=TODAY)
LINES_ONLY: Final = replace(
    EPC, form=FileForm(addresses=frozenset({AddressForm.UNSTRUCTURED}))
).terms(on=TODAY)
DUTCH: Final = NETHERLANDS.terms(on=TODAY)
AUSTRIAN: Final = AUSTRIA.terms(on=TODAY)
GERMAN: Final = GERMANY.terms(on=TODAY)
GERMAN_OLD_MESSAGE: Final = GERMANY_02.terms(on=TODAY)
SLOW: Final = LEGACY.terms(on=TODAY)
AUTUMN_2025: Final = EPC.terms(on=date(2025, 10, 3))
WANTS_BICS: Final = replace(EPC, creditor_bic=True, bic_outside_eea=True).terms(on=TODAY)
CORE_ONLY: Final = replace(EPC, schemes=frozenset({Scheme.CORE})).terms(on=TODAY)
NOBODY_TAKES_B2B: Final = replace(EPC, b2b_reach=no_bank).terms(on=TODAY)
NO_ONE_OFF_B2B: Final = replace(EPC, one_off_b2b=False).terms(on=TODAY)
SMALL: Final = replace(
    EPC, form=FileForm(limits=FileLimits(amount_per_collection=Euro(cents=500_00)))
).terms(on=TODAY)
LARGE: Final = replace(
    EPC,
    form=FileForm(limits=FileLimits(amount_per_collection=MOST_CONTROL_SUM)),
).terms(on=TODAY)
BEFORE_CHRISTMAS: Final = EPC.terms(on=date(2026, 12, 14))
_TAKES_LINES: Final = replace(EPC, form=FileForm(addresses=frozenset(AddressForm)))
_LAST_DAY: Final = date(2026, 11, 30)
LINES_UNTIL_DECEMBER: Final = replace(_TAKES_LINES, unstructured_until=_LAST_DAY).terms(on=TODAY)
LINES_ENDED: Final = replace(_TAKES_LINES, unstructured_until=date(2026, 11, 22)).terms(on=TODAY)
FOLDED_UNTIL_DECEMBER: Final = replace(GERMANY_02, unstructured_until=_LAST_DAY).terms(on=TODAY)
WANTS_EVERY_BIC: Final = replace(EPC, form=FileForm(bic=BicMode.ALWAYS)).terms(on=TODAY)
ONLY_FIRST_AND_RECURRENT: Final = replace(
    EPC, sequence_types=frozenset({SequenceType.FIRST, SequenceType.RECURRENT})
).terms(on=TODAY)
SAYS_SENDERS_IDENTIFIER: Final = replace(
    AUSTRIA,
    form=replace(AUSTRIA.form, initiating_party=InitiatingPartyForm.IDENTIFIER),
).terms(on=TODAY)
NOVEMBER_2016: Final = replace(EPC, schemes=frozenset(Scheme)).terms(on=date(2016, 11, 14))

# -- what the edges are made of -----------------------------------------------------------------

DANISH: Final = Iban("DK5000400440116243")
FAROESE: Final = Iban("FO6264600001631634")
NORWEGIAN: Final = Iban("NO9386011117947")
SWISS: Final = Iban("CH9300762011623852957")
BRITISH: Final = Iban("GB29NWBK60161331926819")

STRUCTURED: Final = PostalAddress(country="CH", town="Bern", postcode="3005", street="Amtweg")
HYBRID: Final = PostalAddress(country="CH", town="Bern", lines=("Amtweg 3",))
UNSTRUCTURED: Final = PostalAddress(country="CH", lines=("Amtweg 3", "3005 Bern"))

UNUSUAL_BIC: Final = Bic("1BNANL2A")
LEI: Final = OrganisationId(lei="5493001KJTIIGC8Y1R12")
NUMBER: Final = OrganisationId(other=OtherId(id="12345678", issuer="Tax office"))


def numbered(identification: OrganisationId, id: str) -> Party:
    """A party of which no more is known than its number."""
    return Party(identification=replace(identification, other=OtherId(id=id)))


CREDITOR_CARD: Final = CreditorCard(
    name=CREDITOR.name, identifier=CREDITOR.identifier, accounts=CREDITOR.accounts
)
"""The creditor, as a card in its own books."""


def creditor_on(**changes: Any) -> Creditor:  # noqa: ANN401 - any of its fields
    """The creditor, with its account changed."""
    return replace(CREDITOR, accounts=(replace(ACCOUNT, **changes),))


def mandate_of(**changes: Any) -> Mandate:  # noqa: ANN401 - any of its fields
    """The mandate, with its debtor changed."""
    return replace(MANDATE, debtor=replace(DEBTOR, **changes))


def of_company(**changes: Any) -> Mandate:  # noqa: ANN401 - any of its fields
    """The B2B mandate, with its debtor changed."""
    return replace(B2B_MANDATE, debtor=replace(COMPANY, **changes))


def under(**changes: Any) -> Collection:  # noqa: ANN401 - any of its fields
    """The collection, with its mandate changed."""
    return replace(COLLECTION, mandate=replace(MANDATE, **changes))


def used(
    kind: SequenceType,
    due_on: date = date(2026, 6, 1),
    outcome: PresentationOutcome = PresentationOutcome.PRESENTED,
) -> tuple[Presentation, ...]:
    """One presentation, in June."""
    name = EndToEndId("2026-06-1")
    return (Presentation(due_on=due_on, sequence_type=kind, end_to_end_id=name, outcome=outcome),)


REJECTED: Final = PresentationOutcome.REJECTED
RETURNED: Final = PresentationOutcome.RETURNED
FIRST: Final = replace(COLLECTION, sequence_type=SequenceType.FIRST)
RECURRENT: Final = COLLECTION
FINAL: Final = replace(COLLECTION, sequence_type=SequenceType.FINAL)
ONE_OFF: Final = replace(
    under(one_off=True, signed_on=date(2026, 1, 15)), sequence_type=SequenceType.ONE_OFF
)
OF_2016: Final = replace(
    FIRST, mandate=replace(MANDATE, signed_on=date(2016, 1, 4)), due_on=date(2016, 11, 18)
)
COR1: Final = replace(OF_2016, mandate=replace(OF_2016.mandate, scheme=Scheme.COR1))
B2B: Final = replace(COLLECTION, mandate=B2B_MANDATE, end_to_end_id=EndToEndId("2026-12-3"))
IN_LINES: Final = replace(COLLECTION, mandate=mandate_of(address=UNSTRUCTURED))
SWISS_ACCOUNT: Final = CreditorAccount(iban=SWISS)


def together(*collections: Collection) -> FileOfCollections:
    """A file of them, each with a name of its own."""
    named = (
        replace(each, end_to_end_id=EndToEndId(f"2026-12-{number}"))
        for number, each in enumerate(collections, start=1)
    )
    return FileOfCollections("run 2026-12", tuple(named))


def again(collection: Collection, cents: int = 31_00) -> Collection:
    """The same for another amount."""
    return replace(collection, amount=Euro(cents=cents))


EDGES: Final[list[Edge]] = [
    # -- creditors
    Edge("CRE-01", replace(CREDITOR_CARD, name="W"), replace(CREDITOR_CARD, name=" ")),
    Edge("CRE-02", creditor_on(collects=True), creditor_on(collects=False)),
    Edge(
        "CRE-03",
        replace(
            CREDITOR_CARD,
            identifier=None,
            accounts=(replace(ACCOUNT, identifier=CREDITOR.identifier),),
        ),
        replace(CREDITOR_CARD, identifier=None),
    ),
    Edge("CRE-04", creditor_on(iban=DANISH), creditor_on(iban=FAROESE)),
    Edge(
        "CRE-05",
        replace(CREDITOR, accounts=(ACCOUNT, replace(ACCOUNT, iban=DANISH))),
        replace(CREDITOR, accounts=(ACCOUNT, replace(ACCOUNT, collects=False))),
    ),
    Edge(
        "CRE-06",
        replace(CREDITOR, identifier=CreditorIdentifier.build("NL", "123456780001")),
        replace(CREDITOR, identifier=CreditorIdentifier.build("NL", "12345678000")),
    ),
    Edge("CRE-07", creditor_on(bic=Bic("ABNANL2A")), CREDITOR, WANTS_BICS),
    Edge(
        "CRE-08",
        replace(CREDITOR, address=HYBRID),
        replace(CREDITOR, address=UNSTRUCTURED),
    ),
    Edge("CRE-08", replace(CREDITOR, address=STRUCTURED), replace(CREDITOR, address=HYBRID), DUTCH),
    Edge("CRE-09", creditor_on(bic=Bic("ABNANL2A")), creditor_on(bic=UNUSUAL_BIC), OLD_MESSAGE),
    Edge("CRE-10", replace(CREDITOR, name="W" * 70), replace(CREDITOR, name="W" * 71)),
    Edge("CRE-10", replace(CREDITOR, name="Muller"), replace(CREDITOR, name="Müller")),
    Edge(
        "CRE-10",
        replace(CREDITOR, address=replace(STRUCTURED, town="B" * 35)),
        replace(CREDITOR, address=replace(STRUCTURED, town="B" * 36)),
    ),
    Edge(
        "CRE-10",
        replace(CREDITOR, initiating_party=Party(name="W" * 70)),
        replace(CREDITOR, initiating_party=Party(name="W" * 71)),
    ),
    Edge(
        "CRE-10",
        replace(CREDITOR, ultimate_creditor=Party(name="W" * 70)),
        replace(CREDITOR, ultimate_creditor=Party(name="W" * 71)),
    ),
    Edge(
        "CRE-11",
        replace(CREDITOR, initiating_party=numbered(NUMBER, "A-1")),
        replace(CREDITOR, initiating_party=numbered(NUMBER, "A_1")),
    ),
    Edge(
        "CRE-11",
        replace(CREDITOR, ultimate_creditor=numbered(NUMBER, "A-1")),
        replace(CREDITOR, ultimate_creditor=numbered(NUMBER, "A_1")),
    ),
    Edge(
        "CRE-11",
        replace(CREDITOR, initiating_party=Party(identification=NUMBER)),
        replace(CREDITOR, initiating_party=Party(identification=LEI)),
        OLD_MESSAGE,
    ),
    Edge("CRE-07", creditor_on(bic=Bic("ABNANL2A")), CREDITOR, WANTS_EVERY_BIC),
    Edge(
        "CRE-08",
        replace(CREDITOR, address=HYBRID),
        replace(CREDITOR, address=UNSTRUCTURED),
        LINES_ENDED,
    ),
    Edge("CRE-12", creditor_on(batch_booking=True), creditor_on(batch_booking=False), GERMAN),
    Edge(
        "CRE-13",
        replace(CREDITOR, initiating_party=numbered(NUMBER, "12345678")),
        replace(CREDITOR, initiating_party=Party(identification=NUMBER)),
        AUSTRIAN,
    ),
    Edge(
        "CRE-13",
        replace(CREDITOR, initiating_party=Party(name="Office")),
        CREDITOR,
        SAYS_SENDERS_IDENTIFIER,
    ),
    # -- mandates
    Edge("MND-01", MANDATE, replace(MANDATE, signed_on=None)),
    Edge(
        "MND-02",
        replace(MANDATE, signed_on=date(2026, 11, 23)),
        replace(MANDATE, signed_on=date(2026, 11, 24)),
    ),
    Edge("MND-03", of_company(), of_company(kind=DebtorKind.CONSUMER)),
    Edge("MND-04", of_company(), of_company(kind=None)),
    Edge("MND-05", MANDATE, B2B_MANDATE, CORE_ONLY),
    Edge("MND-06", B2B_MANDATE, replace(B2B_MANDATE, one_off=True), NO_ONE_OFF_B2B),
    Edge(
        "MND-06",
        replace(MANDATE, one_off=True),
        replace(B2B_MANDATE, one_off=True),
        NO_ONE_OFF_B2B,
    ),
    Edge("MND-07", mandate_of(iban=DANISH), mandate_of(iban=FAROESE)),
    Edge("MND-08", mandate_of(iban=NORWEGIAN), mandate_of(iban=SWISS)),
    Edge("MND-08", mandate_of(iban=SWISS, address=STRUCTURED), mandate_of(iban=SWISS)),
    Edge("MND-09", mandate_of(address=HYBRID), mandate_of(address=UNSTRUCTURED)),
    Edge("MND-09", mandate_of(address=STRUCTURED), mandate_of(address=HYBRID), DUTCH),
    Edge("MND-09", mandate_of(address=STRUCTURED), mandate_of(address=HYBRID), AUSTRIAN),
    Edge("MND-09", mandate_of(address=UNSTRUCTURED), mandate_of(address=STRUCTURED), LINES_ONLY),
    Edge("MND-09", mandate_of(address=HYBRID), mandate_of(address=UNSTRUCTURED), LINES_ENDED),
    Edge(
        "MND-09",
        replace(mandate_of(address=STRUCTURED), signed_on=date(2025, 1, 15)),
        replace(mandate_of(address=HYBRID), signed_on=date(2025, 1, 15)),
        AUTUMN_2025,
    ),
    Edge(
        "MND-09",
        mandate_of(address=replace(STRUCTURED, building="3")),
        mandate_of(address=replace(STRUCTURED, floor="3")),
        OLD_MESSAGE,
    ),
    Edge(
        "MND-09",
        mandate_of(address=replace(STRUCTURED, subdivision="BE")),
        mandate_of(address=replace(STRUCTURED, department="Accounts")),
        OLD_MESSAGE,
    ),
    Edge("MND-10", mandate_of(name="J" * 70), mandate_of(name="J" * 71)),
    Edge("MND-10", mandate_of(name="Jose"), mandate_of(name="José")),
    Edge("MND-10", mandate_of(name=". A"), mandate_of(name=". .")),
    Edge(
        "MND-10",
        mandate_of(account_holder="J" * 70),
        mandate_of(account_holder="J" * 71),
    ),
    Edge(
        "MND-10",
        mandate_of(address=replace(STRUCTURED, postcode="3" * 16)),
        mandate_of(address=replace(STRUCTURED, postcode="3" * 17)),
    ),
    Edge(
        "MND-10",
        mandate_of(address=replace(HYBRID, lines=("a" * 70,))),
        mandate_of(address=replace(HYBRID, lines=("a" * 71,))),
    ),
    Edge(
        "MND-10",
        mandate_of(address=replace(STRUCTURED, street="a" * 68, building="3")),
        mandate_of(address=replace(STRUCTURED, street="a" * 69, building="3")),
        GERMAN_OLD_MESSAGE,
    ),
    Edge(
        "MND-10",
        replace(MANDATE, ultimate_debtor=Party(name="J" * 70)),
        replace(MANDATE, ultimate_debtor=Party(name="J" * 71)),
    ),
    Edge(
        "MND-11",
        mandate_of(identification=PersonId(other=OtherId(id="A-1"))),
        mandate_of(identification=PersonId(other=OtherId(id="A_1"))),
    ),
    Edge(
        "MND-11",
        mandate_of(identification=PersonId(other=OtherId(id="A/1"))),
        mandate_of(identification=PersonId(other=OtherId(id="A/1/"))),
    ),
    Edge(
        "CRE-11",
        replace(CREDITOR, ultimate_creditor=numbered(NUMBER, "A/1")),
        replace(CREDITOR, ultimate_creditor=numbered(NUMBER, "A//1")),
    ),
    Edge(
        "MND-11",
        mandate_of(
            identification=PersonId(
                born_on=date(1980, 2, 29), birth_town="Zurich", birth_country="CH"
            )
        ),
        mandate_of(
            identification=PersonId(
                born_on=date(1980, 2, 29), birth_town="Zürich", birth_country="CH"
            )
        ),
    ),
    Edge(
        "MND-11",
        replace(MANDATE, ultimate_debtor=numbered(NUMBER, "A-1")),
        replace(MANDATE, ultimate_debtor=numbered(NUMBER, "A_1")),
    ),
    Edge(
        "MND-11",
        mandate_of(identification=OrganisationId(bic=Bic("ABNANL2A"))),
        mandate_of(identification=OrganisationId(bic=UNUSUAL_BIC)),
        OLD_MESSAGE,
    ),
    Edge(
        "MND-12",
        mandate_of(iban=BRITISH, address=STRUCTURED, bic=Bic("NWBKGB2L")),
        mandate_of(iban=BRITISH, address=STRUCTURED),
        WANTS_BICS,
    ),
    Edge(
        "MND-12",
        mandate_of(iban=NORWEGIAN, address=STRUCTURED),
        mandate_of(iban=BRITISH, address=STRUCTURED),
        WANTS_BICS,
    ),
    Edge("MND-12", mandate_of(bic=Bic("ABNANL2A")), MANDATE, WANTS_EVERY_BIC),
    Edge("MND-13", mandate_of(bic=Bic("ABNANL2A")), mandate_of(bic=UNUSUAL_BIC), OLD_MESSAGE),
    Edge("MND-14", B2B_MANDATE, replace(B2B_MANDATE, confirmed_on=None)),
    Edge("MND-15", MANDATE, B2B_MANDATE, NOBODY_TAKES_B2B),
    # -- collections
    Edge(
        "COL-01",
        replace(COLLECTION, amount=Euro("0.01")),
        replace(COLLECTION, amount=Euro("0.00")),
    ),
    Edge(
        "COL-01",
        replace(COLLECTION, amount=Euro("999999999.99")),
        replace(COLLECTION, amount=Euro("1000000000.00")),
    ),
    Edge(
        "COL-01",
        replace(COLLECTION, amount=Euro("500.00")),
        replace(COLLECTION, amount=Euro("500.01")),
        SMALL,
    ),
    Edge(
        "COL-01",
        replace(COLLECTION, amount=Euro("999999999.99")),
        replace(COLLECTION, amount=Euro("1000000000.00")),
        LARGE,
    ),
    Edge(
        "COL-02",
        replace(COLLECTION, due_on=date(2026, 12, 24)),
        replace(COLLECTION, due_on=date(2026, 12, 25)),
        BEFORE_CHRISTMAS,
    ),
    Edge(
        "COL-03",
        replace(COLLECTION, due_on=date(2026, 11, 24)),
        replace(COLLECTION, due_on=date(2026, 11, 23)),
    ),
    Edge(
        "COL-03",
        replace(B2B, due_on=date(2026, 11, 24)),
        replace(B2B, due_on=date(2026, 11, 23)),
        SLOW,
    ),
    Edge(
        "COL-03",
        replace(FIRST, due_on=date(2026, 11, 30)),
        replace(FIRST, due_on=date(2026, 11, 27)),
        SLOW,
    ),
    Edge(
        "COL-03",
        replace(ONE_OFF, due_on=date(2026, 11, 30)),
        replace(ONE_OFF, due_on=date(2026, 11, 27)),
        SLOW,
    ),
    Edge(
        "COL-03",
        replace(RECURRENT, due_on=date(2026, 11, 25)),
        replace(RECURRENT, due_on=date(2026, 11, 24)),
        SLOW,
    ),
    Edge(
        "COL-03",
        replace(FINAL, due_on=date(2026, 11, 25)),
        replace(FINAL, due_on=date(2026, 11, 24)),
        SLOW,
    ),
    Edge(
        "COL-03",
        replace(OF_2016, due_on=date(2016, 11, 21)),
        replace(OF_2016, due_on=date(2016, 11, 18)),
        NOVEMBER_2016,
    ),
    Edge("COL-04", under(revoked_on=date(2026, 12, 2)), under(revoked_on=date(2026, 12, 1))),
    Edge("COL-04", under(signed_on=date(2023, 12, 1)), under(signed_on=date(2023, 11, 30))),
    Edge("COL-04", under(valid_until=date(2026, 12, 1)), under(valid_until=date(2026, 11, 30))),
    Edge(
        "COL-04",
        under(
            signed_on=date(2020, 1, 10),
            presentations=used(SequenceType.RECURRENT, date(2023, 12, 1), REJECTED),
        ),
        under(
            signed_on=date(2020, 1, 10),
            presentations=used(SequenceType.RECURRENT, date(2023, 11, 30), REJECTED),
        ),
    ),
    Edge(
        "COL-04",
        replace(
            ONE_OFF,
            mandate=replace(
                ONE_OFF.mandate, presentations=used(SequenceType.ONE_OFF, outcome=REJECTED)
            ),
        ),
        replace(
            ONE_OFF,
            mandate=replace(
                ONE_OFF.mandate, presentations=used(SequenceType.ONE_OFF, outcome=RETURNED)
            ),
        ),
    ),
    Edge(
        "COL-04",
        under(presentations=used(SequenceType.FINAL, outcome=REJECTED)),
        under(presentations=used(SequenceType.FINAL)),
    ),
    Edge("COL-05", RECURRENT, replace(COLLECTION, sequence_type=SequenceType.ONE_OFF)),
    Edge("COL-05", ONE_OFF, replace(ONE_OFF, sequence_type=SequenceType.RECURRENT)),
    Edge(
        "COL-05",
        replace(
            under(presentations=used(SequenceType.FIRST, outcome=REJECTED)),
            sequence_type=SequenceType.FIRST,
        ),
        replace(
            under(presentations=used(SequenceType.FIRST, outcome=RETURNED)),
            sequence_type=SequenceType.FIRST,
        ),
    ),
    Edge(
        "COL-05",
        replace(OF_2016, due_on=date(2016, 11, 21), sequence_type=SequenceType.RECURRENT),
        replace(OF_2016, due_on=date(2016, 11, 18), sequence_type=SequenceType.RECURRENT),
        NOVEMBER_2016,
    ),
    Edge("COL-06", COR1, replace(COR1, due_on=date(2016, 11, 21)), NOVEMBER_2016),
    Edge(
        "COL-07",
        replace(COLLECTION, due_on=date(2026, 12, 7)),
        replace(COLLECTION, due_on=date(2026, 12, 8)),
    ),
    Edge(
        "COL-08",
        replace(COLLECTION, due_on=date(2026, 12, 8)),
        replace(COLLECTION, due_on=date(2026, 12, 9)),
        GERMAN,
    ),
    Edge(
        "COL-09",
        replace(COLLECTION, mandate=mandate_of(address=STRUCTURED), account=SWISS_ACCOUNT),
        replace(COLLECTION, account=SWISS_ACCOUNT),
    ),
    Edge(
        "COL-10",
        replace(COLLECTION, remittance="x" * 140),
        replace(COLLECTION, remittance="x" * 141),
    ),
    Edge(
        "COL-10",
        replace(COLLECTION, remittance="Facture no 7"),
        replace(COLLECTION, remittance="Facture nº 7"),
    ),
    Edge("COL-10", replace(COLLECTION, remittance=""), replace(COLLECTION, remittance=" ")),
    Edge(
        "COL-11",
        replace(IN_LINES, due_on=date(2026, 11, 30)),
        replace(IN_LINES, due_on=date(2026, 12, 1)),
        LINES_UNTIL_DECEMBER,
    ),
    Edge(
        "COL-11",
        replace(COLLECTION, mandate=mandate_of(address=HYBRID)),
        IN_LINES,
        LINES_UNTIL_DECEMBER,
    ),
    Edge(
        "COL-11",
        replace(COLLECTION, mandate=mandate_of(address=STRUCTURED), due_on=date(2026, 11, 30)),
        replace(COLLECTION, mandate=mandate_of(address=STRUCTURED), due_on=date(2026, 12, 1)),
        FOLDED_UNTIL_DECEMBER,
    ),
    Edge("COL-12", RECURRENT, FINAL, ONLY_FIRST_AND_RECURRENT),
    # -- files
    Edge("FIL-01", together(COLLECTION), together()),
    Edge("FIL-02", together(COLLECTION, again(COLLECTION)), together(COLLECTION, B2B)),
    Edge(
        "FIL-03",
        together(COLLECTION, again(COLLECTION)),
        FileOfCollections("run 2026-12", (COLLECTION, again(COLLECTION))),
    ),
    Edge("FIL-04", together(FIRST, again(RECURRENT)), together(FIRST, again(FIRST))),
    Edge("FIL-04", together(ONE_OFF), together(ONE_OFF, again(ONE_OFF))),
    Edge("FIL-04", together(RECURRENT, again(FINAL)), together(FINAL, again(FINAL))),
    Edge(
        "FIL-05",
        together(COLLECTION, again(COLLECTION, 30_01)),
        together(COLLECTION, COLLECTION),
    ),
    Edge(
        "FIL-05",
        together(COLLECTION, under(reference=MandateReference("M-9"))),
        together(COLLECTION, under(reference=MandateReference("m-1"))),
    ),
    Edge(
        "FIL-05",
        together(COLLECTION, under(creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))),
        together(COLLECTION, under(creditor_identifier=CreditorIdentifier("NL42ABC123456780001"))),
    ),
]
"""In the order of the rules; ``holds`` breaks nothing at all, ``breaks`` this one rule only."""
