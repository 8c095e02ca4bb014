"""Facts and definitions that stand only in prose: the sentences that tell it, not a paragraph of everything."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from keikaku.ontology.japanese.text import sentences
from keikaku.qa import query as q
from keikaku.qa.conditions import scope
from keikaku.qa.finding.nearest import members, sought
from keikaku.qa.finding.passages import has_form, said_of_it
from keikaku.qa.finding.sentences import Told, names, told
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.telling.answer import AnswerStatus, Item
from keikaku.qa.telling.found import Found
from keikaku.qa.telling.quotes import Source, starts_of
from keikaku.qa.text.compact import compact
from keikaku.qa.text.interrogatives import interrogatives
from keikaku.qa.text.words import ASKING, content_words
from keikaku.qa.world import compile as sparql
from keikaku.qa.world.rows import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.telling.answer import Citation
    from keikaku.qa.text.words import Word
    from keikaku.qa.world.world import TextOf, World

LEAST = 0.7
"""The share of the question's words that tells it where meaning has no part, or is not near."""
LEAST_SCORE, LEAST_WORDS = 0.65, 0.45
"""What tells it by words and meaning together, and how many of the words it must have even so."""
SURE = 1.4
"""The score where nearly all words are there."""
LEAST_ENGLISH = 0.24
"""What tells it to a question in English, which has hardly a word of the documents: far above what is near to anything."""
BESIDE = 0.85
"""What comes this near to the best is told beside it."""
SHORTEST = 3
"""Characters that a question's words must come to: 元気 and 件 stand in sentences that answer nothing."""
LONGEST = 420
"""How many characters an answer gives of prose."""


# ---- reading -------------------------------------------------------------------------------------------------------


def read_passage(reading: Reading, *, sure: bool = False) -> Understood | None:
    """The sentences that are nearest to the question in words and meaning, where they are near enough.

    `sure`: where the graph could have told it and does not, nearly all words must be there.
    """
    found = best_told(reading)
    if not found or not _tells(found[0], reading) or (sure and found[0].score < SURE):
        return None
    words_of = everything(reading)
    words = " ".join(word.surface for word in words_of)
    shown = _several(found) if reading.language == "en" else _shown(found, words_of)
    return Understood(query=q.TellPassage(words, tuple(one.part for one in shown)))


def nearest_parts(reading: Reading) -> tuple[q.Part, ...]:
    """The sentences to show beside initiatives that are near: the best, and another that comes near it."""
    if reading.world.search is None:
        return ()
    english = reading.language == "en"
    least, most = (LEAST_BESIDE_ENGLISH, 3) if english else (LEAST_BESIDE, 2)
    found = [one for one in best_told(reading) if one.meaning >= least]
    return tuple(one.part for one in _several(found, most))


def _several(found: Sequence[Told], most: int = 3) -> list[Told]:
    """The best and what comes near it, wherever it stands; the same words once."""
    kept = {one.text: one for one in reversed(found[:most]) if one.score >= BESIDE * found[0].score}
    return list(reversed(kept.values()))


LEAST_BESIDE, LEAST_BESIDE_ENGLISH = 0.3, 0.22


def best_told(reading: Reading) -> tuple[Told, ...]:
    """The parts of the prose that may tell it, best first: all that the question names and counts stands there."""
    words = everything(reading)
    length = sum(len(word.stem) for word in words)
    if length < SHORTEST - 1 or (length < SHORTEST and not interrogatives(reading.shape)):
        return ()
    text = reading.recognised.text
    asks = asks_of(text)
    wanted = [m.text for m in reading.recognised.of(*NAMING)] + [m[0] for m in FIGURE.finditer(text)]
    passages = {one.key: one for one in reading.world.texts("passage")}
    found = []
    for one in told(reading.world, sought(reading), words, _allowed(reading)):
        whole = passages[one.part.passage.key]
        about = reading.world.lexicon.label(whole.subject)
        kept = names(one, about, wanted, whole.text) and _of_plans(reading, one, whole)
        if kept and all(has_form(one.text, ask) for ask in asks if ask.kind != "count" or ask.counter):
            found.append(one)
    return tuple(found)


def _tells(best: Told, reading: Reading) -> bool:
    """Near in words and meaning; words alone where there is no meaning, or where the best has nearly all."""
    if reading.world.search is None or not best.meaning:
        return best.words >= LEAST
    if reading.language == "en":
        return best.score >= LEAST_ENGLISH
    return best.score >= LEAST_SCORE and best.words >= LEAST_WORDS


def _shown(found: Sequence[Told], words: Sequence[Word]) -> list[Told]:
    """The best, and up to two of its own passage: those that come near it or have a word that it lacks."""
    best = found[0]
    lacking = [word.stem for word in words if word.noun and word.stem not in best.heading + best.text]
    beside = [
        one
        for one in found[1:]
        if one.part.passage == best.part.passage
        and (one.score >= BESIDE * best.score or any(stem in one.text for stem in lacking))
    ][:2]
    more = [one for one in said_of_it(best, found) if one not in beside]
    return [best, *beside, *more]


FIGURE = re.compile(
    r"[一-鿿・]{2,10}の残高|[一-鿿]{1,8}(?:比率|指数|残高|収率|納率|税収|[一-鿿]率)(?=は|が|を|の|って|$|[?])"
)
"""The name of a figure: that of another one tells nothing of it."""
NAMING = ("department", "section", "indicator", "post")
"""What a question names must stand in the sentence that answers it, or above it."""


def _of_plans(reading: Reading, one: Told, whole: TextOf) -> bool:
    """True where each plan that the question names stands in the passage, or is what the passage is about."""
    place = one.heading + whole.text
    return all(
        m.text in place or any(compact(t.label) in place or t.key == whole.subject for t in m.things)
        for m in reading.recognised.of("plan")
    )


def _allowed(reading: Reading) -> frozenset[str] | None:
    """An initiative and a year narrow passages: what else is named stands in their words."""
    initiatives = frozenset(t.key for m in reading.recognised.of("initiative") for t in m.things)
    if initiatives:
        return initiatives
    if of_those(reading):
        return frozenset(reading.listed)
    years = tuple(m for m in reading.recognised.mentions if m.kind == "year")
    if not years:
        return None
    only = type(reading.recognised)(text=reading.recognised.text, mentions=years)
    found = members(reading.world, scope(only, reading.world).condition) or frozenset()
    return found | reading.world.passages_of(reading.recognised.years)


BEFORE = re.compile(
    r"(?:そ|こ)(?:の|れら?の|こ)(?:うち|中|なか)|うち|中で|(?:which )?of (?:those|these|them)"
)


def of_those(reading: Reading) -> bool:
    """それのうち農家に関係するのは: of what was told before."""
    return bool(reading.listed) and bool(BEFORE.match(reading.recognised.text))


def everything(reading: Reading) -> tuple[Word, ...]:
    """Every word that does not only ask: the names that the question mentions, 分野 and 目標 among them.

    Not the name of an initiative: its own passages are looked through, and all of them are about it.
    """
    kept = tuple(m for m in reading.recognised.mentions if m.kind in {"year", "municipality", "initiative"})
    rest = type(reading.recognised)(text=reading.recognised.text, mentions=kept).rest
    return content_words(rest, ASKING)


# ---- answering -----------------------------------------------------------------------------------------------------


class PassageRow(NamedTuple):
    """A row of PASSAGES."""

    p: str
    text: str
    starts: str | None
    heading: str | None
    file: str
    page: int | None
    retelling: str | None
    about: str
    about_label: str | None


PASSAGES = """SELECT ?p ?text ?starts ?heading ?file ?page ?retelling ?about ?aboutLabel WHERE {
  VALUES ?p { $keys } ?p plan:text ?text ; plan:document ?doc ; plan:about ?about . ?doc plan:file ?file .
  OPTIONAL { ?p plan:lineStarts ?starts } OPTIONAL { ?p plan:heading ?heading } OPTIONAL { ?p plan:page ?page }
  OPTIONAL { ?doc plan:retelling ?retelling } OPTIONAL { ?about skos:prefLabel ?aboutLabel }
} ORDER BY ?p"""


def answer_passage(query: q.TellPassage, world: World, language: q.Language) -> Found | Declined:
    """The sentences of the parts, with the one before where they refer back, those after where they announce them."""
    text, sources, about = sources_of([part.passage for part in query.parts], world)
    best = query.parts[0].passage.key
    if best not in sources:
        about_words = {"topic": query.words.replace(" ", "・")}
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="not_told", about=about_words)
    thing, _ = about[best]
    lines: list[str] = []
    citations: list[Citation] = []
    for key in dict.fromkeys(part.passage.key for part in query.parts if part.passage.key in sources):
        words, cites = quoted([part for part in query.parts if part.passage.key == key], sources)
        lines.append(_text(words, sources[key], about[key][1], language))
        citations += cites
    return Found(
        text="\n".join(lines),
        sparql=text,
        reading=f"「{query.words.replace(' ', '・')}」を述べた文"
        if language == "ja"
        else f"the sentence about {query.words}",
        items=_items(thing, sources[best], lines[0], world),
        citations=tuple(citations),
    )


def sources_of(
    passages: Sequence[q.Named], world: World
) -> tuple[str, dict[str, Source], dict[str, tuple[str, str]]]:
    """The query, the passages by key, and what each is about: its key and label."""
    text = sparql.fill(PASSAGES, keys=sparql.iris(passages))
    rows = world.facts.rows(PassageRow, text)
    return (
        text,
        {row.p: _source(row) for row in rows},
        {row.p: (row.about, row.about_label or "") for row in rows},
    )


def quoted(parts: Sequence[q.Part], sources: dict[str, Source]) -> tuple[str, tuple[Citation, ...]]:
    """The words of the parts in the order of the text, up to the longest that an answer gives, each cited."""
    first, spans = parts[0].passage.key, []
    for place, part in enumerate(parts):
        source = sources[part.passage.key]
        if part.passage.key == first:
            spans.append(_with_neighbours(source, part) if place == 0 else (part.start, part.end))
    source = sources[first]
    kept: list[tuple[int, int]] = []
    for start, end in spans:
        if not kept or sum(b - a for a, b in kept) + end - start <= LONGEST:
            kept.append((start, min(end, start + LONGEST)))
    merged = _merged(sorted(kept))
    words = "…".join(source.text[start:end].strip() for start, end in merged)
    return words, tuple(source.cite(start, end) for start, end in merged)


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans that touch or overlap as one."""
    found: list[tuple[int, int]] = []
    for start, end in spans:
        if found and start <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def _items(thing: str, source: Source, told_text: str, world: World) -> tuple[Item, ...]:
    """The initiative that the passage is about, else the passage."""
    rows, _ = rows_of([q.Named(thing, "")], world)
    if rows:
        return tuple(row.item for row in rows)
    label = source.heading.rpartition("\n")[2] or told_text[:40]
    return (Item(iri=source.key, type="Passage", label=label),)


GOES_ON = re.compile(r"^(?:この|その|これ|それ|また|さらに|例えば|たとえば|そのため|具体的|一方|なお|同)")
ANNOUNCES = re.compile(r"(?:次の|以下の|下記の).{0,12}(?:とおり|通り|もの|点|つ|事項|表|構成)")


def _with_neighbours(source: Source, part: q.Part) -> tuple[int, int]:
    """The part, with the sentence before where it refers back to it, those after where it announces them."""
    spans = sentences(source.text)
    before = [start for start, end in spans if end <= part.start + 1 and start < part.start]
    after = [end for _, end in spans if end > part.end]
    text = source.text[part.start : part.end].strip()
    start = before[-1] if before and GOES_ON.search(text) else part.start
    end = after[min(2, len(after) - 1)] if after and ANNOUNCES.search(text) else part.end
    return start, end


def _source(row: PassageRow) -> Source:
    return Source(
        key=row.p,
        text=row.text,
        starts=starts_of(row.starts or ""),
        file=row.file,
        page=row.page,
        heading=row.heading or "",
        retelling=bool(row.retelling),
    )


def _text(shown: str, source: Source, about: str, language: q.Language) -> str:
    path = [about, *source.heading.split("\n")[-1:]]
    heading = " ＞ ".join(dict.fromkeys(part for part in path if part))
    if language == "en":
        return f"{shown}\n(under “{heading}”)" if heading else shown
    return f"{shown}\n（「{heading}」の項）" if heading else shown
