"""Short forms of plans that a year tells apart: 2027のプラン, プラン2027, 2022のアクションプラン, and 2027 alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from qa.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterator

    from qa.lexicon import Lexicon, Thing

_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2})(?!年|[0-9]|/|-)")
_KIND = re.compile(r"の?(?P<kind>[ァ-ヴー一-鿿]{0,12}(?:プラン|計画|構想|ビジョン))")
_SHORT = re.compile(r"(?P<head>ap|プラン|計画)$")


def find_short_plans(text: str, lexicon: Lexicon) -> Iterator[tuple[int, int, Thing]]:
    """Each year that ends the name of a plan and is no year of the question, with the word for a plan beside it."""
    for match in _YEAR.finditer(text):
        kind = _KIND.match(text, match.end())
        head = _SHORT.search(text[: match.start()])
        plan = _plan_of(match["year"], kind["kind"] if kind else "", lexicon)
        if plan is not None:
            start = head.start() if head else match.start()
            yield start, kind.end() if kind else match.end(), plan


def _plan_of(year: str, kind: str, lexicon: Lexicon) -> Thing | None:
    """The plan whose name ends on the year: the one with initiatives, else the one with pillars."""
    plans = [plan for plan in lexicon.of_kind("plan") if compact(plan.label).endswith(year)]
    plans = [plan for plan in plans if kind in compact(plan.label)] or plans
    with_pillars = {pillar.plan for pillar in lexicon.of_kind("pillar")}
    for wanted in (lambda plan: plan.initiatives > 0, lambda plan: plan.key in with_pillars):
        found = [plan for plan in plans if wanted(plan)]
        if len(found) == 1:
            return found[0]
    return None
