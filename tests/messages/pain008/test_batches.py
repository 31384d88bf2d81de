"""A batch says what its collections share, and one of two kinds is two batches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from helpers.pain008_files import followed_by, said
from helpers.read_back import OWN_KIND, TX, held, of, plain, told, two_collections
from sepadd.mandate import Scheme, SequenceType
from sepadd.messages import pain008
from sepadd.messages.pain008 import iter_collections, read
from sepadd.testing import COLLECTION, MANDATE, a_run

# -- what is held ----------------------------------------------------------------------------------


def test_a_batch_says_what_its_collections_share() -> None:
    (batch,) = read(plain()).batches
    assert (str(batch.id), batch.scheme, batch.sequence_type, batch.due_on) == (
        *("2026-12.B1", Scheme.CORE, SequenceType.RECURRENT),
        date(2026, 12, 1),
    )
    assert batch.identifier == MANDATE.creditor_identifier
    assert batch.account == replace(COLLECTION.account, identifier=None, label="")


# -- what is named ---------------------------------------------------------------------------------


def test_cor1_is_held_and_it_is_said_that_it_cannot_be_written() -> None:
    xml = of(said("PmtInf/PmtTpInf/LclInstrm/Cd", "COR1"))
    assert held(xml).mandate.scheme is Scheme.COR1
    assert told(xml) == ["COR1 ended in November 2016, and is not written any more"]


# -- what a collection says of its own -------------------------------------------------------------


def test_collections_of_two_kinds_in_a_block_are_two_batches_of_one_id() -> None:
    inside = OWN_KIND.format("<SeqTp>FNAL</SeqTp>")
    file = read(two_collections(followed_by(f"{TX}/PmtId", inside)))
    assert [(str(batch.id), batch.sequence_type) for batch in file.batches] == [
        ("2026-12.B1", "FNAL"),
        ("2026-12.B1", "RCUR"),
    ]
    assert [(finding.rule, finding.detail) for finding in file.unplaced] == [
        ("REA-09", "PmtTpInf stands here, and with batch 2026-12.B1 too"),
        ("REA-05", "its collections are not all of one kind: they are 2 batches of one id"),
    ]
    assert pain008.render(file.file).count(b"<SeqTp>") == 2


# -- one after the other ---------------------------------------------------------------------------


def test_collections_come_with_their_line_and_what_their_block_says() -> None:
    first, second = iter_collections(two_collections())
    assert (first.end_to_end_id, second.end_to_end_id) == ("2026-12-1", "2026-12-2")
    assert first.line < second.line
    assert first.batch is second.batch
    assert first.batch is not None
    assert (first.batch.place, first.head.id) == (1, a_run().files()[0].id)


def test_what_is_noted_of_file_and_block_comes_with_the_next_collection() -> None:
    changes = said("GrpHdr/MsgId", "A//B"), said("PmtInf/PmtMtd", "TRF")
    first, second = iter_collections(two_collections(*changes))
    assert [finding.rule for finding in first.unplaced] == ["REA-02", "REA-01"]
    assert second.unplaced == ()
