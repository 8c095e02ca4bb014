"""Ratios that a sentence tells: of 108 initiatives 102 (94.4%) were achieved."""

from __future__ import annotations

import re

from keikaku.ingest.figures.numbers import context_plan, make_indicator, make_observation
from keikaku.ingest.plans.keys import key_of_name
from keikaku.ingest.plans.names import find_names
from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.model.facts import Fact, Figure

RATIO = re.compile(
    r"(?P<all>\d[\d,]{0,12})\s?(?P<unit>件|人|事業|項目|施策|か所|団体)の(?P<what>[^\d。、]{2,20}?)のうち、?\s?"
    r"(?P<part>\d[\d,]{0,12})\s?(?:件|人|事業|項目|施策|か所|団体)\s?[(（]\s?(?P<rate>\d{1,3}(?:\.\d{1,3})?)\s?%\s?[)）]"
    r"[^。、]{0,8}?(?P<verb>達成|実施|完了|着手|終了|実現)"
)


def make_ratios(reading: Reading) -> tuple[Fact, ...]:
    """``20件の事業のうち15件（75.0％）で達成`` tells a rate of the plan that the sentence names."""
    facts: list[Fact] = []
    for paragraph in reading.paragraphs:
        normal = normalise(paragraph.text)
        for match in RATIO.finditer(normal.text):
            first, last = paragraph.sentence(*normal.span(match.start(), match.end()))
            names = [name for name, *_ in find_names(paragraph.text[first:last], reading.city)]
            plan = key_of_name(reading, names[0]) if names else context_plan(reading, paragraph.index)
            evidence = reading.sentence_evidence(paragraph, first, last, "value")
            indicator = make_indicator(reading, f"{match['what']}の{match['verb']}率", evidence)
            figure = Figure(value=float(match["rate"]), unit="%", text=f"{match['rate']}%")
            observation = make_observation(
                reading, indicator.key, plan, figure, plan=plan, evidence=(evidence,)
            )
            facts += [indicator, observation]
    return tuple(facts)
