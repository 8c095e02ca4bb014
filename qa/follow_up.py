"""Follow-up questions: そのうち体系3のものは？, 担当は？, 令和4年度は？, 何件？ mean something on the answer before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa.asking import HEADS
from keikaku.qa.cues import intents
from keikaku.qa.kinds.observations import subjects_of
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.reading.scoped import scope, whole_city
from keikaku.qa.units import of_department, own_units, with_whole_city
from keikaku.qa.words import IDLE, content_words

if TYPE_CHECKING:
    from keikaku.qa.answer import Answer

WITHIN = re.compile(
    r"^(?:で、|では、)?(?:そ(?:の|れらの|れの|こ)?(?:うち|中|なか|から)|こ(?:の|れらの)(?:うち|中|なか)|(?:上記|前述|先ほど|さっき|今)の?(?:うち|中|なか|から|もの|施策)|うち|中でも|なかでも|その|それ(?:ら|は|の|を|だけ)|さらに|もっと|of (?:those|these|them)|among (?:those|these|them)|which of (?:those|these|them)|how many of (?:those|these|them)|out of (?:those|these|them)|from (?:those|these|them)|their|its|(?:now |then |so )?(?:only|just|narrow))"
    r"|(?:に|で)(?:絞|限定|限る|限って|限れば)|(?:だけ|のみ)(?:に|を|で|は|再掲|抽出|抜|$|[?])|(?:of|from|among) (?:these|those|them)|(?:^|then |please )(?:limit|narrow|restrict|filter)|only (?:those|these|them|the ones)"
)
"""そのうち体系3のものは？: the answer before, narrowed."""
ASIDE = re.compile(
    r"^(?:(?:それ)?(?:では|じゃあ?|なら)|で?は、|で、|ほかに|他に|あと|一方|and |what about|how about)"
)
"""じゃあ総務部は？: the question before, of something else."""
BARE = re.compile(
    r"(?:(?:では|じゃあ?|で)?[、,]?[DSPLFYTI]{1,2}(?:の場合|について)?(?:は|だと|なら|わ|も)?"
    r"|(?:全部で|合計で?|全体で)?(?:何件|いくつ|何個|件数は|how many(?: are there)?)(?:です|あります|ある|なの)?か?"
    r"|(?:その|それぞれの)?(?:担当|担当部署|担当課|担当部|所管|目標|目標指標|内容|概要|時期|位置付け|開始時期)(?:は|わ|を教えて|って)?(?:どこ|何|誰|いつ)?(?:です)?か?"
    r"|(?:いつから|いつまで|いつ|誰が|どこが|どの(?:体系|分野|部|課))(?:です|なの)?か?|who|when|where|why)[?？。 !]*"
)
"""A question that says nothing by itself: one name, 何件, 担当は, いつから."""
WHOLE = re.compile(r"すべて|全て|全部の|全体の|全施策|一覧|all ")
SUBJECT_KINDS: dict[str, type[q.WhoIsResponsible | q.WhereInPlan | q.WhatItSays]] = {
    "who": q.WhoIsResponsible,
    "where": q.WhereInPlan,
    "what": q.WhatItSays,
}


def continued(reading: Reading, previous: Answer) -> Understood | Declined | None:
    """The question as it goes on from the answer before; None where it stands on its own."""
    text = reading.recognised.text
    opens = _whole_city(reading, previous)
    if opens:
        return opens
    joins = WITHIN.search(text) or ASIDE.search(text) or BARE.fullmatch(reading.shape)
    if not joins and not _says_nothing(reading):
        return None
    for way in (_same_numbers, _of_a_unit, _same_question, _about_items, _narrowed):
        understood = way(reading, previous)
        if understood:
            return understood
    return None


def _says_nothing(reading: Reading) -> bool:
    """体系3だけ見せて, 2021年度ならどう: names and words that only ask, and no word for what is asked."""
    if reading.topic or WHOLE.search(reading.shape):
        return False
    return not content_words(reading.recognised.rest, IDLE - HEADS) or not reading.recognised.mentions


def _same_numbers(reading: Reading, previous: Answer) -> Understood | None:
    """令和11年度は？ after a number: the same indicator in that year."""
    query = previous.query
    if not isinstance(query, q.Observe) or reading.recognised.of("indicator", "initiative") or reading.topic:
        return None
    years, subjects = reading.recognised.years, subjects_of(reading)
    if not years and not subjects and LOOSE[2][1].search(reading.shape):
        return Understood(query=replace(query, pick="target"), notes=("前の問いの続きとして読みました",))
    if not years and not subjects:
        return None
    return Understood(
        query=replace(query, years=years or query.years, subjects=subjects or query.subjects),
        notes=("前の問いの続きとして読みました",),
    )


def _same_question(reading: Reading, previous: Answer) -> Understood | None:
    """And 入札制度の見直し? after who is responsible for another: the same of this one."""
    query = previous.query
    named = reading.recognised.of("initiative")
    asks = any(pattern.search(reading.shape) for _, pattern in LOOSE)
    if not named or asks or reading.topic:
        return None
    if not isinstance(query, q.WhoIsResponsible | q.WhereInPlan | q.WhatItSays):
        return None
    subjects = tuple(q.Named(thing.key, thing.label) for m in named for thing in m.things)
    return Understood(query=replace(query, subjects=subjects), notes=("前の問いの続きとして読みました",))


OF_UNITS: dict[str, q.OfUnit] = {
    "contact": "contacts",
    "mission": "mission",
    "post": "posts",
    "sections": "sections",
}


def _of_a_unit(reading: Reading, previous: Answer) -> Understood | None:
    """土木局は？ after a mission: the mission of that unit; ファックスは？: the contact of the unit before."""
    query = previous.query
    if not isinstance(query, q.AskOrganisation) or reading.topic:
        return None
    intent = next((cue.intent for cue, _ in intents(reading.shape)), "")
    units = tuple(
        q.Named(t.key, t.label) for m in reading.recognised.of("section", "department") for t in m.things
    )
    years = reading.recognised.years
    if intent not in {"", *OF_UNITS} or not (units or years or intent):
        return None
    asked = replace(
        query, units=units or query.units, what=OF_UNITS.get(intent, query.what), years=years or query.years
    )
    return Understood(query=asked, notes=("前の問いの続きとして読みました",))


def _subjects(previous: Answer, reading: Reading) -> tuple[q.Named, ...]:
    """The initiatives of the answer before: its items, or what its targets belong to."""
    of_target = {one.key: one.subject for one in reading.world.texts("target")}
    things = reading.world.lexicon.things
    keys = [
        of_target.get(item.iri, item.iri) for item in previous.items if item.type in {"Initiative", "Target"}
    ]
    return tuple(q.Named(key, things[key].label) for key in dict.fromkeys(keys) if key in things)


LOOSE: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("count", re.compile(r"数|何件|いくつ|何個|何本|合計|total|how many")),
    (
        "who",
        re.compile(
            r"担当|所管|主管|部署|[部課](?:は|が|も|を|も|$|[?])|department|section|charge|responsible"
        ),
    ),
    ("target", re.compile(r"目標|指標|target|goal")),
    ("where", re.compile(r"体系|分野|柱|位置|計画|pillar|field|plan")),
    ("when", re.compile(r"いつ|時期|年度|when")),
    ("what", re.compile(r"内容|概要|中身|詳し|説明|about|detail")),
)
"""What a word alone asks of the answer before: 担当の部は？, 所管部署も併せて."""


ASKS_WHERE = re.compile(r"[どな][のん]|どこ|何|which (?:pillar|field|plan)|where|what")


def _about_items(reading: Reading, previous: Answer) -> Understood | None:
    """担当は？, 目標は？, いつから？ after an answer about initiatives."""
    if reading.recognised.of("department", "section", "initiative", "plan", "indicator") or reading.topic:
        return None
    subjects = _subjects(previous, reading)
    found = [cue.intent for cue, _ in intents(reading.shape)]
    loose = next((intent for intent, pattern in LOOSE if pattern.search(reading.shape)), None)
    intent = next((intent for intent in found if intent in {*SUBJECT_KINDS, "target", "when"}), loose)
    if not subjects or intent in {None, "count"} or "count" in found[:1]:
        return None
    if scope(reading.recognised, reading.world).condition.conditions and (
        WITHIN.search(reading.recognised.text) or not ASKS_WHERE.search(reading.shape)
    ):
        return None
    note = ("前の回答の施策について読みました",)
    if intent == "target":
        where = q.TextHas("・".join(one.label for one in subjects), tuple(one.key for one in subjects))
        return Understood(query=q.ListTargets(q.AllOf((where,))), notes=note)
    if intent == "when":
        keys = {one.key for one in subjects}
        dated = tuple(
            q.Named(one.key, one.text) for one in reading.world.texts("occurrence") if one.subject in keys
        )
        return Understood(query=q.WhenHappens(dated), notes=note) if dated else None
    return Understood(query=SUBJECT_KINDS[intent](subjects), notes=note)


def _whole_city(reading: Reading, previous: Answer) -> Understood | None:
    """全庁の6件は？, 全庁も含めて, 全庁は除いて after a list of departments: what it kept apart, beside it, or without it."""
    before, said = previous.query, whole_city(reading.recognised, reading.world)
    named = any(m.kind != "municipality" for m in reading.recognised.mentions)
    other = any(pattern.search(reading.shape) for asked, pattern in LOOSE if asked != "count")
    if said is None or named or other or any(not COUNTED.search(word.surface) for word in reading.topic):
        return None
    if not isinstance(before, q.ListInitiatives | q.CountInitiatives) or not own_units(before.where):
        return None
    parts = before.where.conditions
    units = [part for part in parts if of_department(part)]
    rest = tuple(part for part in parts if part not in units)
    changed = (q.ByWholeCity(),) if said == "only" else tuple(with_whole_city(units, said))
    return Understood(
        query=type(before)(q.AllOf((*rest, *changed))), notes=("前の問いの続きとして読みました",)
    )


COUNTED = re.compile(r"^[0-9]+件?$|^件$")
"""全庁の6件: the number that the answer before told."""


def _narrowed(reading: Reading, previous: Answer) -> Understood | None:
    """そのうち体系3のものは？, 何件？ after a list: the conditions before, with those of this question."""
    before = previous.query
    if not isinstance(before, q.ListInitiatives | q.CountInitiatives | q.Breakdown):
        return None
    joins = bool(WITHIN.search(reading.recognised.text))
    found = scope(reading.recognised, reading.world)
    added = found.condition.conditions
    counts = any(cue.intent == "count" for cue, _ in intents(reading.shape)[:3]) or (
        not added and bool(LOOSE[0][1].search(reading.shape))
    )
    if found.unmet or not (added or counts) or (q.ByWholeCity() in added and own_units(before.where)):
        return None
    kept = (
        before.where.conditions if joins or not added else _without_same_kind(before.where.conditions, added)
    )
    where = q.AllOf((*kept, *(part for part in added if part not in kept)))
    still = isinstance(before, q.CountInitiatives) and not joins
    kind = q.CountInitiatives if counts or still else q.ListInitiatives
    return Understood(query=kind(where), notes=(*found.notes, "前の問いの続きとして読みました"))


def _without_same_kind(
    kept: tuple[q.Condition, ...], added: tuple[q.Condition, ...]
) -> tuple[q.Condition, ...]:
    kinds = {type(part) for part in added}
    return tuple(part for part in kept if type(part) not in kinds)
