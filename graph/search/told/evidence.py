"""Which sentence of a text made it a hit: by the question's words that it has, and by its part's nearness."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from keikaku.graph.search.parts import PART, part_spans
from keikaku.graph.search.words import terms
from keikaku.ontology.japanese.text import sentences


@dataclass(frozen=True, slots=True)
class Evidence:
    """A text and the sentence in it that made it a hit."""

    text: str
    start: int
    end: int

    @property
    def sentence(self) -> str:
        """The sentence as it stands there."""
        return self.text[self.start : self.end]


def telling(texts: Iterable[tuple[str, Sequence[float]]], asked: Collection[str]) -> Evidence | None:
    """The best sentence of all texts, the first of equals; None where none has a word or is near.

    Each text comes with how near its parts are, none where meaning has no part; `asked` are terms.

    >>> telling([("窓口は二階です。電話でも受け付けます。", ())], {"電話"}).sentence
    '電話でも受け付けます。'
    """
    scored = [
        (_near(start, near, spans) + _share(text[start:end], asked) ** 2, Evidence(text, start, end))
        for text, near in texts
        for spans in [part_spans(text, PART)]
        for start, end in _bare(text)
    ]
    best = max(scored, key=lambda one: round(one[0], 3), default=None)
    return best[1] if best and best[0] > 0 else None


def _bare(text: str) -> Iterable[tuple[int, int]]:
    """Sentences without the white space and the marks of a list around them."""
    for start, end in sentences(text):
        kept = text[start:end].strip(" \t\r\n　-・○●")
        if kept:
            at = text.index(kept, start)
            yield at, at + len(kept)


def _near(start: int, near: Sequence[float], spans: Sequence[tuple[int, int]]) -> float:
    """How near the part is that the sentence begins in."""
    if len(near) != len(spans):
        return 0.0  # an index of another build
    return next((far for far, (_, end) in zip(near, spans, strict=True) if start < end), 0.0)


def _share(sentence: str, asked: Collection[str]) -> float:
    held = {term.key for term in terms(sentence)} & set(asked)
    return len(held) / len(asked) if asked else 0.0
