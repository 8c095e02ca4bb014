"""The words of a question beyond its scope: what the initiatives that it asks for must be about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa.conditions import is_structural
from keikaku.qa.cues import CUES
from keikaku.qa.names.mentions import Recognised
from keikaku.qa.scope_words import CONSUMED, WHOLE_CITY
from keikaku.qa.text.asking import HEADS, OCCASION, POINTING, VERBS, WANTED
from keikaku.qa.text.words import IDLE, content_words, surfaces

if TYPE_CHECKING:
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import World

SCOPES = ("department", "section", "plan", "pillar", "field", "year", "theme", "pillars", "fields")
SCOPE_KINDS = frozenset(
    "department section plan year municipality unknown indicator post initiative person pillars fields".split()
)
ASKING = frozenset(
    "contact mission sections compare most least breakdown succession individual_plan_of individual_plans "
    "successor predecessor period decided target when who unit_list where count what".split()
)
"""Intents whose cues are words that only ask."""

LIGHT = frozenset(
    "人々 people 支援 推進 対策 強化 充実 整備 向上 活用 促進 検討 実施 導入 改善 対応 取組 政策 方 人 系 面 分野 施設 support".split()
)
"""Words that say little beside a theme: 高齢者を支援する施策 are those of the theme."""
EMPTY = frozenset("推進 対策 実施 対応 展開 実行 取組 政策 方 人 系 面 分野 人々 people".split())
"""Words that say nothing of an initiative, whatever the scope: 企画部が推進している施策 are those of the department."""

_HEAD = r"(?:全|関連|関係)?(?:施策|取り?組み?|事業|計画|プラン|プロジェクト)"
_OF = r"(?:に(?:関す|関連|関わ|かかわ|係[るわ]|ついての|まつわ)|をテーマ|がテーマ|をめぐ)"
_BEGIN = r"(?:^|(?<=[のはがをでと、。?]))"  # not behind a name: 高齢者支援 is the theme's
_NAMED_OF = re.compile(rf"{_BEGIN}([^A-Z、。?はがでと ]{{1,20}}?)(?={_OF})")
_DONE = re.compile(
    rf"{_BEGIN}([^A-Z、。?はがのでと ]{{1,20}}?)(?=(?:の|する|して[いお]る|を[^A-Z、。? ]{{1,6}})?{_HEAD})"
)
"""研究の施策, 検証事業, 研究している取組, 記録を残す取組."""


def marked(rest: str) -> frozenset[str]:
    """The words that a question marks as its topic, though elsewhere they only ask or tell why somebody asks.

    >>> sorted(marked("の研究に関する施策は?")), sorted(marked("研究の参考に、 の施策")), sorted(marked("の紹介に関する取組"))
    (['研究'], [], ['紹介'])
    """
    named = {word for match in _NAMED_OF.finditer(rest) for word in surfaces(match[1])}
    done = {word for match in _DONE.finditer(rest) for word in surfaces(match[1])[-1:]}
    return frozenset((named & (WANTED | OCCASION | EMPTY | LIGHT) - POINTING - HEADS) | (done & OCCASION))


def topic_of(recognised: Recognised, world: World) -> tuple[Word, ...]:
    """The words of the topic, in the order of the question; none where names alone say what is asked for."""
    return without_asking_verbs(without_city(topic_words(recognised), world), recognised, world)


def topic_words(recognised: Recognised) -> tuple[Word, ...]:
    """The words beyond the scope: of themes, pillars and fields too where other words stand beside them."""
    told = marked(recognised.rest)
    idle = IDLE - told
    bare = content_words(_without_asking(recognised.rest), idle)
    themes = recognised.of("theme", "field", "pillar")
    if themes:
        bare = tuple(word for word in bare if word.noun or word.stem not in VERBS)
    scoped = recognised.of(*SCOPES) or WHOLE_CITY.search(recognised.rest)
    light = LIGHT if themes else EMPTY if scoped else frozenset()
    if not told and all(word.stem in light for word in bare):
        return ()
    places = tuple(
        m
        for m in recognised.mentions
        if m.kind in SCOPE_KINDS
        or m.number
        or (m.kind in {"pillar", "field"} and is_structural(m, recognised))
    )
    words = content_words(_without_asking(Recognised(text=recognised.text, mentions=places).rest), idle)
    return tuple(dict.fromkeys((*words, *content_words("、".join(sorted(told)), idle))))


def without_asking_verbs(words: tuple[Word, ...], recognised: Recognised, world: World) -> tuple[Word, ...]:
    """Where a scope is named, a verb that joins, or that no initiative holds, only asks: 企画部が抱えているもの."""
    scoped = recognised.of(*SCOPES) or any(pattern.search(recognised.text) for pattern in CONSUMED)
    if not scoped or all(w.noun for w in words):
        return words
    texts = world.texts("initiative")
    return tuple(
        word
        for word in words
        if word.noun or (word.stem not in VERBS and any(word.stem in one.title + one.text for one in texts))
    )


def without_city(words: tuple[Word, ...], world: World) -> tuple[Word, ...]:
    """The words but the city's own name, which stands everywhere and tells nothing."""
    cities = [city.label for city in world.lexicon.municipalities]
    return tuple(word for word in words if not any(city.startswith(word.stem) for city in cities))


def _without_asking(rest: str) -> str:
    """The text without the words that only ask."""
    for pattern in (*CONSUMED, *(cue.regex for cue in CUES if cue.intent in ASKING)):
        rest = pattern.sub(" ", rest)
    return rest
