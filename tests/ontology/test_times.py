"""Dates and fiscal years are read as the tables in tests/cases say, contradictions among them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import cases, texts

from keikaku.ontology.japanese.eras import ERAS, era_name, fiscal_year_labels, fiscal_year_of
from keikaku.ontology.japanese.times import Time, find_times


def written(time: Time) -> str:
    """A time in the notation of the table: FY2021/FY2025, 2003-12, 2019-08-01, with its flags."""
    first, last = time.first, time.last
    if time.kind == "fiscal_year":
        ends = [f"FY{first[:4]}", f"FY{int(last[:4]) - 1}"]
    else:
        length = {"year": 4, "month": 7, "day": 10}[time.kind]
        ends = [first[:length], last[:length]]
    flags = [time.bound, "conflict" if time.conflict else "", "assumed" if time.assumed_era else ""]
    return " ".join(["/".join(dict.fromkeys(ends)), *filter(None, flags)])


@pytest.mark.parametrize("case", cases("phrases_times"), ids=lambda case: case["text"])
def test_a_phrase_gives_its_times(case):
    found = find_times(case["text"])
    assert [written(time) for time in found] == case["times"]
    assert all(case["text"][time.start : time.end] == time.text for time in found)


@pytest.mark.parametrize("text", texts("phrases_no_times"))
def test_what_is_no_date_gives_none(text):
    assert find_times(text) == ()


def test_the_tables_are_as_large_as_they_claim():
    assert len(cases("phrases_times")) + len(cases("phrases_figures")) >= 300
    assert len(cases("phrases_no_times")) >= 60
    assert len(cases("phrases_no_figures")) >= 60


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("施行は2026（令和８）年度から", "2026（令和８）年度"),
        ("期間は令和３～７年度です", "令和３～７年度"),
        ("2027年度末までに", "2027年度末"),
        ("ﾊﾞｽは㍻15年度に", "㍻15年度"),
        ("（令和７（2025）年３月）", "令和７（2025）年３月"),
        ("2026\n（令和８）年度", "2026\n（令和８）年度"),
    ],
)
def test_a_span_holds_the_words_of_the_original_and_no_more(text, span):
    (time,) = find_times(text)
    assert time.text == text[time.start : time.end] == span


def test_years_without_an_era_are_read_in_the_era_of_the_call():
    assert [time.first for time in find_times("15年度", era="平成")] == ["2003-04-01"]
    assert find_times("元年度", era=None) == ()
    assert [time.fiscal_year for time in find_times("平成15年度", era=None)] == [2003]


def test_the_fiscal_year_is_that_of_the_first_day():
    years = {
        text: find_times(text)[0].fiscal_year for text in ("2026年3月", "2026年4月", "2026年度", "2026年")
    }
    assert years == {"2026年3月": 2025, "2026年4月": 2026, "2026年度": 2026, "2026年": 2025}


def test_every_label_of_a_fiscal_year_is_read_back():
    for year in range(1900, 2050):
        for label in fiscal_year_labels(year):
            (time,) = find_times(label)
            assert int(time.first[:4]) == year, label
            assert not time.conflict or "元" not in era_name(year)


@pytest.mark.slow
@given(st.dates(dt.date(1873, 1, 1), dt.date(2080, 12, 31)))
def test_any_day_is_read_in_its_era(day):
    era = next(era for era in reversed(ERAS) if era.start <= day)
    for text in (f"{era.name}{day.year - era.base}年{day.month}月{day.day}日", day.isoformat()):
        (time,) = find_times(text)
        assert (time.first, time.last, time.kind, time.conflict) == (
            day.isoformat(),
            day.isoformat(),
            "day",
            False,
        )
        assert time.fiscal_year == fiscal_year_of(day.isoformat()) == day.year - (day.month < 4)


@given(st.text(alphabet="0123456789元年度月日令和平成昭R2Hから~・、()（）末第FY 　/.-", max_size=60))
def test_whatever_is_read_has_its_place_and_real_days(text):
    reached = 0
    for time in find_times(text):
        assert reached <= time.start < time.end <= len(text)
        assert text[time.start : time.end] == time.text
        assert dt.date.fromisoformat(time.first) <= dt.date.fromisoformat(time.last) or time.conflict
        reached = time.end


def test_era_names_are_those_of_the_fiscal_year():
    assert [era_name(year) for year in (1988, 1989, 2018, 2019, 2026)] == [
        "昭和63",
        "平成元",
        "平成30",
        "令和元",
        "令和8",
    ]
    assert fiscal_year_labels(2019)[:5] == ("令和元年度", "2019年度", "R1年度", "R元年度", "FY2019")
    assert "平成31年度" in fiscal_year_labels(2019)
    assert era_name(1800) == "1800"
