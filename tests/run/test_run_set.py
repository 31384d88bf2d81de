"""A set: runs of several creditors that go to one bank in one file, and none of them alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from lxml import etree

from helpers.books import beside, decided, decided_anew, record_run, record_runs
from sepadd.banks import EPC
from sepadd.books import Books, Share, prepare_set, propose
from sepadd.books.set_from_books import PreparedSet
from sepadd.collection import FactSource, Level, Reject, Reported, Settlement, reason
from sepadd.findings import Findings, IllegalStep, RulesViolated
from sepadd.mandate import Amendment, Mandate
from sepadd.messages import pain008
from sepadd.messages.answers import camt, pain002
from sepadd.open_item import Invoice, OpenItem
from sepadd.proposal import Draft, Proposal
from sepadd.records import dumps, loads
from sepadd.rulebook import FileForm, FileLimits, InitiatingPartyForm, Terms
from sepadd.run import (
    CollectionRun,
    RunSet,
    RunStage,
    Step,
    join,
    note,
    submit,
    submit_set,
    take_apart,
    withdraw,
)
from sepadd.run.run import RunStanding
from sepadd.testing import (
    ACCOUNT,
    AT,
    B2B_MANDATE,
    CREDITOR,
    DEBTOR,
    DUE_ON,
    INVOICE,
    MANDATE,
    TERMS,
    TODAY,
    FakeBank,
    a_proposal,
    a_run,
)
from sepadd.values import (
    Bic,
    Creditor,
    CreditorAccount,
    CreditorIdentifier,
    Euro,
    Iban,
    MandateReference,
    OrganisationId,
    OtherId,
    Party,
    RunId,
)

LATER: Final = AT + timedelta(hours=1)
SET: Final = RunId("SET-12")
FENCING: Final = Creditor(
    name="Schermclub Touché",
    identifier=CreditorIdentifier("NL79ZZZ999999990000"),
    accounts=(CreditorAccount(iban=Iban("NL91ABNA0417164300")),),
)
FENCER: Final = replace(DEBTOR, id="F-1", name="Bram Vos", iban=Iban("NL98INGB0202345688"))
FENCERS: Final = Mandate(
    reference=MandateReference("M-1"),
    creditor_identifier=CreditorIdentifier("NL79ZZZ999999990000"),
    debtor=FENCER,
    signed_on=date(2026, 1, 15),
)
FEE: Final = Invoice(number="2026-1001", debtor_id="F-1", amount=Euro(cents=25_00))
LESSON: Final = replace(INVOICE, number="R-2", amount=Euro(cents=5_00))
COMPANYS: Final = replace(INVOICE, number="B-1", debtor_id="20007")


def swimming(*items: OpenItem, id: str = "SWIM", terms: Terms = TERMS) -> Proposal:
    return propose(
        Books(
            creditor=CREDITOR,
            open_items=items or (INVOICE,),
            mandates=(MANDATE, B2B_MANDATE),
            runs=(),
        ),
        terms,
        Draft(id=RunId(id), due_on=DUE_ON),
    )


def fencing(
    *items: OpenItem, id: str = "FENCE", creditor: Creditor = FENCING, terms: Terms = TERMS
) -> Proposal:
    return propose(
        Books(creditor=creditor, open_items=items or (FEE,), mandates=(FENCERS,), runs=()),
        terms,
        Draft(id=RunId(id), due_on=DUE_ON),
    )


def share(*proposals: Proposal, runs: Iterable[CollectionRun] = ()) -> Share:
    return Share(books=beside(proposals[0], runs), proposals=proposals)


def both(terms: Terms = TERMS) -> RunSet:
    shares = (share(swimming(terms=terms)), share(fencing(terms=terms)))
    return prepare_set(shares, terms, id=SET, at=AT, by="ada").run_set


def runs_of(*proposals: Proposal, terms: Terms = TERMS) -> list[CollectionRun]:
    return [decided(proposal, terms, at=AT) for proposal in proposals]


def limited(**limits: Any) -> Terms:
    return replace(EPC, form=FileForm(limits=FileLimits(**limits))).terms(on=TODAY)


def refused(call: Callable[[], object]) -> Findings:
    with pytest.raises(RulesViolated) as told:
        call()
    return told.value.findings


def shown(run_set: RunSet) -> list[tuple[str, list[str]]]:
    return [(str(file.id), [str(batch.id) for batch in file.batches]) for file in run_set.files()]


def names(document: bytes, path: str) -> list[str]:
    """Return what stands in every element at the end of a path."""
    found = etree.fromstring(document).findall(f".//{{*}}{path.replace('/', '/{*}')}")
    return [each.text or "" for each in found]


def said(fact: Any, **about: Any) -> Reported:
    known: dict[str, Any] = {
        "level": Level.FILE,
        "on": DUE_ON,
        "said": FactSource(message="pain.002", message_id="X"),
        "place": "group",
        "reason": reason("AM04"),
    }
    return Reported(fact=fact, **{**known, **about})


# -- one file -------------------------------------------------------------------------------------


def test_feature_2_l21_runs_of_two_creditors_make_one_file() -> None:
    assert shown(both()) == [("SET-12", ["SWIM.B1", "FENCE.B1"])]
    (file,) = both().files()
    assert (file.count, file.total, both().total) == (2, Euro(cents=65_00), Euro(cents=65_00))


def test_each_batch_names_its_own_creditor() -> None:
    document = pain008.render(both())
    assert names(document, "PmtInf/Cdtr/Nm") == ["Zwembad De Waterlelie", "Schermclub Touche"]
    assert names(document, "CdtrSchmeId/Id/PrvtId/Othr/Id") == [
        "NL42ZZZ123456780001",
        "NL79ZZZ999999990000",
    ]
    assert names(document, "CdtrAcct/Id/IBAN") == ["NL02ABNA0123456789", "NL91ABNA0417164300"]


def test_each_batch_names_its_own_ultimate_creditor() -> None:
    fund = replace(FENCING, ultimate_creditor=Party(name="Sportfonds"))
    run_set = join(runs_of(swimming(), fencing(creditor=fund)), TERMS, id=SET, at=AT)
    tree = etree.fromstring(pain008.render(run_set))
    first, second = tree.findall(".//{*}PmtInf")
    assert (first.find("{*}UltmtCdtr"), second.findtext("{*}UltmtCdtr/{*}Nm")) == (
        None,
        "Sportfonds",
    )


def test_the_creditor_of_the_first_run_hands_it_over() -> None:
    document = pain008.render(both())
    assert names(document, "InitgPty/Nm") == ["Zwembad De Waterlelie"]


def test_a_creditor_who_leaves_that_to_another_names_the_other() -> None:
    office = Party(name="Kantoor Vos", identification=OrganisationId(other=OtherId(id="77")))
    led = replace(swimming(), creditor=replace(CREDITOR, initiating_party=office))
    run_set = join(runs_of(led, fencing()), TERMS, id=SET, at=AT)
    assert names(pain008.render(run_set), "InitgPty/Nm") == ["Kantoor Vos"]


def test_who_hands_it_over_is_told_with_its_own_identifier_wherever_its_batches_are() -> None:
    form = FileForm(
        initiating_party=InitiatingPartyForm.NAME_AND_IDENTIFIER,
        limits=FileLimits(batches_per_file=1),
    )
    terms = replace(EPC, form=form).terms(on=TODAY)
    for file in both(terms).files():
        assert names(pain008.render(file), "InitgPty/Id/OrgId/Othr/Id") == ["NL42ZZZ123456780001"]


def test_a_name_that_a_creditor_has_again_is_compared_with_its_own() -> None:
    was = Amendment(on=date(2026, 11, 2), creditor_name="Zwembad De Waterlelie")
    changed = replace(FENCERS, amendments=(was,))
    proposal = propose(
        Books(creditor=FENCING, open_items=(FEE,), mandates=(changed,), runs=()),
        TERMS,
        Draft(id=RunId("FENCE"), due_on=DUE_ON),
    )
    run_set = join(runs_of(swimming(), proposal), TERMS, id=SET, at=AT)
    assert names(pain008.render(run_set), "OrgnlCdtrSchmeId/Nm") == ["Zwembad De Waterlelie"]


def test_the_same_set_always_gives_the_same_bytes() -> None:
    assert pain008.render(both()) == pain008.render(both())
    sent = submit_set(both(), at=LATER)
    assert pain008.render(sent) == pain008.render(both())


def test_of_both_schemes_there_are_two_files() -> None:
    run_set = join(runs_of(swimming(INVOICE, COMPANYS), fencing()), TERMS, id=SET, at=AT)
    assert shown(run_set) == [
        ("SET-12.F1", ["SWIM.F1.B1"]),
        ("SET-12.F2", ["SWIM.F2.B1", "FENCE.B1"]),
    ]


@pytest.mark.parametrize(
    ("limits", "files"),
    [
        ({"batches_per_file": 1}, 2),
        ({"batches_per_file": 2}, 1),
        ({"collections_per_file": 1}, 2),
        ({"collections_per_file": 2}, 1),
        (
            {
                "amount_per_collection": Euro(cents=40_00),
                "amount_per_batch": Euro(cents=40_00),
                "amount_per_file": Euro(cents=64_99),
            },
            2,
        ),
        (
            {
                "amount_per_collection": Euro(cents=40_00),
                "amount_per_batch": Euro(cents=40_00),
                "amount_per_file": Euro(cents=65_00),
            },
            1,
        ),
    ],
)
def test_feature_2_l21_the_limits_of_the_bank_are_kept(limits: dict[str, Any], files: int) -> None:
    assert len(both(limited(**limits)).files()) == files


def test_a_revised_run_is_in_the_file_with_the_ids_of_its_version() -> None:
    (run,) = runs_of(swimming())
    run = decided_anew(run, swimming(LESSON), TERMS, at=LATER)
    assert shown(join([run], TERMS, id=SET, at=LATER)) == [("SET-12", ["SWIM.v2.B1"])]


def test_the_files_of_a_set_are_written_together(tmp_path: Path) -> None:
    paths = pain008.write_files(both(limited(batches_per_file=1)), tmp_path)
    assert [path.name for path in paths] == ["SET-12.F1.xml", "SET-12.F2.xml"]
    assert paths[0].read_bytes() == pain008.render(both(limited(batches_per_file=1)).files()[0])


# -- who is skipped -------------------------------------------------------------------------------


def prepared(*proposals: Proposal) -> PreparedSet:
    return prepare_set([share(p) for p in proposals], TERMS, id=SET, at=AT)


def test_feature_2_l21_a_creditor_without_authority_is_skipped_and_said() -> None:
    made = prepared(swimming(), fencing(creditor=replace(FENCING, accounts=())))
    assert shown(made.run_set) == [("SET-12", ["SWIM.B1"])]
    (skipped,) = made.skipped
    assert (skipped.proposal.id, skipped.creditor.name) == (RunId("FENCE"), "Schermclub Touché")
    assert "CRE-02" in [finding.rule for finding in skipped.findings]


def test_so_is_one_that_has_nothing_to_collect() -> None:
    made = prepared(swimming(replace(INVOICE, debtor_id="?")), fencing())
    (skipped,) = made.skipped
    assert [str(run.id) for run in made.run_set.runs] == ["FENCE"]
    assert [finding.rule for finding in skipped.findings] == ["FIL-01"]


def test_where_all_are_skipped_there_is_no_set() -> None:
    found = refused(lambda: prepared(swimming(replace(INVOICE, debtor_id="?"))))
    assert [finding.rule for finding in found] == ["FIL-01"]


def test_what_breaks_a_rule_is_not_skipped_but_refused_all_at_once() -> None:
    late = AT + timedelta(days=8)
    shares = [share(swimming()), share(fencing())]
    found = refused(lambda: prepare_set(shares, EPC.terms(at=late), id=SET, at=late))
    assert [(finding.rule, finding.subject.split()[1]) for finding in found.errors] == [
        ("COL-03", "SWIM-1"),
        ("COL-03", "FENCE-1"),
    ]


def test_two_administrations_may_have_an_invoice_of_one_number() -> None:
    assert INVOICE.key == FEE.key
    assert len(prepared(swimming(), fencing()).run_set.runs) == 2


def test_one_administration_puts_nothing_into_a_set_twice() -> None:
    twice = share(swimming(), swimming(id="SWIM-2"))
    found = refused(lambda: prepare_set([twice], TERMS, id=SET, at=AT))
    assert [finding.rule for finding in found] == ["PRO-07"]


def test_nor_what_another_of_its_live_runs_holds() -> None:
    held = share(swimming(), runs=[a_run()])
    found = refused(lambda: prepare_set([held], TERMS, id=SET, at=AT))
    assert [finding.rule for finding in found] == ["PRO-07"]


def test_runs_of_one_administration_may_go_together() -> None:
    two = share(swimming(), swimming(LESSON, id="SWIM-2"))
    run_set = prepare_set([two], TERMS, id=SET, at=AT).run_set
    assert shown(run_set) == [("SET-12", ["SWIM.B1", "SWIM-2.B1"])]


# -- what goes together ---------------------------------------------------------------------------


def account(iban: str, bic: str | None = None) -> CreditorAccount:
    return CreditorAccount(iban=Iban(iban), bic=None if bic is None else Bic(bic))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ACCOUNT, account("NL91ABNA0417164300")),
        # A German bank has many bank codes; its BICs say that it is one.
        (
            account("DE89370400440532013000", "COBADEFFXXX"),
            account("DE38500400000123456700", "COBADEHH"),
        ),
    ],
)
def test_feature_2_l21_accounts_at_one_bank_go_together(
    one: CreditorAccount, other: CreditorAccount
) -> None:
    first = swimming_on(one)
    second = fencing(creditor=replace(FENCING, accounts=(other,)))
    assert len(join(runs_of(first, second), TERMS, id=SET, at=AT).runs) == 2


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (ACCOUNT, account("NL98INGB0202345688")),
        (account("DE89370400440532013000"), account("DE38500400000123456700")),
        (
            account("NL02ABNA0123456789", "ABNANL2A"),
            account("NL98INGB0202345688", "INGBNL2A"),
        ),
    ],
)
def test_accounts_at_two_banks_do_not(one: CreditorAccount, other: CreditorAccount) -> None:
    runs = runs_of(swimming_on(one), fencing(creditor=replace(FENCING, accounts=(other,))))
    with pytest.raises(IllegalStep, match=f"{other.iban} of run FENCE is at another bank than"):
        join(runs, TERMS, id=SET, at=AT)


def swimming_on(one: CreditorAccount) -> Proposal:
    pool = replace(CREDITOR, accounts=(one,))
    return propose(
        Books(creditor=pool, open_items=(INVOICE,), mandates=(MANDATE,), runs=()),
        TERMS,
        Draft(id=RunId("SWIM"), due_on=DUE_ON),
    )


def test_what_was_prepared_for_another_form_of_file_does_not_go_with_it() -> None:
    other = limited(batches_per_file=7)
    runs = [*runs_of(swimming()), *runs_of(fencing(terms=other), terms=other)]
    with pytest.raises(IllegalStep, match="run FENCE was prepared for another form of file than"):
        join(runs, TERMS, id=SET, at=AT)


@pytest.mark.parametrize(
    "gone", [submit(a_run(), at=AT), withdraw(a_run(), at=AT)], ids=["submitted", "withdrawn"]
)
def test_only_what_is_prepared_is_put_in_a_set(gone: CollectionRun) -> None:
    with pytest.raises(IllegalStep, match=f"is {gone.stage}: it cannot be put in a set"):
        join([*runs_of(fencing()), gone], TERMS, id=SET, at=AT)


def test_a_run_is_in_one_set() -> None:
    with pytest.raises(IllegalStep, match="run SWIM is in set SET-12 already"):
        join(both().runs, TERMS, id=RunId("OTHER"), at=AT)


def test_a_set_of_nothing_is_none() -> None:
    with pytest.raises(IllegalStep, match="set SET-12 would have no run"):
        join([], TERMS, id=SET, at=AT)


def test_a_set_is_called_like_no_run() -> None:
    runs = runs_of(swimming(), fencing())
    found = (
        *refused(lambda: join(runs, TERMS, id=RunId("SWIM"), at=AT)),
        *refused(lambda: join(runs, TERMS, id=RunId("2026-12"), at=AT, others=[a_run()])),
    )
    assert [finding.rule for finding in found] == ["RUN-01", "RUN-01"]


def test_nor_like_a_set_there_was() -> None:
    once = take_apart(both(), at=LATER)
    found = refused(lambda: join(once, TERMS, id=SET, at=LATER))
    assert [(finding.rule, finding.detail) for finding in found] == [
        ("RUN-01", "another set is called SET-12; choose a new id")
    ]
    assert refused(lambda: join([a_run()], TERMS, id=SET, at=LATER, others=once)) == found


def test_and_no_run_is_called_like_a_set() -> None:
    found = refused(
        lambda: decided(swimming(LESSON, id="SET-12"), TERMS, at=AT, runs=both().runs[1:])
    )
    assert [finding.rule for finding in found] == ["RUN-01"]


def test_one_run_is_put_in_once() -> None:
    found = refused(lambda: join(runs_of(swimming()) * 2, TERMS, id=SET, at=AT))
    assert "RUN-01" in [finding.rule for finding in found]


def test_what_two_runs_of_a_creditor_settle_is_refused() -> None:
    found = refused(lambda: join(runs_of(swimming(), swimming(id="B")), TERMS, id=SET, at=AT))
    assert [f.rule for f in found.errors] == ["PRO-07"]
    assert "run SWIM and run B both hold it" in str(found)


def test_the_rules_for_files_are_put_to_all_of_them_together() -> None:
    single = replace(MANDATE, one_off=True)
    proposals = (
        propose(
            Books(creditor=CREDITOR, open_items=(item,), mandates=(single,), runs=()),
            TERMS,
            Draft(id=RunId(name), due_on=DUE_ON),
        )
        for item, name in ((INVOICE, "A"), (LESSON, "B"))
    )
    found = refused(lambda: join(runs_of(*proposals), TERMS, id=SET, at=AT))
    assert [finding.rule for finding in found.errors] == ["FIL-04"]


# -- no run alone ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("step", "what"),
    [
        (lambda run: submit(run, at=LATER), "submitted"),
        (lambda run: withdraw(run, at=LATER), "withdrawn"),
        (lambda run: decided_anew(run, swimming(), TERMS, at=LATER), "revised"),
    ],
)
def test_feature_2_l21_a_run_in_a_set_is_not_processed_alone(
    step: Callable[[CollectionRun], object], what: str
) -> None:
    with pytest.raises(IllegalStep, match=f"run SWIM is in set SET-12: it cannot be {what} alone"):
        step(both().runs[0])


def test_nor_is_its_file_written_alone(tmp_path: Path) -> None:
    run = both().runs[0]
    with pytest.raises(IllegalStep, match="run SWIM is in set SET-12: write the files of the set"):
        pain008.write_files(run, tmp_path)
    with pytest.raises(IllegalStep, match="write the files of the set"):
        pain008.render(submit_set(both(), at=LATER).runs[0])


def test_feature_2_l21_it_is_not_processed_and_then_all_of_it_is_under_way() -> None:
    assert {run.stage for run in both().runs} == {RunStage.PREPARED}
    sent = submit_set(both(), at=LATER, by="bram", note="EBICS, order A1B2")
    assert (both().sent, sent.sent) == (False, True)
    for run in sent.runs:
        assert [(done.step, done.by, done.note) for done in run.history[1:]] == [
            (Step.JOINED, "ada", "SET-12"),
            (Step.SUBMITTED, "bram", "EBICS, order A1B2"),
        ]


def test_a_set_is_submitted_once() -> None:
    with pytest.raises(IllegalStep, match="run SWIM is submitted: it cannot be submitted"):
        submit_set(submit_set(both(), at=LATER), at=LATER)


def test_where_one_run_cannot_be_submitted_none_is() -> None:
    first, second = both().runs
    late = RunSet(id=SET, runs=(first, note(second, at=LATER, note="seen")))
    with pytest.raises(IllegalStep, match="run FENCE was noted"):
        submit_set(late, at=AT)
    assert not late.sent


def test_taken_apart_each_goes_alone_again() -> None:
    first, second = take_apart(both(), at=LATER, by="ada")
    assert [first.in_set, second.in_set] == [None, None]
    assert (first.history[-1].step, first.history[-1].note) == (Step.LEFT, "SET-12")
    assert submit(first, at=LATER).sent
    assert withdraw(second, at=LATER).stage is RunStage.WITHDRAWN


def test_what_was_submitted_is_not_taken_apart() -> None:
    with pytest.raises(IllegalStep, match="is submitted: it cannot be taken out of its set"):
        take_apart(submit_set(both(), at=LATER), at=LATER)


# -- kept, and found again ------------------------------------------------------------------------


def test_a_set_is_found_again_among_all_runs_whatever_their_order() -> None:
    first, second = (loads(CollectionRun, dumps(run)) for run in both().runs)
    assert RunSet.of(SET, [second, a_run(), first]) == both()


def test_a_set_that_lacks_a_run_is_refused() -> None:
    with pytest.raises(IllegalStep, match="set SET-12 is made of runs SWIM, FENCE, not of FENCE"):
        RunSet.of(SET, both().runs[1:])


def test_a_set_that_there_is_not_is_refused() -> None:
    with pytest.raises(IllegalStep, match="set SET-12 has no run"):
        RunSet.of(SET, [a_run()])


def test_a_run_that_is_in_no_set_makes_none() -> None:
    with pytest.raises(IllegalStep, match="run 2026-12 is not in set SET-12"):
        RunSet(id=SET, runs=(a_run(),))


@pytest.mark.parametrize("terms", [TERMS, limited(batches_per_file=1)], ids=["one", "two"])
def test_a_run_knows_in_which_file_of_the_set_it_is(terms: Terms) -> None:
    run_set = both(terms)
    known = [
        (file.id, batch)
        for run in run_set.runs
        if run.in_set is not None
        for file in run.in_set.files
        for batch in file.batches
    ]
    assert known == [(file.id, batch.id) for file in run_set.files() for batch in file.batches]


# -- what the bank says ---------------------------------------------------------------------------


def standings(runs: Iterable[CollectionRun]) -> list[RunStanding]:
    return [run.standing for run in runs]


def test_feature_2_l21_an_answer_to_the_file_is_one_to_every_run() -> None:
    sent = submit_set(both(), at=LATER)
    told = record_runs(sent.runs, [said(Reject, message_id="SET-12")])
    assert standings(told.runs) == [RunStanding.REJECTED] * 2
    assert told.findings == ()


def test_of_one_run_of_the_set_its_own_part_is_taken() -> None:
    sent = submit_set(both(), at=LATER)
    told = record_run(sent.runs[1], [said(Reject, message_id="SET-12")])
    assert (told.run.standing, len(told.effects)) == (RunStanding.REJECTED, 1)


@pytest.mark.parametrize(("file", "rejected"), [("SET-12.F1", 0), ("SET-12.F2", 1)])
@pytest.mark.parametrize("backwards", [False, True])
def test_an_answer_to_one_file_of_a_set_is_one_to_what_stands_in_it(
    file: str, rejected: int, *, backwards: bool
) -> None:
    runs = submit_set(both(limited(batches_per_file=1)), at=LATER).runs
    given = runs[::-1] if backwards else runs
    told = record_runs(given, [said(Reject, message_id=file)])
    by_id = {run.id: run.standing for run in told.runs}
    expected = [RunStanding.SUBMITTED, RunStanding.SUBMITTED]
    expected[rejected] = RunStanding.REJECTED
    assert [by_id[run.id] for run in runs] == expected


def test_an_answer_to_one_batch_is_one_to_its_run() -> None:
    sent = submit_set(both(), at=LATER)
    about = said(Reject, level=Level.BATCH, message_id="SET-12", batch_id="FENCE.B1")
    assert standings(record_runs(sent.runs, [about]).runs) == [
        RunStanding.SUBMITTED,
        RunStanding.REJECTED,
    ]


def test_the_run_s_own_file_name_is_none_that_the_bank_knows() -> None:
    sent = submit_set(both(), at=LATER)
    told = record_runs(sent.runs, [said(Reject, message_id="SWIM")])
    assert standings(told.runs) == [RunStanding.SUBMITTED] * 2
    assert [finding.rule for finding in told.findings] == ["BNK-01"]


def credited(cents: int, charges: int = 0) -> Reported:
    return said(
        Settlement,
        message_id="SET-12",
        booked_on=DUE_ON,
        moved=Euro(cents=cents),
        charges=Euro(cents=charges),
    )


@pytest.mark.parametrize(("moved", "charges"), [(65_00, 0), (64_00, 1_00)])
def test_one_sum_for_the_file_settles_every_run(moved: int, charges: int) -> None:
    sent = submit_set(both(), at=LATER)
    told = record_runs(sent.runs, [credited(moved, charges)])
    assert (standings(told.runs), told.findings) == ([RunStanding.SETTLED] * 2, ())
    assert record_runs(told.runs, [credited(moved, charges)]).runs == told.runs


def test_a_sum_that_is_not_the_whole_file_settles_nothing_and_is_told() -> None:
    sent = submit_set(both(), at=LATER)
    told = record_runs(sent.runs, [credited(40_00)])
    assert told.runs == sent.runs
    assert [finding.rule for finding in told.findings] == ["BNK-03"]


def test_a_bank_answers_and_credits_each_creditor() -> None:
    bank = FakeBank(today=TODAY)
    sent = submit_set(both(), at=LATER)
    bank.will_reject("FENCE-1", "AC04")
    told = record_runs(sent.runs, pain002.iter_answers(bank.take(pain008.render(sent))))
    assert standings(told.runs) == [RunStanding.SUBMITTED, RunStanding.REJECTED]
    bank.move_to(DUE_ON)
    told = record_runs(told.runs, camt.iter_answers(bank.statement(DUE_ON)))
    assert standings(told.runs) == [RunStanding.SETTLED, RunStanding.REJECTED]


def test_a_run_in_a_set_goes_through_json_as_it_is() -> None:
    for run in submit_set(both(limited(batches_per_file=1)), at=LATER).runs:
        assert loads(CollectionRun, dumps(run)) == run


def test_a_set_of_one_is_the_run_under_another_name() -> None:
    (run,) = runs_of(a_proposal())
    alone = pain008.render(run)
    in_set = pain008.render(join([run], TERMS, id=SET, at=AT))
    assert in_set == alone.replace(b"<MsgId>2026-12<", b"<MsgId>SET-12<")
