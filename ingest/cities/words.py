"""The words file: what a city calls things, a row a word, kept in the graph and known at the next reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from keikaku.ingest.formats.csv_records import Record, records_of, values_of
from keikaku.ingest.formats.plain import read_whole
from keikaku.ingest.formats.readers import read_source
from keikaku.ontology.japanese.text import fold, normalise
from keikaku.ontology.lexicon import Lexicon, Word, ours
from keikaku.ontology.model.facts import CityWord, Problem, WordKind
from keikaku.ontology.model.names import key
from keikaku.ontology.thesaurus.forms import keys_of

NEEDED = {"kind": "種類（kind）", "form": "言葉（form）", "means": "意味（means）"}
"""The columns of the file, each with its name in a sentence."""
KINDS = {"種類": "kind", "言葉": "form", "意味": "means"}
"""What the columns may be called in Japanese."""
UNIT_SUFFIX = "UNIT_SUFFIX"


def read_words(path: Path, city: str) -> tuple[tuple[CityWord, ...], tuple[Problem, ...]]:
    """The words of a file in its order, and a sentence for every row that was left out.

    Nothing is taken from a file that cannot be read or lacks a column.
    """
    if not path.is_file():
        return (), (_refused(path.name, "言葉のファイルが見つかりません。パスを確かめてください。"),)
    source = read_source(path, {path.suffix.lower(): read_whole})
    if isinstance(source, Problem):
        return (), (source,)
    records = records_of(source.text)
    names = [KINDS.get(name, name) for one in records[:1] for name in map(fold, one.cells or ())]
    if missing := [name for name in NEEDED if name not in names]:
        told = f"列 {'、'.join(missing)} がありません。1行目に {', '.join(NEEDED)} の見出しを書いてください。"
        return (), (_refused(source.file, told),)
    found = [_word(record, names, city) for record in records[1:]]
    words = {one.key: one for one in found if isinstance(one, CityWord)}
    faults = [one for one in found if isinstance(one, tuple)]
    return tuple(words.values()), tuple(_left_out(source.file, row, fault) for row, fault in faults)


def speaking_of(words: Iterable[CityWord]) -> Lexicon:
    """Our lexicon with the concepts and units' ends that a city taught, the file's first row first."""
    ordered = sorted(words, key=lambda one: one.order, reverse=True)
    taught = [Word(one.form, one.means) for one in ordered if one.kind in (WordKind.CONCEPT, WordKind.UNIT)]
    return ours().with_words(taught) if taught else ours()


def _word(record: Record, names: Sequence[str], city: str) -> CityWord | tuple[int, str]:
    """A row as a word, or its number and why it cannot be taken."""
    values = values_of(record, names, NEEDED, {"means": UNIT_SUFFIX} if _is_unit(record, names) else {})
    if isinstance(values, str):
        return record.row, values
    form, means = normalise(values["form"]).text.strip(), values["means"].strip()
    if values["kind"] not in set(WordKind):
        return record.row, f"種類「{values['kind']}」が {'、'.join(WordKind)} のどれでもない"
    kind = WordKind(values["kind"])
    if kind is WordKind.UNIT and means != UNIT_SUFFIX:
        return record.row, f"unit の意味が {UNIT_SUFFIX} でない"
    if kind is WordKind.CONCEPT and means not in ours().concepts:
        return record.row, f"「{means}」という概念がない"
    if kind is WordKind.LIFE and not (keys_of(form) and keys_of(means)):
        return record.row, f"「{form}」か「{means}」が検索の手がかりになる言葉でない"
    word = key(city, "word", kind, form, means)
    return CityWord(key=word, kind=kind, form=form, means=means, order=record.row)


def _is_unit(record: Record, names: Sequence[str]) -> bool:
    """Whether a row teaches an end of units' names, of which nothing else can be meant."""
    return (
        record.cells is not None and dict(zip(names, record.cells, strict=False)).get("kind") == WordKind.UNIT
    )


def _left_out(file: str, row: int, fault: str) -> Problem:
    message = f"{file}: {row}行目は{fault}ため取り込みませんでした。直してから読み込み直してください。"
    return Problem(file=file, message=message, line=row)


def _refused(file: str, message: str) -> Problem:
    return Problem(file=file, message=f"{file}: {message}", severity="refused")
