"""Where a line stands, in the words of the document: its page, or the row of its sheet or table."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import astuple

from keikaku.ontology.model.facts import Part


def part_of(parts: Sequence[Part], line: int) -> Part | None:
    """The part that a line stands in; None where the document is not parted."""
    at = bisect_right([part.start for part in parts], line) - 1
    return parts[at] if at >= 0 else None


def place(parts: Sequence[Part], line: int) -> str:
    """The place of a line as people look for it; empty where lines are counted through the document.

    >>> place((Part(1, "1ページ", 1), Part(40, "2ページ", 2)), 41), place((), 41)
    ('2ページ 2行目', '')
    """
    part = part_of(parts, line)
    return f"{part.name} {line - part.start + part.first}行目" if part and part.name else ""


def page_of(parts: Sequence[Part], line: int) -> int | None:
    """The page of a line; None where the document has none.

    >>> page_of((Part(1, "1ページ", 1), Part(40, "2ページ", 2)), 39)
    1
    """
    part = part_of(parts, line)
    return part.page if part else None


def told_parts(parts: Sequence[Part]) -> str:
    """The parts as one text.

    >>> parts_of(told_parts((Part(1, "表1"),)))
    (Part(start=1, name='表1', page=None, first=1),)
    """
    return json.dumps([astuple(part) for part in parts], ensure_ascii=False)


def parts_of(text: str) -> tuple[Part, ...]:
    """The parts that such a text tells."""
    return tuple(Part(*part) for part in json.loads(text))
