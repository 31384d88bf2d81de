"""What repositories are told to run over their files: the hook, and the steps of builds."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping
from contextlib import chdir
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from click.testing import CliRunner, Result

from helpers.project import PYPROJECT, ROOT
from helpers.shown_in_pages import DOCS, save_files
from sepadd.cli.commands import sepadd
from sepadd.messages import pain008
from sepadd.testing import a_run

PAGE: Final = DOCS / "how-to" / "continuous-integration.md"
GOOD: Final = pain008.render(a_run())
WRONG: Final = GOOD.replace(b">30.00</CtrlSum>", b">31.00</CtrlSum>", 1)
EXTRA: Final = f"{PYPROJECT['project']['name']}[cli]=={PYPROJECT['project']['version']}"

(HOOK,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))


@pytest.fixture
def repository(tmp_path: Path) -> Iterator[Path]:
    """A repository as the page has it, with two good fixtures."""
    save_files(PAGE, tmp_path)
    fixtures = tmp_path / "fixtures" / "pain.008"
    fixtures.mkdir(parents=True)
    for name in ("one.xml", "two.xml"):
        (fixtures / name).write_bytes(GOOD)
    with chdir(tmp_path):
        yield tmp_path


def saved(name: str) -> Any:
    """Give what stands in a file of the repository."""
    return yaml.safe_load(Path(name).read_text("utf-8"))


def run(line: str, *more: str) -> Result:
    """Run a command as a shell would, with the files that a pattern stands for."""
    program, *typed = shlex.split(line)
    assert program == "sepadd"
    files = (sorted(map(str, Path().glob(each))) if "*" in each else [each] for each in typed)
    given = [name for names in files for name in names]
    return CliRunner().invoke(sepadd, [*given, *more], prog_name=program)


# -- the hook -------------------------------------------------------------------------------------


def test_the_hook_says_what_a_hook_has_to_say() -> None:
    assert HOOK["id"] == "sepadd-check"
    assert HOOK["language"] == "python"
    assert HOOK["types"] == ["xml"]
    assert all(isinstance(HOOK[said], str) for said in ("name", "description", "entry", "files"))


def test_the_hook_installs_what_the_command_needs() -> None:
    assert HOOK["additional_dependencies"] == PYPROJECT["project"]["optional-dependencies"]["cli"]


@pytest.mark.parametrize(
    ("path", "looked_at"),
    [
        ("fixtures/pain.008.monthly.xml", True),
        ("pain.008.001.08.xml", True),
        ("fixtures/pain.008/one.xml", True),
        ("fixtures/pain.002.xml", False),
        ("fixtures/pain.008.md", False),
        ("fixtures/pain.008.xml.bak", False),
        ("fixtures/painx008.xml", False),
    ],
)
def test_the_hook_looks_at_files_of_collections(path: str, looked_at: bool) -> None:  # noqa: FBT001 - a table
    assert bool(re.search(HOOK["files"], path)) is looked_at


def test_the_hook_takes_fixtures_that_share_their_references(repository: Path) -> None:
    files = sorted(map(str, repository.glob("fixtures/**/*.xml")))
    assert len(files) == 2
    assert run(HOOK["entry"], *files).exit_code == 0


def test_the_hook_turns_a_wrong_file_down(repository: Path) -> None:
    path = repository / "fixtures" / "pain.008" / "two.xml"
    path.write_bytes(WRONG)
    answered = run(HOOK["entry"], str(path))
    assert answered.exit_code == 1
    assert "REA-04" in answered.stdout


# -- what the page shows --------------------------------------------------------------------------


@pytest.mark.usefixtures("repository")
def test_the_hook_of_the_page_is_ours() -> None:
    (source,) = saved(".pre-commit-config.yaml")["repos"]
    assert source["rev"] == f"v{PYPROJECT['project']['version']}"
    (hook,) = source["hooks"]
    assert hook["id"] == HOOK["id"]
    files = map(str, Path("fixtures/pain.008").iterdir())
    assert run(HOOK["entry"], *hook["args"], *files).exit_code == 0


@pytest.mark.usefixtures("repository")
def test_the_local_hook_of_the_page_does_as_ours() -> None:
    ((hook,),) = (source["hooks"] for source in saved("local.pre-commit-config.yaml")["repos"])
    alike = ("id", "name", "language", "files", "types")
    assert {said: hook[said] for said in alike} == {said: HOOK[said] for said in alike}
    assert hook["additional_dependencies"] == [EXTRA]
    assert run(hook["entry"], "fixtures/pain.008/one.xml").exit_code == 0


def steps_of_github() -> list[Mapping[str, Any]]:
    workflow = saved(".github/workflows/fixtures.yml")
    assert workflow["permissions"]["security-events"] == "write"
    steps: list[Mapping[str, Any]] = workflow["jobs"]["check"]["steps"]
    return steps


@pytest.mark.parametrize(("fixture", "code"), [(GOOD, 0), (WRONG, 1), (b"<cut", 2)])
def test_github_is_given_a_report_however_the_check_ends(
    repository: Path, fixture: bytes, code: int
) -> None:
    (repository / "fixtures" / "pain.008" / "two.xml").write_bytes(fixture)
    *_, install, check, upload = steps_of_github()
    assert shlex.split(install["run"]) == ["pip", "install", EXTRA]
    assert run(check["run"]).exit_code == code
    assert upload["if"] == "${{ !cancelled() }}"
    report = saved(upload["with"]["sarif_file"])  # JSON is YAML too
    assert report["version"] == "2.1.0"
    places = [
        place["physicalLocation"]["artifactLocation"]["uri"]
        for result in report["runs"][0]["results"]
        for place in result["locations"]
    ]
    assert set(places) <= {"fixtures/pain.008/two.xml"}


def test_gitlab_keeps_the_page(repository: Path) -> None:
    (repository / "fixtures" / "pain.008" / "two.xml").write_bytes(WRONG)
    job = saved(".gitlab-ci.yml")["fixtures"]
    install, check = job["script"]
    assert shlex.split(install) == ["pip", "install", EXTRA]
    assert run(check).exit_code == 1
    assert job["artifacts"]["when"] == "always"
    (page,) = job["artifacts"]["paths"]
    assert "REA-04" in Path(page).read_text("utf-8")
