"""The questions and answers that staff approved become entries of the FAQ, by the way of every FAQ file."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from keikaku.graph.faq.frayed import to_publish, words_of
from keikaku.graph.faq.kept import PUBLIC, FaqDamagedError, csv_of, entries_of
from keikaku.graph.faq.values import Entry
from keikaku.ingest.doubts.doubts import DOUBT
from keikaku.ingest.join.faq import read_faq
from keikaku.ontology.model.facts import Extraction, FaqEntry, Problem

HELD_BACK = (
    "{file}: 「{question}」は、もとの文書が変わったか、外されたため、公開していません。"
    "職員の画面の「よくある質問」か keikaku faq で見直してください。"
)


def approved_entries(
    store: Path, city: str | None, extractions: Sequence[Extraction], held: Iterable[FaqEntry]
) -> tuple[tuple[FaqEntry, ...], tuple[Problem, ...]]:
    """What is to be public of them beside these documents, and a sentence for each that is held back.

    Of a file that cannot be read, what the store `held` stays.
    """
    try:
        decided = entries_of(store)
    except FaqDamagedError as damage:
        return tuple(one for one in held if one.file == PUBLIC), (Problem(file=PUBLIC, message=str(damage)),)
    wanted, back = to_publish(decided, words_of(extractions))
    told = (HELD_BACK.format(file=PUBLIC, question=one.question) for one in back)
    return _read(wanted, city), tuple(Problem(file=PUBLIC, message=one, severity=DOUBT) for one in told)


def _read(wanted: Sequence[Entry], city: str | None) -> tuple[FaqEntry, ...]:
    """The entries as a FAQ file tells them, each of the city that it was written for."""
    if not wanted:
        return ()
    found: list[FaqEntry] = []
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, PUBLIC)
        path.write_text(csv_of(wanted), encoding="utf-8-sig", newline="")
        for name in dict.fromkeys(one.municipality for one in wanted):
            own = {one.id for one in wanted if one.municipality == name}
            found += [one for one in read_faq(path, name or city)[0] if one.id in own]
    return tuple(sorted(found, key=lambda one: one.order))
