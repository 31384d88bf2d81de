"""Putting the parts of a file right, one by one: names, order, values, and what is missing.

Only what can be one thing alone is put right: a code that has no other value, a bank that is not
named where the account is, an element that says nothing. Everything else is left as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Final, NamedTuple

from sepadd.checking import VERSION_TAKEN
from sepadd.findings import Finding, InvalidValue
from sepadd.mandate import Scheme
from sepadd.mending.addresses import Laid, folded_address, shortened_address
from sepadd.mending.change import Mends
from sepadd.mending.document_parts import Part
from sepadd.mending.grammar import Content, Value
from sepadd.mending.values import righted, text_righted
from sepadd.mending.versions import Move, homeless, name_in, named_anew
from sepadd.messages.pain008 import ON_ONE_LEVEL, SAME_MANDATE
from sepadd.messages.parsing import ACCOUNT_CHANGED, ANNOUNCED, NOT_PROVIDED, SAID_ONCE, XSD
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.rulebook import (
    MessageVersion,
    SameMandateNewAccount,
    Terms,
    creditor_address_form,
    creditor_texts_fit,
    debtor_address_form,
    debtor_texts_fit,
    edition_on,
    remittance_fits,
    scheme_offered,
)
from sepadd.values import AddressForm, CreditorIdentifier, Iban

_TEXTS: Final = frozenset({"Nm", "Ustrd", "AdrLine", *ADDRESS_TAGS.values()})
_BANK_BICS: Final = sorted({version.row.names.bank_bic for version in MessageVersion})
_OWN_SCHEMES: Final = frozenset({"CORE", "B2B"})
_MOST_NAMED: Final = 35
_MOST_SAID: Final = 100


class Task(NamedTuple):
    """What is to be done with a file: for which terms, and from which version to which."""

    terms: Terms
    moving: Move

    @property
    def addresses(self) -> frozenset[AddressForm]:
        """The forms of address that the bank takes on the day."""
        form = self.terms.profile.form
        if form.fold_addresses:
            return frozenset({AddressForm.UNSTRUCTURED})
        hybrid = self.terms.edition(self.terms.on).hybrid_addresses
        return form.addresses if hybrid else form.addresses - {AddressForm.HYBRID}


class PartMender:
    """Puts one part of a file right after the other, and notes what it did.

    ``due_on`` is the due date of the batch that goes by; ``in_the_way`` is what has no place in the
    version that the file is to become.
    """

    def __init__(self, task: Task, mends: Mends) -> None:
        """Begin with a file."""
        self.task = task
        self.mends = mends
        self.due_on: date | None = None
        self.in_the_way: list[Finding] = []
        self._of_collection = False
        self._batch: Part | None = None

    def whole(self, part: Part, name: str) -> None:
        """Put the head of a file, the head of a batch or a collection right; ``name`` its kind."""
        self._of_collection = name == "Collection"
        content, was = self.task.moving.content, self.task.moving.content_before
        inside = None if content is None else content.parts[name]
        before = None if was is None else was.parts[name]
        if not isinstance(inside, Content):
            return
        self._part(part, inside, before)
        if name == "Batch":
            self._batch = part
        elif self._of_collection:
            self._said_once(part)

    def _part(self, part: Part, content: Content, was: Content | Value | None) -> None:
        known = was.parts if isinstance(was, Content) else {}
        self._begin(part, content)
        for child in tuple(part.children):
            self._namespace(child)
            before = known.get(child.name)
            inside = content.parts.get(child.name) or self._renamed(child, part, content)
            if inside is None:
                self._unknown(child, of_the_scheme=before is not None)
            elif self._is_idle(child, part, content):
                part.take(child)
                self._said(XSD.id, child, (child.name, ""), "it says nothing, and may be absent")
            elif isinstance(inside, Content):
                self._part(child, inside, before)
            elif not child.children:
                self._value(child, inside, before)
        self._end(part, content)
        self._in_order(part, content)
        if part.name == "PstlAdr" and was is not None:
            self._needs_town(part)

    def _said(self, rule: str, part: Part, change: tuple[str, str], why: str) -> None:
        self.mends.note(rule, part, change, why)

    # -- names and places --------------------------------------------------------------------------

    def _namespace(self, child: Part) -> None:
        moving = self.task.moving
        for name, said in tuple(child.attributes.items()):
            if moving.new_namespace and said == moving.namespace and name.startswith("xmlns"):
                child.attribute(name, moving.new_namespace)

    def _renamed(self, child: Part, part: Part, content: Content) -> Content | Value | None:
        """What stands there under the name that another version has for it."""
        other = name_in(self.task.moving.becomes, child.name)
        inside = content.parts.get(other)
        if other == child.name or inside is None or part.child(other) is not None:
            return None
        self._said(VERSION_TAKEN.id, child, (child.name, other), "so this version calls it")
        child.call(other)
        return inside

    def _unknown(self, child: Part, *, of_the_scheme: bool) -> None:
        """What has no place with us stays, unless the new version has none for it either."""
        moving = self.task.moving
        if not moving.is_to_another:
            return
        for part in homeless(child, moving, of_the_scheme=of_the_scheme):
            said = f" {part.said[:_MOST_SAID]!r}" if part.said else ""
            self._stands_in_the_way(part, f"{part.name}{said} has no place in it")
        named_anew(child, moving.to)

    def _stands_in_the_way(self, part: Part, why: str) -> None:
        moving = self.task.moving
        detail = f"it cannot be made {moving.to}: {why}"
        found = VERSION_TAKEN.finding(self.mends.subject, detail)
        self.in_the_way.append(replace(found, line=part.line, path=part.path))

    def _needs_town(self, part: Part) -> None:
        """Some versions have a country in every address, and a town or lines alone."""
        to = self.task.moving.to
        if to is None or not to.row.address_needs_town:
            return
        lines_alone = {child.name for child in part.children} <= {"Ctry", "AdrLine"}
        if part.child("Ctry") is None:
            self._stands_in_the_way(part, "an address has a country there")
        elif part.child("TwnNm") is None and not lines_alone:
            self._stands_in_the_way(part, "an address has a town there, or a country and lines")

    def _is_idle(self, child: Part, part: Part, content: Content) -> bool:
        return (
            child.name not in content.needed
            and len(part.children) > 1
            and not child.touched
            and child.is_silent
        )

    def _in_order(self, part: Part, content: Content) -> None:
        places = [content.places.get(child.name) for child in part.children]
        known = [place for place in places if place is not None]
        if len(known) < len(places) or known == sorted(known):
            return
        before = " ".join(child.name for child in part.children)
        part.arrange(sorted(part.children, key=lambda child: content.places[child.name]))
        after = " ".join(child.name for child in part.children)
        self._said(XSD.id, part, (before, after), "the message has an order")

    # -- values ------------------------------------------------------------------------------------

    def _value(self, part: Part, value: Value, was: Content | Value | None) -> None:
        before = part.text
        if part.name in _TEXTS and value.base == "string":
            self._text(part, value)
        elif (right := righted(before, value)) is not None:
            part.say(right.said)
            self._said(right.rule, part, (before, right.said), right.why)
        currency = part.attributes.get("Ccy", "EUR")
        if currency != "EUR" and currency.strip().upper() == "EUR":
            part.attribute("Ccy", "EUR")
            self._said(XSD.id, part, (currency, "EUR"), "written in capitals")
        if isinstance(was, Value) and was.accepts(before) and not value.accepts(part.text):
            why = f"{part.name} {part.said[:_MOST_SAID]!r} is none there"
            self._stands_in_the_way(part, why)

    def _text(self, part: Part, value: Value) -> None:
        before, mode = part.text, self.task.terms.profile.form.text
        after = text_righted(before, value.longest or len(before), mode)
        if after == before:
            return
        own = remittance_fits if part.name == "Ustrd" else debtor_texts_fit
        rule = own.id if self._of_collection else creditor_texts_fit.id
        part.say(after)
        self._said(rule, part, (before, after), f"as the bank's profile has it ({mode.name})")

    # -- what belongs together ---------------------------------------------------------------------

    def _begin(self, part: Part, content: Content) -> None:
        """What is put right before a part is looked into."""
        match content.name:
            case "Batch":
                self._method(part, content)
                self._bank(part, content, "CdtrAgt", part.said_in("CdtrAcct", "Id", "IBAN"))
                self._own_name(part)
            case "Collection":
                self._bank(part, content, "DbtrAgt", part.said_in("DbtrAcct", "Id", "IBAN"))
            case "Address" if self.task.terms.profile.form.fold_addresses:
                self._laid(part, folded_address(part, self.task.terms.profile.form.text))
            case "BankId":
                self._no_bic(part)
            case "PaymentType":
                self._service_level(part, content)
                self._ended_scheme(part)
            case "CreditorSchemeOther":
                self._scheme_name(part, content)
            case "Mandate":
                self._announced(part, content)
            case "Amendment":
                self._same_mandate(part, content)
            case "SameMandateNewAccount":
                self._without_id(part)
            case _:
                pass

    def _end(self, part: Part, content: Content) -> None:
        """What is put right once all in a part is."""
        match content.name:
            case "Address":
                self._laid(part, shortened_address(part, self.task.addresses))
            case "Remittance":
                self._one_text(part, content)
            case _:
                pass

    def put(self, part: Part, new: Part, content: Content) -> None:
        """Put a new part where the message has it."""
        place = content.places[new.name]
        later = (
            at
            for at, child in enumerate(part.children)
            if content.places.get(child.name, -1) > place
        )
        part.put(new, next(later, len(part.children)))

    def _instead(self, part: Part, new: Part, content: Content) -> None:
        """Put a new part where there is none, or one that says nothing."""
        silent = part.child(new.name)
        if silent is not None:
            part.take(silent)
        self.put(part, new, content)

    def _method(self, batch: Part, content: Content) -> None:
        if _is_missing(batch, "PmtMtd"):
            new = batch.new("PmtMtd", text="DD")
            self._instead(batch, new, content)
            self._said(XSD.id, new, ("", "DD"), "it is the only value there")

    def _bank(self, part: Part, content: Content, name: str, account: str) -> None:
        """A bank that is not named: the account tells it, and the file says that no BIC is."""
        if not _is_missing(part, name) or not _is_iban(account):
            return
        new = part.new(name)
        new.put(new.new("FinInstnId", _no_bank_in(new)), 0)
        self._instead(part, new, content)
        self._said(XSD.id, new, ("", NOT_PROVIDED), "the account tells the bank")

    def _no_bic(self, part: Part) -> None:
        """Where there is no BIC, it is said beside it: ``NOTPROVIDED`` is no bank."""
        bic = next(filter(None, map(part.child, _BANK_BICS)), None)
        if bic is None or len(part.children) > 1 + (part.child("Othr") is not None):
            return
        other, is_none = part.child("Othr"), bic.said.upper() in {"", NOT_PROVIDED}
        if is_none:
            self._said(XSD.id, bic, (f"{bic.name} {bic.said}", NOT_PROVIDED), "no bank is named")
            part.take(bic)
            if other is None:
                part.put(_no_bank_in(part), 0)
        elif other is not None and _says_none(other):
            part.take(other)
            self._said(XSD.id, other, (NOT_PROVIDED, ""), "the bank is named beside it")

    def _own_name(self, batch: Part) -> None:
        """The creditor's name beside its identifier, where it has no place and stands above."""
        name = batch.child("CdtrSchmeId", "Nm")
        if name is None or name.above is None or name.said != batch.said_in("Cdtr", "Nm"):
            return
        name.above.take(name)
        self._said(XSD.id, name, (name.said, ""), "the creditor's name stands with the creditor")

    def _said_once(self, collection: Part) -> None:
        """What is said of the whole batch, and in the same words of one of its collections."""
        batch, debit = self._batch, collection.child("DrctDbtTx")
        if batch is None:
            return
        for around in (collection, *(() if debit is None else (debit,))):
            for part in tuple(around.children):
                of_all = batch.child(part.name) if part.name in ON_ONE_LEVEL else None
                if of_all is not None and part.says_the_same(of_all):
                    around.take(part)
                    why = "the batch says it of all its collections"
                    self._said(SAID_ONCE.id, part, (part.name, ""), why)

    def _service_level(self, part: Part, content: Content) -> None:
        if _is_missing(part, "SvcLvl") and part.said_in("LclInstrm", "Cd") in _OWN_SCHEMES:
            new = part.new("SvcLvl")
            new.put(new.new("Cd", text="SEPA"), 0)
            self._instead(part, new, content)
            self._said(XSD.id, new, ("", "SEPA"), "it is the only value there")

    def _ended_scheme(self, part: Part) -> None:
        """COR1 came to an end since every CORE collection is as quick."""
        code, terms, due_on = part.child("LclInstrm", "Cd"), self.task.terms, self.due_on
        if code is None or code.said != Scheme.COR1 or due_on is None:
            return
        if (
            Scheme.COR1 not in terms.profile.schemes
            and Scheme.COR1 not in terms.edition(due_on).schemes
        ):
            code.say(Scheme.CORE)
            self._said(scheme_offered.id, code, ("COR1", "CORE"), "CORE is as quick since 2016")

    def _scheme_name(self, part: Part, content: Content) -> None:
        identifier = part.said_in("Id")
        code = part.child("SchmeNm", "Cd")
        if (
            code is not None
            and code.said.upper() == "SEPA"
            and part.child("SchmeNm", "Prtry") is None
        ):
            code.call("Prtry")
            self._said(XSD.id, code, ("Cd SEPA", "Prtry SEPA"), "it is a name, and no code")
        if _is_missing(part, "SchmeNm") and _is_creditor_identifier(identifier):
            new = part.new("SchmeNm")
            new.put(new.new("Prtry", text="SEPA"), 0)
            self._instead(part, new, content)
            self._said(XSD.id, new, ("", "SEPA"), "it is the only value there")

    def _announced(self, part: Part, content: Content) -> None:
        details = part.child("AmdmntInfDtls")
        if details is None or details.is_silent or not _is_missing(part, "AmdmntInd"):
            return
        new = part.new("AmdmntInd", text="true")
        self._instead(part, new, content)
        self._said(ANNOUNCED.id, new, ("", "true"), "what has changed is told behind it")

    def _same_mandate(self, part: Part, content: Content) -> None:
        """``SMNDA`` stood with the debtor's bank until November 2016, and now with the account."""
        bank, account = part.child("OrgnlDbtrAgt"), part.child("OrgnlDbtrAcct")
        told = part.child("OrgnlDbtrAgt", "FinInstnId", "Othr")
        if bank is None or told is None or not _says_same_mandate(told) or self.due_on is None:
            return
        try:
            edition = edition_on(self.due_on)
        except InvalidValue:
            return  # there was no direct debit yet
        if edition.same_mandate_new_account is not SameMandateNewAccount.NEW_ACCOUNT:
            return
        other = part.child("OrgnlDbtrAcct", "Id", "Othr")
        if account is not None and (other is None or not _says_same_mandate(other)):
            return
        part.take(bank)
        if account is None:
            new = part.new("OrgnlDbtrAcct")
            new.put(new.new("Id", new.new("Othr", new.new("Id", text=SAME_MANDATE))), 0)
            self.put(part, new, content)
        change = (f"OrgnlDbtrAgt {SAME_MANDATE}", f"OrgnlDbtrAcct {SAME_MANDATE}")
        self._said(
            ACCOUNT_CHANGED.id, bank, change, "since November 2016 it stands with the account"
        )

    def _without_id(self, part: Part) -> None:
        if not part.children and part.said == SAME_MANDATE:
            part.say("")
            part.put(part.new("Id", text=SAME_MANDATE), 0)
            change = (SAME_MANDATE, f"Id {SAME_MANDATE}")
            self._said(XSD.id, part, change, "an Id stands around it")

    def _laid(self, part: Part, laid: Laid | None) -> None:
        if laid is not None:
            rule = debtor_address_form if self._of_collection else creditor_address_form
            self._said(rule.id, part, (laid.before, laid.after), laid.why)

    def _one_text(self, part: Part, content: Content) -> None:
        """Several texts for the debtor are one, where there is room."""
        texts, value = part.children, content.parts["Ustrd"]
        if len(texts) < 2 or any(text.name != "Ustrd" for text in texts):  # noqa: PLR2004 - several
            return
        said = [text.said for text in texts]
        joined = " ".join(filter(None, said))
        if not isinstance(value, Value) or not value.accepts(joined):
            return
        first = texts[0]
        first.say(joined)
        part.arrange([first])
        self._said(XSD.id, part, (" | ".join(said), joined), "a collection has one text")


def _is_missing(part: Part, name: str) -> bool:
    child = part.child(name)
    return child is None or child.is_silent


def _no_bank_in(part: Part) -> Part:
    other = part.new("Othr")
    other.put(other.new("Id", text=NOT_PROVIDED), 0)
    return other


def _says_none(other: Part) -> bool:
    return len(other.children) == 1 and other.said_in("Id").upper() == NOT_PROVIDED


def _says_same_mandate(other: Part) -> bool:
    return SAME_MANDATE in {other.said, other.said_in("Id")}


def _is_iban(said: str) -> bool:
    try:
        Iban(said)
    except InvalidValue:
        return False
    return True


def _is_creditor_identifier(said: str) -> bool:
    try:
        CreditorIdentifier(said)
    except InvalidValue:
        return False
    return True


def subject_of(part: Part) -> str:
    """Whose part of a file it is, by the creditor's own reference."""
    names: Iterator[tuple[str, str]] = iter(
        (
            ("collection", part.said_in("PmtId", "EndToEndId")),
            ("batch", part.said_in("PmtInfId")),
            ("file", part.said_in("MsgId")),
        )
    )
    kind = {"DrctDbtTxInf": "collection", "PmtInf": "batch"}.get(part.name, "file")
    said = next(said for name, said in names if name == kind)
    return f"{kind} {said[:_MOST_NAMED]}" if said else kind
