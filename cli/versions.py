"""`keikaku history`, `rollback` and `diff`: the versions of a store."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

from keikaku.cli.options import STORE, JsonOption, StoreOption

if TYPE_CHECKING:
    from keikaku.graph.store.history import Entry

InternalOption = Annotated[bool, typer.Option("--internal", help="内部の文書の版")]


def history(
    *, store: StoreOption = STORE, as_json: JsonOption = False, internal: InternalOption = False
) -> None:
    """残っている版を、新しい順に番号で示します。"""
    from keikaku.graph.store.history import history as versions_of
    from keikaku.graph.store.versions import internal_folder

    found = versions_of(internal_folder(store) if internal else store, internal=internal)
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for one in found:
        print(_line(one))


def _line(one: Entry) -> str:
    mark = "（いまの版）" if one.current else ""
    told = one.closed or f"文書{one.documents}件、施策{one.initiatives}件、データの版 {one.data_version}"
    return f"版 {one.number}{mark}: {_here(one.published)} {told}"


def _here(published: str) -> str:
    """The time on this machine's clock; the JSON form keeps the one that holds everywhere."""
    return datetime.fromisoformat(published).astimezone().strftime("%Y-%m-%d %H:%M")


def rollback(
    number: Annotated[int, typer.Argument(help="戻す版の番号（history で分かります）")],
    *,
    store: StoreOption = STORE,
    internal: InternalOption = False,
) -> None:
    """前の版の内容を、新しい版として公開し直します。"""
    from keikaku.graph.store.history import roll_back
    from keikaku.graph.store.versions import internal_folder

    folder = internal_folder(store) if internal else store
    new, data_version = roll_back(folder, number, internal=internal)
    print(
        f"版 {number} の内容を版 {new} として公開しました（データの版 {data_version}）。"
        "その版にない文書が要るときは、build でもう一度読み込んでください。"
    )


def diff(
    before: Annotated[int, typer.Argument(metavar="A", help="前の版の番号")],
    after: Annotated[int, typer.Argument(metavar="B", help="後の版の番号")],
    *,
    store: StoreOption = STORE,
    as_json: JsonOption = False,
    internal: InternalOption = False,
) -> None:
    """二つの版のあいだに、加わったもの、なくなったもの、変わったものを示します。"""
    from keikaku.graph.store.changes import between, told
    from keikaku.graph.store.history import at
    from keikaku.graph.store.versions import internal_folder

    folder = internal_folder(store) if internal else store
    found = between(at(folder, before, internal=internal), at(folder, after, internal=internal))
    if as_json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False))
        return
    for line in told(found):
        print(line)
