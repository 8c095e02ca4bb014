"""The names of departments and sections: how they end, how several stand together, which a document uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.lines import Line

UPPER = ("部", "局", "公室", "委員会", "庁", "議会", "理事", "本部")
LOWER = (
    "課", "室", "係", "担当", "センター", "事務所", "支所", "出張所", "保健所", "図書館", "博物館", "美術館",
    "公民館",
    "病院", "消防署", "管理者", "班", "チーム", "グループ", "ユニット", "ラボ", "推進員", "大学校", "研究所",
)  # fmt: skip
NO_UNIT = (
    "一部", "全部", "内部", "外部", "幹部", "東部", "西部", "南部", "北部", "中央部", "中心部", "市街部",
    "支部", "上部", "下部", "細部", "学部", "大部", "山間部", "農村部", "結局", "当局", "薬局", "郵便局",
    "日課", "教室", "待合室",
    "相談室", "会議室", "保健室", "審議会", "推進会議",
)  # fmt: skip
"""Common words that end like a unit and are none."""
WHOLE_CITY = re.compile(
    r"^(?:全庁|庁内全体|全ての(?:部|課|部署|部局)|全組織|全市|(?:全|各)(?:部|局|部局|部課|部署|課|所属|課室|部局等|課等)"
    r"|全庁(?:的|横断|共通)?)$"
)
KANA_WORDS = re.compile(
    "障がい|つながり|はぐく[みむ]|にぎわい|ふれあい|生きがい|いきがい|すこやか|はつらつ|やすらぎ|ながいき|はたらく|にっぽん|はじめ"
)
"""Words that stand in the names of units and hold what elsewhere is a particle."""
PARTICLES = re.compile(r"[をはがに、。!?「」:;()\[\]【】]|(?<![いもそひ])で|から|まで|する|した|ます")
LONGEST_UNIT = 20
WORDS_AT_MOST = 6  # of a line that ends with a unit
TWICE, OFTEN = 2, 3
HARD = re.compile(
    r"\s*[、,/;&＆|\n]\s*|\s+(?:及び|並びに|および)\s*|(?<=[部局課室])(?:及び|並びに|および|と|・)(?=.)"
)
TAIL_WORDS = re.compile(r"(?:ほか|他|等|など)$")
NESTED = re.compile(
    r"^(?P<upper>.{2,14}?(?:部|局|本部|委員会|公室))(?P<lower>.{1,14}(?:課|室|係|担当|センター|事務局|班|所))$"
)
IN_BRACKETS = re.compile(r"[(（][^()（）]{0,40}[)）]")
ROLE_WORDS = re.compile(r"^(?:主管|所管|主担当|担当|関係|主|副|連携)\s*[::]\s*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a text names: `upper` a 部 or 局, `lower` a 課 or 室 inside it, or everybody."""

    upper: str = ""
    lower: str = ""
    whole_city: bool = False


def looks_like_unit(name: str) -> bool:
    """Whether a word has the form of a unit's name.

    >>> looks_like_unit("スポーツと文化部"), looks_like_unit("年度に企画部"), looks_like_unit("一部")
    (True, False, False)
    """
    return _ends_like_unit(name) and not PARTICLES.search(KANA_WORDS.sub("", name))


def _ends_like_unit(name: str) -> bool:
    if not 2 <= len(name) <= LONGEST_UNIT or name.endswith(NO_UNIT) or name in UPPER + LOWER:
        return False
    return name.endswith(UPPER + LOWER) and not name[0].isdigit()


def read_unit(name: str, known: frozenset[str] = frozenset()) -> Unit | None:
    """Read one unit: ``企画部財政課`` is a section of a department; None where it is no unit.

    >>> read_unit("企画部財政課").lower
    '財政課'
    """
    if WHOLE_CITY.match(name):
        return Unit(whole_city=True)
    if name in known and not NESTED.match(name):
        return Unit(upper=name) if name.endswith(UPPER) else Unit(lower=name)
    nested = NESTED.match(name)
    if nested and looks_like_unit(nested["upper"]) and not nested["upper"].endswith(NO_UNIT):
        return Unit(upper=nested["upper"], lower=nested["lower"])
    if looks_like_unit(name):
        return Unit(upper=name) if name.endswith(UPPER) else Unit(lower=name)
    return None


def read_units(text: str, known: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """Read a list of units; empty where one of its parts is none.

    A 課 behind a 部 and a space belongs to it; behind a comma or on a line of its own it stands beside it.

    >>> [(u.upper, u.lower) for u in read_units("企画部 財政課、総務部")]
    [('企画部', '財政課'), ('総務部', '')]
    """
    units: list[Unit] = []
    for group in HARD.split(ROLE_WORDS.sub("", text.strip())):
        parts = [part for part in group.split() if part]
        found = [unit for part in _rejoin_latin(parts, known) for unit in _read_part(part, known)]
        if Unit() in found:
            return ()
        units += _nest(found, units[-1:])
    return tuple(dict.fromkeys(units))


def units_of_cell(text: str, known: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """The units of a cell that is known to name them: also names that end as none, as they are written.

    >>> [(u.upper, u.lower) for u in units_of_cell("教育部 図書館、環境課長（窓口：総務課）")]
    [('教育部', '図書館'), ('', '環境課')]
    """
    bare = IN_BRACKETS.sub("", text).strip() or text
    found = read_units(bare, known)
    if found:
        return found
    units: list[Unit] = []
    for group in HARD.split(ROLE_WORDS.sub("", bare)):
        parts = [part for part in map(_as_named, group.split()) if part]
        told = [read_unit(part, known) or _written(part, place, len(parts)) for place, part in enumerate(parts)]
        units += _nest([unit for unit in told if unit], units[-1:])
    return tuple(dict.fromkeys(units))


def _as_named(part: str) -> str:
    """A word without ほか behind it, and the post of who leads a unit as that unit."""
    bare = TAIL_WORDS.sub("", part) or part
    return bare[:-1] if bare.endswith("長") and looks_like_unit(bare[:-1]) else bare


def _written(part: str, place: int, many: int) -> Unit | None:
    """A name that ends as no unit does, as it stands: what another word follows is above that."""
    if PARTICLES.search(KANA_WORDS.sub("", part)) or len(part) > LONGEST_UNIT or part.isascii() or part[0].isdigit():
        return None
    return Unit(upper=part) if place + 1 < many else Unit(lower=part)


def _rejoin_latin(parts: list[str], known: frozenset[str]) -> list[str]:
    """``DX 推進課`` is one unit although a space stands in it."""
    joined: list[str] = []
    for part in parts:
        if joined and joined[-1].isascii() and joined[-1].isalnum() and part not in known:
            joined[-1] += part
        else:
            joined.append(part)
    return joined


def _read_part(part: str, known: frozenset[str]) -> tuple[Unit, ...]:
    """One part between separators; ・ separates units and stands inside their names."""
    bare = TAIL_WORDS.sub("", part) or part
    pieces = bare.split("・")
    if len(pieces) > 1:
        units = [read_unit(piece, known) for piece in pieces]
        if all(units):
            return tuple(u for u in units if u)
    unit = read_unit(bare, known)
    return (unit,) if unit else (Unit(),)


def _nest(units: Sequence[Unit], before: Sequence[Unit]) -> list[Unit]:
    """Units set apart by spaces: a 課 belongs to the 部 before it, also behind another 課 of it."""
    nested = list(before)
    for unit in units:
        last = nested[-1] if nested else Unit()
        is_lower = bool(unit.lower and not unit.upper)
        if is_lower and last.upper and not last.lower and len(nested) > len(before):
            nested[-1] = Unit(upper=last.upper, lower=unit.lower)
        elif is_lower and last.upper and last.lower:
            nested.append(Unit(upper=last.upper, lower=unit.lower))
        else:
            nested.append(unit)
    return nested[len(before) :]


def learn_units(lines: Iterable[Line]) -> frozenset[str]:
    """Learn the units of a document: words in a unit's form that recur at line ends or stand alone on a line.

    A name with a particle inside (にぎわいを生む課) has to recur more often before it is believed.
    """
    counts: Counter[str] = Counter()
    for line in lines:
        words = line.plain.split()
        if words and len(words) <= WORDS_AT_MOST and _ends_like_unit(words[-1]):
            counts[words[-1]] += 1
    return frozenset(n for n, count in counts.items() if count >= (TWICE if looks_like_unit(n) else OFTEN))
