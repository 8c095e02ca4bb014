"""What names and figures are made of: all that an answer needs of the model."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

Key = str


class Comparator(StrEnum):
    """How a figure is meant."""

    EXACT = "exact"
    ABOUT = "about"  # 約, 程度, 概ね
    AT_LEAST = "at_least"  # 以上
    AT_MOST = "at_most"  # 以下, 以内, を超えない
    MORE_THAN = "more_than"  # 超
    LESS_THAN = "less_than"  # 未満


class LinkStatus(StrEnum):
    """Who says a succession."""

    STATED = "stated"  # a document says it outright
    INFERRED = "inferred"  # it follows from what documents say
    PROPOSED = "proposed"  # the program, and nobody has looked at it
    ACCEPTED = "accepted"  # a person
    REJECTED = "rejected"  # a person: it is none, and never proposed again


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number in a text: ``概ね20％`` is Figure(20.0, "%", ABOUT, "概ね20％")."""

    value: float
    unit: str
    comparator: Comparator = Comparator.EXACT
    text: str
