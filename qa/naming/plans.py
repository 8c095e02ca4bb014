"""Short forms of plans that a year tells apart: 2030のプラン, プラン2030, MP2030 of マスタープラン, and 2030 alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.compact import compact
from keikaku.qa.english import roman
from keikaku.qa.mentions import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator

    from keikaku.qa.lexicon import Lexicon, Thing

_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?!年|[0-9]|/|-)")
_KIND = re.compile(r"の?(?P<kind>[ァ-ヴー一-鿿]{0,12}(?:プラン|計画|構想|ビジョン))")
_SHORT = re.compile(r"(?:(?P<initials>(?<![a-z])[a-z]{2,5})|プラン|計画)$")
_INITIALS = re.compile(r"の?(?P<initials>[a-z]{2,5})(?![a-z0-9])")
SPELT = {"k": "kcq", "s": "sc", "c": "ct", "r": "rl", "b": "bv", "j": "jgz", "f": "fhp", "t": "t", "z": "zt"}
"""The letters with which a word may begin abroad that begins so in kana: ビジョン is vision."""


def find_short_plans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Thing]]:
    """Each year that ends the name of a plan and is no year of the question, with the word for a plan beside it."""
    for match in _YEAR.finditer(text):
        kind = _KIND.match(text, match.end())
        head = _SHORT.search(text[: match.start()])
        after = None if kind or head else _INITIALS.match(text, match.end())
        letters = (head or after or {"initials": None})["initials"] or ""
        plan = _plan_of(match["year"], kind["kind"] if kind else "", letters, lexicon)
        if plan is not None:
            last = kind or after or match
            yield head.start() if head else match.start(), last.end(), plan


@lru_cache(maxsize=256)
def _foreign(label: str) -> tuple[str, ...]:
    """The first letters of the words in katakana, in their order.

    >>> _foreign("みどり市マスタープラン2030")
    ('m', 'p')
    """
    words = [token.reading for token in tokenize(label) if _KATAKANA.fullmatch(token.surface)]
    return tuple(roman(word)[:1] for word in words)


_KATAKANA = re.compile("[ァ-ヴー]{2,}")


def stands_for(letters: str, label: str) -> bool:
    """True where the letters begin the last words in katakana of the label, each one.

    >>> stands_for("mp", "みどり市マスタープラン2030"), stands_for("np", "みどり市マスタープラン2030")
    (True, False)
    """
    sounds = _foreign(label)[-len(letters) :]
    return len(sounds) == len(letters) and all(
        letter in SPELT.get(sound, sound) for letter, sound in zip(letters, sounds, strict=True)
    )


def _plan_of(year: str, kind: str, letters: str, lexicon: Lexicon) -> Thing | None:
    """The plan whose name ends on the year: the one with initiatives, else the one with pillars."""
    plans = [plan for plan in lexicon.of_kind("plan") if compact(plan.label).endswith(year)]
    if letters:
        plans = [plan for plan in plans if stands_for(letters, plan.label)]
    plans = [plan for plan in plans if kind in compact(plan.label)] or plans
    with_pillars = {pillar.plan for pillar in lexicon.of_kind("pillar")}
    for wanted in (lambda plan: plan.initiatives > 0, lambda plan: plan.key in with_pillars):
        found = [plan for plan in plans if wanted(plan)]
        if len(found) == 1:
            return found[0]
    return None


def find_years_of_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """2030プラン and MP2030, where no name of the documents goes on beyond it; a year alone is left to its clause."""
    for start, end, plan in find_short_plans(text, lexicon):
        if end - start > YEAR and not _within_a_name(text, start, end, lexicon):
            yield Mention(kind="plan", start=start, end=end, text=text[start:end], things=(plan,))


YEAR = 4


def _within_a_name(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True inside a longer name that ends on the year: 緑のプラン2030."""
    return any(
        text[first:last] in lexicon.names
        for last in range(start + YEAR, end + 1)
        if text[last - 1].isdigit()
        for first in range(max(0, last - lexicon.longest), start + 1)
        if last - first > YEAR
    )
