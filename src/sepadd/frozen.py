"""Frozen dataclasses with slots, as the whole library is made of, whose classes cost little.

:func:`dataclass` makes what :func:`dataclasses.dataclass` makes. But that compiles five methods for
each class, which was half of what ``import sepadd`` took. Here one ``__repr__``, one
``__setattr__`` and one ``__delattr__`` serve every class, equality is that of the fields, and
``__init__`` is compiled when the first value of its class is built.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import MISSING, Field, FrozenInstanceError, fields
from functools import wraps
from inspect import Parameter, Signature
from operator import attrgetter
from reprlib import recursive_repr
from types import FunctionType
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass  # noqa: PLC0414 - it is what others import
else:
    from dataclasses import dataclass as _compiled

    def dataclass(
        *,
        init: bool = True,
        repr: bool = True,
        eq: bool = True,
        order: bool = False,
        frozen: bool,
        slots: bool,
        kw_only: bool = False,
    ) -> Callable[[type], type]:
        """Make a class a frozen dataclass with slots."""
        if not (frozen and slots):
            raise TypeError("of the dataclasses, only frozen ones with slots are made here")

        def made(given: type) -> type:
            own = dict(given.__dict__)
            with _thawed(given):  # or the two methods that refuse would be compiled
                cls = _compiled(
                    init=False, repr=False, eq=order, order=order, slots=True, kw_only=kw_only
                )(given)
            methods = {"__getstate__": _getstate, "__setstate__": _setstate}
            if init:
                methods["__init__"] = _init(cls)
            if repr:
                methods["__repr__"] = _repr
            if eq:
                methods["__eq__"], methods["__hash__"] = _equality(cls)
            for name, method in methods.items():
                if own.get(name) is None:
                    setattr(cls, name, method)
            cls.__setattr__, cls.__delattr__ = _setattr, _delattr
            params = cls.__dataclass_params__
            params.init, params.repr, params.eq, params.frozen = init, repr, eq, frozen
            return cls

        return made


@contextmanager
def _thawed(given: type) -> Iterator[None]:
    """Let a class be derived as if what it is derived from were not frozen."""
    params = [vars(base).get("__dataclass_params__") for base in given.__mro__[1:]]
    frozen = [each for each in params if each is not None and each.frozen]
    try:
        for each in frozen:
            each.frozen = False
        yield
    finally:
        for each in frozen:
            each.frozen = True


# -- the constructor ----------------------------------------------------------------------------


class _Factory:
    """Stands in a signature for a default that is made anew for each value."""

    def __repr__(self) -> str:
        return "<factory>"


_MADE: Final = _Factory()


def _init(cls: type) -> Callable[..., None]:
    """Make a constructor that compiles itself when it is first called."""
    compiled, replaced, as_written = _constructor, type.__setattr__, wraps

    def __init__(self: object, *args: object, **named: object) -> None:  # noqa: N807 - it is one
        constructor = as_written(written)(compiled(cls))
        replaced(cls, "__init__", constructor)
        constructor(self, *args, **named)

    of_its_module = sys.modules[cls.__module__].__dict__  # its annotations are read there
    written = FunctionType(__init__.__code__, of_its_module, closure=__init__.__closure__)
    written.__module__, written.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    parameters = [Parameter("self", Parameter.POSITIONAL_OR_KEYWORD), *map(_parameter, _given(cls))]
    written.__annotations__ = {each.name: each.type for each in _given(cls)} | {"return": None}
    vars(written)["__signature__"] = Signature(parameters, return_annotation=None)
    return written


def _given(cls: Any) -> list[Field[Any]]:  # noqa: ANN401 - of any class
    return sorted((each for each in fields(cls) if each.init), key=lambda each: bool(each.kw_only))


def _parameter(each: Field[Any]) -> Parameter:
    kind = Parameter.KEYWORD_ONLY if each.kw_only else Parameter.POSITIONAL_OR_KEYWORD
    default = Parameter.empty if each.default is MISSING else each.default
    if each.default_factory is not MISSING:
        default = _MADE
    return Parameter(each.name, kind, default=default, annotation=each.type)


def _constructor(cls: Any) -> Callable[..., None]:  # noqa: ANN401 - of any class
    """Compile what sets each field by its slot."""
    names: dict[str, Any] = {"MADE": _MADE}
    arguments, body = ["self"], ["pass"]
    for each in _given(cls):
        if each.kw_only and "*" not in arguments:
            arguments.append("*")
        default = "" if each.default is MISSING else f"=default_{each.name}"
        arguments.append(each.name + (default if each.default_factory is MISSING else "=MADE"))
    for each in fields(cls):
        name = each.name
        names |= {f"default_{name}": each.default, f"make_{name}": each.default_factory}
        names[f"set_{name}"] = getattr(cls, name).__set__
        if each.default_factory is not MISSING:
            made = f"make_{name}()"
            value = f"{made} if {name} is MADE else {name}" if each.init else made
        elif each.init:
            value = name
        elif each.default is not MISSING:
            value = f"default_{name}"
        else:
            continue  # it is set by ``__post_init__``
        body.append(f"set_{name}(self, {value})")
    if hasattr(cls, "__post_init__"):
        body.append("self.__post_init__()")
    lines = (f"def __init__({', '.join(arguments)}):", *(f"    {line}" for line in body))
    exec("\n".join(lines), names)  # noqa: S102 - made of the names of the fields alone
    made_of_it: Callable[..., None] = names["__init__"]
    return made_of_it


# -- what all values do -------------------------------------------------------------------------


def _equality(cls: Any) -> tuple[Callable[[Any, object], bool], Callable[[Any], int]]:  # noqa: ANN401 - of any class
    compared = [each.name for each in fields(cls) if each.compare]
    of: Callable[[Any], object] = attrgetter(*compared) if compared else lambda _: ()

    def __eq__(self: object, other: object) -> bool:  # noqa: N807 - it is one
        if other.__class__ is self.__class__:
            return self is other or of(self) == of(other)
        return NotImplemented

    def __hash__(self: object) -> int:  # noqa: N807 - it is one
        return hash(of(self))

    return __eq__, __hash__


@recursive_repr()
def _repr(self: Any) -> str:  # noqa: ANN401 - of any class
    said = (f"{each.name}={getattr(self, each.name)!r}" for each in fields(self) if each.repr)
    return f"{type(self).__qualname__}({', '.join(said)})"


def _setattr(self: object, name: str, value: object) -> None:
    _refuse(type(self), name, "assign to")
    object.__setattr__(self, name, value)


def _delattr(self: object, name: str) -> None:
    _refuse(type(self), name, "delete")
    object.__delattr__(self, name)


def _refuse(cls: Any, name: str, what: str) -> None:  # noqa: ANN401 - of any class
    """Only a class derived from a value may have more than fields, and set it."""
    if "__dataclass_fields__" in cls.__dict__ or name in cls.__dataclass_fields__:
        raise FrozenInstanceError(f"cannot {what} field {name!r}")


def _getstate(self: Any) -> list[object]:  # noqa: ANN401 - of any class
    return [getattr(self, each.name) for each in fields(self)]


def _setstate(self: Any, state: list[object]) -> None:  # noqa: ANN401 - of any class
    for each, value in zip(fields(self), state, strict=False):
        object.__setattr__(self, each.name, value)
