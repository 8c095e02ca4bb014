"""Word and Excel files are packed XML: what is inside is judged before any of it is unpacked."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from keikaku.ingest.source import Unreadable

UNPACKED_AT_MOST = 300_000_000
PART_AT_MOST = 60_000_000
PARTS_AT_MOST = 5_000
RATIO_AT_MOST = 200
RATIO_FROM = 5_000_000
"""Smaller parts may be packed as tightly as they like: long runs of one style are."""
OLE = b"\xd0\xcf\x11\xe0"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ENTITY = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
SAVE_AGAIN = "元のソフトで開いて保存し直してください。"


def opened(content: bytes, needed: str, kind: str) -> zipfile.ZipFile:
    """The package of a file, judged; `needed` is the part that makes it one of its kind.

    Raises Unreadable for what is encrypted, broken, mislabelled or unpacks to too much.
    """
    if content.startswith(OLE):
        raise _locked() if ENCRYPTED in content else _old(kind)
    try:
        package = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as fault:
        raise Unreadable(f"{kind}のファイルではないか、途中で切れています", SAVE_AGAIN) from fault
    _judge(package)
    if needed not in package.namelist():
        raise Unreadable(
            f"{kind}のファイルではありません（名前と中身が違います）", "正しい拡張子を付けてください。"
        )
    _refuse_entities(package)
    return package


def _judge(package: zipfile.ZipFile) -> None:
    """Sizes as they are declared: zipfile never unpacks more of a part than its size says."""
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise _locked()
    whole = sum(part.file_size for part in parts)
    if len(parts) > PARTS_AT_MOST or whole > UNPACKED_AT_MOST or any(map(_is_bomb, parts)):
        raise Unreadable(
            "開くと大きくなりすぎます（圧縮爆弾の疑い）", "画像を減らすか、文書を分けてください。"
        )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    is_xml = part.filename.lower().endswith((".xml", ".rels"))
    is_tight = part.file_size > RATIO_FROM and part.file_size > RATIO_AT_MOST * max(part.compress_size, 1)
    return is_tight or (is_xml and part.file_size > PART_AT_MOST)


def _refuse_entities(package: zipfile.ZipFile) -> None:
    """No package of an office program declares entities; one that does means to blow up."""
    for part in package.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with package.open(part) as file:
                head = file.read(4096).replace(b"\x00", b"")
            if ENTITY.search(head):
                raise Unreadable("中のXMLに実体の宣言があり、読むのは危険です", SAVE_AGAIN)


def _locked() -> Unreadable:
    return Unreadable("パスワードで保護されています", "保護を外して保存し直してください。")


def _old(kind: str) -> Unreadable:
    return Unreadable(f"古い形式の{kind}のファイルです", "新しい形式（.docx、.xlsx）で保存し直してください。")
