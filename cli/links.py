"""`keikaku links`: the successions of a graph, and what people decide about them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from keikaku.cli.options import STORE, InGroup, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

links_app = typer.Typer(
    help="後継（計画・体系・組織・施策のつながり）を見て、確認します。", invoke_without_command=True
)
ByOption = Annotated[str, typer.Option("--by", help="確認した人の役割（氏名は書かない）")]
CommentOption = Annotated[str, typer.Option("--comment", help="覚え書き")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="links が示す番号")]
RelationArgument = Annotated[
    str, typer.Argument(metavar="RELATION", help="continues, renames, merges, splits, moves, related")
]


@links_app.callback()
def listed(
    context: typer.Context,
    *,
    store: StoreOption = STORE,
    as_json: Annotated[bool, typer.Option("--json", help="1行に1件のJSONで出力する")] = False,
    everything: Annotated[bool, typer.Option("--all", help="却下したものと、点の低い候補も示す")] = False,
) -> None:
    """後継を一覧にします。"""
    context.obj = store
    if context.invoked_subcommand is not None:
        return
    from keikaku.cli.terminal import in_json
    from keikaku.graph.review.decisions import FILE, unread
    from keikaku.graph.review.links import COLUMNS, links
    from keikaku.graph.store.snapshot import open_snapshot

    found = links(open_snapshot(store), everything=everything)
    for one in found:
        told = {name: one[name] for name in COLUMNS}
        print(in_json(told) if as_json else _line(one))
    if bad := unread(store / FILE):
        print(
            f"{FILE} に読めない決定が{bad}行あります。その行を直してください。",
            file=typer.get_text_stream("stderr"),
        )
    if not (found or as_json):
        print("後継の候補はありません。年度の違う計画を build で読み込んでください。")


def _line(one: dict[str, Any]) -> str:
    from keikaku.ontology.model.facts import LinkLevel, LinkRelation, LinkStatus
    from keikaku.ontology.model.successions import LEVEL_NAMES, RELATION_NAMES, STATUS_NAMES

    level = LEVEL_NAMES[LinkLevel(one["level"])]
    relation = RELATION_NAMES[LinkRelation(one["relation"])]
    status = STATUS_NAMES[LinkStatus(one["status"])]
    score = "" if one["score"] is None else f" {one['score']:.2f}"
    years = f"{_year(one['from_year'])}→{_year(one['to_year'])}"
    head = f"{one['id']} {level} {relation} {status}{score} {years} 「{one['from_label']}」→「{one['to_label']}」"
    return "\n    ".join((head, *one["reasons"]))


def _year(year: int | None) -> str:
    return "年度不明" if year is None else f"{year}年度"


def _deciding(status: str) -> Callable[..., None]:
    """The verb that gives a link a status."""

    def decide(
        context: typer.Context,
        link: IdArgument,
        *,
        store: InGroup = None,
        by: ByOption = "",
        comment: CommentOption = "",
    ) -> None:
        from keikaku.ontology.model.facts import LinkStatus

        _decide(store or context.obj, link, LinkStatus(status), by, comment)

    return decide


links_app.command("accept", help="候補を、正しいつながりとして確認します。")(_deciding("accepted"))
links_app.command("reject", help="候補を却下します。作り直しても、二度と候補になりません。")(
    _deciding("rejected")
)


@links_app.command()
def retype(
    context: typer.Context,
    link: IdArgument,
    relation: RelationArgument,
    *,
    store: InGroup = None,
    by: ByOption = "",
    comment: CommentOption = "",
) -> None:
    """つながりの種類を改めて確認します。"""
    _decide(store or context.obj, link, relation_of(relation), by, comment)


@links_app.command()
def add(
    context: typer.Context,
    earlier: Annotated[str, typer.Argument(metavar="FROM", help="先のものの名前か番地")],
    later: Annotated[str, typer.Argument(metavar="TO", help="後のものの名前か番地")],
    relation: RelationArgument,
    *,
    store: InGroup = None,
    by: ByOption = "",
    comment: CommentOption = "",
) -> None:
    """候補にないつながりを足します。"""
    from keikaku.graph.review.deciding import CannotDecideError
    from keikaku.graph.review.deciding import add as add_link

    try:
        _told(add_link(store or context.obj, earlier, later, relation_of(relation), review(by, comment)))
    except CannotDecideError as sentence:
        raise CannotError(str(sentence)) from sentence


@links_app.command(name="import")
def take(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.sssom.tsv", help="ほかの機械の決定")],
    *,
    store: InGroup = None,
) -> None:
    """ほかの機械の決定（decisions.sssom.tsv）を受け取ります。"""
    from keikaku.graph.review.deciding import take_over

    try:
        new, bad, version = take_over(store or context.obj, file)
    except (OSError, UnicodeDecodeError) as error:
        raise CannotError(f"「{file}」を読めません。UTF-8のSSSOMのファイルを指定してください。") from error
    print(f"{new}行を受け取りました（読めない決定は{bad}行）。データの版: {version}")


def relation_of(text: str) -> Any:
    """The relation of that name; raise WrongUseError with the choices."""
    from keikaku.ontology.model.facts import LinkRelation

    if text not in {one.value for one in LinkRelation}:
        raise WrongUseError(f"種類は {'、'.join(one.value for one in LinkRelation)} のどれかです。")
    return LinkRelation(text)


def review(by: str, comment: str) -> Any:
    """What a person says now: the one place where the clock is read."""
    from keikaku.graph.review.deciding import Review

    return Review(by=by, at=datetime.now().astimezone().isoformat(timespec="seconds"), comment=comment)


def _decide(store: Path, link: str, verdict: Any, by: str, comment: str) -> None:
    from keikaku.graph.review.deciding import CannotDecideError, decide

    try:
        _told(decide(store, link, verdict, review(by, comment)))
    except CannotDecideError as sentence:
        raise CannotError(str(sentence)) from sentence


def _told(decided: Any) -> None:
    from keikaku.ontology.model.successions import RELATION_NAMES, STATUS_NAMES

    status = STATUS_NAMES[decided.link.status]
    relation = RELATION_NAMES[decided.link.relation]
    print(
        f"{status}（{relation}）:「{decided.earlier}」→「{decided.later}」。データの版: {decided.data_version}"
    )
