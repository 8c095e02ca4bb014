"""What the reading side knows of one published version: its names at once, its texts when a question needs them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.lexicon.themes import load_themes
from keikaku.ontology.model.vocabulary import PLAN
from keikaku.qa.names.city_words import spoken
from keikaku.qa.names.lexicon import Lexicon, Thing, build_lexicon
from keikaku.qa.query import Named
from keikaku.qa.text.aliases import PLAN_WORDS, plain_names
from keikaku.qa.text.compact import compact
from keikaku.qa.world.entries import Entry, entries_of
from keikaku.qa.world.part import PartFacts, foreign_to

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from keikaku.graph.rdf.rows import Row
    from keikaku.ontology.lexicon import Lexicon as Words
    from keikaku.ontology.model.facts import Key


class NameRow(NamedTuple):
    """A row of NAMES."""

    thing: str
    class_: str
    label: str
    plan: str | None
    pillar: str | None
    field: str | None
    number: str | None
    order: int | None
    city: str | None
    subject: str | None


class Labelled(NamedTuple):
    """A row of OTHER_NAMES."""

    thing: str
    label: str


class PlanRow(NamedTuple):
    """A row of PLANS."""

    plan: str
    year: int | None
    first: int | None
    last: int | None
    assumed: bool | None
    mentioned: bool | None
    unit: str | None


class LayerRow(NamedTuple):
    """A row of LAYER."""

    plan: str
    class_: str


class SectionRow(NamedTuple):
    """A row of SECTIONS."""

    section: str
    department: str


class UnitRow(NamedTuple):
    """A row of UNITS."""

    i: str
    unit: str


class Holder(NamedTuple):
    """A row of HOLDERS."""

    post: str
    holder: str


class TextRow(NamedTuple):
    """A row of each of TEXTS."""

    thing: str
    label: str | None
    text: str | None
    of: str | None


class AimedRow(NamedTuple):
    """A row of AIMED."""

    indicator: str
    label: str
    plan: str | None


class FigureRow(NamedTuple):
    """A row of FIGURES."""

    indicator: str
    label: str
    subject: str
    year: int | None
    plan: str | None


NAMES = """
SELECT ?thing ?class_ ?label ?plan ?pillar ?field ?number ?order ?city ?subject WHERE {
  VALUES ?class_ { plan:Municipality plan:Department plan:Section plan:Plan plan:Pillar plan:Field plan:Initiative
                  plan:Indicator plan:Post }
  ?thing a ?class_ ; skos:prefLabel ?label .
  FILTER(?class_ != plan:Municipality || EXISTS { ?document a plan:Document ; plan:municipality ?thing })
  OPTIONAL { ?thing plan:inPlan ?plan }
  OPTIONAL { ?thing plan:inPillar ?pillar }
  OPTIONAL { ?thing plan:inField ?field }
  OPTIONAL { ?thing skos:notation ?number }
  OPTIONAL { ?thing plan:order ?order }
  OPTIONAL { ?thing plan:municipality ?city }
  OPTIONAL { ?thing plan:subject ?subject }
} ORDER BY ?thing"""
OTHER_NAMES = """
SELECT ?thing ?label WHERE {
  { ?thing skos:altLabel ?label }
  UNION {
    ?word a plan:CityWord ; plan:wordKind "alias" ; plan:wordForm ?label ; plan:wordMeaning ?name .
    ?thing skos:prefLabel ?named FILTER(STR(?named) = ?name)
  }
} ORDER BY ?thing ?label"""
PLANS = """
SELECT ?plan ?year ?first ?last ?assumed ?mentioned ?unit WHERE {
  ?plan a plan:Plan .
  OPTIONAL { ?plan plan:fiscalYear ?year }
  OPTIONAL { ?plan plan:startYear ?first }
  OPTIONAL { ?plan plan:endYear ?last }
  OPTIONAL { ?plan plan:startAssumed ?assumed }
  OPTIONAL { ?plan plan:mentionedOnly ?mentioned }
  OPTIONAL { ?plan plan:policyOf ?unit }
} ORDER BY ?plan ?year ?unit"""
LAYER = "SELECT ?plan ?class_ WHERE { VALUES ?class_ { plan:BasicConcept plan:BasicPlan plan:IndividualPlan plan:DepartmentPolicy } ?plan a ?class_ } ORDER BY ?plan ?class_"
SECTIONS = (
    "SELECT ?section ?department WHERE { ?section plan:sectionOf ?department } ORDER BY ?section ?department"
)
UNITS = "SELECT ?i ?unit WHERE { ?i a plan:Initiative ; plan:responsibleUnit ?unit } ORDER BY ?i ?unit"

HOLDERS = "SELECT ?post ?holder WHERE { ?post a plan:Post ; plan:holder ?holder } ORDER BY ?post"

TEXTS = {
    "initiative": """
SELECT ?thing ?label ?text ?of WHERE {
  ?thing a plan:Initiative ; skos:prefLabel ?label ; plan:inPlan ?of .
  OPTIONAL { ?passage plan:about ?thing ; plan:text ?text }
} ORDER BY ?thing ?passage""",
    "target": """
SELECT ?thing ?label ?text ?of WHERE {
  ?thing a plan:Target ; plan:text ?text ; plan:subject ?of . ?of skos:prefLabel ?label
} ORDER BY ?thing ?of""",
    "occurrence": """
SELECT ?thing ?label ?text ?of WHERE {
  ?thing a plan:Occurrence ; plan:text ?text ; plan:subject ?of .
  OPTIONAL { ?of skos:prefLabel ?label }
} ORDER BY ?thing ?of""",
    "passage": """
SELECT ?thing ?label ?text ?of WHERE {
  ?thing a plan:Passage ; plan:text ?text ; plan:about ?of .
  OPTIONAL { ?thing plan:heading ?label }
} ORDER BY ?thing ?of""",
    "row": """
SELECT ?thing ?label ?text ?of WHERE {
  ?cell a plan:Attribute ; plan:subject ?thing ; plan:attributeName ?name ; plan:text ?value ; plan:order ?order .
  ?thing skos:prefLabel ?label . OPTIONAL { ?cell plan:unit ?unit }
  BIND(CONCAT(?name, " ", ?value, COALESCE(?unit, "")) AS ?text) BIND(?thing AS ?of)
} ORDER BY ?thing ?order""",
}


FIGURES = """SELECT DISTINCT ?indicator ?label ?subject ?year ?plan WHERE {
  ?o a plan:Observation ; plan:indicator ?indicator ; plan:subject ?subject . ?indicator skos:prefLabel ?label .
  OPTIONAL { ?o plan:fiscalYear ?year } OPTIONAL { ?subject a plan:Pillar ; plan:inPlan ?plan }
} ORDER BY ?indicator ?subject ?year"""
AIMED = """SELECT DISTINCT ?indicator ?label ?plan WHERE {
  ?t a plan:Target ; plan:subject ?indicator . ?indicator a plan:Indicator ; skos:prefLabel ?label .
  ?o a plan:Observation ; plan:indicator ?indicator OPTIONAL { ?o plan:inPlan ?plan }
} ORDER BY ?indicator ?plan"""
_TERMS = re.compile(r"「([^「」]{4,24})」|([ァ-ヴー]{5,})")


SPELLED = frozenset({"department", "section", "plan", "pillar", "field", "indicator", "initiative"})


class Facts(Protocol):
    """A published version that answers SPARQL with Python values; `graph.store.snapshot.Snapshot` is one."""

    @property
    def data_version(self) -> str:
        """The digest of its content."""

    def rows(self, row: type[Row], sparql: str, **bindings: Any) -> list[Row]:
        """Answer a SELECT with a value of `row` for each."""


_JOINS = "及び|並びに|又は|若しくは|等"
"""Words in characters that join a name to the next, and are no part of it."""


@dataclass(frozen=True, slots=True)
class TextOf:
    """The words of a thing: its title and its text, both compact; `subject` is what it is about."""

    key: Key
    title: str
    text: str
    subject: Key


@dataclass
class World:
    """One published version as the interpreter sees it; of one that is part of a `whole`: what its `cities` tell."""

    facts: Facts
    search: Any = None  # qa.world.search.Search, where an index stands beside the store
    cities: tuple[Thing, ...] = ()
    whole: World | None = None
    _texts: dict[str, tuple[TextOf, ...]] = field(default_factory=dict)
    _parts: dict[tuple[Thing, ...], World] = field(default_factory=dict)

    def within(self, cities: tuple[Thing, ...]) -> World:
        """The world of these municipalities: no name, text, row or hit of another is seen from there."""
        if not cities:
            return self
        if cities not in self._parts:
            everywhere = self.lexicon.of_kind("municipality")
            foreign = foreign_to((city.key for city in cities), everywhere)
            search = self.search.without(foreign) if self.search is not None else None
            self._parts[cities] = World(PartFacts(self.facts, foreign), search, cities, self)
        return self._parts[cities]

    @property
    def foreign(self) -> tuple[str, ...]:
        """What the IRIs begin with that are not seen from here."""
        return self.facts.foreign if isinstance(self.facts, PartFacts) else ()

    @cached_property
    def lexicon(self) -> Lexicon:
        """Every name of the graph."""
        if self.whole:
            return self.whole.lexicon.without(self.foreign)
        return build_lexicon(_things(self.facts))

    @cached_property
    def spoken(self) -> Words:
        """The words of planning that questions are read by."""
        return spoken(self.facts, self.lexicon.of_kind("initiative"))

    @cached_property
    def _years(self) -> dict[Key, frozenset[int]]:
        """The fiscal years that each passage tells of, in its heading or its words."""
        return {
            one.key: frozenset(time.fiscal_year for time in find_times(f"{one.title}\n{one.text}"))
            for one in self.texts("passage")
        }

    def passages_of(self, years: Iterable[int]) -> frozenset[Key]:
        """The passages that tell of any of the fiscal years, and the plans of one of them, which others are about."""
        wanted = frozenset(years)
        plans = (plan.key for plan in self.lexicon.of_kind("plan") if plan.fiscal_year in wanted)
        return frozenset(plans) | {key for key, told in self._years.items() if told & wanted}

    @cached_property
    def theme_labels(self) -> dict[str, str]:
        """The label of each theme by its local name."""
        return {theme.name: theme.label_ja for theme in load_themes()}

    def texts(self, kind: str) -> tuple[TextOf, ...]:
        """The texts of a kind, read once: initiative, target, occurrence, passage or the cells of a row."""
        if kind not in self._texts and self.whole:
            whole = self.whole.texts(kind)
            self._texts[kind] = tuple(one for one in whole if not one.key.startswith(self.foreign))
        elif kind not in self._texts:
            self._texts[kind] = _read_texts(self.facts.rows(TextRow, TEXTS[kind]))
        return self._texts[kind]

    def stands(self, phrase: str) -> bool:
        """True where the compact phrase stands in some text of the documents."""
        inside = phrase.endswith(PLAN_WORDS)  # 避難計画 stands in 個別避難計画; 福祉部 does not in 福祉部門
        whole = re.compile(
            re.escape(phrase) if inside else rf"(?<![一-鿿]){re.escape(phrase)}(?:(?![一-鿿])|(?={_JOINS}))"
        )
        return any(whole.search(one.text) or whole.search(one.title) for one in self.texts("passage"))

    @cached_property
    def _figures(self) -> tuple[FigureRow, ...]:
        """Which indicator has a figure of which subject, in which year, and whether the subject is a part of a plan."""
        return tuple(self.facts.rows(FigureRow, FIGURES))

    def has_figure(self, indicator: Key, subject: Key) -> bool:
        """True where the indicator has a figure of the subject."""
        return any(row.indicator == indicator and row.subject == subject for row in self._figures)

    def has_figures(self, subject: Key) -> bool:
        """True where any indicator has a figure of the subject."""
        return any(row.subject == subject for row in self._figures)

    def figures_of(self, subject: Key) -> tuple[Named, ...]:
        """The indicators that have a figure of the subject."""
        return tuple(
            dict.fromkeys(Named(row.indicator, row.label) for row in self._figures if row.subject == subject)
        )

    def has_years(self, indicator: Key) -> bool:
        """True where the indicator has figures of several years."""
        return (
            len({row.year for row in self._figures if row.indicator == indicator and row.year is not None})
            > 1
        )

    def with_targets(self, plans: Collection[Key] = ()) -> tuple[Named, ...]:
        """The indicators that have both figures and a target, of these plans where any is given."""
        rows = self.facts.rows(AimedRow, AIMED)
        return tuple(
            dict.fromkeys(Named(row.indicator, row.label) for row in rows if not plans or row.plan in plans)
        )

    def counted_parts(self, plan: Key) -> tuple[Named, ...]:
        """The indicators of which the pillars of the plan have figures, as a table a pillar tells them."""
        rows = (row for row in self._figures if row.plan == plan)
        return tuple(dict.fromkeys(Named(row.indicator, row.label) for row in rows))

    @cached_property
    def _everything(self) -> str:
        """All that the documents say, compact, for words that may stand nowhere."""
        told = (
            f"{one.title}\n{one.text}" for kind in ("passage", "target", "row") for one in self.texts(kind)
        )
        return "\n".join((*self.lexicon.names, *told))

    def written(self, run: str) -> bool:
        """True where the compact run stands anywhere: in a name, a heading, a passage, a target or a cell."""
        return run in self._everything

    def lines_with(self, run: str) -> list[str]:
        """The names and texts, each a line, in which the compact run stands."""
        return [line for line in self._everything.split("\n") if run in line]

    @cached_property
    def spellings(self) -> frozenset[str]:
        """What a word with a slip or cut short can stand for: names, what the documents quote, and long katakana."""
        named = (thing for thing in self.lexicon.things.values() if thing.kind in SPELLED)
        cities = [city.label for city in self.lexicon.municipalities]
        labels = (label for thing in named for label in (thing.label, *thing.alt_labels))
        names = {name for label in labels for name in plain_names(label, cities)}
        return frozenset(names | {run for found in _TERMS.findall(self._everything) for run in found if run})

    @cached_property
    def compounds(self) -> dict[str, frozenset[str]]:
        """The compounds of four kanji by the two that a short form keeps: 特会 of 特別会計."""
        found: dict[str, set[str]] = {}
        for word in re.findall("(?<![一-鿿])[一-鿿]{4}(?![一-鿿])|[一-鿿]{4}(?![一-鿿])", self._everything):
            found.setdefault(word[0] + word[2], set()).add(word)
        return {short: frozenset(words) for short, words in found.items()}

    @cached_property
    def heard(self) -> dict[str, str]:
        """How the names of initiatives sound, and the name."""
        from keikaku.qa.naming.spelling import kana_names  # noqa: PLC0415 - readings that only a question in kana pays

        return kana_names(thing.label for thing in self.lexicon.of_kind("initiative"))

    @cached_property
    def abroad(self) -> dict[str, str]:
        """The names as they sound, in Latin letters."""
        from keikaku.qa.naming.abroad import heard_abroad  # noqa: PLC0415 - readings that only Latin words pay

        return heard_abroad(self.lexicon.things.values())

    @cached_property
    def cities_abroad(self) -> dict[str, str]:
        """The cities by every way in which their names may be read, in Latin letters."""
        from keikaku.qa.naming.abroad import cities_heard  # noqa: PLC0415

        return cities_heard(city.label for city in self.lexicon.municipalities)

    @cached_property
    def borrowed(self) -> dict[str, str]:
        """The names in katakana by the words that they were borrowed from."""
        from keikaku.qa.naming.abroad import borrowed_words  # noqa: PLC0415

        return borrowed_words(self.lexicon.things.values())

    @cached_property
    def sounds(self) -> dict[str, str]:
        """The nouns of the documents by how they sound."""
        from keikaku.qa.naming.sounds import sounds_of  # noqa: PLC0415 - readings that only a question in kana pays

        return sounds_of(
            "\n".join(sorted(set(self._everything.split("\n"))))
        )  # names have no order of their own

    @cached_property
    def romans(self) -> dict[str, str]:
        """The same as they are written in Latin letters."""
        from keikaku.qa.naming.abroad import romans_of  # noqa: PLC0415

        return romans_of(self.sounds)

    @cached_property
    def faq(self) -> tuple[Entry, ...]:
        """The entries of the FAQ file."""
        return entries_of(self)

    @cached_property
    def newest_plan(self) -> Thing | None:
        """The newest plan that has initiatives."""
        plans = [plan for plan in self.lexicon.of_kind("plan") if plan.initiatives]
        return max(plans, key=lambda plan: plan.newest, default=None)


def _read_texts(rows: Iterable[TextRow]) -> tuple[TextOf, ...]:
    found: dict[Key, TextOf] = {}
    for key, title, text, subject in rows:
        before = found.get(key)
        joined = (before.text + "\n" if before else "") + compact(text or "")
        found[key] = TextOf(key=key, title=compact(title or ""), text=joined, subject=subject or key)
    return tuple(found.values())


def _things(facts: Facts) -> list[Thing]:
    plans = {row.plan: row for row in facts.rows(PlanRow, PLANS)}
    layers = {row.plan: _local(row.class_) for row in facts.rows(LayerRow, LAYER)}
    others = _collected(facts.rows(Labelled, OTHER_NAMES))
    departments = _collected(facts.rows(SectionRow, SECTIONS))
    rows = facts.rows(NameRow, NAMES)
    counts = _counts(rows, facts.rows(UnitRow, UNITS), departments)
    things = [_thing(row, plans, layers, others, departments, counts) for row in rows]
    return [*things, *_persons(facts)]


def _persons(facts: Facts) -> list[Thing]:
    """Names of persons are known only so that questions about them can be declined."""
    return [
        Thing(key=f"{row.post}#holder", kind="person", label=row.holder)
        for row in facts.rows(Holder, HOLDERS)
    ]


def _thing(  # noqa: PLR0913, PLR0917 - the rows of six queries meet here
    row: NameRow,
    plans: Mapping[Key, PlanRow],
    layers: Mapping[Key, str],
    others: Mapping[Key, Sequence[str]],
    departments: Mapping[Key, Sequence[str]],
    counts: Mapping[Key, int],
) -> Thing:
    key = row.thing
    told = plans.get(key, PlanRow(key, None, None, None, None, None, None))
    return Thing(
        key=key,
        kind=_local(row.class_).lower(),
        label=row.label,
        alt_labels=tuple(others.get(key, ())),
        plan=row.plan,
        pillar=row.pillar,
        field=row.field,
        number=row.number or "",
        departments=tuple(departments.get(key, ())) or ((told.unit,) if told.unit else ()),
        plan_kind=layers.get(key, "Plan"),
        fiscal_year=told.year,
        start=told.first,
        end=told.last,
        start_assumed=bool(told.assumed),
        mentioned_only=bool(told.mentioned),
        initiatives=counts[key],
        order=row.order or 0,
        city=row.city,
        subject=row.subject,
    )


def _local(iri: str) -> str:
    return iri.removeprefix(PLAN.iri)


def _collected(rows: Iterable[Labelled | SectionRow]) -> dict[Key, list[str]]:
    found: dict[Key, list[str]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found


def _counts(
    rows: Iterable[NameRow],
    units: Iterable[UnitRow],
    departments: Mapping[Key, Sequence[str]],
) -> Counter[Key]:
    """How many initiatives stand under each plan, pillar and field, and belong to each unit."""
    counts: Counter[Key] = Counter()
    for row in rows:
        if _local(row.class_) == "Initiative":
            counts.update(key for key in {row.plan, row.pillar, row.field} if key)
    of_unit = {(initiative, unit) for initiative, unit in units}
    of_unit |= {(i, department) for i, unit in of_unit for department in departments.get(unit, ())}
    counts.update(unit for _, unit in of_unit)
    return counts
