"""The words of asking in a Japanese question, by their part of speech: 何, いつ, どこ, 誰, なぜ, いくら, どの …"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.tokens import tokenize
from keikaku.ontology.lexicon import current

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from keikaku.ontology.japanese.tokens import Token

NUMERAL = "数詞"
LEVELS = ("PILLAR", "FIELD")
"""何体系の何分野 asks where in its plan a thing stands: no figure of the prose."""
WHICH = "which"
"""どれ, いずれ: which of several; what is asked of them stands beside it."""


class Asking(NamedTuple):
    """A word of asking with what belongs to it: its kind, its span, and what it counts (人 of 何人)."""

    kind: str
    start: int
    end: int
    counter: str = ""


def interrogatives(text: str) -> tuple[Asking, ...]:
    """Every word of asking of a compact text, in its order; none for 何か, 誰でも, どこも, which ask nothing.

    >>> [(one.kind, one.counter) for one in interrogatives("何億円を何年度に、なんで、どの課が?")]
    [('money', ''), ('when', ''), ('why', ''), ('unit', '')]
    >>> interrogatives("誰でも使える何かがいつかできる")
    ()
    """
    tokens = tokenize(text)
    levels = {one.start for one in current().find(text, LEVELS)}
    found = []
    for at, token in enumerate(tokens):
        reader = READERS.get((token.lemma, token.pos == "名詞" and token.pos2 == NUMERAL))
        if reader is None or token.end in levels or _of_nothing(tokens, at):
            continue
        kind, last, counter = reader(tokens, at)
        found.append(Asking(kind, token.start, tokens[last].end, counter))
    return tuple(found)


def _of_nothing(tokens: Sequence[Token], at: int) -> bool:
    """True where a particle makes it anything or something: 何も, 誰でも, どこか遠く; 何か at the end still asks."""
    after = [token.surface for token in tokens[at + 1 : at + 3]]
    if after[:1] == ["も"] or after == ["で", "も"] or after[:1] == ["でも"]:
        return True
    return after[:1] == ["か"] and len(after) == 2 and after[1] not in "?。、,と"


def _surface(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].surface if at < len(tokens) else ""


Read = tuple[str, int, str]


def _number(tokens: Sequence[Token], at: int) -> Read:
    """何 before a counter: 何億円 is money, 何年度 is when, 何課が is a unit, anything else is counted."""
    last = at + 1
    while last + 1 < len(tokens) and tokens[last].pos2 == NUMERAL:
        last += 1
    counter, after = _surface(tokens, last), _surface(tokens, last + 1)
    last = min(last, len(tokens) - 1)
    if counter in MONEY:
        return "money", last, ""
    if counter in TIMES and after not in LASTING:
        return "when", last + (after in BOUNDS), ""
    if counter in _units() and after in OF_UNITS:
        return "unit", last, ""
    if counter in TIMES and after in LASTING:
        return "count", last + 1, counter + after
    return "count", last, counter


def _how_many(tokens: Sequence[Token], at: int) -> Read:
    """いくつ, or いくつの校区."""
    of = tokens[at + 3].surface[:1] if _surface(tokens, at + 2) == "の" and at + 3 < len(tokens) else ""
    return "count", min(at + 1, len(tokens) - 1), of


def _what(tokens: Sequence[Token], at: int) -> Read:
    """何; なんで asks why, the written 何で by what means."""
    if tokens[at].surface == "なん" and _surface(tokens, at + 1) == "で":
        return "why", at + 1, ""
    return "what", at, ""


def _of_which(tokens: Sequence[Token], at: int) -> Read:
    """どの課 is a unit, どのくらい an extent, どの道路 a thing."""
    after = _surface(tokens, at + 1)
    if after in EXTENT:
        return "extent", at + 1, ""
    if after in _units() and _surface(tokens, at + 2) != "数":
        return "unit", at + 1, ""
    return "what", at, ""


def _which(tokens: Sequence[Token], at: int) -> Read:
    return ("extent", at + 1, "") if _surface(tokens, at + 1) in EXTENT else (WHICH, at, "")


def _where(tokens: Sequence[Token], at: int) -> Read:
    """どこの課 is a unit; どなた is a person."""
    if tokens[at].surface == "どなた":
        return "who", at, ""
    if _surface(tokens, at + 1) == "の" and _surface(tokens, at + 2) in (*_units(), "担当"):
        return "unit", at + 2, ""
    return "where", at + (_surface(tokens, at + 1) in BESIDE), ""


def _how(tokens: Sequence[Token], at: int) -> Read:
    """どうして asks why."""
    why = _surface(tokens, at + 1) == "し" and _surface(tokens, at + 2) == "て"
    return ("why", at + 2, "") if why else ("what", at, "")


def _when(tokens: Sequence[Token], at: int) -> Read:
    return "when", at + (_surface(tokens, at + 1) in BOUNDS), ""


def _plain(kind: str) -> Callable[[Sequence[Token], int], Read]:
    return lambda _tokens, at: (kind, at, "")


MONEY = frozenset({"円"})
TIMES = frozenset({"年度", "年", "月", "日", "時", "曜日"})
LASTING = frozenset({"間", "くらい", "ぐらい", "目", "分"})
BOUNDS = frozenset({"から", "まで", "ごろ", "頃"})
OF_UNITS = frozenset({"が", "の", "で", "か", "?", "、", ""})
EXTENT = frozenset({"くらい", "ぐらい", "程度", "だけ", "ほど"})
BESIDE = frozenset({"で", "に", "へ", "の", "と", "から"})


def _units() -> tuple[str, ...]:
    """What names of units end with: 部, 課 …"""
    return current().forms("UNIT_SUFFIX")


READERS: dict[tuple[str, bool], Callable[[Sequence[Token], int], Read]] = {
    ("何", True): _number,
    ("何", False): _what,
    ("何人", False): lambda _tokens, at: ("count", at, "人"),
    ("幾", True): _how_many,
    ("幾ら", False): _plain("money"),
    ("何時", False): _when,
    ("何時頃", False): _plain("when"),
    ("何曜", False): _plain("when"),
    ("何処", False): _where,
    ("何方", False): _where,
    ("誰", False): _plain("who"),
    ("何故", False): _plain("why"),
    ("何れ", False): _which,
    ("何の", False): _of_which,
    ("どんな", False): _plain("what"),
    ("どう", False): _how,
}
"""What each word of asking asks for, by its dictionary form and whether it stands before a counter."""
