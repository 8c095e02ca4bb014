"""What a question asks that a list of near initiatives cannot hold: a value, a reason, a comparison, what was said.

A list of what is near answers only a question that seeks initiatives for a need or a topic.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import current
from keikaku.qa.naming.asks import asks_of, whether
from keikaku.qa.naming.attributes import attributes_of
from keikaku.qa.naming.concepts import says_any
from keikaku.qa.text.interrogatives import interrogatives

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from keikaku.qa.naming.spans import Ledger, Span

UNHELD = frozenset("when count extent money amount why phone target baseline".split())
"""Asks that neither the name of an initiative nor who is responsible for it answers."""
OPERATORS = frozenset(
    "DIFFERENCE SUM BREAKDOWN COMPARED AVERAGE COURSE EACH BELOW OVER MOST LEAST HIGHEST LOWEST".split()
)
"""Concepts by which a question works on what it seeks; alone they may be words of a need (毎回出向くのが面倒)."""
AXES = frozenset({"UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION", "AXIS_PLAN", "AXIS_PILLAR"})
IDLE = frozenset({"FORM", "TELL", "THING"})
"""A word that may also say only how the answer is told."""
SEEKING = frozenset({"what", "unit", "who", "where"})
"""What may seek initiatives where it is asked alone."""
_PAST = re.compile(r"(?:た|だ)(?:の|ん)?(?:です|でしょう)?(?:か|ね)?[。?]*$")
_CLAIM = re.compile(r"(?:た|だ)(?:の|ん)?(?:です)?(?:よね|っけ)[。?]*$")
_DID = re.compile(
    r"(?<![a-z])(?:what|how|which|who|when|where|why)(?![a-z])[a-z ]{0,12}(?<![a-z])(?P<did>did|was|were)(?![a-z])"
)
_LAST_NOUN = re.compile(r"の(?P<noun>[一-鿿ァ-ヴー]{2,6})(?:は|って)?[。?]*$")
_QUESTION = re.compile(r"[^?。]+(?:[?]|か。)")
_ASKS_EN = re.compile(r"(?:when|why) (?:is|was|were|are|will|did|does|do|can|has|have)(?![a-z])")


def beyond(text: str, ledger: Ledger) -> tuple[str, ...]:
    """The words of a compact question that ask more than which initiatives are near."""
    asks = [ask.text for ask in attributes_of(text) if ask.kind in UNHELD and _asked(ask.text, text)]
    seeking = [ask.text for ask in asks_of(text) if ask.kind in SEEKING]
    several = seeking if len(seeking) > 1 else _beside_a_question(text)
    operators = _operators(ledger.spans)
    works = operators if asks or seeking or len(operators) > 1 else []
    amount = _amount_of(text)
    whole = [span.text for span in ledger.spans if span.says("COMPLETE")]
    told = [*asks, *several, *works, *amount, *whole, *_same(ledger.spans), *_past(text, ledger)]
    return tuple(dict.fromkeys([*told, *_names_of(text), *_claimed(text)]))


def _names_of(text: str) -> Iterator[str]:
    """4園の名前: what things are called that are no initiatives."""
    for ask in asks_of(text):
        noun = ask.kind == "what" and not (
            ask.text.isascii() or ask.text == "とは" or interrogatives(ask.text)
        )
        if noun and not says_any(ask.head, frozenset({"DOING"})):
            yield ask.text


def _claimed(text: str) -> Iterator[str]:
    """もう制定済みという扱いですか: whether something is so is told by a sentence; whether there is something is a need."""
    tokens = [token for token in tokenize(text) if token.pos not in {"補助記号", "助詞"}]
    if whether(text) and len(tokens) > 1 and tokens[-1].lemma == "です" and tokens[-2].pos == "名詞":
        yield tokens[-2].surface + tokens[-1].surface


def _amount_of(text: str) -> list[str]:
    """Xの予算は: what a question ends on is the head of a column of money."""
    found = _LAST_NOUN.search(text)
    return [found["noun"]] if found and found["noun"] in current().forms("MONEY_HEAD") else []


def _beside_a_question(text: str) -> list[str]:
    """できますか。何を持っていきますか: one of two questions asks what no list tells."""
    questions = [m[0] for m in _QUESTION.finditer(text)]
    asks = [ask.text for one in questions for ask in asks_of(one) if ask.kind in {"what", "where"}]
    return asks if len(questions) > 1 else []


def _asked(word: str, text: str) -> bool:
    """When riding the bus asks no time."""
    return word not in {"when", "why"} or bool(_ASKS_EN.search(text))


def _operators(spans: Sequence[Span]) -> list[str]:
    found: dict[str, str] = {}
    for span in spans:
        concept = next((one for one in span.concepts if one in OPERATORS), "")
        if concept and len(span.text) > 1 and not span.says(*IDLE):
            found.setdefault(concept, span.text)
    return list(found.values())


def _same(spans: Sequence[Span]) -> Iterator[str]:
    """おなじ部: two things are compared by who does them, or by where they stand."""
    for one, following in pairwise(spans):
        if one.says("SAME") and following.says(*AXES):
            yield one.text + following.text


def _past(text: str, ledger: Ledger) -> Iterator[str]:
    """何と言っていましたか, 50人集まったんですよね, what did they find: what happened is told by a sentence."""
    said = _CLAIM.search(text) or (ledger.says("WHICH", "HOW") and _PAST.search(text))
    did = _DID.search(text)
    if said:
        yield said[0].rstrip("?。")
    if did:
        yield did["did"]
