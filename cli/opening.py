"""What answers questions on a store: the one place where graph, index and model are joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from pathlib import Path

    from keikaku.graph.search.encoder import Encoder
    from keikaku.graph.store.snapshot import Snapshot
    from keikaku.qa.answerer import Answerer


def answerer_of(store: Path, *, cold: bool = True, internal: bool = False) -> Answerer:
    """Everything that answers questions on the current version of a store."""
    from keikaku.graph.store.versions import current

    found = answerer_at(current(store, internal=internal), cold=cold, internal=internal)
    return found if internal else _from_engine(found)


def _from_engine(found: Answerer) -> Answerer:
    """The same with its facts from the endpoint that is set, where one is."""
    from dataclasses import replace

    from keikaku.cli.doors.settings import base, engine

    address = engine()
    if not address:
        return found
    from keikaku.graph.sparql.endpoint import engined
    from keikaku.qa.world.world import World

    world = found.world
    return replace(found, world=World(engined(cast("Snapshot", world.facts), address, base()), world.search))


def answerer_at(version: Path, *, cold: bool = True, internal: bool = False) -> Answerer:
    """The same on one version, by its folder."""
    from keikaku.graph.store.snapshot import open_version
    from keikaku.qa.answerer import Answerer
    from keikaku.qa.world.search import Search
    from keikaku.qa.world.world import World

    def encoder() -> Encoder | None:
        from keikaku.graph.search.encoder import default_encoder

        return default_encoder(cold=cold)

    snapshot = open_version(version, memory=not cold, internal=internal)
    index = snapshot.folder / "index"
    search = Search(index, encoder) if index.exists() else None
    return Answerer(World(snapshot, search))
