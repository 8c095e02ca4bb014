"""One thing through the plans: since when, and what each plan tells of it side by side, both cited."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.kinds.linked import shown
from keikaku.qa.kinds.succession import mark_of, year_of
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.found import Found
from keikaku.qa.world import compile as sparql

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.world.world import World


class TargetRow(NamedTuple):
    """A row of TARGETS."""

    subject: str
    text: str


class FigureRow(NamedTuple):
    """A row of FIGURES."""

    subject: str
    name: str
    text: str
    unit: str | None


class WorkRow(NamedTuple):
    """A row of WORKS."""

    unit: str
    i: str


TARGETS = """SELECT ?subject ?text WHERE { VALUES ?subject { $keys }
  ?t a plan:Target ; plan:subject ?subject ; plan:text ?text ; plan:order ?place } ORDER BY ?subject ?place ?text"""
FIGURES = """SELECT ?subject ?name ?text ?unit WHERE { VALUES ?subject { $keys }
  ?a a plan:Attribute ; plan:subject ?subject ; plan:attributeName ?name ; plan:text ?text ; plan:value ?value ; plan:order ?order
  OPTIONAL { ?a plan:unit ?unit } } ORDER BY ?subject ?order ?name"""
WORKS = """SELECT ?unit ?i WHERE { VALUES ?unit { $keys }
  ?i a plan:Initiative ; plan:responsibility/plan:organisation ?unit } ORDER BY ?unit ?i"""
HEAD = {"ja": "「{words}」を計画ごとに並べます（古い順）。", "en": "{words}, plan by plan (oldest first):"}
UNIT, TARGET = {"ja": "担当", "en": "responsible"}, {"ja": "目標", "en": "targets"}
OPEN = {"ja": "（未確認）", "en": " (not confirmed)"}
FIRST = {
    "ja": "「{label}」が文書に出るのは、{year}年度からの「{plan}」からです。",
    "en": "“{label}” first stands in “{plan}” (from fiscal {year}).",
}
BEFORE = {
    "ja": "その前身とみられるのは、{listed}です（未確認）。",
    "en": "Before it stood probably {listed} (not confirmed).",
}
NOTHING_BEFORE = {
    "ja": "それより前の文書に、前身とみられるものは見つかりません。",
    "en": "Nothing before it was found in earlier documents.",
}


def answer_changes(query: q.TellChanges, world: World, language: q.Language) -> Found | Declined:
    """A line a plan, or the first plan and what stood before; nothing is said of years without a document."""
    if query.about == "since":
        return _since(query, world, language)
    things = [step.thing for _, step in query.steps]
    items, citations, text = shown(things, world)
    words = "・".join(dict.fromkeys(one.label for one in query.subjects))
    beside = _beside(things, world, language)
    lines = [
        _line(year, step, items[step.thing.key], beside[step.thing.key], language)
        for year, step in query.steps
        if step.thing.key in items
    ]
    return Found(
        text="\n".join((HEAD[language].format(words=words), *lines)),
        sparql=text,
        reading=f"「{words}」の計画ごとの違い" if language == "ja" else f"{words} plan by plan",
        items=tuple(items[one.key] for one in things if one.key in items),
        citations=citations,
    )


def _beside(things: Sequence[q.Named], world: World, language: q.Language) -> dict[str, list[str]]:
    """What is told of each thing: its targets, and the figures of its row under their own heads."""
    keys = sparql.iris(things)
    told: dict[str, list[str]] = defaultdict(list)
    targets: dict[str, list[str]] = defaultdict(list)
    for row in world.facts.rows(TargetRow, sparql.fill(TARGETS, keys=keys)):
        targets[row.subject].append(row.text)
    for subject, texts in targets.items():
        told[subject].append(f"{TARGET[language]}: {'、'.join(dict.fromkeys(texts))}")
    for one in world.facts.rows(FigureRow, sparql.fill(FIGURES, keys=keys)):
        unit = one.unit if one.unit and one.unit not in one.text and one.unit not in one.name else ""
        told[one.subject].append(f"{one.name}: {one.text}{unit}")
    return told


def _line(year: int, step: q.Followed, item: Item, beside: Sequence[str], language: q.Language) -> str:
    told = f"{year}年度" if language == "ja" else str(year)
    units = "・".join((*item.departments, *item.sections))
    parts = [f"{UNIT[language]}: {units}"] * bool(units) + list(beside)
    open_ = "" if step.sure else OPEN[language]
    return (
        f"・{told if year else '—'}「{step.thing.label}」（{item.plan}）{mark_of(step, item, language)}{open_} "
        + " / ".join(parts)
    ).rstrip()


def _since(query: q.TellChanges, world: World, language: q.Language) -> Found | Declined:
    start = query.subjects[0]
    first = _first(start, world)
    if first is None:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="no_fact",
            about={"label": start.label, "what": "時期"},
        )
    year, work = first
    before = [step for _, step in query.steps]
    items, citations, text = shown([work, *(step.thing for step in before)], world)
    _, own, _ = shown([start], world)
    plan = items[work.key].plan or ""
    told = FIRST[language].format(label=start.label, year=year, plan=plan)
    listed = "、".join(
        f"「{step.thing.label}」{mark_of(step, items.get(step.thing.key), language)}" for step in before
    )
    told += BEFORE[language].format(listed=listed) if before else NOTHING_BEFORE[language]
    return Found(
        text=told,
        sparql=text,
        reading=f"「{start.label}」はいつからか" if language == "ja" else f"since when {start.label}",
        items=(items[work.key],),
        citations=(*own, *citations),
        value=year,
    )


def _first(start: q.Named, world: World) -> tuple[int, q.Named] | None:
    """The first year in which a thing is told of, and what tells it: itself, or an initiative of the unit."""
    things = world.lexicon.things
    keys = [start.key]
    if things[start.key].kind in {"department", "section"}:
        rows = world.facts.rows(WorkRow, sparql.fill(WORKS, keys=sparql.iris([start])))
        keys = [row.i for row in rows if row.i in things]
    dated = [(year, key) for key in keys if (year := year_of(things[key], world))]
    if not dated:
        return None
    year, key = min(dated)
    return year, q.Named(key, world.lexicon.label(key))
