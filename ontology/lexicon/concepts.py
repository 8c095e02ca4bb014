"""Concepts and their forms, read from the TOML files of this folder; where the forms stand in a text."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property
from pathlib import Path

from keikaku.ontology.japanese.text import normalise

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Concept:
    """One concept of planning: its forms by language, and the longer words in which a form is another word.

    Forms and stems are written in the normal form (`normalise`), English ones in lower
    case. A concept below a broader one has its forms counted there too.
    """

    name: str
    ja: tuple[str, ...] = ()
    stems: tuple[str, ...] = ()  # forms of `ja` whose endings are inflected: 受け持 of 受け持っている
    denied: tuple[str, ...] = ()  # stems that mean it where the ending denies: 定め of が定められていない
    en: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    broader: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A form that a city's own file teaches, and the concept that it means."""

    form: str
    concept: str


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A form that stands in a text, from `start` to `end` (characters), and a concept that it means."""

    start: int
    end: int
    concept: str


@dataclass(frozen=True)
class Lexicon:
    """Every concept by its name, in the order of the files, and the words among them that a city taught."""

    concepts: Mapping[str, Concept]
    taught: tuple[Word, ...] = ()

    def __hash__(self) -> int:
        """By identity: a lexicon is made once and asked often."""
        return id(self)

    def __eq__(self, other: object) -> bool:
        """By identity, as its hash."""
        return self is other

    def forms(self, name: str) -> tuple[str, ...]:
        """The Japanese forms of a concept and of those below it; KeyError where there is no such concept.

        >>> "施策" in ours().forms("INITIATIVE")
        True
        """
        return self._forms[name]

    def group(self, name: str) -> str:
        """The Japanese forms of a concept as one group of a pattern, the longest first.

        >>> ours().group("ROLE_MARK")
        '(?:主|副)'
        """
        return self._groups[name]

    def english(self, name: str) -> tuple[str, ...]:
        """The English forms of a concept alone."""
        return self.concepts[name].en

    def not_in(self, name: str) -> tuple[str, ...]:
        """The longer words in which a form of a concept is another word: 一部 is no 部."""
        return tuple(word for one in self._family(name) for word in one.not_in)

    def meanings(self, form: str) -> tuple[str, ...]:
        """The concepts that a whole form means, in the order of the files.

        >>> "INITIATIVE" in ours().meanings("施策"), ours().meanings("もふもふ")
        (True, ())
        """
        return self._meanings.get(form, ())

    def find(self, text: str, names: Iterable[str] = ()) -> tuple[Occurrence, ...]:
        """Where forms stand in a normal text, overlapping ones too; none inside a word of `not_in`.

        English forms stand between word boundaries. Only the named concepts, or all. Linear in the text.
        """
        lower = text.lower()
        if len(lower) != len(text):
            lower = text
        wanted = frozenset(names) or self.concepts.keys()
        return tuple(sorted(set(self._found(lower, wanted))))

    def with_words(self, words: Iterable[Word]) -> Lexicon:
        """The lexicon with a city's own words before ours; ValueError for a concept that it does not know."""
        concepts = dict(self.concepts)
        taught = tuple(Word(normalise(word.form).text.strip(), word.concept) for word in words)
        for word in taught:
            if word.concept not in concepts:
                raise ValueError(
                    f"「{word.concept}」という概念はありません。docs/words.md の表を見てください。"
                )
            concept = concepts[word.concept]
            english = (word.form.lower(),) if word.form.isascii() else ()
            concepts[word.concept] = replace(concept, ja=(word.form, *concept.ja), en=(*english, *concept.en))
        return Lexicon(concepts, (*taught, *self.taught))

    def taught_forms(self, name: str) -> tuple[str, ...]:
        """The forms of a concept that the city taught."""
        return tuple(word.form for word in self.taught if word.concept == name)

    def _family(self, name: str) -> tuple[Concept, ...]:
        below = (one for one in self.concepts.values() if one.broader == name)
        return (self.concepts[name], *below)

    @cached_property
    def _forms(self) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(dict.fromkeys(form for one in self._family(name) for form in one.ja))
            for name in self.concepts
        }

    @cached_property
    def _groups(self) -> dict[str, str]:
        ordered = {name: sorted(self.forms(name), key=len, reverse=True) for name in self.concepts}
        return {name: f"(?:{'|'.join(map(re.escape, forms))})" for name, forms in ordered.items()}

    @cached_property
    def _meanings(self) -> dict[str, tuple[str, ...]]:
        meanings: dict[str, tuple[str, ...]] = {}
        for concept in self.concepts.values():
            for form in dict.fromkeys(concept.ja + concept.en):
                meanings[form] = (*meanings.get(form, ()), concept.name)
        return meanings

    @cached_property
    def _by_first(self) -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
        by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        for form, names in self._meanings.items():
            by_first.setdefault(form[0].lower(), []).append((form.lower(), names))
        return {first: tuple(forms) for first, forms in by_first.items()}

    def _found(self, text: str, wanted: Iterable[str]) -> Iterator[Occurrence]:
        for start, first in enumerate(text):
            for form, names in self._by_first.get(first, ()):
                if not text.startswith(form, start) or not _is_whole(text, start, form):
                    continue
                for name in names:
                    if name in wanted and not _is_inside(text, start, form, self.concepts[name].not_in):
                        yield Occurrence(start, start + len(form), name)


def _is_whole(text: str, start: int, form: str) -> bool:
    """Whether a form of Latin letters is a whole word; a Japanese form always is."""
    if not form.isascii():
        return True
    before = text[start - 1 : start]
    after = text[start + len(form) : start + len(form) + 1]
    return not (_is_latin(before) and form[0].isalnum()) and not (_is_latin(after) and form[-1].isalnum())


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_inside(text: str, start: int, form: str, longer: Iterable[str]) -> bool:
    """Whether the form stands here as a piece of one of the longer words."""
    for word in longer:
        at = word.find(form)
        while at >= 0:
            if start - at >= 0 and text.startswith(word, start - at):
                return True
            at = word.find(form, at + 1)
    return False


@cache
def ours() -> Lexicon:
    """The concepts of this folder's files; ValueError where a file says what no concept can have."""
    concepts: dict[str, Concept] = {}
    for path in sorted(FOLDER.glob("*.toml")):
        for name, table in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if name in concepts:
                raise ValueError(f"{path.name}: {name} stands in two files")
            concepts[name] = _concept(path.name, name, table)
    return Lexicon(concepts)


def _concept(file: str, name: str, table: Mapping[str, object]) -> Concept:
    unknown = set(table) - {"about", "ja", "stems", "denied", "en", "not_in", "broader"}
    if unknown:
        raise ValueError(f"{file}: {name} has {', '.join(sorted(unknown))}, which no concept has")
    lists = {key: tuple(value) for key, value in table.items() if isinstance(value, list)}
    return Concept(name=name, broader=str(table.get("broader", "")), **lists)
