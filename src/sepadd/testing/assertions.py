"""What a test of your own may claim of a file or a journal; what it says when that is not so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from datetime import date, time
from itertools import islice
from pathlib import Path
from typing import Final

from sepadd.banks import BankProfile
from sepadd.collection import Reported, RTransaction
from sepadd.journal import Entry, Line
from sepadd.testing.difference import differences
from sepadd.testing.fake_bank import FakeBank
from sepadd.values import Euro

_MOST: Final = 20
"""So many lines are shown of what is wrong; the rest is counted."""


def assert_accepted_by(
    bank: BankProfile | FakeBank,
    file: bytes | Path,
    *,
    on: date | None = None,
    at: time | None = None,
) -> None:
    """Claim that a bank takes a file of collections whole.

    A profile is asked for what the schemas and the rules say of it, handed over on that day and at
    that time of it; without a day, on the one on which the file was made. Warnings are let pass. A
    fake bank takes it in, and so does not take it twice; its day is its own. Raises
    :class:`AssertionError` with all that is refused.

    >>> from sepadd import EPC
    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import TODAY, a_run
    >>> assert_accepted_by(EPC, pain008.render(a_run()), on=TODAY)
    """
    __tracebackhide__ = True
    if isinstance(bank, FakeBank):
        wrong = _turned_down(bank, file, at)
        whose = f"the fake bank ({bank.dialect.name}) on {bank.today}"
    else:
        wrong = _refused(bank, file, on, at)
        whose = bank.title
    if wrong:
        raise AssertionError(f"{whose} refuses the file:\n{_lines(wrong)}")


def _refused(
    profile: BankProfile, file: bytes | Path, on: date | None, at: time | None
) -> list[str]:
    from sepadd.checking import check  # noqa: PLC0415 - imports lxml

    return [str(finding) for finding in check(file, profile, on, at=at).errors]


def _turned_down(bank: FakeBank, file: bytes | Path, at: time | None) -> list[str]:
    from sepadd.messages.answers import pain002  # noqa: PLC0415 - imports lxml

    content = file.read_bytes() if isinstance(file, Path) else file
    answer = bank.take(content) if at is None else bank.take(content, at=at)
    return [_verdict(told) for told in pain002.iter_answers(answer) if _is_refusal(told)]


def _is_refusal(told: Reported) -> bool:
    return told.fact is not None and issubclass(told.fact, RTransaction)


def _verdict(told: Reported) -> str:
    reason = told.reason
    said = f"{reason.code}, {reason.meaning}" if reason is not None else "no reason was given"
    text = f": {reason.text}" if reason is not None and reason.text else ""
    return f"{told.label}: {said}{text}"


def assert_balanced(journal: Iterable[Entry | Line]) -> None:
    """Claim that a journal has debits as credits, and no entry twice.

    It is made of entries, or of lines as your own ledger has them. Raises :class:`AssertionError`
    with the sums of each role, and the ids that stand twice.

    >>> from sepadd import submit
    >>> from sepadd.journal import ReceivableCloses, entries
    >>> from sepadd.testing import AT, a_run
    >>> assert_balanced(entries(submit(a_run(), at=AT), ReceivableCloses.AT_FILE))
    """
    __tracebackhide__ = True
    posted = list(journal)
    ids = Counter(each.id for each in posted if isinstance(each, Entry))
    twice = [f"entry {name} stands {times} times" for name, times in ids.items() if times > 1]
    if twice:
        raise AssertionError(f"a journal has each entry once:\n{_lines(twice)}")
    lines = [line for each in posted for line in _lines_of(each)]
    debit, credit = (
        Euro.total(line.debit for line in lines),
        Euro.total(line.credit for line in lines),
    )
    if debit != credit:
        told = f"debits of {debit}, credits of {credit}, {debit - credit} apart"
        raise AssertionError(f"the journal is not balanced: {told}\n{_lines(_by_role(lines))}")


def _lines_of(posted: Entry | Line) -> tuple[Line, ...]:
    return posted.lines if isinstance(posted, Entry) else (posted,)


def _by_role(lines: Iterable[Line]) -> list[str]:
    debits: Counter[str] = Counter()
    credits_: Counter[str] = Counter()
    for line in lines:
        debits[line.role] += line.debit.cents
        credits_[line.role] += line.credit.cents
    return [
        f"{role}: debit {Euro(cents=debits[role])}, credit {Euro(cents=credits_[role])}"
        for role in debits
    ]


def assert_same_file(one: bytes | Path, other: bytes | Path, *, but: Collection[str] = ()) -> None:
    """Claim that two messages say the same, however they are indented.

    Elements whose name is among ``but`` are not compared, such as ``CreDtTm`` and ``MsgId``. Raises
    :class:`AssertionError` with the path of each element that differs, and
    :class:`~sepadd.UnreadableMessage` for what is no XML.

    >>> from sepadd.messages import pain008
    >>> from sepadd.testing import a_run
    >>> assert_same_file(pain008.render(a_run()), pain008.render(a_run()))
    """
    __tracebackhide__ = True
    found = [str(each) for each in differences(_content(one), _content(other), but=but)]
    if found:
        raise AssertionError(f"the files differ:\n{_lines(found)}")


def _content(file: bytes | Path) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file


def _lines(told: Collection[str]) -> str:
    shown = [f"  {line}" for line in islice(told, _MOST)]
    more = len(told) - len(shown)
    return "\n".join([*shown, f"  and {more} more"] if more else shown)
