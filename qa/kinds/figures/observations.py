"""Numbers with a year: of an indicator, a fund, a pillar, a department; the highest, the lowest, the change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa import query as q
from keikaku.qa.conditions import named
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus
from keikaku.qa.text.compact import compact
from keikaku.qa.world import compile as sparql

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.names.mentions import Mention
    from keikaku.qa.text.words import Word

HIGHEST = (
    "最も高",
    "一番高",
    "いちばん高",
    "最高",
    "最大",
    "ピーク",
    "最も多",
    "一番多",
    "いちばん多",
    "最多",
    "highest",
    "the most",
    "maximum",
    "largest",
)
LOWEST = (
    "最も低",
    "一番低",
    "いちばん低",
    "最低",
    "最小",
    "底だ",
    "底で",
    "底は",
    "いちばん下が",
    "一番下が",
    "最も少な",
    "一番少な",
    "いちばん少な",
    "最少",
    "lowest",
    "fewest",
    "minimum",
    "smallest",
)
CHANGE = (
    "変化",
    "増減",
    "推移",
    "変わ",
    "差は",
    "差を",
    "増え",
    "減っ",
    "比べ",
    "伸び",
    "違う",
    "違い",
    "動い",
    "動き",
    "移り変わり",
    "時系列",
    "何ポイント",
    "変動",
    "変化幅",
    "増減幅",
    "go up",
    "transition",
    "changed",
    "change",
    "trend",
    "difference",
)

TARGET = ("目標", "基準", "目安", "上限", "target", "rule", "limit")
ACTUAL = ("実績", "結果", "実際", "現状", "達成", "actual", "result")
"""Words that ask for the value beside its target."""
NEWEST = ("直近", "最新", "最近", "latest", "most recent")
PICKS: tuple[tuple[tuple[str, ...], q.Pick], ...] = (
    (NEWEST, "newest"),
    (HIGHEST, "highest"),
    (LOWEST, "lowest"),
    (CHANGE, "change"),
    (TARGET, "target"),
)


def read_observation(reading: Reading) -> Understood | Declined | None:
    """The numbers of the indicators that the question names, of its years and its subjects."""
    mentions = reading.recognised.of("indicator")
    if not mentions:
        return None
    things = tuple(dict.fromkeys(thing for m in mentions for thing in of_the_owner(m, reading)))
    if not things:
        return _of_no_owner(mentions[0], reading)
    indicators = narrowed(_with_siblings(tuple(map(named, things)), reading), reading.recognised.text)
    told = "".join(one.label + owner_of(one, reading) for one in things)
    if sum(_is_another(word, told) for word in reading.topic) > 1:
        return None
    return Understood(
        query=q.Observe(
            indicators, reading.recognised.years, subjects_of(reading), _pick(reading.recognised.rest)
        )
    )


def owner_of(thing: Thing, reading: Reading) -> str:
    """Whose the indicator is: of which initiative, field or pillar, or of what its name says before the last の."""
    return reading.world.lexicon.label(thing.subject) or (
        thing.label.rpartition("の")[0] if thing.alt_labels else ""
    )


def of_the_owner(mention: Mention, reading: Reading) -> tuple[Thing, ...]:
    """Of indicators of one name: those of the initiative, field, pillar or facility that the question names.

    None where it names another than they have: the figure of one is no answer for another.
    """
    keys = {t.key for m in reading.recognised.of("initiative", "field", "pillar") for t in m.things}
    of_named = tuple(thing for thing in mention.things if thing.subject in keys)
    if of_named:
        return of_named
    owners = {thing: compact(owner_of(thing, reading)) for thing in mention.things}
    words = [word.stem for word in reading.topic if word.noun]
    counts = {thing: sum(word in owner for word in words) for thing, owner in owners.items() if owner}
    best = max(counts.values(), default=0)
    if best:
        return tuple(thing for thing in mention.things if counts.get(thing) == best)
    if (
        all(owners.values())
        and not mention.text.startswith(tuple(owners.values()))
        and _other(mention, reading)
    ):
        return ()
    return mention.things


def _other(mention: Mention, reading: Reading) -> str:
    """What stands before the indicator as the one whose it is, and is no year, city or plan: 動物園の年間利用者."""
    found = OWNER.search(reading.recognised.text[: mention.start])
    if not found:
        return ""
    start = found.start(1)
    named = [m for m in reading.recognised.mentions if m.kind in SCOPES and start < m.end <= mention.start]
    return "" if named or compact(found[1]) in ABOUT_NUMBERS else found[1]


OWNER = re.compile(r"(?:^|[、。はがをにで])([^、。はがをにでの?]{2,})の$")
SCOPES = ("year", "municipality", "plan", "department", "section")


def _of_no_owner(mention: Mention, reading: Reading) -> Declined:
    topic = f"{_other(mention, reading)}の{mention.text}"
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about={"topic": topic})


ABOUT_NUMBERS = frozenset(
    "直近 値 最新 最近 数値 ポイント 変 変化 増 減 差 比 伸 推移 高 低 最高 最低 最大 最小 最高値 最低値 最大値 最小値 ピーク 底 多 少 年度 各年度 両年度 年次 時系列 "
    "変動 変化幅 増減幅 幅 単位 2か年 か年 記録 経営資源 何 "
    "実績 実績値 目標値 実際 対比 結果 達成 状況 比較 起点 過去 移 違 動 前年度 前年 計上 委員会 検証".split()
)
"""Stems that ask something of a number, and are no other number's name."""


def _with_siblings(indicators: tuple[q.Named, ...], reading: Reading) -> tuple[q.Named, ...]:
    """工事の件数 beside 終わらなかった: what else the same table counts of the pillar may be meant."""
    subjects = subjects_of(reading)
    if len(indicators) != 1 or not subjects:
        return indicators
    rows = reading.world.facts.rows(About, sparql.fill(ABOUT, subjects=sparql.iris(subjects)))
    if SHARE.search(reading.shape) and not _is_share(indicators[0].label):
        shares = (q.Named(key, label) for key, label in rows if _is_share(label))
        return tuple(one for one in shares if one.label.startswith(indicators[0].label)) or indicators
    if not HOW_FAR.search(reading.shape):
        return indicators
    head = indicators[0].label.rpartition("の")[0]
    told = tuple(q.Named(key, label) for key, label in rows if label.rpartition("の")[0] == head)
    return how_far(told, reading.recognised.text) or indicators


def _is_share(label: str) -> bool:
    return "率" in label or "割合" in label


SHARE = re.compile(r"何?%|パーセント|割合|比率|share|ratio|per ?cent")
HOW_FAR = re.compile(r"達成|着手|完了|achieved|begun")


def _is_another(word: Word, told: str) -> bool:
    """A word that no number is asked with: the question is about something else that the indicator is named in."""
    return word.noun and word.stem not in told and word.stem not in ABOUT_NUMBERS


def narrowed(indicators: tuple[q.Named, ...], text: str) -> tuple[q.Named, ...]:
    """Of indicators that share a name (工事の件数, 工事の未完了): the one whose own part the question has."""
    if len(indicators) < 2:
        return indicators
    parts = {one: compact(one.label).rpartition("の")[2] for one in indicators}
    failed = [one for one, part in parts.items() if part.startswith("未")]
    if failed and NOT_DONE.search(text):
        return tuple(failed)
    exact = [one for one, part in parts.items() if part in text and not _inside(part, parts.values(), text)]
    if exact:
        return tuple(exact)
    near = [one for one, part in parts.items() if _stem(part) in text]
    return (
        tuple(near)
        or tuple(one for one, part in parts.items() if part == "件数" and "何件" in text)
        or indicators
    )


NOT_DONE = re.compile(
    r"(?:達成|実現|完了)(?:でき|され|に至ら|し)?(?:てい)?な(?:い|かっ|く)|(?:達成|完了)(?:できず|されず|せず|に至らず)|未達|not (?:been )?(?:achieved|completed|met|reached)"
)
"""達成できなかった is told under 未達成."""


def _inside(part: str, others: Iterable[str], text: str) -> bool:
    """達成 is not asked where 未達成 is."""
    return any(part in other and part != other and other in text for other in others)


def _stem(part: str) -> str:
    return part.split("・", maxsplit=1)[0]


def read_resources(reading: Reading) -> Understood | Declined | None:
    """企画部の職員数は？: the numbers about a unit whose indicator's name holds the question's word."""
    units = reading.recognised.of("department", "section")
    if reading.recognised.of("indicator") or not units:
        return read_observation(reading)
    if reading.recognised.of("theme") and OF_INITIATIVES.search(reading.shape):
        return None
    words = [w for asked, names in RESOURCE_WORDS if any(a in reading.shape for a in asked) for w in names]
    rows = reading.world.facts.rows(
        About,
        sparql.fill(ABOUT, subjects=sparql.iris(q.Named(t.key, t.label) for m in units for t in m.things)),
    )
    found = tuple(q.Named(key, label) for key, label in rows if _is_resource(label, words))
    if any(word in reading.shape for word in ("比率", "割合", "share", "ratio")):
        found = tuple(one for one in found if "比率" in one.label or "割合" in one.label)
    if not found:
        return None
    return Understood(query=q.Observe(found, reading.recognised.years, subjects_of(reading)))


OF_INITIATIVES = re.compile(r"施策|取り?組み?|事業(?!費)|initiatives?|projects?|measures?")
"""企画部の財政・予算に関する施策 asks for initiatives of that theme, not for a budget."""


def _is_resource(label: str, words: Sequence[str]) -> bool:
    """会計年度任用職員 are people, whatever 会計 asks for."""
    people = "職員" in label and "職員" not in words
    return not people and any(word in label for word in words)


RESOURCE_WORDS = (
    (("職員", "人員", "staff", "employees"), ("職員", "人員")),
    (("予算", "budget"), ("予算", "会計", "事業費")),
    (("経営資源", "resources"), ("職員", "人員", "予算", "会計", "事業費")),
)
"""What is asked, and the words that the names of its indicators hold."""


class About(NamedTuple):
    """A row of ABOUT."""

    indicator: str
    label: str


ABOUT = """SELECT DISTINCT ?indicator ?label WHERE {
  VALUES ?subject { $subjects }
  ?o a plan:Observation ; plan:subject ?subject ; plan:indicator ?indicator . ?indicator skos:prefLabel ?label
} ORDER BY ?indicator"""


def how_far(indicators: tuple[q.Named, ...], text: str) -> tuple[q.Named, ...]:
    """Of what a pillar's table counts: what the question's 着手, 達成 or 達成できなかった asks for; else nothing."""
    english = ("未達成", "not achieved"), ("着手", "begun"), ("着手", "started"), ("達成", "achieved")
    word = "未達成" if NOT_DONE.search(text) else next((w for w in DEGREES if w in text), "")
    word = word or next((japanese for japanese, told in english if told in text), "")
    return tuple(one for one in indicators if word and word in one.label and _same_sign(word, one.label))


DEGREES = ("未達成", "達成率", "着手", "達成")


def _same_sign(word: str, label: str) -> bool:
    """達成 is not told by 未達成."""
    return word.startswith("未") or "未" not in label


def read_achievement(reading: Reading) -> Understood | None:
    """アクションプラン2022の達成率は？: the indicators that tell how far a plan or a pillar came."""
    if reading.recognised.of("indicator"):
        return None
    word = (
        "未達成"
        if NOT_DONE.search(reading.shape)
        else next((w for w in DEGREES if w in reading.shape), "達成")
    )
    subjects = subjects_of(reading) or tuple(map(named, reading.world.lexicon.of_kind("plan")))
    rows = reading.world.facts.rows(About, sparql.fill(ABOUT, subjects=sparql.iris(subjects)))
    labels = [(key, label) for key, label in rows if word in label and _same_sign(word, label)]
    rates = [(key, label) for key, label in labels if "率" in label] if word == "達成率" else []
    found = tuple(q.Named(key, label) for key, label in rates or labels)
    return Understood(query=q.Observe(found, reading.recognised.years, subjects)) if found else None


def subjects_of(reading: Reading) -> tuple[q.Named, ...]:
    """The plans, pillars and units that the question names."""
    mentions = reading.recognised.of("pillar", "department", "section") or reading.recognised.of("plan")
    if not mentions and (reading.recognised.of("municipality") or "市全体" in reading.recognised.text):
        return tuple(map(named, reading.world.cities or reading.world.lexicon.municipalities))
    things = [thing for m in mentions for thing in m.things]
    if WHICH_PILLAR.search(reading.shape):
        plans = {thing.key for thing in things if thing.kind == "plan"}
        things += [pillar for pillar in reading.world.lexicon.of_kind("pillar") if pillar.plan in plans]
    told = {row.subject for row in reading.world.facts.rows(Told, TOLD)}
    return tuple(dict.fromkeys(named(thing) for thing in things if thing.key in told)) or tuple(
        map(named, things)
    )


WHICH_PILLAR = re.compile(
    r"(?:どの|どちらの|何という|which) ?(?:体系|柱|pillar)|(?:体系|柱)(?:は|って)(?:どれ|何|なに|[?]?$)"
)
"""The pillars of a plan that is named are what is compared."""


class Told(NamedTuple):
    """A row of TOLD."""

    subject: str


TOLD = "SELECT DISTINCT ?subject WHERE { ?o a plan:Observation ; plan:subject ?subject }"


def _pick(rest: str) -> q.Pick | None:
    found = next((pick for words, pick in PICKS if any(word in rest for word in words)), None)
    return None if found == "target" and any(word in rest for word in ACTUAL) else found
