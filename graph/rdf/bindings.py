"""How each field of a value is written as RDF terms and read back, found from its type in the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, dataclass, fields
from decimal import Decimal
from typing import Any, TypeAlias

from pyoxigraph import Literal, NamedNode

from keikaku.graph.rdf.iris import key_of, node, node_of
from keikaku.graph.rdf.properties import DATES, LABELS, TYPES, properties
from keikaku.ontology.model import facts as model
from keikaku.ontology.model.parts import parts_of, told_parts
from keikaku.ontology.model.vocabulary import PLAN, THEME, XSD

Term: TypeAlias = NamedNode | Literal
Terms: TypeAlias = dict[str, list[Term]]


@dataclass(frozen=True, slots=True)
class Codec:
    """One kind of value as a term, both ways."""

    write: Callable[[Any, str], Term]
    read: Callable[[Term, str], Any]


@dataclass(frozen=True, slots=True)
class Binding:
    """One field: its properties, its codec, whether it holds many, and what it is where nothing is said."""

    properties: tuple[str, ...]
    codec: Codec
    many: bool
    default: Any

    def write(self, value: Any, base: str) -> Iterator[Term]:
        """The terms of a value; what is empty writes none."""
        for single in value if self.many else (value,):
            if single not in (None, "", ()):
                yield self.codec.write(single, base)

    def read(self, terms: Terms, base: str) -> Any:
        """The value that the terms of a subject tell."""
        told = terms.get(self.properties[0])
        if not told:
            return () if self.many else self.default
        found = (self.codec.read(term, base) for term in told)
        return tuple(found) if self.many else next((one for one in found if one is not None), self.default)


def date_type(text: str) -> str:
    """The XSD type of a date by its form.

    >>> date_type("2025-03").rpartition("#")[2], date_type("3月").rpartition("#")[2]
    ('gYearMonth', 'string')
    """
    for pattern, datatype in _DATE_FORMS:
        if pattern.fullmatch(text):
            return datatype
    return XSD.string


_DATE_FORMS = (
    (re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}"), XSD.date),
    (re.compile(r"[0-9]{4}-[0-9]{2}"), XSD.gYearMonth),
    (re.compile(r"[0-9]{4}"), XSD.gYear),
)


def _text(text: str, _base: str) -> Term:
    return Literal(text)


def _label(text: str, _base: str) -> Term:
    return Literal(text, language="ja")


def _date(text: str, _base: str) -> Term:
    return Literal(text, datatype=node(date_type(text)))


def _string(term: Term, _base: str) -> str:
    return str(term.value)


def _typed(datatype: str, write: Callable[[Any], str], read: Callable[[str], Any]) -> Codec:
    return Codec(
        lambda value, _base: Literal(write(value), datatype=node(datatype)),
        lambda term, _base: read(term.value),
    )


def _enum(values: type[Any]) -> Codec:
    return Codec(lambda value, _base: Literal(value.value), lambda term, _base: values(term.value))


def _decimal(number: float) -> str:
    """A float as a decimal without loss.

    >>> _decimal(6700000000.0), _decimal(94.4)
    ('6700000000', '94.4')
    """
    text = format(Decimal(repr(float(number))), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plan_kind(term: Term, _base: str) -> model.PlanKind | None:
    """The layer that a class of a plan tells; the general classes tell none."""
    return next((kind for kind in _LAYERS if str(term.value) == getattr(PLAN, kind.value)), None)


_LAYERS = tuple(kind for kind in model.PlanKind if kind is not model.PlanKind.OTHER)

KEY = Codec(node_of, lambda term, base: key_of(term.value, base))
TEXT = Codec(_text, _string)
LABEL = Codec(_label, _string)
DATE = Codec(_date, _string)
THEME_NAME = Codec(
    lambda name, _base: node(THEME.iri + name), lambda term, _base: str(term.value).removeprefix(THEME.iri)
)
PLAN_KIND = Codec(lambda kind, _base: node(getattr(PLAN, kind.value)), _plan_kind)
HEADING = Codec(
    lambda path, _base: Literal("\n".join(path)), lambda term, _base: tuple(term.value.split("\n"))
)
LINE_STARTS = Codec(
    lambda pairs, _base: Literal(" ".join(f"{offset}:{line}" for offset, line in pairs)),
    lambda term, _base: line_starts(term.value),
)
PARTS = Codec(lambda found, _base: Literal(told_parts(found)), lambda term, _base: parts_of(term.value))

CODECS = {
    "Key": KEY,
    "model.Key": KEY,
    "str": TEXT,
    "int": _typed(XSD.integer, str, int),
    "float": _typed(XSD.decimal, _decimal, float),
    "bool": _typed(XSD.boolean, lambda flag: "true" if flag else "false", lambda text: text == "true"),
    "PlanKind": PLAN_KIND,
    "Comparator": _enum(model.Comparator),
    "ObservationKind": _enum(model.ObservationKind),
    "RelationKind": _enum(model.RelationKind),
    "Status": _enum(model.Status),
    "LinkLevel": _enum(model.LinkLevel),
    "LinkRelation": _enum(model.LinkRelation),
    "LinkStatus": _enum(model.LinkStatus),
    "ThemeReason": _enum(model.ThemeReason),
    "PassageKind": _enum(model.PassageKind),
    "WordKind": _enum(model.WordKind),
}
"""The codec of each type that the model uses."""

_WHOLE = {PLAN.heading: HEADING, PLAN.reasons: HEADING, PLAN.lineStarts: LINE_STARTS, PLAN.parts: PARTS}
_NESTED = frozenset({"evidence", "figures", "aspect"})


def line_starts(text: str) -> tuple[tuple[int, int], ...]:
    """The pairs of offset and line of a passage.

    >>> line_starts("0:341 27:342")
    ((0, 341), (27, 342))
    """
    pairs = (pair.split(":") for pair in text.split())
    return tuple((int(offset), int(line)) for offset, line in pairs)


def _codec(annotation: str, predicate: str) -> Codec:
    for predicates, codec in ((LABELS, LABEL), (DATES, DATE), ((PLAN.theme,), THEME_NAME)):
        if predicate in predicates:
            return codec
    return CODECS[annotation]


def _binding(owner: type, name: str, annotation: str, default: Any) -> Binding:
    names = properties(owner, name)
    if names[0] in _WHOLE:  # an ordered tuple in one literal
        return Binding(names, _WHOLE[names[0]], many=False, default=())
    many = annotation.startswith("tuple[")
    single = annotation.removeprefix("tuple[").removesuffix(", ...]").removesuffix(" | None")
    return Binding(names, _codec(single, names[0]), many=many, default=default)


def _default(field: Any) -> Any:
    return ("" if field.type == "str" else None) if field.default is MISSING else field.default


BINDINGS = {
    owner: {
        field.name: _binding(owner, field.name, str(field.type), _default(field))
        for field in fields(owner)
        if field.name != "key" and field.name not in _NESTED
    }
    for owner in TYPES
}
"""Every field of every value, as the graph has it."""
