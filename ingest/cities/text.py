"""The municipality that a text without a title speaks of: the name that stands most often as a city's own."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

from keikaku.ingest.cities.names import ORDINARY, Name, listed_names
from keikaku.ingest.cities.zones import TITLE_LINES
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.lexicon import Lexicon, current

LEAST = 2
_TITLE = 4
_MAYOR, _PLAN_NAME = 3, 2
_FORM = re.compile(
    r"(?<![一-龥々ヶ])[一-龥々ヶ]{1,8}?[市町村区]|(?:(?<![ぁ-ん一-龥])|(?<=[度期次新県都府郡]))[ぁ-ん]{2,6}[市町村]|(?<![ァ-ヶー])[ァ-ヶー]{2,6}[市町村]"
)
_PERSON = re.compile(r"[長監]\s{1,3}$")  # a person's name follows a post
_BODY = re.compile(r"長(?!寿|期)|議会|役所|役場|民(?!間)|教育委員会")
_SUBJECT = re.compile(r"で?は")


@cache
def _own_plan(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf".{{0,8}}?{lexicon.group('PLAN_KIND')}")


def counted_name(lines: Sequence[Line]) -> Name | None:
    """The name with the most points; one that never stands as a city's own only where no other does.

    >>> from keikaku.ingest.signs.lines import make_line
    >>> found = counted_name([make_line(1, "花里町の花里町通りを直します。"), make_line(2, "朝凪市長 山田")])
    >>> found and found.name
    '朝凪市'
    """
    points: Counter[str] = Counter()
    owners: set[str] = set()
    names: dict[str, Name] = {}
    seen: dict[str, Name] = {}
    for place, line in enumerate(one for one in lines if not one.hint.furniture):
        begins = place < TITLE_LINES
        for name in _names(line.plain):
            seen.setdefault(name.name, name)
            bonus = _bonus(line.plain[name.end : name.end + 12], is_subject=begins and name.start == 0)
            if bonus or name.bodies:
                names.setdefault(name.name, name)
                points[name.name] += 1 + bonus + (_TITLE if begins else 0)
            if bonus:
                owners.add(name.name)
    best = max(points, key=lambda name: (name in owners, points[name]), default="")
    return names[best] if points[best] >= LEAST else _only_one(seen)


def _only_one(seen: dict[str, Name]) -> Name | None:
    """The one name of a city that a text has at all: a table whose note says who published it."""
    name = next(iter(seen.values()), None)
    return name if len(seen) == 1 and name and name.name.endswith("市") else None


def _names(text: str) -> Iterator[Name]:
    """Those of the list, and beside them what has the form of a name."""
    taken: list[Name] = [name for name in listed_names(text) if not name.is_prefecture]
    yield from taken
    for match in _FORM.finditer(text):
        overlaps = any(one.start < match.end() and match.start() < one.end for one in taken)
        if overlaps or len(match[0]) < 2 or ORDINARY.search(match[0]):
            continue
        if not _PERSON.search(text[: match.start()]):
            yield Name(match[0], match.start(), match.end())


def _bonus(after: str, *, is_subject: bool) -> int:
    """What shows that the name is a city's own: its offices, its plans, a document that begins with it."""
    if _BODY.match(after):
        return _MAYOR
    return _PLAN_NAME if _own_plan(current()).match(after) or (is_subject and _SUBJECT.match(after)) else 0
