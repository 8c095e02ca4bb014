"""Lines that are no text of the document: a page's frame, rules, tables of contents, page numbers."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.block import Block
from ingest.lines import Line
from ingest.scene import Scene

PAGE_NUMBER = re.compile(r"^[-–—~]?\s?(?:p\.?\s?)?\d{1,4}\s?[-–—~]?$", re.IGNORECASE)


def read_furniture(scene: Scene, index: int) -> Block | None:
    """Words of a web page's frame, rules, tables of contents and page numbers."""
    line = scene.lines[index]
    if _any(scene.layout.furniture).search(line.plain):
        return Block(role="furniture", lines=(line,), reason="ページの枠や目次など、本文でない行")
    if PAGE_NUMBER.match(line.plain) and scene.is_closed(index) and _is_page_number(scene, index):
        return Block(role="furniture", lines=(line,), reason="ページ番号")
    return None


def _is_page_number(scene: Scene, index: int) -> bool:
    """A page number has another that counts on from it, or to it, somewhere in the document."""
    own = _number(scene.lines[index])
    others = {
        _number(line) for i, line in enumerate(scene.lines) if i != index and PAGE_NUMBER.match(line.plain)
    }
    return bool({own - 1, own + 1} & others)


def _number(line: Line) -> int:
    return int("".join(c for c in line.plain if c.isdigit()) or -9)


@lru_cache(maxsize=64)
def _any(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or r"(?!)", re.IGNORECASE)
