"""A server over hostile documents, file names, FAQ, answers and decisions; its argument is an empty folder."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

if __name__ == "__main__":
    import hostile
    from sites import site_over, world_of

    from keikaku.web.links.routes import link_routes
    from keikaku.web.server import serve

    folder = Path(sys.argv[1])
    world = world_of(folder, hostile.facts(hostile.XSS), hostile.extractions(hostile.XSS))
    site = replace(
        site_over(folder, world),
        answering=hostile.answer,
        status=lambda: hostile.STATUS,
        staff=tuple(link_routes(folder / "store", review=True)),
    )
    serve(site, port=0)
