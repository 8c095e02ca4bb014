"""What was missed, as staff add it: the words of a line become an initiative, a department or a plan.

The words must stand there, so that what is added has its citation as everything that was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from keikaku.ingest.facts.organisations import department_key
from keikaku.ingest.lessons.changes import Known, Unfit
from keikaku.ingest.lessons.corrections import Asked
from keikaku.ingest.plans.names import canonical, kind_of, plan_key
from keikaku.ingest.reading import QUOTE_AT_LEAST, clip
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Evidence,
    Fact,
    Field,
    Initiative,
    Key,
    Passage,
    Pillar,
    Plan,
)
from keikaku.ontology.model.names import segment
from keikaku.ontology.model.parts import page_of, place


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a document from a line on; `passages` hold them or stand below them as their heading."""

    line: int
    text: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is added: the document, the words, the fact that says so."""

    document: Document
    label: str
    words: Words
    known: Known

    @property
    def evidence(self) -> Evidence:
        """The words as far as the label reaches, and on where that is too short for a quote."""
        text = self.words.text
        end = next(n for n in range(len(text) + 1) if fold(self.label) in fold(text[:n]))
        while end < len(text) and len(fold(text[:end])) < QUOTE_AT_LEAST:
            end += 1
        if len(fold(text[:end])) < QUOTE_AT_LEAST:
            raise Unfit(f"引用する言葉が{QUOTE_AT_LEAST}文字に足りない")
        page = page_of(self.document.parts, self.words.line)
        return Evidence(document=self.document.key, line=self.words.line, quote=clip(text[:end]), page=page)


def added(asked: Asked, known: Known) -> tuple[Key, tuple[Fact, ...]]:
    """The key of what a row adds, and the facts that come in or are put in the place of others.

    Raises Unfit where the words do not stand there, or where the thing is there already.
    """
    document, line = _where(asked, known)
    words = _words(document, asked.right, line, known, is_kept=bool(asked.key))
    thing, others = ADDED[asked.item](Place(document, asked.right, words, known))
    if thing.key in known.facts:
        raise Unfit(f"「{asked.right}」はもう読み取られている")
    return thing.key, (thing, *others)


def _where(asked: Asked, known: Known) -> tuple[Document, int]:
    """The document and the line that a row names, or that an earlier build kept as one text."""
    for file, document in known.documents.items():
        if asked.file == file and asked.place:
            return document, _number(document, asked.place, known)
        if asked.file.startswith(f"{file} "):
            return document, _number(document, asked.file.removeprefix(f"{file} "), known)
    if asked.file and asked.place:
        raise Unfit(f"文書「{asked.file}」が登録されていない")
    raise Unfit("文書と行が書かれていない")


def _number(document: Document, where: str, known: Known) -> int:
    """The number of a line that is named by its number or its place."""
    told = where.removesuffix("行目")
    if told.isascii() and told.isdecimal():
        return int(told)
    last = max((line for one in _passages(document, known) for _, line in one.line_starts), default=0)
    lines = (line for line in range(1, last + 1) if fold(place(document.parts, line)) == fold(where))
    found = next(lines, None)
    if found is None:
        raise Unfit("その行が文書に見つからない")
    return found


def _passages(document: Document, known: Known) -> list[Passage]:
    """The passages of a document in its order."""
    found = (one for one in known.facts.values() if isinstance(one, Passage))
    return sorted((one for one in found if one.document == document.key), key=_first)


def _first(one: Passage) -> int:
    return one.line_starts[0][1] if one.line_starts else 0


def _last(one: Passage) -> int:
    return one.line_starts[-1][1] if one.line_starts else 0


def _words(document: Document, label: str, line: int, known: Known, *, is_kept: bool) -> Words:
    """The words of the line, which must hold the label; of what was kept the nearest that do."""
    if not fold(label):
        raise Unfit("名前が空である")
    able = [one for one in _all_words(document, line, known) if fold(label) in fold(one.text)]
    here = [one for one in able if one.line == line]
    near = sorted(able, key=lambda one: abs(one.line - line)) if is_kept else []
    if not (here or near):
        raise Unfit(f"その行に「{label}」という言葉が見つからない")
    return (here or near)[0]


def _all_words(document: Document, line: int, known: Known) -> Iterator[Words]:
    """The words of every line of text and of every quoted line, and the heading that `line` may be."""
    passages = _passages(document, known)
    for one, after in zip_longest(passages, passages[1:]):
        more = f"\n{after.text}" if after and _first(after) == _last(one) + 1 else ""
        for offset, number in one.line_starts:
            yield Words(number, one.text[offset:] + more, (one,))
    for fact in known.facts.values():
        for said in getattr(fact, "evidence", ()):
            if said.document == document.key:
                yield Words(said.line, said.quote, ())
    below = next((one for one in passages if _first(one) > line), None)
    if below and below.heading:
        under = tuple(one for one in passages if one.heading[: len(below.heading)] == below.heading)
        yield Words(line, f"{below.heading[-1]} {below.text}", under)


def _initiative(at: Place) -> tuple[Initiative, tuple[Fact, ...]]:
    """An initiative under what stands above it; the text below its heading, or its own, speaks of it."""
    above = _above(at)
    plan = above.plan if above else _plan_of(at)
    pillar, field = _heads(above)
    city = at.document.key.split("/", 1)[0]
    key = "/".join((city, "initiative", *plan.split("/")[2:], segment(at.label)))
    beside = [one for one in at.known.facts.values() if isinstance(one, Initiative) and one.plan == plan]
    found = Initiative(
        key=key,
        label=at.label,
        plan=plan,
        pillar=pillar,
        field=field,
        order=getattr(above, "order", 0) if isinstance(above, Initiative) else 0,
        fiscal_year=beside[0].fiscal_year if beside else None,
        evidence=(at.evidence,),
    )
    return found, tuple(replace(one, about=key) for one in at.words.passages)


def _heads(above: Initiative | Field | Pillar | None) -> tuple[Key | None, Key | None]:
    """The pillar and the field of what stands below another thing."""
    if isinstance(above, Pillar):
        return above.key, None
    if isinstance(above, Field):
        return above.pillar, above.key
    return (above.pillar, above.field) if above else (None, None)


def _above(at: Place) -> Initiative | Field | Pillar | None:
    """The last thing of the outline that the document tells before the words."""
    found: list[tuple[int, Initiative | Field | Pillar]] = []
    for fact in at.known.facts.values():
        if isinstance(fact, Initiative | Field | Pillar):
            lines = [one.line for one in fact.evidence if one.document == at.document.key]
            found += [(min(lines), fact)] if lines and min(lines) <= at.words.line else []
    return max(found, key=lambda one: one[0], default=(0, None))[1]


def _own_plans(at: Place) -> list[Plan]:
    """The plans that the document is, the first told first."""
    plans = [one for one in at.known.facts.values() if isinstance(one, Plan) and not one.mentioned_only]
    told = [
        (min(lines), plan)
        for plan in plans
        if (lines := [one.line for one in plan.evidence if one.document == at.document.key])
    ]
    return [plan for _, plan in sorted(told, key=lambda one: one[0])]


def _plan_of(at: Place) -> Key:
    """The plan of what stands below no heading. Raises Unfit: every initiative belongs to a plan."""
    own = next(iter(_own_plans(at)), None)
    if own is None:
        raise Unfit("文書が何の計画か分からない（先に計画を追加してください）")
    return own.key


def _department(at: Place) -> tuple[Department, tuple[Fact, ...]]:
    """A department; who has it as its own is said by the corrections of 担当."""
    city = at.document.key.split("/", 1)[0]
    home, key = at.document.municipality, department_key(city, at.label)
    return Department(key=key, label=at.label, municipality=home, evidence=(at.evidence,)), ()


def _plan(at: Place) -> tuple[Plan, tuple[Fact, ...]]:
    """A plan: that which the document is where it is none so far, else one that it mentions."""
    city = at.document.key.split("/", 1)[0]
    name = canonical(at.label, city)
    found = Plan(
        key=plan_key(city, name),
        label=at.label,
        municipality=at.document.municipality,
        kind=kind_of(name),
        mentioned_only=bool(_own_plans(at)),
        evidence=(at.evidence,),
    )
    return found, ()


Make = Callable[[Place], tuple[Initiative | Department | Plan, tuple[Fact, ...]]]
ADDED: Mapping[str, Make] = {"計画の追加": _plan, "部の追加": _department, "施策の追加": _initiative}
"""What each item of a corrections file adds, in the order of their putting in: initiatives need a plan."""


def in_order(asked: Sequence[Asked]) -> list[Asked]:
    """The rows, what is added before what is put right."""
    order = {item: place for place, item in enumerate(ADDED)}
    return sorted(asked, key=lambda one: order.get(one.item, len(order)))
