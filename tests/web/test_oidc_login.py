"""A login at a provider of OpenID Connect: what it proves opens the staff's door, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import OctKey
from provider import CLIENT, OTHER_KEY, SECRET, Told, serving
from sites import NAME, PASSWORD, made_up_site
from starlette.testclient import TestClient

from keikaku.cli.doors import settings
from keikaku.cli.usage import CannotError
from keikaku.web.guard.limits import LOGINS
from keikaku.web.guard.oidc import oidc_by
from keikaku.web.server import pages_app

pytestmark = pytest.mark.slow
SITE = "https://plans.midori.example/"
AWAY = ("203.0.113.9", 40000)
PAGE = "/staff/logout"
"""A page of staff that needs no data."""
GROUP = "groups=企画課"


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def issuer(told) -> Iterator[str]:
    with serving(told) as address:
        yield address


def site_with(folder, issuer: str, allowed: str = "*", **more):
    return replace(
        made_up_site(folder), base=SITE, oidc=oidc_by(issuer, CLIENT, SECRET, allowed), key="k" * 40, **more
    )


def browser(site) -> TestClient:
    """Of somebody at another machine."""
    return TestClient(pages_app(site), base_url=SITE, client=AWAY, follow_redirects=False)


def returned(client, start: str = "/staff/login/oidc") -> httpx.Response:
    """What this site answers after the way to the provider and back."""
    there = client.get(start)
    assert there.status_code == 303, there.text
    back = httpx.get(there.headers["location"]).headers["location"]
    assert back.startswith(f"{SITE}staff/login/back?")
    return client.get(back.removeprefix(SITE.rstrip("/")))


def is_in(client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.mark.parametrize("with_accounts", [False, True])
def test_who_logs_in_at_the_provider_is_in_here_and_where_they_wanted_to_be(
    issuer, told, tmp_path, with_accounts
):
    """The form names the way; the code is asked for with the verifier, once, by this server."""
    site = site_with(tmp_path, issuer)
    if with_accounts:
        site.accounts.set(NAME, PASSWORD)
    client = browser(site)
    refused = client.get("/staff/links?status=x", headers={"accept": "text/html"})
    form = client.get(refused.headers["location"])
    assert "/staff/login/oidc?next=/staff/links%3Fstatus%3Dx" in form.text
    led = returned(client, "/staff/login/oidc?next=/staff/links%3Fstatus%3Dx")
    assert (led.status_code, led.headers["location"]) == (303, "/staff/links?status=x")
    assert is_in(client)
    cookie = next(one for one in led.headers.get_list("set-cookie") if one.startswith("kk_session"))
    assert all(word in cookie for word in ("HttpOnly", "Secure", "Path=/staff", "SameSite=lax"))
    assert len(told.seen) == 1


def test_nobody_is_in_without_a_login_there(issuer, tmp_path):
    """Not from this machine either, as where there are accounts."""
    app = pages_app(site_with(tmp_path, issuer))
    for host in ("127.0.0.1", AWAY[0]):
        client = TestClient(app, base_url="http://127.0.0.1", client=(host, 1), follow_redirects=False)
        assert client.get(PAGE).status_code == 401


@pytest.mark.parametrize(
    ("person", "lets_in"),
    [
        ({"groups": ["総務課", "企画課"]}, True),
        ({"groups": "企画課"}, True),
        ({"groups": ["企画課長会"]}, False),
        ({"groups": []}, False),
        ({"department": "企画課"}, False),
        ({}, False),
    ],
)
def test_the_house_says_which_of_them_may_come_in(issuer, told, tmp_path, person, lets_in):
    """By a claim that the provider signs; everybody else is told whom to ask."""
    told.person |= person
    client = browser(site_with(tmp_path, issuer, GROUP))
    answer = returned(client)
    assert is_in(client) is lets_in
    if not lets_in:
        assert answer.status_code == 403
        assert "使うことになっていません" in answer.text


def unsigned(claims) -> str:
    from base64 import urlsafe_b64encode
    from json import dumps

    return (
        ".".join(
            urlsafe_b64encode(dumps(part).encode()).decode().rstrip("=") for part in ({"alg": "none"}, claims)
        )
        + "."
    )


LIES = {
    "of another provider": {"lie": lambda c: c | {"iss": "https://evil.example"}},
    "for another client": {"lie": lambda c: c | {"aud": "another"}},
    "for ours and made for another": {"lie": lambda c: c | {"aud": [CLIENT, "b"], "azp": "b"}},
    "of another login": {"lie": lambda c: c | {"nonce": "of before"}},
    "of no login": {"lie": lambda c: {name: c[name] for name in c if name != "nonce"}},
    "of yesterday": {"lie": lambda c: c | {"exp": c["exp"] - 86400, "iat": c["iat"] - 86400}},
    "without an end": {"lie": lambda c: {name: c[name] for name in c if name != "exp"}},
    "of nobody": {"lie": lambda c: {name: c[name] for name in c if name != "sub"}},
    "signed by somebody else": {"sign": lambda c: jwt.encode({"alg": "RS256", "kid": "one"}, c, OTHER_KEY)},
    "signed by what is shared": {
        "sign": lambda c: jwt.encode({"alg": "HS256"}, c, OctKey.import_key(SECRET))
    },
    "not signed": {"sign": unsigned},
    "no token": {"sign": lambda _: "a.b"},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_proves_nothing_opens_nothing(issuer, told, tmp_path, lie):
    """And is told in a sentence."""
    for name, value in LIES[lie].items():
        setattr(told, name, value)
    client = browser(site_with(tmp_path, issuer))
    answer = returned(client)
    assert (answer.status_code, is_in(client)) == (403, False)
    assert "確かめられませんでした" in answer.text


def test_what_comes_back_is_of_the_browser_that_was_sent_off(issuer, told, tmp_path):
    """A link with a stranger's code logs nobody in; nor does a code that was used, nor a refusal."""
    app_of = browser(site_with(tmp_path, issuer))
    there = app_of.get("/staff/login/oidc")
    back = httpx.get(there.headers["location"]).headers["location"].removeprefix(SITE.rstrip("/"))
    stranger = TestClient(app_of.app, base_url=SITE, client=AWAY, follow_redirects=False)
    assert stranger.get(back).status_code == 403  # no cookie
    state = parse_qs(urlsplit(back).query)["state"][0]
    assert app_of.get(back.replace(state, "x" * len(state))).status_code == 403
    assert app_of.get(f"/staff/login/back?error=access_denied&state={state}").status_code == 403
    assert not told.seen or all("code" not in one or not one["code"] for one in told.seen)
    assert app_of.get(back).status_code == 303
    app_of.cookies.delete("kk_session")
    assert app_of.get(back).status_code == 403
    assert not is_in(app_of)


@pytest.mark.parametrize("next_", ["https://evil.example/", "//evil.example", "/staff/../x", "/search"])
def test_a_login_leads_nowhere_but_below_the_door(issuer, tmp_path, next_):
    """Whatever the address that started it says."""
    led = returned(browser(site_with(tmp_path, issuer)), f"/staff/login/oidc?next={next_}")
    assert led.headers["location"] == "/staff/"


def test_a_log_out_ends_it_and_another_setting_too(issuer, tmp_path):
    """A copy of the cookie is worth nothing afterwards."""
    site = site_with(tmp_path, issuer)
    client = browser(site)
    returned(client)
    copy = client.cookies["kk_session"]
    for other in (GROUP, ""):
        elsewhere = replace(
            site, oidc=oidc_by(issuer, CLIENT, SECRET, other) if other else oidc_by(*[""] * 4)
        )
        changed = browser(elsewhere)
        changed.cookies.set("kk_session", copy)
        assert not is_in(changed)
    assert client.post(PAGE).status_code == 303
    client.cookies.set("kk_session", copy)
    assert not is_in(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"down": True},
        {"describe": {"issuer": "https://evil.example"}},
        {"describe": {"authorization_endpoint": "http://evil.example/in"}},
        {"describe": {"authorization_endpoint": ""}},
    ],
)
def test_a_provider_that_is_away_or_another_is_told(issuer, told, tmp_path, wrong):
    """Nobody is sent anywhere; the form of our own accounts still stands there."""
    for name, value in wrong.items():
        setattr(told, name, value)
    answer = browser(site_with(tmp_path, issuer)).get("/staff/login/oidc")
    assert answer.status_code == 503
    assert "届きません" in answer.text


def test_below_a_path_the_way_leads_out_and_back_below_it(issuer, tmp_path):
    """The provider's own address gets no path of ours."""
    site = replace(site_with(tmp_path, issuer, root="/keikaku"), base=f"{SITE}keikaku/")
    client = browser(site)
    there = client.get("/keikaku/staff/login/oidc").headers["location"]
    assert there.startswith(f"{issuer}/in?")
    back = httpx.get(there).headers["location"]
    assert back.startswith(f"{SITE}keikaku/staff/login/back?")
    led = client.get(back.removeprefix(SITE.rstrip("/")))
    assert (led.status_code, led.headers["location"]) == (303, "/keikaku/staff/")


def test_logins_that_fail_are_counted(issuer, told, tmp_path):
    """The provider is not asked without end."""
    client = browser(site_with(tmp_path, issuer))
    codes = [client.get("/staff/login/back?code=a&state=b").status_code for _ in range(LOGINS + 1)]
    assert codes == [*[403] * LOGINS, 429]
    assert not told.seen


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("ISSUER", "http://login.example"),
        ("ISSUER", "login"),
        ("CLIENT", ""),
        ("ALLOW", ""),
        ("ALLOW", "groups"),
    ],
)
def test_half_a_setting_is_told(monkeypatch, name, value):
    """Nobody is let in by a setting that was forgotten."""
    given = {"ISSUER": "https://login.example", "CLIENT": "keikaku", "ALLOW": "*"} | {name: value}
    for one, text in given.items():
        monkeypatch.setenv(f"KEIKAKU_OIDC_{one}", text)
    with pytest.raises(CannotError, match="oidc_allow"):
        settings.oidc()


def test_the_secret_stands_in_a_file_and_is_not_told(monkeypatch, tmp_path):
    """`keikaku config` prints where it is."""
    (tmp_path / "secret").write_text(f"{SECRET}\n", encoding="utf-8")
    for name, text in {
        "ISSUER": "https://login.example",
        "CLIENT": "keikaku",
        "ALLOW": "*",
        "SECRET_FILE": str(tmp_path / "secret"),
    }.items():
        monkeypatch.setenv(f"KEIKAKU_OIDC_{name}", text)
    found = settings.oidc()
    assert found.secret == SECRET
    assert SECRET not in repr(found)
    monkeypatch.setenv("KEIKAKU_OIDC_SECRET_FILE", str(tmp_path / "none"))
    with pytest.raises(CannotError, match="oidc_secret_file"):
        settings.oidc()
