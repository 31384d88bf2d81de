"""The books of one creditor at one moment: what is open in them, the mandates, and the runs.

They are a value: nothing is hidden in them, and the same books give the same answer. Whoever keeps
a run or a mandate in them has other books.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from sepadd.findings import InvalidValue
from sepadd.frozen import dataclass
from sepadd.mandate import Mandate
from sepadd.open_item import CreditNote, Invoice, ItemKey, OpenItem
from sepadd.proposal import LiveRun, informed, presented_by
from sepadd.run import CollectionRun
from sepadd.values import Creditor, CreditorIdentifier, MandateReference, RunId

K = TypeVar("K")
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class Books:
    """The books of one creditor at one moment: what is open, the mandates, and the runs.

    ``runs`` are all runs that may still hold an item, use a mandate or be answered by the bank: an
    item is not collected by two of them. They have no default, so that nobody forgets them and
    debits twice. ``others`` are runs of which no more is known than what they hold and present,
    such as those of years past. ``code`` is the user's own short name for the creditor, which a
    mask may put in references.

    Raises :class:`InvalidValue` for what is in a wrong place: one item where items belong, a run
    among the mandates.

    >>> from sepadd.testing import CREDITOR, INVOICE, MANDATE
    >>> books = Books(creditor=CREDITOR, open_items=[INVOICE], mandates=[MANDATE], runs=[])
    >>> books.mandate("M-1").label, books.item(INVOICE.key).label
    ('mandate M-1', 'invoice 2026-1001')
    """

    creditor: Creditor
    open_items: tuple[OpenItem, ...]
    mandates: tuple[Mandate, ...]
    runs: tuple[CollectionRun, ...]
    others: tuple[LiveRun, ...]
    code: str | None

    def __init__(
        self,
        *,
        creditor: Creditor,
        open_items: Iterable[OpenItem],
        mandates: Iterable[Mandate],
        runs: Iterable[CollectionRun],
        others: Iterable[LiveRun] = (),
        code: str | None = None,
    ) -> None:
        """Take the books as they are now, and look that each thing is in its place."""
        given: object = creditor
        if not isinstance(given, Creditor):
            raise InvalidValue(f"creditor {given!r} of books: needs a Creditor")
        whose = f"the books of {creditor.label}"
        put = object.__setattr__
        put(self, "creditor", creditor)
        put(self, "open_items", _all(open_items, (Invoice, CreditNote), "open_items", whose))
        put(self, "mandates", _all(mandates, (Mandate,), "mandates", whose))
        put(self, "runs", _all(runs, (CollectionRun,), "runs", whose))
        put(self, "others", _live(others, whose))
        put(self, "code", code)

    @property
    def label(self) -> str:
        """How a message names them."""
        return f"the books of {self.creditor.label}"

    @property
    def live_runs(self) -> tuple[LiveRun, ...]:
        """All runs that a new one has to know of."""
        return (*self.runs, *self.others)

    @property
    def identifier(self) -> CreditorIdentifier | None:
        """What it collects under: of its first account that collects; none where it cannot."""
        for account in self.creditor.collecting_accounts:
            identifier = account.identifier or self.creditor.identifier
            if identifier is not None:
                return identifier
        return None

    def item(self, key: ItemKey | OpenItem) -> OpenItem:
        """The open item of a key, as it stands in the books.

        Raises :class:`InvalidValue` where there is none.
        """
        wanted = key if isinstance(key, ItemKey) else key.key
        for item in self.open_items:
            if item.key == wanted:
                return item
        raise InvalidValue(f"{wanted} is not open in {self.label}: give the key of an item that is")

    def mandate(self, reference: MandateReference | str) -> Mandate:
        """The mandate of a reference that it has, or had before it was amended.

        Raises :class:`InvalidValue` where there is none.
        """
        wanted = MandateReference(reference) if isinstance(reference, str) else reference
        known = {key: m for m in reversed(self.mandates) for _, key in reversed(m.keys)}
        known |= {m.reference.key: m for m in reversed(self.mandates)}
        if wanted.key in known:
            return known[wanted.key]
        raise InvalidValue(f"mandate {wanted} is not in {self.label}: give a reference that is")

    def mandates_of(self, debtor_id: str) -> tuple[Mandate, ...]:
        """A debtor's mandates that were given to what is collected under, in their order."""
        identifier = self.identifier
        return tuple(
            mandate
            for mandate in self.mandates
            if identifier is not None
            and mandate.creditor_identifier.identity == identifier.identity
            and mandate.debtor.id == debtor_id
        )

    def run(self, id: RunId | str) -> CollectionRun:
        """The run of an id. Raises :class:`InvalidValue` where there is none."""
        wanted = RunId(id) if isinstance(id, str) else id
        for run in self.runs:
            if run.id == wanted:
                return run
        raise InvalidValue(f"run {wanted} is not in {self.label}: give an id that is")

    def keep(self, thing: CollectionRun | Mandate | OpenItem) -> Books:
        """The books with this in the place of what had its key, or after all else.

        A run that was sent is noted at the mandates under which it presented something; a mandate
        that was amended takes its own place, by any reference that it had. Raises
        :class:`InvalidValue` for anything else.
        """
        given: object = thing
        if isinstance(given, CollectionRun):
            return self._with_run(given)
        if isinstance(given, Mandate):
            return replace(self, mandates=_with_mandate(self.mandates, given))
        if isinstance(given, Invoice | CreditNote):
            keys = [item.key for item in self.open_items]
            return replace(self, open_items=_placed(self.open_items, given, keys, given.key))
        raise InvalidValue(f"{given!r} in {self.label}: keep a run, a mandate or an open item")

    def _with_run(self, run: CollectionRun) -> Books:
        runs = _placed(self.runs, run, [old.id for old in self.runs], run.id)
        if not run.sent:
            return replace(self, runs=runs)
        presented = presented_by((run,))
        mandates = tuple(informed(mandate, presented) for mandate in self.mandates)
        return replace(self, runs=runs, mandates=mandates)


def _with_mandate(mandates: tuple[Mandate, ...], new: Mandate) -> tuple[Mandate, ...]:
    """The mandates with a new one where its key stood, or the latest that it had before."""
    there = [old.key for old in mandates]
    own = next((key for key in new.keys if key in there), new.key)
    return _placed(mandates, new, there, own)


def _placed(things: tuple[T, ...], new: T, keys: list[K], own: K) -> tuple[T, ...]:
    """The things with a new one in the place of what had its key, or at the end."""
    kept = list(things)
    place = keys.index(own) if own in keys else len(kept)
    kept[place : place + 1] = [new]
    return tuple(kept)


def _all(given: Iterable[T], kinds: tuple[type, ...], what: str, whose: str) -> tuple[T, ...]:
    """What stands in one place of the books: things of its kind, and nothing else."""
    names = " or ".join(kind.__name__ for kind in kinds)
    if isinstance(given, (*kinds, str, Mapping)) or not isinstance(given, Iterable):
        raise InvalidValue(f"{what} of {whose}: {_said(given)} is no list of {names}; give a list")
    things = tuple(given)
    for thing in things:
        if not isinstance(thing, kinds):
            raise InvalidValue(f"{what} of {whose}: {_said(thing)} is no {names}: give those alone")
    return things


def _live(given: Iterable[LiveRun], whose: str) -> tuple[LiveRun, ...]:
    runs = tuple(given)
    for run in runs:
        if not all(hasattr(run, name) for name in ("held", "rests", "presentations")):
            raise InvalidValue(f"others of {whose}: {_said(run)} does not say what it holds")
    return runs


def _said(given: object) -> str:
    """A thing as a message names it."""
    return str(getattr(given, "label", None) or repr(given))
