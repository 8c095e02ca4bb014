"""What the sentences of a document say that one plan is to another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from keikaku.ingest.facts.initiatives import pillar_key
from keikaku.ingest.plans.keys import key_of_mention, said
from keikaku.ingest.plans.names import REVISION, Mention, forms, plan_key
from keikaku.ingest.plans.statements import statements
from keikaku.ingest.reading import Reading
from keikaku.ontology.japanese.text import normalise
from keikaku.ontology.model.facts import Fact, Key, Relation, RelationKind
from keikaku.ontology.model.names import key


def revised(mention: Mention) -> Iterator[Mention]:
    """The plan that a revision's name names: 第4次基本計画(第2次改定) revises 第4次基本計画."""
    base = re.sub(rf"{REVISION}$", "", mention.name)
    if base != mention.name:
        label = re.sub(r"(?:[（(]第.{1,3}次(?:改定|改訂)[)）]|の第.{1,3}次(?:改定|改訂))$", "", mention.label)
        yield replace(mention, name=base, label=label.rstrip("」"))


def make_relations(reading: Reading) -> tuple[Fact, ...]:
    """What the sentences say that one plan is to another; 本計画 is the document's own."""
    found: dict[Key, Relation] = {}
    for named in _sentences(reading):
        for stated in statements(named):
            target = key_of_mention(reading, stated.object)
            if stated.pillar and reading.own and target == reading.own.key:
                target = pillar_key(reading, stated.pillar)
            subject = key_of_mention(reading, stated.subject)
            if subject != target:
                relation = _relation(reading, subject, stated.kind, target, stated.subject)
                found.setdefault(relation.key, relation)
    for mention in reading.mentions:
        for base in revised(mention):
            subject, target = key_of_mention(reading, mention), plan_key(reading.city, base.name)
            relation = _relation(reading, subject, RelationKind.REVISES, target, mention)
            found.setdefault(relation.key, relation)
    return tuple(found.values())


def _relation(reading: Reading, subject: Key, kind: RelationKind, target: Key, mention: Mention) -> Relation:
    parts = [part for of in (subject, target) for part in of.split("/")[2:]]
    return Relation(
        key=key(reading.city, "relation", kind.value, *parts),
        subject=subject,
        kind=kind,
        object=target,
        evidence=(said(reading, mention, "kind"),),
    )


def _sentences(reading: Reading) -> Iterator[tuple[Mention, ...]]:
    """The plans of each sentence in their order, the document's own also where it says 本計画."""
    for paragraph in reading.paragraphs:
        for first, last in paragraph.sentences():
            sentence = paragraph.text[first:last]
            named = [m for m in reading.mentions if m.sentence == sentence and m.lines == paragraph.lines]
            if named:
                yield tuple(sorted({*named, *_selves(reading, named[0])}, key=lambda m: m.start))


def _selves(reading: Reading, near: Mention) -> Iterator[Mention]:
    normal = normalise(near.sentence)
    for match in forms().itself.finditer(normal.text) if reading.own else ():
        start, end = normal.span(match.start(), match.end())
        name = reading.own.name if reading.own else ""
        yield replace(near, name=name, label=near.sentence[start:end], start=start, end=end)
