"""`keikaku ask` and `keikaku search`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from keikaku.cli.opening import answerer_of
from keikaku.cli.options import STORE, EngineOption, JsonOption, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError


def ask(
    question: Annotated[str | None, typer.Argument(help="質問（日本語か英語）、または -（標準入力）")] = None,
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="読み取りの手順と、外した候補も示す")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="質問を1行に1つ書いたJSONLを読む")] = None,
    engine: EngineOption = "",  # noqa: ARG001 - its callback has set it
) -> None:
    """質問に答えます。"""
    from keikaku.cli.terminal import answer_lines, in_json

    if (question is None) == (batch is None):
        raise WrongUseError("質問か --batch FILE.jsonl のどちらか一つを指定してください。")
    if batch is not None:
        from keikaku.cli.batch import answered

        failed = False
        for line in answered(batch, answerer_of(store)):
            print(line.text)
            failed = failed or line.failed
        if failed:
            raise CannotError("読めない行がありました。その行は status が failed です。")
        return
    answer = answerer_of(store).answer(_given(question))
    if as_json:
        print(in_json(answer.to_dict(explain=explain)))
        return
    for text in answer_lines(answer, explain=explain):
        print(text)


def search(
    text: Annotated[str | None, typer.Argument(help="探す言葉、または -（標準入力）")] = None,
    *,
    store: StoreOption = STORE,
    scope: Annotated[str, typer.Option(help="all, initiatives, faq, passages")] = "all",
    k: Annotated[int, typer.Option("-k", help="件数", min=1, max=100)] = 10,
    as_json: JsonOption = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="言葉を1行に1つ書いたJSONLを読む")] = None,
    engine: EngineOption = "",  # noqa: ARG001 - its callback has set it
) -> None:
    """言葉と意味で探します。"""
    from keikaku.cli.terminal import hit_json, hit_lines
    from keikaku.qa.finding.evidence import evidence
    from keikaku.qa.world.search import SCOPES, faq_ids

    if scope not in SCOPES:
        raise WrongUseError(f"--scope は {'、'.join(SCOPES)} のどれかです。")
    if (text is None) == (batch is None):
        raise WrongUseError("探す言葉か --batch FILE.jsonl のどちらか一つを指定してください。")
    world = answerer_of(store).world
    if world.search is None:
        raise CannotError("検索の索引がありません。`keikaku build` で作り直してください。")
    if batch is not None:
        from keikaku.cli.batch import searched

        for line in searched(batch, world, scope, k):
            print(line)
        return
    wanted = _given(text)
    result = world.search.ranked(wanted, scope, k=k)
    told = evidence(world, wanted, result.hits)
    lines = (
        [hit_json(result, faq_ids(world.facts, result.hits), told)] if as_json else hit_lines(result, told)
    )
    print("\n".join(lines))


def _given(text: str | None) -> str:
    """What was asked: the argument, or what standard input holds for `-`."""
    return sys.stdin.read().strip() if text == "-" else text or ""
