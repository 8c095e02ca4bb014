"""What heads and labels are called, as data: which concept the words of a head vote for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from keikaku.ontology.lexicon import Lexicon, current

BRACKETS = re.compile(r"[(\[【〔<][^()\[\]【】〔〕<>]{0,40}[)\]】〕>]")
SPACED = re.compile(r"^\S(?:\s+\S)+$")
ENDS_AT_LEAST = 2
"""Characters of a form that a longer head may end with; 課 alone is a head, 議題の項 votes for nothing."""


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


CONCEPTS = {
    "TITLE_NAME": Vote("TITLE", strong=True),
    "RELATED_HEAD": Vote("RELATED"),
    "RELATED": Vote("RELATED"),
    "UNIT_HEAD": Vote("RESPONSIBLE", strong=True),
    "RESPONSIBLE_HEAD": Vote("RESPONSIBLE"),
    "RESPONSIBLE": Vote("RESPONSIBLE"),
    "PROSE_HEAD": Vote("TEXT"),
    "TEXT_HEAD": Vote("TEXT"),
    "INDICATOR_HEAD": Vote("INDICATOR"),
    "TITLE_WORD": Vote("TITLE"),
    "PILLAR_HEAD": Vote("PILLAR"),
    "FIELD_HEAD": Vote("FIELD"),
    "LEVEL_HEAD": Vote("TARGET"),
    "ACTUAL_HEAD": Vote("ACTUAL"),
    "TIME_HEAD": Vote("YEAR"),
    "YEAR_HEAD": Vote("YEAR"),
    "CODE_HEAD": Vote("NUMBER"),
    "NUMBER_HEAD": Vote("NUMBER"),
    "MEASURE_HEAD": Vote("MEASURE"),
    "MONEY_HEAD": Vote("BUDGET"),
    "KIND_HEAD": Vote("KIND"),
    "RATING_HEAD": Vote("RATING"),
    "ACCOUNT_HEAD": Vote("ACCOUNT"),
    "NOTE_HEAD": Vote("NOTE"),
    "PERSON_HEAD": Vote("PERSON"),
    "PAGE_HEAD": Vote("PAGE"),
    "TARGET_HEAD": Vote("TARGET"),
    "TITLE_HEAD": Vote("TITLE"),
    "PILLAR": Vote("PILLAR"),
    "FIELD": Vote("FIELD"),
    "INITIATIVE": Vote("TITLE"),
}
"""The concepts of the lexicon that heads name; a form of several is the first."""
UNIT_ENDS = ("課", "部", "署", "局", "室", "所属", "機関", "部署")


@dataclass(frozen=True, slots=True)
class Forms:
    """The forms of a lexicon: what a head is, what it may end with, and what only helpers begin with."""

    exact: dict[str, Vote]
    endings: dict[str, Vote]
    helpers: tuple[str, ...]


def vote(head: str) -> Vote | None:
    """The concept that a head names, by the longest form that it is or ends with; None where it names none.

    >>> vote("これからの方向").concept, vote("関係する課").concept, vote("防災課の倉庫")
    ('RATING', 'RELATED', None)
    """
    return _vote(bare(head), current())


def is_label(text: str) -> bool:
    """Whether a text is the very word of a head, and so the name of nothing."""
    return bare(text) in _forms(current()).exact


@lru_cache(maxsize=16384)
def _vote(words: str, lexicon: Lexicon) -> Vote | None:
    forms = _forms(lexicon)
    if words in forms.exact:
        return forms.exact[words]
    if words.startswith(forms.helpers) and words.endswith(UNIT_ENDS):
        return Vote("RELATED", strong=True)
    for start in range(1, len(words) - ENDS_AT_LEAST + 1):
        if words[start:] in forms.endings:
            return forms.endings[words[start:]]
    return _vote(words[:-1], lexicon) if len(words) > ENDS_AT_LEAST and words[-1] == "名" else None


@lru_cache(maxsize=8)
def _forms(lexicon: Lexicon) -> Forms:
    exact: dict[str, Vote] = {}
    for name, found in CONCEPTS.items():
        for form in lexicon.forms(name):
            exact.setdefault(bare(form), found)
    endings = {form: found for form, found in exact.items() if len(form) >= ENDS_AT_LEAST}
    return Forms(exact, endings, lexicon.forms("HELPS_BEFORE"))
