"""Every response carries the security headers: each route by each method, refusals, faults and what is not there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from httpx import Response
from sites import NAME, PASSWORD, made_up_site
from starlette.responses import HTMLResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from keikaku.web.guard.limits import RATE
from keikaku.web.guard.middleware import BODY_LIMIT, CHAT, CHAT_POLICY, POLICY, STAFF_POLICY
from keikaku.web.server import create_app

pytestmark = pytest.mark.slow

HERE = "http://127.0.0.1:7860"
NEAR, AWAY = ("127.0.0.1", 1), ("203.0.113.7", 1)
WANTED = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
}
METHODS = ("GET", "HEAD", "POST", "DELETE", "OPTIONS")
ODD = ("/nowhere", "/static/nothing.css", "/static/..%2f..%2fetc%2fpasswd", "//", "/id/", "/api/", "/staff/x")


def _broken(_: object) -> HTMLResponse:
    raise RuntimeError


def _shown(_: object) -> HTMLResponse:
    return HTMLResponse("<p>desk")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """みどり市 with a page that breaks and a staff page."""
    pages = (Route("/staff/broken", _broken), Route("/staff/desk", _shown))
    return replace(made_up_site(tmp_path_factory.mktemp("headers")), staff=pages)


@pytest.fixture(scope="module")
def app(site):
    return create_app(site)


@pytest.fixture(scope="module")
def near(app) -> TestClient:
    return TestClient(app, base_url=HERE, client=NEAR, follow_redirects=False)


def paths(routes: list[BaseRoute], above: str = "") -> Iterator[str]:
    """Every path of the route table, what a path asks for filled with an x."""
    for route in routes:
        path = above + (getattr(route, "path", "") or "")
        inner = route if isinstance(route, Mount) else getattr(route, "original_router", None)
        if inner is not None:
            yield from paths(list(inner.routes), path)
        else:
            yield re.sub(r"{[^}]*}", "x", path) or "/"


def _same(answer) -> None:
    told = answer.headers
    where = (answer.request.method, str(answer.request.url), answer.status_code)
    assert {name: told.get(name) for name in WANTED} == WANTED, where
    assert "camera=()" in told["permissions-policy"], where
    policy = told.get_list("content-security-policy")
    assert len(policy) == 1, where
    assert {"frame-ancestors 'none'", "form-action 'self'"} <= set(policy[0].split("; ")), where
    assert "unsafe" not in policy[0] or answer.request.url.path == CHAT, where
    assert "http" not in policy[0], where


def test_every_route_carries_the_headers_by_every_method(app, near):
    """Taken from the route table; Gradio's streams do not end, so what it serves is not read."""
    every = sorted(set(paths(list(app.routes))))
    assert len(every) > 60
    for path in (*every, *ODD):
        for method in METHODS:
            if (method, "gradio_api" in path) != ("GET", True):
                _same(near.request(method, path))


def _refused_by_rate(client: TestClient) -> Response:
    """The first answer of too many; a slow machine fills the bucket again while it is asked."""
    answers = (client.get("/plans") for _ in range(20 * RATE))
    return next(answer for answer in answers if answer.status_code == 429)


def test_every_refusal_carries_the_headers(app, near):
    """400, 403, 404, 405, 411, 413, 429 and 500."""
    one_mebibyte = b"x" * (BODY_LIMIT + 1)
    far = TestClient(app, base_url=HERE, client=AWAY, follow_redirects=False)
    answers = [
        near.get("/api/search"),
        far.get("/staff/"),
        near.get("/nowhere"),
        near.post("/plans"),
        near.post("/staff/desk", content=iter([b"x"])),
        near.post("/api/ask", content=one_mebibyte),
        near.post("/api/ask", content=iter([one_mebibyte])),
        near.get("/staff/broken"),
        far.get("/static/icon.svg"),
        _refused_by_rate(far),
    ]
    for answer in answers:
        _same(answer)
    assert [answer.status_code for answer in answers] == [400, 403, 404, 405, 411, 413, 413, 500, 200, 429]


def test_a_refusal_to_log_in_carries_the_headers(tmp_path):
    """On a site of its own: one that had accounts stays closed without them."""
    site = replace(made_up_site(tmp_path), staff=(Route("/staff/desk", _shown),))
    site.accounts.set(NAME, PASSWORD)
    far = TestClient(create_app(site), base_url=HERE, client=AWAY, follow_redirects=False)
    refused = [far.get("/staff/desk"), far.get("/staff/desk", headers={"accept": "text/html"})]
    for answer in refused:
        _same(answer)
    assert [answer.status_code for answer in refused] == [401, 303]


@pytest.mark.parametrize(
    ("path", "policy"),
    [
        ("/", POLICY),
        ("/search?q=x", POLICY),
        ("/staff/login", POLICY),
        ("/staff/logout", POLICY),
        ("/staff/desk", STAFF_POLICY),
        ("/nowhere", POLICY),
    ],
)
def test_a_page_may_do_no_more_than_it_needs(near, path, policy):
    """Citizens' pages run nothing; staff's run our own files; neither writes styles into itself."""
    told = near.get(path).headers["content-security-policy"]
    assert told == policy
    assert told.startswith("default-src 'none'")
    assert ("script-src" in told) == (policy is STAFF_POLICY)


def test_the_chat_runs_the_scripts_that_it_was_sent_with_and_no_handler(near):
    """Each carries the mark of its response, which no other response has."""
    one, other = near.get(CHAT), near.get(CHAT)
    marks = [
        re.search(r"'nonce-([^']{20,})'", answer.headers["content-security-policy"])
        for answer in (one, other)
    ]
    assert all(marks)
    assert marks[0][1] != marks[1][1]
    scripts = re.findall(r"<script\b.*?</script>", one.text, re.DOTALL)
    assert len(scripts) > 4
    assert all(script.startswith(f'<script nonce="{marks[0][1]}"') for script in scripts)
    assert "'unsafe-inline'" not in CHAT_POLICY.partition("script-src")[2].partition(";")[0]


def test_what_is_json_is_never_taken_for_a_page(near):
    """A question that is mark-up comes back as data."""
    told = near.get("/api/ask", params={"q": "<script>x</script>"})
    assert told.headers["content-type"] == "application/json"
