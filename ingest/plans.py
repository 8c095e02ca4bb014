"""The plan of a document, and the plans that it only names, with what its sentences say of them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.initiatives import pillar_key
from ingest.organisations import department_key
from ingest.plan_names import ORDINAL, REVISION, SELF, Mention, kind_of, plan_key
from ingest.plan_statements import decided, is_individual, statements
from ingest.reading import Reading, clip
from ontology.model import Evidence, Fact, Key, Plan, PlanKind, Relation, RelationKind
from ontology.names import key
from ontology.text import normalise, sentences
from ontology.times import Time, find_times, fiscal_year_of

PERIOD_WORDS = re.compile(
    r"目標年[次度]|計画期間|計画の期間|実施期間|推進期間|取組期間|期間は|対象期間|期間とする|を期間|期間と定め"
)
FRONT_LINES = 80  # the date of adoption stands alone within these
SERIES = re.compile(rf"{ORDINAL}|(?:19|20)\d{{2}}|\(|第\d{{1,2}}期")


@dataclass(frozen=True, slots=True)
class Period:
    """From which fiscal year to which a plan runs, and the words that say so."""

    start: int | None
    end: int | None
    evidence: Evidence


def make_plans(reading: Reading) -> tuple[Fact, ...]:
    """The document's own plan, and one node for each plan that it names or that a revision's name names."""
    own = _own_plan(reading)
    named: dict[Key, list[Mention]] = defaultdict(list)
    for mention in reading.mentions:
        named[key_of_mention(reading, mention)].append(mention)
    plans = {k: _mentioned(reading, k, found) for k, found in named.items()}
    for mention in reading.mentions:
        for base in _revised(mention):
            plans.setdefault(
                plan_key(reading.city, base.name),
                _mentioned(reading, plan_key(reading.city, base.name), [base]),
            )
    if own:
        plans[own.key] = own
    return tuple(plans.values())


def key_of_mention(reading: Reading, mention: Mention) -> Key:
    """The key of a named plan."""
    return key_of_name(reading, mention.name)


def key_of_name(reading: Reading, name: str) -> Key:
    """The key of a canonical name; where neither number nor year is in it, the year of the adoption tells it."""
    if reading.own and name == reading.own.name:
        return reading.own.key
    if kind_of(name) is PlanKind.BASIC_CONCEPT and not SERIES.search(name):
        dates = [d for m in reading.mentions if m.name == name and (d := decided(m))]
        return plan_key(reading.city, name, dates[0][:4] if dates else "")
    return plan_key(reading.city, name)


def _own_plan(reading: Reading) -> Plan | None:
    own = reading.own
    if own is None:
        return None
    mentions = [m for m in reading.mentions if m.name == own.name]
    date, told = _adopted(reading, mentions)
    period = _period(reading) if reading.fiscal_year is None else None
    start, end = (period.start, period.end) if period else (None, None)
    assumed = start is None and end is not None and date is not None
    department = reading.home_department
    return Plan(
        key=own.key,
        label=own.label,
        municipality=reading.city_key,
        kind=own.kind,
        department=department_key(reading.city, department) if department else None,
        fiscal_year=None if reading.layout.own_plan == "cited" else reading.fiscal_year,
        start=_year_after(date) if assumed and date else start,
        end=end,
        start_assumed=assumed,
        decided=date,
        mentioned_only=reading.layout.own_plan == "cited",
        evidence=(_first_words(reading, mentions), *told, *((period.evidence,) if period else ())),
    )


def _year_after(date: str) -> int:
    """The fiscal year after a decision: 2025-03 is in fiscal 2024, so 2025."""
    return fiscal_year_of(f"{date}-01" if len(date) == len("2025-03") else date) + 1


def _first_words(reading: Reading, mentions: Sequence[Mention]) -> Evidence:
    if mentions:
        return said(reading, mentions[0])
    own = "".join(reading.own.label.split()) if reading.own else ""
    lines = [line for line in reading.scene.lines if own[:12] in "".join(line.text.split())]
    return reading.evidence((lines or list(reading.scene.lines))[:1])


def said(reading: Reading, mention: Mention, aspect: str = "label") -> Evidence:
    """The words around a plan's name as evidence."""
    start = max(0, mention.end - 240) if mention.end > 280 else 0
    line = mention.line if start else mention.first_line
    quote = clip(mention.sentence[start:])
    if len(quote) < 6:
        return reading.evidence(mention.lines, aspect)
    return Evidence(
        document=reading.document, line=line, quote=quote, page=mention.lines[0].page, aspect=aspect
    )


def _adopted(reading: Reading, mentions: Sequence[Mention]) -> tuple[str | None, tuple[Evidence, ...]]:
    """When the document's plan was decided: as a sentence says, else the date that stands alone in front."""
    for mention in mentions:
        date = decided(mention)
        if date:
            return date, (said(reading, mention, "decided"),)
    if reading.own and reading.own.kind is PlanKind.DEPARTMENT_POLICY:
        return None, ()
    for line in reading.scene.lines[:FRONT_LINES]:
        for time in find_times(line.plain):
            if time.kind in ("month", "day") and len(time.text.strip()) >= len(line.plain) - 2:
                date = time.first if time.kind == "day" else time.first[:7]
                return date, (reading.evidence((line,), "decided"),)
    return None, ()


def _period(reading: Reading) -> Period | None:
    """The first sentence that tells the plan's period or its target year."""
    for paragraph in reading.paragraphs:
        under = any(PERIOD_WORDS.search(heading) for heading in reading.outline.path(paragraph.index)[-1:])
        for first, last in sentences(paragraph.text):
            sentence = paragraph.text[first:last]
            times = [t for t in find_times(sentence) if t.kind in ("fiscal_year", "year")]
            if times and (under or PERIOD_WORDS.search(sentence)):
                start, end = _years(times)
                return Period(start, end, reading.sentence_evidence(paragraph, first, last, "end"))
    return _period_of_headings(reading)


def _period_of_headings(reading: Reading) -> Period | None:
    for block in reading.outline.blocks:
        times = [t for t in find_times(block.text) if t.kind in ("fiscal_year", "year")]
        if block.role == "heading" and times and PERIOD_WORDS.search(block.text):
            start, end = _years(times)
            return Period(start, end, reading.evidence(block.lines, "end"))
    return None


def _years(times: Sequence[Time]) -> tuple[int | None, int | None]:
    """The first and the last fiscal year: of a range, of a from and an until, or a target year alone."""
    ranged = next(
        (t for t in times if t.first[:4] != t.last[:4] and _year(t, t.first) != _year(t, t.last)), None
    )
    if ranged:
        return _year(ranged, ranged.first), _year(ranged, ranged.last)
    start = next((_year(t, t.first) for t in times if t.bound == "from"), None)
    until = (
        [t for t in times if t.bound == "until"] or ([] if start else list(times[-1:])) or list(times[-1:])
    )
    return start, _year(until[-1], until[-1].last)


def _year(time: Time, day: str) -> int:
    return int(day[:4]) if time.kind == "year" else fiscal_year_of(day)


def _mentioned(reading: Reading, of: Key, found: Sequence[Mention]) -> Plan:
    dates = [(d, m) for m in found if (d := decided(m))]
    kind = kind_of(found[0].name)
    if kind is PlanKind.OTHER and (any(map(is_individual, found)) or of in _individual(reading)):
        kind = PlanKind.INDIVIDUAL_PLAN
    return Plan(
        key=of,
        label=found[0].label,
        municipality=reading.city_key,
        kind=kind if kind is not PlanKind.DEPARTMENT_POLICY else PlanKind.OTHER,
        alt_labels=tuple(dict.fromkeys(m.label for m in found if m.label != found[0].label)),
        decided=dates[0][0] if dates else None,
        mentioned_only=True,
        evidence=tuple(said(reading, m) for m in found[:5])
        + tuple(said(reading, m, "decided") for _, m in dates[:1]),
    )


def _individual(reading: Reading) -> frozenset[Key]:
    """The plans that a relation calls individual plans."""
    found = (r for r in make_relations(reading) if isinstance(r, Relation))
    return frozenset(r.subject for r in found if r.kind is RelationKind.INDIVIDUAL_PLAN_OF)


def _revised(mention: Mention) -> Iterator[Mention]:
    """The plan that a revision's name names: 第4次基本計画(第2次改定) revises 第4次基本計画."""
    base = re.sub(rf"{REVISION}$", "", mention.name)
    if base != mention.name:
        label = re.sub(r"(?:[（(]第.{1,3}次(?:改定|改訂)[)）]|の第.{1,3}次(?:改定|改訂))$", "", mention.label)
        yield replace(mention, name=base, label=label.rstrip("」"))


def make_relations(reading: Reading) -> tuple[Fact, ...]:
    """What the sentences say that one plan is to another; 本計画 is the document's own."""
    found: dict[Key, Relation] = {}
    for named in _sentences(reading):
        for stated in statements(named):
            target = key_of_mention(reading, stated.object)
            if stated.pillar and reading.own and target == reading.own.key:
                target = pillar_key(reading, stated.pillar)
            subject = key_of_mention(reading, stated.subject)
            if subject != target:
                relation = _relation(reading, subject, stated.kind, target, stated.subject)
                found.setdefault(relation.key, relation)
    for mention in reading.mentions:
        for base in _revised(mention):
            subject, target = key_of_mention(reading, mention), plan_key(reading.city, base.name)
            relation = _relation(reading, subject, RelationKind.REVISES, target, mention)
            found.setdefault(relation.key, relation)
    return tuple(found.values())


def _relation(reading: Reading, subject: Key, kind: RelationKind, target: Key, mention: Mention) -> Relation:
    parts = [part for of in (subject, target) for part in of.split("/")[2:]]
    return Relation(
        key=key(reading.city, "relation", kind.value, *parts),
        subject=subject,
        kind=kind,
        object=target,
        evidence=(said(reading, mention, "kind"),),
    )


def _sentences(reading: Reading) -> Iterator[tuple[Mention, ...]]:
    """The plans of each sentence in their order, the document's own also where it says 本計画."""
    for paragraph in reading.paragraphs:
        for first, last in sentences(paragraph.text):
            sentence = paragraph.text[first:last]
            named = [m for m in reading.mentions if m.sentence == sentence and m.lines == paragraph.lines]
            if named:
                yield tuple(sorted({*named, *_selves(reading, named[0])}, key=lambda m: m.start))


def _selves(reading: Reading, near: Mention) -> Iterator[Mention]:
    normal = normalise(near.sentence)
    for match in SELF.finditer(normal.text) if reading.own else ():
        start, end = normal.span(match.start(), match.end())
        name = reading.own.name if reading.own else ""
        yield replace(near, name=name, label=near.sentence[start:end], start=start, end=end)
