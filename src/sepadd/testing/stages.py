"""A run in the stage that a test begins with: taken on, settled, returned, as a bank tells it.

The fake bank lets it happen, so that what is recorded is what a bank's messages say.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time

from sepadd.banks import EPC
from sepadd.collection import CollectionStatus
from sepadd.findings import IllegalStep
from sepadd.mandate import Scheme
from sepadd.recording import take_in
from sepadd.run import CollectionRun, RunStage, recall, reverse
from sepadd.testing.fake_bank import PLAIN, Dialect, FakeBank
from sepadd.values import TARGET, MessageId

_S = CollectionStatus


def answered(
    run: CollectionRun, status: CollectionStatus, *, dialect: Dialect = PLAIN
) -> CollectionRun:
    """A submitted run after the bank has answered: every collection of it has that status.

    Raises :class:`IllegalStep` unless the run is submitted, and for B2B collections that were to
    be refunded.

    >>> from sepadd import submit
    >>> from sepadd.testing import AT, a_run
    >>> run = answered(submit(a_run(), at=AT), CollectionStatus.RETURNED)
    >>> str(run.standing), run.collections[0].failure.reason.code
    ('settled', 'AM04')
    """
    from sepadd.messages.answers import read_answers  # noqa: PLC0415 - imports lxml

    messages = answers(run, status, dialect=dialect)
    return take_in((run,), read_answers(messages)).runs[0]


def answers(
    run: CollectionRun, status: CollectionStatus, *, dialect: Dialect = PLAIN
) -> tuple[bytes, ...]:
    """What a bank sends until every collection of a submitted run has that status, in its order.

    Raises as :func:`answered` does.
    """
    if run.stage is not RunStage.SUBMITTED:
        raise IllegalStep(f"{run.label} is {run.stage}: submit it, then the bank answers")
    if status is _S.PENDING:
        return ()
    bank = FakeBank(today=run.prepared_at.date(), dialect=dialect)
    return (*_handed_in(bank, run, status), *_afterwards(bank, run, status))


def _handed_in(bank: FakeBank, run: CollectionRun, status: CollectionStatus) -> Iterator[bytes]:
    from sepadd.messages import pain008  # noqa: PLC0415 - imports lxml

    for each in run.collections:
        if each.mandate.scheme is Scheme.B2B:
            bank.register_b2b(each.mandate.reference)
        if status is _S.REJECTED:
            bank.will_reject(each.end_to_end_id, "AC04")
        if status is _S.RETURNED:
            bank.will_return(each.end_to_end_id, "AM04")
    yield from (bank.take(pain008.render(file)) for file in run.files())


def _afterwards(bank: FakeBank, run: CollectionRun, status: CollectionStatus) -> Iterator[bytes]:
    if status is _S.CANCELLED:
        yield from _cancelled(bank, run)
    if status in {_S.ACCEPTED, _S.REJECTED, _S.CANCELLED}:
        return
    yield from bank.move_to(_settled_on(run))
    if status is _S.REVERSED:
        yield from _reversed(bank, run)
    if status is _S.REFUNDED:
        for each in run.collections:
            bank.refund(each.end_to_end_id)
    if status is not _S.SETTLED:
        yield from bank.move_on(2)


def _settled_on(run: CollectionRun) -> date:
    return max(TARGET.on_or_after(each.due_on) for each in run.collections)


def _cancelled(bank: FakeBank, run: CollectionRun) -> Iterable[bytes]:
    from sepadd.messages.requests import camt055  # noqa: PLC0415 - imports lxml

    terms, at = EPC.terms(on=bank.today), _nine_o_clock(bank, run)
    asked = recall(run, None, terms, id=MessageId(f"C-{run.id}"), reason="CUST", at=at)
    return [bank.cancel(camt055.render(each)) for each in asked.recalls]


def _reversed(bank: FakeBank, run: CollectionRun) -> Iterable[bytes]:
    from sepadd.messages.requests import pain007  # noqa: PLC0415 - imports lxml

    terms, at = EPC.terms(on=bank.today), _nine_o_clock(bank, run)
    names = [each.end_to_end_id for each in run.collections]
    asked = reverse(run, names, terms, id=MessageId(f"R-{run.id}"), reason="AM05", at=at)
    return [bank.reverse(pain007.render(each)) for each in asked.requests]


def _nine_o_clock(bank: FakeBank, run: CollectionRun) -> datetime:
    return datetime.combine(bank.today, time(9, 0), tzinfo=run.prepared_at.tzinfo)
