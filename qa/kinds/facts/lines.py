"""The lines of an answer on the prose: the words of a passage with their place, and what no sentence tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.kinds.passages import quoted
from keikaku.qa.telling.answer import Item

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa import query as q
    from keikaku.qa.finding.sentences import Told
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.telling.quotes import Source
    from keikaku.qa.world.rows import Row


def reading_of(query: AskFacts, language: q.Language) -> str:
    """How the question was read."""
    words = "・".join(surface for surface, _, _ in query.words)
    return f"「{words}」を述べた文" if language == "ja" else f"the sentences about {words}"


def items_of(rows: Sequence[Row], source: Source, told_text: str) -> tuple[Item, ...]:
    """The initiative that is told of, else the passage."""
    if rows:
        return tuple(row.item for row in rows)
    label = source.heading.rpartition("\n")[2] or told_text[:40]
    return (Item(iri=source.key, type="Passage", label=label),)


def quotes(
    parts: Sequence[Told], sources: dict[str, Source], about: dict[str, tuple[str, str]], language: q.Language
) -> tuple[list[str], list[Citation]]:
    """The words of each passage on a line, with where they stand."""
    lines: list[str] = []
    citations: list[Citation] = []
    for key in dict.fromkeys(one.part.passage.key for one in parts):
        words, cites = quoted([one.part for one in parts if one.part.passage.key == key], sources)
        lines.append(line(words, _place(about[key][1], sources[key].heading), language))
        citations += cites
    return lines, citations


def _place(about: str, heading: str) -> str:
    """What the passage is about, and its own heading where that says more."""
    own = heading.rpartition("\n")[2]
    return " ＞ ".join(dict.fromkeys(part for part in (about, own) if part))


def line(words: str, place: str, language: q.Language) -> str:
    """The words and their place."""
    if language == "en":
        return f"The documents say: 「{words}」" + (f" (under 「{place}」)." if place else ".")
    return f"「{words}」" + (f"（「{place}」の項）" if place else "")


def untold_words(ask: Ask, language: q.Language) -> str:
    """What is asked and not told: no sentence was found for it, which is no claim that none stands there."""
    if language == "en":
        return f"No sentence was found that tells: {ask.segment.strip()}."
    if ask.kind in {"amount", "phone"} or not ask.head:
        of = f"「{ask.head}」の" if ask.kind == "phone" and ask.head else ""
        return f"{of}「{ask.text}」にあたることを述べた文は、文書に見つかりませんでした。"
    return f"「{ask.head}」が「{ask.text}」かを述べた文は、文書に見つかりませんでした。"


def absent_words(absent: Sequence[str], language: q.Language) -> list[str]:
    """The nouns of the question that stand nowhere."""
    if not absent or language == "en":
        return []
    return [f"「{'」「'.join(absent)}」は、登録された文書に書かれていません。"]
