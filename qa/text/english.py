"""The English names under which people ask for a city's departments and plans: a glossary, as data.

A label is cut into the glossary's words, the longest first; where one part is not in it, the label has no English
name. 保健福祉部 is the health and welfare department, みどり市行政経営アクションプラン2027 the action plan 2027.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

UNITS = {
    "部": ("department", "bureau"), "局": ("bureau", "department"), "課": ("section", "division"),
    "室": ("office", "section", "division"), "係": ("unit",), "センター": ("center", "centre"), "委員会": ("board", "committee"),
}  # fmt: skip
WORDS = {
    "企画": "planning", "経営": "management", "総務": "general affairs", "財政": "finance", "財務": "finance", "政策": "policy",
    "秘書": "secretary", "広報": "public relations", "広聴": "public hearing", "情報": "information", "推進": "promotion",
    "市民": "citizens", "住民": "residents", "町民": "residents", "生活": "living", "環境": "environment", "健康": "health",
    "福祉": "welfare", "保健": "health", "医療": "medical", "高齢者": "elderly", "介護": "long-term care", "障がい者": "disability",
    "子ども": "children", "こども": "children", "子育て": "child-rearing", "保育": "childcare", "教育": "education", "学校": "school",
    "学務": "school affairs", "生涯学習": "lifelong learning", "スポーツ": "sports", "文化": "culture", "国際": "international",
    "都市": "urban", "整備": "development", "再生": "regeneration", "計画": "planning", "建設": "construction", "建築": "building",
    "道路": "roads", "交通": "transport", "下水道": "sewerage", "水道": "waterworks", "緑": "green", "公園": "parks",
    "防災": "disaster prevention", "危機管理": "crisis management", "安全": "safety", "安心": "security", "産業": "industry",
    "商工": "commerce and industry", "観光": "tourism", "農業": "agriculture", "農政": "agriculture", "農林": "agriculture and forestry",
    "税務": "tax", "市民税": "citizens tax", "納税": "tax payment", "人事": "personnel", "職員": "personnel", "契約": "contracts",
    "協働": "collaboration", "人件費": "personnel cost", "比率": "ratio", "割合": "ratio", "率": "rate", "経常": "ordinary", "収支": "balance",
    "基金": "fund", "財政調整": "fiscal adjustment", "残高": "balance", "公債費": "debt service", "実質": "real", "将来負担": "future burden",
    "歳入": "revenue", "歳出": "expenditure", "予算額": "budget", "予算": "budget", "一般会計": "general account", "特別会計": "special account",
    "市税": "city tax", "人口": "population", "正規": "regular", "嘱託": "part-time", "達成": "achievement", "目標": "target", "件数": "number",
    "災害": "disaster", "施設": "facilities", "利用者": "users", "数": "number", "収入": "income", "市債": "city bonds",
    "自治体": "municipal", "行政": "administrative", "改革": "reform", "人財": "human resources", "人材": "human resources", "技術": "technology",
    "活用": "use", "連携": "partnership", "持続可能な": "sustainable", "多様な": "diverse", "主体": "actors", "組織": "organization", "地域": "community", "コミュニティ": "community", "まちづくり": "town planning", "土木": "public works",
    "デジタル": "digital", "会計": "accounting", "議会": "council", "振興": "promotion", "支援": "support", "事務局": "secretariat",
}  # fmt: skip
"""Words of the names of offices."""
PLANS = {
    "アクションプラン": "action plan", "実行計画": "action plan", "行動計画": "action plan", "基本計画": "basic plan", "基本構想": "basic concept",
    "総合計画": "comprehensive plan", "総合戦略": "comprehensive strategy", "実施計画": "implementation plan", "推進計画": "promotion plan",
    "マスタープラン": "master plan", "ビジョン": "vision", "振興計画": "promotion plan", "大綱": "outline", "指針": "guidelines",
}  # fmt: skip
"""Words that a plan's name ends in, before its year."""
ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
_NUMBERED = re.compile(r"第([0-9]{1,2})[次期]")
_YEAR = re.compile(r"((?:19|20)[0-9]{2})$")


def unit_names(name: str) -> Iterator[str]:
    """The English names of a compact label of an office.

    >>> sorted(unit_names("保健福祉部"))[:2]
    ['bureau of health and welfare', 'bureau of health welfare']
    """
    ending = next((word for word in sorted(UNITS, key=len, reverse=True) if name.endswith(word)), "")
    words = _cut(name.removesuffix(ending)) if ending else ()
    if not words:
        return
    joined = {" ".join(words), " and ".join(words), ", ".join(words)}
    for kind, said in product(UNITS[ending], joined):
        yield f"{said} {kind}"
        yield f"{kind} of {said}"


def _cut(name: str) -> tuple[str, ...]:
    """The English of a name's words; nothing where one of them is not in the glossary."""
    found: list[str] = []
    while name:
        name = name.removeprefix("と").removeprefix("・")
        word = next((word for word in _longest_first() if name.startswith(word)), "")
        if not word:
            return ()
        found.append(WORDS[word])
        name = name.removeprefix(word)
    return tuple(found)


@cache
def _longest_first() -> tuple[str, ...]:
    return tuple(sorted(WORDS, key=len, reverse=True))


SHORTEST_PHRASE = 2
"""Words of an English name: one alone (education) is any word of a topic."""


def phrases(name: str) -> Iterator[str]:
    """The English names of a compact label of a figure or of a part of a plan.

    >>> sorted(phrases("財政調整基金の残高"))
    ['balance of fiscal adjustment fund', 'balance of the fiscal adjustment fund', 'fiscal adjustment fund balance']
    """
    parts = [" ".join(_cut(part)) for part in name.split("の")]
    if not all(parts) or len(" ".join(parts).split()) < SHORTEST_PHRASE:
        return
    if len(parts) == 1:
        yield parts[0]
    elif len(parts) == SHORTEST_PHRASE:
        whose, what = parts
        yield from (f"{whose} {what}", f"{what} of {whose}", f"{what} of the {whose}")


def plan_names(names: Iterable[str]) -> Iterator[str]:
    """The English names of a plan by its compact Japanese ones: those with a number or a year, and 基本構想.

    >>> sorted(plan_names(["アクションプラン2027"]))
    ['action plan 2027']
    >>> sorted(plan_names(["第4次基本計画"]))
    ['4th basic plan', 'basic plan no.4', 'fourth basic plan']
    """
    for name in names:
        year, number = _YEAR.search(name), _NUMBERED.match(name)
        bare = _YEAR.sub("", name)
        kind = next((english for word, english in PLANS.items() if bare.endswith(word)), "")
        if kind and year:
            yield f"{kind} {year[1]}"
            word = next(word for word in PLANS if bare.endswith(word))
            before = " ".join(_cut(bare.removesuffix(word)))
            yield from ([f"{before} {kind} {year[1]}"] if before else [])
        elif kind and number and 1 <= int(number[1]) <= len(ORDINALS):
            yield from _ordinal(kind, int(number[1]))
        elif name == "基本構想":
            yield kind


def _ordinal(kind: str, number: int) -> Iterator[str]:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number, "th")
    yield f"{number}{ending} {kind}"
    yield f"{ORDINALS[number - 1]} {kind}"
    yield f"{kind} no.{number}"
