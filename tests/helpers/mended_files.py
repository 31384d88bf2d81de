"""What mending makes of a file: of the good one, with something in it written otherwise."""

from __future__ import annotations

import re

from helpers.checked_files import FILE, changed
from sepadd.banks import EPC, BankProfile
from sepadd.mending import Mend, mend
from sepadd.mending.file_mend import Mended
from sepadd.rulebook import MessageVersion
from sepadd.testing import TODAY

TOWN = "<TwnNm>Bern</TwnNm><Ctry>CH</Ctry>"


def mended(xml: bytes, profile: BankProfile = EPC, to: MessageVersion | None = None) -> Mended:
    """Mend it, and look whether that holds: what is mended needs no mending."""
    found = mend(xml, profile, TODAY, to=to)
    again = mend(found.xml, profile, TODAY, to=to)
    assert again.changes == ()
    assert again.xml == found.xml
    return found


def only_change(xml: bytes, profile: BankProfile = EPC) -> Mend:
    (change,) = mended(xml, profile).changes
    return change


def left_alone(xml: bytes, profile: BankProfile = EPC) -> None:
    found = mended(xml, profile)
    assert found.changes == ()
    assert found.xml == xml


def becomes_good(xml: bytes, profile: BankProfile = EPC) -> None:
    """Expect the very file that was good, before one text in it was written otherwise."""
    found = mended(xml, profile)
    assert found.xml == FILE
    assert found.changes != ()
    assert found.left == ()


def with_address(address: str) -> bytes:
    return changed("<Nm>Ada Jansen</Nm>", f"<Nm>Ada Jansen</Nm><PstlAdr>{address}</PstlAdr>")


def address_in(xml: bytes) -> str:
    found = re.search(rb"<PstlAdr>(.*?)</PstlAdr>", xml)
    assert found is not None
    return found[1].decode()
