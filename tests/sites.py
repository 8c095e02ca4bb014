"""A whole site over みどり市, for tests of the pages: a real store and a real index, made-up answers."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import midori
from argon2 import PasswordHasher

from keikaku.graph.search.index import build_index
from keikaku.graph.store.publish import publish
from keikaku.graph.store.snapshot import open_snapshot
from keikaku.graph.store.versions import internal_folder
from keikaku.ingest.pipeline import Options, build, entries_of
from keikaku.ontology.model import facts as m
from keikaku.ontology.model.vocabulary import BASE
from keikaku.qa.world.search import Search
from keikaku.qa.world.world import World
from keikaku.web.guard.accounts import Accounts
from keikaku.web.records.kept import Door, Records
from keikaku.web.server import Site
from tests.graph import made_up

NAME, PASSWORD = "企画係", "みどりの木は大きく育つ"
WORD = "翡翠計画"
PUBLIC = "みどり市窓口計画2030\n\n施策１　窓口の予約\n\n担当部署：市民部窓口課\n概要：窓口を予約できるようにする。\n"
INTERNAL = (
    f"みどり市内部検討計画2030\n\n施策１　{WORD}の検討\n\n担当部署：{WORD}室\n概要：{WORD}を検討する。\n"
)
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
"""Argon2 as it is, at a cost that a hundred log-ins of tests can pay."""
SHOWN = ("label", "text", "question", "answer", "holder", "retelling", "url")


def world_of(folder: Path, facts: Sequence[m.Fact], extractions: Sequence[m.Extraction]) -> World:
    """The facts published, indexed by words alone and opened."""
    index = folder / "index"
    build_index(entries_of(facts, BASE), None, index, folder / "cache")
    publish(folder / "store", extractions, facts, extras={"index": index})
    return opened(folder)


def opened(folder: Path) -> World:
    """What was published there."""
    snapshot = open_snapshot(folder / "store")
    return World(snapshot, Search(snapshot.folder / "index", lambda: None))


def made_up_site(folder: Path) -> Site:
    """The site of みどり市, without accounts; its store is a copy of one that each process publishes once."""
    shutil.copytree(Path(_published().name), folder, dirs_exist_ok=True)
    return site_over(folder, opened(folder))


@cache
def _published() -> TemporaryDirectory[str]:
    """Goes with the process."""
    folder = TemporaryDirectory(prefix="midori-")
    world_of(Path(folder.name), (*made_up.FACTS, made_up.MORE), made_up.EXTRACTIONS)
    return folder


def site_over(folder: Path, world: World) -> Site:
    """A site that answers from `midori` and shows the world."""
    return Site(
        answering=midori.answer,
        status=lambda: midori.STATUS,
        world=lambda: world,
        accounts=Accounts(folder / "accounts.txt", hasher=CHEAP),
        records=Records(folder, frozenset(Door)),
    )


def internal_store(folder: Path) -> Path:
    """A store with one public document, and one internal document that alone holds WORD."""
    (folder / "public.txt").write_text(PUBLIC, encoding="utf-8")
    (folder / "secret.txt").write_text(INTERNAL, encoding="utf-8")
    store = folder / "store"
    build([folder / "public.txt"], store, Options(municipality="みどり市"))
    inside = Options(municipality="みどり市", internal=True)
    build([folder / "secret.txt"], internal_folder(store), inside)
    return store


def hostile_world(folder: Path, texts: Sequence[str]) -> World:
    """みどり市 with a hostile text wherever a document, a file's name or the FAQ fills a page."""
    facts = tuple(_hostile(fact, texts[n % len(texts)]) for n, fact in enumerate(made_up.FACTS))
    extractions = tuple(
        replace(one, document=_hostile(one.document, texts[n]), facts=(), uses=(), problems=())
        for n, one in enumerate(made_up.EXTRACTIONS)
    )
    return world_of(folder, facts, extractions)


def _hostile(fact, text):
    named = {field.name for field in fields(fact)}
    told = {name: text for name in SHOWN if name in named and isinstance(getattr(fact, name), str)}
    if "evidence" in named:
        told["evidence"] = tuple(replace(one, quote=f"{text} の原文"[:300]) for one in fact.evidence)
    if "heading" in named:
        told["heading"] = (text,)
    if isinstance(fact, m.FaqEntry):
        told["department"] = text
    if isinstance(fact, m.Document):
        told["file"] = text
    return replace(fact, **told)
