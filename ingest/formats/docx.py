"""Word: every paragraph, row and text box in its order; what Word counts by itself as people see it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from ingest.formats.numbering import Numbering
from ingest.formats.packages import SAVE_AGAIN, opened
from ingest.formats.writing import SPLIT, Writing
from ingest.source import Content, Hint, Unreadable

NEEDED = "word/document.xml"
DEEPEST = 60
NODES_AT_MOST = 1_500_000
P, TBL, TR, TC, SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
TEXT, TAB, BREAK, RETURN, HYPHEN = (qn(f"w:{name}") for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
PARAGRAPH_STYLE, RUN_STYLE, TAB_STOPS = qn("w:pPr"), qn("w:rPr"), qn("w:tabs")
RUBY_TEXT, DELETED, MOVED = qn("w:rt"), qn("w:del"), qn("w:moveFrom")
BOX = qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset({PARAGRAPH_STYLE, RUN_STYLE, RUBY_TEXT, DELETED, MOVED, FALLBACK})
"""Formats, readings above characters, what was struck out, and the second copy of a text box."""
SPAN = qn("w:gridSpan")
VALUE = qn("w:val")


@dataclass(slots=True)
class Walk:
    """A document while it is walked through."""

    writing: Writing
    numbering: Numbering
    tables: int = 0


def read(content: bytes) -> Content:
    """Read the body, then the foot notes, and as furniture the heads and feet of pages."""
    opened(content, NEEDED, "Word").close()
    try:
        document = docx.Document(BytesIO(content))
    except (OpcError, KeyError, ValueError) as fault:
        raise Unreadable(f"Wordのファイルが壊れています（{type(fault).__name__}）", SAVE_AGAIN) from fault
    body = document.element.body
    if sum(1 for _ in body.iter()) > NODES_AT_MOST:
        raise Unreadable(f"要素が多すぎます（上限 {NODES_AT_MOST:,}）", SPLIT)
    walk = Walk(Writing(), Numbering(document))
    _blocks(walk, body, 0)
    _notes(walk, document)
    _heads_and_feet(walk, document)
    return walk.writing.content()


def _blocks(walk: Walk, parent: Any, depth: int) -> None:
    """Write the paragraphs and tables that stand in a body, a content control or a text box."""
    if depth > DEEPEST:
        raise Unreadable("表や枠の入れ子が深すぎます", SAVE_AGAIN)
    for child in parent:
        if child.tag == P:
            _paragraph(walk, child, depth)
        elif child.tag == TBL:
            _table(walk, child)
        elif child.tag not in SKIPPED and isinstance(child.tag, str):
            _blocks(walk, child, depth + 1)


def _paragraph(walk: Walk, paragraph: Any, depth: int) -> None:
    lead = walk.numbering.lead(paragraph)
    text = "".join(_text(paragraph)).strip()
    if text:
        walk.writing.add(text, Hint(lead=lead) if lead else None)
    else:
        walk.writing.blank()
    for box in paragraph.iter(BOX):
        if not any(above.tag in SKIPPED for above in box.iterancestors()):
            _blocks(walk, box, depth + 1)


def _text(node: Any) -> Iterator[str]:
    """The characters of a paragraph; what stands in its text boxes has lines of its own."""
    for child in node:
        tag = child.tag
        if tag == TEXT:
            yield child.text or ""
        elif tag == TAB:
            yield "　"
        elif tag in (BREAK, RETURN):
            yield "\n"
        elif tag == HYPHEN:
            yield "-"
        elif tag not in SKIPPED and tag != BOX:
            yield from _text(child)


def _table(walk: Walk, table: Any) -> None:
    """Write a table row by row; one of a single column is a frame around lines."""
    rows = [list(_row_cells(row)) for row in _inside(table, TR)]
    if all(len(row) < 2 for row in rows):
        for row in rows:
            for cell, _ in row:
                _blocks(walk, cell, 1)
        return
    walk.tables += 1
    walk.writing.part(f"表{walk.tables}")
    for row in rows:
        walk.writing.row(text for cell, span in row for text in (_cell(walk, cell), *("",) * (span - 1)))
    walk.writing.part("")


def _row_cells(row: Any) -> Iterator[tuple[Any, int]]:
    """The cells of a row with the columns that each spans."""
    for cell in _inside(row, TC):
        span = next(iter(cell.iter(SPAN)), None)
        told = span.get(VALUE, "1") if span is not None else "1"
        yield cell, max(1, min(int(told), 100)) if told.isdecimal() else 1


def _inside(node: Any, wanted: str) -> Iterator[Any]:
    """The rows or cells directly in a node, also those that a content control holds."""
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag == SDT or (isinstance(child.tag, str) and child.tag.endswith("}sdtContent")):
            yield from _inside(child, wanted)


def _cell(walk: Walk, cell: Any) -> str:
    """The paragraphs of a cell as lines; one that goes on from the row above is empty by itself."""
    lines = []
    for paragraph in cell.iter(P):
        lead = walk.numbering.lead(paragraph).replace("#", "").strip()
        text = "".join(_text(paragraph)).strip()
        lines.append(lead + text if text else "")
    return "\n".join(line for line in lines if line)


def _notes(walk: Walk, document: Any) -> None:
    """Write the foot and end notes behind the body."""
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            root = parse_xml(part.blob)
            for paragraph in root.iter(P):
                text = "".join(_text(paragraph)).strip()
                if text:
                    walk.writing.add(text)


def _heads_and_feet(walk: Walk, document: Any) -> None:
    """Write each head and foot of pages once; it stands on every page, and is no text of any."""
    told = []
    for section in document.sections:
        for frame in (section.header, section.footer):
            if not frame.is_linked_to_previous:
                told += ["".join(_text(paragraph)).strip() for paragraph in frame._element.iter(P)]  # noqa: SLF001
    for text in dict.fromkeys(filter(None, told)):
        walk.writing.add(text, Hint(furniture="ページの頭か末尾（ヘッダー・フッター）"))
