"""Lines that a word names: 目標指標 and its items, 担当課：… and its units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from keikaku.ingest.page.block import Block
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.markers import MARKS
from keikaku.ingest.signs.page_lines import is_page_line
from keikaku.ingest.signs.units import read_units

LONG_LABEL = 3  # characters: 目標 before a space may be any word
OPEN = rf"[【\[〔<〈《({MARKS}*\s#-]{{0,4}}"
CLOSE = r"\s?[】\]〕>〉》)]?"


def read_targets_heading(layout: Layout, line: Line) -> Block | None:
    """``【目標指標】`` alone on its line, or ``目標指標：`` with the first target behind it."""
    match = _labelled(layout.target_words).match(line.plain)
    if not match or not _is_label(match, line):
        return None
    rest = line.original(match.end()) if match.end() < len(line.plain) else ""
    return Block(role="targets", lines=(line,), text=rest, reason=f"目標の見出し（{match['label']}）")


def _is_label(match: re.Match[str], line: Line) -> bool:
    """A label alone on its line, in brackets, or with a colon or a space behind it; 目標を定める is none."""
    rest = line.plain[match.end() :]
    if not rest:
        return bool(
            match["open"].strip() or match["close"].strip() or match["colon"] or len(match["label"]) > 2
        )
    if match["colon"] or (match["open"].strip("・*#- ") and match["close"].strip()):
        return True
    apart = line.plain[match.end() - 1].isspace() and len(match["label"]) >= LONG_LABEL
    return apart and not line.ends_sentence


@lru_cache(maxsize=64)
def _labelled(words: tuple[str, ...]) -> re.Pattern[str]:
    choice = "|".join(sorted(map(re.escape, words), key=len, reverse=True)) or r"(?!)"
    return re.compile(
        rf"(?P<open>{OPEN})(?P<label>{choice})(?:\((?:[^()]{{0,20}})\)|等|・実績)?(?P<close>{CLOSE})\s*(?P<colon>[:：]?)\s*"
    )


def read_units_line(layout: Layout, line: Line, known: frozenset[str]) -> Block | None:
    """``担当課：子育て支援課`` names who is responsible for the title above."""
    match = _labelled(layout.unit_labels).match(line.plain)
    if not match or match.end() >= len(line.plain):
        return None
    units = read_units(line.plain[match.end() :].rstrip("】])〕"), known)
    if not units:
        return None
    return Block(
        role="units", lines=(line,), text=line.original(match.end()), units=units, reason="担当部署の行"
    )


def read_units_below(layout: Layout, lines: Sequence[Line], known: frozenset[str]) -> Block | None:
    """担当課 alone on its line, and on the next one that is not blank the units that it labels."""
    if not lines or lines[0].plain.strip("【】[]〔〕") not in layout.unit_labels:
        return None
    told = next((at for at, line in enumerate(lines[1:], start=1) if line.plain), 0)
    units = read_units(lines[told].plain, known) if told else ()
    if not units:
        return None
    return Block(
        role="units",
        lines=tuple(lines[: told + 1]),
        text=lines[told].original(0),
        units=units,
        reason="担当部署の見出しと、その下の行",
    )


def is_labelled(layout: Layout, line: Line, known: frozenset[str]) -> bool:
    """Whether a word names the line, so that it goes on with nothing and nothing goes on with it."""
    if layout.page_lines and is_page_line(line):
        return True
    return bool(read_targets_heading(layout, line) or read_units_line(layout, line, known))
