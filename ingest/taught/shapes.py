"""Taught shapes as values, and which of them hold while documents are read.

A shape holds forms and the heads of columns, never a name, a row or a line of a document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.names import digest

DIGITS = re.compile(r"[0-9]+|元(?=年)")
ROLES = {
    "title": "施策名",
    "responsible": "担当",
    "pillar": "体系",
    "field": "分野",
    "target": "目標",
    "indicator": "指標",
    "measure": "単位",
    "number": "番号",
    "year": "年度",
    "": "値",
}
"""What a column may hold, and how it is called; "" is kept as an attribute under its head."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableShape:
    """Tables with these heads, years aside, and the role of every column."""

    fingerprint: str
    heads: tuple[str, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LineShape:
    """Lines that are initiatives: the form that the examples share, in documents with such marks.

    `form` are pairs of a feature and its value; `separators` part the line, and the piece at `piece` is the
    name.
    """

    fingerprint: str
    form: tuple[tuple[str, str], ...]
    around: tuple[str, ...] = ()
    separators: str = ""
    piece: int = 0
    unit: int = -1  # the piece that says who is responsible; below zero where none does


Shape = TableShape | LineShape
_KNOWN: ContextVar[tuple[Shape, ...]] = ContextVar("shapes", default=())


def known_shapes() -> tuple[Shape, ...]:
    """The taught shapes that hold here."""
    return _KNOWN.get()


@contextmanager
def knowing(shapes: Sequence[Shape]) -> Iterator[None]:
    """Let taught shapes hold inside the block."""
    token = _KNOWN.set(tuple(shapes))
    try:
        yield
    finally:
        _KNOWN.reset(token)


def table_shape(heads: Sequence[str], roles: Sequence[str]) -> TableShape:
    """The shape of tables with some heads.

    >>> one, other = (table_shape((f"令和{n}年度の名", "課"), ("title", "")) for n in (7, 8))
    >>> one.fingerprint == other.fingerprint, one.heads
    (True, ('令和0年度の名', '課'))
    """
    plain = tuple(map(_head, heads))
    return TableShape(fingerprint=digest("table", *plain), heads=plain, roles=tuple(roles))


def _head(head: str) -> str:
    return DIGITS.sub("0", fold(head))


def line_shape(
    form: Sequence[tuple[str, str]], around: Sequence[str], separators: str, piece: int, unit: int = -1
) -> LineShape:
    """The shape of lines with a form."""
    told, marks = tuple(sorted(form)), tuple(sorted(around))
    mark = digest("line", *(f"{name}={value}" for name, value in told), *marks, separators)
    return LineShape(mark, told, marks, separators, piece, unit)
