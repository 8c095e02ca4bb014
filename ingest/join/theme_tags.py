"""Which themes an initiative concerns, and why: its own words, or the sense of the headings above it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from keikaku.ingest.reading import clip
from keikaku.ontology.japanese.text import fold, sentences
from keikaku.ontology.lexicon.themes import themes_in, themes_of
from keikaku.ontology.model.facts import (
    Evidence,
    Fact,
    Field,
    Initiative,
    Key,
    Passage,
    Pillar,
    ThemeReason,
    ThemeTag,
)

QUOTE_AT_LEAST = 6


def tag_themes(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """A tag for each initiative, theme and reason, with the words that show it and where they stand."""
    headings = {fact.key: fact for fact in facts if isinstance(fact, Pillar | Field)}
    prose = _prose(facts)
    initiatives = [fact for fact in facts if isinstance(fact, Initiative)]
    return tuple(tag for one in initiatives for tag in _tags(one, headings, prose[one.key]))


def _prose(facts: Iterable[Fact]) -> Mapping[Key, list[Passage]]:
    found: dict[Key, list[Passage]] = defaultdict(list)
    for fact in facts:
        if isinstance(fact, Passage):
            found[fact.about].append(fact)
    return found


def _tags(
    initiative: Initiative, headings: Mapping[Key, Pillar | Field], prose: Sequence[Passage]
) -> Iterator[ThemeTag]:
    told = {shown.theme.name for shown in themes_of(initiative.label, "\n".join(p.text for p in prose))}
    own = _shown(_own_words(initiative, prose))
    yield from _tagged(
        initiative.key, ThemeReason.WORDS, {name: words for name, words in own.items() if name in told}
    )
    above = [headings[key] for key in (initiative.field, initiative.pillar) if key and key in headings]
    yield from _tagged(
        initiative.key, ThemeReason.HEADING, _shown((one.label, one.evidence[:1]) for one in above)
    )


def _own_words(
    initiative: Initiative, prose: Sequence[Passage]
) -> Iterator[tuple[str, tuple[Evidence, ...]]]:
    """The title and each sentence, with their evidence."""
    yield initiative.label, initiative.evidence[:1]
    for passage in prose:
        for start, end in sentences(passage.text):
            yield passage.text[start:end], (_quoted(passage, start, end),)


def _quoted(passage: Passage, start: int, end: int) -> Evidence:
    """The sentence as evidence; one that is too short for a quote takes in the text beside it."""
    if len(fold(passage.text[start:end])) < QUOTE_AT_LEAST:
        start, end = 0, len(passage.text)
    lines = [offset for offset, _ in passage.line_starts]
    line = passage.line_starts[max(bisect_right(lines, start) - 1, 0)][1] if lines else 1
    quote = clip(passage.text[start:end].strip())
    return Evidence(document=passage.document, line=line, quote=quote, page=passage.page, aspect="words")


Shown = Mapping[str, list[tuple[str, tuple[Evidence, ...]]]]
"""By theme: each word that shows it, with the evidence of its first place."""


def _shown(texts: Iterable[tuple[str, tuple[Evidence, ...]]]) -> Shown:
    found: dict[str, list[tuple[str, tuple[Evidence, ...]]]] = defaultdict(list)
    for text, evidence in texts:
        for theme, start, end in themes_in(text):
            word = text[start:end]
            if word not in [known for known, _ in found[theme.name]]:
                found[theme.name].append((word, evidence))
    return found


def _tagged(subject: Key, reason: ThemeReason, shown: Shown) -> Iterator[ThemeTag]:
    for theme, words in shown.items():
        evidence = dict.fromkeys(replace(one, aspect="words") for _, found in words for one in found)
        yield ThemeTag(
            key=f"{subject}/theme/{theme}/{reason.value}",
            subject=subject,
            theme=theme,
            reason=reason,
            words=tuple(word for word, _ in words),
            evidence=tuple(evidence),
        )
