"""Which key a named plan has, and the words that name it as evidence."""

from __future__ import annotations

import re

from keikaku.ingest.plans.names import ORDINAL, Mention, kind_of, plan_key
from keikaku.ingest.plans.statements import decided
from keikaku.ingest.reading import Reading
from keikaku.ontology.model.facts import Evidence, Key, PlanKind

SERIES = re.compile(rf"{ORDINAL}|(?:19|20)\d{{2}}|\(|第\d{{1,2}}期")


def key_of_mention(reading: Reading, mention: Mention) -> Key:
    """The key of a named plan."""
    return key_of_name(reading, mention.name)


def key_of_name(reading: Reading, name: str) -> Key:
    """The key of a canonical name; where it has neither number nor year, the year of the adoption."""
    if reading.own and name == reading.own.name:
        return reading.own.key
    if kind_of(name) is PlanKind.BASIC_CONCEPT and not SERIES.search(name):
        dates = [d for m in reading.mentions if m.name == name and (d := decided(m))]
        return plan_key(reading.city, name, dates[0][:4] if dates else "")
    return plan_key(reading.city, name)


def said(reading: Reading, mention: Mention, aspect: str = "label") -> Evidence:
    """The words around a plan's name as evidence."""
    if mention.paragraph is None:
        return reading.evidence(mention.lines, aspect)
    start, end = mention.begun + mention.start, mention.begun + mention.end
    return reading.sentence_evidence(mention.paragraph, start, end, aspect)
