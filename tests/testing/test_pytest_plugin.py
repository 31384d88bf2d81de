"""The fixtures of the pytest plugin: what they give, and that they cost nothing unless used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest_plugins = ("pytester",)

SOURCES = Path(__file__).parents[2] / "src"
PLUGIN = ("-p", "pytest_sepadd", "-p", "no:cacheprovider")

STAGES = {
    "prepared": "prepared",
    "withdrawn": "withdrawn",
    "submitted": "submitted",
    "accepted": "acknowledged",
    "rejected": "rejected",
    "cancelled": "rejected",
    "settled": "settled",
    "returned": "settled",
    "refunded": "settled",
    "reversed": "settled",
}


def passed(pytester: pytest.Pytester, tests: str, conftest: str = "") -> None:
    """Run tests with the plugin, and nothing else of ours."""
    pytester.makeconftest(conftest)
    pytester.makepyfile(tests)
    result = pytester.runpytest(*PLUGIN)
    assert result.ret == 0, result.stdout.str()


@pytest.mark.parametrize(("stage", "standing"), STAGES.items())
def test_there_is_a_run_in_every_stage(
    pytester: pytest.Pytester, stage: str, standing: str
) -> None:
    passed(
        pytester,
        f"""
        def test_it(sepadd_{stage}_run):
            assert sepadd_{stage}_run.standing == "{standing}"
            status = str(sepadd_{stage}_run.collections[0].status)
            assert status == {(stage if stage in _STATUSES else "pending")!r}
        """,
    )


_STATUSES = frozenset(STAGES) - {"prepared", "withdrawn", "submitted"}


def test_the_bank_takes_the_file_of_the_run(pytester: pytest.Pytester) -> None:
    passed(
        pytester,
        """
        from sepadd.messages import pain008
        from sepadd.testing import assert_accepted_by

        def test_it(sepadd_bank, sepadd_submitted_run, sepadd_today, sepadd_due_on):
            assert sepadd_bank.today == sepadd_today
            assert_accepted_by(sepadd_bank, pain008.render(sepadd_submitted_run))
            sepadd_bank.move_to(sepadd_due_on)
            assert str(sepadd_bank.balance) == "40.00"
        """,
    )


def test_what_a_test_suite_says_otherwise_the_others_follow(pytester: pytest.Pytester) -> None:
    passed(
        pytester,
        """
        def test_it(sepadd_bank, sepadd_settled_run):
            assert str(sepadd_bank.today) == "2027-03-01"
            assert str(sepadd_settled_run.prepared_at.date()) == "2027-03-01"
            (collection,) = sepadd_settled_run.collections
            assert str(collection.due_on) == "2027-03-09"
            assert collection.mandate.debtor.name == "Bakkerij Vos BV"
        """,
        conftest="""
        from datetime import date
        import pytest

        @pytest.fixture
        def sepadd_today():
            return date(2027, 3, 1)

        @pytest.fixture
        def sepadd_mandate(sepadd_b2b_mandate):
            return sepadd_b2b_mandate
        """,
    )


def test_every_fixture_is_named_after_us_and_says_what_it_is(pytester: pytest.Pytester) -> None:
    pytester.makepyfile("def test_it(): pass")
    result = pytester.runpytest(*PLUGIN, "--fixtures")
    lines = result.stdout.str().splitlines()
    ours = [line for line in lines if "pytest_sepadd.py" in line]
    assert len(ours) >= len(STAGES)
    assert [line for line in ours if not line.startswith("sepadd_")] == []
    assert "no docstring available" not in result.stdout.str().partition("from pytest_sepadd")[2]


def test_the_page_names_every_fixture_and_its_tests_pass(pytester: pytest.Pytester) -> None:
    page = (SOURCES.parent / "docs" / "how-to" / "test-your-own.md").read_text("utf-8")
    table = set(re.findall(r"`(sepadd_\w+)`", page))
    code = (SOURCES / "pytest_sepadd.py").read_text("utf-8")
    assert table == set(re.findall(r"^def (sepadd_\w+)", code, re.MULTILINE))
    (tests,) = re.findall(r":caption: test_our_books.py\n(.*?)```", page, re.DOTALL)
    passed(pytester, tests)


WHO_USES_NOTHING = """
import sys

def test_nothing_is_loaded():
    loaded = {name.partition(".")[0] for name in sys.modules}
    assert "pytest_sepadd" in loaded
    assert not loaded & {"sepadd", "lxml", "schwifty", "holidays", "hypothesis"}
"""


def test_who_uses_no_fixture_loads_nothing_of_us(tmp_path: Path) -> None:
    (tmp_path / "test_it.py").write_text(WHO_USES_NOTHING, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *PLUGIN, "test_it.py"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(SOURCES), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 0, told.stdout + told.stderr


def test_without_hypothesis_all_but_the_strategies_is_there() -> None:
    heavy = "{'hypothesis', 'lxml', 'pytest'}"
    tell = f"import sys, sepadd.testing; print(sorted({heavy} & sys.modules.keys()))"
    told = subprocess.run(
        [sys.executable, "-c", tell], cwd=SOURCES, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "[]"
