"""The verb `account`, and what `serve` asks of accounts."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest

from keikaku.cli import main as command_line
from keikaku.web.guard.accounts import FILE, Accounts

PASSWORD = "みどりの木は大きく育っていく"  # noqa: S105 - made up


def run(monkeypatch: pytest.MonkeyPatch, typed: str, *arguments: str) -> int:
    """The status of one call with a line of standard input."""
    monkeypatch.setattr(sys, "argv", ["keikaku", *arguments])
    monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    return int(ended.value.code or 0)


@pytest.mark.slow
def test_an_account_is_made_changed_and_removed(monkeypatch, capsys, tmp_path: Path):
    """In the store's folder, where nothing else is named."""
    store = ["--store", str(tmp_path)]
    accounts = Accounts(tmp_path / FILE)
    assert run(monkeypatch, f"{PASSWORD}\n", "account", "企画係", *store) == 0
    assert accounts.verify("企画係", PASSWORD)
    assert run(monkeypatch, f"{PASSWORD}二\n", "account", "企画係", *store) == 0
    assert not accounts.verify("企画係", PASSWORD)
    assert run(monkeypatch, "", "account", "企画係", "--remove", *store) == 0
    assert accounts.hashes() == {}
    assert "消しました" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "arguments", "sentence"),
    [
        ("short\n", ["企画係"], "短すぎます"),
        ("", ["企画係"], "短すぎます"),
        (f"{PASSWORD}\n", ["a b"], "名前は使えません"),
        (f"{PASSWORD}\n", ["a:b"], "名前は使えません"),
        (f"{PASSWORD}\n", ["#a"], "名前は使えません"),
        ("", ["だれか", "--remove"], "ありません"),
    ],
)
def test_a_wrong_account_gets_one_sentence(monkeypatch, capsys, tmp_path, typed, arguments, sentence):
    """Status 2, and nothing is written."""
    assert run(monkeypatch, typed, "account", *arguments, "--store", str(tmp_path)) == 2
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / FILE).exists()


def test_a_network_that_is_none_is_told(monkeypatch, capsys, tmp_path):
    """Before anything is opened."""
    assert run(monkeypatch, "", "serve", "--exempt", "x", "--store", str(tmp_path)) == 2
    assert "192.0.2.0/24" in capsys.readouterr().err


@pytest.mark.slow
def test_accounts_that_are_set_at_once_are_all_kept(tmp_path: Path):
    """Eight calls, as a script would make them."""
    program = [sys.executable, "-m", "keikaku", "account", "--store", str(tmp_path)]
    names = [f"係{number}" for number in range(8)]
    calls = [subprocess.Popen([*program, name], stdin=subprocess.PIPE) for name in names]
    for call in calls:
        assert call.stdin is not None
        call.stdin.write(f"{PASSWORD}\n".encode())
        call.stdin.close()
    assert [call.wait(60) for call in calls] == [0] * 8
    assert sorted(Accounts(tmp_path / FILE).hashes()) == names


def test_the_last_account_leaves_a_closed_door(monkeypatch, capsys, tmp_path: Path):
    """And the sentence says so."""
    store = ["--store", str(tmp_path)]
    for name in ("企画係", "広報係"):
        assert run(monkeypatch, f"{PASSWORD}\n", "account", name, *store) == 0
    assert run(monkeypatch, "", "account", "企画係", "--remove", *store) == 0
    assert "閉じます" not in capsys.readouterr().out
    assert run(monkeypatch, "", "account", "広報係", "--remove", *store) == 0
    assert "次のアカウントを作るまで閉じます" in capsys.readouterr().out
