"""camt.029, ResolutionOfInvestigation: whether the bank still cancelled what we asked it to.

We asked with a camt.055, or by telephone. A cancellation that is accepted takes the collections
back before settlement; one that is refused or still pending changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from lxml.etree import _Element as Element

from sepadd.collection import Cancellation, Level, Reported
from sepadd.findings import UnreadableMessage
from sepadd.messages.answers.repeated_of_ours import (
    Sayings,
    count,
    given_amount,
    given_day,
    original,
    speaks_of_collections,
    why,
)
from sepadd.messages.parsing import (
    Incoming,
    child,
    documents,
    local,
    parts,
    reference,
    text,
    unreadable,
)

OF_INTEREST: Final = (
    "Assgnmt",
    "Sts",
    "OrgnlGrpInfAndSts",
    "OrgnlPmtInfAndSts",
    "TxInfAndSts",
    "CxlDtls",
)
"""What a reader of this message needs of it; see :func:`sepadd.messages.parsing.documents`."""

CANCELLED: Final = frozenset({"ACCR", "CNCL"})
"""The statuses that say a cancellation was accepted; every other (``RJCR``, ``PDCR``) informs only.

Source: ISO 20022, CancellationIndividualStatus and InvestigationExecutionConfirmation.
"""


def iter_answers(source: bytes | Path) -> Iterator[Reported]:
    """What a bank's answers to cancellations say, in their order; a file, or a zip of files.

    Each is told at the level at which it is said. What is named without a status of its own has
    that of what it stands in; and where something in a file or a batch is named, no more of that is
    cancelled than what is named, whatever is said of the whole. An answer that names nothing, or
    speaks of anything but direct debits, only informs.

    Raises :class:`UnreadableMessage` where it is another message, is cut off, does not say when it
    was made, or repeats an amount or a day that cannot be read. Source: ISO 20022, camt.029.001.03
    and later.
    """
    for incoming in documents(source, {"camt.029": OF_INTEREST}):
        incoming.expect("camt.029")
        yield from reported(incoming)


def reported(incoming: Incoming) -> Iterator[Reported]:
    """What one answer says: :func:`iter_answers` of what is opened already."""
    answer: _Answer | None = None
    for element in incoming.parts():
        if local(element) == "Assgnmt":
            answer = answer or _Answer(element)
        elif answer is None:
            raise unreadable(element, "an Assgnmt stands before it")
        else:
            yield from answer.hear(element)
    if answer is None:
        raise UnreadableMessage(f"line {incoming.line}: a camt.029 without an Assgnmt")
    yield from answer.to_nothing_named()
    yield from answer.sayings.unread("Assgnmt")


class _Named(NamedTuple):
    """A file or a batch that an answer names, and what it says of it."""

    status: str = ""
    message_id: str = ""
    ours: bool = True
    batch_id: str = ""
    place: str = ""

    @property
    def within(self) -> str:
        return f"{self.place}/" if self.place else ""


class _Answer:
    """One answer: what it says of the whole, and of the file and the batch that are read."""

    def __init__(self, assignment: Element) -> None:
        self.sayings = Sayings("camt.029", assignment, called="answer", id="Id")
        self.confirmed = ""
        self.names_something = False
        self.batches = 0
        self.collections = 0
        self.start_over()

    def start_over(self) -> None:
        """Nothing is known yet of the file that the next details speak of."""
        self.the_file = _Named(status=self.confirmed)
        self.the_batch = self.the_file
        self.around: Element | None = None
        self.held: Reported | None = None

    def hear(self, element: Element) -> Iterator[Reported]:
        match local(element):
            case "Sts":
                self.confirm(element)
            case "OrgnlGrpInfAndSts":
                yield from self.file(element)
            case "OrgnlPmtInfAndSts":
                yield from self.batch(element)
            case "TxInfAndSts":
                yield self.collection(element)
            case _:
                if self.held is not None:
                    yield self.held
                self.start_over()

    def confirm(self, element: Element) -> None:
        above = element.getparent()
        if above is not None and local(above) == "RsltnOfInvstgtn":
            self.confirmed = text(child(element, "Conf"))
            self.start_over()

    def file(self, element: Element) -> Iterator[Reported]:
        """What is said of the whole file.

        Without a status, or where it says that what was asked is cancelled, only if nothing in the
        file is named: a bank may say so of a request that was about one collection of it.
        """
        found = parts(element)
        own = text(found.get("GrpCxlSts"))
        self.names_something = True
        self.the_file = self.the_batch = self.named(element, own, self.the_file)
        said = self.say(element, Level.FILE, self.the_file, "OrgnlGrpInfAndSts")
        if own and said.fact is None:
            yield said
        else:
            self.held = said

    def batch(self, element: Element) -> Iterator[Reported]:
        """What is said of a batch; as of a file, only if no collection of it is named."""
        batch = self.enter(element)
        alone = not self.collections
        self.around = None
        self.held = None
        said = self.say(element, Level.BATCH, batch, batch.place)
        if alone or (said.fact is None and text(child(element, "PmtInfCxlSts"))):
            yield said

    def collection(self, element: Element) -> Reported:
        """What is said of one collection."""
        around = element.getparent()
        batch = self.the_file if around is None else self.enter(around)
        self.collections += 1
        self.held = None
        own = text(child(element, "TxCxlSts"))
        named = self.named(element, own, batch)
        return self.say(
            element, Level.COLLECTION, named, f"{batch.within}TxInfAndSts[{self.collections}]"
        )

    def enter(self, around: Element) -> _Named:
        """The batch that an element is, or stands in, or the file where it stands in none."""
        self.names_something = True
        if around is self.around:
            return self.the_batch
        self.around, self.collections = around, 0
        self.the_batch = self.the_file
        if local(around) == "OrgnlPmtInfAndSts":
            self.batches += 1
            found = parts(around)
            own = text(found.get("PmtInfCxlSts"))
            self.the_batch = self.named(around, own, self.the_file)._replace(
                batch_id=reference(text(found.get("OrgnlPmtInfId"))),
                place=f"OrgnlPmtInfAndSts[{self.batches}]",
            )
        return self.the_batch

    def named(self, element: Element, status: str, within: _Named) -> _Named:
        """What an element names: with the status and the file of what it is in, unless it says."""
        given = element if local(element) == "OrgnlGrpInfAndSts" else child(element, "OrgnlGrpInf")
        named = within._replace(status=status or within.status, place="")
        if given is None:
            return named
        found = parts(given)
        return named._replace(
            message_id=reference(text(found.get("OrgnlMsgId"))),
            ours=speaks_of_collections(text(found.get("OrgnlMsgNmId"))),
        )

    def say(self, element: Element, level: Level, named: _Named, place: str) -> Reported:
        found = parts(element)
        given = why(element, "CxlStsRsnInf")
        repeated = original(found.get("OrgnlTxRef"))
        instructed = given_amount(found.get("OrgnlInstdAmt"))
        cancelled = named.ours and named.status in CANCELLED
        return Reported(
            fact=Cancellation if cancelled else None,
            level=level,
            on=self.sayings.on(),
            said=self.sayings.by(given.by),
            place=place,
            status=named.status,
            message_id=named.message_id,
            batch_id=named.batch_id,
            end_to_end_id=reference(text(found.get("OrgnlEndToEndId"))),
            instruction_id=reference(text(found.get("OrgnlInstrId"))),
            mandate=repeated.mandate,
            amount=repeated.amount if instructed is None else instructed,
            due_on=given_day(found.get("OrgnlReqdColltnDt")) or repeated.due_on,
            collections=count(text(found.get("OrgnlNbOfTxs"))),
            reason=given.of_a_failure if cancelled else given.reason,
            fault=repeated.fault,
        )

    def to_nothing_named(self) -> Iterator[Reported]:
        """What is said without naming anything: it is known to whoever asked, and not to us."""
        if self.confirmed and not self.names_something:
            yield Reported(
                fact=None,
                level=Level.FILE,
                on=self.sayings.on(),
                said=self.sayings.by(""),
                place="Sts",
                status=self.confirmed,
            )
