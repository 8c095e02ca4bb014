"""The words of questions that nobody understood: masked, with the day and never the second, and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from keikaku.ontology.japanese.text import fold
from keikaku.web.guard.journal import Journal
from keikaku.web.html.templating import seen
from keikaku.web.records.masking import masked

FOLDER = "records"
LONGEST = 40
"""Characters: longer ones are sentences, which the records keep."""
_MASK = re.compile("［[^］]*］")


@dataclass(frozen=True, slots=True)
class Asked:
    """A word with how often it was asked and when last; `guess` is what it may mean."""

    word: str
    count: int
    day: str
    guess: str = ""


@dataclass(frozen=True, slots=True)
class UnreadWords:
    """The file of a store."""

    store: Path

    @property
    def journal(self) -> Journal:
        """A line a word each time that it is asked."""
        return Journal(self.store / FOLDER / "words.jsonl")

    def keep(self, words: Iterable[str], day: str) -> None:
        """Writes down the words of one answer; raises OSError. What is masked whole says nothing and goes."""
        for word in dict.fromkeys(map(_tidy, words)):
            if word and len(word) <= LONGEST and _MASK.sub("", word).strip():
                self.journal.add({"day": day, "word": word})

    def asked(self) -> list[Asked]:
        """Each word once, the most frequent first, then the latest."""
        found: dict[str, Asked] = {}
        for entry in self.journal.entries():
            word, day = entry.get("word"), entry.get("day")
            if isinstance(word, str) and isinstance(day, str):
                before = found.get(fold(word))
                found[fold(word)] = Asked(seen(word), before.count + 1 if before else 1, seen(day))
        return sorted(found.values(), key=lambda one: (one.count, one.day), reverse=True)

    def forget(self, word: str) -> None:
        """Takes a word out, however often it was asked."""
        self.journal.remove(lambda entry: fold(str(entry.get("word", ""))) == fold(word))


def _tidy(word: str) -> str:
    return masked(" ".join(seen(word).split()))
