"""Japanese in Latin letters: names as they sound (midori-ka), as the word they were borrowed from, what figures are.

Words of the documents are read so too (toshokan). Only whole runs of words that say exactly one name or word are
respelled, so that all that reads the question afterwards sees the documents' own word.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.graph.search.abroad.roman import roman
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.places.municipalities import bodies_called
from keikaku.ontology.places.sounds import readings_of
from keikaku.qa.names.known import find_names
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.naming.figures import families
from keikaku.qa.text.aliases import written_abroad
from keikaku.qa.text.compact import compact
from keikaku.qa.text.english import WORDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from keikaku.qa.names.lexicon import Lexicon, Thing
    from keikaku.qa.world.world import World

_WORD = re.compile(r"[a-zāīūēōâîûêô]+(?:(?:-|['’](?!s(?![a-z])))[a-zāīūēōâîûêô]+)*")
_SPOKEN = re.compile(
    r"(?:(?:[kgsztdnhbpmyrwjf]|[kgstzj]y|sh|ch|ts|ny|hy|by|py|my|ry|kk|ss|tt|pp|ssh|tch|cch)?[aiueo]|n)+"
)
"""The letters of words that may be Japanese: only for these the readings of the documents are worth making."""
_LONG = {ord(long): short for long, short in zip("āīūēōâîûêô", "aiueoaiueo", strict=True)}
LONGEST = 6
"""Words of a name in Latin letters."""
SHORTEST_NAME, SHORTEST_PART, SHORTEST_FRAME = 5, 12, 3
NAMED = frozenset({"department", "section", "pillar", "field", "indicator", "initiative"})
BORROWED = frozenset({"pillar", "field", "section"})
_KATAKANA = re.compile("[ァ-ヴー・]{3,}")


def named_abroad(text: str, world: World) -> Iterator[tuple[str, str]]:
    """Each run of Latin words that says one name of the documents, and the name."""
    for known in find_names(text, world.lexicon):
        text = text[: known.start] + "_" * (known.end - known.start) + text[known.end :]
    words = list(_WORD.finditer(text))
    sounds = world.romans if any(_spoken(word[0]) for word in words) else {}
    at = 0
    while at < len(words):
        for last in range(min(len(words), at + LONGEST), at, -1):
            run = text[words[at].start() : words[last - 1].end()]
            joined = all(re.fullmatch("[ -]", text[a.end() : b.start()]) for a, b in pairwise(words[at:last]))
            name = _meant(run, world, sounds) if joined else ""
            if name:
                yield run, name
                at = last - 1
                break
        at += 1


def _meant(run: str, world: World, sounds: Mapping[str, str]) -> str:
    said = concept_at(run, 0)
    if run in world.lexicon.names or (said and said.end == len(run)):
        return ""
    borrowed = world.borrowed.get(frame(run), "") if " " not in run else ""
    city = world.cities_abroad.get(letters(run))
    name = city or world.abroad.get(letters(run)) or borrowed or _kind(run, world.lexicon)
    return name or (sounds.get(letters(run), "") if _SPOKEN.fullmatch(_bare(run)) else "")


def _spoken(word: str) -> bool:
    return len(word) >= SHORTEST_NAME and bool(_SPOKEN.fullmatch(_bare(word)))


def _bare(run: str) -> str:
    return re.sub("[^a-z]", "", run.translate(_LONG))


def _kind(run: str, lexicon: Lexicon) -> str:
    """Funds, where several figures are of funds."""
    return next((name for name in families(lexicon) if run == f"{WORDS.get(name)}s"), "")


def letters(run: str) -> str:
    """The letters of a name as any spelling of Japanese gives them: long vowels short, n before m, b and p.

    >>> letters("Kikaku-bu"), letters("Sōmu bu"), letters("soumubu"), letters("Shimbun"), letters("huzi")
    ('kikakubu', 'somubu', 'somubu', 'shinbun', 'fuji')
    """
    told = _bare(run.lower())
    for pattern, by in _SPELLINGS:
        told = re.sub(pattern, by, told)
    return told


_SPELLINGS = (
    ("ou|oo|oh(?![aiueo])", "o"), ("uu", "u"), ("aa", "a"), ("ii", "i"), ("ee", "e"),
    ("m(?=[bpm])", "n"), ("sy", "sh"), ("ty", "ch"), ("[jz]y", "j"), ("si", "shi"), ("(?<!t)tu", "tsu"), ("(?<![csh])hu", "fu"),
    ("zi", "ji"), ("(?<!c)ti", "chi"),
)  # fmt: skip


def frame(word: str) -> str:
    """The consonants of a borrowed word as both languages hear them, and whether a vowel begins and ends it.

    >>> frame("quality") == kana_frame("クオリティ"), frame("digital") == kana_frame("デジタル")
    (True, True)
    >>> frame("image") == kana_frame("イメージ"), frame("strategy") == kana_frame("ストラテジー")
    (True, True)
    >>> frame("hotel") == kana_frame("イメージ")
    False
    """
    return _frame(word.lower(), word[-1:].lower() in set("aiouy"))


def kana_frame(word: str) -> str:
    """The same of a word in katakana, which adds a vowel behind a last consonant: o behind t and d, i behind j, ch and sh, else u."""
    told = roman(word)
    added = not word.endswith("ー") and re.search("u$|[td]o$|(?:j|ch|sh)i$", told)
    return _frame(told, bool(told) and told[-1] in set("aiueo") and not added)


def _frame(word: str, open_end: bool) -> str:  # noqa: FBT001 - the one way to read two spellings
    told = re.sub("[^a-z]", "", word)
    begins = "V" if told[:1] in set("aiueowyh") else ""
    for pattern, by in _HEARD:
        told = re.sub(pattern, by, told)
    return begins + re.sub(r"(.)\1+", r"\1", told) + ("V" if open_end else "")


_HEARD = (
    ("tion|sion", "sn"), ("ph", "f"), ("th", "s"), ("sh", "s"), ("ck", "k"), ("ch|ts", "t"), ("c(?=[eiy])", "s"), ("g(?=[eiy])", "j"),
    ("r(?![aiueoy])", ""), ("[cq]", "k"), ("x", "ks"), ("l", "r"), ("v", "b"), ("z", "j"), ("[aiueowyh]", ""),
)  # fmt: skip


def cities_heard(labels: Iterable[str]) -> dict[str, str]:
    """The cities that no list has by their letters, as characters of place names sound; what sounds as two is none.

    >>> cities_heard(["瑞川市", "青星町"])["mizukawa"]
    '瑞川市'
    """
    found: dict[str, set[str]] = defaultdict(set)
    for label in map(compact, labels):
        kanas = () if bodies_called(label) else readings_of(label[:-1])
        for kana in kanas:
            for written in written_abroad(kana, label[-1]):
                found[letters(written)].add(label)
    return {
        told: next(iter(names))
        for told, names in found.items()
        if len(names) == 1 and len(told) >= SHORTEST_NAME
    }


def heard_abroad(things: Iterable[Thing]) -> dict[str, str]:
    """The names by their letters, and long parts of them that only one name has."""
    found: dict[str, set[str]] = defaultdict(set)
    parts: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        if thing.kind in NAMED:
            for label in {thing.label, thing.label.partition("の")[0]}:
                found[_told(label)].add(label)
            if thing.kind == "initiative":
                for part in _parts(thing.label):
                    parts[part].add(thing.label)
    whole = {told: next(iter(names)) for told, names in found.items() if len(names) == 1}
    longer = {told: next(iter(names)) for told, names in parts.items() if len(names) == 1}
    return {told: name for told, name in {**longer, **whole}.items() if len(told) >= SHORTEST_NAME}


def romans_of(sounds: Mapping[str, str]) -> dict[str, str]:
    """Words of the documents by their letters, where one word alone sounds so; `sounds` has them by their kana.

    >>> romans_of({"としょかん": "図書館", "きょういく": "教育", "かき": "柿"})
    {'toshokan': '図書館', 'kyoiku': '教育'}
    """
    found: dict[str, set[str]] = defaultdict(set)
    for kana, word in sounds.items():
        found[letters(roman(kana))].add(word)
    return {
        told: next(iter(words))
        for told, words in found.items()
        if len(words) == 1 and len(told) >= SHORTEST_NAME
    }


def _told(label: str) -> str:
    return letters(" ".join(_spelled(label)))


def _spelled(label: str) -> list[str]:
    return [roman(token.reading or token.surface) for token in tokenize(compact(label))]


def _parts(label: str) -> Iterator[str]:
    sounds = _spelled(label)
    for start in range(len(sounds)):
        for end in range(start + 2, min(len(sounds), start + LONGEST) + 1):
            told = letters(" ".join(sounds[start:end]))
            if len(told) >= SHORTEST_PART:
                yield told


def borrowed_words(things: Iterable[Thing]) -> dict[str, str]:
    """Names that are one word in katakana, by the consonants of the word that they were borrowed from."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing in things:
        if thing.kind in BORROWED and _KATAKANA.fullmatch(thing.label):
            found[kana_frame(thing.label)].add(thing.label)
    return {
        told: next(iter(names))
        for told, names in found.items()
        if len(names) == 1 and len(told.replace("V", "")) >= SHORTEST_FRAME
    }
