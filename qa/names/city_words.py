"""The lexicon that questions of one version are read by: ours, and what its cities and its documents say."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.lexicon import Lexicon, Word, ours

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import Facts

SHORTEST = 2
"""Characters of a document's own word; a shorter one stands in too many others."""
TAUGHT = """
SELECT ?form ?means WHERE {
  ?word a plan:CityWord ; plan:wordKind ?kind ; plan:wordForm ?form ; plan:wordMeaning ?means ; plan:order ?order .
  FILTER(?kind IN ("concept", "unit"))
} ORDER BY DESC(?order) ?form"""


class Taught(NamedTuple):
    """A row of TAUGHT."""

    form: str
    means: str


def spoken(facts: Facts, initiatives: Iterable[Thing]) -> Lexicon:
    """Ours with the words that a city taught, and the word by which every plan here numbers its initiatives."""
    taught = [Word(row.form, row.means) for row in facts.rows(Taught, TAUGHT) if row.means in ours().concepts]
    own = [Word(word, "INITIATIVE") for word in sorted(own_words(initiatives))]
    return _lexicon((*own, *taught))


@lru_cache(maxsize=8)
def _lexicon(words: tuple[Word, ...]) -> Lexicon:
    """One lexicon for the same words, whatever number of versions a server opens."""
    return ours().with_words(words) if words else ours()


def own_words(initiatives: Iterable[Thing]) -> frozenset[str]:
    """The words that number the initiatives of every plan; one plan's own would count those of others too."""
    by_plan: dict[str | None, set[str]] = {}
    for one in initiatives:
        by_plan.setdefault(one.plan, set()).add(one.heading)
    shared = frozenset.intersection(*map(frozenset, by_plan.values())) if by_plan else frozenset()
    return frozenset(word for word in shared if len(word) >= SHORTEST)
