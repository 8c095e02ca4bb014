"""Rows of SPARQL results folded into items and citations, in the order that answers promise."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from keikaku.graph.views.around import Told, told_query
from keikaku.qa import compile as sparql
from keikaku.qa.answer import Citation, Item, further
from keikaku.qa.compile import INITIATIVE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from keikaku.ontology.model.facts import Key
    from keikaku.qa import query as q
    from keikaku.qa.answer import Answer
    from keikaku.qa.world import Facts, World

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
    "?unitLabel ?unitClass ?place ?ev ?file ?page ?line ?quote ?retelling"
)
SECTION_CLASS = "Section"


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
    columns = f"{COLUMNS} ?reason ?word" if themes else COLUMNS
    shown = f"{DETAILS}{EVIDENCE}".replace("$given", given)
    return f"SELECT DISTINCT {columns} WHERE {{\n  {pattern}{shown}{reasons}\n}} ORDER BY ?i ?place"


def details_of(initiatives: str) -> str:
    """The same for initiatives that are known (IRIs in angle brackets).

    The store matches all that such an OPTIONAL could match and joins then: with the initiatives named inside,
    five of 5,000 take 1.5 ms instead of 51.
    """
    given = f"VALUES ?i {{ {initiatives} }} "
    return details(f"{given}{INITIATIVE}", given=given)


def fold_rows(rows: Iterable[Sequence[Any]]) -> tuple[Row, ...]:
    """One Row an initiative: newest plan first, then the order of its document."""
    grouped: dict[Key, list[Sequence[Any]]] = {}
    for row in rows:
        grouped.setdefault(row[0], []).append(row)
    return tuple(sorted((_row(group) for group in grouped.values()), key=_rank))


def _rank(row: Row) -> tuple[int, str, int, str]:
    return -row.newest, row.item.plan or "", row.order, row.item.iri


def _row(group: Sequence[Sequence[Any]]) -> Row:
    (i, label, order, plan, plan_label, year, first, last, assumed, pillar, field, whole) = group[0][:12]
    units = sorted({(row[14], row[12], row[13]) for row in group if row[12]}, key=lambda unit: unit[0] or 0)
    departments = tuple(
        dict.fromkeys(name for _, name, class_ in units if not class_.endswith(SECTION_CLASS))
    )
    sections = tuple(dict.fromkeys(name for _, name, class_ in units if class_.endswith(SECTION_CLASS)))
    item = Item(
        iri=i,
        type="Initiative",
        label=label,
        departments=("全庁",) if whole else departments,
        sections=sections,
        plan=plan_label,
        pillar=pillar,
        field=field,
        fiscal_year=year,
        period=None if year is not None else (first, last),
        reason=_reason(group),
    )
    return Row(
        item=item,
        citation=_first_citation(group),
        plan=plan,
        newest=year or last or first or 0,
        order=order,
        whole_city=bool(whole),
        assumed=bool(assumed),
    )


WHY = {"words": "本文の言葉", "heading": "体系・分野の言葉", "meaning": "意味の近さ"}


def _reason(group: Sequence[Sequence[Any]]) -> str | None:
    """Why an initiative has the theme: its own words before those of its headings."""
    told: dict[str, dict[str, None]] = {}
    for row in group:
        if len(row) > REASON_COLUMN and row[REASON_COLUMN]:
            told.setdefault(row[REASON_COLUMN], {})[row[REASON_COLUMN + 1]] = None
    parts = [f"{WHY[reason]}「{'」「'.join(sorted(told[reason]))}」" for reason in WHY if reason in told]
    return "、".join(parts) or None


REASON_COLUMN = 21


def _first_citation(group: Sequence[Sequence[Any]]) -> Citation | None:
    found = sorted(tuple(row[15:REASON_COLUMN]) for row in group if row[15])
    return citation(*found[0]) if found else None


def citation(  # noqa: PLR0913, PLR0917 - the columns of every query that cites
    ev: Key, file: str, page: int | None, line: int, quote: str, retelling: str | None
) -> Citation:
    """A citation from the columns ?ev ?file ?page ?line ?quote ?retelling."""
    return Citation(document=file, page=page, line=line, quote=quote, iri=ev, retelling=bool(retelling))


def first_of_each(rows: Iterable[Sequence[Any]]) -> list[Sequence[Any]]:
    """The first row of each thing in the first column: evidence after the first only repeats it."""
    found: dict[Any, Sequence[Any]] = {}
    for row in rows:
        found.setdefault(row[0], row)
    return list(found.values())


CITED = """
    $thing plan:evidence ?ev . ?ev plan:line ?line ; plan:quote ?quote ; plan:supports ?aspect ; plan:document ?doc .
    ?doc plan:file ?file . OPTIONAL { ?ev plan:page ?page } OPTIONAL { ?doc plan:retelling ?retelling }"""
CITED_COLUMNS = "?ev ?file ?page ?line ?quote ?retelling ?aspect"


def cited(thing: str = "?thing") -> str:
    """The pattern that binds the evidence of a variable to CITED_COLUMNS."""
    return CITED.replace("$thing", thing)


def rows_of(subjects: Sequence[q.Named], world: World) -> tuple[tuple[Row, ...], str]:
    """The initiatives with everything that is shown of them, and the query."""
    text = details_of(sparql.iris(subjects))
    return fold_rows(world.facts.select(text)), text


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
