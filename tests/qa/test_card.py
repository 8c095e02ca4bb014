"""Several things asked of one initiative are told one by one, and what the question wrongly says of it is put right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from keikaku.cli.opening import answerer_of
from keikaku.ingest.pipeline import Options, build
from keikaku.qa.naming.attributes import attributes_of

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.qa.answerer import Answerer

PLAN = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市港まちづくり計画</title></head><body><main>
<h1>はるか市港まちづくり計画</h1>
<table>
<tr><td>事業名</td><td>担当部署</td><td>事業の内容</td><td>基準値（令和5年度）</td><td>数値目標</td></tr>
<tr><td>防波堤の壁画づくり</td><td>港湾部 港湾課</td><td>平成30年度までに、小学生と防波堤に壁画をえがく。</td><td>参加者 15人</td><td>参加者 80人</td></tr>
<tr><td>灯台の夜間公開</td><td>観光部 観光課</td><td>灯台を夏の夜に開き、海の生きものの話をする。</td><td></td><td></td></tr>
<tr><td>貝のかご漁の体験</td><td>観光部 観光課</td><td>かごで貝をとる。</td><td></td><td>体験者 200人</td></tr>
<tr><td>干潟の観察路の抜本的な整備</td><td>環境部 自然課</td><td>木の道を干潟に渡す。</td><td></td><td>観察路 300メートル</td></tr>
</table></main></body></html>"""


POLICY = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市磯づくり計画</title></head><body><main>
<h1>はるか市磯づくり計画</h1><h2>1 磯に親しむ</h2>
<h3>(1) 潮だまり観察会</h3><p>潮だまりの生きものを調べます。参加したのは52人でした。</p>
<p>担当：環境部</p><p>目標：参加者 40人</p>
<h3>(2) 磯の清掃</h3><p>磯を掃除します。</p><p>担当：環境部</p><p>目標：年2回</p>
</main></body></html>"""
OF_PLANS = """<!doctype html><html lang="ja"><head><meta charset="utf-8"><title>はるか市海辺行動計画2030</title></head><body><main>
<h1>はるか市海辺行動計画2030</h1>
<h2>計画の位置付け</h2>
<p>この計画は、「第4次はるか市総合計画」の個別計画であり、「はるか市海辺行動計画2025」を引き継ぐものです。</p>
<h2>計画の期間</h2><p>計画の期間は、令和8年度から令和12年度までの5年間です。</p>
<table><tr><td>事業名</td><td>担当部署</td></tr><tr><td>砂浜の清掃</td><td>環境部</td></tr></table>
</main></body></html>"""


@pytest.fixture(scope="module")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    """Answers from one table, by words alone."""
    folder: Path = tmp_path_factory.mktemp("card")
    (folder / "計画.html").write_text(PLAN, "utf-8")
    (folder / "海辺.html").write_text(OF_PLANS, "utf-8")
    (folder / "磯.html").write_text(POLICY, "utf-8")
    build([folder / "計画.html", folder / "海辺.html", folder / "磯.html"], folder / "store", Options())
    return answerer_of(folder / "store")


def test_each_thing_asked_of_a_plan_is_told(answerer):
    answer = answerer.answer("海辺行動計画2030の期間と上位計画、どの計画の後継かを教えて")
    assert "2030" in answer.text
    assert "第4次はるか市総合計画" in answer.text
    assert "海辺行動計画2025" in answer.text
    assert len(answer.to_dict()["parts"]) == 3


def test_what_is_written_is_told_and_what_is_not_is_said_of_each_thing_asked(answerer):
    answer = answerer.answer("灯台の夜間公開の担当と、年に何回開くかの数値目標を教えて")
    assert answer.status.value == "partial"
    assert "観光課" in answer.text
    assert "「灯台の夜間公開」の目標・指標" in answer.text
    assert "書かれていません" in answer.text
    assert [part["status"] for part in answer.to_dict()["parts"]] == ["answered", "not_in_documents"]
    assert answer.citations


def test_another_unit_than_the_one_that_does_it_is_said_not_to_be_it(answerer):
    answer = answerer.answer("防波堤の壁画づくりは観光部が担当で、何人が目標ですか")
    assert "港湾課" in answer.text
    assert "ご質問の観光部ではありません" in answer.text
    assert "80人" in answer.text


def test_the_unit_that_does_it_is_not_said_not_to_be_it(answerer):
    answer = answerer.answer("防波堤の壁画づくりは港湾部が担当で、何人が目標ですか")
    assert "ではありません" not in answer.text
    assert answer.status.value == "answered"


def test_another_figure_than_the_one_that_is_written_is_said_not_to_be(answerer):
    answer = answerer.answer("防波堤の壁画づくりの目標は90人で、担当は港湾課ですよね")
    assert "80人" in answer.text
    assert "「90人」とは書かれていません" in answer.text


def test_a_name_that_is_nearly_said_is_meant_where_no_other_is_near(answerer):
    answer = answerer.answer("干潟の観察路の整備はどこの部で、事業費はいくらですか")
    assert "自然課" in answer.text
    assert answer.status.value == "partial"
    assert "事業費" in answer.text


def test_the_row_of_a_table_tells_what_no_prose_does(answerer):
    answer = answerer.answer("防波堤の壁画づくりは何年度までで、目標は何人?")
    assert "平成30年度まで" in answer.text
    assert "80人" in answer.text


def test_other_targets_than_what_is_counted_are_told_as_such(answerer):
    answer = answerer.answer("干潟の観察路の抜本的な整備の担当と、目標は何人か")
    assert "300メートル" in answer.text
    assert "「何人」" in answer.text
    assert answer.status.value == "partial"


def test_one_thing_that_is_not_written_is_denied(answerer):
    assert answerer.answer("灯台の夜間公開の目標は?").abstained


def test_a_thing_of_which_there_is_none_has_no_card(answerer):
    assert answerer.answer("気球の発着場の担当と目標は?").abstained


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("担当と目標を教えて", ["unit", "target"]),
        ("いつから始まり、目標は何件ですか", ["when", "target"]),
        ("何をする事業で、担当はどこ", ["what", "unit"]),
        ("what is the target and who is responsible", ["target", "unit"]),
        ("開くのはいつですか", ["when"]),
    ],
)
def test_each_attribute_is_asked_once_in_its_order(text, kinds):
    assert [ask.kind for ask in attributes_of(text)] == kinds


def test_a_word_that_stands_nowhere_is_told_beside_the_card(answerer):
    answer = answerer.answer("ロケット用の干潟の観察路の整備はどこの部で、目標はいくつですか")
    assert "自然課" in answer.text
    assert "「ロケット" in answer.text
    assert answer.status.value == "partial"


def test_a_section_stands_behind_its_department(answerer):
    assert "港湾部港湾課" in answerer.answer("防波堤の壁画づくりの担当は？").text


def test_the_value_that_a_target_starts_from_is_an_attribute_of_its_own(answerer):
    answer = answerer.answer("防波堤の壁画づくりの基準値と、目標は何人ですか")
    assert "15人" in answer.text
    assert "80人" in answer.text


def test_the_japanese_word_of_an_english_question_says_what_it_is_about(answerer):
    answer = answerer.answer("What does the city do for its tidal flats (higata)?")
    assert "木の道を干潟に渡す" in answer.text


def test_english_questions_have_each_thing_told(answerer):
    answer = answerer.answer("Which section is responsible for 灯台の夜間公開, and what is the target?")
    assert answer.status.value == "partial"
    assert "観光課" in answer.text
    assert "No target of" in answer.text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("防波堤の壁画づくりは何課がやって、目標は何人？", ("港湾課", "80人")),
        ("灯台の夜間公開はどこの局で、ねらいは？", ("観光課", "海の生きもの")),
        ("観光部が防波堤の壁画づくりをやってるんですか", ("港湾課", "ご質問の観光部ではありません")),
    ],
)
def test_who_does_it_and_what_for_are_asked_in_other_words(answerer, question, told):
    answer = answerer.answer(question)
    assert all(words in answer.text for words in told)


def test_the_label_of_who_does_it_is_no_unit(answerer):
    assert "という部署は" not in answerer.answer("干潟の観察路の整備は何メートル？担当局も").text


def test_what_was_reached_is_said_not_to_be_written_beside_the_target(answerer):
    answer = answerer.answer("防波堤の壁画づくりの目標と、令和6年度の実績を知りたい")
    assert "80人" in answer.text
    assert "「防波堤の壁画づくり」の実績" in answer.text
    assert answer.status.value == "partial"


def test_the_row_of_what_is_clearly_meant_is_told_and_no_other(answerer):
    answer = answerer.answer("かごで貝をとる漁、何人くらい")
    assert "体験者 200人" in answer.text
    assert "壁画" not in answer.text


def test_the_age_of_whom_it_is_for_is_no_question_about_a_person(answerer):
    assert answerer.answer("貝のかご漁の体験は何歳からできる？").status.value != "out_of_scope"


def test_a_unit_that_no_document_has_is_said_not_to_be_it(answerer):
    answer = answerer.answer("貝のかご漁の体験は水産課の担当で、目標は500人でしたか")
    assert "観光課" in answer.text
    assert "ご質問の水産課ではありません" in answer.text
    assert "「500人」とは書かれていません" in answer.text


def test_something_else_than_what_is_meant_has_no_card(answerer):
    answer = answerer.answer("宇宙灯台の貸出しは何課でいくら")
    assert "観光課" not in answer.text or answer.abstained


def test_what_was_reached_is_told_from_prose(answerer):
    answer = answerer.answer("潮だまり観察会の目標と実績は？")
    assert "参加者 40人" in answer.text
    assert "52人でした" in answer.text
