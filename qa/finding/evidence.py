"""The sentence that made each hit of a search one, from the texts of the graph; an FAQ answer is told whole."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from keikaku.graph.search.index import Hit
    from keikaku.graph.search.told.evidence import Evidence
    from keikaku.ontology.model.facts import Key
    from keikaku.qa.world.world import World


class TextRow(NamedTuple):
    """A row of TEXTS."""

    of: str
    passage: str
    text: str


TEXTS = """SELECT ?of ?passage ?text WHERE {
  VALUES ?of { $hits }
  { ?of plan:answer ?text BIND(?of AS ?passage) }
  UNION { ?of a plan:Passage ; plan:text ?text BIND(?of AS ?passage) }
  UNION { ?passage plan:about ?of ; a plan:Passage ; plan:text ?text ; plan:order ?order }
} ORDER BY ?of ?order ?passage"""


def evidence(world: World, question: str, hits: Sequence[Hit]) -> Mapping[Key, Evidence]:
    """By hit the sentence that made it one; none, and of an FAQ entry an empty one, where its name alone did."""
    if world.search is None or not hits:
        return {}
    from keikaku.graph.search.told.evidence import (  # noqa: PLC0415 - numpy: 0.1 s that only a search pays
        Evidence,
        telling,
    )

    kinds = {hit.key: hit.kind for hit in hits}
    texts: dict[Key, list[tuple[str, str]]] = defaultdict(list)
    for row in world.facts.rows(TextRow, TEXTS, hits=[NamedNode(hit.key) for hit in hits]):
        texts[row.of].append((row.passage, row.text))
    near = world.search.near_units(
        question, frozenset(key for several in texts.values() for key, _ in several)
    )
    asked = world.search.index.asked(question)
    told = {}
    for key, several in texts.items():
        own = [(text, near.get(passage, [])[kinds[key] == "faq" :]) for passage, text in several]
        whole = Evidence(own[0][0], 0, 0) if kinds[key] == "faq" else None
        if found := telling(own, asked) or whole:
            told[key] = found
    return told


def told_with(hit: Hit, found: Mapping[Key, Evidence], ids: Mapping[Key, str]) -> dict[str, object]:
    """A hit with its chance, its sentence and the whole answer of an FAQ entry."""
    told: dict[str, object] = {**hit.to_dict(ids), "probability": hit.chance}
    one = found.get(hit.key)
    if one is None:
        return told
    sentence = {"sentence": one.sentence} if one.sentence else {}
    return told | sentence | ({"answer": one.text} if hit.kind == "faq" else {})
