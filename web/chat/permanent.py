"""Permanent links: an answer's questions and its data version, asked again and set beside what is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from keikaku.graph.store.taken_back import StoreTakenBack
from keikaku.qa.telling.answer import Answer

if TYPE_CHECKING:
    from starlette.datastructures import QueryParams

    from keikaku.web.chat.asking import Answering

Earlier = Callable[[str], "Answering | None"]
"""A data version -> what answers on it; None where it is no longer kept. Raises StoreTakenBack."""

MOST = 10
"""Questions of one link: the last one, and those that it rests on."""
LONGEST = 1000
"""Characters of them together."""
VERSION_READ = 64


@dataclass(frozen=True, slots=True)
class Again:
    """An answer as it is now and as it was: `then` is None where the data are those of now, or are gone.

    `closed` where they are there, and hold what was taken back since.
    """

    version: str
    now: Answer
    then: Answer | None = None
    closed: bool = False

    @property
    def changed(self) -> bool:
        """True where the link was made on other data."""
        return bool(self.version) and self.version != self.now.data_version

    @property
    def same(self) -> bool:
        """True where other data give the same answer."""
        return self.then is not None and _told(self.then) == _told(self.now)

    @property
    def said(self) -> str:
        """The name in `web.html.words` of what the page says of the two data versions."""
        if not self.changed:
            return "version_same"
        if self.closed:
            return "version_closed"
        if self.then is None:
            return "version_gone"
        return "version_same_answer" if self.same else "version_changed"

    @property
    def answers(self) -> tuple[Answer, ...]:
        """What the page shows: the answer of then before that of now, where they differ."""
        return (self.now,) if self.then is None or self.same else (self.then, self.now)


def link(path: str, answer: Answer) -> str:
    """The address below which `path` tells the answer again.

    Empty where nothing was told from data, and where the conversation that it rests on is too long for one.
    """
    questions = (*answer.rests_on, answer.question)
    if not answer.data_version or len(questions) > MOST or len("".join(questions)) > LONGEST:
        return ""
    return f"{path}?{urlencode([*(('q', one) for one in questions), ('version', answer.data_version)])}"


def questions_of(query: QueryParams) -> tuple[str, ...]:
    """The questions of an address, in their order; no more and no longer than `link` makes them."""
    found, room = [], LONGEST
    for one in query.getlist("q")[:MOST]:
        found.append(" ".join(one.split())[:room])
        room -= len(found[-1])
    return tuple(one for one in found if one)


def version_of(query: QueryParams) -> str:
    """The data version of an address; empty where it names none."""
    return query.get("version", "").strip()[:VERSION_READ]


def again(questions: Sequence[str], version: str, ask: Answering, earlier: Earlier) -> Again:
    """The last of the questions answered now and, where its data were others and are there, as then."""
    now = _conversation(questions, ask)
    if version in {"", now.data_version}:
        return Again(version, now)
    try:
        on_earlier = earlier(version)
    except StoreTakenBack:
        return Again(version, now, closed=True)
    return Again(version, now, _conversation(questions, on_earlier) if on_earlier else None)


def _conversation(questions: Sequence[str], ask: Answering) -> Answer:
    first, *rest = questions
    return reduce(lambda before, question: ask(question, before), rest, ask(first, None))


def _told(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.text, answer.value, tuple((one.iri, one.label) for one in answer.items)
