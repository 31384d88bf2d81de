"""What stands against collecting an item, in Dutch: a short sentence for each rule's id.

It says what is wrong, not what the rule asks for. The particulars, with their amounts and days,
are told in English; they stand behind it, marked as such.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from sepadd.findings import Finding, InvalidValue

IN_DUTCH: Final[Mapping[str, str]] = MappingProxyType(
    {
        # the creditor
        "CRE-01": "De incassant heeft geen naam.",
        "CRE-02": "De incassant heeft geen rekening om op te incasseren.",
        "CRE-03": "Een incassorekening heeft geen incassant-ID.",
        "CRE-04": "Een rekening van de incassant ligt buiten SEPA.",
        "CRE-05": "Een rekening van de incassant is twee keer opgegeven.",
        "CRE-06": "De incassant-ID heeft niet de lengte die in het land gebruikelijk is.",
        "CRE-07": "De bank vraagt om de BIC van de incassant, en die ontbreekt.",
        "CRE-08": "Het adres van de incassant heeft een vorm die de bank niet aanneemt.",
        "CRE-09": "De BIC van een rekening van de incassant past niet in het bericht.",
        "CRE-10": "Een tekst van de incassant kan niet zo naar de bank.",
        "CRE-11": "Een identificatie van de incassant kan niet zo naar de bank.",
        "CRE-12": "De bank schrijft alleen per incasso bij als dat is afgesproken.",
        "CRE-13": "De bank neemt de identificatie van de aanleverende partij niet aan.",
        # the mandate
        "MND-01": "De machtiging is niet ondertekend.",
        "MND-02": "De ondertekening van de machtiging ligt in de toekomst.",
        "MND-03": "Een B2B-machtiging kan niet van een consument zijn.",
        "MND-04": "Van een B2B-debiteur is niet bekend of het een bedrijf is.",
        "MND-05": "De bank neemt deze soort machtiging niet aan.",
        "MND-06": "Een eenmalige B2B-machtiging wordt niet aangenomen.",
        "MND-07": "De rekening van de debiteur ligt buiten SEPA.",
        "MND-08": "De rekening van de debiteur ligt buiten de EER, en zijn adres ontbreekt.",
        "MND-09": "Het adres van de debiteur heeft een vorm die de bank niet aanneemt.",
        "MND-10": "Een tekst van de debiteur kan niet zo naar de bank.",
        "MND-11": "Een identificatie bij de machtiging kan niet zo naar de bank.",
        "MND-12": "De bank vraagt om de BIC van de debiteur, en die ontbreekt.",
        "MND-13": "De BIC van de debiteur past niet in het bericht.",
        "MND-14": "Van een B2B-machtiging is niet bekend of de bank van de debiteur haar heeft.",
        "MND-15": "De bank van de debiteur doet niet mee aan B2B.",
        # the collection
        "COL-01": "Het bedrag is te laag of te hoog.",
        "COL-02": "De incassodatum is geen TARGET-dag.",
        "COL-03": "Het bestand komt te laat bij de bank.",
        "COL-04": "De machtiging is op de incassodatum niet geldig.",
        "COL-05": "Wat eerder is geïncasseerd past niet bij dit soort incasso (eerste, volgende, "
        "eenmalige of laatste).",
        "COL-06": "Deze soort incasso bestaat op de incassodatum niet.",
        "COL-07": "De incassodatum ligt meer dan 14 dagen vooruit.",
        "COL-08": "De incassodatum ligt verder vooruit dan de bank toelaat.",
        "COL-09": "De rekening van de incassant ligt buiten de EER, en het adres van de debiteur "
        "ontbreekt.",
        "COL-10": "De omschrijving kan niet zo naar de bank.",
        "COL-11": "De bank neemt het adres van de debiteur in losse regels dan niet meer aan.",
        "COL-12": "De bank neemt deze soort incasso (eerste, volgende, eenmalige of laatste) niet "
        "aan.",
        # the file
        "FIL-01": "Er is niets te incasseren.",
        "FIL-02": "CORE en B2B staan in één bestand.",
        "FIL-03": "Een EndToEndId is voor meer dan één incasso gebruikt.",
        "FIL-04": "Een eenmalige, eerste of laatste incasso is niet de enige van zijn machtiging.",
        "FIL-05": "Onder één machtiging wordt op één dag twee keer hetzelfde bedrag geïncasseerd.",
        # the proposal
        "PRO-01": "De debiteur heeft geen machtiging.",
        "PRO-02": "De machtiging die bij de post staat is onbekend.",
        "PRO-03": "De machtiging is aan een andere incassant gegeven.",
        "PRO-04": "Het is niet duidelijk onder welke machtiging wordt geïncasseerd.",
        "PRO-05": "Het machtigingskenmerk is meer dan één keer gebruikt.",
        "PRO-06": "De machtiging is voor een andere soort incasso gegeven.",
        "PRO-07": "De post staat al in een andere incassorun.",
        "PRO-08": "De factuur is op de incassodatum nog niet vervallen.",
        "PRO-09": "De post is meer dan één keer opgegeven.",
        "PRO-10": "Na verrekening blijft er niets te incasseren over.",
        "PRO-11": "De machtiging is van een andere debiteur dan de post.",
        "PRO-12": "In de omschrijving passen niet alle posten.",
        "PRO-13": "Machtigingskenmerken verschillen alleen in spaties.",
        "PRO-14": "De creditnota kan niet worden verrekend: uitbetalen, of wachten op een factuur.",
        "PRO-15": "Van de post is al een deel geïncasseerd: alleen de rest mag nog.",
        # what is selected
        "SEL-01": "De debiteur valt buiten de selectie.",
        "SEL-02": "Deze soort factuur valt buiten de selectie.",
        "SEL-03": "De betaalwijze valt buiten de selectie.",
        "SEL-04": "De debiteur of de post wordt niet automatisch geïncasseerd.",
        "SEL-05": "De factuur is van vóór de dag vanaf welke wordt geïncasseerd.",
        "SEL-06": "De betalingstermijn is nog niet verstreken.",
        "SEL-07": "De post is geblokkeerd of betwist.",
        "SEL-08": "De machtiging heeft een andere incassosoort dan de debiteur.",
        "SEL-09": "Er is niets geselecteerd.",
        "SEL-10": "De vervaldatum valt buiten de selectie.",
        # changes by hand
        "EDT-01": "De post is met de hand uit het voorstel gehaald.",
        "EDT-02": "Er zou meer worden geïncasseerd dan er openstaat.",
        "EDT-03": "Een post die met de hand is gewijzigd staat niet meer open.",
        "EDT-04": "De post is met de hand toegevoegd en wordt een nieuwe open post.",
        "EDT-05": "De post is met de hand toegevoegd en staat inmiddels in de boeken.",
        # limits
        "LIM-01": "Het bedrag gaat boven de eigen limiet per incasso.",
        "LIM-02": "Het bedrag gaat boven de eigen limiet per machtiging en periode.",
        "LIM-03": "Het bedrag gaat boven de eigen limiet per incassorun.",
        # collecting again
        "TRY-01": "De post is vaak genoeg aangeboden.",
        "TRY-02": "Het is nog te vroeg om de post opnieuw aan te bieden.",
        "TRY-03": "De post wordt om deze reden niet vanzelf opnieuw aangeboden.",
        # the run
        "RUN-01": "Er is al een incassorun met dit kenmerk.",
    }
)
"""For each rule that can keep an item out of a run, what is wrong, in one Dutch sentence."""

_SUBJECTS: Final = (
    ("invoice ", "factuur "),
    ("credit note ", "creditnota "),
    ("mandate ", "machtiging "),
    ("collection ", "incasso "),
    ("creditor ", "incassant "),
    ("run ", "incassorun "),
    ("file ", "bestand "),
)


def in_dutch(finding: Finding) -> str:
    """A finding as a Dutch sentence, and behind it the particulars, which are in English.

    Raises :class:`InvalidValue` for a rule that has no Dutch sentence: those that are about tables,
    records and messages.

    >>> from sepadd.proposal import NO_MANDATE
    >>> print(in_dutch(NO_MANDATE.finding("invoice 2026-17", "debtor 9 has no mandate")))
    [PRO-01] factuur 2026-17: De debiteur heeft geen machtiging. (Engels: debtor 9 has no mandate)
    """
    says = IN_DUTCH.get(finding.rule)
    if says is None:
        raise InvalidValue(
            f"rule {finding.rule!r} has no Dutch sentence; show it in English, or translate it"
        )
    detail = f" (Engels: {finding.detail})" if finding.detail else ""
    return f"[{finding.rule}] {_subject(finding.subject)}: {says}{detail}"


def _subject(subject: str) -> str:
    for english, dutch in _SUBJECTS:
        if subject.startswith(english):
            named = dutch + subject.removeprefix(english)
            return named.replace(" of debtor ", " van debiteur ", 1)
    return subject
