"""How the server starts and ends."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from conftest import END, HERE, ask, open_page, start, stop
from playwright.sync_api import BrowserContext

from web.server import CannotServeError, serve


@pytest.mark.browser
@pytest.mark.slow
def test_a_server_with_open_pages_ends_when_it_is_asked_to(context: BrowserContext, tmp_path: Path):
    """Within ten seconds, with status 0 and without a word, though a browser still listens."""
    server = start([sys.executable, str(HERE / "serve_midori.py"), str(tmp_path / "calls.txt")], tmp_path)
    ask(open_page(context, server.address), "何件？")
    assert stop(server) < END
    assert server.process.returncode == 0
    assert server.process.stderr
    assert server.process.stderr.read() == ""


def test_a_taken_address_is_told_in_a_sentence():
    """Before anything heavy is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServeError, match=f"127.0.0.1:{port} では開けません.*--port"):
            serve(lambda *_: None, lambda: None, port=port)
