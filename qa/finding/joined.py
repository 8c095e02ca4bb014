"""The answers to the parts of a question as one: each told in its order, and what is missing said."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.telling.answer import AnswerStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.telling.answer import Answer

SURE = frozenset({AnswerStatus.ANSWERED, AnswerStatus.PARTIAL})


def joined(whole: Answer, parts: Sequence[Answer]) -> Answer | None:
    """The parts as one answer; None where the question as a whole is answered better than by its parts."""
    told = [part for part in parts if _tells(part)]
    of_prose = isinstance(whole.query, AskFacts) and len(whole.query.asks) >= len(parts)
    if not told or (whole.status is AnswerStatus.ANSWERED and (of_prose or len(told) < len(parts))):
        return None
    items = tuple({item.iri: item for part in told for item in part.items}.values())
    figures = [part for part in told if part.value is not None]
    one = figures[0] if len(figures) == 1 else None
    every = len(told) == len(parts) and all(part.status is AnswerStatus.ANSWERED for part in told)
    return replace(
        whole,
        status=AnswerStatus.ANSWERED if every else AnswerStatus.PARTIAL,
        text="\n".join(dict.fromkeys(part.text for part in parts)),
        items=items,
        total=len(items) if items else None,
        value=one.value if one else None,
        unit=one.unit if one else None,
        citations=tuple(dict.fromkeys(cite for part in told for cite in part.citations)),
        suggestions=(),
        reading="／".join(part.reading for part in parts if part.reading),
        sparql="\n\n".join(part.sparql for part in told if part.sparql),
        query=parts[-1].query,
        unread=tuple(dict.fromkeys(word for part in parts for word in (part.unread or _untold(part)))),
        parts=tuple(parts),
    )


def _untold(part: Answer) -> tuple[str, ...]:
    return () if _tells(part) else (part.question,)


def _tells(part: Answer) -> bool:
    """True for an answer that is more than what is near."""
    return part.status in SURE and not isinstance(part.query, q.SearchInitiatives)
