"""The command line: it joins documents, graph, questions and pages, and holds no rule and no SPARQL."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.links import links_app
from cli.usage import WRONG_USE, BatchMissingError, CannotError, WrongUseError, in_japanese
from graph.versions import StoreError, StoreMissing

if TYPE_CHECKING:
    from graph.encoder import Encoder
    from qa.answerer import Answerer

CORPUS = Path(__file__).parent / "corpus"

app = typer.Typer(
    add_completion=False, no_args_is_help=False, pretty_exceptions_enable=False, help="計画グラフ"
)
app.add_typer(links_app, name="links")
StoreOption = Annotated[Path, typer.Option("--store", envvar="KEIKAKU_STORE", help="グラフを置くフォルダー")]
AccountsOption = Annotated[
    Path | None,
    typer.Option(envvar="KEIKAKU_ACCOUNTS", help="職員のアカウントのファイル（既定は --store の中）"),
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSONで出力する")]
STORE = Path(".keikaku")


def answerer_of(store: Path, *, cold: bool = True) -> Answerer:
    """Everything that answers questions on the current version of a store."""
    from graph.store import open_snapshot
    from qa.answerer import Answerer
    from qa.search import Search
    from qa.world import World

    def encoder() -> Encoder | None:
        from graph.encoder import default_encoder

        return default_encoder(cold=cold)

    snapshot = open_snapshot(store, memory=not cold)
    index = snapshot.folder / "index"
    search = Search(index, encoder) if index.exists() else None
    return Answerer(World(snapshot, search))


@app.callback(invoke_without_command=True)
def start(context: typer.Context, store: StoreOption = STORE) -> None:
    """引数なしで呼ぶと、グラフがなければ見本の文書から作り、画面を開きます。"""
    context.obj = store
    if context.invoked_subcommand is None:
        from graph.versions import current

        try:
            current(store)
        except StoreMissing:
            build([CORPUS], store=store)
        serve(store=store)


@app.command()
def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="文書のファイルかフォルダー")
    ] = None,
    *,
    store: StoreOption = STORE,
    municipality: Annotated[str | None, typer.Option(help="文書から自治体名が分からないときの名前")] = None,
    prune: Annotated[bool, typer.Option("--prune", help="指定しなかった文書をグラフから外す")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="問題が一つでもあれば公開しない")] = False,
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="意味の検索を作らない")] = False,
    faq: Annotated[Path | None, typer.Option("--faq", help="よくある質問のCSV")] = None,
    corrections: Annotated[
        Path | None, typer.Option("--corrections", help="読み取りの訂正を書いたCSV")
    ] = None,
    explain: Annotated[
        Path | None, typer.Option("--explain", help="一つの文書の各行がどう読まれたかを表示する")
    ] = None,
) -> None:
    """文書を読み、新しい版のグラフを公開します。"""
    from cli.progress import watched
    from cli.terminal import build_lines

    if explain:
        _explain(explain, municipality)
        return
    if not paths and not faq and not corrections:
        raise WrongUseError("読む文書がありません。ファイルかフォルダーを指定してください。")
    from graph.encoder import default_encoder
    from ingest.pipeline import Options
    from ingest.pipeline import build as build_graph

    options = Options(
        municipality=municipality,
        prune=prune,
        strict=strict,
        encoder=None if no_vectors else lambda: default_encoder(cold=False),
        watched=watched,
    )
    report = build_graph(paths or [], store, options, faq, corrections)
    for line in build_lines(report):
        print(line, file=sys.stderr if report.data_version is None else sys.stdout)
    if report.data_version is None:
        raise CannotError("公開しませんでした。上の問題を直してから、もう一度実行してください。")


def _explain(path: Path, municipality: str | None) -> None:
    from ingest.build import read_documents
    from ingest.uses import explain

    extractions, problems = read_documents([path], municipality)
    for problem in problems:
        print(problem.message, file=sys.stderr)
    for extraction in extractions:
        print(explain(extraction))
    if not extractions:
        raise CannotError("説明できる文書がありませんでした。ファイルの名前と内容を確かめてください。")


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="質問（日本語か英語）")] = None,
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    explain: Annotated[bool, typer.Option("--explain", help="読み取りの手順と、外した候補も示す")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="質問を1行に1つ書いたJSONLを読む")] = None,
) -> None:
    """質問に答えます。"""
    from cli.terminal import answer_lines

    if (question is None) == (batch is None):
        raise WrongUseError("質問か --batch FILE.jsonl のどちらか一つを指定してください。")
    if batch is not None:
        from cli.batch import answered

        failed = False
        for line in answered(batch, answerer_of(store)):
            print(line.text)
            failed = failed or line.failed
        if failed:
            raise CannotError("読めない行がありました。その行は status が failed です。")
        return
    answer = answerer_of(store).answer(question or "")
    if as_json:
        print(answer.to_json(explain=explain))
        return
    for text in answer_lines(answer, explain=explain):
        print(text)


@app.command()
def search(
    text: Annotated[str | None, typer.Argument(help="探す言葉")] = None,
    *,
    store: StoreOption = STORE,
    scope: Annotated[str, typer.Option(help="all, initiatives, faq, passages")] = "all",
    k: Annotated[int, typer.Option("-k", help="件数", min=1, max=100)] = 10,
    as_json: JsonOption = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="言葉を1行に1つ書いたJSONLを読む")] = None,
) -> None:
    """言葉と意味で探します。"""
    from cli.terminal import hit_json, hit_lines
    from qa.search import SCOPES, faq_ids

    if scope not in SCOPES:
        raise WrongUseError(f"--scope は {'、'.join(SCOPES)} のどれかです。")
    if (text is None) == (batch is None):
        raise WrongUseError("探す言葉か --batch FILE.jsonl のどちらか一つを指定してください。")
    world = answerer_of(store).world
    if world.search is None:
        raise CannotError("検索の索引がありません。`keikaku build` で作り直してください。")
    if batch is not None:
        from cli.batch import searched

        for line in searched(batch, world, scope, k):
            print(line)
        return
    result = world.search.ranked(text or "", scope, k=k)
    lines = [hit_json(result, faq_ids(world.facts, result.hits))] if as_json else hit_lines(result)
    print("\n".join(lines))


@app.command()
def export(
    file: Annotated[
        Path,
        typer.Argument(
            help="書き出すファイル（.ttl .nq .jsonld .graphml、表は .jsonl .csv .xlsx、linksは.sssom.tsv）"
        ),
    ],
    *,
    store: StoreOption = STORE,
    table: Annotated[str | None, typer.Option(help="initiatives, targets, observations, links")] = None,
    base: Annotated[str | None, typer.Option(help="IRIの先頭")] = None,
) -> None:
    """グラフか表をファイルに書き出します。"""
    from graph.export import export as export_graph
    from graph.store import open_snapshot

    try:
        export_graph(open_snapshot(store), file, table=table, base=base)
    except ValueError as wrong:
        raise WrongUseError(str(wrong)) from wrong
    except OSError as error:
        raise CannotError(
            f"「{file}」に書けません（{error.strerror}）。書ける場所を指定してください。"
        ) from error
    print(f"「{file}」に書き出しました。")


@app.command()
def sparql(
    query: Annotated[str, typer.Argument(help="SPARQLの問い合わせ、または @ファイル")],
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
) -> None:
    """読み取り専用のSPARQLで問い合わせます。"""
    from cli.terminal import sparql_lines
    from graph.gate import QueryRefused, run_query

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


@app.command()
def check(
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    page: Annotated[
        Path | None, typer.Option("--page", metavar="FILE.html", help="人が読むページにして書き出す")
    ] = None,
) -> None:
    """グラフの形と、文書をどこまで読めたかを点検します。"""
    from graph.checks import check as check_graph
    from graph.store import open_snapshot

    report = check_graph(open_snapshot(store))
    if page:
        from web.check_page import check_html

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


@app.command()
def serve(
    *,
    store: StoreOption = STORE,
    host: Annotated[str, typer.Option(help="待ち受けるアドレス")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="待ち受けるポート", min=0, max=65535)] = 7860,
    accounts: AccountsOption = None,
    exempt: Annotated[
        str, typer.Option(envvar="KEIKAKU_EXEMPT", help="回数を限らないネットワーク（コンマ区切り）")
    ] = "",
    review: Annotated[
        bool,
        typer.Option("--review/--no-review", help="職員の画面で後継を確認できるようにする"),
    ] = True,
) -> None:
    """市民の画面を / に、職員の画面を /staff/ に開きます。"""
    from web.accounts import Accounts, AccountsError
    from web.limits import networks
    from web.links_routes import link_routes
    from web.live import Live
    from web.server import CannotServeError, Site
    from web.server import serve as serve_pages

    try:
        free = networks(exempt)
    except ValueError as wrong:
        raise WrongUseError(f"--exempt は 192.0.2.0/24 の形です（{wrong}）。") from wrong
    live = Live(store, lambda folder: answerer_of(folder, cold=False))
    known = Accounts(_accounts_file(store, accounts))
    site = Site(
        answering=live.answer,
        status=live.status,
        world=live.world,
        accounts=known,
        exempt=free,
        staff=tuple(link_routes(store, review=review)),
    )
    try:
        serve_pages(site, host=host, port=port)
    except (CannotServeError, AccountsError) as error:
        raise CannotError(str(error)) from error


@app.command()
def account(
    name: Annotated[str, typer.Argument(help="職員の名前（空白とコロンは使えません）")],
    *,
    store: StoreOption = STORE,
    accounts: AccountsOption = None,
    remove: Annotated[bool, typer.Option("--remove", help="アカウントを消す")] = False,
) -> None:
    """職員のアカウントを作るか、パスワードを替えるか、消します。"""
    from cli.accounts import change, drop
    from web.accounts import Accounts, AccountsError

    known = Accounts(_accounts_file(store, accounts))
    try:
        print(drop(known, name) if remove else change(known, name))
    except (AccountsError, OSError) as error:
        raise CannotError(str(error)) from error


def _accounts_file(store: Path, given: Path | None) -> Path:
    from web.accounts import FILE

    return given or store / FILE


def main() -> None:
    """Run the command line; every ending is one Japanese sentence and a status of CONTRACTS.md."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    try:
        status = app(standalone_mode=False)
    except WrongUseError as wrong:
        print(wrong, file=sys.stderr)
        status = WRONG_USE
    except (CannotError, BatchMissingError, StoreError) as sentence:
        print(sentence, file=sys.stderr)
        status = 1
    except (KeyboardInterrupt, typer.Abort):
        print("中断しました。グラフは元のままです。", file=sys.stderr)
        status = 1
    except typer.TyperException as wrong:
        print(in_japanese(wrong), file=sys.stderr)
        status = WRONG_USE
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except Exception as error:
        if os.environ.get("KEIKAKU_DEBUG"):
            raise
        print(
            f"予期しない問題で止まりました（{type(error).__name__}: {error}）。"
            "KEIKAKU_DEBUG=1 を付けて実行し、出力を開発者に知らせてください。",
            file=sys.stderr,
        )
        status = 1
    sys.exit(status or 0)


if __name__ == "__main__":
    main()
