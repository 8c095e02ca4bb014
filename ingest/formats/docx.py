"""Word: every paragraph, row and text box in its order; what Word counts by itself as people see it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from keikaku.ingest.formats.left_out import DELETED as DELETED_TEXT
from keikaku.ingest.formats.numbering import Numbering
from keikaku.ingest.formats.packages import SAVE_AGAIN, opened
from keikaku.ingest.formats.veiled import Veil, cell_is_gone, gone_row, is_gone
from keikaku.ingest.formats.writing import SPLIT, Writing
from keikaku.ingest.source import Content, Hint, Unreadable

NEEDED = "word/document.xml"
DEEPEST = 60
NODES_AT_MOST = 1_500_000
P, TBL, TR, TC, SDT = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "sdt"))
TEXT, TAB, BREAK, RETURN, HYPHEN = (qn(f"w:{name}") for name in ("t", "tab", "br", "cr", "noBreakHyphen"))
PARAGRAPH_STYLE, RUN_STYLE = qn("w:pPr"), qn("w:rPr")
RUBY_TEXT, DELETED, MOVED = qn("w:rt"), qn("w:del"), qn("w:moveFrom")
RUN, DELETED_WORDS = qn("w:r"), qn("w:delText")
NOTE_CALLS = {qn("w:footnoteReference"): "footnote", qn("w:endnoteReference"): "endnote"}
NOTE_ID = qn("w:id")
PICTURE, PICTURE_NAME = qn("w:drawing"), qn("wp:docPr")
BOX = qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
SKIPPED = frozenset({PARAGRAPH_STYLE, RUN_STYLE, RUBY_TEXT, DELETED, MOVED, FALLBACK})
"""Formats, readings above characters, what was struck out, and the second copy of a text box."""
SPAN = qn("w:gridSpan")
CELL_STYLE, MERGED = qn("w:tcPr"), qn("w:vMerge")
VALUE = qn("w:val")


@dataclass(slots=True)
class Walk:
    """A document while it is walked through."""

    writing: Writing
    numbering: Numbering
    veil: Veil
    tables: int = 0
    hidden_notes: set[tuple[str, str]] = field(default_factory=set)  # kind and number, called by hidden text


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
    walk = Walk(Writing(), Numbering(document), Veil(document))
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
    text = _shown(walk, paragraph)
    if text or not is_gone(paragraph):
        lead = walk.numbering.lead(paragraph)
        if text:
            walk.writing.add(text, Hint(lead=lead) if lead else None)
        else:
            walk.writing.blank()
    for box in paragraph.iter(BOX):
        if not any(above.tag in SKIPPED or _is_veiled(walk, above) for above in box.iterancestors()):
            _blocks(walk, box, depth + 1)


def _shown(walk: Walk, paragraph: Any) -> str:
    """What a paragraph shows."""
    return "".join(_text(walk, paragraph)).strip()


def _text(walk: Walk, node: Any) -> Iterator[str]:
    """The characters of a paragraph that are shown; what stands in its text boxes has lines of its own."""
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
        elif tag == DELETED:
            _leave(walk, child, DELETED_TEXT, DELETED_WORDS)
        elif tag == RUN and (why := walk.veil.of_run(child)):
            _leave(walk, child, why, TEXT)
        elif tag not in SKIPPED and tag != BOX:
            yield from _text(walk, child)


def _leave(walk: Walk, node: Any, why: str, words: str) -> None:
    """Note that the words of a node are left out, if it has any, and the notes that it calls."""
    if any((one.text or "").strip() for one in node.iter(words)):
        walk.writing.leave(why)
    for call, kind in NOTE_CALLS.items():
        walk.hidden_notes |= {(kind, one.get(NOTE_ID) or "") for one in node.iter(call)}


def _is_veiled(walk: Walk, node: Any) -> bool:
    """Whether a run or a drawing is not shown, and what stands in it neither."""
    if node.tag == PICTURE:
        return any(one.get("hidden") in ("1", "true") for one in node.iter(PICTURE_NAME))
    return node.tag == RUN and bool(walk.veil.of_run(node))


def _table(walk: Walk, table: Any) -> None:
    """Write a table row by row; one of a single column is a frame around lines."""
    rows = list(_rows(walk, table))
    if all(len(row) < 2 for row in rows):
        for row in rows:
            for cell, _ in row:
                _blocks(walk, cell, 1)
        return
    walk.tables += 1
    walk.writing.part(f"表{walk.tables}")
    walk.writing.table()
    above: dict[int, str] = {}
    for row in rows:
        _row(walk, row, above)
    walk.writing.part("")


def _row(walk: Walk, row: Sequence[tuple[Any, int]], above: dict[int, str]) -> None:
    """Write a row; one of which everything is left out leaves no line.

    `above` holds by column the texts that merged cells may carry on, and takes those of this row.
    """
    before = sum(map(len, walk.writing.left.values()))
    cells: list[str] = []
    filled: dict[int, str] = {}
    for cell, span in row:
        text, goes_on = _cell(walk, cell), _goes_on(cell)
        told = above.get(len(cells), "") if goes_on and not text else text
        places = range(len(cells), len(cells) + span)
        filled |= dict.fromkeys(places[0 if goes_on and not text else 1 :], told)
        above |= dict.fromkeys(places, told)
        cells += [text, *("",) * (span - 1)]
    if any(cells) or before == sum(map(len, walk.writing.left.values())):
        walk.writing.row(cells, filled=filled)


def _goes_on(cell: Any) -> bool:
    """Whether a cell is part of the merged one above it."""
    own = cell.find(CELL_STYLE)
    merged = None if own is None else own.find(MERGED)
    return merged is not None and merged.get(VALUE, "continue") == "continue"


def _rows(walk: Walk, table: Any) -> Iterator[list[tuple[Any, int]]]:
    """The rows that are shown, cell by cell with the columns that each spans."""
    for number, row in enumerate(_inside(table, TR), start=1):
        if why := gone_row(row):
            walk.writing.leave(why, f"表{walk.tables + 1} {number}行目")
        else:
            yield list(_row_cells(row))


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
    if cell_is_gone(cell):
        walk.writing.leave(DELETED_TEXT)
        return ""
    lines = []
    for paragraph in cell.iter(P):
        lead = walk.numbering.lead(paragraph).replace("#", "").strip()
        text = _shown(walk, paragraph)
        lines.append(lead + text if text else "")
    return "\n".join(line for line in lines if line)


def _notes(walk: Walk, document: Any) -> None:
    """Write the foot and end notes behind the body, but for those that only hidden text calls."""
    for part in document.part.package.iter_parts():
        if str(part.partname) in ("/word/footnotes.xml", "/word/endnotes.xml"):
            for note in parse_xml(part.blob):
                if (str(note.tag).rpartition("}")[2], note.get(NOTE_ID) or "") in walk.hidden_notes:
                    continue
                for paragraph in note.iter(P):
                    if text := _shown(walk, paragraph):
                        walk.writing.add(text)


def _heads_and_feet(walk: Walk, document: Any) -> None:
    """Write each head and foot of pages once; it stands on every page, and is no text of any."""
    told = []
    for section in document.sections:
        for frame in (section.header, section.footer):
            if not frame.is_linked_to_previous:
                told += [_shown(walk, paragraph) for paragraph in frame._element.iter(P)]  # noqa: SLF001
    for text in dict.fromkeys(filter(None, told)):
        walk.writing.add(text, Hint(furniture="ページの頭か末尾（ヘッダー・フッター）"))
