"""What heads and labels are called, as data: which concept the words of a head vote for."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("words.toml")
BRACKETS = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]{0,40}[)\]】〕>]")
SPACED = re.compile(r"^\S(?:\s+\S)+$")
ENDS_AT_LEAST = 2
"""Characters of a form that a longer head may end with; 課 alone is a head, and 議題の項 votes for nothing."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What a head says that its column is; a strong vote names the very thing (事業名, not 事業)."""

    concept: str
    strong: bool = False


def bare(text: str) -> str:
    """The words of a head without width, space, brackets and marks around them.

    >>> bare("目 標 値（令和９年度）"), bare("取組　No."), bare("【担当課】")
    ('目標値', '取組No.', '担当課')
    """
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    return BRACKETS.sub("", plain).strip(":：・*＊※■●○◆◇　") or plain.strip("()[]【】〔〕<>:：・*■●○◆◇")


def closed(text: str) -> str:
    """Words without the blanks that spread their letters over a cell.

    >>> closed("市　　　税"), closed("企画部 財政課")
    ('市税', '企画部 財政課')
    """
    plain = text.strip()
    return "".join(plain.split()) if SPACED.match(plain) and not plain.isascii() else plain


@lru_cache(maxsize=8192)
def vote(head: str) -> Vote | None:
    """The concept that a head names, by the longest form that it is or ends with; None where it names none.

    >>> vote("これからの方向").concept, vote("関係する課").concept, vote("防災課の倉庫")
    ('RATING', 'RELATED', None)
    """
    words = bare(head)
    exact, endings, beginnings = _forms()
    if words in exact:
        return exact[words]
    for start in range(1, len(words) - ENDS_AT_LEAST + 1):
        found = endings.get(words[start:])
        if found:
            return _related(words, beginnings) or found
    if len(words) > 1 and words[-1] == "名":
        return vote(words[:-1])
    return _related(words, beginnings)


def is_label(text: str) -> bool:
    """Whether a text is the very word of a head, and so the name of nothing."""
    exact, _, _ = _forms()
    return bare(text) in exact


def _related(words: str, beginnings: tuple[str, ...]) -> Vote | None:
    begins = words.startswith(beginnings) and words.endswith(("課", "部", "署", "局", "室", "所属", "機関"))
    return Vote("RELATED", strong=True) if begins else None


@cache
def _forms() -> tuple[dict[str, Vote], dict[str, Vote], tuple[str, ...]]:
    """Forms that a head is, forms that it may end with, and forms that it may begin with."""
    exact: dict[str, Vote] = {}
    beginnings: list[str] = []
    for concept in tomllib.loads(FILE.read_text(encoding="utf-8"))["concept"]:
        found = Vote(concept["name"], bool(concept.get("strong")))
        beginnings += concept.get("begins", ())
        for form in concept["ja"]:
            exact.setdefault(bare(form), found)
    endings = {form: found for form, found in exact.items() if len(form) >= ENDS_AT_LEAST}
    return exact, endings, tuple(beginnings)
