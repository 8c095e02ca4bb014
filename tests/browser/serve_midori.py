"""A server over made-up answers, in a process of its own; its argument is a file for every address called."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2]), str(HERE.parents[1])]

if __name__ == "__main__":
    from serve_watched import watch

    watch(Path(sys.argv[1]))
    from sites import made_up_site

    from keikaku.web.server import serve

    with tempfile.TemporaryDirectory() as folder:
        serve(made_up_site(Path(folder)), port=int(sys.argv[2]) if len(sys.argv) > 2 else 0)
