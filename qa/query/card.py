"""Several things asked of one initiative: each is told or said not to be written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query import Named


@dataclass(frozen=True, slots=True)
class AskCard:
    """堤防の花壇の担当と目標: what is asked of the thing, in the question's order."""

    subject: Named
    asks: tuple[Ask, ...]
    text: str  # of the question, for what stands only in prose
    words: tuple[tuple[str, str, bool], ...] = ()  # surface, stem, whether a noun
    said: tuple[str, ...] = ()  # units of which the question says that they do it
    claims: str = ""  # the question without names: the figures that it says are so stand there
    cells: tuple[Named, ...] = ()  # cells of its row whose heads the question names
    absent: tuple[str, ...] = ()  # words of the question that stand nowhere
    sure: bool = True  # it is known what of it is asked
    language: str = "ja"
