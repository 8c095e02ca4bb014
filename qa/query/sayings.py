"""How each condition is said, Japanese and English: one row an operator, which prints it and reads it back.

`read_conditions(describe_condition(where)) == where` for every expression of these rows, by names that one thing has.
A row has the words before another condition (…が担当し), before the noun (…が担当する) and in English; what stands in
braces is a slot. `TextHas` tells what a search found and is printed, and not read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol

from keikaku.ontology.japanese.eras import era_name
from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

COMPARED = {
    Comparator.EXACT: ("ちょうど", "exactly"),
    Comparator.ABOUT: ("約", "about"),
    Comparator.AT_LEAST: ("以上", "at least"),
    Comparator.AT_MOST: ("以下", "at most"),
    Comparator.MORE_THAN: ("超", "more than"),
    Comparator.LESS_THAN: ("未満", "less than"),
}


class Names(Protocol):
    """What a printed name stands for: the thing, or nothing."""

    def named(self, kind: str, label: str, plan: str = "") -> tuple[Any, ...]:
        """The conditions of that kind on things of that name: units, plans, pillars of a plan, fields, themes, cities."""


@dataclass(frozen=True, slots=True)
class Saying:
    """One operator: its words in three places, what a condition fills them with, and the condition that they are of."""

    of: type
    before: str
    last: str
    english: str
    slots: Callable[[Any], dict[str, str] | None]
    condition: Callable[[dict[str, str], Names], tuple[q.Condition, ...]]


def _named(kind: str, slot: str) -> Callable[[dict[str, str], Names], tuple[q.Condition, ...]]:
    return lambda found, names: names.named(kind, found[slot])


def _label(attribute: str) -> Callable[[Any], dict[str, str]]:
    return lambda one: {attribute: getattr(one, attribute).label}


def _sign(comparator: Comparator) -> dict[str, str]:
    word, english = COMPARED[comparator]
    return {"sign": "" if comparator is Comparator.EXACT else word, "than": english}


def _comparator(found: dict[str, str]) -> Comparator:
    return next(
        one
        for one, (word, english) in COMPARED.items()
        if found.get("than", "") == english
        or ("than" not in found and found["sign"] == ("" if one is Comparator.EXACT else word))
    )


def year_name(fiscal_year: int, language: q.Language = "ja") -> str:
    """A fiscal year as people say it.

    >>> year_name(2019), year_name(2019, "en")
    ('令和元年度', 'fiscal 2019')
    """
    return f"{era_name(fiscal_year)}年度" if language == "ja" else f"fiscal {fiscal_year}"


def pillar_name(heading: str, number: str) -> str:
    """What stands before a pillar's own name: the document's word, else the word for any pillar.

    >>> pillar_name("基本目標", "2"), pillar_name("", "2"), pillar_name("", "")
    ('基本目標2', '柱2', '')
    """
    return f"{heading or '柱'}{number}" if number else heading


def _pillar(one: q.InPillar) -> dict[str, str]:
    return {
        "plan": one.plan.label,
        "word": pillar_name(one.word, one.number),
        "place": f"{one.number} " if one.number else "",
        "pillar": one.pillar.label,
    }


def _number(one: Any, **also: Any) -> dict[str, str] | None:
    held = all(getattr(one, name) == value for name, value in also.items())
    return {"number": str(one.number), **_sign(one.comparator)} if held else None


def _value(one: q.HasTarget) -> dict[str, str] | None:
    if one.value is None:
        return None
    return {"value": repr(one.value).removesuffix(".0"), "unit": one.unit, **_sign(one.comparator)}


def _so_many(sections: bool) -> Callable[[dict[str, str], Names], tuple[q.Condition, ...]]:  # noqa: FBT001
    return lambda found, _: (q.UnitNumber(int(found["number"]), _comparator(found), sections),)


SAYINGS: tuple[Saying, ...] = (
    Saying(
        q.InPillar, "「{plan}」の{word}「{pillar}」に属し", "「{plan}」の{word}「{pillar}」に属する",
        "under pillar {place}{pillar} of {plan}", _pillar,
        lambda found, names: names.named("pillar", found["pillar"], found["plan"]),
    ),
    Saying(q.InPlan, "「{plan}」に載り", "「{plan}」の", "of the plan {plan}", _label("plan"), _named("plan", "plan")),
    Saying(
        q.InField, "分野「{field}」に属し", "分野「{field}」に属する", "in the field {field}", _label("field"), _named("field", "field")
    ),
    Saying(
        q.InYear, "{era}（{year}年度）に有効な計画の", "{era}（{year}年度）に有効な計画の", "of plans that hold in fiscal {year}",
        lambda one: {"era": year_name(one.fiscal_year), "year": str(one.fiscal_year)},
        lambda found, _: (q.InYear(int(found["year"])),),
    ),
    Saying(q.WithTheme, "テーマが{theme}で", "テーマが{theme}の", "on the theme {theme}", _label("theme"), _named("theme", "theme")),
    Saying(
        q.TextHas, "名前か本文に「{words}」を含み", "名前か本文に「{words}」を含む", "that hold “{words}”",
        lambda one: {"words": one.words}, lambda *_: (),
    ),
    Saying(
        q.Mentions, "名前に「{words}」を含み", "名前に「{words}」を含む", "whose name says “{words}”",
        lambda one: {"words": one.words} if one.in_name else None, lambda found, _: (q.Mentions(found["words"], in_name=True),),
    ),
    Saying(
        q.Mentions, "名前か本文に「{words}」と書いてあり", "名前か本文に「{words}」と書いてある", "that say “{words}”",
        lambda one: None if one.in_name else {"words": one.words}, lambda found, _: (q.Mentions(found["words"]),),
    ),
    Saying(
        q.UnitNumber, "担当する部が{number}つ{sign}で", "担当する部が{number}つ{sign}の", "with {than} {number} responsible departments",
        lambda one: _number(one, sections=False), _so_many(sections=False),
    ),
    Saying(
        q.UnitNumber, "担当する課・室が{number}つ{sign}で", "担当する課・室が{number}つ{sign}の", "with {than} {number} responsible sections",
        lambda one: _number(one, sections=True), _so_many(sections=True),
    ),
    Saying(
        q.TargetNumber, "目標が{number}つ{sign}あり", "目標が{number}つ{sign}ある", "with {than} {number} targets",
        _number, lambda found, _: (q.TargetNumber(int(found["number"]), _comparator(found)),),
    ),
    Saying(
        q.HasTarget, "数値の目標（{value}{unit}{sign}）があり", "数値の目標（{value}{unit}{sign}）がある",
        "with a target of {than} {value}{unit}", _value,
        lambda found, _: (q.HasTarget(numeric=True, comparator=_comparator(found), value=float(found["value"]), unit=found["unit"]),),
    ),
    Saying(
        q.HasTarget, "数値の目標があり", "数値の目標がある", "with a numeric target",
        lambda one: {} if one.numeric else None, lambda *_: (q.HasTarget(numeric=True),),
    ),
    Saying(q.HasTarget, "目標があり", "目標がある", "with a target", lambda _: {}, lambda *_: (q.HasTarget(),)),
    Saying(
        q.HasUnit, "担当が書かれてい", "担当が書かれている", "with somebody responsible", lambda _: {}, lambda *_: (q.HasUnit(),)
    ),
    Saying(
        q.MovesIn, "{year}年度の動きが本文にあり", "{year}年度の動きが本文にある", "whose text tells of something in fiscal {year}",
        lambda one: None if one.calendar else {"year": str(one.fiscal_year)}, lambda found, _: (q.MovesIn(int(found["year"])),),
    ),
    Saying(
        q.MovesIn, "{year}年の動きが本文にあり", "{year}年の動きが本文にある", "whose text tells of something in the year {year}",
        lambda one: {"year": str(one.fiscal_year)}, lambda found, _: (q.MovesIn(int(found["year"]), calendar=True),),
    ),
    Saying(
        q.ByWholeCity, "全庁で取り組み", "全庁で取り組む", "of the whole city office (全庁)", lambda _: {}, lambda *_: (q.ByWholeCity(),)
    ),
    Saying(
        q.ByUnit, "{unit}が担当し", "{unit}が担当する", "that {unit} is responsible for", _label("unit"), _named("unit", "unit")
    ),
    Saying(q.InCity, "{city}のもので", "{city}の", "of {city}", _label("city"), _named("city", "city")),
)  # fmt: skip
"""Every operator but and, or and not, the narrower words first."""
NOUN, EVERY, EVERY_EN = "施策", "すべての", "initiatives"
OPENING, CLOSING = "「『（(“[", "」』）)”]"
SLOTS = {
    "number": "[0-9]+", "place": "(?:[0-9.-]+ )?", "year": "[0-9]{4}", "value": "-?[0-9.]+(?:e[+-]?[0-9]+)?", "unit": "[^0-9「」（）]*?",
    "sign": "|".join(word for one, (word, _) in COMPARED.items() if one is not Comparator.EXACT) + "|",
    "than": "|".join(english for _, english in COMPARED.values()), "era": "[^（）]+", "word": "[^「」]*",
}  # fmt: skip
"""What may stand in a slot; in any other stands a name."""


# ---- printing --------------------------------------------------------------------------------------------------------


def describe_condition(condition: q.Condition, language: q.Language) -> str:
    """The initiatives that meet the condition, in words: 企画部が担当し、テーマがDXの施策."""
    if language == "en":
        parts = [_english(part) for part in _flat(condition)]
        return EVERY_EN + (" " + " and ".join(parts) if parts else "")
    return _body(condition) + NOUN


def _flat(condition: q.Condition) -> list[q.Condition]:
    if isinstance(condition, q.AllOf):
        return [part for each in condition.conditions for part in _flat(each)]
    return [condition]


def _body(condition: q.Condition) -> str:
    parts = _flat(condition)
    told = [_words(part, last=at == len(parts) - 1) for at, part in enumerate(parts)]
    return "、".join(told) or EVERY


def _saying(condition: q.Condition) -> tuple[Saying, dict[str, str]]:
    for saying in SAYINGS:
        slots = saying.slots(condition) if type(condition) is saying.of else None
        if slots is not None:
            return saying, slots
    raise TypeError(f"no words for {condition!r}")


def _words(condition: q.Condition, *, last: bool) -> str:
    match condition:
        case q.AnyOf(parts):
            either = "または".join(dict.fromkeys(map(_body, parts)))  # units of one name in two cities
            return f"（{either}）" + ("" if last else "もので")
        case q.Not(inner):
            return f"「{_body(inner)}もの」を{'除く' if last else '除き'}"
        case _:
            saying, slots = _saying(condition)
            return (saying.last if last else saying.before).format(**slots)


def _english(condition: q.Condition) -> str:
    match condition:
        case q.AnyOf(parts):
            return (
                f"({' or '.join(dict.fromkeys(' and '.join(map(_english, _flat(part))) for part in parts))})"
            )
        case q.Not(inner):
            told = " and ".join(map(_english, _flat(inner)))
            return f"not ({told})" if len(_flat(inner)) > 1 else f"not {told}"
        case _:
            saying, slots = _saying(condition)
            return saying.english.format(**slots)


# ---- reading ---------------------------------------------------------------------------------------------------------


def read_conditions(text: str, names: Names) -> q.AllOf | None:
    """The condition that prints so; None for any other text."""
    if text == EVERY + NOUN or text == EVERY_EN:
        return q.AllOf()
    if text.startswith(EVERY_EN + " "):
        found = _read_all(
            text.removeprefix(EVERY_EN + " "), " and ", lambda one, _: _read_english(one, names)
        )
    elif text.endswith(NOUN):
        found = _read_all(text.removesuffix(NOUN), "、", lambda one, last: _read(one, names, last=last))
    else:
        return None
    return None if found is None else q.AllOf(tuple(_flat(found)))


def _parted(text: str, by: str) -> Iterator[str]:
    """The parts of a text between the words that join them, none of those inside brackets."""
    depth, start, at = 0, 0, 0
    while at < len(text):
        depth += (text[at] in OPENING) - (text[at] in CLOSING)
        if depth == 0 and text.startswith(by, at):
            yield text[start:at]
            start = at = at + len(by)
        else:
            at += 1
    yield text[start:]


def _read_all(text: str, by: str, read: Callable[[str, bool], q.Condition | None]) -> q.Condition | None:
    parts = list(_parted(text, by))
    found = [read(part, at == len(parts) - 1) for at, part in enumerate(parts)]
    told = [one for one in found if one is not None]
    if len(told) < len(found):
        return None
    return told[0] if len(told) == 1 else q.AllOf(tuple(told))


def _read(text: str, names: Names, *, last: bool) -> q.Condition | None:
    def body(part: str) -> q.Condition | None:
        return _read_all(part, "、", lambda one, end: _read(one, names, last=end))

    either = re.fullmatch("（(.+)）" if last else "（(.+)）もので", text)
    if either and _whole(either[1]):
        return _any(list(_parted(either[1], "または")), body)
    without = re.fullmatch("「(.+)もの」を" + ("除く" if last else "除き"), text)
    if without and _whole(without[1]):
        inner = body(without[1])
        return q.Not(inner) if inner is not None else None
    return _row(text, "last" if last else "before", names)


def _read_english(text: str, names: Names) -> q.Condition | None:
    def body(part: str) -> q.Condition | None:
        return _read_all(part, " and ", lambda one, _: _read_english(one, names))

    if text.startswith("not "):
        rest = text.removeprefix("not ")
        grouped = re.fullmatch(r"\((.+)\)", rest)
        parts = list(_parted(grouped[1], " or ")) if grouped and _whole(grouped[1]) else []
        inner = body(parts[0]) if len(parts) == 1 else _read_english(rest, names)
        return q.Not(inner) if inner is not None else None
    either = re.fullmatch(r"\((.+)\)", text)
    if either and _whole(either[1]):
        return _any(list(_parted(either[1], " or ")), body)
    return _row(text, "english", names)


def _whole(text: str) -> bool:
    """True where the brackets within close one another: （A）または（B） is no bracket around the whole."""
    depth = 0
    for letter in text:
        depth += (letter in OPENING) - (letter in CLOSING)
        if depth < 0:
            return False
    return depth == 0


def _any(parts: list[str], body: Callable[[str], q.Condition | None]) -> q.Condition | None:
    found = [body(part) for part in parts]
    told = [one for one in found if one is not None]
    if len(told) < len(found):
        return None
    return told[0] if len(told) == 1 else q.AnyOf(tuple(told))


def _row(text: str, place: str, names: Names) -> q.Condition | None:
    for saying in SAYINGS:
        match = _pattern(getattr(saying, place)).fullmatch(text)
        found = saying.condition(match.groupdict(), names) if match else ()
        if found:
            return found[0] if len(found) == 1 else q.AnyOf(found)
    return None


@cache
def _pattern(words: str) -> re.Pattern[str]:
    parts = re.split(r"\{(\w+)\}", words)
    told = [
        re.escape(part) if at % 2 == 0 else f"(?P<{part}>{SLOTS.get(part, '.+')})"
        for at, part in enumerate(parts)
    ]
    return re.compile("".join(told))
