"""What the debtor is told, in words: for the invoice, or as a letter or an e-mail.

The words are our own, in six languages; a user's own text can stand in their place.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final, NamedTuple

from sepadd.documents.prenotification import PreNotification
from sepadd.findings import InvalidValue
from sepadd.values import Language, fields_of, filled, one_line, reads

_OF_ONE: Final = frozenset({"amount", "due_on"})
_OF_SEVERAL: Final = frozenset({"schedule", "total"})
_TOLD_WHOLLY: Final = (_OF_ONE, frozenset({"schedule"}), frozenset({"details"}))
_OF_ALL: Final = frozenset(
    {
        *("debtor", "debtor_id", "creditor", "reference", "identifier", "iban"),
        *("about", "registration", "contact", "details", "count"),
    }
)


@reads
@dataclass(frozen=True, slots=True)
class NoticeTemplate:
    """A user's own text for a pre-notification, with named fields behind dollar signs.

    ``$amount`` and ``$due_on`` are there for one collection only, ``$schedule`` (a table of days
    and amounts) and ``$total`` for one or several. ``$details`` has everything, line by line. For
    all there are ``$debtor``, ``$debtor_id``, ``$creditor``, ``$reference``, ``$identifier``,
    ``$iban`` (masked), ``$about``, ``$registration``, ``$contact`` and ``$count``; ``$$`` is a
    dollar sign. Raises :class:`InvalidValue` for a field that is none of these, and for a text that
    does not tell both amount and day. The text is filled in, and never run.

    >>> NoticeTemplate("$creditor takes $amount")
    Traceback (most recent call last):
    sepadd.findings.InvalidValue: text '$creditor takes $amount': misses $due_on; ...
    """

    text: str

    def __post_init__(self) -> None:
        named = fields_of(self.text, _OF_ONE | _OF_SEVERAL | _OF_ALL)
        if not any(whole <= named for whole in _TOLD_WHOLLY):
            missing = " and ".join(f"${name}" for name in sorted(_OF_ONE - named))
            raise InvalidValue(
                f"text {self.text!r}: misses {missing}; the debtor is told the amount and the day, "
                "by $amount and $due_on, by $schedule, or by $details"
            )

    def filled(self, told: PreNotification, language: Language) -> str:
        """The text for one debtor, its amounts and days written as in a language.

        Raises :class:`InvalidValue` when it has ``$amount`` or ``$due_on``, and several are told.
        """
        values = _values(told, language)
        only_one = sorted(fields_of(self.text, _OF_ONE | values.keys()) - values.keys())
        if only_one:
            raise InvalidValue(
                f"text {self.text!r}: ${only_one[0]} is for one collection, and {told.label} "
                f"tells of {len(told.announced)}; write $schedule"
            )
        return filled(self.text, values)


def invoice_text(
    told: PreNotification, language: Language, template: NoticeTemplate | None = None
) -> str:
    """A sentence for the invoice: that it will be collected, what, when, and under which mandate.

    A schedule stands below it as a table. A ``template`` of one's own replaces the text.

    >>> from sepadd.documents import pre_notification
    >>> from sepadd.testing import COLLECTION, CREDITOR
    >>> text = invoice_text(pre_notification(COLLECTION, CREDITOR), Language.EN)
    >>> text.partition(" by ")[0]
    'You need not transfer anything: on 1 December 2026 we will collect €30.00'
    """
    if template is None:
        wording = _WORDINGS[language]
        template = wording.on_invoice if len(told.announced) == 1 else wording.on_invoice_several
    return template.filled(told, language)


def letter_text(
    told: PreNotification, language: Language, template: NoticeTemplate | None = None
) -> str:
    """A letter or an e-mail: its subject on the first line, then a blank one, then the text.

    A ``template`` of one's own replaces all of it.
    """
    return (template or _WORDINGS[language].letter).filled(told, language)


def _values(told: PreNotification, language: Language) -> Mapping[str, str]:
    values = {
        "debtor": told.debtor,
        "debtor_id": told.debtor_id,
        "creditor": told.creditor,
        "reference": str(told.mandate_reference),
        "identifier": str(told.creditor_identifier),
        "iban": told.masked_iban,
        "about": told.about,
        "registration": told.registration,
        "contact": told.contact,
        "count": str(len(told.announced)),
    }
    values = {name: one_line(value) for name, value in values.items()}
    values["total"] = language.amount(told.total)
    if len(told.announced) == 1:
        values["amount"] = language.amount(told.announced[0].amount)
        values["due_on"] = language.day(told.announced[0].due_on)
    labels = _WORDINGS[language].labels
    values["schedule"] = _schedule(told, language, labels)
    values["details"] = _details(values, labels, _WORDINGS[language].colon)
    return values


def _schedule(told: PreNotification, language: Language, labels: _Labels) -> str:
    """The days and the amounts in two columns, the amounts flush right."""
    rows = [(language.day(each.due_on), language.amount(each.amount)) for each in told.announced]
    rows.insert(0, (labels.due_on, labels.amount))
    wide, narrow = (max(map(len, column)) for column in zip(*rows, strict=True))
    return "\n".join(f"{day:<{wide}}  {amount:>{narrow}}" for day, amount in rows)


def _details(values: Mapping[str, str], labels: _Labels, colon: str) -> str:
    """A line for each thing that there is to tell; a schedule below them."""
    named = [(label, values.get(name, "")) for name, label in labels._asdict().items()]
    lines = [(label + colon, value) for label, value in named if value]
    wide = max(len(label) for label, _ in lines)
    written = "\n".join(f"{label:<{wide}}  {value}" for label, value in lines)
    return written if "amount" in values else f"{written}\n\n{values['schedule']}"


class _Labels(NamedTuple):
    """What the details are called, in the order in which they are told."""

    amount: str
    due_on: str
    about: str
    iban: str
    reference: str
    identifier: str
    creditor: str
    registration: str
    contact: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wording:
    """Our own words in one language."""

    labels: _Labels
    on_invoice: NoticeTemplate
    on_invoice_several: NoticeTemplate
    letter: NoticeTemplate
    colon: str = ":"


def _letter(subject: str, salutation: str, opening: str, closing: str, greeting: str) -> str:
    parts = (subject, salutation, opening, "$details", closing, f"{greeting}\n$creditor")
    return "\n\n".join(parts) + "\n"


_WORDINGS: Final[Mapping[Language, _Wording]] = MappingProxyType(
    {
        Language.EN: _Wording(
            labels=_Labels(
                amount="Amount",
                due_on="Day of collection",
                about="For",
                iban="Your account",
                reference="Mandate reference",
                identifier="Creditor identifier",
                creditor="Collected by",
                registration="Registration number",
                contact="Questions",
            ),
            on_invoice=NoticeTemplate(
                "You need not transfer anything: on $due_on we will collect $amount by SEPA direct "
                "debit from your account $iban (mandate reference $reference, our creditor "
                "identifier $identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "You need not transfer anything: we will collect the amounts below by SEPA direct "
                "debit from your account $iban (mandate reference $reference, our creditor "
                "identifier $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "We will collect by SEPA direct debit",
                    "Dear $debtor,",
                    "As you have agreed with us, we will take the following from your account:",
                    "You need not do anything. Please see to it that there is enough in the "
                    "account on the day of collection, and tell us in time if something is "
                    "not right.",
                    "Kind regards,",
                )
            ),
        ),
        Language.NL: _Wording(
            labels=_Labels(
                amount="Bedrag",
                due_on="Datum van incasso",
                about="Omschrijving",
                iban="Uw rekening",
                reference="Machtigingskenmerk",
                identifier="Incassant-ID",
                creditor="Incassant",
                registration="KvK-nummer",
                contact="Vragen",
            ),
            on_invoice=NoticeTemplate(
                "U hoeft niets over te maken: op $due_on schrijven wij $amount via SEPA-incasso "
                "af van uw rekening $iban (machtigingskenmerk $reference, ons incassant-ID "
                "$identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "U hoeft niets over te maken: wij schrijven de onderstaande bedragen via "
                "SEPA-incasso af van uw rekening $iban (machtigingskenmerk $reference, ons "
                "incassant-ID $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "Wij gaan bij u incasseren (SEPA-incasso)",
                    "Geachte $debtor,",
                    "Zoals met u afgesproken schrijven wij het volgende van uw rekening af:",
                    "U hoeft niets te doen. Wilt u zorgen dat er op de dag van incasso genoeg op "
                    "de rekening staat, en het ons op tijd laten weten als er iets niet klopt?",
                    "Met vriendelijke groet,",
                )
            ),
        ),
        Language.DE: _Wording(
            labels=_Labels(
                amount="Betrag",
                due_on="Tag des Einzugs",
                about="Verwendungszweck",
                iban="Ihr Konto",
                reference="Mandatsreferenz",
                identifier="Gläubiger-Identifikationsnummer",
                creditor="Zahlungsempfänger",
                registration="Registernummer",
                contact="Rückfragen",
            ),
            on_invoice=NoticeTemplate(
                "Sie brauchen nichts zu überweisen: Am $due_on ziehen wir $amount per "
                "SEPA-Lastschrift von Ihrem Konto $iban ein (Mandatsreferenz $reference, unsere "
                "Gläubiger-Identifikationsnummer $identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "Sie brauchen nichts zu überweisen: Wir ziehen die folgenden Beträge per "
                "SEPA-Lastschrift von Ihrem Konto $iban ein (Mandatsreferenz $reference, unsere "
                "Gläubiger-Identifikationsnummer $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "Ankündigung einer SEPA-Lastschrift",
                    "Guten Tag $debtor,",
                    "wie mit Ihnen vereinbart buchen wir Folgendes von Ihrem Konto ab:",
                    "Sie brauchen nichts zu tun. Bitte sorgen Sie dafür, dass das Konto am Tag des "
                    "Einzugs gedeckt ist, und sagen Sie uns rechtzeitig, wenn etwas nicht stimmt.",
                    "Mit freundlichen Grüßen",
                )
            ),
        ),
        Language.FR: _Wording(
            labels=_Labels(
                amount="Montant",
                due_on="Date du prélèvement",
                about="Motif",
                iban="Votre compte",
                reference="Référence du mandat",
                identifier="Identifiant créancier",
                creditor="Créancier",
                registration="Numéro d'immatriculation",
                contact="Questions",
            ),
            on_invoice=NoticeTemplate(
                "Vous n'avez pas de virement à faire\N{NO-BREAK SPACE}: le $due_on, nous "
                "encaisserons $amount par prélèvement SEPA sur votre compte $iban (référence du "
                "mandat $reference, notre identifiant créancier $identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "Vous n'avez pas de virement à faire\N{NO-BREAK SPACE}: nous encaisserons les "
                "montants ci-dessous par prélèvement SEPA sur votre compte $iban (référence du "
                "mandat $reference, notre identifiant créancier $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "Annonce d'un prélèvement SEPA",
                    "Bonjour $debtor,",
                    "Comme convenu avec vous, nous prélèverons sur votre compte\N{NO-BREAK SPACE}:",
                    "Vous n'avez rien à faire. Merci de veiller à ce que le compte soit "
                    "approvisionné le jour du prélèvement, et de nous prévenir à temps en cas "
                    "d'erreur.",
                    "Cordialement,",
                )
            ),
            colon="\N{NO-BREAK SPACE}:",
        ),
        Language.ES: _Wording(
            labels=_Labels(
                amount="Importe",
                due_on="Fecha de cobro",
                about="Concepto",
                iban="Su cuenta",
                reference="Referencia del mandato",
                identifier="Identificador del acreedor",
                creditor="Acreedor",
                registration="Número de registro",
                contact="Consultas",
            ),
            on_invoice=NoticeTemplate(
                "No tiene que hacer ninguna transferencia: el $due_on cobraremos $amount mediante "
                "adeudo SEPA en su cuenta $iban (referencia del mandato $reference, nuestro "
                "identificador de acreedor $identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "No tiene que hacer ninguna transferencia: cobraremos los importes siguientes "
                "mediante adeudo SEPA en su cuenta $iban (referencia del mandato $reference, "
                "nuestro identificador de acreedor $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "Aviso de un adeudo SEPA",
                    "A la atención de $debtor:",
                    "Como hemos acordado con usted, cargaremos en su cuenta lo siguiente:",
                    "No tiene que hacer nada. Le rogamos que el día del cobro haya saldo "
                    "suficiente en la cuenta y que nos avise a tiempo si algo no es correcto.",
                    "Un saludo cordial,",
                )
            ),
        ),
        Language.IT: _Wording(
            labels=_Labels(
                amount="Importo",
                due_on="Data dell'addebito",
                about="Causale",
                iban="Il suo conto",
                reference="Riferimento del mandato",
                identifier="Identificativo del creditore",
                creditor="Creditore",
                registration="Numero di registrazione",
                contact="Domande",
            ),
            on_invoice=NoticeTemplate(
                "Non deve fare alcun bonifico: in data $due_on incasseremo $amount con addebito "
                "diretto SEPA sul suo conto $iban (riferimento del mandato $reference, nostro "
                "identificativo del creditore $identifier)."
            ),
            on_invoice_several=NoticeTemplate(
                "Non deve fare alcun bonifico: incasseremo gli importi seguenti con addebito "
                "diretto SEPA sul suo conto $iban (riferimento del mandato $reference, nostro "
                "identificativo del creditore $identifier).\n\n$schedule"
            ),
            letter=NoticeTemplate(
                _letter(
                    "Avviso di un addebito diretto SEPA",
                    "Gentile $debtor,",
                    "Come concordato con lei, addebiteremo sul suo conto quanto segue:",
                    "Non deve fare nulla. La preghiamo di assicurarsi che il giorno "
                    "dell'addebito il conto sia coperto e di avvisarci per tempo se qualcosa "
                    "non è corretto.",
                    "Cordiali saluti,",
                )
            ),
        ),
    }
)
