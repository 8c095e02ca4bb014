"""What the graph gave for a query, before it is told: text, items, citations, and what was rejected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keikaku.qa.telling.answer import AnswerStatus, Citation, Item, Rejected


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One answer's content; `missing` names parts of the question that have no answer."""

    text: str
    sparql: str
    reading: str
    items: tuple[Item, ...] = ()
    citations: tuple[Citation, ...] = ()
    value: float | int | None = None
    unit: str | None = None
    missing: tuple[str, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    status: AnswerStatus | None = None  # where it is not told by what is missing
    unread: tuple[str, ...] = ()
    asked: str = ""  # what of a question it tells
    suggestions: tuple[str, ...] = ()  # where it is no answer: questions on what is near
    parts: tuple[Found, ...] = ()  # of what is asked of one thing, each with what is written of it
