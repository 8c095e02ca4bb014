"""PDF: what stands on each page, line by line, in the order in which people read it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2 as pdfium
from pypdfium2 import raw

from keikaku.ingest.formats.pdf.characters import Char, characters_of
from keikaku.ingest.formats.pdf.columns import reading_order
from keikaku.ingest.formats.pdf.lines import TextLine, lines_of, usual_distance
from keikaku.ingest.formats.pdf.margins import furniture_of
from keikaku.ingest.formats.pdf.tables import Grid, find_grids, rows_of
from keikaku.ingest.formats.writing import SPLIT, Writing
from keikaku.ingest.source import Content, Hint, Unreadable

PAGES_AT_MOST = 2_000
RULES_AT_LEAST = 4
"""Drawn lines or boxes on a page that may have a table."""
WIDE_GAP = 1.45
"""Times the usual distance of two lines: from there on lines stand apart."""
ENCRYPTED = re.compile("password", re.IGNORECASE)
SCANNED = "文字認識（OCR）をかけたPDFか、元のWord・Excelを読み込んでください。"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as it is read: its height, and its lines and tables from above."""

    number: int
    height: float
    items: tuple[TextLine | Grid, ...]
    unmapped: int = 0  # characters that the file gives no meaning to

    @property
    def lines(self) -> list[TextLine]:
        """What stands outside of tables."""
        return [item for item in self.items if isinstance(item, TextLine)]


def read(content: bytes) -> Content:
    """Read every page; raise Unreadable where the file is locked, broken, too long or has no text at all."""
    document = _opened(content)
    try:
        pages = _pages(document, content)
    finally:
        document.close()
    if not any(page.items for page in pages):
        raise Unreadable("文字の情報のないPDFです（紙を画像にしたものと思われます）", SCANNED)
    writing = Writing()
    furniture = furniture_of([(page.height, page.lines) for page in pages])
    for page, reasons in zip(pages, furniture, strict=True):
        writing.part(f"{page.number}ページ", page.number)
        _write(writing, page, reasons)
    writing.faults += _faults(pages)
    return writing.content()


def _opened(content: bytes) -> pdfium.PdfDocument:
    if b"%PDF" not in content[:1024]:
        raise Unreadable("PDFではありません（名前と中身が違います）", "正しい拡張子を付けてください。")
    try:
        document = pdfium.PdfDocument(content)
        count = len(document)
    except pdfium.PdfiumError as fault:
        if ENCRYPTED.search(str(fault)):
            raise Unreadable("パスワードで保護されています", "保護を外して保存し直してください。") from fault
        raise Unreadable(
            "PDFが壊れているか、途中で切れています", "元のソフトで作り直してください。"
        ) from fault
    if count > PAGES_AT_MOST:
        raise Unreadable(f"ページが多すぎます（{count:,}ページ、上限 {PAGES_AT_MOST:,}ページ）", SPLIT)
    return document


def _pages(document: pdfium.PdfDocument, content: bytes) -> list[Page]:
    plumber = _Plumber(content)
    pages: list[Page] = []
    for number in range(1, len(document) + 1):
        last = pages[-1].items[-1] if pages and pages[-1].items else None
        pages.append(_page(document, number, plumber, last if isinstance(last, Grid) else None))
    return pages


def _page(document: pdfium.PdfDocument, number: int, plumber: _Plumber, before: Grid | None) -> Page:
    """One page; one that cannot be opened has no items, which its fault tells."""
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return Page(number, 0.0, ())
    try:
        chars, unmapped = characters_of(page)
        height = page.get_height()
        grids = find_grids(plumber.page(number), chars, before) if _is_ruled(page) else ()
    finally:
        page.close()
    return Page(number, height, tuple(_items(chars, grids)), unmapped)


def _is_ruled(page: pdfium.PdfPage) -> bool:
    """Whether enough is drawn on a page for a table."""
    rules = 0
    for one in range(raw.FPDFPage_CountObjects(page)):
        rules += raw.FPDFPageObj_GetType(raw.FPDFPage_GetObject(page, one)) == raw.FPDF_PAGEOBJ_PATH
        if rules >= RULES_AT_LEAST:
            return True
    return False


class _Plumber:
    """pdfplumber over the same file, opened when the first page needs it."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._pages: Sequence[Any] | None = None

    def page(self, number: int) -> Any:
        """The page; None where pdfplumber cannot read it."""
        with suppress(Exception):
            if self._pages is None:
                import pdfplumber  # noqa: PLC0415 - most files have no table

                self._pages = pdfplumber.open(BytesIO(self._content)).pages
            return self._pages[number - 1]
        return None


def _items(chars: Sequence[Char], grids: Sequence[Grid]) -> Iterator[TextLine | Grid]:
    """The lines around the tables and the tables, from above."""
    left = [char for char in chars if not any(grid.holds(char) for grid in grids)]
    for grid in sorted(grids, key=lambda grid: grid.top):
        above = [char for char in left if char.middle < grid.top]
        yield from reading_order(lines_of(above))
        yield grid
        left = [char for char in left if char.middle >= grid.top]
    yield from reading_order(lines_of(left))


def _write(writing: Writing, page: Page, reasons: dict[TextLine, str]) -> None:
    """Write a page; a blank line stands where the distance of two lines is wider than usual."""
    usual = usual_distance(page.lines)
    before: TextLine | None = None
    for item in page.items:
        if isinstance(item, Grid):
            writing.table()
            for cells, filled in rows_of(item):
                writing.row(cells, filled=filled)
            before = None
            continue
        if before and item.middle - before.middle > usual * WIDE_GAP:
            writing.blank()
        reason = reasons.get(item, "")
        writing.add(item.text, Hint(furniture=reason) if reason else None)
        before = None if reason else item
    if not page.items:
        writing.blank()


def _faults(pages: Sequence[Page]) -> list[str]:
    """What could not be read of a file that was."""
    empty = [str(page.number) for page in pages if not page.items]
    told = []
    if empty:
        named = "・".join(empty[:5]) + ("など" if len(empty) > 5 else "")
        told.append(f"{named}ページには文字の情報がありません。画像のときは、{SCANNED}")
    unmapped = sum(page.unmapped for page in pages)
    if unmapped:
        told.append(f"文字の対応が分からない字が{unmapped:,}字あり、読めませんでした。{SCANNED}")
    return told
