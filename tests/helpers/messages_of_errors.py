"""What errors say, as it stands in the code: each message with its gaps, ``‹like this›``.

A message is found where an error is made. What it is put together from is followed as far as it
is written down: names that stand for text, and what our own functions give back. What is only
known when it happens is a gap.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property
from importlib import import_module
from itertools import islice, product
from typing import Final, NamedTuple

from helpers.reading_order import READING_ORDER, modules, source_of

KINDS: Final = ("InvalidValue", "IllegalStep", "UnreadableMessage", "Refusal", "UsageError")
"""The errors that are made with a message of their own; the others hold findings."""

RIGHT: Final = re.compile(
    r"\b(needs?|needed|has to|have to|must|may not|would|should|only|at (least|most)|or (more|both)"
    r"|give|write|use|keep|leave|choose|name|say|put|take|move|make|mend|add|install|unpack|post"
    r"|submit|sign|show|propose|withdraw|prepare|revise|switch|correct|agree|look|delete|collect"
    r"|go (on|over)|let|wait|release|replace|mistyped|instead|such as|near|nothing to change"
    r"|has one|will do|one (is|begins)|(there|fields) are|it knows|belongs?|goes|are (kept|called)"
    r"|(is|are) written|stands before|can stand|begins with|has 1 to|is told|claims back)\b"
    r"|, not (‹|more)|, or "
)
"""What a message says that tells what would be right; the words in gaps do not count."""

GAP: Final = re.compile("‹[^›]*›")

MANY: Final = 3
"""So many messages that end alike are told as one."""

MOST: Final = 60
"""So many wordings of one message are written out; of more, the part that varies is a gap."""

DEEPEST: Final = 9
"""So many steps, from a name or a call to what it stands for, are taken."""

_Function = ast.FunctionDef
_Known = Mapping[str, tuple[str, ...]]


class Told(NamedTuple):
    """A message: the error that has it, the room where that is made, and the words."""

    kind: str
    room: str
    message: str

    @property
    def says_what_is_right(self) -> bool:
        return RIGHT.search(GAP.sub("‹›", self.message)) is not None


@dataclass(frozen=True)
class Place:
    """Where an expression stands: its room, the function around it, and what is known there."""

    room: str
    function: _Function | None = None
    owner: str = ""
    known: _Known = field(default_factory=dict)
    steps: int = 0

    def further(self) -> Place:
        """Give the same place, a step further on."""
        return replace(self, steps=self.steps + 1)


class Home(NamedTuple):
    """A function, and where it is defined."""

    room: str
    owner: str
    function: _Function


class Library:
    """All rooms as they are written."""

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        rooms = (room for room in READING_ORDER if room in modules())
        return {room: ast.parse(source_of(room).read_text("utf-8")) for room in rooms}

    @cached_property
    def homes(self) -> dict[str, list[Home]]:
        """Every function by its name; two rooms may have one of the same name."""
        found: dict[str, list[Home]] = {}
        for room, tree in self.trees.items():
            for owner, function in _functions(tree):
                found.setdefault(function.name, []).append(Home(room, owner, function))
        return found

    @cached_property
    def calls(self) -> dict[str, list[tuple[ast.Call, Place]]]:
        """Every call, by the name of what is called, with where it stands."""
        found: dict[str, list[tuple[ast.Call, Place]]] = {}
        for room, tree in self.trees.items():
            for node, owner, function in _nodes(tree):
                if isinstance(node, ast.Call):
                    here = Place(room=room, function=function, owner=owner)
                    found.setdefault(_called(node), []).append((node, here))
        return found

    def home(self, name: str, place: Place, *, of_thing: bool) -> Home | None:
        """Give the function that a name stands for: of the same room, else the only one."""
        every = [home for home in self.homes.get(name, []) if bool(home.owner) is of_thing]
        near = [home for home in every if home.room == place.room]
        own = [home for home in near if home.owner == place.owner] or near
        found = own or every
        return found[0] if len(found) == 1 else None


LIBRARY: Final = Library()


def _functions(tree: ast.Module) -> Iterator[tuple[str, _Function]]:
    for node in tree.body:
        if isinstance(node, _Function):
            yield "", node
        if isinstance(node, ast.ClassDef):
            yield from ((node.name, each) for each in node.body if isinstance(each, _Function))


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.AST, str, _Function | None]]:
    for owner, function in _functions(tree):
        yield from ((node, owner, function) for node in ast.walk(function))


def _called(call: ast.Call) -> str:
    match call.func:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case _:
            return ""


def messages() -> list[Told]:
    """Give every message once, by its kind, in the reading order of the rooms.

    One that is only put together here, such as a file's name before what another says, is not.
    """
    order = list(LIBRARY.trees)
    found = (
        Told(kind, place.room, " ".join(message.split()))
        for kind in KINDS
        for call, place in LIBRARY.calls.get(kind, [])
        for message in _said(call, place)
    )
    once = dict.fromkeys(told for told in found if re.search(r"\w", GAP.sub("", told.message)))
    return sorted(once, key=lambda told: (KINDS.index(told.kind), order.index(told.room)))


def _said(call: ast.Call, place: Place) -> Iterator[str]:
    """Give what an error says: for each caller, if it is made in a function that is told what."""
    if not call.args:
        return
    message = call.args[0]
    for here in _ways([message], place):
        texts = _texts(message, here)
        yield from texts if texts is not None else (_gap(message, here),)


def _ways(used: Iterable[ast.expr], place: Place) -> list[Place]:
    """Give the ways in which a place is reached: what each caller says under the names there."""
    function = place.function
    if function is None or place.steps > DEEPEST:
        return [place]
    names = {node.id for each in used for node in ast.walk(each) if isinstance(node, ast.Name)}
    told = [name for name in _parameters(function) if name in names]
    ways = [
        replace(place, known={name: _said_by(bound.get(name), name, here) for name in told})
        for call, there in _callers(function)
        for bound in [_bound(function, call)]
        for here in _ways(bound.values(), replace(there, steps=place.steps + 1))
    ]
    return ways if told and ways else [place]


def _said_by(handed: ast.expr | None, name: str, caller: Place) -> tuple[str, ...]:
    """Give what a caller says under a name; where that is no text, the gap that it fills."""
    if isinstance(handed, ast.Name) and handed.id[:1].isupper() and not handed.id.isupper():
        return (f"‹{handed.id}›",)
    texts = None if handed is None else _texts(handed, caller)
    own = _gap(ast.Name(id=name), Place(caller.room))
    return (own,) if not texts or all(map(GAP.fullmatch, texts)) else texts


def _callers(function: _Function) -> Iterator[tuple[ast.Call, Place]]:
    for call, there in LIBRARY.calls.get(function.name, []):
        home = LIBRARY.home(function.name, there, of_thing=isinstance(call.func, ast.Attribute))
        if home is not None and home.function is function:
            yield call, there


# -- what an expression can be -------------------------------------------------------------------

_Texts = tuple[str, ...] | None


def _texts(  # noqa: C901, PLR0911, PLR0912 - a case for each kind of expression
    node: ast.expr, place: Place
) -> _Texts:
    """Give all that an expression can say; nothing where that is not written down."""
    if place.steps > DEEPEST:
        return None
    match node:
        case ast.Constant(value=str(text)):
            return (text,)
        case ast.Constant(value=None):
            return ()
        case ast.Name(id=name) if name.isupper() and (text := _constant(place.room, name)):
            return (text,)
        case ast.Attribute(value=ast.Name(id=owner), attr=name) if name.isupper() and (
            text := _constant(place.room, owner, name)
        ):
            return (text,)
        case ast.JoinedStr(values=parts):
            return _with_its_parts(parts, place)
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _joined([_texts(left, place), _texts(right, place)])
        case ast.IfExp(body=body, orelse=other):
            return _either([_texts(body, place), _texts(other, place)])
        case ast.NamedExpr(value=value):
            return _texts(value, place)
        case ast.Name(id=name):
            return _named(name, place.further())
        case ast.Attribute(value=ast.Name(id="self"), attr=name) if name.startswith("why"):
            return _given_back(name, None, place.further())
        case ast.Call(
            func=ast.Attribute(value=ast.Constant(value=str(between)), attr="join"),
            args=[ast.Tuple(elts=[first, *rest])],
        ):
            said = [_texts(part, place) or (_gap(part, place),) for part in rest]
            parted = [text for each in said for text in ((between,), each)]
            return _joined([_texts(first, place) or (_gap(first, place),), *parted])
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[many]):
            return _each(many, place)
        case (
            ast.Call(func=ast.Name(id=name))
            | ast.Call(func=ast.Attribute(value=ast.Name(id="self" | "cls"), attr=name))
        ):
            return _given_back(name, node, place.further())
        case _:
            return None


def _with_its_parts(parts: list[ast.expr], place: Place) -> _Texts:
    """Give a text in all its wordings; of too many, what varies is a gap."""
    said = [_part(part, place) for part in parts]
    whole = _joined(said)
    if whole is not None:
        return whole
    pairs = zip(parts, said, strict=True)
    return _joined([each if each and len(each) == 1 else (_gap(p, place),) for p, each in pairs])


def _part(part: ast.expr, place: Place) -> _Texts:
    """Give a part of a text: its own words, or what is put in there."""
    if not isinstance(part, ast.FormattedValue):
        return _texts(part, place)
    texts = None if part.conversion == ord("r") else _texts(part.value, place)
    return texts or (_gap(part.value, place),)


def _joined(parts: list[_Texts]) -> _Texts:
    known = [part for part in parts if part is not None]
    if len(known) < len(parts):
        return None
    found = list(islice(map("".join, product(*known)), MOST + 1))
    return tuple(found) if len(found) <= MOST else None


def _either(ways: Iterable[_Texts]) -> _Texts:
    """Give all that is said one way or the other; nothing if one way is not written down."""
    found: list[str] = []
    for way in ways:
        if way is None:
            return None
        found += way
    if set(found) == {"a", "an"}:
        return ("a",)
    return tuple(dict.fromkeys(found)) if len(found) <= MOST else None


def _each(many: ast.expr, place: Place) -> _Texts:
    """Give what each of several texts can be."""
    match many:
        case ast.ListComp(elt=each) | ast.GeneratorExp(elt=each):
            return _texts(each, place)
        case ast.Tuple(elts=parts) | ast.List(elts=parts):
            return _either([_each(part, place) for part in parts])
        case ast.Starred(value=value):
            return _each(value, place)
        case ast.Name(id=name) if (values := _assigned(name, place)) and name not in place.known:
            return _either([_each(value, place) for value in values])
        case ast.Call() | ast.Constant() | ast.JoinedStr():
            return _texts(many, place)
        case _:
            return None


def _named(name: str, place: Place) -> _Texts:
    """Give what a name stands for: known, assigned, gone through one by one, or handed in."""
    if name in place.known:
        return place.known[name]
    if place.function is None:
        return None
    values = _assigned(name, place)
    if values:
        return _either([_texts(value, place) for value in values])
    gone_through = [
        node.iter
        for node in ast.walk(place.function)
        if isinstance(node, ast.For)
        and isinstance(node.target, ast.Name)
        and node.target.id == name
    ]
    if gone_through:
        return _either([_each(many, place) for many in gone_through])
    return _handed_in(name, place)


def _assigned(name: str, place: Place) -> list[ast.expr]:
    found: list[ast.expr] = []
    for node in ast.walk(place.function) if place.function else ():
        match node:
            case ast.Assign(targets=[ast.Name(id=target)], value=value):
                found += [value] * (target == name)
            case ast.AnnAssign(target=ast.Name(id=target), value=ast.expr() as value):
                found += [value] * (target == name)
            case ast.NamedExpr(target=ast.Name(id=target), value=value):
                found += [value] * (target == name)
            case _:
                pass
    return found


def _handed_in(name: str, place: Place) -> _Texts:
    """Give what every caller hands in under a name, if it is text for all of them."""
    function = place.function
    if function is None or name not in _parameters(function):
        return None
    ways = []
    for call, there in _callers(function):
        handed = _bound(function, call).get(name)
        ways.append(None if handed is None else _texts(handed, replace(there, steps=place.steps)))
    return _either(ways) if ways else None


def _parameters(function: _Function) -> list[str]:
    every = (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)
    return [each.arg for each in every if each.arg not in {"self", "cls"}]


def _bound(function: _Function, call: ast.Call | None) -> dict[str, ast.expr]:
    if call is None:
        return {}
    by_name = {each.arg: each.value for each in call.keywords if each.arg}
    return {**dict(zip(_parameters(function), call.args, strict=False)), **by_name}


def _given_back(name: str, call: ast.Call | None, place: Place) -> _Texts:
    """Give what one of our own functions can say."""
    of_thing = call is None or isinstance(call.func, ast.Attribute)
    home = LIBRARY.home(name, place, of_thing=of_thing)
    if home is None:
        return None
    known = {
        each: texts if (texts := _texts(value, place)) else (_gap(value, place),)
        for each, value in _bound(home.function, call).items()
    }
    there = Place(home.room, home.function, home.owner, known, place.steps)
    said = [
        node.value
        for node in ast.walk(home.function)
        if isinstance(node, ast.Return | ast.Yield) and node.value is not None
    ]
    found = _either([_texts(each, there) for each in said])
    return found or None


def _constant(room: str, *names: str) -> str:
    """Give how a constant is written, if that is short."""
    value: object = import_module(f"sepadd.{room}")
    for name in names:
        value = getattr(value, name, None)
    if isinstance(value, str | int | Decimal):
        return str(value)
    return ""


# -- gaps ----------------------------------------------------------------------------------------


READ_AS: Final = {
    "…": "what is wrong",
    "strerror": "what the system says",
    "what": "field",
    "who": "what",
    "why": "why not",
    "error": "what is wrong",
    "wrong": "what is wrong",
    "fault": "what is wrong",
    "refused": "what is wrong",
    "unreadable": "what is wrong",
}
"""Words for gaps, where those in the code say little."""


def _gap(node: ast.expr, place: Place) -> str:
    words = _words(node, place).replace("_", " ").strip()
    return f"‹{READ_AS.get(words, words)}›"


def _words(  # noqa: C901, PLR0911, PLR0912 - a case for each kind of expression
    node: ast.expr, place: Place
) -> str:
    """Say what will stand in a gap, by the names in the code."""
    match node:
        case ast.Name(id="self"):
            return _apart(place.owner)
        case ast.Name(id=name) if GAP.fullmatch("".join(known := place.known.get(name, ()))):
            return known[0].strip("‹›")
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Name(id="self"), attr="label"):
            return _apart(place.owner)
        case ast.Attribute(value=thing, attr="label"):
            return _words(thing, place)
        case ast.Attribute(value=ast.Call(func=ast.Name(id="type")), attr="__name__"):
            return "type"
        case ast.Attribute(value=thing, attr="__name__"):
            return _words(thing, place)
        case ast.Attribute(attr=name):
            return name
        case ast.Call(func=ast.Attribute(value=ast.Constant(), attr="join"), args=[many]):
            return _words(many, place)
        case ast.Call(func=ast.Name(id="len")):
            return "count"
        case ast.Call(func=ast.Name(id="getattr")):
            return "value"
        case ast.FormattedValue(value=value):
            return _words(value, place)
        case ast.Call(func=ast.Name(id="str" | "sorted" | "list" | "repr"), args=[inner, *_]):
            return _words(inner, place)
        case ast.Call(func=ast.Attribute(attr=name)) if name.startswith("why"):
            return "why not"
        case ast.Call(func=ast.Attribute(value=thing)):
            return _words(thing, place)
        case ast.Call(args=[inner, *_]):
            return _words(inner, place)
        case ast.Call(func=ast.Name(id=name)):
            return name
        case ast.GeneratorExp(generators=[first, *_]) | ast.ListComp(generators=[first, *_]):
            return _words(first.iter, place)
        case ast.Subscript(value=value) | ast.BinOp(left=value) | ast.BoolOp(values=[value, *_]):
            return _words(value, place)
        case ast.IfExp(body=value) | ast.NamedExpr(target=value) | ast.Starred(value=value):
            return _words(value, place)
        case _:
            return "…"


def _apart(name: str) -> str:
    """Write ``CollectionRun`` as it is spoken."""
    return "".join(f" {each.lower()}" if each.isupper() else each for each in name).strip()


# -- what to do ----------------------------------------------------------------------------------

WHAT_TO_DO: Final[Mapping[str, str]] = {
    "‹name› of ‹whose›: ‹what is wrong›": "give the field what the second half says",
    "not built as an IBAN": "compare it with what the account holder gave",
    "Bic ‹value›: ‹why not›": "leave the BIC away, which is allowed in SEPA; else ask the debtor",
    "not ordinary": "nothing: the file is then read in another way, and nobody is told",
    "nothing to suspend": "do what the first half says, or leave the mandate as it is",
    "it cannot be revoked on": "keep the first day; it holds from then on",
    "it cannot be signed on": "make a new mandate, or keep the day that it has",
    "‹why not›: it cannot be amended": "do what the first half says",
    "no ‹type› can follow": "[the states](states.md) show what can; the bank may speak of another",
    "is not collection": "give the fact to the collection whose EndToEndId it has",
    "is closed: it cannot be withdrawn": "pay back what was collected: `reverse`",
    "before the bank has turned down every": "ask the bank to cancel it: `recall`; then record its "
    "answer",
    "it cannot be closed": "record what the bank still has to tell; what was withdrawn stays so",
    "it cannot be ‹step›": "prepare a run of its own for what is still open",
    "taken out of its set": "leave the set as it was sent; `recall` undoes a run of it",
    "it cannot be submitted": "prepare a run of its own for what is still open",
    "it cannot be ‹step› at": "give an instant that is not before the last step",
    "cannot be revised with the proposal": "propose again under the id of the run",
    "‹run set› has no run": "give a run that is in the set: its `runs` name them",
    "is not in ‹run set›": "give a run that is in the set: its `runs` name them",
    "is made of runs": "give the runs of the set, all of them, in its order",
    "the bank cannot have answered it": "submit the run first, or look whose answer it is",
    "nothing happened that could be recorded": "leave it out: it tells of nothing",
    "has nothing of it to undo": "nothing: no collection of it is at the bank",
    "has at the bank no": "name what is in the run and was not turned down",
    "no money is there to pay back": "wait until it is settled, or `recall` it before",
    "and is not named": "name it among what is to be reversed too",
    "nothing of it can be journalised": "submit the run first",
    "has no collection": "name a collection of the run",
    "names mandate ‹mandate› already": "leave it: it has the mandate it needs",
    "with one mandate, not one-off": "give the card as it is to be, with `one_off` set in its "
    "preference",
    "one-off, not with one mandate": "give the card as it is to be, without `one_off` in its "
    "preference",
    "took the place of mandate": "leave out the row, or the column, that says otherwise",
    "was replaced on ‹replaced on› by": "leave out the row, or the column, that says otherwise",
    "cannot be rejected on": "give a day before it settles, from today on",
    "cannot read the request": "write the request with sepadd, or mend what is told",
    "B2B: it has no refund": "let it be returned instead",
    "no statement of": "let time pass first: `move_on`",
    "no account yet": "hand a file to the bank first",
    "was never taken on by the bank": "hand its file to the bank first",
    "that cannot be opened": "fetch it once more; it is damaged, or no zip",
    "that is cut off": "fetch it once more",
    "a zip of more than": "unpack it, and read the files by tens",
    "that holds no file": "fetch it once more",
    "but a ‹version›": "read it with `sepadd.messages.answers`, which takes them all",
    "without a GrpHdr": "ask whoever made it for a whole file",
    "without an Assgnmt": "ask the bank for a whole file",
    "its encoding ‹encoding› is not known": "have it written in UTF-8",
    "it is not written in ‹said›": "have it written in what its first line says, best UTF-8",
    "without a collection in them": "look whether it is the file that was meant",
    "not well-formed XML": "fetch it once more, or have it made again; look at the line named",
    "declares a document type": "take the DOCTYPE out; have it made without",
    "is no XML": "give two files, or texts, of XML",
    "cannot be unpacked": "fetch it once more, or unpack it",
    "no message of a bank that is known": "look whether it is the file that was meant; [the bank's "
    "answers](../how-to/record-answers.md) says what is read",
    "bytes without an entry": "look whether it is the file that was meant",
    "a CreDtTm says when": "ask whoever made it for a whole file",
    "a PmtInf stands around it": "ask whoever made it for a whole file",
    "nothing is left half written": "start it again when you like",
    "not an XML schema": "name the `.xsd` file that the bank gives out",
}
"""What to do about a message that does not say so itself, found by a part of it."""


def what_to_do(told: Told) -> str:
    """Give what to do about a message, where it does not say so itself."""
    parts = [part for part in WHAT_TO_DO if part in told.message]
    return WHAT_TO_DO[max(parts, key=len)] if parts and not told.says_what_is_right else ""


def alike(told: Iterable[Told]) -> Iterator[tuple[list[str], str]]:
    """Give the beginnings of messages that go on in the same way after a colon, and how."""
    rests: dict[str, list[str]] = {}
    for each in told:
        begins, colon, rest = each.message.partition(": ")
        rests.setdefault(rest if colon else "", []).append(begins)
    for rest, beginnings in rests.items():
        if rest and len(beginnings) >= MANY:
            yield beginnings, rest
        else:
            yield from (([begins], rest) for begins in beginnings)
