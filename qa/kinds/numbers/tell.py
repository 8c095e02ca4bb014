"""Numbers as answers: what is asked first, then the figures that it was reckoned from, with the working."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.finding.numbers import Finder, Value, evaluate, keeps
from keikaku.qa.kinds.numbers.figures import figure_text, said
from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.describe import bound_words, describe_condition, year_name
from keikaku.qa.telling.found import Found

if TYPE_CHECKING:
    from keikaku.qa.finding.numbers import Told
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World

COMPOSITE = (q.Sum, q.Difference, q.Ratio, q.Average, q.HowMany)
"""Numbers that are reckoned from those before them."""
SHOWN = 12
"""Citations of things that were counted: the count itself stands nowhere, and each of them does."""


def answer_numbers(query: q.AskNumbers, world: World, language: q.Language) -> Found | Declined:
    """Each number told; what cannot be told is said, and what is reckoned shows its working."""
    finder = Finder(world)
    values = [evaluate(number, finder) for number in query.numbers]
    shown = query.numbers[-1:] if isinstance(query.numbers[-1], COMPOSITE) else query.numbers
    reading = "、".join(name_of(number, language) for number in shown)
    missing = tuple(dict.fromkeys(gap for value in values for gap in _gaps(value, language)))
    told = [
        value
        for value in values
        if value.value is not None or value.of or any(part.of for part in value.parts)
    ]
    if not told:
        return _none(values, reading, missing, language)
    citations = tuple(dict.fromkeys(cite for value in values for cite in cites(value)))
    last = values[-1]
    return Found(
        text="\n".join(dict.fromkeys(_lines(query, values, language))),
        sparql="\n\n".join(finder.asked),
        reading=reading,
        items=_items(values),
        citations=citations if len(citations) <= SHOWN else citations[:SHOWN],
        value=_plain(last.value),
        unit=last.unit or None,
        missing=missing,
    )


def cites(value: Value) -> tuple[Citation, ...]:
    """Where it stands; of what is not within a bound, where the figures stand that are not."""
    return value.citations or tuple(cite for part in value.parts for cite in part.citations)


def _plain(value: float | None) -> float | int | None:
    return value if value is None or value != int(value) else int(value)


def _items(values: list[Value]) -> tuple[Item, ...]:
    rows = dict.fromkeys(
        row
        for value in (values[0:1] if isinstance(values[0].number, q.Within) else values)
        for row in value.of
    )
    return tuple(
        Item(iri=row.iri, type="Observation", label=_name(row), fiscal_year=row.year, reason=row.text)
        for row in rows
    )


def _none(values: list[Value], reading: str, missing: tuple[str, ...], language: q.Language) -> Declined:
    years = sorted({year for value in values for part in (value, *value.parts) for year in part.years})
    if years and missing:
        indicators = [
            n.indicator.label for n in (v.number for v in values) if isinstance(n, q.Figure | q.Series)
        ]
        about = {
            "reading": "、".join(dict.fromkeys(indicators)) or reading,
            "asked": "・".join(missing),
            "years": "、".join(year_name(year, language) for year in years),
        }
        return Declined(status=AnswerStatus.OTHER_YEAR, phrase="other_year", about=about)
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": reading})


def _gaps(value: Value, language: q.Language) -> list[str]:
    """The years that are asked for and not told, the targets that are no figure."""
    number = value.number
    if isinstance(number, q.Figure) and value.value is None:
        if number.target:
            return [] if value.of else [f"{number.indicator.label}の目標"]
        return [year_name(number.year, language)] if number.year is not None else [number.indicator.label]
    if isinstance(number, q.Series) and number.years:
        return [
            year_name(year, language) for year in number.years if year not in {row.year for row in value.of}
        ]
    return [gap for part in value.parts for gap in _gaps(part, language)]


def _name(row: Told) -> str:
    return (
        row.indicator.label
        if not row.subject.label or row.kind == "target"
        else f"{row.subject.label}の{row.indicator.label}"
    )


def name_of(  # noqa: C901, PLR0911, PLR0912 - a case each
    number: q.Number | q.Series | q.Within | q.Kept, language: q.Language
) -> str:
    """The number in words: 組織率の平均."""
    ja = language == "ja"
    match number:
        case q.Figure(indicator, subject, year, target):
            when = (
                (f"{year_name(year)}の" if ja else f" in {year_name(year, 'en')}") if year is not None else ""
            )
            whose = f"「{subject.label}」の" if subject else ""
            what = ("の目標" if ja else " (target)") if target else ""
            return f"{when}{whose}{indicator.label}{what}" if ja else f"{whose}{indicator.label}{what}{when}"
        case q.Series(indicator, subject, _, pillars_of):
            owner = pillars_of or subject
            each = "の体系ごとの" if pillars_of else "の"
            return (
                (f"「{owner.label}」{each}" if owner else "")
                + indicator.label
                + ("" if pillars_of or not ja else "の推移")
            )
        case q.Kept(of):
            name = name_of(of, language)
            return f"{name}のうち目標を達成した年度" if ja else f"years of {name} that keep the target"
        case q.CountOf(where):
            return describe_condition(where, language) + ("の件数" if ja else " (number)")
        case q.Sum(parts):
            names = [name_of(part, language) for part in parts]
            return "と".join(names) + "の合計" if ja else "the sum of " + " and ".join(names)
        case q.Difference(first, second):
            one, other = name_of(first, language), name_of(second, language)
            return f"{one}と{other}の差" if ja else f"the difference between {one} and {other}"
        case q.Ratio(part, whole):
            one, other = name_of(part, language), name_of(whole, language)
            return f"{other}に対する{one}の割合" if ja else f"{one} in percent of {other}"
        case q.Average(of):
            return f"{of.indicator.label}の平均" if ja else f"the average of {of.indicator.label}"
        case q.Utmost(of, lowest, rank):
            return _utmost(of, rank, language, lowest=lowest)
        case q.Best(of, lowest):
            names = [name_of(part, language) for part in of]
            if ja:
                return f"{'、'.join(names)}のうち最も{'少ない' if lowest else '多い'}もの"
            return f"the {'lowest' if lowest else 'highest'} of {', '.join(names)}"
        case q.HowMany(of, bound):
            return (
                f"{within_words(of, bound, language)}の数"
                if ja
                else f"how many: {within_words(of, bound, language)}"
            )
        case q.Within(of, bound):
            return within_words(of, bound, language)


def _utmost(of: q.Series, rank: int, language: q.Language, *, lowest: bool) -> str:
    if language == "en":
        return f"the {'lowest' if lowest else 'highest'} {of.indicator.label}"
    place = f"{rank}番目に" if rank > 1 else "最も"
    kind = "体系" if of.pillars_of else "年度"
    size = ("少ない" if lowest else "多い") if of.pillars_of else ("低い" if lowest else "高い")
    return f"{of.indicator.label}が{place}{size}{kind}"


def within_words(of: q.Series, bound: q.Bound, language: q.Language) -> str:
    """組織率が14%台の年度."""
    held = bound_words(bound, language)
    if language == "en":
        return f"{'pillars' if of.pillars_of else 'years'} with {of.indicator.label} {held}"
    whose = f"「{of.pillars_of.label}」で" if of.pillars_of else ""
    return f"{whose}{of.indicator.label}が{held}の{'体系' if of.pillars_of else '年度'}"


def _lines(query: q.AskNumbers, values: list[Value], language: q.Language) -> list[str]:
    """What is asked first: the last number, then those that it was made of."""
    if query.whether and len(values) > TWO and isinstance(values[1].number, q.Figure):
        return _each_against(values, language)
    if query.whether:
        rest = values if not isinstance(values[0].number, q.Within) else []
        return [_verdict(values, language), *(said(value, language) for value in rest)]
    several = sum(isinstance(value.number, q.Difference) for value in values) > 1
    last = values[-1].number
    composite = isinstance(last, q.Best) or (isinstance(last, COMPOSITE) and not several)
    ordered = [values[-1], *values[:-1]] if composite and values[-1].value is not None else values
    told = (
        value for value in ordered if value.value is not None or value.of or isinstance(value.number, q.Kept)
    )
    return [said(value, language) for value in told]


TWO = 2


def _each_against(values: list[Value], language: q.Language) -> list[str]:
    """Each figure against its target: those that keep theirs first."""
    pairs = [(a, g) for a, g in zip(values[::2], values[1::2], strict=True) if a.of and g.of]
    open_ = [pair for pair in pairs if pair[1].value is None]
    kept = [pair for pair in pairs if keeps(pair[0].of[0], pair[1].of[0])]
    missed = [pair for pair in pairs if pair not in kept and pair not in open_]
    ja = language == "ja"
    lines = []
    for group, head in (
        (kept, "目標を達成しているもの" if ja else "Target met"),
        (missed, "達成していないもの" if ja else "Target not met"),
        *([(open_, "目標が数値でないもの" if ja else "Target without a figure")] if open_ else []),
    ):
        lines.append(f"【{head}】{len(group)}件" if ja else f"[{head}] {len(group)}")
        lines += [
            f"・{figure_text(actual.of[0], language, dated=True)}（目標: {goal.of[0].text}）"
            if ja
            else f"・{figure_text(actual.of[0], language, dated=True)} (target: {goal.of[0].text})"
            for actual, goal in group
        ]
    return lines


def _verdict(values: list[Value], language: q.Language) -> str:
    """Yes or no, by the figures that are told."""
    first = values[0]
    if isinstance(first.number, q.Within):
        return _held(first, language)
    goal = next(
        (value for value in values if isinstance(value.number, q.Figure) and value.number.target), None
    )
    actual = next(
        (value for value in values if isinstance(value.number, q.Figure) and not value.number.target), None
    )
    if goal is None or actual is None or goal.value is None or actual.value is None:
        return said(first, language)
    return _against(actual, goal, language)


def _held(value: Value, language: q.Language) -> str:
    bound = value.number.bound if isinstance(value.number, q.Within) else None
    series = value.parts[0]
    yes = bool(value.of)
    figures = "、".join(figure_text(row, language, dated=True) for row in series.of)
    words = f"{bound.value:g}{bound.unit}" if bound else ""
    if language == "en":
        return f"{'Yes' if yes else 'No'}: {figures}."
    return (
        f"はい、{figures}です。"
        if yes
        else f"いいえ、{figures}で、{words}{'台' if bound and bound.upper else ''}ではありません。"
    )


def _against(actual: Value, goal: Value, language: q.Language) -> str:
    """Whether the figure keeps its target: at most where the target says so, else at least."""
    rule = goal.of[0]
    ceiling = rule.comparator in {"at_most", "less_than"} or "超えない" in rule.text
    above = (actual.value or 0) > (goal.value or 0)
    row = actual.of[0]
    kept = keeps(row, rule)
    if language == "en":
        return f"{'Yes' if kept else 'No'}: {figure_text(row, language, dated=True)}, target: {rule.text}."
    told = f"{figure_text(row, language, dated=True)}で、目標（{rule.text}）"
    if kept:
        return f"はい、{told}{'におさまっています' if ceiling else 'を上回っています' if above else 'を達成しています'}。"
    return f"いいえ、{told}{'を超えています' if ceiling else 'に届いていません'}。"
