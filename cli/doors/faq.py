"""`keikaku faq`: drafts of questions and answers from the graph, and what staff decide about each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from keikaku.cli.options import STORE, InGroup, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from keikaku.graph.faq.board import Row, Version

faq_app = typer.Typer(
    help="よくある質問の下書きをグラフから作り、一つずつ承認するか、直すか、捨てます。",
    invoke_without_command=True,
)
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="faq が示す番号")]
ByOption = Annotated[str, typer.Option("--by", help="承認した人の役割（氏名は書かない）")]
DRAFT = "draft"
STATES = {
    DRAFT: "下書き",
    "open": "答えを待つ質問",
    "approved": "承認済み",
    "discarded": "使わない",
}
NEXT = "{done}{question}\n公開のよくある質問には、次の keikaku build で反映されます。"


@faq_app.callback()
def listed(
    context: typer.Context,
    *,
    store: StoreOption = STORE,
    as_json: Annotated[bool, typer.Option("--json", help="1行に1件のJSONで出力する")] = False,
    everything: Annotated[bool, typer.Option("--all", help="使わないとしたものも示す")] = False,
) -> None:
    """下書きと、承認した質問と答えを一覧にします。"""
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    found = [row for row in _rows(store)[1] if everything or row.state != "discarded"]
    for row in found:
        print(json.dumps(_told(row), ensure_ascii=False) if as_json else _line(row))
    if not (found or as_json):
        print("下書きはありません。計画の文書を build で読み込んでください。")


@faq_app.command()
def approve(
    context: typer.Context,
    wanted: IdArgument,
    *,
    store: InGroup = None,
    question: Annotated[str, typer.Option("--question", help="直した質問")] = "",
    answer: Annotated[str, typer.Option("--answer", help="直した答え")] = "",
    department: Annotated[str, typer.Option("--department", help="直した担当")] = "",
    by: ByOption = "",
) -> None:
    """下書きをそのまま、または言葉を直して承認します。"""
    from keikaku.graph.faq import board

    folder = store or Path(context.obj)
    version, row = _row(folder, wanted)
    given = {"question": question, "answer": answer, "department": department}
    said = row.entry.saying({name: text.strip() for name, text in given.items() if text.strip()})
    if not said.answer:
        raise WrongUseError("答えがまだありません。--answer に答えを書いてください。")
    done = board.approve(folder, version, row, replace(said, by=by, day=_today()))
    print(NEXT.format(done="承認しました: ", question=done.question))


@faq_app.command()
def discard(context: typer.Context, wanted: IdArgument, *, store: InGroup = None) -> None:
    """下書きを使わないことにします。承認したものなら公開をやめます。"""
    from keikaku.graph.faq import board

    folder = store or Path(context.obj)
    _, row = _row(folder, wanted)
    board.discard(folder, row, _today())
    print(NEXT.format(done="使わないことにしました: ", question=row.entry.question))


@faq_app.command()
def restore(context: typer.Context, wanted: IdArgument, *, store: InGroup = None) -> None:
    """承認したものや使わないとしたものを、下書きに戻します。"""
    from keikaku.graph.faq import board

    folder = store or Path(context.obj)
    _, row = _row(folder, wanted)
    board.restore(folder, row, _today())
    print(NEXT.format(done="下書きに戻しました: ", question=row.entry.question))


@faq_app.command("export")
def export_(
    context: typer.Context,
    path: Annotated[Path, typer.Argument(metavar="FILE", help="書き出すCSV")],
    *,
    store: InGroup = None,
    with_drafts: Annotated[bool, typer.Option("--drafts", help="承認していない下書きを書き出す")] = False,
) -> None:
    """承認した質問と答えを、build --faq が読むCSVに書き出します。"""
    from keikaku.graph.faq.kept import COLUMNS
    from keikaku.graph.files.sheets import csv_bytes

    _, rows = _rows(store or Path(context.obj))
    wanted = [one for one in rows if (one.state is None if with_drafts else one.state == "approved")]
    told = [_cells(one) for one in wanted]
    try:
        path.write_bytes(csv_bytes(COLUMNS, told))
    except OSError as error:
        raise CannotError(
            f"「{path}」に書けません（{error.strerror}）。書き込める場所を指定してください。"
        ) from error
    print(f"{len(told):,}件を {path} に書き出しました。")


def _cells(row: Row) -> dict[str, Any]:
    one = row.entry
    return {
        "id": one.id,
        "question": one.question,
        "answer": one.answer,
        "department": one.department,
        "url": "",
        "updated": one.day,
    }


def _rows(store: Path) -> tuple[Version, tuple[Row, ...]]:
    from keikaku.graph.faq.board import rows, version_of
    from keikaku.graph.faq.kept import entries_of
    from keikaku.graph.store.publish import stored_extractions
    from keikaku.graph.store.snapshot import open_snapshot

    version = version_of(open_snapshot(store), lambda: stored_extractions(store))
    return version, rows(version, entries_of(store))


def _row(store: Path, wanted: str) -> tuple[Version, Row]:
    version, rows = _rows(store)
    found = next((row for row in rows if row.entry.id == wanted), None)
    if found is None:
        raise CannotError(f"「{wanted}」という番号はありません。keikaku faq で番号を確かめてください。")
    return version, found


def _told(row: Row) -> Mapping[str, Any]:
    one = row.entry
    return {
        "id": one.id,
        "state": row.state or DRAFT,
        "question": one.question,
        "answer": one.answer,
        "department": one.department,
        "municipality": one.municipality,
        "citations": [
            {"document": source.file, "place": source.place, "line": source.line, "quote": source.quote}
            for source in one.sources
        ],
        "frays": list(row.frays),
        "public": row.is_public,
    }


def _line(row: Row) -> str:
    one = row.entry
    public = "（公開中）" if row.is_public else ""
    answer = [f"    {line}" for line in one.answer.splitlines()]
    frays = [f"    見直し: {fray}" for fray in row.frays]
    return "\n".join((f"{one.id} {STATES[row.state or DRAFT]}{public} {one.question}", *answer, *frays))


def _today() -> str:
    return datetime.now().astimezone().date().isoformat()
