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

_TAKES_PART = r"(?:担当|所管|受け持|主管|管轄|関係|関与|関わ|かかわ|絡|含|入|はい|属|所属|該当|当た|当ては|位置付け|位置づけ)"
_NOT = r"[^、。?DSLFPIと]{0,6}?(?:(?:で|じゃ)?(?:は)?な(?:い|く|かった|き)|ません|[らたされ](?:ず|ぬ)|外(?:れ|の))"
EXCLUDED_AFTER = re.compile(
    r"^(?:」|\)|』|分野|の(?:施策|取組|事業|もの|分野|体系|下|中|枠))*(?:以外|を除|は除|ではな|でな|じゃな|のほか|除く|の?担当分?(?:以外|を除|は除)|抜き(?!出)|を抜(?!き出)|を?外(?:し|す|した)|の?外(?:の|に)"
    rf"|(?:が|は|に|の|には|へ|を)?{_TAKES_PART}{_NOT})"
)
EXCLUDED_BEFORE = re.compile(
    r"(?:except(?: for)?|other than|not|without|excluding|but not|outside|apart from|aside from|leaving out|exclude)(?: led| run| handled| owned| under| by| of| in| to| belonging| those| ones| from| the)* ?(?:体系[0-9]{1,2})?[「“']?$"
)
TOGETHER = re.compile(
    r"共同|合同|(?:連携|協力|協働)(?:して|し、?|で)(?=担当|所管|受け持|取り?組|進め|行|実施)|両方|両部|両課|双方|とも(?:に|、)|[部課局]とも|共に|いずれも|どちらも|連名|併記|共管|一緒|相乗り|またが|跨が|またがっ|タッグ|組んで|手を組|both|joint(?:ly)?|(?<!al)together|shared?(?![a-z])|in common|co-?(?:lead|own|manage)|team(?:ed|ing)? up|collaborat"
)
NOW = re.compile(
    r"(?:今(?!後|回|まで)|(?<![ぁ-ん])いま|現在|現行|最新)の?|current(?:ly)?|(?<![a-z])now(?![a-z])|latest"
)
WHOLE_CITY = re.compile(
    r"全庁|全部局|庁内全体|市役所(?:全体|を挙げ|一丸)|役場(?:全体|を挙げ)|(?:すべて|全て)の(?:部|局|部署)|whole city office|all departments|(?:whole|entire) city|all of (?:the )?city hall|city hall as a whole"
)
_UNITS = r"(?:担当)?(?:部署|部門|部局|部|課|局)"
SEVERAL = re.compile(
    rf"(?:複数|いくつか|幾つか)の?{_UNITS}|{_UNITS}が(?:複数|2つ以上|二つ以上|いくつも)|(?:2|二|ふた)(?:つ|部|課|局)?以上の?(?:{_UNITS}|に(?:また|跨)が)|{_UNITS}(?:を|に)(?:また|跨)(?:が|い)|{_UNITS}の枠を[超越]え|部署横断|部局横断|(?:several|multiple|various|different) departments|{_UNITS}の名前が(?:2|二|複数)|(?:more than one|at least two|(?:two|2) or more) departments?"
)
WITH_OTHERS = re.compile(
    r"(?:他|ほか|別)の(?:部|課|部署|局)(?:と|とも)|(?:together |jointly |shared )?with (?:an)?other (?:departments?|sections?)"
)
ALONE = re.compile(
    r"(?<=[部課局室])(?:だけ|のみ)(?!でな|では)(?:が|で|の)?|単独(?!の?(?:[部課局])?では?な)で?|(?:他|ほか|別)の(?:部|課|部署|局)(?:が|は|と|とは)(?:関わら|かかわら|関係し|担当し|入ら|共同でな|一緒でな)[^、。]{0,6}?な|only by|alone|(?:by itself|on its own|solely)|not (?:be )?shared? with|no other (?:department|section)"
)
SO_MANY = re.compile(
    r"([0-9]{1,2}|[二三四五六七八九])(?:つの|個の|つ|の|か)?(?:担当)?(?:部署|部門|部局|部|局)(?:が|で|に|以上|による|の|と|$|[?])(以上)?"
    r"|(?:担当|所管)?(?:部署|部門|部局|部|局)(?:の数)?(?:が|は)(?P<after>[0-9]{1,2}|[二三四五六七八九])(?:つ|個|部|か所|部署)?(?P<least>以上)?"
    r"|(?P<en>[0-9]{1,2}|two|three|four|five)(?P<more> or more)? departments"
)
_HOLDS = r"(?:を|が|と|って)?(?:含(?:む|まれ|ん)|入(?:る|っ|り)|付(?:く|い)|つ(?:く|い)|ある|あり)(?:て|で)?(?:いる|る)?"
_NAME = r"(?:(?:施策|事業|取組|取り組み|もの)の?名|名前|名称|タイトル|件名|題名|題|標題|表題|見出し)(?:の(?:中|なか|一部))?"
_SAID = r"(?:(?:という|といった|って|の)?(?:文言|言葉|ことば|語|文字列?|単語|字|ワード))"
NAMED = re.compile(
    rf"{_NAME}(?:中)?(?:に|が|を|で|は|の|として|、| )?「(?P<quoted>[^」]{{1,40}})」{_SAID}?(?:{_HOLDS})?"
    rf"|「(?P<before>[^」]{{1,40}})」{_SAID}?(?:が|を|って|と|の)?(?:冠し(?:た)?(?:、又は|または|か)?|(?:入っ|付い|含まれ)た)?{_NAME}(?:中)?(?:に|の)?(?:{_HOLDS})?"
    rf"|「(?P<crowned>[^」]{{1,40}})」を冠し"
    rf"|{_NAME}に(?P<bare>[^」、]{{1,30}}?){_SAID}?{_HOLDS}"
    rf"|「(?P<word>[^」]{{1,40}})」(?:を含む|{_SAID}(?:を含む|が入る)|が入る|と(?:つく|付く))"
    r"|(?:name|title)s? (?:that )?(?:ha(?:s|ve)|with|contain(?:s|ing)?|includ(?:es?|ing)|hold(?:s|ing)?) ?(?:the (?:word|term|text) ?)?[\"“'「]?(?P<en>[^\"”'」?]{1,40})[\"”'」]?"
    r"|(?:with|ha(?:s|ve|ving)|contain(?:s|ing)?|includ(?:es?|ing)|featur(?:es?|ing)|us(?:es?|ing)) ?(?:the (?:word|term|text) ?)?[\"“'「](?P<in_title>[^\"”'」?]{1,40})[\"”'」] ?(?:in|as part of) (?:the|their|its) (?:name|title)s?"
)
"""The words that a name holds."""
EXCEPTING = re.compile(
    rf"担当分?(?=以外|を除|は除)|を?除外(?:した|する|して|し)?|を?抜きに(?:した|して|し)?|{_TAKES_PART}{_NOT}|(?<=[部課局室])抜き|を抜[いく]た?|を?外(?:して|した|す|の)|以外|を除[いくき]て?|除[くい](?:た|て)?|except(?: for)?|other than|excluding|exclude|outside|apart from|aside from|leaving out"
)
EITHER = re.compile(
    r"少なくとも|(?:いずれか|どちらか)?一方でも(?:可|よ)|でも ?でもい?い|(?:いずれ|どちら)でも|or both|(?:どちら|いずれ)か(?:一方)?|(?<=の)一方|片方|at least one of|either"
)
CONSUMED = (EITHER, NAMED, WITH_OTHERS, TOGETHER, ALONE, NOW, WHOLE_CITY, SEVERAL, SO_MANY, EXCEPTING)
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
        if (soft or is_structural(m, recognised)) and not _in_a_name(m, recognised, world)
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


def _in_a_name(mention: Mention, recognised: Recognised, world: World) -> bool:
    """A theme or a field within the words that a name is asked to hold narrows nothing itself."""
    match = NAMED.search(recognised.text) if _name_words(recognised, world) else None
    soft = mention.kind in {"theme", "field", "pillar", "initiative"}
    return bool(match and soft and match.start() <= mention.start and mention.end <= match.end())


def excluded(mention: Mention, recognised: Recognised) -> bool:
    """True where the words around the mention take it away: 以外, を除く, except."""
    text = recognised.text
    next_one = next((m.start for m in recognised.mentions if m.start >= mention.end), len(text))
    after, before = text[mention.end :], text[: mention.start]
    taken = TAKEN_AWAY.match(text[mention.end : next_one]) if mention.kind in WITHIN_A_LIST else None
    return bool(taken or EXCLUDED_AFTER.search(after) or EXCLUDED_BEFORE.search(before))


WITHIN_A_LIST = frozenset({"department", "section", "pillar", "field", "theme", "plan"})
TAKEN_AWAY = re.compile(
    r"(?:(?!うち|から|中で|なかで)[^、。]){0,14}?(?:以外|を?除(?:外(?:した|する|して|し)?|[いくきけし])|は除|を?抜きに(?:した|して|し)?|を?外[しす]|(?<!だけ)(?<!のみ)を?抜(?:い|き(?!出))|を?別にし|を?引い)"
)
"""企画部が担当するものを除いた: what is taken away goes up to the next name or the next part of the sentence."""


MARKED_AFTER = re.compile(
    r"^[」』)\"”']?(?:分野|体系|の?(?:施策|取り?組み?|事業|プロジェクト|もの|分野|柱)|に(?:属|位置|含|ある|は)|は(?:何件|いくつ)|で(?:は|、)?D|の[^の]{1,15}[部課局室]の?担当分| (?:field|pillar))"
)
MARKED_BEFORE = re.compile(r"(?:[「『\"“']|分野(?:の|は|が|名)?|体系(?:の|は)?|field |pillar |Lの|Pの)$")


A_TITLE = 7
"""Characters of a pillar's or a field's name that nobody writes without meaning it."""


def is_structural(mention: Mention, recognised: Recognised) -> bool:
    """True where a pillar's or a field's name stands as a place in the plan, not as a word of the topic."""
    if mention.kind not in {"pillar", "field"} or mention.number or len(mention.text) >= A_TITLE:
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
    return _split(pairs, together=are_together(recognised))


def are_together(recognised: Recognised) -> bool:
    """True where all the units that are named share what is asked: 共同で, and 二つの部 beside two names."""
    so_many = SO_MANY.search(recognised.rest)
    number = so_many and number_of(so_many[1] or so_many["after"] or so_many["en"])
    named_units = recognised.of("department", "section")
    if EITHER.search(recognised.rest):
        return False
    return bool(TOGETHER.search(recognised.rest)) or (len(named_units) > 1 and number == len(named_units))


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
    if match := WHOLE_CITY.search(rest):
        left_out = TAKEN_AWAY.match(rest[match.end() :])
        found.append(q.Not(q.ByWholeCity()) if left_out else q.ByWholeCity())
    of_sections = bool(recognised.of("section") or _SECTIONS.search(rest)) and not recognised.of("department")
    several = SEVERAL.search(rest) or WITH_OTHERS.search(rest)
    if ALONE.search(text) and not several:
        found.append(q.UnitNumber(1, sections=of_sections))
    elif (match := SO_MANY.search(rest)) and len(recognised.of("department")) < 2:
        at_least = "以上" in match[0] or match["more"]
        number = number_of(match[1] or match["after"] or match["en"])
        comparator = Comparator.AT_LEAST if at_least else Comparator.EXACT
        found.append(q.UnitNumber(number, comparator, of_sections))
    elif several:
        found.append(q.UnitNumber(2, Comparator.AT_LEAST, of_sections))
    words = _name_words(recognised, world)
    if words:
        found.append(q.NameHas(words, _with_name(words, world)))
    return found


_SECTIONS = re.compile(r"複数の?課|課が複数|つの?課|(?:他|ほか|別)の課|sections?|divisions?")


def _name_words(recognised: Recognised, world: World) -> str:
    """The words that a name is asked to hold; a name in full is meant itself (施策名「窓口DXの推進」)."""
    match = NAMED.search(recognised.text)
    words = next(group for group in match.groupdict().values() if group).strip("「」 ") if match else ""
    whole = any(compact(words) == compact(one.label) for one in world.lexicon.of_kind("initiative"))
    part = any(
        m.kind in {"pillar", "field", "plan"} and m.text in compact(words) for m in recognised.mentions
    )
    return "" if whole or part else words


def _with_name(words: str, world: World) -> tuple[str, ...]:
    """The initiatives whose compact name holds the compact words."""
    initiatives = world.lexicon.of_kind("initiative")
    return tuple(sorted(one.key for one in initiatives if compact(words) in compact(one.label)))
