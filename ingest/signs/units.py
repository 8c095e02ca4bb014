"""The names of departments and sections: how they end, how several stand together, which a document uses."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.lexicon import Lexicon, current

KANA_WORDS = re.compile(
    "障がい|つながり|はぐく[みむ]|にぎわい|ふれあい|生きがい|いきがい|すこやか|はつらつ|やすらぎ|ながいき|はたらく|にっぽん|はじめ"
)
"""Words that stand in the names of units and hold what elsewhere is a particle."""
PARTICLES = re.compile(r"[をはがに、。!?「」:;()\[\]【】]|(?<![いもそひ])で|から|まで|する|した|ます")
AND = "及び|並びに|および"
LABELS = ("RESPONSIBLE", "RELATED", "ROLE_MARK")
LONGEST_UNIT = 20
WORDS_AT_MOST = 6  # of a line that ends with a unit
TWICE, OFTEN = 2, 3
TAIL_WORDS = re.compile(r"(?:ほか|他|等|など)$")
OTHERS = re.compile(r"^(?P<name>.{2,20}?)(?:ほか|他)(?P<others>.{2,12})$")
IN_BRACKETS = re.compile(r"[(（][^()（）]{0,40}[)）]")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that a text names: `upper` a 部 or 局, `lower` a 課 or 室 inside it, or everybody.

    One that is `unnamed` (関係課) says that somebody is responsible, and not who.
    """

    upper: str = ""
    lower: str = ""
    whole_city: bool = False
    unnamed: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """What a lexicon says of units' names: their ends by level, what ends alike, how several stand."""

    upper: tuple[str, ...]
    every: tuple[str, ...]
    none: tuple[str, ...]
    whole_city: frozenset[str]
    nested: re.Pattern[str]
    apart: re.Pattern[str]
    label: re.Pattern[str]
    kinds: re.Pattern[str]


def words() -> Words:
    """The words of the lexicon that holds."""
    return _words(current())


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> Words:
    upper = lexicon.forms("DEPARTMENT_SUFFIX")
    every = lexicon.forms("UNIT_SUFFIX")
    inside = [form for form in every if form not in upper]
    behind = "|".join(f"(?<={form})" for form in every)
    return Words(
        upper=upper,
        every=every,
        none=lexicon.not_in("UNIT_SUFFIX"),
        whole_city=frozenset(lexicon.forms("WHOLE_CITY")),
        nested=re.compile(
            rf"^(?P<upper>.{{2,14}}?(?:{_choice(upper)}))(?P<lower>.{{1,14}}(?:{_choice(inside)}))$"
        ),
        apart=re.compile(rf"\s*[、,/;&＆|\n]\s*|\s+(?:{AND})\s*|(?:{behind})(?:{AND}|と|・)(?=.)"),
        label=re.compile(
            rf"^(?:{_choice(form for name in LABELS for form in lexicon.forms(name))})\s*[::]\s*"
        ),
        kinds=_kinds(lexicon),
    )


def _kinds(lexicon: Lexicon) -> re.Pattern[str]:
    """The pattern of kinds of units without a name: all of them, some of them, those of each thing."""
    every, some, kind = map(lexicon.group, ("UNIT_EVERY", "UNIT_SOME", "UNIT_KIND"))
    before = rf"(?:{every}|(?P<some>{some})|(?P<each>各)[^、,\s]{{1,8}}(?:{some}))"
    return re.compile(rf"^{before}+{kind}(?:[・/]?(?:{every}|{some})?{kind})*等?$")


def _of_kind(name: str) -> Unit | None:
    """The unit that a kind of units tells of: everybody, or somebody without a name; None where it is none.

    >>> _of_kind("各部・課").whole_city, _of_kind("関係各課").unnamed, _of_kind("総務課")
    (True, True, None)
    """
    found = words().kinds.match(name) if len(name) <= LONGEST_UNIT else None
    if found is None:
        return None
    return Unit(unnamed=True) if found["some"] or found["each"] else Unit(whole_city=True)


def _choice(forms: Iterable[str]) -> str:
    """The forms as a choice of a pattern, longest first."""
    return "|".join(sorted(map(re.escape, forms), key=len, reverse=True))


def labels_units(text: str) -> bool:
    """Whether a text begins with the label of who is responsible.

    >>> labels_units("担当:緑課"), labels_units("みどり市緑課")
    (True, False)
    """
    return bool(words().label.match(text))


def looks_like_unit(name: str) -> bool:
    """Whether a word has the form of a unit's name.

    >>> looks_like_unit("音楽と祭り部"), looks_like_unit("年度に企画部"), looks_like_unit("一部")
    (True, False, False)
    """
    return _ends_like_unit(name) and not PARTICLES.search(KANA_WORDS.sub("", name))


def _ends_like_unit(name: str) -> bool:
    known = words()
    if not 2 <= len(name) <= LONGEST_UNIT or name.endswith(known.none) or name in known.every:
        return False
    return name.endswith(known.every) and not name[0].isdigit()


def read_unit(name: str, known: frozenset[str] = frozenset()) -> Unit | None:
    """Read one unit: ``企画部財政課`` is a section of a department; None where it is no unit.

    >>> read_unit("企画部財政課").lower
    '財政課'
    """
    told = words()
    if name in told.whole_city:
        return Unit(whole_city=True)
    if kind := _of_kind(name):
        return kind
    nested = told.nested.match(name)
    if name in known and not nested:
        return _of_level(name)
    if nested and _of_kind(nested["lower"]):  # 総務部各課: the department
        return Unit(upper=nested["upper"])
    if nested and looks_like_unit(nested["upper"]):
        return Unit(upper=nested["upper"], lower=nested["lower"])
    return _of_level(name) if looks_like_unit(name) else None


def _of_level(name: str) -> Unit:
    return Unit(upper=name) if name.endswith(words().upper) else Unit(lower=name)


def read_units(text: str, known: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """Read a list of units; empty where one of its parts is none.

    A 課 behind a 部 and a space belongs to it; behind a comma or on a line of its own it stands beside it.

    >>> [(u.upper, u.lower) for u in read_units("企画部 財政課、総務部")]
    [('企画部', '財政課'), ('総務部', '')]
    """
    if kind := _of_kind(text.strip()):
        return (kind,)
    units: list[Unit] = []
    for group in words().apart.split(words().label.sub("", text.strip())):
        parts = [part for part in group.split() if part]
        found = [unit for part in _rejoin_latin(parts, known) for unit in _read_part(part, known)]
        if Unit() in found:
            return ()
        units += _nest(found, units[-1:])
    return tuple(dict.fromkeys(units))


def units_of_cell(text: str, known: frozenset[str] = frozenset()) -> tuple[Unit, ...]:
    """The units of a cell that is known to name them: also names that end as none, as they are written.

    >>> [(u.upper, u.lower) for u in units_of_cell("教育部 図書館、環境課長（窓口：総務課）")]
    [('教育部', '図書館'), ('教育部', '環境課')]
    >>> [u.lower for u in units_of_cell("【健康課・福祉課】")]
    ['健康課', '福祉課']
    """
    text = unframed(text)
    bare = IN_BRACKETS.sub("", text).strip() or text
    found = read_units(bare, known)
    if found:
        return found
    units: list[Unit] = []
    for group in words().apart.split(words().label.sub("", bare)):
        parts = [part for part in map(_as_named, group.split()) if part]
        told = [
            read_unit(part, known) or _written(part, place, len(parts)) for place, part in enumerate(parts)
        ]
        units += _nest([unit for unit in told if unit], units[-1:])
    return tuple(dict.fromkeys(units))


OPENING, CLOSING = "(（[【〔", ")）]】〕"


def unframed(text: str) -> str:
    """The words of a cell that all stand in one pair of brackets, without it.

    >>> unframed("【健康課・福祉課】"), unframed("健康課（本庁）")
    ('健康課・福祉課', '健康課（本庁）')
    """
    inner = text.strip()[1:-1]
    is_framed = text.strip()[:1] in OPENING and not any(mark in inner for mark in OPENING)
    return inner if is_framed and text.strip()[-1:] in CLOSING else text


def _as_named(part: str) -> str:
    """A word without ほか behind it, and the post of who leads a unit as that unit."""
    bare = _without_others(part)
    return bare[:-1] if bare.endswith("長") and looks_like_unit(bare[:-1]) else bare


def _without_others(part: str) -> str:
    """A word without what says that others join in: ほか, 等, ほか関係各課."""
    found = OTHERS.match(part)
    if found and _of_kind(found["others"]):
        return found["name"]
    return TAIL_WORDS.sub("", part) or part


def _written(part: str, place: int, many: int) -> Unit | None:
    """A name that ends as no unit does, as it stands: what another word follows is above that."""
    if (
        PARTICLES.search(KANA_WORDS.sub("", part))
        or len(part) > LONGEST_UNIT
        or part.isascii()
        or part[0].isdigit()
        or find_times(part)
    ):
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
    bare = _without_others(part)
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
        if is_desk(unit) and (last.lower or last.upper) and not is_desk(last):
            nested.append(unit)
            nested[-2:] = below_of(last, nested[-1])
        elif is_lower and last.upper and not last.lower and len(nested) > len(before):
            nested[-1] = Unit(upper=last.upper, lower=unit.lower)
        elif is_lower and last.upper and last.lower:
            nested.append(Unit(upper=last.upper, lower=unit.lower))
        else:
            nested.append(unit)
    return nested[len(before) :]


def is_desk(unit: Unit) -> bool:
    """Whether a unit is a 係 that stands by itself: it belongs to a 課 that something else names."""
    return bool(unit.lower and not unit.upper) and unit.lower.endswith(current().forms("DESK_SUFFIX"))


def below_of(above: Unit, desk: Unit) -> tuple[Unit, ...]:
    """A 係 below the unit that stands above it, which stays named.

    >>> [(u.upper, u.lower) for u in below_of(Unit(lower="総務課"), Unit(lower="庶務係"))]
    [('総務課', '庶務係')]
    >>> [(u.upper, u.lower) for u in below_of(Unit("企画部", "財政課"), Unit(lower="予算係"))]
    [('企画部', '財政課'), ('企画部', '予算係')]
    """
    if above.upper and above.lower:
        return (above, replace(desk, upper=above.upper))
    return (replace(desk, upper=above.upper or above.lower),)


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
