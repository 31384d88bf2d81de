"""The books of one creditor: what is open in them, and the mandates that it has."""

from __future__ import annotations

from dataclasses import dataclass

from sepadd.findings import IllegalStep
from sepadd.mandate import Mandate
from sepadd.open_item import OpenItem
from sepadd.values import Creditor, CreditorIdentifier


@dataclass(frozen=True, slots=True, kw_only=True)
class Administration:
    """The books of one creditor: what is open in them, and the mandates that it has.

    ``code`` is the user's own short name for it, which a mask may put in references.
    """

    creditor: Creditor
    code: str | None = None
    open_items: tuple[OpenItem, ...] = ()
    mandates: tuple[Mandate, ...] = ()

    @property
    def identifier(self) -> CreditorIdentifier | None:
        """What it collects under: of its first account that collects; none where it cannot."""
        for account in self.creditor.collecting_accounts:
            identifier = account.identifier or self.creditor.identifier
            if identifier is not None:
                return identifier
        return None

    def must_collect(self) -> CreditorIdentifier:
        """What it collects under. Raises :class:`IllegalStep`, saying why, where it cannot."""
        identifier = self.identifier
        if identifier is None:
            raise IllegalStep(f"{self.creditor.label}: {self.why_not}")
        return identifier

    def mandates_of(self, debtor_id: str) -> tuple[Mandate, ...]:
        """A debtor's mandates that were given to what it collects under, in their order."""
        identifier = self.identifier
        return tuple(
            mandate
            for mandate in self.mandates
            if identifier is not None
            and mandate.creditor_identifier.identity == identifier.identity
            and mandate.debtor.id == debtor_id
        )

    @property
    def why_not(self) -> str | None:
        """Why nothing can be collected for it, as a sentence; nothing if it can."""
        if not self.creditor.collecting_accounts:
            return "no mandate is made out, since no account of it collects: give it one that does"
        if self.identifier is None:
            return "no mandate is made out, since its identifier is missing: give it"
        return None
