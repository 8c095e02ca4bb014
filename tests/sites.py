"""A whole site over みどり市, for tests of the pages: a real store and a real index, made-up answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from pathlib import Path

import midori

from graph.index import build_index
from graph.publish import publish
from graph.store import open_snapshot
from ingest.pipeline import entries_of
from ontology import model as m
from ontology.vocabulary import BASE
from qa.search import Search
from qa.world import World
from tests.graph import made_up
from web.accounts import Accounts
from web.records import Door, Records
from web.server import Site

NAME, PASSWORD = "企画係", "みどりの木は大きく育つ"
SHOWN = ("label", "text", "question", "answer", "holder", "retelling", "url")


def world_of(folder: Path, facts: Sequence[m.Fact], extractions: Sequence[m.Extraction]) -> World:
    """The facts published, indexed by words alone and opened."""
    index = folder / "index"
    build_index(entries_of(facts, BASE), None, index, folder / "cache")
    publish(folder / "store", extractions, facts, extras={"index": index})
    snapshot = open_snapshot(folder / "store")
    return World(snapshot, Search(snapshot.folder / "index", lambda: None))


def made_up_site(folder: Path) -> Site:
    """The site of みどり市, without accounts."""
    return site_over(folder, world_of(folder, (*made_up.FACTS, made_up.MORE), made_up.EXTRACTIONS))


def site_over(folder: Path, world: World) -> Site:
    """A site that answers from `midori` and shows the world."""
    return Site(
        answering=midori.answer,
        status=lambda: midori.STATUS,
        world=lambda: world,
        accounts=Accounts(folder / "accounts.txt"),
        records=Records(folder, frozenset(Door)),
    )


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
