"""The staff's door: nothing behind it opens to whoever is not logged in."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi import FastAPI
from sites import NAME, PASSWORD, made_up_site
from starlette.responses import PlainTextResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.testclient import TestClient

from keikaku.cli.desk import desk_of, lessons_of
from keikaku.web.desk.routes import desk_routes
from keikaku.web.guard.accounts import KNOWN, Accounts, AccountsError
from keikaku.web.guard.limits import LOGINS
from keikaku.web.guard.staff import DOOR
from keikaku.web.html import texts
from keikaku.web.lessons.routes import lesson_routes
from keikaku.web.server import CannotServeError, Site, create_app, pages_app, serve

HERE = "http://127.0.0.1:7860"
AWAY = ("203.0.113.9", 40000)
OPEN = {"/staff/login"}
FORM_TOKEN = re.compile(r'name="token" value="([^"]+)"')
CHAT = Route("/staff/", lambda _: PlainTextResponse("チャット"))
"""Stands where the chat is mounted, which takes Gradio and seconds."""


def paged(site: Site) -> FastAPI:
    """The doors with their guard, and the chat as one line."""
    return pages_app(replace(site, staff=(*site.staff, CHAT)))


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Site:
    folder = tmp_path_factory.mktemp("staff")
    made = made_up_site(folder)
    made.accounts.set(NAME, PASSWORD)
    pages = (
        Route("/staff/links", lambda _: PlainTextResponse("審査")),
        *desk_routes(desk_of(folder / "store")),
        *lesson_routes(desk_of(folder / "store"), lessons_of(folder / "store")),
    )
    return replace(made, staff=pages)


@pytest.fixture(scope="module")
def app(site):
    return paged(site)


@pytest.fixture
def client(app) -> TestClient:
    """Somebody at another machine."""
    return TestClient(app, base_url=HERE, client=AWAY, follow_redirects=False)


def staff_routes(routes: list[BaseRoute], above: str = "") -> list[tuple[str, str]]:
    """Every method and path below the door, Gradio's own too; what a path asks for is filled with an x."""
    found = []
    for route in routes:
        path = above + (getattr(route, "path", "") or "")
        inner = route if isinstance(route, Mount) else getattr(route, "original_router", None)
        if inner is not None:  # what is mounted, and what a router of FastAPI includes
            found += staff_routes(list(inner.routes), path)
        elif path.startswith(DOOR):
            filled = re.sub(r"{[^}]*}", "x", path)
            found += [(method, filled) for method in getattr(route, "methods", None) or {"GET"}]
    return found


@pytest.mark.slow
def test_every_staff_route_refuses_whoever_is_not_logged_in(site):
    """Taken from the route table, so that a page added later is in the test the same day."""
    app = create_app(site)
    client = TestClient(app, base_url=HERE, client=AWAY, follow_redirects=False)
    routes = staff_routes(list(app.routes))
    assert len(routes) > 60
    assert {"/staff/links", "/staff/answer", "/staff/records", "/staff/records/x.csv"} <= {
        path for _, path in routes
    }
    assert {"/staff/gradio_api/queue/join", "/staff/"} <= {path for _, path in routes}
    assert {("POST", "/staff/documents/upload"), ("POST", "/staff/coverage/correct")} <= set(routes)
    for method, path in routes:
        if path in OPEN:
            continue
        answer = client.request(method, path)
        assert answer.status_code in {401, 403}, (method, path)
        page = client.request(method, path, headers={"accept": "text/html"})
        to_login = page.status_code == 303 and page.headers["location"].startswith("/staff/login")
        assert to_login or page.status_code in {401, 403}, (method, path)


def login(client: TestClient, name: str = NAME, password: str = PASSWORD, target: str = "", **more):
    """Opens the form and sends it back."""
    form = client.get("/staff/login", params={"next": target})
    token = FORM_TOKEN.search(form.text)
    assert token
    data = {"token": token.group(1), "next": target, "name": name, "password": password, **more}
    return client.post("/staff/login", data=data, headers={"origin": HERE})


def test_a_login_opens_the_door_and_a_logout_closes_it(client):
    """The cookie is for this door alone, and no script reads it."""
    answer = login(client, target="/staff/links")
    assert (answer.status_code, answer.headers["location"]) == (303, "/staff/links")
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("HttpOnly", "Path=/staff", "SameSite=lax"))
    assert client.get("/staff/links").text == "審査"
    assert client.get("/staff/").status_code == 200
    assert client.post("/staff/logout", headers={"origin": HERE}).status_code == 303
    assert client.get("/staff/links").status_code == 401


def test_a_logout_ends_the_login_on_the_server(app, client):
    """A copy of the cookie opens nothing any more, and another login of the same name goes on."""
    login(client)
    copy = TestClient(app, base_url=HERE, client=AWAY, cookies=client.cookies)
    other = TestClient(app, base_url=HERE, client=AWAY, follow_redirects=False)
    login(other)
    assert copy.get("/staff/links").status_code == 200
    client.post("/staff/logout", headers={"origin": HERE})
    assert copy.get("/staff/links").status_code == 401
    assert other.get("/staff/links").status_code == 200


def test_a_permanent_link_leads_to_its_answer_after_the_login_too(client):
    """The question is not lost on the way."""
    link = "/staff/answer?q=%E4%BD%95%E4%BB%B6&q=a..b&version=1"
    sent = client.get(link, headers={"accept": "text/html"}).headers["location"]
    target = parse_qs(urlsplit(sent).query)["next"][0]
    assert target == link
    assert login(client, target=target).headers["location"] == link
    assert login(client, target="/staff/../x?q=1").headers["location"] == "/staff/"


def test_over_https_the_cookie_goes_nowhere_else(app):
    """A proxy that speaks https tells its scheme."""
    client = TestClient(app, base_url="https://127.0.0.1:7860", client=AWAY, follow_redirects=False)
    assert "Secure" in client.get("/staff/login").headers["set-cookie"]


@pytest.mark.parametrize(
    ("name", "password"), [(NAME, "x"), ("nobody", PASSWORD), ("", ""), (NAME, ""), ("a:b", PASSWORD)]
)
def test_a_wrong_name_and_a_wrong_password_are_told_alike(app, name, password):
    """So that nobody learns which names there are."""
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 1), follow_redirects=False)
    answer = login(client, name, password)
    assert answer.status_code == 403
    assert "名前かパスワードが違います" in answer.text
    assert "kk_session" not in answer.headers.get("set-cookie", "")


def test_a_form_of_another_browser_is_refused(app):
    """A page elsewhere cannot log a visitor in."""
    one, other = (TestClient(app, base_url=HERE, client=("127.0.0.1", 1)) for _ in range(2))
    token = FORM_TOKEN.search(one.get("/staff/login").text)
    assert token
    other.get("/staff/login")
    sent = {"token": token.group(1), "name": NAME, "password": PASSWORD, "next": ""}
    assert "期限が切れました" in other.post("/staff/login", data=sent).text
    assert "期限が切れました" in one.post("/staff/login", data={**sent, "token": "x"}).text


def test_a_request_from_another_site_changes_nothing(client):
    """Even with a session: the browser tells where the page came from."""
    login(client)
    assert client.post("/staff/logout", headers={"origin": "https://evil.example"}).status_code == 403
    assert client.post("/staff/logout", headers={"origin": "null"}).status_code == 403
    assert client.get("/staff/links").status_code == 200


@pytest.mark.parametrize("cookie", ["", "x", "WyJhIl0.x.y", "W10.aaaa.bbbb", '"', "a" * 5000])
def test_a_made_up_session_opens_nothing(app, cookie):
    """The signature is ours or none."""
    client = TestClient(app, base_url=HERE, client=AWAY, headers={"cookie": f"kk_session={cookie}"})
    assert client.get("/staff/links").status_code == 401


def test_a_changed_password_and_a_removed_account_end_their_sessions(tmp_path):
    """At once, without a restart."""
    site = made_up_site(tmp_path)
    site.accounts.set(NAME, PASSWORD)
    site.accounts.set("other", PASSWORD)
    client = TestClient(paged(site), base_url=HERE, client=AWAY, follow_redirects=False)
    login(client)
    assert client.get("/staff/").status_code == 200
    site.accounts.set(NAME, PASSWORD + "2")
    assert client.get("/staff/").status_code == 401
    login(client, password=PASSWORD + "2")
    assert client.get("/staff/").status_code == 200
    assert site.accounts.remove(NAME)
    assert client.get("/staff/").status_code == 401


def test_passwords_are_kept_as_hashes_for_their_owner_alone(site):
    """Nobody who reads the file knows one."""
    text = site.accounts.path.read_text(encoding="utf-8")
    assert PASSWORD not in text
    assert f"{NAME}:$argon2id$" in text
    assert site.accounts.path.stat().st_mode & 0o077 == 0


def test_a_broken_accounts_file_is_told_by_its_line(tmp_path):
    """It never counts as no accounts."""
    site = made_up_site(tmp_path)
    site.accounts.path.write_text("# staff\nname plain\n", encoding="utf-8")
    with pytest.raises(AccountsError, match="2行目"):
        serve(site, host="127.0.0.1", port=0)


def test_without_accounts_only_this_machine_passes(tmp_path):
    """Neither another machine, nor a proxy, nor a foreign name for this machine's address."""
    app = paged(made_up_site(tmp_path))
    here = ("127.0.0.1", 5)

    def status(base=HERE, client=here, **headers):
        return TestClient(app, base_url=base, client=client).get("/staff/", headers=headers).status_code

    assert status() == 200
    assert status("http://localhost:7860") == 200
    assert status("http://[::1]:7860", ("::1", 5)) == 200
    assert status(client=AWAY) == 403
    assert status("http://keikaku.example") == 403
    assert status(host="[::1") == 403  # no name at all
    assert status(**{"x-forwarded-for": "203.0.113.9"}) == 403


@pytest.mark.slow
def test_a_chat_that_asks_for_no_login_says_so(tmp_path):
    """Whoever reads it at this machine is told that nobody else is kept out by a password."""
    client = TestClient(create_app(made_up_site(tmp_path)), base_url=HERE, client=("127.0.0.1", 5))
    assert client.get("/staff/").status_code == 200
    assert "ログインなしで開いています" in client.get("/staff/config").text


LOSSES = {
    "deleted": lambda path: path.unlink(),
    "emptied": lambda path: path.write_bytes(b""),
    "comments alone": lambda path: path.write_text("# staff\n", encoding="utf-8"),
}


@pytest.mark.slow
@pytest.mark.parametrize("lose", LOSSES.values(), ids=LOSSES)
@pytest.mark.parametrize("restarted", [False, True])
def test_accounts_that_were_lost_open_no_door(tmp_path, lose, restarted):
    """Neither in the running server nor after a restart, to this machine or another; the page says why."""
    site = made_up_site(tmp_path)
    site.accounts.set(NAME, PASSWORD)
    app = create_app(site)
    client = TestClient(app, base_url=HERE, client=("127.0.0.1", 5), follow_redirects=False)
    login(client)
    assert client.get("/staff/").status_code == 200
    lose(site.accounts.path)
    if restarted:
        app = create_app(replace(site, accounts=Accounts(site.accounts.path)))
    for address in (("127.0.0.1", 5), AWAY):
        for path in ("/staff/", "/staff/login", "/staff/config"):
            visitor = TestClient(app, base_url=HERE, client=address, cookies=client.cookies)
            answer = visitor.get(path, headers={"accept": "text/html"})
            assert (answer.status_code, answer.text) == (403, texts.ACCOUNTS_LOST)
    assert TestClient(app, base_url=HERE).get("/").status_code == 200
    Accounts(site.accounts.path).set(NAME, PASSWORD)
    assert client.get("/staff/").status_code == 401  # a login is asked for again


def test_what_remembers_the_accounts_lies_in_the_store(tmp_path):
    """The accounts may lie on a disk that is not there after a restart."""
    elsewhere = tmp_path / "disk" / "accounts.txt"
    Accounts(elsewhere, tmp_path / "store" / KNOWN).set(NAME, PASSWORD)
    elsewhere.unlink()
    assert Accounts(elsewhere, tmp_path / "store" / KNOWN).lost()
    assert not Accounts(elsewhere, tmp_path / "other" / KNOWN).lost()


@pytest.mark.parametrize("broken", [b"name plain\n", b"\xff\xfe"])
def test_accounts_that_break_under_a_running_server_close_the_door(tmp_path, broken):
    """To everybody, with a sentence; the citizens' pages go on."""
    site = made_up_site(tmp_path)
    site.accounts.set(NAME, PASSWORD)
    client = TestClient(paged(site), base_url=HERE, client=("127.0.0.1", 5))
    site.accounts.path.write_bytes(broken)
    answer = client.get("/staff/")
    assert (answer.status_code, answer.text) == (403, texts.ACCOUNTS_BROKEN)
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "keikaku.example"])  # noqa: S104
def test_serve_refuses_other_addresses_without_an_account(tmp_path, host):
    """Before anything is opened; the sentence tells how to make one."""
    with pytest.raises(CannotServeError, match="keikaku account"):
        serve(made_up_site(tmp_path), host=host, port=0)


def test_guessing_passwords_is_slowed_down(app):
    """After some tries from one address, whatever the name."""
    client = TestClient(app, base_url=HERE, client=("198.51.100.3", 1))
    answers = [client.post("/staff/login", data={"name": str(n)}) for n in range(LOGINS + 2)]
    assert answers[0].status_code == 403
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) >= 1
