"""Files that mean harm or came to harm, each made as it is needed."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import openpyxl
from as_files import as_docx, as_html, as_pdf, as_xlsx
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

TEXT = "みどり市防災計画2030\n計画期間は、令和７年度から令和９年度までです。\n基本目標１ 備える\n避難所の見直し 総務部\n鍵を町会と分けて持つ。\n"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY a 'ha'>%s]><w:document>&z;</w:document>" % b"".join(
    b"<!ENTITY %c '%s'>" % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(24)
)


def packed(content: bytes, name: str, replaced: bytes) -> bytes:
    """A package with one of its parts replaced, or another put in."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        new.writestr(name, replaced)
    return out.getvalue()


def many_pages(count: int) -> bytes:
    """A PDF of so many pages."""
    out = io.BytesIO()
    canvas = Canvas(out)
    for page in range(count):
        canvas.drawString(50, 50, f"page {page}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def many_cells(rows: int, columns: int) -> bytes:
    """A sheet of so many cells."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("大")
    for row in range(rows):
        sheet.append([row % 10] * columns)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    out = io.BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", ownerPassword="owner"))
    canvas.drawString(50, 50, "locked")
    canvas.save()
    return out.getvalue()


def picture_pdf() -> bytes:
    """A PDF of a page without a character."""
    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.rect(50, 50, 100, 100, fill=1)
    canvas.save()
    return out.getvalue()


def deep_docx() -> bytes:
    """Tables in tables, two hundred deep."""
    inner = b"<w:tbl><w:tr><w:tc>" * 200 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 200
    body = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
    return packed(as_docx(TEXT), "word/document.xml", body % inner)


def far_row_xlsx() -> bytes:
    """A sheet whose one row says that it is the last of a thousand million."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    sheet = f'<worksheet xmlns="{main}"><dimension ref="A1:XFD1048576"/><sheetData><row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>'
    return packed(as_xlsx(TEXT), "xl/worksheets/sheet1.xml", sheet.encode())


LOCKED_OFFICE = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    + b"\x00" * 600
    + "EncryptedPackage".encode("utf-16-le")
    + b"\x00" * 600
)

HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    "empty.pdf": (lambda: b"", "空"),
    "empty.docx": (lambda: b"", "空"),
    "zeros.xlsx": (lambda: b"\x00" * 5000, "空"),
    "blank.html": (lambda: b"<html><body> </body></html>", "空"),
    "cut.pdf": (lambda: as_pdf(TEXT)[:700], "壊れて"),
    "cut.docx": (lambda: as_docx(TEXT)[:9000], "切れて"),
    "cut.xlsx": (lambda: as_xlsx(TEXT)[:2500], "切れて"),
    "locked.pdf": (locked_pdf, "パスワード"),
    "locked.docx": (lambda: LOCKED_OFFICE, "パスワード"),
    "locked.xlsx": (lambda: LOCKED_OFFICE, "パスワード"),
    "old.docx": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4000 + b"x", "古い形式"),
    "html.pdf": (lambda: as_html(TEXT), "PDFではありません"),
    "pdf.docx": (lambda: as_pdf(TEXT), "Wordのファイルではない"),
    "docx.xlsx": (lambda: as_docx(TEXT), "名前と中身"),
    "xlsx.docx": (lambda: as_xlsx(TEXT), "名前と中身"),
    "pdf.txt": (lambda: as_pdf(TEXT), "PDFバイナリ"),
    "pdf.html": (lambda: as_pdf(TEXT), "PDFバイナリ"),
    "text.html": (TEXT.encode, "ウェブページではありません"),
    "old.doc": (lambda: b"\xd0\xcf\x11\xe0", ".docx"),
    "picture.pdf": (picture_pdf, "文字の情報"),
    "bomb.docx": (lambda: packed(as_docx(TEXT), "word/media/a.png", b"\x00" * 400_000_000), "大きくなりすぎ"),
    "tight.docx": (lambda: packed(as_docx(TEXT), "word/document.xml", b" " * 30_000_000), "大きくなりすぎ"),
    "entities.docx": (lambda: packed(as_docx(TEXT), "word/document.xml", BOMB), "実体"),
    "entities.xlsx": (lambda: packed(as_xlsx(TEXT), "xl/sharedStrings.xml", BOMB), "実体"),
    "deep.docx": (deep_docx, "壊れて"),
    "deep.html": (lambda: b"<div>" * 200_000 + b"a", "入れ子"),
    "far.xlsx": (far_row_xlsx, "セルが多すぎ"),
    "pages.pdf": (lambda: many_pages(10_000), "10,000ページ"),
    "cells.xlsx": (lambda: many_cells(10_000, 100), "セルが多すぎ"),
    "lines.txt": (lambda: b"a\n" * 400_000, "多すぎ"),
}
"""Each file with a word that its sentence has; none where the file may be read."""
