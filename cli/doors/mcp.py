"""`keikaku mcp`: the Model Context Protocol over standard input and output, a line a message."""

from __future__ import annotations

import sys

from keikaku.cli.options import STORE, StoreOption


def mcp(*, store: StoreOption = STORE) -> None:
    """言語モデルの道具（MCP）として、標準入力と標準出力で質問に答えます。"""
    from keikaku.opening import reading_of
    from keikaku.web.api.mcp import handled_text

    reading = reading_of(store)
    sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    for line in sys.stdin:
        if line.strip() and (told := handled_text(reading, line)) is not None:
            print(told, flush=True)
