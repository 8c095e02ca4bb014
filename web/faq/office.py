"""What the pages of questions and answers know: the version of now, the decisions, what was not answered."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from keikaku.graph.faq.board import Row, Version, rows, unpublished, version_of
from keikaku.graph.faq.kept import entries_of
from keikaku.graph.faq.values import Entry, Source
from keikaku.graph.store.publish import stored_extractions
from keikaku.web.desk.desk import Desk
from keikaku.web.faq.near import Nearest
from keikaku.web.html.templating import seen
from keikaku.web.records.groups import Group, groups
from keikaku.web.records.kept import Records, Unanswered, kept

LONGEST = {"question": 300, "answer": 4000, "department": 100, "by": 100}
"""Characters of a field."""
ASKED = "asked-{group}"


@dataclass(slots=True)
class Drawn:
    """The drafts of the version that was looked at last; a version never changes."""

    folder: Path | None = None
    version: Version | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)

    def of(self, desk: Desk) -> Version:
        """Those of the current version; none where there is no graph yet."""
        snapshot = desk.snapshot()
        with self.lock:
            if self.version is None or snapshot is None or self.folder != snapshot.folder:
                self.folder = snapshot.folder if snapshot else None
                self.version = version_of(snapshot, lambda: stored_extractions(desk.store))
            return self.version


@dataclass(frozen=True, slots=True)
class Office:
    """Everything that the pages ask."""

    desk: Desk
    records: Records | None
    nearest: Nearest
    drawn: Drawn = field(default_factory=Drawn)

    def look(self) -> Look:
        """How things stand now."""
        version, entries = self.drawn.of(self.desk), entries_of(self.desk.store)
        decided = {one.id for one in entries}
        asked = groups(kept(self.records.questions, Unanswered)[0]) if self.records else []
        return Look(
            version=version,
            rows=rows(version, entries),
            waiting=unpublished(version, entries),
            asked=tuple(one for one in asked if ASKED.format(group=one.id) not in decided),
        )

    def near(self, version: Version, question: str) -> tuple[Source, ...]:
        """The passages nearest to a question, as places in files."""
        found = (version.source(key) for key in self.nearest(question))
        return tuple(dict.fromkeys(one for one in found if one))


@dataclass(frozen=True, slots=True)
class Look:
    """How things stand at one moment; `waiting` is what a build would change of what is public."""

    version: Version
    rows: tuple[Row, ...]
    waiting: int
    asked: tuple[Group[Unanswered], ...]

    def row(self, wanted: str) -> Row | None:
        """The one of an id."""
        return next((row for row in self.rows if row.entry.id == wanted), None)

    def question(self, group: str) -> str:
        """What was asked, as it was last, by the group of the records; empty where it is not there."""
        return next((one.newest.question for one in self.asked if one.id == group), "")


def written(entry: Entry, fields: Mapping[str, str]) -> Entry:
    """The entry with the words of a form: clean, no longer than kept; what the form lacks stays."""
    return entry.saying({name: _clean(fields[name], name) for name in LONGEST if name in fields})


def _clean(text: str, name: str) -> str:
    lines = [" ".join(seen(line).split()) for line in text.splitlines()]
    joined = "\n".join(lines).strip() if name == "answer" else " ".join(lines).strip()
    return joined[: LONGEST[name]]


def picked(near: Sequence[Source], fields: Mapping[str, str]) -> tuple[Source, ...]:
    """The passages that were ticked in a form, by their places."""
    return tuple(one for one in near if fields.get(name_of(one)))


def name_of(source: Source) -> str:
    """The name of the box beside a passage."""
    return f"stands-{source.line}-{source.file}"
