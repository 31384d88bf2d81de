"""Everything there is to run: ``nox`` for all of it, ``nox -s tests`` for one."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nox

nox.needs_version = ">=2024.10"
nox.options.default_venv_backend = "uv|virtualenv"
nox.options.reuse_existing_virtualenvs = True
nox.options.sessions = ["tests", "lint", "docs", "package", "downstream"]

PYPROJECT = nox.project.load_toml("pyproject.toml")
PROMISED = nox.project.python_versions(PYPROJECT)
RUNNING = f"{sys.version_info.major}.{sys.version_info.minor}"

FIND_THE_SCHEMAS = """
from pathlib import Path
from sepadd.messages.parsing import schema_path
from sepadd.rulebook import CancellationVersion, MessageVersion, ReversalVersion
for message in (*MessageVersion, *ReversalVersion, *CancellationVersion):
    assert Path(schema_path(message)).is_file(), message
"""


def answers(version: str) -> bool:
    """Whether that Python runs here: a version manager's stand-in may exist, and refuse."""
    if version == RUNNING:
        return True
    command = shutil.which(f"python{version}")
    if command is None:
        return False
    return subprocess.run([command, "-c", "pass"], capture_output=True, check=False).returncode == 0


KEPT = ("--out", ".benchmarks/bench.json")

PYTHONS = [version for version in PROMISED if answers(version)] or [RUNNING]
LEFT_OUT = [version for version in PROMISED if version not in PYTHONS]


PROPERTIES = "tests/properties"
STORIES = "tests/stories"


def everything(python: object) -> list[str]:
    """What pytest is asked where nobody asks otherwise.

    All of it on the oldest Python; on the newest all but what is drawn by the thousand; on those
    between them the stories, and the examples in the code.
    """
    if python == PYTHONS[0]:
        return ["-n", "auto"]
    if python == PYTHONS[-1]:
        return ["-n", "auto", f"--ignore={PROPERTIES}"]
    return ["-n", "auto", "src", STORIES]


def install(session: nox.Session, group: str) -> None:
    """Put the project, as it stands here, and what ``group`` names into the session."""
    session.install("-e", ".", *nox.project.dependency_groups(PYPROJECT, group))


@nox.session(python=PYTHONS)
def tests(session: nox.Session) -> None:
    """Tests and doctests; ``nox -s tests -- --golden-update`` rewrites the golden files."""
    if session.python == PYTHONS[0]:
        for version in LEFT_OUT:
            session.warn(f"Python {version} does not answer on this machine: left out")
    install(session, "test")
    session.run("pytest", *(session.posargs or everything(session.python)))


@nox.session
def lint(session: nox.Session) -> None:
    """Form and types, and that every public name has its type."""
    install(session, "lint")
    session.run("ruff", "format", "--check")
    session.run("ruff", "check")
    session.run("mypy", "src", "tests", "noxfile.py")
    session.run("mypy", "conftest.py")
    session.run("mypy", *map(str, sorted(Path("docs").glob("*.py"))))
    report = session.run("basedpyright", "--verifytypes", "sepadd", "--ignoreexternal", silent=True)
    score = re.search(r"Type completeness score: (\S+)", str(report))
    if score is None or score[1] != "100%":
        session.error(f"public names without a type:\n{report}")
    session.log(score[0])


@nox.session
def docs(session: nox.Session) -> None:
    """Every example is run, then the pages are built and gone through; a warning is an error."""
    install(session, "docs")
    session.run("pytest", "README.md", "CONTEXT.md", "docs")
    built = "docs/_build/html"
    shutil.rmtree(built, ignore_errors=True)  # what is printed from the code may be older in there
    session.run("sphinx-build", "-nW", "--keep-going", "-q", "docs", built)
    session.run("python", "-m", "helpers.built_site", built, env={"PYTHONPATH": "tests:docs"})


@nox.session
def package(session: nox.Session) -> None:
    """Wheel and sdist are built; each, and an editable install, is tried on its own."""
    session.install("build")
    checkout = Path.cwd()
    with tempfile.TemporaryDirectory() as directory:
        outside = Path(directory)
        session.run("python", "-m", "build", "--outdir", str(outside / "dist"), silent=True)
        (wheel,) = (outside / "dist").glob("*.whl")
        (sdist,) = (outside / "dist").glob("*.tar.gz")
        try_out(session, outside / "wheel", f"{wheel}[cli]")
        try_out(session, outside / "sdist", f"{sdist}[cli]")
        try_out(session, outside / "editable", "-e", f"{checkout}[cli]")


def try_out(session: nox.Session, room: Path, *requirement: str) -> None:
    """Install into an empty environment and, away from the checkout, use what came with it."""
    commands = room / "venv" / "bin"
    session.run("python", "-m", "venv", str(room / "venv"))
    python = str(commands / "python")
    session.run(python, "-m", "pip", "install", "-q", *requirement, external=True)
    with session.chdir(room):
        session.run(python, "-I", "-c", FIND_THE_SCHEMAS, external=True)
        session.run(str(commands / "sepadd"), "demo", "--out", str(room / "demo"), external=True)
    if not any((room / "demo").iterdir()):
        session.error(f"the demo from {room.name} has written nothing")


@nox.session
def downstream(session: nox.Session) -> None:
    """A product built on the wheel is tested with what comes with it; the sources are not there."""
    session.install("build")
    sample = Path.cwd() / "examples" / "downstream"
    with tempfile.TemporaryDirectory() as directory:
        outside = Path(directory)
        session.run("python", "-m", "build", "--wheel", "--outdir", directory, silent=True)
        (wheel,) = outside.glob("*.whl")
        session.install("--force-reinstall", "--no-deps", str(wheel))
        session.install("mypy>=1.11", f"{wheel}[testing]")
        shutil.copytree(sample, outside / "clubbooks", ignore=shutil.ignore_patterns("__pycache__"))
        with session.chdir(outside / "clubbooks"):
            session.run("python", "-I", "-c", FIND_THE_SCHEMAS)
            session.run("pytest", *session.posargs)
            session.run("mypy", "src", "tests")


@nox.session
def bench(session: nox.Session) -> None:
    """How long it takes, and with how much memory; ``nox -s bench -- --sizes 1000`` for a look."""
    session.install("-e", ".")
    with tempfile.TemporaryDirectory() as directory:
        other = Path(directory) / "sepaxml"
        session.run("python", "-m", "venv", str(other))
        python = str(other / "bin" / "python")
        # Where it is not to be had, the rest is measured all the same, and says so.
        get = ("-m", "pip", "install", "-q", "sepaxml")
        session.run(python, *get, external=True, success_codes=[0, 1])
        session.run("python", "-m", "benchmarks", "--sepaxml", python, *(session.posargs or KEPT))


@nox.session
def fuzz(session: nox.Session) -> None:
    """Spoilt messages for each reader, for a minute each; ``nox -s fuzz -- --seconds 600``."""
    install(session, "test")
    session.run(
        "python", "-m", "helpers.fuzzing", *session.posargs, env={"PYTHONPATH": "tests:docs"}
    )
