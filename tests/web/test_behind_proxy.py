"""The site behind a reverse proxy: below a path of its host, over https, for visitors at other addresses."""

from __future__ import annotations

import html
import re
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest
from proxy import ROOT, proxy_to
from sites import NAME, PASSWORD, made_up_site
from test_staff import FORM_TOKEN

from keikaku.web.guard.limits import RATE
from keikaku.web.html.rooted import root_of
from keikaku.web.server import create_app, uvicorn_server

ADDRESS = re.compile(r"""(?:href|action|src)="(/[^"]*)\"""")


@dataclass(frozen=True)
class Behind:
    """Where a proxy listens; whose visits it passes on is told by a header of the tests."""

    address: str

    def visit(
        self, path: str, *, visitor: str = "203.0.113.9", method: str = "GET", **more
    ) -> httpx.Response:
        headers = {"x-visitor": visitor, "accept": "text/html", **more.pop("headers", {})}
        return httpx.request(method, self.address + path, headers=headers, **more)


@pytest.fixture(scope="module", params=[False, True], ids=["path passed on", "path taken off"])
def behind(request, tmp_path_factory) -> Iterator[Behind]:
    """Our server as it is served, and a proxy before it that shows it below /keikaku."""
    site = replace(made_up_site(tmp_path_factory.mktemp("proxied")), root=root_of(f"{ROOT}/"))
    site.accounts.set(NAME, PASSWORD)
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn_server(create_app(site))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    proxy = proxy_to(listening.getsockname()[1], strips=request.param)
    passing = threading.Thread(target=proxy.serve_forever)
    serving.start()
    passing.start()
    yield Behind(f"http://127.0.0.1:{proxy.server_address[1]}")
    proxy.shutdown()
    server.should_exit = True
    serving.join()
    passing.join()


def addressed(page: str) -> list[str]:
    """The addresses of this site that stand in a page."""
    return [html.unescape(found) for found in ADDRESS.findall(page)]


def login(behind: Behind, visitor: httpx.Client) -> httpx.Response:
    """As a browser does it: the form by its own address, with the page's own origin."""
    form = visitor.get(f"{behind.address}{ROOT}/staff/login?next=/staff/")
    token, action = FORM_TOKEN.search(form.text), re.search(r'action="([^"]+)"', form.text)
    assert token
    assert action
    data = {"token": token[1], "next": "/staff/", "name": NAME, "password": PASSWORD}
    return visitor.post(behind.address + action[1], data=data, headers={"origin": behind.address})


def insecure(visitor: httpx.Client, answer: httpx.Response) -> None:
    """Takes the cookies although this test speaks http to the proxy: a browser speaks https."""
    for cookie in answer.headers.get_list("set-cookie"):
        name, _, value = cookie.split(";")[0].partition("=")
        visitor.headers["cookie"] = "; ".join(
            filter(None, [visitor.headers.get("cookie"), f"{name}={value}"])
        )


@pytest.mark.slow
def test_every_address_of_every_page_leads_below_the_path(behind: Behind):
    """Links, forms, style sheets; each of them opens."""
    seen: set[str] = set()
    waiting = [f"{ROOT}/", f"{ROOT}/plans?lang=en", f"{ROOT}/search?q=窓口", f"{ROOT}/id/x/plan/none"]
    while waiting and len(seen) < 60:
        path = waiting.pop()
        seen.add(path)
        page = behind.visit(path, visitor=f"203.0.113.{len(seen)}", follow_redirects=False)
        assert page.status_code in {200, 303} or "none" in path, path
        if page.status_code == 303:
            assert page.headers["location"].startswith(f"{ROOT}/staff/login")
        addresses = {urlsplit(found)._replace(fragment="").geturl() for found in addressed(page.text)}
        assert {one for one in addresses if not one.startswith(f"{ROOT}/")} == set()
        waiting += sorted(addresses - seen - {*waiting})
    assert len(seen) > 30


@pytest.mark.slow
def test_a_key_with_a_slash_in_it_arrives_as_it_was_sent(behind: Behind):
    """What is not there is told below the path too."""
    page = behind.visit(f"{ROOT}/id/%E3%81%BF%E3%81%A9%E3%82%8A%E5%B8%82/plan/PPP%2FPFI")
    assert page.status_code == 404
    assert f'href="{ROOT}/id/%E3%81%BF' in page.text


@pytest.mark.slow
def test_the_path_without_its_slash_is_the_first_page(behind: Behind):
    assert behind.visit(ROOT).status_code == 200
    assert behind.visit(f"{ROOT}x/").status_code == 404


@pytest.mark.slow
def test_staff_are_sent_to_the_form_and_log_in_over_https(behind: Behind):
    """Redirects stay below the path; the cookie is for this door alone and for https alone."""
    sent = behind.visit(f"{ROOT}/staff/", follow_redirects=False)
    assert (sent.status_code, sent.headers["location"]) == (303, f"{ROOT}/staff/login?next=/staff/")
    with httpx.Client(headers={"x-visitor": "203.0.113.80"}) as visitor:
        insecure(visitor, visitor.get(f"{behind.address}{ROOT}/staff/login"))
        form = behind.visit(f"{ROOT}/staff/login")
        for cookie in form.headers.get_list("set-cookie"):
            assert f"Path={ROOT}/staff" in cookie
            assert "Secure" in cookie
        visitor.headers.pop("cookie")
        visitor.event_hooks["response"].append(lambda answer: insecure(visitor, answer))
        entered = login(behind, visitor)
        assert (entered.status_code, entered.headers["location"]) == (303, f"{ROOT}/staff/")
        chat = visitor.get(f"{behind.address}{ROOT}/staff/")
        assert chat.status_code == 200
        wrong = [one for one in ADDRESS.findall(chat.text) if not one.startswith(f"{ROOT}/staff/")]
        assert wrong == []
        config = visitor.get(f"{behind.address}{ROOT}/staff/config").json()
        assert urlsplit(config["root"]).path == f"{ROOT}/staff"
        assert urlsplit(config["root"]).scheme == "https"
        head = next(
            c["props"]["value"] for c in config["components"] if c["props"].get("elem_id") == "kk-head"
        )
        assert f'href="{ROOT}/"' in head


@pytest.mark.slow
def test_the_door_stays_shut_on_every_way_to_it(behind: Behind):
    """With the path, without it, twice, and with tricks in it; no proxy's word opens it."""
    ways = [
        "/staff/",
        f"{ROOT}/staff/config",
        f"{ROOT}{ROOT}/staff/",
        f"{ROOT}//staff/",
        f"/x/..{ROOT}/staff/links",
    ]
    for way in ways:
        for headers in ({}, {"x-forwarded-for": "127.0.0.1"}, {"host": "127.0.0.1"}):
            answer = behind.visit(way, headers={"accept": "application/json", **headers})
            assert answer.status_code in {401, 403, 404}, (way, headers)


@pytest.mark.slow
def test_each_visitor_behind_the_proxy_has_a_limit_of_their_own(behind: Behind):
    """An address that a visitor writes into the header counts for nothing."""
    asking = httpx.QueryParams(q="")  # answered in no time, so that the limit fills no faster than it empties
    answers = []
    while len(answers) < 5 * RATE and (not answers or answers[-1].status_code != 429):
        forged = {"x-forwarded-for": f"198.51.100.{len(answers)}"}
        answers.append(behind.visit(f"{ROOT}/api/search", visitor="192.0.2.7", headers=forged, params=asking))
    assert answers[0].status_code == 400
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert behind.visit(f"{ROOT}/about", visitor="192.0.2.8").status_code == 200


@pytest.mark.parametrize("root", ["keikaku", "/a b", "/a//b", "//a", "/a?b", "/計画", "/..", "https://a/"])
def test_what_is_no_path_is_no_root_path(root: str):
    with pytest.raises(ValueError, match=re.escape(root)):
        root_of(root)


def test_no_template_writes_an_address_that_forgets_the_path():
    """An address of this site is made by `here`, `frame.at` or `frame.to`; a script reads it from its page."""
    web = Path(__file__).parents[2] / "web"
    forgetful = re.compile(r"""(?:href|action|src)=["']/|(?:fetch|import|open)\(["'`]/|url\(["']?/""")
    files = [path for kind in ("html", "js", "css") for path in web.rglob(f"*.{kind}")]
    assert len(files) > 10
    assert [str(path.relative_to(web)) for path in files if forgetful.search(path.read_text("utf-8"))] == []
