"""What each column of a table holds: by its values first and its head second, all columns decided together.

The weights are few and stand below. Fitted on made-up tables and on the public evaluation tables of four
cities, each reported with the others left in (benchmarks/documents/tables.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from keikaku.ingest.grid.cells import is_year
from keikaku.ingest.grid.model import Path, Regular
from keikaku.ingest.grid.profile import SHORT_KIND, Profile, profile
from keikaku.ingest.grid.regular import column
from keikaku.ingest.grid.words import Vote, bare, vote
from keikaku.ingest.signs.heads import split_year
from keikaku.ontology.lexicon import current

DISTINCT, STRONG, WEAK, OTHER, PROSE, LEFT, SHORT = 4.0, 2.0, 1.0, -2.5, -2.0, 1.0, -3.0
"""Weights of the title: distinct values, a head that names it, a head that names something else, values that
are sentences, standing left, values of two letters."""
UNITS_AT_LEAST = 0.5
NUMBERS_AT_LEAST = 0.5
AIMS = ("TARGET_HEAD", "TARGET", "LEVEL_HEAD")
ALONE = 0.6
"""Share of its cells that are units in a column of units concerned, where no other names any."""
UNITS_BY_HEAD = 0.2
"""Share of values that are units for a column to be responsible by itself, and where its head says so."""
LONGEST_UNIT = 16
"""Characters that the names of units have on average at most."""
COARSER = 0.9
"""A pillar or field has at most this many of the distinct values that the title has."""
NO_TITLE = frozenset(
    {"RESPONSIBLE", "RELATED", "NUMBER", "YEAR", "MEASURE", "BUDGET", "ACTUAL", "NOTE", "PERSON", "PAGE"}
)
TITLE_AT_LEAST = 1.5


@dataclass(frozen=True, slots=True)
class Seen:
    """A column as it is judged."""

    place: int
    path: Path
    vote: Vote | None
    profile: Profile

    @property
    def concept(self) -> str:
        """What its head says it is."""
        return self.vote.concept if self.vote else ""


def vote_of(path: Path) -> Vote | None:
    """What a head path says: its last words first; 名称 below 事務事業 is the name of an initiative."""
    votes = [found for head in reversed(path) if not is_year(head) and (found := _dated(head) or vote(head))]
    if not votes:
        return None
    weak = votes[0].concept == "TITLE" and not votes[0].strong
    return votes[1] if weak and len(votes) > 1 and votes[1].concept == "TITLE" else votes[0]


def _dated(head: str) -> Vote | None:
    """What a head says beside a year: 目標 names a list of aims, and R6目標 the figure of one."""
    rest, year = split_year(head)
    aims = {bare(form) for name in AIMS for form in current().forms(name)}
    return Vote("TARGET") if year is not None and bare(rest) in aims else None


def seen(table: Regular) -> tuple[Seen, ...]:
    """Every column of a table with its head's vote and its values."""
    return tuple(
        Seen(place, one.path, vote_of(one.path), profile(column(table, place)))
        for place, one in enumerate(table.columns)
    )


def roles_of(table: Regular) -> tuple[str, ...]:
    """A role for every column; "" where the cells are kept as attributes."""
    columns = seen(table)
    roles = [""] * len(columns)
    _assign(roles, responsible(columns), "responsible")
    title = title_of(columns, roles)
    if title is not None:
        roles[title.place] = "title"
        _above(columns, roles, title)
    for one in columns:
        if not roles[one.place]:
            roles[one.place] = _by_head(one)
    measured = "target" in roles or any(one.concept == "ACTUAL" or _is_dated(one) for one in columns)
    return tuple(roles if measured else ("target" if role == "indicator" else role for role in roles))


def _is_dated(one: Seen) -> bool:
    """Whether a column holds the figures of one year."""
    return one.profile.number >= NUMBERS_AT_LEAST and any(
        split_year(head)[1] is not None for head in one.path
    )


def _assign(roles: list[str], columns: Sequence[Seen], role: str) -> None:
    for one in columns:
        roles[one.place] = role


def responsible(columns: Sequence[Seen]) -> list[Seen]:
    """The columns that name who is responsible: those whose head says so, else the first group of units."""
    able = [one for one in columns if one.concept != "RELATED" and one.profile.unit >= UNITS_AT_LEAST]
    named = [
        one for one in columns if one.concept == "RESPONSIBLE" and one.profile.is_text and _names_units(one)
    ]
    if named:
        beside = [one for one in able if one not in named and not one.vote and _touches(one, named)]
        return [*named, *beside]
    free = [one for one in able if not one.vote or one.concept in ("PILLAR", "FIELD", "KIND")]
    if not free:
        return [one for one in columns if one.concept == "RELATED" and _tells_all(one)]
    return [one for one in free if _touches(one, free[:1])]


def _tells_all(one: Seen) -> bool:
    """Whether a column of those concerned names units in most rows: nobody else is told to act there."""
    return one.profile.unit * one.profile.filled >= ALONE


def _names_units(one: Seen) -> bool:
    """Whether a column that its head calls so names units: in their form, or any short names below 担当課."""
    is_short = one.profile.length <= LONGEST_UNIT and one.profile.prose == 0
    return one.profile.unit >= UNITS_BY_HEAD or bool(one.vote and one.vote.strong and is_short)


def _touches(one: Seen, others: Sequence[Seen]) -> bool:
    return any(abs(one.place - other.place) <= 1 for other in others)


def title_of(columns: Sequence[Seen], roles: Sequence[str]) -> Seen | None:
    """The column with the names of initiatives: the finest distinct one of short text; None where none is."""
    able = [
        one for one in columns if not roles[one.place] and one.profile.is_text and one.concept not in NO_TITLE
    ]
    scored = sorted(
        ((title_points(one, len(columns)), -one.place, one) for one in able),
        reverse=True,
        key=lambda s: s[:2],
    )
    return scored[0][2] if scored and scored[0][0] >= TITLE_AT_LEAST else None


def title_points(one: Seen, width: int) -> float:
    """How much a column looks like the names of initiatives."""
    points = DISTINCT * one.profile.distinct + PROSE * one.profile.prose + LEFT * (1 - one.place / width)
    if one.concept == "TITLE":
        points += STRONG if one.vote and one.vote.strong else WEAK
    elif one.concept and one.concept not in ("PILLAR", "FIELD"):
        points += OTHER
    if one.profile.length <= SHORT_KIND - 1:
        points += SHORT
    return points * min(1.0, one.profile.filled + 0.3)


def _above(columns: Sequence[Seen], roles: list[str], title: Seen) -> None:
    """Pillar and field: coarser text left of the title, and what its head calls so, the coarsest first."""
    most = COARSER * title.profile.distinct
    able = [
        one
        for one in columns
        if not roles[one.place]
        and one.profile.is_text
        and one.profile.unit < UNITS_AT_LEAST
        and (one.profile.distinct < most or one.concept in ("PILLAR", "FIELD"))
        and _may_stand_above(one, title)
    ]
    able.sort(key=lambda one: (one.profile.distinct, one.place))
    if len(able) == 1:
        roles[able[0].place] = "field" if able[0].concept == "FIELD" else "pillar"
    for one, role in zip(able[:2] if len(able) > 1 else (), ("pillar", "field"), strict=False):
        roles[one.place] = role


def _may_stand_above(one: Seen, title: Seen) -> bool:
    if one.concept in ("PILLAR", "FIELD"):
        return True
    is_left = one.place < title.place and one.concept in ("", "TITLE")
    return is_left and one.profile.length > SHORT_KIND and one.profile.prose < 0.5


HEAD_ROLES = {
    "TARGET": "target",
    "NUMBER": "number",
    "YEAR": "year",
    "MEASURE": "measure",
    "INDICATOR": "indicator",
}


def _by_head(one: Seen) -> str:
    """What only the head of a column tells; a number column may also tell itself by counting on."""
    role = HEAD_ROLES.get(one.concept, "")
    if not one.concept and one.profile.counts_on:
        return "number"
    if not one.concept and one.profile.measure > 0.5:
        return "measure"
    if role == "indicator" and one.profile.number >= 0.5:
        return "target"
    return role
