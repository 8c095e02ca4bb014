"""Layouts are data: how a document of a kind looks. Files in ingest/layouts/ hold them, one a kind."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from keikaku.ingest.signs.lines import Line
from keikaku.ontology.lexicon import Lexicon, current

FOLDER = Path(__file__).parents[1] / "layouts"
NAMED = re.compile(r"\{([A-Z_]{2,})\}")  # a concept in a pattern
COMMON = "common"
PLAIN = "plain"
CONCEPTS = {
    "pillar_words": "PILLAR",
    "field_words": "FIELD",
    "initiative_words": "INITIATIVE",
    "target_words": "TARGET",
    "target_column_words": "TARGET_HEAD",
    "unit_labels": "RESPONSIBLE",
    "related_labels": "RELATED",
    "title_labels": "TITLE_HEAD",
    "text_labels": "TEXT_HEAD",
    "year_labels": "YEAR_HEAD",
    "back_matter": "BACK_MATTER",
}
"""The concepts of the lexicon whose forms a layout knows, unless its own file names others."""
LEAST_SCORE = 1.5  # below this no layout is sure enough, and the document is read as headings and passages


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern that lines of a kind of document show; each line counts `weight`, at most `most` of them."""

    pattern: str
    weight: float
    example: str
    never: str
    most: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a document of one kind looks; common.toml tells what every layout knows."""

    name: str
    label: str
    kind: str = ""  # of the plan that such a document is, a PlanKind; "" where it is none
    signs: tuple[Sign, ...] = ()
    pillar_words: tuple[str, ...] = ()
    field_words: tuple[str, ...] = ()
    initiative_words: tuple[str, ...] = ()
    target_words: tuple[str, ...] = ()
    target_column_words: tuple[str, ...] = ()
    unit_labels: tuple[str, ...] = ()
    related_labels: tuple[str, ...] = ()  # of units that help and are not responsible
    title_labels: tuple[str, ...] = ()
    text_labels: tuple[str, ...] = ()
    year_labels: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    back_matter: tuple[str, ...] = ()
    bare_headings: bool = False  # a short line that stands alone is a heading
    numbers_hold: bool = False  # a numbered heading is not closed by one without a number
    pillar_marker: str = ""  # the marker of headings that are pillars where no word says so
    initiative_marker: str = ""  # the marker of headings that are initiatives where no unit is named
    initiative_by: tuple[str, ...] = ()  # units, word, row, marker
    own_plan: str = "named"  # named, department, everyone, cited: how a document tells which plan it is
    policy_words: tuple[str, ...] = ()  # 運営方針と目標: the name of a department's one-year plan
    mission_words: tuple[str, ...] = ()  # of the headings above the lines that say what a department is for
    mission_marks: tuple[str, ...] = ()
    department_headings: bool = False  # a marked heading names the department that the lines below are about
    page_lines: bool = False  # dates, publisher and contacts of a web page
    resource_words: tuple[str, ...] = ()  # of the headings above figures of staff and budget

    @property
    def words(self) -> tuple[str, ...]:
        """The words that headings are numbered with."""
        return self.pillar_words + self.field_words + self.initiative_words

    @property
    def heading_words(self) -> tuple[str, ...]:
        """The words that number what stands above initiatives, and never an initiative."""
        return tuple(w for w in self.pillar_words + self.field_words if w not in self.initiative_words)

    @property
    def labels(self) -> frozenset[str]:
        """What only says what stands below or behind it (担当, 数値目標, 主要事業): the name of nothing."""
        tables = (self.initiative_words, self.target_words, self.unit_labels, self.related_labels)
        return frozenset().union(*tables, self.title_labels, self.text_labels, self.year_labels)

    def score(self, lines: Sequence[Line]) -> float:
        """Sum the signs that the lines show."""
        return sum(sign.weight * min(sign.most, _count(sign.pattern, lines)) for sign in self.signs)


def _count(pattern: str, lines: Iterable[Line]) -> int:
    search = re.compile(pattern).search
    return sum(1 for line in lines if search(line.shown[:400]))


def layouts() -> tuple[Layout, ...]:
    """Every layout in the order of their names, with the words of the lexicon that holds."""
    return _layouts(current())


@cache
def _layouts(lexicon: Lexicon) -> tuple[Layout, ...]:
    common = _table(COMMON)
    names = sorted(path.stem for path in FOLDER.glob("*.toml") if path.stem != COMMON)
    return tuple(_layout(name, common | _words(lexicon, _table(name)), lexicon) for name in names)


def _words(lexicon: Lexicon, table: dict[str, Any]) -> dict[str, Any]:
    """A layout's own table and the lexicon's words; where it names words itself, the city's go before."""
    words: dict[str, Any] = {field: list(lexicon.forms(name)) for field, name in CONCEPTS.items()}
    own = {f: [*lexicon.taught_forms(CONCEPTS[f]), *table[f]] for f in CONCEPTS if f in table}
    return words | table | own


def choose_layout(
    lines: Sequence[Line], known: Sequence[Layout] | None = None
) -> tuple[Layout, tuple[str, ...]]:
    """Choose the layout whose signs the lines show best, with the scores in words; else "plain"."""
    candidates = layouts() if known is None else known
    scores = sorted(((layout.score(lines), layout.name) for layout in candidates), reverse=True)
    best = scores[0][1] if scores and scores[0][0] >= LEAST_SCORE else PLAIN
    told = tuple(f"{name} {score:.1f}点" for score, name in scores)
    return next(layout for layout in candidates if layout.name == best), told


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def _sign(table: dict[str, Any], lexicon: Lexicon) -> Sign:
    """A sign; ``{INITIATIVE}`` in its pattern stands for any form of the concept."""

    def forms(match: re.Match[str]) -> str:
        return "|".join(sorted(map(re.escape, lexicon.forms(match[1])), key=len, reverse=True))

    return Sign(**table | {"pattern": NAMED.sub(forms, table["pattern"])})


def _layout(name: str, table: dict[str, Any], lexicon: Lexicon) -> Layout:
    unknown = set(table) - {field.name for field in fields(Layout)}
    if unknown:
        raise ValueError(
            f"{name}.toml: 知らない項目 {'、'.join(sorted(unknown))}。docs/layouts.md の表を見てください。"
        )
    values: dict[str, Any] = {k: tuple(v) if isinstance(v, list) else v for k, v in table.items()}
    values["signs"] = tuple(_sign(sign, lexicon) for sign in table.get("signs", []))
    return Layout(name=name, **values)
