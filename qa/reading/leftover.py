"""What a question says that no part of its answer holds: the last check of what was not read by proof."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.naming.spelling import only_asks
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import content_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.telling.found import Found

NOT = "Not("
"""How a query that leaves something out says so of itself."""
NEGATIONS = frozenset({"無い", "ない", "ず", "ぬ"})
"""The dictionary forms of words that deny."""
ADJECTIVE, NOUN, PAST = "形容詞", "名詞", "た"
PREDICATES = frozenset({"動詞", ADJECTIVE})
_QUOTED = re.compile(r"[「『](?P<words>[^「」『』]{1,40})[」』]")


def leftover(ledger: Ledger, found: Found, told: str, known: Callable[[str], bool]) -> tuple[str, ...]:
    """The words that neither what was understood nor the answer holds, and quoted words that it was not asked by.

    `told` is all that the query says of itself; `known` is true for a word that only asks.
    """
    held = _folded(told, *_texts(found))
    read = _folded(told)
    quoted = [m["words"] for m in _QUOTED.finditer(ledger.text)]
    absent = [words for words in quoted if not _held(words, read)]
    loose = (word for span in ledger.residue for word in _words(span.text))
    absent += [word for word, stem in loose if not _held(stem, held) and not known(word)]
    if NOT not in told:
        absent += denied(ledger.text)
    more = unheld(ledger, told, beside(found), name_of(found))
    absent += [word for word in more if not any(word in one for one in absent)]
    return tuple(dict.fromkeys(absent))


HELD_BY: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("ALONE",), ("UnitNumber(", "pick=", "Compare(")),
    (("LACKING", "EXCEPT"), ("Not(", "FindUnlinked(", "UnitNumber(number=1,")),
    (("TOGETHER", "OTHER_UNITS"), ("UnitNumber(", "ByUnit(", "Compare(", "AskNumbers(")),
    (("EACH",), ("Breakdown(", "Compare(", "AskNumbers(", "Axis.", "Observe(", "AskCells(", "RowsBy(")),
    (
        ("AT_LEAST", "AT_MOST", "OVER", "BELOW"),
        ("Comparator.", "Bound(", "AskNumbers(", "Compare(", "Observe(", "RowsBy("),
    ),
    (("MOST", "NTH_MOST", "HIGHEST"), ("'most'", "'highest'", "Utmost(", "Best(", "Compare(")),
    (("LEAST", "NTH_LEAST", "LOWEST"), ("'least'", "'lowest'", "Utmost(", "Best(", "Compare(")),
    (("AVERAGE",), ("Average(",)),
    (("SHARE",), ("Ratio(", "Observe(", "AskCells(", "ListByCells(", "RowsBy(")),
    (("BY_SOUND", "NEWEST_FIRST", "OLDEST_FIRST", "MANY_FIRST", "FEW_FIRST"), ("order='", "Breakdown(")),
)
"""Words that change what is found, and the parts of a query of which one holds each."""


def beside(found: Found) -> str:
    """What may hold a figure of the question: all of an answer of one thing, the head of a list."""
    if len(found.items) == 1:
        return _folded(*_texts(found))
    return _folded(found.reading, found.text.split("\n", 1)[0])


def name_of(found: Found) -> str:
    """The name of the one thing that an answer is of: its words narrow nothing (共同 of 共同利用)."""
    return compact(found.items[0].label) if len(found.items) == 1 else ""


def unheld(ledger: Ledger, told: str, found: str, name: str = "") -> tuple[str, ...]:
    """Words that change what is found, and figures, that no part of the query holds, nor the name of what is found."""
    operators = [
        span.text
        for concepts, parts in HELD_BY
        for span in ledger.spans
        if _changes(span, concepts, ledger)
        and span.text not in name
        and not any(part in told for part in parts)
    ]
    figures = [
        span.text
        for at, span in enumerate(ledger.spans)
        if span.kind is SpanKind.FIGURE
        and not (not span.unit and any(one.text == "の" for one in ledger.spans[at + 1 : at + 2]))  # 13の体系
        and f"{span.value:g}" not in _numbers(told, found)
    ]
    return (*operators, *figures)


def _changes(span: Span, concepts: tuple[str, ...], ledger: Ledger) -> bool:
    """True for a word that narrows here: 何件以上 asks for what 10件以上 tells."""
    before = ledger.spans[max(0, ledger.spans.index(span) - 1)]
    asks = span.says("AT_LEAST", "AT_MOST") and before.kind is not SpanKind.FIGURE
    return span.says(*concepts) and not span.says("FORM", "TELL", "THING") and not asks


_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")


def _numbers(*texts: str) -> frozenset[str]:
    return frozenset(f"{float(number):g}" for text in texts for number in _NUMBER.findall(text))


def denied(text: str) -> tuple[str, ...]:
    """What a question says that its things are not or lack: a denial right before the noun that it narrows.

    >>> denied("担当のない施策は?"), denied("指標が書いてない事業を全部"), denied("施策を教えてくれない?")
    (('担当のない',), ('書いてない',), ())
    """
    tokens = tokenize(text)
    found = []
    for at, token in enumerate(tokens):
        end = at + 1 + (tokens[at + 1 : at + 2] != () and tokens[at + 1].lemma == PAST)
        if token.lemma in NEGATIONS and end < len(tokens) and tokens[end].pos == NOUN:
            start = next((k for k in range(at, -1, -1) if tokens[k].pos in PREDICATES), at)
            start = max(0, start - 2) if tokens[start].pos == ADJECTIVE else start
            found.append(text[tokens[start].start : tokens[end - 1].end])
    return tuple(found)


def _texts(found: Found) -> Iterator[str]:
    yield from (found.text, found.reading, *found.missing)
    for item in found.items:
        yield from (item.label, *item.departments, *item.sections, item.pillar or "", item.field or "")
    yield from (words for citation in found.citations for words in (citation.quote, citation.document))


def _words(text: str) -> Iterator[tuple[str, str]]:
    """The words of residue that say something by themselves, with their stems."""
    for word in content_words(text):
        if word.noun and not only_asks(word.surface):
            yield word.surface, word.stem


def _folded(*texts: str) -> str:
    return re.sub(r"\s+", "", "\n".join(map(compact, texts)))


def _held(words: str, text: str) -> bool:
    return _folded(words) in text
