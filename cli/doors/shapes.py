"""`keikaku shapes`: what staff taught of tables and layouts, and teaching it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.options import STORE, InGroup, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from keikaku.ingest.grid.tables import Read
    from keikaku.ingest.reading import Reading
    from keikaku.ingest.source import Source
    from keikaku.ingest.taught.shapes import Shape

shapes_app = typer.Typer(
    help="職員が教えた、表の列と施策の行の形を見て、教え、ほかの自治体と分け合います。",
    invoke_without_command=True,
)
DocArgument = Annotated[Path, typer.Argument(metavar="DOC", help="文書のファイル")]
Columns = list[str] | None
SAMPLES = 3
ID_SHOWN = 8


def _column(*names: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        *names, metavar="COLUMN", help=f"{what}の列（見出しか、左からの番号）"
    )
    return option


@shapes_app.callback()
def shapes(context: typer.Context, *, store: StoreOption = STORE) -> None:
    """教えた形を扱います。引数なしでは一覧です。"""
    context.obj = store
    if context.invoked_subcommand is None:
        _listed(store)


@shapes_app.command("list")
def listed(context: typer.Context, *, store: InGroup = None) -> None:
    """教えた形を一覧にします。"""
    _listed(_store(context, store))


def _store(context: typer.Context, store: Path | None) -> Path:
    """The store of the verb, else that of the group."""
    return store or Path(context.obj)


def _listed(store: Path) -> None:
    found = _shapes(store)
    for one in found:
        print(_line(one))
    if not found:
        print(
            "教えた形はありません。keikaku shapes show 文書 で読み方を見て、keikaku shapes teach で教えてください。"
        )


def _shapes(store: Path) -> tuple[Shape, ...]:
    """The shapes of a store; one whose file is damaged says so."""
    from keikaku.ingest.taught.keeping import FILE, shapes_in

    if not (store / FILE).exists():
        return ()
    found = shapes_in(store / FILE)
    if isinstance(found, str):
        raise CannotError(f"{found}。直すか、別の場所に移してから実行してください。")
    return found


def _line(one: Shape) -> str:
    from keikaku.ingest.taught.shapes import ROLES, TableShape

    head = one.fingerprint[:ID_SHOWN]
    if isinstance(one, TableShape):
        pairs = zip(one.heads, one.roles, strict=True)
        return f"{head} 表: " + "、".join(f"{name or '（見出しなし）'}={ROLES[role]}" for name, role in pairs)
    form = "、".join(
        f"{name}={value}" for name, value in one.form if value and name not in ("before", "after")
    )
    return f"{head} 行: {form}、区切り「{one.separators}」の{one.piece + 1}番目が施策名"


@shapes_app.command()
def show(context: typer.Context, doc: DocArgument, *, store: InGroup = None) -> None:
    """文書の表の列と施策の行を、どう読んだか、三つの例で示します。"""
    from keikaku.ingest.taught.shapes import knowing

    with knowing(_shapes(_store(context, store))):
        source = _source(doc)
        for line in _shown(_reading(source), source):
            print(line)


def _source(doc: Path) -> Source:
    from keikaku.ingest.isolation import isolated
    from keikaku.ingest.readers import read_source
    from keikaku.ontology.model.facts import Problem

    with isolated() as apart:
        found = read_source(doc, apart=apart)
    if isinstance(found, Problem):
        raise CannotError(found.message)
    return found


def _reading(source: Source) -> Reading:
    from keikaku.ingest.extract import read_document

    return read_document(source)


KINDS = {"initiatives": "施策の一覧", "values": "数値の表", "other": "施策も数値も読み取っていない表"}


def _shown(reading: Reading, source: Source) -> Iterator[str]:
    """The columns of each table with three rows, the initiatives of lines, and what was not read."""
    from keikaku.ingest.doubts import DOUBT
    from keikaku.ingest.extract import extract
    from keikaku.ingest.lessons.teaching import tables_of

    for number, read in enumerate(tables_of(reading), start=1):
        yield f"表{number}（{KINDS[read.kind]}）"
        yield from _columns(read)
    lines = [draft.label for draft in reading.drafts if draft.record is None]
    yield f"施策{len(reading.drafts)}件" + (
        f"。行から読んだ例: {'／'.join(lines[:SAMPLES])}" if lines else ""
    )
    yield from (problem.message for problem in extract(source).problems if problem.severity == DOUBT)


def _columns(read: Read) -> Iterator[str]:
    """A line a column: its number, head, role and three of its values."""
    from keikaku.ingest.taught.shapes import ROLES

    if read.table is None:
        return
    rows = read.table.records[:SAMPLES]
    for place, column in enumerate(read.table.columns):
        role = ROLES.get(column.role, "") if read.kind == "initiatives" else ROLES[""]
        told = "／".join(row.cells[place] for row in rows)
        yield f"  {place + 1} {column.head or '（見出しなし）'} = {role}  例: {told}"


@shapes_app.command()
def teach(
    context: typer.Context,
    doc: DocArgument,
    *,
    store: InGroup = None,
    title: Annotated[Columns, _column("--title", what="施策名")] = None,
    unit: Annotated[Columns, _column("--unit", what="担当")] = None,
    pillar: Annotated[Columns, _column("--pillar", what="体系")] = None,
    field: Annotated[Columns, _column("--field", what="分野")] = None,
    target: Annotated[Columns, _column("--target", what="目標")] = None,
    indicator: Annotated[Columns, _column("--indicator", what="指標")] = None,
    measure: Annotated[Columns, _column("--measure", what="指標の単位")] = None,
    number: Annotated[Columns, _column("--number", what="番号")] = None,
    year: Annotated[Columns, _column("--year", what="年度")] = None,
    keep: Annotated[Columns, _column("--keep", what="値として残す")] = None,
    example: Annotated[
        Columns, typer.Option("--example", metavar="LINE", help="施策の行の例（三つ、行の全部か施策名）")
    ] = None,
) -> None:
    """文書の表の列の役目か、施策の行の例を三つ教えます。同じ形の文書に、これからも効きます。"""
    said = {
        "title": title, "responsible": unit, "pillar": pillar, "field": field, "target": target,
        "indicator": indicator, "measure": measure, "number": number, "year": year, "": keep,
    }  # fmt: skip
    columns = {role: names for role, names in said.items() if names}
    if bool(columns) == bool(example):
        raise WrongUseError(
            "列（--title など）か、行の例（--example を三つ）の、どちらか一方を指定してください。"
        )
    _taught(doc, _store(context, store), columns, example or ())


def _taught(doc: Path, store: Path, columns: dict[str, list[str]], examples: Sequence[str]) -> None:
    from keikaku.ingest.lessons.teaching import Lesson, taught
    from keikaku.ingest.taught.keeping import FILE, joined, write_shapes
    from keikaku.ingest.taught.shapes import knowing

    source, known = _source(doc), _shapes(store)
    with knowing(known):
        before = _reading(source)
    found = taught(before, Lesson(columns, examples))
    if isinstance(found, str):
        raise CannotError(f"{found}。keikaku shapes show {doc.name} で列と行を確かめてください。")
    with knowing(joined(known, found)):
        after = _reading(source)
    write_shapes(store / FILE, joined(known, found))
    labels = "／".join(draft.label for draft in after.drafts[:SAMPLES])
    print(
        f"教わりました（{len(found)}件の形）。{doc.name} の施策は{len(before.drafts)}件から{len(after.drafts)}件に"
        f"なります（例: {labels}）。keikaku build {doc.name} で取り込んでください。"
    )


@shapes_app.command("export")
def exported(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="書き出すファイル（.json）")],
    *,
    store: InGroup = None,
) -> None:
    """教えた形をファイルに書き出します。見出しと形だけで、文書の中身は入りません。"""
    from keikaku.ingest.taught.keeping import write_shapes

    found = _shapes(_store(context, store))
    if not found:
        raise CannotError("教えた形がありません。keikaku shapes teach で教えてから書き出してください。")
    try:
        write_shapes(file, found)
    except OSError as error:
        raise CannotError(
            f"「{file}」に書けません（{error.strerror}）。書ける場所を指定してください。"
        ) from error
    print(
        f"{len(found)}件の形を「{file}」に書き出しました。ほかの自治体では keikaku shapes import で取り込めます。"
    )


@shapes_app.command("import")
def imported(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="shapes export で書いたファイル")],
    *,
    store: InGroup = None,
) -> None:
    """ほかで教えた形を取り込みます。同じ形は、取り込んだほうが効きます。"""
    from keikaku.ingest.taught.keeping import FILE, joined, shapes_in, write_shapes

    where = _store(context, store)
    found = shapes_in(file)
    if isinstance(found, str):
        raise CannotError(f"{found}。keikaku shapes export で書いたファイルを指定してください。")
    write_shapes(where / FILE, joined(_shapes(where), found))
    print(f"{len(found)}件の形を取り込みました。文書を build し直すと効きます。")


@shapes_app.command()
def forget(
    context: typer.Context,
    shape: Annotated[str, typer.Argument(metavar="ID", help="shapes list が示す番号")],
    *,
    store: InGroup = None,
) -> None:
    """教えた形を忘れます。"""
    from keikaku.ingest.taught.keeping import FILE, write_shapes

    where = _store(context, store)
    known = _shapes(where)
    gone = [one for one in known if one.fingerprint.startswith(shape)]
    if len(gone) != 1:
        raise CannotError(
            f"「{shape}」という形は一つに決まりません。keikaku shapes list で番号を確かめてください。"
        )
    write_shapes(where / FILE, [one for one in known if one not in gone])
    print("忘れました。文書を build し直すと、前の読み方に戻ります。")
