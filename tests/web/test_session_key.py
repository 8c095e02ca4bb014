"""The key that signs the sessions of staff outlives the process, and nobody else reads it."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest
from sites import NAME, PASSWORD, made_up_site
from starlette.testclient import TestClient
from test_staff import AWAY, HERE, login

from keikaku.cli.serving import KEY, session_key
from keikaku.cli.usage import CannotError
from keikaku.web.guard.ended import FILE, Ended
from keikaku.web.guard.sessions import KEY_FILE, Sessions, kept_key
from keikaku.web.server import create_app


def status(site, cookie: str) -> int:
    """How a server that was started anew answers who brings a cookie."""
    visitor = TestClient(create_app(site), base_url=HERE, client=AWAY, headers={"cookie": cookie})
    return visitor.get("/staff/", headers={"accept": "application/json"}).status_code


@pytest.mark.slow
def test_a_session_survives_a_restart_until_the_key_is_taken_away(tmp_path: Path):
    """A deleted key throws everybody out; so does another in its place."""
    site = replace(made_up_site(tmp_path), key=session_key(tmp_path))
    site.accounts.set(NAME, PASSWORD)
    client = TestClient(create_app(site), base_url=HERE, client=AWAY, follow_redirects=False)
    cookie = login(client).headers["set-cookie"].split(";")[0]
    assert status(replace(site, key=session_key(tmp_path)), cookie) == 200
    (tmp_path / KEY_FILE).unlink()
    assert status(replace(site, key=session_key(tmp_path)), cookie) == 401
    assert status(replace(site, key=""), cookie) == 401


def test_the_key_is_made_once_for_its_owner_alone(tmp_path: Path):
    """Whatever the process lets others read."""
    before = os.umask(0)
    try:
        made = kept_key(tmp_path / "store" / KEY_FILE)
    finally:
        os.umask(before)
    assert len(made) > 40
    assert (tmp_path / "store" / KEY_FILE).stat().st_mode & 0o077 == 0
    assert kept_key(tmp_path / "store" / KEY_FILE) == made
    assert kept_key(tmp_path / "other" / KEY_FILE) != made


def test_a_key_of_the_environment_needs_no_file(tmp_path: Path, monkeypatch):
    """For a folder that nobody may write."""
    monkeypatch.setenv(KEY, "み" * 40)
    assert session_key(tmp_path) == "み" * 40
    assert not (tmp_path / KEY_FILE).exists()


@pytest.mark.parametrize("place", ["environment", "file"])
def test_a_key_that_could_be_guessed_is_refused_in_a_sentence(tmp_path: Path, monkeypatch, place):
    """An empty file too: it never counts as no key."""
    if place == "environment":
        monkeypatch.setenv(KEY, "short")
    else:
        (tmp_path / KEY_FILE).write_text("", encoding="utf-8")
    with pytest.raises(CannotError, match="鍵が短すぎます"):
        session_key(tmp_path)


@pytest.mark.slow
def test_a_logout_outlives_a_restart(tmp_path: Path):
    """As long as the cookie could be valid, also for another process on the same store."""
    site = replace(made_up_site(tmp_path), key=session_key(tmp_path), ended=tmp_path / FILE)
    site.accounts.set(NAME, PASSWORD)
    client = TestClient(create_app(site), base_url=HERE, client=AWAY, follow_redirects=False)
    cookie = login(client).headers["set-cookie"].split(";")[0]
    assert status(site, cookie) == 200
    client.post("/staff/logout", headers={"origin": HERE})
    assert status(site, cookie) == 401
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0


def test_ended_sessions_are_forgotten_when_no_cookie_can_name_them(tmp_path: Path):
    """The file stays as small as the log-outs of half a day."""
    now = [0.0]
    ended = Ended(tmp_path / FILE, 10.0, lambda: now[0])
    for number in range(20):
        now[0] = float(number)
        ended.add(str(number))
    told = (tmp_path / FILE).read_text("utf-8").splitlines()
    assert len(told) == len(ended._here) == 11
    assert "19" in Ended(tmp_path / FILE, 10.0)
    assert "3" not in Ended(tmp_path / FILE, 10.0)


def test_a_logout_that_cannot_be_kept_holds_in_this_process(tmp_path: Path):
    """A folder that nobody may write costs the restart alone."""
    ended = Ended(tmp_path / "file" / FILE, 10.0)
    (tmp_path / "file").write_bytes(b"")
    ended.add("a")
    assert "a" in ended


def test_a_made_up_cookie_ends_nothing(tmp_path: Path):
    """So that nobody fills the file."""
    site = made_up_site(tmp_path)
    site.accounts.set(NAME, PASSWORD)
    sessions = Sessions(site.accounts, "k" * 32, Ended(tmp_path / FILE, 10.0))
    for cookie in ("", "x", Sessions(site.accounts, "o" * 32).open(NAME)):
        sessions.end(cookie)
    assert not (tmp_path / FILE).exists()
