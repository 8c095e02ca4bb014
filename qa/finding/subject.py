"""The one initiative that a question is about, where its words point at it clearly."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from keikaku.qa.conditions import best_plans
from keikaku.qa.finding.written import other_words, stands
from keikaku.qa.text.words import Word, content_words, coverage, rarity

if TYPE_CHECKING:
    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.reading import Reading
    from keikaku.qa.world.world import TextOf

LEAST = 0.9
"""What the share of the question that a thing holds and the share of its name that the question holds come to."""
LEAST_BESIDE_ABSENT = 1.3
"""The same where a word of the question stands nowhere: it may be about something that no document has."""
BESIDE = 0.7
"""What comes this near to the best leaves open which is meant."""


FEWEST = 2
"""So many words point at something, where others stand nowhere."""


def clear_subject(reading: Reading) -> Thing | None:
    """The initiative that is named, of one name and one plan; else the one that the words point at with a margin."""
    mentions = reading.recognised.of("initiative")
    if mentions:
        things = [thing for mention in mentions for thing in mention.things]
        plans = {p.key for m in reading.recognised.of("plan") for p in best_plans(m.things)}
        kept = [thing for thing in things if not plans or thing.plan in plans]
        return kept[0] if len({thing.key for thing in kept}) == 1 else None
    found = _pointed_at(reading)
    return reading.world.lexicon.things.get(found.key) if found else None


def _literally(title: str, text: str) -> float:
    """The share of the name that stands in the question as it is written, where that is more than a word."""
    match = SequenceMatcher(None, title, text, autojunk=False).find_longest_match()
    return match.size / len(title) if match.size >= LITERAL else 0.0


LITERAL = 5
"""So many characters of a name are no chance."""


def standing(reading: Reading) -> tuple[Word, ...]:
    """The words of the topic that stand in the documents: one that stands nowhere points at nothing.

    Of an English question those that are Japanese, and the city's words for the others.
    """
    if reading.language == "ja":
        return tuple(word for word in reading.topic if stands(word, reading.world))
    found: dict[Word, None] = {}
    for word in reading.topic:
        forms = (word.surface,) if not word.surface.isascii() else other_words(word.surface)
        told = next((form for form in forms if reading.world.written(form)), None)
        if told:
            found[Word(told, told)] = None
    return tuple(found)


def _pointed_at(reading: Reading) -> TextOf | None:
    """By both shares at once: a name that the question nearly says, or a text that holds nearly all of it."""
    texts = reading.world.texts("initiative")
    words = standing(reading)
    fewest = min(len(reading.topic), FEWEST) if reading.language == "ja" else 1
    if len(words) < fewest or not texts:
        return None
    weights = rarity(words, [one.title + one.text for one in texts])
    titles = [one.title for one in texts]
    scored = []
    for one in texts:
        held, _ = coverage(weights, one.title, one.text)
        if held:
            own = rarity(content_words(one.title, frozenset()), titles)
            said, _ = coverage(own, reading.recognised.text, "")
            scored.append((held + said + _literally(one.title, reading.recognised.text), one.key, one))
    scored.sort(key=lambda one: (-one[0], one[1]))
    least = LEAST if len(words) == len(reading.topic) or reading.language == "en" else LEAST_BESIDE_ABSENT
    if not scored or scored[0][0] < least:
        return None
    clear = len(scored) == 1 or scored[1][0] <= BESIDE * scored[0][0]
    return scored[0][2] if clear else None
