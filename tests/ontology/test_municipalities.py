"""The list of municipalities is whole, rightly coded, made by its command, and read quickly."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from keikaku.ontology.places.municipalities import TABLE, bodies_named, cities_named, find_bodies, folded
from keikaku.ontology.places.table import bodies_of, made, with_check_digit

ROWS = [
    line.split(" ") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
]
NAMES = [row[2] for row in ROWS]


def test_every_code_ends_in_its_check_digit_and_stands_once():
    codes = [row[0] for row in ROWS]
    assert codes == [with_check_digit(code[:5]) for code in codes] == sorted(set(codes))


def test_prefectures_municipalities_and_designated_cities_are_all_there():
    assert sum(row[1] == row[2] for row in ROWS) == 47
    assert sum(bodies_named(name)[0].city == name for name in NAMES) == 47 + 1741
    wards = {bodies_named(name)[0].city for name in NAMES if bodies_named(name)[0].city != name}
    assert len(wards) == 20


@pytest.mark.slow
def test_the_table_is_what_its_command_makes_of_the_pinned_package():
    assert TABLE.read_text(encoding="utf-8") == made()


@pytest.mark.shared
def test_the_table_agrees_with_a_list_of_another_maker():
    shared = Path(os.environ["KEIKAKU_SHARED"]) / "data" / "municipalities.csv"
    with shared.open(encoding="utf-8", newline="") as file:
        others = {
            row["code"]: tuple("".join(row[name].split()) for name in ("prefecture", "municipality", "kana"))
            for row in csv.DictReader(file)
        }
    ours = {row[0]: tuple(row[1:]) for row in ROWS if row[1] != row[2]}
    moved = {code for code in ours.keys() ^ others.keys() if code.startswith(HAMAMATSU)}
    assert ours.keys() ^ others.keys() == moved
    differ = [
        (ours[code], others[code])
        for code in ours.keys() & others.keys()
        if tuple(map(folded, ours[code])) != tuple(map(folded, others[code]))
    ]
    assert differ == []


HAMAMATSU = ("2213", "2214")
"""Its wards of before 2024 stand in the other list."""


@pytest.mark.parametrize(
    ("row", "body"),
    [
        (("01303", "北海道", "ホッカイドウ", "石狩郡当別町", "イシカリグントウベツチョウ"), "当別町 とうべつちょう"),
        (("10345", "群馬県", "グンマケン", "北群馬郡吉岡町", "キタグンマグンヨシオカマチ"), "吉岡町 よしおかまち"),
        (("13381", "東京都", "トウキョウト", "三宅島三宅村", "ミヤケジマミヤケムラ"), "三宅村 みやけむら"),
        (("25425", "滋賀県", "シガケン", "愛知郡愛荘町", "エチグンアイショウチョウ"), "愛荘町 あいしょうちょう"),
        (("29203", "奈良県", "ナラケン", "大和郡山市", "ヤマトコオリヤマシ"), "大和郡山市 やまとこおりやまし"),
    ],
)  # fmt: skip
def test_a_name_is_without_the_district_or_island_that_the_post_puts_before_it(row, body):
    assert [f"{one.name} {one.kana}" for one in bodies_of([row])[1:]] == [body]


def test_a_designated_city_comes_from_its_wards():
    rows = [
        ("22138", "静岡県", "シズオカケン", "浜松市中央区", "ハママツシチュウオウク"),
        ("22139", "静岡県", "シズオカケン", "浜松市浜名区", "ハママツシハマナク"),
    ]
    assert [(one.code, one.kana) for one in bodies_of(rows) if one.name == "浜松市"] == [
        ("221309", "はままつし")
    ]


def test_every_name_is_found_whole_in_a_text_and_never_a_shorter_one_in_it():
    texts = {name: f"({name})の計画" for name in NAMES}
    found = {name: [text[one.start : one.end] for one in find_bodies(text)] for name, text in texts.items()}
    assert {name: names for name, names in found.items() if names != [name]} == {}


@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ("府中市", ["132063", "342084"]),
        ("東京都府中市", ["132063"]),
        ("342084", ["342084"]),
        ("鎌ヶ谷市", ["122246"]),
        ("港北区", ["141003"]),
        ("横浜市港北区", ["141003"]),
        ("つむぎ市", []),
        ("", []),
        ("999999", []),
    ],
)
def test_a_city_is_told_by_name_prefecture_or_code(told, codes):
    assert [body.code for body in cities_named(told)] == codes


def test_names_that_several_prefectures_have_keep_all_their_bodies():
    several = [name for name, count in Counter(NAMES).items() if count > 1]
    assert len(several) > 20
    assert all(len({body.prefecture for body in bodies_named(name)}) > 1 for name in several)


@pytest.mark.slow
def test_a_name_is_looked_up_in_three_milliseconds_by_a_process_that_never_did():
    script = (
        "import time; from ontology.places.municipalities import bodies_named; bodies_named\n"
        "before = time.process_time(); assert bodies_named('四日市市'); print(time.process_time() - before)"
    )
    runs = [
        float(subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout)
        for _ in range(5)
    ]
    assert min(runs) < 0.003


def test_a_long_text_is_searched_in_linear_time():
    found = find_bodies("隣の東村山市と四日市市" + "市町村" * 30_000)
    assert len(found) == 2
