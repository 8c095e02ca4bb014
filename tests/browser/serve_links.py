"""A server over a store of the made-up city with three generations; its argument is the folder of the store."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

if __name__ == "__main__":
    import midori

    from web.links_routes import link_routes
    from web.server import serve

    pages = link_routes(Path(sys.argv[1]), review=True)
    serve(midori.answer, lambda: midori.STATUS, port=0, pages=pages)
