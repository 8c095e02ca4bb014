"""How the server starts and ends."""

from __future__ import annotations

import socket
import sys
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import midori
import pytest
from conftest import END, HERE, Server, ask, open_page, start, stop
from playwright.sync_api import BrowserContext
from sites import made_up_site

from keikaku.web.server import CannotServeError, serve

EACH = 5
SLOW = quote(midori.SLOW_QUESTION)
# a connection that says nothing, half a head, half a body, an answer that is still being made and one that is not read
BEGUN = (
    b"",
    b"GET /plans HTTP/1.1\r\nHost: a\r\n",
    b"POST /api/ask HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
    f"GET /api/ask?q={SLOW} HTTP/1.1\r\nHost: a\r\n\r\n".encode(),
    b"GET /faq HTTP/1.1\r\nHost: a\r\n\r\n" * 20,
)


def _client(server: Server, began: bytes) -> socket.socket:
    """Somebody who began a request."""
    where = urlsplit(server.address)
    client = socket.create_connection((where.hostname, where.port))
    client.sendall(began)
    return client


@pytest.mark.browser
@pytest.mark.slow
def test_a_server_with_open_pages_ends_when_it_is_asked_to(context: BrowserContext, tmp_path: Path):
    """Within ten seconds, with status 0 and without a word, though two chats are open, one waiting, and others half way."""
    server = start([sys.executable, str(HERE / "serve_midori.py"), str(tmp_path / "calls.txt")], tmp_path)
    ask(open_page(context, server.address), "何件？")
    waiting = open_page(context, server.address)
    waiting.locator("#kk-box textarea").fill(midori.SLOW_QUESTION)
    waiting.locator("#kk-box .submit-button").click()
    clients = [_client(server, began) for began in BEGUN for _ in range(EACH)]
    assert stop(server) < END
    for client in clients:
        client.close()
    assert server.process.returncode == 0
    assert server.process.stderr
    assert server.process.stderr.read() == ""


@pytest.mark.slow
def test_a_taken_address_is_told_in_a_sentence(tmp_path: Path):
    """Before anything heavy is loaded."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(CannotServeError, match=f"127.0.0.1:{port} では開けません.*--port"):
            serve(made_up_site(tmp_path), port=port)


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("POST", "staff/gradio_api/upload", 403),
        ("GET", "staff/gradio_api/file=/etc/hostname", 403),
        ("GET", "staff/gradio_api/proxy=http://192.0.2.1/", 403),
        ("GET", "staff/gradio_api/runs", 403),
        ("GET", "docs", 404),
        ("GET", "api/status", 200),
        ("GET", "", 200),
        ("GET", "staff/", 200),
        ("GET", "staff/login", 200),
    ],
)
def test_what_a_visitor_can_reach(server: Server, method: str, path: str, status: int):
    """The page and its data; no file of the machine, no upload, no proxy, no history of questions."""
    response = httpx.request(
        method, server.address + path, files={"files": ("a.txt", b"x")} if method == "POST" else None
    )
    assert response.status_code == status
    assert response.headers["x-frame-options"] == "DENY"
