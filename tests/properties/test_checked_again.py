"""What the rules let through and we wrote, is found good when the file itself is checked."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from properties.test_written_files import ANYWHERE, DIFFERENT, prepared
from sepadd.banks import BankProfile
from sepadd.checking import check
from sepadd.messages import pain008
from sepadd.rulebook import MessageVersion
from sepadd.testing import TODAY

a_few_runs = settings(
    max_examples=3, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow]
)


@pytest.mark.parametrize("message", MessageVersion)
@pytest.mark.parametrize("profile", DIFFERENT, ids=lambda profile: profile.name)
@a_few_runs
@given(data=st.data())
def test_a_file_of_ours_has_no_errors_under_its_profile_on_its_day(
    profile: BankProfile, message: MessageVersion, data: st.DataObject
) -> None:
    run = data.draw(prepared(profile, message, ANYWHERE))
    asked = profile.offset_asked and run.form.offset
    versions = frozenset({message})
    bank = replace(profile, form=run.form, versions=versions, offset_asked=asked)
    for file in run.files():
        assert check(pain008.render(file), bank, TODAY).errors == ()
