"""Search over a published version, by words and meaning; opens its index and its model when first asked."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

    from keikaku.graph.search.encoder import Encoder
    from keikaku.graph.search.index import Hit, Index, PartsNear, SearchResult
    from keikaku.graph.search.parts import Kind
    from keikaku.ontology.model.facts import Key
    from keikaku.qa.world.world import Facts


class FaqId(NamedTuple):
    """A row of FAQ_IDS."""

    entry: str
    id: str


FAQ_IDS = "SELECT ?entry ?id WHERE { VALUES ?entry { $entries } ?entry plan:identifier ?id }"

SCOPES: dict[str, frozenset[str] | None] = {
    "all": None,
    "initiatives": frozenset({"initiative"}),
    "faq": frozenset({"faq"}),
    "passages": frozenset({"passage"}),
}


@dataclass
class Remembering:
    """An encoder that knows the last question: initiatives and sentences are sought by the same vector."""

    encoder: Encoder
    last: tuple[tuple[str, ...], Kind, NDArray[np.float32]] | None = None

    @property
    def name(self) -> str:
        """The name of the encoder itself."""
        return self.encoder.name

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.encoder.dimensions

    def encode(self, texts: Sequence[str], kind: Kind) -> NDArray[np.float32]:
        """One row a text; another thread may ask meanwhile, and each gets the rows of its own texts."""
        last = self.last
        if last is None or last[:2] != (tuple(texts), kind):
            self.last = last = (tuple(texts), kind, self.encoder.encode(texts, kind))
        return last[2]


@dataclass
class Search:
    """The index of one version and the encoder of this process.

    `foreign` are the beginnings of the keys that nothing is found under, whatever is asked; `whole` is the search
    that this one is a part of.
    """

    folder: Path
    opener: Callable[[], Encoder | None]
    foreign: tuple[str, ...] = ()
    whole: Search | None = None

    def without(self, foreign: tuple[str, ...]) -> Search:
        """The same search that finds nothing under these beginnings of keys."""
        return Search(self.folder, self.opener, foreign, self)

    @cached_property
    def _within(self) -> NDArray[np.int64] | None:
        return self.index.catalogue.not_under(self.foreign) if self.foreign else None

    @cached_property
    def index(self) -> Index:
        """The index, mapped."""
        if self.whole:
            return self.whole.index
        from keikaku.graph.search.index import open_index  # noqa: PLC0415 - numpy: 0.1 s that only a search pays

        return open_index(self.folder)

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder, or None where there is none: words alone then."""
        if self.whole:
            return self.whole.encoder
        found = self.opener()
        return Remembering(found) if found else None

    def ranked(self, text: str, scope: str = "all", k: int = 10, *, cut: bool = False) -> SearchResult:
        """The k best of a scope; with `cut` only those that are near enough to be shown."""
        return self._found(text, scope, k=k, cut=cut)

    def told(self, text: str, k: int) -> PartsNear | None:
        """How near the parts of the k nearest passages are; None where meaning has no part."""
        return self.index.near_parts(text, self.encoder, "passage", k, self._within)

    def near(self, text: str, keys: frozenset[Key], k: int = 8) -> tuple[Hit, ...]:
        """The initiatives among the keys that are nearest, however near that is."""
        return self._found(text, "initiatives", keys, k=k, cut=False).hits

    def initiatives(self, text: str, keys: frozenset[Key] | None, k: int) -> SearchResult:
        """The initiatives that are near enough to be shown; the next ones are rejected."""
        return self._found(text, "initiatives", keys, k=k, cut=True)

    def near_units(self, text: str, keys: frozenset[Key]) -> dict[Key, list[float]]:
        """How near each part of these entries is that has a vector; nothing where meaning has no part."""
        return self.index.near_units(text, self.encoder, keys)

    def _found(
        self, text: str, scope: str, keys: frozenset[Key] | None = None, *, k: int, cut: bool
    ) -> SearchResult:
        """The one way to the index: whatever is sought, within what this search may find."""
        return self.index.search(
            text, self.encoder, kinds=SCOPES[scope], keys=keys, within=self._within, k=k, cut=cut
        )


def faq_ids(facts: Facts, hits: Sequence[Hit]) -> Mapping[Key, str]:
    """The ids that the FAQ file itself gives to the entries among the hits; an IRI cannot hold each of them."""
    entries = [NamedNode(hit.key) for hit in hits if hit.kind == "faq"]
    return dict(facts.rows(FaqId, FAQ_IDS, entries=entries)) if entries else {}
