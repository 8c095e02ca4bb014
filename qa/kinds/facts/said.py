"""The figures and dates that a question says are so, and which of them a text does not have."""

from __future__ import annotations

import re

from keikaku.ontology.japanese.times import Time, find_times

COUNTER = "人|名|校区|校|社|団体|回|課|件|種類|か所|箇所|台|館|園|世帯|日間|年間|年ぐらい|年くらい|割|%|パーセント|ポイント|倍|条|個|本|冊|歳|時間|点|部|つ"
_FIGURE = re.compile(rf"第?(?<![0-9.,])[0-9][0-9,.]*(?:億|万|千)*(?:{COUNTER}|円|期|次|トン|ヘクタール)")
_SAME = str.maketrans("名", "人")


def unsaid_figures(question: str, text: str) -> tuple[str, ...]:
    """The figures and dates of a compact question that a compact text has not.

    >>> unsaid_figures("会議は20人でしたよね", "市民12人で構成する会議"), unsaid_figures("12名ですか", "市民12人で構成する")
    (('20人',), ())
    >>> unsaid_figures("2027年4月に開きますか", "2028年4月に開く"), unsaid_figures("令和10年ですか", "2028年4月に開く")
    (('2027年4月',), ())
    """
    dates = find_times(question)
    rest = question
    for date in reversed(dates):
        rest = rest[: date.start] + " " + rest[date.end :]
    held = {match[0].translate(_SAME) for match in _FIGURE.finditer(text)}
    figures = (match[0] for match in _FIGURE.finditer(rest))
    told = find_times(text)
    late = [date.text for date in dates if not any(_meet(date, one) for one in told)]
    return (
        *dict.fromkeys(late),
        *(one for one in dict.fromkeys(figures) if one.translate(_SAME) not in held),
    )


def contradicted(question: str, text: str) -> tuple[str, ...]:
    """Of the figures that a compact question says, those beside which the text has another of the same unit.

    >>> contradicted("目標は90人ですよね", "参加者80人"), contradicted("目標は90人ですよね", "観察路300メートル")
    (('90人',), ())
    """
    unsaid = (figure for figure in unsaid_figures(question, text) if not find_times(figure))
    return tuple(figure for figure in unsaid if _unit(figure) in map(_unit, _found(text)))


def _found(text: str) -> list[str]:
    return [match[0] for match in _FIGURE.finditer(text)]


def _unit(figure: str) -> str:
    return re.sub(r"^第?[0-9,.億万千]+", "", figure).translate(_SAME)


def _meet(one: Time, other: Time) -> bool:
    return one.first <= other.last and other.first <= one.last
