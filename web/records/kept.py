"""What people leave behind: questions that were not answered, and what they think of a page.

Kept are the day and never the second, the text with personal data masked, and nothing of who wrote it: no
address, no name, no session. Both files lie in the store beside its versions, so that no build touches them.
"""

from __future__ import annotations

import logging
import secrets
from collections.abc import Callable
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from keikaku.qa.telling.answer import Answer, AnswerStatus
from keikaku.web.chat.asking import Answering
from keikaku.web.guard.journal import Entry, Journal
from keikaku.web.html.templating import seen
from keikaku.web.records.masking import LONGEST, masked, without_half
from keikaku.web.records.unread import UnreadWords

log = logging.getLogger(__name__)

FOLDER = "records"
QUESTION_KEPT, COMMENT_KEPT = 1000, 500  # characters


class Door(StrEnum):
    """Where a question came in."""

    PUBLIC = "public"
    STAFF = "staff"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unanswered:
    """A question whose answer was not `answered`."""

    id: str
    day: str  # 2026-07-01
    question: str
    status: str
    version: str
    door: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What somebody thinks of an answer (`question`) or of the page of a thing (`key` with its `label`)."""

    useful: bool
    question: str = ""
    key: str = ""
    label: str = ""
    comment: str = ""
    version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback(Said):
    """The same as it is kept."""

    id: str
    day: str


Kept = TypeVar("Kept", Unanswered, Feedback)


def today() -> date:
    """The day here."""
    return datetime.now().astimezone().date()


@dataclass(frozen=True, slots=True)
class Records:
    """The files of a store, and at which doors questions are kept."""

    store: Path
    doors: frozenset[Door] = frozenset({Door.STAFF})
    day: Callable[[], date] = today

    @property
    def questions(self) -> Journal:
        """The file of the questions."""
        return Journal(self.store / FOLDER / "questions.jsonl")

    @property
    def feedback(self) -> Journal:
        """The file of the feedback."""
        return Journal(self.store / FOLDER / "feedback.jsonl")

    @property
    def unread(self) -> UnreadWords:
        """The words of questions that were not understood."""
        return UnreadWords(self.store)

    @property
    def told(self) -> str:
        """The name of the words that tell citizens what is kept of what they type."""
        return "kept_questions" if Door.PUBLIC in self.doors else "kept_feedback"

    def listening(self, ask: Answering, door: Door) -> Answering:
        """The same answers; where the door is kept, questions that were not answered are written down."""
        if door not in self.doors:
            return ask

        def asked(question: str, previous: Answer | None) -> Answer:
            answer = ask(question, previous)
            if answer.status is not AnswerStatus.ANSWERED:
                self._note(question, answer, door)
            return answer

        return asked

    def keep(self, said: Said) -> None:
        """Keeps a feedback, whose `question` and `comment` are as they were typed; raises OSError."""
        question, comment = tidy(said.question, QUESTION_KEPT), tidy(said.comment, COMMENT_KEPT)
        masked_said = asdict(replace(said, question=question, comment=comment))
        self.feedback.add({"id": secrets.token_hex(8), "day": self.day().isoformat(), **masked_said})

    def _note(self, question: str, answer: Answer, door: Door) -> None:
        """A full disk costs the record, and nobody an answer."""
        text = tidy(question, QUESTION_KEPT)
        one = Unanswered(
            id=secrets.token_hex(8),
            day=self.day().isoformat(),
            question=text,
            status=answer.status.value,
            version=answer.data_version,
            door=door.value,
        )
        try:
            if text:
                self.questions.add(asdict(one))
            self.unread.keep(answer.unread, one.day)
        except OSError as error:
            log.warning("a question of %d characters was not kept: %s", len(question), error)


def tidy(text: str, length: int) -> str:
    r"""Text on one line without what no reader sees, masked, then cut: never through a number.

    What is masked is cut before to little more than what is kept, so that a long text costs no more.

    >>> tidy(" 電話は\u202e0999-45-1151\nまで", 9)
    '電話は［電話］ ま'
    """
    room = length + LONGEST
    head = " ".join(seen(text[: 4 * room]).split())
    whole = len(text) <= 4 * room and len(head) <= room
    return masked(head if whole else without_half(head[:room]))[:length]


def kept(journal: Journal, kind: type[Kept]) -> tuple[list[Kept], int]:
    """The entries of a file as values, the oldest first, and how many of its lines are none of the kind."""
    values = [_value(entry, kind) for entry in journal.entries()]
    found = [one for one in values if one is not None]
    return found, len(values) - len(found)


def drop(journal: Journal, kind: type[Kept], chosen: Callable[[Kept], bool]) -> int:
    """Takes the chosen values out of a file and tells how many; lines that cannot be read stay."""
    return journal.remove(lambda entry: (one := _value(entry, kind)) is not None and chosen(one))


def _value(entry: Entry, kind: type[Kept]) -> Kept | None:
    wanted = {field.name: bool if field.name == "useful" else str for field in fields(kind)}
    if any(not isinstance(entry.get(name), form) for name, form in wanted.items()):
        return None
    # a file can be edited: half a character stands in no page
    return kind(**{name: seen(entry[name]) for name in wanted})
