"""人手訂正: what staff put right is marked as such wherever it is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from keikaku.qa.telling.answer import Answer
    from keikaku.qa.world.world import Facts


class InForce(NamedTuple):
    """A row of IN_FORCE."""

    subject: str
    label: str
    property: str
    why: str | None
    role: str | None


class Stands(NamedTuple):
    """A row of STANDS."""

    fact: str


IN_FORCE = """
SELECT ?subject ?label ?property ?why ?role WHERE {
  ?correction a plan:Correction ; plan:subject ?subject ; plan:correctedProperty ?property ; plan:inForce true ;
    plan:order ?order .
  OPTIONAL { ?correction plan:correctionReason ?why }
  OPTIONAL { ?correction plan:correctedBy ?role }
  OPTIONAL { ?subject skos:prefLabel ?own }
  OPTIONAL { ?subject plan:text ?text }
  OPTIONAL { ?subject plan:subject/skos:prefLabel ?above }
  BIND(COALESCE(?own, ?above, ?text, "") AS ?label)
} ORDER BY ?order ?subject"""
STANDS = "SELECT DISTINCT ?fact WHERE { VALUES ?cited { $cited } ?fact plan:evidence ?cited }"


def marked(answer: Answer, facts: Facts) -> Answer:
    """The answer with a mark on each item that was corrected, and a line for each correction behind it."""
    corrections = facts.rows(InForce, IN_FORCE)
    if not corrections or not answer.citations:
        return answer
    shown = {item.iri for item in answer.items} | _cited(answer, facts)
    held = [row for row in corrections if row.subject in shown]
    items = tuple(
        replace(item, corrected=tuple(row.property for row in held if row.subject == item.iri))
        for item in answer.items
    )
    notes = [_note(row, answer.language) for row in held]
    return replace(answer, items=items, text="\n".join((answer.text, *notes)))


def _cited(answer: Answer, facts: Facts) -> set[str]:
    """The facts that the citations of an answer stand behind."""
    cited = " ".join(f"<{one.iri}>" for one in answer.citations)
    return {row.fact for row in facts.rows(Stands, STANDS.replace("$cited", cited))}


def _note(row: InForce, language: str) -> str:
    why, role = row.why or "", row.role or ""
    if language == "en":
        return f"Corrected by staff: {row.property} of 「{row.label}」 ({why}; {role})"
    return f"人手訂正: 「{row.label}」の{row.property}（理由: {why}、{role}）"
