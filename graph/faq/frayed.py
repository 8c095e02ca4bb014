"""What wore thin of an entry since staff approved it: ほころび, shown to them and never passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import Any

from keikaku.graph.faq.values import Entry, Source, State
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Extraction, Passage


class Fray(StrEnum):
    """Why an entry is to be looked at again."""

    GONE = "もとの文書がグラフにありません"
    LOST = "引いた言葉が、いまの文書に見つかりません"
    CHANGED = "もとの文書が新しくなりました（引いた言葉はそのままあります）"
    REDRAWN = "グラフから作る下書きが、承認したときと変わりました"
    UNDRAWN = "この下書きのもとになったものが、グラフにありません"


HELD_BACK = frozenset({Fray.GONE, Fray.LOST})
"""With these an answer stands on words that are no longer there: it is not public until somebody looked."""


@dataclass(frozen=True, slots=True)
class Words:
    """A document of now: the digest of its bytes, and how to get all that was read of it."""

    digest: str
    read: Callable[[], str]

    @property
    def text(self) -> str:
        """Asked for only where the document is another than it was."""
        return self.read()


def words_of(extractions: Iterable[Extraction]) -> Mapping[str, Words]:
    """Every document that was read, by its file's name."""
    return {one.document.file: Words(one.document.digest, partial(text_of, one.facts)) for one in extractions}


def text_of(facts: Iterable[Any]) -> str:
    """Everything that facts quote and every passage, in the form in which words are compared."""
    texts: dict[str, None] = {}
    for fact in facts:
        if isinstance(fact, Passage):
            texts[fact.text] = None
        texts |= dict.fromkeys(evidence.quote for evidence in getattr(fact, "evidence", ()))
    return "\n".join(map(fold, texts))


def frays(entry: Entry, words: Mapping[str, Words], drawn: Mapping[str, str]) -> tuple[Fray, ...]:
    """What wore thin; `drawn` are the marks of the drafts of now, by their ids."""
    found = {fray for source in entry.sources if (fray := _fray(source, words))}
    if entry.drawn and entry.drawn != drawn.get(entry.id):
        found.add(Fray.REDRAWN if entry.id in drawn else Fray.UNDRAWN)
    if found & HELD_BACK:
        found.discard(Fray.CHANGED)  # it says of another document that its words stand
    return tuple(one for one in Fray if one in found)


def _fray(source: Source, words: Mapping[str, Words]) -> Fray | None:
    now = words.get(source.file)
    if now is None:
        return Fray.GONE
    if now.digest == source.digest:
        return None
    return Fray.CHANGED if fold(source.quote) in now.text else Fray.LOST


def to_publish(
    entries: Iterable[Entry], words: Mapping[str, Words]
) -> tuple[tuple[Entry, ...], tuple[Entry, ...]]:
    """The approved entries that become public, and those that are held back."""
    approved = [one for one in entries if one.state is State.APPROVED]
    back = [one for one in approved if HELD_BACK & set(frays(replace(one, drawn=""), words, {}))]
    return tuple(one for one in approved if one not in back), tuple(back)


def renewed(sources: Iterable[Source], words: Mapping[str, Words]) -> tuple[Source, ...]:
    """The sources that still stand, as of the documents of now: what somebody has just looked at."""
    return tuple(
        replace(one, digest=words[one.file].digest) for one in sources if _fray(one, words) not in HELD_BACK
    )
