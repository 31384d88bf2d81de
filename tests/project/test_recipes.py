"""The recipes of CONTRIBUTING.md, each followed on a copy: it names every place, and it works.

A recipe is its edits and a program. The edits are made in a copy of the project, each at one place
that has to be there once; the program then finds the copy and nothing else of ours.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NamedTuple

import pytest

from helpers.project import ROOT

COPIED: Final = ("src/sepadd", "schemas", "tests/helpers/reason_facts.py")
CHAPTERS: Final = dict(
    re.findall(
        r"^## (To add .*)\n([^\x00]*?)(?=^## |\Z)",
        (ROOT / "CONTRIBUTING.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


class Edit(NamedTuple):
    """What is written in a file, in the place of a text that stands in it once."""

    file: str
    there: str
    becomes: str


def before(file: str, there: str, new: str) -> Edit:
    return Edit(file, there, new + there)


def behind(file: str, there: str, new: str) -> Edit:
    return Edit(file, there, there + new)


class Recipe(NamedTuple):
    """The edits that a chapter of CONTRIBUTING.md asks for, and what is so once they are made.

    ``copied`` is a file that is made of another one, with its name in it.
    """

    chapter: str
    edits: tuple[Edit, ...]
    program: str
    copied: tuple[str, str] | None = None


RULE: Final = Recipe(
    "To add a rule",
    (
        before(
            "src/sepadd/rulebook/mandate_rules.py",
            "B2B_RULES: Final[",
            '''\
@rule(
    "MND-16",
    "The debtor has a name, and no number in its place.",
    source="our own",
    why="Whoever reads the statement knows people by name.",
    hint="Enter the name.",
)
def name_is_no_number(mandate: Mandate, _: Terms) -> str | None:
    """A number is often imported into the wrong column."""
    name = mandate.debtor.name
    return f"debtor {name} is called by a number" if name.isdigit() else None


''',
        ),
        Edit(
            "src/sepadd/rulebook/mandate_rules.py",
            '    bank_takes_b2b,\n)\n"""All',
            '    bank_takes_b2b,\n    name_is_no_number,\n)\n"""All',
        ),
        before(
            "src/sepadd/rulebook/dutch_sentences.py",
            "        # the collection\n",
            '        "MND-16": "De debiteur heet naar een nummer.",\n',
        ),
        before(
            "src/sepadd/catalogue/examples/edges.py",
            "    # -- collections\n",
            '    Edge("MND-16", mandate_of(name="1 A"), mandate_of(name="1")),\n',
        ),
    ),
    """\
from dataclasses import replace

from click.testing import CliRunner

from sepadd import propose
from sepadd.catalogue import CATALOGUE
from sepadd.catalogue.examples.edges import EDGES, findings
from sepadd.cli.commands import sepadd
from sepadd.rulebook import in_dutch
from sepadd.testing import BOOKS, DEBTOR, DRAFT, MANDATE, TERMS

assert "MND-16" in [sentence.id for sentence in CATALOGUE]
[edge] = [edge for edge in EDGES if edge.rule == "MND-16"]
assert not findings(edge.holds, edge.terms)
[broken] = findings(edge.breaks, edge.terms)
assert in_dutch(broken).startswith("[MND-16]")
numbered = replace(MANDATE, debtor=replace(DEBTOR, name="4711"))
lines = propose(replace(BOOKS, mandates=(numbered,)), TERMS, DRAFT).lines
assert {finding.rule for line in lines for finding in line.reasons} == {"MND-16"}
told = CliRunner().invoke(sepadd, ["explain", "MND-16"]).output
assert "debtor 1 is called by a number" in " ".join(told.split()), told
""",
)

BANK: Final = Recipe(
    "To add a bank or a country",
    (
        behind(
            "src/sepadd/banks/belgium.py",
            '"""Belgian banks. Source: Febelfin guidelines, through pages of ING in Belgium."""\n',
            '''
A_BELGIAN_BANK: Final = replace(
    BELGIUM,
    name="be-bank",
    title="A Belgian bank",
    source="its guide of 2026",
    versions=OLDER_AND_NEWER,
    extra_lead_days={Scheme.CORE: 1},
    quirks=(
        Quirk(
            what="It has a CORE file a day earlier.",
            source="its guide of 2026",
            settings=("extra_lead_days",),
        ),
    ),
).with_quirks_of(BELGIUM)
"""A Belgian bank. Source: its guide of 2026."""
''',
        ),
        before(
            "src/sepadd/banks/belgium.py",
            "from sepadd.rulebook import Quirk\n",
            "from sepadd.mandate import Scheme\n",
        ),
        Edit(
            "src/sepadd/banks/shipped.py",
            "from sepadd.banks.belgium import BELGIUM\n",
            "from sepadd.banks.belgium import A_BELGIAN_BANK, BELGIUM\n",
        ),
        behind("src/sepadd/banks/shipped.py", "    BELGIUM,\n", "    A_BELGIAN_BANK,\n"),
    ),
    """\
from sepadd import Scheme, SequenceType, prepare, profile_named, propose
from sepadd.checking import check
from sepadd.messages import pain008
from sepadd.testing import AT, BOOKS, DRAFT, DUE_ON, TODAY

bank, country = profile_named("be-bank"), profile_named("be")
terms = bank.terms(on=TODAY)
asked = Scheme.CORE, SequenceType.RECURRENT
assert terms.earliest_due_on(*asked) > country.terms(on=TODAY).earliest_due_on(*asked)
assert set(bank.quirks) > set(country.quirks)
run = prepare(propose(BOOKS, terms, DRAFT), BOOKS, terms, at=AT)
assert not check(pain008.render(run), bank, TODAY)
""",
)

REASON: Final = Recipe(
    "To add a reason code",
    (
        before(
            "src/sepadd/collection/reason_codes.py",
            '    _Row("DT03", ',
            """\
    _Row("DT02", "InvalidCreationDate", _C.DATE, _S.ELSEWHERE, _REJECTED,
         "date of the file incorrect", "datum van het bestand onjuist",
         _FILE),
""",
        ),
        before(
            "tests/helpers/reason_facts.py",
            "DT03 InvalidNonProcessingDate ",
            "DT02 InvalidCreationDate date elsewhere CB reject fix keep\n",
        ),
    ),
    """\
from helpers.reason_facts import REASON_FACTS
from sepadd import reason
from sepadd.collection import CONSEQUENCES, REASON_CODES, Reject, Retry
from sepadd.mandate import Scheme

assert list(REASON_CODES) == sorted(REASON_FACTS)
assert REASON_CODES["DT02"].iso_name == REASON_FACTS["DT02"].iso_name
assert reason("DT02").meaning == "date of the file incorrect"
assert REASON_CODES["DT02"].meaning_nl == "datum van het bestand onjuist"
follows = CONSEQUENCES.of(reason("DT02"), Scheme.CORE, Reject)
assert follows.retry is Retry.AFTER_FIX
assert follows.what == "correct the file, and send it as a new one with a new id"
""",
)

VERSION: Final = Recipe(
    "To add a version of a message",
    (
        behind(
            "src/sepadd/rulebook/message_version.py",
            '    PAIN_008_001_11 = "pain.008.001.11"\n',
            '    PAIN_008_001_12 = "pain.008.001.12"\n',
        ),
        Edit("src/sepadd/rulebook/message_version.py", ', "pain.008.001.12"),\n', "),\n"),
        before(
            "src/sepadd/rulebook/message_version.py",
            '    }\n)\n"""Source: ISO 20022, pain.008, element by element',
            """\
        MessageVersion.PAIN_008_001_12: MessageRow(
            names=NAMES_OF_2019,
            otherwise=frozenset({"RfrdDocAmt", "LineDtls/Amt", "RfrdDocInf/RltdDt", "Prd/Yr"}),
            reversal=ReversalVersion.PAIN_007_001_09,
            cancellation=CancellationVersion.CAMT_055_001_08,
        ),
""",
        ),
    ),
    """\
from dataclasses import replace

from sepadd import EPC
from sepadd.checking import VERSION_TAKEN, check
from sepadd.messages import pain008
from sepadd.run import CollectionRun
from sepadd.records import dumps, loads
from sepadd.rulebook import FileForm, MessageVersion, built_like
from sepadd.testing import TODAY, a_run

new = MessageVersion("pain.008.001.12")
assert built_like("pain.008.001.12") is new
run = replace(a_run(), form=FileForm(message=new))
xml = pain008.render(run)
assert b'"urn:iso:std:iso:20022:tech:xsd:pain.008.001.12"' in xml
[read] = pain008.read(xml).collections
assert read.collection.amount == run.collections[0].amount
assert not read.unplaced
bank = replace(EPC, versions=EPC.versions | {new})
assert not check(xml, bank, TODAY)
assert {finding.rule for finding in check(xml, EPC, TODAY)} == {VERSION_TAKEN.id}
assert loads(CollectionRun, dumps(run)) == run
""",
    ("schemas/pain.008.001.11.xsd", "schemas/pain.008.001.12.xsd"),
)

FIELD: Final = Recipe(
    "To add a field of a collection",
    (
        behind(
            "src/sepadd/collection/collection.py",
            "    attempt: int\n",
            "    instruction_id: EndToEndId | None\n",
        ),
        behind(
            "src/sepadd/collection/collection.py",
            "        attempt: int = 1,\n",
            "        instruction_id: EndToEndIdLike | None = None,\n",
        ),
        before(
            "src/sepadd/records/stored/collection_record.py",
            '        may("facts", ',
            '        may("instruction_id", END_TO_END_ID, "the number of the instruction"),\n',
        ),
        before(
            "src/sepadd/records/tables/plain_rows.py",
            '        "status": lambda collection: collection.status,\n',
            '        "instruction_id": lambda collection: collection.instruction_id,\n',
        ),
        Edit(
            "src/sepadd/messages/pain008/writing.py",
            'f"<PmtId><EndToEndId>{collection.end_to_end_id.value}</EndToEndId></PmtId>\\n"',
            '''"<PmtId>"
            f"{self.instruction(collection)}"
            f"<EndToEndId>{collection.end_to_end_id.value}</EndToEndId></PmtId>\\n"''',
        ),
        before(
            "src/sepadd/messages/pain008/writing.py",
            "    def batch_booking(",
            """\
    def instruction(self, collection: Collection) -> str:
        named = collection.instruction_id
        return f"<InstrId>{named.value}</InstrId>" if named else ""

""",
        ),
        behind(
            "src/sepadd/messages/pain008/collection_parts.py",
            "    remittance: Remittance\n",
            "    instruction_id: EndToEndId | None = None\n",
        ),
        behind(
            "src/sepadd/messages/pain008/collection_parts.py",
            "        purpose=asked.purpose,\n",
            "        instruction_id=asked.instruction_id,\n",
        ),
        Edit(
            "src/sepadd/messages/pain008/one_collection.py",
            '    called = notes.within(found.get("PmtId"), "EndToEndId")\n',
            """\
    names = notes.parts(found.get("PmtId"), "InstrId", "EndToEndId")
    called = names.get("EndToEndId")
""",
        ),
        behind(
            "src/sepadd/messages/pain008/one_collection.py",
            '        read_remittance(found.get("RmtInf"), notes),\n',
            '        notes.may(EndToEndId, names.get("InstrId")),\n',
        ),
        behind(
            "src/sepadd/testing/strategies/anything.py",
            "        attempt=draw(st.integers(1, 9)),\n",
            "        instruction_id=draw(absent_or(end_to_end_ids())),\n",
        ),
    ),
    """\
from dataclasses import replace

from sepadd.run import CollectionRun
from sepadd import EPC
from sepadd.checking import check
from sepadd.messages import pain008
from sepadd.records import dumps, loads, record_schema, rows
from sepadd.testing import TODAY, a_run

for name in (None, "I-1"):
    run = a_run()
    collection = replace(run.collections[0], instruction_id=name)
    run = replace(run, collections=(collection,))
    xml = pain008.render(run)
    assert (b"<PmtId><InstrId>I-1</InstrId><EndToEndId>" in xml) is (name is not None)
    [read] = pain008.read(xml).collections
    assert read.collection.instruction_id == collection.instruction_id
    assert not read.unplaced
    assert not check(xml, EPC, TODAY)
    assert loads(CollectionRun, dumps(run)) == run
    [row] = rows(run)
    assert row["instruction_id"] == name
assert "instruction_id" in str(record_schema("run"))
""",
)

RECIPES: Final = (RULE, BANK, REASON, VERSION, FIELD)
each_recipe = pytest.mark.parametrize("recipe", RECIPES, ids=lambda recipe: recipe.chapter)


def follow(recipe: Recipe, copy: Path) -> None:
    """Make a copy of the project, and the edits of a recipe in it."""
    for name in COPIED:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, copy / name)  # with what is compiled: that saves seconds
        else:
            shutil.copy(ROOT / name, copy / name)
    if recipe.copied:
        was, new = (copy / name for name in recipe.copied)
        new.write_text(was.read_text("utf-8").replace(was.stem, new.stem), "utf-8")
    for file, there, becomes in recipe.edits:
        text = (copy / file).read_text("utf-8")
        assert text.count(there) == 1, (file, there)
        (copy / file).write_text(text.replace(there, becomes), "utf-8")


@each_recipe
def test_who_follows_a_recipe_has_what_it_promises(recipe: Recipe, tmp_path: Path) -> None:
    follow(recipe, tmp_path)
    path = os.pathsep.join(str(tmp_path / each) for each in ("src", "tests"))
    done = subprocess.run(
        [sys.executable, "-c", recipe.program],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@each_recipe
def test_a_recipe_names_every_place_that_is_touched(recipe: Recipe) -> None:
    named = re.findall(r"`([^`]+)`", CHAPTERS[recipe.chapter])
    files = {edit.file for edit in recipe.edits}
    missing = [file for file in files if not {file, file.rpartition("/")[2]}.intersection(named)]
    assert missing == []


def test_each_recipe_is_followed() -> None:
    assert sorted(CHAPTERS) == sorted(recipe.chapter for recipe in RECIPES)
