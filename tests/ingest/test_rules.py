"""Rules are data: each takes its own example and leaves alone what it must not take."""

from __future__ import annotations

import re

import pytest

from keikaku.ingest.plans.statements import RULES as STATEMENTS
from keikaku.ingest.signs.layout import PLAIN, choose_layout, layouts
from keikaku.ingest.signs.lines import make_line, split_lines
from keikaku.ingest.signs.markers import RULES, find_marker, ordinal
from keikaku.ingest.signs.units import Unit, looks_like_unit, read_units
from keikaku.ontology.japanese.text import normalise

WORDS = ("体系", "基本目標", "施策の柱", "柱", "取組", "施策", "事業")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.example)
def test_a_marker_takes_its_example_and_not_its_counterexample(rule):
    pattern = re.compile(rule.pattern)
    assert pattern.match(rule.example)
    assert not pattern.match(rule.never)


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("体系１　技術", "word:体系", "1"),
        ("施策の柱Ⅱ ともに動く", "word:施策の柱", "II"),
        ("【基本目標３】ひとを呼ぶ", "word:基本目標", "3"),
        ("取組１－２－３ 屋根の設置", "word:取組", "1-2-3"),
        ("柱十二 学び", "word:柱", "十二"),
        ("第二章 計画", "chapter:章", "二"),
        ("Ⅱ 各論", "part", "II"),
        ("１－２ 防災", "dotted:2", "1-2"),
        ("３　目標年次", "number", "3"),
        ("1 人材の育成", "number", "1"),
        ("（２）計画の特徴", "paren", "2"),
        ("① 職員数", "circled", "1"),
        ("イ　連携・協働", "kana", "イ"),
        ("■ 福祉", "mark:■", ""),
        ("## 計画", "markdown", ""),
        ("【目標】", "bracket", ""),
    ],
)
def test_a_heading_begins_in_many_ways(text, kind, number):
    marker = find_marker(make_line(1, text), WORDS)
    assert (marker.kind, marker.number) == (kind, number)


@pytest.mark.parametrize(
    "text",
    [
        "第３次計画の策定",
        "20 件の取組",
        "10 人以上",
        "IT の活用",
        "1.4％ 1.0％",
        "アプリの配信",
        "体系的な整理",
        "福祉・医療",
    ],
)
def test_what_only_looks_like_a_heading_is_none(text):
    assert find_marker(make_line(1, text), WORDS) is None


def test_numbers_count_in_every_notation():
    assert [ordinal(n) for n in ("7", "2-3", "IX", "二十三", "ウ", "")] == [7, 3, 9, 23, 3, 0]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("総務部", [Unit("総務部")]),
        ("総務部、防災課", [Unit("総務部"), Unit(lower="防災課")]),
        ("福祉部 高齢者支援課", [Unit("福祉部", "高齢者支援課")]),
        (
            "福祉部高齢者支援課、障がい福祉課",
            [Unit("福祉部", "高齢者支援課"), Unit("福祉部", "障がい福祉課")],
        ),
        ("秘書課・広報課", [Unit(lower="秘書課"), Unit(lower="広報課")]),
        ("子ども・子育て課", [Unit(lower="子ども・子育て課")]),
        ("スポーツと文化部", [Unit("スポーツと文化部")]),
        ("DX 推進課", [Unit(lower="DX推進課")]),
        ("担当：にぎわい創出課", [Unit(lower="にぎわい創出課")]),
        ("防災課ほか", [Unit(lower="防災課")]),
        ("全庁", [Unit(whole_city=True)]),
        ("各部局", [Unit(whole_city=True)]),
    ],
)
def test_units_are_read_as_they_stand(text, units):
    assert list(read_units(normalise(text).text)) == units


@pytest.mark.parametrize(
    "text", ["年度に企画部", "施設の一部", "仮称", "学校の教室", "計画を進める課", "部", "2027"]
)
def test_what_is_no_list_of_units_gives_none(text):
    assert read_units(text) == ()


def test_a_particle_makes_no_unit_unless_it_is_part_of_a_name():
    assert looks_like_unit("障がい福祉課")
    assert not looks_like_unit("障害を支援する課")


@pytest.mark.parametrize("layout", layouts(), ids=lambda layout: layout.name)
def test_a_layout_s_signs_take_their_examples_only(layout):
    for sign in layout.signs:
        assert re.search(sign.pattern, sign.example), sign
        assert not re.search(sign.pattern, sign.never), sign


def test_a_text_of_no_known_kind_is_plain():
    layout, told = choose_layout(split_lines("今日は晴れです。\n明日は雨です。"))
    assert layout.name == PLAIN
    assert any(name.startswith("plain") for name in told)


@pytest.mark.parametrize("rule", STATEMENTS, ids=lambda rule: rule.kind.value)
def test_a_statement_takes_its_example_only(rule):
    pattern = re.compile(rule.pattern)
    assert any(pattern.search(tail) for tail in _tails(rule.example, turned=rule.turned))
    assert not any(pattern.search(tail) for tail in _tails(rule.never, turned=rule.turned))


def _tails(sentence: str, *, turned: bool) -> list[str]:
    """What stands behind the names of a sentence; of a turned rule, what stands between the two names."""
    ends = [match.end() for match in re.finditer(r"(?:計画|構想)(?:20\d\d)?(?=[」にとを])", sentence)]
    return (
        [sentence[ends[0] : sentence.find("「", ends[0]) + 1]] if turned else [sentence[end:] for end in ends]
    )
