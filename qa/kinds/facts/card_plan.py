"""What is written of one link of a plan: as the graph has it, else the sentence of the plan's own prose that tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from keikaku.ontology.japanese.text import sentences
from keikaku.qa import query as q
from keikaku.qa.kinds.facts.lines import line
from keikaku.qa.kinds.passages import sources_of
from keikaku.qa.kinds.plans import plans
from keikaku.qa.naming.asks import says
from keikaku.qa.telling.found import Found

if TYPE_CHECKING:
    from keikaku.qa.reading import Declined
    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.world.world import World

SAID_BY = {
    q.PlanLink.INDIVIDUAL_PLAN_OF: "SAYS_UPPER_PLAN",
    q.PlanLink.PREDECESSOR: "SAYS_PLAN_BEFORE",
    q.PlanLink.PERIOD: "SAYS_PERIOD",
    q.PlanLink.DECIDED: "SAYS_DECIDED",
}
"""The concept by which a sentence tells of a link."""


def told_of_plan(plan: q.Named, link: q.PlanLink, world: World, language: q.Language) -> Found | Declined:
    """The link; what the graph has not and the plan's prose tells is quoted and not denied."""
    found = plans.answer_plan(q.AskPlan((plan,), link), world, language)
    if isinstance(found, Found) or link not in SAID_BY:
        return found
    own = [q.Named(one.key, "") for one in world.texts("passage") if one.subject == plan.key]
    if not own:
        return found
    sparql, sources, _ = sources_of(own, world)
    for source in sources.values():
        for start, end in sentences(source.text):
            words = source.text[start:end].strip()
            if says(SAID_BY[link], words):
                return Found(
                    text=line(words, plan.label, language),
                    sparql=sparql,
                    reading="",
                    citations=(source.cite(start, end),),
                )
    return found


def prose_sentences(subject: str, world: World) -> tuple[tuple[str, Citation], ...]:
    """The sentences of the passages about the thing."""
    own = [q.Named(one.key, "") for one in world.texts("passage") if one.subject == subject]
    sources = sources_of(own, world)[1].values() if own else ()
    return tuple(
        (source.text[start:end].strip(), source.cite(start, end))
        for source in sources
        for start, end in sentences(source.text)
    )
