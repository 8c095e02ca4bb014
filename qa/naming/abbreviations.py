"""Whether a run of letters is what people make of a title: its words left out, cut short, or their first letters."""

from __future__ import annotations

import re
from functools import lru_cache

from keikaku.graph.search.abroad.roman import roman
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.text.aliases import PLAN_WORDS
from keikaku.qa.text.compact import compact

SPELT = {"k": "kcq", "s": "sc", "c": "ct", "r": "rl", "b": "bv", "j": "jgz", "f": "fhp", "t": "t", "z": "zt"}
"""The letters with which a word may begin abroad that begins so in kana: ビジョン is vision."""
_KATAKANA = re.compile("[ァ-ヴー]+")
_KANJI = re.compile("[一-鿿々]")
_SIGNS = re.compile(r"[^一-鿿々ァ-ヴーぁ-んa-z]")
_LETTERS = re.compile("[a-z]{2,5}")


@lru_cache(maxsize=1024)
def _words(label: str) -> tuple[str, ...]:
    """The words of a title without its figures, signs and particles."""
    told = (token.surface for token in tokenize(compact(label)) if token.pos != "助詞")
    return tuple(word for word in (_SIGNS.sub("", one) for one in told) if word)


@lru_cache(maxsize=65536)  # the runs of one question are looked at by several readings of it
def abbreviates(run: str, label: str) -> bool:
    """True where the run is made of words of the title in their order, cut short at most, the last one saying a plan.

    >>> abbreviates("行革の実施計画", "みどり市行政改革大綱第7次実施計画"), abbreviates("アクプラ", "アクションプラン2027")
    (True, True)
    >>> abbreviates("ap", "みどり市アクションプラン2027"), abbreviates("環境計画", "みどり市行政改革実施計画")
    (True, False)
    """
    if _LETTERS.fullmatch(run):
        return stands_for(run, label)
    run = re.sub("[の・ ]", "", run)
    return bool(run) and _fits(run, _words(label), first=True)


@lru_cache(maxsize=65536)
def made_of(run: str, label: str) -> bool:
    """True where the run is made of words of the title in their order, whichever comes last.

    >>> made_of("行革", "行財政改革実施計画"), made_of("評価シート", "事務事業評価シートr6"), made_of("環境", "行財政改革")
    (True, True, False)
    """
    return _fits(run, _words(label), first=True, of_plan=False)


def _fits(run: str, words: tuple[str, ...], *, first: bool, of_plan: bool = True) -> bool:
    for at, word in enumerate(words):
        for length in range(min(len(run), len(word) + 1), 0, -1):
            if not _piece_of(run[:length], word, first=first):
                continue
            if length == len(run):
                if not of_plan or _says_a_plan(word, words[at + 1 :]):
                    return True
            elif _fits(run[length:], words[at + 1 :], first=False, of_plan=of_plan):
                return True
    return False


def _piece_of(piece: str, word: str, *, first: bool) -> bool:
    """The beginning of the word: two kana at least; one kanji, and behind another piece its last one (行革)."""
    if piece == word:
        return True
    if _KANJI.fullmatch(piece):
        return word.startswith(piece) or (not first and len(word) > 1 and word.endswith(piece))
    return len(piece) > 1 and bool(_KATAKANA.fullmatch(piece)) and word.startswith(piece)


def _says_a_plan(word: str, behind: tuple[str, ...]) -> bool:
    return any(kind.startswith(word) or word.endswith(kind) for kind in PLAN_WORDS) and not any(
        one in PLAN_WORDS and one != word for one in behind if one != "目標"
    )


@lru_cache(maxsize=1024)
def _foreign(label: str) -> tuple[str, ...]:
    """The first letters of the words in katakana, in their order.

    >>> _foreign("みどり市マスタープラン2030")
    ('m', 'p')
    """
    words = [token.reading for token in tokenize(label) if re.fullmatch("[ァ-ヴー]{2,}", token.surface)]
    return tuple(roman(word)[:1] for word in words)


def stands_for(letters: str, label: str) -> bool:
    """True where the letters begin the last words in katakana of the label, each one.

    >>> stands_for("mp", "みどり市マスタープラン2030"), stands_for("np", "みどり市マスタープラン2030")
    (True, False)
    """
    sounds = _foreign(label)[-len(letters) :]
    return len(sounds) == len(letters) and all(
        letter in SPELT.get(sound, sound) for letter, sound in zip(letters, sounds, strict=True)
    )
