"""Stands between a visitor and the answerer: any string goes in, and something always comes back."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass

from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.web.html.texts import FAILURE

Answering = Callable[[str, Answer | None], Answer]
"""A question and the answer before it in the conversation -> its answer."""

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class InternalPart:
    """What answers from the internal documents, for staff alone, and whether there are any."""

    answering: Answering
    there: Callable[[], bool]


def guarded(answering: Answering) -> Answering:
    """Takes any string for a question; a fault becomes a `failed` answer, and the log keeps the rest."""

    def ask(question: str, previous: Answer | None) -> Answer:
        # halves of characters, which JSON can carry, stand in no page and no answer
        question = question.encode("utf-8", "replace").decode("utf-8")
        try:
            return answering(question, previous)
        except Exception:  # the visitor is owed a sentence whatever broke
            log.exception("no answer to a question of %d characters", len(question))
            return Answer(question=question, status=AnswerStatus.FAILED, text=FAILURE)

    return ask
