"""The two texts of a link, for a reviewer's eye: what each side says, who does it, where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import NamedTuple

from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.japanese.tokens import tokenize

PROSE = "SELECT ?text ?order { ?p plan:about $thing ; plan:text ?text ; plan:order ?order }"
TARGETS = (
    "SELECT ?text ?order { ?t a plan:Target ; plan:subject $thing ; plan:text ?text ; plan:order ?order }"
)
UNITS = """
SELECT ?text ?order {
  $thing plan:responsibility ?r . ?r plan:organisation/skos:prefLabel ?text ; plan:order ?order
}"""
PLACE = """
SELECT ?file ?line ?page { $thing plan:evidence ?e . ?e plan:line ?line ; plan:document/plan:file ?file .
  OPTIONAL { ?e plan:page ?page } }"""


class Words(NamedTuple):
    """A row of PROSE, TARGETS and UNITS."""

    text: str
    order: int


class Place(NamedTuple):
    """A row of PLACE."""

    file: str
    line: int
    page: int | None


@dataclass(frozen=True, slots=True)
class SideText:
    """What a side says: its prose, its targets, its units, and the places where it stands."""

    text: str
    targets: tuple[str, ...]
    units: tuple[str, ...]
    places: tuple[str, ...]


def side_text(snapshot: Snapshot, thing: str) -> SideText:
    """The words of one side of a link; a thing without prose has an empty text."""
    node = snapshot.node(snapshot.key(thing))

    def ordered(query: str) -> tuple[str, ...]:
        rows = sorted(snapshot.rows(Words, query, thing=node), key=lambda row: (row.order, row.text))
        return tuple(dict.fromkeys(row.text for row in rows))

    rows = snapshot.rows(Place, PLACE, thing=node)
    rows.sort(key=lambda row: (row.file, row.page or 0, row.line))
    places = (f"{row.file} {f'{row.page}ページ ' if row.page else ''}{row.line}行目" for row in rows)
    return SideText("\n".join(ordered(PROSE)), ordered(TARGETS), ordered(UNITS), tuple(dict.fromkeys(places)))


def marked(first: str, second: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Both texts in pieces, each with whether the other has it too at that place.

    >>> marked("窓口を広げる", "窓口を減らす")[0]
    [('窓口を', True), ('広げる', False)]
    """
    one, other = _words(first), _words(second)
    left: list[tuple[str, bool]] = []
    right: list[tuple[str, bool]] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for pieces, words in ((left, one[a:b]), (right, other[c:d])):
            if words:
                pieces.append(("".join(words), kind == "equal"))
    return left, right


def _words(text: str) -> list[str]:
    """The words with all that stands between them, so that joining gives the text again."""
    ends = [token.end for token in tokenize(text)]
    starts = [0, *ends]
    return [piece for a, b in zip(starts, [*ends, len(text)], strict=True) if (piece := text[a:b])]
