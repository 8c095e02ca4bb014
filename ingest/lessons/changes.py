"""What staff may put right, as a table: each property, the kinds of things that have it, its change."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from keikaku.ingest.cities.city import given_city
from keikaku.ingest.facts.organisations import department_key, section_key
from keikaku.ingest.signs.units import Unit, read_units
from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.text import fold, normalise
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Fact,
    Field,
    Initiative,
    Key,
    Mission,
    Municipality,
    Observation,
    Pillar,
    Plan,
    Section,
    Target,
)
from keikaku.ontology.model.names import key


class Unfit(ValueError):  # noqa: N818 - what it says is the reason
    """Why a value cannot be put in, in Japanese and without a full stop."""


@dataclass(frozen=True, slots=True)
class Known:
    """The facts that corrections may name, by key, and the documents by their file."""

    facts: Mapping[Key, Fact]
    documents: Mapping[str, Document]


Change = Callable[[Any, str, Known], tuple[Fact, ...]]
"""Of a fact and the right value, what stands in its place: the changed fact, then facts that it needs."""


def _text(name: str) -> Change:
    return lambda fact, value, _: (replace(fact, **{name: value}),)


def _whole(name: str) -> Change:
    return lambda fact, value, _: (replace(fact, **{name: _number(value, int)}),)


def _number(value: str, kind: Callable[[str], Any]) -> Any:
    try:
        return kind(normalise(value).text.replace(",", "").removesuffix("年度").strip())
    except ValueError:
        raise Unfit(f"「{value}」を数として読めない") from None


def _units(fact: Initiative, value: str, known: Known) -> tuple[Fact, ...]:
    """Who is responsible; a unit that no document names gets a node with the words of the initiative."""
    units = read_units(normalise(value).text)
    if not units:
        raise Unfit(f"「{value}」を部署の名前として読めない")
    needed = {node.key: node for unit in units for node in _nodes(unit, fact, known)}
    changed = replace(
        fact,
        departments=tuple(node.key for node in needed.values() if isinstance(node, Department)),
        sections=tuple(node.key for node in needed.values() if isinstance(node, Section)),
        whole_city=any(unit.whole_city for unit in units),
    )
    return (changed, *needed.values())


def _nodes(unit: Unit, fact: Initiative, known: Known) -> tuple[Department | Section, ...]:
    """The department and the section that a unit names; a 課 by itself is what the documents take it for."""
    city = fact.key.split("/", 1)[0]
    home, words = _home(fact, known), tuple(replace(one, aspect="label") for one in fact.evidence[:1])
    is_section = bool(unit.lower) and (bool(unit.upper) or section_key(city, unit.lower) in known.facts)
    upper = unit.upper or ("" if is_section else unit.lower)
    of = department_key(city, upper) if upper else ""
    found: list[Department | Section] = []
    if upper:
        found.append(Department(key=of, label=upper, municipality=home, evidence=words))
    if is_section:
        section = section_key(city, unit.lower)
        above = (of,) if of else ()
        found.append(
            Section(key=section, label=unit.lower, municipality=home, departments=above, evidence=words)
        )
    return tuple(found)


def _home(fact: Initiative, known: Known) -> Key:
    plan = known.facts.get(fact.plan)
    city = fact.key.split("/", 1)[0]
    return plan.municipality if isinstance(plan, Plan) else key(city, "municipality", city)


def _above(name: str, kind: type[Pillar | Field]) -> Change:
    """The pillar or field of that name or number in the plan of the initiative."""

    def change(fact: Any, value: str, known: Known) -> tuple[Fact, ...]:
        wanted = fold(value)
        there = [
            one
            for one in known.facts.values()
            if isinstance(one, kind)
            and one.plan == fact.plan
            and wanted in (fold(one.label), fold(one.number))
        ]
        if len(there) != 1:
            raise Unfit(f"「{value}」という{'体系' if kind is Pillar else '分野'}が計画に{len(there)}件ある")
        return (replace(fact, **{name: there[0].key}),)

    return change


def _target(fact: Any, value: str, _: Known) -> tuple[Fact, ...]:
    figures = (
        {"figures": tuple(one.figure for one in find_figures(value))} if isinstance(fact, Target) else {}
    )
    return (replace(fact, text=value, **figures),)


def _value(fact: Observation, value: str, _: Known) -> tuple[Fact, ...]:
    figures = [one.figure for one in find_figures(value)]
    number = figures[0].value if figures else _number(value, float)
    unit = figures[0].unit if figures and figures[0].unit else fact.unit
    return (replace(fact, value=number, unit=unit, text=value),)


def _city(fact: Municipality, value: str, _: Known) -> tuple[Fact, ...]:
    """The name as the list has it; the key stays, as that of everything else that is renamed."""
    return (replace(fact, label=given_city(value).name),)


def _gone(_fact: Any, _right: str, _: Known) -> tuple[Fact, ...]:
    return ()


ATTRIBUTES = {
    "番号": "number",
    "年度": "fiscal_year",
    "開始年度": "start",
    "終了年度": "end",
    "目標": "text",
    "本文": "text",
    "実績": "text",
}
LABELLED = (Initiative, Field, Pillar, Plan, Section, Department)
CHANGES: Mapping[str, tuple[tuple[type, ...], Change]] = {
    "名前": (LABELLED, _text("label")),
    "自治体": ((Municipality,), _city),
    "番号": ((Initiative, Field, Pillar), _text("number")),
    "担当": ((Initiative,), _units),
    "体系": ((Initiative, Field), _above("pillar", Pillar)),
    "分野": ((Initiative,), _above("field", Field)),
    "目標": ((Target,), _target),
    "本文": ((Target, Mission), _target),
    "実績": ((Observation,), _value),
    "年度": ((Initiative, Target, Observation), _whole("fiscal_year")),
    "開始年度": ((Plan,), _whole("start")),
    "終了年度": ((Plan,), _whole("end")),
    "削除": ((Initiative, Target, Observation, Mission), _gone),
}
"""What each property is called, the kinds of things that have it, the likeliest first, and its change."""
