"""A question of several sentences, each of which asks something of its own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from keikaku.qa.naming.asks import asks_of, whether
from keikaku.qa.naming.ledger import ledger_of
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.recognise import recognise
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from keikaku.qa.naming.spans import Span
    from keikaku.qa.world.world import World

_END = re.compile(r"(?<=[。?？!！])\s*|(?<=か)、(?:また|それと|あと|加えて|さらに)、?")
SHORTEST = 5
MOST = 3
ASKED = ("COUNT", "HOW_MUCH", "WHICH", "WHEN", "WHY", "SERIES", "COURSE", "TELL", "TARGET")
"""Concepts by which a sentence asks."""


def parts_of(question: str, world: World) -> tuple[str, ...]:
    """The sentences of a question, where there are two or three and each of them asks; else none."""
    told = [part.strip() for part in _END.split(question) if part.strip()]
    if not 2 <= len(told) <= MOST or any(len(part) < SHORTEST for part in told):
        return ()
    return tuple(told) if all(_asks(compact(part), world) for part in told) else ()


def _asks(text: str, world: World) -> bool:
    """True for a sentence that asks of something that it names or says."""
    text = text.rstrip("。")
    ledger = ledger_of(text, recognise(text, world.lexicon), world, "ja")
    of_it = any(span.kind is SpanKind.NAME or _NOUN.search(span.text) for span in ledger.spans if _own(span))
    asked = bool(asks_of(text)) or whether(text) or (text[-1] in "?い" and ledger.says(*ASKED))
    return asked and (of_it or ledger.says("TARGET"))


def _own(span: Span) -> bool:
    return span.kind in {SpanKind.NAME, SpanKind.RESIDUE, SpanKind.LITERAL}


_NOUN = re.compile("[一-鿿々]{2,}|[ァ-ヴー]{3,}")
