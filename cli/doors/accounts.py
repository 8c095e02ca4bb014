"""The verb `account`: asks for a password where somebody types, and says what came of it."""

from __future__ import annotations

import getpass
import sys
from typing import Protocol

from keikaku.cli.usage import WrongUseError

SHORTEST = 12
"""Characters of a password; more of them count for more than signs among them."""


class Accounts(Protocol):
    """What holds the accounts; `web.guard.accounts.Accounts` is one."""

    def set(self, name: str, password: str) -> None:
        """Add or replace an account; ValueError for a name that cannot be kept."""

    def remove(self, name: str) -> bool:
        """Take one away; False where there was none."""

    def lost(self) -> bool:
        """Whether none is left."""


def change(accounts: Accounts, name: str) -> str:
    """Asks for a password and keeps its hash."""
    password = _password()
    if len(password) < SHORTEST:
        raise WrongUseError(f"パスワードが短すぎます。{SHORTEST}文字以上にしてください。")
    try:
        accounts.set(name, password)
    except ValueError as wrong:
        raise WrongUseError(
            "その名前は使えません。空白とコロンのない64文字までの名前にしてください。"
        ) from wrong
    return f"「{name}」のアカウントを保存しました。`keikaku serve` の /staff/ でログインできます。"


def drop(accounts: Accounts, name: str) -> str:
    """Takes an account away; its open sessions end with it."""
    if not accounts.remove(name):
        raise WrongUseError(f"「{name}」というアカウントはありません。名前を確かめてください。")
    left = (
        "最後のアカウントだったので、職員の画面は次のアカウントを作るまで閉じます。"
        if accounts.lost()
        else ""
    )
    return f"「{name}」のアカウントを消しました。開いていた画面も使えなくなります。{left}"


def _password() -> str:
    """Typed twice without an echo, or one line of standard input."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().rstrip("\r\n")
    password = getpass.getpass("パスワード: ")
    if getpass.getpass("もう一度: ") != password:
        raise WrongUseError("二つのパスワードが違います。もう一度実行してください。")
    return password
