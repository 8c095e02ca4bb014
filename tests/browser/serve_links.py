"""A server over a store of the made-up city with three generations; its argument is the folder of the store."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

if __name__ == "__main__":
    from sites import site_over

    from keikaku.graph.store.snapshot import open_snapshot
    from keikaku.qa.world.world import World
    from keikaku.web.links.routes import link_routes
    from keikaku.web.server import serve

    store = Path(sys.argv[1])
    pages = tuple(link_routes(store, review=True))
    serve(replace(site_over(store, World(open_snapshot(store))), staff=pages), port=0)
