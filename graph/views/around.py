"""What stands around an initiative, one line an attribute: name, heads, and the pattern that finds it.

Pages, cards, exports, the items of an answer (JSON, tables of the chat and the terminal, what is copied) and
the words of both languages are read from AROUND: a new attribute is one line here. A pattern is one of
`page_queries`; what has none is worked out by a maker of the exports' own (`export.tables`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Flag, auto
from typing import NamedTuple

LAST = 99


class Shown(Flag):
    """Where an attribute is shown."""

    PAGE = auto()
    CARD = auto()
    ITEM = auto()  # of an answer
    EXPORT = auto()
    EVERYWHERE = PAGE | CARD | ITEM | EXPORT


@dataclass(frozen=True, slots=True)
class Attribute:
    """One attribute; `column` is its place in the exports, `many` says that it may have several values."""

    name: str
    ja: str
    en: str
    pattern: str = ""
    shown: Shown = Shown.EVERYWHERE
    many: bool = True
    column: int = LAST


class Told(NamedTuple):
    """A row of `told_query`: an initiative and one value of an attribute in words."""

    thing: str
    text: str
    order: int | None


_PAGE, _CARD, _ITEM, _EXPORT = Shown.PAGE, Shown.CARD, Shown.ITEM, Shown.EXPORT
_TOLD = _PAGE | _ITEM | _EXPORT
_UNIT = "$thing plan:{kind} ?node ; plan:responsibility ?r . ?r plan:organisation ?node ; plan:order ?order"
_PART = "?part a plan:{kind} ; plan:subject $thing ; plan:text ?text ; plan:order ?order"
_CELL = (
    "?part a plan:Attribute ; plan:subject $thing ; plan:attributeName ?head ; plan:text ?cell ; "
    "plan:order ?order BIND(CONCAT(?head, '：', ?cell) AS ?text)"
)
_CITY = "$thing plan:inPlan/plan:municipality ?node"
_NUMBER = "$thing plan:inPillar/skos:notation ?text"
_WHOLE = "$thing plan:wholeCity true BIND('全庁' AS ?text)"

AROUND: tuple[Attribute, ...] = (
    Attribute("municipality", "自治体", "Municipality", _CITY, _EXPORT, many=False, column=1),
    Attribute(
        "departments", "担当の部", "Departments", _UNIT.format(kind="department"), _TOLD | _CARD, column=9
    ),
    Attribute("sections", "担当の課・室", "Sections", _UNIT.format(kind="section"), _TOLD | _CARD, column=10),
    Attribute("whole_city", "対象", "Concerns", _WHOLE, _PAGE),
    Attribute("plan", "計画", "Plan", "$thing plan:inPlan ?node", _TOLD | _CARD, many=False, column=2),
    Attribute("plan_kind", "計画の種類", "Kind of plan", "", _EXPORT, many=False, column=3),
    Attribute("pillar", "体系", "Pillar", "$thing plan:inPillar ?node", _TOLD, many=False, column=6),
    Attribute("pillar_number", "体系の番号", "Number of the pillar", _NUMBER, _EXPORT, many=False, column=7),
    Attribute("field", "分野", "Field", "$thing plan:inField ?node", _TOLD, many=False, column=8),
    Attribute(
        "fiscal_year", "年度", "Fiscal year", "$thing plan:fiscalYear ?text", _TOLD, many=False, column=4
    ),
    Attribute("period", "計画の期間", "Years of the plan", "", _ITEM | _EXPORT, many=False, column=5),
    Attribute("themes", "テーマ", "Themes", "$thing plan:hasTheme ?node", _PAGE),
    Attribute("targets", "目標", "Targets", _PART.format(kind="Target"), _PAGE | _EXPORT, column=11),
    Attribute("attributes", "表の値", "In the tables", _CELL, _PAGE),
    Attribute("kept", "表の値", "In the tables", "", _EXPORT, column=12),
    Attribute("dates", "時期", "Dates", _PART.format(kind="Occurrence"), _PAGE),
)
"""Everything around an initiative, in the order of its page."""


def around(where: Shown) -> tuple[Attribute, ...]:
    """What is shown there, in its order."""
    found = tuple(one for one in AROUND if where in one.shown)
    return tuple(sorted(found, key=lambda one: one.column)) if where is Shown.EXPORT else found


def patterns() -> tuple[tuple[str, str], ...]:
    """Name and pattern of what a page tells of an initiative."""
    return tuple((one.name, one.pattern) for one in around(Shown.PAGE))


def words() -> dict[str, tuple[str, str]]:
    """The heads of all in both languages, by the name that a page gives them."""
    return {f"fact_{one.name}": (one.ja, one.en) for one in AROUND}


def told_query(attribute: Attribute, given: str = "") -> str:
    """The query, for Told, of an attribute of all initiatives or of those `given` (IRIs in brackets)."""
    named = "" if "?text" in attribute.pattern else "?node skos:prefLabel ?text FILTER(LANG(?text) != 'en')"
    only = f"VALUES ?thing {{ {given} }} " if given else ""
    return (
        f"SELECT DISTINCT ?thing ?text ?order {{ {only}?thing a plan:Initiative . "
        f"{attribute.pattern} . {named} }} ORDER BY ?thing ?order ?text"
    )
