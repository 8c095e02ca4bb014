"""What is asked of the prose: the words that it is about, and what is to be told of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from keikaku.qa.naming.asks import Ask


@dataclass(frozen=True, slots=True)
class AskFacts:
    """防犯推進課はいつ、どこの部につくられたか: the sentences that tell it, each thing that is asked checked in them."""

    text: str  # what is looked for
    words: tuple[tuple[str, str, bool], ...]  # surface, stem, whether a noun
    asks: tuple[Ask, ...] = ()
    whether: bool = False
    years: tuple[int, ...] = ()
    within: tuple[str, ...] = ()  # keys of initiatives or of a city that the question names
    named: tuple[str, ...] = ()  # names that have to stand there
    adds: bool = False  # 合わせると: the two figures that the sentence tells are added up
    language: str = "ja"
    absent: tuple[str, ...] = ()  # nouns of it that stand nowhere
    sure: bool = True  # the best sentence is near enough to tell it
