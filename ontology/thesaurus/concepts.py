"""The concepts of the thesaurus: one row a concept, one table a field of a city's work.

The tables are what people edit; several words in a cell are parted by `; `. A city adds its own pairs of a
word of life and an official word with `with_life`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from keikaku.ontology.japanese.text import fold, normalise

FOLDER = Path(__file__).parent
BETWEEN = "; "
OWN = "own-"
"""How the ids of concepts begin that a city's own words made."""
EVENTS = {
    "moving": ("引っ越し", "Moving"),
    "marriage": ("結婚", "Marriage"),
    "birth": ("妊娠・出産", "Birth"),
    "school": ("入学", "Starting school"),
    "job": ("就職・失業", "Finding or losing work"),
    "house": ("住まい", "A home"),
    "divorce": ("離婚", "Divorce"),
    "poverty": ("お金の困りごと", "Trouble with money"),
    "foreign": ("外国から来た", "Coming from abroad"),
    "disability": ("障害", "Disability"),
    "care": ("介護", "Care of the elderly"),
    "disaster": ("災害", "Disaster"),
    "death": ("葬儀・相続", "A death in the family"),
}
"""The events of a life in which a concept may be needed, in Japanese and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """Something that a city does or gives: `label` and `official` are its words, `everyday` those of people.

    `kana` is how the label sounds, `easy` says it in easy Japanese (empty where that is no easier), `broader`
    is the id of the wider concept, `life` the event of a life in which it is needed; both may be empty.
    """

    id: str
    label: str
    official: tuple[str, ...] = ()
    everyday: tuple[str, ...] = ()
    kana: str = ""
    english: tuple[str, ...] = ()
    easy: str = ""
    broader: str = ""
    life: str = ""


@cache
def load_concepts() -> tuple[Concept, ...]:
    """Every concept, table by table in the order of their names, in the order of the rows."""
    return tuple(concept for file in sorted(FOLDER.glob("*.csv")) for concept in _read(file))


def _read(file: Path) -> list[Concept]:
    with file.open(encoding="utf-8", newline="") as table:
        return [_concept(row) for row in csv.DictReader(table)]


def _concept(row: dict[str, str]) -> Concept:
    return Concept(
        id=row["id"],
        label=row["label"],
        official=_parted(row["official"]),
        everyday=_parted(row["everyday"]),
        kana=row["kana"],
        english=_parted(row["english"]),
        easy=row["easy"],
        broader=row["broader"],
        life=row["life"],
    )


def _parted(cell: str) -> tuple[str, ...]:
    return tuple(cell.split(BETWEEN)) if cell else ()


def with_life(concepts: tuple[Concept, ...], pairs: Iterable[tuple[str, str]]) -> tuple[Concept, ...]:
    """The concepts with a city's own words of life before ours; each pair is (form, means).

    A pair joins every concept that has `means` among its official words, else it makes a concept of its own.

    >>> ours = (Concept(id="waste", label="ごみ", everyday=("捨てる物",)),)
    >>> [one.everyday for one in with_life(ours, [("ほかす物", "ごみ")])]
    [('ほかす物', '捨てる物')]
    """
    found = list(concepts)
    for form, means in ((normalise(form).text, normalise(means).text) for form, means in pairs):
        at = [place for place, one in enumerate(found) if _says(one, means)]
        for place in at:
            words = (form, *(word for word in found[place].everyday if word != form))
            found[place] = replace(found[place], everyday=words)
        if not at:
            found.append(Concept(id=OWN + means, label=means, everyday=(form,)))
    return tuple(found)


def _says(one: Concept, official: str) -> bool:
    return fold(official) in map(fold, (one.label, *one.official))
