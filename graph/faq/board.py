"""Drafts and decisions side by side: what staff look at, and what a decision leaves in the file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from keikaku.graph.faq.drafts import drafts
from keikaku.graph.faq.frayed import HELD_BACK, Fray, Words, frays, renewed, text_of, to_publish
from keikaku.graph.faq.kept import PUBLIC, forget, put
from keikaku.graph.faq.known import LONGEST_QUOTE, Known, sentence_source
from keikaku.graph.faq.values import Draft, Entry, Source, State
from keikaku.graph.rdf.mapping import facts_from
from keikaku.graph.store.snapshot import Snapshot
from keikaku.ontology.japanese.prose import sentences
from keikaku.ontology.model.facts import Document, Extraction, FaqEntry, Key, Municipality, Passage


@dataclass(frozen=True, slots=True)
class Version:
    """What a version gives to questions and answers: its drafts, its documents, what of it is public."""

    drafts: Mapping[str, Draft]
    words: Mapping[str, Words]
    public: Mapping[str, tuple[str, ...]]  # by id the words of an entry that staff approved
    elsewhere: frozenset[str]  # ids of a FAQ file, whose rows come before those that staff approved
    documents: Mapping[str, Key]  # by file
    known: Known

    def source(self, passage: Key) -> Source | None:
        """The beginning of a passage, in whole sentences as far as it has them, as a place in a file."""
        found = self.known.by_key.get(passage)
        if not isinstance(found, Passage):
            return None
        ends = [end for _, end in sentences(found.text) if end <= LONGEST_QUOTE]
        return sentence_source(found, 0, max(ends, default=LONGEST_QUOTE), self.known)

    def city(self, sources: Iterable[Source]) -> str:
        """The name of the city that the first of these documents belongs to; empty where there is none."""
        found = (self.known.by_key.get(self.documents.get(one.file, "")) for one in sources)
        owners = (self.known.by_key.get(one.municipality) for one in found if isinstance(one, Document))
        return next((city.label for city in owners if isinstance(city, Municipality)), "")


def version_of(snapshot: Snapshot | None, extractions: Callable[[], Iterable[Extraction]]) -> Version:
    """Everything that is asked of a version, made once; `extractions` are read where a document changed."""
    facts = facts_from(snapshot.quads(), snapshot.base) if snapshot else ()
    known = Known(facts)
    documents: list[Document] = known.of(Document)

    @cache
    def texts() -> Mapping[str, str]:
        return {one.document.file: text_of(one.facts) for one in extractions()}

    return Version(
        drafts={one.id: one for one in drafts(known)},
        words={one.file: Words(one.digest, partial(_text, texts, one.file)) for one in documents},
        public={
            one.id: (one.question, one.answer, one.department)
            for one in known.of(FaqEntry)
            if one.file == PUBLIC
        },
        elsewhere=frozenset(one.id for one in known.of(FaqEntry) if one.file != PUBLIC),
        documents={one.file: one.key for one in documents},
        known=known,
    )


def _text(texts: Callable[[], Mapping[str, str]], file: str) -> str:
    return texts().get(file, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An entry as staff see it; `state` is empty of a draft that nobody decided about yet."""

    entry: Entry
    state: State | None
    draft: Draft | None = None
    frays: tuple[Fray, ...] = ()
    is_public: bool = False

    @property
    def is_held_back(self) -> bool:
        """Whether it may not be public before somebody looks at it."""
        return bool(HELD_BACK & set(self.frays))


def rows(version: Version, entries: Sequence[Entry]) -> tuple[Row, ...]:
    """What was decided, then the drafts that wait."""
    marks = {name: draft.mark for name, draft in version.drafts.items()}
    decided = {one.id for one in entries}
    return (
        *(
            Row(
                entry=one,
                state=one.state,
                draft=version.drafts.get(one.id),
                frays=frays(one, version.words, marks) if one.state is State.APPROVED else (),
                is_public=one.id in version.public,
            )
            for one in entries
        ),
        *(
            Row(entry=entry_of(draft), state=None, draft=draft)
            for name, draft in version.drafts.items()
            if name not in decided
        ),
    )


def entry_of(draft: Draft) -> Entry:
    """A draft with the words that it would be approved with."""
    return Entry(
        id=draft.id,
        state=State.OPEN,
        question=draft.question,
        answer=draft.answer,
        department=draft.department,
        municipality=draft.municipality,
        sources=draft.sources,
        drawn=draft.mark,
    )


def unpublished(version: Version, entries: Iterable[Entry]) -> int:
    """How many entries the graph lacks, has in other words, or has though they are to be public no longer."""
    wanted = {
        one.id: (one.question, one.answer, one.department) for one in to_publish(entries, version.words)[0]
    }
    both = {*wanted, *version.public} - version.elsewhere
    return sum(wanted.get(one) != version.public.get(one) for one in both)


def approve(store: Path, version: Version, row: Row, said: Entry, more: Sequence[Source] = ()) -> Entry:
    """Keeps the words of `said` as approved, on the documents of now and on what was picked beside."""
    own = row.draft.sources if row.draft else row.entry.sources
    sources = tuple(dict.fromkeys((*renewed(own, version.words), *more)))
    drawn = row.draft.mark if row.draft else ""
    approved = replace(said, id=row.entry.id, state=State.APPROVED, sources=sources, drawn=drawn)
    city = row.entry.municipality or version.city(sources)
    put(store, replace(approved, municipality=city))
    return approved


def discard(store: Path, row: Row, day: str) -> None:
    """Keeps that a draft is not wanted: it is not offered again, and is public no longer."""
    put(store, replace(row.entry, state=State.DISCARDED, day=day))


def restore(store: Path, row: Row, day: str) -> None:
    """Takes a decision back: a draft of the graph is offered again, a question that was asked waits again."""
    if row.draft:
        forget(store, row.entry.id)
    else:
        put(store, replace(row.entry, state=State.OPEN, day=day))


def ask(store: Path, name: str, question: str, day: str) -> None:
    """Makes a question that was asked into a draft whose answer is still to be written."""
    put(store, Entry(id=name, state=State.OPEN, question=question, day=day))
