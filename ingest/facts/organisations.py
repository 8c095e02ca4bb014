"""Departments and sections as nodes: which name is which, and where a text says which belongs to which."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from keikaku.ingest.reading import Reading
from keikaku.ingest.signs.units import Unit, looks_like_unit
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import Department, Evidence, Fact, Key, Section
from keikaku.ontology.model.names import key

NESTED_IN_PROSE = re.compile(
    r"(?<![一-龥ァ-ヶー])(?P<upper>[一-龥ァ-ヶー]{2,8}部)\s?(?P<lower>[一-龥ァ-ヶー]{2,8}(?:課|室))(?![一-龥](?<![及並等内で]))"
)

TO_ASK = re.compile(
    r"^[^一-龥ァ-ヶーぁ-ん\w]{0,3}(?:(?:問い?合わ?せ|問合せ)先?[:は]?)?(?P<lower>[一-龥ァ-ヶー]{2,8}?(?:課|室))"
    r"(?:[一-龥ァ-ヶー]{1,10}(?:担当|係|グループ))?\s?[^、。はがをに]{0,6}(?:内線|電話|直通)\s?[:\d(（]"
)


@dataclass(frozen=True, slots=True)
class Responsible:
    """Who is named as responsible: keys of departments and of sections, or the whole city."""

    departments: tuple[Key, ...] = ()
    sections: tuple[Key, ...] = ()
    whole_city: bool = False


def department_key(city: str, label: str) -> Key:
    """The key of a department."""
    return key(city, "department", label)


def section_key(city: str, label: str) -> Key:
    """The key of a section."""
    return key(city, "section", label)


def responsible(
    reading: Reading, units: Iterable[Unit], home: str = ""
) -> tuple[Responsible, tuple[tuple[str, str], ...]]:
    """The keys of the units and the pairs (department, section) that they name; `home`: whose document."""
    city = reading.city
    departments: list[str] = []
    pairs: list[tuple[str, str]] = []
    for unit in units:
        if unit.lower and (unit.upper or reading.sections_apart):
            pairs.append((unit.upper or home, unit.lower))
            departments += [unit.upper] if unit.upper else []
        elif not (unit.whole_city or unit.unnamed):
            departments.append(unit.upper or unit.lower)
    found = Responsible(
        departments=tuple(dict.fromkeys(department_key(city, name) for name in departments)),
        sections=tuple(dict.fromkeys(section_key(city, lower) for _, lower in pairs)),
        whole_city=any(unit.whole_city for unit in units),
    )
    return found, (*((name, "") for name in departments), *pairs)


def make_units(reading: Reading, pairs: Iterable[tuple[str, str]], evidence: Evidence) -> tuple[Fact, ...]:
    """The nodes of departments and sections, each with the words that name it."""
    facts: list[Fact] = []
    for upper, lower in pairs:
        if upper:
            facts.append(make_department(reading, upper, evidence))
        if lower:
            facts.append(make_section(reading, lower, upper, evidence))
    return tuple(facts)


def make_department(reading: Reading, label: str, evidence: Evidence) -> Department:
    """The node of a department."""
    return Department(
        key=department_key(reading.city, label),
        label=label,
        municipality=reading.city_key,
        evidence=(replace(evidence, aspect="label"),),
    )


def make_section(reading: Reading, label: str, upper: str, evidence: Evidence) -> Section:
    """The node of a section; without `upper` its department stays open."""
    departments = (department_key(reading.city, upper),) if upper else ()
    return Section(
        key=section_key(reading.city, label),
        label=label,
        municipality=reading.city_key,
        departments=departments,
        evidence=(evidence,),
    )


def sections_in_prose(reading: Reading) -> tuple[Fact, ...]:
    """``企画部統計情報室`` in running text says that the section belongs to the department."""
    facts: list[Fact] = []
    for paragraph in reading.paragraphs:
        for match in NESTED_IN_PROSE.finditer(paragraph.text):
            if looks_like_unit(match["upper"]) and looks_like_unit(match["lower"]):
                evidence = reading.sentence_evidence(paragraph, match.start(), match.end(), "departments")
                facts += make_units(reading, [(match["upper"], match["lower"])], evidence)
    return tuple(facts)


def sections_to_ask(reading: Reading) -> tuple[Fact, ...]:
    """``企画室行政評価担当 内線 2150`` names the section whose line rings, whatever desk of it answers."""
    facts: list[Fact] = []
    for line in reading.scene.lines:
        match = TO_ASK.match(line.plain)
        if match and looks_like_unit(match["lower"]):
            facts.append(make_section(reading, match["lower"], "", reading.evidence((line,))))
    return tuple(facts)


def make_home(reading: Reading) -> tuple[Fact, ...]:
    """The department whose policy the document is, with the sections that it is composed of."""
    if not reading.home_department:
        return ()
    lines = [line for line in reading.scene.lines if reading.home_department in line.plain]
    return (
        make_department(reading, reading.home_department, reading.evidence(lines[:1])),
        *composed_of(reading, reading.home_department),
    )


def composed_of(reading: Reading, department: str) -> tuple[Fact, ...]:
    """``企画部は、企画調査課、財政課の2課で構成され`` names the sections of a department."""
    sentence = re.compile(
        rf"{re.escape(department)}は、?(?P<list>[^。]{{2,200}}?)(?:の\s?\d{{1,2}}\s?[課室部係])?(?:から|で)(?:構成|成)"
    )
    facts: list[Fact] = []
    for paragraph in reading.paragraphs:
        match = sentence.search(paragraph.text)
        names = re.split(r"[、・,及びと]+", match["list"]) if match else []
        for name in names:
            if match and looks_like_unit(fold(name)):
                evidence = reading.sentence_evidence(paragraph, match.start(), match.end(), "departments")
                facts.append(make_section(reading, name.strip(), department, evidence))
    return tuple(facts)
