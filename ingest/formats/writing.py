"""How readers write down what they find: line after line, within the limits of one document."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from keikaku.ingest.formats.left_out import told_left_out
from keikaku.ingest.source import CELL_BREAK, Content, Hint, Unreadable
from keikaku.ontology.japanese.text import radicals
from keikaku.ontology.model.facts import Part
from keikaku.ontology.model.parts import place

CHARACTERS_AT_MOST = 600_000
LINES_AT_MOST = 100_000
LIMITS = f"{CHARACTERS_AT_MOST // 10_000}万字、{LINES_AT_MOST // 10_000}万行"
BREAKS = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
SPACES = re.compile(r"[ \t\xa0]+")
SPLIT = "文書をいくつかのファイルに分けてください。"


def mended(text: str) -> str:
    """The text with the characters that people write for radicals and compatibility ideographs.

    >>> mended("⼾籍の⻑"), mended("㈱①㎡")
    ('戸籍の長', '㈱①㎡')
    """
    return text.translate(_Mending())


class _Mending(dict[int, str]):
    """Looked up for each character once; most stay what they are."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        if "\uf900" <= character <= "\ufaff" or "\U0002f800" <= character <= "\U0002fa1f":
            return unicodedata.normalize("NFKC", character)
        return radicals().get(character, character)


def folded_space(text: str) -> str:
    """The text with each run of narrow white space as one space."""
    return SPACES.sub(" ", text)


@dataclass(slots=True)
class Writing:
    """What was written so far; only a reader holds one, and only while it reads."""

    lines: list[str] = field(default_factory=list)
    hints: dict[int, Hint] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    left: dict[str, list[str]] = field(default_factory=dict)  # what is not shown, by its kind its places
    characters: int = 0
    tables: int = 0

    def add(self, text: str, hint: Hint | None = None) -> None:
        """Write text; what breaks it makes lines of it, and only the first of them has the hint's lead."""
        for part in BREAKS.split(text):
            self.lines.append(part)
            self.characters += len(part)
            if hint:
                self.hints[len(self.lines)] = hint
                hint = replace(hint, lead="") if hint.lead else hint
        self._hold()

    def table(self) -> None:
        """Begin a table: rows from here on belong together."""
        self.tables += 1

    def row(self, cells: Iterable[str], furniture: str = "", filled: Mapping[int, str] | None = None) -> None:
        """Write one row of a table; `filled` tells into which of its columns merged cells reach."""
        told = [_told(cell) for cell in cells]
        reach = tuple((place, _told(text)) for place, text in sorted((filled or {}).items()) if text)
        self.lines.append("\t".join(told))
        self.characters += sum(map(len, told))
        self.hints[len(self.lines)] = Hint(row=True, furniture=furniture, table=self.tables, filled=reach)
        self._hold()

    def _hold(self) -> None:
        if self.characters > CHARACTERS_AT_MOST or len(self.lines) > LINES_AT_MOST:
            raise Unreadable(f"文字か行が多すぎます（上限 {LIMITS}）", SPLIT)

    def blank(self) -> None:
        """Leave a line free."""
        self.lines.append("")

    def part(self, name: str, page: int | None = None, first: int = 1) -> None:
        """Begin a part of the document with the next line; with an empty name the last part ends."""
        if self.parts and self.parts[-1].start == len(self.lines) + 1:
            self.parts.pop()
        self.parts.append(Part(len(self.lines) + 1, name, page, first))

    def leave(self, kind: str, where: str = "") -> None:
        """Note that something is left out; without a place it is where the next line stands."""
        line = len(self.lines) + 1
        self.left.setdefault(kind, []).append(where or place(self.parts, line) or f"{line}行目")

    def content(self) -> Content:
        """All that was written, and what was left out."""
        text = mended("\n".join(self.lines))
        return Content(text, self.hints, tuple(self.parts), (*self.faults, *told_left_out(self.left)))


def _told(cell: str) -> str:
    return CELL_BREAK.join(_cell_lines(cell))


def _cell_lines(cell: str) -> Sequence[str]:
    lines = (folded_space(line).strip() for line in BREAKS.split(cell.replace("\t", " ")))
    return [line for line in lines if line]
