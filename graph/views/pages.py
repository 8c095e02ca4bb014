"""What the pages tell of one thing of one version: its facts, lists, texts and the words behind them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import NamedNode

from keikaku.graph.store.snapshot import Row, Snapshot
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
    classes = [row[0] for row in snapshot.select(asked.CLASS_OF, thing=node)]
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
        answer=next((row[0] for row in snapshot.select(asked.ANSWER, thing=node)), ""),
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
    found = snapshot.select(asked.FIGURE, thing=node)
    told = tuple(Named("", written(text, value, unit or "")) for text, value, unit in found)
    return tuple((name, told if name == "value" and told else values) for name, values in facts)


def thing_node(snapshot: Snapshot, key: Key) -> NamedNode:
    """The node of a key; a theme's key is its IRI, which no base minted."""
    return NamedNode(key) if key.startswith(THEME.iri) else snapshot.node(key)


def places(snapshot: Snapshot, key: Key) -> tuple[Place, ...]:
    """The exact words behind a thing, in the order of the documents."""
    rows = snapshot.select(asked.EVIDENCE, thing=thing_node(snapshot, key))
    return tuple(
        Place(snapshot.key(document), file, page, line, quote, bool(retelling), told_place(parts, line))
        for document, file, page, line, quote, retelling, parts in rows
    )


def corrections(snapshot: Snapshot, key: Key) -> tuple[Corrected, ...]:
    """What staff put right of a thing."""
    rows = snapshot.select(asked.CORRECTIONS, thing=thing_node(snapshot, key))
    return tuple(Corrected(*(part or "" for part in (row[0], *row[1:]))) for row in rows)


def told_place(parts: str | None, line: int) -> str:
    """A line as its document counts it; empty where it counts lines from its beginning."""
    return place(parts_of(parts), line) if parts else ""


def texts_about(snapshot: Snapshot, key: Key) -> tuple[Text, ...]:
    """The paragraphs that are about a thing."""
    return _texts(snapshot, "?passage plan:about $thing .", key)


def _texts(snapshot: Snapshot, pattern: str, key: Key) -> tuple[Text, ...]:
    rows = snapshot.select(asked.PASSAGES.replace("PATTERN", pattern), thing=thing_node(snapshot, key))
    return tuple(_text(snapshot, row) for row in rows)


def _text(snapshot: Snapshot, row: Row) -> Text:
    _passage, words, heading, starts, page, document, file, retelling, parts = row
    line = int((starts or "0:1").split(" ")[0].partition(":")[2])
    where = Place(snapshot.key(document), file, page, line, "", bool(retelling), told_place(parts, line))
    return Text(tuple((heading or "").split("\n")), words, where)


def related(snapshot: Snapshot, node: NamedNode, pattern: str) -> tuple[Named, ...]:
    """What a pattern of `page_queries` finds around a node, each once, in order."""
    if "?node" not in pattern:
        rows = snapshot.select(asked.WORDS.replace("PATTERN", pattern), thing=node)
        rows.sort(key=lambda row: (-(row[2] or 0), row[1] if isinstance(row[1], int) else 0, str(row[0])))
        return tuple(dict.fromkeys(Named("", str(row[0]), str(row[2] or "")) for row in rows))
    rows = snapshot.select(asked.RELATED.replace("PATTERN", pattern + " ."), thing=node)
    rows.sort(key=_order)
    return tuple(dict.fromkeys(_named(snapshot, row) for row in rows))


def _order(row: Row) -> tuple[str, int, str, str]:
    """What belongs to one plan stays together, in the order of its document."""
    node, order, label, _said, _question, plan, *_rest = row
    return plan or "", order if isinstance(order, int) else 0, label or "", node


def _named(snapshot: Snapshot, row: Row) -> Named:
    node, _order, label, said, question, plan, year, indicator, value, unit = row
    key = snapshot.key(node)
    if indicator:
        return Named(
            key, f"{indicator}：{written(said, value, unit or '')}", str(year) if year else plan or ""
        )
    return Named(key, label or question or said or key.rpartition("/")[2], plan or "")


def _groups(
    snapshot: Snapshot, node: NamedNode, patterns: asked.Patterns
) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    found = ((name, related(snapshot, node, pattern)) for name, pattern in patterns)
    return tuple((name, values) for name, values in found if values)


def _name(snapshot: Snapshot, key: Key, node: NamedNode) -> tuple[str, str]:
    label, said, question, english = snapshot.select(asked.NAME, thing=node)[0]
    return label or question or said or key.rpartition("/")[2], english or ""


def _other(snapshot: Snapshot, key: Key, node: NamedNode) -> Thing:
    """A thing of no page of its own: its statements as they stand."""
    label, english = _name(snapshot, key, node)
    facts: dict[str, list[Named]] = {}
    for predicate, value, name, is_node in snapshot.select(asked.STATEMENTS, thing=node):
        target = snapshot.key(value) if is_node else ""
        inside = target if target != value or str(value).startswith(THEME.iri) else ""
        facts.setdefault(_local(predicate), []).append(Named(inside, name or snapshot.key(str(value))))
    return Thing(key=key, kind="other", label=label, english=english, facts=_frozen(facts.items()))


def _frozen(facts: Iterable[tuple[str, list[Named]]]) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    return tuple((name, tuple(values)) for name, values in facts)


def _local(address: str) -> str:
    return address.replace("/", "#").rpartition("#")[2]
