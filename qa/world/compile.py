"""A query's conditions as SPARQL, with the values written in, so that anybody can run it again as it stands.

In qa a key is the whole IRI as the store gives it, so nothing is minted here.
"""

from __future__ import annotations

import re
from functools import singledispatch
from string import Template
from typing import TYPE_CHECKING

from keikaku.ontology.model.values import Comparator
from keikaku.ontology.model.vocabulary import THEME
from keikaku.qa import query as q

if TYPE_CHECKING:
    from collections.abc import Iterable

    from keikaku.ontology.model.values import Key

OPERATORS = {
    Comparator.EXACT: "=",
    Comparator.ABOUT: "=",
    Comparator.AT_LEAST: ">=",
    Comparator.AT_MOST: "<=",
    Comparator.MORE_THAN: ">",
    Comparator.LESS_THAN: "<",
}
INITIATIVE = "?i a plan:Initiative ; plan:inPlan ?plan ."


def iri(key: Key) -> str:
    """The IRI between angle brackets."""
    return f"<{key}>"


def literal(text: str) -> str:
    r"""A string of SPARQL, escaped.

    >>> literal('a"b')
    '"a\\"b"'
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n").replace("\r", "\\r")
    return f'"{escaped}"'


def iris(things: Iterable[q.Named]) -> str:
    """The IRIs of things, for VALUES."""
    return " ".join(iri(thing.key) for thing in things)


def fill(template: str, **parts: str) -> str:
    """A query with each $name replaced by SPARQL text.

    >>> fill("SELECT * { VALUES ?i { $keys } }", keys="<a> <b>")
    'SELECT * { VALUES ?i { <a> <b> } }'
    """
    return Template(template).substitute(parts)


def where(condition: q.Condition) -> str:
    """The graph pattern of the initiatives `?i` that meet the condition, with their plan `?plan`."""
    return f"{INITIATIVE}\n  {_pattern(condition)}".rstrip()


@singledispatch
def _pattern(condition: object) -> str:
    raise TypeError(f"no pattern for {condition!r}")


@_pattern.register
def _(condition: q.ByUnit) -> str:
    unit = iri(condition.unit.key)
    own = f"{{ ?i plan:responsibleUnit {unit} }}"
    if condition.section:
        return own
    return f"{own} UNION {{ ?i plan:responsibleUnit/plan:sectionOf {unit} }}"


@_pattern.register
def _(_: q.ByWholeCity) -> str:
    return "?i plan:wholeCity true ."


@_pattern.register
def _(condition: q.InPlan) -> str:
    return f"?i plan:inPlan {iri(condition.plan.key)} ."


@_pattern.register
def _(condition: q.InPillar) -> str:
    return f"?i plan:inPillar {iri(condition.pillar.key)} ."


@_pattern.register
def _(condition: q.InField) -> str:
    # `plan:inField+` said in two steps: beside a UNION or within MINUS, Virtuoso loses rows of a path alone
    return f"?i plan:inField|(plan:inField/plan:inField+) {iri(condition.field.key)} ."


@_pattern.register
def _(condition: q.InCity) -> str:
    return f"?plan plan:municipality {iri(condition.city.key)} ."


@_pattern.register
def _(condition: q.InYear) -> str:
    year = condition.fiscal_year
    return (
        f"{{ ?plan plan:fiscalYear {year} }} UNION {{ ?i plan:fiscalYear {year} }} UNION "
        f"{{ ?plan plan:endYear ?last OPTIONAL {{ ?plan plan:startYear ?first }} "
        f"FILTER(?last >= {year} && COALESCE(?first, ?last) <= {year}) }}"
    )


@_pattern.register
def _(condition: q.WithTheme) -> str:
    tag = f"?tag{condition.theme.key}"  # one tag a theme: two themes are two tags
    return f"{tag} plan:subject ?i ; plan:theme <{THEME.iri}{condition.theme.key}> ."


@_pattern.register
def _(condition: q.TextHas) -> str:
    step = f"# found by a search for the words: {' '.join(condition.words.split())}\n"
    return step + "  VALUES ?i { " + " ".join(map(iri, condition.keys)) + " }"


@_pattern.register
def _(condition: q.Mentions) -> str:
    wanted = literal(as_written(condition.words))
    if condition.in_name:
        return f"FILTER EXISTS {{ ?i skos:prefLabel ?said FILTER(REGEX(?said, {wanted})) }}"
    return (
        "FILTER EXISTS { { ?i skos:prefLabel ?said } UNION { ?saying plan:about ?i ; plan:text ?said } "
        f"FILTER(REGEX(?said, {wanted})) }}"
    )


def as_written(words: str) -> str:
    r"""A pattern for the words in any width and case, with white space anywhere between their letters.

    >>> as_written("d化")
    '[DdＤｄ]\\s*化'
    """
    return r"\s*".join(_any_width(letter) for letter in words if not letter.isspace())


def _any_width(letter: str) -> str:
    forms = {letter, letter.lower(), letter.upper()}
    forms |= {chr(ord(one) + 0xFEE0) for one in forms if "!" <= one <= "~"}
    if forms == {letter}:
        return re.escape(letter)
    return "[" + "".join(re.escape(one) for one in sorted(forms)) + "]"


@_pattern.register
def _(condition: q.UnitNumber) -> str:
    sign = OPERATORS[condition.comparator]
    return (
        f"{{ SELECT ?i WHERE {{ ?i a plan:Initiative ; plan:{'section' if condition.sections else 'department'} ?each }} "
        f"GROUP BY ?i HAVING(COUNT(DISTINCT ?each) {sign} {condition.number}) }}"
    )


@_pattern.register
def _(condition: q.HasTarget) -> str:
    if not condition.numeric:
        return (
            "FILTER EXISTS { { ?target a plan:Target ; plan:subject ?i } "
            "UNION { ?target plan:subject ?i ; plan:observationKind 'target' } }"
        )
    narrowed = ""
    if condition.value is not None:
        narrowed = f" FILTER(?number {OPERATORS[condition.comparator]} {condition.value})"
    if condition.unit:
        narrowed += f" ?figure plan:unit {literal(condition.unit)} ."
    return (
        "FILTER EXISTS { { ?target a plan:Target ; plan:subject ?i ; plan:figure ?figure } "
        "UNION { ?figure plan:subject ?i ; plan:observationKind 'target' } "
        f"?figure plan:value ?number .{narrowed} }}"
    )


@_pattern.register
def _(condition: q.TargetNumber) -> str:
    sign = OPERATORS[condition.comparator]
    return (
        "{ SELECT ?i WHERE { ?i a plan:Initiative . ?each plan:subject ?i . { ?each a plan:Target } "
        "UNION { ?each a plan:Indicator . ?told plan:indicator ?each ; plan:subject ?i ; "
        "plan:observationKind 'target' FILTER NOT EXISTS { ?line a plan:Target ; plan:subject ?i } } } "
        f"GROUP BY ?i HAVING(COUNT(DISTINCT ?each) {sign} {condition.number}) }}"
    )


@_pattern.register
def _(_: q.HasUnit) -> str:
    return "FILTER EXISTS { { ?i plan:responsibleUnit ?somebody } UNION { ?i plan:wholeCity true } }"


@_pattern.register
def _(condition: q.MovesIn) -> str:
    year = condition.fiscal_year
    if not condition.calendar:
        return f"?happening a plan:Occurrence ; plan:subject ?i ; plan:fiscalYear {year} ."
    return (
        f"?happening a plan:Occurrence ; plan:subject ?i ; plan:startDate ?began . "
        f'FILTER(STRSTARTS(STR(?began), "{year}"))'
    )


@_pattern.register
def _(condition: q.AllOf) -> str:
    return "\n  ".join(_grouped(_pattern(part)) for part in condition.conditions)


def _grouped(pattern: str) -> str:
    """Alternatives in braces of their own; a filter stays where the variables are bound."""
    return pattern if pattern.startswith("FILTER") or " UNION " not in pattern else f"{{ {pattern} }}"


@_pattern.register
def _(condition: q.AnyOf) -> str:
    return " UNION ".join(f"{{ {INITIATIVE} {_pattern(part)} }}" for part in condition.conditions)


@_pattern.register
def _(condition: q.Not) -> str:
    return f"FILTER NOT EXISTS {{ {_pattern(condition.condition)} }}"
