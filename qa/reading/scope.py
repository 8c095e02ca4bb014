"""The conditions that a ledger puts on initiatives; each span that makes one is accounted for."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from keikaku.ontology.lexicon import current
from keikaku.ontology.model.values import Comparator
from keikaku.qa import query as q
from keikaku.qa.conditions import best_plans, chosen_pillar, named, within
from keikaku.qa.naming.spans import SpanKind
from keikaku.qa.reading.bounds import COMPARED
from keikaku.qa.text.compact import compact

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from keikaku.qa.names.lexicon import Thing
    from keikaku.qa.naming.spans import Span
    from keikaku.qa.reading.frame import Using
    from keikaku.qa.world.world import World

ASIDE = frozenset({"FORM", "TELL", "THING", "WHICH", "DOING", "UNDER", "SAYS_SO", "NOW"})
"""Words that any question about initiatives may hold."""
UNITS = ("department", "section")
EITHER = frozenset({"と", "や", "・", "または", "又は", "もしくは", "か", "and", "or"})
JOINING = EITHER | {"も", "でも", "「", "」", "『", "』", " ", ",", "を", "は"}
"""What may stand between names that are left out together, and before 以外."""


def scope_of(use: Using, world: World) -> q.AllOf | None:
    """Every condition that the names, years, literals and words of the ledger make; None where one is not told apart."""
    plans, without = _plans(use)
    parts = [*_units(use), *_either([q.InPlan(named(plan)) for plan in plans]), *without]
    parts += [*_years(use), *_literals(use)]
    places = _places(use, world, plans)
    if places is None:
        return None
    parts += [
        *places,
        *_cities(use, world),
        *_numbers_of_units(use),
        *_shared(use),
        *lacking(use),
        *_targets(use),
    ]
    return q.AllOf(tuple(dict.fromkeys(parts)))


def conditions_in(where: q.Condition) -> Iterator[q.Condition]:
    """Every condition, those within all, any and not too."""
    match where:
        case q.AllOf(conditions) | q.AnyOf(conditions):
            for one in conditions:
                yield from conditions_in(one)
        case q.Not(condition):
            yield from conditions_in(condition)
        case _:
            yield where


def _either(conditions: Iterable[q.Condition]) -> list[q.Condition]:
    found = tuple(dict.fromkeys(conditions))
    return [q.AnyOf(found)] if len(found) > 1 else list(found)


def _plans(use: Using) -> tuple[list[Thing], list[q.Condition]]:
    """The plans that are meant, and the conditions of those that are left out."""
    spans = use.ledger.names("plan")
    use.take(*spans)
    if spans:
        use.take(*_said_of(spans, use))
        use.take_all(("AXIS_PLAN",))
    apart = [span for span in spans if left_out(span, use)]
    kept = [plan for span in spans if span not in apart for plan in best_plans(span.things)]
    without = [q.Not(q.InPlan(named(plan))) for span in apart for plan in best_plans(span.things)]
    return list(dict.fromkeys(kept)), list(dict.fromkeys(without))


def _said_of(plans: Sequence[Span], use: Using) -> Iterator[Span]:
    """旧プラン right before its name; behind a name the plan before is another one."""
    spans = use.ledger.spans
    for at, span in enumerate(spans):
        after = next((one for one in spans[at + 1 :] if one.kind is not SpanKind.GLUE), None)
        if span.says("PREVIOUS_PLAN") and after in plans:
            yield span


def left_out(span: Span, use: Using) -> bool:
    """True where 以外 or でもない follows the chain of names in which the span stands, or except goes before it."""
    spans = use.ledger.spans
    at = spans.index(span)
    after = _next_beyond_chain(spans[at + 1 :])
    before = _next_beyond_chain(spans[at - 1 :: -1] if at else ())
    says = before if use.ledger.language == "en" else after
    if says is not None and says.says("EXCEPT"):
        use.take(says)
        return True
    return False


def _next_beyond_chain(spans: Sequence[Span]) -> Span | None:
    """The first span that is neither another name of the chain nor what joins them."""
    for span in spans:
        joins = span.kind is SpanKind.GLUE and span.text in JOINING
        if not (
            joins or span.kind in {SpanKind.NAME, SpanKind.GLOSS} or span.says("WHOLE_CITY")
        ) and span.text not in {"分", "担当"}:
            return span
    return None


def _units(use: Using) -> list[q.Condition]:
    spans = [span for span in use.ledger.spans if span.kind_of in UNITS or span.says("WHOLE_CITY")]
    kept: list[q.Condition] = []
    apart: list[q.Condition] = []
    around: list[q.Condition] = []
    whole = False
    for span in spans:
        use.take(span)
        if span.says("WHOLE_CITY"):
            if left_out(span, use):
                apart.append(q.Not(q.ByWholeCity()))
            else:
                whole = True
            continue
        units = [q.ByUnit(named(thing), span.kind_of == "section") for thing in span.things]
        unit = units[0] if len(units) == 1 else q.AnyOf(tuple(units))  # of that name in two cities
        if left_out(span, use):
            apart.append(q.Not(unit))
        elif _holds_another(span, use.ledger.spans):
            around.append(unit)
        else:
            kept.append(unit)
    if spans:
        use.take_all(("RESPONSIBLE", "INCLUDING", "UNITED", "OTHERS"))
        ends = {span.end for span in spans}
        use.take(*(one for one in use.ledger.spans if one.start in ends and one.says("WORD_STANDS")))
    return [*around, *_joined(use, kept, whole=whole), *apart]


def _holds_another(span: Span, spans: Sequence[Span]) -> bool:
    """みどり部の事業のうち、公園課の: a department beside a section of its own says where the section is; と joins two."""
    own = {thing.key for thing in span.things}
    if any(other.start == span.end and other.text in EITHER for other in spans):
        return False
    if any(other.start == span.end and other.kind_of in UNITS for other in spans):
        return True  # 福祉課支援係: nothing stands between
    sections = [other for other in spans if other.kind_of == "section" and other.start >= span.end]
    return span.kind_of == "department" and any(own & set(t.departments) for s in sections for t in s.things)


def _joined(use: Using, kept: list[q.Condition], *, whole: bool) -> list[q.Condition]:
    """Units that share, units of which one is meant, a unit alone, a unit and all of 全庁."""
    if len(kept) > 1 and use.saying("TOGETHER"):
        return kept
    found: list[q.Condition] = []
    if len(kept) == 1 and _either_way(use):
        return _either(kept)
    if len(kept) == 1 and not use.ledger.says("EXCEPT") and (use.saying("ALONE") or _only(use)):
        if use.ledger.names("section"):
            found.append(q.UnitNumber(1, sections=True))
        found.append(q.UnitNumber(1))
    elif len(kept) == 1 and use.ledger.says("OTHER_UNITS", "TOGETHER"):
        shared = [span for span in use.ledger.spans if span.says("OTHER_UNITS", "TOGETHER")]
        use.take(*shared)
        if any(_also(span, use) for span in shared):
            return [*_either(kept), *found]
        found.append(q.UnitNumber(2, Comparator.AT_LEAST, bool(use.ledger.names("section"))))
    if whole and kept and not _added(use):
        return [*_either(kept), q.ByWholeCity(), *found]
    return [*_either([*kept, *([q.ByWholeCity()] if whole else [])]), *found]


def _either_way(use: Using) -> bool:
    """単独または共管で: both are asked for, so that neither narrows."""
    spans = use.ledger.spans
    for one, between, other in zip(spans, spans[1:], spans[2:], strict=False):
        alone = [span for span in (one, other) if span.says("ALONE")]
        shared = [span for span in (one, other) if span.says("TOGETHER", "OTHER_UNITS")]
        if alone and shared and between.text in EITHER:
            use.take(one, between, other)
            return True
    return False


def _shared(use: Using) -> list[q.Condition]:
    """単独ではない, 一つの部だけで: by themselves or with others, where no unit is named that does it so."""
    pairs = zip(use.ledger.spans, use.ledger.spans[1:], strict=False)
    denied = next((pair for pair in pairs if pair[0].says("ALONE") and pair[1].says("EXCEPT")), None)
    sections = use.ledger.says("AXIS_SECTION") and not use.ledger.says("AXIS_DEPARTMENT")
    sections = sections or bool(use.ledger.names("section"))
    if denied:
        use.take(*denied)
        return [q.UnitNumber(2, Comparator.AT_LEAST, sections)]
    if use.ledger.names(*UNITS) or not use.saying("ALONE"):
        return []
    use.take_all(("RESPONSIBLE", "AXIS_DEPARTMENT"))
    return [q.UnitNumber(1, sections=sections)]


def _also(span: Span, use: Using) -> bool:
    """共管も, 共同のものも含めて: those too."""
    at = use.ledger.spans.index(span)
    following = use.ledger.spans[at + 1 : at + 2]
    return use.ledger.says("INCLUDING") or any(one.text == "も" for one in following)


def _added(use: Using) -> bool:
    """全庁のものも足して, 企画部と全庁の: one or the other; 企画部の全庁の施策 would have to be both."""
    whole = next(span for span in use.ledger.spans if span.says("WHOLE_CITY"))
    beside = {span.text for span in use.ledger.spans if whole.start == span.end or whole.end == span.start}
    return use.ledger.says("INCLUDING", "UNITED") or bool(EITHER & beside)


def _only(use: Using) -> bool:
    """教育部だけが担当する: the one that does it alone; 教育部だけ見せて narrows and says nothing of others."""
    spans = use.ledger.spans
    for unit, only, glue in zip(spans, spans[1:], spans[2:], strict=False):
        alone = glue.text in {"が", "で", "の", "のは", "のもの"} or glue.says("RESPONSIBLE")
        if unit.kind_of in UNITS and only.text in {"だけ", "のみ"} and alone:
            use.take(only)
            return True
    return False


def _years(use: Using) -> list[q.Condition]:
    spans = [span for span in use.ledger.spans if span.kind is SpanKind.YEAR]
    use.take(*spans)
    dated = bool(spans) and use.ledger.says("DATED_IN")
    if dated:
        use.take_all(("DATED_IN", "WORD_STANDS", "SAYS_SO"))
    years = dict.fromkeys((year, span.calendar) for span in spans for year in span.years)
    return _either([q.MovesIn(year, calendar) if dated else q.InYear(year) for year, calendar in years])


def _literals(use: Using) -> list[q.Condition]:
    spans = [span for span in use.ledger.spans if span.kind is SpanKind.LITERAL]
    use.take(*spans)
    if spans:
        use.take_all(("WORD_STANDS", "IN_TEXT", "SAYS_SO"))
    in_name = bool(spans) and use.saying("IN_NAME") is not None and not use.ledger.says("IN_TEXT")
    return [q.Mentions(span.text, in_name) for span in spans]


def _places(use: Using, world: World, plans: list[Thing]) -> list[q.Condition] | None:
    """The pillars and fields; None where a number names no pillar of the plan."""
    kept: list[q.Condition] = []
    apart: list[q.Condition] = []
    for span in use.ledger.names("pillar", "field"):
        use.take(span, *_above(span, use, world))
        found = _pillar(span, plans, world, use) if span.kind_of == "pillar" else _fields(span, plans)
        if not found:
            return None
        (apart if left_out(span, use) else kept).extend(found)
    use.take(*_beside(use))
    of_kind = {kind: [one for one in kept if type(one) is kind] for kind in (q.InPillar, q.InField)}
    return [*(part for some in of_kind.values() for part in _either(some)), *map(q.Not, apart)]


def _above(span: Span, use: Using, world: World) -> list[Span]:
    """まちの of まちの「花と緑」: a word of the name of what the field stands under, right before it."""
    at = use.ledger.spans.index(span)
    before = [one for one in use.ledger.spans[max(0, at - 3) : at] if one.text not in {"の", "「", "『"}]
    above = [world.lexicon.label(key) for thing in span.things for key in (thing.pillar, thing.plan)]
    return [
        one
        for one in before[-1:]
        if one.kind is SpanKind.RESIDUE
        and len(one.text) > 1
        and any(one.text in compact(name) for name in above)
    ]


def _beside(use: Using) -> list[Span]:
    """市民活動分野, 分野「市民活動」: the word for what the name is, right beside it."""
    spans = [span for span in use.ledger.spans if span.text not in {"「", "」", "『", "』", '"', " "}]
    pairs = [*itertools.pairwise(spans), *((b, a) for a, b in itertools.pairwise(spans))]
    return [
        word
        for name, word in pairs
        if (name.kind_of == "field" and word.says("AXIS_FIELD"))
        or (name.kind_of == "pillar" and word.says("AXIS_PILLAR"))
    ]


def _pillar(span: Span, plans: list[Thing], world: World, use: Using) -> list[q.Condition]:
    pillar = chosen_pillar(span.things, plans, world)
    if pillar is None:
        return []
    plan = world.lexicon.things[pillar.plan or ""]
    if span.number and not plans:
        use.notes.append(f"{span.text}は「{plan.label}」の「{pillar.label}」と読みました")
    return [within(pillar, plan)]


def _fields(span: Span, plans: list[Thing]) -> list[q.Condition]:
    keys = {plan.key for plan in plans}
    return [q.InField(named(field)) for field in span.things if not keys or field.plan in keys]


def _cities(use: Using, world: World) -> list[q.Condition]:
    spans = use.ledger.names("municipality")
    use.take(*spans)
    if len(world.lexicon.municipalities) < 2:
        return []
    return _either([q.InCity(named(span.things[0])) for span in spans])


NOBODY = ("RESPONSIBLE", "UNIT", "AXIS_DEPARTMENT", "AXIS_SECTION")
BESIDE = 3
"""So many spans may stand between what is lacking and the word that says so: 担当の部署名が書かれていない."""


def lacking(use: Using) -> list[q.Condition]:
    """目標のない, 担当が書かれていない, without a target: what they lack."""
    spans, found = use.ledger.spans, list[q.Condition]()
    for at, span in enumerate(spans):
        if not span.says("LACKING") or span in use.used:
            continue
        beside = spans[at + 1 :] if use.ledger.language == "en" else spans[:at][::-1]
        around = [one for one in beside if one.kind is not SpanKind.GLUE and one.text != "の"][:BESIDE]
        target = next((one for one in around if one.says("TARGET")), None)
        nobody = [one for one in around if one.says(*NOBODY)]
        if target:
            use.take(span, target)
            found.append(q.Not(q.HasTarget()))
        elif nobody:
            use.take(span, *nobody)
            found.append(q.Not(q.HasUnit()))
    return found


SO_MANY = frozenset({"つ", "個", "件", "本", ""})


def _targets(use: Using) -> list[q.Condition]:
    """成果指標が二つある, 目標が100件以上の, 目標のある: what is asked of the targets of initiatives."""
    spans = use.ledger.spans
    at = next((at for at, one in enumerate(spans) if one.says("TARGET") and one not in use.used), None)
    if at is None or not use.ledger.says("DOING"):
        return []
    english = use.ledger.language == "en"
    behind = [span for span in spans[at + 1 :] if span.kind is not SpanKind.GLUE]
    before = [span for span in spans[:at] if span.kind is not SpanKind.GLUE][::-1]
    near = [*behind[:3], *(before[:2] if english else [])]
    doing = next((at for at, one in enumerate(spans) if one.says("DOING")), 0)
    if not english and doing < at:
        return []  # 施策の目標 asks for the targets
    figure = next((one for one in near if one.kind is SpanKind.FIGURE and one not in use.used), None)
    sign = next((one for one in near if one.says(*COMPARED)), None)
    has = next((one for one in behind[:3] if one.says("UNDER", "YES_NO", "RESPONSIBLE")), None)
    if figure is None:
        if sign or not (has or english):
            return []
        use.take(spans[at], *([has] if has else []))
        use.take_all(("RESPONSIBLE",) if english else ())
        return [q.HasTarget(_numeric(spans[at], use))]
    use.take(spans[at], figure, *(one for one in (sign, has) if one))
    use.take_all(("RESPONSIBLE",) if english else ())
    comparator = _comparator(sign)
    if figure.unit in SO_MANY and (has or english) and not (figure.unit == "件" and sign):
        return [q.TargetNumber(int(figure.value or 0), comparator)]
    return [q.HasTarget(numeric=True, comparator=comparator, value=figure.value, unit=figure.unit)]


def _comparator(sign: Span | None) -> Comparator:
    """What 以上, 以下, 超 or 未満 makes of the figure that it stands by; exactly so many without one."""
    return next((COMPARED[name] for name in COMPARED if sign and sign.says(name)), Comparator.EXACT)


def _numeric(target: Span, use: Using) -> bool:
    """数値目標, a numeric target."""
    words = current().concepts["ASK_NUMERIC"]
    return use.saying("NUMERIC") is not None or any(word in target.text for word in words.ja)


def _several(use: Using) -> q.UnitNumber | None:
    """複数の部で, by more than one section: two or more of them."""
    for at, span in enumerate(use.ledger.spans):
        behind = [
            one for one in use.ledger.spans[at + 1 :] if one.kind is not SpanKind.GLUE and one.text != "の"
        ][:1]
        axis = next((one for one in behind if one.says("AXIS_DEPARTMENT", "AXIS_SECTION")), None)
        if span.says("SEVERAL") and axis:
            use.take(span, axis)
            use.take_all(("RESPONSIBLE", "TOGETHER"))
            return q.UnitNumber(2, Comparator.AT_LEAST, axis.says("AXIS_SECTION"))
    return None


UNIT_COUNTERS = frozenset({"部", "課"})
"""Counters that are units themselves: 三つ wants 部 or 課 behind it, 3課 does not."""


def _numbers_of_units(use: Using) -> list[q.Condition]:
    """三つの部で, 二つ以上の部で, 3課を超える: so many units are responsible together."""
    spans = use.ledger.spans
    if several := _several(use):
        return [several]
    for at, span in enumerate(spans):
        if span.kind is not SpanKind.FIGURE or span.unit not in UNIT_COUNTERS | {"つ", ""}:
            continue
        if any(one.says("FIRST_FEW") for one in spans[max(at - 1, 0) : at]):
            continue  # 上位三つの部: so many are shown
        sign = next((one for one in spans[at + 1 : at + 2] if one.says(*COMPARED)), None)
        axis = next(
            (one for one in spans[at + 1 : at + 4] if one.says("AXIS_DEPARTMENT", "AXIS_SECTION")), None
        )
        if not axis and span.unit not in UNIT_COUNTERS:
            continue
        use.take(span, *(one for one in (sign, axis) if one))
        use.take_all(("RESPONSIBLE", "TOGETHER"))
        sections = span.unit == "課" or bool(axis and axis.says("AXIS_SECTION"))
        return [q.UnitNumber(int(span.value or 0), _comparator(sign), sections)]
    return []
