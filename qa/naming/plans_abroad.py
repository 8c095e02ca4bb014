"""Plans named in English by their kind: the action plan of 2018, the gender equality plan, the second promotion plan."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon.themes import load_themes
from keikaku.qa.names.mentions import Mention
from keikaku.qa.naming.plans import best_known
from keikaku.qa.text import english
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keikaku.qa.names.lexicon import Lexicon, Thing

PLAN = "plan"
OF_ANY_KIND = ("計画", "プラン", "戦略", "構想", "ビジョン")
_KIND = re.compile(
    rf"(?<![a-z])(?P<kind>{'|'.join(sorted({*english.PLANS.values(), PLAN}, key=len, reverse=True))})(?![a-z])"
)
_YEAR_AFTER = re.compile(r"(?: ?(?:of|for))?(?: fy| fiscal(?: year)?)? ?(?P<year>(?:19|20)[0-9]{2})(?![0-9])")
_WORD_BEFORE = re.compile(r"(?P<word>[a-z0-9-]+|[一-鿿々ァ-ヴー]+)(?:'s)? ?$")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
BODIES = frozenset({"city", "town", "village", "ward"})
LONGEST_PHRASE = 3


def find_plans_in_english(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """A word for a kind of plan with its year, its edition and what it is about; only where one plan can be meant.

    A year tells it also where the title says another kind, which translators choose as they like.
    """
    for match in _KIND.finditer(text):
        after = _YEAR_AFTER.match(text, match.end())
        of_kind = _of_kind(match["kind"], lexicon) or (_of_kind(PLAN, lexicon) if after else [])
        start, plans, told = _narrowed(text, match.start(), of_kind)
        if after:
            plans = [plan for plan in plans if _of_year(plan, after["year"])]
        plans = list(best_known(plans, lexicon))
        if len(plans) == 1 and (after or told):
            end = after.end() if after else match.end()
            yield Mention(kind="plan", start=start, end=end, text=text[start:end], things=tuple(plans))


def _of_kind(kind: str, lexicon: Lexicon) -> list[Thing]:
    said = OF_ANY_KIND if kind == PLAN else tuple(w for w, name in english.PLANS.items() if name == kind)
    return [plan for plan in lexicon.of_kind("plan") if any(word in compact(plan.label) for word in said)]


def _of_year(plan: Thing, year: str) -> bool:
    return compact(plan.label).endswith(year) or int(year) in {plan.fiscal_year, plan.start}


def _narrowed(text: str, start: int, plans: Sequence[Thing]) -> tuple[int, list[Thing], bool]:
    """Where the name begins, the plans that each word before the kind fits, and whether any word told something."""
    kept, told = list(plans), False
    while kept:
        phrase = _phrase(text, start, kept)
        if phrase is None:
            break
        start, kept = phrase
        told = True
    return start, kept, told


def _phrase(text: str, end: int, plans: list[Thing]) -> tuple[int, list[Thing]] | None:
    """The longest words right before that tell which of the plans are meant."""
    found, start = None, end
    for _ in range(LONGEST_PHRASE):
        match = _WORD_BEFORE.search(text[:start])
        if not match:
            break
        start = match.start()
        phrase = text[start:end].strip().removesuffix("'s")
        kept = [plan for plan in plans if _fits(phrase, plan)]
        found = (start, kept) if kept else found
    return found


def _fits(phrase: str, plan: Thing) -> bool:
    """True for a word that the plan's title has in Japanese: what it is of, its year, its edition, its city."""
    label = compact(plan.label)
    if phrase in BODIES:
        return True
    if _YEAR.fullmatch(phrase):
        return _of_year(plan, phrase)
    if not phrase.isascii():
        return label.startswith(phrase) or (len(phrase) > 1 and phrase in label)
    if phrase in english.ORDINALS:
        return f"第{english.ORDINALS.index(phrase) + 1}" in label
    return any(word in label for word in _japanese(phrase))


@cache
def _japanese(phrase: str) -> tuple[str, ...]:
    """The Japanese words of an English one: by the glossary of offices, and by the words of its theme."""
    words = [word for word, said in english.WORDS.items() if said == phrase]
    for theme in load_themes():
        if phrase in {theme.label_en.lower(), *map(str.lower, theme.english)}:
            words += [word for word in (theme.label_ja, *theme.words) if len(word) > 1]
    return tuple(words)
