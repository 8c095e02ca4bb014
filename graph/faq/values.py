"""What a draft of a FAQ is made of, and what staff decided about one."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where words stand: the file and the SHA-256 of its bytes as it was then, the line, the exact words."""

    file: str
    digest: str
    line: int
    quote: str
    place: str = ""  # 2ページ 3行目, where lines do not count through the file

    @property
    def told(self) -> str:
        """File and place as people say them."""
        return f"{self.file} {self.place or f'{self.line}行目'}"


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of an answer, with what backs each thing that it says."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A question with an answer of cited facts; `id` stays the same through every build of the same thing."""

    id: str
    question: str
    sentences: tuple[Sentence, ...]
    department: str = ""
    municipality: str = ""  # its name

    @property
    def answer(self) -> str:
        """The sentences, a line each."""
        return "\n".join(one.text for one in self.sentences)

    @property
    def sources(self) -> tuple[Source, ...]:
        """What the whole answer stands on, each place once."""
        return tuple(dict.fromkeys(source for one in self.sentences for source in one.sources))

    @property
    def mark(self) -> str:
        """What tells this wording from every other of the same draft."""
        return hashlib.sha256(f"{self.question}\x00{self.answer}".encode("utf-8", "replace")).hexdigest()[:16]


class State(StrEnum):
    """What staff decided."""

    APPROVED = "approved"
    DISCARDED = "discarded"
    OPEN = "open"  # a question that was asked and waits for its answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A decision with its words; `drawn` is the mark of the draft that it was made from, or empty."""

    id: str
    state: State
    question: str
    answer: str = ""
    department: str = ""
    municipality: str = ""
    sources: tuple[Source, ...] = ()
    drawn: str = ""
    by: str = ""  # a role, never a person's name
    day: str = ""  # 2026-07-01

    def saying(self, words: Mapping[str, str]) -> Entry:
        """The same with other words, by the names of what staff may write; what is not given stays."""
        return replace(
            self,
            question=words.get("question", self.question),
            answer=words.get("answer", self.answer),
            department=words.get("department", self.department),
            by=words.get("by", self.by),
        )
