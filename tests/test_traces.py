"""Nothing of the one city whose documents we were given stands in the code: any city's words work alike."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from keikaku.graph.store.snapshot import open_snapshot
from keikaku.ingest.pipeline import Options, build
from keikaku.ontology.japanese.text import fold
from tests.asked import select

ROOT = Path(__file__).parents[1]
CODE = ("ontology", "graph", "ingest", "qa", "web", "cli")
READ = {".py", ".toml", ".ttl", ".csv", ".txt", ".html", ".json", ".js", ".css"}
K = "[一-鿿々ァ-ヶー]"
NAMES = re.compile(
    rf"(?:子ども|スポーツと)?{K}{{2,8}}(?:部|課|室|局)"
    rf"|{K}{{2,12}}(?:基金|センター|プラザ|ホール|図書館|保育園|幼稚園|小学校|中学校|大学|駅|公園|広場|ルーム|サロン|ネット)"
    rf"|{K}{{2,6}}(?:[一二三四五六七八九]丁目|通り|地区|川)"
)
"""How units, funds, facilities and places are called."""
PLACE = re.compile(rf"({K}{{2,6}}?)[一二三四五六七八九]丁目")
NUMBERS = re.compile(r"(?<!\d)(?:0\d{1,3}-\d{2,4}-\d{4}|\d{3}-\d{4}(?!\d))")
"""Telephone numbers and postal codes."""
CITY = ("三鷹", "みたか", "連雀", "0422-")
GENERAL = {
    "every city has one": "企画部 総務部 市民課 財政課 教育部 福祉部 事務局 担当部 関連部課 市立図書館 生涯学習センター",
    "named by a law": "財政調整基金 シルバー人材センター 住民基本台帳ネット 住宅セーフティネット",
    "a common noun, or a piece of one": "インターネット 交通ネット 個別課 発信部",
    "what anybody says": "こんにちは",
}
"""Words of the documents that are no trace of them, by the reason."""
EVERY_CITY = "ontology/places/municipalities.txt"  # the list of Japan's municipalities names this one too


def named_in_the_documents(seeds: Path) -> set[str]:
    """The names and numbers of units, funds, facilities and places, and the city's own."""
    texts = [fold(path.read_text(encoding="utf-8")) for path in sorted(seeds.glob("*.txt"))]
    named = {found.group() for form in (NAMES, NUMBERS) for text in texts for found in form.finditer(text)}
    return named | {found[1] for text in texts for found in PLACE.finditer(text)} | set(CITY)


def asked(questions: Path) -> Iterator[str]:
    """Every question and turn of a file."""
    for line in questions.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        yield from map(fold, [case["question"]] if "question" in case else case["turns"])


def code() -> dict[str, str]:
    """The text of every file of the code, what others wrote aside."""
    paths = (path for layer in CODE for path in sorted((ROOT / layer).rglob("*")) if path.suffix in READ)
    return {
        path.relative_to(ROOT).as_posix(): fold(path.read_text(encoding="utf-8"))
        for path in paths
        if "vendor" not in path.parts and path != ROOT / EVERY_CITY
    }


def traces(names: set[str], files: dict[str, str]) -> list[str]:
    """Where a name stands in a file, the general words aside."""
    general = {word for words in GENERAL.values() for word in words.split()}
    wanted = sorted(names - general)
    return [f"{file}: {name}" for file, text in files.items() for name in wanted if name in text]


@pytest.mark.shared
def test_no_name_and_no_question_of_the_given_city_stands_in_the_code(seeds: Path):
    """Made-up ones serve in docstrings and examples."""
    shared = Path(os.environ["KEIKAKU_SHARED"])
    questions = {
        question for path in sorted((shared / "eval").glob("*.jsonl")) for question in asked(path) if question
    }
    names = named_in_the_documents(seeds)
    assert len(names) > 150
    assert len(questions) > 200
    assert traces(names | questions, code()) == []


LABELS = {
    "what municipal finance calls it by law": "人件費比率 実質公債費比率 経常収支比率 財政調整基金の残高",
    "a kind of thing in every city": "セーフティ モビリティ 教育委員会 第3次基本計画 個別課題の件数",
}
"""Names in the graph of the documents that are no trace of them, by the reason."""
SHORTEST = 5
"""Characters of a name; a shorter one is a common word."""


@pytest.mark.slow
@pytest.mark.shared
def test_no_title_of_a_plan_an_initiative_or_a_pillar_of_the_given_city_stands_in_the_code(
    seeds: Path, tmp_path: Path
):
    """Whatever the graph of the documents has a name for."""
    build([seeds], tmp_path, Options(encoder=None))
    found = select(open_snapshot(tmp_path), NAMED)
    names = {name for (label,) in found if len(name := fold(str(label))) >= SHORTEST}
    assert len(names) > 150
    allowed = {fold(word) for words in LABELS.values() for word in words.split()}
    assert traces(names - allowed, code()) == []
    assert sorted(allowed - names) == []


NAMED = """
SELECT DISTINCT ?label {
  VALUES ?kind { plan:Initiative plan:Pillar plan:Field plan:Plan plan:Department plan:Section plan:Indicator plan:Post }
  ?thing a ?kind ; skos:prefLabel|skos:altLabel ?label
}"""


def test_no_word_is_allowed_that_no_longer_stands_there():
    """The list of general words only holds what is needed."""
    texts = code().values()
    words = [word for words in GENERAL.values() for word in words.split()]
    assert [word for word in words if not any(word in text for text in texts)] == []


def test_a_trace_is_found_wherever_it_stands():
    """A made-up file with a made-up name; a general word is none."""
    files = {"a.py": "def f():\n    '''波止場整備室は'''", "b.toml": "総務部"}
    assert traces({"波止場整備室", "総務部"}, files) == ["a.py: 波止場整備室"]
