"""Which readings of a question are admitted: those that account for every span of the ledger, and no others."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa.kinds.changes.frame import FRAMES as CHANGES
from keikaku.qa.kinds.groups.frame import FRAMES as GROUPS
from keikaku.qa.kinds.numbers.frame import FRAMES as NUMBERS
from keikaku.qa.kinds.numbers.goals import FRAMES as GOALS
from keikaku.qa.kinds.sets.frame import FRAMES as SETS
from keikaku.qa.kinds.tables.frame import FRAMES as TABLES
from keikaku.qa.kinds.things.frame import FRAMES as THINGS
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.naming.spelling import only_asks

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger, Span
    from keikaku.qa.reading.frame import Draft
    from keikaku.qa.world.world import World

FRAMES = (*CHANGES, *GOALS, *NUMBERS, *GROUPS, *THINGS, *SETS, *TABLES)
"""Every kind of question that is read by proof, the narrower first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission:
    """A reading with what it does not account for: nothing, where it is admitted."""

    frame: str
    draft: Draft
    unread: tuple[Span, ...] = ()

    @property
    def whole(self) -> bool:
        """True where every span has its part in the query."""
        return not self.unread

    @property
    def but_for_words(self) -> bool:
        """True where all that is not accounted for are words that nobody knows."""
        return bool(self.unread) and all(span.kind is SpanKind.RESIDUE for span in self.unread)


def readings(ledger: Ledger, world: World) -> tuple[Admission, ...]:
    """Every reading that some frame makes, those that leave least unread first."""
    found = []
    for frame in FRAMES:
        draft = frame.read(ledger, world)
        if draft is not None:
            unread = tuple(span for span in ledger.meant if span not in draft.used)
            found.append(Admission(frame=frame.name, draft=draft, unread=unread))
    return tuple(sorted(found, key=lambda one: len(one.unread)))


_SOLID = re.compile(r"[一-鿿々ァ-ヴー]{2,}|[a-z0-9]{3,}")


def unwritten(unread: tuple[Span, ...], world: World) -> tuple[str, ...]:
    """The words among what is not read that stand nowhere in the documents."""
    runs = (run for span in unread for run in _SOLID.findall(span.text))
    return tuple(dict.fromkeys(run for run in runs if not world.written(run)))


SHORTEST_KANA = 4


def unwritten_kana(unread: tuple[Span, ...], text: str, world: World) -> tuple[str, ...]:
    """A noun in hiragana, or a word that says itself twice (もふもふ), that stands nowhere in the documents."""
    found = [
        token.surface
        for token in tokenize(text)
        if len(token.surface) >= SHORTEST_KANA
        and re.fullmatch("[ぁ-んー]+", token.surface + token.lemma)
        and (token.pos == "名詞" or (token.pos == "副詞" and re.fullmatch("(.+)\\1", token.surface)))
        and any(token.start < span.end and span.start < token.end for span in unread)
    ]
    return tuple(word for word in dict.fromkeys(found) if not world.written(word) and not only_asks(word))
