"""A made-up text as an office would hold it: PDF, Word, Excel and web page, each made by a library."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable, Iterator
from itertools import groupby

import docx
import openpyxl
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

HEADING = re.compile(r"^(#{1,6}) +(.*)$")
RULE = re.compile(r"^[\s|:-]*-[\s|:-]*$")
FONT = "HeiseiKakuGo-W5"
SIZE, PITCH, MARGIN = 9.0, 15.0, 60.0
LINE_AT_MOST = 50  # characters of a line of a page
CELL_AT_MOST = 12  # characters of a line of a cell
Lines = Iterator[tuple[bool, list[str]]]


def cells_of(line: str) -> list[str]:
    """The cells of a line that is a row of a table; none where it is not."""
    if "\t" in line.strip():
        return line.split("\t")
    bare = line.strip().replace("｜", "|")
    return [cell.strip() for cell in bare.strip("|").split("|")] if bare.count("|") > 1 else []


def grouped(text: str) -> Lines:
    """Runs of rows of tables, and runs of other lines; the rules of Markdown are left out."""
    lines = [line for line in text.splitlines() if not RULE.match(line)]
    for is_table, run in groupby(lines, key=lambda line: bool(cells_of(line))):
        yield is_table, list(run)


def as_html(text: str) -> bytes:
    """A page with its frame around the main part."""
    body: list[str] = []
    for is_table, lines in grouped(text):
        if is_table:
            rows = ("".join(f"<td>{html.escape(cell)}</td>" for cell in cells_of(line)) for line in lines)
            body.append("<table>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</table>")
            continue
        for line in lines:
            found = HEADING.match(line)
            tag, words = (f"h{len(found[1])}", found[2]) if found else ("p", line)
            body.append(f"<{tag}>{html.escape(words)}</{tag}>" if words.strip() else "<br>")
    frame = "<nav><a href='/'>ホーム</a> ＞ 計画</nav>", "<footer>ページの先頭へ戻る</footer>"
    head = (
        '<!DOCTYPE html><html lang="ja"><head><meta charset="Shift_JIS"><title>計画</title><style>p{}</style>'
    )
    page = f"{head}</head><body>{frame[0]}<main>{''.join(body)}</main>{frame[1]}</body></html>"
    return page.encode("cp932", errors="xmlcharrefreplace")


def as_docx(text: str) -> bytes:
    """A document with a head on each page, headings as such, and tables as such."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "計画の冊子"
    for is_table, lines in grouped(text):
        if is_table:
            rows = [cells_of(line) for line in lines]
            table = document.add_table(len(rows), max(map(len, rows)))
            for cells, row in zip(rows, table.rows, strict=True):
                for cell, words in zip(row.cells, cells, strict=False):
                    cell.text = words
            continue
        for line in lines:
            found = HEADING.match(line)
            if found:
                document.add_heading(found[2], len(found[1]))
            else:
                document.add_paragraph(line)
    return _saved(document)


def as_xlsx(text: str) -> bytes:
    """A sheet with a line in the first cell of each row, and tables as such."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "計画"
    for place, line in enumerate((line for _, lines in grouped(text) for line in lines), start=1):
        for column, cell in enumerate(cells_of(line) or [line], start=1):
            sheet.cell(place, column, cell if cell.strip() else None)
    return _saved(book)


def as_pdf(text: str) -> bytes:
    """Pages with a running head and a number, ruled tables, and lines as wide as a page."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    sheet = _Sheet(Canvas(out, pagesize=A4, pageCompression=1))
    for is_table, lines in grouped(text):
        if is_table:
            sheet.table([cells_of(line) for line in lines])
            continue
        for line in lines:
            for part in _wrapped(line, LINE_AT_MOST):
                sheet.line(part)
    sheet.canvas.save()
    return out.getvalue()


class _Sheet:
    """The page that is being drawn."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas = canvas
        self.number = 0
        self.turn()

    def turn(self) -> None:
        """Begin a page."""
        if self.number:
            self.canvas.showPage()
        self.number += 1
        self.canvas.setFont(FONT, SIZE)
        self.canvas.drawString(MARGIN, A4[1] - 30, "計画の冊子")
        self.canvas.drawCentredString(A4[0] / 2, 25, f"- {self.number} -")
        self.height = A4[1] - 2 * MARGIN

    def line(self, words: str) -> None:
        """Draw a line."""
        if self.height < MARGIN + PITCH:
            self.turn()
        if words.strip():
            self.canvas.drawString(MARGIN, self.height, words)
        self.height -= PITCH

    def table(self, rows: list[list[str]]) -> None:
        """Draw a ruled table, its cells wrapped."""
        columns = max(map(len, rows))
        width = (A4[0] - 2 * MARGIN) / columns
        at_most = max(4, int(width / SIZE) - 1)
        for cells in rows:
            drawn = [list(_wrapped(cell, at_most)) for cell in cells] + [[""]] * (columns - len(cells))
            deep = max(map(len, drawn)) * PITCH + 4
            if self.height - deep < MARGIN:
                self.turn()
            for place, parts in enumerate(drawn):
                left = MARGIN + place * width
                self.canvas.rect(left, self.height - deep + PITCH - 2, width, deep)
                for down, part in enumerate(parts):
                    self.canvas.drawString(left + 3, self.height - down * PITCH, part)
            self.height -= deep
        self.height -= PITCH / 2


def _wrapped(words: str, at_most: int) -> Iterator[str]:
    """The words in lines as wide as they may be, wide and narrow characters as a page has them."""
    part, room = "", float(at_most)
    for character in words.rstrip("\n"):
        wide = pdfmetrics.stringWidth(character, FONT, 1.0)
        if wide > room:
            yield part
            part, room = "", float(at_most)
        part, room = part + character, room - wide
    yield part


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


MAKERS: dict[str, Callable[[str], bytes]] = {
    ".pdf": as_pdf,
    ".docx": as_docx,
    ".xlsx": as_xlsx,
    ".html": as_html,
}
"""How each kind of file is made of a text."""
