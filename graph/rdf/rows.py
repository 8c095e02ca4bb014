"""Rows of SELECT queries as named, typed values: the one place where a term becomes a Python value.

A row is a NamedTuple whose fields are the variables of its query, in order: `?planYear` is `plan_year`. The
type of a field says how a term is read (`str`, `int`, `float`, `bool` or an enum of texts) and, by `| None`,
whether the query may leave it out. Both are held when a query runs: what mypy believes of a row is true.
A field that is a NamedTuple itself takes as many variables as it has fields: what rows share is said once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from pyoxigraph import Literal, QuerySolutions

from keikaku.ontology.model.vocabulary import XSD

Value: TypeAlias = str | int | float | bool | Enum | None
Row = TypeVar("Row", bound=tuple[Value | tuple[Value, ...], ...])
_Read: TypeAlias = Callable[[Any], Value]
_Part: TypeAlias = tuple[slice, type[Any]]
"""Which values of a row are a row of their own."""

_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_KINDS = (str, int, float)
_NUMBERS: Mapping[str, type[int | float]] = {XSD.integer: int, XSD.decimal: float, XSD.double: float}
_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}


class RowError(TypeError):
    """A row and its query do not fit: other names, another type, or no value where the type promises one."""


def rows(solutions: QuerySolutions, row: type[Row]) -> list[Row]:
    """The solutions of a query as rows of that type; raise RowError where the two do not fit."""
    readers = _readers(row, tuple(variable.value for variable in solutions.variables))
    parts = _parts_of(row)
    try:
        found = ([read(term) for read, term in zip(readers, one, strict=True)] for one in solutions)
        return [tuple.__new__(row, _nested(one, parts) if parts else one) for one in found]
    except (AttributeError, KeyError, ValueError) as error:
        raise RowError(
            f"{row.__name__}: a value of the query is missing or of another type ({error})"
        ) from error


def field_of(variable: str) -> str:
    """The field that a variable fills.

    >>> field_of("planYear"), field_of("ev")
    ('plan_year', 'ev')
    """
    return _HUMP.sub("_", variable).lower()


@cache
def _readers(row: type[Any], variables: tuple[str, ...]) -> tuple[_Read, ...]:
    hints = dict(_columns(row))
    asked = tuple(map(field_of, variables))
    if asked != tuple(hints):
        raise RowError(
            f"{row.__name__} has the fields {', '.join(hints)}, its query gives {', '.join(asked)}"
        )
    return tuple(_reader(row, name, hint) for name, hint in hints.items())


def _columns(row: type[Any]) -> Iterator[tuple[str, Any]]:
    """The fields of a row in order, those of a row inside it in its place."""
    for name, hint in get_type_hints(row).items():
        yield from get_type_hints(hint).items() if _is_row(hint) else ((name, hint),)


def _is_row(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, tuple)


@cache
def _parts_of(row: type[Any]) -> tuple[_Part, ...]:
    """The rows inside a row, each by where its values stand once those before it are folded."""
    hints = enumerate(get_type_hints(row).values())
    return tuple((slice(at, at + len(get_type_hints(one))), one) for at, one in hints if _is_row(one))


def _nested(values: list[Any], parts: tuple[_Part, ...]) -> list[Any]:
    for where, part in parts:
        values[where] = [tuple.__new__(part, values[where])]
    return values


def _reader(row: type[Any], name: str, hint: Any) -> _Read:
    kinds = [kind for kind in _parts(hint) if kind is not NoneType]
    if len(kinds) != 1 or not (kinds[0] in _KINDS or kinds[0] is bool or issubclass(kinds[0], Enum)):
        raise RowError(
            f"{row.__name__}.{name}: no term is read as {hint}; use str, int, float, bool or an enum"
        )
    read = _is_true if kinds[0] is bool else _as(kinds[0])
    return read if hint is kinds[0] else _optional(read)


def _parts(hint: Any) -> Iterator[type[Any]]:
    yield from get_args(hint) if get_origin(hint) in {UnionType, Union} else (hint,)


def _as(kind: Callable[[str], Value]) -> _Read:
    return lambda term: kind(term.value)


def _is_true(term: Any) -> bool:
    return _BOOLEANS[term.value]


def _optional(read: _Read) -> _Read:
    return lambda term: None if term is None else read(term)


def value_of(found: Any) -> Value:
    """A term as a Python value; an IRI and every other literal as a str.

    >>> value_of(Literal(94.4))
    94.4
    """
    if not isinstance(found, Literal):
        return None if found is None else str(found.value)
    datatype = found.datatype.value
    if datatype == XSD.boolean:
        return found.value in ("true", "1")
    number = _NUMBERS.get(datatype)
    return str(found.value) if number is None else number(found.value)
