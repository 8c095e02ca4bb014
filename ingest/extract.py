"""One document becomes an extraction: the order of the stages, and the list of those that make facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from keikaku.ingest.cities.city import UNKNOWN, find_city, given_city
from keikaku.ingest.doubts.doubts import DOUBT, find_doubts
from keikaku.ingest.doubts.uses import FURNITURE, make_uses
from keikaku.ingest.facts.attributes import make_attributes
from keikaku.ingest.facts.initiatives import make_fields, make_initiatives, make_pillars
from keikaku.ingest.facts.organisations import make_home, sections_in_prose, sections_to_ask
from keikaku.ingest.facts.page_facts import find_published, find_publisher, make_contacts
from keikaku.ingest.facts.plan_relations import make_relations
from keikaku.ingest.facts.plans import make_plans
from keikaku.ingest.facts.posts import make_posts
from keikaku.ingest.figures.missions import make_missions
from keikaku.ingest.figures.observations import make_observations
from keikaku.ingest.figures.ratios import make_ratios
from keikaku.ingest.figures.resources import make_resources
from keikaku.ingest.figures.targets import make_targets, target_paragraphs
from keikaku.ingest.join.reconcile import merge_same
from keikaku.ingest.lessons.guesses import problems_of_guesses
from keikaku.ingest.outline.asked import entries_of_pairs, pairs_of
from keikaku.ingest.outline.choose import chosen
from keikaku.ingest.outline.induced import induce
from keikaku.ingest.owned.sections import owners_of, told_of
from keikaku.ingest.owned.spared import without_others, without_own_title
from keikaku.ingest.page.blocks import make_blocks
from keikaku.ingest.page.drafts import Draft, make_drafts
from keikaku.ingest.page.paragraphs import make_paragraphs
from keikaku.ingest.page.roles import Outline, assign_roles
from keikaku.ingest.page.scene import Scene, make_scene
from keikaku.ingest.plans.names import find_mentions
from keikaku.ingest.plans.own_plan import (
    find_own_plan,
    find_policy,
    fiscal_year_of_title,
    tells_its_plan,
    titled_plan,
    with_year,
    year_of_list,
)
from keikaku.ingest.plans.periods import find_period
from keikaku.ingest.prose.occurrences import find_contradictions, make_occurrences
from keikaku.ingest.prose.passages import make_passages
from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.furniture import part_furniture
from keikaku.ingest.signs.layout import PLAIN, Layout, choose_layout, layouts
from keikaku.ingest.signs.lines import Line, split_lines
from keikaku.ingest.signs.units import read_units
from keikaku.ingest.source import Source
from keikaku.ontology.japanese.text import join_lines
from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.model.facts import Document, Extraction, Fact, LineUse, Municipality, Problem

RETELLING = re.compile(r"^【見本】.*原本ではありません。?$")
TITLE_LINES = 5  # that a title may wrap into
TITLE_WIDTH = 24.0  # full-width characters
ONE_YEAR = ("department", "everyone", "cited")  # ways to be a plan whose initiatives are of one fiscal year


def make_city(reading: Reading) -> tuple[Fact, ...]:
    """The municipality."""
    lines = [line for line in reading.scene.lines if reading.city in line.plain]
    evidence = (reading.evidence(lines[:1]),) if lines else ()
    return (Municipality(key=reading.city_key, label=reading.city, evidence=evidence),)


def make_entries(reading: Reading) -> tuple[Fact, ...]:
    """The questions and answers of a page that consists of them, as entries of the FAQ."""
    return entries_of_pairs(reading.pairs, reading.city, reading.city_key, reading.file)


STAGES: tuple[Callable[[Reading], tuple[Fact, ...]], ...] = (
    make_city,
    make_plans,
    make_relations,
    make_home,
    make_posts,
    make_pillars,
    make_fields,
    make_initiatives,
    make_targets,
    make_attributes,
    make_missions,
    make_resources,
    make_observations,
    make_ratios,
    make_contacts,
    sections_in_prose,
    sections_to_ask,
    make_occurrences,
    make_passages,
    make_entries,
)


def extract(source: Source, municipality: str | None = None) -> Extraction:
    """Make everything of one document that it tells."""
    retelling, lines = _split_retelling(_lines(source))
    reading = read_lines(source, lines, municipality)
    facts = tuple(fact for stage in STAGES for fact in stage(reading))
    doubts = find_doubts(reading, facts, source.parts)
    guessed = problems_of_guesses(reading, source.parts, DOUBT)
    return Extraction(
        document=_document(source, reading, retelling),
        facts=merge_same(facts),
        uses=(*_retelling_use(retelling, source), *make_uses(reading)),
        problems=(
            *_faults(source),
            *_city_problems(reading),
            *find_contradictions(reading),
            *guessed,
            *doubts,
        ),
    )


def read_document(source: Source, municipality: str | None = None) -> Reading:
    """Understand a document before any fact is made of it."""
    return read_lines(source, _split_retelling(_lines(source))[1], municipality)


def _lines(source: Source) -> tuple[Line, ...]:
    return split_lines(source.text, source.hints, source.parts)


def read_lines(
    source: Source, lines: Sequence[Line], municipality: str | None, known: Sequence[Layout] | None = None
) -> Reading:
    """Understand the lines of a document: its layout, city, outline, paragraphs and plan."""
    pairs = pairs_of([line for line in lines if not line.hint.furniture])
    known = [one for one in layouts() if one.name == PLAIN] if pairs else known
    layout, _ = choose_layout([line for line in lines if not line.hint.furniture], known)
    kept, furniture = part_furniture(lines, layout)
    found = given_city(municipality) if municipality else find_city(lines, source.file)
    city = found.name if found else UNKNOWN
    scene = make_scene(kept, layout, tuple(line.number for line, _ in furniture), city, source.parts)
    outline = assign_roles(*make_blocks(scene), layout)
    drafts: tuple[Draft, ...] = ()
    if not pairs:
        outline, drafts = without_others(outline, make_drafts(outline, scene), scene)
        induced = induce(scene)
        outline, drafts = chosen(scene, outline, drafts, induced)
        outline, drafts = (outline, drafts) if induced.is_taught else without_others(outline, drafts, scene)
    paragraphs = make_paragraphs(outline, scene)
    headings = [block for block in outline.blocks if block.role in ("heading", "title")]
    mentions = find_mentions(paragraphs, headings, city)
    if not tells_its_plan(scene, mentions):
        others = [one for one in known or layouts() if one.name != layout.name]
        return read_lines(source, lines, municipality, others)
    own = find_own_plan(scene, mentions, city) if layout.name != PLAIN or drafts else None
    if own is None and (drafts or {"pillar", "field"} & set(outline.roles)):
        own = titled_plan(scene, city, source.file)
    outline, drafts = without_own_title(outline, drafts, own, city)
    policy = find_policy(scene) if layout.own_plan == "department" else None
    reading = Reading(
        file=source.file,
        city=city,
        cities=found.choices if found else (),
        scene=scene,
        outline=outline,
        paragraphs=paragraphs,
        mentions=mentions,
        own=own,
        fiscal_year=fiscal_year_of_title(lines) if layout.own_plan in ONE_YEAR else None,
        home_department=policy[0] if policy else "",
        drafts=drafts,
        era=_era(scene),
        furniture=furniture,
        pairs=pairs,
        sections_apart=_sections_apart(outline, layout) or _signed_by_a_section(scene, city),
    )
    return _of_one_year(_with_sections(reading))


def _with_sections(reading: Reading) -> Reading:
    """The reading with what the sections of its initiatives tell beside their own rules."""
    owners = owners_of(reading.outline, reading.drafts, reading.scene)
    items = {place for places in target_paragraphs(reading).values() for place in places}
    taken = frozenset(line.number for place in items for line in reading.paragraphs[place].lines)
    return replace(reading, owners=owners, told=told_of(reading.outline, owners, reading.scene, taken))


def _of_one_year(reading: Reading) -> Reading:
    """A list whose title tells its year is a plan of that year, if nothing tells of a longer time."""
    if reading.own is None or reading.fiscal_year is not None or not reading.drafts:
        return reading
    year, period = year_of_list(reading.scene, reading.own, reading.city), find_period(reading)
    if year is None or (period and {period.start, period.end} - {year, None}):
        return reading
    return replace(reading, fiscal_year=year, own=with_year(reading.own, reading.city, year))


def _sections_apart(outline: Outline, layout: Layout) -> bool:
    """Whether a 課 or 室 by itself is a section: where the document knows departments in another place.

    Where 課 and センター stand beside titles as 部 and 局 do elsewhere, they are the departments: a town may
    have no 部.
    """
    nested = any(unit.upper and unit.lower for block in outline.blocks for unit in block.units)
    return nested or layout.own_plan in ("department", "everyone")


def _signed_by_a_section(scene: Scene, city: str) -> bool:
    """Whether a line of the imprint names a 課 behind its 部: 〇〇市 企画部 財政課."""
    signed = (
        line.plain.partition(city)[2] for line in scene.lines if city in line.plain and not line.ends_sentence
    )
    return any(unit.upper and unit.lower for rest in signed for unit in read_units(rest, scene.units))


def _era(scene: Scene) -> str:
    """The era that years without one are in: that of the years which the document tells in full."""
    years = sorted(time.fiscal_year for line in scene.lines for time in find_times(line.plain, era=None))
    return "平成" if years and years[len(years) // 2] < 2019 else "令和"


def _split_retelling(lines: Sequence[Line]) -> tuple[str | None, tuple[Line, ...]]:
    """The first line where it says that the document is a 見本, and the lines of the document itself."""
    if lines and RETELLING.match(lines[0].plain):
        return lines[0].text.strip(), tuple(lines[1:])
    return None, tuple(lines)


def _retelling_use(retelling: str | None, source: Source) -> tuple[LineUse, ...]:
    """The line that says so belongs to no fact of the document."""
    if retelling is None:
        return ()
    line = _lines(source)[0]
    characters = sum(not c.isspace() for c in line.text)
    return (
        LineUse(line=line.number, characters=characters, use=FURNITURE, reason="見本であることの断り書き"),
    )


def _document(source: Source, reading: Reading, retelling: str | None) -> Document:
    published, publisher = find_published(reading), find_publisher(reading)
    told = [reading.evidence((published[1],), "published")] if published else []
    told += [reading.evidence((publisher.line,), "publisher")] if publisher else []
    return Document(
        key=reading.document,
        label=_title(reading),
        file=source.file,
        digest=source.digest,
        municipality=reading.city_key,
        layout=reading.layout.name,
        characters=sum(not c.isspace() for c in source.text),
        retelling=retelling,
        published=published[0] if published else None,
        publisher=publisher.key if publisher else None,
        parts=source.parts,
        evidence=tuple(told),
    )


def _title(reading: Reading) -> str:
    """The first line that is text of the document, with the lines that it wraps into."""
    lines = reading.scene.lines
    title = list(lines[:1])
    for line in lines[1:TITLE_LINES]:
        if reading.scene.gap == 0 or line.gap or line.ends_sentence or line.width > TITLE_WIDTH:
            break
        title.append(line)
    return join_lines([line.text for line in title]).lstrip("# ") or reading.file


def _faults(source: Source) -> tuple[Problem, ...]:
    """What the reader could not read of the file."""
    return tuple(Problem(file=source.file, message=f"{source.file}: {fault}") for fault in source.faults)


def _city_problems(reading: Reading) -> tuple[Problem, ...]:
    if reading.cities:
        return (_ambiguous(reading),)
    if reading.city != UNKNOWN:
        return ()
    message = f"{reading.file}: どの自治体の文書か分かりません。--municipality で名前を指定してください。"
    return (Problem(file=reading.file, message=message),)


def _ambiguous(reading: Reading) -> Problem:
    """Several municipalities have the name, and nothing in the document tells which it is."""
    several = [f"{body.prefecture}{body.name}" for body in reading.cities]
    message = (
        f"{reading.file}: {'、'.join(several)}のどれの文書か分かりません。"
        f"--municipality {several[0]} のように、都道府県も付けて指定してください。"
    )
    return Problem(file=reading.file, message=message)
