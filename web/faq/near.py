"""The passages nearest to a question that was not answered, for the member of staff who answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from keikaku.ontology.model.values import Key
from keikaku.qa.interpret import world_of
from keikaku.web.chat.finding import graph_of

if TYPE_CHECKING:
    from keikaku.qa.world.world import World

MOST = 6
Nearest = Callable[[str], tuple[Key, ...]]
"""The keys of the passages nearest to a question, best first."""


def near_passages(world: Callable[[], World]) -> Nearest:
    """Asks the version that answers at the time."""

    def nearest(question: str) -> tuple[Key, ...]:
        here = world()
        search = world_of(question, here).search
        if search is None or not question:
            return ()
        return tuple(graph_of(here).key(hit.key) for hit in search.ranked(question, "passages", k=MOST).hits)

    return nearest


def nowhere(_question: str) -> tuple[Key, ...]:
    """Nothing is searched."""
    return ()
