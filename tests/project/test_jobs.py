"""The ten commonest jobs, as programs: each does what it says, is typed, and is short."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.project import ROOT
from helpers.shown_in_pages import DOCS
from helpers.ten_jobs import Job, jobs

MOST_DOORS = 2  # the root, and one room beside it
MOST_LINES = 200
MOST_NAMES = 80
BOOKS = ("creditor.toml", "mandates.csv", "open_items.csv")


def spoilt(xml: str) -> str:
    """Give a file as a stranger may have made it: a wrong sum, and an account with blanks."""
    wrong = re.sub(r"(<CtrlSum>)478\.45", r"\g<1>487.45", xml, count=1)
    return wrong.replace("NL35ABNA0101234562", "nl35 abna 0101 2345 62")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with the books that the jobs are done in."""
    folder = tmp_path_factory.mktemp("books")
    for name in BOOKS:
        shutil.copy(ROOT / "examples" / name, folder)
    for name in ("answers", "jobs"):
        shutil.copytree(ROOT / "examples" / name, folder / name)
    return folder


@pytest.fixture(scope="module")
def printed(folder: Path) -> dict[str, str]:
    """Do the ten jobs one after the other in one folder; give what each prints."""
    said = {}
    for job in jobs():
        done = subprocess.run(
            [sys.executable, str(job.file)],
            cwd=folder,
            env={"PYTHONPATH": str(ROOT / "src"), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        said[job.file.name] = done.stdout + done.stderr
    return said


def test_there_are_ten() -> None:
    assert [job.file.name[:6] for job in jobs()] == [f"job_{n:02}" for n in range(1, 11)]


@pytest.mark.parametrize("job", jobs(), ids=lambda job: job.file.stem)
def test_a_job_prints_what_stands_beside_it(printed: dict[str, str], job: Job) -> None:
    assert printed[job.file.name] == job.prints


@pytest.mark.usefixtures("printed")
def test_what_is_mended_is_a_file_of_the_first_job_spoilt_in_two_places(folder: Path) -> None:
    made = (folder / "runs" / "DEMO-2026-12.F2.xml").read_text("utf-8")
    assert (folder / "jobs" / "theirs.xml").read_text("utf-8") == spoilt(made) != made


def test_the_ledger_ends_where_the_demo_does(printed: dict[str, str]) -> None:
    """The first page of the repository shows the same month, account by account."""
    rows = (ROOT / "README.md").read_text("utf-8")
    ended = re.search(r"2026-12-03 +returned +(\S+) +(\S+) +(\S+) +(\S+)", rows)
    assert ended is not None
    told = [line.split()[1] for line in printed["job_07_ledger.py"].splitlines()[:4]]
    assert told == list(ended.groups())


@pytest.mark.parametrize("job", jobs(), ids=lambda job: job.file.stem)
def test_a_job_is_asked_in_one_sentence_and_its_names_come_from_few_doors(job: Job) -> None:
    assert len(job.asks.splitlines()) == 1
    assert len(job.names) <= MOST_DOORS


def test_all_ten_together_are_short() -> None:
    assert sum(job.lines for job in jobs()) <= MOST_LINES
    assert sum(len(names) for job in jobs() for names in job.names.values()) <= MOST_NAMES


def typed_on_the_page(name: str) -> str:
    """Give what a reader of a page types into Python, its examples one after the other."""
    blocks = re.findall(
        r"^```python\n(.*?)^```$", (DOCS / name).read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    lines = "".join(blocks).splitlines()
    return "".join(f"{line[4:]}\n" for line in lines if line.startswith((">>>", "...")))


def test_the_jobs_and_the_tutorial_are_typed(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    tutorial = tmp_path / "tutorial.py"
    tutorial.write_text(typed_on_the_page("tutorial.md"), "utf-8")
    files = [*(str(job.file) for job in jobs()), str(tutorial)]
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", "--no-error-summary", *files],
        cwd=tmp_path,
        env={"MYPYPATH": str(ROOT / "src"), "MYPY_CACHE_DIR": str(ROOT / ".mypy_cache" / "typed")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout + done.stderr == ""
    assert "propose(books" in tutorial.read_text("utf-8")
