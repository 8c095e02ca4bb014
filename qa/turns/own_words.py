"""いくつ作るって, 誰が教えるの: words that stand in what is told of the one thing that was shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa.finding.written import other_words
from keikaku.qa.naming.asks import asks_of, whether
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import content_words
from keikaku.qa.turns.about import SOLID, UNNAMED, filled, name_of, nouns_of, owner_of
from keikaku.qa.turns.turn import Resolved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.telling.answer import Item
    from keikaku.qa.text.words import Word
    from keikaku.qa.turns.turn import Turn
    from keikaku.qa.world.world import World

OPERATORS = ("OTHERS", "EXCEPT", "SUM", "DIFFERENCE", "AVERAGE", "TOGETHER")
"""Words that change what is found: what one thing tells would pass them over."""


ASKING = ("COUNT", "HOW_MUCH", "WHICH", "MOST", "LEAST", "HIGHEST", "LOWEST", "AXIS_PILLAR", "AXIS_FIELD")


def in_its_own_words(turn: Turn) -> Resolved | None:
    """いくつ作るって, 誰が教えるの: of the one thing told of whose own passages hold every noun of the turn."""
    spans = turn.ledger.spans
    thing_named = any(span.kind_of != "indicator" for span in turn.names)
    opens = any(span.says("DOING") for span in spans) and not turn.ledger.says("THAT", "SAME")
    span = next((one for one in spans if one.says("PLACE_BEFORE", "THAT", "SAME") and one.start == 0), None)
    asks = asks_of(turn.text) or whether(turn.text) or turn.ledger.says(*ASKING)
    if thing_named or opens or not (asks or span) or turn.ledger.says(*OPERATORS):
        return None
    nouns = nouns_of(turn.text)
    told = list({one.label: one for one in turn.left.told}.values())
    able = [thing for thing in told if _holds(nouns, thing, turn.world) and _has_those(turn, thing)]
    if len(able) != 1 or (len(told) > 1 and not nouns):
        return None
    end = reference_end(turn, span.end) if span else _opening(turn)
    head = _asked_before(turn)
    if head and able[0].type not in UNNAMED and turn.ledger.language == "ja":
        return Resolved(text=f"{name_of(able[0], turn.world)}の{head}は{turn.text[end:]}", of_prose=True)
    return replace(filled(turn, able[0], 0, end), of_prose=True)


def _opening(turn: Turn) -> int:
    """Where the words end that only go on: で、, じゃあ."""
    end = 0
    for span in turn.ledger.spans:
        goes_on = span.kind is SpanKind.GLUE or (span.says("LIKEWISE", "TELL") and not span.says("WHICH"))
        if turn.ledger.language == "en" or not goes_on:
            break
        end = span.end
    return end


def reference_end(turn: Turn, end: int) -> int:
    """その事業は: the word for what the thing is goes with その."""
    spans = [span for span in turn.ledger.spans if span.start >= end and span.text != "の"][:1]
    return spans[0].end if spans and spans[0].says("DOING") else end


def _has_those(turn: Turn, thing: Item) -> bool:
    """電話番号, 計画期間: what units and plans have is asked of the thing only where its own words hold it."""
    own = own_words(owner_of(thing, turn.world), turn.world)
    return all(span.text in own for span in turn.ledger.spans if span.says("OF_UNIT", "OF_PLAN"))


def _holds(nouns: Sequence[Word], thing: Item, world: World) -> bool:
    """At least half of the nouns stand in what is told of the thing: what does not is said to be untold."""
    own = own_words(owner_of(thing, world), world)
    held = [w for w in nouns if any(form in own for form in _forms(w))]
    return 2 * len(held) >= len(nouns)


def _forms(word: Word) -> tuple[str, ...]:
    """委託先 stands where 委託 does."""
    longer = word.surface[:SOLID] if len(word.surface) > SOLID else word.surface
    return (longer, word.stem, *other_words(word.surface))


def _asked_before(turn: Turn) -> str:
    """いまは何人 after 会員は何人: what was counted before is counted still, where the turn says nothing else."""
    if any(word.stem not in NOW for word in content_words(turn.text)):
        return ""
    asked = {(ask.kind, ask.counter) for ask in asks_of(turn.text) if ask.kind == "count"}
    before = asks_of(compact(turn.left.question))
    return next((ask.head for ask in before if (ask.kind, ask.counter) in asked), "")


NOW = frozenset({"いま", "今", "現在"})


def own_words(key: str, world: World) -> str:
    """All that the documents tell of a thing: its text, targets, dates, cells and passages."""
    kinds = ("initiative", "target", "occurrence", "passage", "row")
    texts = [one for kind in kinds for one in world.texts(kind) if key in {one.key, one.subject}]
    return "\n".join(part for one in texts for part in (one.title, one.text))
