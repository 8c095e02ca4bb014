"""`keikaku shapes`: what staff taught of tables and layouts, and teaching it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.options import STORE, InGroup, JsonOption, StoreOption
from keikaku.cli.usage import CannotError, WrongUseError

if TYPE_CHECKING:
    from keikaku.ingest.lessons.shown import Shown
    from keikaku.ingest.lessons.teaching import Lesson
    from keikaku.ingest.reading import Reading
    from keikaku.ingest.source import Source
    from keikaku.ingest.taught.shapes import Shape
    from keikaku.ontology.model.shown import ShownColumn

shapes_app = typer.Typer(
    help="職員が教えた、表の列と施策の行の形を見て、教え、ほかの自治体と分け合います。",
    invoke_without_command=True,
)
DocArgument = Annotated[Path, typer.Argument(metavar="DOC", help="文書のファイル")]
Columns = list[str] | None
SAMPLES = 3
ID_SHOWN = 8
TEACH_OPTIONS = {
    "title": "--title",
    "responsible": "--unit",
    "pillar": "--pillar",
    "field": "--field",
    "target": "--target",
    "indicator": "--indicator",
    "measure": "--measure",
    "number": "--number",
    "year": "--year",
    "": "--keep",
}
"""By the role of a column, the option of `teach` that names it."""


def _column(role: str, what: str) -> typer.models.OptionInfo:
    option: typer.models.OptionInfo = typer.Option(
        TEACH_OPTIONS[role], metavar="COLUMN", help=f"{what}の列（見出しか、左からの番号）"
    )
    return option


@shapes_app.callback()
def shapes(context: typer.Context, *, store: StoreOption = STORE) -> None:
    """教えた形を扱います。引数なしでは一覧です。"""
    context.obj = store
    if context.invoked_subcommand is None:
        _listed(store)


@shapes_app.command("list")
def listed(context: typer.Context, *, store: InGroup = None, as_json: JsonOption = False) -> None:
    """教えた形を一覧にします。"""
    if as_json:
        print(_json([{"id": id_, "words": words} for id_, words in _told(_store(context, store))]))
        return
    _listed(_store(context, store))


def _store(context: typer.Context, store: Path | None) -> Path:
    """The store of the verb, else that of the group."""
    return store or Path(context.obj)


def _listed(store: Path) -> None:
    found = _told(store)
    for id_, words in found:
        print(f"{id_} {words}")
    if not found:
        print(
            "教えた形はありません。keikaku shapes show 文書 で読み方を見て、keikaku shapes teach で教えてください。"
        )


def _told(store: Path) -> list[tuple[str, str]]:
    """The shapes of a store: what `forget` takes, and what each is in words."""
    from keikaku.ingest.taught.words import words_of

    return [(one.fingerprint[:ID_SHOWN], words_of(one)) for one in _shapes(store)]


def _shapes(store: Path) -> tuple[Shape, ...]:
    """The shapes of a store; one whose file is damaged says so."""
    from keikaku.ingest.taught.keeping import FILE, shapes_in

    if not (store / FILE).exists():
        return ()
    found = shapes_in(store / FILE)
    if isinstance(found, str):
        raise CannotError(f"{found}。直すか、別の場所に移してから実行してください。")
    return found


@shapes_app.command()
def show(
    context: typer.Context, doc: DocArgument, *, store: InGroup = None, as_json: JsonOption = False
) -> None:
    """文書の表の列と施策の行を、どう読んだか、三つの例で示します。"""
    from keikaku.ingest.lessons.shown import shown
    from keikaku.ingest.taught.shapes import knowing

    with knowing(_shapes(_store(context, store))):
        found = shown(_source(doc))
    for line in [_json(asdict(found))] if as_json else _shown(found):
        print(line)


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


def _source(doc: Path) -> Source:
    from keikaku.ingest.formats.readers import read_source
    from keikaku.ingest.isolation import isolated
    from keikaku.ontology.model.facts import Problem

    with isolated() as apart:
        found = read_source(doc, apart=apart)
    if isinstance(found, Problem):
        raise CannotError(found.message)
    return found


def _reading(source: Source) -> Reading:
    from keikaku.ingest.extract import read_document

    return read_document(source)


def _shown(found: Shown) -> Iterator[str]:
    """The columns of each table with three rows, the initiatives of lines, and what was not read."""
    for table in found.tables:
        yield f"表{table.number}（{table.kind}）"
        yield from (_column_line(place, one) for place, one in enumerate(table.columns, start=1))
    lines = "／".join(found.labels[:SAMPLES])
    yield f"施策{found.initiatives}件" + (f"。行から読んだ例: {lines}" if lines else "")
    yield from (*found.asked, *found.unread)


def _column_line(place: int, one: ShownColumn) -> str:
    """A column: its number, head, role and three of its values."""
    from keikaku.ingest.taught.shapes import ROLES

    return f"  {place} {one.head or '（見出しなし）'} = {ROLES[one.role]}  例: {'／'.join(one.samples)}"


@shapes_app.command()
def teach(
    context: typer.Context,
    doc: DocArgument,
    *,
    store: InGroup = None,
    title: Annotated[Columns, _column("title", what="施策名")] = None,
    unit: Annotated[Columns, _column("responsible", what="担当")] = None,
    pillar: Annotated[Columns, _column("pillar", what="体系")] = None,
    field: Annotated[Columns, _column("field", what="分野")] = None,
    target: Annotated[Columns, _column("target", what="目標")] = None,
    indicator: Annotated[Columns, _column("indicator", what="指標")] = None,
    measure: Annotated[Columns, _column("measure", what="指標の単位")] = None,
    number: Annotated[Columns, _column("number", what="番号")] = None,
    year: Annotated[Columns, _column("year", what="年度")] = None,
    keep: Annotated[Columns, _column("", what="値として残す")] = None,
    table: Annotated[
        int,
        typer.Option(
            metavar="N", min=0, help="表の番号（shapes show が示す。書かなければ、その列のある表の全部）"
        ),
    ] = 0,
    example: Annotated[
        Columns, typer.Option("--example", metavar="LINE", help="施策の行の例（三つ、行の全部か施策名だけ）")
    ] = None,
    line: Annotated[
        list[int] | None,
        typer.Option("--line", metavar="N", help="施策の行の例（三つ、文書の通しの行の番号）"),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """文書の表の列の役目か、施策の行の例を三つ教えます。同じ形の文書に、これからも効きます。"""
    from keikaku.ingest.lessons.teaching import Lesson

    said = {
        "title": title, "responsible": unit, "pillar": pillar, "field": field, "target": target,
        "indicator": indicator, "measure": measure, "number": number, "year": year, "": keep,
    }  # fmt: skip
    columns = {role: names for role, names in said.items() if names}
    if bool(columns) == bool(example or line):
        raise WrongUseError(
            "列（--title など）か、行の例（--example を三つ）の、どちらか一方を指定してください。"
        )
    told = _taught(doc, _store(context, store), Lesson(columns, example or (), line or (), table))
    _say(told, doc.name, as_json=as_json)


@dataclass(frozen=True, slots=True)
class Taught:
    """What came of a lesson: shapes made, initiatives of the document before and after, and their names."""

    shapes: int
    before: int
    after: int
    labels: tuple[str, ...]


def _say(told: Taught | str, name: str, *, as_json: bool) -> None:
    """Print what came of a lesson. Raises CannotError with the next step where nothing did."""
    if as_json:
        print(_json(told if isinstance(told, str) else asdict(told)))
        return
    if isinstance(told, str):
        raise CannotError(f"{told}。keikaku shapes show {name} で列と行を確かめてください。")
    labels = "／".join(told.labels[:SAMPLES])
    print(
        f"教わりました（{told.shapes}件の形）。{name} の施策は{told.before}件から{told.after}件に"
        f"なります（例: {labels}）。keikaku build {name} で取り込んでください。"
    )


def _taught(doc: Path, store: Path, lesson: Lesson) -> Taught | str:
    """Keep the shapes of a lesson, or tell why there are none, without the next step."""
    from keikaku.ingest.lessons.teaching import taught
    from keikaku.ingest.taught.keeping import FILE, joined, write_shapes
    from keikaku.ingest.taught.shapes import knowing

    source, known = _source(doc), _shapes(store)
    with knowing(known):
        before = _reading(source)
    found = taught(before, lesson)
    if isinstance(found, str):
        return found
    with knowing(joined(known, found)):
        after = _reading(source)
    write_shapes(store / FILE, joined(known, found))
    labels = tuple(draft.label for draft in after.drafts)
    return Taught(len(found), len(before.drafts), len(labels), labels)


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
