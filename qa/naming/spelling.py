"""What a question writes otherwise than the documents: one slip, kana for kanji, a word cut short; respelled once.

Only a run of letters that stands nowhere in the documents is looked at, and only where exactly one name or word of the
documents can be meant: all that reads the question afterwards sees the documents' own word, and the answer tells it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from keikaku.qa.names.known import PILLAR_WORDS, find_names
from keikaku.qa.naming.abroad import named_abroad
from keikaku.qa.naming.concepts import concept_at
from keikaku.qa.naming.otherwise import misnamed_cities, years_without_era
from keikaku.qa.naming.sounds import heard_in, unheard
from keikaku.qa.text.aliases import sound

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from keikaku.qa.world.world import World

_PIECE = re.compile(r"[一-鿿々ァ-ヴー・]+|[ぁ-ん]{1,2}(?=[一-鿿々ァ-ヴー])|.")
_KANA = re.compile(r"[ぁ-んー]{5,}")
_UNIT = ("部", "課", "室", "局")
_LATIN = re.compile("[a-z]{4}")
SHORTEST_SLIP = 4
SHORTEST_CUT = 3


@dataclass(frozen=True, slots=True)
class Respelled:
    """The text in the documents' words, and each word that was put right with what it was."""

    text: str
    changed: tuple[tuple[str, str], ...] = ()


def respell(text: str, world: World) -> Respelled:
    """The text with each slip, kana name and cut word as the documents write it."""
    abroad = dict(named_abroad(text, world)) if _LATIN.search(text) else {}
    for run, name in abroad.items():
        text = re.sub(rf"(?<![a-z]){re.escape(run)}(?![a-z])", name, text)
    changed: dict[str, str] = dict(misnamed_cities(text, world.lexicon))
    changed.update(years_without_era(text, world.lexicon))
    for run, word in _heard(text, world):
        changed.setdefault(run, word)
    for run in _unknown(text, world):
        meant = _meant(run, world)
        if len(meant) == 1:
            changed.setdefault(run, meant[0])
    for run, meant_word in changed.items():
        text = text.replace(run, meant_word)
    return Respelled(ranges_told(text, world.lexicon.headings), tuple({**abroad, **changed}.items()))


def ranges_told(text: str, headings: Iterable[str]) -> str:
    """The text with every part of a numbered range by its number.

    >>> ranges_told("体系1から体系3の取組", ()), ranges_told("章2〜4は", ["章"]), ranges_told("体系3〜5件", ())
    ('体系1と体系2と体系3の取組', '章2と章3と章4は', '体系3〜5件')
    """
    words = "|".join([*map(re.escape, sorted(headings, key=len, reverse=True)), PILLAR_WORDS, "分野"])
    one = "(?P<first>[0-9]{1,2})(?:から|より|[〜~～–-])"
    pattern = (
        rf"(?P<word>{words}){one}(?P<again>(?P=word))?(?P<last>[0-9]{{1,2}})(?![0-9年月件個つ人部-])(?:まで)?"
    )
    return re.sub(pattern, _each_told, text)


def _each_told(match: re.Match[str]) -> str:
    """A hyphen before a bare number is a level of the numbering (体系3-4), not a range."""
    first, last = int(match["first"]), int(match["last"])
    level = not match["again"] and f"{match['first']}-" in match[0]
    if level or not first < last <= first + LONGEST_RANGE:
        return match[0]
    return "と".join(f"{match['word']}{number}" for number in range(first, last + 1))


LONGEST_RANGE = 20


def _heard(text: str, world: World) -> Iterator[tuple[str, str]]:
    """The longest name in kana of each run in kana, and the words of the documents that are written in kana."""
    for match in _KANA.finditer(text):
        if match[0] not in world.lexicon.names:
            found = max((heard for heard in world.heard if heard in match[0]), key=len, default="")
            if found and not world.written(found):
                yield found, world.heard[found]
                text = text.replace(found, " ")
    if unheard(text):
        for run, word in heard_in(text, world.sounds):
            if not world.written(run) and not only_asks(run):
                yield run, word


def _unknown(text: str, world: World) -> Iterator[str]:
    """The runs that may be names and stand nowhere."""
    for name in find_names(text, world.lexicon):
        text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    for run in _runs(text):
        if len(run) > 1 and not only_asks(run) and not world.written(run):
            yield run


def _runs(text: str) -> Iterator[str]:
    """Every run of kanji and katakana, with short kana inside, the longest of each place first."""
    pieces = _PIECE.findall(text)
    solid = [place for place, piece in enumerate(pieces) if re.match("[一-鿿々ァ-ヴー]", piece)]
    for first in solid:
        last = first
        while last + 2 < len(pieces) and re.fullmatch("[ぁ-ん]{1,2}", pieces[last + 1]) and last + 2 in solid:
            last += 2
        yield from ("".join(pieces[first : end + 1]) for end in range(last, first - 1, -2))
    yield from re.findall("[ァ-ヴー]{4,}", text)


def only_asks(run: str) -> bool:
    """True where the run is made of words of asking alone."""
    at = 0
    while at < len(run):
        said = concept_at(run, at)
        if said is None or said.end <= at:
            return False
        at = said.end
    return True


def _meant(run: str, world: World) -> tuple[str, ...]:
    """What the run can stand for: one slip, else what it is cut from."""
    slips = {name for name in world.spellings if len(name) >= SHORTEST_SLIP and one_slip(run, name)}
    if slips:
        return tuple(sorted(slips))
    if re.fullmatch("[一-鿿]{2}", run):
        return tuple(sorted(world.compounds.get(run, ())))
    if len(run) < SHORTEST_CUT:
        return ()
    return tuple(sorted(cut_from(run, world.spellings)))


def one_slip(run: str, name: str) -> bool:
    """One letter is another, is missing or is too many; the first letter holds.

    >>> one_slip("保健福止部", "保健福祉部"), one_slip("総務部", "財務部"), one_slip("ボランテア", "ボランティア")
    (True, False, True)
    """
    if run[:1] != name[:1] or run == name or abs(len(run) - len(name)) > 1:
        return False
    if len(run) == len(name):
        apart = [at for at in range(len(run)) if run[at] != name[at]]
        return len(apart) == 1 and not (apart[0] == len(run) - 1 and run[-1] in _UNIT)
    longer, shorter = sorted((run, name), key=len, reverse=True)
    return any(longer[:at] + longer[at + 1 :] == shorter for at in range(1, len(longer)))


def cut_from(run: str, names: Iterable[str]) -> set[str]:
    """The names of which the run keeps the beginnings of the parts: デジ講ひろば of デジタル講習ひろば.

    >>> cut_from("音楽祭", ["音楽と祭典部", "祭典部"])
    {'音楽と祭典部'}
    """
    found = {name for name in names if len(name) > len(run) and name[0] == run[0] and _is_cut(run, name)}
    shortest = min(map(len, found), default=0)
    return {name for name in found if len(name) == shortest}


_PART = re.compile(r"[一-鿿々]{1,2}|[ァ-ヴー]+|[a-z0-9]+")


def _is_cut(run: str, name: str) -> bool:
    """The run is made of the beginnings of all the name's parts, but for the 部 at its end: 企画部 is no 企画財政部."""
    if re.fullmatch("[ァ-ヴー]{4,6}", run) and re.fullmatch("[ァ-ヴー]+", name):
        return any(name.startswith(run[:at]) and name.endswith(run[at:]) for at in range(2, len(run) - 1))
    parts = _PART.findall(name)
    at = 0
    for place, part in enumerate(parts):
        taken = next((n for n in range(len(part), 0, -1) if run.startswith(part[:n], at)), 0)
        if not taken and not (place == len(parts) - 1 and part in _UNIT):
            return False
        at += taken
    return at == len(run) and len(parts) > 1


def kana_names(labels: Iterable[str]) -> dict[str, str]:
    """How each name and its first words sound, in kana alone: the name in kanji.

    >>> kana_names(["緑地の維持・管理"])["りょくちのいじとかんり"]
    '緑地の維持・管理'
    """
    found: dict[str, set[str]] = {}
    for label in labels:
        for name in {label, label.split("の")[0]}:
            heard = sound(name.replace("・", "と"))
            if len(heard) >= 5 and re.fullmatch("[ぁ-んー]+", heard):
                found.setdefault(heard, set()).add(name)
    return {heard: next(iter(names)) for heard, names in found.items() if len(names) == 1}
