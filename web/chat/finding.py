"""What the search page puts together: hits as cards, citations as places, IRIs as keys of pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from keikaku.graph.views.cards import Card, card, marked
from keikaku.graph.views.pages import Named, Place
from keikaku.graph.views.plan_tree import documents
from keikaku.ontology.model.names import segment
from keikaku.ontology.model.vocabulary import THEME
from keikaku.qa.finding.evidence import evidence
from keikaku.qa.interpret import world_of

if TYPE_CHECKING:
    from keikaku.graph.search.index import Hit
    from keikaku.graph.search.told.evidence import Evidence
    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.ontology.model.values import Key
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import World

HITS, FAQ_HITS = 20, 5


def graph_of(world: World) -> Snapshot:
    """The version that a world answers from; what the pages read is a snapshot and no fake."""
    found: Any = world.facts
    return found  # type: ignore[no-any-return]


def hits(world: World, question: str) -> tuple[tuple[Card, ...], tuple[Card, ...], bool, tuple[str, ...]]:
    """The FAQ's hits, the plans' (each thing once), whether meaning had a part, and other words used."""
    if not question or world.search is None:
        return (), (), True, ()
    graph, search = graph_of(world), world_of(question, world).search
    faqs = search.ranked(question, "faq", k=FAQ_HITS, cut=True)
    plans = search.ranked(question, "all", k=HITS, cut=True)
    found = evidence(world_of(question, world), question, (*faqs.hits, *plans.hits))
    told = (_card(graph, hit, found) for hit in plans.hits if hit.kind != "faq")
    asked = tuple(_card(graph, hit, found) for hit in faqs.hits)
    other = dict.fromkeys(words for hit in (*faqs.hits, *plans.hits) for words in hit.widened)
    return asked, _once(told), plans.meaning, tuple(other)


def _card(graph: Snapshot, hit: Hit, found: Mapping[Key, Evidence]) -> Card:
    """The card of a hit, with the sentence that made it one."""
    plain = card(graph, hit.key, hit.kind, hit.label)
    one = found.get(hit.key)
    return marked(plain, one.text, one.start, one.end) if one else plain


def _once(cards: Iterable[Card]) -> tuple[Card, ...]:
    """The best card of each thing; of a whole document, of each place."""
    best: dict[tuple[Key, str], Card] = {}
    for one in cards:
        part = one.sentence if one.kind == "passage" else ""
        if one.kind != "passage" or all(one.of.key != key for key, _ in best):
            best.setdefault((one.of.key, part), one)
    return tuple(best.values())


def cited(answer: Answer, graph: Snapshot) -> tuple[Place, ...]:
    """The citations of an answer as places, in order; those of other data than the graph's open nothing."""
    known = documents(graph) if answer.data_version == graph.data_version else {}
    return tuple(
        Place(
            _key(known.get(one.document)),
            one.document,
            one.page,
            one.line,
            one.quote,
            one.retelling,
            one.place,
        )
        for one in answer.citations
    )


def _key(document: Named | None) -> Key:
    return document.key if document else ""


def inside(graph: Snapshot, address: str) -> Key:
    """The key of an address that has a page here; empty for any other."""
    key = graph.key(address)
    return key if key != address or key.startswith(THEME.iri) else ""


def theme_key(name: str) -> Key:
    """The key of a theme by its local name."""
    return THEME.iri + segment(name)
