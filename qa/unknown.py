"""Finders of what a question names and no document has: units, plans, cities, fields."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import current, ours
from keikaku.qa.finding.nameable import can_be_a_city, can_be_a_unit
from keikaku.qa.text.aliases import PLAN_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keikaku.ontology.lexicon import Lexicon as Words
    from keikaku.qa.names.lexicon import Lexicon

from keikaku.qa.names.known import PLAIN_PLAN_WORDS, SHORTEST_LOOSE, ending, without_city
from keikaku.qa.names.mentions import Mention
from keikaku.qa.naming.plans import called

_KIND = ours().group("PLAN_KIND")
_UNKNOWN_PLAN = re.compile(rf"[^のはがをにとでもや、。?!「」『』 ]{{1,24}}?{_KIND}(?:[0-9]{{4}})?(?![一-鿿])")
_NO_NAME = re.compile(
    rf"^(?:どんな|どの|何|この|その|あの|今|現在|新しい|前|次|すべて|全て|各|関連|同)|[るたいなうくすきんらてでだれ](?=(?:前|次|次期|新|旧|親|元|後継|上位|下位|個別|基本|総合)?{_KIND}$)|^[a-z]+\(|^(?:the|a|of|to|which|what|under)(?= ?[一-鿿])"
)
"""What stands before 計画 and is no name: どんな計画, 定めた計画."""

_CITY = re.compile(
    r"(?:[一-鿿ヶヴァ-ー]{1,6}?|(?:(?<=^)|(?<=[のはがをにと、]))[ぁ-ん]{1,4}[ぁ-すずせ-ちぢつ-つづとど-ん]|(?<![a-z])(?!(?:the|whole|entire|this|our|my|any|another|same|which|every|each|all) )[a-z]{3,12} (?=city))(?:市|区|町|村|県|city)(?=$|[のがはにとでもや、?!' ]|では|って|以外|役所|役場)"
)


@cache
def _unit(words: Words) -> re.Pattern[str]:
    """What looks like a unit: by the ends that every city has, and by those that this one taught."""
    ends = "|".join(map(re.escape, (*"部局課室", *words.taught_forms("UNIT_SUFFIX"))))
    return re.compile(
        rf"[一-鿿々ァ-ヴー]{{2,12}}?(?:{ends})(?=$|[のがはにとでもやを、?!]|って|以外|主催|担当|所管)"
    )


def find_unknown(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Units and cities that the question names and the graph does not know."""
    cities = [city.label for city in lexicon.municipalities]
    labels = current().forms("RESPONSIBLE")  # 担当局: the label of who does it is no unit
    for pattern, can_be in ((_unit(current()), can_be_a_unit), (_CITY, can_be_a_city)):
        for match in pattern.finditer(text):
            name = without_city(_LEADING.split(match[0])[-1], cities)
            shortest = 2 if pattern is _CITY and match[0][-1] in "市区" else SHORTEST_UNKNOWN
            start = match.end() - len(name)
            if len(name) >= shortest and not name.endswith(labels) and can_be(text, start, match.end()):
                what = "" if pattern is _CITY else "unit"
                yield Mention(kind="unknown", start=start, end=match.end(), text=name, number=what)


SHORTEST_UNKNOWN = 3
"""Characters of a name; only a city's may have two (津市), which 両市 and the like are not."""
_LEADING = re.compile(r"って|から|より|まで|による|について|における|に関する|および|及び|または")
"""Particles of two and more characters that part a name from what stands before it."""


_PLAIN_PLAN = re.compile(rf"[ぁ-ん]*(?:{'|'.join(PLAIN_PLAN_WORDS)}|{_KIND})")


AS = "として"
"""法定計画として: what something counts as, and no plan that is asked about."""


def find_unknown_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """地域防災計画 is a name, although 防災 in it is a theme."""
    cities = [city.label for city in lexicon.municipalities]
    for match in _UNKNOWN_PLAN.finditer(text):
        name = without_city(_LEADING.split(match[0])[-1].lstrip("「『"), cities)
        plain = _NO_NAME.search(name) or _PLAIN_PLAN.fullmatch(name)
        if len(name) > 2 and not plain and not text.startswith(AS, match.end()):
            yield Mention(
                kind="unknown", start=match.end() - len(name), end=match.end(), text=name, number="plan"
            )


_QUOTED_PART = re.compile(r"「([^」]{2,30})」(?:という|の)?(?:体系|柱|基本目標|分野)")
_NEW_FIELD = re.compile(r"(?:^|[のはがをにと、])([一-鿿ァ-ヴーa-z・]{2,16})分野(?=の|は|に|で|を|$|[?])")
_PLAN_OF = re.compile(
    rf"(?<![一-鿿ァ-ヴーa-z0-9])([一-鿿ァ-ヴーa-z]{{1,8}})の((?:基本|総合|行動|実施|推進){_KIND})"
)
NOT_FIELDS = ("体系", "各", "全", "同", "何", "重点", "専門", "関連", "柱", "対象", "政策", "行政")
NOT_OF = (
    "市",
    "町",
    "村",
    "区",
    "都",
    "国",
    "県",
    "部",
    "課",
    "局",
    "室",
    "今",
    "現在",
    "次",
    "前",
    "上位",
    "下位",
    "個別",
    "最新",
    "各部",
    "年度",
    "最近",
    "以降",
    "以前",
    "年",
    "将来",
    "前身",
    "後継",
    "次期",
    "先行",
    "関連",
    "元",
)


_ORDINAL_PLAN = re.compile(
    rf"第[0-9]{{1,2}}[次期][一-鿿ァ-ヴー]{{0,10}}?{_KIND}(?:\(第[0-9]次改定\)|の?第[0-9]次改定)?"
)


def find_other_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """第7次みどり市基本計画 and 緑の基本計画, where no document has a plan of that name."""
    cities = [city.label for city in lexicon.municipalities]
    for match in _ORDINAL_PLAN.finditer(text):
        bare = match[0]
        for city in cities:
            bare = bare.replace(city, "")
        if match[0] not in lexicon.names and bare not in lexicon.names and not _has_a_name(bare, lexicon):
            yield Mention(kind="unknown", start=match.start(), end=match.end(), text=match[0], number="plan")
    for match in _PLAN_OF.finditer(text):
        owner = without_city(match[1], cities)
        named = called(f"{owner}の{match[2]}", lexicon.of_kind("plan"), lexicon)
        if owner and owner not in lexicon.names and not named and not owner.endswith((*NOT_OF, *PLAN_WORDS)):
            start = match.end() - len(owner) - 1 - len(match[2])
            yield Mention(
                kind="unknown", start=start, end=match.end(), text=text[start : match.end()], number="plan"
            )


_ENGLISH_PLAN = re.compile(
    r"(?:(?:action|basic|master|comprehensive|implementation) (?:plan|vision|strategy)) ?(?:19|20)[0-9]{2}"
)
_ABROAD = re.compile(r"(?<![a-z])([a-z]{4,14})(?:の|'s )")


def find_english(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Action Plan 2035, Kyotoの企画部: a plan of another year, another city before what this one has."""
    for match in _ENGLISH_PLAN.finditer(text):
        yield Mention(kind="unknown", start=match.start(), end=match.end(), text=match[0], number="plan")
    for match in _ABROAD.finditer(text):
        owned = any(
            thing.kind in {"department", "section", "indicator"}
            for length in range(2, 16)
            for thing in lexicon.names.get(text[match.end() : match.end() + length], ())
        )
        if owned and match[1] not in lexicon.names:
            yield Mention(
                kind="unknown", start=match.start(1), end=match.end(1), text=match[1], number="city"
            )


_ENGLISH_UNIT = re.compile(r"(?<![a-z])[a-z]{3,}-(?:bu|ka|kyoku|shitsu)(?![a-z])")


def find_english_units(text: str, _: Lexicon) -> Iterator[Mention]:
    """Zorbak-ka: an office of a name that no document has."""
    for match in _ENGLISH_UNIT.finditer(text):
        yield Mention(kind="unknown", start=match.start(), end=match.end(), text=match[0], number="unit")


def _has_a_name(name: str, lexicon: Lexicon) -> bool:
    """True where a shorter run of it is the name of a plan (第4次基本計画 of 第4次基本計画(第2次改定))."""
    known = lexicon.names
    return any(name.startswith(one) and len(one) > SHORTEST_LOOSE for one in known) or bool(
        ending(name, lexicon)
    )


def find_quoted_parts(text: str, _: Lexicon) -> Iterator[Mention]:
    """「環境共生都市の実現」の体系: in quotes it is a name, whatever words stand in it."""
    for match in _QUOTED_PART.finditer(text):
        yield Mention(kind="unknown", start=match.start(1), end=match.end(1), text=match[1], number="part")


def find_new_parts(text: str, _: Lexicon) -> Iterator[Mention]:
    """アグリテック分野 and 緑の基本計画: names of fields and plans that no document has."""
    for match in _NEW_FIELD.finditer(text):
        if not match[1].startswith(NOT_FIELDS):
            yield Mention(
                kind="unknown", start=match.start(1), end=match.end(1), text=match[1], number="field"
            )
