"""Text files: which encoding their bytes are in, strictly, so that no wrong character enters the graph."""

from __future__ import annotations

import csv
import re
from io import StringIO

from keikaku.ingest.formats.writing import CHARACTERS_AT_MOST, LIMITS, LINES_AT_MOST, SPLIT, Writing, mended
from keikaku.ingest.source import Content, Unreadable

BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
BINARY_BEGINNINGS = (
    (b"%PDF", "PDF"),
    (b"PK\x03\x04", "Word・Excelなどの圧縮された"),
    (b"\xd0\xcf\x11\xe0", "古いWord・Excelの"),
    (b"\x89PNG", "画像の"),
    (b"\xff\xd8\xff", "画像の"),
    (b"GIF8", "画像の"),
    (b"\x7fELF", "プログラムの"),
)
HALF_WIDTH_KANA = range(0xFF61, 0xFFA0)
DELIMITERS = ",\t;"
"""What parts the cells: Excel writes tabs into its Unicode text, and semicolons where its settings say so."""
DECLARED = re.compile(
    rb"""<(?:meta\b[^>]{0,200}?charset\s*=\s*["']?|\?xml\b[^>]{0,100}?encoding\s*=\s*["'])\s*([\w-]{2,20})""",
    re.IGNORECASE,
)
JAPANESE = {
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
}
DECLARED_WITHIN = 4096  # bytes


def decode(content: bytes, declared: str | None = None) -> str:
    """Decode bytes strictly: by mark, declared charset, ISO-2022-JP's escapes, UTF-8, CP932, EUC-JP, UTF-16.

    >>> decode("企画部".encode("cp932"))
    '企画部'
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    if declared and (text := _try(content, JAPANESE.get(declared.lower(), declared))) is not None:
        return text
    if b"\x00" in content:
        return _without_mark(content)
    if b"\x1b$" in content:
        return _strict(content, "iso2022_jp")
    for encoding in ("utf-8", "cp932", "euc_jp"):
        text = _try(content, encoding)
        if text is not None and not (encoding == "cp932" and _is_euc(content, text)):
            return text
    raise Unreadable("文字コードが判別できません")


def declared_charset(content: bytes) -> str | None:
    """The charset that a web page names in its first bytes.

    >>> declared_charset(b'<html><meta charset="Shift_JIS">')
    'Shift_JIS'
    """
    found = DECLARED.search(content[:DECLARED_WITHIN])
    return found[1].decode("ascii") if found else None


def _is_euc(content: bytes, as_cp932: str) -> bool:
    """Tell whether text that CP932 takes is EUC-JP: half-width kana run through its Japanese."""
    kana = sum(ord(c) in HALF_WIDTH_KANA for c in as_cp932)
    japanese = sum(not c.isascii() for c in as_cp932)
    return kana * 4 > japanese and _try(content, "euc_jp") is not None


def _without_mark(content: bytes) -> str:
    """UTF-16 without a mark puts its NULs on one side; anything else with NULs is no text."""
    even, odd = content[0::2].count(0), content[1::2].count(0)
    text = _try(content, "utf-16-le" if odd > even else "utf-16-be")
    if text is None or "\x00" in text or not any(c in text for c in "\n\r、。 　"):
        raise Unreadable("文字のファイルではありません（バイナリ）")
    return text


def _strict(content: bytes, encoding: str) -> str:
    text = _try(content, encoding)
    if text is None:
        raise Unreadable(f"文字コード {encoding} の並びが途中で壊れています")
    return text


def _try(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def text_of(content: bytes, declared: str | None = None) -> str:
    """The text of bytes that should be text."""
    for beginning, kind in BINARY_BEGINNINGS:
        if content.startswith(beginning):
            step = "正しい拡張子を付けるか、UTF-8 のテキストで保存し直してください。"
            raise Unreadable(f"文字のファイルではありません（{kind}バイナリ）", step)
    text = decode(content, declared)
    if sum(c < " " and c not in "\t\n\r\f\x0b\x1b" for c in text) * 50 > len(text):
        raise Unreadable("文字のファイルではありません（バイナリ）")
    return text


def read_text(content: bytes) -> Content:
    """Read a plain text or Markdown file."""
    text = text_of(content)
    if len(text) > CHARACTERS_AT_MOST or text.count("\n") > LINES_AT_MOST:
        raise Unreadable(f"文字か行が多すぎます（上限 {LIMITS}）", SPLIT)
    return Content(mended(text))


def read_whole(content: bytes) -> Content:
    """Read text of any length, as a list of questions may have."""
    return Content(mended(text_of(content)))


def read_csv(content: bytes) -> Content:
    """Read a table; each of its rows is one line, blank ones too, as a spreadsheet counts."""
    text = text_of(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    writing = Writing()
    for cells in _records(text, max(DELIMITERS, key=first.count)):
        if any(cell.strip() for cell in cells):
            writing.row(cells)
        else:
            writing.blank()
    return writing.content()


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The rows; where the quotation marks do not match, the lines as they stand."""
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True))
    except csv.Error:
        return [line.split(delimiter) for line in text.splitlines()]
