"""An address is put into the form that the bank takes, and nothing of it is guessed."""

from __future__ import annotations

from helpers.checked_files import FILE, changed
from helpers.mended_files import TOWN, address_in, left_alone, mended, only_change, with_address
from sepadd.banks import AUSTRIA, GERMANY, GERMANY_02
from sepadd.values import AddressForm


def test_three_lines_become_two() -> None:
    lines = [f"<AdrLine>{line}</AdrLine>" for line in ("Bundesplatz 3", "2nd floor", "at the back")]
    xml = with_address(TOWN + "".join(lines))
    assert only_change(xml).rule == "MND-09"
    both = "<AdrLine>Bundesplatz 3 2nd floor</AdrLine><AdrLine>at the back</AdrLine>"
    assert address_in(mended(xml).xml) == TOWN + both


def test_lines_without_room_are_left() -> None:
    left_alone(with_address(TOWN + f"<AdrLine>{'A' * 40}</AdrLine>" * 4))


def test_lines_alone_are_left_to_you() -> None:
    xml = with_address(
        "<Ctry>CH</Ctry><AdrLine>Bundesplatz 3</AdrLine><AdrLine>3005 Bern</AdrLine>"
    )
    left_alone(xml)
    assert [finding.rule for finding in mended(xml).left] == ["MND-09"]


def test_lines_that_repeat_the_fields_go_where_the_bank_takes_fields_alone() -> None:
    fields = f"<StrtNm>Bundesplatz</StrtNm><BldgNb>3</BldgNb><PstCd>3005</PstCd>{TOWN}"
    again = "<AdrLine>Bundesplatz 3</AdrLine><AdrLine>3005 BERN</AdrLine>"
    xml = with_address(fields + again)
    assert address_in(mended(xml, AUSTRIA).xml) == fields
    left_alone(xml, GERMANY)


def test_a_line_that_says_more_is_left_to_you() -> None:
    xml = with_address(f"{TOWN}<AdrLine>Bundesplatz 3</AdrLine>")
    assert AddressForm.HYBRID not in AUSTRIA.form.addresses
    left_alone(xml, AUSTRIA)


def test_an_address_is_folded_for_a_bank_that_takes_lines() -> None:
    address = "<StrtNm>Mühlweg</StrtNm><BldgNb>3</BldgNb><PstCd>3005</PstCd>" + TOWN
    xml = mended(FILE, GERMANY_02).xml
    xml = changed(
        "<Nm>Ada Jansen</Nm>", f"<Nm>Ada Jansen</Nm><PstlAdr>{address}</PstlAdr>", xml=xml
    )
    found = mended(xml, GERMANY_02)
    lines = "<AdrLine>Muehlweg 3</AdrLine><AdrLine>3005 Bern</AdrLine>"
    assert address_in(found.xml) == f"<Ctry>CH</Ctry>{lines}"
    assert [change.rule for change in found.changes] == ["MND-09"]
    assert found.left == ()


def test_what_is_too_long_for_a_line_is_not_folded() -> None:
    address = f"<StrtNm>{'A' * 69}</StrtNm><BldgNb>3</BldgNb>{TOWN}"
    xml = changed("pain.008.001.08", "pain.008.001.02", xml=with_address(address))
    assert address_in(mended(xml, GERMANY_02).xml) == address


def test_without_a_country_an_address_is_not_folded() -> None:
    xml = changed("pain.008.001.08", "pain.008.001.02", xml=with_address("<TwnNm>Bern</TwnNm>"))
    assert address_in(mended(xml, GERMANY_02).xml) == "<TwnNm>Bern</TwnNm>"
