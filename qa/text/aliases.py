"""The shorter forms that people use for the names of plans and of other things."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.graph.search.abroad.roman import roman
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import ours
from keikaku.ontology.places.municipalities import Body, bodies_called
from keikaku.qa.text import english
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PLAN_WORDS = (*ours().forms("PLAN_LIKE"), "白書", "目標")
_BRACKETS = re.compile(r"[()「」『』\[\]【】\"“”'’]")
_NEW = re.compile(r"^新・?")
_RUN = re.compile(r"[一-鿿々]+|[ぁ-ん]+|[ァ-ヴー]+|[a-z]+|[0-9]+|.")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}$")
_EDITION = re.compile(r"\(第[0-9]{1,2}[次期版]\)$")
SHORTEST = 4


def plain_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The label itself, without brackets, and without the city's name before it.

    >>> sorted(plain_names("「学び」の推進", ["みどり市"]))
    ['「学び」の推進', '学びの推進']
    """
    name = compact(label)
    yield name
    bare = _BRACKETS.sub("", name)
    yield bare
    yield from _without_city(bare, cities)
    yield from _SHORT_FORM.findall(name)


_SHORT_FORM = re.compile(r"\(((?=[^()]*[ァ-ヴa-z])[ぁ-んァ-ヴーa-z0-9]{3,10})\)")
"""みどポ of みどり地域ポイント(みどポ): a document's own short form, in brackets behind a name."""


def plan_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The label, without brackets, city, 新, and every ending of it that still names a plan and its year or number.

    >>> "アクションプラン2027" in set(plan_names("みどり市行政経営アクションプラン 2027", ["みどり市"]))
    True
    >>> "第4次基本計画" in set(plan_names("第４次みどり市基本計画", ["みどり市"]))
    True
    """
    for name in set(plain_names(label, cities)) | {_NEW.sub("", name) for name in plain_names(label, cities)}:
        yield name
        yield from _endings(name)
        yield from _without_city(name, cities)
        if _EDITION.search(name):
            yield _EDITION.sub("", name)
        if _YEAR.search(name):
            yield _YEAR.sub("", name)
    yield from english.plan_names(_numbered(label, cities))


def _numbered(label: str, cities: Iterable[str]) -> set[str]:
    """The names of a plan that keep its year or number, with nothing before 第4次."""
    names = {short for name in plain_names(label, cities) for short in (name, *_endings(name))}
    return names | {short for name in names for short in _without_city(name, cities)}


def _without_city(name: str, cities: Iterable[str]) -> Iterator[str]:
    for city in map(compact, cities):
        if city in name:
            yield name.replace(city, "")


def _endings(name: str) -> Iterator[str]:
    """Endings at a change of script that still hold a plan's word and a number."""
    runs = [match.start() for match in _RUN.finditer(name)]
    for start in runs[1:]:
        ending = name[start:]
        if ending[0].isdigit() or len(ending) < SHORTEST:
            continue
        if any(word in ending for word in PLAN_WORDS) and any(c.isdigit() for c in ending):
            yield ending


KANA_ENDINGS = {"部": "ぶ", "課": "か", "室": "しつ", "局": "きょく", "係": "かかり"}


def unit_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The plain names, the ending in kana, the whole name as it sounds, and in English.

    >>> [name for name in sorted(unit_names("保健福祉部", [])) if not name.isascii()]
    ['ほけんふくしぶ', 'ほけんふくし部', '保健福祉ぶ', '保健福祉部']
    """
    for name in set(plain_names(label, cities)):
        yield name
        if name[-1:] in KANA_ENDINGS:
            yield name[:-1] + KANA_ENDINGS[name[-1]]
        yield sound(name)
        yield sound(name[:-1]) + name[-1]
        yield from english.unit_names(name)


def city_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The plain names, behind the prefecture, as the list reads it, and as it is written abroad: mitaka city.

    >>> [name for name in sorted(city_names("四日市市", [])) if not name.isascii()]
    ['よっかいちし', 'よっかいち市', '三重県四日市市', '四日市市']
    >>> [name for name in sorted(city_names("あおぞら市", [])) if name.isascii()]
    ['aozora', 'aozora city', 'aozora-shi', 'city of aozora']
    """
    for name in set(plain_names(label, cities)):
        yield name
        bodies = bodies_called(name)
        for body in bodies:
            yield compact(f"{body.prefecture}{body.name}")
            if len(body.kana) > SHORTEST:
                yield from (body.kana, without_ending(body) + name[-1:])
        for kana in {without_ending(body) for body in bodies} or {sound(name[:-1])}:
            yield from written_abroad(kana, name[-1:])


def without_ending(body: Body) -> str:
    """The reading of a name without 市, 町 or 村.

    >>> without_ending(bodies_called("四日市市")[0]), without_ending(bodies_called("当別町")[0])
    ('よっかいち', 'とうべつ')
    """
    return next((body.kana.removesuffix(end) for end in _SPOKEN if body.kana.endswith(end)), body.kana)


_SPOKEN = ("ちょう", "まち", "むら", "そん", "し", "く")
_ENGLISH = {
    "市": ("city", "shi"),
    "町": ("town", "machi", "cho"),
    "村": ("village", "mura", "son"),
    "区": ("ward", "city", "ku"),
}


def written_abroad(kana: str, ending: str) -> Iterator[str]:
    """A city's reading in Latin letters, alone and with what it is: midori, midori city, midori-shi."""
    abroad = roman(kana)
    if len(abroad) >= SHORTEST:
        kind, *spoken = _ENGLISH.get(ending, ("city",))
        yield from (abroad, f"{abroad} {kind}", f"{kind} of {abroad}", *(f"{abroad}-{one}" for one in spoken))


def sound(text: str) -> str:
    """The text in hiragana as the dictionary reads it; what has no reading stays."""
    return hiragana("".join(token.reading or token.surface for token in tokenize(text)))


def hiragana(kana: str) -> str:
    """The same in hiragana; what is no kana stays."""
    return "".join(chr(ord(c) - 0x60) if "ァ" <= c <= "ヶ" else c for c in kana)


def part_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The plain names of a pillar or a field, and in English.

    >>> sorted(part_names("組織の改革", []))
    ['organization reform', 'reform of organization', 'reform of the organization', '組織の改革']
    """
    for name in set(plain_names(label, cities)):
        yield name
        yield from english.phrases(name)


def indicator_names(label: str, cities: Iterable[str]) -> Iterator[str]:
    """The plain names, without brackets and what stands in them, without の, with 数 behind, and what is counted alone.

    >>> sorted(indicator_names("みどり基金の残高", []))
    ['みどり基金', 'みどり基金の残高', 'みどり基金残高']
    >>> sorted(indicator_names("事業の達成率", []))
    ['事業の達成率', '事業達成率']
    """
    for name in {*plain_names(label, cities), *plain_names(_REMARK.sub("", compact(label)), cities)}:
        yield name
        yield from english.phrases(name)
        head, found, tail = name.rpartition("の")
        if found:
            yield head + tail
            if head not in COMMON and not tail.endswith("率"):
                yield head
                yield from english.phrases(head)
            last = head.rpartition("・")[2]
            if last != head and len(last) >= SHORTEST:
                yield last
        elif name.endswith(COUNTED):
            yield name + "数"


_REMARK = re.compile(r"\([^()]*\)$")
COMMON = frozenset("施策 取組 取り組み 事業 個別事業 課題 個別課題 計画 目標 指標 職員 予算 市民".split())
"""What every question speaks of: no number is meant by it alone."""
COUNTED = ("職員", "者", "人", "世帯")
"""What the name of a number may leave out 数 behind: 正規職員 is 正規職員数."""
