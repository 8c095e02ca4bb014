"""Which heads are the initiatives: the repeated leaf that owns units, or that a word above it promises.

Heads that begin alike are a group. Units count first, whether they stand beside the name or behind a label in
the section; then a word for initiatives that numbers them or heads them; then amounts with text below.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from keikaku.ingest.grid.words import bare, is_label, vote
from keikaku.ingest.outline.nodes import Node
from keikaku.ingest.outline.tails import Piece
from keikaku.ontology.japanese.figures import find_figures
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.lexicon import current

UNITS_SHARE = 0.6
"""Of a group of heads so many have units for the others to be initiatives too."""
TAILS_SHARE = 0.6
TAILS_AT_LEAST = 3
TAIL_LENGTH = 3.0
"""Characters that units have on average; what is shorter behind a wide space is a kind (新規)."""
GROUP_AT_LEAST = 2
TAUGHT = "taught:"
"""How the shapes of lines begin that somebody marked as initiatives."""
HALF = 0.5
TITLE_NODES = 3


@dataclass(frozen=True, slots=True)
class Group:
    """Heads of one shape, with who is responsible for each as it is told beside the name or below it."""

    shape: str
    members: tuple[int, ...]
    units: dict[int, str] = field(default_factory=dict)  # as written beside the name
    owned: frozenset[int] = frozenset()  # with a line that names units in their section

    @property
    def share(self) -> float:
        """The share of its heads that have units."""
        return len(set(self.units) | self.owned) / len(self.members) if self.members else 0.0


@dataclass(frozen=True, slots=True)
class Leaves:
    """The heads that are initiatives, with the units that stand beside their names."""

    members: frozenset[int]
    units: dict[int, str]
    owned: frozenset[int]


def find_leaves(nodes: Sequence[Node]) -> Leaves:
    """The initiatives of a document; none where nothing shows that it has any."""
    groups = groups_of(nodes)
    told = [group for group in groups if group.shape.startswith(TAUGHT)]
    told = told or [group for group in groups if group.share >= UNITS_SHARE and _is_repeated(group)]
    told = [group for group in told if not _is_inside(nodes, group, told)]
    members = {member for group in told for member in _members(nodes, group)}
    if not members:
        told = [
            Group(group.shape, kept)
            for group in groups
            if (kept := _promised(nodes, group)) and len(kept) >= GROUP_AT_LEAST
        ]
        members = {member for group in told for member in group.members}
    above = {parent for member in members for parent in nodes[member].parents}
    units = {place: text for group in told for place, text in group.units.items()}
    owned = frozenset(place for group in told for place in group.owned)
    return Leaves(frozenset(members - above), units, owned)


def groups_of(nodes: Sequence[Node]) -> tuple[Group, ...]:
    """The heads of a document by their shapes, in the order in which they first come."""
    aspects = aspects_of(nodes)
    by_shape: dict[str, list[int]] = defaultdict(list)
    for place, node in enumerate(nodes):
        if node.kind == "head" and place not in aspects and place:
            by_shape[node.shape].append(place)
    owners = _owners(nodes)
    return tuple(
        Group(shape, tuple(members), _tails(nodes, members), _owning(members, owners))
        for shape, members in by_shape.items()
    )


def aspects_of(nodes: Sequence[Node]) -> frozenset[int]:
    """The heads that only say what stands below them: words of labels, or words of several sections."""
    where: dict[str, set[int]] = defaultdict(set)
    for node in nodes:
        if node.kind == "head":
            where[fold(node.text)].add(node.parents[-1] if node.parents else -1)
    return frozenset(
        place
        for place, node in enumerate(nodes)
        if node.kind == "head"
        and not node.parted.of("unit")
        and not node.shape.startswith(("label:", TAUGHT))
        and (is_label(node.text) or len(where[fold(node.text)]) >= GROUP_AT_LEAST)
    )


def _owners(nodes: Sequence[Node]) -> dict[int, int]:
    """The heads in whose sections a line names who is responsible, with how many such lines there are."""
    found: Counter[int] = Counter()
    for node in nodes:
        if node.kind == "label" and node.values("RESPONSIBLE"):
            found.update(node.parents)
    return dict(found)


def _owning(members: Sequence[int], owners: dict[int, int]) -> frozenset[int]:
    """The heads whose section names units, if such sections name them once: what has several is above."""
    named = [m for m in members if owners.get(m)]
    once = [m for m in named if owners[m] == 1]
    return frozenset(named if len(once) > HALF * len(named) else ())


def _tails(nodes: Sequence[Node], members: Sequence[int]) -> dict[int, str]:
    """The units beside the names of a group: by their form, else because all have such a tail there."""
    found = {m: _joined(nodes[m].parted.of("unit")) for m in members if nodes[m].parted.of("unit")}
    for place in ("wide", "bracket"):
        slot = {
            m: piece
            for m in members
            for piece in nodes[m].parted.pieces
            if piece.place == place and piece.form in ("unit", "name")
        }
        known = any(piece.form == "unit" for piece in slot.values())
        enough = len(slot) >= TAILS_SHARE * len(members) and (known or len(slot) >= TAILS_AT_LEAST)
        if enough and (known or place == "wide") and _mean(slot.values()) >= TAIL_LENGTH:
            found |= {m: piece.text for m, piece in slot.items() if m not in found}
    return found


def _joined(pieces: Sequence[Piece]) -> str:
    return "、".join(piece.text for piece in reversed(pieces))


def _mean(pieces: Iterable[Piece]) -> float:
    lengths = [len(piece.text) for piece in pieces]
    return sum(lengths) / len(lengths) if lengths else 0.0


def _is_inside(nodes: Sequence[Node], group: Group, others: Sequence[Group]) -> bool:
    """Whether heads only list what a section has under one of its aspects, and the section owns the units."""
    if any(_has_all(nodes, other, group) for other in others):
        return True
    aspects = aspects_of(nodes)
    listed = [m for m in group.members if aspects & set(nodes[m].parents)]
    if group.units or len(listed) <= HALF * len(group.members):
        return False
    above = {parent for m in listed for parent in nodes[m].parents}
    return any(
        other.share >= group.share and above & set(other.members) for other in others if other is not group
    )


def _has_all(nodes: Sequence[Node], other: Group, group: Group) -> bool:
    """Whether heads that tell figures stand in sections of others that own the lines of units there."""
    if group.units or not _tells_figures(nodes, group) or _tells_figures(nodes, other):
        return False
    return all(set(nodes[m].parents) & other.owned for m in group.members)


def _tells_figures(nodes: Sequence[Node], group: Group) -> bool:
    return mostly_figures([nodes[m].text for m in group.members])


def mostly_figures(texts: Sequence[str]) -> bool:
    """Whether most of some lines tell figures, a number with its unit: they are values and no names.

    >>> mostly_figures(["120本から", "900本"]), mostly_figures(["第2期の整備", "R7の植樹"])
    (True, False)
    """
    return sum(bool(find_figures(text)) for text in texts) > HALF * len(texts)


def _is_repeated(group: Group) -> bool:
    return len(group.members) >= GROUP_AT_LEAST or group.shape.startswith(("label:", "word:"))


def _members(nodes: Sequence[Node], group: Group) -> set[int]:
    """The heads of a group that have units, and those beside them that begin alike."""
    if group.shape.startswith(TAUGHT):
        return set(group.members)
    named = set(group.units) | group.owned
    beside = {nodes[member].parents for member in named}
    return {m for m in group.members if m in named or nodes[m].parents in beside}


def _promised(nodes: Sequence[Node], group: Group) -> tuple[int, ...]:
    """The heads of a group that a word for initiatives numbers or heads, or whose amounts have text below."""
    if _names_initiatives(group.shape.partition("word:")[2]):
        return group.members
    headed = tuple(m for m in group.members if _is_headed(nodes, m))
    if headed:
        return headed
    leaf = not any(node.kind == "head" and set(node.parents) & set(group.members) for node in nodes)
    if not leaf or group.shape.startswith(("bare", "bracket")):
        return ()
    money = sum(bool(nodes[m].parted.of("amount")) for m in group.members) >= HALF * len(group.members)
    below = sum(_has_text(nodes, m) for m in group.members) >= HALF * len(group.members)
    kinds = sum(bool(nodes[m].parted.of("mark")) for m in group.members) >= HALF * len(group.members)
    named = sum(_names_initiatives(nodes[m].parted.name) for m in group.members) >= HALF * len(group.members)
    titled = any(_names_initiatives(node.text) for node in nodes[:TITLE_NODES] if node.kind != "label")
    promised = kinds or titled or named
    return group.members if promised and (money or (titled and below)) else ()


def _is_headed(nodes: Sequence[Node], place: int) -> bool:
    """Whether the head right above names initiatives (重点取組), and is no initiative itself."""
    parents = nodes[place].parents
    if not parents:
        return False
    return _names_initiatives(nodes[parents[-1]].text) and not nodes[parents[-1]].shape.startswith("word:")


def _has_text(nodes: Sequence[Node], place: int) -> bool:
    return place + 1 < len(nodes) and nodes[place + 1].kind in ("text", "label")


def _names_initiatives(text: str) -> bool:
    """Whether words end with a word for initiatives."""
    words = bare(text)
    found = vote(words) if words else None
    forms = current().forms("INITIATIVE")
    return bool(found and found.concept == "TITLE") and words.endswith(forms)
