"""The ordinary collection, read in one go: most of a file say the same things in the same places.

One that says anything else, or anything that cannot be right, is not ordinary:
``one_collection`` reads it part by part, and notes what there is to note.
What is read here is the same as there, in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final

from lxml.etree import _Element as Element
from lxml.etree import tostring

from sepadd.collection import Collection, PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import Mandate, SequenceType
from sepadd.messages.pain008.batches import ReadBatch
from sepadd.messages.pain008.one_collection import ReadCollection
from sepadd.messages.pain008.parties import bic_of
from sepadd.messages.parsing import day_of, euros_of
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.values import Debtor, EndToEndId, Euro, Iban, MandateReference, PostalAddress

_ANY_ADDRESS: Final = r"(<PstlAdr> (?:<[\w:]++>[^<&]*+</[\w:]++> )*+</PstlAdr>)"
_ADDRESS: Final = f"""
<PstlAdr>
 {" ".join(f"(?:<{tag}>#</{tag}>)?" for tag in ADDRESS_TAGS.values())}
 <Ctry>#</Ctry> (?:<AdrLine>#</AdrLine>)? (?:<AdrLine>#</AdrLine>)?
</PstlAdr>
"""
_ORDINARY: Final = f"""
<DrctDbtTxInf@>
 <PmtId> <EndToEndId>#</EndToEndId> </PmtId>
 <InstdAmt Ccy="EUR">#</InstdAmt>
 <DrctDbtTx> <MndtRltdInf>
  <MndtId>#</MndtId> <DtOfSgntr>#</DtOfSgntr> (?:<AmdmntInd>(?:false|0)</AmdmntInd>)?
 </MndtRltdInf> </DrctDbtTx>
 <DbtrAgt> <FinInstnId>
  (?:<Othr> <Id>NOTPROVIDED</Id> </Othr>|<BICFI>#</BICFI>|<BIC>#</BIC>)
 </FinInstnId> </DbtrAgt>
 <Dbtr> <Nm>#</Nm> {_ANY_ADDRESS}? </Dbtr>
 <DbtrAcct> <Id> <IBAN>#</IBAN> </Id> </DbtrAcct>
 (?:<Purp> <Cd>#</Cd> </Purp>)?
 (?:<RmtInf> <Ustrd>#</Ustrd> </RmtInf>)?
</DrctDbtTxInf>
"""
"""What it looks like: ``#`` is a value, ``@`` the namespace, and blanks may stand anywhere."""

_PREFIX: Final = r"(?:\w++:)?"
_VALUE: Final = "([^<&]*+)"  # possessive, as all here that repeats: it never looks back
_MOST_PREFIXES: Final = 16


def read_ordinary(element: Element, batch: ReadBatch) -> tuple[ReadCollection, Euro] | None:
    """As ``one_collection.read_collection``; nothing where it is not ordinary."""
    as_written = tostring(element, encoding="unicode", with_tail=False)
    said = _ordinary(element.prefix).fullmatch(as_written)
    if said is None:
        return None
    try:
        collection = _collection(said.groups(), batch)
    except InvalidValue:
        return None
    if collection is None:
        return None
    read = ReadCollection(
        batch.head,
        batch,
        element.sourceline or 1,
        collection.end_to_end_id.value,
        batch.kind,
        batch.identifier,
        collection.mandate,
        collection,
    )
    return read, collection.amount


@lru_cache(maxsize=_MOST_PREFIXES)
def _ordinary(prefix: str | None) -> re.Pattern[str]:
    """The ordinary collection in a file that writes its elements with a prefix, or without."""
    return _form(_ORDINARY, f"{re.escape(prefix)}:" if prefix else "")


@cache
def _ordinary_address() -> re.Pattern[str]:
    return _form(_ADDRESS, _PREFIX)


def _form(seen: str, prefix: str) -> re.Pattern[str]:
    form = re.sub(r"(</?)(?=[A-Z])", lambda opened: opened[0] + prefix, seen.strip())
    form = re.sub(r"\s+(?!Ccy)", lambda _: r"\s*+", form)
    return re.compile(form.replace("#", _VALUE).replace("@", "[^>]*+"))


def _collection(said: tuple[str | None, ...], batch: ReadBatch) -> Collection | None:
    """The collection; nothing where it would lack anything. Raises :class:`InvalidValue`."""
    name, amount, *of_mandate, purpose, remittance = said
    account, due_on, sequence_type = batch.account, batch.due_on, batch.kind.sequence_type
    if account is None or due_on is None or sequence_type is None:
        return None
    if batch.id is None or batch.creditor is None or not name or not amount:
        return None
    mandate, euros = _mandate(of_mandate, batch), euros_of(amount.strip())
    if mandate is None or euros is None:
        return None
    return Collection(
        end_to_end_id=EndToEndId(name.strip()),
        mandate=mandate,
        account=account,
        sequence_type=sequence_type,
        amount=euros,
        due_on=due_on,
        remittance=remittance if remittance and not remittance.isspace() else "",
        purpose=PurposeCode(purpose.strip()) if purpose else None,
        category_purpose=batch.kind.category_purpose,
    )


def _mandate(said: Sequence[str | None], batch: ReadBatch) -> Mandate | None:
    """The mandate; nothing where it would lack anything. Raises :class:`InvalidValue`."""
    reference, signed_on, bicfi, bic, name, address, iban = said
    scheme, identifier = batch.kind.scheme, batch.identifier
    if scheme is None or identifier is None or not reference or not signed_on:
        return None
    day = day_of(signed_on.strip())
    if day is None or not name or not iban:
        return None
    own = MandateReference(reference.strip())
    bank = bic if bicfi is None else bicfi
    debtor = Debtor(
        id=own.value,
        name=name,
        iban=Iban(iban.strip()),
        bic=None if bank is None else bic_of(bank.strip()),
        address=None if address is None else _address(address, batch),
    )
    return Mandate(
        reference=own,
        creditor_identifier=identifier,
        debtor=debtor,
        scheme=scheme,
        one_off=batch.kind.sequence_type is SequenceType.ONE_OFF,
        signed_on=day,
    )


def _address(as_written: str, batch: ReadBatch) -> PostalAddress:
    """The address. Raises :class:`InvalidValue` where it is not ordinary."""
    said = _ordinary_address().fullmatch(as_written)
    if said is None:
        raise InvalidValue("an address that is not ordinary")
    *parts, country, line, second = said.groups()
    given = {part: text for part, text in zip(ADDRESS_TAGS, parts, strict=True) if text is not None}
    if not batch.head.message.row.address_gaps.isdisjoint(given):
        raise InvalidValue("a part of an address that the version has no place for")
    lines = tuple(each for each in (line, second) if each is not None)
    return PostalAddress(**{"country": country, **given}, lines=lines)
