"""What search finds: initiatives, passages, targets, observations and FAQ entries, in document order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from keikaku.graph.rdf.iris import iri
from keikaku.graph.search.index import Entry
from keikaku.ontology.japanese.scales import written
from keikaku.ontology.model.facts import (
    Attribute,
    Fact,
    FaqEntry,
    Indicator,
    Initiative,
    Key,
    Observation,
    Passage,
    Target,
)

Names = Mapping[Key, str]


def entries_of(facts: Sequence[Fact], base: str) -> list[Entry]:
    """One entry for each thing that search may show; its key is the whole IRI, as the graph gives it."""
    names = {fact.key: fact.label for fact in facts if isinstance(fact, Initiative | Indicator)}
    prose = _prose(facts)
    found = (maker(fact, names, prose) for fact in facts for kind, maker in MAKERS if isinstance(fact, kind))
    return [Entry(iri(one.key, base), one.kind, one.label, one.text) for one in found]


def _prose(facts: Iterable[Fact]) -> Names:
    """The text of everything that has passages of its own, in their order."""
    texts: dict[Key, list[tuple[int, str]]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Passage):
            texts[fact.about].append((fact.order, fact.text))
        elif isinstance(fact, Attribute):
            texts[fact.subject].append((fact.order, f"{fact.name} {fact.text}"))
    return {key: "\n".join(text for _, text in sorted(found)) for key, found in texts.items()}


def _initiative(fact: Initiative, _: Names, prose: Names) -> Entry:
    return Entry(fact.key, "initiative", fact.label, prose.get(fact.key, ""))


def _passage(fact: Passage, _: Names, __: Names) -> Entry:
    return Entry(fact.key, "passage", " ".join(fact.heading[-2:]), fact.text)


def _target(fact: Target, names: Names, _: Names) -> Entry:
    return Entry(fact.key, "target", names.get(fact.subject, ""), fact.text)


def _observation(fact: Observation, names: Names, _: Names) -> Entry:
    year = f"{fact.fiscal_year}年度" if fact.fiscal_year else ""
    return Entry(
        fact.key,
        "observation",
        names.get(fact.indicator, ""),
        f"{year} {written(fact.text, fact.value, fact.unit)}",
    )


def _faq(fact: FaqEntry, _: Names, __: Names) -> Entry:
    return Entry(fact.key, "faq", fact.question, fact.answer)


MAKERS: tuple[tuple[type, Callable[..., Entry]], ...] = (
    (Initiative, _initiative),
    (Passage, _passage),
    (Target, _target),
    (Observation, _observation),
    (FaqEntry, _faq),
)
