"""The scope that a question names, for readers that see its words: the conditions of the frames, by the same ledger."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from keikaku.qa import query as q
from keikaku.qa.conditions import is_structural
from keikaku.qa.naming.ledger import ledger_of
from keikaku.qa.reading.frame import Using
from keikaku.qa.reading.scope import conditions_of_ledger, left_out

if TYPE_CHECKING:
    from keikaku.qa.mentions import Recognised
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.world import World

WholeCity = Literal["only", "also", "without"]
_KANA = re.compile("[ぁ-んァ-ヴ]")


@dataclass(frozen=True, slots=True)
class Scope:
    """The condition, what the reading should tell of how it was found, and the pillars that no plan has."""

    condition: q.AllOf
    notes: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()


def scope(recognised: Recognised, world: World, *, soft: bool = True) -> Scope:
    """Everything that the question narrows initiatives by; `soft` takes pillars and fields named in passing too."""
    kept = tuple(one for one in recognised.mentions if soft or is_structural(one, recognised))
    use = Using(_ledger(replace(recognised, mentions=kept), world))
    parts = tuple(conditions_of_ledger(use, world))
    return Scope(q.AllOf(parts), tuple(dict.fromkeys(use.notes)), tuple(use.unmet))


def _ledger(recognised: Recognised, world: World) -> Ledger:
    language = "ja" if _KANA.search(recognised.rest) else "en"
    return ledger_of(recognised.text, recognised, world, language, themes=True)


def whole_city(recognised: Recognised, world: World) -> WholeCity | None:
    """How 全庁 stands in the question: left out, beside the units that are named, or a condition of its own."""
    ledger = _ledger(recognised, world)
    span = next((one for one in ledger.spans if one.says("WHOLE_CITY")), None)
    if span is None:
        return None
    if left_out(span, Using(ledger)):
        return "without"
    return "also" if ledger.says("INCLUDING", "UNITED") else "only"
