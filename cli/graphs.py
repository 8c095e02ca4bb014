"""`keikaku export`, `sparql` and `check`: the graph as files, as rows, and what was understood of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from keikaku.cli.options import STORE, JsonOption, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError


def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="書き出すファイル（.ttl .nq .jsonld .graphml、表は .jsonl .csv .xlsx、linksは.sssom.tsv、シソーラスは .skos.ttl）"
        ),
    ],
    *,
    store: StoreOption = STORE,
    table: Annotated[
        str | None, typer.Option(help="initiatives, targets, observations, attributes, links")
    ] = None,
    base: Annotated[str | None, typer.Option(help="IRIの先頭")] = None,
) -> None:
    """グラフか表をファイルに書き出します。"""
    from keikaku.graph.export.formats import export as export_graph
    from keikaku.graph.store.snapshot import open_snapshot

    try:
        export_graph(open_snapshot(store), file, table=table, base=base)
    except ValueError as wrong:
        raise WrongUseError(str(wrong)) from wrong
    except OSError as error:
        raise CannotError(
            f"「{file}」に書けません（{error.strerror}）。書ける場所を指定してください。"
        ) from error
    print(f"「{file}」に書き出しました。")


def sparql(
    query: Annotated[str, typer.Argument(help="SPARQLの問い合わせ、または @ファイル")],
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
) -> None:
    """読み取り専用のSPARQLで問い合わせます。"""
    from keikaku.cli.terminal import sparql_lines
    from keikaku.graph.sparql.gate import QueryRefused, run_query

    text = _query_text(query)
    result = run_query(store, text)
    if isinstance(result, QueryRefused):
        raise CannotError(result.reason)
    for line in sparql_lines(result, as_json=as_json):
        print(line)


def _query_text(query: str) -> str:
    if not query.startswith("@"):
        return query
    try:
        return Path(query[1:]).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CannotError(f"「{query[1:]}」を読めません。UTF-8のファイルを指定してください。") from error


def check(
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE.html", help="人が読むページにして書き出す")
    ] = None,
    internal: Annotated[bool, typer.Option("--internal", help="内部の文書を点検する")] = False,
) -> None:
    """グラフの形と、文書をどこまで読めたかを点検します。"""
    from keikaku.graph.store.checks import check as check_graph
    from keikaku.graph.store.snapshot import open_snapshot
    from keikaku.graph.store.versions import internal_folder, refuse_damaged

    folder = internal_folder(store) if internal else store
    snapshot = open_snapshot(folder, internal=internal)
    refuse_damaged(snapshot.folder, whole=True)
    report = check_graph(snapshot)
    if page:
        from keikaku.web.desk.check_page import check_html

        _write(page, check_html(report))
    print(report.to_json() if as_json else report.to_text())
    if report.violations:
        raise typer.Exit(1)


def _write(file: Path, text: str) -> None:
    try:
        file.write_text(text, encoding="utf-8")
    except OSError as error:
        raise CannotError(
            f"「{file}」に書けません（{error.strerror}）。書ける場所を指定してください。"
        ) from error
