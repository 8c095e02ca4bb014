"""From paths to a published version: the order of the work, as a list of steps that can be read."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from keikaku.graph.faq.kept import PUBLIC, forget_others
from keikaku.graph.review.decisions import applied, forget_absent, read_decisions, rejected_pairs
from keikaku.graph.search.cache import cache_folder
from keikaku.graph.search.encoder import Encoder
from keikaku.graph.search.index import build_index, encoder_of, keys_in
from keikaku.graph.store.building import locked, seldom_collected
from keikaku.graph.store.history import forget_earlier
from keikaku.graph.store.publish import Held, held, publish
from keikaku.graph.store.shapes import ShapesViolated
from keikaku.ingest.build import (
    Watched,
    city_of,
    known_of,
    read_as,
    read_documents,
    unheard,
    unwatched,
)
from keikaku.ingest.cities.city import UNKNOWN
from keikaku.ingest.cities.words import read_words, speaking_of
from keikaku.ingest.doubts.doubts import DOUBT
from keikaku.ingest.doubts.standing import superseded, told_apart, without_told
from keikaku.ingest.doubts.unfit import barred, trimmed, unfit, without
from keikaku.ingest.formats.readers import name_of
from keikaku.ingest.join.approved import approved_entries
from keikaku.ingest.join.derive import derive
from keikaku.ingest.join.differing import problems_of_differing
from keikaku.ingest.join.dropping import dropped
from keikaku.ingest.join.entries import entries_of
from keikaku.ingest.join.faq import read_faq
from keikaku.ingest.join.made_internal import take_out
from keikaku.ingest.join.order import carried, cities_of, in_document_order
from keikaku.ingest.join.reconcile import reconcile
from keikaku.ingest.lessons.correcting import FILE, asked_again, correct
from keikaku.ingest.lessons.corrections import Asked, read_corrections
from keikaku.ingest.links.all import successions
from keikaku.ingest.sparing import spared
from keikaku.ingest.taught.keeping import read_shapes
from keikaku.ingest.taught.shapes import knowing
from keikaku.ontology.lexicon import speaking
from keikaku.ontology.model.facts import (
    CityWord,
    Correction,
    Extraction,
    Fact,
    FaqEntry,
    Key,
    LinkLevel,
    Municipality,
    Problem,
    Succession,
    WordKind,
)
from keikaku.ontology.model.names import key
from keikaku.ontology.model.successions import level_of
from keikaku.ontology.model.vocabulary import BASE

LINKS = "計画どうしのつながり"
INDEX = "index"
"""The folder beside the graph of a version that search reads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What a build is told beside its paths."""

    municipality: str | None = None
    prune: bool = False
    strict: bool = False
    internal: bool = False  # the store is the internal one
    public: Path | None = None  # the public store beside it, which loses what becomes internal
    encoder: Callable[[], Encoder | None] | None = None  # None: no vectors
    watched: Watched = unwatched
    began: Callable[[str], None] = unheard  # is told, in words, what the build does next
    drop: frozenset[str] = frozenset()  # the names of files that the graph holds no longer
    words: Path | None = None  # a city's own words file
    purge: bool = False  # no file of the store may hold what it tells no longer


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What a purge took out of a store beside the words of documents."""

    versions: int
    decisions: int
    corrections: int
    answers: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of a build; `data_version` is None where nothing was published."""

    data_version: str | None
    read: tuple[Extraction, ...]
    kept: tuple[Extraction, ...]
    facts: tuple[Fact, ...]
    problems: tuple[Problem, ...]
    meaning: bool
    faq: tuple[FaqEntry, ...] = ()  # what was taken from a FAQ file
    faq_kept: tuple[FaqEntry, ...] = ()  # what stays because nothing was taken
    approved: tuple[FaqEntry, ...] = ()  # what staff approved of drafts
    corrections: tuple[Correction, ...] = ()
    words: tuple[CityWord, ...] = ()  # the city's own words that hold
    remade: bool = False  # from a store of an earlier format
    out_of_public: tuple[str, ...] = ()  # files that the public graph held until now
    forgotten: Forgotten | None = None  # where the store was purged


def build(
    paths: Sequence[Path],
    store: Path,
    options: Options,
    faq: Path | None = None,
    corrections: Path | None = None,
) -> Report:
    """Read the files, put them beside what the store holds, and publish a new version of the whole.

    The FAQ and the corrections that the store holds stay until those of another file are taken. Another
    build of the same store waits from the first reading on, so that neither loses what the other brought.
    """
    with locked(store), seldom_collected():
        return _built(paths, store, options, faq, corrections)


def _built(
    paths: Sequence[Path], store: Path, options: Options, faq: Path | None, corrections: Path | None
) -> Report:
    before = _in_order_of_documents(held(store, internal=options.internal))
    words, slips = _words(before, options)
    shapes = read_shapes(options.public or store)
    rules = read_as(options.municipality, words, shapes)
    known = known_of(map(without_told, before.extractions), rules)
    with speaking(speaking_of(words)), knowing(shapes):
        read, problems = read_documents(paths, options.municipality, options.watched, known, rules)
    kept, missing = dropped(() if options.prune else _kept(before, read), read, options.drop)
    in_order = (*kept, *map(in_document_order, read))
    extractions = tuple(sorted(in_order, key=lambda one: one.document.key))
    extractions, versions = told_apart(extractions)
    city = options.municipality or _only_city(extractions, before)
    taken, told = read_faq(faq, city) if faq else ((), ())
    files = {PUBLIC, *(one.document.file for one in (*before.extractions, *extractions))}
    stays = () if taken else _in_order([one for one in before.of(FaqEntry) if one.file not in files])
    others = {one.key for one in (*taken, *stays)}
    approved, frayed = _approved(store, city, extractions, before, options, others)
    asked, source, faults = _asked(before, corrections)
    report = Report(
        data_version=None,
        read=read,
        kept=kept,
        facts=(),
        problems=(*_damage(before), *problems, *missing, *told, *faults, *slips, *versions, *frayed),
        meaning=False,
        faq=taken,
        faq_kept=stays,
        approved=approved,
        remade=before.older,
        words=words,
    )
    is_asked = _brings(report, before, options, corrected=corrections is not None)
    is_asked = is_asked or bool(options.drop and not missing)
    if not is_asked or (options.strict and any(one.severity != DOUBT for one in report.problems)):
        return report
    report = replace(report, out_of_public=_made_internal(read, options))
    faq_alone = not (read or corrections or options.words or options.drop or options.prune or options.purge)
    brought = _Brought(
        extractions,
        (*taken, *stays, *approved, *words),
        asked,
        source,
        city or UNKNOWN,
        before,
        faq_alone and all(one.read_as == rules for one in before.extractions),
    )
    return _joined(store, brought, report, options)


def _approved(  # noqa: PLR0913, PLR0917 - what decides which of them are public
    store: Path,
    city: str | None,
    extractions: Sequence[Extraction],
    before: Held,
    options: Options,
    others: Collection[Key],
) -> tuple[tuple[FaqEntry, ...], tuple[Problem, ...]]:
    """What staff approved, but for an id that a FAQ file has too; none of it among internal documents."""
    if options.internal:
        return (), ()
    found, problems = approved_entries(store, city, extractions, before.of(FaqEntry))
    return tuple(one for one in found if one.key not in others), problems


def _brings(report: Report, before: Held, options: Options, *, corrected: bool) -> bool:
    """True where a build brings something, or makes anew what stands in an older format or is damaged."""
    damaged = bool(before.damage and before.extractions)
    decided = set(report.approved) != {one for one in before.of(FaqEntry) if one.file == PUBLIC}
    remade = before.older or damaged or (options.purge and before.extractions)
    return bool(report.read or report.faq or corrected or options.words or remade or decided)


def _in_order_of_documents(before: Held) -> Held:
    """What is held, the facts of each document in the order that a build gives them."""
    return replace(before, extractions=tuple(map(in_document_order, before.extractions)))


def _damage(before: Held) -> tuple[Problem, ...]:
    """What was lost of the current version, told with the other problems."""
    return (Problem(file="グラフ", message=before.damage, severity=DOUBT),) if before.damage else ()


@dataclass(frozen=True, slots=True)
class _Brought:
    """What is to be joined and published: the documents, and what stands beside them."""

    extractions: tuple[Extraction, ...]
    beside: tuple[Fact, ...]  # the FAQ and the city's own words
    asked: Sequence[Asked]
    source: str  # of the corrections
    city: str
    before: Held
    faq_alone: bool  # everything else is what the version before was made of


def _joined(store: Path, brought: _Brought, report: Report, options: Options) -> Report:
    """Join and publish, again without what breaks a shape for as long as something does."""
    encoder = options.encoder() if options.encoder else None
    extractions = brought.extractions
    left_out: dict[Key, str] = {}
    while True:
        told = _carried(store, brought, extractions, encoder)
        told = told or _told(store, brought, extractions, encoder, options.began)
        told, waiting = _without_waiting(told) if options.purge else (told, 0)
        facts = without(_with_cities(told.facts, brought.city, brought.before), left_out)
        options.began("索引を作り、確かめて公開しています")
        try:
            version = _published(store, extractions, facts, encoder, options, brought.before)
        except ShapesViolated as violated:
            values = barred(facts, violated.found, BASE)
            if options.strict:
                raise
            if values:
                left_out |= values
                extractions, report = _spared(extractions, report, values)
            else:
                extractions, report = _fitting(extractions, report, violated)
            continue
        return replace(
            report,
            forgotten=_purged(store, facts, waiting, options, {one.document.file for one in extractions}),
            data_version=version,
            facts=facts,
            meaning=encoder is not None,
            corrections=told.done,
            problems=(*report.problems, *told.problems),
        )


@dataclass(frozen=True, slots=True)
class _Told:
    """What all documents tell together, and what stands beside them."""

    facts: tuple[Fact, ...]
    done: tuple[Correction, ...]
    problems: tuple[Problem, ...]


def _told(
    store: Path,
    brought: _Brought,
    extractions: Sequence[Extraction],
    encoder: Encoder | None,
    began: Callable[[str], None],
) -> _Told:
    """The facts of the documents joined, corrected and linked."""
    began("文書どうしを合わせています")
    merged, done, unmet = correct(
        reconcile(_holding(extractions)), (e.document for e in extractions), brought.asked, brought.source
    )
    differ = problems_of_differing(merged, _files(extractions))
    derived = (*merged, *derive(merged))
    began("計画どうしのつながりを探しています")
    links, unlinked = _links(store, extractions, derived, encoder)
    return _Told((*derived, *links, *done, *brought.beside), done, (*unlinked, *unmet, *differ))


def _carried(
    store: Path, brought: _Brought, extractions: Sequence[Extraction], encoder: Encoder | None
) -> _Told | None:
    """What the version before tells, where nothing but the FAQ is another; None where all must be joined."""
    before, snapshot = brought.before, brought.before.snapshot
    if not brought.faq_alone or extractions is not brought.extractions or snapshot is None:
        return None
    decisions, done = read_decisions(store), before.of(Correction)
    is_same = (
        all(one.in_force for one in done)
        and encoder_of(snapshot.folder / INDEX) == (encoder.name if encoder else "")
        and not any(level_of(one) is LinkLevel.ORGANISATION for one, _ in rejected_pairs(decisions))
        and cities_of((*before.facts, *brought.beside)) <= cities_of(f for e in extractions for f in e.facts)
    )
    if not is_same:
        return None
    kept = carried(before.facts, _files(extractions).values(), keys_in(snapshot.folder / INDEX))
    links = [one for one in before.facts if isinstance(one, Succession)]
    links_now = applied(links, decisions, frozenset(fact.key for fact in kept))
    differ = problems_of_differing(kept, _files(extractions))
    return _Told((*kept, *links_now, *done, *brought.beside), done, tuple(differ))


def _without_waiting(told: _Told) -> tuple[_Told, int]:
    """Without the corrections of things that nothing tells of, which name them; and how many these are."""
    done = tuple(one for one in told.done if one.in_force)
    facts = tuple(one for one in told.facts if not isinstance(one, Correction) or one.in_force)
    return replace(told, facts=facts, done=done), len(told.done) - len(done)


def _purged(
    store: Path, facts: Sequence[Fact], waiting: int, options: Options, files: Collection[str]
) -> Forgotten | None:
    """Take out of a store what its current version, which was written whole, tells no longer."""
    if not options.purge:
        return None
    earlier = forget_earlier(store, internal=options.internal)
    decisions = forget_absent(store, {fact.key for fact in facts})
    answers = 0 if options.internal else forget_others(store, files)
    return Forgotten(earlier, decisions, waiting, answers)


def _files(extractions: Sequence[Extraction]) -> dict[Key, str]:
    return {one.document.key: one.document.file for one in extractions}


def _holding(extractions: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """The documents whose facts hold: of a draft beside its decided version, none."""
    older = superseded(extractions)
    return tuple(one for one in extractions if one.document.key not in older)


def _words(before: Held, options: Options) -> tuple[tuple[CityWord, ...], tuple[Problem, ...]]:
    """The words of a file, none where it holds its heads alone, or the store's where nothing can be taken."""
    kept = tuple(sorted(before.of(CityWord), key=lambda one: one.order))
    if not options.words:
        return kept, ()
    taken, problems = read_words(options.words, options.municipality or UNKNOWN)
    return (kept if problems and not taken else taken), problems


def _made_internal(read: Sequence[Extraction], options: Options) -> tuple[str, ...]:
    """The files that the public graph held until now; they leave it before the internal one gets them."""
    if options.public is None:
        return ()
    outside = replace(options, internal=False, public=None, prune=False, strict=False)
    public = options.public
    return take_out(read, public, lambda names: build((), public, replace(outside, drop=names)).data_version)


def _spared(
    extractions: tuple[Extraction, ...], report: Report, values: Mapping[Key, str]
) -> tuple[tuple[Extraction, ...], Report]:
    """The documents and the report without some values, which the report names."""
    kept, told = trimmed(extractions, values)
    again = {one.document.key: one for one in kept}
    return kept, replace(
        report,
        read=tuple(again[one.document.key] for one in report.read),
        kept=tuple(again[one.document.key] for one in report.kept),
        problems=(*report.problems, *told),
    )


def _fitting(
    extractions: tuple[Extraction, ...], report: Report, violated: ShapesViolated
) -> tuple[tuple[Extraction, ...], Report]:
    """The documents without those whose facts break a shape; raise where that leaves none or all."""
    left_out = unfit(report.read, violated.found, BASE)
    left_out = left_out or unfit(report.kept, violated.found, BASE)
    if not 0 < len(left_out) < len(extractions):
        raise violated
    return tuple(one for one in extractions if one.document.key not in left_out), _without(report, left_out)


def _asked(before: Held, path: Path | None) -> tuple[Sequence[Asked], str, tuple[Problem, ...]]:
    """The corrections of a file, or those that the store holds where none is given or it cannot be read."""
    taken, problems = read_corrections(path) if path else ((), ())
    if path and not any(problem.severity == "refused" for problem in problems):
        return taken, name_of(path), problems
    return asked_again(before.of(Correction)), FILE, problems


def _without(report: Report, left_out: Mapping[Key, tuple[Extraction, Problem]]) -> Report:
    """The report of a build that goes on without some documents."""
    return replace(
        report,
        read=tuple(one for one in report.read if one.document.key not in left_out),
        kept=tuple(one for one in report.kept if one.document.key not in left_out),
        problems=(*report.problems, *(problem for _, problem in left_out.values())),
    )


def _kept(before: Held, read: Sequence[Extraction]) -> tuple[Extraction, ...]:
    """What the store holds of documents that were not read again."""
    again = {one.document.key for one in read}
    return tuple(one for one in before.extractions if one.document.key not in again)


def _only_city(extractions: Sequence[Extraction], before: Held) -> str | None:
    """The city that a FAQ belongs to where none is named: the only one that is told of."""
    told = {city_of(one) for one in extractions} or {city.label for city in before.of(Municipality)}
    known = told - {UNKNOWN}
    return known.pop() if len(known) == 1 else None


def _with_cities(facts: Sequence[Fact], city: str, before: Held) -> tuple[Fact, ...]:
    """The facts and the cities of FAQ entries that no document tells of."""
    told = {fact.key for fact in facts if isinstance(fact, Municipality)}
    wanted = {fact.municipality for fact in facts if isinstance(fact, FaqEntry)} - told
    if not wanted:
        return tuple(facts)
    named = Municipality(key=key(city, "municipality", city), label=city)
    known = {**{one.key: replace(one, evidence=()) for one in before.of(Municipality)}, named.key: named}
    return (*facts, *(known[one] for one in sorted(wanted)))


def _in_order(entries: Sequence[FaqEntry]) -> tuple[FaqEntry, ...]:
    """As they stood in their file: the order of equal hits."""
    return tuple(sorted(entries, key=lambda entry: entry.order))


def _links(
    store: Path, extractions: Sequence[Extraction], facts: Sequence[Fact], encoder: Encoder | None
) -> tuple[tuple[Succession, ...], tuple[Problem, ...]]:
    """What followed what, as the program proposes it and people left it; proposals cost no build."""
    decisions = read_decisions(store)
    documents = [extraction.document for extraction in extractions]
    found = spared(
        lambda: successions(facts, encoder, cache_folder(), documents, rejected_pairs(decisions)),
        LINKS,
        "新しい候補を出しませんでした",
    )
    proposed, problems = ((), (found,)) if isinstance(found, Problem) else (found, ())
    return applied(proposed, decisions, frozenset(fact.key for fact in facts)), problems


def _published(  # noqa: PLR0913, PLR0917 - what a version is made of
    store: Path,
    extractions: Sequence[Extraction],
    facts: Sequence[Fact],
    encoder: Encoder | None,
    options: Options,
    before: Held,
) -> str:
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / INDEX
        words = [fact for fact in facts if isinstance(fact, CityWord)]
        life = tuple((one.form, one.means) for one in words if one.kind is WordKind.LIFE)
        build_index(entries_of(facts, BASE), encoder, index, cache_folder(), life=life)
        extras = {INDEX: index}
        going_on = None if options.purge else before
        return publish(store, extractions, facts, extras=extras, internal=options.internal, before=going_on)
