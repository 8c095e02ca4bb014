"""The benchmark's files as values. Nothing but Python's own library is needed to read and score it."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

CITIES = Path(__file__).with_name("cities")
GENERATIONS = ("g1", "g2", "g3")


@dataclass(frozen=True, slots=True)
class Initiative:
    """A row of a generation's table; what a plan leaves out is ""."""

    id: str
    pillar: str
    field: str
    title: str
    department: str
    section: str
    text: str
    indicator: str
    baseline: str
    target: str
    budget_thousand_yen: str


@dataclass(frozen=True, slots=True)
class Link:
    """What a judge said of an earlier initiative: what it went on as; `later` is "" for what ended."""

    earlier: str
    later: str
    kind: str  # same, renamed, moved, merged, split, none


@dataclass(frozen=True, slots=True)
class Plan:
    """A generation: its name and its first and last fiscal year."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class City:
    """Three plans of one city with their rows, and what was judged."""

    name: str
    label: str
    plans: tuple[Plan, ...]
    rows: tuple[tuple[Initiative, ...], ...]
    links: tuple[Link, ...]

    def pairs(self) -> Iterator[tuple[tuple[Initiative, ...], tuple[Initiative, ...]]]:
        """Each generation with the next."""
        return zip(self.rows, self.rows[1:], strict=False)


def cities(folder: Path = CITIES) -> tuple[City, ...]:
    """Every city of the benchmark, by name."""
    return tuple(_city(one) for one in sorted(folder.iterdir()) if one.is_dir())


def judged(file: Path) -> tuple[Link, ...]:
    """The links of a file of a judge."""
    return tuple(Link(**row) for row in _rows(file))


def _city(folder: Path) -> City:
    told = tomllib.loads((folder / "city.toml").read_text(encoding="utf-8"))
    return City(
        name=folder.name,
        label=told["label"],
        plans=tuple(Plan(**told[generation]) for generation in GENERATIONS),
        rows=tuple(
            tuple(Initiative(**row) for row in _rows(folder / f"{generation}.csv"))
            for generation in GENERATIONS
        ),
        links=judged(folder / "links.csv"),
    )


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as opened:
        return list(csv.DictReader(opened))
