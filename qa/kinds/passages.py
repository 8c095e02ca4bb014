"""Facts and definitions that stand only in prose: the sentence that tells it, not a paragraph of everything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ontology.text import sentences
from qa import compile as sparql
from qa import query as q
from qa.answer import AnswerStatus, Item
from qa.compact import compact
from qa.conditions import named, scope
from qa.found import Found
from qa.nearest import members, ranked
from qa.quotes import Source, starts_of
from qa.reading import Declined, Reading, Understood
from qa.words import ASKING, content_words, coverage, rarity

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from qa.words import Word
    from qa.world import World

LEAST = 0.7
"""The part of the words' weight that a sentence, its heading and its passage must hold."""
CONSIDERED = 12
SHORTEST = 3
"""Characters that a question's words must come to: 元気 and 件 stand in sentences that answer nothing."""
ASKS = re.compile(
    r"どこ|いつ|何|なに|誰|だれ|どの|どれ|いくつ|いくら|とは|なぜ|where|when|what|who|which|how|why"
)
"""One fewer will do where something is asked of them: 冊子はどこで見られる."""
LONGEST = 420
"""How many characters an answer gives of prose."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_passage(reading: Reading, least: float = LEAST) -> Understood | None:
    """The passages that hold most of the question's words, where they hold enough of them."""
    words = everything(reading)
    told = sum(len(word.stem) for word in words)
    if told < SHORTEST - 1 or (told < SHORTEST and not ASKS.search(reading.shape)):
        return None
    near = ranked(reading.world, "passage", words, _allowed(reading))
    if not near or near[0].score < least:
        return None
    kept = tuple(q.Named(one.of.key, one.of.title) for one in near[:CONSIDERED])
    names = tuple(m.text for m in reading.recognised.of(*NAMING))
    asked = COUNTER.search(reading.recognised.text)
    return Understood(
        query=q.TellPassage(" ".join(word.surface for word in words), kept, names, asked[1] if asked else "")
    )


COUNTER = re.compile(r"何(人|名|校|社|団体|回|円|%|パーセント|種|点|か所|箇所|台|館|園|世帯|年間|日間|件|時)")
"""What a question counts: the sentence that answers it has a figure of it."""


NAMING = ("department", "section", "plan", "indicator", "post")
"""What a question names must stand in the sentence that answers it, or above it."""


def _allowed(reading: Reading) -> frozenset[str] | None:
    """Only a year and a city narrow passages: what else is named stands in their words."""
    cities = [named(thing) for m in reading.recognised.of("municipality") for thing in m.things]
    if cities and len(reading.world.lexicon.municipalities) > 1:
        rows = reading.world.facts.select(sparql.fill(OF_CITY, cities=sparql.iris(cities)))
        return frozenset(row[0] for row in rows)
    years = tuple(m for m in reading.recognised.mentions if m.kind == "year")
    if not years:
        return None
    only = type(reading.recognised)(text=reading.recognised.text, mentions=years)
    found = members(reading.world, scope(only, reading.world).condition)
    return found or None


OF_CITY = """SELECT ?p WHERE {
  VALUES ?city { $cities } ?p a plan:Passage ; plan:document ?doc . ?doc plan:municipality ?city
}"""


def everything(reading: Reading) -> tuple[Word, ...]:
    """Every word that does not only ask: the names that the question mentions, 分野 and 目標 among them."""
    kept = tuple(m for m in reading.recognised.mentions if m.kind in {"year", "municipality"})
    rest = type(reading.recognised)(text=reading.recognised.text, mentions=kept).rest
    return content_words(rest, ASKING)


# ---- answering -----------------------------------------------------------------------------------------------------

PASSAGES = """SELECT ?p ?text ?starts ?heading ?file ?page ?retelling ?about ?aboutLabel WHERE {
  VALUES ?p { $keys } ?p plan:text ?text ; plan:document ?doc ; plan:about ?about . ?doc plan:file ?file .
  OPTIONAL { ?p plan:lineStarts ?starts } OPTIONAL { ?p plan:heading ?heading } OPTIONAL { ?p plan:page ?page }
  OPTIONAL { ?doc plan:retelling ?retelling } OPTIONAL { ?about skos:prefLabel ?aboutLabel }
} ORDER BY ?p"""


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence with its score and its place in its passage."""

    score: float
    source: Source
    start: int
    end: int

    @property
    def text(self) -> str:
        """The sentence itself."""
        return self.source.text[self.start : self.end].strip()


def answer_passage(query: q.TellPassage, world: World, language: q.Language) -> Found | Declined:
    """The sentence that holds most of the words, with the next one where the words go on in it."""
    text = sparql.fill(PASSAGES, keys=sparql.iris(query.passages))
    rows = world.facts.select(text)
    sources = [_source(row) for row in rows]
    about = {str(row[0]): str(row[8] or "") for row in rows}
    order = {one.key: place for place, one in enumerate(query.passages)}
    sources.sort(key=lambda source: order[source.key])
    words = content_words(query.words, ASKING)
    weights = rarity(
        words,
        [compact(source.heading + source.text) for source in sources]
        + [one.text for one in world.texts("passage")],
    )
    told = [
        one
        for source in sources
        for one in _sentences(source, weights)
        if _names(one, about, query.names) and _counts(one, query.counter)
    ]
    told.sort(key=lambda one: -one.score)
    if not told or told[0].score < LEAST_SENTENCE:
        return Declined(
            status=AnswerStatus.NOT_IN_DOCUMENTS,
            phrase="not_told",
            about={"topic": query.words.replace(" ", "・")},
        )
    best = told[0]
    shown = _with_neighbours(best)
    return Found(
        text=_text(best, shown, about[best.source.key], language),
        sparql=text,
        reading=f"「{query.words.replace(' ', '・')}」を述べた文"
        if language == "ja"
        else f"the sentence about {query.words}",
        items=(
            Item(
                iri=best.source.key,
                type="Passage",
                label=best.source.heading.rpartition("\n")[2] or shown[:40],
            ),
        ),
        citations=(best.source.cite(best.start, best.end),),
    )


LEAST_SENTENCE = 0.6
GOES_ON = re.compile(r"^(?:この|その|これ|それ|また|さらに|例えば|たとえば|そのため|具体的|一方|なお|同)")
ANNOUNCES = re.compile(r"(?:次の|以下の|下記の).{0,12}(?:とおり|通り|もの|点|つ|事項|表|構成)")


def _with_neighbours(best: Told) -> str:
    """The sentence, the one before where it refers back to it, those after where it announces them."""
    spans = sentences(best.source.text)
    at = next(place for place, (start, _) in enumerate(spans) if start == best.start)
    first = at - 1 if at and GOES_ON.search(best.text) else at
    last = at + 3 if ANNOUNCES.search(best.text) else at
    start, end = spans[first][0], spans[min(last, len(spans) - 1)][1]
    return best.source.text[start:end].strip()[:LONGEST]


def _counts(told: Told, counter: str) -> bool:
    return not counter or bool(
        re.search(rf"[0-9一二三四五六七八九十百千万](?:の)?{counter}", compact(told.text))
    )


def _names(told: Told, about: Mapping[str, str], names: Iterable[str]) -> bool:
    place = compact(told.source.heading + about[told.source.key] + told.source.text)
    return all(re.search(rf"(?<![一-鿿]){re.escape(name)}", place) for name in names)


def _source(row: Sequence[object]) -> Source:
    key, text, starts, heading, file, page, retelling, *_ = row
    return Source(
        key=str(key),
        text=str(text),
        starts=starts_of(str(starts or "")),
        file=str(file),
        page=page if isinstance(page, int) else None,
        heading=str(heading or ""),
        retelling=bool(retelling),
    )


def _sentences(source: Source, weights: dict[Word, float]) -> list[Told]:
    """Each sentence, scored by its own words, then nearly by its heading's and its passage's."""
    heading, whole = compact(source.heading), compact(source.text)
    found = []
    for start, end in sentences(source.text):
        own, _ = coverage(weights, compact(source.text[start:end]), "")
        beside, _ = coverage(weights, compact(source.text[start:end]) + heading, "")
        around, _ = coverage(weights, compact(source.text[start:end]) + heading + whole, "")
        found.append(Told(round(0.55 * own + 0.3 * beside + 0.15 * around, 4), source, start, end))
    return found


def _text(best: Told, shown: str, about: str, language: q.Language) -> str:
    path = [about, *best.source.heading.split("\n")[-1:]]
    heading = " ＞ ".join(dict.fromkeys(part for part in path if part))
    if language == "en":
        return f"{shown}\n(under “{heading}”)" if heading else shown
    return f"{shown}\n（「{heading}」の項）" if heading else shown
