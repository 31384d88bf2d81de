"""What was agreed with a debtor: whether and from when to collect, and with which mandates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from sepadd.frozen import dataclass
from sepadd.mandate import Scheme, SchemeLike
from sepadd.open_item import ItemKey, OpenItem
from sepadd.values import reads


@reads
@dataclass(frozen=True, slots=True, kw_only=True, init=False)
class CollectionPreference:
    """How a debtor is collected from: at all, with a mandate per invoice, under which scheme.

    ``collects``: every open item is collected but those left out one by one, or none but those
    taken one by one. ``one_off``: each invoice takes a mandate of its own. ``collect_from``: an
    invoice dated earlier is not collected; one without a date is. The scheme holds for all of a
    debtor's items alike.
    """

    collects: bool
    one_off: bool
    scheme: Scheme
    collect_from: date | None

    def __init__(
        self,
        *,
        collects: bool = False,
        one_off: bool = False,
        scheme: SchemeLike = Scheme.CORE,
        collect_from: date | None = None,
    ) -> None: ...

    def wanted(
        self, items: Iterable[OpenItem], one_by_one: Mapping[ItemKey, bool] = MappingProxyType({})
    ) -> tuple[OpenItem, ...]:
        """The open items that are to be proposed, in their order.

        ``one_by_one`` says of single items that they are to be collected, or not, whatever holds
        for the debtor; not even the date holds then.
        """
        return tuple(
            item for item in items if one_by_one.get(item.key, self.collects and self._is_new(item))
        )

    def _is_new(self, item: OpenItem) -> bool:
        first, issued_on = self.collect_from, item.issued_on
        return first is None or issued_on is None or first <= issued_on
