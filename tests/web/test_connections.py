"""No address keeps more than its share of connections, and none keeps one without asking."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from keikaku.web.html.texts import SLOW_HEAD, TOO_MANY_CONNECTIONS
from keikaku.web.server import uvicorn_server

MOST, SECONDS = 4, 0.4
WHOLE = b"GET / HTTP/1.1\r\nhost: a\r\n\r\n"


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A server that bears little."""

    def slow(_request: object) -> PlainTextResponse:
        time.sleep(2 * SECONDS)
        return PlainTextResponse("slow")

    app = Starlette(routes=[Route("/", lambda _: PlainTextResponse("whole")), Route("/slow", slow)])
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn_server(app, MOST, SECONDS)
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    serving.join()


@contextmanager
def connection(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as one:
        yield one


def whole(one: socket.socket) -> bool:
    """Whether a whole answer comes, in as many parts as it likes."""
    answer = b""
    while part := one.recv(65536):
        answer += part
        if answer.endswith(b"whole"):
            return True
    return False


def told(one: socket.socket) -> str:
    """All that comes until the server closes."""
    parts = []
    try:
        while part := one.recv(65536):
            parts.append(part)
    except ConnectionResetError:
        pass
    return b"".join(parts).decode()


@pytest.mark.slow
def test_a_head_that_does_not_come_whole_ends_its_connection(port):
    """However many bytes come now and then, and after a whole request too."""
    for first in (b"", WHOLE):
        with connection(port) as one:
            if first:
                one.sendall(first)
                assert whole(one)
            began = time.monotonic()
            one.settimeout(0.05)
            answer = b""
            for byte in WHOLE[:-1] * 3:
                try:
                    one.sendall(bytes([byte]))
                    if part := one.recv(65536):
                        answer += part
                        break
                except TimeoutError:
                    continue
                except (ConnectionResetError, BrokenPipeError):
                    break
            assert SECONDS / 2 < time.monotonic() - began < 4 * SECONDS
            assert b" 408 " in answer
            assert SLOW_HEAD.encode() in answer


def test_a_connection_that_asks_nothing_is_closed(port):
    """After the same time."""
    with connection(port) as one:
        began = time.monotonic()
        assert " 408 " in told(one)
        assert time.monotonic() - began < 4 * SECONDS


@pytest.mark.slow
def test_an_answer_may_take_longer_than_a_head(port):
    """The time ends with the head."""
    with connection(port) as one:
        one.sendall(WHOLE.replace(b"/ ", b"/slow ", 1).replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
        assert told(one).endswith("slow")


def test_one_address_has_so_many_connections_and_gets_them_back(port):
    """The next is refused with a sentence, and let in when another has ended."""
    held = [socket.create_connection(("127.0.0.1", port), timeout=5) for _ in range(MOST)]
    try:
        for one in held:
            one.sendall(WHOLE)
            assert whole(one)
        with connection(port) as more:
            answer = told(more)
            assert answer.startswith("HTTP/1.1 503 ")
            assert TOO_MANY_CONNECTIONS in answer
    finally:
        for one in held:
            one.close()
    time.sleep(0.2)
    for _ in range(3 * MOST):
        with connection(port) as one:
            one.sendall(WHOLE)
            assert whole(one)
