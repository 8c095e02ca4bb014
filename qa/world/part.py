"""A part of a published version: what the documents of some municipalities tell, and nothing of any other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.graph.rdf.rows import Row
    from keikaku.ontology.model.facts import Key
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.world.world import Facts


def beginning(city: Thing) -> str:
    """What the IRI of everything of a municipality begins with.

    >>> from keikaku.qa.names.lexicon import Thing
    >>> beginning(Thing(key="http://x/id/みどり市/municipality/みどり市", kind="municipality", label="みどり市"))
    'http://x/id/みどり市/'
    """
    return city.key.rpartition("municipality/")[0]


def foreign_to(cities: Iterable[Key], everywhere: Iterable[Thing]) -> tuple[str, ...]:
    """What the IRIs of all other municipalities begin with."""
    own = frozenset(cities)
    return tuple(sorted(beginning(city) for city in everywhere if city.key not in own))


@dataclass(frozen=True, slots=True)
class PartFacts:
    """A published version of which no row is given that holds anything of another municipality."""

    whole: Facts
    foreign: tuple[str, ...]

    @property
    def data_version(self) -> str:
        """The digest of the whole."""
        return self.whole.data_version

    def rows(self, row: type[Row], sparql: str, **bindings: Any) -> list[Row]:
        """The rows of a SELECT that name nothing of another municipality."""
        return [one for one in self.whole.rows(row, sparql, **bindings) if not self._is_foreign(one)]

    def _is_foreign(self, row: tuple[Any, ...]) -> bool:
        return any(
            self._is_foreign(value)
            if isinstance(value, tuple)
            else isinstance(value, str) and value.startswith(self.foreign)
            for value in row
        )
