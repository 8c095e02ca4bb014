"""Targets: which, how many, and those that the question's words point at."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.scales import written
from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members, pointed_at, ranked
from keikaku.qa.finding.numbers import Finder
from keikaku.qa.kinds.about import subjects
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.describe import describe_condition, year_name
from keikaku.qa.telling.found import Found
from keikaku.qa.text.compact import compact
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cites, citing, first_of_each

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world.world import World

LEAST = 0.55
"""The part of the words' weight that a target and its initiative's name must hold together."""
_DONE = r"(?:事業|施策|取り?組み?|プロジェクト|もの|やつ)"
HEAD = re.compile(
    rf"(?:目標|指標|kpi).*{_DONE}(?!の(?:目標|指標))|(?:which|what|list|show|find|give|any)\b.{{0,24}}(?:initiatives?|projects?|measures?|programs?)\b.{{0,30}}(?:targets?|goals?)\b"
    rf"|(?:initiatives?|projects?|measures?|programs?) (?:that |which )?(?:have|has|with|whose|set|aim)\b|[0-9][^0-9]{{0,6}}(?:以上|以下|以内|未満|超|を超え|より|又は|または|か、).*{_DONE}"
)
"""目標のある事業: what is done is asked, by its target; 事業の目標 asks for the target."""
WITHOUT = re.compile(
    r"(?:目標|指標)(?:値|指標)?(?:の|が)(?:な[いく]|無[いく]|ありません|設定されていない|書かれていない)|without (?:a )?targets?|no targets?"
)
HOW_MANY = re.compile(
    r"(?:目標|指標)(?:値)?(?:は|が|を)?(?:全部で|合わせて)?(?:何件|いくつ|何個)|(?:目標|指標)の(?:数|件数|個数)|何件の(?:数値)?目標|how many (?:numeric(?:al)? )?(?:targets|indicators|goals)"
)
"""What counts the targets themselves: the 件数 of 公開件数の目標 is a word of one target."""
COUNTED = re.compile(r"何件|いくつ|件数|の数|how many")
NUMERIC = ("数値", "数字", "定量", "numeric", "numerical", "quantitative", "actual numbers")
SO_MANY = re.compile(
    r"(?:目標|指標|targets?|goals?)[^。]{0,16}?(?:何(?:件|個|項目|つ|本)|いくつ|件数|数(?=を|は|が|$|[?]))|何(?:件|個|項目|つ|本)の(?:目標|指標)|how many (?:targets?|goals?|indicators?)|number of (?:targets?|goals?|indicators?)"
)
"""Of an initiative that is named: how many targets it has."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_targets(reading: Reading) -> Understood | Declined | None:
    """The targets of the scope, or those that the words point at; 数値目標のある事業 is a list of initiatives."""
    found = scope(reading.recognised, reading.world, soft=False)
    named = reading.recognised.of("initiative")
    counted = bool(HOW_MANY.search(reading.shape) or (named and SO_MANY.search(reading.shape)))
    if WITHOUT.search(reading.recognised.text):
        where = q.AllOf((*found.condition.conditions, q.Not(q.HasTarget())))
        return Understood(query=q.ListInitiatives(where), notes=found.notes)
    condition = _with_target(reading)
    if condition:
        kind = q.CountInitiatives if COUNTED.search(reading.shape) else q.ListInitiatives
        return Understood(query=kind(q.AllOf((*found.condition.conditions, condition))), notes=found.notes)
    words = reading.topic
    if words and not reading.recognised.of("initiative"):
        allowed = members(reading.world, found.condition)
        near = pointed_at(ranked(reading.world, "target", words, allowed), least=LEAST, beside=0.97)
        if near:
            things = tuple(q.Named(one.of.key, one.of.text) for one in near)
            stems = tuple(word.stem for word in words)
            return Understood(query=q.ListTargets(found.condition, things, words=stems))
    about, rejected = subjects(reading)
    if about:
        keys = tuple(one.key for one in about)
        where = q.AllOf((q.TextHas("・".join(one.label for one in about), keys),))
        years = reading.recognised.years
        return Understood(query=q.ListTargets(where, (), counted, years=years), rejected=rejected)
    if words:
        return None
    return _missions_instead(reading, found.condition) or Understood(
        query=q.ListTargets(found.condition, (), counted), notes=found.notes
    )


def _missions_instead(reading: Reading, condition: q.AllOf) -> Understood | None:
    """土木局の目標は？ where only its mission tells what it aims at: 使命・目標."""
    units = tuple(
        q.Named(t.key, t.label) for m in reading.recognised.of("department", "section") for t in m.things
    )
    allowed = members(reading.world, condition)
    if not units or any(allowed and one.subject in allowed for one in reading.world.texts("target")):
        return None
    told = reading.world.facts.rows(MissionRow, sparql.fill(MISSIONS, units=sparql.iris(units)))
    return Understood(query=q.AskOrganisation(units, "mission", reading.recognised.years)) if told else None


class MissionRow(NamedTuple):
    """A row of MISSIONS."""

    m: str


MISSIONS = (
    "SELECT ?m WHERE { VALUES ?unit { $units } ?m a plan:Mission ; plan:organisation ?unit } ORDER BY ?m"
)


OR_MORE = re.compile(
    r"(?:又は|または|もしくは|か、?)(?:それ|これ)(?:を|より|以上)|or (?:more|above|higher)|at least"
)
ABOUT_TARGETS = frozenset("具体 成果 成果指標 数値目標 大き 超 上回 高 値 達成 設定 定量 程度".split())
"""Words beside a figure or 数値目標 that ask for no other thing."""


def _with_target(reading: Reading) -> q.HasTarget | None:
    """数値目標のある事業, 目標が100件以上の事業."""
    rest = reading.recognised.text
    if reading.recognised.of("initiative") or not HEAD.search(reading.shape):
        return None
    if any(w.noun and w.stem not in ABOUT_TARGETS and not w.stem[0].isdigit() for w in reading.topic):
        return None
    figures = find_figures(rest)
    if figures:
        figure = figures[0].figure
        if OR_MORE.search(rest) and figure.comparator is Comparator.EXACT:
            figure = replace(figure, comparator=Comparator.AT_LEAST)
        return q.HasTarget(numeric=True, comparator=figure.comparator, value=figure.value, unit=figure.unit)
    return q.HasTarget(numeric=any(word in rest for word in NUMERIC))


# ---- answering -----------------------------------------------------------------------------------------------------


class TargetRow(NamedTuple):
    """A row of TARGETS."""

    t: str
    text: str
    subject: str
    label: str
    plan_label: str | None
    year: int | None
    value: float | None
    unit: str | None
    comparator: str | None
    place: int
    order: int | None
    evidence: Evidence
    name: str | None
    indicator: str | None


TARGETS = """SELECT ?t ?text ?subject ?label ?planLabel ?year ?value ?unit ?comparator ?place ?order
       $columns ?name ?indicator WHERE {
  $pattern
  ?t plan:text ?text ; plan:order ?place . ?subject skos:prefLabel ?label .
  OPTIONAL { ?subject plan:order ?order }
  OPTIONAL { ?subject plan:inPlan ?p . ?p skos:prefLabel ?planLabel }
  OPTIONAL { ?t plan:fiscalYear ?year }
  OPTIONAL { ?t plan:figure ?f . ?f plan:value ?value ; plan:comparator ?comparator
             OPTIONAL { ?f plan:unit ?unit } }
  OPTIONAL { $cited }
} ORDER BY DESC(?year) ?order ?subject ?place ?t ?ev"""

ONE = "VALUES ?t { $targets } ?t a plan:Target ; plan:subject ?subject ."
OF_INITIATIVES = """{ SELECT DISTINCT ?subject WHERE { $where BIND(?i AS ?subject) } }
  { ?t a plan:Target ; plan:subject ?subject }
  UNION { ?indicator a plan:Indicator ; plan:subject ?subject ; skos:prefLabel ?name .
          ?t a plan:Target ; plan:subject ?indicator }
  UNION { ?t a plan:Observation ; plan:subject ?subject ; plan:observationKind "target" ; plan:value ?value ;
             plan:comparator ?comparator ; plan:indicator ?indicator .
             ?indicator skos:prefLabel ?name OPTIONAL { ?t plan:unit ?unit } }"""
"""The targets of initiatives: their own, and those of the indicators that are counted of them."""


def answer_targets(query: q.ListTargets, world: World, language: q.Language) -> Found | Declined:
    """Each target in its own words, with the initiative that it belongs to."""
    if query.targets:
        pattern = sparql.fill(ONE, targets=sparql.iris(query.targets))
    else:
        pattern = sparql.fill(OF_INITIATIVES, where=sparql.where(query.where))
    text = sparql.fill(TARGETS, pattern=pattern, **citing("?t"))
    told = _once(world.facts.rows(TargetRow, text))
    reading = _reading(query, language)
    if not told:
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": reading})
    rows = _of_years(told, query.years)
    if not rows:
        return _other_year(told, query, reading, language)
    figures = first_of_each(rows)
    targets = [_over_years(group, world, language) for group in _of_one(figures)]
    value, unit = _value(rows, targets, query)
    return Found(
        text=_text(targets, language),
        sparql=text,
        reading=reading,
        items=tuple(
            Item(
                iri=row.t,
                type="Target",
                label=_words(row),
                plan=row.plan_label,
                fiscal_year=row.year,
                reason=row.label,
            )
            for row in targets
        ),
        citations=cites(row.evidence for row in figures),
        value=value,
        unit=unit,
    )


def _once(rows: Sequence[TargetRow]) -> list[TargetRow]:
    """The rows without the figures of a line that is told as a target itself."""
    told = {(row.subject, row.evidence.file, row.evidence.line) for row in rows if row.name is None}
    return [
        row
        for row in rows
        if row.name is None or (row.subject, row.evidence.file, row.evidence.line) not in told
    ]


def _of_years(rows: Sequence[TargetRow], years: Sequence[int]) -> list[TargetRow]:
    """The targets of the years that are asked; where none tells one of them, those that tell no year."""
    dated = [row for row in rows if row.year in years]
    return dated or [row for row in rows if not years or row.year is None]


def _other_year(
    rows: Sequence[TargetRow], query: q.ListTargets, reading: str, language: q.Language
) -> Declined:
    years = sorted({row.year for row in rows if row.year is not None})
    about = {
        "reading": reading,
        "asked": "・".join(year_name(year, language) for year in query.years),
        "years": "、".join(year_name(year, language) for year in years),
    }
    choices = tuple(f"「{rows[0].label}」の{year_name(year)}の目標は？" for year in years[-3:])
    return Declined(status=AnswerStatus.OTHER_YEAR, phrase="other_year", about=about, choices=choices)


def _words(row: TargetRow) -> str:
    """A target in its own words; a figure of a table behind the name of what is counted."""
    return f"{row.name}　{_figure(row)}" if row.name else row.text


def _of_one(rows: Sequence[TargetRow]) -> list[list[TargetRow]]:
    """The rows of each target; the figures of one indicator for several years are one."""
    found: dict[str, list[TargetRow]] = {}
    for row in rows:
        found.setdefault(row.indicator or row.t, []).append(row)
    return list(found.values())


def _over_years(rows: list[TargetRow], world: World, language: q.Language) -> TargetRow:
    """A target for several years in one: what is aimed at in each, and from where it sets out."""
    first = rows[0]
    if len(rows) == 1 or first.indicator is None or first.name is None:
        return first
    years = sorted(rows, key=lambda row: row.year or 0)
    told = [f"{_figure(row)}（{year_name(row.year, language)}）" for row in years if row.year is not None]
    stands = [
        f"{one.text}（{year_name(one.year, language)}）"
        for one in Finder(world).told(q.Named(first.indicator, first.name))
        if one.kind == "actual" and one.year is not None and one.year < (years[0].year or 0)
    ]
    start = f"{stands[-1]}から" if stands and language == "ja" else f"from {stands[-1]} to " if stands else ""
    return first._replace(text=start + "、".join(told), value=None, year=None, unit=None)


def _figure(row: TargetRow) -> str:
    return written(row.text, row.value, row.unit or "")


def _reading(query: q.ListTargets, language: q.Language) -> str:
    if query.targets:
        told = "、".join(f"「{one.label}」" for one in query.targets)
        return f"目標 {told}" if language == "ja" else f"the target {told}"
    where = describe_condition(query.where, language)
    return f"{where}の目標" if language == "ja" else f"targets of {where}"


def _value(
    rows: Sequence[TargetRow], targets: Sequence[TargetRow], query: q.ListTargets
) -> tuple[float | int | None, str | None]:
    """How many where that is asked; else the figure, where there is just one."""
    if query.count:
        return len(targets), "件"
    figures = list(dict.fromkeys((row.t, row.value, row.unit) for row in rows if row.value is not None))
    if len(targets) == 1 and len(figures) > 1:
        figures = _asked(figures, targets[0].text, query.words)
    if len(figures) == 1:
        _, value, unit = figures[0]
        return (int(value) if value == int(value) else value), unit
    return None, None


def _asked(figures: list[tuple[Any, ...]], text: str, words: tuple[str, ...]) -> list[tuple[Any, ...]]:
    """Of the figures of one line, the one that the question's words stand before."""
    parts, at = {}, 0
    for found in find_figures(text):
        parts[found.figure.value, found.figure.unit] = compact(text[at : found.start])
        at = found.end
    held = {figure: sum(word in parts.get(figure[1:], "") for word in words) for figure in figures}
    best = max(held.values())
    return [figure for figure, count in held.items() if count == best] if best else []


def _text(targets: Sequence[TargetRow], language: q.Language) -> str:
    if len(targets) == 1:
        one = targets[0]
        text, label, plan, year = _words(one), one.label, one.plan_label, one.year
        if language == "en":
            return f"The target of “{label}” ({plan}) is: {text}"
        told = f"（{year_name(year)}）" if year and "年度" not in text else ""
        return f"「{label}」（{plan}）の目標は「{text}」{told}です。"
    lines = [f"目標は{len(targets)}件です。" if language == "ja" else f"There are {len(targets)} targets."]
    lines += [f"・{_words(row)}（{row.label}）" for row in targets]
    return "\n".join(lines)
