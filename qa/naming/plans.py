"""Plans named by hand: a year or an edition beside what people make of the title (2030のプラン, MP2030, 行革プラン第2期).

A mark (the year that a title ends on, the year of a plan of one year, an edition) tells which plans can be meant; the
run beside it must be made of one's title (`abbreviations`). Where several fit that the graph knows equally well, the
mention keeps them all, and is asked back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.times import find_times
from keikaku.qa.names.known import (
    PLAIN_PLAN_WORDS,
    SHORTEST_ENDING,
    SHORTEST_LOOSE,
    ending,
    find_names,
    short_years,
)
from keikaku.qa.names.mentions import Mention
from keikaku.qa.naming.abbreviations import abbreviates
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keikaku.qa.names.lexicon import Lexicon, Thing

_YEAR = re.compile(r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?!年|[0-9]|/|-)")
_EDITION = re.compile(r"第?(?P<edition>[0-9]{1,2}[次期])(?!改定)")
_OF_EDITION = re.compile(r"第([0-9]{1,2}[次期])(?!改定)")
_AFTER = re.compile(r"の?(?P<run>(?:[一-鿿々ァ-ヴーa-z・]|の(?=[一-鿿々ァ-ヴー]))+)")
_LOOSE = re.compile(r"(?:[一-鿿々ァ-ヴー・]|の(?=[一-鿿々ァ-ヴー]))+")
LONGEST = 24
EITHER = "either"
"""The `number` of a mention that can be each of its plans and means one."""
OF_A_UNIT = "DepartmentPolicy"
"""Plans of one year and one title, a department each: all are meant together."""
NO_END = ("の", "・")
"""What joins words of a name and neither begins nor ends it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What tells plans of one title apart, and the plans that it can tell; `part`: it belongs to the name itself."""

    start: int
    end: int
    plans: tuple[Thing, ...]
    part: bool = True


def find_plans_by_hand(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Each mark with the run beside it that one of its plans is called by; a year alone is left to `find_years_alone`."""
    past = 0
    for mark in _marks(text, lexicon):
        found = _extent(text, mark, lexicon) if mark.start >= past else None
        if found and not (mark.part and _known(text, found[0], found[1], lexicon)):
            start, end, plans = found
            past = end
            yield _mention(text, start, end, best_known(plans, lexicon))


def find_years_alone(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Thing]]:
    """2030: the one plan whose name ends on the year, where the year is none of the question."""
    for mark in _years(text, lexicon):
        plans = best_known(mark.plans, lexicon)
        if len(plans) == 1 and (plans[0].initiatives or _divided(lexicon, plans)):
            yield mark.start, mark.end, plans[0]


def find_joined_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """行革の実施計画: words of one title joined by の, before any of them is read by itself, but for a longer name."""
    joined = [one for one in find_loose_plans(text, lexicon) if "の" in one.text]
    names = list(find_names(text, lexicon)) if joined else []
    return (one for one in joined if not any(_in_longer(one, name) for name in names))


def _in_longer(one: Mention, name: Mention) -> bool:
    return name.start < one.end and one.start < name.end and len(name.text) > len(one.text)


def find_loose_plans(text: str, lexicon: Lexicon) -> Iterator[Mention]:
    """行政経営プラン for 行政経営アクションプラン2027: the title cut short, without its year."""
    plans = lexicon.of_kind("plan")
    for match in _LOOSE.finditer(text):
        at = match.start()
        while at < match.end():
            found = _longest(text, at, match.end(), plans, lexicon)
            if found:
                yield _mention(text, at, found[0], best_known(found[1], lexicon))
            at = found[0] if found else at + 1


def _longest(
    text: str, at: int, end: int, plans: Sequence[Thing], lexicon: Lexicon
) -> tuple[int, tuple[Thing, ...]] | None:
    if not _opens(text, at, lexicon):
        return None
    for last in range(min(end, at + LONGEST), at + SHORTEST_ENDING - 1, -1):
        run = text[at:last]
        if _YEAR.match(text, last):
            return None  # the year tells which plan is meant, and no plan of that title ends on it
        named = called(run, plans, lexicon) if len(run.replace("の", "")) >= SHORTEST_LOOSE else ()
        named = named or (() if run in PLAIN_PLAN_WORDS else ending(run, lexicon))
        if named:
            return last, named
    return None


def _mention(text: str, start: int, end: int, plans: tuple[Thing, ...]) -> Mention:
    apart = len(plans) > 1 and any(plan.plan_kind != OF_A_UNIT for plan in plans)
    number = EITHER if apart else ""
    return Mention(kind="plan", start=start, end=end, text=text[start:end], things=plans, number=number)


def _marks(text: str, lexicon: Lexicon) -> list[Mark]:
    return sorted(
        (*_years(text, lexicon), *_editions(text, lexicon), *_of_one_year(text, lexicon)), key=_place
    )


def _place(mark: Mark) -> int:
    return mark.start


def _years(text: str, lexicon: Lexicon) -> Iterator[Mark]:
    for match in _YEAR.finditer(text):
        ends = (plan for plan in lexicon.of_kind("plan") if compact(plan.label).endswith(match["year"]))
        if plans := tuple(ends):
            yield Mark(match.start(), match.end(), plans)


def _editions(text: str, lexicon: Lexicon) -> Iterator[Mark]:
    for match in _EDITION.finditer(text):
        plans = tuple(p for p in lexicon.of_kind("plan") if match["edition"] in _edition_of(p))
        if plans:
            yield Mark(match.start(), match.end(), plans)


def _edition_of(plan: Thing) -> frozenset[str]:
    return frozenset(_OF_EDITION.findall(compact(plan.label)))


def _of_one_year(text: str, lexicon: Lexicon) -> Iterator[Mark]:
    """令和元年度の運営方針: the year stays a year of the question, and tells which plan is meant."""
    told = ((time.start, time.end, time) for time in find_times(text) if time.kind == "fiscal_year")
    for start, end, time in (*told, *short_years(text)):
        plans = tuple(p for p in lexicon.of_kind("plan") if p.fiscal_year == time.fiscal_year)
        if plans:
            yield Mark(start, end, plans, part=False)


def _extent(text: str, mark: Mark, lexicon: Lexicon) -> tuple[int, int, tuple[Thing, ...]] | None:
    """The longest run before the mark and the longest behind it that one plan is called by."""
    before = _before(text, mark, lexicon) if mark.part else None
    after = _behind(text, mark, lexicon)
    if after and not mark.part and _only_asks(text[mark.end : after[0]].removeprefix("の")):
        after = None  # 令和元年度の目標 are the targets of that year
    both = tuple(plan for plan in (before or ((), ()))[1] if after and plan in after[1])
    if before and after and both:
        return before[0], after[0], both
    if before:
        return before[0], mark.end, before[1]
    if after:
        start = mark.start if mark.part else mark.end + (text[mark.end] == "の")
        return start, after[0], after[1]
    return None


def _only_asks(run: str) -> bool:
    said = concept_at(run, 0)
    return said is not None and said.end == len(run)


def _before(text: str, mark: Mark, lexicon: Lexicon) -> tuple[int, tuple[Thing, ...]] | None:
    end = mark.start - (text[mark.start - 1 : mark.start] == " ")
    for start in range(max(0, end - LONGEST), end - 1):
        if _opens(text, start, lexicon) and (plans := called(text[start:end], mark.plans, lexicon)):
            return start, plans
    return None


def _behind(text: str, mark: Mark, lexicon: Lexicon) -> tuple[int, tuple[Thing, ...]] | None:
    match = _AFTER.match(text, mark.end)
    for end in range(match.end(), match.start("run") + 1, -1) if match else ():
        cut = text[end - 1 : end + 1]
        inside = len(cut) > 1 and (_latin(cut) or _katakana(cut))
        if not inside and (plans := called(text[match.start("run") : end], mark.plans, lexicon)):  # type: ignore[union-attr]
            return end, plans
    return None


def _latin(pair: str) -> bool:
    return pair.isascii() and pair.isalnum()


def _katakana(pair: str) -> bool:
    return bool(re.fullmatch("[ァ-ヴー]{2}", pair))


def called(run: str, plans: Iterable[Thing], lexicon: Lexicon) -> tuple[Thing, ...]:
    """The plans that the run is made of the title of."""
    if run.endswith(NO_END) or run.startswith(NO_END):
        return ()
    cities = [compact(city.label) for city in lexicon.municipalities]
    return tuple(p for p in plans if any(abbreviates(run, name) for name in _titles(p, cities)))


def _titles(plan: Thing, cities: Iterable[str]) -> Iterator[str]:
    """The names of a plan without its city's, of which no part names the plan."""
    for name in map(compact, (plan.label, *plan.alt_labels)):
        for city in cities:
            name = name.replace(city, "")  # noqa: PLW2901
        yield name


def _opens(text: str, start: int, lexicon: Lexicon) -> bool:
    """True where a word can begin: behind kana, a sign or a change of script, or behind a name that is known."""
    before, first = text[start - 1 : start], text[start : start + 1]
    if not before or not re.match("[一-鿿々ァ-ヴーa-z0-9]", before):
        return True
    if _latin(first) or _latin(before):
        return _latin(first) != _latin(before)
    return any(text[begin:start] in lexicon.names for begin in range(max(0, start - LONGEST), start - 1))


def best_known(plans: Sequence[Thing], lexicon: Lexicon) -> tuple[Thing, ...]:
    """Of the plans those with initiatives, else those with pillars, else those that a document of their own tells of."""
    divided = _divided(lexicon, plans)
    for kept in (
        tuple(plan for plan in plans if plan.initiatives > 0),
        tuple(plan for plan in plans if plan.key in divided),
        tuple(plan for plan in plans if not plan.mentioned_only),
    ):
        if kept:
            return kept
    return tuple(plans)


def _divided(lexicon: Lexicon, plans: Sequence[Thing]) -> frozenset[str]:
    keys = {plan.key for plan in plans}
    return frozenset(p.plan for p in lexicon.of_kind("pillar") if p.plan and p.plan in keys)


def _known(text: str, start: int, end: int, lexicon: Lexicon) -> bool:
    """True where a name that is known holds all of it: 緑のプラン2030, 第4次基本計画."""
    return any(
        text[first:last] in lexicon.names
        for last in range(end, min(len(text), end + lexicon.longest) + 1)
        for first in range(max(0, last - lexicon.longest), start + 1)
    )
