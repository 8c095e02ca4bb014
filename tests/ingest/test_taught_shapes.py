"""What staff teach of a table or a layout finds the rest, in the next document too, and outlives every build."""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import cases, extraction, rows

from keikaku.graph.store.publish import stored_facts
from keikaku.ingest.extract import read_document
from keikaku.ingest.lessons.teaching import Lesson, taught
from keikaku.ingest.pipeline import Options, build
from keikaku.ingest.source import Source
from keikaku.ingest.taught.keeping import FILE, joined, read_shapes, shapes_in, write_shapes
from keikaku.ingest.taught.shapes import TableShape, knowing, table_shape
from keikaku.ontology.model.facts import Attribute, Initiative

CASES = cases("taught_lines.jsonl")


def told(lines: list[str]) -> list[list]:
    """The initiatives of a text with their units."""
    return [
        [row["label"], [*row["departments"], *row["sections"]]] for row in rows(extraction("\n".join(lines)))
    ]


def lesson(text: str, said: Lesson):
    """What a lesson makes of a text."""
    return taught(read_document(Source("made_up.txt", "digest", text)), said)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["claim"])
def test_three_marks_find_every_initiative_of_a_layout_and_of_the_next_document(case):
    before = [label for label, _ in told(case["lines"])]
    assert not set(before) & {label for label, _ in case["initiatives"]}
    shapes = lesson("\n".join(case["lines"]), Lesson(examples=case["examples"]))
    assert not isinstance(shapes, str), shapes
    with knowing(shapes):
        assert told(case["lines"]) == case["initiatives"]
        assert told(case["next"]) == case["next_initiatives"]


def test_a_document_of_another_layout_is_read_as_before():
    plan = "みずほ市 森の計画\n1 森の手入れ　森林課\n手入れします。\n2 苗の配布　森林課\n配ります。\n".splitlines()
    before = told(plan)
    for case in CASES:
        with knowing(lesson("\n".join(case["lines"]), Lesson(examples=case["examples"]))):
            assert told(plan) == before


@pytest.mark.parametrize(
    ("examples", "why"),
    [
        (["花壇づくり", "どこにもない行", "歩く会"], "「どこにもない行」という行が文書にありません"),
        (["花壇づくり", "花壇づくり", "歩く会"], "例が2行しかありません"),
        (["花壇づくり", "街角に花を増やします。", "みずほ市 くらしの手引き計画"], "同じ形がありません"),
    ],
)
def test_examples_that_teach_nothing_say_why(examples, why):
    assert why in lesson("\n".join(CASES[0]["lines"]), Lesson(examples=examples))


TABLE = "№,すること,どこが,いくら\n1,花壇づくり,緑の院,120\n2,水路みまもり,水の院,300\n3,朝市の応援,商いの院,90\n".replace(
    ",", "\t"
)
NEXT = "№,すること,どこが,いくら\n1,橋の塗装,道の院,70\n2,井戸の点検,水の院,40\n".replace(",", "\t")


def test_a_column_is_named_by_its_head_or_its_number_and_holds_for_the_next_table_with_these_heads():
    shapes = lesson(TABLE, Lesson({"title": ["すること"], "responsible": ["3"]}))
    assert isinstance(shapes, tuple)
    assert shapes[0].roles == ("number", "title", "responsible", "")
    with knowing(shapes):
        assert told(NEXT.splitlines()) == [["橋の塗装", ["道の院"]], ["井戸の点検", ["水の院"]]]
        kept = [(a.name, a.text) for a in extraction(NEXT).facts if isinstance(a, Attribute)]
    assert ("いくら", "70") in kept


def test_a_role_that_was_guessed_wrong_is_put_right():
    text = (
        "| 事業名 | まとまり | 担当課 |\n|---|---|---|\n| 花の道 | 花壇 | 緑課 |\n| 花の道 | 水路 | 水課 |\n"
    )
    shapes = lesson(text, Lesson({"title": ["まとまり"], "pillar": ["事業名"]}))
    with knowing(shapes):
        assert told(text.splitlines()) == [["花壇", ["緑課"]], ["水路", ["水課"]]]


def test_a_column_that_no_table_has_says_so():
    assert "「ない列」の列がそろう表が見つかりません" in lesson(TABLE, Lesson({"title": ["ない列"]}))


def test_years_in_heads_do_not_make_another_shape():
    one, other = (table_shape((f"令和{n}年度の計画", "名"), ("", "title")) for n in (7, 12))
    assert one == other


def test_a_shape_survives_its_file_and_the_later_one_holds(tmp_path: Path):
    lines = lesson("\n".join(CASES[0]["lines"]), Lesson(examples=CASES[0]["examples"]))
    table = table_shape(("a", "b"), ("title", ""))
    write_shapes(tmp_path / "shapes.json", (*lines, table))
    assert shapes_in(tmp_path / "shapes.json") == (*lines, table)
    right = table_shape(("a", "b"), ("", "title"))
    assert joined((table,), (right,)) == (right,)


def test_the_file_holds_no_words_of_the_lines_that_taught_it(tmp_path: Path):
    write_shapes(tmp_path / FILE, lesson("\n".join(CASES[0]["lines"]), Lesson(examples=CASES[0]["examples"])))
    assert "花壇" not in (tmp_path / FILE).read_text("utf-8")


@pytest.mark.parametrize(
    "text", ["", "[]", '{"kind": "other"}', '{"kind": "keikaku-shapes", "shapes": [{"type": "table"}]}']
)
def test_a_file_that_is_none_says_so_and_a_build_goes_on_without_it(text, tmp_path: Path):
    (tmp_path / FILE).write_text(text, "utf-8")
    assert isinstance(shapes_in(tmp_path / FILE), str)
    assert read_shapes(tmp_path) == ()


@pytest.mark.slow
def test_what_was_taught_outlives_rebuilds_and_the_document_that_taught_it(tmp_path: Path):
    store = tmp_path / "store"
    for name, lines in (("first.txt", CASES[0]["lines"]), ("second.txt", CASES[0]["next"])):
        (tmp_path / name).write_text("\n".join(lines), "utf-8")
    write_shapes(store / FILE, lesson("\n".join(CASES[0]["lines"]), Lesson(examples=CASES[0]["examples"])))
    assert build([tmp_path / "first.txt"], store, Options()).data_version
    assert len(stored_facts(store, Initiative)) == len(CASES[0]["initiatives"])
    assert build([tmp_path / "second.txt"], store, Options()).data_version
    assert build([], store, Options(drop=frozenset({"first.txt"}))).data_version
    assert build([tmp_path / "second.txt"], store, Options()).data_version
    found = {one.label for one in stored_facts(store, Initiative)}
    assert found == {label for label, _ in CASES[0]["next_initiatives"]}


def test_what_was_guessed_is_told_with_three_samples_and_not_once_it_was_taught():
    text = "しごと\t受け持ち\n" + "\n".join(f"花壇{n}の手入れ\t緑課" for n in "ABCD")
    found = [one.message for one in extraction(text).problems if "推し量り" in one.message]
    assert len(found) == 1
    assert all(f"「花壇{n}の手入れ」" in found[0] for n in "ABC")
    assert "shapes teach" in found[0]
    shapes = lesson(text, Lesson({"title": ["しごと"], "responsible": ["受け持ち"]}))
    assert isinstance(shapes[0], TableShape)
    with knowing(shapes):
        assert not [one for one in extraction(text).problems if "推し量り" in one.message]


def test_a_plan_without_any_initiative_asks_for_three_examples():
    found = [one.message for one in extraction("\n".join(CASES[0]["lines"])).problems]
    assert any("施策を一つも読み取れませんでした" in one and "--example" in one for one in found)
