"""A query in words, in Japanese and English: what a person reads as 問いの読み取り."""

from __future__ import annotations

from functools import singledispatch

from keikaku.ontology.japanese.eras import era_name
from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q

COMPARED = {
    Comparator.EXACT: ("ちょうど", "exactly"),
    Comparator.ABOUT: ("約", "about"),
    Comparator.AT_LEAST: ("以上", "at least"),
    Comparator.AT_MOST: ("以下", "at most"),
    Comparator.MORE_THAN: ("超", "more than"),
    Comparator.LESS_THAN: ("未満", "less than"),
}


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


def describe_condition(condition: q.Condition, language: q.Language) -> str:
    """The initiatives that meet the condition, in words: 企画部が担当し、テーマがDXの施策."""
    if language == "en":
        parts = _english_parts(condition)
        return "initiatives" + (" " + " and ".join(parts) if parts else "")
    parts_ja = _parts(condition)
    return "、".join([first for first, _ in parts_ja[:-1]] + [last for _, last in parts_ja[-1:]]) + (
        "施策" if parts_ja else "すべての施策"
    )


def _parts(condition: q.Condition) -> list[tuple[str, str]]:
    """Each condition twice: as it stands before another (し、) and before the noun (する)."""
    if isinstance(condition, q.AllOf):
        return [part for each in condition.conditions for part in _parts(each)]
    return [_words(condition)]


def _english_parts(condition: q.Condition) -> list[str]:
    if isinstance(condition, q.AllOf):
        return [part for each in condition.conditions for part in _english_parts(each)]
    return [_english(condition)]


@singledispatch
def _words(condition: object) -> tuple[str, str]:
    raise TypeError(f"no words for {condition!r}")


@singledispatch
def _english(condition: object) -> str:
    raise TypeError(f"no words for {condition!r}")


@_words.register
def _(condition: q.ByUnit) -> tuple[str, str]:
    return f"{condition.unit.label}が担当し", f"{condition.unit.label}が担当する"


@_english.register
def _(condition: q.ByUnit) -> str:
    return f"that {condition.unit.label} is responsible for"


@_words.register
def _(_: q.ByWholeCity) -> tuple[str, str]:
    return "全庁で取り組み", "全庁で取り組む"


@_english.register
def _(_: q.ByWholeCity) -> str:
    return "of the whole city office (全庁)"


@_words.register
def _(condition: q.InPlan) -> tuple[str, str]:
    return f"「{condition.plan.label}」に載り", f"「{condition.plan.label}」の"


@_english.register
def _(condition: q.InPlan) -> str:
    return f"of the plan {condition.plan.label}"


@_words.register
def _(condition: q.InPillar) -> tuple[str, str]:
    word = pillar_name(condition.word, condition.number)
    name = f"「{condition.plan.label}」の{word}「{condition.pillar.label}」"
    return f"{name}に属し", f"{name}に属する"


@_english.register
def _(condition: q.InPillar) -> str:
    return f"under pillar {condition.number} {condition.pillar.label} of {condition.plan.label}"


@_words.register
def _(condition: q.InField) -> tuple[str, str]:
    return f"分野「{condition.field.label}」に属し", f"分野「{condition.field.label}」に属する"


@_english.register
def _(condition: q.InField) -> str:
    return f"in the field {condition.field.label}"


@_words.register
def _(condition: q.InCity) -> tuple[str, str]:
    return f"{condition.city.label}のもので", f"{condition.city.label}の"


@_english.register
def _(condition: q.InCity) -> str:
    return f"of {condition.city.label}"


@_words.register
def _(condition: q.InYear) -> tuple[str, str]:
    year = year_name(condition.fiscal_year)
    return (
        f"{year}（{condition.fiscal_year}年度）に有効な計画の",
        f"{year}（{condition.fiscal_year}年度）に有効な計画の",
    )


@_english.register
def _(condition: q.InYear) -> str:
    return f"of plans that hold in fiscal {condition.fiscal_year}"


@_words.register
def _(condition: q.WithTheme) -> tuple[str, str]:
    return f"テーマが{condition.theme.label}で", f"テーマが{condition.theme.label}の"


@_english.register
def _(condition: q.WithTheme) -> str:
    return f"on the theme {condition.theme.label}"


@_words.register
def _(condition: q.NameHas) -> tuple[str, str]:
    return f"名前に「{condition.words}」を含み", f"名前に「{condition.words}」を含む"


@_english.register
def _(condition: q.NameHas) -> str:
    return f"whose name holds “{condition.words}”"


@_words.register
def _(condition: q.TextHas) -> tuple[str, str]:
    return f"名前か本文に「{condition.words}」を含み", f"名前か本文に「{condition.words}」を含む"


@_english.register
def _(condition: q.TextHas) -> str:
    return f"whose name or text holds “{condition.words}”"


@_words.register
def _(condition: q.Mentions) -> tuple[str, str]:
    place = "名前" if condition.in_name else "名前か本文"
    return f"{place}に「{condition.words}」と書いてあり", f"{place}に「{condition.words}」と書いてある"


@_english.register
def _(condition: q.Mentions) -> str:
    return f"whose name{'' if condition.in_name else ' or text'} says “{condition.words}”"


@_words.register
def _(condition: q.UnitNumber) -> tuple[str, str]:
    number = f"担当する{'課・室' if condition.sections else '部'}が{condition.number}つ"
    sign = "" if condition.comparator is Comparator.EXACT else COMPARED[condition.comparator][0]
    return f"{number}{sign}で", f"{number}{sign}の"


@_english.register
def _(condition: q.UnitNumber) -> str:
    units = "sections" if condition.sections else "departments"
    return f"with {COMPARED[condition.comparator][1]} {condition.number} responsible {units}"


@_words.register
def _(condition: q.HasTarget) -> tuple[str, str]:
    kind = "数値の目標" if condition.numeric else "目標"
    if condition.value is not None:
        kind += f"（{condition.value:g}{condition.unit}{COMPARED[condition.comparator][0]}）"
    return f"{kind}があり", f"{kind}がある"


@_english.register
def _(condition: q.HasTarget) -> str:
    if condition.value is None:
        return "with a numeric target" if condition.numeric else "with a target"
    return f"with a target of {COMPARED[condition.comparator][1]} {condition.value:g}{condition.unit}"


@_words.register
def _(condition: q.TargetNumber) -> tuple[str, str]:
    sign = "" if condition.comparator is Comparator.EXACT else COMPARED[condition.comparator][0]
    return f"目標が{condition.number}つ{sign}あり", f"目標が{condition.number}つ{sign}ある"


@_english.register
def _(condition: q.TargetNumber) -> str:
    return f"with {COMPARED[condition.comparator][1]} {condition.number} targets"


@_words.register
def _(_: q.HasUnit) -> tuple[str, str]:
    return "担当が書かれてい", "担当が書かれている"


@_english.register
def _(_: q.HasUnit) -> str:
    return "with a responsible department or section"


@_words.register
def _(condition: q.MovesIn) -> tuple[str, str]:
    year = f"{condition.fiscal_year}年{'' if condition.calendar else '度'}"
    return f"{year}の動きが本文にあり", f"{year}の動きが本文にある"


@_english.register
def _(condition: q.MovesIn) -> str:
    return f"whose text tells of something in fiscal {condition.fiscal_year}"


@_words.register
def _(condition: q.AnyOf) -> tuple[str, str]:
    each = (describe_condition(part, "ja").removesuffix("施策") for part in condition.conditions)
    joined = "または".join(dict.fromkeys(each))  # units of one name in two cities
    return f"（{joined}）もので", f"（{joined}）"


@_english.register
def _(condition: q.AnyOf) -> str:
    return (
        "("
        + " or ".join(
            describe_condition(part, "en").removeprefix("initiatives ") for part in condition.conditions
        )
        + ")"
    )


@_words.register
def _(condition: q.Not) -> tuple[str, str]:
    inner = describe_condition(condition.condition, "ja").removesuffix("施策")
    return f"「{inner}もの」を除き", f"「{inner}もの」を除く"


@_english.register
def _(condition: q.Not) -> str:
    return "not " + describe_condition(condition.condition, "en").removeprefix("initiatives ")


def bound_words(bound: q.Bound, language: q.Language) -> str:
    """10件以上, 14%台, at least 10."""
    if bound.upper is not None:
        return (
            f"{bound.value:g}{bound.unit}台"
            if language == "ja"
            else f"from {bound.value:g} to below {bound.upper:g}{bound.unit}"
        )
    word = COMPARED[bound.comparator][language == "en"]
    if language == "en":
        return f"{word} {bound.value:g}{bound.unit if bound.unit == '%' else ''}"
    return f"{bound.value:g}{bound.unit}{'' if word == 'ちょうど' else word}"


def asked(query: object, language: q.Language) -> str:
    """A query about initiatives in words, "" for other kinds: their answers print themselves."""
    where = getattr(query, "where", None)
    return describe_condition(where, language) if where is not None else ""
