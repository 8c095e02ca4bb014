"""The scope that a question names, as a condition on initiatives; what it names is never dropped."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.values import Comparator
from qa import query as q
from qa.compact import compact
from qa.numerals import number_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from qa.lexicon import Thing
    from qa.mentions import Mention, Recognised
    from qa.world import World

EXCLUDED_AFTER = re.compile(
    r"^(?:」|\)|の(?:施策|取組|事業|もの))?(?:以外|を除|は除|ではな|でな|じゃな|のほか|除く|の?担当分?(?:以外|を除|は除)|(?:が|は)(?:関わら|かかわら|関係し|担当し|受け持た|入ら|含まれ)(?:てい)?な|抜き|を抜)"
)
EXCLUDED_BEFORE = re.compile(
    r"(?:except(?: for)?|other than|not|without|excluding|but not)(?: by| of| in| the)* ?$"
)
TOGETHER = re.compile(
    r"共同|合同|(?:連携|協力)して(?=担当|所管|受け持|取り?組)|両方|双方|ともに|共に|いずれも|どちらも|連名|一緒|both|joint|together|shared?(?![a-z])|in common"
)
NOW = re.compile(r"(?:今|いま|現在|現行|最新)の?|current(?:ly)?|now(?![a-z])|latest")
WHOLE_CITY = re.compile(r"全庁|全部局|庁内全体|whole city office|all departments")
SEVERAL = re.compile(
    r"複数の?(?:部|課|部署|局)|(?:部|課|部署|局)が複数|(?:2|二|ふた)つ以上の(?:部|課|部署|局)|several departments|more than one department"
)
WITH_OTHERS = re.compile(r"(?:他|ほか|別)の(?:部|課|部署|局)(?:と|とも)")
ALONE = re.compile(r"(?<=[部課局室])(?:だけ|のみ)(?:が|で|の)?|単独で?|only by|alone")
SO_MANY = re.compile(
    r"([0-9]{1,2}|[二三四五六七八九])(?:つの|個の|の)?(?:部|局|部署)(?:が|で|に|以上|による)(以上)?"
)
_HOLDS = r"(?:を|が|と)?(?:含(?:む|まれ|ん)|入(?:る|っ|り)|付(?:く|い)|つ(?:く|い)|ある|あり)(?:て|で)?(?:いる|る)?"
NAMED = re.compile(
    r"(?:名前|名称|施策名|事業名|取組名|タイトル|題名)(?:の中)?に「?(?P<in>[^」]{1,30}?)」?(?:という(?:言葉|語|文字|単語))?"
    + _HOLDS
    + r"|「(?P<quoted>[^」]{1,40})」(?:という(?:言葉|語|文字|単語))?を(?:名前|名称|施策名|事業名|タイトル)に(?:含|持|入)(?:む|つ|れた)(?:ている)?"
    + r"|「(?P<word>[^」]{1,40})」(?:を含む|という語を含む|の語を含む|が入る|と(?:つく|付く))"
    + r"|(?:name|title)s? (?:that )?(?:ha(?:s|ve)|with|contain(?:s|ing)?|includ(?:es?|ing)|hold(?:s|ing)?) ?[\"“'「]?(?P<en>[^\"”'」?]{1,40})[\"”'」]?"
)
"""The words that a name holds."""
EXCEPTING = re.compile(
    r"担当分?(?=以外|を除|は除)|(?:関わら|かかわら|関係し|担当し|受け持た|入ら|含まれ)(?:てい)?な(?:い|く)|(?<=[部課局室])抜き|を抜[いく]た?|以外|を除[いくき]て?|除く|except(?: for)?|other than|excluding"
)
CONSUMED = (NAMED, WITH_OTHERS, TOGETHER, ALONE, NOW, WHOLE_CITY, SEVERAL, SO_MANY, EXCEPTING)
"""The words that a scope is made of: they are no words of a topic."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The condition, and what the reading should tell of how it was found."""

    condition: q.AllOf
    notes: tuple[str, ...] = ()
    unmet: tuple[str, ...] = ()  # a pillar number that no plan has, a plan that is not there


def named(thing: Thing) -> q.Named:
    """The thing as a query holds it."""
    return q.Named(thing.key, thing.label)


def scope(recognised: Recognised, world: World, *, soft: bool = True) -> Scope:
    """Everything that the question narrows initiatives by; `soft` takes pillars and fields named in passing too."""
    mentions = [
        m
        for m in recognised.mentions
        if (soft or is_structural(m, recognised)) and not _in_a_name(m, recognised.text)
    ]
    plans, notes = _plans(mentions, recognised, world)
    parts: list[q.Condition] = []
    unmet: list[str] = []
    for group in (
        _units(mentions, recognised),
        _all_plans(plans),
        _years(recognised),
        _themes(mentions, recognised, world),
    ):
        parts += group
    pillars, missing, told = _pillars(mentions, recognised, world, plans)
    parts += (
        pillars + _fields(mentions, recognised, plans) + _cities(mentions, world) + _others(recognised, world)
    )
    unmet += missing
    return Scope(q.AllOf(tuple(parts)), tuple(notes + told), tuple(unmet))


def _in_a_name(mention: Mention, text: str) -> bool:
    """A theme or a field within the words that a name is asked to hold narrows nothing itself."""
    match = NAMED.search(text)
    soft = mention.kind in {"theme", "field", "pillar", "initiative"}
    return bool(match and soft and match.start() <= mention.start and mention.end <= match.end())


def excluded(mention: Mention, recognised: Recognised) -> bool:
    """True where the words around the mention take it away: 以外, を除く, except."""
    after, before = recognised.text[mention.end :], recognised.text[: mention.start]
    return bool(EXCLUDED_AFTER.search(after) or EXCLUDED_BEFORE.search(before))


MARKED_AFTER = re.compile(
    r"^[」』)\"”']?(?:分野|体系|の?(?:施策|取り?組み?|事業|プロジェクト|もの|分野|柱)|に(?:属|位置|含|ある|は)|は(?:何件|いくつ)|で(?:は|、)?D|の[^の]{1,15}[部課局室]の?担当分| (?:field|pillar))"
)
MARKED_BEFORE = re.compile(r"(?:[「『\"“']|分野(?:の|は|が|名)?|体系(?:の|は)?|field |pillar |Lの|Pの)$")


def is_structural(mention: Mention, recognised: Recognised) -> bool:
    """True where a pillar's or a field's name stands as a place in the plan, not as a word of the topic."""
    if mention.kind not in {"pillar", "field"} or mention.number:
        return True
    after, before = recognised.text[mention.end :], recognised.text[: mention.start]
    return bool(MARKED_AFTER.search(after) or MARKED_BEFORE.search(before))


def _either(conditions: Sequence[q.Condition], *, together: bool) -> list[q.Condition]:
    if len(conditions) > 1 and not together:
        return [q.AnyOf(tuple(conditions))]
    return list(conditions)


def _signed(mention: Mention, recognised: Recognised, condition: q.Condition) -> tuple[bool, q.Condition]:
    return excluded(mention, recognised), condition


def _split(pairs: Iterable[tuple[bool, q.Condition]], *, together: bool) -> list[q.Condition]:
    pairs = list(pairs)
    kept = list(dict.fromkeys(condition for out, condition in pairs if not out))
    left = [q.Not(condition) for out, condition in pairs if out]
    return _either(kept, together=together) + left


def _units(mentions: Sequence[Mention], recognised: Recognised) -> list[q.Condition]:
    sections = [m for m in mentions if m.kind == "section"]
    kept = [m for m in sections if not excluded(m, recognised)]
    departments = [m for m in mentions if m.kind == "department" and not _owner_of_next(m, kept)]
    pairs = [
        _signed(m, recognised, q.ByUnit(named(m.things[0]), m.kind == "section"))
        for m in (*departments, *sections)
    ]
    return _split(pairs, together=bool(TOGETHER.search(recognised.rest)))


def _owner_of_next(department: Mention, sections: Iterable[Mention]) -> bool:
    """企画部企画経営課 and 企画部の企画経営課 name one section."""
    return any(0 <= section.start - department.end <= 1 for section in sections)


def _plans(
    mentions: Sequence[Mention], recognised: Recognised, world: World
) -> tuple[list[Thing], list[str]]:
    plans = [plan for m in mentions if m.kind == "plan" for plan in best_plans(m.things)]
    if plans or not NOW.search(recognised.rest) or world.newest_plan is None:
        return plans, []
    return [world.newest_plan], [f"今・現在は、いちばん新しい計画「{world.newest_plan.label}」と読みました"]


def best_plans(plans: Sequence[Thing]) -> tuple[Thing, ...]:
    """Of plans that share a short name: those with initiatives, else those that a document of their own tells of."""
    for wanted in (lambda plan: plan.initiatives > 0, lambda plan: not plan.mentioned_only):
        found = tuple(plan for plan in plans if wanted(plan))
        if found:
            return found
    return tuple(plans)


def _all_plans(plans: Sequence[Thing]) -> list[q.Condition]:
    return _either([q.InPlan(named(plan)) for plan in plans], together=False)


def _years(recognised: Recognised) -> list[q.Condition]:
    return _either([q.InYear(year) for year in recognised.years], together=False)


def _themes(mentions: Sequence[Mention], recognised: Recognised, world: World) -> list[q.Condition]:
    pairs = [
        _signed(m, recognised, q.WithTheme(q.Named(name, world.theme_labels.get(name, name))))
        for m in mentions
        if m.kind == "theme"
        for name in m.themes[:1]
    ]
    return _split(pairs, together=True)


def _pillars(
    mentions: Sequence[Mention], recognised: Recognised, world: World, plans: Sequence[Thing]
) -> tuple[list[q.Condition], list[str], list[str]]:
    pairs: list[tuple[bool, q.Condition]] = []
    missing: list[str] = []
    notes: list[str] = []
    for mention in mentions:
        if mention.kind != "pillar":
            continue
        pillar = chosen_pillar(mention.things, plans, world)
        if pillar is None:
            missing.append(mention.text)
            continue
        plan = world.lexicon.things[pillar.plan or ""]
        if mention.number and not plans:
            notes.append(f"{mention.text}は「{plan.label}」の「{pillar.label}」と読みました")
        pairs.append(_signed(mention, recognised, within(pillar, plan)))
    return _split(pairs, together=False), missing, notes


def within(pillar: Thing, plan: Thing) -> q.InPillar:
    """The condition on a pillar, with the word and the number under which its document names it."""
    return q.InPillar(named(pillar), pillar.number, named(plan), pillar.heading)


def chosen_pillar(pillars: Sequence[Thing], plans: Sequence[Thing], world: World) -> Thing | None:
    """Of the pillars of that number or name: one of the plans named, else of the newest plan with initiatives."""
    of_plans = [pillar for pillar in pillars if not plans or pillar.plan in {plan.key for plan in plans}]
    things = world.lexicon.things
    return max(
        of_plans,
        key=lambda pillar: (pillar.initiatives > 0, things[pillar.plan or ""].newest, -pillar.order),
        default=None,
    )


def _fields(mentions: Sequence[Mention], recognised: Recognised, plans: Sequence[Thing]) -> list[q.Condition]:
    keys = {plan.key for plan in plans}
    pairs = [
        _signed(mention, recognised, q.InField(named(field)))
        for mention in mentions
        if mention.kind == "field"
        for field in mention.things
        if not keys or field.plan in keys
    ]
    return _split(pairs, together=False)


def _cities(mentions: Sequence[Mention], world: World) -> list[q.Condition]:
    if len(world.lexicon.municipalities) < 2:
        return []
    return _either(
        [q.InCity(named(m.things[0])) for m in mentions if m.kind == "municipality"], together=False
    )


def _others(recognised: Recognised, world: World) -> list[q.Condition]:
    rest, text = recognised.rest, recognised.text
    found: list[q.Condition] = []
    if WHOLE_CITY.search(rest):
        found.append(q.ByWholeCity())
    if ALONE.search(text):
        found.append(q.UnitNumber(1))
    elif SEVERAL.search(rest) or WITH_OTHERS.search(rest):
        found.append(q.UnitNumber(2, Comparator.AT_LEAST))
    elif match := SO_MANY.search(rest):
        at_least = match[2] or "以上" in match[0]
        found.append(q.UnitNumber(number_of(match[1]), Comparator.AT_LEAST if at_least else Comparator.EXACT))
    if match := NAMED.search(text):
        words = next(group for group in match.groupdict().values() if group).strip("「」 ")
        found.append(q.NameHas(words, _with_name(words, world)))
    return found


def _with_name(words: str, world: World) -> tuple[str, ...]:
    """The initiatives whose compact name holds the compact words."""
    initiatives = world.lexicon.of_kind("initiative")
    return tuple(sorted(one.key for one in initiatives if compact(words) in compact(one.label)))
