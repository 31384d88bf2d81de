"""The files of a run: what stands in which, and under which ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from helpers.books import decided, decided_anew
from sepadd.banks import AUSTRIA
from sepadd.collection import Collection, PurposeCode
from sepadd.findings import InvalidValue
from sepadd.mandate import SequenceType
from sepadd.rulebook import FileForm, FileLimits
from sepadd.run import BankFile, CollectionRun, RunStep, Step, withdraw
from sepadd.testing import AT, B2B_MANDATE, COLLECTION, MANDATE, TERMS, a_proposal, a_run
from sepadd.values import CreditorAccount, CreditorIdentifier, EndToEndId, Euro, Iban, RunId

B2B = replace(COLLECTION, mandate=B2B_MANDATE)
GERMAN_MANDATE = replace(MANDATE, creditor_identifier=CreditorIdentifier("DE98ZZZ09999999999"))


def a_run_of(
    *collections: Collection, limits: FileLimits | None = None, id: str = "2026-12"
) -> CollectionRun:
    named = (
        replace(collection, end_to_end_id=EndToEndId(f"{id}-{n}"))
        for n, collection in enumerate(collections, start=1)
    )
    return replace(
        a_run(),
        id=RunId(id),
        collections=tuple(named),
        form=FileForm(limits=limits or FileLimits()),
    )


def of(*cents: int) -> list[Collection]:
    return [replace(COLLECTION, amount=Euro(cents=amount)) for amount in cents]


def sizes(files: Sequence[BankFile]) -> list[list[int]]:
    """Return how many collections each batch of each file has."""
    return [[len(batch.collections) for batch in file.batches] for file in files]


# -- one file, one block --------------------------------------------------------------------------


def test_feature_4_35_a_small_run_is_one_file_named_after_it() -> None:
    (file,) = a_run().files()
    assert (str(file.id), file.label, file.name) == ("2026-12", "file 2026-12", "2026-12.xml")
    assert [str(batch.id) for batch in file.batches] == ["2026-12.B1"]
    assert (file.count, file.created_at, file.creditor) == (1, AT, a_run().creditor)


def test_its_block_says_what_its_collections_share() -> None:
    (batch,) = a_run().files()[0].batches
    assert (batch.account, batch.identifier, batch.scheme) == (
        COLLECTION.account,
        MANDATE.creditor_identifier,
        "CORE",
    )
    assert (batch.sequence_type, batch.due_on, batch.category_purpose) == (
        "RCUR",
        COLLECTION.due_on,
        None,
    )


def test_trap_19_control_sums_are_exact() -> None:
    (file,) = a_run_of(*of(10, 20, 30)).files()
    assert (str(file.total), str(file.batches[0].total), file.count) == ("0.60", "0.60", 3)


def test_the_same_run_gives_the_same_files() -> None:
    run = a_run_of(*of(1, 2, 3), B2B)
    assert run.files() == run.files()


def test_a_run_without_collections_has_no_file() -> None:
    assert a_run_of().files() == ()


def test_it_has_the_form_of_the_day_it_was_prepared() -> None:
    terms = AUSTRIA.terms(on=TERMS.on)
    assert decided(a_proposal(), terms, at=AT).files()[0].form == AUSTRIA.form


# -- schemes and blocks ---------------------------------------------------------------------------


def test_trap_18_core_and_b2b_are_never_in_one_file() -> None:
    files = a_run_of(B2B, *of(1), B2B).files()
    assert [(str(file.id), {c.mandate.scheme for c in file.collections}) for file in files] == [
        ("2026-12.F1", {"B2B"}),
        ("2026-12.F2", {"CORE"}),
    ]
    assert sizes(files) == [[2], [1]]


@pytest.mark.parametrize(
    "other",
    [
        replace(COLLECTION, account=CreditorAccount(iban=Iban("NL91ABNA0417164300"))),
        replace(COLLECTION, mandate=GERMAN_MANDATE),
        replace(COLLECTION, sequence_type=SequenceType.FIRST),
        replace(COLLECTION, due_on=date(2026, 12, 2)),
        replace(COLLECTION, category_purpose=PurposeCode("SUPP")),
    ],
    ids=["account", "identifier", "sequence type", "date", "category purpose"],
)
def test_collections_that_differ_in_what_a_block_shares_are_in_two_blocks(
    other: Collection,
) -> None:
    (file,) = a_run_of(COLLECTION, other, COLLECTION).files()
    assert sorted(sizes([file])[0]) == [1, 2]


@pytest.mark.parametrize(
    "other",
    [
        replace(COLLECTION, amount=Euro(cents=1)),
        replace(COLLECTION, purpose=PurposeCode("SUPP")),
        replace(COLLECTION, remittance="other"),
    ],
    ids=["amount", "purpose", "remittance"],
)
def test_collections_that_differ_in_what_is_their_own_share_a_block(other: Collection) -> None:
    assert sizes(a_run_of(COLLECTION, other).files()) == [[2]]


def test_feature_3_39_first_and_recurrent_collections_make_two_blocks_of_one_file() -> None:
    first = replace(COLLECTION, sequence_type=SequenceType.FIRST)
    (file,) = a_run_of(COLLECTION, first).files()
    assert [batch.sequence_type for batch in file.batches] == ["FRST", "RCUR"]
    assert [str(batch.id) for batch in file.batches] == ["2026-12.B1", "2026-12.B2"]


def test_blocks_do_not_hang_on_the_order_of_the_collections() -> None:
    mixed = [COLLECTION, B2B, replace(COLLECTION, due_on=date(2026, 12, 2))]
    one_way, other_way = a_run_of(*mixed).files(), a_run_of(*mixed[::-1]).files()
    assert [(b.scheme, b.due_on, str(b.id)) for f in one_way for b in f.batches] == [
        (b.scheme, b.due_on, str(b.id)) for f in other_way for b in f.batches
    ]


def test_within_a_block_they_stand_in_the_order_of_the_run() -> None:
    (file,) = a_run_of(*of(3, 1, 2)).files()
    assert [c.amount.cents for c in file.collections] == [3, 1, 2]


# -- the bank's limits ----------------------------------------------------------------------------


def limits(**most: int) -> FileLimits:
    amounts = {key: Euro(cents=value) for key, value in most.items() if key.startswith("amount")}
    counts = {key: value for key, value in most.items() if not key.startswith("amount")}
    return replace(FileLimits(), **counts, **amounts)  # type: ignore[arg-type]


def test_a_block_of_just_as_many_as_the_bank_takes_stays_whole() -> None:
    assert sizes(a_run_of(*of(1, 1, 1), limits=limits(collections_per_batch=3)).files()) == [[3]]


def test_feature_2_l15_one_more_begins_another_block() -> None:
    files = a_run_of(*of(1, 1, 1, 1), limits=limits(collections_per_batch=3)).files()
    assert sizes(files) == [[3, 1]]


def test_feature_2_l15_what_is_too_much_for_a_file_begins_another() -> None:
    files = a_run_of(*of(1, 1, 1, 1), limits=limits(collections_per_file=3)).files()
    assert sizes(files) == [[3], [1]]
    assert [str(file.id) for file in files] == ["2026-12.F1", "2026-12.F2"]
    assert [str(b.id) for f in files for b in f.batches] == ["2026-12.F1.B1", "2026-12.F2.B1"]


def test_two_blocks_that_just_fill_a_file_share_it() -> None:
    next_day = replace(COLLECTION, due_on=date(2026, 12, 2))
    four = [COLLECTION, COLLECTION, next_day, next_day]
    assert sizes(a_run_of(*four, limits=limits(collections_per_file=4)).files()) == [[2, 2]]
    assert sizes(a_run_of(*four, limits=limits(collections_per_file=3)).files()) == [[2], [2]]


def test_a_file_takes_as_many_blocks_as_the_bank_does() -> None:
    few = limits(collections_per_batch=1, batches_per_file=2)
    assert sizes(a_run_of(*of(1, 1), limits=few).files()) == [[1, 1]]
    assert sizes(a_run_of(*of(1, 1, 1), limits=few).files()) == [[1, 1], [1]]


def test_a_block_comes_to_no_more_than_the_bank_takes() -> None:
    most = limits(amount_per_collection=100, amount_per_batch=100)
    assert sizes(a_run_of(*of(50, 50), limits=most).files()) == [[2]]
    assert sizes(a_run_of(*of(50, 51), limits=most).files()) == [[1, 1]]
    assert sizes(a_run_of(*of(100, 100), limits=most).files()) == [[1, 1]]


def test_a_file_comes_to_no_more_than_the_bank_takes() -> None:
    most = limits(amount_per_collection=100, amount_per_batch=100, amount_per_file=150)
    assert sizes(a_run_of(*of(75, 75), limits=most).files()) == [[1, 1]]
    assert sizes(a_run_of(*of(75, 76), limits=most).files()) == [[1], [1]]


def test_files_of_one_scheme_are_counted_on_in_the_next() -> None:
    one_each = limits(collections_per_file=1)
    files = a_run_of(*of(1, 1), B2B, limits=one_each).files()
    assert [str(file.id) for file in files] == ["2026-12.F1", "2026-12.F2", "2026-12.F3"]


# -- ids ------------------------------------------------------------------------------------------


def test_the_ids_of_a_revised_run_are_new() -> None:
    run = decided_anew(a_run(), a_proposal(), TERMS, at=AT)
    (file,) = run.files()
    assert (str(file.id), str(file.batches[0].id)) == ("2026-12.v2", "2026-12.v2.B1")


def test_a_withdrawn_runs_files_can_still_be_looked_at() -> None:
    assert withdraw(a_run(), at=AT).files() == a_run().files()


def test_a_thousandth_file_of_a_thousandth_version_has_room_for_its_ids() -> None:
    edited = tuple(RunStep(step=Step.REVISED, at=AT) for _ in range(998))
    one_each = limits(collections_per_file=1)
    run = a_run_of(*of(*[1] * 1000), limits=one_each, id="X" * 18)
    run = replace(run, history=(*run.history, *edited))
    longest = max(len(str(b.id)) for file in run.files() for b in file.batches)
    assert longest == len("X" * 18 + ".v999" + ".F1000" + ".B1") == 32


@pytest.mark.parametrize("id", ["2026-12.v2", "2026-12.F1"])
def test_no_run_is_called_like_a_file_of_another(id: str) -> None:
    with pytest.raises(InvalidValue, match="needs 1 to 18 characters"):
        RunId(id)
