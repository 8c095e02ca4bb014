"""The words that compare two cells of a row, or a cell with a figure: data."""

from __future__ import annotations

import operator
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable


class Relation(NamedTuple):
    """What a word says of two places in an order, as it is told of two columns and of a column and a figure."""

    said: str
    bound: str
    words: re.Pattern[str]
    holds: Callable[[float, float], bool]
    symmetric: bool = False


COMPARED = (
    Relation("以上の", "以上の", re.compile(r"以上|達し(?:た|て)|at least"), operator.ge),
    Relation("以下の", "以下の", re.compile(r"以下|以内|at most"), operator.le),
    Relation(
        "と異なる",
        "でない",
        re.compile(r"食い?違|異な|(?<!間)違[うっい]|ずれ|一致し(?:ない|ていない|てない)|同じでない"),
        operator.ne,
        symmetric=True,
    ),
    Relation("と同じ", "の", re.compile(r"同じ|一致|変わら(?:ない|ず)|等しい"), operator.eq, symmetric=True),
    Relation(
        "より低い",
        "より低い",
        re.compile(r"下回|未満|厳し|低[いくか]|下が[っりる]|下げ|少な[いくか]|小さ[いくか]|減[っりる額]|悪[いくか]|届か|below|less than"),
        operator.lt,
    ),
    Relation(
        "より高い",
        "より高い",
        re.compile(r"上回|超[えす過]|甘[いくか]|高[いくか]|上が[っりる]|上げ|多[いくか]|大き[いくか]|増[えや額]|良[いくか]|above|over|more than"),
        operator.gt,
    ),
)  # fmt: skip
"""The narrower first; of grades the better is the higher, so that 厳しい is lower."""
DENIED = re.compile(r"(?:ら|って|て|く|い)?(?:い|は)?(?:な[いかく]|ず)")
LEFT_OUT = re.compile(r"以外|を除|(?:で|では|じゃ)な[いく]")
"""What stands behind a value that the rows do not have."""
