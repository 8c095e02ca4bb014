"""What the rows of tables and lists say of one thing beside its prose: the exact words that its facts were read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.text import sentences
from keikaku.qa.finding.passages import value_in
from keikaku.qa.text.compact import compact
from keikaku.qa.world.compile import fill, iri
from keikaku.qa.world.rows import Evidence, cite, citing

if TYPE_CHECKING:
    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World


class RowOf(NamedTuple):
    """A row of ROWS."""

    s: str
    evidence: Evidence


ROWS = """SELECT ?s $columns WHERE {
  { BIND($subject AS ?s) } UNION { ?s plan:subject $subject }
  $cited
} ORDER BY ?file ?line ?ev"""
LONGEST = 420
"""Characters of a row that are looked through."""


def own_sentences(subject: str, world: World) -> tuple[tuple[str, Citation], ...]:
    """The sentences of each row that a fact of the thing stands in, in the order of the documents, each once."""
    found: dict[str, Citation] = {}
    for row in world.facts.rows(RowOf, fill(ROWS, subject=iri(subject), **citing("?s"))):
        citation = cite(row.evidence)
        if citation is None:
            continue
        text = citation.quote[:LONGEST]
        for start, end in sentences(text):
            found.setdefault(text[start:end].strip(), citation)
    return tuple((text, citation) for text, citation in found.items() if text)


def telling(ask: Ask, query: AskFacts, world: World) -> tuple[str, Citation] | None:
    """The first sentence of the thing's own rows that has what is asked: a date, a figure of what is counted."""
    told = own_sentences(query.within[0], world) if query.within else ()
    nouns = [stem for _, stem, noun in query.words if noun and len(stem) > 1 and stem in ask.segment]
    able = [
        (text, citation)
        for text, citation in told
        if ask.kind in SHOWN and value_in(compact(text), ask, query) is not None
    ]
    return next(
        (one for one in able if any(noun in compact(one[0]) for noun in nouns)), able[0] if able else None
    )


SHOWN = frozenset({"when", "count", "extent", "money", "phone", "amount"})
"""What a sentence shows by its form."""
