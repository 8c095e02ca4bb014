"""Drafts of a FAQ from the facts of a version: what is done, by whom, until when, and where it is written.

A sentence says nothing that its sources do not: the words of a document stand in quotation marks, and a unit
or a year is told only where a quote names it. What no quote backs is left to the one who mends the draft.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from keikaku.graph.faq.known import LONGEST_QUOTE, SHORTEST_QUOTE, Known, sentence_source
from keikaku.graph.faq.values import Draft, Sentence, Source
from keikaku.ontology.japanese.eras import fiscal_year_of
from keikaku.ontology.japanese.prose import sentences
from keikaku.ontology.japanese.text import fold
from keikaku.ontology.japanese.times import find_times, fiscal_year_meant
from keikaku.ontology.lexicon import current
from keikaku.ontology.model.facts import (
    Department,
    Document,
    Initiative,
    Municipality,
    Occurrence,
    Passage,
    PassageKind,
    Plan,
    Section,
    Target,
)

ENOUGH = 160
"""Characters of quoted prose after which no further sentence is quoted."""
QUOTED, TARGETS, DATES = 3, 3, 2
"""Sentences, targets and dated sentences that a draft has at most."""
DOES = "{label}では、何をしますか。"
SAYS = "計画には、{quotes}と書かれています。"
AIMS = "目標は、{quotes}です。"
UNITS = "担当は、{units}です。"
CONCERNS = "対象は、{words}です。"
YEARS = "計画の期間は、{start}年度から{end}年度までです。"
YEAR = "{year}年度の計画です。"
UNTIL = "計画の期間は、{end}年度までです。"
WHEN = "時期については、{quotes}と書かれています。"
SAMPLE = "、見本"
"""Behind the place in a document that says of itself that it is one."""
WHERE = "{title}（{place}）に書かれています。"


def drafts(known: Known) -> tuple[Draft, ...]:
    """A draft an initiative, those of the newest plan first; what a newer plan has again is told by that."""
    found: dict[tuple[str, str], Draft] = {}
    for one in sorted(known.of(Initiative), key=known.order):
        if one in known.alike(one) and (draft := _draft(one, known)):
            found.setdefault((draft.municipality, draft.question), draft)
    return tuple(found.values())


def _draft(one: Initiative, known: Known) -> Draft | None:
    """None where nothing but its name is known of it, or no document is there that tells it."""
    plan = known.by_key.get(one.plan)
    told = tuple(_does(one, known))
    where = _where(one, plan, known) if isinstance(plan, Plan) else None
    if where is None or not isinstance(plan, Plan):
        return None
    units, named = _units(one, plan, known)
    rest = (*units, *_period(one, plan, known), *_dates(one, told, known))
    if not (told or rest):
        return None
    city = known.by_key.get(plan.municipality)
    return Draft(
        id=f"plan-{hashlib.sha256(one.key.encode()).hexdigest()[:12]}",
        question=DOES.format(label=_called(one, known)),
        sentences=(*told, *rest, where),
        department=named,
        municipality=city.label if isinstance(city, Municipality) else "",
    )


def _called(one: Initiative, known: Known) -> str:
    """Its label; where others have it too, with its plan, or within one plan with the heading above it."""
    alike = known.alike(one)
    if len(alike) == 1:
        return one.label
    is_of_one_plan = len({other.plan for other in alike}) == 1
    above = known.by_key.get((one.field or one.pillar or one.plan) if is_of_one_plan else one.plan)
    return f"{one.label}（{above.label}）" if above else one.label


def _quoted(text: str) -> str:
    """In quotation marks of the kind that the words themselves do not hold."""
    return f"『{text}』" if "「" in text and "『" not in text else f"「{text}」"


def _does(one: Initiative, known: Known) -> Iterator[Sentence]:
    """What is done, in the words of the plan, and what it aims at."""
    if said := _prose(one, known):
        yield _telling(SAYS, said)
    aims = [
        (one.text, source)
        for one in known.around(one.key, Target)[:TARGETS]
        for source in list(known.sources(one))[:1]
        if _holds(source.quote, one.text)
    ]
    if aims:
        yield _telling(AIMS, aims)


def _telling(form: str, said: Sequence[tuple[str, Source]]) -> Sentence:
    """Words of the documents in quotation marks, each with its place."""
    quotes = "".join(_quoted(text) for text, _ in said)
    return Sentence(form.format(quotes=quotes), tuple(dict.fromkeys(source for _, source in said)))


def _prose(one: Initiative, known: Known) -> list[tuple[str, Source]]:
    """The first whole sentences of its passages, as many as say enough."""
    found: list[tuple[str, Source]] = []
    for passage in known.around(one.key, Passage):
        if passage.kind is not PassageKind.PROSE:
            continue
        for start, end in sentences(passage.text):
            is_enough = sum(len(text) for text, _ in found) >= ENOUGH or len(found) == QUOTED
            if is_enough:
                return found
            text = passage.text[start:end]
            source = sentence_source(passage, start, end, known)
            if source and SHORTEST_QUOTE <= len(text) <= LONGEST_QUOTE:
                found.append((text, source))
    return found


def _units(one: Initiative, plan: Plan, known: Known) -> tuple[tuple[Sentence, ...], str]:
    """Who is responsible, as far as a quote names them, and their names alone."""
    own = list(known.sources(one, "departments"))
    found: list[tuple[str, Source]] = []
    for key in (*one.departments, *one.sections):
        unit = known.by_key.get(key)
        if isinstance(unit, Department | Section):
            backed = (source for source in (*own, *known.sources(plan)) if _holds(source.quote, unit.label))
            found += [(unit.label, source) for source in [*backed][:1]]
    named = "、".join(dict.fromkeys(label for label, _ in found))
    told = [Sentence(UNITS.format(units=named), _once(found))] if found else []
    if one.whole_city:
        forms = current().forms("WHOLE_CITY")
        whole = [(form, source) for source in own for form in forms if _holds(source.quote, form)][:1]
        told += [Sentence(CONCERNS.format(words=form), (source,)) for form, source in whole]
    return tuple(told), named


def _once(found: Iterable[tuple[str, Source]]) -> tuple[Source, ...]:
    return tuple(dict.fromkeys(source for _, source in found))


def _period(one: Initiative, plan: Plan, known: Known) -> Iterator[Sentence]:
    """Until when, as far as a quote names the years."""
    sources = [*known.sources(plan), *known.sources(one)]
    end = _naming(plan.end, sources)
    start = None if plan.start_assumed else _naming(plan.start, sources)
    year = _naming(one.fiscal_year or plan.fiscal_year, sources)
    if start and end:
        yield Sentence(YEARS.format(start=plan.start, end=plan.end), tuple(dict.fromkeys((start, end))))
    elif end:
        yield Sentence(UNTIL.format(end=plan.end), (end,))
    elif year:
        yield Sentence(YEAR.format(year=one.fiscal_year or plan.fiscal_year), (year,))


def _naming(year: int | None, sources: Iterable[Source]) -> Source | None:
    """The first place whose words name a fiscal year, in whatever notation."""
    return next((one for one in sources if year and year in years_in(one.quote)), None)


@lru_cache(maxsize=4096)  # the sentences of a plan are asked for each of its initiatives
def years_in(text: str) -> frozenset[int]:
    """The fiscal years that a text names, of a range its ends.

    >>> sorted(years_in("令和７年度から令和９年度まで")), sorted(years_in("2027（令和９）年度まで"))
    ([2025, 2027], [2027])
    """
    times = find_times(text, era=None)
    ends = (int(time.last[:4]) if time.kind == "year" else fiscal_year_of(time.last) for time in times)
    return frozenset((*map(fiscal_year_meant, times), *ends))


def _dates(one: Initiative, told: Sequence[Sentence], known: Known) -> Iterator[Sentence]:
    """The sentences with a date that are not quoted already."""
    before = {source.quote for sentence in told for source in sentence.sources}
    said = {
        occurrence.text: source
        for occurrence in known.around(one.key, Occurrence)
        for source in list(known.sources(occurrence))[:1]
        if occurrence.text not in before and _holds(source.quote, occurrence.text)
    }
    if said:
        yield _telling(WHEN, list(said.items())[:DATES])


def _where(one: Initiative, plan: Plan, known: Known) -> Sentence | None:
    """The plan, or the document where no quote names the plan, and the place of its name there."""
    named = [told for told in known.sources(plan, "label") if _holds(told.quote, plan.label)][:1]
    for evidence in one.evidence:
        document, source = known.by_key.get(evidence.document), known.source(evidence)
        if evidence.aspect == "label" and source and isinstance(document, Document):
            title = plan.label if named else document.label
            where = (source.place or f"{source.line}行目") + (SAMPLE if document.retelling else "")
            return Sentence(WHERE.format(title=_quoted(title), place=where), (source, *named))
    return None


def _holds(quote: str, text: str) -> bool:
    """Whether the text stands in the quote, white space and width aside."""
    return fold(text) in fold(quote)
