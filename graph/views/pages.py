"""What the pages tell of one thing of one version: its facts, lists, texts and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from pyoxigraph import NamedNode

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views import page_queries as asked
from keikaku.ontology.japanese.scales import written
from keikaku.ontology.model.parts import parts_of, place
from keikaku.ontology.model.values import Key
from keikaku.ontology.model.vocabulary import PLAN, THEME

_KIND = {PLAN.iri + name: kind for kind, name in asked.CLASSES.items()}
LAYERS = ("BasicConcept", "BasicPlan", "IndividualPlan", "DepartmentPolicy")


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its name; where `key` is empty, words alone. `note` tells it from others of the name."""

    key: Key
    label: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand: document, page (or None) and line from 1; `retelling` where it is a 見本.

    `told` is the place as people look for it, where the document counts otherwise (a page, a sheet, a table).
    """

    document: Key
    file: str
    page: int | None
    line: int
    quote: str
    retelling: bool
    told: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph with the headings above it and its place; the quote of the place is empty."""

    heading: tuple[str, ...]
    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Corrected:
    """人手訂正: what staff put right, what was read, why, and who says so."""

    name: str
    wrong: str
    right: str
    why: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing as a page shows it. `kind` is a key of CLASSES, or "other"; `layer` that of a plan."""

    key: Key
    kind: str
    label: str
    english: str = ""
    layer: str = ""
    answer: str = ""
    facts: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    lists: tuple[tuple[str, tuple[Named, ...]], ...] = ()
    texts: tuple[Text, ...] = ()
    places: tuple[Place, ...] = ()
    corrected: tuple[Corrected, ...] = ()

    def named(self, name: str) -> tuple[Named, ...]:
        """The facts of a name; none where nothing is told."""
        return next((values for one, values in self.facts if one == name), ())


def thing(snapshot: Snapshot, key: Key) -> Thing | None:
    """Everything that a page tells of the key; None where the graph does not know it."""
    try:
        node = thing_node(snapshot, key)
    except ValueError:  # no IRI can be written so
        return None
    classes = [row.class_ for row in snapshot.rows(asked.ClassOf, asked.CLASS_OF, thing=node)]
    if not classes:
        return None
    kind = next((_KIND[one] for one in classes if one in _KIND), "other")
    if kind == "other":
        return _other(snapshot, key, node)
    label, english = _name(snapshot, key, node)
    return Thing(
        key=key,
        kind=kind,
        label=label,
        english=english,
        layer=next((one for one in LAYERS if PLAN.iri + one in classes), ""),
        answer=next((row.answer for row in snapshot.rows(asked.Answer, asked.ANSWER, thing=node)), ""),
        facts=_with_unit(snapshot, node, _groups(snapshot, node, asked.FACTS[kind])),
        lists=_groups(snapshot, node, asked.LISTS[kind]),
        texts=texts_about(snapshot, key) if kind != "document" else (),
        places=places(snapshot, key),
        corrected=corrections(snapshot, key),
    )


def _with_unit(
    snapshot: Snapshot, node: NamedNode, facts: tuple[tuple[str, tuple[Named, ...]], ...]
) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """The facts with the printed number in the unit that its table prints: 6,538 of 千円 is no 6,538円."""
    found = snapshot.rows(asked.Figure, asked.FIGURE, thing=node)
    told = tuple(Named("", written(row.text, row.value, row.unit or "")) for row in found)
    return tuple((name, told if name == "value" and told else values) for name, values in facts)


def thing_node(snapshot: Snapshot, key: Key) -> NamedNode:
    """The node of a key; a theme's key is its IRI, which no base minted."""
    return NamedNode(key) if key.startswith(THEME.iri) else snapshot.node(key)


def places(snapshot: Snapshot, key: Key) -> tuple[Place, ...]:
    """The exact words behind a thing, in the order of the documents."""
    rows = snapshot.rows(asked.Evidence, asked.EVIDENCE, thing=thing_node(snapshot, key))
    return tuple(place_of(snapshot, row, row.line, row.quote) for row in rows)


class InDocument(Protocol):
    """A row that tells where something stands; its line may be told in another way."""

    @property
    def document(self) -> str:
        """The document."""

    @property
    def file(self) -> str:
        """The name of its file."""

    @property
    def page(self) -> int | None:
        """The page, where it has pages."""

    @property
    def retelling(self) -> str | None:
        """The words in which it says that it is a 見本."""

    @property
    def parts(self) -> str | None:
        """How it counts its lines."""


def place_of(snapshot: Snapshot, row: InDocument, line: int, quote: str = "") -> Place:
    """The place of a line that a row tells of."""
    told = told_place(row.parts, line)
    return Place(snapshot.key(row.document), row.file, row.page, line, quote, bool(row.retelling), told)


def corrections(snapshot: Snapshot, key: Key) -> tuple[Corrected, ...]:
    """What staff put right of a thing."""
    rows = snapshot.rows(asked.Corrected, asked.CORRECTIONS, thing=thing_node(snapshot, key))
    return tuple(
        Corrected(row.property, row.wrong or "", row.right, row.why or "", row.role or "") for row in rows
    )


def told_place(parts: str | None, line: int) -> str:
    """A line as its document counts it; empty where it counts lines from its beginning."""
    return place(parts_of(parts), line) if parts else ""


def texts_about(snapshot: Snapshot, key: Key) -> tuple[Text, ...]:
    """The paragraphs that are about a thing."""
    return _texts(snapshot, "?passage plan:about $thing .", key)


def _texts(snapshot: Snapshot, pattern: str, key: Key) -> tuple[Text, ...]:
    query = asked.PASSAGES.replace("PATTERN", pattern)
    rows = snapshot.rows(asked.Passage, query, thing=thing_node(snapshot, key))
    return tuple(
        Text(tuple((row.heading or "").split("\n")), row.text, place_of(snapshot, row, row.line))
        for row in rows
    )


def related(snapshot: Snapshot, node: NamedNode, pattern: str) -> tuple[Named, ...]:
    """What a pattern of `page_queries` finds around a node, each once, in order."""
    if "?node" not in pattern:
        words = snapshot.rows(asked.Words, asked.WORDS.replace("PATTERN", pattern), thing=node)
        words.sort(key=lambda row: (-(row.note or 0), row.order or 0, row.text))
        return tuple(dict.fromkeys(Named("", row.text, str(row.note or "")) for row in words))
    rows = snapshot.rows(asked.Related, asked.RELATED.replace("PATTERN", pattern + " ."), thing=node)
    rows.sort(key=_order)
    return tuple(dict.fromkeys(_named(snapshot, row) for row in rows))


def _order(row: asked.Related) -> tuple[str, int, str, str]:
    """What belongs to one plan stays together, in the order of its document."""
    return row.plan or "", row.order or 0, row.label or "", row.node


def _named(snapshot: Snapshot, row: asked.Related) -> Named:
    key = snapshot.key(row.node)
    if row.of and row.said and row.value is not None:
        figure = written(row.said, row.value, row.unit or "")
        return Named(key, f"{row.of}：{figure}", str(row.year) if row.year else row.plan or "")
    return Named(key, row.label or row.asked or row.said or key.rpartition("/")[2], row.plan or "")


def _groups(
    snapshot: Snapshot, node: NamedNode, patterns: asked.Patterns
) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    found = ((name, related(snapshot, node, pattern)) for name, pattern in patterns)
    return tuple((name, values) for name, values in found if values)


def _name(snapshot: Snapshot, key: Key, node: NamedNode) -> tuple[str, str]:
    row = snapshot.rows(asked.Name, asked.NAME, thing=node)[0]
    return row.told or key.rpartition("/")[2], row.english or ""


def _other(snapshot: Snapshot, key: Key, node: NamedNode) -> Thing:
    """A thing of no page of its own: its statements as they stand."""
    label, english = _name(snapshot, key, node)
    facts: dict[str, list[Named]] = {}
    for row in snapshot.rows(asked.Statement, asked.STATEMENTS, thing=node):
        target = snapshot.key(row.value) if row.is_node else ""
        inside = target if target != row.value or row.value.startswith(THEME.iri) else ""
        named = Named(inside, row.label or snapshot.key(row.value))
        facts.setdefault(_local(row.property), []).append(named)
    return Thing(key=key, kind="other", label=label, english=english, facts=_frozen(facts.items()))


def _frozen(facts: Iterable[tuple[str, list[Named]]]) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in facts)


def _local(address: str) -> str:
    return address.replace("/", "#").rpartition("#")[2]
