"""From a FAQ file to ranked hits, through the command line alone."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from keikaku.cli import main as command_line

CASES = Path(__file__).parents[1] / "cases"
ODD = "A/1 ％？"
SMALL = f"Answer,ID,Question\n交番に届けてください。,{ODD},鍵をなくしたときは？\n\n月曜と木曜です。,,ごみの日は？\n"


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str | Path) -> int:
    """The status of one call."""
    monkeypatch.setattr(sys, "argv", ["keikaku", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A FAQ file of one good row, whose id no IRI can hold, and a bad one."""
    file = tmp_path / "small.csv"
    file.write_bytes(SMALL.encode("cp932"))
    return file


def objects(text: str) -> list[dict[str, Any]]:
    """The lines of JSON."""
    return [json.loads(line) for line in text.splitlines()]


@pytest.mark.slow
def test_a_made_up_faq_is_taken_whole_and_finds_what_everyday_words_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Every line of a batch is answered in its order, its hits in the shape of the contract."""
    store = ("--store", tmp_path / "store")
    faq, batch = CASES / "faq_made_up.csv", CASES / "faq_dev.jsonl"
    assert run(monkeypatch, "build", *store, "--faq", faq, "--municipality", "みどり市") == 0
    assert "200件を取り込みました" in capsys.readouterr().out
    assert run(monkeypatch, "search", *store, "--scope", "faq", "-k", "5", "--batch", batch) == 0
    found, asked = objects(capsys.readouterr().out), objects(batch.read_text(encoding="utf-8"))
    assert [line["id"] for line in found] == [line["id"] for line in asked]
    hits = [hit for line in found for hit in line["hits"]]
    assert {tuple(hit)[:5] for hit in hits} == {("id", "iri", "type", "label", "score")}
    assert {hit["type"] for hit in hits} == {"faq"}
    assert all(hit["id"].startswith("faq-") and hit["iri"].endswith(f"/faq/{hit['id']}") for hit in hits)
    right = [
        any(hit["id"] in one["relevant"] for hit in line["hits"])
        for one, line in zip(asked, found, strict=True)
    ]
    assert sum(right) > len(right) / 2, "words alone find less than a third: is meaning there?"


@pytest.mark.slow
def test_a_hit_has_the_id_of_the_file_whatever_stands_in_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, small: Path
) -> None:
    """The IRI encodes what it cannot hold; the id is the file's own, the bad row is named."""
    store = ("--store", tmp_path / "store")
    assert (
        run(monkeypatch, "build", *store, "--no-vectors", "--faq", small, "--municipality", "みどり市") == 0
    )
    assert "4行目" in capsys.readouterr().out
    batch = tmp_path / "asked.jsonl"
    batch.write_text('{"id": "q", "question": "鍵"}\n', encoding="utf-8")
    for scope in ("faq", "all"):
        assert run(monkeypatch, "search", *store, "--scope", scope, "--json", "鍵") == 0
        assert run(monkeypatch, "search", *store, "--scope", scope, "--batch", batch) == 0
        one, line = objects(capsys.readouterr().out)
        assert [hit["id"] for hit in one["hits"]] == [hit["id"] for hit in line["hits"]] == [ODD]
        assert one["hits"][0]["answer"] == "交番に届けてください。"
        assert "sentence" not in one["hits"][0], "its question alone made it a hit"
        assert one["hits"][0]["probability"] > 0
    assert run(monkeypatch, "search", *store, "--scope", "faq", "--json", "交番") == 0
    assert objects(capsys.readouterr().out)[0]["hits"][0]["sentence"] == "交番に届けてください。"
    assert run(monkeypatch, "search", *store, "交番") == 0
    assert "%  鍵をなくしたときは？\n       交番に届けてください。" in capsys.readouterr().out
    assert run(monkeypatch, "check", *store) == 0
    assert "よくある質問1" in capsys.readouterr().out


@pytest.mark.slow
def test_a_faq_of_another_city_leaves_the_answers_as_they_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, small: Path
) -> None:
    """Nobody is asked which city: plans are told of one only, and the other is declined by its name."""
    store = ("--store", tmp_path / "store", "--no-vectors")
    assert run(monkeypatch, "build", *store, command_line.CORPUS) == 0
    asked = ("ask", *store[:2], "--json")
    capsys.readouterr()
    assert run(monkeypatch, *asked, "企画部が担当する施策は何件？") == 0
    before = objects(capsys.readouterr().out)[0]
    assert run(monkeypatch, "build", *store, "--faq", small, "--municipality", "みどり市") == 0
    capsys.readouterr()
    assert run(monkeypatch, *asked, "企画部が担当する施策は何件？") == 0
    assert run(monkeypatch, *asked, "みどり市の企画部が担当する施策は何件？") == 0
    after, other = objects(capsys.readouterr().out)
    assert (after["status"], after["value"], after["answer"]) == (
        "answered",
        before["value"],
        before["answer"],
    )
    assert other["abstained"]


@pytest.mark.slow
def test_a_faq_that_cannot_be_read_publishes_nothing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, small: Path
) -> None:
    """With documents beside it they go on; alone it ends with status 1 and leaves the graph as it is."""
    store = ("--store", tmp_path / "store", "--no-vectors")
    assert run(monkeypatch, "build", *store, "--faq", tmp_path / "missing.csv") == 1
    assert "見つかりません" in capsys.readouterr().err
    assert run(monkeypatch, "build", *store, command_line.CORPUS, "--faq", tmp_path / "missing.csv") == 0
    assert "見つかりません" in capsys.readouterr().out
    assert run(monkeypatch, "build", *store, "--faq", small) == 0
    assert run(monkeypatch, "build", *store, "--faq", tmp_path) == 1
    capsys.readouterr()
    assert run(monkeypatch, "search", *store[:2], "--scope", "faq", "--json", "鍵") == 0
    assert [hit["id"] for hit in objects(capsys.readouterr().out)[0]["hits"]] == [ODD]
