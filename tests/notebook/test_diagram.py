"""A machine as a picture: every place has its lane."""

from __future__ import annotations

import pytest

from sepadd.findings import InvalidValue
from sepadd.mandate import MandateStatus
from sepadd.notebook import diagram_of
from sepadd.notebook.transitions import mandate_machine, run_machine
from sepadd.run import RunStage


def test_there_is_no_other_diagram() -> None:
    with pytest.raises(InvalidValue, match="collection, run, mandate"):
        diagram_of("bank")


# -- where things can stand ------------------------------------------------------------------------


def test_every_status_of_a_mandate_has_its_lane() -> None:
    assert set(mandate_machine().places) == {status.value for status in MandateStatus}


def test_every_stage_of_a_run_has_its_lane() -> None:
    assert {stage.value for stage in RunStage} <= set(run_machine().places)
