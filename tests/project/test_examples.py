"""The shipped example books: what each line of them shows, and that banks would take the files."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import etree

from helpers.books import decided
from helpers.corpus import corpus
from sepadd.banks import AUSTRIA, EPC, GERMANY, GERMANY_02, NETHERLANDS, BankProfile
from sepadd.books import propose
from sepadd.cli.collect import read_books
from sepadd.cli.commands import sepadd
from sepadd.cli.demo import DUE_ON, ON, RUN
from sepadd.cli.examples import example
from sepadd.findings import SepaddError
from sepadd.messages import pain008
from sepadd.proposal import Draft, Proposal
from sepadd.records import DecimalMark
from sepadd.records.stored import loads
from sepadd.run import CollectionRun
from sepadd.testing import AT

ROOT = Path(__file__).parents[2]
NAMES = ("creditor.toml", "mandates.csv", "open_items.csv")

WHY_NOT = {
    "2026-1107": {"COL-04"},  # lapsed
    "2026-1108": {"MND-01"},  # unsigned
    "2026-1109": {"COL-04"},  # revoked
    "2026-1201": {"PRO-08"},  # not due
    "2026-1013": {"PRO-10"},  # outweighed
    "C-2026-032": {"PRO-10"},
    "2026-1114": {"COL-04"},  # one-off, and used
    "2026-1115": {"PRO-01"},  # no mandate
}


def proposal(profile: BankProfile = EPC) -> Proposal:
    terms = profile.terms(on=ON)
    creditor, mandates, items = map(example, NAMES)
    books = read_books(creditor, mandates, items, DecimalMark.POINT, terms, runs=())
    return propose(books, terms, Draft(id=RUN, due_on=DUE_ON))


def files(profile: BankProfile) -> list[bytes]:
    run = decided(proposal(profile), profile.terms(on=ON), at=AT)
    return [pain008.render(file) for file in run.files()]


def refused(xml: Iterable[bytes], schema: Path) -> list[str]:
    """Give what another's schema says against the files."""
    judge = etree.XMLSchema(etree.parse(schema))
    documents = [etree.fromstring(each) for each in xml]
    return [str(judge.error_log) for each in documents if not judge.validate(each)]


def test_the_examples_are_those_of_the_checkout() -> None:
    assert [example(name) for name in NAMES] == [ROOT / "examples" / name for name in NAMES]


def test_an_example_that_is_not_there_is_told() -> None:
    with pytest.raises(SepaddError, match=r"no example answers\.xml in "):
        example("answers.xml")


def test_every_line_is_collected_or_shows_its_one_reason() -> None:
    told = {line.item.number: {r.rule for r in line.reasons.errors} for line in proposal().left_out}
    assert told == WHY_NOT


def test_what_the_bank_cannot_write_and_what_nobody_said_is_told() -> None:
    told = {(finding.rule, finding.subject) for finding in proposal().findings.warnings}
    assert told == {
        ("MND-10", "mandate WL-0004"),
        ("MND-10", "mandate WL-0011"),
        ("MND-04", "mandate WL-B002"),
        ("MND-14", "mandate WL-B001"),
        ("MND-14", "mandate WL-B002"),
    }


def test_the_readme_of_the_examples_names_every_debtor() -> None:
    readme = example("README.md").read_text("utf-8")
    debtors = {line.item.debtor_id for line in proposal().lines}
    assert {debtor for debtor in debtors if f"| {debtor}" not in readme} == set()


@pytest.mark.parametrize("profile", [EPC, NETHERLANDS, GERMANY, GERMANY_02, AUSTRIA])
def test_every_bank_is_given_a_file_for_each_scheme(profile: BankProfile) -> None:
    assert len(files(profile)) == 2


@pytest.mark.parametrize(
    ("profile", "schema"),
    [
        (EPC, ("pain.008.001.08.xsd",)),
        (AUSTRIA, ("pain.008.001.08.xsd",)),
        (GERMANY_02, ("pain.008.001.02.xsd",)),
        (GERMANY, ("national", "pain.008.001.08_GBIC_5.xsd")),
        (GERMANY_02, ("national", "pain.008.001.02_GBIC_3.xsd")),
        (AUSTRIA, ("national", "at", "pain.008.001.08.at.004.xsd")),
    ],
)
def test_the_files_are_valid_under_the_schemas_of_others(
    profile: BankProfile, schema: tuple[str, ...]
) -> None:
    assert refused(files(profile), corpus("xsd", *schema)) == []


def commands_of_the_readme() -> list[list[str]]:
    """Give the commands of the README of the examples, each in words, without its first."""
    shown = re.findall(r"```sh\n(.*?)```", example("README.md").read_text("utf-8"), re.DOTALL)
    return [line.split()[1:] for line in "".join(shown).replace("\\\n", "").splitlines()]


def test_the_commands_that_the_readme_of_the_examples_gives_go_the_whole_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    for words in commands_of_the_readme():
        files = [sorted(map(str, Path().glob(word))) if "*" in word else [word] for word in words]
        result = CliRunner().invoke(sepadd, list(chain.from_iterable(files)))
        assert result.exit_code == 0, result.output
    run = loads(CollectionRun, Path("runs/DEMO-2026-12.run.json").read_bytes())
    assert str(run.total) == str(proposal().total) == "2038.45"
    assert (
        loads(CollectionRun, Path("books/DEMO-2026-12.run.json").read_bytes()).standing == "settled"
    )


def test_the_demo_is_the_proposal_of_the_examples(tmp_path: Path) -> None:
    result = CliRunner().invoke(sepadd, ["demo", "--out", str(tmp_path), "--format", "json"])
    assert json.loads(result.stdout)["total"] == str(proposal().total)
