"""What Word does not show, or shows struck out: as a run says itself, else as its styles say."""

from __future__ import annotations

from functools import cache
from typing import Any

from docx.oxml.ns import qn

from keikaku.ingest.formats.left_out import DELETED, HIDDEN, HIDDEN_ROW, STRUCK

BASES_AT_MOST = 10  # styles that a style is based on, one after the other
MARKS = ((qn("w:vanish"), HIDDEN), (qn("w:strike"), STRUCK), (qn("w:dstrike"), STRUCK))
FORMAT, PARAGRAPH_FORMAT = qn("w:rPr"), qn("w:pPr")
RUN_STYLE, PARAGRAPH_STYLE = qn("w:rStyle"), qn("w:pStyle")
ROW_FORMAT, CELL_FORMAT = qn("w:trPr"), qn("w:tcPr")
DELETED_MARK, DELETED_CELL, HIDDEN_MARK = qn("w:del"), qn("w:cellDel"), qn("w:hidden")
PARAGRAPH = qn("w:p")
VALUE = qn("w:val")
OFF = frozenset({"0", "false", "off", "none"})


class Veil:
    """Tells of runs, paragraph marks and rows whether Word shows them."""

    def __init__(self, document: Any) -> None:
        """Read the styles of the document."""
        self._styles = {style.style_id: style for style in document.styles}
        self._usual = next((s for s in self._styles.values() if _is_usual(s)), None)
        self._of_style = cache(self._told_by_style)

    def of_run(self, run: Any) -> str:
        """Why a run is no text: one of `left_out`; empty where it is shown as text."""
        own = run.find(FORMAT)
        paragraph = next((above for above in run.iterancestors() if above.tag == PARAGRAPH), None)
        block = None if paragraph is None else paragraph.find(PARAGRAPH_FORMAT)
        names = _named(own, RUN_STYLE), _named(block, PARAGRAPH_STYLE) or self._usual_id()
        return next((why for mark, why in MARKS if self._holds(own, mark, names)), "")

    def _holds(self, own: Any, mark: str, names: tuple[str, str]) -> bool:
        """Whether a format holds: what the run says wins, and two styles that both say it undo each other."""
        told = _told(own, mark)
        if told is not None:
            return told
        by_run, by_paragraph = (self._of_style(name, mark) for name in names)
        return by_run != by_paragraph

    def _told_by_style(self, name: str, mark: str) -> bool:
        style = self._styles.get(name)
        for _ in range(BASES_AT_MOST):
            if style is None:
                break
            told = _told(style.element.find(FORMAT), mark)
            if told is not None:
                return told
            style = style.base_style
        return False

    def _usual_id(self) -> str:
        return self._usual.style_id if self._usual is not None else ""


def is_gone(paragraph: Any) -> bool:
    """Whether the end of a paragraph is hidden or deleted, so that an empty one leaves no line."""
    block = paragraph.find(PARAGRAPH_FORMAT)
    end = None if block is None else block.find(FORMAT)
    return end is not None and (end.find(DELETED_MARK) is not None or bool(_told(end, MARKS[0][0])))


def gone_row(row: Any) -> str:
    """Why a row of a table is not shown: hidden, or deleted in the history of changes; empty where it is."""
    own = row.find(ROW_FORMAT)
    if own is None:
        return ""
    if own.find(DELETED_MARK) is not None:
        return DELETED
    return HIDDEN_ROW if _told(own, HIDDEN_MARK) else ""


def cell_is_gone(cell: Any) -> bool:
    """Whether a cell is deleted in the history of changes."""
    own = cell.find(CELL_FORMAT)
    return own is not None and own.find(DELETED_CELL) is not None


def _told(own: Any, mark: str) -> bool | None:
    found = None if own is None else own.find(mark)
    return None if found is None else (found.get(VALUE) or "1").lower() not in OFF


def _named(own: Any, style: str) -> str:
    found = None if own is None else own.find(style)
    return "" if found is None else found.get(VALUE) or ""


def _is_usual(style: Any) -> bool:
    own = style.element
    return own.get(qn("w:type")) == "paragraph" and own.get(qn("w:default")) in ("1", "true", "on")
