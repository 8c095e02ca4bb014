"""The desk of staff over one store: its documents, the files that wait, the corrections, and the build."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from keikaku.graph.store.checks import CheckReport, Coverage, check, count_of, coverages, warnings
from keikaku.graph.store.lines import ReadDocument, read_documents
from keikaku.graph.store.snapshot import Snapshot, open_snapshot
from keikaku.graph.store.versions import StoreError, StoreMissing
from keikaku.web.desk.builds import Builds, BuildState
from keikaku.web.desk.taught import TaughtList
from keikaku.web.desk.uploads import BUILD, CORRECTIONS, FAQ, FOLDER, WORDS, Upload, Uploads
from keikaku.web.desk.wanted import Wanted, WantedList

REPLACES = {
    FAQ: "よくある質問を置き換えます",
    CORRECTIONS: "人手訂正の一覧を置き換えます",
    WORDS: "教えた言葉を置き換えます",
}
"""What waits beside documents, and what the next build does with it."""
OPTIONS = {FAQ: "--faq", CORRECTIONS: "--corrections", WORDS: "--words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What only the readers know: the command line hands it over, since no page imports them.

    `unreadable` tells by its name why a file is not read; `items` are the classes that each property belongs
    to; `rows` reads a corrections file; `fault` tells why a correction would not hold on what a store has;
    `words` tells what is wrong with a words file.
    """

    suffixes: tuple[str, ...]
    readable: str
    unreadable: Callable[[str], str]
    items: Mapping[str, tuple[str, ...]]
    rows: Callable[[Path], tuple[tuple[Wanted, ...], tuple[str, ...]]]
    fault: Callable[[Path, Wanted], str]
    words: Callable[[Path], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Waiting:
    """A file that the next build takes; `note` says what that does."""

    upload: Upload
    note: str


@dataclass(slots=True)
class Checked:
    """The report of the version that was looked at last; a version never changes."""

    folder: Path | None = None
    report: CheckReport | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, snapshot: Snapshot) -> CheckReport:
        """The report of a version."""
        with self.lock:
            if self.report is None or self.folder != snapshot.folder:
                self.folder, self.report = snapshot.folder, check(snapshot)
            return self.report


@dataclass(frozen=True)
class Desk:
    """Everything that the pages of the desk ask and do. `command` is what runs a build."""

    store: Path
    reading: Reading
    command: Sequence[str]
    checked: Checked = field(default_factory=Checked)

    @cached_property
    def uploads(self) -> Uploads:
        """The files that staff brought."""
        return Uploads(self.store / FOLDER, self.reading.unreadable)

    @cached_property
    def builds(self) -> Builds:
        """The build beside the server."""
        return Builds([*self.command, "--store", str(self.store.resolve())], self.store / FOLDER / BUILD)

    @cached_property
    def wanted(self) -> WantedList:
        """The corrections."""
        return WantedList(self.store, self.store / FOLDER / CORRECTIONS)

    @cached_property
    def taught(self) -> TaughtList:
        """The city's own words."""
        return TaughtList(self.store, self.store / FOLDER / WORDS)

    def snapshot(self) -> Snapshot | None:
        """The current version; None where there is no graph yet. Raises StoreError for another format."""
        try:
            return open_snapshot(self.store)
        except StoreMissing:
            return None
        except StoreError:
            return open_snapshot(self.store)  # the version may have gone between its name and its opening

    def documents(self) -> tuple[ReadDocument, ...]:
        """The documents of the graph."""
        found = self.snapshot()
        return read_documents(found) if found else ()

    def reading_of(self, snapshot: Snapshot) -> tuple[Mapping[str, Coverage], Mapping[str, int], int]:
        """By file name how a document was read and its warnings, and the number of questions of the FAQ."""
        warned = Counter(one.file for one in warnings(snapshot))
        read = {one.file: one for one in coverages(snapshot)}
        return read, warned, count_of(snapshot, "よくある質問")

    def report(self) -> CheckReport | None:
        """How the documents were read; None where there is no graph yet."""
        found = self.snapshot()
        return self.checked.of(found) if found else None

    def waiting(self) -> tuple[Waiting, ...]:
        """What the next build takes: new or changed documents, FAQ, corrections, words."""
        built = {one.file: one.digest for one in self.documents()}
        new = [one for one in self.uploads.documents() if built.get(one.name) != one.digest]
        documents = [Waiting(one, "置き換えます" if one.name in built else "新しい文書です") for one in new]
        others = [
            Waiting(one, note) for name, note in REPLACES.items() if (one := self.uploads.waiting(name))
        ]
        return (*documents, *others)

    def build(self, *, again: bool = False, municipality: str = "") -> bool:
        """Begins to build what waits, `again` also what was built before; False where a build runs."""
        waiting = [one.upload for one in self.waiting()]
        others = {one.name: one for one in waiting if one.path.parent == self.uploads.folder}
        documents = self.uploads.documents() if again else [one for one in waiting if one.name not in others]
        options = [str(one.path.resolve()) for one in documents]
        for name, option in OPTIONS.items():
            options += [option, str(others[name].path.resolve())] if name in others else []
        options += [f"--municipality={municipality}"] if municipality else []

        def put_aside(state: BuildState) -> None:
            done = bool(state.data_version)
            took = {FAQ: state.faq > 0, CORRECTIONS: done, WORDS: done}
            for name, one in others.items():
                if took[name]:
                    self.uploads.took(name, one.digest)

        return self.builds.start(options, f"{len(documents) + len(others):,}件の取り込み", put_aside)

    def reread(self, one: Upload) -> bool:
        """Begins to build one document, again where it was built before; False where a build runs."""
        return self.builds.start([str(one.path.resolve())], f"「{one.name}」の読み直し", lambda _: None)

    def publish_faq(self) -> bool:
        """Begins a build of nothing but what staff approved of the FAQ; False where a build runs."""
        return self.builds.start([], "承認した質問と答えの公開", lambda _: None)

    def drop(self, name: str) -> bool:
        """Begins to take a document out of the graph, its file with it; False where a build runs."""

        def remove(state: BuildState) -> None:
            if state.data_version:
                self.uploads.remove(name)

        return self.builds.start([f"--drop={name}"], f"「{name}」の取り外し", remove)
