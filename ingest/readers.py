"""Paths stop here: a file becomes a `Source` of text, or a `Problem` that says in one sentence why not."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ontology.model import Problem

BYTES_AT_MOST = 50_000_000
BYTE_ORDER_MARKS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
BINARY_BEGINNINGS = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x7fELF",
    b"\xd0\xcf\x11\xe0",
)
HALF_WIDTH_KANA = range(0xFF61, 0xFFA0)


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader gives: the text of a file, its name and the digest of its bytes."""

    file: str
    digest: str
    text: str


class Unreadable(ValueError):  # noqa: N818 - it says what the file is
    """The bytes of a file are no text of a known kind; the message is the reason in Japanese."""


def decode(content: bytes) -> str:
    """Decode bytes strictly: by byte order mark, ISO-2022-JP's escapes, UTF-8, CP932, EUC-JP, UTF-16.

    >>> decode("企画部".encode("cp932"))
    '企画部'
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return _strict(content, encoding)
    if b"\x00" in content:
        return _without_mark(content)
    if b"\x1b$" in content:
        return _strict(content, "iso2022_jp")
    for encoding in ("utf-8", "cp932", "euc_jp"):
        text = _try(content, encoding)
        if text is not None and not (encoding == "cp932" and _is_euc(content, text)):
            return text
    raise Unreadable("文字コードが判別できません")


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
    except UnicodeDecodeError:
        return None


def read_text(content: bytes) -> str:
    """Read a plain text or Markdown file."""
    if content.startswith(BINARY_BEGINNINGS):
        raise Unreadable("文字のファイルではありません（バイナリ）")
    text = decode(content)
    if sum(c < " " and c not in "\t\n\r\f\x0b\x1b" for c in text) * 50 > len(text):
        raise Unreadable("文字のファイルではありません（バイナリ）")
    return text


READERS: Mapping[str, Callable[[bytes], str]] = {
    ".txt": read_text,
    ".md": read_text,
    ".text": read_text,
}


def read_source(path: Path, readers: Mapping[str, Callable[[bytes], str]] = READERS) -> Source | Problem:
    """Read one file; every way that this can fail is a `Problem`."""
    reader = readers.get(path.suffix.lower())
    if reader is None:
        kinds = "・".join(readers)
        return _refused(path, f"この種類のファイルは読めません。{kinds} に変換してください。")
    try:
        content = _bytes(path)
        text = reader(content)
    except Unreadable as fault:
        return _refused(path, f"{fault}。UTF-8 のテキストで保存し直してください。")
    except OSError:
        return _refused(path, "ファイルを開けません。場所と権限を確かめてください。")
    if not text.strip():
        return _refused(path, "中身が空です。文字のあるファイルを指定してください。")
    return Source(path.name, hashlib.sha256(content).hexdigest(), text)


def _bytes(path: Path) -> bytes:
    if path.stat().st_size > BYTES_AT_MOST:
        raise Unreadable(f"大きすぎます（上限 {BYTES_AT_MOST // 1_000_000} MB）")
    return path.read_bytes()


def _refused(path: Path, message: str) -> Problem:
    return Problem(file=path.name, message=f"{path.name}: {message}", severity="refused")


def find_files(
    paths: tuple[Path, ...], readers: Mapping[str, Callable[[bytes], str]] = READERS
) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """List the files of the paths; a folder gives its readable files in the order of their names."""
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if not path.exists():
            problems.append(_refused(path, "見つかりません。パスを確かめてください。"))
        elif path.is_dir():
            inside = [p for p in sorted(path.rglob("*")) if p.is_file() and p.suffix.lower() in readers]
            found += inside
            if not inside:
                problems.append(_refused(path, "読める文書がありません。.txt か .md を入れてください。"))
        else:
            found.append(path)
    return tuple(dict.fromkeys(found)), tuple(problems)
