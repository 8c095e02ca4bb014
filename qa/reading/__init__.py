"""What is made of a question before it is answered: a query, or a reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from keikaku.qa.telling.answer import AnswerStatus, Rejected, Step

if TYPE_CHECKING:
    from keikaku.qa.names.mentions import Recognised
    from keikaku.qa.query import Language, Query
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A question that is not answered: the status, the name of its words in `qa.telling.phrases`, and what they are about."""

    status: AnswerStatus
    phrase: str
    about: dict[str, str] = field(default_factory=dict)
    choices: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A question with everything that its words name; `topic` is what is left to look for in the texts.

    `world` is that of the cities which it is about. `asked` is the question that it stands for: あおば市は？ asks
    the one before of another city.
    """

    question: str
    asked: str
    language: Language
    recognised: Recognised
    world: World
    topic: tuple[Word, ...] = ()
    stands_for: str = ""  # the question in full, where it refers to the one before
    respelled: tuple[tuple[str, str], ...] = ()  # what was put right, with what it was
    before: str = ""  # the question before, in full
    listed: tuple[str, ...] = ()  # every initiative that the answer before told of
    context: tuple[str, ...] = ()  # the passage of the answer before that the words are about
    further: bool = False  # it leans on more than the last answer
    continued: bool = False  # its query is what a turn stands for, not what its words say

    @property
    def shape(self) -> str:
        """The question with its mentions as capital letters."""
        return self.recognised.shape


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """The query of a question, with what was left out on the way and what a person should be told."""

    query: Query
    steps: tuple[Step, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    notes: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()  # parts of the question that have no answer: the answer is then partial
    unread: tuple[str, ...] = ()  # words of the question that the query does without: partial too
