"""Pillars, fields and initiatives, from the outline and from the rows of tables."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from keikaku.ingest.facts.named_again import Said, first_told
from keikaku.ingest.facts.organisations import department_key, make_units, responsible
from keikaku.ingest.grid.model import Record
from keikaku.ingest.page.block import Block
from keikaku.ingest.page.drafts import Draft, numbered, said_number
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.lines import Line
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.lexicon import current
from keikaku.ontology.model.facts import Evidence, Fact, Field, Initiative, Key, Pillar
from keikaku.ontology.model.names import key, segment


def plan_part(reading: Reading) -> tuple[str, ...]:
    """The part of keys that tells the plan: its key without the city and the kind."""
    return tuple(reading.own.key.split("/")[2:]) if reading.own else (reading.file,)


def plan_of(reading: Reading) -> Key:
    """The key of the plan that the document's pillars and initiatives belong to."""
    return reading.own.key if reading.own else reading.document


def pillar_key(reading: Reading, label: str) -> Key:
    """The key of a pillar."""
    return key(reading.city, "pillar", *plan_part(reading), label)


def field_key(reading: Reading, pillar: str, parents: Sequence[str], label: str) -> Key:
    """The key of a field: fields of one name stand under several pillars."""
    return key(reading.city, "field", *plan_part(reading), pillar, *parents, label)


def make_pillars(reading: Reading) -> tuple[Fact, ...]:
    """The pillars, each once although an overview may list them before."""
    found: dict[Key, Pillar] = {}
    for index, block in enumerate(reading.outline.blocks):
        if reading.outline.roles[index] != "pillar":
            continue
        number = block.marker.number if block.marker else ""
        pillar = Pillar(
            key=pillar_key(reading, block.text),
            label=block.text,
            plan=plan_of(reading),
            number=said_number(block),
            order=len(found) + 1,
            alt_labels=_alternatives(block, number),
            evidence=(reading.evidence(block.lines),),
        )
        found[pillar.key] = _with_evidence(found.get(pillar.key, pillar), pillar)
    return (*found.values(), *_pillars_of_rows(reading, len(found)))


def _alternatives(block: Block, number: str) -> tuple[str, ...]:
    kind, _, word = block.kind.partition(":")
    if kind == "chapter" and number:
        return (f"第{number}{word} {block.text}",)
    called = f"{word}{number}"
    return (f"{called} {block.text}",) if kind == "word" and fold(block.text) != fold(called) else ()


def _with_evidence(first: Pillar, again: Pillar) -> Pillar:
    return first if first is again else replace(first, evidence=first.evidence + again.evidence)


def _pillars_of_rows(reading: Reading, before: int) -> tuple[Pillar, ...]:
    """The pillars that a column of a table names."""
    told = {
        block.text
        for block, role in zip(reading.outline.blocks, reading.outline.roles, strict=True)
        if role == "pillar"
    }
    names: dict[str, Record] = {}
    for draft in reading.drafts:
        if draft.pillar and draft.record and draft.pillar not in told:
            names.setdefault(draft.pillar, draft.record)
    said = {name: numbered(record.pillar, reading.scene) for name, record in names.items()}
    return tuple(
        Pillar(
            key=pillar_key(reading, name),
            label=name,
            plan=plan_of(reading),
            number=said[name][0],
            alt_labels=said[name][1],
            order=before + place,
            evidence=(reading.evidence(record.lines),),
        )
        for place, (name, record) in enumerate(names.items(), start=1)
    )


def make_fields(reading: Reading) -> tuple[Fact, ...]:
    """The fields with their pillars; a field inside a field has it as its parent."""
    outline = reading.outline
    found: dict[Key, Field] = {}
    for index, block in enumerate(outline.blocks):
        if outline.roles[index] != "field":
            continue
        field = Field(
            key=key_of_heading(reading, index),
            label=block.text,
            plan=plan_of(reading),
            pillar=_key_above(reading, index, "pillar"),
            parent=_key_above(reading, index, "field"),
            number=said_number(block),
            order=len(found) + 1,
            evidence=(reading.evidence(block.lines),),
        )
        found.setdefault(field.key, field)
    return (*found.values(), *_fields_of_rows(reading, len(found)))


def _fields_of_rows(reading: Reading, before: int) -> tuple[Field, ...]:
    """The fields that a column of a table names."""
    rows = {(d.pillar, d.field): d.record for d in reversed(reading.drafts) if d.field and d.record}
    return tuple(
        Field(
            key=field_key(reading, pillar, (), name),
            label=name,
            plan=plan_of(reading),
            number=numbered(row.field or row.pillar, reading.scene)[0],
            pillar=pillar_key(reading, pillar) if pillar else None,
            order=before + place,
            evidence=(reading.evidence(row.lines),),
        )
        for place, ((pillar, name), row) in enumerate(reversed(rows.items()), start=1)
    )


def key_of_heading(reading: Reading, index: int) -> Key:
    """The key of the pillar or field that a heading is."""
    outline = reading.outline
    label = outline.blocks[index].text
    if outline.roles[index] == "pillar":
        return pillar_key(reading, label)
    above = [i for i in outline.parents(index) if outline.roles[i] in ("pillar", "field")]
    pillar = next((outline.blocks[i].text for i in above if outline.roles[i] == "pillar"), "")
    fields = [outline.blocks[i].text for i in above if outline.roles[i] == "field"]
    return field_key(reading, pillar, fields, label)


def _key_above(reading: Reading, index: int, role: str) -> Key | None:
    above = reading.outline.nearest(index, role)
    return None if above is None else key_of_heading(reading, above)


def keyed_drafts(reading: Reading) -> tuple[tuple[Draft, Key], ...]:
    """The initiatives with their keys, in the order of the document; one that is named again has one key."""
    drafts = reading.drafts
    first = first_told([_said(reading, draft) for draft in drafts])
    things = sorted(set(first))
    counts = Counter(fold(drafts[place].label) for place in things)
    twice = {name for name, count in counts.items() if count > 1}
    keyed = {place: _initiative_key(reading, drafts[place], twice) for place in things}
    units: dict[Key, set[str]] = defaultdict(set)
    for place, of in keyed.items():
        units[of].add(_units_told(drafts[place]))
    keys = {place: _of_unit(of, drafts[place]) if len(units[of]) > 1 else of for place, of in keyed.items()}
    return tuple((draft, keys[place]) for draft, place in zip(drafts, first, strict=True))


def _said(reading: Reading, draft: Draft) -> Said:
    """What the place of a draft says of it."""
    above = (_pillar_of(reading, draft), _field_of(reading, draft))
    told = tuple(unit.upper + unit.lower for unit in draft.units)
    return Said(fold(draft.label), draft.block, *above, told)


def _units_told(draft: Draft) -> str:
    """The units of a draft as one text."""
    return "・".join(unit.upper + unit.lower for unit in draft.units)


def _of_unit(of: Key, draft: Draft) -> Key:
    """The key of one of several rows of a name: two units that run what is called alike run two things."""
    told = _units_told(draft)
    city, kind, *names = of.split("/")
    return "/".join((city, kind, *names[:-1], *((segment(told),) if told else ()), names[-1]))


def initiative_keys(reading: Reading) -> dict[int, Key]:
    """The keys of the initiatives that headings are, by block."""
    return {draft.block: of for draft, of in keyed_drafts(reading) if draft.record is None}


def make_initiatives(reading: Reading) -> tuple[Fact, ...]:
    """The initiatives with who is responsible, and the nodes of the units that they name."""
    facts: list[Fact] = []
    for order, (draft, of) in enumerate(keyed_drafts(reading), start=1):
        lines = draft.record.lines if draft.record else reading.outline.blocks[draft.block].lines
        home = reading.home_department
        who, pairs = responsible(reading, draft.units, home)
        at_home = (department_key(reading.city, home),) if home and not who.whole_city else ()
        facts += make_units(reading, pairs, reading.evidence(lines))
        facts.append(
            Initiative(
                key=of,
                label=draft.label,
                plan=plan_of(reading),
                pillar=_pillar_of(reading, draft),
                field=_field_of(reading, draft),
                number=draft.number,
                order=order,
                alt_labels=_own_word(reading, draft),
                departments=who.departments or at_home,
                sections=who.sections,
                whole_city=who.whole_city,
                fiscal_year=reading.fiscal_year,
                evidence=_evidence(reading, draft, lines),
            )
        )
    return tuple(facts)


def _own_word(reading: Reading, draft: Draft) -> tuple[str, ...]:
    """The name with its number and the word before, where that is this document's own: 挑戦2 川を守る."""
    block = reading.outline.blocks[draft.block]
    word = block.kind.removeprefix("word:")
    if draft.record or not block.marker or word == block.kind or current().meanings(word):
        return ()
    return _alternatives(block, block.marker.number)


def _evidence(reading: Reading, draft: Draft, lines: tuple[Line, ...]) -> tuple[Evidence, ...]:
    """The title's own lines, and the lines that name who is responsible."""
    label = reading.evidence(lines)
    if not draft.units:
        return (label,)
    told = draft.told[:1] or lines
    return (label, reading.evidence(told, "departments"))


def _initiative_key(reading: Reading, draft: Draft, twice: set[str]) -> Key:
    """The key of an initiative; pillar and field are in it where its name stands twice in the plan."""
    parts: tuple[str, ...] = ()
    if fold(draft.label) in twice:
        above = (_pillar_of(reading, draft), _field_of(reading, draft))
        parts = tuple(unquoted_tail(k) for k in above if k)
    return key(reading.city, "initiative", *plan_part(reading), *parts, draft.label)


def unquoted_tail(of: Key) -> str:
    """The last part of a key."""
    return of.rsplit("/", 1)[-1]


def _pillar_of(reading: Reading, draft: Draft) -> Key | None:
    return pillar_key(reading, draft.pillar) if draft.pillar else _key_above(reading, draft.block, "pillar")


def _field_of(reading: Reading, draft: Draft) -> Key | None:
    if not draft.field:
        return _key_above(reading, draft.block, "field")
    return field_key(reading, draft.pillar, (), draft.field)
