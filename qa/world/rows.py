"""Rows of SPARQL results folded into items and citations, in the order that answers promise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from keikaku.graph.views.around import Told, told_query
from keikaku.qa.telling.answer import Citation, Item, further
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.compile import INITIATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa import query as q
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import Facts, World


class DetailRow(NamedTuple):
    """A row of `details`: an initiative with one of its units, one of its evidences and one reason of a theme."""

    i: str
    label: str
    order: int
    plan: str
    plan_label: str
    year: int | None
    first: int | None
    last: int | None
    assumed: bool | None
    pillar: str | None
    field: str | None
    whole: bool | None
    unit_label: str | None
    unit_class: str | None
    place: int | None
    ev: str | None
    file: str | None
    page: int | None
    line: int | None
    quote: str | None
    retelling: str | None
    reason: str | None
    word: str | None


DETAILS = """
  ?i skos:prefLabel ?label ; plan:order ?order .
  ?plan skos:prefLabel ?planLabel .
  OPTIONAL { ?plan plan:fiscalYear ?planYear }
  OPTIONAL { ?i plan:fiscalYear ?ownYear }
  BIND(COALESCE(?planYear, ?ownYear) AS ?year)
  OPTIONAL { ?plan plan:startYear ?first }
  OPTIONAL { ?plan plan:endYear ?last }
  OPTIONAL { ?plan plan:startAssumed ?assumed }
  OPTIONAL { ?i plan:inPillar/skos:prefLabel ?pillar }
  OPTIONAL { ?i plan:inField/skos:prefLabel ?field }
  OPTIONAL { ?i plan:wholeCity ?whole }
  OPTIONAL { $given?i plan:responsibility ?part . ?part plan:organisation ?unit ; plan:order ?place .
             ?unit skos:prefLabel ?unitLabel ; a ?unitClass . FILTER(?unitClass IN (plan:Department, plan:Section)) }"""
EVIDENCE = """
  OPTIONAL { $given?i plan:evidence ?ev . ?ev plan:supports skos:prefLabel ; plan:line ?line ; plan:quote ?quote ;
             plan:document ?doc . ?doc plan:file ?file .
             OPTIONAL { ?ev plan:page ?page } OPTIONAL { ?doc plan:retelling ?retelling } }"""
COLUMNS = (
    "?i ?label ?order ?plan ?planLabel ?year ?first ?last ?assumed ?pillar ?field ?whole "
    "?unitLabel ?unitClass ?place ?ev ?file ?page ?line ?quote ?retelling ?reason ?word"
)
SECTION_CLASS = "Section"
AnyRow = TypeVar("AnyRow", bound="Sequence[Any]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An initiative with all that a list shows of it."""

    item: Item
    citation: Citation | None
    plan: Key
    newest: int
    order: int
    whole_city: bool
    assumed: bool


REASONS = """
  OPTIONAL { VALUES ?named { $themes } ?why plan:subject ?i ; plan:theme ?named ; plan:reason ?reason ; plan:word ?word }"""


def details(pattern: str, themes: Sequence[str] = (), given: str = "") -> str:
    """The one query for initiatives that match the pattern, with everything that a list shows.

    Of a list by `themes` (IRIs) it also tells why each initiative has them. `given` narrows what is costly.
    """
    reasons = REASONS.replace("$themes", " ".join(f"<{theme}>" for theme in themes)) if themes else ""
    shown = f"{DETAILS}{EVIDENCE}".replace("$given", given)
    return f"SELECT DISTINCT {COLUMNS} WHERE {{\n  {pattern}{shown}{reasons}\n}} ORDER BY ?i ?place"


def details_of(initiatives: str) -> str:
    """The same for initiatives that are known (IRIs in angle brackets).

    The store matches all that such an OPTIONAL could match and joins then: with the initiatives named inside,
    five of 5,000 take 1.5 ms instead of 51.
    """
    given = f"VALUES ?i {{ {initiatives} }} "
    return details(f"{given}{INITIATIVE}", given=given)


def fold_rows(rows: Iterable[DetailRow]) -> tuple[Row, ...]:
    """One Row an initiative: newest plan first, then the order of its document."""
    grouped: dict[Key, list[DetailRow]] = {}
    for row in rows:
        grouped.setdefault(row.i, []).append(row)
    return tuple(sorted((_row(group) for group in grouped.values()), key=_rank))


def _rank(row: Row) -> tuple[int, str, int, str]:
    return -row.newest, row.item.plan or "", row.order, row.item.iri


def _row(group: Sequence[DetailRow]) -> Row:
    told = group[0]
    units = sorted(
        {(row.place or 0, row.unit_label, row.unit_class or "") for row in group if row.unit_label}
    )
    names = [(name, class_.endswith(SECTION_CLASS)) for _, name, class_ in units]
    departments = tuple(dict.fromkeys(name for name, is_section in names if not is_section))
    item = Item(
        iri=told.i,
        type="Initiative",
        label=told.label,
        departments=("全庁",) if told.whole else departments,
        sections=tuple(dict.fromkeys(name for name, is_section in names if is_section)),
        plan=told.plan_label,
        pillar=told.pillar,
        field=told.field,
        fiscal_year=told.year,
        period=None if told.year is not None else (told.first, told.last),
        reason=_reason(group),
    )
    return Row(
        item=item,
        citation=_first_citation(group),
        plan=told.plan,
        newest=told.year or told.last or told.first or 0,
        order=told.order,
        whole_city=bool(told.whole),
        assumed=bool(told.assumed),
    )


WHY = {"words": "本文の言葉", "heading": "体系・分野の言葉", "meaning": "意味の近さ"}


def _reason(group: Sequence[DetailRow]) -> str | None:
    """Why an initiative has the theme: its own words before those of its headings."""
    told: dict[str, dict[str, None]] = {}
    for row in group:
        if row.reason and row.word:
            told.setdefault(row.reason, {})[row.word] = None
    parts = [f"{WHY[reason]}「{'」「'.join(sorted(told[reason]))}」" for reason in WHY if reason in told]
    return "、".join(parts) or None


def _first_citation(group: Sequence[DetailRow]) -> Citation | None:
    found = [one for row in group if (one := cite(_evidence(row)))]
    return min(
        found, key=lambda one: (one.iri, one.document, one.page or 0, one.line, one.quote), default=None
    )


def _evidence(row: DetailRow) -> Evidence:
    """Flat, since lists read thousands of them."""
    return Evidence(row.ev, row.file, row.page, row.line, row.quote, row.retelling)


class Evidence(NamedTuple):
    """What CITED_COLUMNS bind, as the part of a row that tells where a thing stands."""

    ev: str | None
    file: str | None
    page: int | None
    line: int | None
    quote: str | None
    retelling: str | None
    aspect: str | None = None


def cite(one: Evidence) -> Citation | None:
    """The evidence of a row as a citation, where it has any."""
    if one.ev is None or one.file is None or one.line is None or one.quote is None:
        return None
    return Citation(
        document=one.file,
        page=one.page,
        line=one.line,
        quote=one.quote,
        iri=one.ev,
        retelling=bool(one.retelling),
    )


def cites(evidence: Iterable[Evidence]) -> tuple[Citation, ...]:
    """The citations of evidence, each once."""
    return tuple(dict.fromkeys(found for one in evidence if (found := cite(one))))


def first_of_each(rows: Iterable[AnyRow]) -> list[AnyRow]:
    """The first row of each thing in the first column: evidence after the first only repeats it."""
    found: dict[Any, AnyRow] = {}
    for row in rows:
        found.setdefault(row[0], row)
    return list(found.values())


CITED = """
    $thing plan:evidence ?ev . ?ev plan:line ?line ; plan:quote ?quote ; plan:supports ?aspect ; plan:document ?doc .
    ?doc plan:file ?file . OPTIONAL { ?ev plan:page ?page } OPTIONAL { ?doc plan:retelling ?retelling }"""
CITED_COLUMNS = "?ev ?file ?page ?line ?quote ?retelling ?aspect"
OF_ITS_NAME = "FILTER(STR(?aspect) = STR(skos:prefLabel))"
"""Compared as texts: of `?aspect = skos:prefLabel` in an ordered query, Virtuoso gives the term back as a text."""


def cited(thing: str = "?thing") -> str:
    """The pattern that binds the evidence of a variable to CITED_COLUMNS."""
    return CITED.replace("$thing", thing)


def citing(thing: str = "?thing") -> dict[str, str]:
    """What a query with $columns and $cited is filled with, to tell the evidence of a variable; $named: of its name."""
    return {"columns": CITED_COLUMNS, "cited": cited(thing), "named": f"{cited(thing)} {OF_ITS_NAME}"}


def rows_of(subjects: Sequence[q.Named], world: World) -> tuple[tuple[Row, ...], str]:
    """The initiatives with everything that is shown of them, and the query."""
    text = details_of(sparql.iris(subjects))
    return fold_rows(world.facts.rows(DetailRow, text)), text


def with_more(answer: Answer, facts: Facts) -> Answer:
    """The answer whose initiatives tell every attribute that items show; asks nothing where there is none."""
    initiatives = [item.iri for item in answer.items if item.type == "Initiative"]
    if not initiatives or not further():
        return answer
    told: dict[str, dict[str, tuple[str, ...]]] = defaultdict(dict)
    for attribute in further():
        query = told_query(attribute, " ".join(f"<{iri}>" for iri in initiatives))
        for row in facts.rows(Told, query):
            before = told[row.thing].get(attribute.name, ())
            told[row.thing][attribute.name] = tuple(dict.fromkeys((*before, row.text)))
    items = tuple(replace(item, more=tuple(told.get(item.iri, {}).items())) for item in answer.items)
    return replace(answer, items=items)
