"""The answer object that people, programs and pages read. Every way an answer can end has a name here."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from keikaku.graph.views.around import Attribute, Shown, around

if TYPE_CHECKING:
    from keikaku.ontology.model.values import Key
    from keikaku.qa.query import Query
    from keikaku.qa.turns.referents import Referents


BULLET = "・"
"""What a line of an answer's text begins with that lists one of its items."""


OF_PART = ("question", "status", "answer", "items", "value", "unit", "citations")
"""What an answer tells of each part of a question that asks several things."""


class AnswerStatus(StrEnum):
    """How an answer ends; all but the first two abstain."""

    ANSWERED = "answered"
    PARTIAL = "partial"
    AMBIGUOUS = "ambiguous"
    NOT_IN_DOCUMENTS = "not_in_documents"
    OTHER_YEAR = "other_year"
    RELATED = "related"
    OUT_OF_SCOPE = "out_of_scope"
    NOT_UNDERSTOOD = "not_understood"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One thing of the answer set; labels are the document's own words, `reason` says why it is in."""

    iri: str
    type: str
    label: str
    departments: tuple[str, ...] = ()
    sections: tuple[str, ...] = ()
    plan: str | None = None
    pillar: str | None = None
    field: str | None = None
    fiscal_year: int | None = None
    period: tuple[int | None, int | None] | None = None
    score: float | None = None
    reason: str | None = None
    corrected: tuple[str, ...] = ()  # what staff put right of it: 人手訂正
    more: tuple[tuple[str, tuple[str, ...]], ...] = ()  # what else stands around it, by the name of `further`

    def told(self, name: str) -> tuple[str, ...]:
        """The values of an attribute of `further`."""
        return dict(self.more).get(name, ())


def further() -> tuple[Attribute, ...]:
    """What items show of an initiative that is no field of theirs: a column of its own in every table."""
    own = {one.name for one in fields(Item)}
    return tuple(one for one in around(Shown.ITEM) if one.name not in own)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Where a fact stands: exact words of a document; `retelling` is set where the document is a 見本."""

    document: str
    page: int | None
    line: int
    quote: str
    iri: str
    retelling: bool = False
    place: str = ""  # 3ページ 12行目, 表2 4行目: where lines alone do not tell it


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the work, for `--explain`."""

    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """What was considered and left out, and why."""

    label: str
    reason: str
    score: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer, as CONTRACTS.md has it. `query` carries what was understood to a follow-up question.

    `rests_on` are the questions before it without which it would be another answer, the first one first:
    asked again in their order, they give it again.
    """

    question: str
    status: AnswerStatus
    text: str
    items: tuple[Item, ...] = ()
    total: int | None = None
    value: float | int | None = None
    unit: str | None = None
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    reading: str = ""
    sparql: str = ""
    data_version: str = ""
    id: str | None = None
    steps: tuple[Step, ...] = ()
    rejected: tuple[Rejected, ...] = ()
    query: Query | None = field(default=None, compare=False)
    cities: tuple[Key, ...] = field(default=(), compare=False)  # whose it is, where a version has several
    told_first: str = ""  # the beginning of the text that is a FAQ entry's own words
    language: str = "ja"  # of the text
    internal: bool = False  # told from internal documents: for staff alone
    rests_on: tuple[str, ...] = field(default=(), compare=False)
    stands_for: str = field(default="", compare=False)  # the question in full, of a turn that refers back
    referents: Referents | None = field(default=None, compare=False)  # what the next turn can refer to
    unread: tuple[str, ...] = ()  # words of the question that no part of the query owns
    parts: tuple[Answer, ...] = field(default=(), compare=False)  # of a question that asks several things

    @property
    def abstained(self) -> bool:
        """True for every ending but answered and partial."""
        return self.status not in {AnswerStatus.ANSWERED, AnswerStatus.PARTIAL}

    @property
    def sentence(self) -> str:
        """The text without the lines that list the items, for screens that show the items as a table."""
        if len(self.items) < 2:
            return self.text
        kept = self.text[len(self.told_first) :].split("\n")
        return self.told_first + "\n".join(line for line in kept if not line.startswith(BULLET))

    def to_dict(self, *, explain: bool = False) -> dict[str, Any]:
        """The answer object; `explain` adds steps and rejected."""
        plain: dict[str, Any] = {
            "id": self.id,
            "question": self.question,
            "status": self.status.value,
            "abstained": self.abstained,
            "answer": self.text,
            "items": [_item(item) for item in self.items],
            "total": self.total,
            "value": self.value,
            "unit": self.unit,
            "citations": [_citation(citation) for citation in self.citations],
            "suggestions": list(self.suggestions),
            "reading": self.reading,
            "sparql": self.sparql,
            "data_version": self.data_version,
        }
        if self.unread:
            plain["unread"] = list(self.unread)
        if self.parts:
            plain["parts"] = [{key: part.to_dict()[key] for key in OF_PART} for part in self.parts]
        if explain:
            plain["steps"] = [{"name": step.name, "detail": step.detail} for step in self.steps]
            plain["rejected"] = [
                {"label": one.label, "reason": one.reason, "score": one.score} for one in self.rejected
            ]
        return plain

    def to_json(self, *, explain: bool = False) -> str:
        """The answer object on one line."""
        return json.dumps(self.to_dict(explain=explain), ensure_ascii=False)


def _item(item: Item) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "iri": item.iri,
        "type": item.type,
        "label": item.label,
        **{one.name: _around(item, one) for one in around(Shown.ITEM)},
        "score": item.score,
    }
    corrected = {"corrected": list(item.corrected)} if item.corrected else {}
    return plain | ({"reason": item.reason} if item.reason else {}) | corrected


def _around(item: Item, attribute: Attribute) -> Any:
    known = getattr(item, attribute.name, None)
    value = item.told(attribute.name) if attribute in further() else known
    if attribute.many:
        return list(value or ())
    return list(value) if value and isinstance(value, tuple) else value or None


def _citation(citation: Citation) -> dict[str, Any]:
    plain: dict[str, Any] = {
        "document": citation.document,
        "page": citation.page,
        "line": citation.line,
        "quote": citation.quote,
        "iri": citation.iri,
    }
    place = {"place": citation.place} if citation.place else {}
    return plain | place | ({"retelling": True} if citation.retelling else {})
