"""How the words of the documents sound, for questions that write them in kana.

としょかん is 図書館 where the documents have that word and no other that sounds so.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.text.aliases import hiragana

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from keikaku.ontology.japanese.tokens import Token

LONGEST = 5
"""Words of a compound."""
SHORTEST_KANA = 4
MOSTLY_KANA = 0.7
_NOUNS = frozenset({"名詞", "接頭辞", "接尾辞", "形状詞"})
_KANJI = re.compile("[一-鿿々ァ-ヴー]")
_KANA_RUN = re.compile("[ぁ-んー]{4,}")


def sounds_of(text: str) -> dict[str, str]:
    """Each noun and compound of a text by its reading in hiragana, where one word alone sounds so.

    >>> sounds_of("図書館の貸出と、環境基本計画")["かんきょうきほんけいかく"]
    '環境基本計画'
    """
    found: dict[str, set[str]] = defaultdict(set)
    for run in _noun_runs(tokenize(text)):
        for first in range(len(run)):
            for last in range(first, min(first + LONGEST, len(run))):
                words = run[first : last + 1]
                surface = "".join(token.surface for token in words)
                if _KANJI.search(surface) and all(token.reading for token in words):
                    found[hiragana("".join(token.reading for token in words))].add(surface)
    return {kana: next(iter(words)) for kana, words in found.items() if len(words) == 1}


def _noun_runs(tokens: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if token.pos in _NOUNS and token.pos2 != "数詞" and (not run or run[-1].end == token.start):
            run.append(token)
            continue
        if run:
            yield run
        run = [token] if token.pos in _NOUNS and token.pos2 != "数詞" else []
    if run:
        yield run


def heard_in(text: str, sounds: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each run of kana in the text that sounds as a word of the documents, the longest first, and that word.

    >>> list(heard_in("としょかんはどこですか", {"としょかん": "図書館", "どこ": "何処"}))
    [('としょかん', '図書館')]
    """
    for match in _KANA_RUN.finditer(text):
        run, at = match[0], 0
        while at + SHORTEST_KANA <= len(run):
            ends = range(len(run), at + SHORTEST_KANA - 1, -1)
            end = next((end for end in ends if run[at:end] in sounds), None)
            if end is None:
                at += 1
                continue
            yield run[at:end], sounds[run[at:end]]
            at = end


def unheard(text: str) -> bool:
    """True where a question is in kana or writes a noun so: only then the readings of the documents are worth making."""
    kana = len(re.findall("[ぁ-んー]", text))
    return kana >= MOSTLY_KANA * len(text) or any(
        token.pos == "名詞" and len(token.surface) > 2 and re.fullmatch("[ぁ-んー]+", token.surface)
        for token in tokenize(text)
    )
