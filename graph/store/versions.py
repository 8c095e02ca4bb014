"""The versions of a store on disk, and the pointer to the current one.

A store is a folder: `versions/000003/` holds one whole version (`graph/` of pyoxigraph, `version.json`, and
the files that were published with it), and the file `current` names the version that readers open. It is
replaced in one step, so that a reader sees the old whole or the new whole, whenever a build is killed.

What was built with --internal is a store of its own inside the folder. Each of its versions says so of
itself, and every opening says which of the two it wants: a copy, a link or a pointer of the wrong kind opens
nothing.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from keikaku.graph.store import sealing
from keikaku.ontology.model.vocabulary import BASE

FORMAT = 3
"""The layout of a version and of its graph; a store of another one is built again."""
TAKEN_OVER = frozenset({1, 2})
"""Earlier formats whose facts are read back as they are: a build takes over what such a store holds."""
INTERNAL = "internal"
POINTER = "current"
GRAPH = "graph"
EXTRACTIONS = "extractions.json"
VERSIONS = "versions"
DESCRIPTION = sealing.DESCRIPTION


class StoreError(Exception):
    """Why a store cannot be used, as the sentence to show."""


class StoreMissing(StoreError):  # noqa: N818 - a state of the store, in the words of its reader
    """There is no graph yet."""


class StoreOutdated(StoreError):  # noqa: N818
    """The store was written in another format."""


class StoreOfOtherPart(StoreError):  # noqa: N818
    """The store holds internal documents where public ones are wanted, or the other way round."""


class StoreDamaged(StoreError):  # noqa: N818
    """A file of a version is not what was published."""

    def __init__(self, folder: Path, file: str, whole: Path | None) -> None:
        """Name the file, and the newest version that is whole where there is one."""
        self.folder, self.file, self.whole = folder, file, whole
        store = folder.parent.parent
        number = f" の版 {int(folder.name)}" if folder.name.isdecimal() else ""
        super().__init__(f"{store}{number} の「{file}」が壊れています。{_way_on(store, whole)}")


def _way_on(store: Path, whole: Path | None) -> str:
    """What to do about a damaged version: nothing where the current one is whole."""
    if whole is None:
        return "文書を指定して build をもう一度実行してください。"
    number = int(whole.name)
    if whole == _named(store):
        return f"壊れていないいまの版 {number} を開いてください。"
    return f"rollback {number} で版 {number} に戻すか、文書を指定して build をもう一度実行してください。"


class StoreBusy(StoreError):  # noqa: N818
    """Another build holds the store."""


class StoreUnwritable(StoreError):  # noqa: N818
    """The folder cannot be written."""


@dataclass(frozen=True, slots=True)
class Version:
    """What a version says of itself; `base` is the fixed one, but in stores of before it may be another."""

    data_version: str
    base: str = BASE
    format: int = FORMAT
    internal: bool = False
    seal: str = ""  # of the list of its files (graph/store/sealing.py); none in versions of before
    content: str = ""  # the sum over its quads (graph/store/content.py); none in versions of before
    steps: int = 0  # differences since it was written whole


def internal_folder(store: Path) -> Path:
    """The store of internal documents inside a store.

    Only `build` and `check` with --internal and the staff's door ask for it (tests/test_internal.py). Raises
    StoreOfOtherPart for a store that is internal itself.
    """
    with suppress(StoreMissing, StoreOutdated):
        current(store)
    return store / INTERNAL


def current(store: Path, *, internal: bool = False, older: bool = False) -> Path:
    """The folder of the current version; raise StoreMissing, StoreOutdated or StoreOfOtherPart."""
    folder = pointed(store)
    describe(folder, internal=internal, older=older)
    return folder


def pointed(store: Path) -> Path:
    """The folder that the pointer names; raise StoreMissing without one, StoreDamaged where it names none."""
    if folder := _named(store):
        return folder
    if folders(store / VERSIONS):
        none = store / VERSIONS / "?"
        raise StoreDamaged(none, POINTER, newest_whole(none))
    raise StoreMissing(f"{store} にはまだグラフがありません。先に build で文書を読み込んでください。")


def _named(store: Path) -> Path | None:
    """The folder that the pointer names; None where it names none."""
    try:
        name = (store / POINTER).read_text(encoding="utf-8", errors="replace").strip()
    except OSError:
        return None
    folder = store / VERSIONS / name
    return folder if name and folder.is_dir() else None


def refuse_damaged(folder: Path, *, whole: bool = False) -> None:
    """Raise StoreDamaged where a version is not what was published."""
    if file := sealing.damaged(folder, whole=whole):
        raise blamed(folder, file)


def blamed(folder: Path, file: str | None = None) -> StoreDamaged:
    """What to raise where reading a version failed: with the file that is damaged, found where not told."""
    found = file or sealing.damaged(folder, whole=True) or GRAPH
    return StoreDamaged(folder, found, newest_whole(folder))


def newest_whole(folder: Path) -> Path | None:
    """The newest other version beside a damaged one that may be opened and is whole."""
    from keikaku.graph.store.taken_back import is_closed  # noqa: PLC0415 - it stands on this module

    others = (one for one in reversed(folders(folder.parent)) if one != folder and not is_closed(one))
    return next((one for one in others if sealing.damaged(one, whole=True) is None), None)


def folders(kept: Path) -> list[Path]:
    """The folders of the versions in one, the newest last; what a build has not finished is none."""
    return sorted(one for one in kept.glob("[0-9]*") if one.name.isdecimal())


def kept(store: Path) -> dict[str, Path]:
    """The folders of the public versions that can still be read, by data version, the newest last."""
    found: dict[str, Path] = {}
    for folder in folders(store / VERSIONS):
        try:
            found[describe(folder).data_version] = folder
        except (StoreOutdated, StoreOfOtherPart, StoreDamaged):
            continue
    return found


def describe(folder: Path, *, internal: bool = False, older: bool = False) -> Version:
    """What a version says of itself.

    `older`: one whose facts a build takes over will do too. Raises StoreOutdated where this program cannot
    read it, and StoreOfOtherPart where it is internal and that is not what was asked for, or the reverse.
    """
    try:
        told = json.loads((folder / DESCRIPTION).read_text(encoding="utf-8"))
        part, number = bool(told.get("internal")), int(told.get("format", 0))
    except (OSError, ValueError, TypeError, AttributeError):
        raise blamed(folder, DESCRIPTION) from None
    if part != internal:
        raise StoreOfOtherPart(_OTHER_PART[part].format(store=folder.parent.parent))
    if number != FORMAT and not (older and number in TAKEN_OVER):
        raise outdated(folder, number)
    try:
        return Version(**told)
    except TypeError:
        raise blamed(folder, DESCRIPTION) from None


def to_remake(store: Path, *, internal: bool = False) -> bool:
    """Whether a store is of an earlier format that a build without documents writes anew."""
    try:
        folder = current(store, internal=internal, older=True)
    except StoreMissing:
        return False
    return describe(folder, internal=internal, older=True).format != FORMAT


_OTHER_PART = {
    True: "{store} は内部の文書のグラフなので、ここからは開けません。"
    "--store に外側のフォルダーを指定してください"
    "（内部の文書は職員の画面か、build と check の --internal で扱います）。",
    False: "{store} は公開の文書のグラフです。--internal を付けずに実行してください。",
}


def outdated(folder: Path, number: int) -> StoreOutdated:
    """The sentence for a store that this program cannot read, by the format that it names."""
    store = folder.parent.parent
    if number in TAKEN_OVER:
        return StoreOutdated(
            f"{store} は前の形式のグラフです。文書を指定せずに build を実行して作り直してください"
            "（文書、よくある質問、決定などは引き継がれます）。"
        )
    if number > FORMAT:
        return StoreOutdated(
            f"{store} は新しい版のプログラムで作られています。プログラムを新しくしてから開いてください。"
        )
    return StoreOutdated(
        f"{store} のグラフを読めません。中の versions と current だけを消し（ほかのファイルは残し）、"
        "文書を指定して build をもう一度実行してください。"
    )
