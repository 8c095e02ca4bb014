"""From a question to a query: a visible list of steps, each of which may end the work with a named reason."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from keikaku.qa import query as q
from keikaku.qa import refusals
from keikaku.qa.city import asked_again, limited, meant
from keikaku.qa.conditions import scope
from keikaku.qa.courtesy import AFTER, BEFORE, CLAUSE, SENTENCE, plainly
from keikaku.qa.cues import CUES, intents
from keikaku.qa.finding.written import as_words
from keikaku.qa.kinds import (
    about,
    breakdown,
    cells,
    initiatives,
    organisations,
    passages,
    search,
    succession,
    times,
)
from keikaku.qa.kinds.facts.card import read_card
from keikaku.qa.kinds.facts.figure_card import read_figure
from keikaku.qa.kinds.facts.frame import read_facts
from keikaku.qa.kinds.facts.plan_card import read_plan_card
from keikaku.qa.kinds.facts.rows import read_row
from keikaku.qa.kinds.facts.unlisted import unlisted
from keikaku.qa.kinds.figures import observations, targets
from keikaku.qa.kinds.glossary import read_terms
from keikaku.qa.kinds.plans import plans
from keikaku.qa.kinds.rows.frame import read_rows
from keikaku.qa.kinds.rows.sums import read_sums
from keikaku.qa.kinds.rows.valued import read_valued
from keikaku.qa.names.mentions import Mention, Recognised
from keikaku.qa.naming.asks import asks_of, quantities, says
from keikaku.qa.naming.ledger import ledger_of
from keikaku.qa.naming.spelling import respell
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.reading.admit import Admission, readings, unwritten, unwritten_kana
from keikaku.qa.reading.leftover import beside, leftover, name_of, unheld
from keikaku.qa.reading.partly import partly
from keikaku.qa.reading.printed import printed
from keikaku.qa.recognise import recognise
from keikaku.qa.scope_words import CONSUMED
from keikaku.qa.telling.answer import Answer, AnswerStatus, Step
from keikaku.qa.telling.describe import asked
from keikaku.qa.text.compact import compact
from keikaku.qa.text.words import IDLE
from keikaku.qa.topic import topic_of
from keikaku.qa.turns.resolve import resolved, resolved_further
from keikaku.qa.turns.turn import Resolved, Turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from keikaku.qa.naming.spans import Ledger
    from keikaku.qa.telling.found import Found
    from keikaku.qa.turns.referents import Referents
    from keikaku.qa.world.world import World

LONGEST = 500
"""Characters of a question, before and after the normal form."""


READERS: dict[str, Callable[[Reading], Understood | Declined | None]] = {
    "contact": organisations.reader("contacts"),
    "post": organisations.reader("posts"),
    "mission": organisations.reader("mission"),
    "sections": organisations.reader("sections"),
    "parent_unit": organisations.reader("department"),
    "achievement": observations.read_achievement,
    "resources": observations.read_resources,
    "observation": observations.read_observation,
    "compare": breakdown.read_compare,
    "most": breakdown.read_most,
    "least": breakdown.read_least,
    "breakdown": breakdown.read_breakdown,
    "individual_plan_of": plans.reader(q.PlanLink.INDIVIDUAL_PLAN_OF),
    "individual_plans": plans.reader(q.PlanLink.INDIVIDUAL_PLANS),
    "succession": succession.read_succession,
    "successor": plans.reader(q.PlanLink.SUCCESSOR),
    "predecessor": plans.reader(q.PlanLink.PREDECESSOR),
    "placed_in": plans.reader(q.PlanLink.PLACED_IN),
    "period": plans.reader(q.PlanLink.PERIOD),
    "decided": plans.reader(q.PlanLink.DECIDED),
    "parts": plans.read_parts,
    "target": targets.read_targets,
    "when": times.read_when,
    "moves": times.read_moves,
    "who": about.read_who,
    "where": about.read_where,
    "what": about.read_what,
    "count": initiatives.read_count,
    "list": initiatives.read_list,
}
"""How each intent of `qa.cues` becomes a query."""

_JAPANESE = re.compile(r"[ぁ-んァ-ヴ]")
_ENGLISH = re.compile(
    r"\b(?:the|of|in|is|are|was|were|what|which|who|when|where|why|how|list|show|tell|give|does|do|did|can|about|initiatives?|and|to|for|on|hello|hi|thanks?)\b"
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


MOSTLY = 4
"""An English question may hold a name in kana: so many times as many Latin letters."""
_LATIN = re.compile("[a-z]")


def language_of(rest: str) -> q.Language:
    """English where the words around the names are: English words, and no kana beside them."""
    kana = len(_JAPANESE.findall(rest))
    words = len(_ENGLISH.findall(rest.lower()))
    latin = len(_LATIN.findall(rest))
    return "en" if words and (not kana or latin > MOSTLY * kana) else "ja"


def interpret(
    question: str, world: World, previous: Answer | None = None
) -> tuple[Reading | None, Understood | Declined]:
    """What the question means on this data, or why it is not answered."""
    refused = _refused(question)
    if refused:
        return None, refused
    meant_by = _resolved(question, previous, world) if previous is not None else None
    if meant_by is None:
        reading = read(question, world, previous)
        return reading, _understood(reading)
    reading = read(meant_by.text or question, world, previous)
    reading = replace(reading, further=meant_by.further, continued=meant_by.query is not None)
    if meant_by.query is not None:
        return reading, _limited(Understood(query=meant_by.query, notes=meant_by.notes), reading)
    if meant_by.declined is not None:
        return reading, meant_by.declined
    reading = replace(reading, context=meant_by.within)
    outcome = _of_prose(reading) if meant_by.of_prose else _understood(reading)
    if isinstance(outcome, Understood):
        outcome = replace(outcome, notes=(*meant_by.notes, *outcome.notes))
    return reading, outcome


OTHERWISE = (
    q.WhoIsResponsible,
    q.WhereInPlan,
    q.ListTargets,
    q.ListInitiatives,
    q.CountInitiatives,
    q.Breakdown,
)
"""What a turn asks in so many words, or not at all: どことやるの is not who is responsible."""


def _of_prose(reading: Reading) -> Understood | Declined:
    """どことやるの of a thing told of: the sentences about it before any other reading of the words."""
    facts, otherwise = read_facts(reading, None), _understood(reading)
    loose = isinstance(otherwise, Understood) and isinstance(otherwise.query, OTHERWISE)
    if not isinstance(facts, Understood) or not isinstance(facts.query, AskFacts) or not facts.query.within:
        passage = passages.read_passage(reading) if loose else None
        return _limited(passage, reading) if passage else otherwise
    return _limited(facts, reading) if facts.query.sure or loose else otherwise


def _understood(reading: Reading) -> Understood | Declined:
    """What a question that stands on its own means, by the first step that makes something of it."""
    for step in STEPS:
        outcome = step(reading, None)
        if outcome is not None:
            outcome = outcome if step is _by_proof else _unread(reading, outcome) or outcome
            return _limited(_of_one(reading, outcome), reading)
    return _limited(_of_one(reading, None), reading)


def _of_one(reading: Reading, outcome: Understood | Declined | None) -> Understood | Declined:
    """A set told in part before what is only near; else the prose, or the card of one thing, before the outcome."""
    told = read_facts(reading, outcome)
    more = unlisted(reading, told, _ledger(compact(reading.asked), reading.world))
    found = (more.near if more else told) or outcome or refusals.not_told(reading)
    part = in_part(reading) if _only_near(found) else None
    cards = (read_card, read_plan_card, read_figure)
    open_ = more.asked if more else told
    return part or next((card for read_as in cards if (card := read_as(reading, open_))), found)


def _resolved(question: str, previous: Answer, world: World) -> Resolved | None:
    """What the turn stands for on the answers before it; None where it stands on its own."""
    text = respell(compact(_CONTROL.sub(" ", question)), world).text
    named = recognise(text, world.lexicon)
    if previous.referents is None or asked_again(question, named, world, previous) != question:
        return None
    part = world.within(meant(named, world, previous))
    found = resolved(_turn(text, part, previous.referents))
    if found is None or not found.text:
        return found
    further = resolved_further(_turn(compact(found.text), part, previous.referents))
    return found if further is None else replace(further, notes=(*found.notes, *further.notes))


def _turn(text: str, part: World, left: Referents) -> Turn:
    return Turn(ledger=_ledger(text, part), recognised=_recognised(text, part), left=left, world=part)


def _ledger(text: str, world: World) -> Ledger:
    recognised = recognise(text, world.lexicon)
    return ledger_of(text, recognised, world, language_of(recognised.rest))


def _proofs(reading: Reading) -> tuple[Admission, ...]:
    text = respell(compact(_CONTROL.sub(" ", reading.asked)), reading.world).text
    return readings(_ledger(text, reading.world), reading.world)


def _by_proof(reading: Reading, _: Answer | None) -> Understood | None:
    """A reading that accounts for every character."""
    shown = printed(reading.asked, reading.world)
    if shown is not None:
        return Understood(query=shown)
    found = _proofs(reading)
    if not found or not found[0].whole or refusals.several_cities(reading, None):
        return None
    return Understood(query=found[0].draft.query, notes=found[0].draft.notes)


def read_by_proof(question: str, world: World) -> bool:
    """True where some frame accounts for every character of the question."""
    found = _proofs(read(question, world))
    return bool(found) and found[0].whole


def _known(run: str, reading: Reading) -> bool:
    """True for a word of a theme, of asking, or of why somebody asks: グラフを作りたいので."""
    text = reading.recognised.text
    asking = (*CONSUMED, *(cue.regex for cue in CUES), CLAUSE, BEFORE, AFTER)
    plain = compact(reading.question)
    themes = "".join(m.text for m in reading.recognised.of("theme"))
    said = "".join(match[0] for pattern in asking for match in pattern.finditer(plain))
    return run in themes or run in IDLE or run in said or run not in text


def in_part(reading: Reading) -> Understood | None:
    """The set that was understood but for words that stand nowhere, which are told."""
    if refusals.several_cities(reading, None):
        return None
    text = respell(compact(_CONTROL.sub(" ", reading.asked)), reading.world).text
    ledger = _ledger(text, reading.world)
    found = partly(readings(ledger, reading.world), ledger, reading.world)
    if found is None:
        return None
    one, unread = found
    return Understood(query=one.draft.query, notes=one.draft.notes, unread=unread)


def _only_near(outcome: Understood | Declined) -> bool:
    if isinstance(outcome, Declined):
        return outcome.phrase in NEAR
    query = outcome.query
    return isinstance(query, q.SearchInitiatives) or (isinstance(query, AskFacts) and not query.sure)


NEAR = frozenset({"not_told", "unread"})
SETS = (q.ListInitiatives, q.CountInitiatives, q.Breakdown, q.Compare)
TOPIC = frozenset({"に関する", "に関連する", "関連の", "関連", "についての"})


def _unread(reading: Reading, outcome: Understood | Declined) -> Declined | None:
    """A word that stands nowhere is told and not passed over: where a set is asked for, and where a topic is marked."""
    of_sets = isinstance(outcome, Understood) and isinstance(outcome.query, SETS)
    marked = isinstance(outcome, Understood) and any(word in reading.recognised.text for word in TOPIC)
    found = _proofs(reading) if (of_sets or marked) and reading.language == "ja" else ()
    if not found or not found[0].but_for_words:
        return None
    best = found[0]
    absent = tuple(run for run in unwritten(best.unread, reading.world) if not _known(run, reading))
    absent = absent or unwritten_kana(best.unread, compact(reading.question), reading.world)
    if not absent:
        return None
    without = asked(best.draft.query, reading.language)
    return Declined(
        status=AnswerStatus.NOT_IN_DOCUMENTS,
        phrase="unread",
        about={"name": "」「".join(absent), "without": without},
        unread=absent,
    )


def passed_over(reading: Reading, understood: Understood, found: Found) -> tuple[str, ...]:
    """The words that nothing of a structured answer holds; none where the question was read by proof, or goes on."""
    if any(one.whole and one.draft.query == understood.query for one in _proofs(reading)):
        return ()
    text = respell(compact(_CONTROL.sub(" ", reading.asked)), reading.world).text
    told = f"{understood.query} {understood.notes}"
    ledger = _ledger(text, reading.world)
    if reading.language == "en":
        return unheld(ledger, told, beside(found), name_of(found))
    absent = leftover(ledger, found, told, lambda word: _known(word, reading))
    kana = unwritten_kana(ledger.residue, text, reading.world)
    return tuple(dict.fromkeys((*absent, *(word for word in kana if not _known(word, reading)))))


def _limited(outcome: Understood | Declined, reading: Reading) -> Understood | Declined:
    """What was understood, of the cities of the world that it was read in; told where the question names none."""
    cities = reading.world.cities
    if isinstance(outcome, Understood) and reading.respelled:
        told = "“{}” read as {}" if reading.language == "en" else "「{}」は「{}」と読みました"
        said = tuple(told.format(*pair) for pair in reading.respelled)
        outcome = replace(outcome, notes=(*outcome.notes, *said))
    if not cities or isinstance(outcome, Declined):
        return outcome
    query = limited(outcome.query, reading.world)
    if query is None:
        return refusals.not_told(reading)
    names = "、".join(city.label for city in cities)
    named = () if reading.recognised.of("municipality") else (f"{names}について読みました",)
    return replace(outcome, query=query, notes=(*outcome.notes, *named))


def _refused(question: str) -> Declined | None:
    if not question.strip():
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="empty")
    if len(question) > LONGEST or len(compact(question)) > LONGEST:
        about = {"length": str(len(question)), "limit": str(LONGEST)}
        return Declined(status=AnswerStatus.NOT_UNDERSTOOD, phrase="too_long", about=about)
    return None


def read(question: str, world: World, previous: Answer | None = None) -> Reading:
    """The question with what it names, and the words that are left."""
    whole, text = world, _plain(question, world)
    named = recognise(text, whole.lexicon)
    again = asked_again(question, named, whole, previous)
    if again != question:
        text = _plain(again, whole)
        named = recognise(text, whole.lexicon)
    world = whole.within(meant(named, whole, previous))
    recognised = _recognised(text, world)
    for before in (SENTENCE, CLAUSE):
        opening = before.match(recognised.text)
        if opening and _needless(recognised, opening.end()):
            recognised = _recognised(recognised.text[opening.end() :], world)
    return Reading(
        question=question,
        asked=again,
        language=language_of(recognised.rest),
        recognised=recognised,
        world=world,
        topic=topic_of(recognised, world),
        stands_for=question if previous else "",
        before=(previous.stands_for or previous.question) if previous else "",
        listed=tuple(item.iri for item in previous.items if item.type == "Initiative") if previous else (),
        respelled=respell(compact(_CONTROL.sub(" ", again)), world).changed,
    )


def world_of(question: str, world: World) -> World:
    """The world of the cities that a question is about, for what is shown beside its answer."""
    several = len(world.lexicon.of_kind("municipality")) > 1
    return read(question[:LONGEST], world).world if several else world


def _plain(question: str, world: World) -> str:
    """The compact question in the documents' own spelling, without courtesies."""
    return plainly(respell(compact(_CONTROL.sub(" ", question)), world).text)


def _recognised(text: str, world: World) -> Recognised:
    return settled(recognise(text, world.lexicon), world)


def _needless(recognised: Recognised, end: int) -> bool:
    """True where what stands before `end` names nothing and what stands after it names what is asked about."""
    named = [mention.start for mention in recognised.of(*NAMING)]
    structural = any(pattern.search(recognised.text[end:]) for pattern in CONSUMED)
    return min(named, default=end if structural else -1) >= end


NAMING = (
    "department", "section", "plan", "pillar", "field", "initiative", "indicator", "post", "year",
)  # fmt: skip


def settled(recognised: Recognised, world: World) -> Recognised:
    """An unknown name that stands in the documents' own text is a word of the topic, not a unit or a plan."""
    kept = tuple(
        m
        for m in recognised.mentions
        if m.kind != "unknown" or m.number == "part" or not _told(m, world) or _owns(m, recognised)
    )
    kept = tuple(m for m in kept if not _beside_ours(m, recognised))
    return Recognised(text=recognised.text, mentions=kept)


def _beside_ours(other: Mention, recognised: Recognised) -> bool:
    """みどり市とあおば市でやる: a city of which there are no documents, named together with ours as doing something with it."""
    if other.kind != "unknown" or other.number != "city":
        return False
    cities = [m for m in recognised.mentions if m.kind == "municipality" or m.number == "city"]
    first, last = cities[0], cities[-1]
    between = "".join(recognised.text[m.end : n.start] for m, n in pairwise(cities))
    ours = any(m.kind == "municipality" for m in cities)
    return (
        ours
        and first.end <= last.start
        and bool(_JOINED.fullmatch(between))
        and bool(_DOES.match(recognised.text, last.end))
    )


_JOINED = re.compile("[とや・、,]+")
_DOES = re.compile("で(?!は)|が|と(?:共同|一緒|連携|協力)")


def _told(unknown: Mention, world: World) -> bool:
    """True where the documents' text has the words, those of 男女平等参画の行動計画 in one passage."""
    if unknown.number != "city" and unknown.text[-1] not in BODIES and as_words(unknown.text, world):
        return True
    owner, of, kind = unknown.text.partition("の")
    if world.stands(unknown.text) or not of or unknown.number != "plan":
        return world.stands(unknown.text)
    return any(owner in one.text and kind in one.text for one in world.texts("passage"))


BODIES = "市区町村県y"
"""What a city's name ends with: a city that a text only mentions has no documents."""


def _owns(city: Mention, recognised: Recognised) -> bool:
    """日野市の人件費比率: of another city is asked what this one's documents tell of their own."""
    return city.text[-1] in "市区町村" and any(
        m.kind in OWNED and re.fullmatch("の|では?の?|における|は、?", recognised.text[city.end : m.start])
        for m in recognised.mentions
        if m.start >= city.end
    )


OWNED = frozenset({"department", "section", "indicator", "plan", "post"})


def _no_such_part(reading: Reading, _: Answer | None) -> Declined | None:
    """体系6 of a plan that has four: whatever is asked of it."""
    if not any(m.number and not m.things for m in reading.recognised.of("pillar")):
        named = reading.recognised.of("plan")
        if not named or not any(m.number for m in reading.recognised.of("pillar")):
            return None
    unmet = scope(reading.recognised, reading.world).unmet
    if not unmet:
        return None
    about = initiatives.pillars_there(reading, unmet[0])
    return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="unknown_pillar", about=about)


def _why(reading: Reading, _: Answer | None) -> Understood | None:
    """なぜ人財と書く？: only prose gives reasons."""
    asks_why = any(ask.kind == "why" for ask in asks_of(reading.shape))
    return passages.read_passage(reading) if asks_why else None


def _glossed(reading: Reading, _: Answer | None) -> Understood | None:
    """ダブルケアって何: an entry of a glossary."""
    return read_terms(reading)


def _cells(reading: Reading, _: Answer | None) -> Understood | None:
    """A cell of a table: the row is named, and a head or a value fits."""
    readers = (read_sums, read_rows, cells.read_cells, read_valued, read_row)
    return next((found for reader in readers if (found := reader(reading))), None)


def _by_cue(reading: Reading, _: Answer | None) -> Understood | Declined | None:
    """The first cue whose reader makes something of the question."""
    for cue, _match in intents(reading.shape):
        reader = READERS.get(cue.intent)
        outcome = reader(reading) if reader else None
        if outcome is not None:
            return outcome
    return None


def _by_scope(reading: Reading, _: Answer | None) -> Understood | Declined | None:
    """企画部: names alone are a list."""
    if reading.topic or not reading.recognised.mentions:
        return None
    named = reading.recognised.of("initiative")
    if named:
        return about.read_what(reading)
    return initiatives.read_list(reading)


def _of_initiative(reading: Reading) -> Understood | Declined:
    """What a named initiative says; a thing asked of it that its own prose has no word of is not told."""
    things = [thing for m in reading.recognised.of("initiative") for thing in m.things]
    keys = {thing.key for thing in things}
    own = "".join(one.title + one.text for one in reading.world.texts("initiative") if one.key in keys)
    absent = [word.surface for word in reading.topic if word.noun and word.stem not in own]
    if absent:
        about = {"label": things[0].label, "what": "・".join(absent)}
        return Declined(status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="no_fact", about=about)
    return Understood(query=q.WhatItSays(tuple(q.Named(thing.key, thing.label) for thing in things)))


def _open(reading: Reading, _: Answer | None) -> Understood | Declined | None:
    """What a named initiative says; a figure or a fact of the prose where one is asked; else what is near."""
    named = reading.recognised.of("initiative")
    if named:
        return _of_initiative(reading)
    order: tuple[Callable[[Reading], Understood | None], ...] = (search.read_search, passages.read_passage)
    asks = asks_of(reading.shape)
    if quantities(reading.shape) or any(ask.kind in FIGURES for ask in asks):
        order = (passages.read_passage,)
    elif asks or says("ASK_HOW", reading.shape) or says("PURPOSE", reading.shape):
        order = (passages.read_passage, search.read_search)
    return next((outcome for reader in order if (outcome := reader(reading))), None)


FIGURES = frozenset({"count", "money", "amount", "extent"})
"""What only a figure of the prose can tell: initiatives that are near would be no answer."""
STEPS = (
    refusals.greeting,
    refusals.code,
    refusals.no_question,
    refusals.several_plans,
    _by_proof,
    refusals.unknown,
    refusals.person,
    refusals.several_cities,
    _no_such_part,
    refusals.one_word,
    _why,
    _glossed,
    _cells,
    refusals.no_detail,
    _by_cue,
    _by_scope,
    _open,
)


def steps_of(reading: Reading, understood: Understood | Declined) -> tuple[Step, ...]:
    """What was made of the question, for `--explain`."""
    mentions = "、".join(f"{m.kind}:{m.text}" for m in reading.recognised.mentions) or "なし"
    cues = "、".join(cue.intent for cue, _ in intents(reading.shape)) or "なし"
    words = "、".join(word.surface for word in reading.topic) or "なし"
    outcome = type(understood.query).__name__ if isinstance(understood, Understood) else understood.phrase
    return (
        Step("正規化", reading.recognised.text),
        Step("認識した名前", mentions),
        Step("問いの手がかり", cues),
        Step("残った言葉", words),
        Step("問い合わせ", outcome),
    )
