"""Lines that a word names: 目標指標 and its items, 担当課：…, and furniture that is no text of the document."""

from __future__ import annotations

import re
from functools import lru_cache

from ingest.lines import Line
from ingest.scene import Block, Scene
from ingest.units import read_units

OPEN = r"[【\[〔<〈《(■□◆◇●○◎▼▽・*\s#-]{0,4}"
CLOSE = r"\s?[】\]〕>〉》)]?"
PAGE_NUMBER = re.compile(r"^[-–—~]?\s?(?:p\.?\s?)?\d{1,4}\s?[-–—~]?$", re.IGNORECASE)


def read_targets_heading(scene: Scene, index: int) -> Block | None:
    """``【目標指標】`` alone on its line, or ``目標指標：`` with the first target behind it."""
    line = scene.lines[index]
    match = _labelled(scene.layout.target_words).match(line.plain)
    if not match or not _is_label(match, line):
        return None
    rest = line.original(match.end()) if match.end() < len(line.plain) else ""
    return Block(role="targets", lines=(line,), text=rest, reason=f"目標の見出し（{match['label']}）")


def _is_label(match: re.Match[str], line: Line) -> bool:
    """A label alone on its line, in brackets, or with a colon behind it; 目標を定める is none."""
    rest = line.plain[match.end() :]
    if not rest:
        return bool(
            match["open"].strip() or match["close"].strip() or match["colon"] or len(match["label"]) > 2
        )
    return bool(match["colon"] or (match["open"].strip("・*#- ") and match["close"].strip()))


@lru_cache(maxsize=64)
def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"
    return re.compile(
        rf"(?P<open>{OPEN})(?P<label>{choice})(?:\((?:[^()]{{0,20}})\)|等|・実績)?(?P<close>{CLOSE})\s*(?P<colon>[:：]?)\s*"
    )


def read_units_line(scene: Scene, index: int) -> Block | None:
    """``担当課：子育て支援課`` names who is responsible for the title above."""
    line = scene.lines[index]
    match = _labelled(scene.layout.unit_labels).match(line.plain)
    if not match or match.end() >= len(line.plain):
        return None
    units = read_units(line.plain[match.end() :].rstrip("】])〕"), scene.units)
    if not units:
        return None
    return Block(
        role="units", lines=(line,), text=line.original(match.end()), units=units, reason="担当部署の行"
    )


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
