"""What the values of a column look like, its head aside: shares of kinds, distinctness, length."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from keikaku.ingest.grid.cells import kind_of
from keikaku.ontology.japanese.figurewords import UNIT_OF
from keikaku.ontology.japanese.text import normalise

SHORT_KIND = 4  # characters: 新規, 継続, 拡充
LOOKED_AT = 400  # rows; more tell nothing new


@dataclass(frozen=True, slots=True)
class Profile:
    """The values of a column: how many are filled, and the shares of the filled ones."""

    filled: float
    distinct: float
    length: float  # characters, on average
    unit: float = 0.0
    number: float = 0.0
    year: float = 0.0
    code: float = 0.0
    prose: float = 0.0
    measure: float = 0.0  # are units that one counts in: 人, ％, 回/年
    counts_on: bool = False  # 1, 2, 3 …

    @property
    def is_text(self) -> bool:
        """Whether most values are names or prose."""
        return self.filled > 0 and self.number + self.year + self.code < 0.5 and self.measure < 0.5


def profile(cells: Sequence[str]) -> Profile:
    """Measure a column.

    >>> found = profile(["防災課", "健康課", "防災課", ""])
    >>> found.unit, round(found.distinct, 2), found.filled
    (1.0, 0.67, 0.75)
    """
    seen = cells[:LOOKED_AT]
    told = [cell for cell in seen if cell and kind_of(cell) != "blank"]
    if not told:
        return Profile(0.0, 0.0, 0.0)
    kinds = Counter(kind_of(cell) for cell in told)
    many = len(told)
    plain = ["".join(normalise(cell).text.split()) for cell in told]
    return Profile(
        filled=many / len(seen),
        distinct=len(set(plain)) / many,
        length=sum(map(len, plain)) / many,
        unit=kinds["unit"] / many,
        number=kinds["number"] / many,
        year=kinds["year"] / many,
        code=kinds["code"] / many,
        prose=kinds["prose"] / many,
        measure=sum(map(is_measure, plain)) / many,
        counts_on=_counts_on(plain),
    )


def is_measure(plain: str) -> bool:
    """Whether a cell is what one counts in: 人, ％, 回/年, 千円."""
    first = plain.split("/", maxsplit=1)[0].removeprefix("千").removeprefix("百万")
    return first in UNIT_OF and first not in ("課", "部", "室", "園", "校") and len(plain) <= SHORT_KIND + 2


def _counts_on(plain: Sequence[str]) -> bool:
    """Whether most values are the one before and one more."""
    numbers = [int(cell) for cell in plain if cell.isdecimal()]
    steps = [after - before == 1 for before, after in pairwise(numbers)]
    return len(numbers) >= 0.9 * len(plain) and len(steps) > 1 and sum(steps) >= 0.8 * len(steps)
