"""Passwords are checked one at a time, and no crowd of them costs the pages anything."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sites import NAME, PASSWORD, made_up_site
from starlette.testclient import TestClient
from test_staff import FORM_TOKEN, HERE

import keikaku.web.guard.staff
from keikaku.web.guard.passwords import AT_ONCE, PasswordChecks, TooManyWaitingError
from keikaku.web.server import create_app


def run(work: Coroutine[Any, Any, list[Any]]) -> list[Any]:
    """What it gives, on a loop of its own thread: a browser of other tests keeps one in this thread."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


class Slow:
    """Verifies slowly, and remembers how many did so at once."""

    def __init__(self) -> None:
        self.running, self.most, self.count, self.lock = 0, 0, 0, threading.Lock()

    def __call__(self, _name: str, password: str) -> bool:
        with self.lock:
            self.running += 1
            self.count += 1
            self.most = max(self.most, self.running)
        time.sleep(0.01)
        with self.lock:
            self.running -= 1
        return password == "right"  # noqa: S105 - made up


async def crowd(checks: PasswordChecks, count: int) -> list[object]:
    asked = (checks.right("a", "right" if n % 2 else "wrong") for n in range(count))
    return await asyncio.gather(*asked, return_exceptions=True)


def test_one_is_checked_at_a_time_and_a_few_wait():
    """The others are told at once, and cost nothing."""
    slow = Slow()
    found = run(crowd(PasswordChecks(slow, waiting=5), 240))
    assert found[:6] == [False, True] * 3
    assert all(isinstance(one, TooManyWaitingError) for one in found[6:])
    assert (slow.most, slow.count) == (AT_ONCE, 6)


def test_the_queue_is_free_again_after_the_crowd():
    """Also after a check that failed of itself."""

    def broken(_name: str, _password: str) -> bool:
        raise OSError

    checks = PasswordChecks(broken, waiting=0)

    async def twice() -> list[object]:
        return [*(await crowd(checks, 1)), *(await crowd(checks, 1))]

    assert [type(one) for one in run(twice())] == [OSError, OSError]


@pytest.mark.slow
def test_whoever_comes_in_a_crowd_is_told_when_to_come_back(tmp_path, monkeypatch):
    """With the form, so that nothing but the password is typed again."""

    async def full(*_: object) -> bool:
        raise TooManyWaitingError

    monkeypatch.setattr(keikaku.web.guard.staff.PasswordChecks, "right", full)
    site = made_up_site(tmp_path)
    site.accounts.set(NAME, PASSWORD)
    client = TestClient(create_app(site), base_url=HERE)
    token = FORM_TOKEN.search(client.get("/staff/login").text)
    assert token
    sent = {"token": token[1], "name": NAME, "password": PASSWORD, "next": ""}
    answer = client.post("/staff/login", data=sent)
    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"
    assert "ログインが混み合っています。5秒ほど待って" in answer.text
    assert FORM_TOKEN.search(answer.text)
    assert "kk_session" not in client.cookies
