"""Japanese in Latin letters: toshokan is 図書館 where the texts of an index have that word.

Made with the index: nouns and compounds of its texts by how they are spelt in Latin letters, two words of a
sound at most, the more frequent first. Read by a question that has Latin letters, and by no other.
"""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from keikaku.graph.search.abroad.roman import as_roman, roman
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.tokens import Token, tokenize

FILE = "heard.json"
LONGEST = 4
"""Words of a compound, and of a run in a question."""
SHORTEST, SHORTEST_IN_ENGLISH = 3, 7
"""Letters of a word: of few letters or among English ones, a word may be English (take, same)."""
MOST = 2
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_WORD = re.compile(r"[A-Za-zāīūēōâîûêôĀĪŪĒŌ][A-Za-zāīūēōâîûêôĀĪŪĒŌ'’-]*")
_BETWEEN = {
    "no": "の",
    "ni": "に",
    "de": "で",
    "o": "を",
    "wo": "を",
    "ga": "が",
    "wa": "は",
    "to": "と",
    "e": "へ",
}


@dataclass(frozen=True, slots=True)
class Heard:
    """The words of one index by their letters, in a file that is read when first needed."""

    file: Path

    def in_japanese(self, text: str) -> str:
        """The text with what is heard in it as the documents write it."""
        words = list(_WORD.finditer(text))
        letters = [as_roman(word[0]) for word in words]
        if not any(len(one) >= SHORTEST for one in letters) or not self.file.exists():
            return text
        stamp = self.file.stat().st_mtime_ns
        return _written(text, words, letters, _read(self.file, stamp))


@lru_cache(maxsize=2)
def _read(file: Path, _: int) -> Mapping[str, Sequence[str]]:
    found: dict[str, list[str]] = json.loads(file.read_text(encoding="utf-8"))
    return found


def _written(
    text: str, words: Sequence[re.Match[str]], letters: Sequence[str], heard: Mapping[str, Sequence[str]]
) -> str:
    """Longest runs first; particles only where every word of the text is spelt as Japanese is."""
    spoken = all(letters)
    found = list(_found(letters, heard, SHORTEST if spoken else SHORTEST_IN_ENGLISH))
    if not found:
        return text
    said = {at: (end, " ".join(heard[run])) for at, end, run in found}
    taken = {at for start, (end, _) in said.items() for at in range(start, end)}
    for at, word in enumerate(words):
        if spoken and at not in taken and word[0].casefold() in _BETWEEN:
            said[at] = at + 1, _BETWEEN[word[0].casefold()]
    for at, (end, japanese) in sorted(said.items(), reverse=True):
        text = text[: words[at].start()] + japanese + text[words[end - 1].end() :]
    return text


def _found(
    letters: Sequence[str], heard: Mapping[str, Sequence[str]], least: int
) -> Iterator[tuple[int, int, str]]:
    """Runs of words that are heard: where they begin and end, and their letters."""
    at = 0
    while at < len(letters):
        end = min(len(letters), at + LONGEST)
        while end > at and not _is_heard(letters[at:end], heard, least):
            end -= 1
        if end > at:
            yield at, end, "".join(letters[at:end])
        at = max(end, at + 1)


def _is_heard(run: Sequence[str], heard: Mapping[str, Sequence[str]], least: int) -> bool:
    return all(run) and len("".join(run)) >= least and "".join(run) in heard


def heard_words(texts: Iterable[str]) -> dict[str, list[str]]:
    """The nouns and compounds of the texts by their letters.

    >>> heard_words(["図書館の貸出と、環境基本計画", "図書館"])["toshokan"]
    ['図書館']
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for run in _runs(tokenize(normalise(text).text)):
            for words in _spans(run):
                spelt = roman("".join(word.reading or word.surface for word in words))
                if len(spelt) >= SHORTEST:
                    counts[as_roman(spelt) or spelt]["".join(word.surface for word in words)] += 1
    return {spelt: [word for word, _ in found.most_common(MOST)] for spelt, found in sorted(counts.items())}


def _spans(run: Sequence[Token]) -> Iterator[Sequence[Token]]:
    for first in range(len(run)):
        for last in range(first + 1, min(first + LONGEST, len(run)) + 1):
            yield run[first:last]


def _runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    """Nouns that stand side by side."""
    run: list[Token] = []
    for token in tokens:
        noun = token.pos in _NOUNS and token.pos2 != "数詞"
        if run and not (noun and run[-1].end == token.start):
            yield run
            run = []
        if noun:
            run.append(token)
    if run:
        yield run


def save_heard(texts: Iterable[str], folder: Path) -> None:
    """Write the words beside their index."""
    (folder / FILE).write_text(json.dumps(heard_words(texts), ensure_ascii=False), encoding="utf-8")
