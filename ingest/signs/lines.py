"""A document as lines: each in its own characters and in the normal form that the rules look at."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from keikaku.ingest.source import Hint
from keikaku.ontology.japanese.text import Normal, normalise
from keikaku.ontology.model.facts import Part
from keikaku.ontology.model.parts import page_of

SENTENCE_END = re.compile(r"[。.!?][」』)\]】]{0,3}$")
MARKUP = re.compile(r"\*\*|__(?=\S)|`|[\ue000-\uf8ff]")  # of Markdown; bullets of other fonts
LETTER = "[一-鿿々ぁ-んァ-ヶー]"
APART = re.compile(rf"(?<!\S){LETTER}(?P<space>[ \u3000]{{1,3}})(?:{LETTER}(?P=space)){{1,11}}{LETTER}(?!\S)")
"""A word of three letters and more whose letters are set apart by the same space: 市　民　課."""
LINE_BREAK = re.compile(r"\r\n|\r|\n")
NO_HINT = Hint()


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not blank. `plain` is its normal form without the space around it."""

    number: int  # from 1, blank lines counted
    text: str  # the document's own characters
    plain: str
    normal: Normal
    lead: int  # where `plain` begins in `normal.text`
    gap: int = 0  # blank lines above
    page: int | None = None
    hint: Hint = NO_HINT

    @property
    def shown(self) -> str:
        """The normal form as people see it, behind the bullet, number or rank that is no text."""
        return self.hint.lead + self.plain

    def original(self, start: int, end: int | None = None) -> str:
        """Give the document's own characters for a span of `plain`."""
        stop = len(self.plain) if end is None else end
        first, last = self.normal.span(self.lead + start, self.lead + stop)
        return MARKUP.sub("", closed_up(self.text[first:last])).strip()

    @property
    def width(self) -> float:
        """The width in full-width characters, space at both ends aside."""
        return display_width(self.text.strip())

    @property
    def indent(self) -> float:
        """The white space before the first character, in full-width characters."""
        return display_width(self.text[: len(self.text) - len(self.text.lstrip())])

    @property
    def ends_sentence(self) -> bool:
        """Whether a sentence ends with this line."""
        return bool(SENTENCE_END.search(self.plain[-8:]))


def display_width(text: str) -> float:
    """The width of a text in full-width characters.

    >>> display_width("計画 2027")
    4.5
    """
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.5 for c in text)


def make_line(number: int, text: str, gap: int = 0, page: int | None = None, hint: Hint = NO_HINT) -> Line:
    """Make a line with its normal form.

    >>> make_line(1, " 体系１ 技術 ").plain
    '体系1 技術'
    """
    normal = _closed_up(normalise(text)) if APART.search(text) else normalise(text)
    lead = len(normal.text) - len(normal.text.lstrip())
    return Line(number, text, normal.text.strip(), normal, lead, gap, page, hint)


def closed_up(text: str) -> str:
    """A text whose letter-spaced words are closed.

    >>> closed_up("窓口の充実　環 境 課"), closed_up("一 市民の声")
    ('窓口の充実　環境課', '一 市民の声')
    """
    return APART.sub(lambda match: match[0].replace(match["space"], ""), text)


def _closed_up(normal: Normal) -> Normal:
    """A normal form without the spaces inside letter-spaced words."""
    inside: set[int] = set()
    for match in APART.finditer(normal.text):
        inside.update(at for at in range(*match.span()) if normal.text[at].isspace())
    kept = [at for at in range(len(normal.text)) if at not in inside]
    return Normal(
        "".join(normal.text[at] for at in kept), (*(normal.offsets[at] for at in kept), normal.offsets[-1])
    )


def split_lines(
    text: str, hints: Mapping[int, Hint] | None = None, parts: Sequence[Part] = ()
) -> tuple[Line, ...]:
    """Split a text into its lines that are not blank; a form feed begins a new page, and so may a part."""
    lines: list[Line] = []
    gap, page = 0, 1
    paged = "\f" in text
    for number, raw in enumerate(LINE_BREAK.split(text), start=1):
        page += raw.count("\f")
        of = page if paged else page_of(parts, number)
        line = make_line(number, raw.replace("\f", ""), gap, of, (hints or {}).get(number, NO_HINT))
        if line.plain:
            lines.append(line)
            gap = 0
        else:
            gap += 1
    return tuple(lines)
