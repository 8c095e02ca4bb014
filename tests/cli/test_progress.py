"""A build tells its progress to a program: one JSON object a line, and what came of it at the end."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from desks import PLAN

from keikaku.cli import main as command_line
from keikaku.cli.progress import Told


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The status of one call."""
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    monkeypatch.setattr("keikaku.cli.progress.stop_on_request", lambda: None)
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


def lines(text: str) -> list[dict]:
    return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def test_a_build_tells_steps_and_a_report(monkeypatch, tmp_path: Path, capsys):
    (tmp_path / "plan.txt").write_text(PLAN, "utf-8")
    given = ["build", str(tmp_path / "plan.txt"), str(tmp_path / "no.txt"), "--no-vectors", "--progress-json"]
    assert run(monkeypatch, *given, "--store", str(tmp_path / "store")) == 0
    told = lines(capsys.readouterr().err)
    assert told[0] == {"phase": "文書を開いています", "done": 0, "of": 1, "left": None}
    report = told[-1]["report"]
    assert report["data_version"]
    assert report["told"][0].startswith("読みました: plan.txt")
    assert [problem.split(":")[0] for problem in report["problems"]] == ["no.txt"]


def test_a_build_that_publishes_nothing_tells_its_report_once(monkeypatch, tmp_path: Path, capsys):
    given = ["build", str(tmp_path / "no.txt"), "--progress-json", "--store", str(tmp_path / "store")]
    assert run(monkeypatch, *given) == 1
    error = capsys.readouterr().err
    assert lines(error)[-1]["report"]["data_version"] is None
    assert error.count("no.txt") == 1


def test_a_reader_that_is_gone_stops_no_build(monkeypatch):
    class Gone:
        def write(self, _text: str) -> int:
            raise BrokenPipeError

        def flush(self) -> None: ...

    monkeypatch.setattr(sys, "stderr", Gone())
    assert list(Told().watched([1, 2], "読んでいます")) == [1, 2]
