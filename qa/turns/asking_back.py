"""A reference that does not resolve is asked back, with what it could mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.qa.reading import Declined
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.turns.turn import Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMED = 5
"""So many of the things that were shown are named."""


def lost(words: str) -> Resolved:
    """そこの担当は after an answer that told of nothing."""
    return Resolved(
        declined=Declined(status=AnswerStatus.AMBIGUOUS, phrase="no_referent", about={"text": words})
    )


def none_of(words: str, labels: Sequence[str]) -> Resolved:
    """5番目 of a list of three, その課 of things that several do: those that there are."""
    if not labels:
        return lost(words)
    named = "」「".join(labels[:NAMED]) + ("」「…" if len(labels) > NAMED else "")
    about = {"text": words, "shown": named, "number": str(len(labels))}
    return Resolved(declined=Declined(status=AnswerStatus.AMBIGUOUS, phrase="no_such_referent", about=about))


def nothing_else(words: str) -> Resolved:
    """ほかには after all that there is."""
    return Resolved(
        declined=Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing_else", about={"text": words})
    )
