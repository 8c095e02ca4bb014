"""What ends a question that asks more than which initiatives are near: the passage that wins clearly, else near, said so."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa import query as q
from keikaku.qa.finding.passages import clear_winner, nearest
from keikaku.qa.kinds.facts.frame import facts_of, unwritten_nouns
from keikaku.qa.reading import Understood
from keikaku.qa.reading.beyond import beyond
from keikaku.qa.text.words import content_words

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.reading import Declined, Reading


class Unlisted(NamedTuple):
    """The question as one on the prose that no sentence tells for sure: a card may; and what ends it where none does."""

    asked: Understood
    near: Understood


def unlisted(reading: Reading, outcome: Understood | Declined | None, ledger: Ledger) -> Unlisted | None:
    """None where the list that was made of the question answers it, or where it is no list of what is near."""
    listed = outcome.query if isinstance(outcome, Understood) else None
    if not isinstance(outcome, Understood) or not isinstance(listed, q.SearchInitiatives):
        return None
    words = beyond(reading.recognised.text, ledger) or _thing_asked(reading)
    if not words:
        return None
    query = _untold(reading)
    found = nearest(query, reading.world)
    asked = Understood(query=query)
    if found and clear_winner(query, found, reading.world):
        return Unlisted(asked, asked)
    return Unlisted(asked, replace(outcome, query=replace(listed, beyond=words)))


def _thing_asked(reading: Reading) -> tuple[str, ...]:
    """The noun that a question ends on, where it stands nowhere: no initiative is 運賃, and none is near to being it."""
    text = reading.recognised.text.rstrip("。?")
    last = next((one for one in reversed(tokenize(text)) if one.surface not in TOPIC), None)
    if last is None or last.pos not in NOUNS or reading.language == "en":
        return ()
    words = [one.surface for one in content_words(text) if one.noun]
    return tuple(words[-1:]) if words and not reading.world.written(words[-1]) else ()


TOPIC = frozenset({"は", "って"})
NOUNS = frozenset({"名詞", "接尾辞"})


def _untold(reading: Reading) -> AskFacts:
    query = facts_of(reading, yes_no=False)
    return replace(query, sure=False, absent=unwritten_nouns(reading, query.asks))
