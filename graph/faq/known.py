"""The facts of a version as drafts ask for them, and their evidence as places in files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from keikaku.graph.faq.values import Source
from keikaku.ontology.model.facts import Document, Evidence, Initiative, Key, Passage
from keikaku.ontology.model.parts import place

LONGEST_QUOTE, SHORTEST_QUOTE = 300, 6


@dataclass(frozen=True)
class Known:
    """The facts of a version, as a draft asks for them."""

    facts: tuple[Any, ...]
    about: dict[Key, list[Any]] = field(default_factory=lambda: defaultdict(list))
    by_key: dict[Key, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Each fact by its key, and those about a thing by that thing."""
        for fact in self.facts:
            self.by_key[fact.key] = fact
            for name in ("about", "subject"):
                if key := getattr(fact, name, None):
                    self.about[key].append(fact)

    def of(self, kind: type) -> list[Any]:
        """Every fact of a class."""
        return [fact for fact in self.facts if isinstance(fact, kind)]

    def around(self, key: Key, kind: type) -> list[Any]:
        """The facts of a class about a thing, in their order."""
        return sorted((one for one in self.about.get(key, ()) if isinstance(one, kind)), key=_order)

    def order(self, one: Initiative) -> tuple[int, Key, int, Key]:
        """The newest plan first, then as the document has them."""
        return -self.year(one), one.plan, one.order, one.key

    def year(self, one: Initiative) -> int:
        """The last year that it is planned for; 0 where none is known."""
        plan = self.by_key.get(one.plan)
        return one.fiscal_year or (plan and (plan.end or plan.fiscal_year or plan.start)) or 0

    def alike(self, one: Initiative) -> list[Initiative]:
        """The initiatives of its city that have its label, those of the newest year alone."""
        return self._newest[self._named(one)]

    @cached_property
    def _newest(self) -> dict[tuple[Key, str], list[Initiative]]:
        found: dict[tuple[Key, str], list[Initiative]] = defaultdict(list)
        for one in self.of(Initiative):
            found[self._named(one)].append(one)
        last = {name: max(map(self.year, ones)) for name, ones in found.items()}
        return {name: [one for one in ones if self.year(one) == last[name]] for name, ones in found.items()}

    def _named(self, one: Initiative) -> tuple[Key, str]:
        plan = self.by_key.get(one.plan)
        return plan.municipality if plan else "", one.label

    def source(self, evidence: Evidence) -> Source | None:
        """The evidence as a place in a file; None where its document is not among the facts."""
        document = self.by_key.get(evidence.document)
        if not isinstance(document, Document):
            return None
        where = place(document.parts, evidence.line)
        return Source(
            file=document.file, digest=document.digest, line=evidence.line, quote=evidence.quote, place=where
        )

    def sources(self, fact: Any, *aspects: str) -> Iterator[Source]:
        """The places that a fact stands on, those of the aspects alone where some are named."""
        for evidence in getattr(fact, "evidence", ()):
            if not aspects or evidence.aspect in aspects:
                found = self.source(evidence)
                if found and len(found.quote) >= SHORTEST_QUOTE:
                    yield found


def _order(fact: Any) -> tuple[int, Key]:
    return fact.order, fact.key


def sentence_source(passage: Passage, start: int, end: int, known: Known) -> Source | None:
    """The place of a part of a passage: the line that it begins on."""
    line = max((n for offset, n in passage.line_starts if offset <= start), default=1)
    return known.source(Evidence(document=passage.document, line=line, quote=passage.text[start:end]))
