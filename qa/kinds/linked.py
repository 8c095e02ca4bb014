"""Things of any kind as items with their places: initiatives, pillars, fields, organisations, plans."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.qa.telling.answer import Citation, Item
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import Evidence, cite, citing, first_of_each, rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa import query as q
    from keikaku.qa.world.world import World


class NamedRow(NamedTuple):
    """A row of NAMED."""

    thing: str
    label: str
    plan: str | None
    evidence: Evidence


NAMED = """SELECT ?thing ?label ?plan $columns WHERE {
  VALUES ?thing { $keys } ?thing skos:prefLabel ?label .
  OPTIONAL { ?thing plan:inPlan/skos:prefLabel ?plan }
  OPTIONAL { $cited }
} ORDER BY ?thing ?line ?ev"""


def shown(things: Sequence[q.Named], world: World) -> tuple[dict[str, Item], tuple[Citation, ...], str]:
    """The items of things of any kind by their keys, where each stands, and the query."""
    known = world.lexicon.things
    rows, text = rows_of(things, world)
    items = {row.item.iri: row.item for row in rows}
    places = {row.item.iri: row.citation for row in rows if row.citation}
    if others := [one for one in things if one.key not in items]:
        text = sparql.fill(NAMED, **citing("?thing"), keys=sparql.iris(others))
        for row in first_of_each(world.facts.rows(NamedRow, text)):
            kind = known[row.thing].kind.capitalize() if row.thing in known else "Plan"
            items[row.thing] = Item(iri=row.thing, type=kind, label=row.label, plan=row.plan)
            if one := cite(row.evidence):
                places[row.thing] = one
    return items, tuple(places[one.key] for one in things if one.key in places), text
