"""Files and folders become extractions; what could not be read becomes problems, and the others go on.

A file that the store holds as these bytes, read by the same rules, is not read again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from keikaku.ingest.cities.city import UNKNOWN
from keikaku.ingest.extract import extract
from keikaku.ingest.formats.readers import bytes_of, find_files, name_of, read_source
from keikaku.ingest.isolation import Isolated, isolated
from keikaku.ingest.source import Source
from keikaku.ingest.sparing import spared
from keikaku.ontology.model.facts import Extraction, Municipality, Problem

Watched = Callable[[Sequence[Any], str], Iterable[Any]]
"""Gives things one by one, and shows how far it is with what is done with them, in words."""

Known = Mapping[tuple[str, str], Extraction]
"""What the store holds of documents, by the name of the file and the digest of its bytes."""
ROOT = Path(__file__).parents[1]
RULES = ("ontology", "ingest")
"""The folders whose every file may change what is read of a document."""
LIBRARIES = ("pypdfium2", "pdfplumber", "python-docx", "openpyxl", "selectolax", "fugashi", "unidic-lite")


@cache
def program() -> str:
    """By which program documents are read: a digest of its rules and of the libraries that open files."""
    digest = hashlib.sha256()
    for folder in RULES:
        for path in sorted((ROOT / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(path.relative_to(ROOT).as_posix().encode())
                digest.update(path.read_bytes())
    digest.update(repr([_installed(name) for name in LIBRARIES]).encode())
    return digest.hexdigest()


def _installed(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def read_as(*rules: object) -> str:
    """The name of the rules that hold: those of the program and what a build was told beside."""
    return hashlib.sha256(f"{program()}{rules!r}".encode()).hexdigest()[:16]


def known_of(extractions: Iterable[Extraction], rules: str) -> Known:
    """The documents that need not be read again where those rules hold, but those without a city."""
    found = (one for one in extractions if one.read_as == rules and city_of(one) != UNKNOWN)
    return {(one.document.file, one.document.digest): one for one in found}


def unwatched(things: Sequence[Any], _words: str) -> Iterable[Any]:
    """The things one by one."""
    return things


def unheard(_words: str) -> None:
    """Nobody listens."""


def read_documents(
    paths: Sequence[Path],
    municipality: str | None = None,
    watched: Watched = unwatched,
    known: Known | None = None,
    rules: str = "",
) -> tuple[tuple[Extraction, ...], tuple[Problem, ...]]:
    """Read every document of the paths.

    `municipality` names the city of all of them, whatever they tell; where it is not given, documents that
    tell none belong to the one city that the others tell of. What is `known` stands for its file; `rules` is
    noted with what is read now.
    """
    files, missing = find_files(tuple(paths))
    with isolated() as apart:
        sources, refused = _sources(watched(files, "文書を開いています"), apart, known or {})
    read = [_extracted(source, municipality, rules) for source in watched(sources, "文書を読んでいます")]
    cities = {city_of(one) for one in read if isinstance(one, Extraction)} - {UNKNOWN}
    if len(cities) == 1 and municipality is None:
        read = list(_with_city(sources, read, cities.pop()))
    extractions = tuple(one for one in read if isinstance(one, Extraction))
    told = tuple(problem for extraction in extractions for problem in extraction.problems)
    return extractions, (*missing, *refused, *(one for one in read if isinstance(one, Problem)), *told)


def city_of(extraction: Extraction) -> str:
    """The name of the municipality that a document belongs to."""
    return next((fact.label for fact in extraction.facts if isinstance(fact, Municipality)), UNKNOWN)


def _sources(
    files: Iterable[Path], apart: Isolated, known: Known
) -> tuple[tuple[Source | Extraction, ...], tuple[Problem, ...]]:
    """The files that could be read, or what is known of them; two of one name would be one document."""
    sources: dict[str, Source | Extraction] = {}
    problems: list[Problem] = []
    for path in files:
        source = _held(path, known) or read_source(path, apart=apart)
        if isinstance(source, Problem):
            problems.append(source)
            continue
        file, digest = _named(source)
        if file in sources and _named(sources[file]) != (file, digest):
            problems.append(_same_name(file))
        else:
            sources[file] = source
    return tuple(sources.values()), tuple(problems)


def _held(path: Path, known: Known) -> Extraction | None:
    """What is known of a file with these bytes."""
    name = name_of(path)
    if not any(name == file for file, _ in known):
        return None
    content = bytes_of(path)
    return None if content is None else known.get((name, hashlib.sha256(content).hexdigest()))


def _named(source: Source | Extraction) -> tuple[str, str]:
    one = source.document if isinstance(source, Extraction) else source
    return one.file, one.digest


def _same_name(file: str) -> Problem:
    message = f"{file}: 同じ名前のファイルが二つあります。片方の名前を変えてから読み込み直してください。"
    return Problem(file=file, message=message, severity="refused")


def _extracted(source: Source | Extraction, municipality: str | None, rules: str) -> Extraction | Problem:
    """What a document tells; one that no rule was ready for is left out alone."""
    if isinstance(source, Extraction):
        return source
    return spared(
        lambda: replace(extract(source, municipality), read_as=rules),
        source.file,
        "この文書だけ取り込みませんでした",
    )


def _with_city(
    sources: Iterable[Source | Extraction], read: Iterable[Extraction | Problem], city: str
) -> Iterator[Extraction | Problem]:
    """A document that tells no city belongs to the one that the others tell of: it is read with them."""
    for source, one in zip(sources, read, strict=True):
        is_homeless = isinstance(one, Extraction) and city_of(one) == UNKNOWN
        yield _extracted(source, city, "") if is_homeless else one
