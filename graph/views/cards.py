"""What a list of search hits tells of each: its name, first sentence, who is responsible, where it stands."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import NamedTuple

from keikaku.graph.store.snapshot import Snapshot
from keikaku.graph.views import page_queries as asked
from keikaku.graph.views.around import Shown, around
from keikaku.graph.views.pages import (
    Named,
    Place,
    corrections,
    place_of,
    places,
    related,
    texts_about,
    thing_node,
)
from keikaku.ontology.japanese.text import sentences
from keikaku.ontology.model.values import Key

_AROUND = dict(asked.FACTS["initiative"])
_UNITS = (_AROUND["departments"], _AROUND["sections"])
_OWN = frozenset({"departments", "sections", "plan"})  # a card has places of their own for them
_PHONE = next(pattern for name, pattern in asked.FACTS["section"] if name == "phone")
_SECTION = "?node plan:sectionOf $thing"
_PASSAGE = asked.PASSAGES.replace("PATTERN", "VALUES ?passage { $thing }")
_FAQ = """
SELECT ?answer ?unit WHERE { $thing plan:answer ?answer OPTIONAL { $thing plan:departmentName ?unit } }"""


class _Entry(NamedTuple):
    answer: str
    unit: str | None


LONGEST = 160
"""Characters of a first sentence that a list shows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One hit: `of` is the thing whose page tells more, `sentence` plain words of the document or the FAQ.

    Where the sentence is what made it a hit it is `marked`, with what is shown `before` and `after` it.
    """

    kind: str
    of: Named
    sentence: str
    before: str = ""
    after: str = ""
    marked: bool = False
    plan: str = ""
    departments: tuple[Named, ...] = ()
    phones: tuple[str, ...] = ()
    place: Place | None = None
    corrected: bool = False
    more: tuple[tuple[str, tuple[Named, ...]], ...] = ()


def card(snapshot: Snapshot, iri: str, kind: str, label: str) -> Card:
    """The card of a hit that the index named by its IRI."""
    key = snapshot.key(iri)
    if kind == "faq":
        return _faq(snapshot, key, label)
    of = _subject(snapshot, key, label)
    units = _units(snapshot, of.key)
    passage = _passage(snapshot, key) if kind == "passage" else None
    place = passage[1] if passage else next(iter(places(snapshot, key)), None)
    text = passage[0] if passage else next((one.words for one in texts_about(snapshot, key)), "")
    plan = next((one.label for one in related(snapshot, thing_node(snapshot, of.key), _AROUND["plan"])), "")
    return Card(
        kind=kind,
        of=of,
        sentence=first_sentence(text or (place.quote if place else "")),
        plan=plan if plan != of.label else "",
        departments=units,
        phones=_phones(snapshot, units),
        place=place,
        corrected=bool(corrections(snapshot, of.key)),
        more=_more(snapshot, of.key),
    )


def marked(one: Card, text: str, start: int, end: int) -> Card:
    """The card with the sentence of a text that made it a hit; an FAQ answer stands whole around it."""
    if start == end:
        return replace(one, sentence=text)
    if one.kind == "faq":
        return replace(one, before=text[:start], sentence=text[start:end], after=text[end:], marked=True)
    return replace(one, before="…" if start else "", sentence=_short(text[start:end]), marked=True)


def first_sentence(text: str) -> str:
    """The first sentence; of one that is long, its beginning.

    >>> first_sentence("窓口は二階です。電話もできます。")
    '窓口は二階です。'
    """
    start, end = next(iter(sentences(text)), (0, len(text)))
    return _short(text[start:end])


def _short(text: str) -> str:
    sentence = " ".join(text.split())
    return sentence if len(sentence) <= LONGEST else sentence[:LONGEST] + "…"


def _faq(snapshot: Snapshot, key: Key, label: str) -> Card:
    found = snapshot.rows(_Entry, _FAQ, thing=snapshot.node(key))
    entry = found[0] if found else _Entry("", None)
    units = (Named("", entry.unit),) if entry.unit else ()
    return Card(kind="faq", of=Named(key, label), sentence=first_sentence(entry.answer), departments=units)


def _subject(snapshot: Snapshot, key: Key, label: str) -> Named:
    """What a passage, a target or a number is about; any other hit is about itself."""
    found = snapshot.rows(asked.Subject, asked.SUBJECT, thing=snapshot.node(key))
    if not found:
        return Named(key, label)
    subject = snapshot.key(found[0].of)
    name = snapshot.rows(asked.Name, asked.NAME, thing=thing_node(snapshot, subject))[0]
    return Named(subject, name.label or name.said or label)


def _units(snapshot: Snapshot, key: Key) -> tuple[Named, ...]:
    node = thing_node(snapshot, key)
    return tuple(unit for pattern in _UNITS for unit in related(snapshot, node, pattern))


def _more(snapshot: Snapshot, key: Key) -> tuple[tuple[str, tuple[Named, ...]], ...]:
    """What else a card tells of an initiative, by name."""
    asked_for = [one for one in around(Shown.CARD) if one.name not in _OWN]
    node = thing_node(snapshot, key)
    found = ((one.name, related(snapshot, node, one.pattern)) for one in asked_for)
    return tuple((name, values) for name, values in found if values)


def _phones(snapshot: Snapshot, units: tuple[Named, ...]) -> tuple[str, ...]:
    """The telephones of the units; of a department without one, those of its sections."""
    found: list[str] = []
    for unit in units:
        node = snapshot.node(unit.key)
        own = related(snapshot, node, _PHONE) or tuple(
            phone
            for section in related(snapshot, node, _SECTION)
            for phone in related(snapshot, snapshot.node(section.key), _PHONE)
        )
        found += [phone.label for phone in own]
    return tuple(dict.fromkeys(found))


def _passage(snapshot: Snapshot, key: Key) -> tuple[str, Place] | None:
    found = snapshot.rows(asked.Passage, _PASSAGE, thing=snapshot.node(key))
    return next(((row.text, place_of(snapshot, row, row.line)) for row in found), None)
