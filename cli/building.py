"""`keikaku build`: documents become a new version of the graph."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.options import STORE, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from keikaku.ingest.pipeline import Options

MunicipalityOption = Annotated[str | None, typer.Option(help="自治体の名前かコード（文書の記載より優先）")]
InternalOption = Annotated[
    bool, typer.Option("--internal", help="市民の画面・検索・書き出しに出さない内部の文書として入れる")
]
CorrectionsOption = Annotated[Path | None, typer.Option("--corrections", help="読み取りの訂正を書いたCSV")]
WordsOption = Annotated[Path | None, typer.Option("--words", help="同じ意味の言葉・部署の呼び名を書いたCSV")]
DropOption = Annotated[
    list[str] | None, typer.Option("--drop", metavar="FILE", help="この名前の文書をグラフから外す")
]
PurgeOption = Annotated[
    bool,
    typer.Option("--purge", help="外した内容の言葉を、前の版ごとストアのすべてのファイルから消す"),
]
ProgressOption = Annotated[
    bool, typer.Option("--progress-json", help="進み具合と結果を標準エラーにJSONで出す（画面用）")
]
ExplainOption = Annotated[
    Path | None, typer.Option("--explain", help="一つの文書の各行がどう読まれたかを表示する")
]


def build(
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="[PATH]...", help="文書のファイルかフォルダー")
    ] = None,
    *,
    store: StoreOption = STORE,
    municipality: MunicipalityOption = None,
    prune: Annotated[bool, typer.Option("--prune", help="指定しなかった文書をグラフから外す")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="問題が一つでもあれば公開しない")] = False,
    internal: InternalOption = False,
    no_vectors: Annotated[bool, typer.Option("--no-vectors", help="意味の検索を作らない")] = False,
    faq: Annotated[Path | None, typer.Option("--faq", help="よくある質問のCSV")] = None,
    corrections: CorrectionsOption = None,
    words: WordsOption = None,
    drop: DropOption = None,
    purge: PurgeOption = False,
    progress_json: ProgressOption = False,
    explain: ExplainOption = None,
) -> None:
    """文書を読み、新しい版のグラフを公開します。"""
    if explain:
        _explain(explain, municipality, store)
        return
    from keikaku.graph.store.versions import internal_folder, to_remake

    folder = internal_folder(store) if internal else store
    brings = bool(paths or faq or corrections or words or drop or purge)
    if not (brings or to_remake(folder, internal=internal) or (not internal and _has_approved(store))):
        raise WrongUseError("読む文書がありません。ファイルかフォルダーを指定してください。")
    from keikaku.graph.search.encoder import default_encoder
    from keikaku.ingest.pipeline import Options

    options = Options(
        municipality=municipality,
        prune=prune,
        strict=strict,
        internal=internal,
        public=store if internal else None,
        encoder=None if no_vectors else lambda: default_encoder(cold=False),
        drop=frozenset(drop or ()),
        words=words,
        purge=purge,
    )
    _build(paths or [], folder, options, faq, corrections, as_json=progress_json)


def _has_approved(store: Path) -> bool:
    """Whether staff approved questions and answers that the graph does not have as they are."""
    from keikaku.graph.faq.kept import FILE

    if not (store / FILE).exists():
        return False
    from keikaku.graph.faq.board import unpublished, version_of
    from keikaku.graph.faq.kept import entries_of
    from keikaku.graph.store.publish import stored_extractions
    from keikaku.graph.store.snapshot import open_snapshot

    version = version_of(open_snapshot(store), lambda: stored_extractions(store))
    return unpublished(version, entries_of(store)) > 0


def _build(
    paths: list[Path],
    store: Path,
    options: Options,
    faq: Path | None,
    corrections: Path | None,
    *,
    as_json: bool,
) -> None:
    """Builds and tells of it, `as_json` also while it works."""
    from keikaku.cli.progress import Told, report_json, stop_on_request, watched
    from keikaku.cli.terminal import build_lines
    from keikaku.ingest.pipeline import build as build_graph

    told = Told()
    if as_json:
        stop_on_request()
        options = replace(options, watched=told.watched, began=told.began)
    else:
        options = replace(options, watched=watched)
    report = build_graph(paths, store, options, faq, corrections)
    if report.forgotten:
        _forget_uploads(options.public or store, options.drop)
    if as_json:
        told.tell(report_json(report))
    for line in build_lines(report, internal=options.internal):
        print(line, file=sys.stderr if report.data_version is None and not as_json else sys.stdout)
    if report.data_version is None:
        raise CannotError("公開しませんでした。上の問題を直してから、もう一度実行してください。")


def _forget_uploads(store: Path, names: frozenset[str]) -> None:
    """What staff brought of purged documents leaves the store with them."""
    from keikaku.web.desk.uploads import CORRECTIONS, FOLDER, Uploads
    from keikaku.web.desk.wanted import WantedList

    Uploads(store / FOLDER, str).forget(names)
    WantedList(store, store / FOLDER / CORRECTIONS).forget(names)


def _explain(path: Path, municipality: str | None, store: Path) -> None:
    from keikaku.ingest.build import read_documents
    from keikaku.ingest.doubts.uses import explain
    from keikaku.ingest.taught.keeping import read_shapes
    from keikaku.ingest.taught.shapes import knowing

    with knowing(read_shapes(store)):
        extractions, problems = read_documents([path], municipality)
    for problem in problems:
        print(problem.message, file=sys.stderr)
    for extraction in extractions:
        print(explain(extraction))
    if not extractions:
        raise CannotError("説明できる文書がありませんでした。ファイルの名前と内容を確かめてください。")
