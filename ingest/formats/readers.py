"""Paths stop here: a file becomes a `Source` of text, or a `Problem` that says in one sentence why not."""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from keikaku.ingest.formats.plain import read_csv, read_text
from keikaku.ingest.isolation import Isolated
from keikaku.ingest.source import Content, Source, Unreadable
from keikaku.ontology.model.facts import Problem

BYTES_AT_MOST = 50_000_000
LOOP = "自分自身を指すリンクなので読めません。文書そのものを入れてください。"
Reader = Callable[[bytes], Content]

HERE: Mapping[str, Reader] = {
    ".txt": read_text,
    ".text": read_text,
    ".md": read_text,
    ".markdown": read_text,
    ".csv": read_csv,
    ".tsv": read_csv,
}
"""Kinds that Python alone reads."""
APART = (".pdf", ".docx", ".docm", ".xlsx", ".xlsm", ".html", ".htm", ".xhtml")
"""Kinds that libraries in C read, in a process that may die."""
OLD = {
    ".doc": "Wordで開いて .docx",
    ".xls": "Excelで開いて .xlsx",
    ".jtd": "一太郎で開いて PDF",
    ".ppt": "PowerPointで開いて PDF",
    ".pptx": "PowerPointで開いて PDF",
    ".rtf": "Wordで開いて .docx",
    ".odt": "LibreOfficeで開いて .docx",
    ".ods": "LibreOfficeで開いて .xlsx",
}
"""Kinds that offices have and that must be saved as another one first."""
EASY = "PDF・Word（.docx）・Excel（.xlsx）・ウェブページ（.html）・CSV・テキスト（.txt、.md）"
"""What can be read, in the words of a message."""


def read_source(
    path: Path, readers: Mapping[str, Reader] = HERE, apart: Isolated | None = None
) -> Source | Problem:
    """Read one file; every way that this can fail is a `Problem`. `apart` reads the kinds of `APART`."""
    suffix = path.suffix.lower()
    reader = readers.get(suffix) or (apart.reader(suffix) if apart and suffix in APART else None)
    if reader is None:
        return _refused(path, unknown_kind(suffix))
    try:
        content = _bytes(path)
        found = _content(content, reader)
    except Unreadable as fault:
        return _refused(path, f"{fault.reason}。{fault.step}")
    except (OSError, ValueError):
        return _refused(path, "ファイルを開けません。場所と権限を確かめてください。")
    digest = hashlib.sha256(content).hexdigest()
    return Source(name_of(path), digest, found.text, found.hints, found.parts, found.faults)


def _content(content: bytes, reader: Reader) -> Content:
    """What a reader makes of bytes; whatever a damaged file does to it becomes `Unreadable`."""
    if not content.strip(b"\x00 \t\r\n"):
        raise Unreadable("中身が空です", "文字のあるファイルを指定してください。")
    try:
        found = reader(content)
    except (Unreadable, OSError, ValueError):
        raise
    except Exception as fault:
        raise Unreadable(
            f"壊れていて読めません（{type(fault).__name__}）", "元のソフトで開いて保存し直してください。"
        ) from fault
    if not found.text.strip():
        raise Unreadable("中身が空です", "文字のあるファイルを指定してください。")
    return found


def name_of(path: Path) -> str:
    """The file's own name, readable where the system holds it in another encoding.

    >>> name_of(Path("計画.txt"))
    '計画.txt'
    """
    raw = os.fsencode(path.name)
    for encoding in ("utf-8", "cp932", "euc_jp"):
        try:
            name = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return "".join(c if c.isprintable() else "_" for c in name)
    return raw.decode("utf-8", errors="replace")


def unknown_kind(suffix: str) -> str:
    """The sentence for a kind of file that no reader takes."""
    if suffix in OLD:
        return f"この種類のファイルは読めません。{OLD[suffix]} で保存し直してください。"
    return f"この種類のファイルは読めません。{EASY}のどれかにしてください。"


def bytes_of(path: Path) -> bytes | None:
    """The bytes of a file that may be read; None where it may not, which `read_source` tells."""
    try:
        return _bytes(path)
    except (Unreadable, OSError, ValueError):
        return None


def _bytes(path: Path) -> bytes:
    if not path.is_file():
        raise Unreadable("ふつうのファイルではありません", "文書のファイルを指定してください。")
    if path.stat().st_size > BYTES_AT_MOST:
        raise Unreadable(
            f"大きすぎます（上限 {BYTES_AT_MOST // 1_000_000} MB）",
            "文書をいくつかのファイルに分けてください。",
        )
    return path.read_bytes()


def _refused(path: Path, message: str) -> Problem:
    name = name_of(path)
    return Problem(file=name, message=f"{name}: {message}", severity="refused")


def _is_loop(path: Path) -> bool:
    """Whether a link leads back to itself, by whatever way."""
    try:
        path.resolve()
    except (RuntimeError, OSError):
        return True
    return path.is_symlink() and _leads_nowhere(path)


def _leads_nowhere(path: Path) -> bool:
    try:
        path.stat()
    except OSError as fault:
        return fault.errno == errno.ELOOP
    return False


def find_files(paths: tuple[Path, ...]) -> tuple[tuple[Path, ...], tuple[Problem, ...]]:
    """List the files of the paths; a folder gives those that an office means as documents, by their names.

    Of a folder, no link is followed that leads out of it, and a file that two names lead to is read once.
    """
    found: list[Path] = []
    problems: list[Problem] = []
    for path in paths:
        if _is_loop(path):
            problems.append(_refused(path, LOOP))
        elif not path.exists():
            problems.append(_refused(path, "見つかりません。パスを確かめてください。"))
        elif path.is_dir():
            inside = list(_inside(path, problems))
            found += inside
            if not inside:
                problems.append(_refused(path, f"読める文書がありません。{EASY}を入れてください。"))
        else:
            found.append(path)
    return tuple({path.resolve(): path for path in reversed(found)}.values())[::-1], tuple(problems)


def _inside(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    """The documents under a folder, hidden files and an open Word document's lock file aside."""
    root = folder.resolve()

    def closed(fault: OSError) -> None:
        problems.append(
            _refused(Path(fault.filename or folder), "フォルダーを開けません。権限を確かめてください。")
        )

    for parent, folders, files in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            path = Path(parent, name)
            if name.startswith((".", "~$")) or path.suffix.lower() not in (*HERE, *APART, *OLD):
                continue
            if _is_loop(path):
                problems.append(_refused(path, LOOP))
            elif path.is_symlink() and not path.resolve().is_relative_to(root):
                problems.append(
                    _refused(
                        path, "フォルダーの外を指すリンクなので読みません。文書そのものを入れてください。"
                    )
                )
            else:
                yield path
