"""Which lexicon holds: ours, or the one with a city's own words for as long as its documents are read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from keikaku.ontology.lexicon.concepts import Lexicon, ours

_CURRENT: ContextVar[Lexicon | None] = ContextVar("lexicon", default=None)


def current() -> Lexicon:
    """The lexicon that holds here."""
    return _CURRENT.get() or ours()


@contextmanager
def speaking(lexicon: Lexicon) -> Iterator[Lexicon]:
    """Let a lexicon hold inside the block."""
    token = _CURRENT.set(lexicon)
    try:
        yield lexicon
    finally:
        _CURRENT.reset(token)
