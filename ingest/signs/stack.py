"""Where a heading stands among the headings above it; numbers that count on tell more than any fixed rank."""

from __future__ import annotations

from dataclasses import dataclass

from keikaku.ingest.signs.markers import Marker

COUNTING = ("number", "paren", "parenkana", "circled", "kana")
LOOSE = ("bare", "markdown", "bracket", "mark")  # they close at once when a numbered heading comes
GAP_AT_MOST = 2  # an extractor may lose one heading


@dataclass(frozen=True, slots=True)
class Entry:
    """A heading that is open: `index` is its block."""

    kind: str
    ordinal: int
    hashes: int
    index: int


Stack = tuple[Entry, ...]


def above(stack: Stack, marker: Marker, *, numbers_hold: bool = False) -> Stack | None:
    """Give the headings above a new one; None where its number does not count on, so that it is none."""
    if marker.hashes and not numbers_hold:
        return _above_markdown(stack, marker)
    if marker.kind in COUNTING:
        return _above_counting(stack, marker)
    if marker.kind == "markdown":
        return _above_unnumbered(stack, marker)
    return _above_same_kind(stack, marker)


def _above_markdown(stack: Stack, marker: Marker) -> Stack:
    """The number of # tells the level."""
    while stack and (not stack[-1].hashes or stack[-1].hashes >= marker.hashes):
        stack = stack[:-1]
    return stack


def _above_counting(stack: Stack, marker: Marker) -> Stack | None:
    for depth in reversed(range(len(stack))):
        entry = stack[depth]
        if entry.kind == marker.kind and 0 < marker.ordinal - entry.ordinal <= GAP_AT_MOST:
            return stack[:depth]
    return _without_loose(stack) if marker.ordinal == 1 else None


def _above_unnumbered(stack: Stack, marker: Marker) -> Stack:
    """A heading without a number closes its like, and everything where it is of the first level."""
    if marker.hashes == 1:
        return ()
    while stack and stack[-1].kind in LOOSE and (not stack[-1].hashes or stack[-1].hashes >= marker.hashes):
        stack = stack[:-1]
    return stack


def _above_same_kind(stack: Stack, marker: Marker) -> Stack:
    for depth, entry in enumerate(stack):
        if entry.kind == marker.kind:
            return stack[:depth]
    return stack if marker.kind.startswith(LOOSE) else _without_loose(stack)


def _without_loose(stack: Stack) -> Stack:
    while stack and stack[-1].kind in ("bare", "markdown", "bracket"):
        stack = stack[:-1]
    return stack
