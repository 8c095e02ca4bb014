"""`keikaku export`, `sparql` and `check`: the graph as files, as rows, and what was understood of it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.doors.settings import base as base_that_holds
from keikaku.cli.options import STORE, BaseOption, JsonOption, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from keikaku.graph.sparql.gate import QueryResult


STREAM = "-"
"""Standard input or output instead of a file."""
InferredOption = Annotated[
    bool, typer.Option("--inferred", help="標準の語彙（PROV、SKOS、Data Cube など）で言えることも加える")
]


def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="書き出すファイル、または -（標準出力、--format で形式を選ぶ）（.ttl .nq .jsonld .graphml、表は .jsonl .csv .xlsx、linksは.sssom.tsv、シソーラスは .skos.ttl、事実集は .facts.zip）"
        ),
    ],
    *,
    store: StoreOption = STORE,
    table: Annotated[
        str | None, typer.Option(help="initiatives, targets, observations, attributes, links")
    ] = None,
    heads: Annotated[str, typer.Option(help="表（.csv .xlsx）の見出し: ja は日本語、en は項目の名前")] = "en",
    base: BaseOption = None,
    inferred: InferredOption = False,
    form: Annotated[str, typer.Option("--format", help="- に書き出す形式（ttl、csv など）")] = "",
) -> None:
    """グラフか表をファイルか標準出力に書き出します。"""
    from keikaku.graph.export.formats import Heads, written
    from keikaku.graph.export.formats import export as export_graph
    from keikaku.graph.store.snapshot import open_snapshot

    if heads not in tuple(Heads):
        raise WrongUseError(
            f"--heads に「{heads}」は使えません。{'、'.join(Heads)} のいずれかを指定してください。"
        )
    if bool(form) != (str(file) == STREAM):
        raise WrongUseError("--format は「export - --format ttl」のように、- と一緒に指定してください。")
    snapshot, told, named = open_snapshot(store), base_that_holds(base), Heads(heads)
    try:
        if form:
            sys.stdout.buffer.write(written(snapshot, f"-.{form}", table, told, named, inferred=inferred))
            return
        export_graph(snapshot, file, table=table, base=told, heads=named, inferred=inferred)
    except ValueError as wrong:
        raise WrongUseError(str(wrong)) from wrong
    except OSError as error:
        raise CannotError(
            f"「{file}」に書けません（{error.strerror}）。書ける場所を指定してください。"
        ) from error
    print(f"「{file}」に書き出しました。")


def sparql(
    query: Annotated[str, typer.Argument(help="SPARQLの問い合わせ、@ファイル、または -（標準入力）")],
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    form: Annotated[
        str, typer.Option("--format", help="json, xml, csv, tsv、グラフは ttl, nt, jsonld, rdf")
    ] = "",
    rows: Annotated[int, typer.Option("--rows", min=1, help="何行まで")] = 1000,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="何秒まで")] = 2.0,
    inferred: InferredOption = False,
) -> None:
    """読み取り専用のSPARQLで問い合わせます。"""
    from keikaku.cli.terminal import sparql_lines
    from keikaku.graph.sparql.gate import QueryRefused, run_query

    told = base_that_holds()
    result = run_query(store, _query_text(query), seconds=seconds, rows=rows, base=told, inferred=inferred)
    if isinstance(result, QueryRefused):
        raise CannotError(result.reason)
    if form or (result.triples and not as_json):
        print(_in_form(result, form).rstrip("\n"))
        return
    for line in sparql_lines(result, as_json=as_json):
        print(line)


def _in_form(result: QueryResult, name: str) -> str:
    from keikaku.graph.sparql.writing import GRAPHS, ROWS, written

    forms = GRAPHS if result.triples else ROWS
    found = next((one for one in forms if one.name == (name or forms[0].name)), None)
    if found is None:
        names = "、".join(one.name for one in forms)
        raise WrongUseError(f"この結果の --format は {names} のどれかです。")
    if result.truncated:
        print(f"（{len(result.rows):,}行で打ち切りました。--rows で増やせます）", file=sys.stderr)
    return written(result, found).decode()


def _query_text(query: str) -> str:
    if query == STREAM:
        return sys.stdin.read()
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
