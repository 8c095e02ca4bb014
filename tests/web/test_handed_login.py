"""A login that a reverse proxy hands over: believed from the addresses that the house named, and from no others."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest
from sites import NAME, PASSWORD, made_up_site
from starlette.testclient import TestClient

from keikaku.cli.doors import settings
from keikaku.cli.usage import CannotError
from keikaku.web.guard.handed import handed_by
from keikaku.web.server import create_app, uvicorn_server

pytestmark = pytest.mark.slow
PROXY, OTHER = "192.0.2.7", "192.0.2.8"
HEADER = "X-Remote-User"
PAGE = "/staff/logout"
"""A page of staff that needs no data."""


@pytest.fixture(scope="module", params=[False, True], ids=["no account", "with accounts"])
def app(request, tmp_path_factory):
    site = made_up_site(tmp_path_factory.mktemp("handed"))
    if request.param:
        site.accounts.set(NAME, PASSWORD)
    return create_app(replace(site, handed=handed_by(HEADER, PROXY)))


def status(app, client: str, headers) -> int:
    told = TestClient(app, client=(client, 5)).get(PAGE, headers=headers, follow_redirects=False)
    return told.status_code


def test_who_is_logged_in_at_the_proxy_is_logged_in_here(app):
    """Under any name that it gives."""
    assert status(app, PROXY, {HEADER: "kikaku"}) == 200
    assert status(app, PROXY, {HEADER.lower(): "企画".encode()}) == 200


@pytest.mark.parametrize(
    ("client", "headers"),
    [
        (OTHER, {HEADER: "kikaku"}),
        ("127.0.0.1", {HEADER: "kikaku"}),
        (
            OTHER,
            {HEADER: "kikaku", "x-forwarded-for": PROXY, "x-real-ip": PROXY, "forwarded": f"for={PROXY}"},
        ),
        (PROXY, {}),
        (PROXY, {HEADER: ""}),
        (PROXY, {HEADER: "   "}),
        (PROXY, {"X-Remote-Users": "kikaku", "Remote-User": "kikaku"}),
        (PROXY, [(HEADER, "kikaku"), (HEADER, "attacker")]),
        (PROXY, {HEADER: "a" * 1000}),
    ],
)
def test_nobody_else_is_by_that_header(app, client, headers):
    """Another address, no name, two names; where logins are handed over this machine is no exception."""
    assert status(app, client, headers) in {401, 403}


def test_a_page_of_another_site_changes_nothing_in_that_name(app):
    """The origin is looked at as before."""
    client = TestClient(app, client=(PROXY, 5))
    sent = client.post(PAGE, headers={HEADER: "kikaku", "origin": "https://evil.example"})
    assert sent.status_code == 403


@pytest.fixture(scope="module")
def served(tmp_path_factory) -> Iterator[str]:
    """A server as a house runs it, which believes 127.0.0.1 about visitors and 127.0.0.2 about logins."""
    site = made_up_site(tmp_path_factory.mktemp("served"))
    site = replace(site, handed=handed_by(HEADER, "127.0.0.2"))
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn_server(create_app(site))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    server.should_exit = True
    serving.join()


@pytest.mark.parametrize(("own", "told"), [("127.0.0.2", 200), ("127.0.0.1", 401)])
def test_the_address_is_that_of_the_connection(served, own, told):
    """A visitor whom a trusted proxy passes on says by X-Forwarded-For that he is the one: he is not believed."""
    transport = httpx.HTTPTransport(local_address=own)
    with httpx.Client(transport=transport) as client:
        headers = {HEADER: "kikaku", "x-forwarded-for": "127.0.0.2"}
        assert client.get(f"{served}{PAGE}", headers=headers).status_code == told


def test_half_a_setting_is_told(monkeypatch):
    """A header that would be believed from anywhere, or addresses without one."""
    for header, addresses in ((HEADER, ""), ("", PROXY), (HEADER, "everywhere"), ("X Remote", PROXY)):
        monkeypatch.setenv("KEIKAKU_LOGIN_HEADER", header)
        monkeypatch.setenv("KEIKAKU_LOGIN_FROM", addresses)
        with pytest.raises(CannotError, match="login_from"):
            settings.handed()
