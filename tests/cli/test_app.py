"""The command line: a sentence and a status for every use, right or wrong, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from keikaku.cli import main as command_line
from keikaku.cli.terminal import table, width
from keikaku.ontology.model.facts import LinkRelation

ROOT = Path(__file__).parents[2]


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The status of one call."""
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


WRONG = [
    (["frobnicate"], 2, "コマンドはありません"),
    (["ask"], 2, "どちらか一つ"),
    (["ask", "--nope", "x"], 2, "指定はありません"),
    (["search", "-k", "0", "x"], 2, "値が正しくありません"),
    (["search", "--scope", "x", "y"], 2, "--scope"),
    (["build"], 2, "読む文書がありません"),
    (["ask", "x"], 1, "まだグラフがありません"),
    (["check"], 1, "まだグラフがありません"),
    (["sparql", "ASK {}"], 1, "まだグラフがありません"),
    (["export", "x.ttl"], 1, "まだグラフがありません"),
    (["build", "missing.txt"], 1, "見つかりません"),
]


@pytest.mark.parametrize(("arguments", "status", "sentence"), WRONG, ids=lambda value: str(value)[:20])
def test_a_wrong_use_gets_one_japanese_sentence(
    arguments: list[str],
    status: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """Status 2 for wrong use, 1 for what could not be done; the sentence ends with the next step."""
    monkeypatch.setenv("KEIKAKU_STORE", str(tmp_path / "store"))
    assert run(monkeypatch, *arguments) == status
    told = capsys.readouterr().err
    assert sentence in told
    assert "Traceback" not in told
    assert told.strip().endswith("。")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("empty.txt", b"", "空"),
        ("binary.txt", bytes(range(256)) * 20, "バイナリ"),
        ("broken.txt", b"\xff\xfe\x80\x81\xffbroken", "文字コード"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    name: str,
    content: bytes,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    """The others would go on; alone it publishes nothing."""
    (tmp_path / name).write_bytes(content)
    assert run(monkeypatch, "build", "--store", str(tmp_path / "store"), str(tmp_path / name)) == 1
    told = capsys.readouterr()
    assert name in told.out + told.err
    assert sentence in told.out + told.err


@pytest.mark.slow
def test_a_batch_is_answered_in_its_order_and_a_bad_line_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], corpus_store: Path, tmp_path: Path
) -> None:
    """The rest of a batch is answered where one line cannot be read; the status tells of it."""
    batch = tmp_path / "batch.jsonl"
    batch.write_text(
        '{"id": "a", "question": "体系4の取組は何件ですか"}\nnot json\n{"id": 3, "turns": ["総務部の施策は？", "何件？"]}\n',
        encoding="utf-8",
    )
    assert run(monkeypatch, "ask", "--store", str(corpus_store), "--batch", str(batch)) == 1
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(answer["id"], answer["status"], answer["value"]) for answer in answers] == [
        ("a", "answered", 5),
        (None, "failed", None),
        ("3", "answered", 6),
    ]


@pytest.mark.slow
def test_a_structured_question_opens_no_heavy_library(corpus_store: Path) -> None:
    """What starts in a tenth of a second would take ten with torch."""
    code = (
        "import sys; from keikaku.cli import main as command_line; sys.argv=['keikaku','ask','--store',sys.argv[1],'企画部が担当する施策は？']\n"
        "try: command_line.main()\nexcept SystemExit: pass\n"
        "heavy={'torch','gradio','networkx','rdflib','sentence_transformers','transformers','pyshacl'}&set(sys.modules)\n"
        "assert not heavy, heavy"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(corpus_store)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "34件" in done.stdout


def test_a_table_is_as_wide_as_its_cells() -> None:
    """Japanese characters take two columns of a terminal."""
    lines = list(table(("名前", "担当"), [("みどりの道", "企画部"), ("道", "総務部")]))
    assert width(lines[1]) <= width(lines[2]) + 6
    assert lines[2].index("企画部") > 0
    assert width(lines[2][: lines[2].index("企画部")]) == width(lines[3][: lines[3].index("総務部")])


def test_the_help_of_links_names_every_relation(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is written out there, since only a decision pays for the import of the model."""
    assert run(monkeypatch, "links", "retype", "--help") == 0
    told = capsys.readouterr().out
    assert [one.value for one in LinkRelation if one.value not in told] == []
