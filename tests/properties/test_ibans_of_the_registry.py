"""An IBAN is right where the registry of IBANs says so."""

from __future__ import annotations

import schwifty
from hypothesis import given, settings
from hypothesis import strategies as st

from sepadd.findings import InvalidValue
from sepadd.testing.strategies import ibans
from sepadd.values import Iban


def is_taken(written: str) -> bool:
    try:
        Iban(written)
    except InvalidValue:
        return False
    return True


def is_in_registry(written: str) -> bool:
    try:
        schwifty.IBAN(written)
    except schwifty.exceptions.SchwiftyException:
        return False
    return True


@settings(max_examples=500)
@given(iban=ibans(), place=st.integers(0, 33), sign=st.sampled_from("0159AEZ"))
def test_an_iban_is_right_where_the_registry_says_so(iban: Iban, place: int, sign: str) -> None:
    right = iban.value
    place %= len(right)
    for written in (right, right[:place] + sign + right[place + 1 :], right[:place] + sign):
        assert is_taken(written) is is_in_registry(written), written


@given(iban=ibans(), place=st.integers(4, 33), sign=st.sampled_from("0159AEZ"))
def test_an_iban_of_another_build_is_right_where_the_registry_says_so(
    iban: Iban, place: int, sign: str
) -> None:
    """With check digits that fit, so that only the build is asked about."""
    right = iban.value
    place = min(place, len(right) - 1)
    account = right[4:place] + sign + right[place + 1 :]
    number = int("".join(str(int(each, 36)) for each in f"{account}{right[:2]}00"))
    written = f"{right[:2]}{98 - number % 97:02d}{account}"
    assert is_taken(written) is is_in_registry(written), written
