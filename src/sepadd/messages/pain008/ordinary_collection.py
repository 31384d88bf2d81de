"""The ordinary collection, read in one go: most of a file say the same things in the same places.

One that says anything else, or anything that cannot be right, is not ordinary: ``one_collection``
reads it part by part, and notes what there is to note. What is read here is the same as there, in
half the time: to ask lxml for a child costs more than to write all of them out as text, and one
regular expression over that text finds every value at once.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from lxml.etree import _Element as Element
from lxml.etree import tostring

from sepadd.collection import PurposeCode
from sepadd.findings import InvalidValue
from sepadd.messages.pain008.batches import ReadBatch
from sepadd.messages.pain008.collection_parts import Asked, ReadParts
from sepadd.messages.pain008.mandates import ReadMandate
from sepadd.messages.pain008.parties import Debited, NamedParty, bic_of
from sepadd.messages.parsing import day_of, euros_of
from sepadd.messages.writing import ADDRESS_TAGS
from sepadd.values import EndToEndId, Iban, MandateReference, PostalAddress

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


def ordinary_parts(element: Element, batch: ReadBatch) -> ReadParts | None:
    """What an ordinary collection says; nothing where it is not ordinary."""
    as_written = tostring(element, encoding="unicode", with_tail=False)
    said = _ordinary(element.prefix).fullmatch(as_written)
    try:
        return None if said is None else _parts(said.groups(), batch)
    except InvalidValue:
        return None


@lru_cache(maxsize=_MOST_PREFIXES)
def _ordinary(prefix: str | None) -> re.Pattern[str]:
    """The ordinary collection in a file that writes its elements with a prefix, or without."""
    return _form(_ORDINARY, f"{re.escape(prefix)}:" if prefix else "")


@cache
def _ordinary_address() -> re.Pattern[str]:
    return _form(_ADDRESS, _PREFIX)


def _form(seen: str, prefix: str) -> re.Pattern[str]:
    # Names of elements get the prefix of the file, and blanks between them may be any or none; the
    # blank before an attribute stays, since it is part of its tag.
    form = re.sub(r"(</?)(?=[A-Z])", lambda opened: opened[0] + prefix, seen.strip())
    form = re.sub(r"\s+(?!Ccy)", lambda _: r"\s*+", form)
    return re.compile(form.replace("#", _VALUE).replace("@", "[^>]*+"))


def _parts(said: tuple[str | None, ...], batch: ReadBatch) -> ReadParts | None:
    """The parts; nothing where one is lacking. Raises :class:`InvalidValue`."""
    called, amount, reference, signed_on, bicfi, bic, name, address, iban, purpose, text = said
    if not (called and amount and reference and signed_on and name and iban) or name.isspace():
        return None
    euros, day = euros_of(amount.strip()), day_of(signed_on.strip())
    if euros is None or day is None:
        return None
    bank = bic if bicfi is None else bicfi
    end_to_end_id = EndToEndId(called.strip())
    where = None if address is None else _address(address, batch)
    return ReadParts(
        batch,
        batch.kind,
        batch.identifier,
        ReadMandate(MandateReference(reference.strip()), day),
        Debited(
            NamedParty(name, where, None),
            Iban(iban.strip()),
            None if bank is None else bic_of(bank.strip()),
            None,
        ),
        Asked(
            end_to_end_id.value,
            end_to_end_id,
            euros,
            PurposeCode(purpose.strip()) if purpose else None,
            text if text and not text.isspace() else "",
        ),
    )


def _address(as_written: str, batch: ReadBatch) -> PostalAddress:
    """The address. Raises :class:`InvalidValue` where it is not ordinary."""
    said = _ordinary_address().fullmatch(as_written)
    given = {} if said is None else _parts_in(said)
    if said is None or given.keys() & batch.head.message.row.address_gaps:
        raise InvalidValue("an address that is not ordinary")
    *_, country, line, second = said.groups()
    lines = tuple(each for each in (line, second) if each is not None)
    return PostalAddress(**{"country": country, **given}, lines=lines)


def _parts_in(said: re.Match[str]) -> dict[str, str]:
    found = zip(ADDRESS_TAGS, said.groups(), strict=False)  # behind them: country and lines
    return {part: text for part, text in found if text is not None}
