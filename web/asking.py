"""What stands between a visitor and the answerer: size limits, and one sentence where something breaks."""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable

from qa.answer import Answer, AnswerStatus
from web.texts import EMPTY_QUESTION, FAILURE, LONG_QUESTION

Answering = Callable[[str, Answer | None], Answer]
"""A question and the answer before it in the conversation -> its answer."""

QUESTION_LIMIT = 500  # characters, in the visitor's form and in normal form
SHOWN = 60  # characters of a refused question that its answer repeats

log = logging.getLogger(__name__)


def guarded(answering: Answering) -> Answering:
    """Refuses an empty or overlong question before it costs anything; a fault becomes a `failed` answer."""

    def ask(question: str, previous: Answer | None) -> Answer:
        refusal = refused(question)
        if refusal:
            return refusal
        try:
            return answering(question, previous)
        except Exception:  # the visitor is owed a sentence whatever broke; the log keeps the rest
            log.exception("no answer to %r", question)
            return Answer(question=question, status=AnswerStatus.FAILED, text=FAILURE)

    return ask


def refused(question: str) -> Answer | None:
    """The answer to a question that is too short or too long to read, else None."""
    length = _length(question)
    if length > QUESTION_LIMIT:
        text = LONG_QUESTION.format(limit=QUESTION_LIMIT, length=f"{length:,}")
        return Answer(question=question[:SHOWN] + "…", status=AnswerStatus.NOT_UNDERSTOOD, text=text)
    if not question.strip():
        return Answer(question="", status=AnswerStatus.NOT_UNDERSTOOD, text=EMPTY_QUESTION)
    return None


def _length(question: str) -> int:
    """Both forms count, as NFKC turns one character into up to 18; the second only if the first fits."""
    if len(question) > QUESTION_LIMIT:
        return len(question)
    return max(len(question), len(unicodedata.normalize("NFKC", question)))
