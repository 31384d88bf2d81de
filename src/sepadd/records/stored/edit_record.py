"""What was changed by hand, as records: each change with when, by whom and why."""

from __future__ import annotations

from typing import Final

from sepadd.proposal import Added, AmountChanged, Cleared, Edit, Excluded, Included, Widened
from sepadd.records.stored.item_record import ITEM_KEY, ONLY_INVOICE
from sepadd.records.stored.record_shape import RecordShape, Tagged, may, must
from sepadd.records.stored.selection_record import SELECTION
from sepadd.records.stored.shapes import FLAG, TEXT, listed
from sepadd.records.stored.value_shapes import EURO, INSTANT

_DONE: Final = (
    must("at", INSTANT, "when, with the offset from UTC"),
    may("by", TEXT, "who did it, by the user's own name", ""),
    may("why", TEXT, "why, in the user's own words", ""),
)
_ITEM: Final = must("item", ITEM_KEY, "which item")

_EDIT: Final = Tagged[Edit](
    "Edit",
    "edit",
    "what was done by hand",
    {
        "excluded": RecordShape(Excluded, *_DONE, _ITEM),
        "included": RecordShape(Included, *_DONE, _ITEM),
        "amount_changed": RecordShape(
            AmountChanged,
            *_DONE,
            _ITEM,
            must("amount", EURO, "what is collected of the item, above zero"),
            may("above_open", FLAG, "whether it may be more than is open", absent=False),
        ),
        "added": RecordShape(Added, *_DONE, must("item", ONLY_INVOICE, "which item")),
        "widened": RecordShape(
            Widened, *_DONE, must("selection", SELECTION, "what is selected besides")
        ),
        "cleared": RecordShape(Cleared, *_DONE),
    },
)

EDITS: Final = may("edits", listed(_EDIT), "the changes by hand, in their order", ())
"""The field for the changes by hand, of whatever has them."""
