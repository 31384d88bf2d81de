"""A mandate as the file says it, also of a collection that is left out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.pain008_files import said
from helpers.read_back import TX, held, of, plain, the_one
from sepadd.mandate import Mandate
from sepadd.testing import MANDATE

# -- what is held ----------------------------------------------------------------------------------


def test_a_mandate_is_as_the_file_says_and_its_debtor_called_by_the_reference() -> None:
    mandate = held(plain()).mandate
    assert mandate == Mandate(
        reference=MANDATE.reference,
        creditor_identifier=MANDATE.creditor_identifier,
        debtor=replace(MANDATE.debtor, id="M-1", kind=None, address=None),
        signed_on=MANDATE.signed_on,
    )


def test_a_one_off_collection_has_a_one_off_mandate() -> None:
    xml = of(said("PmtInf/PmtTpInf/SeqTp", "OOFF"))
    assert held(xml).mandate.one_off


# -- what is left out ------------------------------------------------------------------------------


def test_the_mandate_of_a_collection_that_is_left_out_is_held() -> None:
    each = the_one(of(said(f"{TX}/PmtId/EndToEndId", "NOTPROVIDED")))
    assert each.collection is None
    assert each.mandate is not None
    assert each.mandate.reference == MANDATE.reference
    assert each.presentation is not None
    assert (each.presentation.due_on, each.presentation.end_to_end_id) == (
        date(2026, 12, 1),
        None,
    )
