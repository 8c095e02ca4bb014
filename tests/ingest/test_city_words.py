"""A city's own words are read a row at a time, hold at once, and stay through rebuilds."""

from __future__ import annotations

from pathlib import Path

import pytest

from keikaku.graph.store.publish import stored_facts
from keikaku.ingest.cities.words import read_words
from keikaku.ingest.pipeline import Options, Report, build
from keikaku.ontology.model.facts import CityWord, Initiative

CITY = "白瀬市"
HEADER = "kind,form,means\n"
PLAN = """# 白瀬市行政改革計画2030

## 基本政策1 便利な窓口

### {word}1 窓口の予約制（{unit}）
窓口に予約の仕組みを設けます。

### {word}2 書かない窓口（{unit}）
書かない窓口を広げます。

## 基本政策2 安全なまち

### {word}1 橋の点検（{unit}）
橋を点検します。
"""


def built(folder: Path, plan: str, words: str = "") -> Report:
    """A build of one plan, with a words file where there are words."""
    (folder / "plan.md").write_text(plan, encoding="utf-8")
    (folder / "words.csv").write_text(HEADER + words, encoding="utf-8")
    options = Options(words=folder / "words.csv" if words else None)
    return build([folder / "plan.md"], folder / "store", options)


def initiatives(report: Report) -> dict[str, tuple[str, ...]]:
    """The initiatives of a build, with the names of their units."""
    found = (fact for fact in report.facts if isinstance(fact, Initiative))
    return {one.label: (*one.departments, *one.sections) for one in found}


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["戸籍統括部門", "総合学術院", "東庁舎"])
def test_an_end_of_units_names_is_taught_by_one_row(unit: str, tmp_path: Path):
    plan = PLAN.format(word="取組", unit=unit)
    ending = {"戸籍統括部門": "統括部門", "総合学術院": "院", "東庁舎": "庁舎"}[unit]

    assert initiatives(built(tmp_path, plan)) == {f"{name}（{unit}）": () for name in NAMES}
    for means in ("UNIT_SUFFIX", ""):  # nothing else can be meant
        taught = initiatives(built(tmp_path, plan, f"unit,{ending},{means}\n"))
        assert taught == dict.fromkeys(NAMES, (f"{CITY}/department/{unit}",))


NAMES = ("窓口の予約制", "書かない窓口", "橋の点検")


@pytest.mark.slow
def test_a_word_for_initiatives_is_taught_by_one_row(tmp_path: Path):
    """Also where its numbers go on from another document, so that nothing shows that it counts."""
    plan = PLAN.format(word="ミナモト", unit="市民課").replace("ト1", "ト7").replace("ト2", "ト8")

    assert "窓口の予約制" not in {label for label in initiatives(built(tmp_path, plan)) if label}
    assert set(NAMES) <= set(initiatives(built(tmp_path, plan, "concept,ミナモト,INITIATIVE\n")))


@pytest.mark.slow
def test_words_stay_in_the_graph_until_others_are_taken(tmp_path: Path):
    built(tmp_path, PLAN.format(word="取組", unit="東庁舎"), "unit,庁舎,UNIT_SUFFIX\n")
    again = built(tmp_path, PLAN.format(word="取組", unit="東庁舎"))

    assert set(initiatives(again)) == set(NAMES)
    assert [(one.form, one.means) for one in stored_facts(tmp_path / "store", CityWord)] == [
        ("庁舎", "UNIT_SUFFIX")
    ]


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("other,x,y", "種類「other」"),
        ("concept,x,NONSENSE", "「NONSENSE」という概念がない"),
        ("unit,院,SECTION", "UNIT_SUFFIX でない"),
        ("alias,,まるバス", "言葉（form）が空"),
        ("alias,a", "列の数が見出しと違う"),
        ("life,ぐるぐる,循環", "検索の手がかりになる言葉でない"),
    ],
)
def test_a_bad_row_is_named_and_the_others_are_taken(row: str, fault: str, tmp_path: Path):
    path = tmp_path / "words.csv"
    path.write_text(f"{HEADER}{row}\nlife,スマホ,デジタルデバイド\n", encoding="cp932")

    words, problems = read_words(path, CITY)

    assert [(one.form, one.means) for one in words] == [("スマホ", "デジタルデバイド")]
    assert [problem.line for problem in problems] == [2]
    assert fault in problems[0].message


def test_a_file_without_its_columns_is_refused_by_name(tmp_path: Path):
    path = tmp_path / "words.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    words, problems = read_words(path, CITY)

    assert words == ()
    assert "列 kind、form、means がありません" in problems[0].message
