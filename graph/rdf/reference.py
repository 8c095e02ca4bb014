"""What facts refer to and no document tells: fiscal years with every notation, and the themes of their tags.

They stand in the default graph beside the facts, so that a query finds their names without another file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import Literal, Quad

from keikaku.graph.rdf.iris import node
from keikaku.graph.rdf.properties import FiscalYear
from keikaku.ontology.japanese.eras import fiscal_year_labels
from keikaku.ontology.lexicon.themes import load_themes
from keikaku.ontology.model.facts import Fact, Plan, ThemeTag
from keikaku.ontology.model.vocabulary import PLAN, RDF, SKOS, THEME

POSSIBLE = range(1900, 2101)


def fiscal_years(facts: Iterable[Fact]) -> tuple[FiscalYear, ...]:
    """Each fiscal year that a fact names, in order; a year that no shape allows is left to the shape."""
    named = {year for fact in facts for year in _years(fact)}
    return tuple(_fiscal_year(year) for year in sorted(named.intersection(POSSIBLE)))


def theme_quads(facts: Iterable[Fact]) -> Iterator[Quad]:
    """The themes of the tags with their names in both languages; their other words stand in `themes.ttl`."""
    used = {fact.theme for fact in facts if isinstance(fact, ThemeTag)}
    for theme in load_themes():
        if theme.name in used:
            subject = node(THEME.iri + theme.name)
            yield Quad(subject, node(RDF.type), node(PLAN.Theme))
            yield Quad(subject, node(RDF.type), node(SKOS.Concept))
            yield Quad(subject, node(SKOS.prefLabel), Literal(theme.label_ja, language="ja"))
            yield Quad(subject, node(SKOS.prefLabel), Literal(theme.label_en, language="en"))
            if theme.broader in used:
                yield Quad(subject, node(SKOS.broader), node(THEME.iri + theme.broader))


def _years(fact: Fact) -> Iterator[int]:
    if isinstance(fact, Plan):
        yield from (year for year in (fact.start, fact.end) if year is not None)
    year = getattr(fact, "fiscal_year", None)
    if year is not None:
        yield year


def _fiscal_year(year: int) -> FiscalYear:
    """The fiscal year as a value.

    >>> _fiscal_year(2026).key, _fiscal_year(2026).label, _fiscal_year(2026).end
    ('fy/2026', '令和8年度', '2027-03-31')
    """
    label, *others = fiscal_year_labels(year)
    return FiscalYear(
        key=f"fy/{year}",
        label=label,
        alt_labels=tuple(others),
        year=year,
        start=f"{year}-04-01",
        end=f"{year + 1}-03-31",
    )
