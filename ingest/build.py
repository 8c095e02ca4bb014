"""Files and folders become extractions; what could not be read becomes problems, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from keikaku.ingest.city import UNKNOWN
from keikaku.ingest.extract import extract
from keikaku.ingest.isolation import Isolated, isolated
from keikaku.ingest.readers import find_files, read_source
from keikaku.ingest.source import Source
from keikaku.ingest.sparing import spared
from keikaku.ontology.model.facts import Extraction, Municipality, Problem

Watched = Callable[[Sequence[Any], str], Iterable[Any]]
"""Gives things one by one, and shows how far it is with what is done with them, in words."""


def unwatched(things: Sequence[Any], _words: str) -> Iterable[Any]:
    """The things one by one."""
    return things


def unheard(_words: str) -> None:
    """Nobody listens."""


def read_documents(
    paths: Sequence[Path], municipality: str | None = None, watched: Watched = unwatched
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """Read every document of the paths.

    `municipality` names the city of all of them, whatever they tell; where it is not given, documents that
    tell none belong to the one city that the others tell of.
    """
    files, missing = find_files(tuple(paths))
    with isolated() as apart:
        sources, refused = _sources(watched(files, "文書を開いています"), apart)
    read = [_extracted(source, municipality) for source in watched(sources, "文書を読んでいます")]
    cities = {city_of(one) for one in read if isinstance(one, Extraction)} - {UNKNOWN}
    if len(cities) == 1 and municipality is None:
        read = list(_with_city(sources, read, cities.pop()))
    extractions = tuple(one for one in read if isinstance(one, Extraction))
    told = tuple(problem for extraction in extractions for problem in extraction.problems)
    return extractions, (*missing, *refused, *(one for one in read if isinstance(one, Problem)), *told)


def city_of(extraction: Extraction) -> str:
    """The name of the municipality that a document belongs to."""
    return next((fact.label for fact in extraction.facts if isinstance(fact, Municipality)), UNKNOWN)


def _sources(files: Iterable[Path], apart: Isolated) -> tuple[tuple[Source, ...], tuple[Problem, ...]]:
    """The files that could be read; two of one name would be one document."""
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    for path in files:
        source = read_source(path, apart=apart)
        if isinstance(source, Problem):
            problems.append(source)
        elif source.file in sources and sources[source.file].digest != source.digest:
            problems.append(_same_name(source.file))
        else:
            sources[source.file] = source
    return tuple(sources.values()), tuple(problems)


def _same_name(file: str) -> Problem:
    message = f"{file}: 同じ名前のファイルが二つあります。片方の名前を変えてから読み込み直してください。"
    return Problem(file=file, message=message, severity="refused")


def _extracted(source: Source, municipality: str | None) -> Extraction | Problem:
    """What a document tells; one that no rule was ready for is left out alone."""
    return spared(lambda: extract(source, municipality), source.file, "この文書だけ取り込みませんでした")


def _with_city(
    sources: Iterable[Source], read: Iterable[Extraction | Problem], city: str
) -> Iterator[Extraction | Problem]:
    """A document that tells no city belongs to the one that the others tell of."""
    for source, one in zip(sources, read, strict=True):
        is_homeless = isinstance(one, Extraction) and city_of(one) == UNKNOWN
        yield _extracted(source, city) if is_homeless else one
