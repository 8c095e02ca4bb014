"""`keikaku.open`: a graph for Python programs, with the functions that the JSON API has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from keikaku.cli.doors.settings import base
from keikaku.cli.opening import answerer_of
from keikaku.graph.export.tables import TABLES
from keikaku.graph.rdf.rendering import rendered
from keikaku.graph.sparql.pool import Pool
from keikaku.web.api.reading import Plain, Reading

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType


def reading_of(store: str | Path) -> Reading:
    """What programs ask of the public part of a store; raises StoreError with the sentence to show."""
    answerer = answerer_of(Path(store))
    told = base()
    return Reading(answerer.answer, lambda: answerer.world, told, Pool(told))


@dataclass(frozen=True, slots=True)
class Graph:
    """One published version, as long as it is open; answers are those of the command line and the API."""

    reading: Reading

    @property
    def data_version(self) -> str:
        """The version that answers."""
        return self.reading.graph().data_version

    def ask(self, question: str, turns: Sequence[str] = ()) -> Plain:
        """The answer object of a question in Japanese or English; `turns` are the questions before it."""
        return self.reading.ask(question, turns)

    def search(self, text: str, scope: str = "all", k: int = 10) -> list[Plain]:
        """Ranked hits."""
        found: list[Plain] = self.reading.search(text, scope, k)["hits"]
        return found

    def get(self, iri: str) -> Plain:
        """One thing by its IRI or key; raises NotFound."""
        return self.reading.get(iri)

    def table(self, name: str) -> list[Plain]:
        """The rows of a table: initiatives, targets, observations, attributes, links."""
        graph = self.reading.graph()
        rows: list[Plain] = rendered(TABLES[name](graph), self.reading.base, graph.base)
        return rows

    def frame(self, name: str) -> Any:
        """The same as a DataFrame, where pandas is installed."""
        import pandas as pd  # noqa: PLC0415 - only who asks for it has it

        return pd.DataFrame(self.table(name))

    def sparql(self, query: str) -> Plain:
        """A read-only query, in the standard JSON format; raises Wrong."""
        return self.reading.sparql(query)

    def close(self) -> None:
        """End the worker of SPARQL, where one was started."""
        self.reading.pool.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_graph(store: str | Path = ".keikaku") -> Graph:
    """Open the current version of a store."""
    return Graph(reading_of(store))
