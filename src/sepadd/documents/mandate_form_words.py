"""The words of the mandate form in six languages: what its fields are called, and what is signed.

They are our own, and say what the scheme asks for: that the creditor may instruct the bank, that
the bank may debit, and what the debtor can do about it afterwards.
Source: EPC016-06 and EPC222-07 on the mandate; EPC392-08 v5.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from sepadd.findings import InvalidValue
from sepadd.values import Language, fields_of

LEGAL_FIELDS: Final = frozenset({"creditor"})
"""What a legal text may have filled in: the creditor's name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalText:
    """What the debtor signs: the leave that is given, and what follows from it.

    ``note`` tells of the refund (CORE), or that there is none (B2B). ``$creditor`` in either is the
    creditor's name, ``$$`` a dollar sign. Blank text, or another field, raises
    :class:`InvalidValue`. Where the official text is wanted, it is given as one of these.
    """

    authorisation: str
    note: str

    def __post_init__(self) -> None:
        for name, text in (("authorisation", self.authorisation), ("note", self.note)):
            if not text.strip():
                raise InvalidValue(f"{name} {text!r} of a legal text: needs text, not blank")
            fields_of(text, LEGAL_FIELDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormWords:
    """Everything that is printed on a mandate form in one language, but for what is filled in."""

    language: Language
    core_title: str
    b2b_title: str
    core_text: LegalText
    b2b_text: LegalText
    reference: str
    creditor: str
    name: str
    trade_name: str
    identifier: str
    address: str
    town: str
    country: str
    debtor: str
    debtor_name: str
    account_holder: str
    iban: str
    bic: str
    payment: str
    recurrent: str
    one_off: str
    signing: str
    place: str
    signed_on: str
    signature: str
    besides: str
    debtor_number: str
    ultimate_debtor: str
    ultimate_creditor: str
    contract: str
    to_fill_in: str
    return_to: str


_ENGLISH: Final = FormWords(
    language=Language.EN,
    core_title="SEPA Direct Debit Mandate",
    b2b_title="SEPA Business-to-Business Direct Debit Mandate",
    core_text=LegalText(
        authorisation=(
            "I let $creditor instruct my bank to take amounts from my account, and I let my bank "
            "carry out what $creditor instructs."
        ),
        note=(
            "I can have an amount refunded by my bank if I ask for it within eight weeks of the "
            "day on which it was taken from my account. The terms agreed with my bank apply; my "
            "bank can tell me more about my rights."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "We let $creditor instruct our bank to take amounts from our account, and we let our "
            "bank carry out what $creditor instructs."
        ),
        note=(
            "This mandate is for payments between businesses only, and is not signed as a "
            "consumer. Once an amount has been taken from the account, there is no right to a "
            "refund; until the day on which it is due, we can ask our bank not to pay it. We tell "
            "our bank of this mandate before the first collection, since it checks every "
            "collection against it."
        ),
    ),
    reference="Mandate reference",
    creditor="Who collects (creditor)",
    name="Name",
    trade_name="Also known as",
    identifier="Creditor identifier",
    address="Street and number",
    town="Postcode and town",
    country="Country",
    debtor="Who pays (debtor)",
    debtor_name="Name",
    account_holder="Account holder",
    iban="Account number (IBAN)",
    bic="BIC (accounts outside the EEA only)",
    payment="Kind of payment",
    recurrent="recurrent",
    one_off="once only",
    signing="Signed",
    place="Place",
    signed_on="Date",
    signature="Signature(s)",
    besides="For information",
    debtor_number="Customer number",
    ultimate_debtor="Paid on behalf of",
    ultimate_creditor="Collected on behalf of",
    contract="Contract number",
    to_fill_in="* Please fill in.",
    return_to="Please send the signed form to $creditor.",
)

_DUTCH: Final = FormWords(
    language=Language.NL,
    core_title="Machtiging SEPA-incasso",
    b2b_title="Machtiging zakelijke SEPA-incasso (B2B)",
    core_text=LegalText(
        authorisation=(
            "Ik sta $creditor toe mijn bank opdracht te geven om bedragen van mijn rekening af te "
            "schrijven, en ik sta mijn bank toe die opdrachten van $creditor uit te voeren."
        ),
        note=(
            "Ik kan een bedrag door mijn bank laten terugboeken als ik daar binnen acht weken na "
            "de afschrijving om vraag. Daarvoor gelden de voorwaarden van mijn bank; mijn bank kan "
            "mij meer over mijn rechten vertellen."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "Wij staan $creditor toe onze bank opdracht te geven om bedragen van onze rekening af "
            "te schrijven, en wij staan onze bank toe die opdrachten van $creditor uit te voeren."
        ),
        note=(
            "Deze machtiging is alleen voor betalingen tussen bedrijven en wordt niet als "
            "consument getekend. Een bedrag dat is afgeschreven, kunnen wij niet laten "
            "terugboeken; tot en met de vervaldag kunnen wij onze bank vragen het niet te betalen. "
            "Wij melden deze machtiging bij onze bank vóór de eerste incasso, want de bank toetst "
            "elke incasso eraan."
        ),
    ),
    reference="Machtigingskenmerk",
    creditor="Wie incasseert (incassant)",
    name="Naam",
    trade_name="Ook bekend als",
    identifier="Incassant-ID",
    address="Straat en nummer",
    town="Postcode en plaats",
    country="Land",
    debtor="Wie betaalt (debiteur)",
    debtor_name="Naam",
    account_holder="Rekeninghouder",
    iban="Rekeningnummer (IBAN)",
    bic="BIC (alleen bij een rekening buiten de EER)",
    payment="Soort betaling",
    recurrent="doorlopend",
    one_off="eenmalig",
    signing="Ondertekening",
    place="Plaats",
    signed_on="Datum",
    signature="Handtekening(en)",
    besides="Ter informatie",
    debtor_number="Klantnummer",
    ultimate_debtor="Betaald namens",
    ultimate_creditor="Geïncasseerd namens",
    contract="Contractnummer",
    to_fill_in="* Graag invullen.",
    return_to="Stuur het ondertekende formulier naar $creditor.",
)

_GERMAN: Final = FormWords(
    language=Language.DE,
    core_title="SEPA-Lastschriftmandat",
    b2b_title="SEPA-Firmenlastschrift-Mandat (B2B)",
    core_text=LegalText(
        authorisation=(
            "Ich erlaube $creditor, meine Bank mit der Abbuchung von Beträgen von meinem Konto zu "
            "beauftragen, und ich erlaube meiner Bank, diese Aufträge von $creditor auszuführen."
        ),
        note=(
            "Ich kann mir einen Betrag von meiner Bank erstatten lassen, wenn ich das innerhalb "
            "von acht Wochen nach dem Tag der Belastung verlange. Es gilt, was ich mit meiner Bank "
            "vereinbart habe; mehr über meine Rechte sagt mir meine Bank."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "Wir erlauben $creditor, unsere Bank mit der Abbuchung von Beträgen von unserem Konto "
            "zu beauftragen, und wir erlauben unserer Bank, diese Aufträge von $creditor "
            "auszuführen."
        ),
        note=(
            "Dieses Mandat gilt nur für Zahlungen zwischen Unternehmen und wird nicht als "
            "Verbraucher unterschrieben. Ist ein Betrag abgebucht, so gibt es keinen Anspruch auf "
            "Erstattung; bis zum Tag der Fälligkeit können wir unsere Bank bitten, ihn nicht zu "
            "zahlen. Wir teilen unserer Bank dieses Mandat vor dem ersten Einzug mit, denn sie "
            "prüft jeden Einzug daran."
        ),
    ),
    reference="Mandatsreferenz",
    creditor="Wer einzieht (Zahlungsempfänger)",
    name="Name",
    trade_name="Auch bekannt als",
    identifier="Gläubiger-Identifikationsnummer",
    address="Straße und Hausnummer",
    town="Postleitzahl und Ort",
    country="Land",
    debtor="Wer zahlt (Zahlungspflichtiger)",
    debtor_name="Name",
    account_holder="Kontoinhaber",
    iban="Kontonummer (IBAN)",
    bic="BIC (nur bei Konten außerhalb des EWR)",
    payment="Art der Zahlung",
    recurrent="wiederkehrend",
    one_off="einmalig",
    signing="Unterschrift",
    place="Ort",
    signed_on="Datum",
    signature="Unterschrift(en)",
    besides="Zur Information",
    debtor_number="Kundennummer",
    ultimate_debtor="Gezahlt im Namen von",
    ultimate_creditor="Eingezogen im Namen von",
    contract="Vertragsnummer",
    to_fill_in="* Bitte ausfüllen.",
    return_to="Bitte senden Sie das unterschriebene Formular an $creditor.",
)

_FRENCH: Final = FormWords(
    language=Language.FR,
    core_title="Mandat de prélèvement SEPA",
    b2b_title="Mandat de prélèvement SEPA interentreprises (B2B)",
    core_text=LegalText(
        authorisation=(
            "Je permets à $creditor de demander à ma banque de prélever des montants sur mon "
            "compte, et je permets à ma banque d'exécuter ces demandes de $creditor."
        ),
        note=(
            "Je peux me faire rembourser un montant par ma banque si je le demande dans les huit "
            "semaines qui suivent le jour du débit. Ce qui est convenu avec ma banque "
            "s'applique\N{NO-BREAK SPACE}; elle peut m'en dire plus sur mes droits."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "Nous permettons à $creditor de demander à notre banque de prélever des montants sur "
            "notre compte, et nous permettons à notre banque d'exécuter ces demandes de $creditor."
        ),
        note=(
            "Ce mandat ne vaut que pour les paiements entre entreprises et n'est pas signé en "
            "qualité de consommateur. Une fois un montant débité, il n'y a pas de droit au "
            "remboursement\N{NO-BREAK SPACE}; jusqu'au jour de l'échéance, nous pouvons demander à "
            "notre banque de ne pas le payer. Nous faisons connaître ce mandat à notre banque "
            "avant le premier prélèvement, car elle vérifie chaque prélèvement d'après lui."
        ),
    ),
    reference="Référence du mandat",
    creditor="Qui prélève (créancier)",
    name="Nom",
    trade_name="Connu aussi comme",
    identifier="Identifiant créancier",
    address="Rue et numéro",
    town="Code postal et ville",
    country="Pays",
    debtor="Qui paie (débiteur)",
    debtor_name="Nom",
    account_holder="Titulaire du compte",
    iban="Numéro de compte (IBAN)",
    bic="BIC (compte hors de l'EEE seulement)",
    payment="Type de paiement",
    recurrent="récurrent",
    one_off="unique",
    signing="Signature",
    place="Lieu",
    signed_on="Date",
    signature="Signature(s)",
    besides="Pour information",
    debtor_number="Numéro de client",
    ultimate_debtor="Payé au nom de",
    ultimate_creditor="Prélevé au nom de",
    contract="Numéro de contrat",
    to_fill_in="* À remplir.",
    return_to="Veuillez renvoyer le formulaire signé à $creditor.",
)

_SPANISH: Final = FormWords(
    language=Language.ES,
    core_title="Mandato de adeudo directo SEPA",
    b2b_title="Mandato de adeudo directo SEPA entre empresas (B2B)",
    core_text=LegalText(
        authorisation=(
            "Permito que $creditor encargue a mi banco cobrar importes en mi cuenta, y permito que "
            "mi banco cumpla estos encargos de $creditor."
        ),
        note=(
            "Puedo pedir a mi banco que me devuelva un importe dentro de las ocho semanas "
            "siguientes al día en que se cargó en mi cuenta. Rige lo acordado con mi banco, que "
            "puede informarme mejor de mis derechos."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "Permitimos que $creditor encargue a nuestro banco cobrar importes en nuestra cuenta, "
            "y permitimos que nuestro banco cumpla estos encargos de $creditor."
        ),
        note=(
            "Este mandato es solo para pagos entre empresas y no se firma como consumidor. Una vez "
            "cargado un importe, no hay derecho a su devolución; hasta el día del vencimiento "
            "podemos pedir a nuestro banco que no lo pague. Comunicamos este mandato a nuestro "
            "banco antes del primer cobro, ya que comprueba con él cada uno de los cobros."
        ),
    ),
    reference="Referencia del mandato",
    creditor="Quién cobra (acreedor)",
    name="Nombre",
    trade_name="Conocido también como",
    identifier="Identificador del acreedor",
    address="Calle y número",
    town="Código postal y población",
    country="País",
    debtor="Quién paga (deudor)",
    debtor_name="Nombre",
    account_holder="Titular de la cuenta",
    iban="Número de cuenta (IBAN)",
    bic="BIC (solo cuentas fuera del EEE)",
    payment="Tipo de pago",
    recurrent="recurrente",
    one_off="único",
    signing="Firma",
    place="Lugar",
    signed_on="Fecha",
    signature="Firma(s)",
    besides="Para su información",
    debtor_number="Número de cliente",
    ultimate_debtor="Pagado en nombre de",
    ultimate_creditor="Cobrado en nombre de",
    contract="Número de contrato",
    to_fill_in="* Rellénese, por favor.",
    return_to="Le rogamos que envíe el formulario firmado a $creditor.",
)

_ITALIAN: Final = FormWords(
    language=Language.IT,
    core_title="Mandato di addebito diretto SEPA",
    b2b_title="Mandato di addebito diretto SEPA tra imprese (B2B)",
    core_text=LegalText(
        authorisation=(
            "Consento a $creditor di incaricare la mia banca di prelevare importi dal mio conto, e "
            "consento alla mia banca di eseguire questi incarichi di $creditor."
        ),
        note=(
            "Posso farmi rimborsare un importo dalla mia banca se lo chiedo entro otto settimane "
            "dal giorno in cui è stato addebitato. Vale quanto concordato con la mia banca, che "
            "può dirmi di più sui miei diritti."
        ),
    ),
    b2b_text=LegalText(
        authorisation=(
            "Consentiamo a $creditor di incaricare la nostra banca di prelevare importi dal nostro "
            "conto, e consentiamo alla nostra banca di eseguire questi incarichi di $creditor."
        ),
        note=(
            "Questo mandato vale solo per pagamenti tra imprese e non è firmato in qualità di "
            "consumatore. Una volta addebitato un importo, non c'è diritto al rimborso; fino al "
            "giorno della scadenza possiamo chiedere alla nostra banca di non pagarlo. "
            "Comunichiamo questo mandato alla nostra banca prima del primo incasso, perché essa lo "
            "confronta con ogni incasso."
        ),
    ),
    reference="Riferimento del mandato",
    creditor="Chi incassa (creditore)",
    name="Nome",
    trade_name="Noto anche come",
    identifier="Identificativo del creditore",
    address="Via e numero civico",
    town="CAP e località",
    country="Paese",
    debtor="Chi paga (debitore)",
    debtor_name="Nome",
    account_holder="Intestatario del conto",
    iban="Numero di conto (IBAN)",
    bic="BIC (solo per conti fuori dal SEE)",
    payment="Tipo di pagamento",
    recurrent="ricorrente",
    one_off="singolo",
    signing="Firma",
    place="Luogo",
    signed_on="Data",
    signature="Firma/e",
    besides="Per informazione",
    debtor_number="Numero cliente",
    ultimate_debtor="Pagato per conto di",
    ultimate_creditor="Incassato per conto di",
    contract="Numero di contratto",
    to_fill_in="* Da compilare.",
    return_to="Si prega di inviare il modulo firmato a $creditor.",
)

FORM_WORDS: Final[Mapping[Language, FormWords]] = MappingProxyType(
    {words.language: words for words in (_ENGLISH, _DUTCH, _GERMAN, _FRENCH, _SPANISH, _ITALIAN)}
)
"""The words of the form, by language."""
