"""Which plan a document is: its most named plan, a department's policy of a year, or a cited concept."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from keikaku.ingest.grid.find import cells_of
from keikaku.ingest.page.scene import Scene
from keikaku.ingest.plans.names import TAIL, Mention, OwnPlan, canonical, forms, is_concept, kind_of, plan_key
from keikaku.ingest.signs.layout import Layout
from keikaku.ingest.signs.lines import Line
from keikaku.ingest.signs.units import looks_like_unit
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.japanese.times import find_times, fiscal_year_of
from keikaku.ontology.model.facts import PlanKind

TITLE_LINES = 6
IN_TITLE = 4
CREATED = re.compile(
    r"(?:が確定|を策定しました|を策定いたしました|の策定にあたって|の策定に当たって|について定め)"
)
YEAR_WORDS = re.compile(r"[（(][^（）()]{0,14}年度[^（）()]{0,6}[)）]|(?:令和|平成|20\d\d)[^ぁ-ん]{0,12}年度")


def find_own_plan(scene: Scene, mentions: Sequence[Mention], city: str) -> OwnPlan | None:
    """Find the plan of the document in the way that its layout names."""
    return WAYS[scene.layout.own_plan](scene, mentions, city)


def tells_its_plan(scene: Scene, mentions: Sequence[Mention]) -> bool:
    """Whether a document of a layout that stands for a plan in its own way names what that way needs.

    A chapter about a basic concept cites one, a department's policy names the department; a report that only
    looks like them is another document.
    """
    way = scene.layout.own_plan
    if way == "cited":
        return _concept(mentions) is not None
    return way != "department" or find_policy(scene) is not None


def fiscal_year_of_title(lines: Sequence[Line], limit: int = 30) -> int | None:
    """The fiscal year that the first lines tell."""
    for line in lines[:limit]:
        for time in find_times(line.plain):
            if time.kind == "fiscal_year":
                return time.fiscal_year
    return None


def year_of_list(scene: Scene, own: OwnPlan, city: str) -> int | None:
    """The fiscal year in the title of a list: 令和元年度主要事業一覧, or the plan's name beside or under it.

    A year in which something is made, or from which it holds, is none of it (令和6年度策定, 令和6年度から).
    """
    if own.kind in (PlanKind.BASIC_CONCEPT, PlanKind.BASIC_PLAN):
        return None
    lines = scene.lines[:TITLE_LINES]
    named = next((at for at, line in enumerate(lines) if own.name in canonical(line.plain, city)), None)
    around = [] if named is None else lines[max(0, named - 1) : named + 2]
    told = {year for line in around if not line.ends_sentence and (year := _year_of_title(line)) is not None}
    return told.pop() if len(told) == 1 else None


def _year_of_title(line: Line) -> int | None:
    times = find_times(line.plain)
    if len(times) != 1 or times[0].kind != "fiscal_year" or times[0].bound or "\t" in line.text.strip():
        return None
    time, behind = times[0], line.plain[times[0].end :]
    one = time.fiscal_year == fiscal_year_of(time.last)
    return time.fiscal_year if one and not MADE.match(behind) else None


def with_year(own: OwnPlan, city: str, year: int) -> OwnPlan:
    """The plan of one year; its key tells the year where its name does not."""
    told = any(time.fiscal_year == year for time in find_times(own.name))
    return own if told else replace(own, key=plan_key(city, own.name, str(year)))


MADE = re.compile(
    r"[)）]?\s?(?:の?(?:第\d{1,2}[次回])?(?:策定|改定|改訂|改正|見直し|決定|作成|版|更新)|から|より|以降|まで|末|現在|時点|を)"
)
"""What stands behind a year that is no year of the list."""


def _named(scene: Scene, mentions: Sequence[Mention], city: str) -> OwnPlan | None:
    """The plan that is named most; the title and the words of its adoption count more than a mention."""
    titled = _titled(scene, city)
    points = Counter(mention.name for mention in mentions)
    told = {name for name, _ in titled}
    for mention in mentions:
        if CREATED.match(mention.sentence[mention.end :].lstrip("」』 ")[:20]):
            points[mention.name] += IN_TITLE
            told.add(mention.name)
    for name, _ in titled:
        points[name] += IN_TITLE
    if not points or (not told and _is_titled(scene, city)):
        return _untitled(scene, city)
    name = points.most_common(1)[0][0]
    spellings = Counter(mention.label for mention in mentions if mention.name == name)
    label = spellings.most_common(1)[0][0] if spellings else next(label for n, label in titled if n == name)
    return _own(scene.layout, city, name, label)


def _is_titled(scene: Scene, city: str) -> bool:
    """Whether the first line titles another kind of document: it names the city and a year, and no plan."""
    first = next(iter(scene.lines), None)
    if (
        first is None
        or first.ends_sentence
        or first.number in {t.lines[0].number for t in scene.tables.values()}
    ):
        return False
    return bool(city and city in first.plain and find_times(first.plain))


def _titled(scene: Scene, city: str) -> list[tuple[str, str]]:
    """Names of plans with which one of the first lines begins."""
    titles = (line for line in scene.lines[:TITLE_LINES] if not line.ends_sentence)
    texts = (
        text for line in titles for text in (map(_plain, cells_of(line)) if cells_of(line) else [line.plain])
    )
    found = map(_title(forms().kinds).match, texts)
    return [(canonical(m["name"], city), "".join(m["name"].split())) for m in found if m]


def _plain(cell: str) -> str:
    return normalise(cell).text.strip()


@cache
def _title(kinds: str) -> re.Pattern[str]:
    return re.compile(rf"^#{{0,6}}\s?(?P<name>[^。、を]{{2,50}}{kinds}{TAIL})(?![一-龥])")


def _untitled(scene: Scene, city: str) -> OwnPlan | None:
    """A plan without any name that looks like a plan's goes by its first line."""
    rows = {line.number for table in scene.tables.values() for line in table.lines}
    first = next((line for line in scene.lines if not line.ends_sentence), None)
    if first is None or first.number in rows or "\t" in first.text.strip():
        return None
    label = first.text.strip().lstrip("# ")
    return _own(scene.layout, city, canonical(label, city), label)


def titled_plan(scene: Scene, city: str, file: str) -> OwnPlan:
    """The plan of a document that has initiatives and names none: it goes by its first line or its file."""
    bare = file.rpartition(".")[0] or file
    return _untitled(scene, city) or _own(scene.layout, city, bare, bare)


def _own(layout: Layout, city: str, name: str, label: str) -> OwnPlan:
    kind = kind_of(name)
    if kind is PlanKind.OTHER and layout.kind:
        kind = PlanKind(layout.kind)
    return OwnPlan(plan_key(city, name), name, label, kind)


def _department(scene: Scene, mentions: Sequence[Mention], city: str) -> OwnPlan | None:
    """The policy of one department for one year: 緑政部の「運営方針と目標」（令和9年度）."""
    found = find_policy(scene)
    if found is None:
        return _named(scene, mentions, city)
    department, word, label = found
    year = fiscal_year_of_title(scene.lines)
    name = f"{department}の{word}"
    return OwnPlan(plan_key(city, name, str(year or "")), name, label, PlanKind.DEPARTMENT_POLICY)


def find_policy(scene: Scene) -> tuple[str, str, str] | None:
    """The department, the word for its policy and the line that names both."""
    for line in scene.lines[:TITLE_LINES]:
        for word in scene.layout.policy_words:
            place = line.plain.find(word)
            before = YEAR_WORDS.sub("", line.plain[: max(place, 0)]).strip("#「『の 　")
            department = before.split()[-1] if before.split() else ""
            if place >= 0 and looks_like_unit(department):
                return department, word, line.text.strip().lstrip("# ")
    return None


def _everyone(scene: Scene, mentions: Sequence[Mention], city: str) -> OwnPlan | None:
    """The policies of all departments for one year, as a page of news tells them."""
    year = fiscal_year_of_title(scene.lines)
    for word in scene.layout.policy_words:
        if any(word in line.plain for line in scene.lines):
            name = _told_name(scene, word)
            label = f"{name}（{_told_year(scene, year)}）" if year else name
            return OwnPlan(plan_key(city, name, str(year or "")), name, label, PlanKind.OTHER)
    return _named(scene, mentions, city)


def _told_name(scene: Scene, word: str) -> str:
    """The name in the document's own words: 各部の or 各局の."""
    found = (re.search(rf"各[部局課](?:局)?の.?{re.escape(word)}", line.plain) for line in scene.lines)
    return next(("".join(match[0].split("「")) for match in found if match), f"各部の{word}")


def _told_year(scene: Scene, year: int) -> str:
    """The year in the document's own words."""
    for line in scene.lines:
        for time in find_times(line.text):
            if time.kind == "fiscal_year" and time.fiscal_year == year:
                return "".join(time.text.rstrip("のにはを").split())
    return f"{year}年度"


def _cited(scene: Scene, mentions: Sequence[Mention], city: str) -> OwnPlan | None:
    """The basic concept whose principles a chapter goes through, with the year of its adoption."""
    mention = _concept(mentions)
    if mention is None:
        return _named(scene, mentions, city)
    times = find_times(mention.sentence[: mention.start])
    year = times[-1].first[:4] if times else ""
    return OwnPlan(plan_key(city, mention.name, year), mention.name, mention.label, PlanKind.BASIC_CONCEPT)


def _concept(mentions: Sequence[Mention]) -> Mention | None:
    """The basic concept that is cited first; one with words of a city's own where no other is."""
    found = [mention for mention in mentions if is_concept(mention.name)]
    return min(found, key=lambda one: kind_of(one.name) is not PlanKind.BASIC_CONCEPT, default=None)


WAYS: Mapping[str, Callable[[Scene, Sequence[Mention], str], OwnPlan | None]] = {
    "named": _named,
    "department": _department,
    "everyone": _everyone,
    "cited": _cited,
}
