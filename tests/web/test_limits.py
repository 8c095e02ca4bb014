"""How often one address may ask."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from keikaku.web.guard.limits import LOGIN, LOGINS, REMEMBERED, Buckets, RateLimit, networks
from keikaku.web.guard.middleware import Protection
from keikaku.web.guard.problems import PROGRAMS

RATE = 5


@pytest.fixture
def app():
    served = [
        Route(path, lambda _: PlainTextResponse("ok")) for path in ("/", "/api/ask", "/static/public.css")
    ]

    async def login(request: Request) -> PlainTextResponse:
        return PlainTextResponse("", 303 if (await request.form())["as"] == "right" else 403)

    served.append(Route(LOGIN, login, methods=["POST"]))
    limit = Middleware(RateLimit, exempt=networks("192.0.2.0/24,2001:db8:1::/48"), rate=RATE)
    return Starlette(routes=served, middleware=[Middleware(Protection), limit])


def statuses(app, host: str, path: str = "/", count: int = RATE + 2) -> list[int]:
    client = TestClient(app, client=(host, 1))
    return [client.get(path).status_code for _ in range(count)]


def test_one_address_more_than_its_share_waits(app):
    """Others do not."""
    assert statuses(app, "203.0.113.1") == [200] * RATE + [429, 429]
    assert statuses(app, "203.0.113.2", count=1) == [200]


@pytest.mark.parametrize("door", [*PROGRAMS, "/id/a", "/ontology", "/catalog.ttl", "/void.ttl", "/feed.atom"])
def test_the_doors_for_programs_are_counted_as_the_pages_are(app, door):
    """Whether they are there or not."""
    found = statuses(app, "203.0.113.3", door)
    assert 429 not in found[:RATE]
    assert found[RATE:] == [429, 429]


def test_the_refusal_tells_when_to_come_back(app):
    """In a header for programs and a sentence for people, with the security headers."""
    statuses(app, "203.0.113.1")
    refused = TestClient(app, client=("203.0.113.1", 1)).get("/api/ask")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert "秒後" in refused.json()["error"]
    assert refused.headers["x-frame-options"] == "DENY"


HOUSES = ("127.0.0.1", "::1", "192.0.2.77", "2001:db8:1::5")


@pytest.mark.parametrize("host", HOUSES)
def test_nobody_guesses_passwords_without_end(app, host):
    """This machine and the named networks neither."""
    client = TestClient(app, client=(host, 1))
    tried = [client.post(LOGIN, data={"as": "wrong"}).status_code for _ in range(LOGINS + 3)]
    assert tried == [403] * LOGINS + [429] * 3


def test_a_house_behind_one_address_logs_in_at_nine_o_clock(app):
    """What led on is not counted, and what failed in between is."""
    client = TestClient(app, client=("203.0.113.7", 1), follow_redirects=False)
    tried = [client.post(LOGIN, data={"as": "right"}).status_code for _ in range(3 * LOGINS)]
    assert set(tried) == {303}
    tried = [client.post(LOGIN, data={"as": "wrong"}).status_code for _ in range(LOGINS + 1)]
    assert tried[-1] == 429


@pytest.mark.parametrize("host", HOUSES)
def test_this_machine_and_named_networks_are_never_refused(app, host):
    """A city hall sits behind one address."""
    assert set(statuses(app, host)) == {200}


def test_one_household_of_ipv6_is_one_address(app):
    """Its 2 to the power of 64 addresses share a bucket."""
    assert [statuses(app, f"2001:db8:2::{n}", count=1)[0] for n in range(RATE + 1)] == [200] * RATE + [429]


def test_small_files_are_free(app):
    """A page may have as many of them as it likes."""
    assert set(statuses(app, "203.0.113.4", "/static/public.css")) == {200}


def test_a_bucket_fills_again():
    """A second of waiting for each request at sixty a minute."""
    now = [0.0]
    buckets = Buckets(60, lambda: now[0])
    assert [buckets.wait("a") for _ in range(60)] == [0.0] * 60
    assert buckets.wait("a") == pytest.approx(1.0)
    now[0] = 1.0
    assert buckets.wait("a") == 0.0
    assert buckets.wait("a") > 0


def test_a_flood_of_addresses_takes_no_more_memory():
    """The one that was silent longest is forgotten."""
    buckets = Buckets(1, lambda: 0.0)
    for number in range(REMEMBERED + 50):
        buckets.wait(str(number))
    assert len(buckets._seen) == REMEMBERED
