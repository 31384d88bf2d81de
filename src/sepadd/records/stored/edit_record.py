"""What was changed by hand, as records: each change with when, by whom and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

from sepadd.open_item import Invoice, ItemKey, ItemKind
from sepadd.proposal import Added, AmountChanged, Cleared, Edit, Excluded, Included, Widened
from sepadd.records.stored.fields import Fields, Record, Words, filled, member
from sepadd.records.stored.item_record import item_of, item_record
from sepadd.records.stored.selection_record import selection_of, selection_record
from sepadd.records.written import euros, instant

_kind = member(ItemKind)


def _key_record(key: ItemKey) -> Record:
    return {"kind": key.kind.value, "number": key.number}


def _key_of(fields: Fields) -> ItemKey:
    return fields.made(ItemKey, kind=fields.must("kind", _kind), number=fields.must("number", str))


def edit_record(edit: Edit) -> Record:
    """One change by hand."""
    return filled(
        {
            "edit": _WORDS[type(edit)],
            "at": edit.at.isoformat(),
            "by": edit.by or None,
            "why": edit.why or None,
            **_about(edit),
        }
    )


def _about(edit: Edit) -> Record:
    """What was changed."""
    match edit:
        case AmountChanged():
            amount, above_open = str(edit.amount), edit.above_open or None
            return {"item": _key_record(edit.item), "amount": amount, "above_open": above_open}
        case Excluded() | Included():
            return {"item": _key_record(edit.item)}
        case Added():
            return {"item": item_record(edit.item)}
        case Widened():
            return {"selection": selection_record(edit.selection)}
        case Cleared():
            return {}


def _item_read(fields: Fields) -> Record:
    return {"item": fields.part("item", _key_of)}


def _amount_read(fields: Fields) -> Record:
    amount, above_open = fields.must("amount", euros), fields.flag_if_any("above_open")
    return {**_item_read(fields), "amount": amount, "above_open": bool(above_open)}


def _added_read(fields: Fields) -> Record:
    item = fields.part("item", item_of)
    if not fields.wrong and not isinstance(item, Invoice):
        fields.note(f"a {item.kind.replace('_', ' ')} cannot be added, only an invoice", "item")
    return {"item": item}


def _selection_read(fields: Fields) -> Record:
    return {"selection": fields.part("selection", selection_of)}


_KINDS: Final[Mapping[str, tuple[type[Edit], Callable[[Fields], Record]]]] = MappingProxyType(
    {
        "excluded": (Excluded, _item_read),
        "included": (Included, _item_read),
        "amount_changed": (AmountChanged, _amount_read),
        "added": (Added, _added_read),
        "widened": (Widened, _selection_read),
        "cleared": (Cleared, lambda _: {}),
    }
)
_WORDS: Final[Mapping[type[Edit], str]] = MappingProxyType(
    {kind: word for word, (kind, _) in _KINDS.items()}
)
_word = Words({word: word for word in _KINDS})


def edit_of(fields: Fields) -> Edit:
    """The change by hand that a record holds."""
    word = fields.must("edit", _word)
    kind, read = _KINDS.get(word or "", (Cleared, lambda _: {}))
    about: dict[str, Any] = read(fields)
    make: Callable[..., Edit] = kind
    return fields.made(
        make,
        at=fields.must("at", instant),
        by=fields.may("by", str, ""),
        why=fields.may("why", str, ""),
        **about,
    )


def edits_record(edits: Iterable[Edit]) -> Record:
    """All changes by hand in their order, if there are any."""
    made = list(map(edit_record, edits))
    return {"edits": made} if made else {}


def edits_of(fields: Fields) -> tuple[Edit, ...]:
    """The changes by hand that a record holds."""
    return fields.parts("edits", edit_of)
