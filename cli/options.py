"""Options that several commands share."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

STORE = Path(".keikaku")
StoreOption = Annotated[Path, typer.Option("--store", envvar="KEIKAKU_STORE", help="グラフを置くフォルダー")]
InGroup = Annotated[Path | None, typer.Option("--store", help="グラフを置くフォルダー")]
"""The store behind a verb of a group, which has one itself."""
BaseOption = Annotated[
    str | None,
    typer.Option(
        "--base", envvar="KEIKAKU_BASE", help="識別子とリンクの先頭になる住所（https://keikaku.example/）"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSONで出力する")]
AccountsOption = Annotated[
    Path | None,
    typer.Option(envvar="KEIKAKU_ACCOUNTS", help="職員のアカウントのファイル（既定は --store の中）"),
]


def _engine(value: str) -> str:
    """A setting like the others: what opens the store reads the environment."""
    os.environ["KEIKAKU_ENGINE"] = value
    return value


EngineOption = Annotated[
    str,
    typer.Option(
        "--engine",
        envvar="KEIKAKU_ENGINE",
        callback=_engine,
        help="事実を読むほかのエンジン（sparql:http://…、書き出したグラフを読み込んだもの）",
    ),
]
