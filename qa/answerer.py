"""The whole of an answer: question, query, findings, answer; nothing here opens a file or knows a model."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, assert_never

from keikaku.ontology.lexicon import speaking
from keikaku.qa import query as q
from keikaku.qa.city import of_city
from keikaku.qa.finding.joined import joined
from keikaku.qa.finding.passages import nearest
from keikaku.qa.finding.place import place_of
from keikaku.qa.interpret import (
    LONGEST,
    in_part,
    interpret,
    language_of,
    passed_over,
    read_by_proof,
    steps_of,
)
from keikaku.qa.kinds import (
    breakdown,
    cells,
    initiatives,
    organisations,
    passages,
    search,
    succession,
    times,
    told_of,
    unlinked,
)
from keikaku.qa.kinds.changes import tell as changes
from keikaku.qa.kinds.facts import card_tell
from keikaku.qa.kinds.facts import tell as facts
from keikaku.qa.kinds.facts.frame import facts_of
from keikaku.qa.kinds.facts.near import read_near
from keikaku.qa.kinds.facts.near_tell import LIKELY, NEAR_WORDS, NONE_TELLS
from keikaku.qa.kinds.faq import fitting, with_entry
from keikaku.qa.kinds.figures import observed, targets
from keikaku.qa.kinds.numbers import tell as numbers
from keikaku.qa.kinds.plans import plans
from keikaku.qa.kinds.rows.sums import answer_sums
from keikaku.qa.kinds.rows.tell import answer_rows
from keikaku.qa.kinds.things import tell as things
from keikaku.qa.naming.asks import asks_of
from keikaku.qa.query.card import AskCard
from keikaku.qa.query.facts import AskFacts
from keikaku.qa.reading import Declined, Reading, Understood
from keikaku.qa.reading.abroad import held_abroad, is_quoted, is_told
from keikaku.qa.reading.parts import parts_of
from keikaku.qa.refusals import as_read
from keikaku.qa.suggest import SHOWN, suggestions
from keikaku.qa.telling.answer import Answer, AnswerStatus, Citation
from keikaku.qa.telling.corrected import marked
from keikaku.qa.telling.describe import describe_condition
from keikaku.qa.telling.found import Found
from keikaku.qa.telling.phrases import decline, elsewhere, unread_first
from keikaku.qa.telling.places import placed
from keikaku.qa.turns.referents import left_by, rests_on
from keikaku.qa.world.rows import with_more

if TYPE_CHECKING:
    from keikaku.ontology.model.values import Key
    from keikaku.qa.world.world import World


def answer_of(query: q.Query, world: World, language: q.Language) -> Found | Declined:  # noqa: C901, PLR0911, PLR0912
    """How each member of `Query` is answered; mypy names the one that is not."""
    match query:
        case q.ListInitiatives():
            return initiatives.answer_list(query, world, language)
        case q.CountInitiatives():
            return initiatives.answer_count(query, world, language)
        case q.Breakdown():
            return breakdown.answer_breakdown(query, world, language)
        case q.Compare():
            return breakdown.answer_compare(query, world, language)
        case q.WhoIsResponsible():
            return told_of.answer_who(query, world, language)
        case q.WhereInPlan():
            return told_of.answer_where(query, world, language)
        case q.WhatItSays():
            return told_of.answer_what(query, world, language)
        case q.AskPlan():
            return plans.answer_plan(query, world, language)
        case q.ListTargets():
            return targets.answer_targets(query, world, language)
        case q.WhenHappens():
            return times.answer_when(query, world, language)
        case q.Observe():
            return observed.answer_observations(query, world, language)
        case q.AskCells() if query.total:
            return answer_sums(query, world, language)
        case q.AskCells():
            return cells.answer_cells(query, world, language)
        case q.ListByCells():
            return cells.answer_by_cells(query, world, language)
        case q.RowsBy():
            return answer_rows(query, world, language)
        case q.AskOrganisation():
            return organisations.answer_organisation(query, world, language)
        case q.TellPassage():
            return passages.answer_passage(query, world, language)
        case q.SearchInitiatives():
            return search.answer_search(query, world, language)
        case q.FindSuccessors():
            return succession.answer_succession(query, world, language)
        case q.TraceSuccession():
            return succession.answer_trace(query, world, language)
        case q.TellChanges():
            return changes.answer_changes(query, world, language)
        case q.FindUnlinked():
            return unlinked.answer_unlinked(query, world, language)
        case q.AskNumbers():
            return numbers.answer_numbers(query, world, language)
        case q.PlanUntil():
            return things.answer_until(query, world, language)
        case AskFacts():
            return facts.answer_facts(query, world, language)
        case AskCard():
            return card_tell.answer_card(query, world, language)
        case _:
            assert_never(query)


IN_WORDS = (q.ListTargets, q.WhenHappens, q.Breakdown)
"""Queries whose subject may be words alone: where they find nothing, the words may stand in a sentence."""


STRUCTURED = (
    q.ListInitiatives,
    q.CountInitiatives,
    q.Breakdown,
    q.Compare,
    q.ListTargets,
    q.Observe,
    q.AskCells,
    q.ListByCells,
    q.RowsBy,
    q.WhoIsResponsible,
    q.WhereInPlan,
    q.AskPlan,
    q.AskOrganisation,
    q.WhenHappens,
    q.WhatItSays,
)
"""Queries whose answer would be another one for one more condition."""
OF_ONE_THING = (q.WhoIsResponsible, q.AskPlan, q.AskOrganisation, q.WhenHappens, q.WhatItSays)
"""Queries that one word of asking makes of a question: a place that tells all of it goes before them."""
IN_PROSE = (q.TellPassage, q.SearchInitiatives, AskFacts)
"""Queries of which the words alone decide what is found."""
OTHERS = 3
"""How many other cities are looked through for what the named one has none of."""


@dataclass(frozen=True)
class Answerer:
    """Answers questions on one published version."""

    world: World

    def answer(self, question: str, previous: Answer | None = None, *, id: str | None = None) -> Answer:  # noqa: A002
        """The answer; `previous` is the answer that a follow-up question goes on from."""
        with speaking(self.world.spoken):
            answer = self._of_parts(question, previous, id)
            return replace(answer, referents=left_by(answer, previous, self.world))

    def _of_parts(self, question: str, previous: Answer | None, id: str | None) -> Answer:  # noqa: A002
        """The answer to the whole, or to each part of a question that asks several things."""
        whole = self._whole(question, previous, id)
        parts = parts_of(question, self.world) if len(question) <= LONGEST else ()
        if not parts or read_by_proof(question, self.world):
            return whole
        told: list[Answer] = []
        for part in parts:
            before = told[-1] if told else previous
            answer = self._whole(part, before, None)
            told.append(replace(answer, referents=left_by(answer, before, self.world)))
        return joined(whole, told) or whole

    def _whole(self, question: str, previous: Answer | None, id: str | None) -> Answer:  # noqa: A002
        reading, understood = interpret(question, self.world, previous)
        answer = self._answered(question, reading, understood, id)
        if reading and (entry := fitting(reading, understood)):
            answer = with_entry(answer, entry)
        stands_alone = previous is None or (reading and reading.recognised.of("municipality"))
        if answer.status is AnswerStatus.NOT_IN_DOCUMENTS and reading and stands_alone:
            answer = self._with_elsewhere(answer, reading)
        if previous is None:
            return answer
        if interpret(question, self.world)[1] == understood:
            return answer
        return replace(answer, rests_on=rests_on(previous, further=bool(reading and reading.further)))

    def _answered(
        self, question: str, reading: Reading | None, understood: Understood | Declined, id_: str | None
    ) -> Answer:
        found = (
            self._found(reading, understood) if reading and isinstance(understood, Understood) else understood
        )
        if isinstance(found, Declined):
            in_prose = (
                self._in_prose(reading, understood, found)
                or self._in_part(reading, found)
                or self._near(reading, found, understood)
            )
            if in_prose is None:
                return self._declined(question, reading, understood, found, id_)
            understood, found = in_prose
        assert reading  # only what is declined has none
        assert isinstance(understood, Understood)
        assert isinstance(found, Found)
        understood, found = self._by_frame(reading, understood, found)
        understood, found = self._by_place(reading, understood, found)
        return self._told(question, reading, understood, found, id_)

    def _by_frame(self, reading: Reading, understood: Understood, found: Found) -> tuple[Understood, Found]:
        """Where words are passed over, a frame that tells which ones it does without goes before a cue."""
        structured = isinstance(understood.query, STRUCTURED) and not (found.status or found.unread)
        if (
            not structured
            or reading.continued
            or understood.unread
            or not passed_over(reading, understood, found)
        ):
            return understood, found
        part = in_part(reading)
        other = self._found(reading, part) if part else None
        return (part, other) if part and isinstance(other, Found) else (understood, found)

    def _by_place(self, reading: Reading, understood: Understood, found: Found) -> tuple[Understood, Found]:
        """Where words were passed over, or only initiatives are near, the place where what is asked likely stands."""
        if reading.continued or understood.unread or not _is_loose(reading, understood, found):
            return understood, found
        query = replace(facts_of(reading, yes_no=False), named=(), within=(), years=(), sure=False)
        place = place_of(query, nearest(query, reading.world), reading.world)
        if place is None or place.chance < LIKELY:
            return understood, found
        asked = Understood(query=query, notes=understood.notes)
        told = self._found(reading, asked)
        return (asked, told) if isinstance(told, Found) else (understood, found)

    def _with_elsewhere(self, answer: Answer, reading: Reading) -> Answer:
        """Where one city of several has none of it: which others tell it, each with its question."""
        everywhere = self.world.lexicon.of_kind("municipality")
        others = [city for city in self.world.lexicon.municipalities if city not in reading.world.cities]
        if len(reading.world.cities) != 1 or not others:
            return answer
        asked = {city.label: of_city(reading.asked, city, everywhere) for city in others[:OTHERS]}
        told = {label: question for label, question in asked.items() if self._tells(question)}
        if not told:
            return answer
        text = answer.text + elsewhere(tuple(told), reading.language)
        return replace(answer, text=text, suggestions=(*told.values(), *answer.suggestions)[:SHOWN])

    def _tells(self, question: str) -> bool:
        """True where the graph answers, by more than what is only near."""
        reading, understood = interpret(question, self.world)
        if not reading or not isinstance(understood, Understood) or isinstance(understood.query, IN_PROSE):
            return False
        return isinstance(self._found(reading, understood), Found)

    def _found(self, reading: Reading, understood: Understood) -> Found | Declined:
        found = answer_of(understood.query, reading.world, reading.language)
        if isinstance(found, Found) and not found.citations:
            return Declined(
                status=AnswerStatus.NOT_IN_DOCUMENTS, phrase="nothing", about={"reading": found.reading}
            )
        return found

    def _in_prose(
        self, reading: Reading | None, understood: Understood | Declined, declined: Declined
    ) -> tuple[Understood, Found] | None:
        """What no fact of the graph tells may still stand in a sentence."""
        if reading is None or declined.status is not AnswerStatus.NOT_IN_DOCUMENTS:
            return None
        of_words = isinstance(understood, Understood) and isinstance(understood.query, IN_WORDS)
        untold = declined.phrase == "no_fact" or (declined.phrase == "no_holder" and len(reading.topic) > 1)
        if not untold and not (of_words and reading.topic):
            return None
        of_unit = isinstance(understood, Understood) and isinstance(understood.query, q.AskOrganisation)
        in_words = passages.read_passage(reading, sure=of_unit)
        found = self._found(reading, in_words) if in_words else None
        return (in_words, found) if in_words and isinstance(found, Found) else None

    def _in_part(self, reading: Reading | None, declined: Declined) -> tuple[Understood, Found] | None:
        """Where a condition found nothing that holds a word which stands nowhere: the set without that word."""
        if (
            reading is None
            or reading.continued
            or declined.status is not AnswerStatus.NOT_IN_DOCUMENTS
            or declined.phrase != "nothing"
        ):
            return None
        part = in_part(reading)
        found = self._found(reading, part) if part else None
        return (part, found) if part and isinstance(found, Found) else None

    def _near(
        self, reading: Reading | None, declined: Declined, understood: Understood | Declined
    ) -> tuple[Understood, Found] | None:
        """What is written and was not understood is quoted; nothing is denied that stands there."""
        asked = understood.query if isinstance(understood, Understood) else None
        near = read_near(reading, declined, asked) if reading else None
        found = self._found(reading, near) if reading and near else None
        return (near, found) if near and isinstance(found, Found) else None

    def _told(
        self,
        question: str,
        reading: Reading,
        understood: Understood,
        found: Found,
        id_: str | None,
    ) -> Answer:
        found = self._read_out(reading, understood, found)
        missing = (*found.missing, *understood.missing)
        text = found.text
        if missing:
            listed = "、".join(missing)
            text += (
                f"\n{listed}については文書にありません。"
                if reading.language == "ja"
                else f"\nThe documents do not tell about {listed}."
            )
        told = Answer(
            question=question,
            status=found.status or (AnswerStatus.PARTIAL if missing else AnswerStatus.ANSWERED),
            text=text,
            items=found.items,
            total=len(found.items) if found.items else None,
            value=found.value,
            unit=found.unit,
            citations=placed(_once(found.citations), self.world.facts),
            reading=found.reading + "".join(f"（{note}）" for note in understood.notes),
            sparql=found.sparql,
            data_version=self.world.facts.data_version,
            id=id_,
            steps=steps_of(reading, understood),
            rejected=(*found.rejected, *understood.rejected),
            query=understood.query,
            cities=cities_of(reading),
            language=reading.language,
            stands_for=reading.stands_for,
            unread=found.unread,
            suggestions=found.suggestions,
            parts=tuple(self._part(part, reading) for part in found.parts),
        )
        return marked(with_more(told, self.world.facts), self.world.facts)

    def _part(self, part: Found, reading: Reading) -> Answer:
        """What is written of one of several things asked, as an answer of its own."""
        return Answer(
            question=part.asked,
            status=part.status or AnswerStatus.ANSWERED,
            text=part.text,
            items=part.items,
            value=part.value,
            unit=part.unit,
            citations=placed(_once(part.citations), self.world.facts),
            language=reading.language,
        )

    def _read_out(self, reading: Reading, understood: Understood, found: Found) -> Found:
        """A structured answer to a question of which words were passed over says so first, and is partial."""
        if reading.language == "en" and is_quoted(understood.query) and not found.status:
            return _as_far_as_read(reading, understood.query, found)
        structured = isinstance(understood.query, STRUCTURED) or understood.unread
        if not structured or found.status or found.unread:
            return found
        absent = understood.unread or passed_over(reading, understood, found)
        if not absent:
            return found
        text = unread_first(absent, reading.language) + found.text
        return replace(found, text=text, status=AnswerStatus.PARTIAL, unread=absent)

    def _declined(
        self,
        question: str,
        reading: Reading | None,
        understood: Understood | Declined,
        declined: Declined,
        id_: str | None,
    ) -> Answer:
        language = reading.language if reading else language_of(question[:200].lower())
        declined = as_read(declined, language)
        cities = reading.world.cities if reading else ()
        return Answer(
            question=question[:1000],
            status=declined.status,
            text=decline(declined.phrase, language, declined.about, [city.label for city in cities]),
            suggestions=declined.choices
            or suggestions(reading.world if reading else self.world, reading, language),
            reading=_reading_words(understood, language),
            data_version=self.world.facts.data_version,
            id=id_,
            steps=steps_of(reading, declined) if reading else (),
            query=understood.query if isinstance(understood, Understood) else None,
            cities=cities_of(reading),
            language=language,
            stands_for=reading.stands_for if reading else "",
            unread=declined.unread,
        )


def _is_loose(reading: Reading, understood: Understood, found: Found) -> bool:
    """True for a list of what is near where something else is asked, and for an answer that passes words over."""
    if isinstance(understood.query, q.SearchInitiatives):
        return bool(asks_of(reading.recognised.text))
    loose = isinstance(understood.query, OF_ONE_THING) and not (found.status or found.unread)
    return loose and bool(passed_over(reading, understood, found))


def _as_far_as_read(reading: Reading, query: q.Query, found: Found) -> Found:
    """A sentence that holds few words of an English question is a part of an answer; where it holds none, none."""
    words = held_abroad(reading, found)
    if is_told(reading, words):
        return found
    if words.held or isinstance(query, AskCard):
        text = unread_first(words.lacking, reading.language) + found.text
        return replace(found, text=text, status=AnswerStatus.PARTIAL, unread=words.lacking)
    text = f"{NONE_TELLS[1]}\n{NEAR_WORDS[1]}\n{found.text}"
    return replace(found, text=text, items=(), status=AnswerStatus.RELATED, unread=words.lacking)


def cities_of(reading: Reading | None) -> tuple[Key, ...]:
    """The keys of the cities that a question was read for."""
    return tuple(city.key for city in reading.world.cities) if reading else ()


def _once(citations: tuple[Citation, ...]) -> tuple[Citation, ...]:
    """Each place and quote once: two facts may stand in one row of a table."""
    return tuple({(c.document, c.line, c.quote): c for c in reversed(citations)}.values())[::-1]


def _reading_words(understood: Understood | Declined, language: q.Language) -> str:
    if isinstance(understood, Understood) and isinstance(
        understood.query, q.ListInitiatives | q.CountInitiatives
    ):
        return describe_condition(understood.query.where, language)
    return ""
