"""A figure and a reckoned number as people say them: 約60億円, 令和4年度は14.1％, 約30億円＋約30億円＝約60億円."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.telling.describe import describe_condition, year_name

if TYPE_CHECKING:
    from keikaku.qa.finding.numbers import Told, Value

_BARE = re.compile(r"[0-9０-９,，.．]+")


def amount(value: float, unit: str, *, about: bool = False, language: q.Language = "ja") -> str:
    """A number in the unit that people say.

    >>> amount(8601001000.0, "円"), amount(6e9, "円", about=True), amount(2.8, "ポイント"), amount(1491.0, "人")
    ('86億100万1,000円', '約60億円', '2.8ポイント', '1,491人')
    """
    near = ("約" if language == "ja" else "about ") if about else ""
    if unit == "円" and abs(value) >= 10_000 and language == "ja":
        return near + _yen(round(value))
    number = f"{value:,.6f}".rstrip("0").rstrip(".")
    return f"{near}{number}{UNITS.get(unit, unit) if language == 'en' else unit}"


UNITS = {"円": " yen", "件": "", "人": " people", "ポイント": " points"}


def _yen(value: int) -> str:
    sign, value = ("−" if value < 0 else ""), abs(value)
    parts = ((value // 10**8, "億"), (value // 10**4 % 10**4, "万"), (value % 10**4, ""))
    return sign + "".join(f"{number:,}{word}" for number, word in parts if number) + "円"


def figure_text(row: Told, language: q.Language, *, dated: bool = False, named: bool = True) -> str:
    """One figure: its year, its name and the words of its source."""
    text = row.text + row.unit if _BARE.fullmatch(row.text) else row.text
    if not dated:
        return text
    when = f"{year_name(row.year, language)}" if row.year is not None else ""
    name = row.indicator.label if named else ""
    if language == "en":
        return f"{name}{' in ' + when if when else ''}: {text}"
    return f"{when}の{name}は{text}" if when and name else f"{when or name}は{text}"


def said(value: Value, language: q.Language) -> str:  # noqa: PLR0911 - a case each
    """One number as a sentence."""
    ja = language == "ja"
    match value.number:
        case q.Figure(indicator, subject, _, target):
            return _figure(value, indicator, subject, language, target=target)
        case q.Series():
            return _series(value, language)
        case q.Within() | q.HowMany():
            return _within(value, language)
        case q.Kept():
            return _kept(value, language)
        case q.Utmost(of, lowest, rank):
            return _utmost(value, of, rank, language, lowest=lowest)
        case q.Best(_, lowest):
            which = (
                ("最も少ない" if lowest else "最も多い")
                if ja
                else ("the lowest" if lowest else "the highest")
            )
            told = [said(part, language) for part in value.parts]
            return f"{which}のは次です。{''.join(told)}" if ja else f"{which.capitalize()}: {' '.join(told)}"
        case q.CountOf(where):
            what = describe_condition(where, language)
            return f"{what}は{value.value:g}件です。" if ja else f"There are {value.value:g} {what}."
        case q.Average(of):
            working = "＋".join(f"{row.value:g}" for row in value.of)
            mean = amount(round(value.value or 0, 1), value.unit, about=value.about, language=language)
            shown = f"（({working})÷{len(value.of)}）" if ja else f" (({working})/{len(value.of)})"
            return (
                f"{of.indicator.label}の平均は{mean}です{shown}。"
                if ja
                else f"The average of {of.indicator.label} is {mean}{shown}."
            )
        case _:
            return _reckoned(value, language)


def _figure(
    value: Value, indicator: q.Named, subject: q.Named | None, language: q.Language, *, target: bool
) -> str:
    row = value.of[0]
    whose = f"{subject.label}の" if subject and language == "ja" else ""
    text = figure_text(row, language)
    if target:
        return (
            f"{indicator.label}の目標は「{row.text}」です。"
            if language == "ja"
            else f"The target of {indicator.label} is “{row.text}”."
        )
    when = f"{year_name(row.year, language)}" if row.year is not None else ""
    if language == "en":
        yen = (
            f" ({amount(value.value, '円', about=value.about, language='en')})"
            if value.unit == "円" and value.value
            else ""
        )
        of = f" of {subject.label}" if subject else ""
        return f"{indicator.label}{of}{' in ' + when if when else ''} is {text}{yen}."
    return f"{when + 'の' if when else ''}{whose}{indicator.label}は{text}です。"


def _series(value: Value, language: q.Language) -> str:
    rows = [
        f"{year_name(row.year, language) if row.year is not None else row.subject.label} {figure_text(row, language)}"
        for row in value.of
    ]
    name = value.of[0].indicator.label
    return (
        f"{name}は、{'、'.join(rows)}です。"
        if language == "ja"
        else f"{name}: {', '.join(rows)}. These are the figures year by year."
    )


def _within(value: Value, language: q.Language) -> str:
    from keikaku.qa.kinds.numbers.tell import within_words  # noqa: PLC0415 - the two tell each other's words

    number = value.number
    assert isinstance(number, q.Within | q.HowMany)
    words = within_words(number.of, number.bound, language)
    parts = [_place(row, language) for row in value.of]
    if not parts:
        return (
            f"{words}は、文書の数値にはありません。"
            if language == "ja"
            else f"There are no {words} in the documents."
        )
    counter = "つ" if number.of.pillars_of else "回"
    many = f"{len(parts)}{counter}で、" if isinstance(number, q.HowMany) or number.of.pillars_of else ""
    if language == "en":
        return f"{words}: {len(parts)} ({', '.join(parts)})."
    return f"{words}は{many}{'、'.join(parts)}です。"


def _kept(value: Value, language: q.Language) -> str:
    """The years that keep the target, and those that do not."""
    series, goal = value.parts
    if not goal.of or not series.of:
        return ""
    name, rule = series.of[0].indicator.label, goal.of[0].text
    kept = [_place(row, language) for row in value.of]
    missed = [_place(row, language) for row in series.of if row not in value.of]
    if language == "en":
        told = f"{name} (target: {rule}): kept in {', '.join(kept) or 'no year'}"
        return f"{told}{'; missed in ' + ', '.join(missed) if missed else ', which is every year'}."
    head = f"{name}の目標（{rule}）を達成した"
    if not kept:
        return f"{head}年度はありません。達成していないのは{'、'.join(missed)}です。"
    every = f"{len(kept)}か年とも達成しています" if not missed and len(kept) > 1 else ""
    if every:
        return f"{name}は、目標（{rule}）を{every}。{'、'.join(kept)}です。"
    return f"{head}のは{'、'.join(kept)}です。" + (
        f"達成していないのは{'、'.join(missed)}です。" if missed else ""
    )


def _place(row: Told, language: q.Language) -> str:
    place = year_name(row.year, language) if row.year is not None else f"「{row.subject.label}」"
    return f"{place}（{figure_text(row, language)}）"


def _utmost(value: Value, of: q.Series, rank: int, language: q.Language, *, lowest: bool) -> str:
    places = "、".join(_place(row, language) for row in value.of)
    if language == "en":
        return f"The {'lowest' if lowest else 'highest'} {of.indicator.label}: {places}."
    size = ("少ない" if lowest else "多い") if of.pillars_of else ("低い" if lowest else "高い")
    which = f"{rank}番目に" if rank > 1 else "最も"
    return f"{of.indicator.label}が{which}{size}のは{places}です。"


SIGNS: dict[type, tuple[str, str]] = {
    q.Sum: ("＋", "合計"),
    q.Difference: ("－", "差"),
    q.Ratio: ("÷", "割合"),
}


def _reckoned(value: Value, language: q.Language) -> str:
    """The result, and its working from the terms."""
    sign, word = SIGNS[type(value.number)]
    terms = sign.join(amount(part.value or 0, part.unit, about=part.about) for part in value.parts)
    result = amount(
        abs(value.value or 0) if isinstance(value.number, q.Difference) else value.value or 0,
        value.unit,
        about=value.about,
        language=language,
    )
    names = [short_name(part, language) for part in value.parts]
    if language == "en":
        return f"{' / '.join(names)}: {result} ({terms})."
    if isinstance(value.number, q.Difference):
        return _difference(value, names, result, terms)
    if isinstance(value.number, q.Ratio):
        return f"{names[1]}に対する{names[0]}の割合は{result}です（{terms}）。"
    return f"{'と'.join(names)}の{word}は{result}です（{terms}）。"


def _same(first: Value, second: Value) -> bool:
    return first.of[0].indicator == second.of[0].indicator and first.of[0].kind != second.of[0].kind


def _difference(value: Value, names: list[str], result: str, terms: str) -> str:
    first, second = value.parts
    if second.of and second.of[0].kind in {"target", "rule"} and first.of and _same(first, second):
        names = [names[0], "目標"]
    dated = (
        bool(first.of and second.of)
        and first.of[0].indicator == second.of[0].indicator
        and first.of[0].year != second.of[0].year
        and second.of[0].kind != "target"
    )
    if not value.value:
        return f"{names[0]}と{names[1]}は同じです（{terms}）。"
    more = value.value > 0
    if isinstance(value.number, q.Difference) and isinstance(value.number.first, q.Utmost):
        return f"{names[0]}と{names[1]}の差は{result}です（{terms}）。"
    if dated:
        return f"{names[0]}は、{names[1]}より{result}{'上がっています' if more else '下がっています'}（{terms}）。"
    return f"{names[0]}は{names[1]}より{result}{'多い' if more else '少ない'}です（{terms}）。"


def short_name(value: Value, language: q.Language) -> str:
    """What a term is called beside another: its year, its group, else its name."""
    match value.number:
        case q.CountOf(where):
            parts = [part for part in where.conditions if not isinstance(part, q.InPlan | q.InYear)]
            return (
                describe_condition(q.AllOf(tuple(parts)), language)
                if parts
                else describe_condition(where, language)
            )
        case q.Utmost(_, lowest, _) if value.of:
            when = (
                year_name(value.of[0].year, language)
                if value.of[0].year is not None
                else value.of[0].subject.label
            )
            return (
                f"{'最も低い' if lowest else '最も高い'}{when}"
                if language == "ja"
                else f"the {'lowest' if lowest else 'highest'} ({when})"
            )
        case q.Figure(indicator, _, _, True):
            return f"{indicator.label}の目標" if language == "ja" else f"the target of {indicator.label}"
        case q.Figure(indicator, subject, year, _):
            when = f"{year_name(year, language)}の" if year is not None and language == "ja" else ""
            return f"{when}{subject.label + 'の' if subject else ''}{indicator.label}"
        case _:
            return value.of[0].indicator.label if value.of else ""
