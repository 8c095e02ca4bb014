"""Themes: subjects by which initiatives are found across plans, and the words that name and show them.

`themes_named` reads a question, `themes_in` reads the words of an initiative. The words stand in themes.ttl;
this module reads the table made from it, so that a question pays a millisecond and no rdflib.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from keikaku.ontology.japanese.text import normalise

TABLE = Path(__file__).with_name("themes.json")
_LATIN = re.compile(r"[A-Za-z0-9]")
_KATAKANA = re.compile(r"[ァ-ヶー]")
_OFFICE = re.compile(
    r"(?:(?!担当|所管|主管|全部|一部|関係)[一-鿿ァ-ヶー・と]){0,8}?(?:(?:部|課|局|係|委員会|基金)(?![一-鿿])|プラザ)"
)
"""What makes a word part of an office's or a hall's name, no theme: 防災課, not 防災担当課."""

_INSIDE_BEFORE = re.compile(r"[一-鿿々ァ-ヶー]\Z")
_MAY_STAND_BEFORE = re.compile(r"(?:地域|市民|市内|庁内|総合|全庁|高度|都市|当市|本市|市)\Z")
_INSIDE_AFTER = re.compile(r"[一-鿿々ァ-ヶー]")
_MAY_STAND_AFTER = re.compile(
    r"(?:対策|関連|関係|施策|分野|政策|事業|支援|推進|振興|強化|充実|活性化|整備|向け|問題|活動|行政|領域|化|等|系|面|がらみ|絡み|系統|寄り"
    r"|担当(?:部署|[課部局係])?){1,3}"
    r"(?![一-鿿々ァ-ヶー])"
)
"""In a question a theme stands by itself or before one of these; 財政調整基金 names no theme."""

ENOUGH_IN_PROSE = 2
"""So many places in its prose show what an initiative is about; one may be a passing mention."""

Found = tuple["Theme", int, int]
"""A theme with the span of the word that names or shows it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """A subject: `words` name it and tag, `signs` only tag, `broad_words` and `english` only name it.

    `not_within` are longer words in which none of them counts; `broader` is the wider theme's local name.
    """

    name: str
    label_ja: str
    label_en: str
    words: tuple[str, ...]
    english: tuple[str, ...]
    signs: tuple[str, ...]
    broad_words: tuple[str, ...]
    not_within: tuple[str, ...]
    broader: str = ""

    @property
    def naming(self) -> tuple[str, ...]:
        """What names the theme in a question."""
        return (self.label_ja, self.label_en, *self.words, *self.english, *self.broad_words)

    @property
    def tagging(self) -> tuple[str, ...]:
        """What tags an initiative; a label of two words (公園・緑) is none."""
        label = () if "・" in self.label_ja else (self.label_ja,)
        return (*label, *self.words, *self.signs)


@dataclass(frozen=True, slots=True)
class Shown:
    """A theme that an initiative has by its own words, in the order in which they stand, each once."""

    theme: Theme
    words: tuple[str, ...]
    in_title: bool


@cache
def load_themes() -> tuple[Theme, ...]:
    """Every theme, in the order of the table."""
    rows: list[dict[str, Any]] = json.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(_theme(row) for row in rows)


def themes_named(text: str) -> tuple[Found, ...]:
    """The themes that a question names, the longest word first, each place once.

    >>> [(theme.name, start, end) for theme, start, end in themes_named("防災公園の近くの子育て支援は？")]
    [('ChildRearing', 8, 13)]
    """
    kept: list[Found] = []
    for found in sorted(_found(text, _naming_words()), key=lambda found: (found[1] - found[2], found[1])):
        if _stands_by_itself(text, found[1], found[2]) and not any(
            found[1] < end and start < found[2] for _, start, end in kept
        ):
            kept.append(found)
    return tuple(kept)


def themes_in(text: str) -> tuple[Found, ...]:
    """The themes that a text's own words show, in its order; a narrower theme brings the broader one.

    >>> [(theme.name, start, end) for theme, start, end in themes_in("介護事業者を支える")]
    [('LongTermCare', 0, 5), ('Elderly', 0, 5), ('Welfare', 0, 5)]
    """
    shown: list[Found] = []
    for theme, start, end in sorted(_found(text, _tagging_words()), key=lambda found: (found[1], -found[2])):
        for wider in _with_broader(theme):
            if not any(wider == other and start < last for other, _, last in shown):
                shown.append((wider, start, end))
    return tuple(shown)


def themes_of(title: str, prose: str) -> tuple[Shown, ...]:
    """The themes of an initiative: those that its title shows, and those that its prose shows more than once.

    >>> [(shown.theme.name, shown.words) for shown in themes_of("ごみを減らす", "学校教育で扱う。")]
    [('Waste', ('ごみ',)), ('Environment', ('ごみ',))]
    """
    places: dict[Theme, list[tuple[bool, str]]] = defaultdict(list)
    for text, in_title in ((title, True), (prose, False)):
        for theme, start, end in themes_in(text):
            places[theme].append((in_title, text[start:end]))
    return tuple(
        Shown(theme, tuple(dict.fromkeys(word for _, word in said)), in_title=said[0][0])
        for theme, said in places.items()
        if said[0][0] or len(said) >= ENOUGH_IN_PROSE
    )


def _theme(row: dict[str, Any]) -> Theme:
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in row.items()
    }
    return Theme(**fields)


def _with_broader(theme: Theme) -> Iterator[Theme]:
    by_name = {theme.name: theme for theme in load_themes()}
    while True:
        yield theme
        if not theme.broader:
            return
        theme = by_name[theme.broader]


Words = Mapping[str, tuple[tuple[str, Theme, bool], ...]]
"""By its first character: a word, its theme, and whether it counts (or shields what stands within it)."""


@cache
def _naming_words() -> Words:
    return _by_first_character((theme, theme.naming) for theme in load_themes())


@cache
def _tagging_words() -> Words:
    return _by_first_character((theme, theme.tagging) for theme in load_themes())


def _by_first_character(words_of: Iterable[tuple[Theme, tuple[str, ...]]]) -> Words:
    words: dict[str, set[tuple[str, Theme, bool]]] = defaultdict(set)
    for theme, counting in words_of:
        for spelling in (*counting, *theme.not_within):
            word = normalise(spelling).text.lower()
            words[word[0]].add((word, theme, spelling not in theme.not_within))
    return {first: tuple(sorted(entries, key=lambda entry: entry[:1])) for first, entries in words.items()}


def _found(text: str, words: Words) -> Iterator[Found]:
    """Each word that counts, with its span in the original text."""
    normal = normalise(text)
    lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in normal.text)
    seen = [
        (theme, at, at + len(word), counts)
        for at, first in enumerate(lowered)
        for word, theme, counts in words.get(first, ())
        if lowered.startswith(word, at) and _is_whole(lowered, at, at + len(word))
    ]
    shields: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for theme, start, end, counts in seen:
        if not counts:
            shields[theme.name].append((start, end))
    for theme, start, end, counts in seen:
        shielded = any(first <= start and end <= last for first, last in shields[theme.name])
        if counts and not shielded and not _OFFICE.match(lowered, end):
            yield (theme, *normal.span(start, end))


def _stands_by_itself(text: str, start: int, end: int) -> bool:
    before, after = text[max(0, start - 4) : start], text[end : end + 12]
    own_script = not (_LATIN.match(text[start]) and not _LATIN.match(before[-1:]))
    if own_script and _INSIDE_BEFORE.search(before) and not _MAY_STAND_BEFORE.search(before):
        return False
    return not _INSIDE_AFTER.match(after) or bool(_MAY_STAND_AFTER.match(after))


def _is_whole(text: str, start: int, end: int) -> bool:
    """AI is not part of PAID, バス not of バスケット; a longer katakana word may go on (デジタルツイン)."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if _LATIN.match(text[start]) and _LATIN.match(before):
        return False
    if _LATIN.match(text[end - 1]) and _LATIN.match(after):
        return False
    short = end - start <= 3 and _KATAKANA.match(text[start]) and _KATAKANA.match(text[end - 1])
    return not (short and (_KATAKANA.match(before) or _KATAKANA.match(after)))
