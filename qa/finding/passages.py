"""From a question on the prose to the sentences that tell it, and what of it each of them tells."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from keikaku.ontology.japanese.times import find_times
from keikaku.ontology.japanese.tokens import tokenize
from keikaku.qa import query as q
from keikaku.qa.finding.nearest import members
from keikaku.qa.finding.sentences import Told, names, told
from keikaku.qa.naming.asks import asks_of, says
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import Word, coverage, rarity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from keikaku.qa.naming.asks import Ask
    from keikaku.qa.query.facts import AskFacts
    from keikaku.qa.world.world import World

SURE = 0.42
"""A best sentence of this score tells of what is asked."""
SURE_ENGLISH = 0.3
CLOSE = 0.6
"""A sentence of this share of the best score may tell what the best does not."""
MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """The sentences chosen, what is asked and told in them, and what is not."""

    parts: tuple[Told, ...]
    values: tuple[tuple[Ask, str], ...] = ()
    untold: tuple[Ask, ...] = ()


def words_of(query: AskFacts) -> tuple[Word, ...]:
    """The words that are looked for."""
    return tuple(Word(surface, stem, noun) for surface, stem, noun in query.words)


def nearest(query: AskFacts, world: World) -> tuple[Told, ...]:
    """The parts of the prose that may tell it, best first, within what the question names."""
    found = told(world, query.text, words_of(query), _allowed(query, world))
    if not query.named:
        return found
    passages = {one.key: one for one in world.texts("passage")}
    return tuple(one for one in found if _names_all(one, query, passages, world))


def _names_all(one: Told, query: AskFacts, passages: dict, world: World) -> bool:  # type: ignore[type-arg]
    whole = passages[one.part.passage.key]
    return names(one, world.lexicon.label(whole.subject), query.named, whole.text)


def _allowed(query: AskFacts, world: World) -> frozenset[str] | None:
    if query.within:
        return frozenset(query.within)
    if not query.years:
        return None
    in_years = q.AllOf((q.AnyOf(tuple(q.InYear(year) for year in query.years)),))
    return (members(world, in_years) or frozenset()) | world.passages_of(query.years)


def chosen(query: AskFacts, found: Sequence[Told], world: World) -> Chosen:
    """The best sentence, and for each thing asked that it does not tell the next that does."""
    best = dated(query, found)
    subjects = {one.key: one.subject for one in world.texts("passage")}
    near = [one for one in found[:12] if one is not best and _beside(one, best, subjects)]
    parts = [best]
    values: list[tuple[Ask, str]] = []
    untold: list[Ask] = []
    for ask in query.asks:
        value, where = _first_telling(ask, [*parts, *near], query)
        if value is None:
            untold.append(ask)
            continue
        values.append((ask, value))
        if where not in parts and len(parts) < MOST:
            parts.append(where)
    parts += _reasons(query, parts, found)
    if not any(ask.kind in TYPED for ask in query.asks):
        parts += [one for one in said_of_it(parts[0], found) if one not in parts]
    about = subjects.get(best.part.passage.key)
    parts += _lacking(query, parts, [one for one in near if subjects.get(one.part.passage.key) == about])
    if query.language == "en":
        parts += [one for one in near if one.score >= NO_WORDS * best.score and one not in parts][:2]
    if query.whether:
        parts += [one for one in near if one.part.passage == best.part.passage and one not in parts][:2]
    return Chosen(parts=tuple(parts[:MOST]), values=tuple(values), untold=tuple(untold))


NO_WORDS = 0.85
"""What comes this near in meaning is told beside the best, where no word of the question tells which of them it is."""


def _reasons(query: AskFacts, parts: list[Told], found: Sequence[Told]) -> list[Told]:
    """なぜ: where what is told gives no reason, the two parts before it in its passage."""
    if not any(ask.kind == "why" for ask in query.asks) or says("REASON", parts[0].text):
        return []
    return [one for one in before(parts[0], found)[-REASONS:] if one not in parts]


POINTING = frozenset({"代名詞", "連体詞"})
"""How a sentence begins that says more of the one before it: これは, このことから."""


def said_of_it(best: Told, found: Sequence[Told]) -> list[Told]:
    """The sentence right behind it, where that begins with a word that points at it."""
    last = best.part
    behind = (
        one for one in found if one.part.passage == last.passage and 0 <= one.part.start - last.end <= 1
    )
    return [one for one in behind if (said := tokenize(one.text[:LOOKED_AT])) and said[0].pos in POINTING]


LOOKED_AT = 12
"""Characters of a sentence whose first word is looked at."""


def before(best: Told, found: Sequence[Told]) -> list[Told]:
    """The parts of its passage that stand before it, in their order."""
    same = [one for one in found if one.part.passage.key == best.part.passage.key]
    return sorted(
        (one for one in same if one.part.end <= best.part.start + 1), key=lambda one: one.part.start
    )


REASONS = 2


def dated(query: AskFacts, found: Sequence[Told]) -> Told:
    """The best; of those near it the first with a date, where it is asked whether something is so on one."""
    if not query.whether or not find_times(query.text) or find_times(found[0].text):
        return found[0]
    near = (one for one in found[1:12] if one.score >= CLOSE * found[0].score)
    return next((one for one in near if find_times(one.text)), found[0])


def _beside(one: Told, best: Told, subjects: dict[str, str]) -> bool:
    same = one.part.passage.key == best.part.passage.key
    about = subjects.get(one.part.passage.key) == subjects.get(best.part.passage.key)
    return same or about or one.score >= CLOSE * best.score


def _lacking(query: AskFacts, parts: list[Told], near: list[Told]) -> list[Told]:
    """Up to two of the same passage that hold a noun of the question which the chosen lack."""
    text = "".join(one.heading + one.text for one in parts)
    stems = [stem for _, stem, noun in query.words if noun and len(stem) > 1 and stem not in text]
    return [one for one in near if one not in parts and any(stem in one.text for stem in stems)][:2]


def clear_winner(query: AskFacts, found: Sequence[Told], world: World) -> bool:
    """The nearest in words and meaning, far before what is about anything else, with each figure and date asked."""
    best = found[0]
    subjects = {one.key: one.subject for one in world.texts("passage")}
    about = subjects.get(best.part.passage.key)
    if (
        best.meaning < NEAR_MEANING
        or best.score < NEAR_SCORE
        or _beyond(query, best, about, world) < NEAR_WORDS
    ):
        return False
    others = [one.score for one in found if subjects.get(one.part.passage.key) != about]
    whole = whole_passage(best, found)
    typed = [ask for ask in query.asks or asks_of(query.text) if ask.kind in TYPED]
    told = all(any(value_in(one.text, ask, query) is not None for one in whole) for ask in typed)
    return told and max(others, default=0.0) <= BEHIND * best.score


def _beyond(query: AskFacts, best: Told, about: str | None, world: World) -> float:
    """The share of the words that it holds, but for those of the name of a plan that it is about, which is everywhere."""
    thing = world.lexicon.things.get(about or "")
    name = compact(thing.label) if thing and thing.kind in {"plan", "municipality"} else ""
    name += "".join(query.named)
    words = [word for word in words_of(query) if word.stem not in name]
    weights = rarity(words, [f"{one.title}\n{one.text}" for one in world.texts("passage")])
    return coverage(weights, best.text, best.heading)[0]


NEAR_MEANING, NEAR_SCORE, NEAR_WORDS = 0.3, 0.27, 0.2
"""What is near enough to be told as a part of an answer: far above what is near to a question on anything."""
BEHIND = 0.5
"""What another thing may come to of the best."""
TYPED = frozenset({"when", "count", "extent", "money", "phone", "amount"})
"""What a sentence shows by its form that it tells."""


def whole_passage(best: Told, found: Sequence[Told]) -> list[Told]:
    """The parts of its passage around the best, itself first, up to four and to what an answer quotes."""
    same = [one for one in found if one.part.passage.key == best.part.passage.key and one is not best]
    near = sorted(same, key=lambda one: abs(one.part.start - best.part.start))
    kept, length = [best], len(best.text)
    for one in near:
        if len(kept) == MOST or length + len(one.text) > LONGEST:
            break
        kept.append(one)
        length += len(one.text)
    return kept


LONGEST = 400


def whole_place(best: Told, found: Sequence[Told], world: World) -> list[Told]:
    """Its passage whole; where that is a line under a pillar, a field or an initiative, all that stands there."""
    subjects = {one.key: one.subject for one in world.texts("passage")}
    about = subjects.get(best.part.passage.key, "")
    thing = world.lexicon.things.get(about)
    own = whole_passage(best, found)
    beside = [one for one in found if subjects.get(one.part.passage.key) == about and one not in own]
    short = thing is not None and thing.kind in PLACES and sum(len(one.text) for one in own) <= LINE
    fits = len(own) + len(beside) <= MOST and sum(len(one.text) for one in (*own, *beside)) <= LONGEST
    return [*own, *beside] if short and fits else own


PLACES = frozenset({"pillar", "field", "initiative"})
LINE = 80
"""Characters of a passage that is a line of a list."""


def beside_it(found: Sequence[Told]) -> list[Told]:
    """The best of another passage, where it comes near."""
    first = found[0]
    others = (one for one in found if one.part.passage.key != first.part.passage.key)
    best = next(others, None)
    return [best] if best and best.score >= CLOSE * first.score else []


def _first_telling(ask: Ask, parts: list[Told], query: AskFacts) -> tuple[str | None, Told]:
    for one in parts:
        value = value_in(one.text, ask, query) if _is_of_it(one, parts[0], ask, query) else None
        if value is not None:
            return value, one
    return None, parts[0]


FIGURES = frozenset({"count", "money", "extent"})


def _is_of_it(one: Told, best: Told, ask: Ask, query: AskFacts) -> bool:
    """A figure is of what is asked in the best sentence, in the one right behind it, or beside a noun of the question."""
    if ask.kind not in FIGURES or query.language == "en":
        return True
    if _of_another(one, ask, query):
        return False
    if one is best:
        return True
    same = one.part.passage.key == best.part.passage.key
    behind = same and 0 <= one.part.start - best.part.end <= NEXT
    nouns = [stem for _, stem, noun in query.words if noun and len(stem) > 1]
    return behind or not nouns or any(noun in one.text for noun in nouns)


def _of_another(one: Told, ask: Ask, query: AskFacts) -> bool:
    """会議は何回、部会は何回: the figure of a sentence that has only the other is none of this one."""
    others = [other.head for other in query.asks if other.kind in FIGURES and other.head != ask.head]
    other = any(head and head in one.text for head in others)
    return bool(ask.head) and ask.head not in one.text and other


NEXT = 2
"""Characters between a sentence and the next: a line's end."""


def value_in(text: str, ask: Ask, query: AskFacts) -> str | None:  # noqa: PLR0911 - a case each
    """What the sentence tells of the thing asked; "" where it may tell it in other words; None where it does not."""
    match ask.kind:
        case "when":
            return _date(text, ask, query)
        case "count":
            return _count(text, ask)
        case "money":
            return _money(text, ask)
        case "phone":
            found = _PHONE.search(text)
            return found[0] if found else None
        case "extent":
            return "" if re.search("[0-9]", text) else None
        case "amount":
            return "" if ask.head in text else None
        case "why":
            return "" if query.language == "en" or says("REASON", text) else None
        case "who" | "where":
            return "" if not ask.head or _stands(ask.head, text) else None
        case _:
            return ""


def has_form(text: str, ask: Ask) -> bool:
    """True where a sentence has a date, a count, a sum or a number of the kind that is asked, of whatever it is."""
    match ask.kind:
        case "when":
            return bool(_WEEKDAY.search(text) or _HOUR.search(text) or find_times(text))
        case "count":
            return _count(text, replace(ask, head="")) is not None
        case "money":
            return _money(text, ask) is not None
        case "phone":
            return bool(_PHONE.search(text))
        case _:
            return True


_PHONE = re.compile(r"[0-9]{2,4}-[0-9]{2,4}(?:-[0-9]{3,4})?")
_YEN = re.compile(r"[0-9][0-9,.]*(?:億|万|千)?(?:[0-9][0-9,]*(?:万|千)?)?円")
_SHARE = re.compile("[0-9][0-9.]*(?:%|割)")
SHARES = ("割合", "率", "比", "シェア")


def _money(text: str, ask: Ask) -> str | None:
    """The one sum of the sentence, a share where 割合はいくら is asked; "" where it tells several."""
    found = (_SHARE if ask.head.endswith(SHARES) else _YEN).findall(text)
    return None if not found else found[0] if len(set(found)) == 1 else ""


def _stands(head: str, text: str) -> bool:
    return head in text


_OWNED = re.compile(r"(?:「([^「」]{2,20})」|([一-鿿ァ-ヴー]{3,12}))の$")
_OPENING = re.compile(r"(?:に|ごろ)?(?:は|には)、|に、")
_WEEKDAY = re.compile(r"[月火水木金土日](?:曜日?|・)")
_HOUR = re.compile(r"(?:午前|午後)?[0-9]{1,2}(?:時|:[0-9]{2})")


def _date(text: str, ask: Ask, query: AskFacts) -> str | None:
    """A date that stands in the clause of what is asked, and that no other name owns."""
    if "曜" in ask.text or "何時" in ask.text:
        found = (_WEEKDAY if "曜" in ask.text else _HOUR).search(text)
        return "" if found else None
    stems = [stem for _, stem, _ in query.words if stem in ask.segment] or [
        stem for _, stem, _ in query.words
    ]
    if query.language == "en":
        stems = []
    told_dates = [time for time in find_times(text) if not _owned_by_another(text[: time.start], query)]
    near = [
        time
        for time in told_dates
        if not stems or any(stem in _clause(text, time.start, time.end) for stem in stems)
    ]
    if not near:
        return "" if told_dates and query.within else None
    return near[0].text if len(near) == 1 or len({t.text for t in near}) == 1 else ""


def _owned_by_another(before: str, query: AskFacts) -> bool:
    """「どんぐり荘」の2019年度末の廃止 is no date of the account that the question asks about."""
    owner = _OWNED.search(before)
    name = (owner[1] or owner[2]) if owner else ""
    return bool(name) and not any(stem in name for _, stem, _ in query.words)


def _clause(text: str, start: int, end: int) -> str:
    """The words between the marks before the date and behind it; a date that opens a sentence (には、) rules all of it."""
    if _OPENING.match(text, end):
        stop = text.find("。", end)
        return text[start : stop if stop >= 0 else len(text)]
    plain = re.sub(r"\([^()]*\)", lambda m: "・" * len(m[0]), text)  # a mark in brackets parts no clauses
    first = max((m.end() for m in re.finditer("[、。]", plain[:start])), default=0)
    marks = [m.start() + end for m in re.finditer("[、。]", plain[end:])]
    last = marks[0] if marks else len(text)
    if last - end < 8 and len(marks) > 1:
        last = marks[1]
    return text[first:last]


def _count(text: str, ask: Ask) -> str | None:
    counter = {
        "名": "[名人]",
        "人": "[名人]",
        "年ぐらい": "年間?",
        "年くらい": "年間?",
        "年間": "年間?",
        "種類": "(?:種類?|つ|[^0-9a-z年月日]{2})",
        "つ": "",
    }.get(ask.counter, ask.counter)
    number = r"[0-9一二三四五六七八九十百千万][0-9,.~～]*"
    pattern = (
        rf"第?{number}(?:から[0-9]+|人から[0-9]+)?(?:小学|の|の小学)?{counter}"
        if counter
        else rf"(?:{number}|[0-9]+から[0-9]+)(?!年|月|日)"
    )
    found = [match[0] for match in re.finditer(pattern, text)]
    if not found:
        return None
    if not counter and ask.head and not _stands(ask.head, text):
        return None
    return found[0] if len(set(found)) == 1 and counter else ""
