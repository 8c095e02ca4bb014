"""Where the words of the thesaurus stand in a text: a form is there when all its words are, close together.

Words are compared by their dictionary form, English ones in the singular, so that 子どもを預けたい has 預ける
and nurseries has nursery. What only asks or joins says nothing in a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.thesaurus.concepts import Concept

REACH = 3
"""So many other words may stand among those of a form."""
SHARED = 3
"""A form of more concepts than this says too little."""
ENOUGH = 0.5
"""A form found by one word alone must be that word for so much of its length: 花を見る所 is not 花."""
_ENGLISH = re.compile(r"[a-z][a-z0-9'’.&+-]*")
_PLURALS = {"ies": "y", "sses": "ss", "ss": "ss", "s": ""}
_SHORTEST = 3
_EVERYWHERE = """
a about after all am an and any are as at be before between by can city could do does doing for from get
getting give go have help how i if in into is it its like local make me my near need new no not of off on
one or our out over own people person please program programs public service services should so some
someone something still support take tell that the their them there they this to town up us use using
want was we what when where which who why will with without would you your
"""
STOP = frozenset(_EVERYWHERE.split())
"""English words that are everywhere."""


@dataclass(frozen=True, slots=True)
class Form:
    """A word or phrase of some concepts (their numbers), and the words it is found by, ascending."""

    text: str
    keys: tuple[str, ...]
    concepts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A form that a text has, with the places of its words among those given."""

    form: Form
    places: tuple[int, ...]


def word_key(lemma: str) -> str:
    """What a word is compared by; empty where it says nothing.

    >>> [word_key(word) for word in ("Nurseries", "nursery", "the", "預ける")]
    ['nursery', 'nursery', '', '預ける']
    """
    word = lemma.casefold()
    if not _ENGLISH.fullmatch(word):
        return word
    stem = _stem(word.removesuffix("'s"))
    return "" if word in STOP or stem in STOP else stem


def _stem(word: str) -> str:
    ending = next((one for one in _PLURALS if word.endswith(one) and len(word) - len(one) >= _SHORTEST), "")
    return word.removesuffix(ending) + _PLURALS.get(ending, "")


@lru_cache(maxsize=1 << 15)
def keys_of(text: str) -> tuple[str, ...]:
    """The words that a form is found by, ascending, each once; none where one word would stand for a phrase.

    >>> keys_of("子どもを預ける")
    ('子供', '預ける')
    >>> keys_of("花を見る所")
    ()
    """
    normal = normalise(text).text
    words = {word_key(token.lemma): token.surface for token in tokenize(normal) if token.content}
    words.pop("", None)
    if len(words) == 1 and len(*words.values()) < ENOUGH * len(normal):
        return ()
    return tuple(sorted(words))


def forms_of(concepts: Sequence[Concept]) -> tuple[Form, ...]:
    """Every form of the concepts that can be found in a text; those of the same words are one."""
    texts: dict[tuple[str, ...], str] = {}
    owners: dict[tuple[str, ...], dict[int, None]] = {}
    for number, one in enumerate(concepts):
        for text in (one.label, *one.official, *one.everyday, *one.english):
            if keys := keys_of(text):
                texts.setdefault(keys, text)
                owners.setdefault(keys, {})[number] = None
    return tuple(
        Form(text, keys, tuple(owners[keys])) for keys, text in texts.items() if len(owners[keys]) <= SHARED
    )


def named(words: Sequence[str], forms: Mapping[str, Sequence[Form]]) -> tuple[Named, ...]:
    """The forms that the words have, the longest ones: a form within a longer one is not named by itself.

    `forms` are theirs by the first of their words.

    >>> forms = {"保育": [Form("保育料", ("保育", "料"), (0,)), Form("保育", ("保育",), (1,))]}
    >>> [one.form.text for one in named(("保育", "料", "高い"), forms)]
    ['保育料']
    """
    at: dict[str, int] = {}
    for place, word in enumerate(words):
        at.setdefault(word, place)
    found = [
        Named(form, tuple(sorted(at[key] for key in form.keys)))
        for word in at
        for form in forms.get(word, ())
        if all(key in at for key in form.keys)
    ]
    near = [one for one in found if one.places[-1] - one.places[0] < len(one.places) + REACH]
    return tuple(one for one in near if not any(set(one.places) < set(other.places) for other in near))
