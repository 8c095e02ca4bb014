"""What staff decided about questions and answers: one file of a store, which no build changes.

The approved entries are also a FAQ file, with the columns that `build --faq` reads: by it they become public.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from filelock import FileLock

from keikaku.graph.faq.values import Entry, Source, State
from keikaku.graph.files.whole import OWN, write_whole
from keikaku.graph.store.versions import StoreError

FILE = "faq.json"
KIND, VERSION = "keikaku-faq", 1
PUBLIC = "承認した質問と答え.csv"
"""The FAQ file that the approved entries are; citations name it, and `keikaku faq export` writes it."""
COLUMNS = ("id", "question", "answer", "department", "url", "updated")
PATIENCE = 5.0
"""Seconds that a writer waits for another."""
DAMAGED = (
    "「{file}」（職員が承認した質問と答え）を読めません。バックアップから戻すか、別の場所に移してください。"
)


class FaqDamagedError(StoreError):
    """The file cannot be read; the sentence to show."""


def entries_of(store: Path) -> tuple[Entry, ...]:
    """What was decided, in the order in which it was first. Raises FaqDamagedError."""
    try:
        told = json.loads((store / FILE).read_text(encoding="utf-8"))
        return tuple(map(_entry, told[KIND]))
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, KeyError, TypeError):
        raise FaqDamagedError(DAMAGED.format(file=FILE)) from None


def change(store: Path, act: Callable[[Mapping[str, Entry]], Iterable[Entry]]) -> None:
    """Replaces the file by what is made of its entries; two writers lose nothing. Raises FaqDamagedError."""
    store.mkdir(parents=True, exist_ok=True)
    with FileLock(store / f".{FILE}.lock", timeout=PATIENCE):
        kept = act({one.id: one for one in entries_of(store)})
        told = {"version": VERSION, KIND: [asdict(one) for one in kept]}
        text = json.dumps(told, ensure_ascii=False, indent=1)
        content = f"{text}\n".encode("utf-8", "replace")
        write_whole(store / FILE, content, OWN)  # it holds questions that people asked


def put(store: Path, entry: Entry) -> None:
    """Keeps a decision in place of the one before about the same."""
    change(store, lambda before: {**before, entry.id: entry}.values())


def forget(store: Path, wanted: str) -> None:
    """Takes a decision back; a draft of the graph is offered again."""
    change(store, lambda before: [one for one in before.values() if one.id != wanted])


def forget_others(store: Path, files: Collection[str]) -> int:
    """Takes out what stands on a file that is none of these; how many that were."""
    entries = entries_of(store)
    stays = {one.id for one in entries if {source.file for source in one.sources} <= set(files)}
    if len(stays) < len(entries):
        change(store, lambda before: [one for one in before.values() if one.id in stays])
    return len(entries) - len(stays)


def csv_of(entries: Sequence[Entry]) -> str:
    """Entries as the rows of a FAQ file."""
    text = io.StringIO(newline="")
    rows = ((one.id, one.question, one.answer, one.department, "", one.day) for one in entries)
    csv.writer(text).writerows([COLUMNS, *rows])
    return text.getvalue()


def _entry(told: Mapping[str, Any]) -> Entry:
    sources = tuple(Source(**one) for one in told["sources"])
    return Entry(**{**told, "state": State(told["state"]), "sources": sources})
