"""What stands behind and before the name in a line of a list, by its form: units, amounts, kinds, years."""

from __future__ import annotations

import re
from dataclasses import dataclass

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.signs.units import read_units

WIDE = re.compile(r"(?:[ ]{2,}|\u3000|\t|\s*(?:…|‥|･{3}|・{3}|\.{3}|[-―─—]{2}))[\s…‥･・.―─—-]*")
BRACKETED = re.compile(
    r"\s*[(（【［\[〔<〈《](?P<inside>[^()（）【】［］\[\]〔〕<>〈〉《》]{1,90})[)）】］\]〕>〉》]$"
)
BEFORE = re.compile(
    r"^(?:[【\[［(（〔](?P<inside>[^】\]］)）〕]{1,6})[】\]］)）〕]\s*|(?P<short>\S{1,2})[ \u3000]+)(?=\S{3})"
)
LETTER = re.compile(r"[^\W\d_]")
NAME_AT_LEAST = 3
PIECES_AT_MOST = 4
MONEY = re.compile(r"円\s?(?:程度|余|以内)?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words beside a name: where they stand (wide, bracket, space, before) and what their form is."""

    place: str
    text: str
    form: str


@dataclass(frozen=True, slots=True)
class Parted:
    """A line as its name and the pieces beside it, the outermost first."""

    name: str
    pieces: tuple[Piece, ...] = ()

    def of(self, *forms: str) -> tuple[Piece, ...]:
        """The pieces of some forms."""
        return tuple(piece for piece in self.pieces if piece.form in forms)


def form_of(text: str, known: frozenset[str] = frozenset()) -> str:
    """The form of the words beside a name: unit, amount, year, number, prose or name.

    >>> [form_of(text) for text in ("防災課、消防課", "1億3,020万円", "新規", "令和8年度")]
    ['unit', 'amount', 'name', 'year']
    """
    if read_units(text, known):
        return "unit"
    kind = kind_of(text)
    if kind == "number" or MONEY.search(text):
        return "amount" if MONEY.search(text) else "number"
    return "name" if kind in ("name", "unit") else kind


def part(text: str, known: frozenset[str] = frozenset()) -> Parted:
    """Part a name from what stands beside it.

    >>> part("○○橋の点検　　土木院").pieces[0].text
    '土木院'
    """
    pieces: list[Piece] = []
    name = text.strip()
    while len(pieces) < PIECES_AT_MOST and (found := _behind(name, known)) and LETTER.search(found[0]):
        name, piece = found
        pieces.append(piece)
        if piece.form == "name" and piece.place == "wide":
            break
    before = BEFORE.match(name)
    if before and not before["short"] and len(name[before.end() :]) >= NAME_AT_LEAST:
        pieces.append(Piece("before", before["inside"], form_of(before["inside"], known)))
        name = name[before.end() :]
    elif before and before["short"] and not before["short"].isascii() and pieces:
        pieces.append(Piece("before", before["short"], "mark"))
        name = name[before.end() :]
    return Parted(name.strip(), tuple(pieces))


def _behind(name: str, known: frozenset[str]) -> tuple[str, Piece] | None:
    """The name without its last piece, and that piece."""
    bracket = BRACKETED.search(name)
    if bracket and len(name[: bracket.start()].strip()) >= NAME_AT_LEAST:
        return name[: bracket.start()].strip(), _piece("bracket", bracket["inside"], known)
    wide = None
    for wide in WIDE.finditer(name):  # noqa: B007  the last one counts
        pass
    if wide and len(name[: wide.start()].strip()) >= NAME_AT_LEAST and name[wide.end() :].strip():
        piece = _piece("wide", name[wide.end() :].strip(), known)
        return (name[: wide.start()].strip(), piece) if _is_tail(piece) else None
    head, space, tail = name.rpartition(" ")
    if space and len(head) >= NAME_AT_LEAST and form_of(tail, known) in ("unit", "amount"):
        return head.strip(), _piece("space", tail, known)
    return None


def _piece(place: str, text: str, known: frozenset[str]) -> Piece:
    return Piece(place, text.strip(), form_of(text.strip(), known))


def _is_tail(piece: Piece) -> bool:
    """Whether words behind a wide space may stand beside a name: short, no sentence."""
    return piece.form != "prose" and len(piece.text) <= 30
