"""Looking up mandates: each question alone, and together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from sepadd.debtors.mandate_register import find
from sepadd.mandate import Mandate, Presentation, SequenceType, amend, revoke
from sepadd.testing import B2B_MANDATE, DUE_ON, MANDATE, TERMS, TODAY
from sepadd.values import MandateReference

ONE_OFF = replace(MANDATE, reference=MandateReference("M-3"), one_off=True)
REVOKED = revoke(replace(MANDATE, reference=MandateReference("M-4")), TODAY)
USED = replace(
    B2B_MANDATE,
    presentations=(Presentation(due_on=date(2026, 3, 2), sequence_type=SequenceType.RECURRENT),),
)
RENAMED = amend(USED, on=TODAY, reference=MandateReference("POOL-2"))
ALL = (MANDATE, RENAMED, ONE_OFF, REVOKED)


def found(**asked: Any) -> list[Mandate]:
    return list(find(ALL, TERMS, due_on=DUE_ON, **asked))


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, [*ALL]),
        ({"debtor_id": "20007"}, [RENAMED]),
        ({"debtor_id": "1"}, []),
        ({"reference": MandateReference("m-1")}, [MANDATE]),
        ({"reference": MandateReference("M-2")}, [RENAMED]),
        ({"reference": MandateReference("POOL-2")}, [RENAMED]),
        ({"sequence_type": SequenceType.ONE_OFF}, [ONE_OFF]),
        ({"sequence_type": SequenceType.RECURRENT}, [MANDATE, RENAMED, REVOKED]),
        ({"active": True}, [MANDATE, RENAMED, ONE_OFF]),
        ({"active": False}, [REVOKED]),
        ({"active": True, "debtor_id": "10042"}, [MANDATE, ONE_OFF]),
    ],
)
def test_feature_4_49_mandates_are_found_by_debtor_reference_sequence_type_and_use(
    asked: dict[str, object], expected: list[Mandate]
) -> None:
    assert found(**asked) == expected
