"""The form of lines that somebody marked as initiatives: what three examples share finds the others.

The mark, the indent, the rank, what parts the line, and what stands above and below it; no words.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from keikaku.ingest.grid.cells import kind_of
from keikaku.ingest.outline.tails import Parted, Piece, part
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.units import read_units
from keikaku.ingest.taught.shapes import LineShape, known_shapes, line_shape
from keikaku.ontology.japanese.text import fold, normalise

EXAMPLES = 3
ALIKE = 0.5
"""Share of the marks of two documents that must be the same for one to be read as the other."""
MATCHES_AT_LEAST = 2
TELLING = ("mark", "symbol", "rank", "indent", "tail", "before", "after")
NOTHING = ("", "0", "end", "text0")
"""Features of which the examples must share one that is not empty."""
UNIT_LENGTH = 3.0  # characters that units have on average
KIND_AT_MOST = 4  # characters of what stands beside a name and says of which kind it is
NO_SEPARATOR = frozenset("、。・ー〜～()（）「」『』")


def features(scene: Scene, index: int) -> dict[str, str]:
    """The form of a line."""
    line, marker = scene.lines[index], scene.markers[index]
    after = scene.lines[index + 1] if index + 1 < len(scene.lines) else None
    return {
        "mark": marker.kind if marker else "",
        "rank": "#" * marker.hashes if marker else "",
        "symbol": _symbol(line.plain[:1]) if marker is None else "",
        "close": _symbol(line.plain[-1:]),
        "indent": str(round(line.indent)),
        "sentence": str(line.ends_sentence),
        "tail": ",".join(piece.place for piece in part(line.text, scene.units).pieces),
        "separators": "".join(sorted(_separators(line.plain))),
        "before": _neighbour(scene, index - 1),
        "after": _neighbour(scene, index + 1) if after else "end",
    }


def _symbol(character: str) -> str:
    return character if character and unicodedata.category(character)[0] in "PS" else ""


def _separators(plain: str) -> set[str]:
    """The symbols inside a line that part it."""
    return {one for one in plain[1:-1] if _symbol(one)} - NO_SEPARATOR


def _neighbour(scene: Scene, index: int) -> str:
    """The form of a line beside: its mark and rank, a row, or text at an indent."""
    if not 0 <= index < len(scene.lines):
        return "end"
    marker, line = scene.markers[index], scene.lines[index]
    if line.hint.row:
        return "row"
    return (
        f"{'#' * marker.hashes}{marker.kind}"
        if marker
        else f"text{round(line.indent)}{_symbol(line.plain[:1])}"
    )


def marks_of(scene: Scene) -> frozenset[str]:
    """The marks that lines of a document begin with, each of two lines and more."""
    counts = Counter(f"{'#' * one.hashes}{one.kind}" for one in scene.markers if one)
    return frozenset(mark for mark, count in counts.items() if count >= MATCHES_AT_LEAST)


def learn(scene: Scene, examples: Mapping[int, str]) -> LineShape | None:
    """The shape that some lines share; the words of an example are the name, or the whole line.

    None where they share nothing by which a line could be told from any other.
    """
    told = [features(scene, index) for index in examples]
    common = {name: value for name, value in told[0].items() if all(one[name] == value for one in told)}
    shared = set.intersection(*(_separators(scene.lines[index].plain) for index in examples))
    if not shared and all(common.get(name, "") in NOTHING for name in TELLING):
        return None
    common.pop("separators", None)
    separators = "".join(sorted(shared))
    pieces = [_pieces(scene, index, separators) for index in examples]
    name = _name_at(pieces, list(examples.values()), scene.units)
    unit = _unit_at(pieces, name, scene.units)
    return line_shape(tuple(common.items()), tuple(marks_of(scene)), separators, name, unit)


def _varying(pieces: Sequence[Sequence[str]]) -> list[int]:
    """The places of the pieces that are not the same in every example."""
    many = min(map(len, pieces))
    return [place for place in range(many) if len({fold(one[place]) for one in pieces}) > 1]


def _name_at(pieces: Sequence[Sequence[str]], words: Sequence[str], known: frozenset[str]) -> int:
    """Which piece is the name: that whose words were given, else the first that may be one."""
    given = [
        place
        for one, said in zip(pieces, words, strict=True)
        for place, piece in enumerate(one)
        if len(one) > 1 and fold(said) == fold(piece)
    ]
    able = [place for place in _varying(pieces) if all(_may_name(one[place], known) for one in pieces)]
    return Counter(given).most_common(1)[0][0] if given else (able or [0])[0]


def _unit_at(pieces: Sequence[Sequence[str]], name: int, known: frozenset[str]) -> int:
    """Which piece says who is responsible: units by their form, else the first other that is no kind."""
    able = [place for place in _varying(pieces) if place != name]
    units = [place for place in able if any(_is_unit(one[place], known) for one in pieces)]
    long = [place for place in able if sum(len(one[place]) for one in pieces) >= UNIT_LENGTH * len(pieces)]
    named = [place for place in long if all(kind_of(one[place]) == "name" for one in pieces)]
    return next(iter(units or named), -1)


def _is_unit(piece: str, known: frozenset[str]) -> bool:
    return bool(read_units(normalise(piece).text, known))


def _may_name(piece: str, known: frozenset[str]) -> bool:
    return kind_of(piece) in ("name", "prose") and not _is_unit(piece, known)


def _pieces(scene: Scene, index: int, separators: str) -> list[str]:
    """The pieces of a line behind its mark."""
    line, marker = scene.lines[index], scene.markers[index]
    text = _behind_symbols(line.original(marker.start) if marker else line.text.strip())
    if not separators:
        return [text]
    plain = normalise(text)
    spots = [0, *(at for at, one in enumerate(plain.text) if one in separators), len(plain.text)]
    cut = [text[slice(*plain.span(start, stop))] for start, stop in pairwise(spots) if start < stop]
    return [piece for one in cut if (piece := _behind_separators(one, separators))] or [text]


def _behind_separators(piece: str, separators: str) -> str:
    start = next((at for at, one in enumerate(piece) if normalise(one).text not in separators), len(piece))
    return piece[start:].strip()


def _behind_symbols(text: str) -> str:
    """A text without symbols around it."""
    start = next((at for at, one in enumerate(text) if not (_symbol(one) or one.isspace())), 0)
    stop = next((at for at, one in enumerate(reversed(text)) if not (_symbol(one) or one.isspace())), 0)
    inside = text[start : len(text) - stop]
    return (
        inside
        if inside.count("(") == inside.count(")") and inside.count("（") == inside.count("）")
        else text[start:]
    )


def taught_lines(scene: Scene) -> dict[int, tuple[str, Parted]]:
    """The lines of a document that a taught shape finds, with the shape and the parted name."""
    marks = marks_of(scene)
    found: dict[int, tuple[str, Parted]] = {}
    for shape in known_shapes():
        if isinstance(shape, LineShape) and _is_alike(marks, frozenset(shape.around)):
            lines = matches(scene, shape)
            if len(lines) >= MATCHES_AT_LEAST:
                found |= {index: (f"taught:{shape.fingerprint}", parted) for index, parted in lines.items()}
    return found


def _is_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)


def matches(scene: Scene, shape: LineShape) -> dict[int, Parted]:
    """The lines of a shape with their names and units."""
    form = dict(shape.form)
    tables = {index + at for index, table in scene.tables.items() for at in range(len(table.lines))}
    found: dict[int, Parted] = {}
    for index, line in enumerate(scene.lines):
        if index in tables or line.hint.row or not set(shape.separators) <= _separators(line.plain):
            continue
        told = features(scene, index)
        if all(told[name] == value for name, value in form.items()):
            found[index] = parted_at(scene, index, shape)
    return found


def parted_at(scene: Scene, index: int, shape: LineShape) -> Parted:
    """A line of a shape as its name and the units beside it."""
    pieces = _pieces(scene, index, shape.separators)
    place = min(shape.piece, len(pieces) - 1)
    if len(pieces) == 1 or not 0 <= shape.unit < len(pieces):
        return part(pieces[place], scene.units)
    others = [one for at, one in enumerate(pieces) if at not in (place, shape.unit) and at > place]
    kinds = [Piece("taught", one, "mark") for one in others if len(one) <= KIND_AT_MOST]
    return Parted(pieces[place], (Piece("taught", pieces[shape.unit], "unit"), *kinds))


def line_at(lines: Sequence[Line], words: str) -> int | None:
    """The index of the line that is an example, or that holds its words."""
    told = fold(words)
    whole = (index for index, line in enumerate(lines) if fold(line.text) == told or fold(line.shown) == told)
    inside = (index for index, line in enumerate(lines) if told and told in fold(line.text))
    return next(whole, next(inside, None))
